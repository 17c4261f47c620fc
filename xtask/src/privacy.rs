//! What of a response may be told or kept: the platform's own words, never what a customer wrote.

use serde_json::Value;

/// How deep JSON may nest before its parser stops.
const MAX_DEPTH: usize = 128;
/// What some editors and shells put before a text.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// A response as JSON, or what is wrong with it: the parser's own words could hold a part of it.
pub(crate) fn json(body: &[u8]) -> Result<Value, String> {
    serde_json::from_slice(without_mark(body)).map_err(|error| {
        let deep = error.to_string().starts_with("recursion limit");
        if deep { format!("JSON nested deeper than {MAX_DEPTH} levels") } else { "not JSON".to_owned() }
    })
}

/// A text as it was before it was saved.
pub(crate) fn without_mark(body: &[u8]) -> &[u8] {
    body.strip_prefix(BYTE_ORDER_MARK).unwrap_or(body)
}

/// A word of the platform, which can stand in a list of the document; anything else could be personal.
pub(crate) fn is_word(text: &str) -> bool {
    text.len() <= 40
        && text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-')
}

/// A name in the form that the API gives its fields; a key of any other form (a name, a number) is a customer's.
pub(crate) fn is_field_name(name: &str) -> bool {
    name.len() <= 64
        && name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}
