//! Parses the delay that a server asks for before the next request: the header `Retry-After`, as seconds or as a date, or,
//! as the vendor documents it for 429, `retry_after` in the body.
//!
//! A delay that is too large to represent becomes [`FOREVER`], never zero.

use std::time::Duration;

use http::{HeaderMap, HeaderValue, header};
use jiff::{Timestamp, civil::DateTime, fmt::rfc2822, tz::Offset};
use serde_json::{Map, Value};

const FOREVER: Duration = Duration::from_secs(u64::MAX);

/// Larger bodies are not parsed.
const MAX_BODY: usize = 64 * 1024;

/// The delay of a response. A valid header takes precedence over the body.
pub(crate) fn requested(headers: &HeaderMap, body: &[u8]) -> Option<Duration> {
    in_header(headers, Timestamp::now).or_else(|| in_body(body))
}

/// A date is relative to the response's own `Date`, if it has one: the two clocks may differ.
fn in_header(headers: &HeaderMap, now: impl FnOnce() -> Timestamp) -> Option<Duration> {
    let text = |value: &HeaderValue| value.to_str().ok().map(|text| text.trim().to_owned());
    let value = text(headers.get(header::RETRY_AFTER)?)?;
    if let Some(delay) = seconds(&value) {
        return Some(delay);
    }
    let until = date(&value)?;
    let server_time = headers.get(header::DATE).and_then(|value| date(&text(value)?));
    let now = server_time.unwrap_or_else(|| Offset::UTC.to_datetime(now()));
    // A date in the past means no delay.
    Some(Duration::try_from(until.duration_since(now)).unwrap_or_default())
}

fn in_body(body: &[u8]) -> Option<Duration> {
    if body.len() > MAX_BODY {
        return None;
    }
    match serde_json::from_slice::<Map<String, Value>>(body).ok()?.get("retry_after")? {
        Value::Number(number) => delay(number.as_f64()?),
        Value::String(text) => seconds(text.trim()),
        _ => None,
    }
}

/// Seconds as in RFC 9110, or with a fraction, as some servers send them.
fn seconds(text: &str) -> Option<Duration> {
    let digits = text.starts_with(|first: char| first.is_ascii_digit());
    let plain = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    if digits && plain { delay(text.parse().ok()?) } else { None }
}

fn delay(seconds: f64) -> Option<Duration> {
    (seconds >= 0.0).then(|| Duration::try_from_secs_f64(seconds).unwrap_or(FOREVER))
}

/// An HTTP date: an IMF-fixdate, or one of the two obsolete formats that RFC 9110 requires recipients to accept.
///
/// Returned as a civil time in UTC: the end of the year 9999, which some servers send for "never", is no `Timestamp`.
fn date(text: &str) -> Option<DateTime> {
    static IMF_FIXDATE: rfc2822::DateTimeParser = rfc2822::DateTimeParser::new().relaxed_weekday(true);
    if let Ok(timestamp) = IMF_FIXDATE.parse_timestamp(text) {
        return Some(Offset::UTC.to_datetime(timestamp));
    }
    // The day of the week is ignored.
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
        requested(&headers(&[("retry-after", text), ("date", NOW)]), b"")
    }

    #[test]
    fn seconds_may_have_a_fraction_and_any_size() {
        let milliseconds = |text| header(text).map(|delay| delay.as_millis());
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
    fn a_date_counts_from_the_servers_clock_and_one_in_the_past_is_no_delay() {
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
    fn the_clients_clock_does_not_matter_if_the_response_has_a_date() {
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
    fn the_body_counts_where_there_is_no_header() {
        let body = |text: &str| requested(&HeaderMap::new(), text.as_bytes()).map(|delay| delay.as_millis());
        assert_eq!(body(r#"{"message": "Too Many Attempts.", "retry_after": 60}"#), Some(60_000));
        assert_eq!(body(r#"{"retry_after": 15.5}"#), Some(15_500));
        assert_eq!(body(r#"{"retry_after": "60"}"#), Some(60_000));
        assert_eq!(body(r#"{"retry_after": 1e300}"#), Some(FOREVER.as_millis()));
        for text in ["", "<html>", "[60]", "60", "{}", r#"{"retry_after": null}"#, r#"{"retry_after": -1}"#] {
            assert_eq!(body(text), None, "{text}");
        }
        let large = format!(r#"{{"a": "{}", "retry_after": 60}}"#, " ".repeat(MAX_BODY));
        assert_eq!(body(&large), None);
        let json = br#"{"retry_after": 60}"#;
        assert_eq!(requested(&headers(&[("retry-after", "7")]), json), Some(Duration::from_secs(7)));
        assert_eq!(requested(&headers(&[("retry-after", "soon")]), json), Some(Duration::from_secs(60)));
    }
}
