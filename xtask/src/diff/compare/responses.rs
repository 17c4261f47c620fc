//! What an operation answers: statuses, their bodies and their headers.

use std::collections::BTreeSet;

use super::{Comparer, Direction, Kind, Wire, Written};
use crate::{
    diff::schemas::All,
    document::{Kind as Object, Message, Node, Operation},
};

/// The entry that a status falls under: its own, its range's, or the one for the rest. Beside a success that is
/// described, the rest are errors.
fn entry<'a>(operation: &Operation<'a>, status: u16) -> Option<&'a str> {
    let entries: Vec<_> = operation.responses().map(|(status, _)| status).collect();
    let find = |wanted: &str| entries.iter().copied().find(|entry| entry.eq_ignore_ascii_case(wanted));
    let default = || {
        let others = status / 100 == 2 && entries.iter().any(|entry| entry.starts_with('2'));
        if others { None } else { find("default") }
    };
    find(&status.to_string()).or_else(|| find(&format!("{}XX", status / 100))).or_else(default)
}

fn is_success(status: u16) -> bool {
    status / 100 == 2
}

impl<'a> Comparer<'a> {
    pub(super) fn responses(&mut self, old: &Operation<'a>, new: &Operation<'a>) {
        let all: Vec<_> = (100..600).map(|status| (status, entry(old, status), entry(new, status))).collect();
        let succeeds = all.iter().any(|(status, _, new)| is_success(*status) && new.is_some());
        let listed = |operation: &Operation<'a>, status: &str| operation.node.get("responses").get(status);
        for (status, response) in new.responses().filter(|(status, _)| !listed(old, status).is_there()) {
            // A client must expect undocumented errors, but not undocumented successes.
            let is_surprise = |(code, was, is): &(u16, Option<&str>, Option<&str>)| {
                let of_rest = status == "default" && !is_success(*code);
                *is == Some(status) && was.is_none() && *code < 400 && !of_rest
            };
            let wire = Wire::of(!all.iter().any(is_surprise));
            let message = format!("`{}` may now answer {status}", new.id());
            self.note(Kind::StatusAdded, [None, Some(&response.listed)], wire, |_| message);
        }
        for (status, response) in old.responses().filter(|(status, _)| !listed(new, status).is_there()) {
            let succeeded = all.iter().any(|(code, was, _)| is_success(*code) && *was == Some(status));
            let message = format!("`{}` no longer answers {status}", new.id());
            let wire = Wire::of(!succeeded || succeeds);
            self.note(Kind::StatusRemoved, [Some(&response.listed), None], wire, |_| message);
        }
        let pairs: BTreeSet<_> = all.iter().filter_map(|(_, was, is)| Some(((*was)?, (*is)?))).collect();
        for (was, is) in pairs {
            if let (Some(old), Some(new)) = (old.response(was), new.response(is)) {
                self.response(&old, &new);
                if was == is {
                    self.object(Object::Response, &old.node, &new.node);
                }
            }
        }
    }

    fn response(&mut self, old: &Message<'a>, new: &Message<'a>) {
        self.content(Direction::Response, old, new);
        // The type is that of the content, whatever is said here.
        let headers = |message: &Message<'a>| -> Vec<_> {
            let all = message.node.get("headers").members();
            all.filter(|(name, _)| !name.eq_ignore_ascii_case("content-type")).collect()
        };
        let mut today = headers(new);
        for (name, listed) in headers(old) {
            let was = listed.clone().followed();
            let Some(position) = today.iter().position(|(other, _)| other.eq_ignore_ascii_case(name)) else {
                // One that could be missing before is missing now.
                let wire = Wire::of(!was.flag("required"));
                let message = |name: &str| format!("{name} is gone");
                self.note(Kind::ResponseHeadersChanged, [Some(&listed.at), None], wire, message);
                continue;
            };
            let is = today.remove(position).1.followed();
            self.header(&was, &is);
            self.object(Object::Header, &was, &is);
        }
        for (_, header) in today {
            let message = |name: &str| format!("{name} is new");
            self.note(Kind::ResponseHeadersChanged, [None, Some(&header.at)], Wire::Compatible, message);
        }
    }

    fn header(&mut self, was: &Node<'a>, is: &Node<'a>) {
        let places = [Some(was.at.as_str()), Some(is.at.as_str())];
        if was.flag("required") != is.flag("required") {
            let now = is.flag("required");
            let message = |name: &str| format!("{name} is {} required", if now { "now" } else { "no longer" });
            self.mention(Kind::ResponseHeadersChanged, places, Wire::of(now), message);
            self.cover([&was.get("required"), &is.get("required")]);
        }
        let [old, new] = [was, is].map(|header| header.get("schema"));
        let explode = [was, is].map(|header| header.flag("explode"));
        if old.is_there() != new.is_there() || explode[0] != explode[1] {
            let message = |name: &str| format!("{name} is serialized in another way");
            self.note(Kind::ResponseHeadersChanged, places, Wire::Incompatible, message);
        } else if old.is_there() {
            self.schemas(Some(Direction::Response), &All::schema(old.at), &All::schema(new.at), Written::Text);
        } else {
            self.content(Direction::Response, &Message::of(was.clone()), &Message::of(is.clone()));
        }
    }
}
