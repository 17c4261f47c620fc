//! What a request costs: by this client, by a hand-written reqwest call, and by stock progenitor.
//!
//! - `cargo bench -p intellixent-benches --bench fetch`: runs by turns against a loopback server in a process of its own,
//!   1, 32 and 256 requests at a time. Processor time, requests per second and latency are ratios of runs that follow each
//!   other: the median, and in brackets the middle half. Then memory per request in flight.
//! - `cargo bench -p intellixent-benches --bench fetch -- callgrind`: instructions of one request, which do not depend on
//!   what else the machine does. Needs valgrind.
//!
//! The hand-written call decodes into the client's own model; stock progenitor has the vendor's page alone. The client has
//! its defaults: retries, three time limits, a limit on the body.
#![allow(clippy::print_stdout, reason = "printing is what a benchmark is for")]

mod models;

use std::{
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail, ensure};
use intellixent::{Client, types::Call};
use intellixent_demo::Faults;
use models::stock;

const KEY: &str = "key";
const CALLERS: [&str; 3] = ["client", "plain", "stock"];
/// Whom to compare with whom.
const PAIRS: [(usize, usize, &str); 2] = [(0, 1, "intellixent / by hand"), (0, 2, "intellixent / stock progenitor")];
/// For each pair, the most processor time and the fewest requests per second that are still good.
const TARGETS: [(f64, f64); PAIRS.len()] = [(1.10, 0.95), (f64::MAX, 1.00)];

fn main() -> Result<()> {
    let arguments: Vec<_> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let arguments: Vec<_> = arguments.iter().map(String::as_str).collect();
    // `cargo test --benches` says nothing; then it is enough to know that it runs.
    let bench = std::env::args().any(|argument| argument == "--bench");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    match arguments.as_slice() {
        ["serve", latency] => runtime.block_on(serve(Duration::from_millis(latency.parse()?))),
        ["ask", who, base_url, requests] => {
            let caller = Caller::new(who, base_url)?;
            runtime.block_on(caller.ask_in_turn(requests.parse()?)).map(drop)
        }
        ["hold", who, base_url, requests] => runtime.block_on(hold(Caller::new(who, base_url)?, requests.parse()?)),
        ["callgrind"] => callgrind(&Server::start(0)?.base_url),
        _ => {
            println!("| at a time | | processor time | requests/s | latency, median | latency, 99th | target |");
            println!("|---|---|---|---|---|---|---|");
            let server = Server::start(0)?;
            for at_a_time in [1, 32, 256] {
                let (turns, requests) = if bench { (120, 2560) } else { (1, 256) };
                runtime.block_on(compare(&server.base_url, at_a_time, turns, requests))?;
            }
            println!("\n| memory per request in flight, 256 at a time | |\n|---|---|");
            memory(&Server::start(1500)?.base_url)
        }
    }
}

/// Serves until whoever started this process closes its standard input.
async fn serve(latency: Duration) -> Result<()> {
    let faults = Faults { latency, ..Faults::default() };
    let server = intellixent_demo::Server::builder().faults(faults).start().await?;
    println!("{}", server.base_url());
    tokio::task::spawn_blocking(|| std::io::stdin().lines().next()).await?;
    Ok(())
}

struct Server {
    process: Child,
    base_url: String,
}

impl Server {
    fn start(latency_ms: u64) -> Result<Self> {
        let mut command = Command::new(std::env::current_exe()?);
        command.args(["serve", &latency_ms.to_string()]);
        let mut process = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        let mut base_url = String::new();
        BufReader::new(process.stdout.take().context("the server has an output")?).read_line(&mut base_url)?;
        Ok(Self { process, base_url: base_url.trim().to_owned() })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.process.stdin.take());
        let _ = self.process.wait();
    }
}

#[derive(Clone)]
enum Caller {
    Client(Client),
    Plain { http: reqwest::Client, base_url: String },
    Stock(stock::Client),
}

impl Caller {
    fn new(who: &str, base_url: &str) -> Result<Self> {
        let http = || reqwest::Client::builder().no_proxy();
        Ok(match who {
            "client" => Self::Client(Client::builder().api_key(KEY).base_url(base_url).build()?),
            "plain" => Self::Plain { http: http().build()?, base_url: base_url.to_owned() },
            "stock" => {
                // It has no other way to send a key.
                let mut key = reqwest::header::HeaderValue::from_str(&format!("Bearer {KEY}"))?;
                key.set_sensitive(true);
                let headers = [(reqwest::header::AUTHORIZATION, key)].into_iter().collect();
                // The limits of its own `Client::new`.
                let limit = Duration::from_secs(15);
                let http = http().default_headers(headers).connect_timeout(limit).timeout(limit);
                Self::Stock(stock::Client::new_with_client(base_url, http.build()?))
            }
            who => bail!("`{who}` is none of {CALLERS:?}"),
        })
    }

    async fn ask(&self) -> Result<u64> {
        Ok(match self {
            Self::Client(client) => client.get_call().id(123u64).send().await?.into_inner().id,
            Self::Plain { http, base_url } => {
                let url = format!("{base_url}/user/calls/{}", 123u64);
                let request = http.get(url).bearer_auth(KEY).header("accept", "application/json");
                let answer = request.send().await?.error_for_status()?;
                serde_json::from_slice::<Call>(&answer.bytes().await?)?.id
            }
            Self::Stock(client) => {
                let answer = client.get_call().id(123u64).send().await;
                answer.map_err(|error| anyhow::anyhow!("{error}"))?.into_inner().id
            }
        })
    }

    /// How long each took, in nanoseconds.
    async fn ask_in_turn(&self, requests: usize) -> Result<Vec<f64>> {
        let mut took = Vec::with_capacity(requests);
        for _ in 0..requests {
            let start = Instant::now();
            ensure!(self.ask().await? == 123, "another call came");
            took.push(start.elapsed().as_nanos() as f64);
        }
        Ok(took)
    }

    async fn run(&self, at_a_time: usize, requests: usize) -> Result<Run> {
        let (start, used) = (Instant::now(), processor_time());
        let tasks: Vec<_> = (0..at_a_time)
            .map(|_| {
                let caller = self.clone();
                tokio::spawn(async move { caller.ask_in_turn(requests / at_a_time).await })
            })
            .collect();
        let mut took = Vec::with_capacity(requests);
        for task in tasks {
            took.extend(task.await??);
        }
        let work = processor_time() - used;
        let time = start.elapsed().as_nanos() as f64;
        took.sort_by(f64::total_cmp);
        let at = |part: f64| took[((took.len() - 1) as f64 * part) as usize];
        Ok(Run([work, 1.0 / time, at(0.5), at(0.99)]))
    }
}

/// Processor time, requests in a unit of time, and two latencies.
struct Run([f64; 4]);

/// Nanoseconds that this thread, on which everything runs, was on a processor.
fn processor_time() -> f64 {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    time.tv_sec as f64 * 1e9 + time.tv_nsec as f64
}

async fn compare(base_url: &str, at_a_time: usize, turns: usize, requests: usize) -> Result<()> {
    let callers = CALLERS.map(|who| Caller::new(who, base_url));
    let [client, plain, stock] = callers;
    let callers = [client?, plain?, stock?];
    let mut ratios: [[Vec<f64>; 4]; PAIRS.len()] = Default::default();
    for turn in 0..=turns {
        let mut runs = [const { None }; CALLERS.len()];
        // Whoever goes first may find another machine than whoever goes last: each does in its turn.
        for i in 0..callers.len() {
            let who = (i + turn) % callers.len();
            runs[who] = Some(callers[who].run(at_a_time, requests).await?);
        }
        // The first turn opens the connections.
        for (ratios, (of, to, _)) in ratios.iter_mut().zip(PAIRS).filter(|_| turn > 0) {
            if let (Some(of), Some(to)) = (&runs[of], &runs[to]) {
                for (ratios, (of, to)) in ratios.iter_mut().zip(of.0.iter().zip(to.0)) {
                    ratios.push(of / to);
                }
            }
        }
    }
    for ((mut ratios, (_, _, name)), (most, fewest)) in ratios.into_iter().zip(PAIRS).zip(TARGETS) {
        let shown = ratios.each_mut().map(|ratios| {
            ratios.sort_by(f64::total_cmp);
            let at = |part: f64| ratios[((ratios.len() - 1) as f64 * part).round() as usize];
            (at(0.5), format!("{:.2} ({:.2}–{:.2})", at(0.5), at(0.25), at(0.75)))
        });
        // As shown: no third digit decides.
        let rounded = |figure: f64| (figure * 100.0).round() / 100.0;
        let met = rounded(shown[0].0) <= most && rounded(shown[1].0) >= fewest;
        let shown = shown.map(|(_, text)| text).join(" | ");
        println!("| {at_a_time} | {name} | {shown} | {} |", if met { "met" } else { "missed" });
    }
    Ok(())
}

/// Prints how many bytes each of `requests` takes that wait for their answers at the same time.
async fn hold(caller: Caller, requests: usize) -> Result<()> {
    let before = resident()?;
    for _ in 0..requests {
        let caller = caller.clone();
        tokio::spawn(async move { caller.ask().await });
    }
    tokio::time::sleep(Duration::from_millis(1000)).await;
    println!("{}", resident()?.saturating_sub(before) / requests as u64);
    Ok(())
}

/// The bytes of this process that are in memory, on Linux.
fn resident() -> Result<u64> {
    let status = std::fs::read_to_string("/proc/self/status").context("this needs Linux")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).context("no VmRSS")?;
    Ok(line.trim().trim_end_matches(" kB").parse::<u64>()? * 1024)
}

fn memory(base_url: &str) -> Result<()> {
    let mut bytes = Vec::new();
    for who in CALLERS {
        let mut samples = Vec::new();
        for _ in 0..5 {
            let output = Command::new(std::env::current_exe()?).args(["hold", who, base_url, "256"]).output()?;
            ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
            samples.push(String::from_utf8(output.stdout)?.trim().parse::<f64>()?);
        }
        samples.sort_by(f64::total_cmp);
        bytes.push(samples[2]);
    }
    for (of, to, name) in PAIRS {
        println!("| {name} | {:.2} |", bytes[of] / bytes[to]);
    }
    Ok(())
}

fn callgrind(base_url: &str) -> Result<()> {
    // Of two runs that differ in their number of requests alone, the difference has no start and no end.
    let (few, many) = (200, 1200);
    let mut counts = Vec::new();
    for who in CALLERS {
        let each = (instructions(who, base_url, many)? - instructions(who, base_url, few)?) / (many - few) as f64;
        counts.push(each);
    }
    println!("| instructions per request | | |\n|---|---|---|");
    for (of, to, name) in PAIRS {
        println!("| {name} | {:.3} | {:.0} / {:.0} |", counts[of] / counts[to], counts[of], counts[to]);
    }
    Ok(())
}

fn instructions(who: &str, base_url: &str, requests: usize) -> Result<f64> {
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(std::env::current_exe()?)
        .args(["ask", who, base_url, &requests.to_string()])
        .output()
        .context("valgrind cannot be run")?;
    let said = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "{said}");
    let count = said.lines().find_map(|line| line.split_once("Collected :")).context("callgrind gave no count")?;
    Ok(count.1.trim().parse()?)
}
