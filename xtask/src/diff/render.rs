//! A comparison as text, as markdown, as JSON and as an entry of the changelog.

use anyhow::Result;
use serde::Serialize;

use super::changes::{Change, Comparison, Edit, Noun, Rust, Side, Wire};
use crate::report::{Report, Tone, count};

/// For the terminal: two lines for each change, and a last line that counts.
pub(super) fn text(comparison: &Comparison<'_>, version: Option<&str>, report: &mut Report) {
    for change in &comparison.changes {
        report.line(tone(change.rust, change.wire), &capitalized(change.rust.to_string()), &change.message);
        report.note(format_args!("{} on the wire; {} at {}", change.wire, change.kind, place(comparison, change)));
    }
    if let Some(reason) = &comparison.estimated {
        report.line(Tone::Bad, "Estimated", estimated(reason));
    }
    report.line(
        tone(comparison.rust(), comparison.wire()),
        &capitalized(comparison.rust().to_string()),
        summary(comparison, version),
    );
}

fn estimated(reason: &str) -> String {
    format!("the verdicts for Rust callers are the usual ones of each kind: {reason}")
}

/// What breaks somebody is red, whoever it is.
fn tone(rust: Rust, wire: Wire) -> Tone {
    match (rust, wire) {
        (Rust::Major, _) | (_, Wire::Incompatible) => Tone::Bad,
        (Rust::Minor, _) => Tone::Stale,
        (Rust::None | Rust::Patch, _) => Tone::Good,
    }
}

/// As `openapi/intellixent.yaml:12:3`; what is gone stands in the old document only.
fn place(comparison: &Comparison<'_>, change: &Change) -> String {
    let document = comparison.side(change);
    match document.place(&change.at) {
        Some(place) => format!("{}:{}:{}", document.name, place.line, place.column),
        None => document.name.clone(),
    }
}

fn summary(comparison: &Comparison<'_>, version: Option<&str>) -> String {
    if comparison.changes.is_empty() {
        return "0 changes; no new version is needed".to_owned();
    }
    let changes = count(comparison.changes.len(), "change");
    let incompatible = comparison.changes.iter().filter(|change| change.wire == Wire::Incompatible);
    let wire = match incompatible.count() {
        0 => "all compatible on the wire".to_owned(),
        n => format!("{n} incompatible on the wire"),
    };
    let bump = match comparison.rust() {
        Rust::None => "the generated code stays as it is".to_owned(),
        rust => match version.and_then(|version| Some((version, next(version, rust)?))) {
            Some((version, next)) => format!("{rust} for Rust callers, so {version} becomes {next}"),
            None => format!("{rust} for Rust callers"),
        },
    };
    format!("{changes}, {wire}; {bump}")
}

/// The version after a bump. Before 1.0.0 the second number is the one that says "breaking".
fn next(version: &str, rust: Rust) -> Option<String> {
    let numbers: Vec<u64> = version.split('.').map(|number| number.parse().ok()).collect::<Option<_>>()?;
    let [major, minor, patch] = numbers[..] else { return None };
    let (major, minor, patch) = match (rust, major) {
        (Rust::None, _) => return None,
        (Rust::Major, 0) => (0, minor + 1, 0),
        (Rust::Minor | Rust::Patch, 0) | (Rust::Patch, _) => (major, minor, patch + 1),
        (Rust::Minor, _) => (major, minor + 1, 0),
        (Rust::Major, _) => (major + 1, 0, 0),
    };
    Some(format!("{major}.{minor}.{patch}"))
}

/// For a review comment: one table.
pub(super) fn markdown(comparison: &Comparison<'_>, version: Option<&str>) -> String {
    let mut out = String::from("### API changes\n\n");
    if comparison.changes.is_empty() {
        return out + "The API has not changed.\n";
    }
    out.push_str("| Rust | Wire | Change | Kind | Place |\n|---|---|---|---|---|\n");
    for change in &comparison.changes {
        let rust = if change.rust == Rust::Major { "**major**".to_owned() } else { change.rust.to_string() };
        let wire = if change.wire == Wire::Incompatible { "**incompatible**" } else { "compatible" };
        let gone = if change.side == Side::Old { " (before)" } else { "" };
        let line = comparison
            .side(change)
            .place(&change.at)
            .map_or_else(String::new, |place| format!("line {}: ", place.line));
        out.push_str(&format!(
            "| {rust} | {wire} | {} | `{}` | {line}`{}`{gone} |\n",
            cell(&change.message),
            change.kind,
            cell(&change.at),
        ));
    }
    if let Some(reason) = &comparison.estimated {
        out.push_str(&format!("\n**Estimated:** {}\n", estimated(reason)));
    }
    out.push_str(&format!("\n**In all:** {}.\n", summary(comparison, version)));
    out
}

/// Text that cannot break out of its cell.
fn cell(text: &str) -> String {
    text.replace('|', "\\|").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// For `CHANGELOG.md`: the sections of Keep a Changelog that have something to say. Words, examples and what makes no
/// difference to anybody are no news.
pub(super) fn changelog(comparison: &Comparison<'_>) -> String {
    let sections = ["Added", "Changed", "Deprecated", "Removed"].into_iter().filter_map(|name| {
        let of_it = comparison.changes.iter().filter(|change| section(change) == Some(name));
        let bullets: Vec<_> = of_it.map(bullet).collect();
        (!bullets.is_empty()).then(|| format!("### {name}\n\n{}", bullets.concat()))
    });
    sections.collect::<Vec<_>>().join("\n")
}

fn section(change: &Change) -> Option<&'static str> {
    match (change.kind.0, change.kind.1) {
        (Noun::Description | Noun::Example | Noun::Version, _) => None,
        (_, Edit::Deprecated) => Some("Deprecated"),
        (Noun::Other, _) if change.rust < Rust::Minor => None,
        (_, Edit::Added) => Some("Added"),
        (_, Edit::Removed) => Some("Removed"),
        _ => Some("Changed"),
    }
}

/// A change as a sentence, with whom it breaks.
fn bullet(change: &Change) -> String {
    let breaking = match (change.rust, change.wire) {
        (Rust::Major, Wire::Incompatible) => "**Breaking**: ",
        (Rust::Major, Wire::Compatible) => "**Breaking in Rust**: ",
        (_, Wire::Incompatible) => "**Breaking on the wire**: ",
        _ => "",
    };
    let message = change.message.split_whitespace().collect::<Vec<_>>().join(" ");
    format!("- {breaking}{}.\n", if breaking.is_empty() { capitalized(message) } else { message })
}

fn capitalized(mut text: String) -> String {
    if let Some(first) = text.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    text
}

/// For programs.
pub(super) fn json(comparison: &Comparison<'_>) -> Result<String> {
    #[derive(Serialize)]
    struct Json<'a> {
        wire: Wire,
        rust: Rust,
        changes: &'a [Change],
        /// Why the verdicts for Rust callers are only the typical ones; left out if they are not.
        #[serde(skip_serializing_if = "Option::is_none")]
        estimated: Option<&'a str>,
    }
    let Comparison { changes, estimated, .. } = comparison;
    let (wire, rust) = (comparison.wire(), comparison.rust());
    Ok(serde_json::to_string_pretty(&Json { wire, rust, changes, estimated: estimated.as_deref() })? + "\n")
}
