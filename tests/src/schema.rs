//! The document's schemas as JSON Schema validators.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may stop where it fails")]

use std::{path::Path, sync::OnceLock};

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
    of(described(), name)
}

/// What checks instances of one of these schemas of OpenAPI.
pub fn of(schemas: &Map<String, Value>, name: &str) -> Validator {
    let schemas: Map<String, Value> = schemas.iter().map(|(name, schema)| (name.clone(), converted(schema))).collect();
    validator(&json!({"$ref": format!("#/components/schemas/{name}"), "components": {"schemas": schemas}}))
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
