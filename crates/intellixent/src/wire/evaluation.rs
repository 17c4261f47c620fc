//! What the evaluation after a call found, by name or described.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use serde_json::{Map, Value};

use crate::types::EvaluationField;

/// What the evaluation after a call found.
///
/// Source: values by name on the vendor's page; a list of described fields, `[]` when there are none, seen on sibling
/// deployments. [`get`](Self::get) and [`iter`](Self::iter) work alike on both.
///
/// ```
/// use intellixent::wire::Evaluation;
///
/// let by_name: Evaluation = serde_json::from_str(r#"{"score": 8.5}"#)?;
/// let described: Evaluation = serde_json::from_str(r#"[{"name": "score", "type": "number", "value": 8.5}]"#)?;
/// assert_eq!(by_name.get("score"), described.get("score"));
/// assert_eq!(described.fields()[0].type_, "number");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Evaluation {
    /// Values by name.
    Values(Map<String, Value>),
    /// Described fields, in the order in which they were sent.
    Fields(Vec<EvaluationField>),
}

impl Evaluation {
    /// The value of that name; the first one if a described name comes twice.
    pub fn get(&self, name: &str) -> Option<&Value> {
        match self {
            Self::Values(values) => values.get(name),
            Self::Fields(fields) => fields.iter().find(|field| field.name == name).map(|field| &field.value),
        }
    }

    /// Every name with its value.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        let (values, fields) = match self {
            Self::Values(values) => (Some(values), self.fields()),
            Self::Fields(fields) => (None, fields.as_slice()),
        };
        let values = values.into_iter().flatten().map(|(name, value)| (name.as_str(), value));
        values.chain(fields.iter().map(|field| (field.name.as_str(), &field.value)))
    }

    /// The described fields; empty for values by name.
    pub fn fields(&self) -> &[EvaluationField] {
        match self {
            Self::Values(_) => &[],
            Self::Fields(fields) => fields,
        }
    }

    /// Whether nothing was found.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Values(values) => values.is_empty(),
            Self::Fields(fields) => fields.is_empty(),
        }
    }
}

impl From<Map<String, Value>> for Evaluation {
    fn from(values: Map<String, Value>) -> Self {
        Self::Values(values)
    }
}

impl From<Vec<EvaluationField>> for Evaluation {
    fn from(fields: Vec<EvaluationField>) -> Self {
        Self::Fields(fields)
    }
}

impl Serialize for Evaluation {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Values(values) => values.serialize(serializer),
            Self::Fields(fields) => fields.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Evaluation {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;

        impl<'de> de::Visitor<'de> for Visitor {
            type Value = Evaluation;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object or an array of fields")
            }

            fn visit_map<A: de::MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
                super::members(map, &self).map(Evaluation::Values)
            }

            fn visit_seq<A: de::SeqAccess<'de>>(self, seq: A) -> Result<Self::Value, A::Error> {
                Vec::deserialize(de::value::SeqAccessDeserializer::new(seq)).map(Evaluation::Fields)
            }
        }

        deserializer.deserialize_any(Visitor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIELDS: &str =
        r#"[{"description":"d","name":"a","type":"t","value":null},{"name":"b","type":"t","value":[1],"x":{}}]"#;

    #[test]
    fn either_form_is_written_back_as_it_came() {
        for json in ["{}", r#"{"a":1,"b":null}"#, "[]", FIELDS] {
            let evaluation: Evaluation = serde_json::from_str(json).unwrap();
            assert_eq!(serde_json::to_string(&evaluation).unwrap(), json);
        }
    }

    #[test]
    fn names_are_found_alike_in_both_forms() {
        let by_name: Evaluation = serde_json::from_str(r#"{"a":null,"b":[1]}"#).unwrap();
        let described: Evaluation = serde_json::from_str(FIELDS).unwrap();
        assert_eq!(by_name.iter().collect::<Vec<_>>(), described.iter().collect::<Vec<_>>());
        assert_eq!(described.get("a"), Some(&Value::Null));
        assert_eq!(described.get("c"), None);
        assert_eq!((by_name.fields().len(), described.fields().len()), (0, 2));
    }

    #[test]
    fn an_empty_list_is_empty() {
        let evaluation: Evaluation = serde_json::from_str("[]").unwrap();
        assert!(evaluation.is_empty());
        assert_eq!(evaluation.iter().count(), 0);
    }
}
