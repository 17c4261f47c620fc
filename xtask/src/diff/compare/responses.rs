//! What an operation answers: statuses, their bodies and their headers.

use super::{Comparer, Node, Reach, Role, Subject, node, operations::Operation};
use crate::diff::{
    changes::{Kind, Side, Wire},
    surface::plain,
};

/// Whether a status, a range as `4XX`, or `default` is an error.
fn is_error(status: &str) -> bool {
    matches!(status.as_bytes().first(), Some(b'4' | b'5' | b'd'))
}

/// The entry that answers for a status which has none of its own.
fn fallback<'a>(responses: &Node<'a>, status: &str) -> Option<Node<'a>> {
    let range = status.get(..1).map(|class| format!("{class}XX")).filter(|range| range != status);
    let ranges = range.into_iter().chain(std::iter::once("default".to_owned()));
    ranges.map(|range| responses.get(&range)).find(Node::is_there)
}

impl<'a> Comparer<'a> {
    pub(super) fn responses(&mut self, old: &Operation<'a>, new: &Operation<'a>) {
        let operation = format!("`{}`", new.id);
        let claims = [format!("operation {} send", plain(&new.id)), format!("type {}response", plain(&new.id))];
        let (before, after) = (old.node.get("responses"), new.node.get("responses"));
        for status in node::keys(&before, &after).into_iter().filter(|status| !status.starts_with("x-")) {
            let (was, is) = (before.get(&status), after.get(&status));
            let subject = Subject {
                name: format!("the answer {status} of {operation}"),
                role: if is_error(&status) { Role::ErrorResponse } else { Role::Response },
                reach: Reach::RESPONSE,
                claims: claims.to_vec(),
                used_by: Vec::new(),
            };
            match (was.is_there(), is.is_there()) {
                (true, true) => self.response(&subject, &was.resolved(self.old), &is.resolved(self.new)),
                (false, true) => {
                    // Every client must expect errors that it was not told of; a success is another matter.
                    let wire = match fallback(&before, &status) {
                        Some(known) => self.bodies_fit(known.resolved(self.old), is.clone().resolved(self.new)),
                        None => Wire::of(is_error(&status)),
                    };
                    let message = format!("{operation} may now answer {status}");
                    self.note(Kind::StatusAdded, (Side::New, &is.at), wire, message, &claims);
                }
                (true, false) => {
                    let wire = match fallback(&after, &status) {
                        Some(now) => self.bodies_fit(was.clone().resolved(self.old), now.resolved(self.new)),
                        None => Wire::Compatible,
                    };
                    let message = format!("{operation} no longer answers {status}");
                    self.note(Kind::StatusRemoved, (Side::Old, &was.at), wire, message, &claims);
                }
                (false, false) => {}
            }
        }
    }

    /// Whether who reads one answer can read the other in its place.
    fn bodies_fit(&self, old: Node<'_>, new: Node<'_>) -> Wire {
        let body =
            |node: &Node<'_>| node.get("content").members().next().map(|(_, media)| media.value["schema"].clone());
        match (body(&old), body(&new)) {
            (Some(old), Some(new)) => self.fit(Reach::RESPONSE, &old, &new),
            (None, _) => Wire::Compatible,
            (Some(_), None) => Wire::Incompatible,
        }
    }

    fn response(&mut self, subject: &Subject, old: &Node<'a>, new: &Node<'a>) {
        let (name, claims) = (&subject.name, &subject.claims);
        self.docs(name, old, new, claims);
        let had_body = old.get("content").members().next().is_some();
        let has_body = new.get("content").members().next().is_some();
        if had_body && !has_body {
            let message = format!("{name} no longer has a body");
            self.note(subject.retyped(), (Side::Old, &old.get("content").at), Wire::Incompatible, message, claims);
        } else if !had_body && has_body {
            // Who expects nothing does not look.
            let message = format!("{name} now has a body");
            self.note(subject.retyped(), (Side::New, &new.get("content").at), Wire::Compatible, message, claims);
        } else {
            self.content(subject, old, new);
        }
        let (before, after) = (old.get("headers"), new.get("headers"));
        for header in node::keys(&before, &after) {
            let (was, is) = (before.get(&header), after.get(&header));
            if was.value == is.value {
                continue;
            }
            let (side, at, what, wire) = match (was.is_there(), is.is_there()) {
                (true, false) => (Side::Old, was.at, "is gone", Wire::Incompatible),
                (false, _) => (Side::New, is.at, "is new", Wire::Compatible),
                (true, true) => {
                    let (was, is) = (was.resolved(self.old), is.resolved(self.new));
                    let wire = self.fit(Reach::RESPONSE, &was.value["schema"], &is.value["schema"]);
                    (Side::New, is.at, "has changed", wire)
                }
            };
            let message = format!("the header `{header}` of {name} {what}");
            self.note(Kind::ResponseHeadersChanged, (side, &at), wire, message, claims);
        }
        for key in node::keys(old, new) {
            if !["content", "headers", "description"].contains(&key.as_str()) {
                self.rest(name, &key, old, new);
            }
        }
    }
}
