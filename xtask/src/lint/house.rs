//! What this project asks of its document beyond OpenAPI: everything has a name and a description.

use super::{
    Findings, Rule,
    sites::{Role, Site},
};
use crate::document::child;

pub(super) fn check(findings: &mut Findings, sites: &[Site]) {
    operations(findings);
    schemas(findings, sites);
}

fn operations(findings: &mut Findings) {
    let document = findings.document;
    for operation in document.operations() {
        let node = operation.node.value;
        let text = |key: &str| node[key].as_str().is_some_and(|text| !text.trim().is_empty());
        let name = operation.route();
        let at = &operation.node.at;
        if !text("operationId") {
            let problem = format!("{name} has no `operationId`, which the generator refuses: it is the method's name");
            findings.add(Rule::OperationId, at, problem, "add `operationId`, as `get_call`");
        }
        if !text("summary") {
            let problem = format!("{name} has no `summary`, the first line of the method's docs");
            findings.add(Rule::OperationSummary, at, problem, "add `summary`: what it does, in a few words");
        }
        if !text("description") {
            let problem = format!("{name} has no `description`");
            findings.add(Rule::OperationDescription, at, problem, "add `description`: what it gives, and what to know");
        }
        if node["tags"].as_array().is_none_or(Vec::is_empty) {
            findings.add(
                Rule::OperationTag,
                at,
                format!("{name} has no tag"),
                "add `tags` with one of the tags at the top",
            );
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

fn schemas(findings: &mut Findings, sites: &[Site]) {
    for site in sites {
        let schema = site.schema;
        if site.role == Role::Property {
            let target = findings.document.resolved(schema);
            let described = target["description"].as_str();
            // A reference that leads nowhere has a rule of its own.
            if !target.is_null() && described.is_none_or(|text| text.trim().is_empty()) {
                let name = site.pointer.rsplit('/').next().unwrap_or_default();
                let problem = format!("the property `{name}` has no `description`");
                findings.add(
                    Rule::PropertyDescription,
                    &site.pointer,
                    problem,
                    "add `description`, here or where it refers to",
                );
            }
        }
        if site.role != Role::Component && !site.hand_written_form {
            let is = |key: &str| schema.get(key).is_some();
            // A lone `allOf` is how a description or `nullable` is put beside a reference.
            let wraps = schema["allOf"].as_array().is_some_and(|forms| forms.len() == 1);
            let what = if is("enum") {
                "an enum"
            } else if is("oneOf") || is("anyOf") || is("allOf") && !wraps {
                "a union"
            } else if schema["type"] == "object" || is("properties") || is("additionalProperties") {
                "an object"
            } else {
                continue;
            };
            let problem =
                format!("{what} without a name: the generator would invent one, and a reader cannot refer to it");
            findings.add(Rule::InlineSchema, &site.pointer, problem, "move it to `components/schemas` and refer to it");
        }
    }
}
