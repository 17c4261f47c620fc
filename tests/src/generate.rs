//! Generates instances of the document's schemas, as they are when the test runs: every form, with any combination of absent
//! fields, nulls, undocumented fields and values outside enums.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may stop where it fails")]

use proptest::{prelude::*, sample::select, string::string_regex};
use serde_json::{Map, Number, Value, json};

use crate::schema::described;

/// Instances of the document's schema of that name.
///
/// # Panics
///
/// If the schema has a keyword that this file does not know, and must not ignore.
pub fn instance(name: &str) -> BoxedStrategy<Value> {
    of(&described()[name], 0)
}

/// Any JSON at all.
pub fn any_json() -> BoxedStrategy<Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Bool),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        double().prop_map(Value::from),
        text().prop_map(Value::String),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::Array),
            prop::collection::btree_map(text(), inner, 0..4).prop_map(|members| members.into_iter().collect()),
        ]
    })
    .boxed()
}

const KNOWN: &[&str] = &[
    "$ref",
    "additionalProperties",
    "allOf",
    "anyOf",
    "deprecated",
    "description",
    "enum",
    "example",
    "format",
    "items",
    "maxItems",
    "maximum",
    "minItems",
    "minimum",
    "nullable",
    "oneOf",
    "pattern",
    "properties",
    "required",
    "title",
    "type",
];

fn of(schema: &Value, depth: usize) -> BoxedStrategy<Value> {
    assert!(depth < 16, "a schema that holds itself: {schema}");
    let words = schema.as_object().unwrap();
    if let Some(word) = words.keys().find(|word| !word.starts_with("x-") && !KNOWN.contains(&word.as_str())) {
        panic!("the schema says `{word}`, and {} does not generate that", file!());
    }
    if let Some(reference) = words.get("$ref") {
        let name = reference.as_str().unwrap().strip_prefix("#/components/schemas/").unwrap();
        return of(&described()[name], depth + 1);
    }
    if let Some(Value::Array(forms)) = words.get("allOf") {
        // More than one would have to be drawn so that all of them hold.
        assert!(forms.len() == 1, "{} does not generate {schema}", file!());
        return of(&forms[0], depth + 1);
    }
    if let Some(Value::Array(forms)) = words.get("anyOf").or(words.get("oneOf")) {
        return prop::strategy::Union::new(forms.iter().map(|form| of(form, depth + 1))).boxed();
    }
    let value = match (words.get("enum"), words.get("type").and_then(Value::as_str)) {
        (Some(Value::Array(values)), _) => select(values.clone()).boxed(),
        (_, Some("string")) => string(words),
        (_, Some("integer")) => integer(words),
        (_, Some("number")) => number(words),
        (_, Some("boolean")) => any::<bool>().prop_map(Value::Bool).boxed(),
        (_, Some("array")) => array(words, depth),
        (_, Some("object")) => object(words, depth),
        (_, None) => any_json(),
        (_, Some(other)) => panic!("no such type: {other}"),
    };
    match words.get("nullable") {
        Some(Value::Bool(true)) => prop_oneof![4 => value, 1 => Just(Value::Null)].boxed(),
        _ => value,
    }
}

fn object(words: &Map<String, Value>, depth: usize) -> BoxedStrategy<Value> {
    let none = Map::new();
    let properties = words.get("properties").and_then(Value::as_object).unwrap_or(&none);
    let required = words.get("required").and_then(Value::as_array).cloned().unwrap_or_default();
    let members: Vec<_> = properties
        .iter()
        .map(|(name, schema)| {
            let value = of(schema, depth + 1).prop_map(Some);
            let value = match required.iter().any(|required| required == name) {
                true => value.boxed(),
                false => prop_oneof![3 => value, 1 => Just(None)].boxed(),
            };
            let name = name.clone();
            value.prop_map(move |value| value.map(|value| (name.clone(), value)))
        })
        .collect();
    let more = match words.get("additionalProperties") {
        Some(Value::Bool(false)) => Just(Vec::new()).boxed(),
        None | Some(Value::Bool(true)) => prop::collection::vec((text(), any_json()), 0..4).boxed(),
        Some(schema) => prop::collection::vec((text(), of(schema, depth + 1)), 0..4).boxed(),
    };
    let named: Vec<_> = properties.keys().cloned().collect();
    (more, members)
        .prop_map(move |(more, members)| {
            // A described name, drawn by chance, would have a value that its schema does not describe.
            let more = more.into_iter().filter(|(name, _)| !named.contains(name));
            more.chain(members.into_iter().flatten()).collect()
        })
        .boxed()
}

fn array(words: &Map<String, Value>, depth: usize) -> BoxedStrategy<Value> {
    let limit = |word: &str| words.get(word).map(|limit| usize::try_from(limit.as_u64().unwrap()).unwrap());
    let least = limit("minItems").unwrap_or(0);
    let most = limit("maxItems").unwrap_or(least + 4).min(least + 4);
    prop::collection::vec(of(&words["items"], depth + 1), least..=most).prop_map(Value::Array).boxed()
}

fn string(words: &Map<String, Value>) -> BoxedStrategy<Value> {
    let text = match (words.get("format").and_then(Value::as_str), words.get("pattern").and_then(Value::as_str)) {
        (Some("date-time"), _) => date_time(),
        (Some("date-time-local"), _) => date_and_time().prop_map(|(date, time)| format!("{date} {time}")).boxed(),
        (Some(format), None) => panic!("no texts are known for the format {format}: add it to {}", file!()),
        (_, Some(pattern)) => string_regex(pattern.trim_start_matches('^').trim_end_matches('$')).unwrap().boxed(),
        (None, None) => text(),
    };
    text.prop_map(Value::String).boxed()
}

/// Texts of every length and script, with what needs an escape in JSON.
fn text() -> BoxedStrategy<String> {
    prop_oneof![
        4 => string_regex("(?s).{0,8}").unwrap(),
        2 => string_regex("[a-z_]{0,8}").unwrap(),
        1 => select(vec!["", "null", "0", "[]", "\0\n\"\\", "completed", "\u{1F600}", "2025-08-04"]).prop_map(String::from),
    ]
    .boxed()
}

fn date_time() -> BoxedStrategy<String> {
    let fraction = prop::option::of(string_regex("[0-9]{1,9}").unwrap());
    let zone = prop_oneof![
        Just("Z".to_owned()),
        (any::<bool>(), 0..24, 0..60).prop_map(|(west, h, m)| format!("{}{h:02}:{m:02}", if west { '-' } else { '+' })),
    ];
    (date_and_time(), fraction, zone)
        .prop_map(|((date, time), fraction, zone)| {
            let fraction = fraction.map(|digits| format!(".{digits}")).unwrap_or_default();
            format!("{date}T{time}{fraction}{zone}")
        })
        .boxed()
}

fn date_and_time() -> impl Strategy<Value = (String, String)> {
    let year = prop_oneof![3 => 1970i16..2100, 1 => 0i16..=9999];
    (year, 1i8..=12, 0i8..31, 0..24, 0..60, 0..60).prop_map(|(year, month, day, h, m, s)| {
        let days = jiff::civil::Date::new(year, month, 1).unwrap().days_in_month();
        (format!("{year:04}-{month:02}-{:02}", day % days + 1), format!("{h:02}:{m:02}:{s:02}"))
    })
}

fn integer(words: &Map<String, Value>) -> BoxedStrategy<Value> {
    let (low, high) = match words.get("format").and_then(Value::as_str) {
        Some("uint64") => (0, i128::from(u64::MAX)),
        Some("uint32") => (0, i128::from(u32::MAX)),
        Some("int32") => (i128::from(i32::MIN), i128::from(i32::MAX)),
        Some("int64") | None => (i128::from(i64::MIN), i128::from(i64::MAX)),
        Some(format) => panic!("the range of the format {format} is not known: add it to {}", file!()),
    };
    let bound = |word: &str| words.get(word).map(|bound| i128::from(bound.as_i64().unwrap()));
    let (low, high) = (bound("minimum").unwrap_or(low).max(low), bound("maximum").unwrap_or(high).min(high));
    let near = prop_oneof![Just(low), Just(high), low..=high.min(low + 10_000)];
    prop_oneof![near, low..=high].prop_map(|number| Value::Number(Number::from_i128(number).unwrap())).boxed()
}

fn number(words: &Map<String, Value>) -> BoxedStrategy<Value> {
    let bound = |word: &str, without| words.get(word).map_or(without, |bound| bound.as_f64().unwrap());
    let (low, high) = (bound("minimum", f64::MIN), bound("maximum", f64::MAX));
    let everyday = prop_oneof![
        (-1_000_000i64..1_000_000).prop_map(Value::from),
        (any::<i32>(), 0..=8).prop_map(|(digits, places)| json!(f64::from(digits) / 10f64.powi(places))),
    ];
    // A double holds not every integer.
    let is_double = words.get("format").is_some_and(|format| format == "double");
    let integer = any::<u64>().prop_map(move |number| Value::from(if is_double { number >> 11 } else { number }));
    prop_oneof![everyday, integer, double().prop_map(Value::from)]
        // A number that is too large becomes as small as it was large, which is cheaper than generating another one.
        .prop_map(move |number| match number.as_f64().unwrap() {
            double if (low..=high).contains(&double) => number,
            double => json!(double.recip()),
        })
        .prop_filter("within the bounds", move |number| (low..=high).contains(&number.as_f64().unwrap()))
        .boxed()
}

fn double() -> impl Strategy<Value = f64> {
    use prop::num::f64::{NEGATIVE, NORMAL, POSITIVE, SUBNORMAL, ZERO};
    POSITIVE | NEGATIVE | NORMAL | SUBNORMAL | ZERO
}
