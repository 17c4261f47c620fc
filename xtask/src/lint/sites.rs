//! Every schema of the document with what the rules need to know of where it stands.

use std::collections::{HashSet, VecDeque};

use serde_json::Value;

use crate::document::{Document, child};

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

/// The JSON below these is data, not document.
pub(super) const DATA: &[&str] = &["example", "examples", "default", "enum", "value"];

/// The maps by name outside a schema.
const NAMED: &[&str] = &["/responses", "/parameters", "/headers", "/requestBodies"];

pub(super) fn all(document: &Document) -> Vec<Site<'_>> {
    let mut sites = Vec::new();
    walk(&document.json, String::new(), &mut sites);
    let sent = sent(document, &sites);
    for site in &mut sites {
        let component = component(&site.pointer);
        site.response = match component {
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
    pointer.contains("/responses/")
}

fn walk<'a>(node: &'a Value, pointer: String, sites: &mut Vec<Site<'a>>) {
    match node {
        Value::Object(members) => {
            // Here a key is a name that somebody chose, be it `schema`, or `default` as one response is called.
            let named = NAMED.iter().any(|map| pointer.ends_with(map));
            for (key, value) in members {
                let at = child(&pointer, key);
                if named {
                    walk(value, at, sites);
                } else if key == "schema" {
                    schema(value, at, Role::Body, (false, false), sites);
                } else if at == "/components/schemas" {
                    for (name, value) in value.as_object().into_iter().flatten() {
                        schema(value, child(&at, name), Role::Component, (false, false), sites);
                    }
                } else if !(key.starts_with("x-") || DATA.contains(&key.as_str())) {
                    walk(value, at, sites);
                }
            }
        }
        Value::Array(items) => {
            for (i, item) in items.iter().enumerate() {
                walk(item, format!("{pointer}/{i}"), sites);
            }
        }
        _ => {}
    }
}

fn schema<'a>(
    schema_: &'a Value,
    pointer: String,
    role: Role,
    (hand_written, hand_written_form): (bool, bool),
    sites: &mut Vec<Site<'a>>,
) {
    let is_hand_written = schema_.get("x-rust-type").is_some();
    let inner: Vec<_> = children(schema_).collect();
    sites.push(Site {
        pointer: pointer.clone(),
        schema: schema_,
        role,
        hand_written,
        hand_written_form,
        response: false,
    });
    for (at, inner, role) in inner {
        let form = is_hand_written && role == Role::Form;
        schema(inner, format!("{pointer}{at}"), role, (hand_written || is_hand_written, form), sites);
    }
}

/// The schemas directly inside a schema.
pub(super) fn children(schema: &Value) -> impl Iterator<Item = (String, &Value, Role)> {
    let members = |key: &'static str| {
        let members = schema.get(key).and_then(Value::as_object).into_iter().flatten();
        members.map(move |(name, value)| (child(&format!("/{key}"), name), value, Role::Property))
    };
    let forms = |key: &'static str| {
        let forms = schema.get(key).and_then(Value::as_array).into_iter().flatten().enumerate();
        forms.map(move |(i, value)| (format!("/{key}/{i}"), value, Role::Form))
    };
    let one = |key: &'static str| {
        let one = schema.get(key).filter(|value| value.is_object());
        one.into_iter().map(move |value| (format!("/{key}"), value, Role::Inner))
    };
    members("properties")
        .chain(forms("oneOf"))
        .chain(forms("anyOf"))
        .chain(forms("allOf"))
        .chain(one("items"))
        .chain(one("additionalProperties"))
        .chain(one("not"))
}

/// The component schemas that a response holds, as types that the generator makes.
fn sent<'a>(document: &'a Document, sites: &[Site<'a>]) -> HashSet<String> {
    let mut names = HashSet::new();
    let mut queue: VecDeque<&Value> = sites
        .iter()
        .filter(|site| site.role == Role::Body && in_response(&site.pointer))
        .map(|site| site.schema)
        .collect();
    while let Some(schema) = queue.pop_front() {
        let name = schema["$ref"].as_str().and_then(|to| to.strip_prefix("#/components/schemas/"));
        if let Some(name) = name
            && names.insert(name.to_owned())
            && let Some(component) = document.json["components"]["schemas"].get(name)
        {
            queue.push_back(component);
        }
        let hand_written = schema.get("x-rust-type").is_some();
        for (_, inner, _) in children(schema) {
            // The list of an open enum is a type of its own, which the hand-written one decodes leniently.
            if !(hand_written && document.resolved(inner).get("enum").is_some()) {
                queue.push_back(inner);
            }
        }
    }
    names
}
