//! What of a response may be told or kept: the platform's own words, never what a customer wrote.

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
