//! `cargo xtask weight`: what depending on the client costs, beside the same program written by hand.
//!
//! Crates are counted as cargo resolves them, and cold builds are timed by turns, so that a busy machine slows both alike.

mod candidate;

use std::path::Path;

use anyhow::{Context, Result};

pub(crate) use self::candidate::{Candidate, Way};
use crate::{
    Outcome,
    report::{Report, Tone, count},
    workspace,
};

/// How many crates more than by hand are still good.
const MOST_CRATES: usize = 16;
/// How much of the time by hand is still good.
const MOST_TIME: f64 = 1.10;

/// The arguments of `cargo xtask weight`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// How often each is built from nothing; the fastest build counts. 0 counts crates and builds nothing
    #[arg(long, default_value_t = 3)]
    pub rounds: u32,
}

/// Runs the command on the workspace that cargo was called in.
pub fn run(args: &Args, report: &mut Report) -> Result<Outcome> {
    let root = workspace::root()?;
    let temporary = tempfile::tempdir().context("no temporary folder can be made")?;
    let mut by_hand = Candidate::new(&root, temporary.path(), Way::ByHand)?;
    let mut with_client = Candidate::new(&root, temporary.path(), Way::Client)?;
    for round in 1..=args.rounds {
        // Whoever goes first may find another machine than whoever goes second: take turns.
        let mut both = [&mut by_hand, &mut with_client];
        if round % 2 == 0 {
            both.reverse();
        }
        for candidate in both {
            let (took, worked) = candidate.build(false)?;
            let worked = worked.map(|worked| format!(" ({worked:.1?} of processor time)")).unwrap_or_default();
            report.line(Tone::Good, "Built", format_args!("{} in {took:.1?}{worked}, round {round}", candidate.name));
        }
    }
    let more = with_client.crates.len().saturating_sub(by_hand.crates.len());
    for name in with_client.crates.difference(&by_hand.crates) {
        report.line(Tone::Good, "More", name);
    }
    let mut fits = more <= MOST_CRATES && quoted(&root, more, report)?;
    let mut said = format!(
        "{}, {more} more than the {} by hand (at most {MOST_CRATES})",
        count(with_client.crates.len(), "crate"),
        by_hand.crates.len()
    );
    if args.rounds > 0 {
        let ratio = with_client.fastest.as_secs_f64() / by_hand.fastest.as_secs_f64();
        fits &= ratio <= MOST_TIME;
        if let (Some(more), Some(less)) = (with_client.least_work, by_hand.least_work) {
            let ratio = more.as_secs_f64() / less.as_secs_f64();
            report.line(Tone::Good, "Work", format_args!("{ratio:.2} of the processor time by hand"));
        }
        said += &format!(
            "; a cold build of {:.1?}, {ratio:.2} of the {:.1?} by hand (at most {MOST_TIME:.2})",
            with_client.fastest, by_hand.fastest
        );
    }
    let (tone, verb, outcome) =
        if fits { (Tone::Good, "Light", Outcome::Good) } else { (Tone::Stale, "Heavy", Outcome::NeedsUpdate) };
    report.line(tone, verb, said);
    Ok(outcome)
}

/// Whether the README says how many crates there are more.
fn quoted(root: &Path, more: usize, report: &mut Report) -> Result<bool> {
    let readme = std::fs::read_to_string(root.join("README.md")).context("README.md cannot be read")?;
    let claim = format!("compiles {more} crates more than");
    let says = readme.contains(&claim);
    if !says {
        report.line(Tone::Stale, "Stale", format_args!("README.md does not say that the client {claim} by hand"));
    }
    Ok(says)
}
