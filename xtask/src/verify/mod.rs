//! `cargo xtask verify`: do recorded responses, or a live one, still fit the document?
//!
//! The client is tolerant so that it keeps working when the API grows. This command is strict so that somebody hears
//! of it: [`check`] compares one response, [`input`] brings them, [`shape`] remembers what was seen without any value,
//! and [`suggest`] writes the YAML.

mod check;
mod input;
mod shape;
mod suggest;

use std::{
    collections::{BTreeMap, BTreeSet},
    io::Write,
    path::{Path, PathBuf},
};

use anyhow::{Result, bail};
use serde::Serialize;

use self::{check::Checker, shape::Shape, suggest::Evidence};
use crate::{
    Outcome,
    document::Document,
    privacy::{is_word, json},
    report::{Report, Tone, count},
    workspace,
};

pub use check::Kind;

/// More places than this are not told one by one: something larger is wrong, and memory stays bounded.
const MAX_FINDINGS: usize = 1_000;
/// More new values than this are not one list's.
const MAX_VALUES: usize = 32;

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
    /// The operation that the responses come from
    #[arg(long, default_value = "get_call", value_name = "ID")]
    pub operation: String,
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

/// One place where responses do not fit the document, however many they are.
#[derive(Debug, Clone, Serialize)]
pub struct Finding {
    /// The first response with it.
    pub file: String,
    /// Where in the response, with `*` for the place in a list and for a name that could be a customer's.
    pub pointer: String,
    /// What kind of misfit it is.
    pub kind: Kind,
    /// What is wrong, and in how many responses.
    pub message: String,
    /// The YAML to paste, and where; none if there is nothing to paste.
    pub suggestion: Option<String>,
}

/// What a run has found.
#[derive(Debug, Clone, Serialize)]
pub struct Findings {
    /// How many files were read.
    pub files: usize,
    /// The findings, by their place in the response.
    pub findings: Vec<Finding>,
    /// How many responses were read.
    #[serde(skip)]
    pub responses: u64,
}

/// What was seen at one place.
struct Seen {
    file: String,
    schema: String,
    site: String,
    shape: Shape,
    /// New values of a list, or what is wrong with a response that is not JSON.
    values: BTreeSet<String>,
    count: u64,
    /// The last response that was counted, so that each counts once.
    last: u64,
}

/// Takes responses one by one and keeps only what they have in common.
pub struct Verifier<'a> {
    document: &'a Document,
    checker: Checker<'a>,
    seen: BTreeMap<(String, Kind), Seen>,
    responses: u64,
}

impl std::fmt::Debug for Verifier<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Verifier").field("responses", &self.responses).finish_non_exhaustive()
    }
}

impl<'a> Verifier<'a> {
    /// For the 200 answers of an operation.
    ///
    /// # Errors
    ///
    /// If the document has no such operation, or no JSON schema for it.
    pub fn new(document: &'a Document, operation: &str) -> Result<Self> {
        let checker = Checker::new(document, operation)?;
        Ok(Self { document, checker, seen: BTreeMap::new(), responses: 0 })
    }

    /// Checks one response, called `name` in the findings.
    pub fn add(&mut self, name: &str, body: &[u8]) {
        self.responses += 1;
        let value = json(body);
        let problems = match &value {
            Ok(value) => self.checker.check(value),
            Err(_) => vec![check::Problem {
                kind: Kind::NotJson,
                pointer: String::new(),
                schema: String::new(),
                site: String::new(),
                value: &serde_json::Value::Null,
            }],
        };
        for problem in problems {
            let key = (problem.pointer, problem.kind);
            if self.seen.len() >= MAX_FINDINGS && !self.seen.contains_key(&key) {
                continue;
            }
            let seen = self.seen.entry(key).or_insert_with(|| Seen {
                file: name.to_owned(),
                schema: problem.schema,
                site: problem.site,
                shape: Shape::default(),
                values: BTreeSet::new(),
                count: 0,
                last: 0,
            });
            if seen.last != self.responses {
                seen.count += 1;
                seen.last = self.responses;
            }
            match (problem.kind, problem.value) {
                (Kind::UndocumentedField | Kind::TypeMismatch, value) => seen.shape.add(value),
                (Kind::UndocumentedValue, serde_json::Value::String(text))
                    if is_word(text) && seen.values.len() < MAX_VALUES =>
                {
                    seen.values.insert(text.clone());
                }
                (Kind::NotJson, _) => seen.values.extend(value.clone().err()),
                _ => {}
            }
        }
    }

    /// What all responses together show.
    pub fn finish(self, files: usize) -> Findings {
        let findings = self.seen.into_iter().map(|((pointer, kind), seen)| {
            let values: Vec<_> = seen.values.iter().cloned().collect();
            let evidence = Evidence {
                kind,
                pointer: &pointer,
                schema: &seen.schema,
                site: &seen.site,
                shape: &seen.shape,
                values: &values,
            };
            let suggestion = suggest::suggestion(self.document, &evidence);
            let what = match kind {
                Kind::UndocumentedField if pointer.ends_with("/*") => {
                    let what = "the document does not have these fields, whose names could be a customer's";
                    format!("{what}: {}", seen.shape.describe())
                }
                Kind::UndocumentedField => format!("the document does not have this field: {}", seen.shape.describe()),
                Kind::UndocumentedValue if values.is_empty() => {
                    "a value that is not in the list, and no plain word".to_owned()
                }
                Kind::UndocumentedValue => {
                    let values: Vec<_> = values.iter().map(|value| format!("`{value}`")).collect();
                    format!("not in the document's list: {}", values.join(", "))
                }
                Kind::TypeMismatch => {
                    let (_, schema) = self.document.follow(&seen.schema);
                    let own = schema["x-rust-type"]["path"].as_str();
                    let also = own.map(|path| format!("; `{path}` must take it too")).unwrap_or_default();
                    let what = match schema["type"].as_str() {
                        Some("integer" | "number") if seen.shape.only_whole() => "outside the documented range",
                        Some("array") if seen.shape.array.is_some() => "longer or shorter than documented",
                        _ => "a form that the document does not have there",
                    };
                    format!("{what}: {}{also}", seen.shape.describe())
                }
                Kind::MissingField => "the document requires this field".to_owned(),
                Kind::NotJson => values.join(" or "),
            };
            let responses = count(usize::try_from(seen.count).unwrap_or(usize::MAX), "response");
            Finding { file: seen.file, pointer, kind, message: format!("{what} (in {responses})"), suggestion }
        });
        Findings { files, findings: findings.collect(), responses: self.responses }
    }
}

/// Runs the command on the workspace that cargo was called in.
pub fn run(args: &Args, report: &mut Report) -> Result<Outcome> {
    run_in(&workspace::root()?, args, report, &mut anstream::stdout())
}

/// Runs the command with the document of the workspace at `root`; `json` is where that format goes.
pub fn run_in(root: &Path, args: &Args, report: &mut Report, json: &mut dyn Write) -> Result<Outcome> {
    let document = Document::read(root, workspace::DOCUMENT)?;
    let mut verifier = Verifier::new(&document, &args.operation)?;
    let files = input::files(&args.paths)?;
    let mut count_of_files = files.len();
    #[cfg(feature = "live")]
    if let Some(id) = args.live {
        verifier.add(&format!("call {id}"), &crate::live::call(id)?);
        count_of_files = 1;
    }
    let bar = input::progress(&files);
    for path in &files {
        input::responses(path, &bar, |name, body| verifier.add(name, body))?;
    }
    bar.finish_and_clear();
    if verifier.responses == 0 {
        let names: Vec<_> = args.paths.iter().map(|file| file.display().to_string()).collect();
        bail!("{}: no response in it; there is nothing to verify", names.join(", "));
    }
    let findings = verifier.finish(std::mem::take(&mut count_of_files));
    match args.format {
        Format::Text => tell(&findings, report),
        Format::Json => {
            serde_json::to_writer_pretty(&mut *json, &findings)?;
            writeln!(json)?;
        }
    }
    Ok(if findings.findings.is_empty() { Outcome::Good } else { Outcome::NeedsUpdate })
}

fn tell(findings: &Findings, report: &mut Report) {
    for finding in &findings.findings {
        let place = if finding.pointer.is_empty() { "the whole response" } else { &finding.pointer };
        let kind = serde_json::to_value(finding.kind).ok();
        let kind = kind.as_ref().and_then(|kind| kind.as_str()).unwrap_or_default();
        report.line(Tone::Stale, "Finding", format_args!("{place} {kind}"));
        report.detail("problem", &finding.message);
        report.detail("first", &finding.file);
        match &finding.suggestion {
            Some(suggestion) => {
                report.detail("fix", "paste this into the document");
                report.block(suggestion);
            }
            None if finding.kind == Kind::NotJson => {
                report.detail("fix", "look at what was recorded: it may be an error page, or only a part of a response")
            }
            None => report.detail("fix", "describe it in the document by hand"),
        }
    }
    let read =
        (count(usize::try_from(findings.responses).unwrap_or(usize::MAX), "response"), count(findings.files, "file"));
    match findings.findings.len() {
        0 => report.line(Tone::Good, "Done", format_args!("{} in {}, all as documented", read.0, read.1)),
        n => {
            let more = if n >= MAX_FINDINGS { ", and there may be more" } else { "" };
            report.line(
                Tone::Stale,
                "Found",
                format_args!("{}{more}, in {} of {}", count(n, "finding"), read.0, read.1),
            );
        }
    }
}
