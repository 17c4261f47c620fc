//! No edit is passed over in silence.

use serde_json::{Value, json};
use xtask::{diff::on_the_wire, document::Document};

use crate::{
    cases::BASE,
    common::{FROZEN, draw::collect},
};

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
    for text in [BASE, FROZEN] {
        let old = Document::parse("old.yaml", text.as_bytes().to_vec()).unwrap();
        let mut places = Vec::new();
        collect(&old.json, String::new(), &mut places);
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
            if on_the_wire(&old, &new).is_ok_and(|changes| changes.is_empty()) {
                missed.push(at);
            }
        }
    }
    assert!(tried > 600, "{tried}");
    assert!(missed.is_empty(), "{tried} edits, {} missed: {missed:#?}", missed.len());
}
