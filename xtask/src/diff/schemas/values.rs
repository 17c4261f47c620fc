//! Whether single values and single demands of a form fit another form.

use serde_json::{Number, Value, json};

use super::{
    forms::{DOUBT, Form, Mark, Type, same},
    limits::{Range, is_multiple},
};
use crate::document::json_schema;

impl Form {
    /// Whether a number, a length or a count is within the bounds.
    pub(super) fn is_in_range(&self, value: &Value) -> bool {
        let count: Number = match value {
            Value::Number(number) => number.clone(),
            Value::String(text) => text.chars().count().into(),
            Value::Array(items) => items.len().into(),
            Value::Object(members) => members.len().into(),
            Value::Null | Value::Bool(_) => return true,
        };
        self.range.holds(&count)
    }

    /// Whether a value is certain to be none of this form.
    pub(super) fn excludes(&self, value: &Value) -> bool {
        let unlisted = |values: &Vec<(Value, String)>| !values.iter().any(|(listed, _)| same(listed, value));
        Type::of(value) != self.type_ || self.values.as_ref().is_some_and(unlisted) || !self.is_in_range(value)
    }

    /// Whether a value is certain to be one of this form, but for what it must not be.
    pub(super) fn takes(&self, value: &Value) -> bool {
        let simple = !matches!(value, Value::Array(_) | Value::Object(_)) || self.is_plain();
        !self.excludes(value) && simple && self.marks.iter().all(|mark| mark.takes(value))
    }

    /// Whether all values are as a mark of another form demands.
    pub(super) fn is_marked(&self, wide: &Mark) -> bool {
        let same_key = |mark: &&Mark| mark.key == wide.key;
        let mut own = self.marks.iter().filter(same_key);
        match wide.key {
            DOUBT => false,
            "type" => {
                self.is_integer() || self.mark("multipleOf").is_some_and(|mark| is_multiple(&mark.value, &1.into()))
            }
            "multipleOf" => {
                own.any(|mark| is_multiple(&mark.value, &wide.value))
                    || self.is_integer() && is_multiple(&1.into(), &wide.value)
            }
            "uniqueItems" => own.next().is_some() || self.range.is_at_most(1),
            "format" => own.any(|mark| mark.value == wide.value || is_format(&mark.value, &wide.value)),
            _ => own.any(|mark| mark.value == wide.value),
        }
    }

    /// Whether what is written as this form can be read as another, where a number and a string look the same.
    pub(super) fn reads_as(&self, other: &Self) -> bool {
        let is_scalar = |form: &Self| matches!(form.type_, Type::Boolean | Type::Number | Type::Text);
        if self.type_ == other.type_ || !is_scalar(self) || !is_scalar(other) || !other.nots.is_empty() {
            return false;
        }
        let as_other = |value: &Value| match (value, other.type_) {
            (Value::String(text), Type::Text) => Some(text.clone().into()),
            (Value::String(text), _) => serde_json::from_str(text).ok(),
            (value, _) => Some(Value::from(value.to_string())),
        };
        let takes = |value: &Value| as_other(value).is_some_and(|value: Value| other.takes(&value));
        let listed = |values: &Vec<(Value, String)>| values.iter().all(|(value, _)| takes(value));
        // None of them is an empty string.
        let any_text = || Self { range: Range::default(), ..other.clone() }.is_plain() && other.range.holds_from(1);
        other.type_ == Type::Text && any_text() || self.values.as_ref().is_some_and(listed)
    }
}

impl Mark {
    /// Whether a value is as this demands.
    pub(super) fn takes(&self, value: &Value) -> bool {
        match (self.key, value) {
            ("type", Value::Number(number)) => number.as_f64().is_some_and(|number| number.fract() == 0.0),
            ("multipleOf", value) => is_multiple(value, &self.value),
            ("pattern", value) => validated(json!({"pattern": self.value}), value),
            ("format", value) => {
                let known = ["date", "date-time", "email", "hostname", "ipv4", "ipv6", "uri", "uuid"];
                known.iter().any(|format| self.value == *format) && validated(json!({"format": self.value}), value)
            }
            _ => false,
        }
    }
}

/// Whether every text of one format is one of another.
fn is_format(narrow: &Value, wide: &Value) -> bool {
    const INSIDE: &[(&str, &str)] = &[
        ("email", "idn-email"),
        ("hostname", "idn-hostname"),
        ("uri", "uri-reference"),
        ("uri", "iri"),
        ("uri", "iri-reference"),
        ("uri-reference", "iri-reference"),
        ("iri", "iri-reference"),
    ];
    INSIDE.iter().any(|(one, other)| narrow == one && wide == other)
}

fn validated(schema: Value, value: &Value) -> bool {
    json_schema::validator(&schema).is_ok_and(|validator| validator.is_valid(value))
}
