//! OpenAPI 3.0's schemas as JSON Schema, for the library that checks examples.

use serde_json::{Map, Value, json};

use super::sites::DATA;
use crate::document::Document;

/// The schema at `pointer` as a root of its own. What it refers to stands below it where the document has it: not the
/// whole document, which the library would read and copy for each schema.
pub(super) fn with_what_it_refers_to(document: &Document, pointer: &str) -> Value {
    let mut root = json!({"$schema": "http://json-schema.org/draft-04/schema#", "allOf": [{"$ref": "#/schema"}]});
    let schema = document.json.pointer(pointer).unwrap_or(&Value::Null);
    root["schema"] = converted(schema);
    let mut open = vec![schema];
    while let Some(node) = open.pop() {
        let reference = node.get("$ref").and_then(Value::as_str);
        // A component is `components`, its kind and its name.
        if let Some(["components", kind, name, ..]) =
            reference.and_then(|to| to.strip_prefix("#/")).map(|to| to.split('/').collect::<Vec<_>>()).as_deref()
            && root["components"][kind].get(name).is_none()
            && let Some(component) = document.json["components"][kind].get(name)
        {
            root["components"][kind][name] = converted(component);
            open.push(component);
        }
        match node {
            Value::Array(items) => open.extend(items),
            Value::Object(members) => open.extend(members.values()),
            _ => {}
        }
    }
    root
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
