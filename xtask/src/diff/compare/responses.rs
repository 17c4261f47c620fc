//! What an operation answers: statuses, their bodies and their headers.

use std::collections::BTreeSet;

use super::{Comparer, Direction, Edit, Noun, Wire, places};
use crate::document::{Kind as Object, Message, Node, Operation, Parameter};

/// The entry that a status falls under: its own, its range's, or the one for the rest. Beside a success that is
/// described, the rest are errors.
fn entry<'a>(operation: &Operation<'a>, status: u16) -> Option<&'a str> {
    let entries: Vec<_> = operation.responses().map(|(status, _)| status).collect();
    let find = |wanted: &str| entries.iter().copied().find(|entry| entry.eq_ignore_ascii_case(wanted));
    let default = || {
        let others = is_success(status) && entries.iter().any(|entry| entry.starts_with('2'));
        if others { None } else { find("default") }
    };
    find(&status.to_string()).or_else(|| find(&format!("{}XX", status / 100))).or_else(default)
}

fn is_success(status: u16) -> bool {
    status / 100 == 2
}

impl<'a> Comparer<'a> {
    /// `direction` is that of the responses.
    pub(super) fn responses(&mut self, direction: Direction, old: &Operation<'a>, new: &Operation<'a>) {
        let all: Vec<_> = (100..600).map(|status| (status, entry(old, status), entry(new, status))).collect();
        let succeeds = all.iter().any(|(status, _, new)| is_success(*status) && new.is_some());
        for (status, response) in old.responses().filter(|(status, _)| new.response(status).is_none()) {
            let succeeded = all.iter().any(|(code, was, _)| is_success(*code) && *was == Some(status));
            let wire = Wire::of(direction == Direction::Response && (!succeeded || succeeds));
            self.note_as(Noun::Status, Edit::Removed, [Some(response.listed), None], wire, "is gone");
        }
        for (status, response) in new.responses().filter(|(status, _)| old.response(status).is_none()) {
            // A client must expect undocumented errors, but not undocumented successes.
            let is_surprise = |(code, was, is): &(u16, Option<&str>, Option<&str>)| {
                let of_rest = status == "default" && !is_success(*code);
                *is == Some(status) && was.is_none() && *code < 400 && !of_rest
            };
            let wire = Wire::of(direction == Direction::Request || !all.iter().any(is_surprise));
            self.note_as(Noun::Status, Edit::Added, [None, Some(response.listed)], wire, "is new");
        }
        let pairs: BTreeSet<_> = all.iter().filter_map(|(_, was, is)| Some(((*was)?, (*is)?))).collect();
        for (was, is) in pairs {
            if let (Some(old), Some(new)) = (old.response(was), new.response(is)) {
                self.response(direction, &old, &new);
                if was == is {
                    self.pair(Object::Response, &old.node, &new.node);
                }
            }
        }
    }

    fn response(&mut self, direction: Direction, old: &Message<'a>, new: &Message<'a>) {
        self.content(direction, direction == Direction::Response, &old.node, &new.node);
        // The type is that of the content, whatever is said here.
        let headers = |message: &Message<'a>| -> Vec<(&str, Node<'a>)> {
            let all = message.node.get("headers").members();
            all.filter(|(name, _)| !name.eq_ignore_ascii_case("content-type")).collect()
        };
        let mut today = headers(new);
        for (name, listed) in headers(old) {
            let Some(position) = today.iter().position(|(other, _)| other.eq_ignore_ascii_case(name)) else {
                let required = listed.clone().followed().flag("required");
                self.alone(direction, [Some(listed.at), None], required);
                continue;
            };
            let (other, is) = today.remove(position);
            let [before, after] = [&listed, &is].map(|node| Parameter::of(node.clone()));
            self.parameter(direction, &before, &after);
            self.pair(Object::Header, &before.node, &after.node);
            if other != name {
                self.note(Edit::Renamed, places(&listed, &is), Wire::Compatible, format!("was called `{name}`"));
            }
        }
        for (_, header) in today {
            let required = header.clone().followed().flag("required");
            self.alone(direction, [None, Some(header.at)], required);
        }
    }
}
