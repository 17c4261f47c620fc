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
    let own = |file: &str| std::fs::read_to_string(root.join("crates").join(package).join(file)).unwrap();
    // A link that a checkout made a file of has a path in it, not what stands there.
    for file in ["LICENSE-APACHE", "LICENSE-MIT"] {
        assert_eq!(own(file), std::fs::read_to_string(root.join(file)).unwrap(), "{package}: {file}");
    }
    let document = std::fs::read_to_string(root.join("openapi/intellixent.yaml")).unwrap();
    assert_eq!(own("openapi.yaml"), document, "{package}");
    assert!(own("README.md").starts_with("# intellixent"), "{package}");
    files.join(" ")
}

#[test]
fn every_published_crate_holds_what_a_user_needs_and_nothing_else() {
    for package in ["intellixent", "intellixent-cli", "intellixent-demo", "intellixent-httpmock"] {
        assert_eq!(files(package), "Cargo.toml LICENSE-APACHE LICENSE-MIT README.md openapi.yaml src", "{package}");
    }
}
