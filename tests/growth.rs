//! The document may grow any way that the lint lets it: growths are drawn from its grammar, all that pass are put into one
//! document, and what is generated from that must compile with its docs, send the requests that the document describes, and
//! decode its values.
//!
//! `GROWTHS=500 GROWTH_SEED=7` draws others, and more of them; `GROWTH_CASES=cases.json` tries those of a file, each
//! `{"paths", "schemas", "comps": YAML to insert, "sub": [[old, new], ..]}`.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test may stop where it fails")]

use std::{
    collections::BTreeMap,
    fs,
    io::{BufRead as _, Write as _},
    path::Path,
    process::{Command, Stdio},
};

use intellixent_tests::{
    growth::{self, Arrived, Drawing, Grown, Request},
    lossless,
    workspace_copy::{WorkspaceCopy, replaced},
};
use serde_json::Value;
use xtask::{document::Document, lint::Finding};

/// Decodes each value of its input as the model of that name, and says what comes of it.
const PROGRAM: &str = r#"
#[path = "../../tests/src/models.rs"]
mod models;
mod requests;

fn main() {
    if std::env::args().any(|argument| argument == "requests") {
        return requests::main();
    }
    std::panic::set_hook(Box::new(|_| ()));
    for line in std::io::stdin().lines() {
        let (name, value): (String, serde_json::Value) = serde_json::from_str(&line.unwrap()).unwrap();
        let json = serde_json::to_vec(&value).unwrap();
        let model = models::MODELS.iter().find(|model| model.name == name).unwrap();
        let misfits = (model.misfits)(&json).map(|misfits| misfits.into_iter().map(|(_, words, _)| words).collect());
        let again = std::panic::catch_unwind(|| (model.again)(&json));
        let answer: Result<serde_json::Value, String> = match (misfits, again) {
            (Err(error), _) | (_, Ok(Err(error))) => Err(error.to_string()),
            (_, Err(_)) => Err("what it is written as is read as another value".to_owned()),
            (Ok::<Vec<String>, _>(misfits), Ok(Ok(json))) if misfits.is_empty() => Ok(serde_json::from_slice(&json).unwrap()),
            (Ok(misfits), _) => Err(misfits.join(", ")),
        };
        println!("{}", serde_json::to_string(&answer).unwrap());
    }
}
"#;

fn number(variable: &str, otherwise: u64) -> u64 {
    std::env::var(variable).ok().map_or(otherwise, |text| text.parse().unwrap())
}

#[test]
fn whatever_the_lint_lets_through_compiles_sends_and_decodes() {
    let copy = WorkspaceCopy::new("growth", "99.0.3", PROGRAM);
    let base = Document::parse("base", copy.document().into_bytes()).unwrap().json;
    let seed = number("GROWTH_SEED", 1);
    let mut drawing = Drawing::new(seed);
    let growths: Vec<_> = match std::env::var("GROWTH_CASES") {
        Ok(path) => shared(&copy.document(), &path),
        Err(_) => (0..number("GROWTHS", 60)).map(|_| drawing.growth()).collect(),
    };
    let (grown, refused) = growth::accepted(&base, &growths);
    println!("seed {seed}: {} growths, {} of them refused", growths.len(), refused.len());
    for (index, found) in &refused {
        found.iter().for_each(|Finding { rule, problem, .. }| println!("  {index}: {}: {problem}", rule.id()));
    }
    assert!(refused.len() * 2 < growths.len(), "what is refused by half says little of what is let through");
    compiles_and_decodes(&copy, &grown, &mut drawing);
}

fn compiles_and_decodes(copy: &WorkspaceCopy, grown: &Grown, drawing: &mut Drawing) {
    copy.write_document(&serde_json::to_string_pretty(&grown.json).unwrap());
    copy.codegen();
    fs::copy(concat!(env!("CARGO_MANIFEST_DIR"), "/src/models.rs"), copy.root().join("tests/src/models.rs")).unwrap();
    let crates = ["--package", "intellixent", "--package", "intellixent-httpmock"];
    copy.cargo(&[&["clippy"], &crates[..], &["--", "--deny", "warnings"]].concat(), &[]);
    copy.cargo(&[&["doc", "--no-deps"], &crates[..]].concat(), &[("RUSTDOCFLAGS", "--deny warnings")]);
    let generated = fs::read_to_string(copy.root().join("crates/intellixent/src/generated.rs")).unwrap();
    let (requests, sending) = growth::requests(grown, &generated, drawing);
    fs::write(copy.root().join("program/src/requests.rs"), sending).unwrap();
    let program = copy.build();
    arrive_as_described(&program, &requests, &grown.json);
    let mut program = Command::new(program).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let schemas = grown.json["components"]["schemas"].as_object().unwrap();
    let instances = growth::instances(schemas, drawing, 8);
    let lines: String = instances.iter().map(|instance| serde_json::to_string(instance).unwrap() + "\n").collect();
    let mut input = program.stdin.take().unwrap();
    let writer = std::thread::spawn(move || input.write_all(lines.as_bytes()));
    let output = program.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    let answers = String::from_utf8(output.stdout).unwrap();
    assert_eq!(answers.lines().count(), instances.len());
    let names = lossless::names(schemas);
    let mut wrong = Vec::new();
    for ((name, instance), answer) in instances.iter().zip(answers.lines()) {
        match serde_json::from_str(answer).unwrap() {
            Ok::<Value, String>(again) if lossless::is_kept(instance, &again, &names) => {}
            answer => wrong.push(format!("{name}: {instance}: {answer:?}")),
        }
    }
    println!("{} values decoded", instances.len());
    assert!(wrong.is_empty(), "{} of {}: {}", wrong.len(), instances.len(), wrong.join("\n"));
}

/// Sends the requests, to a server that tells what arrived and to a mock that expects it.
fn arrive_as_described(program: &Path, requests: &[Request], document: &Value) {
    let output = Command::new(program).arg("requests").output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let arrived: Vec<Arrived> =
        output.stdout.lines().map(|line| serde_json::from_str(&line.unwrap()).unwrap()).collect();
    assert_eq!(arrived.len(), requests.len());
    println!("{} requests sent", requests.len());
    let names = lossless::names(document["components"]["schemas"].as_object().unwrap());
    let pairs = requests.iter().zip(&arrived);
    let wrong: Vec<_> = pairs.filter_map(|(request, arrived)| request.mistake(arrived, &names)).collect();
    assert!(wrong.is_empty(), "{} of {}: {}", wrong.len(), requests.len(), wrong.join("\n"));
}

/// The growths of a file. Those that change the document, and do not only add to it, are whole documents.
fn shared(document: &str, path: &str) -> Vec<Value> {
    let cases: BTreeMap<String, Value> = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    let growths = cases.iter().map(|(name, case)| {
        let [paths, schemas, components] =
            ["paths", "schemas", "comps"].map(|key| case[key].as_str().unwrap_or_default());
        let changes = case["sub"].as_array().unwrap();
        let text = if changes.is_empty() {
            let head = "openapi: 3.0.3\ninfo: {title: Growth, version: '1'}\npaths:\n";
            format!("{head}{paths}\ncomponents:\n{components}  schemas:\n    Unused: {{}}\n{schemas}")
        } else {
            let changed = changes.iter().fold(document.to_owned(), |text, change| {
                text.replacen(change[0].as_str().unwrap(), change[1].as_str().unwrap(), 1)
            });
            let changed = replaced(&changed, "\ncomponents:\n", &format!("\n{paths}\ncomponents:\n{components}"));
            replaced(&changed, "\n  schemas:\n", &format!("\n  schemas:\n{schemas}"))
        };
        let mut json = Document::parse(name, text.into_bytes()).unwrap().json;
        json["components"]["schemas"].as_object_mut().unwrap().remove("Unused");
        println!("{name}");
        json
    });
    growths.collect()
}
