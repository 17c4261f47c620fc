//! What holds for every instance that the document describes, and for every such instance in which anything is wrong. The
//! instances are drawn from the document as it is when the test runs.
//!
//! The cases are the same in each run; `PROPTEST_CASES=100000 PROPTEST_RNG_SEED=7` makes others, and more of them. A case
//! that fails is kept in `properties.regressions` and tried first from then on.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may stop where it fails")]

use std::cell::Cell;

use intellixent::{Misfit, types::Call};
use intellixent_tests::{
    expected, generate, lossless,
    models::{MODELS, Model},
    mutate::{self, PRIVATE},
    schema::{described, documented},
};
use proptest::{
    prop_assert, prop_assert_eq,
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
    config.max_local_rejects = u32::MAX;
    let kept = concat!(env!("CARGO_MANIFEST_DIR"), "/properties.regressions");
    config.failure_persistence = Some(Box::new(FileFailurePersistence::Direct(kept)));
    TestRunner::new(config)
}

#[test]
fn whatever_the_document_describes_decodes_and_nothing_of_it_is_lost() {
    let names = lossless::names(described());
    for Model { name, again, misfits, .. } in MODELS {
        let schema = documented(name);
        // A call holds all that the others do.
        runner(if *name == "Call" { 2_000 } else { 256 })
            .run(&generate::instance(name), |instance| {
                prop_assert!(schema.is_valid(&instance), "{name}: drawn amiss");
                let json = serde_json::to_vec(&instance).unwrap();
                // All that is described is taken, but for amounts with more digits than a decimal holds.
                if *name == "Usd" && expected::misfits(name, &instance).is_err() {
                    return Ok(());
                }
                let finer = misfits(&json).unwrap();
                prop_assert!(finer.iter().all(|(_, words, _)| words.contains("an amount of at most")), "{finer:?}");
                let encoded = again(&json).map_err(|error| TestCaseError::fail(error.to_string()))?;
                let encoded: Value = serde_json::from_slice(&encoded).unwrap();
                prop_assert!(schema.is_valid(&encoded), "{name}: {encoded} is not what the document describes");
                prop_assert!(lossless::is_kept(&instance, &encoded, &names), "{name}: {encoded} lost something");
                Ok(())
            })
            .unwrap_or_else(|error| panic!("{name}: {error}"));
    }
}

#[test]
fn whatever_goes_wrong_in_a_member_stays_in_that_member() {
    for name in ["Call", "ApiError"] {
        let model = MODELS.iter().find(|model| model.name == name).unwrap();
        let [refused, misfits] = [const { Cell::new(0) }; 2];
        let names = lossless::names(described());
        runner(2_000)
            .run(&mutate::mutated(generate::instance(name)), |instance| {
                let json = serde_json::to_vec(&instance).unwrap();
                let found = match (expected::misfits(name, &instance), (model.misfits)(&json)) {
                    (Ok(mut paths), Ok(found)) => {
                        let mut reported: Vec<_> = found.iter().map(|(path, ..)| path.clone()).collect();
                        paths.sort();
                        reported.sort();
                        prop_assert_eq!(reported, paths, "{}", instance);
                        found
                    }
                    (Err(place), Err(error)) => {
                        refused.set(refused.get() + 1);
                        let path = error.json_path().unwrap().trim_start_matches('.');
                        prop_assert_eq!(path, place, "{}: {}", error, instance);
                        prop_assert!(error.to_string().contains("expected "), "{error}");
                        prop_assert!(!error.to_string().contains(PRIVATE), "{error}");
                        return Ok(());
                    }
                    (expected, found) => {
                        return Err(TestCaseError::fail(format!("{found:?}, and not {expected:?}: {instance}")));
                    }
                };
                misfits.set(misfits.get() + found.len());
                for (path, words, value) in &found {
                    prop_assert_eq!(expected::at(&instance, path), Some(value), "{}", path);
                    let shown = words.split(": expected ").next().unwrap();
                    // A message shows no name that a customer chose, and no more than eight steps.
                    let is_whole = !path.contains("[\"") && path.matches(['.', '[']).count() < 8;
                    prop_assert!(if is_whole { shown == path } else { path.starts_with(shown) }, "{words}");
                    prop_assert!(words.contains(", found ") && !words.contains(PRIVATE), "{words}");
                }
                let encoded = (model.again)(&json).map_err(|error| TestCaseError::fail(error.to_string()))?;
                let encoded: Value = serde_json::from_slice(&encoded).unwrap();
                prop_assert!(lossless::is_kept(&instance, &encoded, &names), "{encoded} lost something: {instance}");
                for (path, _, value) in &found {
                    prop_assert_eq!(expected::at(&encoded, path), Some(value), "{}", path);
                }
                Ok(())
            })
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        let (refused, misfits) = (refused.get(), misfits.get());
        assert!(refused > 10 && misfits > 500, "{name}: {refused} refused and {misfits} misfits say too little");
    }
}

/// Every described member of every object of a call, in every form that is not described: each alone.
#[test]
fn no_form_of_any_field_costs_the_call() {
    let documented: Value = serde_json::from_str(include_str!("fixtures/sibling_call.json")).unwrap();
    let base: Call = serde_json::from_value(documented.clone()).unwrap();
    let mut tried = 0;
    let mut places = Vec::new();
    for (schema, above) in [("Call", ""), ("TranscriptTurn", "/transcript/0"), ("EvaluationField", "/evaluation/0")] {
        let properties = described()[schema]["properties"].as_object().unwrap();
        places.extend(properties.keys().filter(|name| *name != "id").map(|name| format!("{above}/{name}")));
    }
    places.extend(["/transcript/1", "/evaluation/0"].map(str::to_owned));
    for place in places {
        for form in mutate::replacements() {
            tried += 1;
            let mut instance = documented.clone();
            let (above, name) = place.rsplit_once('/').unwrap();
            match instance.pointer_mut(above).unwrap() {
                Value::Object(members) => drop(members.insert(name.to_owned(), form.clone())),
                above => *above.get_mut(name.parse::<usize>().unwrap()).unwrap() = form.clone(),
            }
            let call: Call = serde_json::from_slice(&serde_json::to_vec(&instance).unwrap())
                .unwrap_or_else(|error| panic!("{place}: {form}: {error}"));
            let top = place.split('/').nth(1).unwrap();
            let [mut before, mut after] = [&base, &call].map(|call| serde_json::to_value(call).unwrap());
            assert!(
                lossless::is_kept(&instance, &after, &lossless::names(described())),
                "{after} lost something: {instance}"
            );
            for call in [&mut before, &mut after] {
                call.as_object_mut().unwrap().remove(top);
            }
            assert_eq!(before, after, "{place}: {form}");
            let expected = expected::misfits("Call", &instance).unwrap();
            assert_eq!(call.misfits().iter().map(Misfit::path).collect::<Vec<_>>(), expected, "{place}: {form}");
        }
    }
    assert!(tried > 486, "{tried}");
}

#[test]
fn of_a_name_that_comes_twice_the_last_value_counts() {
    for (json, status, misfits) in [
        (r#"{"id":1,"status":7,"status":"failed"}"#, Some("failed"), 0),
        (r#"{"id":1,"status":"failed","status":7}"#, None, 1),
        (r#"{"id":1,"status":"failed","status":null}"#, None, 0),
        (r#"{"id":[],"id":1,"status":"busy","status":"failed"}"#, Some("failed"), 0),
    ] {
        let call: Call = serde_json::from_str(json).unwrap();
        assert_eq!((call.status.as_deref(), call.misfits().len()), (status, misfits), "{json}");
    }
    let call: Call =
        serde_json::from_str(r#"{"id":1,"transcript":[{"text":null,"text":"a"},{"text":"b","text":null},null]}"#)
            .unwrap();
    assert_eq!(call.extra["transcript"], serde_json::json!([{"text": "a"}, {"text": null}, null]));
}

#[test]
fn a_name_that_is_typed_is_written_once() {
    let mut call: Call = serde_json::from_str(r#"{"id":1,"status":"failed"}"#).unwrap();
    call.extra.insert("status".to_owned(), "busy".into());
    call.extra.insert("type".to_owned(), "inbound".into());
    call.extra.insert("id".to_owned(), 2.into());
    assert_eq!(serde_json::to_string(&call).unwrap(), r#"{"id":1,"status":"failed","type":"inbound"}"#);
    assert_eq!(call.misfits(), []);
}
