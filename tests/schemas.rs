//! The JSON Schema that is derived from each model, feature `schemars`, against the document's schema: both accept the
//! same instances.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may stop where it fails")]

use std::cell::RefCell;

use intellixent_tests::{
    generate,
    models::{MODELS, Model},
    mutate,
    schema::{self, described, documented, validator},
};
use jsonschema::Validator;
use proptest::{
    prelude::*,
    test_runner::{Config, RngSeed, TestCaseError, TestRunner},
};
use serde_json::Value;

/// Whether the instance is accepted, which both must agree on.
fn verdict(documented: &Validator, derived: &Validator, instance: &Value) -> Result<bool, TestCaseError> {
    let verdicts = [documented, derived].map(|schema| schema.is_valid(instance));
    prop_assert_eq!(verdicts[0], verdicts[1], "the document and the model differ on {}", instance);
    Ok(verdicts[0])
}

#[test]
fn both_accept_every_recorded_response() {
    for (name, files) in [
        ("Call", "fixtures/[!o]*.json"),
        ("CallPage", "fixtures/call_page/[!o]*.json"),
        ("FinishedCall", "fixtures/finished_call/[!o]*.json"),
        ("Done", "fixtures/done/[!o]*.json"),
        ("ApiError", "fixtures/api_error/*_[!o]*.json"),
    ] {
        let model = MODELS.iter().find(|model| model.name == name).unwrap();
        let (documented, derived) = (documented(name), validator(&(model.derived)()));
        insta::glob!(files, |path| {
            let instance: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
            assert!(verdict(&documented, &derived, &instance).unwrap(), "not as the document describes it");
        });
    }
}

#[test]
fn both_agree_on_instances_right_and_wrong_and_on_any_json() {
    for Model { name, derived, .. } in MODELS {
        let (documented, derived) = (documented(name), validator(&derived()));
        let mut config = Config { cases: 500, rng_seed: RngSeed::Fixed(1), ..Config::default() };
        (config.failure_persistence, config.max_local_rejects) = (None, u32::MAX);
        let counts = RefCell::new([0, 0]);
        let right = generate::instance(name);
        let instances = prop_oneof![
            1 => right.clone(),
            2 => mutate::mutated(right),
            1 => generate::any_json(),
        ];
        TestRunner::new(config)
            .run(&instances, |instance| {
                let accepted = verdict(&documented, &derived, &instance)?;
                counts.borrow_mut()[usize::from(accepted)] += 1;
                Ok(())
            })
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        let [refused, accepted] = counts.into_inner();
        let any = schema::parts(described(), &described()[*name]).0.iter().all(serde_json::Map::is_empty);
        assert!(
            (refused > 50 || any) && accepted > 50,
            "{name}: {refused} refused and {accepted} accepted say too little"
        );
    }
}
