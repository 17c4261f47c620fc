//! Fetches many calls by id, with a limit on the requests at a time and on the requests per second, retries included. When
//! the server asks for a pause, or cannot be reached, all requests pause: an outage of half a minute loses no call.
//!
//! To fetch all calls since a date, list them: see `nightly_sqlite.rs`.
//!
//! `cargo run --example many_calls` runs against an embedded server on loopback: no API key, no network.
#![allow(clippy::print_stdout, reason = "printing is what an example is for")]

use std::time::Duration;

use futures_util::{Stream, StreamExt as _, stream};
use intellixent::{Client, Error, RetryPolicy, types::Call};
use tokio::{
    sync::Mutex,
    time::{Instant, Interval, MissedTickBehavior},
};

/// A rate limit that all requests share.
#[derive(Debug)]
pub struct Rate(Mutex<Interval>);

impl Rate {
    /// `requests` a second, evenly spaced; at least one.
    pub fn per_second(requests: u32) -> Self {
        let mut interval = tokio::time::interval(Duration::from_secs(1) / requests.clamp(1, 1_000_000));
        // No burst after a pause.
        interval.set_missed_tick_behavior(MissedTickBehavior::Delay);
        Self(Mutex::new(interval))
    }

    /// Waits for this request's turn.
    async fn turn(&self) {
        self.0.lock().await.tick().await;
    }

    /// Pauses all requests. Pauses that overlap do not add up.
    async fn pause(&self, length: Duration) {
        let end = Instant::now() + length;
        let _turns = self.0.lock().await;
        tokio::time::sleep_until(end).await;
    }
}

/// The pauses after the first failure of a call, the second, and so on, unless the server asks for another.
const PAUSES: [Duration; 4] =
    [Duration::from_secs(1), Duration::from_secs(3), Duration::from_secs(9), Duration::from_secs(27)];

/// Fetches one call; each of its requests waits for its turn.
async fn fetch(client: &Client, id: u64, rate: &Rate) -> Result<Call, Error> {
    let mut pauses = PAUSES.into_iter();
    loop {
        rate.turn().await;
        let error = match client.get_call(id).await {
            Ok(call) => return Ok(call),
            Err(error) => error,
        };
        match pauses.next() {
            Some(pause) if error.is_retryable() => rate.pause(error.retry_after().unwrap_or(pause)).await,
            _ => return Err(error),
        }
    }
}

/// The calls as they arrive, each with its id. One that fails does not stop the others. The retries are made here, within
/// the rate limit, so the client must make none.
pub fn fetch_all<'a>(
    client: &'a Client,
    ids: impl IntoIterator<Item = u64> + 'a,
    at_once: usize,
    rate: &'a Rate,
) -> impl Stream<Item = (u64, Result<Call, Error>)> + 'a {
    stream::iter(ids).map(async move |id| (id, fetch(client, id, rate).await)).buffer_unordered(at_once)
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> anyhow::Result<()> {
    let server = intellixent_demo::Server::start().await?;
    let client = Client::builder().api_key("demo").base_url(server.base_url()).retry(RetryPolicy::none()).build()?;
    let rate = Rate::per_second(50);
    let mut calls = std::pin::pin!(fetch_all(&client, 120..130, 4, &rate));
    while let Some((id, call)) = calls.next().await {
        match call {
            Ok(call) => println!("{id}  {}", call.assistant_name.unwrap_or_default()),
            Err(error) if error.is_not_found() => println!("{id}  not there"),
            Err(error) => println!("{id}  {error}"),
        }
    }
    Ok(())
}
