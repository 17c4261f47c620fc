//! The examples and defaults of the document against their schemas.

use std::collections::HashMap;

use super::{Findings, Rule};
use crate::document::{Kind, Node, Object, json_schema};

pub(super) fn check(findings: &mut Findings, objects: &[Object]) {
    // An example: its value, and the schema that it must fit.
    let mut examples = Vec::new();
    for Object { kind, node, .. } in objects {
        match kind {
            Kind::Schema => examples.extend(["example", "default"].map(|key| (node.get(key), node.clone()))),
            Kind::Parameter | Kind::Header | Kind::Media if node.get("schema").is_there() => {
                examples.extend(node.examples().into_iter().map(|example| (example.value, node.get("schema"))));
            }
            _ => {}
        }
    }
    examples.retain(|(value, _)| findings.document.json.pointer(&value.at).is_some());
    // To compile a schema costs more than to check an example, and many parameters have the same one.
    let mut validators = HashMap::new();
    for (Node { at, value, .. }, schema) in examples {
        let schema = schema.followed();
        let validator = validators
            .entry(schema.value.to_string())
            .or_insert_with(|| json_schema::validator(&json_schema::with_what_it_refers_to(&schema)));
        match validator {
            Ok(validator) => {
                for error in validator.iter_errors(value) {
                    let at = format!("{at}{}", error.instance_path().as_str());
                    let problem = format!("the example does not fit its schema: {}", short(&error.to_string()));
                    let fix = "correct the example, or the schema if the example is right";
                    findings.add(Rule::ExampleMismatch, at, problem, fix);
                }
            }
            Err(error) => {
                let problem = format!("the schema cannot be checked against: {}", short(error));
                findings.add(Rule::ExampleMismatch, schema.at, problem, "correct the schema");
            }
        }
    }
}

fn short(text: &str) -> String {
    match text.char_indices().nth(200) {
        Some((end, _)) => format!("{} ...", &text[..end]),
        None => text.to_owned(),
    }
}
