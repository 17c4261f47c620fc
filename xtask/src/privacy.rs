//! What of a response may be told or kept: what the document has, and what somebody says is the platform's own.

use std::str::FromStr;

/// A place in a response that holds nothing personal, with all below it, as `/status` or `/transcript/*/sender`.
#[derive(Debug, Clone)]
pub struct Kept(Vec<String>);

impl FromStr for Kept {
    type Err = String;

    fn from_str(pointer: &str) -> Result<Self, String> {
        let segments =
            pointer.strip_prefix('/').ok_or("expected a JSON pointer, such as /status or /transcript/*/type")?;
        Ok(Self(segments.split('/').map(str::to_owned).collect()))
    }
}

/// Whether one of the places is, or holds, the node at a pointer. In a place, `*` stands for any name or index.
pub(crate) fn holds(places: &[Kept], pointer: &str) -> bool {
    places.iter().any(|Kept(place)| {
        let mut segments = pointer.split('/').skip(1);
        place.iter().all(|wanted| segments.next().is_some_and(|segment| wanted == "*" || wanted == segment))
    })
}

/// A word that can stand in a list of the document.
pub(crate) fn is_word(text: &str) -> bool {
    text.len() <= 40
        && text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-')
}

/// A name in the form that the API gives its fields. A key of any other form (a name, a number) is a customer's.
pub(crate) fn is_field_name(name: &str) -> bool {
    // No field is named with as many digits as a phone number or a date has.
    let numbers = name.split(|c: char| !c.is_ascii_digit());
    name.len() <= 64
        && name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
        && numbers.into_iter().all(|number| number.len() <= 3)
}
