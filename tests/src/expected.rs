//! The expected result of decoding an instance, computed from the document without the client: an error, or its misfits.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may stop where it fails")]

use intellixent::rust_decimal::Decimal;
use serde_json::Value;

use crate::schema::described;

/// The paths of all misfits of an instance of the document's schema of that name; or, as an error, the path of a required field
/// that is missing or invalid.
///
/// # Errors
///
/// If decoding must fail.
pub fn misfits(name: &str, instance: &Value) -> Result<Vec<String>, String> {
    let mut found = Vec::new();
    taken(&described()[name], instance, "", &mut found).map(|()| found)
}

/// Collects the misfits in a value; an error is the path for which the whole value is not taken.
fn taken(schema: &Value, value: &Value, at: &str, found: &mut Vec<String>) -> Result<(), String> {
    let here = |fits: bool| if fits { Ok(()) } else { Err(at.to_owned()) };
    if let Some(name) = schema["$ref"].as_str().and_then(|to| to.strip_prefix("#/components/schemas/")) {
        return taken(&described()[name], value, at, found);
    }
    if let Some([form]) = schema["allOf"].as_array().map(Vec::as_slice) {
        return taken(form, value, at, found);
    }
    match schema["x-rust-type"]["path"].as_str().unwrap_or_default() {
        "intellixent::wire::OpenEnum" => return here(value.is_string()),
        "intellixent::wire::Usd" => return here(is_amount(value)),
        "intellixent::wire::Timestamp" => return here(value.as_str().is_some_and(is_time)),
        _ => {}
    }
    if let Some(forms) = schema["oneOf"].as_array() {
        // No two forms take the same value.
        for form in forms {
            let mut inner = Vec::new();
            if taken(form, value, at, &mut inner).is_ok() {
                found.extend(inner);
                return Ok(());
            }
        }
        return here(false);
    }
    match (schema["type"].as_str(), value) {
        (None, _) | (Some("boolean"), Value::Bool(_)) => Ok(()),
        (Some("string"), Value::String(text)) => {
            here(schema["enum"].as_array().is_none_or(|list| list.iter().any(|listed| listed == text)))
        }
        (Some("integer"), Value::Number(number)) => here(match schema["format"].as_str() {
            Some("uint64") => number.is_u64(),
            Some("int64") | None => number.is_i64(),
            Some(format) => panic!("the range of the format {format} is not known: add it to {}", file!()),
        }),
        // An integer is taken if a double holds it.
        (Some("number"), Value::Number(number)) => here(number.is_f64() || exact(number)),
        (Some("array"), Value::Array(items)) => {
            here(schema["maxItems"].as_u64().is_none_or(|most| items.len() as u64 <= most))?;
            let mut inner = Vec::new();
            for (index, item) in items.iter().enumerate() {
                taken(&schema["items"], item, &format!("{at}[{index}]"), &mut inner).map_err(|_| at.to_owned())?;
            }
            found.extend(inner);
            Ok(())
        }
        (Some("object"), Value::Object(members)) => {
            let mut inner = Vec::new();
            for (name, property) in schema["properties"].as_object().into_iter().flatten() {
                let dot = if at.is_empty() { "" } else { "." };
                let place = format!("{at}{dot}{name}");
                let required = schema["required"].as_array().is_some_and(|names| names.iter().any(|n| n == name));
                match members.get(name) {
                    None if required => return Err(place),
                    Some(value) if required => taken(property, value, &place, &mut inner).map_err(|_| place)?,
                    None | Some(Value::Null) => {}
                    Some(value) => inner.extend(taken(property, value, &place, found).err()),
                }
            }
            if schema["properties"].is_null() {
                for value in members.values() {
                    taken(&schema["additionalProperties"], value, at, &mut inner).map_err(|_| at.to_owned())?;
                }
            }
            found.extend(inner);
            Ok(())
        }
        (Some(_), _) => here(false),
    }
}

fn exact(number: &serde_json::Number) -> bool {
    let digits = number.to_string();
    digits.parse::<f64>().is_ok_and(|double| format!("{double:.0}") == digits)
}

fn is_amount(value: &Value) -> bool {
    match value {
        Value::Number(number) => match number.as_f64().filter(|_| number.is_f64()) {
            Some(double) => Decimal::from_str_exact(&double.to_string()).is_ok(),
            None => true,
        },
        Value::String(text) => {
            let digits = text.strip_prefix('-').unwrap_or(text);
            let mut parts = digits.split('.');
            let decimal =
                parts.by_ref().take(2).all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()));
            decimal && parts.next().is_none() && Decimal::from_str_exact(text).is_ok()
        }
        _ => false,
    }
}

fn is_time(text: &str) -> bool {
    let pattern = |form: usize| described()["Timestamp"]["oneOf"][form]["pattern"].as_str().unwrap();
    let matches = |form| jsonschema::is_valid(&serde_json::json!({"pattern": pattern(form)}), &Value::from(text));
    let date = text.get(..10).is_some_and(|date| date.parse::<jiff::civil::Date>().is_ok());
    (matches(0) || matches(1)) && date
}
