//! The grammar of OpenAPI 3.0: the members of each kind of object, and what stands there.
//!
//! Whether a node is document or data, and whether a key is OpenAPI's own or a name that somebody chose, is decided by this
//! one table: a property may be called `properties`, `example` or `x-ray`.

use std::collections::{BTreeMap, HashSet};

use serde_json::Value;

use super::{Document, Node};

/// The kinds of objects.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Kind {
    Document,
    Info,
    Contact,
    License,
    Server,
    Variable,
    Tag,
    ExternalDocs,
    Components,
    Path,
    Operation,
    Parameter,
    Header,
    Body,
    Media,
    Encoding,
    Response,
    Link,
    Callback,
    Example,
    Scheme,
    Flows,
    Flow,
    Schema,
    Discriminator,
    /// `x-rust-type`, the one extension that the generator reads.
    RustType,
}

/// What stands at a member.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Holds {
    /// Text for people: nothing depends on it.
    Words,
    /// A value of OpenAPI's own.
    Plain,
    /// Any JSON of the API that is described.
    Data,
    /// An object.
    One(Kind),
    /// An array of objects.
    List(Kind),
    /// Objects by names that somebody chose.
    Map(Kind),
}

use Holds::{Data, List, Map, One, Plain, Words};

/// The members that OpenAPI has.
const MEMBERS: &[(Kind, Holds, &str)] = &[
    (Kind::Document, Plain, "openapi security"),
    (Kind::Document, One(Kind::Info), "info"),
    (Kind::Document, List(Kind::Server), "servers"),
    // OpenAPI 3.0 has no place for what the server sends of itself.
    (Kind::Document, Map(Kind::Path), "paths x-webhooks"),
    (Kind::Document, One(Kind::Components), "components"),
    (Kind::Document, List(Kind::Tag), "tags"),
    (Kind::Document, One(Kind::ExternalDocs), "externalDocs"),
    (Kind::Info, Words, "title description termsOfService"),
    (Kind::Info, One(Kind::Contact), "contact"),
    (Kind::Info, One(Kind::License), "license"),
    (Kind::Info, Plain, "version"),
    (Kind::Contact, Words, "name url email"),
    (Kind::License, Words, "name url"),
    (Kind::Server, Plain, "url"),
    (Kind::Server, Words, "description"),
    (Kind::Server, Map(Kind::Variable), "variables"),
    (Kind::Variable, Plain, "enum default"),
    (Kind::Variable, Words, "description"),
    (Kind::Tag, Plain, "name"),
    (Kind::Tag, Words, "description"),
    (Kind::Tag, One(Kind::ExternalDocs), "externalDocs"),
    (Kind::ExternalDocs, Words, "description url"),
    (Kind::Components, Map(Kind::Schema), "schemas"),
    (Kind::Components, Map(Kind::Response), "responses"),
    (Kind::Components, Map(Kind::Parameter), "parameters"),
    (Kind::Components, Map(Kind::Example), "examples"),
    (Kind::Components, Map(Kind::Body), "requestBodies"),
    (Kind::Components, Map(Kind::Header), "headers"),
    (Kind::Components, Map(Kind::Scheme), "securitySchemes"),
    (Kind::Components, Map(Kind::Link), "links"),
    (Kind::Components, Map(Kind::Callback), "callbacks"),
    (Kind::Path, Words, "summary description"),
    (Kind::Path, One(Kind::Operation), "get put post delete options head patch trace"),
    (Kind::Path, List(Kind::Server), "servers"),
    (Kind::Path, List(Kind::Parameter), "parameters"),
    (Kind::Operation, Words, "summary description"),
    (Kind::Operation, Plain, "operationId tags deprecated security"),
    (Kind::Operation, One(Kind::ExternalDocs), "externalDocs"),
    (Kind::Operation, List(Kind::Parameter), "parameters"),
    (Kind::Operation, One(Kind::Body), "requestBody"),
    (Kind::Operation, Map(Kind::Response), "responses"),
    (Kind::Operation, Map(Kind::Callback), "callbacks"),
    (Kind::Operation, List(Kind::Server), "servers"),
    (Kind::Parameter, Plain, "name in"),
    (Kind::Header, Plain, "required deprecated allowEmptyValue style explode allowReserved"),
    (Kind::Header, Words, "description"),
    (Kind::Header, One(Kind::Schema), "schema"),
    (Kind::Header, Data, "example"),
    (Kind::Header, Map(Kind::Example), "examples"),
    (Kind::Header, Map(Kind::Media), "content"),
    (Kind::Body, Words, "description"),
    (Kind::Body, Map(Kind::Media), "content"),
    (Kind::Body, Plain, "required"),
    (Kind::Media, One(Kind::Schema), "schema"),
    (Kind::Media, Data, "example"),
    (Kind::Media, Map(Kind::Example), "examples"),
    (Kind::Media, Map(Kind::Encoding), "encoding"),
    (Kind::Encoding, Plain, "contentType style explode allowReserved"),
    (Kind::Encoding, Map(Kind::Header), "headers"),
    (Kind::Response, Words, "description"),
    (Kind::Response, Map(Kind::Header), "headers"),
    (Kind::Response, Map(Kind::Media), "content"),
    (Kind::Response, Map(Kind::Link), "links"),
    (Kind::Link, Plain, "operationRef operationId"),
    (Kind::Link, Data, "parameters requestBody"),
    (Kind::Link, Words, "description"),
    (Kind::Link, One(Kind::Server), "server"),
    (Kind::Example, Words, "summary description"),
    (Kind::Example, Data, "value"),
    (Kind::Example, Plain, "externalValue"),
    (Kind::Scheme, Plain, "type name in scheme openIdConnectUrl"),
    (Kind::Scheme, Words, "description bearerFormat"),
    (Kind::Scheme, One(Kind::Flows), "flows"),
    (Kind::Flows, One(Kind::Flow), "implicit password clientCredentials authorizationCode"),
    (Kind::Flow, Plain, "authorizationUrl tokenUrl refreshUrl scopes"),
    (Kind::Schema, Words, "title description"),
    (Kind::Schema, Plain, "multipleOf maximum exclusiveMaximum minimum exclusiveMinimum maxLength minLength pattern"),
    (Kind::Schema, Plain, "maxItems minItems uniqueItems maxProperties minProperties required"),
    (Kind::Schema, Plain, "type format nullable readOnly writeOnly xml deprecated"),
    (Kind::Schema, Data, "enum default example"),
    (Kind::Schema, List(Kind::Schema), "allOf oneOf anyOf"),
    (Kind::Schema, One(Kind::Schema), "not items additionalProperties"),
    (Kind::Schema, Map(Kind::Schema), "properties"),
    (Kind::Schema, One(Kind::Discriminator), "discriminator"),
    (Kind::Schema, One(Kind::ExternalDocs), "externalDocs"),
    (Kind::Schema, One(Kind::RustType), "x-rust-type"),
    (Kind::Discriminator, Plain, "propertyName mapping"),
    (Kind::RustType, Plain, "crate version path"),
    (Kind::RustType, List(Kind::Schema), "parameters"),
];

impl Kind {
    /// What stands at a member; nothing if OpenAPI has no such member here.
    pub(crate) fn holds(self, key: &str) -> Option<Holds> {
        if self == Self::Callback {
            return (!key.starts_with("x-")).then_some(One(Self::Path));
        }
        let own = |(kind, _, keys): &&(Self, _, &str)| *kind == self && keys.split(' ').any(|known| known == key);
        let holds = MEMBERS.iter().find(own).map(|(_, holds, _)| *holds);
        // A parameter is a header with a name and a place.
        if self == Self::Parameter { holds.or_else(|| Self::Header.holds(key)) } else { holds }
    }

    /// Whether a `$ref` may stand in place of the object: as a component can, and a path.
    pub(crate) fn takes_reference(self) -> bool {
        self == Self::Path || MEMBERS.iter().any(|(of, holds, _)| (*of, *holds) == (Self::Components, Map(self)))
    }
}

/// An object of the document.
#[derive(Debug, Clone)]
pub(crate) struct Object<'a> {
    pub(crate) kind: Kind,
    pub(crate) node: Node<'a>,
    /// The member of the object above that it stands in or below.
    pub(crate) slot: &'a str,
    /// The object above, by its position in the list of all.
    pub(crate) parent: usize,
}

impl Document {
    /// Every object, each before those inside it. The document itself is the first, and its own parent.
    pub(crate) fn objects(&self) -> Vec<Object<'_>> {
        let mut objects = vec![Object { kind: Kind::Document, node: self.root(), slot: "", parent: 0 }];
        let mut next = 0;
        while let Some(Object { kind, node, .. }) = objects.get(next).cloned() {
            let inside = node.objects(kind).into_iter();
            objects.extend(inside.map(|(slot, kind, node)| Object { kind, node, slot, parent: next }));
            next += 1;
        }
        objects
    }

    /// The named schemas that are parts or forms of themselves with no property and no array between, and where they are so:
    /// nobody comes to an end of them.
    pub(crate) fn endless(&self) -> Vec<(&str, String)> {
        // Of each schema which others it is made of, and where it says so.
        let mut left = BTreeMap::new();
        for (name, schema) in self.node("/components/schemas").members() {
            let (at, mut of, mut open) = (schema.at.clone(), Vec::new(), vec![schema]);
            while let Some(node) = open.pop() {
                of.extend(node.reference().and_then(|to| to.strip_prefix('#')).map(|to| (to, node.at.clone())));
                open.extend(node.forms());
            }
            left.insert(at, (name, of));
        }
        // What is made of nothing that is left comes to an end.
        let mut before = 0;
        while before != left.len() {
            before = left.len();
            let known: HashSet<_> = left.keys().cloned().collect();
            left.retain(|_, (_, of)| of.iter().any(|(to, _)| known.contains(*to)));
        }
        let mut endless = Vec::new();
        for (start, (name, _)) in &left {
            let (mut seen, mut open) = (HashSet::new(), vec![start.as_str()]);
            while let Some((_, of)) = open.pop().and_then(|at| left.get(at)) {
                for (to, at) in of {
                    if to == start {
                        endless.push((*name, at.clone()));
                    } else if seen.insert(*to) && left.contains_key(*to) {
                        open.push(to);
                    }
                }
            }
        }
        endless
    }
}

impl<'a> Node<'a> {
    /// The schemas that say something of the same value as this one does.
    pub(crate) fn forms(&self) -> impl Iterator<Item = Self> + use<'a> {
        let inside = self.objects(Kind::Schema).into_iter();
        inside.filter(|(slot, ..)| matches!(*slot, "allOf" | "oneOf" | "anyOf" | "not")).map(|(.., node)| node)
    }

    /// The objects directly inside this one, which is of a kind: the member that each stands in, its kind, and itself.
    pub(crate) fn objects(&self, kind: Kind) -> Vec<(&'a str, Kind, Self)> {
        let mut objects = Vec::new();
        if kind != Kind::Path && self.referred(kind).is_some() {
            return objects;
        }
        for (key, node) in self.members() {
            match kind.holds(key) {
                Some(One(kind)) => objects.push((key, kind, node)),
                Some(List(kind)) => objects.extend(node.items().map(|node| (key, kind, node))),
                Some(Map(inner)) => {
                    // The maps that are objects of their own may be extended.
                    let extended = matches!((kind, key), (Kind::Document, "paths") | (Kind::Operation, "responses"));
                    let named = node.members().filter(|(name, _)| !extended || !name.starts_with("x-"));
                    objects.extend(named.map(|(_, node)| (key, inner, node)));
                }
                Some(Words | Plain | Data) | None => {}
            }
        }
        objects.retain(|(_, _, node)| matches!(node.value, Value::Object(_)));
        objects
    }

    /// Where this object of a kind refers to, if it is a reference.
    pub(crate) fn referred(&self, kind: Kind) -> Option<&'a str> {
        self.reference().filter(|_| kind.takes_reference())
    }
}
