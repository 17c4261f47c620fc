//! The expected result of decoding an instance, computed from the document without the client: an error, or its misfits.
#![allow(clippy::unwrap_used, reason = "a test may stop where it fails")]

use intellixent::rust_decimal::Decimal;
use serde_json::{Map, Value};

use crate::schema::{described, merged, parts};

/// The paths of all misfits of an instance of the document's schema of that name; or, as an error, the path of a required field
/// that is missing or invalid.
///
/// # Errors
///
/// If decoding must fail.
pub fn misfits(name: &str, instance: &Value) -> Result<Vec<String>, String> {
    let mut found = Vec::new();
    taken(&described()[name], instance, "", &mut found).map(|_| found)
}

/// Collects the misfits in a value, and gives how many values in it are only JSON or text; an error is the path for which the
/// whole value is not taken.
fn taken(schema: &Value, value: &Value, at: &str, found: &mut Vec<String>) -> Result<usize, String> {
    let here = |fits: bool, untyped: usize| if fits { Ok(untyped) } else { Err(at.to_owned()) };
    if value.is_null() && takes_null(schema) {
        return Ok(0);
    }
    let schema = Value::Object(merged(&parts(described(), schema).0));
    let path = schema["x-rust-type"]["path"].as_str().unwrap_or_default();
    match path {
        "intellixent::wire::OpenEnum" => return here(value.is_string(), 0),
        "intellixent::wire::Usd" => return here(is_amount(value), 0),
        "intellixent::wire::Timestamp" => return here(value.as_str().is_some_and(is_time), 0),
        _ => {}
    }
    if let Some(forms) = schema["oneOf"].as_array().or(schema["anyOf"].as_array()) {
        // The form with the fewest misfits and absent fields, then with the fewest values that are only JSON. No two forms of a hand-written
        // type take the same value.
        let forms = forms.iter().filter_map(|form| {
            let mut inner = Vec::new();
            let untyped = taken(form, value, at, &mut inner).ok()?;
            let is_taken = path.is_empty() || form["maxItems"].as_u64().is_none_or(|most| count(value) <= most);
            let whole = Value::Object(merged(&parts(described(), form).0));
            let required = whole["required"].as_array().into_iter().flatten().filter_map(Value::as_str);
            let absent = required.filter(|name| value.get(name).is_none()).count();
            is_taken.then_some((inner.len() + absent, untyped, inner))
        });
        let (_, untyped, inner) = forms.min_by_key(|(misfits, untyped, _)| (*misfits, *untyped)).ok_or(at)?;
        found.extend(inner);
        return Ok(untyped);
    }
    let mut inner = Vec::new();
    let untyped = match (schema["type"].as_str(), value) {
        (None, _) => untyped(value),
        (Some("boolean"), Value::Bool(_)) => 0,
        (Some("string"), Value::String(text)) => match (&schema["enum"], schema["format"].as_str()) {
            (Value::Array(list), _) => here(list.contains(value), 0)?,
            (_, Some("date")) => here(text.len() == 10 && text.parse::<jiff::civil::Date>().is_ok(), 0)?,
            (_, Some("date-time")) => here(is_time(text), 0)?,
            _ => 1,
        },
        (Some("integer"), Value::Number(number)) => {
            let format = schema["format"].as_str().unwrap_or_default();
            let is_unsigned =
                format.starts_with("uint") || schema["minimum"].as_f64().is_some_and(|least| least >= 0.0);
            let fits = match (is_unsigned, format.ends_with("32")) {
                (true, true) => number.as_u64().is_some_and(|number| u32::try_from(number).is_ok()),
                (true, false) => number.is_u64(),
                (false, true) => number.as_i64().is_some_and(|number| i32::try_from(number).is_ok()),
                (false, false) => number.is_i64(),
            };
            here(fits, 0)?
        }
        // An integer is taken if a double holds it.
        (Some("number"), Value::Number(number)) => {
            here(number.is_f64() || exact(number), usize::from(number.as_f64().unwrap().fract() == 0.0))?
        }
        (Some("array"), Value::Array(items)) => {
            let mut untyped = 0;
            for (index, item) in items.iter().enumerate() {
                let item = taken(&schema["items"], item, &format!("{at}[{index}]"), &mut inner);
                untyped += item.map_err(|_| at.to_owned())?;
            }
            untyped
        }
        (Some("object"), Value::Object(members)) if schema["properties"].is_object() => {
            let mut untyped = 0;
            let properties = schema["properties"].as_object().unwrap();
            for (name, property) in properties {
                let place = member(at, name);
                let listed = schema["required"].as_array().is_some_and(|names| names.iter().any(|n| n == name));
                let is_required = listed && property["writeOnly"] != true && !takes_null(property);
                untyped += match members.get(name) {
                    None if is_required => return Err(place),
                    Some(value) if is_required => taken(property, value, &place, &mut inner).map_err(|_| place)?,
                    None | Some(Value::Null) => 0,
                    Some(value) => taken(property, value, &place, &mut inner).unwrap_or_else(|_| {
                        inner.push(place);
                        self::untyped(value)
                    }),
                };
            }
            let extra = members.iter().filter(|(name, _)| !properties.contains_key(*name));
            untyped + extra.map(|(_, value)| self::untyped(value)).sum::<usize>()
        }
        (Some("object"), Value::Object(members)) => {
            let mut untyped = 0;
            for (name, value) in members {
                let taken = taken(&schema["additionalProperties"], value, &member(at, name), &mut inner);
                untyped += 1 + taken.map_err(|_| at.to_owned())?;
            }
            untyped
        }
        (Some(_), _) => return Err(at.to_owned()),
    };
    found.extend(inner);
    Ok(untyped)
}

/// The path of a member.
fn member(at: &str, name: &str) -> String {
    let is_plain = name.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_'));
    let is_plain =
        is_plain && (1..=40).contains(&name.len()) && !name.starts_with(|first: char| first.is_ascii_digit());
    match is_plain {
        true if at.is_empty() => name.to_owned(),
        true => format!("{at}.{name}"),
        false => format!("{at}[{name:?}]"),
    }
}

/// What stands at a path such as `transcript[3].timestamp`.
pub fn at<'a>(instance: &'a Value, path: &str) -> Option<&'a Value> {
    let mut open = vec![(String::new(), instance)];
    while let Some((place, value)) = open.pop() {
        if place == path {
            return Some(value);
        }
        let items = value.as_array().into_iter().flatten().enumerate();
        let items = items.map(|(index, item)| (format!("{place}[{index}]"), item));
        let members = value.as_object().into_iter().flatten().map(|(name, value)| (member(&place, name), value));
        open.extend(items.chain(members).filter(|(place, _)| path.starts_with(place.as_str())));
    }
    None
}

fn takes_null(schema: &Value) -> bool {
    let whole = merged(&parts(described(), schema).0);
    let forms = ["oneOf", "anyOf"].into_iter().filter_map(|key| whole.get(key)?.as_array());
    whole.get("nullable") == Some(&Value::Bool(true)) || forms.flatten().any(takes_null)
}

fn count(value: &Value) -> u64 {
    value.as_array().map_or(0, |items| items.len() as u64)
}

fn untyped(value: &Value) -> usize {
    let inside = value.as_array().into_iter().flatten().chain(value.as_object().into_iter().flat_map(Map::values));
    2 + inside.map(untyped).sum::<usize>()
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
