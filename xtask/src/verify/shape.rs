//! What was seen at one place over many responses: JSON kinds, never a value, and names only where somebody vouches for
//! them.

use std::collections::BTreeMap;

use serde_json::Value;

/// More fields than this at one place are not told.
const MAX_FIELDS: usize = 64;

/// The kinds of JSON seen, and for arrays and objects what was seen inside.
#[derive(Debug, Clone, Default)]
pub(super) struct Shape {
    pub(super) null: bool,
    pub(super) boolean: bool,
    pub(super) integer: bool,
    /// An integer below zero.
    negative: bool,
    /// An integer beyond 63 bits.
    large: bool,
    pub(super) number: bool,
    pub(super) string: bool,
    pub(super) array: Option<Box<Shape>>,
    /// The fields that may be told.
    pub(super) object: Option<BTreeMap<String, Shape>>,
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
            Value::String(_) => self.string = true,
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

    /// The JSON types seen; one that is a number beside integers is `number` alone.
    pub(super) fn kinds(&self) -> Vec<&'static str> {
        let kinds = [
            (self.null, "null"),
            (self.boolean, "boolean"),
            (self.integer && !self.number, "integer"),
            (self.number, "number"),
            (self.string, "string"),
            (self.array.is_some(), "array"),
            (self.object.is_some(), "object"),
        ];
        kinds.into_iter().filter(|(seen, _)| *seen).map(|(_, name)| name).collect()
    }

    /// The format that all numbers seen have; `None` if no format is so wide.
    pub(super) fn format(&self) -> Option<&'static str> {
        match (self.number, self.negative, self.large) {
            (true, ..) => Some("double"),
            (_, _, false) => Some("int64"),
            (_, false, true) => Some("uint64"),
            (_, true, true) => None,
        }
    }
}
