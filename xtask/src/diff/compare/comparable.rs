//! Which documents can be compared at all.

use std::collections::{BTreeMap, HashSet};

use crate::document::{Document, Invalid, Kind, Object};

/// Refuses what nothing can be said of: keys and types that OpenAPI does not have, references that lead out of the document,
/// nowhere, or in a circle, security schemes that are not described, and two paths that are one.
pub(super) fn comparable(document: &Document) -> Result<(), Invalid> {
    let refused = |at: &str, problem: String, remedy| Err(document.invalid(at, problem).remedy(remedy));
    for Object { kind, node, .. } in document.objects() {
        if let Some(to) = node.referred(kind) {
            if !node.clone().followed().is_there() {
                let problem = format!("`{to}` leads nowhere in this document");
                return refused(&node.at, problem, "write it into this document, or correct the reference");
            }
            continue;
        }
        let is_known = |key: &str| kind.holds(key).is_some() || key.starts_with("x-") || key == "$ref";
        if let Some((key, member)) = node.members().find(|(key, _)| !is_known(key)) {
            let problem = format!("`{key}` is not a key that OpenAPI 3.0 has here");
            return refused(&member.at, problem, "correct it, remove it, or start its name with `x-`");
        }
        let type_ = node.text("type");
        let types = ["", "string", "number", "integer", "boolean", "array", "object"];
        if kind == Kind::Schema && !types.contains(&type_) {
            let problem = format!("`{type_}` is not a type that OpenAPI 3.0 has");
            return refused(&node.get("type").at, problem, "correct it");
        }
    }
    let mut routes = HashSet::new();
    for operation in document.operations() {
        if !routes.insert(operation.wire_route()) {
            let problem = format!("{} is there twice, under different names of its parameters", operation.route());
            return refused(&operation.node.at, problem, "keep one");
        }
        for scheme in operation.security().iter().flat_map(BTreeMap::keys) {
            if !document.node("/components/securitySchemes").get(scheme).is_there() {
                let problem = format!("the security scheme `{scheme}` is nowhere described");
                return refused(&operation.node.at, problem, "add it to `components`");
            }
        }
    }
    Ok(())
}
