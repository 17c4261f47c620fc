//! `cargo xtask verify`: do recorded responses, or a live one, still fit the document?
//!
//! The client is tolerant so that it keeps working when the API grows. This command is strict so that somebody hears
//! of it: [`check`] compares one response, [`findings`] and [`shape`] remember what was seen without any value, and
//! [`suggest`] says what to change in the document. No value of a response is told, and no name that could be a customer's.

mod check;
mod findings;
mod shape;
mod suggest;

use std::{
    io::Write,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail, ensure};

use self::{findings::MAX_FINDINGS, suggest::SEEN};
use crate::{
    Outcome, codegen,
    document::Document,
    lint,
    privacy::Kept,
    recorded::input::{self, Note},
    report::{Report, Tone, count},
    workspace,
    write::{self, Existing},
};

pub use self::{
    check::Kind,
    findings::{Finding, Findings, Verifier},
};

/// How often the document is changed, and the responses are compared with it again.
const MAX_ROUNDS: usize = 16;

/// The arguments of `cargo xtask verify`.
#[derive(Debug, clap::Args)]
#[command(group = clap::ArgGroup::new("input").required(true).multiple(false))]
pub struct Args {
    /// Files or folders with responses, as JSON or NDJSON; `-` is standard input
    #[arg(group = "input", value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Fetch this call, with the key in INTELLIXENT_API_KEY
    #[cfg(feature = "live")]
    #[arg(long, group = "input", value_name = "ID", conflicts_with = "operation")]
    pub live: Option<u64>,
    /// The operation or webhook that the responses come from; without it, of each the one that it fits best
    #[arg(long, value_name = "ID")]
    pub operation: Option<String>,
    /// A place that holds no personal words or names, such as /status, so that they may be told; `*` stands for any name
    /// or index
    #[arg(long, value_name = "POINTER")]
    pub keep: Vec<Kept>,
    /// Write what is suggested into the document, and lint it
    #[arg(long, conflicts_with = "format")]
    pub apply: bool,
    /// How to write the findings
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
}

/// How the findings are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// For a person.
    Text,
    /// For a program.
    Json,
}

/// Runs the command with the document of the workspace at `root`; `json` is where that format goes.
pub fn run_in(root: &Path, args: &Args, report: &mut Report, json: &mut dyn Write) -> Result<Outcome> {
    let inputs = Inputs::of(args)?;
    let before = Document::read(root, workspace::DOCUMENT)?;
    let mut document = before.clone();
    let mut notes = Vec::new();
    let mut findings = inputs.verified(&document, args, &mut notes)?;
    // What was described can hold what is not, though never for long.
    for _ in 0..if args.apply { MAX_ROUNDS } else { 0 } {
        if findings.suggestions.is_empty() {
            break;
        }
        document = Document::parse(&document.name, findings.described.into_bytes())?;
        findings = inputs.verified(&document, args, &mut Vec::new())?;
    }
    let mut outcome = if findings.findings.is_empty() { Outcome::Good } else { Outcome::NeedsUpdate };
    if args.format == Format::Json {
        serde_json::to_writer_pretty(&mut *json, &findings)?;
        writeln!(json)?;
        return Ok(outcome);
    }
    for Note { file, what } in notes {
        report.line(Tone::Good, "Read", format_args!("{file}: {what}"));
    }
    if document.text != before.text {
        let name = &document.name;
        write::whole(&root.join(name), &document.text, Existing::Replace)
            .with_context(|| format!("{name}: cannot be written"))?;
        report.line(Tone::Good, "Written", name);
        report.diff(&codegen::unified(name, &before.text, &document.text));
        if lint::run_in(root, report)? != Outcome::Good {
            outcome = Outcome::NeedsPerson;
        }
        let words = format!("say what each of them means in place of `{SEEN}`, then ");
        let words = if document.text.contains(SEEN) { &words } else { "now run " };
        report.note(format_args!("{words}`cargo xtask codegen`"));
    }
    tell(&findings, report);
    Ok(outcome)
}

/// What is verified.
struct Inputs {
    files: Vec<PathBuf>,
    unreadable: Vec<Note>,
    /// A response that was fetched, with the name to call it by.
    live: Option<(String, Vec<u8>)>,
}

impl Inputs {
    fn of(args: &Args) -> Result<Self> {
        let twice = args.apply && args.paths.iter().any(|path| path == Path::new("-"));
        ensure!(!twice, "`--apply` reads its input more than once; write it to a file");
        let (files, unreadable) = input::files(&args.paths);
        let live = None;
        #[cfg(feature = "live")]
        let live = match args.live {
            Some(id) => Some((format!("call {id}"), crate::live::call(id)?.to_vec())),
            None => live,
        };
        Ok(Self { files, unreadable, live })
    }

    /// All findings. What cannot be read is one, unless it is all that there is.
    fn verified(&self, document: &Document, args: &Args, notes: &mut Vec<Note>) -> Result<Findings> {
        #[cfg(feature = "live")]
        let operation = args.operation.as_deref().or(args.live.map(|_| crate::live::OPERATION));
        #[cfg(not(feature = "live"))]
        let operation = args.operation.as_deref();
        let mut verifier = Verifier::new(document, operation, &args.keep)?;
        if let Some((name, body)) = &self.live {
            verifier.add(name, body);
        }
        let mut unreadable = self.unreadable.clone();
        let bar = input::progress(&self.files);
        for path in &self.files {
            if let Err(error) = input::responses(path, &bar, notes, |name, body| verifier.add(name, body)) {
                unreadable.push(Note { file: path.display().to_string(), what: format!("cannot be read: {error}") });
            }
        }
        bar.finish_and_clear();
        if verifier.responses == 0 {
            let empty = || args.paths.iter().map(|path| format!("{}: no response in it", path.display()));
            let told = unreadable.iter().map(|Note { file, what }| format!("{file}: {what}"));
            let told: Vec<_> = if unreadable.is_empty() { empty().collect() } else { told.collect() };
            bail!("{}; there is nothing to verify", told.join(", "));
        }
        let mut findings = verifier.finish(self.files.len() + usize::from(self.live.is_some()));
        findings.findings.splice(0..0, unreadable.into_iter().map(Finding::of_file));
        Ok(findings)
    }
}

fn tell(findings: &Findings, report: &mut Report) {
    for finding in &findings.findings {
        let place = if finding.pointer.is_empty() { "the whole response" } else { &finding.pointer };
        let kind: &str = finding.kind.into();
        report.line(Tone::Stale, "Finding", format_args!("{place} {kind}"));
        report.detail("problem", &finding.problem);
        report.detail("first", &finding.file);
        report.detail("fix", if finding.suggestion.is_some() { "see below" } else { &finding.fix });
    }
    if !findings.suggestions.is_empty() {
        report.line(Tone::Stale, "Paste", "this into the document in this order, or run this again with `--apply`");
        report.block(&findings.suggestions);
    }
    let (responses, files) = (count(findings.responses, "response"), count(findings.files, "file"));
    match findings.findings.len() {
        0 => report.line(Tone::Good, "Done", format_args!("{responses} in {files}, all as documented")),
        n => {
            let more = if n >= MAX_FINDINGS { ", and there may be more" } else { "" };
            report.line(Tone::Stale, "Found", format_args!("{}{more}, in {responses} of {files}", count(n, "finding")));
        }
    }
}
