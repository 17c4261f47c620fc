//! The document's schemas as JSON Schema validators.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may stop where it fails")]

use std::{collections::BTreeSet, path::Path, sync::OnceLock};

use jsonschema::Validator;
use serde_json::{Map, Value, json};

/// The `components.schemas` of the document, as they are written there.
///
/// # Panics
///
/// If the document cannot be read.
pub fn described() -> &'static Map<String, Value> {
    static SCHEMAS: OnceLock<Map<String, Value>> = OnceLock::new();
    SCHEMAS.get_or_init(|| {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
        let document = xtask::document::Document::read(root, "openapi/intellixent.yaml").unwrap();
        document.json["components"]["schemas"].as_object().unwrap().clone()
    })
}

/// What checks instances of the document's schema of that name.
pub fn documented(name: &str) -> Validator {
    of(described(), &json!({"$ref": format!("#/components/schemas/{name}")}))
}

/// What checks instances of a schema of OpenAPI, which may refer to the named ones.
pub fn of(schemas: &Map<String, Value>, schema: &Value) -> Validator {
    let named = referred(schemas, schema).into_iter();
    let named: Map<String, Value> = named.map(|name| (name.clone(), converted(&schemas[&name]))).collect();
    validator(&json!({"allOf": [converted(schema)], "components": {"schemas": named}}))
}

/// The names of the schemas that a schema refers to, also through others.
pub fn referred(schemas: &Map<String, Value>, schema: &Value) -> BTreeSet<String> {
    let (mut names, mut open) = (BTreeSet::new(), vec![schema]);
    while let Some(value) = open.pop() {
        let to = value["$ref"].as_str().and_then(|to| to.strip_prefix("#/components/schemas/"));
        let name = to.map(|to| to.split('/').next().unwrap());
        if let Some((name, schema)) = name.and_then(|name| schemas.get_key_value(name))
            && names.insert(name.clone())
        {
            open.push(schema);
        }
        open.extend(value.as_object().into_iter().flat_map(Map::values));
        open.extend(value.as_array().into_iter().flatten());
    }
    names
}

/// What a value must be valid by, all at once: the schema, what it refers to, and the parts of each, without their words for
/// people. Beside it, the names of what they refer to.
pub fn parts(schemas: &Map<String, Value>, schema: &Value) -> (Vec<Map<String, Value>>, Vec<String>) {
    if let Some(name) = schema["$ref"].as_str().and_then(|to| to.strip_prefix("#/components/schemas/")) {
        // It may lead to a schema inside the one of that name.
        let (name, inside) = name.find('/').map_or((name, ""), |end| name.split_at(end));
        let (parts, mut names) = parts(schemas, schemas[name].pointer(inside).unwrap());
        names.push(name.to_owned());
        return (parts, names);
    }
    let mut own = match schema {
        // By `false`, nothing is valid.
        Value::Bool(false) => Map::from_iter([("enum".to_owned(), json!([]))]),
        schema => schema.as_object().cloned().unwrap_or_default(),
    };
    let inside = own.remove("allOf");
    let inside = inside.iter().filter_map(Value::as_array).flatten();
    let (mut all, mut names) = (Vec::new(), Vec::new());
    for (parts, of) in inside.map(|part| parts(schemas, part)) {
        all.extend(parts);
        names.extend(of);
    }
    all.retain(|part| !part.is_empty());
    own.retain(|word, _| !WORDS.contains(&word.as_str()) && (word == "x-rust-type" || !word.starts_with("x-")));
    if !own.is_empty() || all.is_empty() {
        all.push(own);
    }
    (all, names)
}

/// The keywords that say nothing of whether a value is valid.
const WORDS: &[&str] =
    &["default", "deprecated", "description", "example", "externalDocs", "readOnly", "title", "writeOnly", "xml"];

/// One schema with what all the parts say. Of what cannot be said at once, it has the last.
pub fn merged(parts: &[Map<String, Value>]) -> Map<String, Value> {
    let both = |schemas: Vec<Value>| match <[Value; 1]>::try_from(schemas) {
        Ok([schema]) => schema,
        Err(schemas) => json!({"allOf": schemas}),
    };
    let mut whole = Map::new();
    for (word, value) in parts.iter().flatten() {
        let all = || parts.iter().filter_map(|part| part.get(word));
        let lists = || all().filter_map(Value::as_array);
        let greater = |a: &Value, b: &Value| a.as_f64() > b.as_f64();
        let value = match (word.as_str(), whole.get(word)) {
            ("properties", _) => {
                let names = all().filter_map(Value::as_object).flat_map(Map::keys);
                let said = |name: &String| {
                    let of = |part: &Map<String, Value>| {
                        let property = part.get("properties").and_then(|all| all.get(name));
                        property.or(part.get("additionalProperties")).cloned()
                    };
                    both(parts.iter().filter_map(of).collect())
                };
                names.map(|name| (name.clone(), said(name))).collect()
            }
            ("additionalProperties" | "items", _) => both(all().cloned().collect()),
            ("required", _) => lists().flatten().cloned().collect(),
            ("enum", _) => {
                let in_all = |value: &&Value| lists().all(|list| list.contains(value));
                lists().take(1).flatten().filter(in_all).cloned().collect()
            }
            ("type", Some(known)) if known == "integer" => known.clone(),
            (word, Some(known)) if word.starts_with("min") && greater(known, value) => known.clone(),
            (word, Some(known)) if word.starts_with("max") && greater(value, known) => known.clone(),
            ("nullable", Some(Value::Bool(true))) => Value::Bool(true),
            _ => value.clone(),
        };
        whole.insert(word.clone(), value);
    }
    // A part of an object need not say that it is one.
    if whole.contains_key("properties") {
        whole.entry("type").or_insert_with(|| json!("object"));
    }
    whole
}

/// What checks instances of a JSON Schema, formats included.
///
/// # Panics
///
/// If it is no JSON Schema.
pub fn validator(schema: &Value) -> Validator {
    jsonschema::options()
        .with_draft(jsonschema::Draft::Draft202012)
        .should_validate_formats(true)
        // The pattern beside it says how it is written; what is left is that there is such a day.
        .with_format("date-time-local", |text: &str| text.parse::<jiff::civil::DateTime>().is_ok())
        .build(schema)
        .unwrap()
}

/// A schema of OpenAPI 3.0 in the words of JSON Schema: what differs is `nullable`, and that a bound may be exclusive.
fn converted(schema: &Value) -> Value {
    let Value::Object(schema) = schema else { return schema.clone() };
    let mut json: Map<String, Value> = schema
        .iter()
        .map(|(keyword, value)| {
            let value = match (keyword.as_str(), value) {
                ("properties", Value::Object(members)) => {
                    members.iter().map(|(name, schema)| (name.clone(), converted(schema))).collect()
                }
                ("anyOf" | "oneOf" | "allOf", Value::Array(forms)) => forms.iter().map(converted).collect(),
                ("items" | "additionalProperties" | "not", schema) => converted(schema),
                (_, value) => value.clone(),
            };
            (keyword.clone(), value)
        })
        .collect();
    for (bound, exclusive) in [("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")] {
        if json.remove(exclusive) == Some(Value::Bool(true))
            && let Some(value) = json.remove(bound)
        {
            json.insert(exclusive.to_owned(), value);
        }
    }
    if json.remove("nullable") == Some(Value::Bool(true)) {
        if let Some(kind) = json.get_mut("type") {
            *kind = json!([kind, "null"]);
        }
        if let Some(Value::Array(values)) = json.get_mut("enum") {
            values.push(Value::Null);
        }
    }
    Value::Object(json)
}
