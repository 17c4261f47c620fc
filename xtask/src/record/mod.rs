//! `cargo xtask record`: a real call, or a body that was recorded, becomes a fixture, with everything personal replaced.
//!
//! [`scrub`] walks the response along the document, [`stand_in`] makes what it puts in place.

mod scrub;
mod stand_in;

use std::{
    io::ErrorKind,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, anyhow, bail, ensure};
use indicatif::ProgressBar;
use serde_json::Value;

use self::scrub::Scrubber;
use crate::{
    Outcome,
    document::{Document, names},
    privacy::Kept,
    recorded::{Roots, input, json},
    report::{Report, Tone},
    workspace,
    write::{self, Existing},
};

/// The arguments of `cargo xtask record`.
#[derive(Debug, Clone, clap::Args)]
pub struct Args {
    /// The call to fetch, with the key in INTELLIXENT_API_KEY
    #[arg(required_unless_present = "from")]
    pub id: Option<u64>,
    /// A file with a recorded body, in place of a call to fetch; `-` is standard input
    #[arg(long, value_name = "PATH", conflicts_with = "id")]
    pub from: Option<PathBuf>,
    /// The operation or webhook that the body comes from; without it, the one that it fits best
    #[arg(long, value_name = "ID", requires = "from")]
    pub operation: Option<String>,
    /// A place that holds nothing personal and stays as it is, such as /status; `*` stands for any name or index
    #[arg(long, value_name = "POINTER")]
    pub keep: Vec<Kept>,
    /// The fixture's name: lower case letters, digits and `_`
    #[arg(long, default_value = "recorded_call")]
    pub name: String,
    /// Replace a fixture of that name
    #[arg(long)]
    pub force: bool,
}

/// Runs the command on the workspace at `root`.
pub fn run_in(root: &Path, args: &Args, report: &mut Report) -> Result<Outcome> {
    let Args { name, force, .. } = args;
    let lawful = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    ensure!(!name.is_empty() && name.chars().all(lawful), "`{name}` is no name for a fixture; use a-z, 0-9 and `_`");
    let document = Document::read(root, workspace::DOCUMENT)?;
    let file = format!("tests/fixtures/{name}.json");
    let exists = |file: &str| format!("{file}: exists already; give another `--name`, or `--force` to replace it");
    // Before a call is fetched, and once more when it is written.
    if root.join(&file).exists() && !force {
        bail!(exists(&file));
    }
    let (from, body, operation) = match (args.id, &args.from) {
        (Some(id), _) => (format!("call {id}"), crate::live::call(id)?.to_vec(), Some(crate::live::OPERATION)),
        (None, Some(from)) => (from.display().to_string(), only_body(from)?, args.operation.as_deref()),
        (None, None) => bail!("neither the id of a call nor `--from` a file"),
    };
    let body = json(&body).map_err(|what| anyhow!("{from} is {what}; nothing is written"))?;
    let (value, schema) = scrubbed(&document, &body.value, operation, &args.keep)?;
    let text = serde_json::to_string_pretty(&value)? + "\n";
    // What is no call has a folder that is named after its schema.
    let folder = format!("tests/fixtures/{}", names::field(&schema));
    let file = if root.join(&folder).is_dir() { format!("{folder}/{name}.json") } else { file };
    let existing = if *force { Existing::Replace } else { Existing::Keep };
    match write::whole(&root.join(&file), &text, existing) {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => bail!(exists(&file)),
        written => written.with_context(|| format!("{file}: cannot be written"))?,
    }
    report.line(Tone::Good, "Written", format_args!("{file}, described by `{schema}`"));
    let next = "`INSTA_UPDATE=always cargo test -p intellixent-tests --test decode`";
    report.line(Tone::Good, "Done", format_args!("1 fixture written; read it before it is committed, then {next}"));
    Ok(Outcome::Good)
}

/// The one body in a file.
fn only_body(path: &Path) -> Result<Vec<u8>> {
    let (mut count, mut only) = (0, Vec::new());
    input::responses(path, &ProgressBar::hidden(), &mut Vec::new(), |_, body| {
        count += 1;
        only = body.to_vec();
    })
    .with_context(|| format!("{}: cannot be read", path.display()))?;
    ensure!(count == 1, "{}: {count} responses; a fixture is made of one", path.display());
    Ok(only)
}

/// The response with a stand-in for every personal value, and the name of the schema that it fits.
///
/// # Errors
///
/// If the document describes no such operation or webhook.
pub fn scrubbed(
    document: &Document,
    response: &Value,
    operation: Option<&str>,
    keep: &[Kept],
) -> Result<(Value, String)> {
    let roots = Roots::of(document, operation)?;
    let root = roots.fitting(response);
    let value = Scrubber::new(keep, response).described(root.schema.clone(), response, "");
    Ok((value, root.name.clone()))
}
