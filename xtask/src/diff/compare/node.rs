//! A node of a document that knows where it stands.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::document::{Document, child};

/// A value and its JSON pointer. A member that is not there is `null`, at the place where it would be.
#[derive(Debug, Clone)]
pub(super) struct Node<'a> {
    pub(super) at: String,
    pub(super) value: &'a Value,
}

impl<'a> Node<'a> {
    pub(super) fn root(document: &'a Document) -> Self {
        Self { at: String::new(), value: &document.json }
    }

    pub(super) fn get(&self, key: &str) -> Self {
        Self { at: child(&self.at, key), value: &self.value[key] }
    }

    pub(super) fn is_there(&self) -> bool {
        !self.value.is_null()
    }

    /// The members of an object.
    pub(super) fn members(&self) -> impl Iterator<Item = (&'a str, Node<'a>)> + use<'a> {
        let at = self.at.clone();
        let members = self.value.as_object().into_iter().flatten();
        members.map(move |(key, value)| (key.as_str(), Node { at: child(&at, key), value }))
    }

    /// The items of an array.
    pub(super) fn items(&self) -> Vec<Node<'a>> {
        let items = self.value.as_array().into_iter().flatten().enumerate();
        items.map(|(index, value)| Node { at: format!("{}/{index}", self.at), value }).collect()
    }

    /// The node itself, or what its `$ref` leads to, at its own place.
    pub(super) fn resolved(mut self, document: &'a Document) -> Self {
        // A chain longer than this is a circle.
        for _ in 0..32 {
            let Some(at) = self.value["$ref"].as_str().and_then(|reference| reference.strip_prefix('#')) else { break };
            let Some(value) = document.json.pointer(at) else { break };
            self = Self { at: at.to_owned(), value };
        }
        self
    }
}

/// The keys of both objects.
pub(super) fn keys(old: &Node<'_>, new: &Node<'_>) -> BTreeSet<String> {
    let objects = [old.value.as_object(), new.value.as_object()];
    objects.into_iter().flatten().flat_map(|object| object.keys().cloned()).collect()
}

/// The name of the schema that a `$ref` leads to.
pub(super) fn reference(value: &Value) -> Option<&str> {
    value["$ref"].as_str()?.strip_prefix("#/components/schemas/")
}

/// A schema that any text fits, so that a list beside it in a union is an open one.
pub(super) fn is_any_text(schema: &Value) -> bool {
    let free = |key: &str| schema.get(key).is_none();
    schema["type"] == "string" && ["enum", "pattern", "format", "minLength", "maxLength"].into_iter().all(free)
}

/// The forms of a union, and the key that they stand under.
pub(super) fn forms<'a>(schema: &Node<'a>) -> Option<Node<'a>> {
    ["oneOf", "anyOf"].into_iter().map(|key| schema.get(key)).find(Node::is_there)
}
