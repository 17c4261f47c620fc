//! The server's error messages about one field of a request.

use std::ops::Deref;

use serde::{Serialize, Serializer, de::SeqAccess};
use serde_json::Value;

use super::forms;
use crate::{
    Misfit,
    model::{self, Json, Model, Path, Reader, Reading, Taken},
};

/// The server's error messages about one field of a request.
///
/// Source: an array of strings on the vendor's page; one string seen by consumers. Dereferences to a slice of
/// strings for either form, and serializes in its own form.
///
/// ```
/// use intellixent::wire::Messages;
///
/// let many: Messages = serde_json::from_str(r#"["is required", "must be a number"]"#)?;
/// let one: Messages = serde_json::from_str(r#""is required""#)?;
/// assert_eq!(many[0], one[0]);
/// assert_eq!(serde_json::to_string(&one)?, r#""is required""#);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Messages(Form);

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    One(String),
    Many(Vec<String>),
}

impl Deref for Messages {
    type Target = [String];

    fn deref(&self) -> &[String] {
        match &self.0 {
            Form::One(text) => std::slice::from_ref(text),
            Form::Many(texts) => texts,
        }
    }
}

impl From<Vec<String>> for Messages {
    fn from(texts: Vec<String>) -> Self {
        Self(Form::Many(texts))
    }
}

impl From<String> for Messages {
    fn from(text: String) -> Self {
        Self(Form::One(text))
    }
}

impl From<&str> for Messages {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

forms! {
    Form: "a string or an array of strings" {
        take One(String),
        array Many(Vec<String>),
    }
}
model::around!(Messages, Form);
