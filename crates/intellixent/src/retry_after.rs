//! How long a server asks to wait before the next request.
//!
//! In the header `Retry-After`, as seconds or as a date; or, as the vendor documents it for 429, in the body's
//! `retry_after`. Whatever cannot be represented is longer than any limit, and never "now".

use std::time::Duration;

use http::{HeaderMap, HeaderValue, header};
use jiff::{Timestamp, civil::DateTime, fmt::rfc2822, tz::Offset};
use serde_json::{Map, Value};

/// Longer than any limit.
const FOREVER: Duration = Duration::from_secs(u64::MAX);

/// No error that says how long to wait is larger: a body that is, is not worth its parsing.
const MAX_BODY: usize = 64 * 1024;

/// What an answer asks for. The header takes precedence over the body, unless it cannot be understood.
pub(crate) fn asked(headers: &HeaderMap, body: &[u8]) -> Option<Duration> {
    in_header(headers, Timestamp::now).or_else(|| in_body(body))
}

/// A date is counted from the answer's own `Date` where it has one: the two clocks may differ.
fn in_header(headers: &HeaderMap, now: impl FnOnce() -> Timestamp) -> Option<Duration> {
    let text = |value: &HeaderValue| value.to_str().ok().map(|text| text.trim().to_owned());
    let asked = text(headers.get(header::RETRY_AFTER)?)?;
    if let Some(pause) = seconds(&asked) {
        return Some(pause);
    }
    let until = date(&asked)?;
    let said = headers.get(header::DATE).and_then(|value| date(&text(value)?));
    let now = said.unwrap_or_else(|| Offset::UTC.to_datetime(now()));
    // A date that has passed is now.
    Some(Duration::try_from(until.duration_since(now)).unwrap_or_default())
}

fn in_body(body: &[u8]) -> Option<Duration> {
    if body.len() > MAX_BODY {
        return None;
    }
    match serde_json::from_slice::<Map<String, Value>>(body).ok()?.get("retry_after")? {
        Value::Number(number) => pause(number.as_f64()?),
        Value::String(text) => seconds(text.trim()),
        _ => None,
    }
}

/// Seconds as HTTP has them, or with a fraction, as some servers write them.
fn seconds(text: &str) -> Option<Duration> {
    let digits = text.starts_with(|first: char| first.is_ascii_digit());
    let plain = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    if digits && plain { pause(text.parse().ok()?) } else { None }
}

fn pause(seconds: f64) -> Option<Duration> {
    (seconds >= 0.0).then(|| Duration::try_from_secs_f64(seconds).unwrap_or(FOREVER))
}

/// A date as HTTP has it, in the form of today or in one of the two that RFC 9110 asks every recipient to read as well.
///
/// As a civil time of UTC: the last day of the calendar, which some servers write for "never", is no `Timestamp`.
fn date(text: &str) -> Option<DateTime> {
    static TODAY: rfc2822::DateTimeParser = rfc2822::DateTimeParser::new().relaxed_weekday(true);
    if let Ok(timestamp) = TODAY.parse_timestamp(text) {
        return Some(Offset::UTC.to_datetime(timestamp));
    }
    // Nothing depends on the day of the week, not even on whether it is the right one.
    let (_, rest) = text.split_once(' ')?;
    let forms = ["%d %b %Y %H:%M:%S GMT", "%d-%b-%y %H:%M:%S GMT", "%b %e %H:%M:%S %Y"];
    forms.iter().find_map(|form| DateTime::strptime(form, rest).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: &str = "Mon, 04 Aug 2025 14:30:00 GMT";

    fn headers(fields: &[(&'static str, &str)]) -> HeaderMap {
        fields.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap())).collect()
    }

    fn header(text: &str) -> Option<Duration> {
        asked(&headers(&[("retry-after", text), ("date", NOW)]), b"")
    }

    #[test]
    fn seconds_may_have_a_fraction_and_any_size() {
        let milliseconds = |text| header(text).map(|pause| pause.as_millis());
        assert_eq!(milliseconds("0"), Some(0));
        assert_eq!(milliseconds("7"), Some(7_000));
        assert_eq!(milliseconds(" 15.5 "), Some(15_500));
        assert_eq!(milliseconds("1."), Some(1_000));
        assert_eq!(header("99999999999999999999999"), Some(FOREVER));
        assert_eq!(header(&"9".repeat(500)), Some(FOREVER));
        for text in ["", "-1", "-1.5 soon", "+7", ".5", "1.2.3", "1e3", "7s", "inf", "NaN", "0x7"] {
            assert_eq!(header(text), None, "{text}");
        }
    }

    #[test]
    fn a_date_counts_from_the_servers_clock_and_one_that_has_passed_is_now() {
        for text in [
            "Mon, 04 Aug 2025 14:30:11 GMT",
            "Tue, 04 Aug 2025 14:30:11 GMT",
            "Mon, 04 Aug 2025 14:30:11 +0000",
            "Monday, 04-Aug-25 14:30:11 GMT",
            "Mon Aug  4 14:30:11 2025",
        ] {
            assert_eq!(header(text), Some(Duration::from_secs(11)), "{text}");
        }
        assert_eq!(header("Mon, 04 Aug 2025 14:29:00 GMT"), Some(Duration::ZERO));
        assert_eq!(header("Mon, 04 Aug 2025"), None);
        assert_eq!(header("Mon, 32 Aug 2025 14:30:11 GMT"), None);
    }

    #[test]
    fn the_end_of_the_calendar_is_longer_than_any_limit() {
        for text in ["Fri, 31 Dec 9999 23:59:59 GMT", "Fri Dec 31 23:59:59 9999", "Thu, 30 Dec 9999 22:00:00 GMT"] {
            assert!(header(text) > Some(Duration::from_secs(7_000 * 365 * 86_400)), "{text}");
        }
    }

    #[test]
    fn a_clock_that_jumps_moves_no_date_of_a_server_that_says_what_time_it_is() {
        let date = "Mon, 04 Aug 2025 14:30:11 GMT";
        let with = headers(&[("retry-after", date), ("date", NOW)]);
        let without = headers(&[("retry-after", date)]);
        for (clock, counted) in [
            ("1970-01-01T00:00:00Z", 1_754_317_811),
            ("2025-08-04T14:30:01Z", 10),
            ("2025-08-04T14:30:12Z", 0),
            ("9999-12-30T22:00:00Z", 0),
        ] {
            let clock = || clock.parse().unwrap();
            assert_eq!(in_header(&with, clock), Some(Duration::from_secs(11)));
            assert_eq!(in_header(&without, clock), Some(Duration::from_secs(counted)));
        }
    }

    #[test]
    fn the_body_says_it_where_no_header_does() {
        let body = |text: &str| asked(&HeaderMap::new(), text.as_bytes()).map(|pause| pause.as_millis());
        assert_eq!(body(r#"{"message": "Too Many Attempts.", "retry_after": 60}"#), Some(60_000));
        assert_eq!(body(r#"{"retry_after": 15.5}"#), Some(15_500));
        assert_eq!(body(r#"{"retry_after": "60"}"#), Some(60_000));
        assert_eq!(body(r#"{"retry_after": 1e300}"#), Some(FOREVER.as_millis()));
        for text in ["", "<html>", "[60]", "60", "{}", r#"{"retry_after": null}"#, r#"{"retry_after": -1}"#] {
            assert_eq!(body(text), None, "{text}");
        }
        let large = format!(r#"{{"a": "{}", "retry_after": 60}}"#, " ".repeat(MAX_BODY));
        assert_eq!(body(&large), None);
        let told = br#"{"retry_after": 60}"#;
        assert_eq!(asked(&headers(&[("retry-after", "7")]), told), Some(Duration::from_secs(7)));
        assert_eq!(asked(&headers(&[("retry-after", "soon")]), told), Some(Duration::from_secs(60)));
    }
}
