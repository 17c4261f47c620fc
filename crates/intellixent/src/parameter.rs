//! How a parameter is serialized into a request; `intellixent-httpmock` matches requests with the same functions.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use serde_json::Value;

/// A value as strings: one for a scalar, none for `null`, one for each item of an array.
pub fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::Null => Vec::new(),
        Value::Array(items) => items.iter().flat_map(texts).collect(),
        Value::String(text) => vec![text.clone()],
        other => vec![other.to_string()],
    }
}

/// Everything but the unreserved characters of RFC 3986.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Percent-encodes one segment of a path.
pub fn encode_segment(text: &str) -> String {
    utf8_percent_encode(text, RESERVED).to_string()
}

/// Whether a server or proxy could resolve the value to another path, after decoding it any number of times.
pub(crate) fn has_dot_segment(text: &str) -> bool {
    let mut text = text.to_owned();
    loop {
        if text.split(['/', '\\']).any(|part| matches!(part, "" | "." | "..")) {
            return true;
        }
        match percent_decode_str(&text).decode_utf8_lossy() {
            decoded if decoded == text => return false,
            decoded => text = decoded.into_owned(),
        }
    }
}
