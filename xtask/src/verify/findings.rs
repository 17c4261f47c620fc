//! What responses have in common: where they do not fit the document, without any value of theirs.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;
use serde::Serialize;

use super::{
    check::{Checker, Kind, Problem},
    shape::Shape,
    suggest::{self, Plan},
};
use crate::{
    document::{Document, child},
    privacy::{Kept, holds, is_field_name, is_word},
    recorded::{Roots, input::Note, json},
    report::count,
};

/// More places than this are not told one by one: something larger is wrong, and memory stays bounded.
pub(super) const MAX_FINDINGS: usize = 1_000;
/// More new values than this are not one list's.
const MAX_VALUES: usize = 32;

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
    pub(super) problem: String,
    /// What to do if there is nothing to paste.
    #[serde(skip)]
    pub(super) fix: String,
}

impl Finding {
    fn new(file: String, pointer: String, kind: Kind, problem: String, advice: Result<String, String>) -> Self {
        let (suggestion, fix) = match advice {
            Ok(suggestion) => (Some(suggestion), String::new()),
            Err(fix) => (None, fix),
        };
        let message = if fix.is_empty() { problem.clone() } else { format!("{problem}; {fix}") };
        Self { file, pointer, kind, message, suggestion, problem, fix }
    }

    /// A file that cannot be read.
    pub(super) fn of_file(Note { file, what }: Note) -> Self {
        Self::new(file, String::new(), Kind::NotJson, what, Err("see that it can be read".to_owned()))
    }
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
    pub responses: usize,
    /// All that there is to paste, from the bottom up.
    #[serde(skip)]
    pub suggestions: String,
    /// The text of the document with all of it.
    #[serde(skip)]
    pub described: String,
}

/// What one finding is about.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    pub(super) pointer: String,
    pub(super) kind: Kind,
    /// The schema that the response fits best.
    whose: String,
    /// What is wrong with a text that is no JSON.
    what: String,
}

/// What was seen at one place.
#[derive(Debug)]
pub(super) struct Seen {
    file: String,
    pub(super) schema: String,
    pub(super) site: String,
    pub(super) shape: Shape,
    /// Whether all of it looks as documented, and is no such thing.
    pub(super) unreal: bool,
    /// New values of a list that may be told.
    pub(super) words: BTreeSet<String>,
    count: usize,
    /// The last response that was counted, so that each counts once.
    last: usize,
}

/// Takes responses one by one and keeps only what they have in common.
pub struct Verifier<'a> {
    document: &'a Document,
    keep: &'a [Kept],
    roots: Roots<'a>,
    checker: Checker<'a>,
    seen: BTreeMap<Key, Seen>,
    pub(super) responses: usize,
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
        let (roots, checker) = (Roots::of(document, operation)?, Checker::new(keep));
        Ok(Self { document, keep, roots, checker, seen: BTreeMap::new(), responses: 0 })
    }

    /// Checks one response, called `name` in the findings.
    pub fn add(&mut self, name: &str, body: &[u8]) {
        self.responses += 1;
        let body = match json(body) {
            Ok(body) => body,
            Err(what) => return self.note(name, "", &what, Problem::not_json(String::new())),
        };
        for member in &body.twice {
            let told = if is_field_name(member) { member } else { "*" };
            let what = "an object that has a name twice, in it or in what it holds";
            self.note(name, "", what, Problem::not_json(child("", told)));
        }
        let root = self.roots.fitting(&body.value);
        let whose = root.name.clone();
        for problem in self.checker.check(&root.schema, &body.value) {
            self.note(name, &whose, "", problem);
        }
    }

    fn note(&mut self, name: &str, whose: &str, what: &str, problem: Problem) {
        let Problem { kind, pointer, schema, site, value, unreal } = problem;
        let vouched = holds(self.keep, &pointer);
        let key = Key { pointer, kind, whose: whose.to_owned(), what: what.to_owned() };
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
        seen.count += usize::from(seen.last != self.responses);
        seen.last = self.responses;
        seen.unreal &= unreal;
        seen.shape.add(value, vouched);
        if let Some(word) = value.as_str().filter(|word| vouched && is_word(word))
            && seen.words.len() < MAX_VALUES
        {
            seen.words.insert(word.to_owned());
        }
    }

    /// What all responses together show.
    pub fn finish(self, files: usize) -> Findings {
        let seen: Vec<_> = self.seen.iter().collect();
        let Plan { document, advice, suggestions } = suggest::plan(self.document, &seen);
        let findings = seen.into_iter().zip(advice).map(|((key, seen), advice)| {
            let Key { pointer, kind, whose, .. } = key;
            let of = if whose.is_empty() { String::new() } else { format!(" of `{whose}`") };
            let problem = format!("{} (in {}{of})", self.problem(key, seen), count(seen.count, "response"));
            Finding::new(seen.file.clone(), pointer.clone(), *kind, problem, advice)
        });
        let findings = findings.collect();
        Findings { files, findings, responses: self.responses, suggestions, described: document.text }
    }

    fn problem(&self, key: &Key, seen: &Seen) -> String {
        let kinds = seen.shape.kinds();
        let shape = kinds.join(" or ");
        match key.kind {
            Kind::UndocumentedField if key.pointer.ends_with("/*") => {
                format!("the document does not have these fields, whose names could be a customer's: {shape}")
            }
            Kind::UndocumentedField => format!("the document does not have this field: {shape}"),
            Kind::UndocumentedValue if seen.words.is_empty() => "not in the document's list".to_owned(),
            Kind::UndocumentedValue => {
                let words: Vec<_> = seen.words.iter().map(|word| format!("`{word}`")).collect();
                format!("not in the document's list: {}", words.join(", "))
            }
            Kind::TypeMismatch if seen.unreal => {
                "a string in the documented form whose date or time does not exist".to_owned()
            }
            Kind::TypeMismatch => {
                let schema = self.document.node(&seen.schema).followed();
                let own = schema.value["x-rust-type"]["path"].as_str();
                let also = own.map(|path| format!("; `{path}` must take it too")).unwrap_or_default();
                let what = match (schema.kind(), &kinds[..]) {
                    ("integer" | "number", ["integer" | "number"]) => "outside the documented range",
                    ("array", ["array"]) | ("object", ["object"]) => "of another size than documented",
                    _ => "a form that the document does not have there",
                };
                format!("{what}: {shape}{also}")
            }
            Kind::MissingField => "the document requires this field".to_owned(),
            Kind::NotJson => key.what.clone(),
        }
    }
}
