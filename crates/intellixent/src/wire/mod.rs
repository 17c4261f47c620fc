//! The few types whose JSON has more than one form. The document names them with `x-rust-type`.
//!
//! Each reads the value as it streams in and decides by its first token, so nothing is buffered to try forms on it, and
//! an error says what was expected and where. Each writes a form that the document accepts.

mod evaluation;
mod open_enum;
#[cfg(feature = "schemars")]
mod schema;
mod timestamp;
mod transcript;
mod usd;
mod variables;

pub use evaluation::Evaluation;
pub use open_enum::OpenEnum;
pub use timestamp::{InvalidTimestamp, Timestamp};
pub use transcript::Transcript;
pub use usd::Usd;
pub use variables::Variables;

use serde::{Deserialize, de};

/// All that these types say by themselves of a value that does not fit. A message of another type may quote the value.
pub(crate) const MISFITS: [&str; 4] = [timestamp::MISFIT, usd::NOT_DECIMAL, usd::OUT_OF_RANGE, variables::NOT_EMPTY];

/// What to say about a map where none fits. If some other crate of the build turns on serde_json's
/// `arbitrary_precision`, a number arrives as a map, too.
fn unexpected_map<'de, A: de::MapAccess<'de>>(map: A, expected: &dyn de::Expected) -> A::Error {
    match serde_json::Value::deserialize(de::value::MapAccessDeserializer::new(map)) {
        Ok(serde_json::Value::Number(_)) => de::Error::invalid_type(de::Unexpected::Other("number"), expected),
        Ok(_) => de::Error::invalid_type(de::Unexpected::Map, expected),
        Err(error) => error,
    }
}

/// The members of an object; an error if the map is a number in disguise, as for [`unexpected_map`].
fn members<'de, A: de::MapAccess<'de>>(
    mut map: A,
    expected: &dyn de::Expected,
) -> Result<serde_json::Map<String, serde_json::Value>, A::Error> {
    /// The one member of such a map.
    const NUMBER: &str = "$serde_json::private::Number";

    let mut members = serde_json::Map::new();
    while let Some(name) = map.next_key::<String>()? {
        if name == NUMBER {
            return Err(de::Error::invalid_type(de::Unexpected::Other("number"), expected));
        }
        members.insert(name, map.next_value()?);
    }
    Ok(members)
}
