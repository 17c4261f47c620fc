//! How the value of a parameter is written into a request. `intellixent-httpmock` expects what this writes.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use serde_json::Value;

/// The texts that a value is sent as: one for a scalar, none for `null`, one for each item of an array.
pub fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::Null => Vec::new(),
        Value::Array(items) => items.iter().flat_map(texts).collect(),
        Value::String(text) => vec![text.clone()],
        other => vec![other.to_string()],
    }
}

/// What RFC 3986 calls unreserved stays as it is.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// A text as one segment of a path.
pub fn encode_segment(text: &str) -> String {
    utf8_percent_encode(text, RESERVED).to_string()
}

/// Whether a server, or what stands before it, could take the text for another path: decoded as often as it can be.
pub(crate) fn leaves_its_place(text: &str) -> bool {
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
