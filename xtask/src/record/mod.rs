//! `cargo xtask record ID`: a real call becomes a fixture, with everything personal replaced.
//!
//! [`scrub`] walks the response along the document, [`stand_in`] makes what it puts in place.

mod scrub;
mod stand_in;

use std::{io::ErrorKind, path::Path};

use anyhow::{Context, Result, anyhow, bail, ensure};
use serde_json::Value;

use crate::{
    Outcome,
    document::Document,
    privacy::json,
    report::{Report, Tone},
    workspace,
    write::{self, Existing},
};

/// The arguments of `cargo xtask record`.
#[derive(Debug, Clone, clap::Args)]
pub struct Args {
    /// The call to fetch, with the key in INTELLIXENT_API_KEY
    pub id: u64,
    /// The fixture's name: lower case letters, digits and `_`
    #[arg(long, default_value = "recorded_call")]
    pub name: String,
    /// Replace a fixture of that name
    #[arg(long)]
    pub force: bool,
}

/// Runs the command on the workspace that cargo was called in.
pub fn run(args: &Args, report: &mut Report) -> Result<Outcome> {
    run_in(&workspace::root()?, args, report)
}

/// Runs the command on the workspace at `root`.
pub fn run_in(root: &Path, args: &Args, report: &mut Report) -> Result<Outcome> {
    let Args { id, name, force } = args;
    let lawful = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    ensure!(!name.is_empty() && name.chars().all(lawful), "`{name}` is no name for a fixture; use a-z, 0-9 and `_`");
    let document = Document::read(root, workspace::DOCUMENT)?;
    let file = format!("tests/fixtures/{name}.json");
    let path = root.join(&file);
    // Asked before the call is fetched, and once more by the way it is written.
    let exists = || format!("{file}: exists already; give another `--name`, or `--force` to replace it");
    if path.exists() && !force {
        bail!(exists());
    }
    let body = crate::live::call(*id)?;
    let value = json(&body).map_err(|what| anyhow!("call {id} is {what}; nothing is written"))?;
    let text = serde_json::to_string_pretty(&scrubbed(&document, &value)?)? + "\n";
    let existing = if *force { Existing::Replace } else { Existing::Keep };
    match write::whole(&path, &text, existing) {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => bail!(exists()),
        written => written.with_context(|| format!("{file}: cannot be written"))?,
    }
    report.line(Tone::Good, "Written", &file);
    report.line(Tone::Good, "Done", "1 fixture written; read it before it is committed, then `cargo insta review`");
    Ok(Outcome::Good)
}

/// The response with a stand-in for every personal value.
///
/// # Errors
///
/// If the document does not describe the operation.
pub fn scrubbed(document: &Document, response: &Value) -> Result<Value> {
    scrub::response(document, crate::live::OPERATION, response)
}
