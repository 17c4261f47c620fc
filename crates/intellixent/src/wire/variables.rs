//! What the assistant collected, by name.

use std::{
    fmt,
    ops::{Deref, DerefMut},
};

use serde::{Deserialize, Deserializer, Serialize, de};
use serde_json::{Map, Value};

/// What the assistant collected during a call: a map from name to any JSON.
///
/// Source: an object on the vendor's page; `[]` when there is nothing seen on sibling deployments, since the server
/// encodes an empty map so. Always written as an object.
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
    /// The map itself.
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

impl FromIterator<(String, Value)> for Variables {
    fn from_iter<I: IntoIterator<Item = (String, Value)>>(members: I) -> Self {
        Self(members.into_iter().collect())
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

pub(super) const NOT_EMPTY: &str = "expected an object or an empty array, found an array with items";

impl<'de> Deserialize<'de> for Variables {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;

        impl<'de> de::Visitor<'de> for Visitor {
            type Value = Variables;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object or an empty array")
            }

            fn visit_map<A: de::MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
                super::members(map, &self).map(Variables)
            }

            fn visit_seq<A: de::SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
                match seq.next_element::<de::IgnoredAny>()? {
                    None => Ok(Variables::default()),
                    Some(_) => Err(de::Error::custom(NOT_EMPTY)),
                }
            }
        }

        deserializer.deserialize_any(Visitor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_object_is_written_back_as_it_came() {
        for json in ["{}", r#"{"a":null,"b":{"c":[1,2.5,"x"]},"empty":""}"#] {
            let variables: Variables = serde_json::from_str(json).unwrap();
            assert_eq!(serde_json::to_string(&variables).unwrap(), json);
        }
    }

    #[test]
    fn an_empty_array_is_an_empty_map() {
        let variables: Variables = serde_json::from_str("[]").unwrap();
        assert_eq!(variables, Variables::default());
        assert_eq!(serde_json::to_string(&variables).unwrap(), "{}");
    }

    #[test]
    fn an_array_with_items_is_refused() {
        let error = serde_json::from_str::<Variables>(r#"["x"]"#).unwrap_err();
        assert!(error.to_string().contains("found an array with items"), "{error}");
    }
}
