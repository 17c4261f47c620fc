//! The way of `CONTRIBUTING.md` from start to end, on a copy of the workspace: a response with a new field, a new status
//! and a changed form comes in; a compiled client that types all three comes out, with no Rust edited by hand.
#![allow(clippy::unwrap_used, reason = "a test may stop where it fails")]

use std::{fs, process::Command};

use intellixent_tests::copied::{Copied, replaced};
use serde_json::{Value, json};
use xtask::{
    Outcome, diff,
    document::Document,
    report::{Report, Written},
    verify::Verifier,
};

/// Fits only a client that types all three.
const PROGRAM: &str = r#"
use intellixent::types::{Call, CallDuration, CallStatus};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let body = std::fs::read(std::env::args().nth(1).unwrap())?;
    let call: Call = intellixent::from_slice(&body)?;
    let agent: Option<String> = call.agent_name;
    assert_eq!(agent.as_deref(), Some("Robo"));
    assert!(call.status.is_some_and(|status| status == CallStatus::Transferred));
    assert!(matches!(call.duration, Some(CallDuration::Variant1(seconds)) if seconds == "245"));
    assert!(call.extra.is_empty());
    println!("all three are typed");
    Ok(())
}
"#;

fn response() -> Value {
    let mut call: Value = serde_json::from_str(include_str!("fixtures/documented_call.json")).unwrap();
    call["agent_name"] = json!("Robo");
    call["status"] = json!("transferred");
    call["duration"] = json!("245");
    call
}

/// The first thing that `verify` finds, with the YAML that would describe it.
fn found(text: &str) -> Option<(String, String)> {
    let document = Document::parse("openapi/intellixent.yaml", text.into()).unwrap();
    let mut verifier = Verifier::new(&document, "get_call").unwrap();
    verifier.add("new.json", response().to_string().as_bytes());
    let finding = verifier.finish(1).findings.into_iter().next()?;
    Some((finding.pointer, finding.suggestion.unwrap()))
}

/// Does by hand what the suggestion says: each part has a line that says where it goes.
fn pasted(text: &str, suggestion: &str) -> String {
    let mut lines: Vec<&str> = text.lines().collect();
    let parts = suggestion.split("# openapi/intellixent.yaml:").skip(1).collect::<Vec<_>>();
    // From the bottom up, so that the numbers of the lines above stay true.
    for part in parts.into_iter().rev() {
        let (place, yaml) = part.split_once('\n').unwrap();
        let (range, what) = place.split_once(": ").unwrap();
        let (first, last) = range.split_once('-').unwrap_or((range, range));
        let (first, last): (usize, usize) = (first.parse().unwrap(), last.parse().unwrap());
        let replaced = if what == "add below this line" { last..last } else { first - 1..last };
        lines.splice(replaced, yaml.lines());
    }
    lines.join("\n") + "\n"
}

#[test]
fn a_team_follows_a_changed_api_without_writing_rust() {
    let copy = Copied::new("walk_through", "99.0.2", PROGRAM);
    fs::copy(copy.root().join("openapi/intellixent.yaml"), copy.root().join("before.yaml")).unwrap();

    let mut pointers = Vec::new();
    while let Some((pointer, suggestion)) = found(&copy.document()) {
        assert!(pointers.len() < 3, "{pointers:?} and still {pointer}");
        copy.write_document(&pasted(&copy.document(), &suggestion));
        pointers.push(pointer);
    }
    assert_eq!(pointers, ["/agent_name", "/duration", "/status"]);
    // The person's part: what the field means.
    let described = "Name of the agent that took the call. Seen on sibling deployments.";
    copy.write_document(&replaced(
        &copy.document(),
        "description: Seen in recorded responses.",
        &format!("description: {described}"),
    ));

    copy.codegen();
    let body = copy.root().join("new.json");
    fs::write(&body, response().to_string()).unwrap();
    let output = Command::new(copy.build()).arg(&body).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(output.stdout, b"all three are typed\n");

    let output = Written::default();
    let base = copy.root().join("before.yaml").to_str().unwrap().to_owned();
    let args = diff::Args { base, format: diff::Format::Markdown, fail_on: None };
    assert_eq!(diff::run_in(copy.root(), &args, &mut Report::to(output.clone())).unwrap(), Outcome::Good);
    let entry = output.text();
    insta::assert_snapshot!(entry.replace(copy.root().to_str().unwrap(), ""));
}
