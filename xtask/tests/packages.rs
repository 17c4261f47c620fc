//! What a published crate holds, and what it brings.
#![allow(clippy::unwrap_used, reason = "a test may stop where it fails")]

use std::{collections::BTreeSet, path::Path, process::Command};

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

/// The crates that are compiled on Linux for a program with these dependencies, in the versions of this workspace.
fn crates_of(dependencies: &str) -> BTreeSet<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let program = tempfile::tempdir().unwrap();
    let manifest = format!("[package]\nname = \"program\"\nedition = \"2024\"\n[dependencies]\n{dependencies}");
    std::fs::create_dir(program.path().join("src")).unwrap();
    std::fs::write(program.path().join("src/lib.rs"), "").unwrap();
    std::fs::write(program.path().join("Cargo.toml"), manifest).unwrap();
    std::fs::copy(root.join("Cargo.lock"), program.path().join("Cargo.lock")).unwrap();
    let tree = Command::new(env!("CARGO"))
        .args(["tree", "--prefix=none", "--edges=normal,build", "--target=x86_64-unknown-linux-gnu"])
        .current_dir(program.path())
        .output()
        .unwrap();
    assert!(tree.status.success(), "{}", String::from_utf8_lossy(&tree.stderr));
    // A line is a name, a version, and where it comes from; what was listed before comes again with `(*)`.
    let tree = String::from_utf8(tree.stdout).unwrap();
    tree.lines().skip(1).map(|line| line.split(' ').take(2).collect::<Vec<_>>().join(" ")).collect()
}

#[test]
fn the_client_compiles_11_crates_more_than_a_program_by_hand_and_the_readme_says_so() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let by_hand = crates_of(
        r#"reqwest = { version = "0.13.4", default-features = false, features = ["json", "rustls"] }
        serde = { version = "1", features = ["derive"] }
        serde_json = "1""#,
    );
    let with_client = crates_of(&format!("intellixent.path = {:?}", root.join("crates/intellixent").to_str().unwrap()));
    let more: Vec<_> = with_client.difference(&by_hand).collect();
    assert_eq!(with_client.len() - by_hand.len(), 11, "{more:#?}");
    assert!(std::fs::read_to_string(root.join("README.md")).unwrap().contains("compiles 11 crates more than"));
}
