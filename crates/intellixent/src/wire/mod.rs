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

/// Implements a type that parses strings: its error `$Invalid`, the conversions from strings, and `Serialize`.
macro_rules! from_text {
    ($Type:ty, $Invalid:ident) => {
        impl fmt::Display for $Invalid {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "expected {}", <$Type>::EXPECTED)
            }
        }

        impl std::error::Error for $Invalid {}

        crate::model::from_strings!($Type, $Invalid);
    };
}
use from_text;

/// Implements comparison and hashing by what the method `$key` returns.
macro_rules! compared {
    ($Type:ty, $key:ident) => {
        impl PartialEq for $Type {
            fn eq(&self, other: &Self) -> bool {
                self.$key() == other.$key()
            }
        }

        impl Eq for $Type {}

        impl std::hash::Hash for $Type {
            fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
                self.$key().hash(state);
            }
        }

        impl PartialOrd for $Type {
            fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
                Some(self.cmp(other))
            }
        }

        impl Ord for $Type {
            fn cmp(&self, other: &Self) -> std::cmp::Ordering {
                self.$key().cmp(&other.$key())
            }
        }
    };
}
use compared;

/// Implements the conversions, `Serialize` and the model of an enum with a variant for each form on the wire: `array` for
/// an array, `take` for any other JSON.
macro_rules! forms {
    ($Type:ident: $expected:literal { $($read:ident $Form:ident($of:ty),)* }) => {
        $(impl From<$of> for $Type {
            fn from(form: $of) -> Self {
                Self::$Form(form)
            }
        })*

        impl Serialize for $Type {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self {
                    $(Self::$Form(form) => form.serialize(serializer),)*
                }
            }
        }

        impl Model for $Type {
            const EXPECTED: &'static str = $expected;

            $(forms!(@ $read $Form $of);)*

            fn into_json(self) -> Value {
                match self {
                    $(Self::$Form(form) => form.into_json(),)*
                }
            }

            fn find_misfits<'a>(&'a self, at: &Path<'_>, found: &mut Vec<Misfit<'a>>) {
                match self {
                    $(Self::$Form(form) => form.find_misfits(at, found),)*
                }
            }
        }

        model::deserialize!($Type);
    };

    (@ take $Form:ident $of:ty) => {
        fn take<'a>(json: Json<'a>, reading: &mut Reading) -> Taken<'a, Self> {
            <$of>::take(json, reading).map(Self::$Form)
        }
    };
    (@ array $Form:ident $of:ty) => {
        fn array<'de, A: SeqAccess<'de>>(array: A, reader: Reader<'_, Self>) -> Result<bool, A::Error> {
            reader.wrap(Self::$Form, |inner| <$of>::array(array, inner))
        }
    };
}
use forms;

from_json!(Evaluation Transcript Variables);
from_pairs!(Evaluation Variables);
