//! The READMEs show code that is compiled and tested and the figures of `BENCHMARKS.md`, in the order in which a user asks.
#![allow(clippy::unwrap_used, reason = "a test may stop where it fails")]

use std::{fs, path::Path};

#[allow(dead_code, reason = "it is there to be compiled")]
mod shown_first {
    use intellixent::{Client, Error, types::Call};

    async fn fetch(id: u64) -> Result<Call, Error> {
        let client = Client::from_env()?; // INTELLIXENT_API_KEY, and INTELLIXENT_BASE_URL if it is another host
        client.get_call(id).await
    }
}

fn read(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().join(path)).unwrap()
}

/// Its lines without their indentation.
fn flat(text: &str) -> String {
    text.lines().map(str::trim).collect::<Vec<_>>().join("\n")
}

#[test]
fn the_code_of_the_readme_stands_in_files_that_are_tested() {
    let readme = read("README.md");
    let tested = ["tests/readme.rs", "tests/downstream/src/lib.rs", "tests/downstream/tests/desk.rs"];
    let tested = tested.map(|path| flat(&read(path)));
    let blocks: Vec<_> = readme.split("\n```rust").skip(1).map(|rest| rest.split("\n```").next().unwrap()).collect();
    assert_eq!(blocks.len(), 3);
    for block in blocks {
        let code = flat(block.split_once('\n').unwrap().1);
        assert!(tested.iter().any(|file| file.contains(&code)), "{code}");
    }
}

#[test]
fn the_page_of_the_crate_answers_in_the_order_in_which_one_asks() {
    let page = read("crates/intellixent/README.md");
    let headings: Vec<_> = page.lines().filter(|line| line.starts_with("## ")).collect();
    assert_eq!(
        headings,
        [
            "## Install",
            "## Fetch a call",
            "## Read a call",
            "## List calls",
            "## Receive the webhook",
            "## Make and delete a call",
            "## Status and headers",
            "## One request with other settings",
            "## Handle errors",
            "## Test your code",
            "## Where a description comes from",
            "## Types of other crates",
            "## What may change between versions",
        ]
    );
}

/// The table between two comments.
fn table(file: &str, name: &str) -> String {
    let page = read(file);
    let (_, rest) = page.split_once(&format!("<!-- {name} -->\n")).unwrap();
    rest.split_once("<!-- end -->").unwrap().0.to_owned()
}

#[test]
fn the_first_screen_says_why_not_reqwest_with_the_figures_of_the_benchmarks() {
    let readme = read("README.md");
    let first_screen: Vec<_> = readme.lines().take(36).collect();
    let places = ["cargo run --example get_call", "cargo test", "## Why not reqwest", "**Responses", "**Retries"];
    let places = places.map(|start| first_screen.iter().position(|line| line.starts_with(start)).unwrap());
    assert!(places.is_sorted(), "{places:?}");
    let [retries, mocks, command] = ["\n**Retries", "\n**Typed mocks", "\n**A command"].map(|start| readme.find(start));
    assert!(retries < mocks && mocks < command && mocks.is_some());
    let tolerance = table("README.md", "tolerance");
    assert_eq!(tolerance, table("BENCHMARKS.md", "tolerance"));
    // By construction, all: `tests/decode.rs` and `tests/properties.rs` prove both columns.
    let row = tolerance.lines().find(|line| line.starts_with("| intellixent ")).unwrap();
    let cells: Vec<_> = row.split('|').filter_map(|cell| cell.trim().split_once(" of ")).collect();
    assert_eq!(cells.len(), 2);
    assert!(cells.iter().all(|(decoded, all)| decoded == all), "{row}");
}

#[test]
fn every_path_in_the_pages_for_contributors_exists() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    for page in ["README.md", "CONTRIBUTING.md", "DESIGN.md"] {
        let text: String = read(page).split("```").step_by(2).collect();
        let names = text.split('`').skip(1).step_by(2).flat_map(|code| code.split([' ', '\n']));
        let paths = names
            .filter(|name| name.split_once('/').is_some_and(|(top, _)| !top.is_empty() && root.join(top).is_dir()));
        let missing: Vec<_> = paths
            .filter(|path| !path.contains(['*', '=']) && !path.contains("RULE") && !root.join(path).exists())
            .collect();
        assert!(missing.is_empty(), "{page}: {missing:?}");
    }
}
