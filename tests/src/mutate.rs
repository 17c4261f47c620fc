//! Mutates valid instances.
#![allow(clippy::unwrap_used, reason = "a test may stop where it fails")]

use proptest::{
    prelude::*,
    sample::{Index, select},
};
use serde_json::{Value, json};

use crate::generate::any_json;

/// A string that no message may contain.
pub const PRIVATE: &str = "private words";

/// Mutates each instance in one to three places: a value becomes any JSON, or a member is removed.
pub fn mutated(instances: BoxedStrategy<Value>) -> BoxedStrategy<Value> {
    let replacement = prop_oneof![3 => select(replacements()), 1 => any_json()];
    let changes = prop::collection::vec((any::<Index>(), prop::option::weighted(0.9, replacement)), 1..=3);
    (instances, changes)
        .prop_map(|(mut instance, changes)| {
            for (index, replacement) in changes {
                let mut places = Vec::new();
                collect(&instance, String::new(), &mut places);
                let pointer = &places[index.index(places.len())];
                match (replacement, pointer.rsplit_once('/')) {
                    (None, Some((parent, key))) if instance.pointer(parent).unwrap().is_object() => {
                        let key = key.replace("~1", "/").replace("~0", "~");
                        instance.pointer_mut(parent).unwrap().as_object_mut().unwrap().remove(&key);
                    }
                    (replacement, _) => {
                        *instance.pointer_mut(pointer).unwrap() = replacement.unwrap_or_else(|| json!(PRIVATE));
                    }
                }
            }
            instance
        })
        .boxed()
}

/// JSON of each type, and values that are almost valid.
pub fn replacements() -> Vec<Value> {
    vec![
        json!(null),
        json!(true),
        json!(false),
        json!(0),
        json!(7),
        json!(-1),
        json!(245.0),
        json!(0.5),
        json!(9_007_199_254_740_993_u64),
        json!(u64::MAX),
        json!(-2.775_557_561_562_891_4e-17),
        json!(1e200),
        json!(PRIVATE),
        json!(""),
        json!("12"),
        json!("245"),
        json!("0.02500000"),
        json!("$0.025"),
        json!("2025-08-04T23:59:60Z"),
        json!("2025-09-31 14:30:00"),
        json!("0.1.2"),
        json!("2025-02-30 14:30:00"),
        json!("2025-08-04T14:30:00"),
        json!([]),
        json!([PRIVATE]),
        json!([[]]),
        json!([{}]),
        json!([null]),
        json!([{"text": "Hi", "type": null, "timestamp": 1_756_812_511}, null]),
        json!([{"name": "mood", "value": null, "description": null}, 7]),
        json!({}),
        json!({"private words": PRIVATE}),
        json!({"text": 7, "name": 7}),
    ]
}

/// The JSON Pointer of every value of the instance.
fn collect(value: &Value, pointer: String, places: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                collect(value, format!("{pointer}/{}", name.replace('~', "~0").replace('/', "~1")), places);
            }
        }
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(i, value)| collect(value, format!("{pointer}/{i}"), places));
        }
        _ => {}
    }
    places.push(pointer);
}
