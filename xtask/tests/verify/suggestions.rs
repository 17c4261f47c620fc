//! The YAML of each suggestion, pasted, is a sound document that describes what came.

use proptest::prelude::*;
use serde_json::{Value, json};
use xtask::{Outcome, generate, lint};

use crate::{
    apply::applied,
    common::{FROZEN, draw},
    kept, key, parsed, pasted, verified, whose,
};

/// Pastes each suggestion; the finding must be gone and the document must still be sound. The words that may be told are
/// all, as far as the document can be told by them.
fn each_suggestion_works(responses: &[Value]) -> usize {
    let found = |text: &str| kept(text, Some("get_call"), responses, &["/*"]).findings;
    let (mut text, mut pastes) = (FROZEN.to_owned(), 0);
    let mut findings = found(&text);
    while let Some(finding) = findings.into_iter().find(|finding| finding.suggestion.is_some()) {
        let suggestion = finding.suggestion.as_ref().unwrap();
        text = pasted(&text, suggestion);
        findings = found(&text);
        assert!(findings.iter().all(|other| key(other) != key(&finding)), "still there: {finding:#?}\n{text}");
        let problems = lint::check(&parsed(&text));
        assert!(problems.is_empty(), "{suggestion}\n{problems:#?}");
        pastes += 1;
        assert!(pastes < 100, "{finding:#?}");
    }
    let client = generate::client(&parsed(&text));
    assert!(client.is_ok(), "{client:?}\n{text}");
    pastes
}

#[test]
fn pasting_the_suggestion_makes_the_finding_go_away() {
    let turn = |text: Value, sender: &str| json!({"text": text, "type": "t", "sender": sender, "timestamp": 1.5});
    let cases = [
        json!({"id": 1, "new_text": "a", "new_flag": true, "new_count": 3, "new_amount": 0.5, "new_nothing": null}),
        json!({"id": 1, "true": 4, "latency": 1.5}),
        json!({"id": 1, "latency": {"p50": 1.5, "steps": [{"n": 1}, {"n": "two", "why": null}], "by": {"who": {}}}}),
        json!({"id": 1, "people": {"Maria Huber": {"age": 40}, "x": 1}, "numbers": [{"+4917012345678": true}]}),
        json!({"id": 1, "tags": ["a", "b"], "empty": [], "mixed": [1, "a", {"b": 1}]}),
        json!({"id": 1, "type": "sms", "status": "parked", "answered_by": "voicemail"}),
        json!({"id": 1, "transcript": [turn(json!("a"), "supervisor"), turn(Value::Null, "bot")]}),
        json!({"id": 1, "transcript": [{"text": "a", "confidence": 0.5}]}),
        json!({"id": 1, "transcript": ["hello"]}),
        json!({"id": 1, "transcript": {"summary": "a"}}),
        json!({"id": 1, "duration": "38"}),
        json!({"id": 1, "duration": 38.5}),
        json!({"id": 1, "duration": -1}),
        json!({"id": 1, "duration": {"seconds": 38, "unit": "s"}}),
        json!({"id": 1, "assistant_name": {"name": "a"}, "recording_url": ["a"]}),
        json!({"id": 1, "extracted": 18_446_744_073_709_551_615_u64, "type_": 1, "self": 2, "crate": [3]}),
        json!({"id": 1, "duration": 18_446_744_073_709_551_616.0, "total_cost": 1e30}),
        json!({"id": 1, "status": 5, "variables": "none", "evaluation": false, "carrier_cost": true}),
        json!({"id": 1, "updated_at": 1754317800}),
        json!({"id": 1, "counts": [-1, 9_223_372_036_854_775_808_u64]}),
        json!({"id": 1, "variables": ["a"]}),
        json!({"id": 1, "evaluation": [{"name": "a", "weight": 2}]}),
        json!({"id": 1, "größe": {"größe": [1, "a"]}}),
    ];
    for case in &cases {
        assert_ne!(each_suggestion_works(std::slice::from_ref(case)), 0, "{case}");
    }
}

#[test]
fn a_field_that_comes_in_two_forms_is_one_suggestion() {
    let responses = [json!({"id": 1, "score": null}), json!({"id": 2, "score": 3}), json!({"id": 3, "score": "high"})];
    assert_eq!(verified(FROZEN, &responses).findings.len(), 1);
    assert_eq!(each_suggestion_works(&responses), 1);
    insta::assert_json_snapshot!(verified(FROZEN, &responses));
}

proptest! {
    #![proptest_config(draw::cases(24))]

    #[test]
    fn what_was_recorded_is_described_or_left_to_a_person_in_words(
        bodies in prop::collection::vec(draw::broken(3), 1..4), vouched in any::<bool>(),
    ) {
        let keep: &[&str] = if vouched { &["/*"] } else { &[] };
        let (outcome, told, text, left) = applied(&bodies, keep);
        let document = parsed(&text);
        prop_assert!(lint::check(&document).is_empty(), "{}\n{:#?}", told, lint::check(&document));
        let client = generate::client(&document);
        prop_assert!(client.is_ok(), "{:?}\n{}", client, told);
        for finding in &left.findings {
            prop_assert!(finding.suggestion.is_none() && finding.message.contains("; "), "{:#?}\n{}", finding, told);
        }
        prop_assert_eq!(outcome == Outcome::Good, left.findings.is_empty(), "{}", told);
    }

    #[test]
    fn each_suggestion_can_be_pasted_alone_and_all_of_them_in_the_order_told(
        bodies in prop::collection::vec(draw::broken(3), 1..4),
    ) {
        let findings = kept(FROZEN, None, &bodies, &[]);
        for finding in &findings.findings {
            let Some(suggestion) = &finding.suggestion else { continue };
            let text = pasted(FROZEN, suggestion);
            prop_assert!(lint::check(&parsed(&text)).is_empty(), "{}", suggestion);
            let left = kept(&text, None, &bodies, &[]).findings;
            prop_assert!(left.iter().all(|other| whose(other) != whose(finding)), "{:#?}\n{}", finding, suggestion);
        }
        prop_assert_eq!(&pasted(FROZEN, &findings.suggestions), &findings.described);
    }
}
