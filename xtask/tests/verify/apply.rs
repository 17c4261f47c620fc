//! `--apply` writes the document, and nothing but what it says.

use serde_json::{Value, json};
use strum::VariantArray as _;
use xtask::{
    Outcome,
    lint::Rule,
    verify::{Args, Findings, run_in},
};

use crate::{
    args,
    common::{FROZEN, Look, NAME, command, project, reported},
    kept,
};

/// A project with a document and recorded bodies, and what `verify --apply` makes of them.
pub(crate) fn applied(bodies: &[Value], keep: &[&str]) -> (Outcome, String, String, Findings) {
    let root = project(FROZEN);
    let path = root.path().join("recorded.ndjson");
    std::fs::write(&path, bodies.iter().map(|body| format!("{body}\n")).collect::<String>()).unwrap();
    let mut args = args(&[&path]);
    (args.apply, args.keep) = (true, keep.iter().map(|place| place.parse().unwrap()).collect());
    let (outcome, told) = reported(Look::Plain, |report| run_in(root.path(), &args, report, &mut Vec::new()));
    let text = std::fs::read_to_string(root.path().join(NAME)).unwrap();
    let left = kept(&text, None, bodies, keep);
    (outcome, told, text, left)
}

/// Runs `verify --apply` on a project with that document, and gives the new one.
fn written(document: &str, body: &Value) -> (Outcome, String, String) {
    let root = project(document);
    let path = root.path().join("recorded.json");
    std::fs::write(&path, body.to_string()).unwrap();
    let args = Args { apply: true, ..args(&[&path]) };
    let (outcome, told) = reported(Look::Plain, |report| run_in(root.path(), &args, report, &mut Vec::new()));
    (outcome, told, std::fs::read_to_string(root.path().join(NAME)).unwrap())
}

#[test]
fn apply_writes_the_document_says_what_and_lints_it() {
    let body = json!({"id": 1, "mood": {"a": 1}, "duration": "38", "extra": 1, "type": 5});
    let (outcome, told, text) = written(FROZEN, &body);
    assert_eq!(outcome, Outcome::Good, "{told}");
    insta::assert_snapshot!(told.replace(&format!("{} rules", Rule::VARIANTS.len()), "all rules"));
    assert_eq!(kept(&text, None, &[body], &[]).findings.len(), 0);
    // A form that needs no words.
    let body = json!({"data": [], "links": [{"url": null, "active": null}], "current_page": 1});
    let (outcome, told, _) = written(FROZEN, &body);
    assert!(outcome == Outcome::Good && told.contains(" now run `cargo xtask codegen`"), "{told}");
    // What is left to a person is not written.
    let body = json!({"id": 1, "created_at": "2025-09-31 10:00:00"});
    let (outcome, told, text) = written(FROZEN, &body);
    assert_eq!((outcome, text.as_str()), (Outcome::NeedsUpdate, FROZEN), "{told}");
    assert!(told.contains("date or time does not exist") && !told.contains("Written"), "{told}");
}

#[test]
fn apply_leaves_the_rest_of_the_document_as_somebody_wrote_it() {
    let body = json!({
        "data": [], "links": [{"url": null, "active": false, "rel": "next"}], "per_page": 15, "current_page": 1.5,
    });
    let (outcome, told, text) = written(FROZEN, &body);
    assert_eq!(outcome, Outcome::Good, "{told}");
    let (old, new): (Vec<_>, Vec<_>) = (FROZEN.lines().collect(), text.lines().collect());
    let gone: Vec<_> = old.iter().filter(|line| !new.contains(line)).collect();
    // What is written in braces is written anew.
    assert_eq!(gone.len(), 1, "{gone:#?}");
    assert!(gone[0].trim_start().starts_with("properties: {url:"), "{gone:#?}");
    // Lines end as they did, and the last one that had no end gets one.
    let windows = FROZEN.replace('\n', "\r\n");
    let (outcome, told, text) = written(windows.trim_end(), &body);
    assert_eq!(outcome, Outcome::Good, "{told}");
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
    assert!(!kept(&text, None, &[body], &[]).findings.iter().any(|finding| finding.suggestion.is_some()));
}

#[test]
fn apply_does_not_read_what_can_be_read_only_once() {
    let output = command(project(FROZEN).path(), &["verify", "--apply", "-"], &[], "{}");
    assert_eq!(output.status.code(), Some(1));
    let text = String::from_utf8(output.stderr).unwrap();
    assert!(text.contains("`--apply` reads its input more than once"), "{text}");
}
