//! Enums to which the server may add values.

use std::{fmt, ops::Deref, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::model::{self, Json, Model, Reading, Taken};

/// A value of the enum `T`, or a string that `T` does not have yet.
///
/// The platform adds values over time. A value that this version of the crate does not know deserializes to
/// [`Unknown`](Self::Unknown) and serializes unchanged. Compare as a string or through [`known`](Self::known), so that your
/// code does not change when a later version knows the value.
///
/// A field of a model is an `Option` of it. Compare it with a value of the enum directly, and with a string through
/// `as_deref`:
///
/// ```
/// use intellixent::types::{Call, CallStatus};
///
/// let call = Call::from_slice(br#"{"id": 1, "status": "completed"}"#)?;
/// assert!(call.status == CallStatus::Completed);
/// assert!(call.type_ != intellixent::types::CallType::Inbound); // it has none
/// assert!(matches!(call.status.as_deref(), Some("completed" | "ended")));
/// # Ok::<(), intellixent::Error>(())
/// ```
///
/// Source: the vendor's page, or seen on sibling deployments. The description of each enum says which.
///
/// ```
/// use intellixent::{types::CallStatus, wire::OpenEnum};
///
/// let known: OpenEnum<CallStatus> = serde_json::from_str(r#""no-answer""#)?;
/// assert_eq!(known, CallStatus::NoAnswer);
/// assert_eq!(known.as_str(), "no-answer");
///
/// let new: OpenEnum<CallStatus> = serde_json::from_str(r#""transferred""#)?;
/// assert_eq!(new.known(), None);
/// assert_eq!(new.as_str(), "transferred");
/// assert_eq!(serde_json::to_string(&new)?, r#""transferred""#);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum OpenEnum<T> {
    /// A value that this version knows.
    Known(T),
    /// Any other string.
    Unknown(String),
}

impl<T> OpenEnum<T> {
    /// The value, if this version knows it.
    pub const fn known(&self) -> Option<&T> {
        match self {
            Self::Known(value) => Some(value),
            Self::Unknown(_) => None,
        }
    }
}

/// An enum of the document, for [`OpenEnum`]. The generated enums implement it.
pub trait Listed: AsRef<str> + FromStr {}

impl<T: Listed> OpenEnum<T> {
    /// The string on the wire, known or not.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Known(value) => value.as_ref(),
            Self::Unknown(text) => text,
        }
    }
}

impl<T: Listed> AsRef<str> for OpenEnum<T> {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl<T: Listed> Deref for OpenEnum<T> {
    type Target = str;

    fn deref(&self) -> &str {
        self.as_str()
    }
}

impl<T: Listed> fmt::Display for OpenEnum<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl<T: Listed> From<T> for OpenEnum<T> {
    fn from(value: T) -> Self {
        Self::Known(value)
    }
}

impl<T: Listed> From<&str> for OpenEnum<T> {
    fn from(text: &str) -> Self {
        T::from_str(text).map_or_else(|_| Self::Unknown(text.to_owned()), Self::Known)
    }
}

impl<T: Listed> From<String> for OpenEnum<T> {
    fn from(text: String) -> Self {
        T::from_str(&text).map_or(Self::Unknown(text), Self::Known)
    }
}

impl<T: Listed> FromStr for OpenEnum<T> {
    type Err = std::convert::Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(text.into())
    }
}

impl<T: Listed + PartialEq> PartialEq<T> for OpenEnum<T> {
    fn eq(&self, other: &T) -> bool {
        self.known() == Some(other)
    }
}

impl<T: Listed> PartialEq<str> for OpenEnum<T> {
    fn eq(&self, other: &str) -> bool {
        self.as_str() == other
    }
}

impl<T: Listed> PartialEq<&str> for OpenEnum<T> {
    fn eq(&self, other: &&str) -> bool {
        self.as_str() == *other
    }
}

impl<T: Listed> Model for OpenEnum<T> {
    const EXPECTED: &'static str = "a string";

    #[inline]
    fn take<'a>(json: Json<'a>, _: &mut Reading) -> Taken<'a, Self> {
        let Json::Text(text) = json else { return Err(json) };
        Ok(T::from_str(&text).map_or_else(|_| Self::Unknown(text.into_owned()), Self::Known))
    }
}

impl<T: Listed> Serialize for OpenEnum<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de, T: Listed> Deserialize<'de> for OpenEnum<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        model::deserialize(deserializer)
    }
}
