//! What must hold for any bytes, whatever the model.

mod command;
#[path = "../../../crates/intellixent/src/retry_after.rs"]
mod retry_after;

use std::{fmt::Debug, time::Duration};

pub(crate) use command::{file, outcome, text};
pub use command::{id_list, state};
use http::{HeaderMap, HeaderValue, header};

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

/// The first line is `Retry-After`, the second `Date`, the rest the body. Whatever they say is a pause or nothing, the same
/// each time; what is out of all bounds is a long pause, not a short one.
pub fn retry_after(bytes: &[u8]) {
    let mut lines = bytes.splitn(3, |byte| *byte == b'\n');
    let mut next = || lines.next().unwrap_or_default();
    let (asked, date, body) = (next(), next(), next());
    let mut headers = HeaderMap::new();
    for (name, value) in [(header::RETRY_AFTER, asked), (header::DATE, date)] {
        if let Ok(value) = HeaderValue::from_bytes(value) {
            headers.insert(name, value);
        }
    }
    let pause = retry_after::asked(&headers, body);
    if headers.contains_key(header::DATE) && date.ends_with(b"GMT") {
        assert_eq!(retry_after::asked(&headers, body), pause);
    }
    if asked.len() > 20 && asked.iter().all(u8::is_ascii_digit) && asked[0] != b'0' {
        assert!(pause > Some(Duration::from_secs(u64::MAX / 2)), "{pause:?}");
    }
}
