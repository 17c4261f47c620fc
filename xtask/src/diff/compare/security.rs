//! Who may call, and where: security and servers.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{Comparer, Node, renames::without_docs};
use crate::diff::changes::{Kind, Side, Wire};
use crate::document::Document;

/// The ways to be let in: each is the set of what has to be shown.
fn alternatives(document: &Document, security: &Value) -> Vec<BTreeSet<String>> {
    let shown = |(name, scopes): (&String, &Value)| {
        let scheme = document.resolved(&document.json["components"]["securitySchemes"][name]);
        format!("{}{scopes}", without_docs(scheme))
    };
    match security.as_array() {
        Some(ways) if !ways.is_empty() => {
            ways.iter().map(|way| way.as_object().into_iter().flatten().map(shown).collect()).collect()
        }
        // Nothing has to be shown.
        _ => vec![BTreeSet::new()],
    }
}

impl Comparer<'_> {
    /// The `security` of an operation, or of the whole API; an operation without its own has the API's.
    pub(super) fn security(&mut self, name: &str, old: &Node<'_>, new: &Node<'_>, claims: &[String]) {
        let effective = |document: &'_ Document, node: &Node<'_>| match node.value.get("security") {
            Some(own) => own.clone(),
            None => document.json["security"].clone(),
        };
        let before = alternatives(self.old, &effective(self.old, old));
        let after = alternatives(self.new, &effective(self.new, new));
        if before == after {
            return;
        }
        // Whoever showed enough yesterday must still show enough.
        let fine = before.iter().all(|way| after.iter().any(|now| now.is_subset(way)));
        let (side, at) = match new.get("security") {
            now if now.is_there() => (Side::New, now.at),
            _ => (Side::Old, old.get("security").at),
        };
        let verb = if fine { "asks for no more than before" } else { "asks for something else than before" };
        let message =
            format!("{name} {verb} to let a caller in; the client's way of showing its key is written by hand");
        self.note(Kind::SecurityChanged, (side, &at), Wire::of(fine), message, claims);
    }

    /// Where requests go.
    pub(super) fn servers(&mut self, name: &str, old: &Node<'_>, new: &Node<'_>) {
        let urls = |node: &Node<'_>| -> Vec<String> {
            node.items().iter().map(|server| server.value["url"].as_str().unwrap_or_default().to_owned()).collect()
        };
        let (before, after) = (urls(old), urls(new));
        if before != after {
            let fine = before.iter().all(|url| after.contains(url));
            let message = format!(
                "{name} is now at {}, and was at {}; the client's default base URL is written by hand",
                shown(&after),
                shown(&before)
            );
            let (side, at) = if new.is_there() { (Side::New, &new.at) } else { (Side::Old, &old.at) };
            self.note(Kind::ServerChanged, (side, at), Wire::of(fine), message, &[]);
        } else if old.value != new.value {
            let kind = if without_docs(old.value) == without_docs(new.value) {
                Kind::DescriptionChanged
            } else {
                Kind::ServerChanged
            };
            let wire = Wire::of(kind == Kind::DescriptionChanged);
            self.note(kind, (Side::New, &new.at), wire, format!("a server of {name} is described differently"), &[]);
        }
    }
}

fn shown(urls: &[String]) -> String {
    if urls.is_empty() { "no stated address".to_owned() } else { urls.join(", ") }
}
