//! Values in an undocumented form, described in words that can be logged.

use std::fmt;

use serde_json::Value;

use super::{Model, Path, Reading, Shown, from_reference, reading::Why};

/// A documented field whose value has an undocumented form. The field is `None`, and the value is in `extra`, unchanged.
///
/// `Display` is one line without the value and without names that customers chose:
/// `transcript[3].timestamp: expected a number, found a string`. With the feature `tracing`, these lines are logged as a
/// warning.
///
/// To treat misfits as errors:
///
/// ```
/// # fn check(call: &intellixent::types::Call) -> Result<(), String> {
/// if let Some(misfit) = call.misfits().first() {
///     return Err(misfit.to_string());
/// }
/// # Ok(())
/// # }
/// # let call = intellixent::from_slice(br#"{"id": 1, "duration": "245 s"}"#).unwrap();
/// # assert_eq!(check(&call).unwrap_err(), "duration: expected an unsigned integer, found a string");
/// ```
#[derive(Clone, PartialEq)]
pub struct Misfit<'a> {
    path: Shown,
    expected: &'static str,
    found: String,
    value: &'a Value,
}

impl<'a> Misfit<'a> {
    /// The place of the value, such as `transcript[3].timestamp`. A name that does not look like a field of the API is
    /// quoted, as in `things["first name"].size`, and may be personal data.
    pub fn path(&self) -> &str {
        self.path.text()
    }

    /// What the field's type takes, such as `a number`.
    pub fn expected(&self) -> &str {
        self.expected
    }

    /// The kind of the value, such as `a string` or `an array with null at [1]`, without the value itself.
    pub fn found(&self) -> &str {
        &self.found
    }

    /// The value in `extra`. It may be personal data.
    pub const fn value(&self) -> &'a Value {
        self.value
    }

    /// `None` if a `T` takes the value.
    pub(crate) fn of<T: Model>(value: &'a Value, at: &Path<'_>) -> Option<Self> {
        let mut reading = Reading::default();
        if from_reference::<T>(value, &mut reading).is_some() {
            return None;
        }
        let found = reading.why.map_or_else(|| kind(value).to_owned(), |why| why.found_in(value));
        Some(Self { path: at.shown(), expected: T::EXPECTED, found, value })
    }
}

impl fmt::Display for Misfit<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: expected {}, found {}", self.path.plain(), self.expected, self.found)
    }
}

impl fmt::Debug for Misfit<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Misfit").field(&self.to_string()).finish()
    }
}

impl Why {
    fn place(&self) -> Shown {
        let mut place = Shown::default();
        self.inner_first.iter().rev().for_each(|step| place.then(step));
        place
    }

    /// Such as `an array with null at [1]`.
    fn found_in(&self, value: &Value) -> String {
        match (self.inner_first.is_empty(), self.place().plain()) {
            (true, _) => self.found.to_owned(),
            (false, "") => format!("{} with {} in it", kind(value), self.found),
            (false, place) => format!("{} with {} at {place}", kind(value), self.found),
        }
    }
}

/// The start of every serde message of a model. Messages without it come from other types, and may quote values.
pub(crate) const DOES_NOT_FIT: &str = "the JSON does not fit: ";

/// The serde message of a model that does not take the whole value.
pub(super) fn sentence(why: Option<Why>) -> String {
    let Some(why) = why else { return format!("{DOES_NOT_FIT}expected another value") };
    let place = why.place();
    let colon = if place.plain().is_empty() { "" } else { ": " };
    format!("{DOES_NOT_FIT}{}{colon}expected {}, found {}", place.plain(), why.expected, why.found)
}

pub(super) fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(number) if number.is_u64() => "an unsigned integer",
        Value::Number(number) if number.is_i64() => "a negative integer",
        Value::Number(number) if number.is_f64() => "a floating-point number",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}
