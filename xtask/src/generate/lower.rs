//! The document as the generator is given it: of each operation, just what the types of its parameters, its body and its
//! answer follow from. The methods are written from the document itself, in `client` and `mocks`.
//!
//! So nothing that the generator makes of a route, a method, a status or a default can be wrong.

use anyhow::{Context, Result};
use openapiv3::OpenAPI;
use serde_json::{Map, Value, json};

use crate::document::{Document, Message, Operation, names};

/// The document in the form that the generator knows.
pub(super) fn lower(document: &Document) -> Result<OpenAPI> {
    let mut json = document.json.clone();
    let mut paths = Map::new();
    for operation in document.operations() {
        paths.insert(path(&operation), json!({ "post": lowered(&operation) }));
    }
    json["paths"] = paths.into();
    if let Some(schemas) = json.pointer_mut("/components/schemas") {
        simplified(schemas);
    }
    named(&mut json, document);
    if let Some(schemas) = json.pointer_mut("/components/schemas").and_then(Value::as_object_mut) {
        schemas.retain(|name, _| document.json["components"]["schemas"][name].get("x-rust-type").is_none());
    }
    serde_json::from_value(json).with_context(|| format!("{}: not OpenAPI 3.0", document.name))
}

/// Puts what names a Rust type in place of each reference to it: the generator would wrap a component that has another name
/// than its type in a type of its own.
fn named(node: &mut Value, document: &Document) {
    let target = document.resolved(node);
    if let (Some(_), Some(named)) = (node.get("$ref"), target.get("x-rust-type")) {
        *node = json!({"type": "string", "x-rust-type": named});
    }
    match node {
        Value::Object(members) => members.values_mut().for_each(|member| named(member, document)),
        Value::Array(items) => items.iter_mut().for_each(|item| named(item, document)),
        _ => {}
    }
}

/// A path for each operation alone.
pub(super) fn path(operation: &Operation<'_>) -> String {
    format!("/{}", names::method(operation.id()))
}

fn lowered(operation: &Operation<'_>) -> Value {
    // Each is a query parameter to the generator: the type of a parameter does not depend on where it goes.
    let parameters = operation.parameters().into_iter().map(|parameter| {
        let mut schema = parameter.schema().value.clone();
        simplified(&mut schema);
        json!({"name": names::setter(parameter.name), "in": "query", "required": true, "schema": schema})
    });
    let mut lowered = json!({
        "operationId": operation.id(),
        "parameters": parameters.collect::<Vec<_>>(),
        "responses": {"200": {"description": "", "content": content(operation.success().as_ref())}},
    });
    if let Some(body) = operation.body().filter(|body| body.model().is_some()) {
        lowered["requestBody"] = json!({"content": content(Some(&body))});
    }
    lowered
}

/// The schema of a JSON body or a form, as JSON; nothing for a body of another kind.
fn content(message: Option<&Message<'_>>) -> Value {
    match message.and_then(Message::model) {
        Some(schema) => {
            let mut schema = schema.value.clone();
            simplified(&mut schema);
            json!({"application/json": {"schema": schema}})
        }
        None => json!({}),
    }
}

/// A schema as far as its Rust type follows from it.
///
/// Limits on a value are the server's to check: they must not make a type of their own. A default is what a server assumes
/// in place of a member that is absent, and no reason to send it.
fn simplified(schema: &mut Value) {
    match schema {
        Value::Object(members) => {
            members.values_mut().for_each(simplified);
            match members.get("type").and_then(Value::as_str) {
                Some("string") => string(members),
                Some("integer") => integer(members),
                Some("number") => LIMITS.iter().for_each(|key| drop(members.remove(*key))),
                _ => {}
            }
            if ["type", "$ref", "oneOf", "anyOf", "allOf"].iter().any(|key| members.contains_key(*key)) {
                members.remove("default");
            }
        }
        Value::Array(items) => items.iter_mut().for_each(simplified),
        _ => {}
    }
}

const LIMITS: [&str; 7] =
    ["enum", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "format"];

fn string(members: &mut Map<String, Value>) {
    let type_ = match members.remove("format").as_ref().and_then(Value::as_str) {
        Some("date") => Some("intellixent::jiff::civil::Date"),
        Some("date-time") => Some("intellixent::wire::Timestamp"),
        _ => None,
    };
    for key in ["pattern", "minLength", "maxLength"] {
        members.remove(key);
    }
    if let Some(path) = type_.filter(|_| !members.contains_key("x-rust-type") && !members.contains_key("enum")) {
        members.insert("x-rust-type".to_owned(), json!({"crate": "intellixent", "version": "*", "path": path}));
    }
}

fn integer(members: &mut Map<String, Value>) {
    let small = members.get("format").and_then(Value::as_str).is_some_and(|format| format.ends_with("32"));
    let unsigned = members.get("minimum").and_then(Value::as_f64).is_some_and(|minimum| minimum >= 0.0);
    LIMITS.iter().for_each(|key| drop(members.remove(*key)));
    let format = match (unsigned, small) {
        (true, true) => "uint32",
        (true, false) => "uint64",
        (false, true) => "int32",
        (false, false) => "int64",
    };
    members.insert("format".to_owned(), format.into());
    if unsigned {
        members.insert("minimum".to_owned(), 0.into());
    }
}
