//! Whether decoding and encoding loses something.
#![allow(clippy::unwrap_used, clippy::missing_panics_doc, reason = "a test may stop where it fails")]

use std::collections::BTreeMap;

use intellixent::rust_decimal::Decimal;
use serde_json::{Map, Value};

/// The names of all documented fields, and whether some schema requires them.
pub fn names(schemas: &Map<String, Value>) -> BTreeMap<&str, bool> {
    let (mut names, mut open): (BTreeMap<_, _>, Vec<_>) = (BTreeMap::new(), schemas.values().collect());
    while let Some(schema) = open.pop() {
        let required = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str);
        names.extend(required.map(|name| (name, true)));
        for name in schema["properties"].as_object().into_iter().flat_map(Map::keys) {
            names.entry(name.as_str()).or_default();
        }
        open.extend(schema["allOf"].as_array().into_iter().flatten());
    }
    names
}

/// Whether `after` has all of `before`, and nothing else. A documented field that is `null` may be absent, and one that is
/// absent may be `null` if it is required; an empty array may be an empty object, and an amount may have another form.
pub fn is_kept(before: &Value, after: &Value, described: &BTreeMap<&str, bool>) -> bool {
    match (before, after) {
        (Value::Object(before), Value::Object(after)) => {
            let kept = before.iter().all(|(name, value)| match after.get(name) {
                Some(after) => is_kept(value, after, described),
                None => value.is_null() && described.contains_key(name.as_str()),
            });
            let is_required = |name: &String| described.get(name.as_str()) == Some(&true);
            let mut added = after.iter().filter(|(name, _)| !before.contains_key(*name));
            kept && added.all(|(name, value)| value.is_null() && is_required(name))
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
