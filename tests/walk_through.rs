//! The way of `CONTRIBUTING.md` from start to end, on a copy of the workspace: a response with a new field, a new status
//! and a changed form comes in; a compiled client that types all three comes out, with no Rust edited by hand.
#![allow(clippy::unwrap_used, reason = "a test may stop where it fails")]

use std::{fs, path::Path, process::Command};

use intellixent_tests::workspace_copy::{WorkspaceCopy, replaced};
use serde_json::{Value, json};
use xtask::{
    Outcome, diff,
    report::{Report, Written},
    verify,
};

/// Fits only a client that types all three.
const PROGRAM: &str = r#"
use intellixent::types::{Call, CallDuration, CallStatus};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let body = std::fs::read(std::env::args().nth(1).unwrap())?;
    let call: Call = intellixent::from_slice(&body)?;
    let agent: Option<String> = call.walking_agent;
    assert_eq!(agent.as_deref(), Some("Robo"));
    assert!(call.status.is_some_and(|status| status == CallStatus::WalkedThrough));
    assert!(matches!(call.duration, Some(CallDuration::String(seconds)) if seconds == "245"));
    assert!(call.extra.is_empty());
    println!("all three are typed");
    Ok(())
}
"#;

fn response() -> Value {
    let mut call: Value = serde_json::from_str(include_str!("fixtures/documented_call.json")).unwrap();
    call["walking_agent"] = json!("Robo");
    call["status"] = json!("walked-through");
    call["duration"] = json!("245");
    call
}

/// `cargo xtask verify --apply` on a recorded body, when somebody has seen that the new status is the platform's word.
fn applied(root: &Path, body: &Path) -> (Outcome, String) {
    let output = Written::default();
    let args = verify::Args {
        paths: vec![body.to_owned()],
        live: None,
        operation: None,
        keep: vec!["/status".parse().unwrap()],
        apply: true,
        format: verify::Format::Text,
    };
    let outcome = verify::run_in(root, &args, &mut Report::to(output.clone()), &mut Vec::new()).unwrap();
    (outcome, output.text())
}

#[test]
fn a_team_follows_a_changed_api_without_writing_rust() {
    let copy = WorkspaceCopy::new("walk_through", "99.0.2", PROGRAM);
    fs::copy(copy.root().join("openapi/intellixent.yaml"), copy.root().join("before.yaml")).unwrap();

    let body = copy.root().join("new.json");
    fs::write(&body, response().to_string()).unwrap();
    let (outcome, output) = applied(copy.root(), &body);
    assert_eq!(outcome, Outcome::Good, "{output}");
    for described in ["walking_agent", "CallDuration", "walked-through"] {
        assert!(output.contains(described), "{output}");
    }
    // The person's part: what the field means.
    let described = "Name of the agent that took the call. Seen on sibling deployments.";
    copy.write_document(&replaced(
        &copy.document(),
        "description: Seen in recorded responses.",
        &format!("description: {described}"),
    ));

    copy.codegen();
    let output = Command::new(copy.build()).arg(&body).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(output.stdout, b"all three are typed\n");

    let output = Written::default();
    let base = copy.root().join("before.yaml").to_str().unwrap().to_owned();
    let args = diff::Args { base, format: diff::Format::Markdown, fail_on: None };
    assert_eq!(diff::run_in(copy.root(), &args, &mut Report::to(output.clone())).unwrap(), Outcome::Good);
    // Where each stands changes with every edit of the document.
    let entry = output.text();
    let entry: Vec<_> = entry.lines().map(|line| line.split(" | line ").next().unwrap()).collect();
    insta::assert_snapshot!(entry.join("\n").replace(copy.root().to_str().unwrap(), ""));
}
