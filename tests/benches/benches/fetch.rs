//! What a request costs: by this client, by a hand-written reqwest call, and by stock progenitor.
//!
//! - `cargo bench -p intellixent-benches --bench fetch` times 256 requests, 1, 32 and 256 at a time, against a loopback
//!   server in this process.
//! - `cargo bench -p intellixent-benches --bench fetch -- callgrind` counts the instructions of one request, which do not
//!   depend on what else the machine does. Needs valgrind.
//!
//! The hand-written call decodes into the client's own model; stock progenitor has the vendor's page alone. The client has
//! its defaults: retries, three time limits, a limit on the body.
#![allow(clippy::print_stdout, reason = "printing is what a benchmark is for")]

mod models;

use anyhow::{Result, bail, ensure};
use criterion::{Criterion, Throughput};
use intellixent::{Client, types::Call};
use intellixent_benches::instructions;
use models::stock;
use tokio::runtime::{Builder, Runtime};

const KEY: &str = "key";
const CALLERS: [&str; 3] = ["intellixent", "by hand", "stock progenitor"];

fn main() -> Result<()> {
    let arguments: Vec<_> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let arguments: Vec<_> = arguments.iter().map(String::as_str).collect();
    if let ["ask", who, base_url, requests] = arguments[..] {
        let caller = Caller::new(who, base_url)?;
        return on_one_thread()?.block_on(caller.ask(1, requests.parse()?));
    }
    // The server runs on a thread of its own, the requests on this one.
    let background = Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
    let server = background.block_on(intellixent_demo::Server::builder().start())?;
    match arguments[..] {
        ["callgrind"] => callgrind(&server.base_url()),
        _ => time(&server.base_url()),
    }
}

fn on_one_thread() -> Result<Runtime> {
    Ok(Builder::new_current_thread().enable_all().build()?)
}

#[derive(Clone)]
enum Caller {
    Client(Client),
    ByHand { http: reqwest::Client, base_url: String },
    Stock(stock::Client),
}

impl Caller {
    fn new(who: &str, base_url: &str) -> Result<Self> {
        let http = || reqwest::Client::builder().no_proxy();
        Ok(match who {
            "intellixent" => Self::Client(Client::builder().api_key(KEY).base_url(base_url).build()?),
            "by hand" => Self::ByHand { http: http().build()?, base_url: base_url.to_owned() },
            "stock progenitor" => {
                // It has no other way to send a key.
                let mut key = reqwest::header::HeaderValue::from_str(&format!("Bearer {KEY}"))?;
                key.set_sensitive(true);
                let headers = [(reqwest::header::AUTHORIZATION, key)].into_iter().collect();
                Self::Stock(stock::Client::new_with_client(base_url, http().default_headers(headers).build()?))
            }
            who => bail!("`{who}` is none of {CALLERS:?}"),
        })
    }

    async fn ask_once(&self) -> Result<u64> {
        Ok(match self {
            Self::Client(client) => client.get_call(123).await?.id,
            Self::ByHand { http, base_url } => {
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

    async fn ask(&self, at_a_time: usize, requests: usize) -> Result<()> {
        let mut tasks = tokio::task::JoinSet::new();
        for _ in 0..at_a_time {
            let caller = self.clone();
            tasks.spawn(async move {
                for _ in 0..requests / at_a_time {
                    ensure!(caller.ask_once().await? == 123, "another call came");
                }
                Ok(())
            });
        }
        tasks.join_all().await.into_iter().collect()
    }
}

fn time(base_url: &str) -> Result<()> {
    const REQUESTS: usize = 256;
    let runtime = on_one_thread()?;
    let mut criterion = Criterion::default().configure_from_args();
    for at_a_time in [1, 32, 256] {
        let mut group = criterion.benchmark_group(format!("fetch, {at_a_time} at a time"));
        group.throughput(Throughput::Elements(REQUESTS as u64));
        for who in CALLERS {
            let caller = Caller::new(who, base_url)?;
            runtime.block_on(caller.ask(at_a_time, REQUESTS))?;
            group.bench_function(who, |bencher| {
                bencher.iter(|| runtime.block_on(caller.ask(at_a_time, REQUESTS)).is_ok());
            });
        }
    }
    criterion.final_summary();
    Ok(())
}

fn callgrind(base_url: &str) -> Result<()> {
    for who in CALLERS {
        println!("{who}: {}", instructions(&["ask", who, base_url])?);
    }
    Ok(())
}
