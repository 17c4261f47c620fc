//! What must hold for any bytes, whatever the model.

mod command;
#[path = "../../../crates/intellixent/src/retry_after.rs"]
mod retry_after;

use std::{fmt::Debug, time::Duration};

pub(crate) use command::{file, outcome, text};
pub use command::{id_list, state};
use http::{HeaderMap, HeaderValue, header};
use intellixent::types::Call;
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Map, Value};

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

/// Any JSON in any one member of a call, the id apart: the call decodes, the other members are as they were, and the
/// member is taken or stands in `extra` as it came. The first byte chooses the member; the rest is its JSON.
pub fn odd_member(bytes: &[u8]) {
    let Some((choice, json)) = bytes.split_first() else { return };
    let Ok(odd) = serde_json::from_slice::<Value>(json) else { return };
    let documented: Map<String, Value> =
        serde_json::from_str(include_str!("../../fixtures/sibling_call.json")).expect("a fixture");
    let names: Vec<_> = documented.keys().filter(|name| *name != "id").cloned().collect();
    let name = &names[usize::from(*choice) % names.len()];
    let mut disturbed = documented.clone();
    disturbed.insert(name.clone(), odd.clone());
    // Not every value that was read can be read again: a nesting at the limit is one level deeper inside of a call.
    let Ok(written) = serde_json::to_vec(&disturbed) else { return };
    if serde_json::from_slice::<Value>(&written).is_err() {
        return;
    }
    let call: Call = intellixent::from_slice(&written).expect("no form of any field costs the call");
    let encoded = |call: &Call| -> Map<String, Value> {
        let mut members = serde_json::to_value(call).expect("JSON").as_object().expect("an object").clone();
        members.remove(name);
        members
    };
    let undisturbed: Call = serde_json::from_value(documented.into()).expect("a call");
    assert_eq!(encoded(&call), encoded(&undisturbed));
    for misfit in call.misfits() {
        assert!(misfit.path().starts_with(name.as_str()), "{}", misfit.path());
    }
    match call.extra.get(name) {
        Some(kept) => {
            assert_eq!(kept, &odd);
            assert!(call.misfits().iter().any(|misfit| misfit.path() == name));
        }
        None => assert!(call.misfits().iter().all(|misfit| misfit.path() != name)),
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
    let pause = retry_after::requested(&headers, body);
    // A date without the server's own clock is counted from ours.
    if !asked.iter().any(u8::is_ascii_alphabetic) {
        assert_eq!(retry_after::requested(&headers, body), pause);
    }
    if asked.len() > 20 && asked.iter().all(u8::is_ascii_digit) && asked[0] != b'0' {
        assert!(pause > Some(Duration::from_secs(u64::MAX / 2)), "{pause:?}");
    }
}
