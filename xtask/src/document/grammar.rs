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

impl Kind {
    /// The members that OpenAPI has, by what they hold.
    fn members(self) -> &'static [(Holds, &'static str)] {
        match self {
            Self::Document => &[
                (Plain, "openapi security"),
                (One(Self::Info), "info"),
                (List(Self::Server), "servers"),
                // OpenAPI 3.0 has no place for what the server sends of itself.
                (Map(Self::Path), "paths x-webhooks"),
                (One(Self::Components), "components"),
                (List(Self::Tag), "tags"),
                (One(Self::ExternalDocs), "externalDocs"),
            ],
            Self::Info => &[
                (Words, "title description termsOfService"),
                (One(Self::Contact), "contact"),
                (One(Self::License), "license"),
                (Plain, "version"),
            ],
            Self::Contact => &[(Words, "name url email")],
            Self::License => &[(Words, "name url")],
            Self::Server => &[(Plain, "url"), (Words, "description"), (Map(Self::Variable), "variables")],
            Self::Variable => &[(Plain, "enum default"), (Words, "description")],
            Self::Tag => &[(Plain, "name"), (Words, "description"), (One(Self::ExternalDocs), "externalDocs")],
            Self::ExternalDocs => &[(Words, "description url")],
            Self::Components => &[
                (Map(Self::Schema), "schemas"),
                (Map(Self::Response), "responses"),
                (Map(Self::Parameter), "parameters"),
                (Map(Self::Example), "examples"),
                (Map(Self::Body), "requestBodies"),
                (Map(Self::Header), "headers"),
                (Map(Self::Scheme), "securitySchemes"),
                (Map(Self::Link), "links"),
                (Map(Self::Callback), "callbacks"),
            ],
            Self::Path => &[
                (Words, "summary description"),
                (One(Self::Operation), "get put post delete options head patch trace"),
                (List(Self::Server), "servers"),
                (List(Self::Parameter), "parameters"),
            ],
            Self::Operation => &[
                (Words, "summary description"),
                (Plain, "operationId tags deprecated security"),
                (One(Self::ExternalDocs), "externalDocs"),
                (List(Self::Parameter), "parameters"),
                (One(Self::Body), "requestBody"),
                (Map(Self::Response), "responses"),
                (Map(Self::Callback), "callbacks"),
                (List(Self::Server), "servers"),
            ],
            Self::Parameter => &[
                (Plain, "name in required deprecated allowEmptyValue style explode allowReserved"),
                (Words, "description"),
                (One(Self::Schema), "schema"),
                (Data, "example"),
                (Map(Self::Example), "examples"),
                (Map(Self::Media), "content"),
            ],
            Self::Header => &[
                (Plain, "required deprecated allowEmptyValue style explode allowReserved"),
                (Words, "description"),
                (One(Self::Schema), "schema"),
                (Data, "example"),
                (Map(Self::Example), "examples"),
                (Map(Self::Media), "content"),
            ],
            Self::Body => &[(Words, "description"), (Map(Self::Media), "content"), (Plain, "required")],
            Self::Media => &[
                (One(Self::Schema), "schema"),
                (Data, "example"),
                (Map(Self::Example), "examples"),
                (Map(Self::Encoding), "encoding"),
            ],
            Self::Encoding => &[(Plain, "contentType style explode allowReserved"), (Map(Self::Header), "headers")],
            Self::Response => &[
                (Words, "description"),
                (Map(Self::Header), "headers"),
                (Map(Self::Media), "content"),
                (Map(Self::Link), "links"),
            ],
            Self::Link => &[
                (Plain, "operationRef operationId"),
                (Data, "parameters requestBody"),
                (Words, "description"),
                (One(Self::Server), "server"),
            ],
            // Each member is an expression that gives an address.
            Self::Callback => &[],
            Self::Example => &[(Words, "summary description"), (Data, "value"), (Plain, "externalValue")],
            Self::Scheme => &[
                (Plain, "type name in scheme openIdConnectUrl"),
                (Words, "description bearerFormat"),
                (One(Self::Flows), "flows"),
            ],
            Self::Flows => &[(One(Self::Flow), "implicit password clientCredentials authorizationCode")],
            Self::Flow => &[(Plain, "authorizationUrl tokenUrl refreshUrl scopes")],
            Self::Schema => &[
                (Words, "title description"),
                (
                    Plain,
                    "multipleOf maximum exclusiveMaximum minimum exclusiveMinimum maxLength minLength pattern maxItems \
                     minItems uniqueItems maxProperties minProperties required type format nullable readOnly writeOnly \
                     xml deprecated",
                ),
                (Data, "enum default example"),
                (List(Self::Schema), "allOf oneOf anyOf"),
                (One(Self::Schema), "not items additionalProperties"),
                (Map(Self::Schema), "properties"),
                (One(Self::Discriminator), "discriminator"),
                (One(Self::ExternalDocs), "externalDocs"),
                (One(Self::RustType), "x-rust-type"),
            ],
            Self::Discriminator => &[(Plain, "propertyName mapping")],
            Self::RustType => &[(Plain, "crate version path"), (List(Self::Schema), "parameters")],
        }
    }

    /// What stands at a member; nothing if OpenAPI has no such member here.
    pub(crate) fn holds(self, key: &str) -> Option<Holds> {
        if self == Self::Callback {
            return (!key.starts_with("x-")).then_some(One(Self::Path));
        }
        let members = self.members().iter();
        members.copied().find(|(_, keys)| keys.split_whitespace().any(|known| known == key)).map(|(holds, _)| holds)
    }

    /// Whether a `$ref` may stand in place of the object.
    pub(crate) fn takes_reference(self) -> bool {
        matches!(
            self,
            Self::Path
                | Self::Parameter
                | Self::Header
                | Self::Body
                | Self::Response
                | Self::Link
                | Self::Callback
                | Self::Example
                | Self::Scheme
                | Self::Schema
        )
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
