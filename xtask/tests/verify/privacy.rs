//! Nothing of a body is printed but at the places that a person vouches for.

use proptest::prelude::*;
use serde_json::{Value, json};
use xtask::verify::{Format, run_in};

use crate::{
    args,
    common::{FROZEN, Look, draw, project, reported},
    kept, verified,
};

#[test]
fn no_value_of_a_response_is_told_but_words_for_a_list() {
    let response = json!({
        "id": "secret-1", "secret": "secret-2", "type": "secret 3", "duration": "secret-4", "webhook_response": {"secret": 5},
        "created_at": "secret-6", "variables": {"secret": "secret-7"}, "evaluation": [{"secret-8": 1}], "transcript": 5.5,
    });
    let mut findings = verified(FROZEN, &[response]);
    findings.findings.iter_mut().for_each(|finding| finding.pointer.clear());
    let told = serde_json::to_string(&findings).unwrap();
    for n in [1, 2, 3, 4, 5, 6, 7] {
        assert!(!told.contains(&format!("secret-{n}")) && !told.contains(&format!("secret {n}")), "{told}");
    }
}

#[test]
fn no_key_that_a_customer_chose_is_told() {
    let customer = ["+4917012345678", "Maria Huber", "Maria", "maria@huber.example", "a/b", "née"];
    let mut responses: Vec<_> = customer
        .iter()
        .flat_map(|key| [json!({"id": 1, *key: 1}), json!({"id": 1, "by_contact": {"count": 1, *key: {"seen": 1}}})])
        .collect();
    let many: serde_json::Map<_, _> = (0..100).map(|n| (format!("contact_{n}"), json!(n))).collect();
    responses.push(json!({"id": 1, "crm": many}));
    let findings = verified(FROZEN, &responses).findings;
    let places: Vec<_> = findings.iter().map(|finding| finding.pointer.as_str()).collect();
    assert_eq!(places, ["/*", "/by_contact", "/crm"]);
    let told = serde_json::to_string(&findings).unwrap();
    for key in customer.iter().copied().chain(["contact_7", "seen"]) {
        assert!(!told.contains(key), "{key}: {told}");
    }
    assert!(findings[0].message.contains("could be a customer's"), "{told}");
}

#[test]
fn a_word_is_told_and_described_only_where_somebody_vouches_for_it() {
    let body =
        [json!({"id": 1, "status": "parked", "stats": {"p50": 1.5, "steps": [{"n": 1}]}, "finishedAt": 1, "Maria": 2})];
    let told = |keep: &[&str]| serde_json::to_string(&kept(FROZEN, None, &body, keep)).unwrap();
    let silent = told(&[]);
    for word in ["parked", "p50", "steps", "finishedAt", "Maria"] {
        assert!(!silent.contains(word), "{word}: {silent}");
    }
    assert!(silent.contains("`--keep /status`"), "{silent}");
    let vouched = told(&["/status", "/stats", "/finishedAt"]);
    for word in ["parked", "p50", "steps", "finishedAt"] {
        assert!(vouched.contains(word), "{word}: {vouched}");
    }
    assert!(!vouched.contains("Maria"), "{vouched}");
}

proptest! {
    #![proptest_config(draw::cases(24))]

    #[test]
    fn nothing_of_a_body_is_told(body in draw::broken(3)) {
        let mut body = body;
        marked(&mut body, "");
        let root = project(FROZEN);
        let path = root.path().join("recorded.json");
        std::fs::write(&path, body.to_string()).unwrap();
        let mut args = args(&[&path]);
        let mut json = Vec::new();
        let (_, mut told) = reported(Look::Plain, |report| run_in(root.path(), &args, report, &mut json));
        args.format = Format::Json;
        run_in(root.path(), &args, &mut xtask::report::Report::stderr(), &mut json).unwrap();
        told.push_str(&String::from_utf8(json).unwrap());
        let told = told.replace(&root.path().display().to_string(), "");
        prop_assert!(!told.contains("qzx") && !told.contains("9876543"), "{}\n{}", body, told);
    }
}

/// Marks every text, number and name that is not a field's.
fn marked(value: &mut Value, place: &str) {
    let described = ["", "/data/*", "/links/*", "/lead", "/transcript/*", "/evaluation/*"];
    match value {
        Value::String(text) => text.push_str("qzx"),
        Value::Number(_) => *value = json!(9_876_543),
        Value::Array(items) => items.iter_mut().for_each(|item| marked(item, &format!("{place}/*"))),
        Value::Object(members) => {
            let fields = described.iter().any(|end| place.strip_prefix("/data/*").unwrap_or(place) == *end);
            *members = std::mem::take(members)
                .into_iter()
                .map(|(name, mut value)| {
                    marked(&mut value, &format!("{place}/{name}"));
                    (if fields { name } else { name + "qzx" }, value)
                })
                .collect();
        }
        _ => {}
    }
}
