//! Simulates an outage: how many of the calls that start with it succeed, and how many requests they make.
//!
//! Time is paused, so that fifteen seconds take none, and nothing depends on the machine: what is left to chance is the
//! jitter of the pauses.

use std::{
    fmt,
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicU32, AtomicUsize, Ordering},
    },
    time::Duration,
};

use intellixent::{
    Client, ClientBuilder, Error, RetryPolicy,
    reqwest::dns::{Addrs, Name, Resolve, Resolving},
};
use tokio::{
    io::AsyncWriteExt as _,
    net::{TcpSocket, TcpStream},
    time::{Instant, sleep, sleep_until},
};

use crate::request_head;

/// How the server fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outage {
    /// It answers 503.
    Status,
    /// It accepts and resets the connection.
    Reset,
    /// Nobody listens.
    Refused,
    /// It accepts connections and does not respond.
    Hanging,
}

impl fmt::Display for Outage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Status => "503",
            Self::Reset => "reset",
            Self::Refused => "refused",
            Self::Hanging => "no answer",
        })
    }
}

/// What became of the calls.
#[derive(Clone, Copy, Debug)]
pub struct Cost {
    /// How many have their answer.
    pub saved: usize,
    /// How many requests all of them made.
    pub requests: usize,
    /// When the last of them was over.
    pub time: Duration,
}

/// Another client's policy, followed outside a client of ours that makes no retries.
#[derive(Clone, Debug)]
pub struct Policy {
    /// Whose policy it is.
    pub name: &'static str,
    /// How many retries there are at most.
    pub retries: u32,
    /// The first pause in seconds, the factor of those that follow, and the longest.
    pub pauses: (f64, f64, f64),
    /// The least part of a pause that chance leaves.
    pub least: f64,
    /// The budget of all clones, what a retry costs it, and what one after a time-out does.
    pub budget: Option<(u32, u32, u32)>,
}

impl Outage {
    /// Makes `calls` at once when an outage of this kind and length begins: with the client's own policy, or with another.
    ///
    /// # Panics
    ///
    /// If there is no free loopback port.
    #[expect(clippy::expect_used, reason = "a test without a server cannot go on")]
    pub async fn cost(self, length: Duration, calls: usize, policy: Option<Policy>) -> Cost {
        let start = Instant::now();
        let socket = TcpSocket::new_v4().expect("a socket");
        socket.bind(([127, 0, 0, 1], 0).into()).expect("a loopback port");
        let server = socket.local_addr().expect("a bound socket knows its address");
        let serving = tokio::spawn(self.serve(socket, start + length));
        let requests = Arc::new(AtomicUsize::new(0));
        let client = counted(server, Arc::clone(&requests));
        let client = if policy.is_some() { client.retry(RetryPolicy::none()) } else { client };
        let client = client.build().expect("a client");
        let budget = policy.as_ref().and_then(|policy| policy.budget).unwrap_or_default().0;
        let budget = Arc::new(AtomicU32::new(budget));
        let running: Vec<_> = (0..calls)
            .map(|_| {
                let (client, policy, budget) = (client.clone(), policy.clone(), Arc::clone(&budget));
                tokio::spawn(async move {
                    match policy {
                        Some(policy) => policy.call(&client, &budget).await,
                        None => call(&client).await,
                    }
                })
            })
            .collect();
        let mut saved = 0;
        for call in running {
            saved += usize::from(call.await.is_ok_and(|result| result.is_ok()));
        }
        serving.abort();
        Cost { saved, requests: requests.load(Ordering::Relaxed), time: start.elapsed() }
    }

    #[expect(clippy::expect_used, reason = "a test without a server cannot go on")]
    async fn serve(self, socket: TcpSocket, end: Instant) {
        if self == Self::Refused {
            sleep_until(end).await;
        }
        let listener = socket.listen(1024).expect("a listener");
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(self.answer(stream, end));
        }
    }

    async fn answer(self, mut stream: TcpStream, end: Instant) -> std::io::Result<()> {
        if request_head(&mut stream).await?.is_none() {
            return Ok(());
        }
        let answer: &[u8] = match self {
            _ if Instant::now() >= end => {
                b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 9\r\n\r\n{\"id\": 1}"
            }
            Self::Status => b"HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nContent-Length: 0\r\n\r\n",
            Self::Hanging => std::future::pending().await,
            Self::Reset | Self::Refused => return stream.set_zero_linger(),
        };
        stream.write_all(answer).await?;
        stream.shutdown().await
    }
}

/// A client that counts its requests where it looks up the server: each has a connection of its own, since the server
/// closes them, and one that is refused counts as well.
fn counted(server: SocketAddr, requests: Arc<AtomicUsize>) -> ClientBuilder {
    struct Lookup(SocketAddr, Arc<AtomicUsize>);

    impl Resolve for Lookup {
        fn resolve(&self, _: Name) -> Resolving {
            self.1.fetch_add(1, Ordering::Relaxed);
            let found: Addrs = Box::new(std::iter::once(self.0));
            Box::pin(std::future::ready(Ok(found)))
        }
    }

    let http = intellixent::reqwest::Client::builder().no_proxy().dns_resolver(Lookup(server, requests));
    Client::builder().api_key("key").base_url("http://outage.test").allow_insecure_http(true).http_client(http)
}

async fn call(client: &Client) -> Result<(), Error> {
    client.get_call(1).await.map(|_| ())
}

impl Policy {
    async fn call(&self, client: &Client, budget: &AtomicU32) -> Result<(), Error> {
        let (full, after_failure, after_timeout) = self.budget.unwrap_or_default();
        let change =
            |next: &dyn Fn(u32) -> Option<u32>| budget.fetch_update(Ordering::Relaxed, Ordering::Relaxed, next).is_ok();
        let (mut pause, factor, longest) = self.pauses;
        let (mut retries, mut held) = (0..self.retries, 0);
        loop {
            let error = match call(client).await {
                Ok(()) => {
                    change(&|left| Some((left + held.max(1)).min(full)));
                    return Ok(());
                }
                Err(error) => error,
            };
            held = if error.is_timeout() { after_timeout } else { after_failure };
            if retries.next().is_none() || !change(&|left| left.checked_sub(held)) {
                return Err(error);
            }
            let chance = self.least + (1.0 - self.least) * chance();
            sleep(Duration::from_secs_f64(pause.min(longest) * chance)).await;
            pause *= factor;
        }
    }
}

/// From 0 to 1, by the hasher's seed: good enough for jitter.
fn chance() -> f64 {
    use std::hash::{BuildHasher as _, RandomState};
    f64::from(RandomState::new().hash_one(0) as u32) / f64::from(u32::MAX)
}
