//! Finds every difference between two documents and judges it on the wire.
//!
//! A named schema is compared once, where it is declared, and judged in each direction that reaches it.

mod fits;
mod node;
mod operations;
mod parameters;
mod reach;
mod renames;
mod responses;
mod schemas;
mod security;
mod unions;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use serde_json::Value;

use super::{
    changes::{Change, Kind, Side, Wire},
    surface::plain,
};
use crate::document::Document;

use node::Node;
use reach::{Reach, Reached};

/// Every difference between `old` and `new`. The verdicts for Rust callers are the typical ones of each kind.
pub fn documents(old: &Document, new: &Document) -> Vec<Change> {
    let mut comparer = Comparer {
        old,
        new,
        old_reach: Reached::of(old),
        new_reach: Reached::of(new),
        renamed: renames::find(old, new),
        changes: Vec::new(),
    };
    comparer.top_level();
    comparer.operations();
    comparer.components();
    comparer.changes
}

/// Both documents, and what has been found so far.
struct Comparer<'a> {
    old: &'a Document,
    new: &'a Document,
    old_reach: Reached,
    new_reach: Reached,
    /// The named schemas that have another name now, by the old one.
    renamed: BTreeMap<String, String>,
    changes: Vec<Change>,
}

/// What a schema is the schema of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Schema,
    Property,
    Parameter,
    Body,
    Response,
    ErrorResponse,
}

/// The thing that a schema describes: for messages, for the choice of the kind, for both verdicts.
#[derive(Debug, Clone)]
struct Subject {
    /// As "`duration` of `Call`".
    name: String,
    role: Role,
    reach: Reach,
    /// Its parts of the generated interface.
    claims: Vec<String>,
    /// For a named schema: the parts of others that are of its type.
    used_by: Vec<String>,
}

impl Subject {
    /// The parts of the generated interface that are of another type if this is.
    fn typed(&self) -> Vec<String> {
        [self.claims.as_slice(), &self.used_by].concat()
    }
}

impl<'a> Comparer<'a> {
    /// Notes a change; what is gone stands at its place in the old document.
    fn note(&mut self, kind: Kind, (side, at): (Side, &str), wire: Wire, message: String, claims: &[String]) {
        let known =
            self.changes.iter_mut().find(|known| (known.kind, known.side, known.at.as_str()) == (kind, side, at));
        // What several operations share is found once for each of them.
        if let Some(known) = known {
            known.wire = known.wire.max(wire);
            known.claims.extend_from_slice(claims);
            return;
        }
        self.changes.push(Change {
            kind,
            side,
            at: at.to_owned(),
            wire,
            rust: kind.typical(),
            message,
            claims: claims.to_vec(),
            at_run_time: false,
        });
    }

    /// Says of the change at `at` that the compiler does not see it.
    fn fails_at_run_time(&mut self, kind: Kind, at: &str) {
        let change = self.changes.iter_mut().find(|change| change.kind == kind && change.at == at);
        if let Some(change) = change.filter(|change| !change.at_run_time) {
            change.at_run_time = true;
            change.message.push_str("; code that does not set it compiles and fails at run time");
        }
    }

    /// The verdict in the directions of `reach`.
    fn judged(reach: Reach, request: bool, response: bool) -> Wire {
        Wire::of((!reach.request || request) && (!reach.response || response))
    }

    /// Whether today's server and yesterday's client take each other's values of a schema.
    fn fit(&self, reach: Reach, old: &Value, new: &Value) -> Wire {
        let request = || fits::fits((self.new, new), (self.old, old));
        let response = || fits::fits((self.old, old), (self.new, new));
        Self::judged(reach, !reach.request || request(), !reach.response || response())
    }

    /// What is said about the whole API.
    fn top_level(&mut self) {
        let (old, new) = (Node::root(self.old), Node::root(self.new));
        let (info, new_info) = (old.get("info"), new.get("info"));
        if info.value["version"] != new_info.value["version"] {
            let message =
                format!("the API's version is {} and was {}", new_info.value["version"], info.value["version"]);
            self.note(Kind::VersionChanged, (Side::New, "/info/version"), Wire::Compatible, message, &[]);
        }
        for key in node::keys(&info, &new_info).into_iter().filter(|key| key != "version") {
            if info.value[&key] != new_info.value[&key] {
                let at = new_info.get(&key).at;
                let message = format!("the `{key}` of the API is worded differently");
                self.note(Kind::DescriptionChanged, (Side::New, &at), Wire::Compatible, message, &[]);
            }
        }
        self.servers("the API", &old.get("servers"), &new.get("servers"));
        self.security("the API", &old, &new, &[]);
        let known = ["paths", "components", "info", "servers", "security"];
        for key in node::keys(&old, &new).into_iter().filter(|key| !known.contains(&key.as_str())) {
            self.rest("the API", &key, &old, &new);
        }
    }

    /// What no rule is about, so that no difference is passed over in silence.
    fn rest(&mut self, name: &str, key: &str, old: &Node<'_>, new: &Node<'_>) {
        if old.value[key] == new.value[key] {
            return;
        }
        let side =
            if new.value.get(key).is_some() { (Side::New, new.get(key).at) } else { (Side::Old, old.get(key).at) };
        let (kind, message) = if renames::without_docs(&old.value[key]) == renames::without_docs(&new.value[key]) {
            (Kind::DescriptionChanged, format!("`{key}` of {name} is worded differently"))
        } else {
            (Kind::OtherChanged, format!("`{key}` of {name} has changed"))
        };
        self.note(kind, (side.0, &side.1), Wire::Compatible, message, &[]);
    }

    /// Descriptions and examples of one node.
    fn docs(&mut self, name: &str, old: &Node<'_>, new: &Node<'_>, claims: &[String]) {
        for (kind, what, keys) in [
            (Kind::DescriptionChanged, "description", &["description", "summary", "title", "externalDocs"][..]),
            (Kind::ExampleChanged, "example", &["example", "examples"]),
        ] {
            for key in keys {
                if self.shown(self.old, old.get(key)) != self.shown(self.new, new.get(key)) {
                    let (side, at) = match new.value.get(key) {
                        Some(_) => (Side::New, new.get(key).at),
                        None => (Side::Old, old.get(key).at),
                    };
                    self.note(kind, (side, &at), Wire::Compatible, format!("the {what} of {name} has changed"), claims);
                }
            }
        }
    }

    /// A node of examples with what its references lead to.
    fn shown(&self, document: &Document, node: Node<'_>) -> Value {
        match node.value {
            Value::Object(members) => members
                .iter()
                .map(|(name, member)| (name.clone(), document.resolved(member).clone()))
                .collect::<serde_json::Map<_, _>>()
                .into(),
            other => other.clone(),
        }
    }

    /// The named schemas.
    fn components(&mut self) {
        let schemes = |document| Node::root(document).get("components").get("securitySchemes");
        for (name, scheme) in schemes(self.old).members() {
            let today = schemes(self.new).get(name);
            if today.is_there() {
                self.docs(&format!("the security scheme `{name}`"), &scheme, &today, &[]);
            }
        }
        let old = Node::root(self.old).get("components").get("schemas");
        let new = Node::root(self.new).get("components").get("schemas");
        for (name, node) in old.members() {
            let today = self.renamed.get(name).cloned().unwrap_or_else(|| name.to_owned());
            let claims = vec![format!("type {}", plain(name)), format!("type {}", plain(&today))];
            if new.value.get(&today).is_none() {
                let message = format!("`{name}` is gone");
                self.note(Kind::SchemaRemoved, (Side::Old, &node.at), Wire::Compatible, message, &claims);
                continue;
            }
            let target = new.get(&today);
            if today != name {
                let message = format!("`{name}` is now called `{today}`");
                self.note(Kind::SchemaRenamed, (Side::New, &target.at), Wire::Compatible, message, &claims);
            }
            if node.value == target.value {
                continue;
            }
            let reach = self.old_reach.of_schema(name).or(self.new_reach.of_schema(&today));
            let used_by = used_by(self.new, &today);
            let subject = Subject { name: format!("`{today}`"), role: Role::Schema, reach, claims, used_by };
            self.schema(&subject, &node, &target);
        }
        for (name, node) in new.members() {
            if old.value.get(name).is_none() && !self.renamed.values().any(|today| today == name) {
                let claims = [format!("type {}", plain(name))];
                let message = format!("`{name}` is new");
                self.note(Kind::SchemaAdded, (Side::New, &node.at), Wire::Compatible, message, &claims);
            }
        }
    }

    /// Whether a name of the old document and one of the new one are the same schema.
    fn same(&self, old: &str, new: &str) -> bool {
        self.renamed.get(old).map_or(old, String::as_str) == new
    }
}

/// The properties that are of a named schema, as parts of the generated interface.
fn used_by(document: &Document, name: &str) -> Vec<String> {
    let schemas = Node::root(document).get("components").get("schemas");
    let properties = schemas.members().flat_map(|(owner, schema)| {
        let properties = schema.get("properties").members().map(move |(property, node)| (owner, property, node));
        properties.collect::<Vec<_>>()
    });
    let of_it = properties.filter(|(_, _, node)| {
        [node.value, &node.value["items"]].into_iter().any(|schema| node::reference(schema) == Some(name))
    });
    let parts = of_it.flat_map(|(owner, property, _)| {
        ["field", "builder"].map(|part| format!("type {} {part} {}", plain(owner), plain(property)))
    });
    parts.collect()
}
