//! Whether decoding and encoding loses something.
#![allow(clippy::unwrap_used, clippy::missing_panics_doc, reason = "a test may stop where it fails")]

use std::collections::BTreeSet;

use intellixent::rust_decimal::Decimal;
use serde_json::{Map, Value};

/// The names of all documented fields.
pub fn names(schemas: &Map<String, Value>) -> BTreeSet<&str> {
    let (mut names, mut open): (BTreeSet<_>, Vec<_>) = (BTreeSet::new(), schemas.values().collect());
    while let Some(schema) = open.pop() {
        names.extend(schema["properties"].as_object().into_iter().flat_map(Map::keys).map(String::as_str));
        open.extend(schema["allOf"].as_array().into_iter().flatten());
    }
    names
}

/// Whether `after` has all of `before`. A documented field that is `null` may be absent, and the other way round; an empty
/// array may be an empty object, and an amount may have another form.
pub fn is_kept(before: &Value, after: &Value, described: &BTreeSet<&str>) -> bool {
    match (before, after) {
        (Value::Object(before), Value::Object(after)) => {
            let is_absent = |name: &str, value: &Value| value.is_null() && described.contains(name);
            let kept = before.iter().all(|(name, value)| match after.get(name) {
                Some(after) => is_kept(value, after, described),
                None => is_absent(name, value),
            });
            kept && after.iter().all(|(name, value)| before.contains_key(name) || is_absent(name, value))
        }
        (Value::Array(before), Value::Array(after)) => {
            before.len() == after.len()
                && before.iter().zip(after).all(|(before, after)| is_kept(before, after, described))
        }
        (Value::Array(before), Value::Object(after)) => before.is_empty() && after.is_empty(),
        (Value::Number(before), Value::Number(after)) => {
            let (a, b) = (before.as_f64().unwrap(), after.as_f64().unwrap());
            // `1` and `1.0` are one number; that of a double is exact.
            before == after || (before.is_f64() || after.is_f64()) && a == b
        }
        (Value::String(before), Value::Number(after)) => before.parse::<f64>().ok() == after.as_f64(),
        (Value::String(before), Value::String(after)) => {
            // Zeros at the start of an amount go.
            let amount = |text: &str| Some(text).filter(|text| text.contains('.'))?.parse::<Decimal>().ok();
            before == after || amount(before).is_some_and(|before| Some(before) == amount(after))
        }
        _ => before == after,
    }
}
