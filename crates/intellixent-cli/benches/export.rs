//! Measures `intellixent export` against a bare reqwest loop that writes the raw bodies, and its peak memory:
//! `cargo bench -p intellixent-cli`, or `cargo bench -p intellixent-cli -- TURNS CALLS` for a shorter run.
//!
//! The server is a process of its own on this machine. The two take turns, so that whatever else the machine does falls
//! on both; the median of each counts.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a measurement may stop where it fails, and prints")]

use std::{
    fs,
    io::{BufRead, BufReader, Write},
    path::Path,
    process::{Child, Command, Stdio},
    sync::{
        Arc, Mutex,
        atomic::{AtomicU64, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use intellixent::reqwest;

const JOBS: u64 = 8;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    if let [_, mode, url, output, calls] = &arguments[..]
        && mode == "bare"
    {
        return bare(url, Path::new(output), calls.parse().unwrap());
    }
    let numbers: Vec<u64> = arguments.iter().filter_map(|argument| argument.parse().ok()).collect();
    let (turns, calls) = if let [turns, calls] = numbers[..] { (turns, calls) } else { (11, 60_000) };
    let serving = Serving::of(calls.max(MANY));
    let url = &serving.url;
    let folder = tempfile::tempdir().unwrap();
    let output = folder.path().join("out");

    let listing = Serving::of(calls);
    let (mut loops, mut exports, mut unordered, mut lists) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for _ in 0..turns {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.args(["bare", url]).arg(&output).arg(calls.to_string());
        loops.push(rate(&mut command, calls));
        exports.push(rate(&mut export(url, &output, calls), calls));
        unordered.push(rate(export(url, &output, calls).arg("--unordered"), calls));
        lists.push(rate(&mut list(&listing.url, &output), calls));
    }
    drop(listing);
    println!("{calls} calls, {JOBS} at a time, median of {turns} turns (lowest to highest):");
    let bare = report("bare reqwest loop", &mut loops, None);
    report("export", &mut exports, Some(bare));
    report("export --unordered", &mut unordered, Some(bare));
    report("export of the list", &mut lists, Some(bare));

    for order in [None, Some("--unordered")] {
        let peak = |calls| peak_kib(export(url, &output, calls).args(order));
        grown(order.unwrap_or("in order"), peak(FEW), peak(MANY));
    }
    let peak = |calls| {
        let serving = Serving::of(calls);
        peak_kib(&mut list(&serving.url, &output))
    };
    grown("of the list", peak(FEW), peak(MANY));
}

const FEW: u64 = 1000;
const MANY: u64 = 100_000;

fn grown(what: &str, few: u64, many: u64) {
    let [few, many] = [few, many].map(|kib| kib as f64 / 1024.0);
    println!(
        "peak memory of export {what}: {few:.1} MiB for {FEW} calls, {many:.1} MiB for {MANY}: {:+.1} MiB",
        many - few
    );
}

/// `intellixent serve`, until it is dropped.
struct Serving {
    serve: Child,
    url: String,
}

impl Serving {
    fn of(calls: u64) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_intellixent"));
        command.args(["serve", "--quiet", "--calls", &format!("1..{calls}")]);
        let mut serve = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut url = String::new();
        BufReader::new(serve.stdout.take().unwrap()).read_line(&mut url).unwrap();
        Self { serve, url: url.trim().to_owned() }
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.serve.kill();
        let _ = self.serve.wait();
    }
}

/// An export of the list.
fn list(url: &str, output: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_intellixent"));
    command.env("INTELLIXENT_API_KEY", "key").env("INTELLIXENT_BASE_URL", url).stderr(Stdio::null());
    command.args(["export", "--force", "-o"]).arg(output);
    command
}

fn export(url: &str, output: &Path, calls: u64) -> Command {
    let mut command = list(url, output);
    command.args([&format!("1..{calls}"), "--jobs", &JOBS.to_string()]);
    command
}

/// Calls per second of a command that fetches all of them.
fn rate(command: &mut Command, calls: u64) -> f64 {
    let started = Instant::now();
    assert!(command.status().unwrap().success(), "{command:?}");
    calls as f64 / started.elapsed().as_secs_f64()
}

fn report(name: &str, rates: &mut [f64], base: Option<f64>) -> f64 {
    rates.sort_by(f64::total_cmp);
    let median = rates[rates.len() / 2];
    let share = base.map_or_else(String::new, |base| format!(", {:.0} in 100 of the loop", 100.0 * median / base));
    println!("{name:<20} {median:>6.0}/s ({:.0} to {:.0}){share}", rates[0], rates[rates.len() - 1]);
    median
}

/// The highest resident memory that the system noted, in KiB.
fn peak_kib(command: &mut Command) -> u64 {
    let mut child = command.spawn().unwrap();
    let mut peak = 0;
    while child.try_wait().unwrap().is_none() {
        let status = fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        peak = line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok()).unwrap_or(peak).max(peak);
        thread::sleep(Duration::from_millis(5));
    }
    peak
}

/// The least that a program can do: fetch, and write what came.
fn bare(url: &str, output: &Path, calls: u64) {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    let file = Arc::new(Mutex::new(std::io::BufWriter::new(fs::File::create(output).unwrap())));
    let client = reqwest::Client::new();
    let next = Arc::new(AtomicU64::new(1));
    let url = Arc::new(format!("{url}/user/calls/"));
    runtime.block_on(async {
        let mut workers = Vec::new();
        for _ in 0..JOBS {
            let (file, client, next, url) = (Arc::clone(&file), client.clone(), Arc::clone(&next), Arc::clone(&url));
            workers.push(tokio::spawn(async move {
                loop {
                    let id = next.fetch_add(1, Ordering::Relaxed);
                    if id > calls {
                        return;
                    }
                    let answer = client.get(format!("{url}{id}")).bearer_auth("key").send().await.unwrap();
                    let body = answer.error_for_status().unwrap().bytes().await.unwrap();
                    let mut file = file.lock().unwrap();
                    file.write_all(&body).unwrap();
                    file.write_all(b"\n").unwrap();
                }
            }));
        }
        for worker in workers {
            worker.await.unwrap();
        }
    });
    file.lock().unwrap().flush().unwrap();
}
