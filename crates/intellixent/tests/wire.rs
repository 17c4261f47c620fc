//! The types with more than one form on the wire: what they take, how they compare, and how they are written.
#![allow(clippy::unwrap_used, reason = "a test may stop where it fails")]

use std::hash::BuildHasher;

use intellixent::{
    Evaluation, Timestamp, Transcript, Usd, jiff,
    rust_decimal::Decimal,
    serde_json::{self, Value},
};

fn usd(json: &str) -> Usd {
    serde_json::from_str(json).unwrap()
}

#[test]
fn a_number_is_the_decimal_on_the_wire() {
    for text in ["0.02", "0.025", "8.5", "0.1", "1234567.12345678", "-3.75", "0", "42", "9007199254740993"] {
        assert_eq!(usd(text).amount(), Decimal::from_str_exact(text).unwrap(), "{text}");
        assert_eq!(usd(&serde_json::to_string(&usd(text)).unwrap()), usd(text), "{text}");
    }
    assert_eq!(usd("1e-7").amount(), Decimal::from_str_exact("0.0000001").unwrap());
    assert_eq!(usd("2.5E3").amount(), Decimal::from(2500));
}

#[test]
fn a_number_serializes_unchanged() {
    for json in
        ["0.02", "3", "3.0", "-3", "0", "-0.0", "2500.0", "9007199254740993", "18446744073709551615", "1e28", "1.5e-11"]
    {
        let value: Value = serde_json::from_str(json).unwrap();
        assert_eq!(serde_json::to_value(usd(json)).unwrap().to_string(), value.to_string());
    }
}

#[test]
fn both_forms_of_an_amount_are_equal() {
    let (number, text) = (usd("0.025"), usd(r#""0.02500000""#));
    assert_eq!(number, text);
    assert_eq!(number.cmp(&text), std::cmp::Ordering::Equal);
    assert_eq!(serde_json::to_string(&text).unwrap(), "0.025");
    let hasher = std::hash::RandomState::new();
    assert_eq!(hasher.hash_one(number), hasher.hash_one(text));
    assert_eq!(usd("-0.0"), Usd::ZERO);
    assert_eq!(hasher.hash_one(usd("-0.0")), hasher.hash_one(Usd::ZERO));
}

#[test]
fn an_amount_with_more_digits_than_a_double_is_written_as_text() {
    let json = r#""123456789012345678.12345678""#;
    assert_eq!(serde_json::to_string(&usd(json)).unwrap(), json);
}

#[test]
fn zeros_at_the_end_do_not_make_a_text_too_long() {
    let zeros = "0".repeat(40);
    assert_eq!(usd(&format!("\"0.025{zeros}\"")), usd("0.025"));
    assert_eq!(usd(&format!("\"7.{zeros}\"")), usd("7"));
}

#[test]
fn a_precision_rounds_and_does_not_cut_off() {
    for (amount, shown) in [
        ("2.025", "2.03"),
        ("-2.025", "-2.03"),
        ("2.0249", "2.02"),
        ("0.999", "1.00"),
        ("2", "2.00"),
        ("1e-28", "0.00"),
    ] {
        assert_eq!(format!("{:.2}", usd(amount)), shown, "{amount}");
    }
    assert_eq!(
        format!("[{:>8.1}] [{:<6}] {}", usd("12.35"), usd("1.5"), usd("1e-28")),
        "[    12.4] [1.5   ] 0.0000000000000000000000000001"
    );
}

#[test]
fn what_is_no_amount_or_not_exact_is_refused_without_a_panic() {
    for json in [
        r#""""#,
        r#"" 1""#,
        r#""1e3""#,
        r#""+1""#,
        r#"".5""#,
        r#""1.""#,
        r#""0x10""#,
        r#""NaN""#,
        r#""1_000""#,
        r#""0.12345678901234567890123456789""#,
        r#""123456789012345678901234567890""#,
        "-2.7755575615628914e-17",
        "1e-300",
        "1e300",
        "-1e29",
        "true",
        "{}",
        "[]",
    ] {
        let error = serde_json::from_str::<Usd>(json).unwrap_err();
        assert!(error.to_string().contains("expected an amount of at most 28 digits"), "{json}: {error}");
    }
}

#[test]
fn amounts_are_added_taken_away_and_summed_up() {
    let (a, b) = (usd("0.1"), usd("0.2"));
    let (first, second) = (&a, &b);
    assert_eq!([a + b, first + b, a + second, first + second], [usd("0.3"); 4]);
    assert_eq!([b - a, -(a - b)], [usd("0.1"); 2]);
    assert_eq!([a, b].iter().sum::<Usd>(), [a, b].into_iter().sum());
    assert_eq!(a * Decimal::from(3), usd("0.3"));
    let mut sum = Usd::ZERO;
    sum += a;
    sum += &b;
    sum -= Usd::from(1);
    assert_eq!(sum, usd("-0.7"));
    assert_eq!(serde_json::to_string(&sum).unwrap(), "-0.7");
    assert_eq!(serde_json::to_string(&(usd(r#""0.50""#) + usd(r#""1.50""#))).unwrap(), "2");
}

#[test]
fn amounts_are_scaled_and_shared_out() {
    assert_eq!([usd("0.1") * 3, usd("0.9") / 3_u32, usd("0.6") / 2_usize], [usd("0.3"); 3]);
    assert_eq!(usd("1") / Decimal::from(8), usd("0.125"));
}

#[test]
fn a_time_without_an_offset_has_no_instant() {
    let time: Timestamp = "2025-08-04 14:30:00".parse().unwrap();
    assert_eq!(time.civil(), jiff::civil::date(2025, 8, 4).at(14, 30, 0, 0));
    assert_eq!(time.instant(), None);
}

#[test]
fn a_time_with_an_offset_is_a_moment() {
    let moment = "2025-08-04T12:30:00Z".parse().unwrap();
    for text in [
        "2025-08-04T12:30:00Z",
        "2025-08-04T14:30:00+02:00",
        "2025-08-04T12:30:00.000000Z",
        "2025-08-04T07:00:00.0-05:30",
    ] {
        assert_eq!(text.parse::<Timestamp>().unwrap().instant(), Some(moment), "{text}");
    }
    let fine: Timestamp = "2025-08-04T12:30:00.000001Z".parse().unwrap();
    assert_eq!(fine.instant().unwrap().as_microsecond() % 1_000_000, 1);
}

#[test]
fn times_are_ordered_by_the_instant_or_as_written_and_equal_only_if_they_say_the_same() {
    let sorted = [
        "0000-01-01T00:00:00+23:59",
        "2025-08-04T12:30:00+05:00",
        "2025-08-04 09:00:00",
        "2025-08-04T11:30:00+02:00",
        "2025-08-04 10:00:00",
        "2025-08-04T10:00:00Z",
        "2025-08-04T12:00:00+02:00",
        "9999-12-31T23:59:59-23:59",
    ];
    let mut times = sorted.map(|text| text.parse::<Timestamp>().unwrap());
    times.reverse();
    times.sort();
    assert_eq!(times.map(|time| time.to_string()), sorted);
    assert!(times.is_sorted_by(|a, b| a < b && a != b));
}

#[test]
fn the_end_of_time_is_a_time_without_an_instant() {
    let never: Timestamp = "9999-12-31T23:59:59Z".parse().unwrap();
    assert_eq!(never.civil(), jiff::civil::date(9999, 12, 31).at(23, 59, 59, 0));
    assert_eq!(never.instant(), None);
}

#[test]
fn every_form_is_written_back_as_it_came() {
    for text in [
        "2025-08-04 14:30:00",
        "2024-02-29T00:00:00Z",
        "2025-08-04T14:30:00.120-00:00",
        "0000-01-01 00:00:00",
        "9999-12-31T23:59:59-23:59",
    ] {
        let json = format!("{text:?}");
        let time: Timestamp = serde_json::from_str(&json).unwrap();
        assert_eq!(serde_json::to_string(&time).unwrap(), json);
    }
}

#[test]
fn what_is_no_time_is_refused() {
    for text in [
        "",
        "2025-08-04",
        "2025-08-04T14:30:00",
        "2025-08-04 14:30:00Z",
        "2025-02-29 00:00:00",
        "2025-13-01 00:00:00",
        "2025-08-04 24:00:00",
        "2025-08-04 14:30:60",
        "2025-08-04T14:30:00.Z",
        "2025-08-04T14:30:00.1234567890Z",
        "2025-08-04T14:30:00+24:00",
        "2025-08-04T14:30:00+0200",
        "0000-00-00 00:00:00",
        "-025-08-04 14:30:00",
        "2025-08-04 14:30:00 ",
        "\u{0665}025-08-04 14:30:00",
    ] {
        let error = text.parse::<Timestamp>().unwrap_err().to_string();
        assert!(error.starts_with("expected a date and time such as"), "{text}: {error}");
    }
}

const FIELDS: &str = r#"[{"name":"a","type":"t","description":"d"},{"name":"b","type":"t","value":[1],"x":{}}]"#;

#[test]
fn names_are_found_alike_in_both_forms() {
    let by_name: Evaluation = serde_json::from_str(r#"{"a":null,"b":[1]}"#).unwrap();
    let described: Evaluation = serde_json::from_str(FIELDS).unwrap();
    assert_eq!(by_name.iter().collect::<Vec<_>>(), described.iter().collect::<Vec<_>>());
    assert_eq!(described.get("a"), Some(&Value::Null));
    assert_eq!(described.get("c"), None);
    assert!(!by_name.is_empty() && !described.is_empty());
    assert_eq!((by_name.fields().len(), described.fields().len()), (0, 2));
}

const TURNS: &str = r#"[{"text":"Hi","type":"t","sender":"bot","timestamp":1.5,"mood":{"a":[1]}},{"text":"Yes\nno","sender":"human","timestamp":2.0,"type":7}]"#;

#[test]
fn turns_read_as_lines() {
    let transcript: Transcript = serde_json::from_str(TURNS).unwrap();
    assert_eq!(transcript.to_string(), "bot: Hi\nhuman: Yes\nno");
    assert_eq!(transcript.turns().len(), 2);
}
