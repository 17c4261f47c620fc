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
        without_defaults(schemas);
    }
    serde_json::from_value(json).with_context(|| format!("{}: not OpenAPI 3.0", document.name))
}

/// A path for each operation alone.
pub(super) fn path(operation: &Operation<'_>) -> String {
    format!("/{}", names::method(operation.id()))
}

fn lowered(operation: &Operation<'_>) -> Value {
    // Each is a query parameter to the generator: the type of a parameter does not depend on where it goes.
    let parameters = operation.parameters().into_iter().map(|parameter| {
        let mut schema = parameter.schema().value.clone();
        without_defaults(&mut schema);
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
            without_defaults(&mut schema);
            json!({"application/json": {"schema": schema}})
        }
        None => json!({}),
    }
}

/// What a server assumes in place of a member that is absent is no reason to send it.
fn without_defaults(schema: &mut Value) {
    match schema {
        Value::Object(members) => {
            let is_schema = ["type", "$ref", "oneOf", "anyOf", "allOf"].iter().any(|key| members.contains_key(*key));
            if is_schema {
                members.remove("default");
            }
            members.values_mut().for_each(without_defaults);
        }
        Value::Array(items) => items.iter_mut().for_each(without_defaults),
        _ => {}
    }
}
