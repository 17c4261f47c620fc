//! How long the commands take that people wait for, on this document and on one with 200 operations.
#![allow(missing_docs, clippy::unwrap_used, reason = "a benchmark may stop where it fails")]

use std::path::Path;

use criterion::Criterion;
use xtask::{Outcome, bench::two_hundred_operations, codegen, diff, lint, report::Report};

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

fn regenerate(criterion: &mut Criterion) {
    let document = include_str!("../../../openapi/intellixent.yaml");
    let mut group = criterion.benchmark_group("regenerate");
    group.sample_size(10);
    for (size, document) in
        [("this document", document.to_owned()), ("200 operations", two_hundred_operations(document).unwrap())]
    {
        let root = workspace(&document);
        group.bench_function(format!("codegen --check {size}"), |bencher| {
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
