//! The result of the evaluation after a call: values by name, or an array of fields.

use serde::{
    Serialize, Serializer,
    de::{DeserializeOwned, SeqAccess},
};
use serde_json::{Map, Value};

use super::forms;
use crate::{
    Misfit,
    model::{self, Json, Model, Path, Reader, Reading, Taken},
    types::EvaluationField,
};

/// The result of the evaluation after a call.
///
/// Source: values by name on the vendor's page; an array of fields, `[]` if there are none, seen on sibling deployments.
/// [`get`](Self::get) and [`iter`](Self::iter) work with both forms.
///
/// ```
/// use intellixent::wire::Evaluation;
///
/// let by_name: Evaluation = serde_json::from_str(r#"{"score": 8.5}"#)?;
/// let described: Evaluation = serde_json::from_str(r#"[{"name": "score", "type": "number", "value": 8.5}]"#)?;
/// assert_eq!(by_name.get("score"), described.get("score"));
/// assert_eq!(described.fields()[0].type_.as_deref(), Some("number"));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Evaluation {
    /// Values by name.
    Values(Map<String, Value>),
    /// Fields with name, type, description and value, in the order on the wire.
    Fields(Vec<EvaluationField>),
}

impl Evaluation {
    /// The value of that name, or of the first field with that name. A field without a value has `null`.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.iter().find(|(found, _)| *found == name).map(|(_, value)| value)
    }

    /// The value of that name, deserialized as a `T`; `None` if there is none, or none of that type.
    ///
    /// ```
    /// use intellixent::wire::Evaluation;
    ///
    /// let evaluation: Evaluation = serde_json::from_str(r#"{"reached_goal": true, "score": 8.5}"#)?;
    /// assert_eq!(evaluation.get_as::<bool>("reached_goal"), Some(true));
    /// assert_eq!(evaluation.get_as::<u8>("score"), None);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub fn get_as<T: DeserializeOwned>(&self, name: &str) -> Option<T> {
        T::deserialize(self.get(name)?).ok()
    }

    /// All names with their values.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        let (values, fields) = match self {
            Self::Values(values) => (Some(values), self.fields()),
            Self::Fields(fields) => (None, fields.as_slice()),
        };
        let values = values.into_iter().flatten().map(|(name, value)| (name.as_str(), value));
        let fields = fields
            .iter()
            .filter_map(|field| Some((field.name.as_deref()?, field.value.as_ref().unwrap_or(&Value::Null))));
        values.chain(fields)
    }

    /// The fields; empty for values by name.
    pub fn fields(&self) -> &[EvaluationField] {
        match self {
            Self::Values(_) => &[],
            Self::Fields(fields) => fields,
        }
    }

    /// The misfits of the fields.
    pub fn misfits(&self) -> Vec<Misfit<'_>> {
        self.all_misfits()
    }

    /// Whether there is no value.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Values(values) => values.is_empty(),
            Self::Fields(fields) => fields.is_empty(),
        }
    }
}

/// Nothing was found.
impl Default for Evaluation {
    fn default() -> Self {
        Self::Values(Map::new())
    }
}

forms! {
    Evaluation: "an object or an array of fields" {
        take Values(Map<String, Value>),
        array Fields(Vec<EvaluationField>),
    }
}
