//! What a published crate holds: its sources, its README, the licences and the document, and nothing else.
#![allow(clippy::unwrap_used, reason = "a test may stop where it fails")]

use std::{path::Path, process::Command};

/// The files of a package; the sources by their folder alone, so that a new one is no news.
fn files(package: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let list = Command::new(env!("CARGO"))
        .args(["package", "--list", "--allow-dirty", "--offline", "--package", package])
        .current_dir(&root)
        .output()
        .unwrap();
    assert!(list.status.success(), "{}", String::from_utf8_lossy(&list.stderr));
    let mut files: Vec<_> = String::from_utf8(list.stdout)
        .unwrap()
        .lines()
        // cargo writes these itself, the last one only in a clean tree.
        .filter(|file| !matches!(*file, "Cargo.lock" | "Cargo.toml.orig" | ".cargo_vcs_info.json"))
        .map(|file| if file.starts_with("src/") { "src" } else { file }.to_owned())
        .collect();
    files.dedup();
    for file in files.iter().filter(|file| *file != "src") {
        let text = std::fs::read_to_string(root.join("crates").join(package).join(file)).unwrap();
        assert!(!text.trim().is_empty(), "{package}: {file} is empty");
    }
    files.join(" ")
}

#[test]
fn every_published_crate_holds_what_a_user_needs_and_nothing_else() {
    for package in ["intellixent", "intellixent-demo", "intellixent-httpmock"] {
        assert_eq!(files(package), "Cargo.toml LICENSE-APACHE LICENSE-MIT README.md openapi.yaml src", "{package}");
    }
}
