//! The document as the generator is given it: of each schema, just what its Rust type follows from, and of each operation,
//! just its parameters, its body and its answer. The methods are written from the document itself, in `client` and `mocks`.
//!
//! So the generator sees only what it is known to take: no route, status or default; no limit on a value but the
//! `minimum: 0` of an unsigned integer; no `allOf` but around the one schema of a place that may be `null`; no union but
//! `oneOf`; and `null` only where a value stands and never in a named schema.

use std::collections::HashSet;

use anyhow::{Context, Result};
use openapiv3::OpenAPI;
use serde_json::{Map, Value, json};

use super::prose;
use crate::document::{Document, Node, Operation, names};

/// The document in the form that the generator knows.
pub(super) fn lower(document: &Document) -> Result<OpenAPI> {
    let lower = Lower { sent: document.schemas_of_requests(), received: document.schemas_of_answers() };
    let schemas = document.node("/components/schemas");
    // What names a type of its own stands where it is referred to: else the generator would wrap it in another one.
    let made = schemas.members().filter(|(_, schema)| !schema.clone().followed().get("x-rust-type").is_there());
    let schemas: Map<_, _> = made.map(|(name, schema)| (name.to_owned(), lower.component(name, &schema))).collect();
    let operations = document.operations();
    let paths: Map<_, _> = operations
        .iter()
        .map(|operation| (format!("/{}", names::method(operation.id())), json!({"post": lower.operation(operation)})))
        .collect();
    let json = json!({
        "openapi": "3.0.3", "info": {"title": "", "version": ""}, "paths": paths, "components": {"schemas": schemas},
    });
    serde_json::from_value(json).with_context(|| format!("{}: not OpenAPI 3.0", document.name))
}

struct Lower<'a> {
    /// The schemas that are part of a request.
    sent: HashSet<&'a str>,
    /// The schemas that are part of an answer.
    received: HashSet<&'a str>,
}

impl Lower<'_> {
    fn operation(&self, operation: &Operation<'_>) -> Value {
        // Each is a query parameter to the generator: the type of a parameter does not depend on where it goes. `null` has
        // no form there.
        let parameters = operation.parameters().into_iter().map(|parameter| {
            let schema = self.value(&parameter.schema());
            json!({"name": parameter.setter, "in": "query", "required": true, "schema": schema})
        });
        let content =
            |schema: Option<Value>| schema.map_or(json!({}), |schema| json!({"application/json": {"schema": schema}}));
        let success = operation.success().and_then(|success| success.json()).map(|(_, media)| media.get("schema"));
        let answer = content(success.map(|schema| self.place(&schema)));
        let mut lowered = json!({
            "operationId": operation.id(),
            "parameters": parameters.collect::<Vec<_>>(),
            "responses": {"200": {"description": "", "content": answer}},
        });
        if let Some(body) = operation.body().and_then(|body| body.model()) {
            lowered["requestBody"] = json!({"content": content(Some(self.value(&body)))});
        }
        lowered
    }

    fn component(&self, name: &str, schema: &Node<'_>) -> Value {
        let mut lowered = self.value(schema);
        if let Some(Value::Array(values)) = lowered.get_mut("enum") {
            *values = names::variants(&schema.strings()).into_iter().map(Value::from).collect();
        }
        if let Some(required) = lowered.get_mut("required").and_then(Value::as_array_mut) {
            // Each side leaves out what only the other one sends.
            let one_sided = |key, side: &HashSet<&str>| side.contains(name).then_some(key);
            let sides = [one_sided("readOnly", &self.sent), one_sided("writeOnly", &self.received)];
            let properties = schema.properties();
            required.retain(|name| {
                let property = name.as_str().and_then(|name| properties.get(name));
                property
                    .is_some_and(|property| !sides.iter().flatten().any(|key| property.clone().followed().flag(key)))
            });
        }
        let text = prose::markdown(schema.clone().followed().text("description"));
        if !text.is_empty() && lowered.get("$ref").is_none() {
            lowered["description"] = text.into();
        }
        lowered
    }

    /// The schema of a place where a value stands, which may be `null` if the document says so.
    fn place(&self, schema: &Node<'_>) -> Value {
        match self.value(schema) {
            Value::Object(any) if any.is_empty() => any.into(),
            value if schema.takes_null() => json!({"nullable": true, "allOf": [value]}),
            value => value,
        }
    }

    /// The schema of a value that is not `null`.
    ///
    /// Limits on a value are the server's to check: they must not make a type of their own. A default is what a server
    /// assumes in place of a member that is absent, and no reason to send it.
    fn value(&self, schema: &Node<'_>) -> Value {
        let named = schema.clone().followed().get("x-rust-type");
        if named.is_there() {
            let parameters: Vec<_> = named.get("parameters").items().map(|parameter| self.value(&parameter)).collect();
            let mut named = named.value.clone();
            named["parameters"] = parameters.into();
            return json!({"type": "string", "x-rust-type": named});
        }
        if let Some(to) = schema.reference() {
            return json!({"$ref": to});
        }
        let parts = schema.parts();
        let forms = schema.union();
        if !forms.is_empty() {
            let forms = forms.iter().map(|form| {
                let mut value = self.value(form);
                // The title is the name of the variant.
                if value.get("$ref").is_none() && form.get("title").is_there() {
                    value["title"] = form.text("title").into();
                }
                value
            });
            return json!({"oneOf": forms.collect::<Vec<_>>()});
        }
        // What only describes a part, or says that it may be `null`, makes no type of it.
        if let [part] = &*schema.get("allOf").items().collect::<Vec<_>>()
            && schema.kind().is_empty()
        {
            return self.value(part);
        }
        match parts.iter().map(Node::kind).find(|kind| !kind.is_empty()).unwrap_or_default() {
            "object" => self.object(schema),
            "array" => {
                let items = parts.iter().map(|part| part.get("items")).find(Node::is_there);
                json!({"type": "array", "items": items.map_or(json!({}), |items| self.place(&items))})
            }
            "string" => string(&parts),
            "integer" => integer(&parts),
            "number" => json!({"type": "number"}),
            "boolean" => json!({"type": "boolean"}),
            _ => json!({}),
        }
    }

    fn object(&self, schema: &Node<'_>) -> Value {
        let properties = schema.properties();
        if properties.is_empty() {
            let parts = schema.parts();
            let members = parts.iter().map(|part| part.get("additionalProperties")).find(|of| of.value.is_object());
            return json!({"type": "object", "additionalProperties": members.map_or(json!({}), |of| self.place(&of))});
        }
        let lowered: Map<_, _> =
            properties.iter().map(|(name, property)| ((*name).to_owned(), self.place(property))).collect();
        let mut required: Vec<_> = schema.required().into_iter().filter(|name| lowered.contains_key(*name)).collect();
        required.sort_unstable();
        json!({"type": "object", "properties": lowered, "required": required, "additionalProperties": {}})
    }
}

fn string(parts: &[Node<'_>]) -> Value {
    if let Some(listed) = parts.iter().find(|part| !part.strings().is_empty()) {
        return json!({"type": "string", "enum": listed.strings()});
    }
    let mut types = parts.iter().filter_map(|part| match part.text("format") {
        "date" => Some("intellixent::jiff::civil::Date"),
        "date-time" => Some("intellixent::wire::Timestamp"),
        _ => None,
    });
    match types.next_back() {
        Some(path) => {
            json!({"type": "string", "x-rust-type": {"crate": "intellixent", "version": "*", "path": path}})
        }
        None => json!({"type": "string"}),
    }
}

fn integer(parts: &[Node<'_>]) -> Value {
    let small = parts.iter().any(|part| part.text("format").ends_with("32"));
    let unsigned = parts.iter().any(|part| {
        part.text("format").starts_with("uint") || part.value["minimum"].as_f64().is_some_and(|minimum| minimum >= 0.0)
    });
    match (unsigned, small) {
        (true, true) => json!({"type": "integer", "format": "uint32", "minimum": 0}),
        (true, false) => json!({"type": "integer", "format": "uint64", "minimum": 0}),
        (false, true) => json!({"type": "integer", "format": "int32"}),
        (false, false) => json!({"type": "integer", "format": "int64"}),
    }
}
