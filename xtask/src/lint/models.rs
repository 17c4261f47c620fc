//! Schemas that no Rust type follows from, or one that would read something else than the document says.

use std::collections::{BTreeSet, HashMap};

use indexmap::IndexMap;
use serde_json::{Map, Value};

use super::{Findings, Rule};
use crate::document::{Kind, Node, Object, child, names};

/// The types that `x-rust-type` can name, with the number of their parameters.
pub(super) const RUST_TYPES: &[(&str, usize)] = &[
    ("intellixent::jiff::civil::Date", 0),
    ("intellixent::wire::Evaluation", 0),
    ("intellixent::wire::Messages", 0),
    ("intellixent::wire::OpenEnum", 1),
    ("intellixent::wire::Timestamp", 0),
    ("intellixent::wire::Transcript", 0),
    ("intellixent::wire::Usd", 0),
    ("intellixent::wire::Variables", 0),
    ("std::collections::BTreeMap", 2),
    ("std::string::String", 0),
    ("std::vec::Vec", 1),
];

pub(super) fn check(findings: &mut Findings, objects: &[Object]) {
    for Object { node, .. } in objects.iter().filter(|object| object.kind == Kind::Schema) {
        if node.reference().is_none() {
            let parts = node.parts();
            let properties = Node::properties_of(&parts);
            schema(findings, node, &parts, &properties);
            whole(findings, node, &parts, &properties);
            let fix = "describe one of them; the other one is kept in `extra`";
            same_names(findings, properties.into_iter(), names::field, fix);
        }
        if node.get("x-rust-type").is_there() {
            rust_type(findings, node);
        }
    }
    let document = findings.document;
    for name in document.schemas_of_answers() {
        let list = document.node("/components/schemas").get(name);
        // Of an enum that a union's form tells itself apart by, one value is all there can be.
        if list.strings().len() > 1 && !list.get("x-rust-type").is_there() {
            let problem = "a value outside the list would be no value of this type";
            let fix = "refer to it through an open enum, which has `anyOf` of it and `type: string`, and `x-rust-type: \
                       {crate: intellixent, version: '*', path: intellixent::wire::OpenEnum, parameters: [a $ref to it]}`";
            findings.add(Rule::ClosedEnumInResponse, list.at, problem, fix);
        }
    }
    unions(findings);
    let schemas = document.node("/components/schemas");
    same_names(findings, schemas.members(), names::type_, "rename one of them");
}

fn schema(findings: &mut Findings, schema: &Node, parts: &[Node], properties: &IndexMap<&str, Node>) {
    let at = &schema.at;
    let is_part = at.rsplit('/').nth(1) == Some("allOf");
    let implied = ["properties", "additionalProperties", "items"].into_iter();
    let mut implied = implied.filter(|key| parts.iter().any(|part| has_any(part, &[key])));
    if !is_part
        && parts.iter().all(|part| part.text("type").is_empty())
        && let Some(key) = implied.next()
    {
        let kind = if key == "items" { "array" } else { "object" };
        let problem = format!("`{key}` without a `type` also allows every value that is not an {kind}");
        findings.add(Rule::TypeNotStated, at, problem, format!("add `type: {kind}`"));
    }
    for value in schema.value.as_object().into_iter().flat_map(outside_type) {
        let problem = format!("`{value}` is not of the type `{}`: no value is both", schema.text("type"));
        let fix =
            if value.is_null() { "add `nullable: true`, or remove it" } else { "write it as that, or correct `type`" };
        findings.add(Rule::EnumOutsideType, child(at, "enum"), problem, fix);
    }
    for name in schema.get("required").items() {
        if let Some(text) = name.value.as_str().filter(|text| !properties.contains_key(text)) {
            let problem = format!("`{text}` is required but not among the properties, so that it has no field");
            let fix = "describe the property, or do not require it";
            findings.add(Rule::RequiredWithoutProperty, name.at, problem, fix);
        }
    }
}

/// What a schema says beside its forms, and what its parts say against each other.
fn whole(findings: &mut Findings, schema: &Node, parts: &[Node], properties: &IndexMap<&str, Node>) {
    let unions = parts.iter().filter(|part| has_any(part, &["oneOf", "anyOf"])).count();
    let beside = || parts.iter().any(|part| has_any(part, &["properties", "additionalProperties", "items", "enum"]));
    if unions > 0 && !schema.get("x-rust-type").is_there() && (unions > 1 || beside()) {
        let problem = "the client would ignore what stands beside the forms of this union";
        let fix = "say it in each form, or give the union a property of its own";
        findings.add(Rule::BesideUnion, &schema.at, problem, fix);
    }
    if !schema.get("allOf").is_there() {
        return;
    }
    let mut kinds: Vec<_> = parts.iter().map(Node::kind).filter(|kind| !kind.is_empty()).collect();
    kinds.sort_unstable();
    kinds.dedup();
    if kinds.len() > 1 && kinds != ["integer", "number"] {
        let problem = format!("no value is both {}", kinds.join(" and "));
        findings.add(Rule::ContradictingParts, &schema.at, problem, "keep the part that is right");
    }
    let without_words = |property: &Node| {
        let words = ["description", "title", "example", "deprecated", "readOnly", "writeOnly", "default"];
        property.value.as_object().is_some_and(|members| members.keys().all(|key| words.contains(&key.as_str())))
    };
    let others = parts.iter().flat_map(|part| part.get("properties").members());
    let contradicted: BTreeSet<_> = others
        .filter(|(name, other)| {
            let property = &properties[name];
            other.value != property.value && !without_words(other) && !same_type(other, property)
        })
        .map(|(name, _)| name)
        .collect();
    for name in contradicted {
        let problem = format!("`{name}` is described by two parts, as two things");
        findings.add(Rule::ContradictingParts, &schema.at, problem, "describe it in one of them");
    }
}

fn has_any(schema: &Node, keys: &[&str]) -> bool {
    keys.iter().any(|key| schema.value.get(key).is_some())
}

/// Whether two schemas are of one type, whatever else they say.
fn same_type(a: &Node, b: &Node) -> bool {
    let plain = |schema: &Node| schema.value.as_object().is_some_and(|schema| schema.contains_key("type"));
    let key = |schema: &Node, key| schema.get(key).value.clone();
    plain(a) && plain(b) && ["type", "format", "items", "properties", "enum"].iter().all(|of| key(a, of) == key(b, of))
}

/// `x-rust-type` must name a type that there is: else the client would not compile, or read something else.
fn rust_type(findings: &mut Findings, schema: &Node) {
    let named = schema.get("x-rust-type");
    let path = named.text("path");
    let parameters: Vec<_> = named.get("parameters").items().collect();
    let of_crate = path.split("::").next() == Some(named.text("crate"));
    let schemas = schema.document.node("/components/schemas");
    let is_generated = |name: &str| schemas.members().any(|(schema, _)| names::type_(schema) == name);
    let known = RUST_TYPES.iter().any(|(known, count)| *known == path && *count == parameters.len())
        || path.strip_prefix("intellixent::types::").is_some_and(is_generated) && parameters.is_empty();
    let is_list = |schema: &Node| !schema.clone().followed().strings().is_empty();
    let fits = match path {
        "intellixent::wire::OpenEnum" => parameters.iter().all(|list| list.reference().is_some() && is_list(list)),
        "std::collections::BTreeMap" => parameters.first().is_some_and(|name| name.value["type"] == "string"),
        _ => true,
    };
    if !(of_crate && known && fits && named.value["version"].is_string()) {
        let problem = "`x-rust-type` names no type that the client has";
        let fix = "write `{crate: intellixent, version: '*', path: intellixent::wire::...}` with a type of that module; \
                   `OpenEnum` has `parameters` with one reference, to an `enum` of strings";
        findings.add(Rule::XRustType, named.at, problem, fix);
    }
}

/// The values of a list that `type` does not have.
pub(super) fn outside_type(schema: &Map<String, Value>) -> impl Iterator<Item = &Value> {
    let fits = |value: &Value| match schema.get("type").and_then(Value::as_str) {
        _ if value.is_null() => schema.get("nullable") == Some(&Value::Bool(true)),
        Some("string") => value.is_string(),
        Some("boolean") => value.is_boolean(),
        Some("integer") => value.is_i64() || value.is_u64(),
        Some("number") => value.is_number(),
        Some("array") => value.is_array(),
        Some("object") => value.is_object(),
        _ => true,
    };
    schema.get("enum").and_then(Value::as_array).into_iter().flatten().filter(move |value| !fits(value))
}

/// Unions that are one of their own forms, directly or through other schemas.
fn unions(findings: &mut Findings) {
    for (name, at) in findings.document.endless() {
        let problem = format!("`{name}` is one of its own forms: the client would look for its end for ever");
        let fix = "leave the form out, or put it into a property or a list";
        findings.add(Rule::UnionOfItself, at, problem, fix);
    }
}

/// Names that are one name in Rust.
fn same_names<'a>(
    findings: &mut Findings,
    members: impl Iterator<Item = (&'a str, Node<'a>)>,
    in_rust: fn(&str) -> String,
    fix: &str,
) {
    let mut seen = HashMap::new();
    for (name, member) in members {
        if let Some(other) = seen.insert(in_rust(name), name) {
            let problem = format!("`{other}` and `{name}` would be one name in Rust");
            findings.add(Rule::NamesDifferInCase, member.at, problem, fix);
        }
    }
}
