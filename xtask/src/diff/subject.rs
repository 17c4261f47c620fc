//! Which thing of the document a place belongs to: for messages, for the kind of a change, for the verdict on Rust callers.

use super::{changes::Noun, surface::Part};
use crate::document::{Document, Holds, Kind, Node, names};

/// The thing that a place belongs to.
#[derive(Debug, Clone)]
pub(super) struct Subject {
    /// As "`duration` of `Call`".
    pub(super) name: String,
    pub(super) noun: Noun,
    /// The parts of the generated interface that are made of it.
    pub(super) claims: Vec<Part>,
}

impl Subject {
    pub(super) fn of(document: &Document, at: &str) -> Self {
        let mut subject = Self { name: String::new(), noun: Noun::Other, claims: Vec::new() };
        let (mut path, mut operation) = (String::new(), String::new());
        for (kind, key, name, node) in objects_above(document, at) {
            // A parameter or a body: an argument, a setter, and the type of what is written in place.
            let argument = |setter: &str| {
                let (method, type_) = (names::method(&operation), names::inline(&operation, setter));
                let setter = Part::of(["builder", &names::builder(&operation), &names::setter(setter)]);
                vec![Part::of(["Client", &method]), setter, Part::of(["types", &type_])]
            };
            let (what, noun, claims) = match (kind, key.as_str()) {
                (Kind::Path, "x-webhooks") => (format!("the webhook `{name}`"), Noun::Callback, Vec::new()),
                (Kind::Path, _) => {
                    path = name;
                    continue;
                }
                (Kind::Operation, _) => {
                    let route = format!("{} {path}", name.to_uppercase());
                    operation =
                        if node.text("operationId").is_empty() { route } else { node.text("operationId").to_owned() };
                    let noun = if subject.noun == Noun::Callback { Noun::Callback } else { Noun::Operation };
                    let method = Part::of(["Client", &names::method(&operation)]);
                    (format!("`{operation}`"), noun, vec![method, Part::of(["builder", &names::builder(&operation)])])
                }
                (Kind::Schema, "schemas") => {
                    (format!("`{name}`"), Noun::Schema, vec![Part::of(["types", &names::type_(&name)])])
                }
                (Kind::Schema, "properties") => {
                    let parts = subject.claims.iter().filter_map(|part| part.property(&name));
                    (format!("`{name}`"), Noun::ResponseProperty, parts.collect())
                }
                (Kind::Schema, "items") => ("the items".to_owned(), subject.noun, subject.claims.clone()),
                (Kind::Schema, "additionalProperties") => {
                    ("the other members".to_owned(), subject.noun, subject.claims.clone())
                }
                (Kind::RustType, _) => ("the Rust type".to_owned(), Noun::Other, subject.claims.clone()),
                (Kind::Parameter, _) => {
                    (format!("`{}`", node.text("name")), Noun::Parameter, argument(node.text("name")))
                }
                (Kind::Header, _) => (format!("the header `{name}`"), Noun::ResponseHeader, Vec::new()),
                (Kind::Body, "requestBody") => ("the request body".to_owned(), Noun::RequestBody, argument("body")),
                (Kind::Body, _) => (format!("the request body `{name}`"), Noun::RequestBody, argument("body")),
                (Kind::Response, _) => {
                    let is_error = operation.is_empty() || name.starts_with(['4', '5', 'd']);
                    let noun = if is_error { Noun::ErrorResponse } else { Noun::Response };
                    let send = Part::of(["builder", &names::builder(&operation), "send"]);
                    let type_ = Part::of(["types", &names::inline(&operation, "response")]);
                    (format!("the response {name}"), noun, vec![send, type_])
                }
                (Kind::Callback, _) => (format!("the callback `{name}`"), Noun::Callback, Vec::new()),
                (Kind::Scheme, _) => (format!("the security scheme `{name}`"), Noun::Security, Vec::new()),
                (Kind::Tag, _) => (format!("the tag `{}`", node.text("name")), Noun::Other, Vec::new()),
                (Kind::Link, _) => (format!("the link `{name}`"), Noun::Other, Vec::new()),
                (Kind::Example, _) if operation.is_empty() => {
                    (format!("the example `{name}`"), Noun::Other, Vec::new())
                }
                _ => continue,
            };
            let name = if subject.name.is_empty() { what } else { format!("{what} of {}", subject.name) };
            subject = Self { name, noun, claims };
        }
        if subject.name.is_empty() {
            subject.name = if path.is_empty() { "the API".to_owned() } else { format!("the path {path}") };
        }
        subject
    }
}

/// The objects on the way to a place: the kind of each, the member that it stands in or below, its name there, and itself.
fn objects_above<'a>(document: &'a Document, at: &str) -> Vec<(Kind, String, String, Node<'a>)> {
    let unescaped = |key: &str| key.replace("~1", "/").replace("~0", "~");
    let mut objects = Vec::new();
    let (mut kind, mut above) = (Kind::Document, String::new());
    let mut keys = at.split('/').skip(1);
    while let Some(key) = keys.next() {
        above = format!("{above}/{key}");
        let mut name = key;
        kind = match kind.holds(&unescaped(key)) {
            Some(Holds::One(kind)) => kind,
            Some(Holds::List(kind) | Holds::Map(kind)) => {
                let Some(next) = keys.next() else { break };
                name = next;
                above = format!("{above}/{name}");
                kind
            }
            _ => break,
        };
        let node = document.node(&above);
        if !node.value.is_object() {
            break;
        }
        objects.push((kind, unescaped(key), unescaped(name), node));
    }
    objects
}
