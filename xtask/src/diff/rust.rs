//! The verdict for Rust callers: what each change does to the generated interface.

use anyhow::Result;

use super::{
    changes::{Change, Comparison, Edit, Kind, Noun, Rust, Side, Wire},
    joined, spawn,
    surface::{Step, Surface},
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
    if comparison.old.text == comparison.new.text {
        return;
    }
    let generated = generated(comparison);
    if let Some((old, new)) = &generated {
        let edited = if old.files == new.files { Rust::None } else { Rust::Patch };
        let steps: Vec<_> = old.surface.steps(&new.surface).collect();
        for change in &mut comparison.changes {
            let claimed = steps.iter().filter(|step| change.claims.iter().any(|claim| claim.covers(step.part)));
            change.rust = match change.kind.0 {
                // What the hand-written part of the client deals with, if anything does.
                Noun::ResponseHeader | Noun::Callback => Rust::None,
                // An answer's example is what the demo server answers; of a schema's, nothing is made.
                Noun::Example if change.at.contains("/schemas/") => Rust::None,
                // Whatever else happens to the same part has a change of its own.
                Noun::Description | Noun::Example | Noun::Version => edited,
                _ => claimed.map(|step| step.rust).max().unwrap_or(edited),
            };
        }
    }
    for change in comparison.changes.iter_mut().filter(|change| change.refused && change.rust < Rust::Major) {
        change.rust = Rust::Major;
        change.message.push_str("; code that does not follow compiles but fails at run time");
    }
    if let Some((old, new)) = &generated {
        comparison.changes.extend(consequence(comparison.rust(), old, new));
    }
}

/// What is generated from both, if the generator takes both.
fn generated(comparison: &mut Comparison<'_>) -> Option<(Generated, Generated)> {
    let (old, new) = (comparison.old, comparison.new);
    // The generator would not come to an end of it.
    let endless = [old, new].into_iter().find_map(|document| Some((document, document.endless().into_iter().next()?)));
    if let Some((document, (name, at))) = endless {
        let invalid = document.invalid(&at, format!("`{name}` is a part or a form of itself"));
        comparison.estimated = Some(invalid.to_string());
        comparison.refused = true;
        return None;
    }
    let both = std::thread::scope(|scope| {
        let [old, new] = [old, new].map(|document| spawn(scope, || Generated::of(document)));
        Ok((joined(old?)?, joined(new?)?))
    });
    both.map_err(|error: anyhow::Error| comparison.estimated = Some(format!("{error:#}"))).ok()
}

/// What is generated differs by more than all changes together say.
fn consequence(found: Rust, old: &Generated, new: &Generated) -> Option<Change> {
    let steps = old.surface.steps(&new.surface).filter(|step| step.rust > found);
    let (rust, message) = match steps.max_by_key(|step| step.rust) {
        Some(Step { part, looks, rust }) => {
            let what = if rust == Rust::Major { "loses or changes" } else { "has a new" };
            (rust, format!("the generated code {what} {part} as a consequence: `{looks}`"))
        }
        None if old.files != new.files && found == Rust::None => {
            (Rust::Patch, "the generated code changes, its interface does not".to_owned())
        }
        None => return None,
    };
    Some(Change {
        kind: Kind(Noun::RustInterface, Edit::Changed),
        side: Side::New,
        at: String::new(),
        wire: Wire::Compatible,
        rust,
        message,
        claims: Vec::new(),
        refused: false,
    })
}
