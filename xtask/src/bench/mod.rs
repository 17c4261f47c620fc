//! `cargo xtask bench`: runs the benchmarks and writes `BENCHMARKS.md`, every figure a ratio from one run.

use std::{
    fmt::Write as _,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, ensure};
use serde_json::Value;

mod dependence;
mod regeneration;

pub use regeneration::two_hundred_operations;

use crate::{
    Outcome,
    report::{Report, Tone},
    workspace,
    write::{self, Existing},
};

/// Held fixed: with glibc's defaults a long string is given back to the system after each run, which can cost more than
/// to parse it.
const ALLOCATOR: [(&str, &str); 2] =
    [("MALLOC_MMAP_THRESHOLD_", "1073741824"), ("MALLOC_TRIM_THRESHOLD_", "1073741824")];

/// Where criterion leaves what it measured.
const RESULTS: &str = "target/bench";

/// Runs the command on the workspace that cargo was called in.
pub fn run(report: &mut Report) -> Result<Outcome> {
    let root = workspace::root()?;
    // What an earlier run left must not pass for a result of this one.
    match std::fs::remove_dir_all(root.join(RESULTS)) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error).context(RESULTS),
        _ => {}
    }
    let mut page = String::from(HEAD);
    let _ = writeln!(page, "{}\n", versions(&root)?);

    report.line(Tone::Good, "Measuring", "decode");
    cargo_bench(&root, "decode", &[])?;
    page.push_str(&decode(&root)?);

    report.line(Tone::Good, "Measuring", "fetch");
    page.push_str(&fetch(&root)?);

    report.line(Tone::Good, "Counting", "tolerance");
    page.push_str(&tolerance(&cargo_bench(&root, "tolerance", &[])?)?);

    report.line(Tone::Good, "Counting", "outage");
    page.push_str(&outage(&root)?);

    report.line(Tone::Good, "Measuring", "dependence");
    page.push_str(&dependence::table(&root, report)?);

    report.line(Tone::Good, "Measuring", "regeneration");
    page.push_str(&regeneration::table(&root)?);

    let path = root.join("BENCHMARKS.md");
    write::whole(&path, &page, Existing::Replace).context("BENCHMARKS.md cannot be written")?;
    report.line(Tone::Good, "Written", "BENCHMARKS.md");
    Ok(Outcome::Good)
}

const HEAD: &str = "\
# Benchmarks

Written by `cargo xtask bench`, which anyone can run again. Every figure is a ratio of medians from one run on one
machine, since a time alone says more about the machine; the range in brackets is what the ends of the 95 %
confidence intervals of both medians allow. glibc's allocator is kept from giving memory back between iterations
(`MALLOC_MMAP_THRESHOLD_` and `MALLOC_TRIM_THRESHOLD_` at 1 GiB), for every candidate alike.

";

fn versions(root: &Path) -> Result<String> {
    let rustc = output(Command::new("rustc").arg("--version"))?;
    let lock = std::fs::read_to_string(root.join("Cargo.lock")).context("Cargo.lock cannot be read")?;
    let mut line = rustc.trim().to_owned();
    for name in ["reqwest", "serde", "serde_json", "progenitor"] {
        let package =
            lock.split_once(&format!("name = \"{name}\"\nversion = \"")).and_then(|(_, rest)| rest.split_once('"'));
        if let Some((version, _)) = package {
            let _ = write!(line, ", {name} {version}");
        }
    }
    Ok(line)
}

fn cargo() -> Command {
    Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// Runs one benchmark and gives what it printed.
fn cargo_bench(root: &Path, name: &str, arguments: &[&str]) -> Result<String> {
    let mut command = cargo();
    command.args(["bench", "--quiet", "--package", "intellixent-benches", "--bench", name, "--"]).args(arguments);
    output(command.current_dir(root).envs(ALLOCATOR).env("CRITERION_HOME", root.join(RESULTS)))
}

fn output(command: &mut Command) -> Result<String> {
    let shown = format!("{command:?}");
    let done =
        command.stderr(std::process::Stdio::inherit()).output().with_context(|| format!("{shown} cannot be run"))?;
    ensure!(done.status.success(), "{shown} failed with {}", done.status);
    String::from_utf8(done.stdout).with_context(|| format!("{shown} printed something that is not text"))
}

/// A median with its confidence interval, in nanoseconds.
#[derive(Clone, Copy)]
struct Median {
    low: f64,
    mid: f64,
    high: f64,
}

/// What criterion measured; `None` if that candidate could not run.
fn median(root: &Path, group: &str, name: &str) -> Result<Option<Median>> {
    let path: PathBuf = root.join(RESULTS).join(group).join(name).join("new/estimates.json");
    let Ok(bytes) = std::fs::read(&path) else { return Ok(None) };
    let json: Value = serde_json::from_slice(&bytes).with_context(|| format!("{} is not JSON", path.display()))?;
    let number = |pointer: &str| json.pointer(pointer).and_then(Value::as_f64);
    let interval = "/median/confidence_interval";
    let median = number(&format!("{interval}/lower_bound"))
        .zip(number("/median/point_estimate"))
        .zip(number(&format!("{interval}/upper_bound")));
    let ((low, mid), high) = median.with_context(|| format!("{} has no median", path.display()))?;
    Ok(Some(Median { low, mid, high }))
}

fn ratio(of: Option<Median>, to: Option<Median>) -> String {
    match (of, to) {
        (Some(of), Some(to)) => {
            format!("{:.2} ({:.2}–{:.2})", of.mid / to.mid, of.low / to.high, of.high / to.low)
        }
        _ => "cannot decode it".to_owned(),
    }
}

const MODELS: [&str; 4] = ["intellixent", "strict struct", "stock progenitor", "Value"];

fn decode(root: &Path) -> Result<String> {
    let mut table = String::from(
        "## Decode\n\n\
         Time to decode a body, as a ratio to the strict hand-written struct (less is faster). Target: at most 1.15 on\n\
         the documented call, 1.05 on the large ones, never slower than stock progenitor, always faster than `Value`.\n\n\
         | body | intellixent | stock progenitor | `serde_json::Value` | target |\n|---|---|---|---|---|\n",
    );
    for (body, most) in [("documented call", 1.15), ("2000 turns", 1.05), ("200 KB text", 1.05)] {
        let [ours, strict, stock, value] = MODELS.map(|model| median(root, body, model));
        let (ours, strict, stock, value) = (ours?, strict?, stock?, value?);
        let slower =
            |than: Option<Median>, by: f64| ours.zip(than).is_some_and(|(ours, than)| ours.mid > than.mid * by);
        let missed: Vec<_> = [(strict, most, "the strict struct"), (stock, 1.0, "stock"), (value, 1.0, "`Value`")]
            .into_iter()
            .filter(|(than, by, _)| slower(*than, *by))
            .map(|(.., than)| than)
            .collect();
        let target = if missed.is_empty() { "met".to_owned() } else { format!("missed: {}", missed.join(", ")) };
        let (ours, stock, value) = (ratio(ours, strict), ratio(stock, strict), ratio(value, strict));
        let _ = writeln!(table, "| {body} | {ours} | {stock} | {value} | {target} |");
    }
    table.push_str("\n`cargo bench -p intellixent-benches --bench decode`\n\n");
    Ok(table)
}

/// The benchmark prints the tables itself.
fn fetch(root: &Path) -> Result<String> {
    let mut section = String::from(
        "## Fetch\n\n\
         Against a loopback server in a process of its own, by turns; ratios of runs that follow each other, the median and\n\
         in brackets the middle half. The client has its defaults: retries, three time limits, a limit on the body. Target:\n\
         at least 0.95 of the requests per second by hand, at most 1.10 of the processor time, and ahead of stock progenitor.\n\n",
    );
    section.push_str(&cargo_bench(root, "fetch", &[])?);
    section.push('\n');
    match cargo_bench(root, "fetch", &["callgrind"]) {
        Ok(counts) => section.push_str(&counts),
        Err(error) => {
            let _ = writeln!(section, "Instructions were not counted: {error:#}");
        }
    }
    section.push_str("\n`cargo bench -p intellixent-benches --bench fetch`, and with `-- callgrind`\n\n");
    Ok(section)
}

fn tolerance(lines: &str) -> Result<String> {
    let mut table = String::from(
        "## Tolerance\n\n\
         How many of the recorded responses in `tests/fixtures/` each model decodes, and how many it writes back without\n\
         loss.\n\n| model | decodes | without loss |\n|---|---|---|\n",
    );
    for line in lines.lines() {
        let row: Value = serde_json::from_str(line).context("a count that is not JSON")?;
        let model = row["model"].as_str().unwrap_or_default();
        let _ = writeln!(table, "| {model} | {} of {} | {} |", row["decoded"], row["of"], row["whole"]);
    }
    table.push_str("\n`cargo bench -p intellixent-benches --bench tolerance`\n\n");
    Ok(table)
}

/// The example prints the tables itself.
fn outage(root: &Path) -> Result<String> {
    let mut section = String::from(
        "## Outage\n\n\
         Calls that start together when an outage begins, each cell as calls saved / requests made: the client's defaults, what\n\
         they were before these figures were taken, and the defaults of others, followed outside a client without retries.\n\
         Target: 64 calls at once outlast 5 seconds, with at most 4 requests each. Time is paused, and each figure is the mean\n\
         of five runs.\n\n",
    );
    section.push_str(&output(cargo().current_dir(root).args(OUTAGE))?);
    let _ = writeln!(section, "\n`cargo {}`\n", OUTAGE.join(" "));
    Ok(section)
}

const OUTAGE: [&str; 6] = ["run", "--quiet", "--package", "intellixent-tests", "--example", "outage"];
