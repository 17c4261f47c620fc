//! The schemas of OpenAPI 3.0 as JSON Schema draft 4, the closest to it, for the library that checks values.

use jsonschema::{Draft, Validator};
use serde_json::{Map, Value, json};

use super::{Kind, Node, grammar::Holds};

/// A schema as a root of its own. What it refers to stands below it where the document has it: not the whole document,
/// which the library would read and copy for each schema.
pub(crate) fn with_what_it_refers_to(schema: &Node<'_>) -> Value {
    let mut root = json!({"$schema": "http://json-schema.org/draft-04/schema#", "allOf": [{"$ref": "#/schema"}]});
    root["schema"] = converted(schema.value);
    let mut open = vec![schema.clone()];
    while let Some(node) = open.pop() {
        // A component is `components`, its kind and its name; a reference may also lead to a part of it.
        let component = node.reference().and_then(|to| {
            let ["", "components", kind, name, ..] = to.strip_prefix('#')?.split('/').collect::<Vec<_>>()[..] else {
                return None;
            };
            Some((kind, name, schema.document.node("/components").get(kind).get(name)))
        });
        if let Some((kind, name, component)) = component
            && root["components"][kind].get(name).is_none()
        {
            root["components"][kind][name] = converted(component.value);
            open.push(component);
        }
        open.extend(
            node.objects(Kind::Schema).into_iter().filter(|(_, kind, _)| *kind == Kind::Schema).map(|(.., node)| node),
        );
    }
    root
}

/// A schema as JSON Schema, which has no `nullable`, and whose integers have no `format`.
pub(crate) fn converted(schema: &Value) -> Value {
    let Some(members) = schema.as_object().filter(|members| !members.contains_key("$ref")) else {
        return schema.clone();
    };
    let mut schema = with_schemas_inside(members, converted);
    if let Some((low, high)) = members.get("format").and_then(Value::as_str).and_then(range) {
        schema.entry("minimum").or_insert(low);
        schema.entry("maximum").or_insert(high);
    }
    let lists_no_null = schema.get("enum").and_then(Value::as_array).is_some_and(|list| !list.contains(&Value::Null));
    if schema.remove("nullable") != Some(Value::Bool(true)) || lists_no_null {
        return Value::Object(schema);
    }
    if ["allOf", "anyOf", "oneOf", "not"].iter().any(|key| schema.contains_key(*key)) {
        return json!({"anyOf": [schema, {"enum": [null]}]});
    }
    if let Some(Value::String(kind)) = members.get("type") {
        schema.insert("type".to_owned(), json!([kind, "null"]));
    }
    Value::Object(schema)
}

/// A validator of values against JSON Schema. It knows the usual formats, and lets the others pass.
pub(crate) fn validator(schema: &Value) -> Result<Validator, String> {
    jsonschema::options()
        .with_draft(Draft::Draft4)
        .should_validate_formats(true)
        .should_ignore_unknown_formats(true)
        .with_format("date", |text: &str| text.parse::<jiff::civil::Date>().is_ok())
        // The pattern beside it says how it is written; what is left is that there is such a day.
        .with_format("date-time-local", |text: &str| text.parse::<jiff::civil::DateTime>().is_ok())
        .build(schema)
        .map_err(|error| error.to_string())
}

/// The least and the greatest number of a format.
pub(crate) fn range(format: &str) -> Option<(Value, Value)> {
    Some(match format {
        "int8" => (i8::MIN.into(), i8::MAX.into()),
        "int16" => (i16::MIN.into(), i16::MAX.into()),
        "int32" => (i32::MIN.into(), i32::MAX.into()),
        "int64" => (i64::MIN.into(), i64::MAX.into()),
        "uint8" => (0.into(), u8::MAX.into()),
        "uint16" => (0.into(), u16::MAX.into()),
        "uint32" => (0.into(), u32::MAX.into()),
        "uint64" => (0.into(), u64::MAX.into()),
        "float" => (f32::MIN.into(), f32::MAX.into()),
        _ => return None,
    })
}

/// A schema in the words of current JSON Schema, which has no `nullable`, and whose exclusive bounds are numbers.
pub(crate) fn current(schema: &Value) -> Value {
    let Value::Object(members) = schema else { return schema.clone() };
    let mut json = with_schemas_inside(members, current);
    json.retain(|word, _| !word.starts_with("x-") && word != "nullable");
    for (exclusive, bound) in [("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")] {
        if json.remove(exclusive) == Some(Value::Bool(true)) {
            json.remove(bound).map(|bound| json.insert(exclusive.to_owned(), bound));
        }
    }
    if schema["nullable"] == true {
        json.entry("type").and_modify(|kind| *kind = json!([kind, "null"]));
        if let Some(Value::Array(values)) = json.get_mut("enum").filter(|values| values[0] != Value::Null) {
            values.insert(0, Value::Null);
        }
    }
    Value::Object(json)
}

/// A schema whose schemas inside are converted.
fn with_schemas_inside(members: &Map<String, Value>, convert: fn(&Value) -> Value) -> Map<String, Value> {
    let converted = members.iter().map(|(key, value)| {
        let value = match (Kind::Schema.holds(key), value) {
            (Some(Holds::One(Kind::Schema)), value) => convert(value),
            (Some(Holds::List(Kind::Schema)), Value::Array(items)) => items.iter().map(convert).collect(),
            (Some(Holds::Map(Kind::Schema)), Value::Object(named)) => {
                named.iter().map(|(name, value)| (name.clone(), convert(value))).collect()
            }
            (_, value) => value.clone(),
        };
        (key.clone(), value)
    });
    converted.collect()
}
