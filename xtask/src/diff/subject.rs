//! What a place of the document is the place of: for messages, for the choice of the kind, for the verdict on Rust callers.

use super::surface::{Inner, Part};
use crate::document::{Document, Holds, Kind, Node, Parameter, names};

/// What is described at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Schema,
    Property,
    Parameter,
    Header,
    Body,
    Response,
    ErrorResponse,
    Other,
}

/// The thing that a place belongs to.
#[derive(Debug, Clone)]
pub(super) struct Subject {
    /// As "`duration` of `Call`".
    pub(super) name: String,
    pub(super) role: Role,
    /// The parts of the generated interface that are made of it.
    pub(super) claims: Vec<Part>,
}

impl Subject {
    pub(super) fn of(document: &Document, at: &str) -> Self {
        let mut walk = Walk {
            subject: Self { name: "the API".to_owned(), role: Role::Other, claims: Vec::new() },
            path: String::new(),
            operation: String::new(),
        };
        let mut kind = Kind::Document;
        let mut keys = at.split('/').skip(1);
        let mut at = String::new();
        while let Some(key) = keys.next() {
            at = format!("{at}/{key}");
            let plain = unescaped(key);
            let (inside, name) = match kind.holds(&plain) {
                Some(Holds::One(kind)) => (kind, plain.clone()),
                Some(Holds::List(kind) | Holds::Map(kind)) => {
                    let Some(name) = keys.next() else { break };
                    at = format!("{at}/{name}");
                    (kind, unescaped(name))
                }
                _ => break,
            };
            kind = inside;
            let node = document.node(&at);
            if !node.value.is_object() {
                break;
            }
            walk.step(&plain, &name, kind, node);
        }
        let mut subject = walk.subject;
        if let [Part::Type(_, None)] = subject.claims.as_slice()
            && subject.role == Role::Schema
        {
            subject.claims.extend(users(document, &at));
        }
        subject
    }
}

/// The fields that are of the type of a named schema.
fn users(document: &Document, at: &str) -> Vec<Part> {
    let Some(name) = at.strip_prefix("/components/schemas/").and_then(|at| at.split('/').next()) else {
        return Vec::new();
    };
    let to = format!("#/components/schemas/{name}");
    let is_of_it = |schema: &Node<'_>| [schema.clone(), schema.get("items")].iter().any(|node| node.text("$ref") == to);
    let mut users = Vec::new();
    for (owner, schema) in document.node("/components/schemas").members() {
        for (property, _) in schema.get("properties").members().filter(|(_, schema)| is_of_it(schema)) {
            let (owner, field) = (names::type_(owner), names::field(property));
            users.push(Part::Type(owner.clone(), Some(Inner::Field(field.clone()))));
            users.push(Part::Type(owner, Some(Inner::Setter(field))));
        }
    }
    users
}

/// A key of a JSON pointer as it is in the document.
fn unescaped(key: &str) -> String {
    key.replace("~1", "/").replace("~0", "~")
}

struct Walk {
    subject: Subject,
    path: String,
    operation: String,
}

impl Walk {
    /// Goes on to `node`, an object called `name` in the member `key` of the one before.
    fn step(&mut self, key: &str, name: &str, kind: Kind, node: Node<'_>) {
        let of_operation = |operation: &str, part| Part::Operation(names::builder(operation), part);
        match (kind, key) {
            (Kind::Path, "paths") => {
                name.clone_into(&mut self.path);
                self.set(format!("the path {name}"), Role::Other, Vec::new());
            }
            (Kind::Operation, _) => {
                self.operation = match node.text("operationId") {
                    "" => format!("{} {}", name.to_uppercase(), self.path),
                    id => id.to_owned(),
                };
                let claims = vec![of_operation(&self.operation, None)];
                self.set(format!("`{}`", self.operation), Role::Other, claims);
            }
            (Kind::Schema, "schemas") => {
                self.set(format!("`{name}`"), Role::Schema, vec![Part::Type(names::type_(name), None)]);
            }
            (Kind::Schema, "properties") => {
                let field = names::field(name);
                let of = |part: &Part| match part {
                    Part::Type(type_, None) => vec![
                        Part::Type(type_.clone(), Some(Inner::Field(field.clone()))),
                        Part::Type(type_.clone(), Some(Inner::Setter(field.clone()))),
                    ],
                    // What is inside a property that has no schema of its own.
                    Part::Type(type_, Some(Inner::Field(outer))) => vec![Part::Type(names::inline(type_, outer), None)],
                    _ => Vec::new(),
                };
                let claims = self.subject.claims.iter().flat_map(of).collect();
                self.within(&format!("`{name}`"), Role::Property, claims);
            }
            (Kind::Schema, "items" | "additionalProperties") => {
                let what = if key == "items" { "the items" } else { "the other members" };
                self.within(what, self.subject.role, self.subject.claims.clone());
            }
            (Kind::Parameter, _) => {
                let parameter = Parameter::of(node);
                let claims = vec![
                    of_operation(&self.operation, Some(Inner::Call)),
                    of_operation(&self.operation, Some(Inner::Setter(names::setter(parameter.name)))),
                    Part::Type(names::inline(&self.operation, parameter.name), None),
                ];
                self.within(&format!("`{}`", parameter.name), Role::Parameter, claims);
            }
            (Kind::Header, _) => self.within(&format!("the header `{name}`"), Role::Header, Vec::new()),
            (Kind::Body, _) => {
                let claims = vec![
                    of_operation(&self.operation, Some(Inner::Call)),
                    of_operation(&self.operation, Some(Inner::Setter("body".to_owned()))),
                    Part::Type(names::inline(&self.operation, "body"), None),
                ];
                let what = if key == "requestBodies" {
                    format!("the request body `{name}`")
                } else {
                    "the request body".to_owned()
                };
                self.within(&what, Role::Body, claims);
            }
            (Kind::Response, _) => {
                let shared = self.operation.is_empty();
                let error = shared || matches!(name.as_bytes().first(), Some(b'4' | b'5' | b'd'));
                let claims = vec![
                    of_operation(&self.operation, Some(Inner::Method("send".to_owned()))),
                    Part::Type(names::inline(&self.operation, "response"), None),
                ];
                let role = if error { Role::ErrorResponse } else { Role::Response };
                self.within(&format!("the response {name}"), role, claims);
            }
            (Kind::Scheme, _) => self.set(format!("the security scheme `{name}`"), Role::Other, Vec::new()),
            (Kind::Example, "examples") if self.operation.is_empty() => {
                self.set(format!("the example `{name}`"), Role::Other, Vec::new());
            }
            (Kind::Tag, _) => self.set(format!("the tag `{}`", node.text("name")), Role::Other, Vec::new()),
            (Kind::Callback | Kind::Link, _) => self.within(&format!("`{name}`"), Role::Other, Vec::new()),
            _ => {}
        }
    }

    fn set(&mut self, name: String, role: Role, claims: Vec<Part>) {
        self.subject = Subject { name, role, claims };
    }

    /// A part of what came before; a component of its own is part of nothing.
    fn within(&mut self, name: &str, role: Role, claims: Vec<Part>) {
        let before = &self.subject.name;
        let name = if before == "the API" { name.to_owned() } else { format!("{name} of {before}") };
        self.set(name, role, claims);
    }
}
