//! The generator's limits on operations: what progenitor 0.15 panics on, refuses, or gives no type for.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{Findings, Rule};
use crate::document::{Node, Operation, Parameter, child, names};

pub(super) fn check(findings: &mut Findings) {
    for (path, item) in findings.document.json["paths"].as_object().into_iter().flatten() {
        if item.get("$ref").is_some() {
            let problem = format!("the path {path} is a reference, which the generator refuses");
            findings.add(Rule::PathItemRef, child("/paths", path), problem, "write the operations here");
        }
    }
    let mut ids: HashMap<String, String> = HashMap::new();
    for operation in findings.document.operations() {
        if let Some(id) = operation.node.value["operationId"].as_str() {
            let at = child(&operation.node.at, "operationId");
            if let Some(other) = ids.insert(names::method(id), operation.route()) {
                let problem = format!("`{id}` names {other} too: both would be the same method");
                findings.add(Rule::DuplicateOperationId, at, problem, "give one of them another id");
            }
        }
        parameters(findings, &operation);
        request(findings, &operation);
        responses(findings, &operation);
    }
}

fn parameters(findings: &mut Findings, operation: &Operation) {
    let mut seen: BTreeMap<String, (&str, String)> = BTreeMap::new();
    for owner in [&operation.item, &operation.node] {
        for parameter in owner.get("parameters").items().map(Parameter::of) {
            let (at, name, place) = (parameter.listed.clone(), parameter.name, parameter.location);
            // The same name in the same place, once on the path and once on the operation, is an override.
            if let Some((other, first)) = seen.insert(names::setter(name), (place, at.clone()))
                && (other != place || first.starts_with(&child(&owner.at, "parameters")))
            {
                let problem =
                    format!("two parameters would both be `{name}` in Rust; the generator keeps one or repeats a name");
                findings.add(
                    Rule::ParametersShareAName,
                    &at,
                    problem,
                    "ask the vendor for another name, or leave out one",
                );
            }
            let (expected, explode) = match place {
                "query" => ("form", true),
                _ => ("simple", false),
            };
            match place {
                "cookie" => {
                    let problem = format!("`{name}` is a cookie, which the generator refuses");
                    findings.add(Rule::CookieParameter, &at, problem, "send it as a header");
                    continue;
                }
                "path" => {
                    if !parameter.required {
                        let problem = format!("`{name}` is part of the path but not required: the generator panics");
                        findings.add(Rule::PathParameterOptional, &at, problem, "add `required: true`");
                    }
                    if !operation.path.contains(&format!("{{{name}}}")) {
                        let problem = format!(
                            "the path {} has no `{{{name}}}`: the generator drops it or panics",
                            operation.path
                        );
                        findings.add(
                            Rule::ParameterNotInPath,
                            &at,
                            problem,
                            "put it into the path, or say where else it goes",
                        );
                    }
                }
                _ => {}
            }
            let plural = matches!(parameter.schema().followed().text("type"), "array" | "object");
            if parameter.style() != expected || plural && parameter.explode() != explode {
                let problem =
                    format!("`{name}` is not written in the style `{expected}`, the only one that the generator knows");
                findings.add(
                    Rule::ParameterStyle,
                    &at,
                    problem,
                    format!("write it as `style: {expected}`, `explode: {explode}`"),
                );
            }
            if parameter.node.get("content").is_there() {
                let problem = format!("`{name}` has `content`, which the generator refuses");
                findings.add(Rule::ParameterContent, &at, problem, "use `schema`");
            }
        }
    }
}

fn request(findings: &mut Findings, operation: &Operation) {
    let Some(body) = operation.body() else { return };
    let content: Vec<_> = body.content().collect();
    let at = child(&child(&operation.node.at, "requestBody"), "content");
    let name = operation.route();
    if content.len() > 1 {
        let problem = format!("{name} takes {} media types: the generator panics on more than one", content.len());
        return findings.add(Rule::SeveralRequestMediaTypes, at, problem, "keep the one that the client shall send");
    }
    for (kind, media) in content {
        let at = child(&at, kind);
        let schema = media.get("schema").followed().value;
        let bare = |format: Option<&str>| {
            schema["type"] == "string"
                && schema["format"].as_str() == format
                && !["nullable", "default", "pattern", "enum", "minLength", "maxLength"]
                    .iter()
                    .any(|key| schema.get(key).is_some())
        };
        let known = match kind.split(';').next().unwrap_or_default().trim() {
            "application/json" | "application/x-www-form-urlencoded" => true,
            "application/octet-stream" => bare(Some("binary")),
            "text/plain" | "text/x-markdown" => bare(None),
            _ => false,
        };
        if !media.get("schema").is_there() {
            let problem = format!("the body of {name} has no schema: the generator refuses it");
            findings.add(Rule::RequestWithoutSchema, &at, problem, "add `schema`; `{}` is any JSON");
        } else if !known {
            let problem = format!("the generator cannot send `{kind}` with this schema");
            let fix = "use `application/json`, or bytes (`string` of format `binary`) as `application/octet-stream`";
            findings.add(Rule::RequestMediaType, &at, problem, fix);
        }
        encoding(findings, &media, &at);
    }
}

fn encoding(findings: &mut Findings, media: &Node, at: &str) {
    if media.get("encoding").members().next().is_some() {
        let problem = "`encoding`, which the generator panics on";
        findings.add(Rule::Encoding, child(at, "encoding"), problem, "remove it");
    }
}

fn responses(findings: &mut Findings, operation: &Operation) {
    let at = child(&operation.node.at, "responses");
    let name = operation.route();
    let mut successes = BTreeMap::new();
    let mut errors = BTreeMap::new();
    let mut default = None;
    for (status, response) in operation.responses() {
        let at = child(&at, status);
        let mut content = response.content().peekable();
        let json = response.json();
        let has_content = content.peek().is_some();
        if let Some((kind, media)) = &json {
            if !media.get("schema").is_there() {
                let problem = format!("{status} of {name} is JSON without a schema: the generator panics");
                let fix = "add `schema`; `{}` is any JSON";
                findings.add(Rule::JsonWithoutSchema, child(&child(&at, "content"), kind), problem, fix);
                continue;
            }
            encoding(findings, media, &at);
        } else if let Some((kind, _)) = content.next() {
            let problem = format!("{status} of {name} is `{kind}`: the generator gives a stream of bytes, not a type");
            let fix = "describe it as `application/json` if it is JSON; otherwise have the caller read the stream, \
                       outside this document";
            findings.add(Rule::UntypedMediaType, &at, problem, fix);
        }
        // As the generator tells types apart: a named schema by its name.
        let kind = match (json, has_content) {
            (Some((_, media)), _) => media.value["schema"].to_string(),
            (None, true) => "bytes".to_owned(),
            (None, false) => "nothing".to_owned(),
        };
        match status.as_bytes().first() {
            Some(b'2') => drop(successes.insert(status, kind)),
            Some(b'1' | b'3' | b'4' | b'5') => drop(errors.insert(status, kind)),
            _ => default = Some(kind),
        }
    }
    if let Some(kind) = default {
        let covered = successes.keys().any(|status| status.eq_ignore_ascii_case("2XX"));
        if !successes.is_empty() && !covered && successes.values().any(|success| *success != kind) {
            let problem = format!(
                "{name} has `default` beside {}: the generator takes both for the success and panics",
                list(successes.keys())
            );
            findings.add(
                Rule::DefaultBesideSuccess,
                child(&at, "default"),
                problem,
                "write `4XX` and `5XX` in its place",
            );
        } else {
            errors.insert("default", kind);
        }
    }
    for (rule, found, what) in
        [(Rule::SeveralSuccessTypes, &successes, "success"), (Rule::SeveralErrorSchemas, &errors, "error")]
    {
        if found.values().collect::<BTreeSet<_>>().len() > 1 {
            let problem =
                format!("{name} has more than one type of {what} ({}): the generator panics", list(found.keys()));
            let fix = match what {
                "error" => "refer to one schema from all of them",
                _ => "refer to one schema, a union if need be, from all of them",
            };
            findings.add(rule, &at, problem, fix);
        }
    }
}

fn list<'a>(names: impl Iterator<Item = &'a &'a str>) -> String {
    names.map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}
