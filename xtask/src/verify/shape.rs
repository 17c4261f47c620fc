//! What was seen at one place over many responses: JSON kinds and the API's field names, never a value.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::privacy::is_field_name;

/// More names than this at one place are data, not fields.
const MAX_FIELDS: usize = 64;
/// More forms of a text than this are free text.
const MAX_PATTERNS: usize = 4;
const MAX_PATTERN_TEXT: usize = 40;

/// The kinds of JSON seen, and for lists and objects what was seen inside.
#[derive(Debug, Clone, Default)]
pub(super) struct Shape {
    pub(super) null: bool,
    pub(super) boolean: bool,
    pub(super) integer: bool,
    pub(super) number: bool,
    pub(super) string: bool,
    pub(super) array: Option<Box<Shape>>,
    pub(super) object: Option<Members>,
    /// The form of each text, letters and digits counted and not kept; `None` once there are too many.
    patterns: Patterns,
}

/// What an object has in it.
#[derive(Debug, Clone)]
pub(super) enum Members {
    /// Fields of the API.
    Fields(BTreeMap<String, Shape>),
    /// Keys that are data: at least one could be a customer's, or they are too many. None of them is kept.
    Map,
}

#[derive(Debug, Clone)]
struct Patterns(Option<BTreeSet<String>>);

impl Default for Patterns {
    fn default() -> Self {
        Self(Some(BTreeSet::new()))
    }
}

impl Shape {
    pub(super) fn add(&mut self, value: &Value) {
        match value {
            Value::Null => self.null = true,
            Value::Bool(_) => self.boolean = true,
            Value::Number(number) if number.is_f64() => self.number = true,
            Value::Number(_) => self.integer = true,
            Value::String(text) => {
                self.string = true;
                self.patterns.add(text);
            }
            Value::Array(items) => {
                let inner = self.array.get_or_insert_default();
                items.iter().for_each(|item| inner.add(item));
            }
            Value::Object(members) => {
                let seen = self.object.get_or_insert_with(|| Members::Fields(BTreeMap::new()));
                let Members::Fields(fields) = seen else { return };
                if !members.keys().all(|name| is_field_name(name)) {
                    *seen = Members::Map;
                    return;
                }
                for (name, value) in members {
                    fields.entry(name.clone()).or_default().add(value);
                }
                if fields.len() > MAX_FIELDS {
                    *seen = Members::Map;
                }
            }
        }
    }

    /// How many kinds there are beside `null`; a whole number is a number.
    pub(super) fn kinds(&self) -> usize {
        let kinds =
            [self.boolean, self.integer || self.number, self.string, self.array.is_some(), self.object.is_some()];
        kinds.into_iter().filter(|kind| *kind).count()
    }

    pub(super) fn only_whole(&self) -> bool {
        self.integer && !self.number && !self.null && self.kinds() == 1
    }

    /// One regular expression for all texts seen, if they have few forms.
    pub(super) fn pattern(&self) -> Option<String> {
        let patterns: Vec<_> = self.patterns.0.as_ref()?.iter().map(String::as_str).collect();
        match patterns.as_slice() {
            [] => None,
            [one] => Some(format!("^{one}$")),
            many => Some(format!("^({})$", many.join("|"))),
        }
    }

    /// As `null`, `text or list`.
    pub(super) fn describe(&self) -> String {
        let kinds = [
            (self.null, "null"),
            (self.boolean, "boolean"),
            (self.integer && !self.number, "whole number"),
            (self.number, "number"),
            (self.string, "text"),
            (self.array.is_some(), "list"),
            (self.object.is_some(), "object"),
        ];
        kinds.into_iter().filter(|(seen, _)| *seen).map(|(_, name)| name).collect::<Vec<_>>().join(" or ")
    }
}

impl Patterns {
    fn add(&mut self, text: &str) {
        let Some(patterns) = &mut self.0 else { return };
        if text.len() > MAX_PATTERN_TEXT {
            self.0 = None;
            return;
        }
        patterns.insert(form(text));
        if patterns.len() > MAX_PATTERNS {
            self.0 = None;
        }
    }
}

/// `2025-08-04` becomes `[0-9]{4}-[0-9]{2}-[0-9]{2}`.
fn form(text: &str) -> String {
    let class = |c: char| match c {
        '0'..='9' => Some("[0-9]"),
        'a'..='z' | 'A'..='Z' => Some("[A-Za-z]"),
        _ => None,
    };
    let chars: Vec<char> = text.chars().collect();
    let same = |a: &char, b: &char| class(*a).is_some() && class(*a) == class(*b);
    let mut form = String::new();
    for run in chars.chunk_by(same) {
        match run.first().copied().map(|c| (c, class(c))) {
            Some((_, Some(class))) => form.push_str(&format!("{class}{{{}}}", run.len())),
            Some((c, None)) if c.is_ascii_punctuation() && !matches!(c, '-' | ':' | ',' | '/' | '_' | '@') => {
                form.extend(['\\', c])
            }
            Some((c, None)) if c.is_ascii() => form.push(c),
            // Any other character may be part of a name.
            Some(_) => form.push('.'),
            None => {}
        }
    }
    form
}
