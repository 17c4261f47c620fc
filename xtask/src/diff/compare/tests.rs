//! No edit is passed over in silence, and what fits what.

use serde_json::{Value, json};

use super::{All, Beside, Direction, Schemas, Written, documents};
use crate::document::{Document, child};

const DOCUMENTS: [&str; 2] =
    [include_str!("../../../tests/diff/base.yaml"), include_str!("../../../tests/common/frozen.yaml")];

/// Every node of a value, by its pointer.
fn pointers(value: &Value, at: &str, found: &mut Vec<String>) {
    found.push(at.to_owned());
    match value {
        Value::Object(members) => members.iter().for_each(|(key, member)| pointers(member, &child(at, key), found)),
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(index, item)| pointers(item, &format!("{at}/{index}"), found));
        }
        _ => {}
    }
}

/// Another value of the same JSON type, where that is possible.
fn other(value: &Value) -> Value {
    match value {
        Value::String(text) => format!("{text}x").into(),
        Value::Bool(value) => (!value).into(),
        Value::Number(_) => json!(17),
        Value::Null => json!("x"),
        Value::Array(items) => items.iter().skip(1).cloned().collect(),
        Value::Object(members) => members.iter().skip(1).map(|(key, value)| (key.clone(), value.clone())).collect(),
    }
}

#[test]
fn no_edit_is_passed_over_in_silence() {
    let mut missed = Vec::new();
    let mut tried = 0;
    for text in DOCUMENTS {
        let old = Document::parse("old.yaml", text.as_bytes().to_vec()).unwrap();
        let mut places = Vec::new();
        pointers(&old.json, "", &mut places);
        // One part of an example is as good as another.
        for at in places.into_iter().filter(|at| !at.contains("/value/")) {
            let mut json = old.json.clone();
            let node = json.pointer_mut(&at).unwrap();
            *node = other(node);
            // An edit that gives no OpenAPI is refused before anything is compared.
            let Ok(new) = Document::parse("new.yaml", json.to_string().into_bytes()) else { continue };
            if new.json == old.json {
                continue;
            }
            tried += 1;
            // One that cannot be compared is told too.
            if documents(&old, &new).is_ok_and(|changes| changes.is_empty()) {
                missed.push(at);
            }
        }
    }
    assert!(tried > 600, "{tried}");
    assert!(missed.is_empty(), "{tried} edits, {} missed: {missed:#?}", missed.len());
}

#[test]
fn who_reads_by_the_wider_schema_can_take_the_narrower() {
    let document = Document::parse("base.yaml", DOCUMENTS[0].as_bytes().to_vec()).unwrap();
    let fits = |wide: &Value, narrow: &Value| {
        let [wide, narrow] = [wide, narrow].map(|schema| {
            let mut json = document.json.clone();
            json["components"]["schemas"]["Tried"] = schema.clone();
            Document::parse("tried.yaml", json.to_string().into_bytes()).unwrap()
        });
        let tried = All::schema("/components/schemas/Tried");
        let schemas = [&narrow, &wide].map(|document| Schemas::new(document, Direction::Request));
        let differences = Beside::new(schemas).differences(&tried, &tried, Written::Json);
        !differences.iter().any(|difference| difference.narrowed)
    };
    let parcel = json!({"$ref": "#/components/schemas/Parcel"});
    let text = json!({"type": "string"});
    for (wide, narrow) in [
        (json!({}), parcel.clone()),
        (parcel.clone(), parcel.clone()),
        (json!({"type": "number"}), json!({"type": "integer"})),
        (json!({"type": "integer", "format": "int64"}), json!({"type": "integer", "format": "int32"})),
        (text.clone(), json!({"type": "string", "enum": ["a"]})),
        (text.clone(), json!({"type": "string", "format": "date-time"})),
        (json!({"type": "string", "nullable": true}), text.clone()),
        (json!({"type": "string", "maxLength": 9}), json!({"type": "string", "maxLength": 8})),
        (
            json!({"oneOf": [{"type": "string", "nullable": true}, {"type": "array", "items": {}}]}),
            json!({"type": "array", "nullable": true}),
        ),
        (
            json!({"type": "object"}),
            json!({"type": "object", "properties": {"a": {"type": "string"}}, "required": ["a"]}),
        ),
    ] {
        assert!(fits(&wide, &narrow), "{wide} takes {narrow}");
    }
    for (wide, narrow) in [
        (parcel, json!({"$ref": "#/components/schemas/Address"})),
        (json!({"type": "integer"}), json!({"type": "number"})),
        (json!({"type": "integer", "format": "int32"}), json!({"type": "integer", "format": "int64"})),
        (json!({"type": "string", "enum": ["a"]}), json!({"type": "string", "enum": ["a", "b"]})),
        (json!({"type": "string", "enum": ["a"]}), text.clone()),
        (json!({"type": "string", "format": "date-time"}), text.clone()),
        (text.clone(), json!({"type": "string", "nullable": true})),
        (text.clone(), json!({})),
        (json!({"type": "string", "maxLength": 8}), json!({"type": "string", "maxLength": 9})),
        (json!({"type": "integer", "minimum": 1}), json!({"type": "integer"})),
        (json!({"type": "object", "required": ["a"]}), json!({"type": "object"})),
        (
            json!({"type": "object", "additionalProperties": false}),
            json!({"type": "object", "properties": {"a": {"type": "string"}}}),
        ),
        (json!({"type": "array", "items": {"type": "string"}}), json!({"type": "array", "items": {"type": "integer"}})),
        (text, json!({"oneOf": [{"type": "string"}, {"type": "integer"}]})),
    ] {
        assert!(!fits(&wide, &narrow), "{wide} does not take {narrow}");
    }
}
