//! The variables that the assistant collected.

use std::ops::{Deref, DerefMut};

use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Map, Value};

use crate::model::{self, Json, Lost, Model, Reading, Taken};

/// The variables that the assistant collected during a call: a map from names to any JSON.
///
/// Source: an object on the vendor's page; `[]` for an empty map seen on sibling deployments. Always serializes as an
/// object.
///
/// ```
/// use intellixent::wire::Variables;
///
/// let some: Variables = serde_json::from_str(r#"{"interest_level": "high"}"#)?;
/// assert_eq!(some["interest_level"], "high");
///
/// let none: Variables = serde_json::from_str("[]")?;
/// assert!(none.is_empty());
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(transparent)]
pub struct Variables(Map<String, Value>);

impl Variables {
    /// The value of that name, deserialized as a `T`; `None` if there is none, or none of that type.
    ///
    /// ```
    /// use intellixent::wire::Variables;
    ///
    /// let variables: Variables = serde_json::from_str(r#"{"interest_level": "high", "seats": 3}"#)?;
    /// assert_eq!(variables.get_as::<String>("interest_level").as_deref(), Some("high"));
    /// assert_eq!(variables.get_as::<u32>("seats"), Some(3));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub fn get_as<T: DeserializeOwned>(&self, name: &str) -> Option<T> {
        T::deserialize(self.get(name)?).ok()
    }

    /// The map.
    pub fn into_inner(self) -> Map<String, Value> {
        self.0
    }
}

impl Deref for Variables {
    type Target = Map<String, Value>;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl DerefMut for Variables {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.0
    }
}

impl From<Map<String, Value>> for Variables {
    fn from(map: Map<String, Value>) -> Self {
        Self(map)
    }
}

impl<'a> IntoIterator for &'a Variables {
    type Item = (&'a String, &'a Value);
    type IntoIter = serde_json::map::Iter<'a>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl IntoIterator for Variables {
    type Item = (String, Value);
    type IntoIter = serde_json::map::IntoIter;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl Model for Variables {
    const EXPECTED: &'static str = "an object or an empty array";

    fn take<'a>(json: Json<'a>, reading: &mut Reading) -> Taken<'a, Self> {
        match json {
            Json::Whole(Value::Object(members)) => Ok(Self(members)),
            Json::Whole(Value::Array(items)) if items.is_empty() => {
                reading.lost = Some(Lost::Was(Value::Array(items)));
                Ok(Self::default())
            }
            _ => Err(json),
        }
    }
}

model::deserialize!(Variables);
