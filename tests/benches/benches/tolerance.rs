//! How many of the recorded responses each model decodes, and how many it writes back without loss: a line of JSON each.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a program that prints a table")]

mod models;

use intellixent::rust_decimal::Decimal;
use models::{stock, strict};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Value, json};

fn main() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../fixtures");
    let bodies: Vec<Vec<u8>> =
        std::fs::read_dir(folder).unwrap().map(|entry| std::fs::read(entry.unwrap().path()).unwrap()).collect();
    count::<intellixent::types::Call>("intellixent", &bodies);
    count::<strict::Call<String>>("strict struct", &bodies);
    count::<stock::types::Call>("stock progenitor", &bodies);
    count::<Value>("Value", &bodies);
}

fn count<T: DeserializeOwned + Serialize>(model: &str, bodies: &[Vec<u8>]) {
    let decoded: Vec<_> =
        bodies.iter().filter_map(|body| Some((body, serde_json::from_slice::<T>(body).ok()?))).collect();
    let whole = decoded.iter().filter(|(body, value)| {
        same_call(&serde_json::from_slice(body).unwrap(), &serde_json::to_value(value).unwrap())
    });
    println!("{}", json!({"model": model, "of": bodies.len(), "decoded": decoded.len(), "whole": whole.count()}));
}

/// Whether two calls say the same: a field that is `null` and one that is absent do, an amount does as text and as
/// number, and so do no variables as `[]` and as `{}`.
fn same_call(before: &Value, after: &Value) -> bool {
    let keys = |call: &Value| call.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    keys(before).iter().chain(&keys(after)).all(|key| match (key.as_str(), &before[key], &after[key]) {
        ("carrier_cost" | "total_cost", before, after) => amount(before) == amount(after),
        ("variables", before, after) if *before == json!([]) => *after == json!([]) || *after == json!({}),
        (_, before, after) => same(before, after),
    })
}

fn amount(cost: &Value) -> Option<Decimal> {
    let text = cost.as_str().map_or_else(|| cost.to_string(), str::to_owned);
    Decimal::from_str_exact(&text).or_else(|_| Decimal::from_scientific(&text)).ok()
}

/// Whether two values are the same JSON, in which `1` and `1.0` are one number.
fn same(before: &Value, after: &Value) -> bool {
    match (before, after) {
        (Value::Number(before), Value::Number(after)) => {
            before == after || (before.is_f64() != after.is_f64() && before.as_f64() == after.as_f64())
        }
        (Value::Array(before), Value::Array(after)) => {
            before.len() == after.len() && before.iter().zip(after).all(|(before, after)| same(before, after))
        }
        (Value::Object(before), Value::Object(after)) => {
            before.len() == after.len()
                && before.iter().all(|(key, value)| after.get(key).is_some_and(|after| same(value, after)))
        }
        _ => before == after,
    }
}
