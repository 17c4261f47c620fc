//! The document against OpenAPI 3.0.
//!
//! Judged: `roas` collects all that it finds (path templates, tags, security schemes, URLs, exclusive keys) and is
//! light, so it does most of this; only its closed list of formats has to be gone around. `oas3` reads 3.1 only; `openapiv3` is what the generator uses, reads without
//! checking, and stops at the first thing that it cannot read. None of them minds a key that OpenAPI does not have
//! (`requried`) or keys beside `$ref`, which are ignored: those are checked here.

use roas::validation::{IGNORE_UNUSED, Options, Validate};
use serde_json::{Value, json};

use super::{Findings, Rule, models::outside_type};
use crate::document::{Kind, Object, child, json_schema, pointer as read_to};

/// What `roas` finds, but for what a rule of our own tells better.
pub(super) fn library(findings: &mut Findings) {
    let document = findings.document;
    let options = IGNORE_UNUSED | Options::IgnoreExternalReferences | Options::IgnoreMissingTags;
    let mut json = document.json.clone();
    prepare(&mut json);
    let problems: Vec<(String, String)> = match serde_path_to_error::deserialize::<_, roas::v3_0::spec::Spec>(json) {
        Ok(spec) => match spec.validate(options, None) {
            Ok(()) => return,
            Err(error) => {
                error.errors.into_iter().map(|error| (pointer(&document.json, &error.path), error.message)).collect()
            }
        },
        Err(error) => vec![(read_to(error.path()), error.inner().to_string())],
    };
    for (at, problem) in problems {
        let told = findings.found.iter().any(|finding| {
            let (long, short) =
                if finding.pointer.len() > at.len() { (&finding.pointer, &at) } else { (&at, &finding.pointer) };
            // The two may name the node or the member of it that is missing.
            let rest = long.strip_prefix(short.as_str());
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/') && rest.matches('/').count() == 1)
        });
        if !told {
            findings.add(Rule::OpenapiStructure, at, problem, "write it as OpenAPI 3.0 does");
        }
    }
}

/// Takes out what `roas` stops at while it reads: formats that the specification does not list, though `format` is
/// open, lists with `null`, and what rules of our own tell.
fn prepare(node: &mut Value) {
    match node {
        Value::Object(members) => {
            let reference = members.contains_key("$ref");
            let listed = members.get("enum").and_then(Value::as_array);
            let outside =
                listed.is_some_and(|values| values.iter().any(Value::is_null) || outside_type(members).count() > 0);
            members.retain(|key, value| {
                // A pattern may look ahead, of which `roas` knows nothing.
                let lawful = key == "pattern" && json_schema::validator(&json!({"pattern": &*value})).is_ok();
                !(key == "format" && value.is_string()
                    || key == "nullable" && reference
                    || key == "enum" && outside
                    || lawful)
            });
            if members.get("in").is_some_and(|place| place == "path") {
                members.insert("required".to_owned(), Value::Bool(true));
            }
            members.values_mut().for_each(prepare);
        }
        Value::Array(items) => items.iter_mut().for_each(prepare),
        _ => {}
    }
}

/// The JSON pointer of a path such as `#.paths[/pets].get`, as far as it leads somewhere.
fn pointer(json: &Value, path: &str) -> String {
    let mut rest = path.strip_prefix('#').unwrap_or(path);
    let mut node = json;
    let mut at = String::new();
    while !rest.is_empty() {
        let inner = &rest[1.min(rest.len())..];
        let end = if rest.starts_with('[') { "]" } else { "" };
        let next = match node {
            Value::Object(members) => members
                .iter()
                .filter(|(key, _)| {
                    let key = key.replace('~', "~0").replace('/', "~1");
                    inner.starts_with(&format!("{key}{end}"))
                })
                .chain(members.iter().filter(|(key, _)| inner.starts_with(&format!("{key}{end}"))))
                .max_by_key(|(key, _)| key.len())
                .map(|(key, value)| (key.clone(), value)),
            Value::Array(items) => inner
                .split([']', '.'])
                .next()
                .and_then(|index| Some((index.to_owned(), items.get(index.parse::<usize>().ok()?)?))),
            _ => None,
        };
        let Some((key, value)) = next else { break };
        let raw = inner.strip_prefix(key.as_str()).or_else(|| inner.strip_prefix(&key.replace('/', "~1")));
        let Some(after) = raw.map(|after| after.strip_prefix(end).unwrap_or(after)) else { break };
        rest = after;
        node = value;
        at = child(&at, &key);
    }
    at
}

/// Keys that OpenAPI does not have where they stand, and keys that a `$ref` hides.
pub(super) fn keys(findings: &mut Findings, objects: &[Object]) {
    for Object { kind, node, .. } in objects {
        let refers = *kind != Kind::Path && node.referred(*kind).is_some();
        for (key, member) in node.members() {
            if refers {
                if key != "$ref" {
                    let problem = format!("`{key}` beside `$ref` is ignored");
                    let fix = match kind {
                        Kind::Schema => "put the reference into an `allOf`, or remove it",
                        _ => "put it where the reference leads, or remove it",
                    };
                    findings.add(Rule::BesideRef, member.at, problem, fix);
                }
            } else if kind.holds(key).is_none() && !key.starts_with("x-") && !(key == "$ref" && *kind == Kind::Path) {
                let problem = format!("`{key}` is not a key that OpenAPI 3.0 has here, so that it is ignored");
                findings.add(
                    Rule::UnknownKey,
                    member.at,
                    problem,
                    "correct it, remove it, or start its name with `x-`",
                );
            }
        }
    }
}
