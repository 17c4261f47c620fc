//! One thing wrong in an instance that was right, and where.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may stop where it fails")]

use proptest::{
    prelude::*,
    sample::{Index, select},
};
use serde_json::{Value, json};

/// A text that no message may repeat.
pub const PRIVATE: &str = "private words";

/// An instance with one place changed.
#[derive(Clone, Debug)]
pub struct Broken {
    /// The whole instance.
    pub instance: Value,
    /// Where it was changed, as [`json_path`](intellixent::Error::json_path) writes it.
    pub place: String,
    /// What stands there now; nothing if the member was removed.
    pub now: Option<Value>,
}

impl Broken {
    /// Whether an error at that path is about the changed place. What is missing or wrong in an object or array that was
    /// put there is told with the place inside it.
    pub fn is_at(&self, path: &str) -> bool {
        let inside = match &self.now {
            Some(Value::Object(_)) => true,
            Some(Value::Array(items)) => !items.is_empty(),
            _ => false,
        };
        let rest = if self.place == "." { Some(path) } else { path.strip_prefix(self.place.as_str()) };
        path == self.place || inside && rest.is_some_and(|rest| self.place == "." || rest.starts_with(['.', '[']))
    }
}

/// Breaks each instance in one place: any value may become another, any member may go.
pub fn broken(instances: BoxedStrategy<Value>) -> BoxedStrategy<Broken> {
    (instances, any::<Index>(), prop::option::weighted(0.9, select(replacements())))
        .prop_map(|(mut instance, index, replacement)| {
            let mut places = Vec::new();
            collect(&instance, String::new(), String::new(), &mut places);
            let (pointer, place) = places[index.index(places.len())].clone();
            let now = match (replacement, pointer.rsplit_once('/')) {
                (None, Some((parent, key))) if instance.pointer(parent).unwrap().is_object() => {
                    let key = key.replace("~1", "/").replace("~0", "~");
                    instance.pointer_mut(parent).unwrap().as_object_mut().unwrap().remove(&key);
                    None
                }
                (replacement, _) => {
                    let now = replacement.unwrap_or_else(|| json!(PRIVATE));
                    *instance.pointer_mut(&pointer).unwrap() = now.clone();
                    Some(now)
                }
            };
            let place = if place.is_empty() { ".".to_owned() } else { place };
            Broken { instance, place, now }
        })
        .boxed()
}

/// Something of each kind, and what is almost right.
fn replacements() -> Vec<Value> {
    vec![
        json!(null),
        json!(true),
        json!(7),
        json!(-1),
        json!(0.5),
        json!(1e200),
        json!(PRIVATE),
        json!(""),
        json!("12"),
        json!("0.1.2"),
        json!("2025-02-30 14:30:00"),
        json!("2025-08-04T14:30:00"),
        json!([]),
        json!([PRIVATE]),
        json!([[]]),
        json!([{}]),
        json!({}),
        json!({"private words": PRIVATE}),
        json!({"text": 7, "name": 7}),
    ]
}

/// Every value of the instance: its JSON pointer, and its path as the client's errors write it.
fn collect(value: &Value, pointer: String, path: String, places: &mut Vec<(String, String)>) {
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                let dot = if path.is_empty() { "" } else { "." };
                let pointer = format!("{pointer}/{}", name.replace('~', "~0").replace('/', "~1"));
                collect(value, pointer, format!("{path}{dot}{name}"), places);
            }
        }
        Value::Array(items) => {
            for (i, value) in items.iter().enumerate() {
                collect(value, format!("{pointer}/{i}"), format!("{path}[{i}]"), places);
            }
        }
        _ => {}
    }
    places.push((pointer, path));
}
