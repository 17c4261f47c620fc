//! What the benchmarks in `benches/` share: instructions are counted by valgrind, and do not depend on what else the
//! machine does.

use std::process::Command;

use anyhow::{Context, Result, ensure};

/// How many instructions each of many repetitions takes, where this program runs that many with these arguments and their
/// number as the last one.
///
/// # Errors
///
/// If valgrind is not there or the program fails.
pub fn instructions(arguments: &[&str]) -> Result<u64> {
    // Of two runs that differ only in their number of repetitions, the difference has no start and no end.
    let (few, many) = (200, 1200);
    Ok((of_a_run(arguments, many)? - of_a_run(arguments, few)?) / (many - few))
}

fn of_a_run(arguments: &[&str], repetitions: u64) -> Result<u64> {
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(std::env::current_exe()?)
        .args(arguments)
        .arg(repetitions.to_string())
        .output()
        .context("valgrind cannot be run")?;
    let printed = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "{printed}");
    let (_, count) =
        printed.lines().find_map(|line| line.split_once("Collected :")).context("callgrind gave no count")?;
    Ok(count.trim().parse()?)
}
