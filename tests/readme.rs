//! The READMEs show code that is compiled and tested, and what the command counts; the page of the crate answers in the
//! order in which a user asks.
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
            "## Crates whose types you meet",
            "## What may change between versions",
        ]
    );
}
