//! What holds for every instance that the document describes, and for every such instance with one thing wrong. The
//! instances are drawn from the document as it is when the test runs.
//!
//! The cases are the same in each run; `PROPTEST_CASES=100000 PROPTEST_RNG_SEED=7` makes others, and more of them. A case
//! that fails is kept in `properties.regressions` and tried first from then on.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may stop where it fails")]

use std::{cell::Cell, collections::BTreeSet};

use intellixent::rust_decimal::Decimal;
use intellixent_tests::{
    break_it::{self, PRIVATE},
    draw,
    models::{MODELS, Model},
    schema::{described, documented},
};
use proptest::{
    prop_assert,
    test_runner::{Config, FileFailurePersistence, RngSeed, TestCaseError, TestRunner},
};
use serde_json::Value;

/// Runs at least so many cases.
fn runner(cases: u32) -> TestRunner {
    let mut config = Config::default();
    config.cases = config.cases.max(cases);
    if config.rng_seed == RngSeed::Random {
        config.rng_seed = RngSeed::Fixed(1);
    }
    let kept = concat!(env!("CARGO_MANIFEST_DIR"), "/properties.regressions");
    config.failure_persistence = Some(Box::new(FileFailurePersistence::Direct(kept)));
    TestRunner::new(config)
}

#[test]
fn whatever_the_document_describes_decodes_and_nothing_of_it_is_lost() {
    let names: BTreeSet<&str> = described()
        .values()
        .filter_map(|schema| schema.get("properties")?.as_object())
        .flat_map(|properties| properties.keys().map(String::as_str))
        .collect();
    for Model { name, again, .. } in MODELS {
        let schema = documented(name);
        // A call holds all that the others do.
        runner(if *name == "Call" { 2_000 } else { 256 })
            .run(&draw::instance(name), |instance| {
                prop_assert!(schema.is_valid(&instance), "{name}: drawn amiss");
                let encoded = again(&serde_json::to_vec(&instance).unwrap())
                    .map_err(|error| TestCaseError::fail(error.to_string()))?;
                let encoded: Value = serde_json::from_slice(&encoded).unwrap();
                prop_assert!(schema.is_valid(&encoded), "{name}: {encoded} is not what the document describes");
                prop_assert!(survived(&instance, &encoded, &names), "{name}: {encoded} is not what came");
                Ok(())
            })
            .unwrap_or_else(|error| panic!("{name}: {error}"));
    }
}

/// Whether `after` says all that `before` did: a described field that is `null` may go, an empty list may become an empty
/// map, and money may change its form.
fn survived(before: &Value, after: &Value, described: &BTreeSet<&str>) -> bool {
    match (before, after) {
        (Value::Object(before), Value::Object(after)) => {
            let kept = before.iter().all(|(name, value)| match after.get(name) {
                Some(after) => survived(value, after, described),
                None => value.is_null() && described.contains(name.as_str()),
            });
            kept && after.keys().all(|name| before.contains_key(name))
        }
        (Value::Array(before), Value::Array(after)) => {
            before.len() == after.len()
                && before.iter().zip(after).all(|(before, after)| survived(before, after, described))
        }
        (Value::Array(before), Value::Object(after)) => before.is_empty() && after.is_empty(),
        (Value::Number(before), Value::Number(after)) => {
            let (a, b) = (before.as_f64().unwrap(), after.as_f64().unwrap());
            // Noise in an amount may be rounded, as `Usd` says; a whole number stays exact.
            let noise = a.abs() < 1e-11 && (a - b).abs() < 1e-25;
            before == after || (before.is_f64() || after.is_f64()) && (a == b || noise)
        }
        (Value::String(before), Value::Number(after)) => before.parse::<f64>().ok() == after.as_f64(),
        (Value::String(before), Value::String(after)) => {
            // Zeros at the start of an amount go.
            let amount = |text: &str| Some(text).filter(|text| text.contains('.'))?.parse::<Decimal>().ok();
            before == after || amount(before).is_some_and(|before| Some(before) == amount(after))
        }
        _ => before == after,
    }
}

#[test]
fn one_thing_wrong_is_an_error_at_that_place_or_fits_all_the_same() {
    let call = MODELS.iter().find(|model| model.name == "Call").unwrap();
    let schema = documented("Call");
    let refused = Cell::new(0);
    runner(2_000)
        .run(&break_it::broken(draw::instance("Call")), |broken| {
            match (call.again)(&serde_json::to_vec(&broken.instance).unwrap()) {
                Ok(_) => {}
                Err(error) => {
                    refused.set(refused.get() + 1);
                    let path = error.json_path().unwrap();
                    prop_assert!(broken.is_at(path), "{error}: but {} was changed", broken.place);
                    // To JSON Schema, 1e200 is a whole number; to OpenAPI 3.0 and to this client it is not.
                    let fraction = broken.now.is_some_and(|now| now.is_f64());
                    prop_assert!(fraction || !schema.is_valid(&broken.instance), "{error}: but it is described so");
                    let said = error.to_string();
                    prop_assert!(path == "." || said.starts_with(&format!("{path}: expected ")), "{said}");
                    prop_assert!(said.lines().count() == 1 && !said.contains(PRIVATE), "{said}");
                }
            }
            Ok(())
        })
        .unwrap();
    // Most places of a call take a few forms alone; if nearly all were taken, the cases would say little.
    assert!(refused.get() > 500, "only {} cases were refused", refused.get());
}
