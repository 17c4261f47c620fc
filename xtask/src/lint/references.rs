//! References: where the document has them, where they lead, and which component none leads to.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use super::{Findings, Rule};
use crate::document::{Document, Kind, Object, child};

/// A `$ref`: the node that has it, and where it leads.
struct Reference<'a> {
    at: &'a str,
    to: &'a str,
}

pub(super) fn check(findings: &mut Findings, objects: &[Object]) {
    let found = objects.iter().filter_map(|object| {
        let to = object.node.referred(object.kind)?;
        // A reference in place of a path has a rule of its own.
        (object.kind != Kind::Path).then_some(Reference { at: &object.node.at, to })
    });
    let found: Vec<_> = found.collect();
    for reference in &found {
        leads(findings, reference);
    }
    unused(findings, &found);
}

/// A reference that leads out of the document, or nowhere.
fn leads(findings: &mut Findings, &Reference { at, to }: &Reference) {
    let document = findings.document;
    let Some(pointer) = to.strip_prefix('#') else {
        let problem = format!("`{to}` leads out of the document");
        return findings.add(Rule::ExternalRef, at, problem, "copy what it leads to into `components`");
    };
    let target = document.json.pointer(pointer);
    if target.is_none_or(|target| document.resolved(target).is_null()) {
        let problem = format!("`{to}` leads nowhere");
        return findings.add(Rule::UnresolvedRef, at, problem, "correct the name, or add the component");
    }
    // The generator looks up the last name alone.
    if pointer.split('/').count() != 4 || !pointer.starts_with("/components/") {
        let problem = format!("`{to}` does not lead to a component, so that it has no name in Rust");
        findings.add(Rule::UnresolvedRef, at, problem, "move what it leads to into `components`");
    }
}

/// Components that nothing leads to, from the operations on.
fn unused(findings: &mut Findings, references: &[Reference]) {
    let document = findings.document;
    let mut inside: HashMap<Option<&str>, Vec<&str>> = HashMap::new();
    for Reference { at, to } in references {
        // A reference may also lead to a part of a component.
        if let Some(to) = to.strip_prefix('#').and_then(component) {
            inside.entry(component(at)).or_default().push(to);
        }
    }
    let schemes = schemes(document);
    let mut open: Vec<&str> = schemes.iter().map(String::as_str).collect();
    open.extend(inside.remove(&None).unwrap_or_default());
    let mut used = HashSet::new();
    while let Some(pointer) = open.pop() {
        if used.insert(pointer) {
            open.extend(inside.remove(&Some(pointer)).unwrap_or_default());
        }
    }
    for (kind, members) in document.json["components"].as_object().into_iter().flatten() {
        if kind.starts_with("x-") {
            continue;
        }
        for name in members.as_object().into_iter().flatten().map(|(name, _)| name) {
            let pointer = child(&child("/components", kind), name);
            if !used.contains(pointer.as_str()) {
                let problem = format!("nothing refers to `{name}`");
                findings.add(Rule::UnusedComponent, pointer, problem, "refer to it, or remove it");
            }
        }
    }
}

/// The pointer of the component that a node is, or is part of.
fn component(pointer: &str) -> Option<&str> {
    let end = pointer.match_indices('/').nth(3).map_or(pointer.len(), |(end, _)| end);
    pointer.starts_with("/components/").then(|| &pointer[..end])
}

/// Security schemes are named, not referred to.
fn schemes(document: &Document) -> Vec<String> {
    let operations = document.operations();
    let required = std::iter::once(&document.json["security"])
        .chain(operations.iter().map(|operation| &operation.node.value["security"]));
    let named = required.filter_map(Value::as_array).flatten().filter_map(Value::as_object).flatten();
    named.map(|(name, _)| child("/components/securitySchemes", name)).collect()
}
