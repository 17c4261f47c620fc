//! What was seen at one place over many responses: JSON kinds, never a value, and names only where somebody vouches for
//! them.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

/// More fields than this at one place are not told.
const MAX_FIELDS: usize = 64;
/// More forms of a text than this are free text.
const MAX_PATTERNS: usize = 4;
const MAX_PATTERN_TEXT: usize = 40;

/// The kinds of JSON seen, and for arrays and objects what was seen inside.
#[derive(Debug, Clone, Default)]
pub(super) struct Shape {
    pub(super) null: bool,
    pub(super) boolean: bool,
    pub(super) integer: bool,
    /// An integer below zero.
    negative: bool,
    /// An integer beyond 63 bits.
    pub(super) large: bool,
    pub(super) number: bool,
    pub(super) string: bool,
    pub(super) array: Option<Box<Shape>>,
    /// The fields that may be told.
    pub(super) object: Option<BTreeMap<String, Shape>>,
    /// The form of each text, letters and digits counted and not kept; `None` once there are too many.
    patterns: Patterns,
}

#[derive(Debug, Clone)]
struct Patterns(Option<BTreeSet<String>>);

impl Default for Patterns {
    fn default() -> Self {
        Self(Some(BTreeSet::new()))
    }
}

impl Shape {
    /// Adds a value; `vouched` is whether the names in it may be told.
    pub(super) fn add(&mut self, value: &Value, vouched: bool) {
        match value {
            Value::Null => self.null = true,
            Value::Bool(_) => self.boolean = true,
            Value::Number(number) if number.is_f64() => self.number = true,
            Value::Number(number) => {
                self.integer = true;
                self.negative |= !number.is_u64();
                self.large |= !number.is_i64();
            }
            Value::String(text) => {
                self.string = true;
                self.patterns.add(text);
            }
            Value::Array(items) => {
                let inner = self.array.get_or_insert_default();
                items.iter().for_each(|item| inner.add(item, vouched));
            }
            Value::Object(members) => {
                let fields = self.object.get_or_insert_default();
                for (name, value) in members.iter().filter(|_| vouched) {
                    if fields.len() < MAX_FIELDS || fields.contains_key(name) {
                        fields.entry(name.clone()).or_default().add(value, vouched);
                    }
                }
            }
        }
    }

    /// How many kinds there are beside `null`; an integer is a number.
    pub(super) fn kinds(&self) -> usize {
        let kinds =
            [self.boolean, self.integer || self.number, self.string, self.array.is_some(), self.object.is_some()];
        kinds.into_iter().filter(|kind| *kind).count()
    }

    /// The format that all integers seen have; `None` if no format is so wide.
    pub(super) fn integer_format(&self) -> Option<&'static str> {
        match (self.negative, self.large) {
            (_, false) => Some("int64"),
            (false, true) => Some("uint64"),
            (true, true) => None,
        }
    }

    /// Whether only numbers were seen.
    pub(super) fn only_numbers(&self) -> bool {
        (self.integer || self.number) && !self.null && self.kinds() == 1
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

    /// As `null`, `string or array`.
    pub(super) fn describe(&self) -> String {
        let kinds = [
            (self.null, "null"),
            (self.boolean, "boolean"),
            (self.integer && !self.number, "integer"),
            (self.number, "number"),
            (self.string, "string"),
            (self.array.is_some(), "array"),
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
            Some((c, None)) if matches!(c, ' '..='~') => form.push(c),
            // Any other character may be part of a name.
            Some(_) => form.push('.'),
            None => {}
        }
    }
    form
}
