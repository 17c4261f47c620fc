//! What must hold for any bytes, whatever the model.

use std::fmt::Debug;

use serde::{Serialize, de::DeserializeOwned};

/// Bytes decode, or give an error of one line that knows nothing of them. What decodes can be written, and decodes to an
/// equal value again. A panic is what the fuzzer looks for.
pub fn decode<T: DeserializeOwned + Serialize + PartialEq + Debug>(bytes: &[u8]) {
    match intellixent::from_slice::<T>(bytes) {
        Ok(value) => {
            let written = serde_json::to_vec(&value).expect("what was read can be written");
            let again = intellixent::from_slice::<T>(&written).expect("what was written can be read");
            assert_eq!(again, value);
        }
        Err(error) => {
            assert!(error.is_decode());
            let said = error.to_string();
            assert!(said.lines().count() == 1 && said.contains("expected "), "{said}");
            assert!(said.len() < 1_000, "{said}");
        }
    }
}
