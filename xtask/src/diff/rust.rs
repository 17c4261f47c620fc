//! The verdict for Rust callers: what each change does to the generated interface.

use anyhow::Result;

use super::{
    changes::{Change, Comparison, Kind, Rust, Side, Wire},
    surface::{Step, Surface, covers},
};
use crate::{document::Document, generate};

/// All that is generated from a document and published.
struct Generated {
    /// The files, without the lines that name the document and not what is in it.
    files: [String; 3],
    surface: Surface,
}

impl Generated {
    fn of(document: &Document) -> Result<Self> {
        let (client, mocks) = (generate::client_file(document)?, generate::mocks_file(document)?);
        let files = [prettyplease::unparse(&client), prettyplease::unparse(&mocks), generate::routes(document)?];
        Ok(Self { files, surface: Surface::of(&client, &mocks) })
    }
}

/// Replaces the typical verdicts by what the generator makes of both documents. If it cannot take one of them, they
/// stay, and the comparison says so.
pub(super) fn judge(comparison: &mut Comparison<'_>) {
    if comparison.old.json == comparison.new.json {
        return;
    }
    let (old, new) = (comparison.old, comparison.new);
    let both = std::thread::scope(|scope| {
        let old = scope.spawn(|| Generated::of(old));
        let new = Generated::of(new);
        (old.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)), new)
    });
    let (old, new) = match both {
        (Ok(old), Ok(new)) => (old, new),
        (Err(error), _) | (_, Err(error)) => {
            comparison.estimated = Some(format!("{error:#}"));
            return;
        }
    };
    let same = old.files == new.files;
    let steps: Vec<_> = old.surface.steps(&new.surface).collect();
    for change in &mut comparison.changes {
        let claimed = |step: &&Step<'_>| change.claims.iter().any(|claim| covers(claim, step.key));
        let seen = match change.kind {
            // Whatever else happens to the same part has a change of its own.
            Kind::DescriptionChanged | Kind::ExampleChanged | Kind::VersionChanged => Rust::None,
            kind if carries_no_code(kind) => Rust::None,
            _ => steps.iter().filter(claimed).map(|step| step.rust).max().unwrap_or(Rust::None),
        };
        let floor = match change.kind {
            // An answer's example is what the demo server answers; only a parameter's stands in the docs.
            Kind::ExampleChanged if !change.at.contains("/schemas/") && !same => Rust::Patch,
            kind if carries_no_code(kind) => Rust::None,
            Kind::ExampleChanged => Rust::None,
            _ if same => Rust::None,
            _ => Rust::Patch,
        };
        change.rust = if change.at_run_time { Rust::Major } else { seen.max(floor) };
    }
    let found = comparison.rust();
    if let Some(step) = steps.into_iter().filter(|step| step.rust > found).max_by_key(|step| step.rust) {
        let (key, part, rust) = (step.key, step.part, step.rust);
        let what = if rust == Rust::Major { "loses or changes" } else { "has a new" };
        comparison.changes.push(Change {
            kind: Kind::RustInterfaceChanged,
            side: Side::New,
            at: String::new(),
            wire: Wire::Compatible,
            rust,
            message: format!("the generated code {what} `{part}` ({key}) as a consequence"),
            claims: Vec::new(),
            at_run_time: false,
        });
    }
}

/// What the hand-written part of the client deals with, if anything does.
fn carries_no_code(kind: Kind) -> bool {
    matches!(kind, Kind::SecurityChanged | Kind::ResponseHeadersChanged)
}
