//! How many responses each model decodes: the recorded ones, and the documented call with one field in another form. Prints
//! a table.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a program that prints a table")]

mod models;

use models::{stock, strict};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

fn main() {
    let folder = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/../fixtures")).unwrap();
    // The folders in it have the bodies of other schemas.
    let recorded = folder.map(|entry| entry.unwrap().path()).filter(|path| path.is_file());
    let recorded: Vec<_> = recorded.map(|path| std::fs::read(path).unwrap()).collect();
    let bodies = [recorded, one_field_in_another_form()];
    println!("| model | fixtures | one field in another form |\n|---|---|---|");
    row::<intellixent::types::Call>("intellixent", &bodies);
    row::<strict::Call<String>>("strict struct", &bodies);
    row::<stock::types::Call>("stock progenitor", &bodies);
}

/// The documented call with each of its fields but the id in each of these forms.
fn one_field_in_another_form() -> Vec<Vec<u8>> {
    let forms = json!([null, true, 0, -1, 245.5, 1e300, "", "245", "Lost", "2025-08-04T23:59:60Z", [], [null], ["a"], [{}], {}, {"a": 1}]);
    let call: Value = serde_json::from_str(include_str!("../../fixtures/documented_call.json")).unwrap();
    let fields = call.as_object().unwrap().keys().filter(|field| *field != "id");
    let calls = fields.flat_map(|field| forms.as_array().unwrap().iter().map(move |form| (field, form)));
    calls
        .map(|(field, form)| {
            let mut call = call.clone();
            call[field] = form.clone();
            serde_json::to_vec(&call).unwrap()
        })
        .collect()
}

fn row<T: DeserializeOwned>(model: &str, bodies: &[Vec<Vec<u8>>; 2]) {
    let [recorded, drawn] = bodies.each_ref().map(|bodies| {
        let decoded = bodies.iter().filter(|body| serde_json::from_slice::<T>(body).is_ok());
        format!("{} of {}", decoded.count(), bodies.len())
    });
    println!("| {model} | {recorded} | {drawn} |");
}
