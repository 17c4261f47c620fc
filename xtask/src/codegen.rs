//! `cargo xtask codegen`: writes the generated files that changed, or says which are stale.

use std::path::Path;

use anyhow::{Context, Result};

use crate::{
    Outcome,
    document::Document,
    generate, lint,
    report::{Report, Tone, count},
    write::{self, Existing},
};

/// The arguments of `cargo xtask codegen`.
#[derive(Debug, Default, clap::Args)]
pub struct Args {
    /// Write nothing; print a diff of each stale file and exit with 4
    #[arg(long)]
    pub check: bool,
}

/// What makes the text of a file.
type Generate = fn(&Document) -> Result<String>;

/// The files that are generated.
const TARGETS: &[(&str, Generate)] = &[
    ("crates/intellixent/src/generated.rs", generate::client_with_schemas),
    ("crates/intellixent-httpmock/src/generated.rs", generate::mocks),
    ("crates/intellixent-demo/src/routes.json", generate::routes),
    ("tests/src/models.in", generate::models),
];

/// Runs the command on the workspace at `root`.
pub fn run_in(root: &Path, args: &Args, report: &mut Report) -> Result<Outcome> {
    let (document, found) = lint::read_in(root)?;
    if !found.is_empty() {
        lint::tell(&document.name, &found, report);
        return Ok(Outcome::NeedsPerson);
    }
    // Every target is generated before the first is written, so that an error leaves the tree as it was.
    let files = std::thread::scope(|scope| {
        let document = &document;
        let running: Vec<_> =
            TARGETS.iter().map(|(path, generate)| (path, scope.spawn(|| generate(document)))).collect();
        let done = running.into_iter().map(|(path, thread)| {
            let new = thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))?;
            Ok((path, new, current(root, path)?))
        });
        done.collect::<Result<Vec<_>>>()
    })?;
    let mut changed = 0;
    for (path, new, old) in &files {
        if old.as_ref() == Some(new) {
            report.line(Tone::Good, "Fresh", path);
            continue;
        }
        changed += 1;
        if args.check {
            report.line(Tone::Stale, "Stale", path);
            report.diff(&unified(path, old.as_deref().unwrap_or_default(), new));
        } else {
            write::whole(&root.join(path), new, Existing::Replace)
                .with_context(|| format!("{path}: cannot be written"))?;
            report.line(Tone::Good, "Written", path);
        }
    }
    let fresh = count(files.len() - changed, "file");
    Ok(match (args.check, changed) {
        (true, 1..) => {
            let stale = count(changed, "file");
            report.line(Tone::Stale, "Stale", format_args!("{stale} stale, {fresh} fresh; run `cargo xtask codegen`"));
            Outcome::NeedsUpdate
        }
        _ => {
            report.line(Tone::Good, "Done", format_args!("{} written, {fresh} fresh", count(changed, "file")));
            Outcome::Good
        }
    })
}

/// What is on disk now; `None` if there is no such file yet.
fn current(root: &Path, path: &str) -> Result<Option<String>> {
    match std::fs::read(root.join(path)) {
        // A file that is not UTF-8 is not what was generated: show it as changed all over.
        Ok(bytes) => Ok(Some(String::from_utf8_lossy(&bytes).into_owned())),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(|| format!("{path}: cannot be read")),
    }
}

/// What of a file changes, as `git` would show it.
pub(crate) fn unified(path: &str, old: &str, new: &str) -> String {
    // A change of the generator can leave no line as it was: then a coarser diff is better than a wait.
    similar::TextDiff::configure()
        .timeout(std::time::Duration::from_secs(2))
        .diff_lines(old, new)
        .unified_diff()
        .context_radius(3)
        .header(&format!("a/{path}"), &format!("b/{path}"))
        .to_string()
}
