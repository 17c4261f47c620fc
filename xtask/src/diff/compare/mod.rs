//! Finds every difference between two documents and judges it on the wire.
//!
//! Operations are matched by their route, since the wire knows no other name; their schemas are compared by
//! [`schemas`](super::schemas). [`leftovers`] then reports every other edit.

mod callbacks;
mod differences;
mod leftovers;
mod operations;
mod parameters;
mod responses;
mod security;

use std::collections::{BTreeMap, HashSet};

use super::{
    changes::{Change, Kind, Side, Wire},
    joined,
    schemas::{All, Beside, Direction, Schemas, Spot, What, Written},
    spawn,
    subject::Subject,
};
use crate::document::{Document, Invalid, Kind as Object, Node, Object as Found};

/// Every difference between `old` and `new`. The verdicts for Rust callers are the typical ones of each kind.
///
/// # Errors
///
/// If one of them cannot be compared.
pub fn on_the_wire(old: &Document, new: &Document) -> Result<Vec<Change>, Invalid> {
    comparable(old)?;
    comparable(new)?;
    let compare = || {
        let mut comparer = Comparer::new(old, new);
        comparer.operations();
        comparer.webhooks();
        comparer.components();
        comparer.leftovers();
        comparer.changes
    };
    let changes = std::thread::scope(|scope| spawn(scope, compare).map(joined));
    changes.map_err(|error| old.invalid("", format!("cannot be compared: {error}")))
}

/// Refuses what nothing can be said of: keys and types that OpenAPI does not have, references that lead out of the document,
/// nowhere, or in a circle, security schemes that are not described, and two paths that are one.
fn comparable(document: &Document) -> Result<(), Invalid> {
    for Found { kind, node, .. } in document.objects() {
        if let Some(to) = node.referred(kind) {
            if !node.clone().followed().is_there() {
                let remedy = "write it into this document, or correct the reference";
                let problem = format!("`{to}` leads nowhere in this document");
                return Err(document.invalid(&node.at, problem).remedy(remedy));
            }
            continue;
        }
        let is_known = |key: &str| kind.holds(key).is_some() || key.starts_with("x-") || key == "$ref";
        if let Some((key, member)) = node.members().find(|(key, _)| !is_known(key)) {
            let problem = format!("`{key}` is not a key that OpenAPI 3.0 has here");
            return Err(document
                .invalid(&member.at, problem)
                .remedy("correct it, remove it, or start its name with `x-`"));
        }
        let type_ = node.text("type");
        if kind == Object::Schema
            && !matches!(type_, "" | "string" | "number" | "integer" | "boolean" | "array" | "object")
        {
            let problem = format!("`{type_}` is not a type that OpenAPI 3.0 has");
            return Err(document.invalid(&node.get("type").at, problem).remedy("correct it"));
        }
    }
    let mut routes = HashSet::new();
    for operation in document.operations() {
        if !routes.insert(operation.wire_route()) {
            let problem = format!("{} is there twice, under different names of its parameters", operation.route());
            return Err(document.invalid(&operation.node.at, problem).remedy("keep one"));
        }
        for scheme in operation.security().iter().flat_map(BTreeMap::keys) {
            if !document.node("/components/securitySchemes").get(scheme).is_there() {
                let problem = format!("the security scheme `{scheme}` is nowhere described");
                return Err(document.invalid(&operation.node.at, problem).remedy("add it to `components`"));
            }
        }
    }
    Ok(())
}

/// A place in one of the documents: 0 is the old one.
type Place = (usize, String);

/// Both documents, and what has been found so far.
struct Comparer<'a> {
    old: &'a Document,
    new: &'a Document,
    requests: Beside<'a>,
    responses: Beside<'a>,
    /// The named schemas that have another name now, by the old one.
    renamed: BTreeMap<String, String>,
    changes: Vec<Change>,
    /// The differences of schemas that are reported.
    differences: HashSet<(What, [Option<Spot>; 2])>,
    /// The places that a change is reported for.
    reported: HashSet<Place>,
}

impl<'a> Comparer<'a> {
    fn new(old: &'a Document, new: &'a Document) -> Self {
        let beside = |direction| Beside::new([old, new].map(|document| Schemas::new(document, direction)));
        Self {
            old,
            new,
            requests: beside(Direction::Request),
            responses: beside(Direction::Response),
            renamed: BTreeMap::new(),
            changes: Vec::new(),
            differences: HashSet::new(),
            reported: HashSet::new(),
        }
    }

    /// Notes a change of all that is at a place in the old document, in the new one, or in both.
    fn note(
        &mut self,
        kind: Kind,
        places: [Option<&str>; 2],
        wire: Wire,
        message: impl FnOnce(&str) -> String,
    ) -> &mut Change {
        let reported = places.into_iter().enumerate().filter_map(|(side, at)| Some((side, at?.to_owned())));
        self.reported.extend(reported);
        self.mention(kind, places, wire, message)
    }

    /// Marks places as reported.
    fn cover(&mut self, places: [&Node<'_>; 2]) {
        self.reported.extend(places.into_iter().enumerate().map(|(side, node)| (side, node.at.clone())));
    }

    /// Notes a change at a place. What is gone stands only in the old document.
    fn mention(
        &mut self,
        kind: Kind,
        places: [Option<&str>; 2],
        wire: Wire,
        message: impl FnOnce(&str) -> String,
    ) -> &mut Change {
        let [old, new] = places;
        let subjects = [old.map(|at| Subject::of(self.old, at)), new.map(|at| Subject::of(self.new, at))];
        let (side, at) = match (old, new) {
            (Some(old), None) => (Side::Old, old),
            (_, new) => (Side::New, new.unwrap_or_default()),
        };
        let [was, is] = &subjects;
        let name = is.as_ref().or(was.as_ref()).map_or("the API", |subject| &subject.name);
        let message = message(name);
        let claims = subjects.iter().flatten().flat_map(|subject| subject.claims.clone());
        // What several operations share is found once for each of them.
        let same = |known: &Change| {
            (known.kind, known.side, known.at.as_str()) == (kind, side, at) && known.message == message
        };
        let known = self.changes.iter().position(same).unwrap_or_else(|| {
            let at = at.to_owned();
            let (rust, claims) = (kind.typical(), claims.collect());
            self.changes.push(Change { kind, side, at, wire, rust, message, claims, refused: false });
            self.changes.len() - 1
        });
        let change = &mut self.changes[known];
        change.wire = change.wire.max(wire);
        change
    }

    /// The named schemas, as far as no operation has reported them.
    fn components(&mut self) {
        let [old, new] = [self.old, self.new].map(|document| document.node("/components/schemas"));
        let gone: Vec<_> = old.members().filter(|(name, _)| new.value.get(name).is_none()).collect();
        let mut added: Vec<_> = new.members().filter(|(name, _)| old.value.get(name).is_none()).collect();
        for (name, node) in gone {
            let same = |(_, today): &(&str, Node<'a>)| {
                let [was, is] = [&node, today].map(|node| All::schema(&node.at));
                let differences = self.responses.differences(&was, &is, Written::Json);
                // Two that take anything have nothing else in common.
                differences.is_empty() && node.value.get("type") == today.value.get("type")
            };
            let Some(position) = added.iter().position(same) else {
                self.note(Kind::SchemaRemoved, [Some(&node.at), None], Wire::Compatible, |name| {
                    format!("{name} is gone")
                });
                continue;
            };
            let (today, target) = added.remove(position);
            self.renamed.insert(name.to_owned(), today.to_owned());
            let places = [Some(node.at.as_str()), Some(target.at.as_str())];
            self.mention(Kind::SchemaRenamed, places, Wire::Compatible, |today| {
                format!("`{name}` is now called {today}")
            });
        }
        for (_, node) in added {
            self.note(Kind::SchemaAdded, [None, Some(&node.at)], Wire::Compatible, |name| format!("{name} is new"));
        }
        for (name, node) in old.members() {
            let today = new.get(self.renamed.get(name).map_or(name, String::as_str));
            if today.is_there() {
                self.schemas(None, &All::schema(node.at), &All::schema(today.at), Written::Json);
            }
        }
    }

    /// What is said about the whole API, and every edit that makes no difference on the wire.
    fn leftovers(&mut self) {
        self.object(Object::Document, &self.old.root(), &self.new.root());
    }
}
