//! Schemas and what they demand, as messages show them.

use serde_json::Value;

use super::{
    Spot,
    forms::{DOUBT, Form, Mark, Others},
    read::Schemas,
};
use crate::document::Node;

impl Mark {
    pub(super) fn spot(&self) -> Spot {
        let said = match self.key {
            DOUBT => "more forms than can be compared".to_owned(),
            key => format!("{key} {}", shown(&self.value)),
        };
        Spot { at: self.at.clone(), said }
    }
}

impl Spot {
    /// The place alone.
    pub(super) fn unsaid(self) -> Self {
        Self { said: String::new(), ..self }
    }
}

impl Schemas<'_> {
    pub(super) fn spot(&self, at: &str) -> Spot {
        Spot { at: at.to_owned(), said: shape(&self.document.node(at)) }
    }

    /// Where it is said which other members there are.
    pub(super) fn others(&self, form: &Form) -> Option<Spot> {
        let part = form.members.iter().max_by_key(|part| part.others != Others::Any)?;
        let said = match &part.others {
            Others::Any => "any other members".to_owned(),
            Others::None => "no other members".to_owned(),
            Others::Of(at) => format!("other members that are {}", shape(&self.document.node(at))),
        };
        Some(Spot { at: part.at.clone(), said })
    }
}

/// A value as a message shows it.
pub(in crate::diff) fn shown(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// What a schema is at first sight.
pub(in crate::diff) fn shape(schema: &Node<'_>) -> String {
    if let Some(to) = schema.reference() {
        return format!("`{}`", to.rsplit('/').next().unwrap_or(to));
    }
    if schema.get("oneOf").is_there() || schema.get("anyOf").is_there() {
        return "one of several forms".to_owned();
    }
    if schema.get("allOf").is_there() {
        return "several schemas together".to_owned();
    }
    let list = if schema.get("enum").is_there() { " of a list" } else { "" };
    let null = if schema.flag("nullable") { " or null" } else { "" };
    match (schema.text("type"), schema.text("format")) {
        ("", _) if list.is_empty() => "any JSON".to_owned(),
        ("", _) => "one of a list of values".to_owned(),
        ("array", _) if !schema.get("items").is_there() => format!("an array of anything{null}"),
        (kind, format) => {
            let article = if kind.starts_with(['a', 'i', 'o']) { "an" } else { "a" };
            let format = if format.is_empty() { String::new() } else { format!(" ({format})") };
            format!("{article} {kind}{format}{list}{null}")
        }
    }
}
