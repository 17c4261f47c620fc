//! What a team sees of `cargo xtask verify`: what is new in a response, and the YAML that describes it.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may stop where it fails")]

mod apply;
#[path = "../common/mod.rs"]
mod common;
mod findings;
mod input;
mod privacy;
mod report;
mod suggestions;

use std::path::{Path, PathBuf};

use common::{FROZEN, Look, NAME, project, reported};
use serde_json::Value;
use xtask::{
    Outcome,
    document::Document,
    verify::{Args, Finding, Findings, Format, Kind, Verifier, run_in},
};

fn parsed(text: &str) -> Document {
    Document::parse(NAME, text.as_bytes().to_vec()).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

/// The findings in responses of an operation, or of any, when the words and names at some places may be told.
fn kept(text: &str, operation: Option<&str>, responses: &[Value], keep: &[&str]) -> Findings {
    let document = parsed(text);
    let keep: Vec<_> = keep.iter().map(|place| place.parse().unwrap()).collect();
    let mut verifier = Verifier::new(&document, operation, &keep).unwrap();
    for (i, response) in responses.iter().enumerate() {
        verifier.add(&format!("{i}.json"), response.to_string().as_bytes());
    }
    verifier.finish(responses.len())
}

fn verified(text: &str, responses: &[Value]) -> Findings {
    kept(text, Some("get_call"), responses, &[])
}

/// Does by hand what the suggestion says, from its top to its end.
fn pasted(text: &str, suggestion: &str) -> String {
    let mut lines: Vec<&str> = text.lines().collect();
    let mut rest = suggestion.lines().peekable();
    while let Some(line) = rest.next() {
        let (range, what) = line.strip_prefix(&format!("# {NAME}:")).unwrap().split_once(": ").unwrap();
        let (first, last) = range.split_once('-').unwrap_or((range, range));
        let (first, last): (usize, usize) = (first.parse().unwrap(), last.parse().unwrap());
        // What goes below a line starts after it and replaces nothing.
        let range = if what == "add below this line" { first..first } else { first - 1..last };
        let mut new = Vec::new();
        while let Some(line) = rest.next_if(|line| !line.starts_with('#')) {
            new.push(line);
        }
        lines.splice(range, new);
    }
    lines.join("\n") + "\n"
}

fn key(finding: &Finding) -> (String, Kind) {
    (finding.pointer.clone(), finding.kind)
}

/// As [`key`], with the schema that the response is compared with: two can have the same field.
fn whose(finding: &Finding) -> (String, Kind, Option<String>) {
    let (pointer, kind) = key(finding);
    let schema = finding.message.split_once(" of `").and_then(|(_, rest)| rest.split('`').next());
    (pointer, kind, schema.map(str::to_owned))
}

/// The document with one more property of a call, and more component schemas.
fn with(property: &str, components: &str) -> String {
    let text =
        FROZEN.replacen("        assistant_name:\n", &format!("        {property}\n        assistant_name:\n"), 1);
    text.replacen("    CallType:\n", &format!("{components}\n    CallType:\n"), 1)
}

fn args(paths: &[&Path]) -> Args {
    Args {
        paths: paths.iter().map(PathBuf::from).collect(),
        #[cfg(feature = "live")]
        live: None,
        operation: None,
        keep: Vec::new(),
        apply: false,
        format: Format::Text,
    }
}

fn run(look: Look, paths: &[&Path], format: Format) -> (Outcome, String, String) {
    let args = Args { format, ..args(paths) };
    let mut json = Vec::new();
    let root = project(FROZEN);
    let (outcome, text) = reported(look, |report| run_in(root.path(), &args, report, &mut json));
    (outcome, text, String::from_utf8(json).unwrap())
}
