//! `cargo xtask lint`: does the document follow OpenAPI, and does the client follow from it?
//!
//! Every rule has a stable id, a fixture `xtask/tests/lint/ID.yaml` that fires it and nothing else, and a remedy. Where
//! the rules are:
//! - [`structure`]: OpenAPI 3.0 itself, as far as the `roas` library checks it, and what it does not;
//! - [`examples`]: the examples and defaults against their schemas, by the `jsonschema` library;
//! - [`references`]: where references lead, and the components that none leads to;
//! - [`house`]: what this project asks of its document beyond OpenAPI;
//! - [`operations`] and [`models`]: what has no meaning in the client, as it has no way to do it, and schemas that no type
//!   follows from.

mod examples;
mod house;
mod models;
mod operations;
mod references;
mod structure;

use std::path::Path;

use anyhow::{Context, Result};
use strum::VariantArray as _;

use crate::{
    Outcome,
    document::{Document, Place},
    report::{Report, Tone, count},
    workspace,
};

/// Every rule. Its id, by which it is told and by which its fixture is called, is its name in kebab case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, strum::IntoStaticStr, strum::VariantArray)]
#[strum(serialize_all = "kebab-case")]
#[allow(missing_docs, reason = "what each one finds says more")]
pub enum Rule {
    BesideRef,
    BesideUnion,
    ClosedEnumInResponse,
    ContradictingParts,
    CookieParameter,
    Discriminator,
    DuplicateOperationId,
    Encoding,
    EnumOutsideType,
    ErrorResponses,
    ExampleMismatch,
    ExternalRef,
    InlineSchema,
    JsonWithoutSchema,
    NamesDifferInCase,
    NoSuccess,
    NotSchema,
    OpenapiStructure,
    OperationDescription,
    OperationId,
    OperationSecurity,
    OperationSummary,
    OperationTag,
    OwnServers,
    ParameterContent,
    ParameterNotInPath,
    ParameterObject,
    ParameterStyle,
    PathItemRef,
    PathParameterOptional,
    PathUrl,
    PropertyDescription,
    RequestMediaType,
    RequiredWithoutProperty,
    ReservedHeader,
    SecurityScheme,
    ServerUrl,
    SeveralRequestMediaTypes,
    SeveralSuccessTypes,
    TypeNotStated,
    UnionOfItself,
    UnknownKey,
    UnresolvedRef,
    UnusedComponent,
    XRustType,
}

impl Rule {
    /// The stable id.
    pub fn id(self) -> &'static str {
        self.into()
    }
}

/// One thing that is wrong, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The rule.
    pub rule: Rule,
    /// The node that it is about.
    pub pointer: String,
    /// Where that node stands in the file.
    pub place: Option<Place>,
    /// What is wrong.
    pub problem: String,
    /// What to do.
    pub fix: String,
}

/// Where the rules put what they find.
struct Findings<'a> {
    document: &'a Document,
    found: Vec<Finding>,
}

impl Findings<'_> {
    fn add(&mut self, rule: Rule, pointer: impl Into<String>, problem: impl Into<String>, fix: impl Into<String>) {
        let pointer = pointer.into();
        let place = self.document.place(&pointer);
        self.found.push(Finding { rule, pointer, place, problem: problem.into(), fix: fix.into() });
    }
}

/// The document in `bytes` with all that is wrong with it.
///
/// # Errors
///
/// If the bytes are not YAML, or no OpenAPI 3.0 document: then no rule can run.
pub fn read(name: &str, bytes: Vec<u8>) -> Result<(Document, Vec<Finding>)> {
    let document = Document::load(name, bytes)?;
    let found = check(&document);
    Ok((document, found))
}

/// As [`read`], of the project at `root`.
///
/// # Errors
///
/// Also if the document cannot be read.
pub fn read_in(root: &Path) -> Result<(Document, Vec<Finding>)> {
    let name = workspace::DOCUMENT;
    let bytes = std::fs::read(root.join(name)).with_context(|| format!("{name}: cannot be read"))?;
    read(name, bytes)
}

/// Everything that is wrong with a document, in the order of the file.
pub fn check(document: &Document) -> Vec<Finding> {
    let misread = document.misread().map(|invalid| Finding {
        rule: Rule::OpenapiStructure,
        pointer: String::new(),
        place: invalid.place,
        problem: invalid.problem,
        fix: "write it as OpenAPI 3.0 does".to_owned(),
    });
    let unreadable = misread.is_some();
    let found = misread.into_iter().collect();
    let mut findings = Findings { document, found };
    let objects = document.objects();
    house::check(&mut findings, &objects);
    operations::check(&mut findings);
    models::check(&mut findings, &objects);
    structure::keys(&mut findings, &objects);
    references::check(&mut findings, &objects);
    // These two stop at a reference that leads nowhere, or never at one that leads back; both are told already.
    let endless = |finding: &Finding| matches!(finding.rule, Rule::UnresolvedRef | Rule::UnionOfItself);
    if !unreadable && !findings.found.iter().any(endless) {
        examples::check(&mut findings, &objects);
        structure::library(&mut findings);
    }
    let mut found = findings.found;
    found.sort_by(|a, b| (a.place, a.rule, &a.pointer, &a.problem).cmp(&(b.place, b.rule, &b.pointer, &b.problem)));
    found.dedup();
    found
}

/// Runs the command on the workspace at `root`.
pub fn run_in(root: &Path, report: &mut Report) -> Result<Outcome> {
    let (document, found) = read_in(root)?;
    let name = &document.name;
    tell(name, &found, report);
    if found.is_empty() {
        report.line(Tone::Good, "Done", format_args!("{name}: no findings from {} rules", Rule::VARIANTS.len()));
        return Ok(Outcome::Good);
    }
    Ok(Outcome::NeedsPerson)
}

/// Writes the findings and, if there are any, how many.
pub fn tell(name: &str, found: &[Finding], report: &mut Report) {
    for finding in found {
        let place = finding.place.map(|Place { line, column }| format!(":{line}:{column}")).unwrap_or_default();
        report.line(Tone::Bad, "Finding", format_args!("{name}{place} {}", finding.rule.id()));
        report.detail("problem", &finding.problem);
        report.detail("fix", &finding.fix);
    }
    if !found.is_empty() {
        let rules: std::collections::BTreeSet<_> = found.iter().map(|finding| finding.rule).collect();
        let counts = (count(found.len(), "finding"), count(rules.len(), "rule"));
        report.line(Tone::Bad, "Refused", format_args!("{name}: {} from {}", counts.0, counts.1));
    }
}
