//! A copy of the workspace, to change its document and build a program against the client that comes out.
#![allow(clippy::unwrap_used, clippy::missing_panics_doc, reason = "a test may stop where it fails")]

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use xtask::{Outcome, codegen, report::Report};

/// A copy of what a change of the document touches, beside a program that uses the client.
#[derive(Debug)]
pub struct WorkspaceCopy {
    root: PathBuf,
    program: String,
}

impl WorkspaceCopy {
    /// A fresh copy with that name and the source of a program.
    ///
    /// Its crates have a version of their own: what cargo has built for the same version elsewhere would pass for theirs.
    pub fn new(name: &str, version: &str, program: &str) -> Self {
        let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
        // Always the same place, so that cargo does not keep what it builds for each run.
        let copy = Self { root: target().join("tmp").join(name), program: name.to_owned() };
        let _ = fs::remove_dir_all(&copy.root);
        fs::create_dir_all(&copy.root).unwrap();
        for entry in ["Cargo.lock", "README.md", "crates", "openapi"] {
            copy_all(&workspace.join(entry), &copy.root.join(entry));
        }
        let manifest = fs::read_to_string(workspace.join("Cargo.toml")).unwrap();
        let members = replaced(&manifest, r#""tests", "tests/benches", "tests/downstream", "xtask""#, r#""program""#);
        fs::write(copy.root.join("Cargo.toml"), members.replace(r#""0.1.0""#, &format!("{version:?}"))).unwrap();
        let package = format!(
            r#"
[package]
name = "{name}"
version = "0.0.0"
edition = "2024"

[dependencies]
intellixent = {{ workspace = true, features = ["rustls", "schemars"] }}
intellixent-httpmock.workspace = true
schemars.workspace = true
serde.workspace = true
serde_json.workspace = true
tokio = {{ workspace = true, features = ["macros", "rt"] }}
"#
        );
        fs::create_dir_all(copy.root.join("program/src")).unwrap();
        fs::write(copy.root.join("program/Cargo.toml"), package).unwrap();
        fs::write(copy.root.join("program/src/main.rs"), program).unwrap();
        copy
    }

    /// Where it is.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The text of its document.
    pub fn document(&self) -> String {
        fs::read_to_string(self.root.join("openapi/intellixent.yaml")).unwrap()
    }

    /// Changes its document.
    pub fn write_document(&self, text: &str) {
        fs::write(self.root.join("openapi/intellixent.yaml"), text).unwrap();
    }

    /// `cargo xtask codegen` on it.
    pub fn codegen(&self) {
        let outcome = codegen::run_in(&self.root, &codegen::Args::default(), &mut Report::stdout()).unwrap();
        assert_eq!(outcome, Outcome::Good);
    }

    /// Builds the program beside what this workspace has built already, and returns its path.
    pub fn build(&self) -> PathBuf {
        self.cargo(&["build", "--package", &self.program], &[]);
        target().join("debug").join(&self.program).with_extension(std::env::consts::EXE_EXTENSION)
    }

    /// Runs cargo on it.
    pub fn cargo(&self, arguments: &[&str], environment: &[(&str, &str)]) {
        let output = Command::new(std::env::var_os("CARGO").unwrap())
            .args(["--offline", "--quiet"])
            .args(arguments)
            .current_dir(&self.root)
            .env("CARGO_TARGET_DIR", target())
            .envs(environment.iter().copied())
            .output()
            .unwrap();
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    }
}

/// Where the running test was built: `target/debug/deps/TEST` is three folders below.
fn target() -> PathBuf {
    std::env::current_exe().unwrap().ancestors().nth(3).unwrap().to_owned()
}

fn copy_all(from: &Path, to: &Path) {
    if from.is_dir() {
        fs::create_dir_all(to).unwrap();
        for entry in fs::read_dir(from).unwrap() {
            let entry = entry.unwrap();
            copy_all(&entry.path(), &to.join(entry.file_name()));
        }
    } else if from.exists() {
        fs::copy(from, to).unwrap();
    }
}

/// The text with its one `old` replaced.
pub fn replaced(text: &str, old: &str, new: &str) -> String {
    assert_eq!(text.matches(old).count(), 1, "{old}");
    text.replace(old, new)
}
