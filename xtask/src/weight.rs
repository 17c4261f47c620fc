//! `cargo xtask weight`: what depending on the client costs, beside the same program written by hand.
//!
//! Two fresh packages in a temporary folder, with the versions of this workspace's `Cargo.lock`: crates are counted as
//! cargo resolves them, and cold builds are timed by turns, so that a busy machine slows both alike.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
    process::Command,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, ensure};

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

/// A package to be built from nothing.
struct Candidate {
    name: &'static str,
    dir: PathBuf,
    crates: BTreeSet<String>,
    fastest: Duration,
    /// The least processor time of a build, where the system tells it: a busy machine hardly changes it.
    least_work: Option<Duration>,
}

/// Runs the command on the workspace that cargo was called in.
pub fn run(args: &Args, report: &mut Report) -> Result<Outcome> {
    let root = workspace::root()?;
    let temporary = tempfile::tempdir().context("no temporary folder can be made")?;
    let client = root.join("crates/intellixent");
    let client = format!("intellixent = {{ path = {:?} }}\n", client.display().to_string());
    let mut by_hand = Candidate::new(&root, temporary.path(), "by-hand", BY_HAND_DEPENDENCIES, BY_HAND)?;
    let mut with_client = Candidate::new(&root, temporary.path(), "with-client", &client, WITH_CLIENT)?;
    for round in 1..=args.rounds {
        for candidate in [&mut by_hand, &mut with_client] {
            let (took, worked) = candidate.build()?;
            let worked = worked.map(|worked| format!(" ({worked:.1?} of processor time)")).unwrap_or_default();
            report.line(Tone::Good, "Built", format_args!("{} in {took:.1?}{worked}, round {round}", candidate.name));
        }
    }
    let more = with_client.crates.len().saturating_sub(by_hand.crates.len());
    for name in with_client.crates.difference(&by_hand.crates) {
        report.line(Tone::Good, "More", name);
    }
    let mut fits = more <= MOST_CRATES;
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

impl Candidate {
    fn new(root: &Path, parent: &Path, name: &'static str, dependencies: &str, source: &str) -> Result<Self> {
        let dir = parent.join(name);
        let manifest = format!(
            "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n\n\
             [workspace]\n\n[dependencies]\n{dependencies}"
        );
        let written = std::fs::create_dir_all(dir.join("src"))
            .and_then(|()| std::fs::write(dir.join("Cargo.toml"), manifest))
            .and_then(|()| std::fs::write(dir.join("src/main.rs"), source))
            .and_then(|()| std::fs::copy(root.join("Cargo.lock"), dir.join("Cargo.lock")));
        written.with_context(|| format!("{}: cannot be written", dir.display()))?;
        let mut candidate = Self { name, dir, crates: BTreeSet::new(), fastest: Duration::MAX, least_work: None };
        let tree = candidate.cargo(&["tree", "--quiet", "--prefix", "none", "--edges", "normal,build"])?;
        // A line is a name, a version, and where it comes from; what was listed before comes again with `(*)`.
        candidate.crates = tree
            .lines()
            .map(|line| line.split_whitespace().take(2).collect::<Vec<_>>().join(" "))
            .filter(|line| !line.starts_with(name))
            .collect();
        Ok(candidate)
    }

    /// Builds everything, and keeps the times if they are the best yet.
    fn build(&mut self) -> Result<(Duration, Option<Duration>)> {
        let target = self.dir.join("target");
        if target.exists() {
            std::fs::remove_dir_all(&target).with_context(|| format!("{}: cannot be removed", target.display()))?;
        }
        // So that no download is measured.
        self.cargo(&["fetch", "--quiet"])?;
        let (start, before) = (Instant::now(), work_of_children());
        self.cargo(&["build", "--quiet", "--offline"])?;
        let took = start.elapsed();
        let worked = before.and_then(|before| work_of_children()?.checked_sub(before));
        self.fastest = self.fastest.min(took);
        self.least_work = self.least_work.into_iter().chain(worked).min();
        Ok((took, worked))
    }

    fn cargo(&self, arguments: &[&str]) -> Result<String> {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let output = Command::new(cargo)
            .args(arguments)
            .current_dir(&self.dir)
            // The variables of this run are about this workspace.
            .env_remove("CARGO_TARGET_DIR")
            .env_remove("RUSTC_WRAPPER")
            .output()
            .context("cargo cannot be started")?;
        ensure!(
            output.status.success(),
            "{}: `cargo {}` failed: {}",
            self.name,
            arguments.join(" "),
            String::from_utf8_lossy(&output.stderr).trim()
        );
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }
}

/// The processor time of all programs that this one has started and waited for, on Linux.
fn work_of_children() -> Option<Duration> {
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    // The name of the program, in brackets, may hold blanks; `cutime` and `cstime` are the 14th and 15th after it.
    let (_, fields) = stat.rsplit_once(')')?;
    let ticks = fields.split_whitespace().skip(13).take(2).map(str::parse::<u64>).sum::<Result<u64, _>>().ok()?;
    // What Linux shows to programs always counts hundredths of a second.
    Some(Duration::from_millis(ticks * 10))
}

/// The TLS of the client's default features, and what a person would take besides.
const BY_HAND_DEPENDENCIES: &str = r#"
reqwest = { version = "0.13.4", default-features = false, features = ["json", "rustls"] }
serde = { version = "1", features = ["derive"] }
serde_json = "1"
"#;

const BY_HAND: &str = r#"
use std::time::Duration;

#[derive(Debug, serde::Deserialize)]
struct Call {
    id: u64,
    status: Option<String>,
    duration: Option<u64>,
    total_cost: Option<serde_json::Value>,
    transcript: Option<serde_json::Value>,
    evaluation: Option<serde_json::Value>,
}

async fn fetch(http: &reqwest::Client, id: u64) -> reqwest::Result<Call> {
    let url = format!("https://portal.intellixent.ai/api/user/calls/{id}");
    http.get(url).bearer_auth("key").send().await?.error_for_status()?.json().await
}

fn main() {
    let http = reqwest::Client::builder().timeout(Duration::from_secs(30)).build().unwrap();
    let call = async {
        let call = fetch(&http, 123).await.unwrap();
        println!("{:?} {} {:?}", call, call.id, (&call.status, call.duration, &call.total_cost));
        println!("{:?} {:?}", call.transcript, call.evaluation);
    };
    drop(call);
}
"#;

const WITH_CLIENT: &str = r#"
use intellixent::{Client, Error, types::Call};

async fn fetch(client: &Client, id: u64) -> Result<Call, Error> {
    Ok(client.get_call().id(id).send().await?.into_inner())
}

fn main() {
    let client = Client::builder().api_key("key").build().unwrap();
    let call = async {
        let call = fetch(&client, 123).await.unwrap();
        println!("{:?} {} {:?}", call, call.id, (&call.status, call.duration, &call.total_cost));
        println!("{:?} {:?}", call.transcript, call.evaluation);
    };
    drop(call);
}
"#;
