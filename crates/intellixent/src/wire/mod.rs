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

/// The members of an object; nothing if the map is a number in disguise, as for [`unexpected_map`].
fn members<'de, A: de::MapAccess<'de>>(
    map: A,
    expected: &dyn de::Expected,
) -> Result<serde_json::Map<String, serde_json::Value>, A::Error> {
    match serde_json::Value::deserialize(de::value::MapAccessDeserializer::new(map))? {
        serde_json::Value::Object(members) => Ok(members),
        _ => Err(de::Error::invalid_type(de::Unexpected::Other("number"), expected)),
    }
}
