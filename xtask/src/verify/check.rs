//! One response against the document, strictly: what the tolerant client accepts in silence is a problem here.

use std::collections::HashMap;

use jsonschema::Validator;
use serde::Serialize;
use serde_json::Value;

use crate::{
    document::{Document, child, json_schema},
    privacy::{Kept, holds, is_field_name},
};

/// What kind of misfit it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A field that the document does not have.
    UndocumentedField,
    /// A value that is not in the document's list.
    UndocumentedValue,
    /// A JSON type, or a form of text or number, that the document does not have there.
    TypeMismatch,
    /// A field that the document requires.
    MissingField,
    /// No JSON that every reader understands alike.
    NotJson,
}

/// One misfit in one response.
#[derive(Debug)]
pub(super) struct Problem<'v> {
    pub(super) kind: Kind,
    /// Where in the response, with `*` for the place in a list and for a name that could be a customer's.
    pub(super) pointer: String,
    /// The schema in the document that it does not fit.
    pub(super) schema: String,
    /// Where that schema is used, which is the same place if it stands there itself.
    pub(super) site: String,
    /// What was found; of a missing field, the object that lacks it.
    pub(super) value: &'v Value,
    /// Whether only its `format` is against it: it looks as documented, and is no such thing.
    pub(super) unreal: bool,
}

/// Checks values against the schemas of the document.
pub(super) struct Checker<'a> {
    document: &'a Document,
    keep: &'a [Kept],
    /// By the place where the schema is used: all that a text or number there must be.
    scalars: HashMap<String, Vec<Validator>>,
    /// The unions that the value at hand is in, with the length of its path: one can hold itself.
    open: Vec<(String, usize)>,
}

impl<'a> Checker<'a> {
    pub(super) fn new(document: &'a Document, keep: &'a [Kept]) -> Self {
        Self { document, keep, scalars: HashMap::new(), open: Vec::new() }
    }

    /// What of a value does not fit the schema at a place.
    pub(super) fn check<'v>(&mut self, schema: &str, value: &'v Value) -> Vec<Problem<'v>> {
        let mut found = Vec::new();
        self.value(schema, value, "", &mut found);
        found
    }

    fn value<'v>(&mut self, site: &str, value: &'v Value, path: &str, found: &mut Vec<Problem<'v>>) {
        // Most of a response is plain texts and numbers that fit: once their schema is known, this is all it takes.
        if self.scalars.get(site).is_some_and(|validators| !value.is_null() && fits(validators, value)) {
            return;
        }
        let (at, schema) = self.document.follow(site);
        let mismatch = |kind, schema: &str| Problem {
            kind,
            pointer: path.to_owned(),
            schema: schema.to_owned(),
            site: site.to_owned(),
            value,
            unreal: false,
        };
        let forms = |key: &str| {
            let count = schema[key].as_array().map_or(0, Vec::len);
            (0..count).map(|i| format!("{at}/{key}/{i}")).collect::<Vec<_>>()
        };
        let alternatives = [forms("oneOf"), forms("anyOf")].concat();
        if !alternatives.is_empty() {
            // An open enum: the list comes before the form that takes any text.
            let list =
                alternatives.iter().map(|form| self.document.follow(form)).find(|(_, form)| form["enum"].is_array());
            if let (Value::String(_), Some((list_at, list))) = (value, list) {
                if !list["enum"].as_array().is_some_and(|values| values.contains(value)) {
                    found.push(mismatch(Kind::UndocumentedValue, &list_at));
                }
                return;
            }
            // A form that is the union again takes what the other forms take.
            let this = (at.clone(), path.len());
            if self.open.contains(&this) {
                return found.push(mismatch(Kind::TypeMismatch, &at));
            }
            self.open.push(this);
            let mut best: Option<Vec<Problem>> = None;
            for form in &alternatives {
                let mut tried = Vec::new();
                self.value(form, value, path, &mut tried);
                if tried.is_empty() {
                    self.open.pop();
                    return;
                }
                let fits_on_top =
                    !tried.iter().any(|problem| problem.kind == Kind::TypeMismatch && problem.pointer == path);
                if fits_on_top && best.as_ref().is_none_or(|best| best.len() > tried.len()) {
                    best = Some(tried);
                }
            }
            self.open.pop();
            match best {
                Some(best) => found.extend(best),
                None => {
                    let unreal = alternatives.iter().any(|form| unreal(&self.parts(form), value));
                    found.push(Problem { unreal, ..mismatch(Kind::TypeMismatch, &at) });
                }
            }
            return;
        }
        let parts: Vec<_> = self.parts(&at);
        let typed = |kind: &str| parts.iter().any(|(_, part)| part["type"] == kind);
        let nullable = schema["nullable"] == Value::Bool(true)
            || parts.iter().any(|(_, part)| part["nullable"] == Value::Bool(true));
        let any =
            !parts.iter().any(|(_, part)| ["type", "properties", "enum"].iter().any(|key| part.get(key).is_some()));
        if value.is_null() && nullable {
            return;
        }
        let unions = parts.iter().filter(|(_, part)| part["oneOf"].is_array() || part["anyOf"].is_array());
        let unions: Vec<_> = unions.collect();
        for (union, _) in &unions {
            self.value(union, value, path, found);
        }
        if any {
            return;
        }
        let is_object = typed("object") || parts.iter().any(|(_, part)| part.get("properties").is_some());
        match value {
            Value::Object(members) if is_object => self.object(&parts, members, value, path, found),
            Value::Array(items) if typed("array") => {
                for (part_at, part) in &parts {
                    let limit = |key: &str| part[key].as_u64().and_then(|limit| usize::try_from(limit).ok());
                    if limit("maxItems").is_some_and(|most| items.len() > most)
                        || limit("minItems").is_some_and(|least| items.len() < least)
                    {
                        found.push(mismatch(Kind::TypeMismatch, &at));
                    } else if part["items"].is_object() {
                        for item in items {
                            self.value(&child(part_at, "items"), item, &format!("{path}/*"), found);
                        }
                    }
                }
            }
            Value::Object(_) | Value::Array(_) => found.push(mismatch(Kind::TypeMismatch, &at)),
            _ if is_object || typed("array") => found.push(mismatch(Kind::TypeMismatch, &at)),
            _ => {
                let validators = self.scalars.remove(site).unwrap_or_else(|| validators(&parts, true));
                let list = parts.iter().find(|(_, part)| part["enum"].is_array()).filter(|_| value.is_string());
                if !fits(&validators, value) {
                    found.push(match list {
                        Some((list, _)) => mismatch(Kind::UndocumentedValue, list),
                        None => Problem { unreal: unreal(&parts, value), ..mismatch(Kind::TypeMismatch, &at) },
                    });
                }
                // What is known by its place is asked for nothing else.
                if unions.is_empty() {
                    self.scalars.insert(site.to_owned(), validators);
                }
            }
        }
    }

    /// The schema and, of an `allOf`, all that it is made of.
    fn parts(&self, at: &str) -> Vec<(String, &'a Value)> {
        self.document.node(at).parts().into_iter().rev().map(|part| (part.at, part.value)).collect()
    }

    fn object<'v>(
        &mut self,
        parts: &[(String, &'a Value)],
        members: &'v serde_json::Map<String, Value>,
        value: &'v Value,
        path: &str,
        found: &mut Vec<Problem<'v>>,
    ) {
        for (at, part) in parts {
            for name in part["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
                if !members.contains_key(name) {
                    let pointer = child(path, name);
                    found.push(Problem {
                        kind: Kind::MissingField,
                        pointer,
                        schema: at.clone(),
                        site: at.clone(),
                        value,
                        unreal: false,
                    });
                }
            }
        }
        let with_fields = parts.iter().find(|(_, part)| part.get("properties").is_some());
        for (name, value) in members {
            if let Some((at, _)) = parts.iter().find(|(_, part)| part["properties"].get(name).is_some()) {
                self.value(&child(&child(at, "properties"), name), value, &child(path, name), found);
                continue;
            }
            let extras = parts
                .iter()
                .find(|(_, part)| part["additionalProperties"].as_object().is_some_and(|extras| !extras.is_empty()));
            if let Some((at, _)) = extras {
                self.value(&child(at, "additionalProperties"), value, &format!("{path}/*"), found);
            } else if let Some((at, _)) = with_fields {
                let pointer = child(path, name);
                let told = is_field_name(name) || holds(self.keep, &pointer);
                let pointer = if told { pointer } else { child(path, "*") };
                found.push(Problem {
                    kind: Kind::UndocumentedField,
                    pointer,
                    schema: at.clone(),
                    site: at.clone(),
                    value,
                    unreal: false,
                });
            }
        }
    }
}

fn fits(validators: &[Validator], value: &Value) -> bool {
    validators.iter().all(|validator| validator.is_valid(value))
}

/// Whether a text has the form of what these parts describe, and only their `format` is against it.
fn unreal(parts: &[(String, &Value)], value: &Value) -> bool {
    let formatted = parts.iter().any(|(_, part)| part.get("format").is_some() && part.get("pattern").is_some());
    value.is_string() && formatted && fits(&validators(parts, false), value)
}

/// One for each part, without the schemas that it is made of: those are parts themselves.
fn validators(parts: &[(String, &Value)], formats: bool) -> Vec<Validator> {
    let own = |part: &Value| {
        let mut own = part.clone();
        if let Some(members) = own.as_object_mut() {
            members
                .retain(|key, _| !matches!(key.as_str(), "allOf" | "oneOf" | "anyOf") && (formats || key != "format"));
        }
        json_schema::validator(&json_schema::converted(&own))
    };
    // A pattern that is no regular expression is the lint's to tell.
    parts.iter().filter_map(|(_, part)| own(part).ok()).collect()
}
