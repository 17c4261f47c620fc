//! The examples and defaults of the document against their schemas.

use std::collections::HashMap;

use jsonschema::{Draft, Validator};
use serde_json::Value;

use super::{
    Findings, json_schema,
    sites::{DATA, Site},
};
use crate::document::{Document, child};

/// An example: where it stands, where its schema stands, and what it says.
struct Example<'a> {
    at: String,
    schema: String,
    value: &'a Value,
}

pub(super) fn check(findings: &mut Findings, sites: &[Site]) {
    let document = findings.document;
    let mut examples = Vec::new();
    of_media(document, &document.json, String::new(), &mut examples);
    for site in sites {
        for key in ["example", "default"] {
            if let Some(value) = site.schema.get(key) {
                examples.push(Example { at: child(&site.pointer, key), schema: site.pointer.clone(), value });
            }
        }
    }
    // To compile a schema costs more than to check an example, and many parameters have the same one.
    let mut validators = HashMap::new();
    for Example { at, schema, value } in examples {
        let text = document.json.pointer(&schema).map(Value::to_string).unwrap_or_default();
        let validator = validators.entry(text).or_insert_with(|| validator(document, &schema));
        match validator {
            Ok(validator) => {
                for error in validator.iter_errors(value) {
                    let at = format!("{at}{}", error.instance_path().as_str());
                    let problem = format!("the example does not fit its schema: {}", short(&error.to_string()));
                    let fix = "correct the example, or the schema if the example is right";
                    findings.add("example-mismatch", at, problem, fix);
                }
            }
            Err(error) => {
                let problem = format!("the schema cannot be checked against: {}", short(error));
                findings.add("example-mismatch", schema, problem, "correct the schema");
            }
        }
    }
}

fn validator(document: &Document, schema: &str) -> Result<Validator, String> {
    jsonschema::options()
        .with_draft(Draft::Draft4)
        .should_validate_formats(true)
        .should_ignore_unknown_formats(true)
        .build(&json_schema::with_what_it_refers_to(document, schema))
        .map_err(|error| error.to_string())
}

fn short(text: &str) -> String {
    match text.char_indices().nth(200) {
        Some((end, _)) => format!("{} ...", &text[..end]),
        None => text.to_owned(),
    }
}

/// Examples beside a `schema`: of media types, parameters and headers.
fn of_media<'a>(document: &'a Document, node: &'a Value, at: String, examples: &mut Vec<Example<'a>>) {
    match node {
        Value::Object(members) => {
            if let Some(schema) = members.get("schema") {
                let schema_at = match schema["$ref"].as_str().and_then(|to| to.strip_prefix('#')) {
                    Some(component) => component.to_owned(),
                    None => child(&at, "schema"),
                };
                if let Some(value) = members.get("example") {
                    examples.push(Example { at: child(&at, "example"), schema: schema_at.clone(), value });
                }
                for (name, example) in members.get("examples").and_then(Value::as_object).into_iter().flatten() {
                    let at = match example["$ref"].as_str().and_then(|to| to.strip_prefix('#')) {
                        Some(component) => component.to_owned(),
                        None => child(&child(&at, "examples"), name),
                    };
                    if let Some(value) = document.resolved(example).get("value") {
                        examples.push(Example { at: child(&at, "value"), schema: schema_at.clone(), value });
                    }
                }
            }
            for (key, value) in members {
                if key == "default" && at.ends_with("/responses") || !DATA.contains(&key.as_str()) {
                    of_media(document, value, child(&at, key), examples);
                }
            }
        }
        Value::Array(items) => {
            for (i, item) in items.iter().enumerate() {
                of_media(document, item, format!("{at}/{i}"), examples);
            }
        }
        _ => {}
    }
}
