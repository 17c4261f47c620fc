//! Operations: matched, then compared by all that they take and give. What the server sends of itself, by a callback or a
//! webhook, is an operation too: there the client is the one that must understand the request.

use std::collections::BTreeSet;

use super::{Comparer, Direction, Edit, Wire, member_places, places};
use crate::{
    diff::unchanged::keys,
    document::{Kind as Object, Node, Operation, Parameter},
};

impl<'a> Comparer<'a> {
    /// `direction` is that of the requests.
    pub(super) fn operations(&mut self, direction: Direction, old: Vec<Operation<'a>>, new: Vec<Operation<'a>>) {
        // The address of a callback is an expression, and its braces are no parameters.
        let route = |operation: &Operation<'a>| match direction {
            Direction::Request => operation.wire_route(),
            Direction::Response => (operation.method, operation.path.to_owned()),
        };
        let shown = |operation: &Operation<'a>| match direction {
            Direction::Request => format!("({}) ", operation.route()),
            Direction::Response => String::new(),
        };
        let find = |all: &[Operation<'a>], wanted: &Operation<'a>| {
            all.iter().find(|operation| route(operation) == route(wanted)).cloned()
        };
        let mut known = BTreeSet::new();
        for was in &old {
            let same_id = new.iter().find(|is| !is.id().is_empty() && is.id() == was.id());
            let same_route = find(&new, was);
            let has_id = |is: &Operation<'a>| !is.id().is_empty() && !was.id().is_empty();
            let is_renamed = same_route.as_ref().is_some_and(|is| has_id(is) && is.id() != was.id());
            if let Some(is) = same_route.as_ref().filter(|_| is_renamed) {
                let ids = places(&was.node.get("operationId"), &is.node.get("operationId"));
                self.note(Edit::Renamed, ids, Wire::Compatible, format!("was called `{}`", was.id()));
            }
            // The id may go on with another route, also where the old one is still served.
            if let Some(is) = same_id.filter(|is| same_route.is_none() || is_renamed && find(&old, is).is_none()) {
                let text = format!("was {} and is now {}", was.route(), is.route());
                let wire = Wire::of(same_route.is_some());
                self.change(None, Edit::Moved, &places(&was.node, &is.node), wire, &text);
                known.insert(is.node.at.clone());
            }
            match same_route.as_ref().or(same_id) {
                Some(is) => {
                    known.insert(is.node.at.clone());
                    self.operation(direction, was, is);
                    // One that moved stands for the other, also where a path is in one document alone.
                    if was.node.at != is.node.at {
                        self.mark(&[was, is].map(|operation| Some(operation.node.get("operationId").at)));
                    }
                }
                None => {
                    let text = format!("{}is gone", shown(was));
                    self.note(Edit::Removed, [Some(was.node.at.clone()), None], Wire::Incompatible, text);
                }
            }
        }
        for is in new.iter().filter(|is| !known.contains(&is.node.at)) {
            let text = format!("{}is new", shown(is));
            self.note(Edit::Added, [None, Some(is.node.at.clone())], Wire::Compatible, text);
        }
    }

    fn operation(&mut self, direction: Direction, old: &Operation<'a>, new: &Operation<'a>) {
        self.parameters(direction, old, new);
        match (old.body(), new.body()) {
            (Some(was), Some(is)) => {
                self.required(direction, &was.node, &is.node);
                self.content(direction, false, &was.node, &is.node);
            }
            (None, None) => {}
            (was, is) => {
                let required = was.iter().chain(&is).any(|body| body.required());
                self.alone(direction, [was, is].map(|body| Some(body?.listed)), required);
            }
        }
        self.responses(direction.reversed(), old, new);
        if direction == Direction::Request {
            self.security(old, new);
            self.servers(old, new);
        }
        let [was, is] = [old, new].map(|operation| operation.node.get("callbacks"));
        for name in keys(&was, &is) {
            let [was, is] = [&was, &is].map(|all| all.get(&name).followed().operations().collect());
            self.operations(direction.reversed(), was, is);
        }
        self.pair(Object::Operation, &old.node, &new.node);
        self.pair(Object::Path, &old.item, &new.item);
    }

    fn parameters(&mut self, direction: Direction, old: &Operation<'a>, new: &Operation<'a>) {
        let mut today = new.parameters();
        let (old_names, new_names) = (old.names_in_path(), new.names_in_path());
        for before in old.parameters() {
            // In a path the position counts, and the name is the document's own.
            let position = old_names.iter().position(|name| before.location == "path" && *name == before.name);
            let wanted = position.and_then(|position| new_names.get(position)).copied().unwrap_or(before.name);
            let wanted = Parameter { name: wanted, ..before.clone() };
            let Some(position) = today.iter().position(|after| after.is_same(&wanted)) else {
                self.alone(direction, [Some(before.listed), None], before.required);
                continue;
            };
            let after = today.remove(position);
            if before.name != after.name {
                let names = places(&before.node.get("name"), &after.node.get("name"));
                self.note(Edit::Renamed, names, Wire::Compatible, format!("was called `{}`", before.name));
            }
            self.parameter(direction, &before, &after);
            self.pair(Object::Parameter, &before.node, &after.node);
        }
        for after in today {
            self.alone(direction, [None, Some(after.listed)], after.required);
        }
    }

    /// What must be there. Who reads it must get it.
    pub(super) fn required(&mut self, direction: Direction, old: &Node<'a>, new: &Node<'a>) {
        let now = new.flag("required");
        if old.flag("required") != now {
            let wire = Wire::of(now == (direction == Direction::Response));
            let (edit, text) = if now { (Edit::MadeRequired, "now") } else { (Edit::MadeOptional, "no longer") };
            self.note(edit, member_places(old, new, "required"), wire, format!("is {text} required"));
        }
    }
}
