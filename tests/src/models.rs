//! Every schema of the document with its Rust type.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may stop where it fails")]

use std::fmt::Debug;

use intellixent::{Error, Misfit};
use schemars::{JsonSchema, SchemaGenerator};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

/// The path, the message and the value of a misfit.
pub type MisfitParts = (String, String, Value);

/// A schema of the document and the Rust type that stands for it.
#[derive(Clone, Copy, Debug)]
pub struct Model {
    /// The name of the schema.
    pub name: &'static str,
    /// Decodes, and gives what it is encoded to again. What that decodes to must be equal.
    pub again: fn(&[u8]) -> Result<Vec<u8>, Error>,
    /// Decodes, and gives the path, the words and the value of each misfit: nothing for what is no object.
    pub misfits: fn(&[u8]) -> Result<Vec<MisfitParts>, Error>,
    /// The JSON Schema that is derived from the Rust type.
    pub derived: fn() -> Value,
}

/// One that has a method for its misfits.
macro_rules! object {
    ($type:ty, $name:literal) => {
        Model {
            misfits: |json| Ok(intellixent::from_slice::<$type>(json)?.misfits().iter().map(parts).collect()),
            ..model::<$type>($name)
        }
    };
}

/// All of them, in the order of their names. Generated.
pub const MODELS: &[Model] = include!("models.in");

const fn model<T: DeserializeOwned + Serialize + PartialEq + Debug + JsonSchema>(name: &'static str) -> Model {
    Model {
        name,
        again: again::<T>,
        misfits: |_| Ok(Vec::new()),
        derived: || SchemaGenerator::default().into_root_schema_for::<T>().to_value(),
    }
}

fn parts(misfit: &Misfit<'_>) -> MisfitParts {
    (misfit.path().to_owned(), misfit.to_string(), misfit.value().clone())
}

fn again<T: DeserializeOwned + Serialize + PartialEq + Debug>(json: &[u8]) -> Result<Vec<u8>, Error> {
    let value: T = intellixent::from_slice(json)?;
    let encoded = serde_json::to_vec(&value).unwrap();
    assert_eq!(intellixent::from_slice::<T>(&encoded).unwrap(), value);
    // Through a value, the same is read.
    let by_value = serde_json::from_value::<T>(serde_json::from_slice(json).unwrap()).unwrap();
    assert_eq!(by_value, value);
    Ok(encoded)
}
