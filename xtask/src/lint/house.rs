//! What this project asks of its document beyond OpenAPI: everything has a name and a description.

use serde_json::Value;

use super::{Findings, Rule};
use crate::document::{Kind, Object, child};

pub(super) fn check(findings: &mut Findings, objects: &[Object]) {
    operations(findings);
    schemas(findings, objects);
}

/// What each operation is asked to say.
const ASKED: &[(&str, Rule, &str, &str)] = &[
    (
        "operationId",
        Rule::OperationId,
        "`operationId`, which the generator refuses: it is the method's name",
        "add `operationId`, as `get_call`",
    ),
    (
        "summary",
        Rule::OperationSummary,
        "`summary`, the first line of the method's docs",
        "add `summary`: what it does, in a few words",
    ),
    ("description", Rule::OperationDescription, "`description`", "add `description`: what it gives, and what to know"),
    ("tags", Rule::OperationTag, "tag", "add `tags` with one of the tags at the top"),
];

fn operations(findings: &mut Findings) {
    let document = findings.document;
    for operation in document.operations() {
        let (node, name, at) = (operation.node.value, operation.route(), &operation.node.at);
        for (key, rule, problem, fix) in ASKED {
            let said = match &node[*key] {
                Value::String(text) => !text.trim().is_empty(),
                Value::Array(items) => !items.is_empty(),
                _ => false,
            };
            if !said {
                findings.add(*rule, at, format!("{name} has no {problem}"), *fix);
            }
        }
        if node.get("security").or(document.json.get("security")).is_none() {
            let problem = format!("{name} does not say whether it needs a key");
            findings.add(Rule::OperationSecurity, at, problem, "add `security` to the operation or to the document");
        }
        for range in ["4XX", "5XX"] {
            let response =
                [range, &range.to_lowercase(), "default"].into_iter().find_map(|range| operation.response(range));
            let body = response.and_then(|response| response.json());
            if !body.is_some_and(|(_, media)| media.value["schema"].is_object()) {
                let problem = format!("{name} does not say what the body of a {range} answer is");
                let fix = format!("add `{range}` with the schema that all errors share");
                findings.add(Rule::ErrorResponses, child(at, "responses"), problem, fix);
            }
        }
    }
}

fn schemas(findings: &mut Findings, objects: &[Object]) {
    for object in objects.iter().filter(|object| object.kind == Kind::Schema) {
        let (schema, above) = (&object.node, &objects[object.parent]);
        if object.slot == "properties" {
            let target = schema.clone().followed();
            // A reference that leads nowhere has a rule of its own.
            if target.is_there() && [schema, &target].iter().all(|said| said.text("description").trim().is_empty()) {
                let name = schema.at.rsplit('/').next().unwrap_or_default();
                let problem = format!("the property `{name}` has no `description`");
                let fix = "add `description`, here or where it refers to";
                findings.add(Rule::PropertyDescription, &schema.at, problem, fix);
            }
        }
        // The forms and parameters of a hand-written type make no types of their own.
        let hand_written = above.kind == Kind::RustType || above.node.get("x-rust-type").is_there();
        // Nor does a part of another schema.
        let is_part = object.slot == "allOf" || hand_written && object.slot != "properties";
        if above.kind != Kind::Components && !is_part {
            let is = |key: &str| schema.get(key).is_there();
            let has_fields = || !schema.properties().is_empty();
            let what = if !schema.strings().is_empty() {
                "an enum"
            } else if is("oneOf") || is("anyOf") {
                "a union"
            } else if is("properties") || schema.get("allOf").items().count() > 1 && has_fields() {
                "an object"
            } else {
                continue;
            };
            let problem =
                format!("{what} without a name: the generator would invent one, and a reader cannot refer to it");
            findings.add(Rule::InlineSchema, &schema.at, problem, "move it to `components/schemas` and refer to it");
        }
    }
}
