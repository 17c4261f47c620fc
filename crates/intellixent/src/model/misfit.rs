//! What came in a form that its type does not take, in words that can be logged.

use std::fmt;

use serde_json::Value;

use super::{Model, Path, Reading, Shown, Why, from_reference};

/// A described member that came in a form that its type does not take. Its field is `None`, and its value is in `extra` as
/// it came.
///
/// Shown as one line that holds nothing of the value, and no name that a customer gave:
/// `transcript[3].timestamp: expected a number, found a string`. With the feature `tracing`, an answer with misfits is a
/// warning that holds these lines.
///
/// Nothing is lost by a misfit. Who must not go on with one refuses it:
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
    /// Where it stands: `transcript[3].timestamp`. A name that is not written as those of the API's fields is quoted, as in
    /// `things["first name"].size`, and may be personal.
    pub fn path(&self) -> &str {
        self.path.text()
    }

    /// What its type takes: `a number`.
    pub fn expected(&self) -> &str {
        self.expected
    }

    /// What came instead: `a string`, or `an array with null at [1]`. No value stands in it.
    pub fn found(&self) -> &str {
        &self.found
    }

    /// What came, as it stands in `extra`. It may be personal.
    pub const fn value(&self) -> &'a Value {
        self.value
    }

    /// The misfit that a value is, unless a `T` takes it.
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

    /// What is wrong with the whole value.
    fn found_in(&self, value: &Value) -> String {
        match (self.inner_first.is_empty(), self.place().plain()) {
            (true, _) => self.found.to_owned(),
            (false, "") => format!("{} with {} in it", kind(value), self.found),
            (false, place) => format!("{} with {} at {place}", kind(value), self.found),
        }
    }
}

/// How the message of a model that is not taken as a whole starts, wherever it is read: so it is known from those of other
/// types, which may quote what they read.
pub(crate) const DOES_NOT_FIT: &str = "the JSON does not fit: ";

/// The whole message.
pub(super) fn sentence(why: Option<Why>) -> String {
    let Some(why) = why else { return format!("{DOES_NOT_FIT}expected another value") };
    let place = why.place();
    let colon = if place.plain().is_empty() { "" } else { ": " };
    format!("{DOES_NOT_FIT}{}{colon}expected {}, found {}", place.plain(), why.expected, why.found)
}

/// The kind of a value, in words.
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
