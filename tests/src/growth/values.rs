//! Values drawn from the schemas of a grown document.

use serde_json::{Map, Value, json};

use super::{Drawing, members};
use crate::schema;

/// Values of each named schema that are valid by it, some of them more than once.
pub fn instances(schemas: &Map<String, Value>, drawing: &mut Drawing, each: usize) -> Vec<(String, Value)> {
    let mut instances = Vec::new();
    for name in schemas.keys() {
        let validator = schema::of(schemas, name);
        let reference = json!({"$ref": format!("#/components/schemas/{name}")});
        let drawn = (0..each).map(|_| value(schemas, &reference, drawing, 0));
        instances.extend(drawn.filter(|value| validator.is_valid(value)).map(|value| (name.clone(), value)));
    }
    instances
}

pub(super) fn value(schemas: &Map<String, Value>, schema: &Value, drawing: &mut Drawing, depth: usize) -> Value {
    if let Some(to) = schema["$ref"].as_str() {
        return value(schemas, &schemas[to.rsplit('/').next().unwrap()], drawing, depth + 1);
    }
    if schema["nullable"] == true && drawing.chance(20) {
        return Value::Null;
    }
    for key in ["oneOf", "anyOf"] {
        if let Some(forms) = schema[key].as_array() {
            let form = drawing.one(forms).clone();
            return value(schemas, &form, drawing, depth + 1);
        }
    }
    if let Some(values) = schema["enum"].as_array() {
        return drawing.one(values).clone();
    }
    let parts = schema["allOf"].as_array().into_iter().flatten();
    let mut whole: Vec<Value> = parts.map(|part| value(schemas, part, drawing, depth + 1)).collect();
    let own = own(schemas, schema, drawing, depth);
    if whole.is_empty() {
        return own;
    }
    if schema.get("properties").is_some() {
        whole.push(own);
    }
    let objects: Option<Vec<_>> = whole.iter().map(|part| part.as_object().cloned()).collect();
    match objects {
        Some(objects) => objects.into_iter().flatten().collect::<Map<_, _>>().into(),
        None => whole.remove(0),
    }
}

fn own(schemas: &Map<String, Value>, schema: &Value, drawing: &mut Drawing, depth: usize) -> Value {
    let kind = match schema["type"].as_str() {
        None => *drawing.one(&["string", "integer", "boolean", "null", "list"]),
        Some(kind) => kind,
    };
    match kind {
        "string" => match schema["format"].as_str() {
            Some("date") => json!("2025-08-04"),
            Some("date-time") => json!("2025-08-04T14:30:00.000000Z"),
            Some("date-time-local") => json!("2025-08-04 14:30:00"),
            _ => json!(*drawing.one(&["", "a", "completed", "2025-08-04", "x y", "\u{1F600}", "12.50"])),
        },
        "integer" => {
            let bound = |key: &str, otherwise: i64| schema[key].as_i64().unwrap_or(otherwise);
            json!(*drawing.one(&[bound("minimum", 0), bound("maximum", 7), 1, 3]))
        }
        "number" => json!(*drawing.one(&[0.5, 1.0, 12.25, 1e20])),
        "boolean" => json!(drawing.chance(50)),
        "null" => Value::Null,
        "list" => json!([1, "a", {"b": null}]),
        "array" => {
            let count = if depth > 6 { 0 } else { drawing.below(3) };
            (0..count).map(|_| value(schemas, &schema["items"], drawing, depth + 1)).collect()
        }
        _ => {
            let mut object = Map::new();
            let empty = json!([]);
            let required = schema.get("required").unwrap_or(&empty).as_array().unwrap();
            for (name, property) in members(&schema["properties"]) {
                if required.iter().any(|required| required == name) || depth < 6 && drawing.chance(60) {
                    object.insert(name.to_owned(), value(schemas, property, drawing, depth + 1));
                }
            }
            if depth < 6 && schema["additionalProperties"] != false && drawing.chance(30) {
                let any = json!({});
                let of = schema.get("additionalProperties").filter(|of| of.is_object()).unwrap_or(&any);
                object.entry("undescribed").or_insert(value(schemas, of, drawing, depth + 1));
            }
            object.into()
        }
    }
}
