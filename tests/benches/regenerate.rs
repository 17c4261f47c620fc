//! How long the commands take that people wait for, on this document and on one with 200 operations.
#![allow(missing_docs, clippy::unwrap_used, reason = "a benchmark may stop where it fails")]

use std::path::Path;

use criterion::Criterion;
use xtask::{Outcome, codegen, diff, lint, report::Report};

/// A workspace in a folder of its own, freshly generated.
fn workspace(document: &str) -> tempfile::TempDir {
    let root = tempfile::tempdir().unwrap();
    std::fs::create_dir(root.path().join("openapi")).unwrap();
    std::fs::write(root.path().join("openapi/intellixent.yaml"), document).unwrap();
    assert_eq!(codegen(root.path(), false), Outcome::Good);
    root
}

fn codegen(root: &Path, check: bool) -> Outcome {
    codegen::run_in(root, &codegen::Args { check }, &mut silent()).unwrap()
}

fn silent() -> Report {
    Report::to(std::io::sink())
}

/// This project's document with its operation 200 times over, each with a model of its own.
fn two_hundred_operations(document: &str) -> String {
    let (head, rest) = document.split_once("\npaths:\n").unwrap();
    let (paths, components) = rest.split_once("\ncomponents:\n").unwrap();
    let (before, after) = components.split_once("\n    Call:\n").unwrap();
    let (call, after) = after.split_once("\n\n").unwrap();
    let mut all = (String::new(), String::new());
    for n in 0..200 {
        all.0 += &paths
            .replace("/user/calls/", &format!("/user/calls{n}/"))
            .replace("get_call", &format!("get_call_{n}"))
            .replace("schemas/Call'", &format!("schemas/Call{n}'"));
        all.1 += &format!("\n    Call{n}:\n{call}\n");
    }
    format!("{head}\npaths:\n{}\ncomponents:\n{before}{}\n{after}", all.0, all.1)
}

fn regenerate(criterion: &mut Criterion) {
    let document = include_str!("../../openapi/intellixent.yaml");
    let mut group = criterion.benchmark_group("regenerate");
    group.sample_size(10);
    for (size, document) in
        [("this document", document.to_owned()), ("200 operations", two_hundred_operations(document))]
    {
        let root = workspace(&document);
        group.bench_function(format!("codegen check {size}"), |bencher| {
            bencher.iter(|| assert_eq!(codegen(root.path(), true), Outcome::Good));
        });
        group.bench_function(format!("lint {size}"), |bencher| {
            bencher.iter(|| assert_eq!(lint::run_in(root.path(), &mut silent()).unwrap(), Outcome::Good));
        });
        // A field of one model had another name: both documents are generated from.
        let base = root.path().join("base.yaml");
        std::fs::write(&base, document.replacen("        assistant_name:\n", "        agent_name:\n", 1)).unwrap();
        let base = base.to_str().unwrap().to_owned();
        let args = diff::Args { base, format: diff::Format::Text, fail_on: None };
        group.bench_function(format!("diff {size}"), |bencher| {
            bencher.iter(|| assert_eq!(diff::run_in(root.path(), &args, &mut silent()).unwrap(), Outcome::Good));
        });
    }
    group.finish();
}

criterion::criterion_group!(benches, regenerate);
criterion::criterion_main!(benches);
