//! OpenAPI 3.0's schemas as JSON Schema, for the library that checks examples.

use serde_json::{Map, Value, json};

use super::sites::DATA;

/// A schema whose root is the schema at `pointer`, able to reach every component under its usual reference.
pub(super) fn rooted(components: &Value, pointer: &str) -> Value {
    json!({
        "$schema": "http://json-schema.org/draft-04/schema#",
        "allOf": [{"$ref": format!("#{pointer}")}],
        "components": components,
    })
}

/// A copy of a part of the document in which every schema is JSON Schema draft 4, the closest to OpenAPI 3.0: it has
/// no `nullable`, and its integers have no `format`.
pub(crate) fn converted(node: &Value) -> Value {
    match node {
        Value::Array(items) => items.iter().map(converted).collect(),
        Value::Object(members) => {
            let mut schema: Map<String, Value> = members
                .iter()
                .map(|(key, value)| {
                    let data = DATA.contains(&key.as_str()) && !value.is_object();
                    (key.clone(), if data { value.clone() } else { converted(value) })
                })
                .collect();
            if let Some((low, high)) = members.get("format").and_then(Value::as_str).and_then(range) {
                schema.entry("minimum").or_insert(low);
                schema.entry("maximum").or_insert(high);
            }
            if members.get("nullable") == Some(&Value::Bool(true))
                && let Some(Value::String(kind)) = members.get("type")
            {
                schema.insert("type".to_owned(), json!([kind, "null"]));
            }
            // The bounds and texts of a property called `example` are a schema all the same.
            Value::Object(schema)
        }
        _ => node.clone(),
    }
}

fn range(format: &str) -> Option<(Value, Value)> {
    Some(match format {
        "int32" => (i32::MIN.into(), i32::MAX.into()),
        "int64" => (i64::MIN.into(), i64::MAX.into()),
        "uint32" => (0.into(), u32::MAX.into()),
        "uint64" => (0.into(), u64::MAX.into()),
        _ => return None,
    })
}
