//! The verdict for Rust callers: what each change does to the generated interface.

use anyhow::Result;

use super::{
    changes::{Change, Comparison, Kind, Rust, Side, Wire},
    surface::{Surface, covers},
};
use crate::{document::Document, generate};

/// All that is generated from a document.
struct Generated {
    client: String,
    routes: String,
    surface: Surface,
}

impl Generated {
    fn of(document: &Document) -> Result<Self> {
        let client = generate::client(document)?;
        Ok(Self { surface: Surface::of(&client)?, routes: generate::routes(document)?, client: body(&client) })
    }
}

/// Generated code without its first line, which names the document and not what is in it.
fn body(source: &str) -> String {
    source.split_once('\n').map_or(source, |(_, rest)| rest).to_owned()
}

/// Replaces the typical verdicts by what the generator makes of both documents. If it cannot take one of them, they
/// stay, and the comparison says so.
pub(super) fn judge(comparison: &mut Comparison<'_>) {
    if comparison.changes.is_empty() {
        return;
    }
    let (old, new) = match (Generated::of(comparison.old), Generated::of(comparison.new)) {
        (Ok(old), Ok(new)) => (old, new),
        (Err(error), _) | (_, Err(error)) => {
            comparison.estimated = Some(format!("{error:#}"));
            return;
        }
    };
    let same_client = old.client == new.client;
    let same = same_client && old.routes == new.routes;
    for change in &mut comparison.changes {
        let claimed = |key: &str| change.claims.iter().any(|claim| covers(claim, key));
        let seen = match change.kind {
            // Whatever else happens to the same part has a change of its own.
            Kind::DescriptionChanged | Kind::ExampleChanged | Kind::VersionChanged => Rust::None,
            kind if carries_no_code(kind) => Rust::None,
            _ => old.surface.verdict(&new.surface, claimed),
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
    let steps = old.surface.steps(&new.surface).filter(|step| step.rust > found);
    if let Some(step) = steps.max_by_key(|step| step.rust) {
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
    matches!(kind, Kind::SecurityChanged | Kind::ServerChanged | Kind::ResponseHeadersChanged)
}
