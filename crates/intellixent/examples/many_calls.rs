//! Fetches many calls: at most so many at once, and at most so many requests a second in all, retries among them. When
//! the server asks for a pause, or is not there, all make it: so an outage of half a minute costs no call and few requests.
//!
//! `cargo run --example many_calls` runs against an embedded server on loopback: no key, no network.
#![allow(clippy::print_stdout, reason = "printing is what an example is for")]

use std::time::Duration;

use futures_util::{Stream, StreamExt as _, stream};
use intellixent::{Client, Error, RetryPolicy, types::Call};
use tokio::{
    sync::Mutex,
    time::{Instant, Interval, MissedTickBehavior},
};

/// A rate that all requests share.
#[derive(Debug)]
pub struct Rate(Mutex<Interval>);

impl Rate {
    /// `requests` a second, evenly spaced; at least one.
    pub fn per_second(requests: u32) -> Self {
        let mut interval = tokio::time::interval(Duration::from_secs(1) / requests.clamp(1, 1_000_000));
        // After a pause, go on at the same pace: no burst to make up for it.
        interval.set_missed_tick_behavior(MissedTickBehavior::Delay);
        Self(Mutex::new(interval))
    }

    /// Waits for this request's turn.
    async fn turn(&self) {
        self.0.lock().await.tick().await;
    }

    /// Gives nobody a turn for a while. Pauses that are asked for together are made together.
    async fn pause(&self, length: Duration) {
        let end = Instant::now() + length;
        let _turns = self.0.lock().await;
        tokio::time::sleep_until(end).await;
    }
}

/// How long all wait after a call's first failure, its second, and so on, where the server does not say.
const PAUSES: [Duration; 4] =
    [Duration::from_secs(1), Duration::from_secs(3), Duration::from_secs(9), Duration::from_secs(27)];

/// One call, its requests each in their turn.
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

/// The calls as they arrive, each with its id, so that one that fails stops no other. Retries are made here, where the
/// rate is known: the client must make none.
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
