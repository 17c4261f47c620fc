//! Whether the verdict for Rust callers is true: the compiler has the last word.
//!
//! Each client becomes a crate of its own and the caller another, as downstream, so that `#[non_exhaustive]` counts. The
//! compiler is called without cargo, and only checks; cargo builds what the clients depend on, once.

use std::{
    path::{Path, PathBuf},
    process::Command,
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
};

use xtask::diff::Rust;

use crate::cases::{Judged, judged};

/// What the hand-written part of the client gives the generated one.
const RUNTIME: &str = include_str!("runtime_stub.rs");

/// What the hand-written part of the mocks gives the generated one.
const MOCKS_RUNTIME: &str = include_str!("mocks_stub.rs");

const CRATES: [&str; 7] = ["bytes", "http", "httpmock", "intellixent", "reqwest", "serde", "serde_json"];

/// The crates that the generated code needs, compiled as far as a check goes.
struct Dependencies(Vec<(String, PathBuf)>);

impl Dependencies {
    fn build() -> Self {
        let output = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
            .args(["check", "--package", "intellixent", "--package", "intellixent-httpmock", "--no-default-features"])
            .args(["--offline", "--locked"])
            .args(["--message-format", "json"])
            .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap())
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let messages: Vec<serde_json::Value> = String::from_utf8(output.stdout)
            .unwrap()
            .lines()
            .filter_map(|line| serde_json::from_str(line).ok())
            .filter(|message: &serde_json::Value| message["reason"] == "compiler-artifact")
            .collect();
        let file = |name: &str| {
            // What the crates that build others are made of comes first; what the client uses comes later.
            let message = messages.iter().rfind(|message| message["target"]["name"] == name).unwrap();
            let files = message["filenames"].as_array().unwrap().iter().filter_map(|file| file.as_str());
            files.map(PathBuf::from).find(|file| file.extension().is_some_and(|end| end == "rmeta")).unwrap()
        };
        Self(CRATES.iter().map(|name| ((*name).to_owned(), file(name))).collect())
    }

    /// Checks the crate `name` in `dir`, with the client there if it is there; gives what the compiler says against it.
    fn check(&self, dir: &Path, name: &str, source: &str) -> Result<(), String> {
        let file = dir.join(format!("{name}.rs"));
        std::fs::write(&file, source).unwrap();
        let mut command = Command::new(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()));
        command.args(["--edition=2024", "--crate-type=lib", "--emit=metadata", "--cap-lints=allow"]);
        command.args(["--crate-name", name, "--out-dir"]).arg(dir).arg(&file);
        let client = dir.join("libclient.rmeta");
        for (dependency, file) in &self.0 {
            // The mocks know the client by its own name.
            let file = if (name, dependency.as_str()) == ("mocks", "intellixent") { &client } else { file };
            command.arg("--extern").arg(format!("{dependency}={}", file.display()));
            command.arg("-L").arg(format!("dependency={}", file.parent().unwrap().display()));
        }
        if name != "client" {
            command.arg("--extern").arg(format!("client={}", client.display()));
        }
        if name == "test" {
            command.arg("--extern").arg(format!("mocks={}", dir.join("libmocks.rmeta").display()));
        }
        let output = command.output().unwrap();
        if output.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&output.stderr).into_owned()) }
    }

    /// Makes a crate of a generated client. That it compiles is no matter of the verdict.
    fn client(&self, generated: &str) -> tempfile::TempDir {
        let dir = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
        std::fs::write(dir.path().join("generated.rs"), generated).unwrap();
        let runtime = [RUNTIME, include_str!("models_stub.rs")].concat();
        let checked = self.check(dir.path(), "client", &runtime);
        assert_eq!(checked, Ok(()), "the client does not compile");
        dir
    }

    /// Whether a test that uses the mocks compiles beside the client in `dir`.
    fn mocked(&self, dir: &Path, mocks: &str, test: &str) -> bool {
        std::fs::write(dir.join("generated_mocks.rs"), mocks).unwrap();
        assert_eq!(self.check(dir, "mocks", MOCKS_RUNTIME), Ok(()), "the mocks do not compile");
        let test = format!(
            "use client::types;\nuse mocks::MockServerExt as _;\n\
             pub fn test(server: &httpmock::MockServer, parcel: &types::Parcel, error: &types::ApiError) {{ {test} }}"
        );
        self.check(dir, "test", &test).is_ok()
    }

    /// What is wrong with the verdict of a case, if anything.
    fn objection(&self, judged: &Judged, base: (&str, &Path)) -> Option<String> {
        let Judged { case, rust, before, after, mocks, same_routes, .. } = judged;
        let same = before == after && mocks[0] == mocks[1] && *same_routes;
        if same != (*rust == Rust::None) && !case.at_run_time {
            return Some(format!("{rust}, but what is generated is {}the same", if same { "" } else { "not " }));
        }
        let own = (before != base.0).then(|| self.client(before));
        let old = own.as_ref().map_or(base.1, tempfile::TempDir::path);
        let name = "caller_before";
        let dir = if own.is_some() { old.to_owned() } else { PathBuf::new() };
        if own.is_some()
            && let Err(error) = self.check(&dir, name, &case.caller())
        {
            return Some(format!("the caller did not compile before: {error}"));
        }
        if before == after {
            return None;
        }
        let new = self.client(after);
        if !case.test.is_empty() {
            let own = tempfile::tempdir_in(old).unwrap();
            std::fs::copy(old.join("libclient.rmeta"), own.path().join("libclient.rmeta")).unwrap();
            let compiles = [(own.path(), &mocks[0]), (new.path(), &mocks[1])]
                .map(|(client, mocks)| self.mocked(client, mocks, case.test));
            let expected = [*rust == Rust::Major, *rust == Rust::Minor];
            return (compiles != expected)
                .then(|| format!("{rust}, but a test compiles before and after: {compiles:?}"));
        }
        let compiles = self.check(new.path(), "caller", &case.caller());
        match (compiles, *rust == Rust::Major && !case.at_run_time) {
            (Ok(()), true) => return Some(format!("{rust}, but the caller still compiles")),
            (Err(error), false) => return Some(format!("{rust}, but the caller no longer compiles: {error}")),
            _ => {}
        }
        if *rust == Rust::Minor {
            if let Err(error) = self.check(new.path(), "newer", case.newer) {
                return Some(format!("{rust}, but what is new cannot be used: {error}"));
            }
            let before = tempfile::tempdir_in(old).unwrap();
            std::fs::copy(old.join("libclient.rmeta"), before.path().join("libclient.rmeta")).unwrap();
            if self.check(before.path(), "newer", case.newer).is_ok() {
                return Some(format!("{rust}, but what is new was there before"));
            }
        }
        None
    }
}

/// `major` breaks the caller, `minor` has something new to use, `none` gives the same bytes.
///
/// The exceptions are marked in the cases: what a caller must now set is missed at run time, not by the compiler.
#[test]
fn the_verdict_for_rust_callers_is_the_compilers() {
    let dependencies = Dependencies::build();
    let judged = judged();
    let first = judged.iter().find(|judged| judged.case.before.is_empty()).unwrap();
    let base = dependencies.client(&first.before);
    let checked = dependencies.check(base.path(), "caller", &first.case.caller());
    assert_eq!(checked, Ok(()), "the caller does not compile");
    let (next, wrong) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                while let Some(judged) = judged.get(next.fetch_add(1, Ordering::Relaxed)) {
                    if let Some(objection) = dependencies.objection(judged, (&first.before, base.path())) {
                        wrong.lock().unwrap().push(format!("{}: {objection}", judged.case.what));
                    }
                }
            });
        }
    });
    let wrong = wrong.into_inner().unwrap();
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}
