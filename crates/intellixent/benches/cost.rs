//! What the client costs above a hand-written reqwest call that decodes the same type.
//!
//! - `cargo bench -p intellixent --bench cost`: alternating runs, 32 requests at a time, against a loopback server in a
//!   process of its own: processor time per request and requests per second, as ratios of each pair of runs.
//! - `cargo bench -p intellixent --bench cost -- callgrind`: instructions of one request, which do not depend on what
//!   else the machine does. Needs valgrind.
#![allow(clippy::print_stdout, reason = "printing is what a benchmark is for")]

use std::{
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
    time::Instant,
};

use anyhow::{Context, Result, bail, ensure};
use intellixent::{Client, RetryPolicy, reqwest, types::Call};

const AT_A_TIME: usize = 32;
const KEY: &str = "key";

fn main() -> Result<()> {
    let arguments: Vec<_> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let arguments: Vec<_> = arguments.iter().map(String::as_str).collect();
    // `cargo test --benches` says nothing; then it is enough to know that it runs.
    let bench = std::env::args().any(|argument| argument == "--bench");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    match arguments.as_slice() {
        ["serve"] => runtime.block_on(serve()),
        ["ask", who, base_url, requests] => {
            let caller = Caller::new(who, base_url)?;
            runtime.block_on(caller.ask_in_turn(requests.parse()?))
        }
        ["callgrind"] => callgrind(&Server::start()?.base_url),
        _ => runtime.block_on(compare(&Server::start()?.base_url, if bench { (200, 3_200) } else { (1, 64) })),
    }
}

/// Serves until whoever started this process closes its standard input.
async fn serve() -> Result<()> {
    let server = intellixent_demo::Server::start().await?;
    println!("{}", server.base_url());
    tokio::task::spawn_blocking(|| std::io::stdin().lines().next()).await?;
    Ok(())
}

struct Server {
    process: Child,
    base_url: String,
}

impl Server {
    fn start() -> Result<Self> {
        let mut command = Command::new(std::env::current_exe()?);
        let mut process = command.arg("serve").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
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
}

impl Caller {
    fn new(who: &str, base_url: &str) -> Result<Self> {
        Ok(match who {
            "client" => {
                Self::Client(Client::builder().api_key(KEY).base_url(base_url).retry(RetryPolicy::default()).build()?)
            }
            "plain" => {
                Self::Plain { http: reqwest::Client::builder().no_proxy().build()?, base_url: base_url.to_owned() }
            }
            who => bail!("`{who}` is neither client nor plain"),
        })
    }

    async fn ask(&self) -> Result<Call> {
        match self {
            Self::Client(client) => Ok(client.get_call().id(123u64).send().await?.into_inner()),
            Self::Plain { http, base_url } => {
                let url = format!("{base_url}/user/calls/{}", 123u64);
                let request = http.get(url).bearer_auth(KEY).header("accept", "application/json");
                let answer = request.send().await?.error_for_status()?;
                Ok(serde_json::from_slice(&answer.bytes().await?)?)
            }
        }
    }

    async fn ask_in_turn(&self, requests: usize) -> Result<()> {
        for _ in 0..requests {
            ensure!(self.ask().await?.id == 123, "another call came");
        }
        Ok(())
    }

    /// Processor time and time per request, in nanoseconds.
    async fn run(&self, requests: usize) -> Result<(f64, f64)> {
        let (start, used) = (Instant::now(), processor_time());
        let tasks: Vec<_> = (0..AT_A_TIME)
            .map(|_| {
                let caller = self.clone();
                tokio::spawn(async move { caller.ask_in_turn(requests / AT_A_TIME).await })
            })
            .collect();
        for task in tasks {
            task.await??;
        }
        let requests = (requests / AT_A_TIME * AT_A_TIME) as f64;
        Ok(((processor_time() - used) / requests, start.elapsed().as_nanos() as f64 / requests))
    }
}

/// Nanoseconds that this thread, on which everything runs, was on a processor.
fn processor_time() -> f64 {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    time.tv_sec as f64 * 1e9 + time.tv_nsec as f64
}

async fn compare(base_url: &str, (pairs, requests): (usize, usize)) -> Result<()> {
    let (client, plain) = (Caller::new("client", base_url)?, Caller::new("plain", base_url)?);
    let mut figures: [Vec<f64>; 4] = Default::default();
    for pair in 0..=pairs {
        // Whoever goes first may find another machine than whoever goes second: take turns.
        let (with_client, by_hand) = if pair % 2 == 0 {
            let first = client.run(requests).await?;
            (first, plain.run(requests).await?)
        } else {
            let first = plain.run(requests).await?;
            (client.run(requests).await?, first)
        };
        // The first pair opens the connections.
        if pair > 0 {
            figures[0].push(with_client.0 / 1000.0);
            figures[1].push(by_hand.0 / 1000.0);
            figures[2].push(with_client.0 / by_hand.0);
            figures[3].push(by_hand.1 / with_client.1);
        }
    }
    println!("{pairs} alternating pairs of {requests} requests, {AT_A_TIME} at a time");
    let names =
        ["client, us of processor time", "by hand, us of processor time", "processor time, ratio", "requests/s, ratio"];
    for (name, mut values) in names.into_iter().zip(figures) {
        values.sort_by(f64::total_cmp);
        let at = |part: f64| values[((values.len() - 1) as f64 * part).round() as usize];
        let [median, low, high, least, most] = [0.5, 0.25, 0.75, 0.0, 1.0].map(at);
        println!("{name:30} median {median:7.3}  middle half {low:.3} to {high:.3}  all {least:.3} to {most:.3}");
    }
    Ok(())
}

fn callgrind(base_url: &str) -> Result<()> {
    // Of two runs that differ in their number of requests alone, the difference has no start and no end.
    let (few, many) = (200, 1200);
    let mut counts = Vec::new();
    for who in ["client", "plain"] {
        let each = (instructions(who, base_url, many)? - instructions(who, base_url, few)?) / (many - few) as f64;
        println!("{who:8} {each:.0} instructions per request");
        counts.push(each);
    }
    println!("ratio    {:.3}", counts[0] / counts[1]);
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
