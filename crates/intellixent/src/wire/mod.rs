//! The types with more than one form on the wire. The document names them with `x-rust-type`.

mod evaluation;
mod messages;
mod open_enum;
mod timestamp;
mod transcript;
mod usd;
mod variables;

use serde_json::{Map, Value};

use crate::ConversionError;

pub use evaluation::Evaluation;
pub use messages::Messages;
pub use open_enum::{Listed, OpenEnum};
pub use timestamp::{InvalidTimestamp, Timestamp};
pub use transcript::Transcript;
pub use usd::{InvalidUsd, Usd};
pub use variables::Variables;

/// For tests and fakes: a value from any JSON that the type takes.
macro_rules! from_json {
    ($($Type:ty)*) => {$(
        impl TryFrom<Value> for $Type {
            type Error = ConversionError;

            fn try_from(json: Value) -> Result<Self, ConversionError> {
                serde_json::from_value(json).map_err(|error| error.to_string().into())
            }
        }
    )*};
}

/// The same from pairs of a name and a value.
macro_rules! from_pairs {
    ($($Type:ty)*) => {$(
        impl<K: Into<String>, V: Into<Value>> FromIterator<(K, V)> for $Type {
            fn from_iter<I: IntoIterator<Item = (K, V)>>(pairs: I) -> Self {
                pairs.into_iter().map(|(name, value)| (name.into(), value.into())).collect::<Map<_, _>>().into()
            }
        }

        impl<K: Into<String>, V: Into<Value>, const N: usize> From<[(K, V); N]> for $Type {
            fn from(pairs: [(K, V); N]) -> Self {
                pairs.into_iter().collect()
            }
        }
    )*};
}

from_json!(Evaluation Transcript Variables);
from_pairs!(Evaluation Variables);
