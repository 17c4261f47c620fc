//! Finds the named schemas that only have another name now.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::node::reference;
use crate::document::Document;

/// The new name of each schema that has one, by the old name: same content, apart from descriptions and examples.
pub(super) fn find(old: &Document, new: &Document) -> BTreeMap<String, String> {
    let (before, after) = (schemas(old), schemas(new));
    let is_gone = |name: &str| before.contains_key(name) && !after.contains_key(name);
    let is_new = |name: &str| after.contains_key(name) && !before.contains_key(name);
    let mut renamed = BTreeMap::new();
    for (name, schema) in before.iter().filter(|(name, _)| is_gone(name)) {
        let schema = content(schema, &is_gone);
        let today = after.iter().find(|(today, other)| {
            is_new(today) && !renamed.values().any(|taken| taken == *today) && content(other, &is_new) == schema
        });
        if let Some((today, _)) = today {
            renamed.insert(name.clone(), today.clone());
        }
    }
    renamed
}

fn schemas(document: &Document) -> Map<String, Value> {
    document.json.pointer("/components/schemas").and_then(Value::as_object).cloned().unwrap_or_default()
}

/// A schema without its docs, and without the names that are in question themselves.
fn content(schema: &Value, in_question: &impl Fn(&str) -> bool) -> Value {
    fn forget(value: &mut Value, in_question: &impl Fn(&str) -> bool) {
        if reference(value).is_some_and(in_question) {
            *value = Value::String("a schema with another name".to_owned());
            return;
        }
        match value {
            Value::Object(members) => members.values_mut().for_each(|member| forget(member, in_question)),
            Value::Array(items) => items.iter_mut().for_each(|item| forget(item, in_question)),
            _ => {}
        }
    }
    let mut schema = without_docs(schema);
    forget(&mut schema, in_question);
    schema
}

/// A node without descriptions and examples. A property may be called `description`: its schema is no text, so it stays.
pub(super) fn without_docs(value: &Value) -> Value {
    match value {
        Value::Object(members) => Value::Object(
            members
                .iter()
                .filter(|(key, member)| match key.as_str() {
                    "description" | "summary" | "title" => !member.is_string(),
                    "externalDocs" | "example" | "examples" => false,
                    _ => true,
                })
                .map(|(key, member)| (key.clone(), without_docs(member)))
                .collect(),
        ),
        Value::Array(items) => items.iter().map(without_docs).collect(),
        other => other.clone(),
    }
}
