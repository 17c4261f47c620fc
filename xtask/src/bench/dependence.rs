//! What depending on the client costs when it is built.

use std::{fmt::Write as _, path::Path};

use anyhow::{Context, Result};

use crate::{
    report::{Report, Tone},
    weight::{Candidate, Way},
};

/// Builds a program in each of the ways, optimised, and gives the table.
pub(super) fn table(root: &Path, report: &mut Report) -> Result<String> {
    let temporary = tempfile::tempdir().context("no temporary folder can be made")?;
    let ways = [Way::ByHand, Way::Client, Way::StockCommitted, Way::StockMacro];
    let mut candidates =
        ways.into_iter().map(|way| Candidate::new(root, temporary.path(), way)).collect::<Result<Vec<_>>>()?;
    for candidate in &mut candidates {
        let (took, _) = candidate.build(true)?;
        report.line(Tone::Good, "Built", format_args!("{} in {took:.1?}", candidate.name));
    }
    let by_hand = candidates.first().context("there is something to compare with")?;
    let mut table = String::from(
        "## Dependence\n\n\
         A fresh program that fetches a call, with rustls, built from nothing and optimised, once each: the processor time is\n\
         steadier than the time. Beside the one that is written by hand on reqwest, serde and serde_json. Target, for builds\n\
         without optimisation, which `cargo xtask weight` repeats: at most 16 crates more and 1.10 of the time.\n\n\
         | program | crates | cold build | its processor time | binary |\n|---|---|---|---|---|\n",
    );
    for candidate in &candidates {
        let time = candidate.fastest.as_secs_f64() / by_hand.fastest.as_secs_f64();
        let work = candidate.least_work.zip(by_hand.least_work).map_or_else(
            || "not told".to_owned(),
            |(work, by_hand)| format!("{:.2}", work.as_secs_f64() / by_hand.as_secs_f64()),
        );
        let size = candidate.size as f64 / by_hand.size as f64;
        let _ = writeln!(table, "| {} | {} | {time:.2} | {work} | {size:.2} |", candidate.name, candidate.crates.len());
    }
    table.push('\n');
    Ok(table)
}
