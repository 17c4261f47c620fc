//! Every schema of the document with what the rules need to know of where it stands.

use std::collections::{HashSet, VecDeque};

use serde_json::Value;

use crate::document::{Document, Kind, Node, Object};

/// What a schema is to the node above it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// A member of `components/schemas`.
    Component,
    /// A member of `properties`.
    Property,
    /// `items`, `additionalProperties` or `not`.
    Inner,
    /// A member of `oneOf`, `anyOf` or `allOf`.
    Form,
    /// The `schema` of a parameter, header or media type.
    Body,
}

/// A schema, or a reference in place of one.
#[derive(Debug)]
pub(super) struct Site<'a> {
    pub(super) pointer: String,
    pub(super) schema: &'a Value,
    pub(super) role: Role,
    /// Below a schema with `x-rust-type`, with no reference between: the generator does not look there.
    pub(super) hand_written: bool,
    /// One of the forms of a schema with `x-rust-type`.
    pub(super) hand_written_form: bool,
    /// Part of what a server sends.
    pub(super) response: bool,
}

pub(super) fn all<'a>(document: &'a Document, objects: &[Object<'a>]) -> Vec<Site<'a>> {
    let mut sites = Vec::new();
    let above = |object: &Object<'a>| objects.get(object.parent).filter(|above| above.kind == Kind::Schema);
    let is_hand_written = |object: &&Object<'a>| object.node.value.get("x-rust-type").is_some();
    for object in objects.iter().filter(|object| object.kind == Kind::Schema) {
        let role = match (objects.get(object.parent).map_or(Kind::Document, |above| above.kind), object.slot) {
            (Kind::RustType, _) => continue,
            (Kind::Components, _) => Role::Component,
            (Kind::Schema, "properties") => Role::Property,
            (Kind::Schema, "oneOf" | "anyOf" | "allOf") => Role::Form,
            (Kind::Schema, _) => Role::Inner,
            _ => Role::Body,
        };
        sites.push(Site {
            pointer: object.node.at.clone(),
            schema: object.node.value,
            role,
            hand_written: std::iter::successors(above(object), |object| above(object))
                .any(|above| is_hand_written(&above)),
            hand_written_form: role == Role::Form && above(object).as_ref().is_some_and(is_hand_written),
            response: false,
        });
    }
    let sent = sent(document, &sites);
    for site in &mut sites {
        site.response = match component(&site.pointer) {
            Some(name) => sent.contains(name),
            None => in_response(&site.pointer),
        };
    }
    sites
}

/// The name of the component schema that the node is, or is part of.
fn component(pointer: &str) -> Option<&str> {
    pointer.strip_prefix("/components/schemas/")?.split('/').next()
}

fn in_response(pointer: &str) -> bool {
    pointer.contains("/responses/") || pointer.starts_with("/x-webhooks/")
}

/// The schemas directly inside a schema.
pub(super) fn children<'a>(schema: &Node<'a>) -> Vec<(&'a str, Node<'a>)> {
    let objects = schema.objects(Kind::Schema).into_iter();
    objects.filter(|(_, kind, _)| *kind == Kind::Schema).map(|(slot, _, node)| (slot, node)).collect()
}

/// The component schemas that a response holds, as types that the generator makes.
fn sent<'a>(document: &'a Document, sites: &[Site<'a>]) -> HashSet<String> {
    let mut names = HashSet::new();
    let bodies = sites.iter().filter(|site| site.role == Role::Body && in_response(&site.pointer));
    let mut queue: VecDeque<Node<'a>> = bodies.map(|site| document.node(&site.pointer)).collect();
    while let Some(schema) = queue.pop_front() {
        if let Some(to) = schema.reference() {
            let name = to.strip_prefix("#/components/schemas/");
            if name.is_some_and(|name| names.insert(name.to_owned())) {
                queue.push_back(document.node(&to[1..]));
            }
        }
        let hand_written = schema.value.get("x-rust-type").is_some();
        for (_, inner) in children(&schema) {
            // The list of an open enum is a type of its own, which the hand-written one decodes leniently.
            if !(hand_written && inner.clone().followed().get("enum").is_there()) {
                queue.push_back(inner);
            }
        }
    }
    names
}
