//! `cargo xtask verify`: do recorded responses, or a live one, still fit the document?
//!
//! The client is tolerant so that it keeps working when the API grows. This command is strict so that somebody hears
//! of it: [`check`] compares one response, [`shape`] remembers what was seen without any value, and [`suggest`] says what
//! to change in the document. No value of a response is told, and no name that could be a customer's.

mod check;
mod shape;
mod suggest;

use std::{
    collections::{BTreeMap, BTreeSet},
    io::Write,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail, ensure};
use serde::Serialize;
use serde_json::Value;

use self::{
    check::{Checker, Problem},
    shape::Shape,
    suggest::{Advice, Evidence},
};
use crate::{
    Outcome, codegen,
    document::{Document, child},
    lint,
    privacy::{Kept, holds, is_field_name, is_word},
    recorded::{
        Roots,
        input::{self, Note},
        json,
    },
    report::{Report, Tone, count},
    workspace,
    write::{self, Existing},
};

pub use check::Kind;

/// More places than this are not told one by one: something larger is wrong, and memory stays bounded.
const MAX_FINDINGS: usize = 1_000;
/// How often the document is changed, and the responses are compared with it again.
const MAX_ROUNDS: usize = 16;
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

/// One place where responses do not fit the document, however many they are.
#[derive(Debug, Clone, Serialize)]
pub struct Finding {
    /// The first response with it.
    pub file: String,
    /// Where in the response, with `*` for the place in an array and for a name that could be a customer's.
    pub pointer: String,
    /// What kind of misfit it is.
    pub kind: Kind,
    /// What is wrong, in how many responses, and what a person must do if there is nothing to paste.
    pub message: String,
    /// The YAML to paste, and where; none if there is nothing to paste.
    pub suggestion: Option<String>,
    /// The message without what to do.
    #[serde(skip)]
    problem: String,
    /// What to do if there is nothing to paste.
    #[serde(skip)]
    fix: String,
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
    /// All that there is to paste, from the bottom up.
    #[serde(skip)]
    pub suggestions: String,
    /// The text of the document with all of it.
    #[serde(skip)]
    pub described: String,
}

/// What one finding is about: its place, its kind, the schema that the response fits best, and what is wrong with a text
/// that is no JSON.
type Key = (String, Kind, String, String);

/// What was seen at one place.
struct Seen {
    file: String,
    schema: String,
    site: String,
    shape: Shape,
    /// Whether all of it looks as documented, and is no such thing.
    unreal: bool,
    /// New values of a list that may be told.
    words: BTreeSet<String>,
    count: usize,
    /// The last response that was counted, so that each counts once.
    last: u64,
}

/// Takes responses one by one and keeps only what they have in common.
pub struct Verifier<'a> {
    document: &'a Document,
    keep: &'a [Kept],
    roots: Roots<'a>,
    checker: Checker<'a>,
    seen: BTreeMap<Key, Seen>,
    responses: u64,
}

impl std::fmt::Debug for Verifier<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Verifier").field("responses", &self.responses).finish_non_exhaustive()
    }
}

impl<'a> Verifier<'a> {
    /// For what an operation or a webhook sends, or any of them. Words and names at the places to keep may be told.
    ///
    /// # Errors
    ///
    /// If the document has no such operation or webhook, or no JSON schema for it.
    pub fn new(document: &'a Document, operation: Option<&str>, keep: &'a [Kept]) -> Result<Self> {
        let roots = Roots::of(document, operation)?;
        let checker = Checker::new(document, keep);
        Ok(Self { document, keep, roots, checker, seen: BTreeMap::new(), responses: 0 })
    }

    /// Checks one response, called `name` in the findings.
    pub fn add(&mut self, name: &str, body: &[u8]) {
        self.responses += 1;
        let body = match json(body) {
            Ok(body) => body,
            Err(what) => return self.not_json(name, "", what),
        };
        for member in &body.twice {
            let told = if is_field_name(member) { member } else { "*" };
            self.not_json(
                name,
                &child("", told),
                "an object that has a name twice, in it or in what it holds".to_owned(),
            );
        }
        let root = self.roots.fitting(&body.value);
        let (schema, whose) = (root.at.clone(), root.name.clone());
        for problem in self.checker.check(&schema, &body.value) {
            self.note(name, &whose, "", problem);
        }
    }

    fn not_json(&mut self, name: &str, pointer: &str, what: String) {
        let (pointer, empty) = (pointer.to_owned(), String::new());
        let kind = Kind::NotJson;
        let problem = Problem { kind, pointer, schema: empty.clone(), site: empty, value: &Value::Null, unreal: false };
        self.note(name, "", &what, problem);
    }

    fn note(&mut self, name: &str, whose: &str, what: &str, problem: Problem) {
        let Problem { kind, pointer, schema, site, value, unreal } = problem;
        let vouched = holds(self.keep, &pointer);
        let key = (pointer, kind, whose.to_owned(), what.to_owned());
        if self.seen.len() >= MAX_FINDINGS && !self.seen.contains_key(&key) {
            return;
        }
        let seen = self.seen.entry(key).or_insert_with(|| Seen {
            file: name.to_owned(),
            schema,
            site,
            shape: Shape::default(),
            unreal: true,
            words: BTreeSet::new(),
            count: 0,
            last: 0,
        });
        if seen.last != self.responses {
            seen.count += 1;
            seen.last = self.responses;
        }
        seen.unreal &= unreal;
        if kind == Kind::UndocumentedField || kind == Kind::TypeMismatch {
            seen.shape.add(value, vouched);
        } else if kind == Kind::UndocumentedValue
            && let Some(word) = value.as_str().filter(|word| vouched && is_word(word))
            && seen.words.len() < MAX_VALUES
        {
            seen.words.insert(word.to_owned());
        }
    }

    /// What all responses together show.
    pub fn finish(self, files: usize) -> Findings {
        let evidence = self.seen.iter().map(|((pointer, kind, ..), seen)| Evidence {
            kind: *kind,
            pointer,
            schema: &seen.schema,
            site: &seen.site,
            shape: &seen.shape,
            unreal: seen.unreal,
            words: seen.words.iter().map(String::as_str).collect(),
        });
        let plan = suggest::plan(self.document, &evidence.collect::<Vec<_>>());
        let findings = self.seen.iter().zip(&plan.advice).map(|((key, seen), advice)| match advice {
            Advice::Paste(hunks) => self.finding(key, seen, Some(plan.told(hunks.clone())), String::new()),
            Advice::Later => self.finding(key, seen, None, "describe the others first, then run this again".to_owned()),
            Advice::Person(words) => self.finding(key, seen, None, words.clone()),
        });
        Findings {
            files,
            findings: findings.collect(),
            responses: self.responses,
            suggestions: plan.told(plan.hunks()),
            described: plan.document.text.clone(),
        }
    }

    fn finding(&self, key: &Key, seen: &Seen, suggestion: Option<String>, fix: String) -> Finding {
        let (pointer, kind, whose, what) = key;
        let shape = seen.shape.describe();
        let what = match kind {
            Kind::UndocumentedField if pointer.ends_with("/*") => {
                format!("the document does not have these fields, whose names could be a customer's: {shape}")
            }
            Kind::UndocumentedField => format!("the document does not have this field: {shape}"),
            Kind::UndocumentedValue if seen.words.is_empty() => "not in the document's list".to_owned(),
            Kind::UndocumentedValue => {
                let words: Vec<_> = seen.words.iter().map(|word| format!("`{word}`")).collect();
                format!("not in the document's list: {}", words.join(", "))
            }
            Kind::TypeMismatch if seen.unreal => "in the documented form, but no such day or time: string".to_owned(),
            Kind::TypeMismatch => {
                let (_, schema) = self.document.follow(&seen.schema);
                let own = schema["x-rust-type"]["path"].as_str();
                let also = own.map(|path| format!("; `{path}` must take it too")).unwrap_or_default();
                let what = match schema["type"].as_str() {
                    Some("integer" | "number") if seen.shape.only_numbers() => "outside the documented range",
                    Some("array") if seen.shape.array.is_some() => "longer or shorter than documented",
                    _ => "a form that the document does not have there",
                };
                format!("{what}: {shape}{also}")
            }
            Kind::MissingField => "the document requires this field".to_owned(),
            Kind::NotJson => what.clone(),
        };
        let of = if whose.is_empty() { String::new() } else { format!(" of `{whose}`") };
        let problem = format!("{what} (in {}{of})", count(seen.count, "response"));
        let message = if fix.is_empty() { problem.clone() } else { format!("{problem}; {fix}") };
        Finding { file: seen.file.clone(), pointer: pointer.clone(), kind: *kind, message, suggestion, problem, fix }
    }
}

impl Finding {
    /// A file that cannot be read.
    fn of_file(Note { file, what }: Note) -> Self {
        let fix = "see that it can be read".to_owned();
        let message = format!("{what}; {fix}");
        let pointer = String::new();
        Self { file, pointer, kind: Kind::NotJson, message, suggestion: None, problem: what, fix }
    }
}

/// Runs the command on the workspace that cargo was called in.
pub fn run(args: &Args, report: &mut Report) -> Result<Outcome> {
    run_in(&workspace::root()?, args, report, &mut anstream::stdout())
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
        report
            .note("say what each of them means in place of `Seen in recorded responses.`, then `cargo xtask codegen`");
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
        let kind = serde_json::to_value(finding.kind).ok();
        let kind = kind.as_ref().and_then(|kind| kind.as_str()).unwrap_or_default();
        report.line(Tone::Stale, "Finding", format_args!("{place} {kind}"));
        report.detail("problem", &finding.problem);
        report.detail("first", &finding.file);
        report.detail("fix", if finding.suggestion.is_some() { "see below" } else { &finding.fix });
    }
    if !findings.suggestions.is_empty() {
        report.line(Tone::Stale, "Paste", "this into the document in this order, or run this again with `--apply`");
        report.block(&findings.suggestions);
    }
    let responses = count(usize::try_from(findings.responses).unwrap_or(usize::MAX), "response");
    let files = count(findings.files, "file");
    match findings.findings.len() {
        0 => report.line(Tone::Good, "Done", format_args!("{responses} in {files}, all as documented")),
        n => {
            let more = if n >= MAX_FINDINGS { ", and there may be more" } else { "" };
            report.line(Tone::Stale, "Found", format_args!("{}{more}, in {responses} of {files}", count(n, "finding")));
        }
    }
}
