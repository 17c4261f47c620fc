//! The generator's limits on schemas: what typify panics on, what it weakens in silence, and what would make the
//! client refuse a response that the server may well send.
//!
//! Schemas below `x-rust-type` are left out where the generator does not look at them.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::{Findings, Rule, sites::Site};
use crate::document::{child, names};

pub(super) fn check(findings: &mut Findings, sites: &[Site]) {
    for site in sites {
        let has = |key: &str| site.schema.get(key).is_some();
        if has("$ref") {
            if has("nullable") {
                let problem = "`nullable` beside `$ref` is ignored: `null` would not decode";
                let fix = "put `nullable: true` into the schema that it refers to";
                findings.add(Rule::NullableBesideRef, &site.pointer, problem, fix);
            }
            continue;
        }
        schema(findings, site);
        if site.response && !site.hand_written {
            received(findings, site);
        }
    }
    unions(findings);
    same_names(findings);
}

fn schema(findings: &mut Findings, site: &Site) {
    let schema = site.schema;
    let at = &site.pointer;
    let has = |key: &str| schema.get(key).is_some();
    if schema["nullable"] == Value::Bool(true) && !has("type") {
        let problem = "`nullable` without `type` is ignored, or makes another type of it";
        findings.add(Rule::NullableWithoutType, at, problem, "add `type`, or `nullable` to one of the forms");
    }
    if has("discriminator") {
        let problem = "`discriminator` is ignored: the first form that fits wins";
        let fix = "give each form a required property with one `enum` value, and remove `discriminator`";
        findings.add(Rule::Discriminator, child(at, "discriminator"), problem, fix);
    }
    if has("not") {
        let problem = "`not` is beyond the generator: it panics, or makes a type that callers cannot read";
        findings.add(Rule::NotSchema, child(at, "not"), problem, "say what it is, not what it is not");
    }
    for bound in ["Minimum", "Maximum"] {
        let exclusive = format!("exclusive{bound}");
        if schema[&exclusive] == Value::Bool(true) && !has(&bound.to_lowercase()) {
            let problem =
                format!("`{exclusive}` without `{}` says nothing; the generator can panic on it", bound.to_lowercase());
            findings.add(Rule::ExclusiveBoundAlone, child(at, &exclusive), problem, "add the bound, or remove it");
        }
    }
    for value in schema.as_object().into_iter().flat_map(outside_type) {
        let kind = schema["type"].as_str().unwrap_or_default();
        let problem =
            format!("`{value}` is not of the type `{kind}`: the generator refuses it, or makes no type of it");
        let fix =
            if value.is_null() { "add `nullable: true`, or remove it" } else { "write it as that, or correct `type`" };
        findings.add(Rule::EnumOutsideType, child(at, "enum"), problem, fix);
    }
    let values: Vec<_> = schema["enum"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    for (first, second) in names::clash(&values) {
        let problem = format!("`{first}` and `{second}` would be one variant in Rust");
        let fix = "keep one of them, in an open enum that takes the other as it comes";
        findings.add(Rule::EnumValuesDifferInCase, child(at, "enum"), problem, fix);
    }
    let document = findings.document;
    let known = |name: &str| {
        let inherited = schema["allOf"].as_array().into_iter().flatten();
        let mut all = inherited.map(|form| document.resolved(form)).chain([schema]);
        all.any(|schema| schema["properties"].get(name).is_some())
    };
    for (i, name) in schema["required"].as_array().into_iter().flatten().enumerate() {
        if let Some(name) = name.as_str().filter(|name| !known(name)) {
            let problem = format!("`{name}` is required but not among the properties: it becomes a field of any JSON");
            findings.add(
                Rule::RequiredWithoutProperty,
                format!("{at}/required/{i}"),
                problem,
                "describe the property, or do not require it",
            );
        }
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

/// What would make the client stricter than the server.
fn received(findings: &mut Findings, site: &Site) {
    let schema = site.schema;
    let at = &site.pointer;
    if schema.get("x-rust-type").is_some() {
        return;
    }
    let extras = schema.get("additionalProperties");
    let is_object = schema["type"] == "object" || schema.get("properties").is_some();
    // A form of `allOf` is part of another object.
    if is_object && !at.contains("/allOf/") && (extras.is_none() || extras.is_some_and(Value::is_boolean)) {
        let what = match extras {
            Some(Value::Bool(false)) => "the client refuses a response with a field that is new",
            _ => "the generator drops the fields that the document does not know",
        };
        findings.add(Rule::AdditionalPropertiesDropped, at, what, "write `additionalProperties: {}`, which keeps them");
    }
    // Of an enum that a union's form tells itself apart by, one value is all there can be.
    if schema["enum"].as_array().is_some_and(|values| values.len() > 1) {
        let problem = "a value outside the list would make the client refuse the whole response";
        let fix = "refer to it through an open enum: `anyOf` of it and `string`, with \
                   `x-rust-type: intellixent::wire::OpenEnum`";
        findings.add(Rule::ClosedEnumInResponse, at, problem, fix);
    }
    for (key, value) in schema.as_object().into_iter().flatten() {
        // A type that says less than the server may send, or that needs another crate.
        let too_strict = match (key.as_str(), value) {
            ("format", Value::String(format)) => strict_format(format),
            // No identifier, count or duration is below zero: this much the client relies on.
            ("minimum", minimum) => minimum.as_f64() != Some(0.0),
            (
                "maximum" | "exclusiveMinimum" | "exclusiveMaximum" | "multipleOf" | "pattern" | "minLength"
                | "maxLength" | "minItems" | "maxItems" | "uniqueItems" | "minProperties" | "maxProperties",
                _,
            ) => true,
            _ => false,
        };
        if too_strict {
            let problem =
                format!("`{key}: {value}` would make the client refuse what the server sends, or drop part of it");
            let fix = "say it in the description; a form that matters gets a type of its own by `x-rust-type`";
            findings.add(Rule::StricterThanTheWire, child(at, key), problem, fix);
        }
    }
}

/// Formats that the generator makes a narrower type of. `int64`, `uint64` and `double` are the widest there are.
fn strict_format(format: &str) -> bool {
    matches!(
        format,
        "int8"
            | "uint8"
            | "int16"
            | "uint16"
            | "int32"
            | "uint32"
            | "int"
            | "uint"
            | "float"
            | "uuid"
            | "date"
            | "date-time"
            | "ip"
            | "ipv4"
            | "ipv6"
    )
}

/// Names that are one name in Rust.
fn same_names(findings: &mut Findings) {
    let document = findings.document;
    let schemas = document.node("/components/schemas");
    let mut groups = vec![(schemas.clone(), true)];
    for (_, schema) in schemas.members() {
        groups.push((schema.get("properties"), false));
        groups.extend(schema.forms().map(|form| (form.get("properties"), false)));
    }
    for (members, types) in groups {
        let mut seen: BTreeMap<String, &str> = BTreeMap::new();
        for (name, member) in members.members() {
            let rust = if types { names::type_(name) } else { names::field(name) };
            if let Some(other) = seen.insert(rust, name) {
                let problem = format!("`{other}` and `{name}` would be one name in Rust");
                findings.add(Rule::NamesDifferInCase, member.at, problem, "keep one of them, or rename a schema");
            }
        }
    }
}
