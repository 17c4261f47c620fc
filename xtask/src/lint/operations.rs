//! Operations that the client cannot perform as the document says.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{Findings, Rule};
use crate::document::{Message, Node, Operation, Parameter, child, names};

pub(super) fn check(findings: &mut Findings) {
    let document = findings.document;
    let mut ids: HashMap<String, String> = HashMap::new();
    let operations = document.operations();
    for operation in &operations {
        if let Some(id) = operation.node.value["operationId"].as_str() {
            let at = child(&operation.node.at, "operationId");
            let names = [names::method(id), format!("builder::{}", names::builder(id))];
            let mut others = names.map(|name| ids.insert(name, operation.route()));
            if let Some(other) = others.iter_mut().find_map(Option::take) {
                let problem = format!("`{id}` names {other} too: both would be the same method");
                findings.add(Rule::DuplicateOperationId, at, problem, "give one of them another id");
            }
        }
        if operation.servers().value != document.node("/servers").value {
            let problem = format!("{} has servers of its own: the client sends all requests to one", operation.route());
            let fix = "remove them if the document's servers serve it; otherwise describe the operation in a separate document";
            findings.add(Rule::OwnServers, operation.servers().at, problem, fix);
        }
        parameters(findings, operation);
        request(findings, operation);
        responses(findings, operation);
    }
    for (path, item) in document.node("/paths").members().filter(|(path, _)| path.starts_with('/')) {
        if !is_sent_as_it_is(path) {
            let problem = format!("the client would send another path than {path}: this one is not valid in a URL");
            let fix = "percent-encode it, describe what follows `?` as parameters, and leave out `#`, `.` and `..`";
            findings.add(Rule::PathUrl, item.at, problem, fix);
        }
    }
    let base_url = document.base_url().unwrap_or_default();
    if !operations.is_empty() && (!base_url.contains("://") || base_url.contains(['{', '}', '?', '#'])) {
        let problem = format!("the first server, `{base_url}`, is no URL that requests can be sent to");
        let fix = "write an absolute URL, and a default for each variable in it";
        findings.add(Rule::ServerUrl, "/servers", problem, fix);
    }
    for (name, scheme) in document.node("/components/securitySchemes").members() {
        let is = |key: &str, value: &str| scheme.clone().followed().text(key).eq_ignore_ascii_case(value);
        if !(is("type", "http") && is("scheme", "bearer")) {
            let problem = format!("`{name}` is no bearer token, the only credential that the client sends");
            let fix =
                "if the server takes one, write `type: http`, `scheme: bearer`; else make the credential a parameter";
            findings.add(Rule::SecurityScheme, scheme.at, problem, fix);
        }
    }
}

/// Whether a URL keeps a path, whatever its parameters are.
fn is_sent_as_it_is(path: &str) -> bool {
    let mut filled = String::new();
    for (n, part) in path.split('{').enumerate() {
        match part.split_once('}').filter(|_| n > 0) {
            Some((_, rest)) => filled.extend(["x", rest]),
            None => filled.push_str(part),
        }
    }
    url::Url::parse("https://host").is_ok_and(|mut url| {
        url.set_path(&filled);
        url.path() == filled
    })
}

fn parameters(findings: &mut Findings, operation: &Operation) {
    let listed = operation.node.get("parameters").items().chain(operation.item.get("parameters").items());
    for parameter in listed.map(Parameter::of).filter(Parameter::is_ignored) {
        let problem =
            format!("OpenAPI ignores a parameter for the header `{}`, which the client sets itself", parameter.name);
        findings.add(Rule::ReservedHeader, parameter.listed, problem, "remove it");
    }
    for parameter in operation.parameters() {
        let (at, name, place) = (parameter.listed.clone(), parameter.name, parameter.location);
        let mut add = |rule, problem: String, fix: &str| findings.add(rule, &at, problem, fix);
        match place {
            "cookie" => {
                add(
                    Rule::CookieParameter,
                    format!("`{name}` is a cookie, which the client does not send"),
                    "make it a header",
                );
                continue;
            }
            "path" => {
                if !parameter.required {
                    let problem = format!("`{name}` is part of the path but not required");
                    add(Rule::PathParameterOptional, problem, "add `required: true`");
                }
                if !operation.path.contains(&format!("{{{name}}}")) {
                    let problem = format!("the path {} has no `{{{name}}}`", operation.path);
                    add(Rule::ParameterNotInPath, problem, "put it into the path, or say where else it goes");
                }
            }
            _ => {}
        }
        // Refused as such.
        if parameter.node.get("content").is_there() {
            continue;
        }
        let (expected, explode) = if place == "query" { ("form", true) } else { ("simple", false) };
        if parameter.style() != expected || is_array(&parameter) && parameter.explode() != explode {
            let problem =
                format!("`{name}` is not written in the style `{expected}`, the only one that the client writes");
            let fix = format!("write it as `style: {expected}`, `explode: {explode}`");
            add(Rule::ParameterStyle, problem, &fix);
        } else if !is_text(&parameter.schema(), true, 0) {
            let problem = format!("`{name}` can be an object, or any JSON, which is no text for a URL or a header");
            let fix = "make each member a parameter, or describe the text that is sent as `type: string`";
            add(Rule::ParameterObject, problem, fix);
        }
    }
}

fn is_array(parameter: &Parameter) -> bool {
    parameter.schema().parts().iter().any(|part| part.kind() == "array")
}

/// Whether each value of a schema is one text, or an array of such.
fn is_text(schema: &Node, or_array: bool, depth: usize) -> bool {
    let parts = schema.parts();
    let forms: Vec<_> = parts.iter().flat_map(Node::union).collect();
    if !forms.is_empty() {
        return depth < 8 && forms.iter().all(|form| is_text(form, or_array, depth + 1));
    }
    let kinds: Vec<_> = parts.iter().map(Node::kind).filter(|kind| !kind.is_empty()).collect();
    let items = parts.iter().map(|part| part.get("items")).find(Node::is_there);
    match kinds.first() {
        Some(&"array") => or_array && items.is_some_and(|items| is_text(&items, false, depth)),
        Some(&kind) => kind != "object",
        None => false,
    }
}

fn request(findings: &mut Findings, operation: &Operation) {
    let Some(body) = operation.body() else { return };
    let at = child(&child(&operation.node.at, "requestBody"), "content");
    let name = operation.route();
    let count = body.content().count();
    if count > 1 {
        let problem = format!("{name} takes {count} media types, and the client sends one");
        return findings.add(Rule::SeveralRequestMediaTypes, at, problem, "keep the one that the client shall send");
    }
    let (kind, at) = (body.media_type(), child(&at, body.media_type()));
    if kind.to_ascii_lowercase().starts_with("multipart/") || kind.contains('*') || kind.is_empty() {
        let problem = format!("the client cannot send a body of {name} as `{kind}`");
        let fix =
            "name one media type that is sent as it is, such as `application/octet-stream`, or use `application/json`";
        findings.add(Rule::RequestMediaType, at, problem, fix);
    } else if body.form().is_some() {
        let properties = body.model().map(|form| form.properties()).unwrap_or_default();
        if properties.is_empty() || !properties.iter().all(|(_, property)| is_text(property, true, 0)) {
            let problem = format!("the body of {name} is a form whose fields are no texts");
            findings.add(Rule::RequestMediaType, at, problem, "describe it as an object of texts and numbers");
        }
    } else {
        without_schema(findings, &body, &at, &name);
    }
}

/// JSON that no type follows from.
fn without_schema(findings: &mut Findings, message: &Message, at: &str, name: &str) {
    if let Some((kind, _)) = message.json().filter(|(_, media)| !media.get("schema").is_there()) {
        let problem = format!("`{kind}` of {name} has no schema");
        findings.add(Rule::JsonWithoutSchema, at, problem, "add `schema`; `{}` is any JSON");
    }
}

fn responses(findings: &mut Findings, operation: &Operation) {
    let at = child(&operation.node.at, "responses");
    let name = operation.route();
    let mut successes = BTreeMap::new();
    for (status, response) in operation.responses().filter(|(status, _)| status.starts_with('2')) {
        let of = match response.json() {
            Some((_, media)) => media.get("schema").value.to_string(),
            None => response.media_type().to_owned(),
        };
        successes.insert(status, of);
        without_schema(findings, &response, &child(&at, status), &name);
    }
    let list = successes.keys().map(|status| format!("`{status}`")).collect::<Vec<_>>().join(", ");
    if successes.is_empty() {
        let problem = format!("{name} does not say what a success is");
        findings.add(Rule::NoSuccess, at, problem, "add `200`, or `204` if it has no body");
    } else if successes.values().filter(|of| !of.is_empty()).collect::<BTreeSet<_>>().len() > 1 {
        let problem = format!("{name} has more than one type of success ({list}), and the client returns one");
        findings.add(
            Rule::SeveralSuccessTypes,
            at,
            problem,
            "refer to one schema, a union if need be, from all of them",
        );
    }
}
