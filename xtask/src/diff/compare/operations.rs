//! Operations: added, removed, renamed, moved; request bodies, media types.

use std::collections::{BTreeMap, HashSet};

use super::{Comparer, Direction, Kind, Subject, Wire, Written, differences::retyped};
use crate::{
    diff::{schemas::All, unchanged::same},
    document::{Document, Holds, Kind as Object, Message, Node, Operation, child},
};

impl<'a> Comparer<'a> {
    pub(super) fn operations(&mut self) {
        let by_route = |document: &'a Document| -> BTreeMap<_, _> {
            document.operations().into_iter().map(|operation| (operation.wire_route(), operation)).collect()
        };
        let (old, new) = (by_route(self.old), by_route(self.new));
        let named = |operations: &BTreeMap<_, Operation<'a>>, id: &str| {
            operations.values().find(|operation| !id.is_empty() && operation.id() == id).cloned()
        };
        let mut moved = HashSet::new();
        for (route, was) in &old {
            let today = named(&new, was.id());
            match (new.get(route), today) {
                (Some(is), today) => {
                    if was.id() != is.id() {
                        let places = [was, is].map(|operation| child(&operation.node.at, "operationId"));
                        let places = [Some(places[0].as_str()), Some(places[1].as_str())];
                        // Its name may go on with another route.
                        let message = format!("`{}` is now called `{}`", was.id(), is.id());
                        self.note(Kind::OperationRenamed, places, Wire::Compatible, |_| message);
                        if let Some(today) = today.filter(|today| !old.contains_key(&today.wire_route())) {
                            self.moved(was, &today, Wire::Compatible);
                            moved.insert(today.node.at);
                        }
                    }
                    self.operation(was, is);
                }
                (None, Some(is)) => {
                    self.moved(was, &is, Wire::Incompatible);
                    self.operation(was, &is);
                    moved.insert(is.node.at);
                }
                (None, None) => {
                    let message = |name: &str| format!("{name} ({}) is gone", was.route());
                    self.note(Kind::OperationRemoved, [Some(&was.node.at), None], Wire::Incompatible, message);
                }
            }
        }
        for is in new.iter().filter(|(route, _)| !old.contains_key(route)).map(|(_, is)| is) {
            if !moved.contains(&is.node.at) {
                let message = |name: &str| format!("{name} ({}) is new", is.route());
                self.note(Kind::OperationAdded, [None, Some(&is.node.at)], Wire::Compatible, message);
            }
        }
    }

    /// An operation that Rust callers find under its name, and whoever sends requests does not find where it was.
    fn moved(&mut self, was: &Operation<'a>, is: &Operation<'a>, wire: Wire) {
        let message = |name: &str| format!("{name} was {} and is now {}", was.route(), is.route());
        self.mention(Kind::OperationMoved, [Some(&was.node.at), Some(&is.node.at)], wire, message);
    }

    fn operation(&mut self, old: &Operation<'a>, new: &Operation<'a>) {
        self.parameters(old, new);
        self.body(old, new);
        self.responses(old, new);
        self.security(old, new);
        self.servers(old, new);
        self.callbacks(old, new);
        self.object(Object::Operation, &old.node, &new.node);
        self.object(Object::Path, &old.item, &new.item);
    }

    fn body(&mut self, old: &Operation<'a>, new: &Operation<'a>) {
        let (was, is) = match (old.body(), new.body()) {
            (None, None) => return,
            (None, Some(is)) => {
                let required = is.required();
                let message = |name: &str| format!("{name} is new{}", if required { " and required" } else { "" });
                self.note(Kind::RequestBodyAdded, [None, Some(&is.listed)], Wire::of(!required), message);
                return;
            }
            (Some(was), None) => {
                let message = |name: &str| format!("{name} is gone");
                self.note(Kind::RequestBodyRemoved, [Some(&was.listed), None], Wire::Incompatible, message);
                return;
            }
            (Some(was), Some(is)) => (was, is),
        };
        if was.required() != is.required() {
            let now = is.required();
            let (kind, text) = match now {
                true => (Kind::RequestBodyMadeRequired, "is now required"),
                false => (Kind::RequestBodyMadeOptional, "is no longer required"),
            };
            self.mention(kind, [None, Some(&is.listed)], Wire::of(!now), |name| format!("{name} {text}"));
            self.cover([&was.node.get("required"), &is.node.get("required")]);
        }
        self.content(Direction::Request, &was, &is);
    }

    /// The media types of a body, and the schema of each.
    pub(super) fn content(&mut self, direction: Direction, old: &Message<'a>, new: &Message<'a>) {
        let (was, is): (Vec<_>, Vec<_>) = (old.content().collect(), new.content().collect());
        let retyped = |media: &Node<'_>| retyped(Subject::of(media.document, &media.at).role);
        let mut matched = Vec::new();
        for (kind, media) in &was {
            let same = is.iter().find(|(other, _)| media_type(other) == media_type(kind));
            // A range accepts the media type that the client sends.
            let range = is.iter().find(|(other, _)| direction == Direction::Request && is_within(kind, other));
            let Some((other, today)) = same.or(range) else {
                let message = |name: &str| format!("{name} no longer has the media type {kind}");
                self.note(retyped(media), [Some(&media.at), None], Wire::Incompatible, message);
                continue;
            };
            if other != kind {
                let message = |name: &str| format!("{name} has the media type {other}, was {kind}");
                self.mention(retyped(today), [Some(&media.at), Some(&today.at)], Wire::Compatible, message);
            }
            matched.push(*other);
            self.media(direction, kind, media, today);
            self.object(Object::Media, media, today);
        }
        for (kind, media) in is.iter().filter(|(kind, _)| !matched.contains(kind)) {
            // A client accepts the media types that it knows, and ignores a body that it does not expect.
            let message = |name: &str| format!("{name} may also have the media type {kind}");
            self.note(retyped(media), [None, Some(&media.at)], Wire::Compatible, message);
        }
        self.cover([&old.node.get("content"), &new.node.get("content")]);
    }

    fn media(&mut self, direction: Direction, kind: &str, old: &Node<'a>, new: &Node<'a>) {
        let [was, is] = [old, new].map(|media| media.get("schema"));
        let all = |schema: &Node<'_>| if schema.is_there() { All::schema(&schema.at) } else { All::default() };
        self.schemas(Some(direction), &all(&was), &all(&is), Written::Json);
        // How a form is encoded, and how XML is written, is beyond what schemas say.
        let encodings = [old, new].map(|media| media.get("encoding"));
        let encoded = (encodings, Holds::Map(Object::Encoding));
        let written = ([was, is], Holds::One(Object::Schema));
        for (pair, holds) in [encoded, written].into_iter().take(if kind.contains("xml") { 2 } else { 1 }) {
            if !same(holds, &pair[0], &pair[1]) {
                let kind = retyped(Subject::of(new.document, &new.at).role);
                let places = pair.each_ref().map(|node| node.is_there().then_some(node.at.as_str()));
                self.note(kind, places, Wire::Incompatible, |name| format!("{name} is encoded in another way"));
            }
        }
    }
}

/// A media type without regard to case, and without what it says of the encoding where that is always the same.
fn media_type(kind: &str) -> String {
    let kind = kind.to_ascii_lowercase().replace(' ', "");
    kind.strip_suffix(";charset=utf-8").map_or_else(|| kind.clone(), str::to_owned)
}

/// Whether a media type is in a range such as `application/*`.
fn is_within(kind: &str, range: &str) -> bool {
    match range.strip_suffix('*') {
        Some("*/") => true,
        Some(start) => media_type(kind).starts_with(&start.to_ascii_lowercase()),
        None => false,
    }
}
