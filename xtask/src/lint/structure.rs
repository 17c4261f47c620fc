//! The document against OpenAPI 3.0.
//!
//! Libraries considered: `roas` collects all that it finds (path templates, tags, security schemes, URLs, exclusive keys)
//! and is light, so it does most of this; only its closed list of formats has to be gone around. `oas3` reads 3.1 only;
//! `openapiv3` is what the generator uses, reads without checking, and stops at the first thing that it cannot read. None
//! of them minds a key that OpenAPI does not have (`requried`) or keys beside `$ref`, which are ignored: those are checked
//! here.

use roas::validation::{IGNORE_UNUSED, Options, Validate};
use serde_json::{Value, json};

use super::{Findings, Rule, models::outside_type};
use crate::document::{Document, Kind, Object, json_schema, pointer as read_to};

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
                error.errors.into_iter().map(|error| (pointer(document, &error.path), error.message)).collect()
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

/// The node that a path such as `#.paths[/pets].get` leads to, as far as there is one.
fn pointer(document: &Document, path: &str) -> String {
    let flat = |path: &str| {
        path.split(['#', '.', '[', ']', '/'])
            .filter(|name| !name.is_empty())
            .fold(String::new(), |flat, name| flat + name + "/")
    };
    let path = flat(path);
    let nodes = document.pointers().filter(|at| path.starts_with(&flat(&at.replace("~1", "/").replace("~0", "~"))));
    nodes.max_by_key(|at| at.len()).unwrap_or_default().to_owned()
}

/// Members that OpenAPI has and the client does nothing with.
const REFUSED: &[(Kind, &str, Rule, &str, &str)] = &[
    (
        Kind::Path,
        "$ref",
        Rule::PathItemRef,
        "a path that is a reference would have the ids of its operations twice",
        "write the operations here",
    ),
    (
        Kind::Schema,
        "discriminator",
        Rule::Discriminator,
        "`discriminator` is ignored: of the forms, the one that fits best counts",
        "give each form a required property with one `enum` value, and remove `discriminator`",
    ),
    (Kind::Schema, "not", Rule::NotSchema, "from `not` no type follows", "say what it is, not what it is not"),
    (
        Kind::Parameter,
        "content",
        Rule::ParameterContent,
        "the client writes no parameter with `content`",
        "use `schema`: JSON in a parameter is `type: string`",
    ),
    (Kind::Media, "encoding", Rule::Encoding, "`encoding` is ignored", "remove it"),
];

/// Keys that OpenAPI does not have where they stand, keys that a `$ref` hides, and those that are refused.
pub(super) fn keys(findings: &mut Findings, objects: &[Object]) {
    for Object { kind, node, .. } in objects {
        let refers = *kind != Kind::Path && node.referred(*kind).is_some();
        for (key, member) in node.members() {
            let refused = REFUSED.iter().find(|(of, refused, ..)| of == kind && *refused == key);
            if refers && key == "$ref" {
                continue;
            } else if refers {
                let problem = format!("`{key}` beside `$ref` is ignored");
                let fix = match kind {
                    Kind::Schema => "put the reference into an `allOf`, or remove it",
                    _ => "put it where the reference leads, or remove it",
                };
                findings.add(Rule::BesideRef, member.at, problem, fix);
            } else if let Some((.., rule, problem, fix)) = refused {
                findings.add(*rule, member.at, *problem, *fix);
            } else if kind.holds(key).is_none() && !key.starts_with("x-") {
                let problem = format!("`{key}` is not a key that OpenAPI 3.0 has here, so that it is ignored");
                let fix = "correct it, remove it, or start its name with `x-`";
                findings.add(Rule::UnknownKey, member.at, problem, fix);
            }
        }
    }
}
