//! Strategies for strings and numbers.

use proptest::{prelude::*, sample::select, string::string_regex};
use serde_json::{Map, Number, Value, json};

use super::{Instances, limit};

/// A text of each format that is checked.
const FORMATTED: &[&str] = &[
    "14:30:00Z",
    "P1DT2H",
    "a@h.example",
    "h.example",
    "127.0.0.1",
    "::1",
    "https://h.example/a?b=c",
    "/a/b",
    "0/a",
    "00000000-0000-4000-8000-000000000007",
];

pub(super) fn string(words: &Map<String, Value>) -> Instances {
    let pattern = words.get("pattern").and_then(Value::as_str);
    let length = ["minLength", "maxLength"].map(|word| limit(words, word));
    // By `\d` and `\w`, JSON Schema means ASCII.
    let plain = |pattern: &str| {
        let pattern = pattern.strip_prefix('^').unwrap_or(pattern);
        let pattern = pattern.strip_suffix('$').unwrap_or(pattern);
        string_regex(&pattern.replace(r"\d", "[0-9]").replace(r"\w", "[0-9A-Za-z_]")).ok()
    };
    let text = match (words.get("format").and_then(Value::as_str), pattern.and_then(plain), length) {
        (Some("date-time"), ..) => date_time(),
        (Some("date-time-local"), ..) => date_and_time().prop_map(|(date, time)| format!("{date} {time}")).boxed(),
        (Some("date"), ..) => date_and_time().prop_map(|(date, _)| date).boxed(),
        (_, Some(texts), _) => texts.boxed(),
        (Some(_), ..) => prop_oneof![select(FORMATTED).prop_map(str::to_owned), text()].boxed(),
        (None, _, [None, None]) => text(),
        (None, _, [least, most]) => {
            let least = least.unwrap_or(0);
            let most = most.unwrap_or(least + 8).min(least + 8).max(least);
            string_regex(&format!("(?s).{{{least},{most}}}")).unwrap().boxed()
        }
    };
    text.prop_map(Value::String).boxed()
}

/// Texts of every length and script, with what needs an escape in JSON.
pub(super) fn text() -> BoxedStrategy<String> {
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

pub(super) fn integer(words: &Map<String, Value>) -> Option<Instances> {
    let format = words.get("format").and_then(Value::as_str).unwrap_or_default();
    let bits = |name: &str| format.strip_prefix(name)?.parse::<u32>().ok();
    let (low, high) = match (bits("uint"), bits("int")) {
        (Some(bits), _) => (0, (1_i128 << bits) - 1),
        (None, bits) => (-1_i128 << (bits.unwrap_or(64) - 1), (1_i128 << (bits.unwrap_or(64) - 1)) - 1),
    };
    let bound = |word: &str, inside: fn(f64) -> f64| {
        let bound = words.get(word)?;
        bound
            .as_i64()
            .map(i128::from)
            .or(bound.as_u64().map(i128::from))
            .or_else(|| format!("{:.0}", inside(bound.as_f64()?)).parse().ok())
    };
    let step = bound("multipleOf", f64::ceil).unwrap_or(1).max(1);
    let (least, greatest) = (bound("minimum", f64::ceil), bound("maximum", f64::floor));
    let (low, high) = (least.unwrap_or(low).max(low), greatest.unwrap_or(high).min(high));
    let (low, high) = (-(-low).div_euclid(step), high.div_euclid(step));
    if low > high {
        return None;
    }
    let near = prop_oneof![Just(low), Just(high), low..=high.min(low + 10_000)];
    let number = prop_oneof![near, low..=high];
    Some(number.prop_map(move |number| Value::Number(Number::from_i128(number * step).unwrap())).boxed())
}

/// Unless `exact`, integers are such as a double holds.
pub(super) fn number(words: &Map<String, Value>, exact: bool) -> Option<Instances> {
    let bound = |word: &str, without| words.get(word).map_or(without, |bound| bound.as_f64().unwrap());
    let (low, high) = (bound("minimum", f64::MIN), bound("maximum", f64::MAX));
    if low > high {
        return None;
    }
    let step = words.get("multipleOf").and_then(Value::as_f64);
    let everyday = prop_oneof![
        (-1_000_000i64..1_000_000).prop_map(Value::from),
        (any::<i32>(), 0..=8).prop_map(|(digits, places)| json!(f64::from(digits) / 10f64.powi(places))),
        any::<i16>().prop_map(move |count| json!(f64::from(count) * step.unwrap_or(1.0))),
    ];
    let integer = any::<u64>().prop_map(move |number| Value::from(if exact { number } else { number >> 11 }));
    let number = prop_oneof![everyday, integer, double().prop_map(Value::from)];
    let within = low.max(-1e300)..=high.min(1e300);
    let number = (number, within).prop_map(move |(number, within)| {
        // What is too large becomes as small as it was large.
        let double = number.as_f64().unwrap();
        let is_within = |double| (low..=high).contains(&double);
        if is_within(double) {
            number
        } else {
            json!(Some(double.recip()).filter(|it| is_within(*it)).unwrap_or(within))
        }
    });
    Some(number.boxed())
}

pub(super) fn double() -> impl Strategy<Value = f64> {
    use prop::num::f64::{NEGATIVE, NORMAL, POSITIVE, SUBNORMAL, ZERO};
    POSITIVE | NEGATIVE | NORMAL | SUBNORMAL | ZERO
}
