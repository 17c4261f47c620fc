//! `cargo xtask diff`: what an edit of the document means, on the wire and for the callers of the generated code.
//!
//! `compare` finds the differences and judges them on the wire. For Rust callers the generator itself is asked: both
//! documents become a client, and `surface` tells what of the interface each difference changes.

mod base;
mod changes;
mod compare;
mod render;
mod rust;
mod schemas;
mod subject;
mod surface;
mod unchanged;

use std::{
    io,
    path::Path,
    thread::{Builder, Scope, ScopedJoinHandle},
};

use anyhow::Result;

pub use changes::{Change, Comparison, Edit, Kind, Noun, Rust, Side, Wire};
pub use compare::on_the_wire;

use crate::{Outcome, document::Document, report::Report, workspace};

/// The arguments of `cargo xtask diff`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// What to compare with: a file, or any revision that git knows
    #[arg(long, value_name = "REV|FILE", default_value = "HEAD")]
    pub base: String,
    /// How to show the changes
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
    /// Exit with 4 from this bump for Rust callers on, or on any change at all
    #[arg(long, value_enum)]
    pub fail_on: Option<FailOn>,
}

/// How the changes are shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// For the terminal
    #[default]
    Text,
    /// A table for a review comment
    Markdown,
    /// For programs
    Json,
    /// The sections of an entry in CHANGELOG.md, as Keep a Changelog has them
    Changelog,
}

/// From where on a change is a failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum FailOn {
    /// Callers may break
    Major,
    /// There is something new to use
    Minor,
    /// There is any change
    Any,
}

impl FailOn {
    fn is_reached(self, comparison: &Comparison<'_>) -> bool {
        match self {
            Self::Major => comparison.rust() >= Rust::Major,
            Self::Minor => comparison.rust() >= Rust::Minor,
            Self::Any => !comparison.changes.is_empty(),
        }
    }
}

/// Runs the command on the workspace at `root`.
pub fn run_in(root: &Path, args: &Args, report: &mut Report) -> Result<Outcome> {
    let base = base::read(root, &args.base)?;
    let today = Document::read(root, workspace::DOCUMENT)?;
    let comparison = compare(&base.document, &today)?;
    match args.format {
        Format::Text => render::text(&comparison, base.version.as_deref(), report),
        Format::Markdown => report.plain(&render::markdown(&comparison, base.version.as_deref())),
        Format::Json => report.plain(&render::json(&comparison)?),
        Format::Changelog => report.plain(&render::changelog(&comparison)),
    }
    Ok(match args.fail_on {
        _ if comparison.refused => Outcome::NeedsPerson,
        Some(limit) if limit.is_reached(&comparison) => Outcome::NeedsUpdate,
        _ => Outcome::Good,
    })
}

/// Every difference between two documents, with both verdicts; the gravest first.
///
/// # Errors
///
/// If one of the documents cannot be compared.
pub fn compare<'a>(old: &'a Document, new: &'a Document) -> Result<Comparison<'a>> {
    let mut comparison = Comparison { old, new, changes: on_the_wire(old, new)?, estimated: None, refused: false };
    rust::judge(&mut comparison);
    comparison
        .changes
        .sort_by(|a, b| (b.rust, b.wire).cmp(&(a.rust, a.wire)).then_with(|| (&a.at, a.kind).cmp(&(&b.at, b.kind))));
    Ok(comparison)
}

/// What takes stack for each level of a document gets as much as any document of a few megabytes needs.
const STACK: usize = 256 << 20;

fn spawn<'scope, T: Send + 'scope>(
    scope: &'scope Scope<'scope, '_>,
    run: impl FnOnce() -> T + Send + 'scope,
) -> io::Result<ScopedJoinHandle<'scope, T>> {
    Builder::new().stack_size(STACK).spawn_scoped(scope, run)
}

fn joined<T>(thread: ScopedJoinHandle<'_, T>) -> T {
    thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}
