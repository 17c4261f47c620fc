//! The server: a loopback port, and a task that answers on it until it is dropped.

use std::{
    fmt,
    future::poll_fn,
    io,
    net::{Ipv4Addr, SocketAddr},
    ops::RangeInclusive,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Request, Response, StatusCode, header};
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use intellixent::{is_loopback, reqwest::Url};
use serde_json::json;
use tokio::{
    net::{TcpListener, TcpStream},
    task::{JoinHandle, JoinSet},
};

use crate::{
    Faults, ServerBuilder,
    body::Answer,
    faults::Fault,
    fixtures::Fixtures,
    recording,
    routes::{self, Calls},
};

/// The path of the real API below its host.
const BASE_PATH: &str = "/api";

/// How long to wait after a connection that could not be accepted: too many open files, say, take a moment to close.
const ACCEPT_PAUSE: Duration = Duration::from_millis(50);

/// How long a client may take to say what it wants: those that never do would use up the connections.
const HEADERS_WITHIN: Duration = Duration::from_secs(10);

/// An embedded server. It stops when it is dropped, and its connections with it.
pub struct Server {
    address: SocketAddr,
    shared: Arc<Shared>,
    accepting: JoinHandle<()>,
}

/// What to do with a line about each request.
pub(crate) type Log = Box<dyn Fn(&str) + Send + Sync>;

#[derive(Default)]
pub(crate) struct Settings {
    pub(crate) fixtures: Fixtures,
    pub(crate) calls: Option<RangeInclusive<u64>>,
    pub(crate) key: Option<String>,
    pub(crate) faults: Faults,
    pub(crate) recordings: bool,
    pub(crate) log: Option<Log>,
}

struct Shared {
    settings: Settings,
    address: SocketAddr,
    requests: AtomicU64,
}

impl fmt::Debug for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Server").field("address", &self.address).finish_non_exhaustive()
    }
}

/// The connection is to be reset instead of answered.
#[derive(Debug)]
struct Reset;

impl fmt::Display for Reset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("reset on purpose")
    }
}

impl std::error::Error for Reset {}

impl Server {
    /// Starts on a free loopback port, in the current tokio runtime.
    ///
    /// # Errors
    ///
    /// If no port can be opened.
    pub async fn start() -> io::Result<Self> {
        Self::run(0, Settings::default()).await
    }

    /// Settings for a server that does more than serve the documented examples.
    pub fn builder() -> ServerBuilder {
        ServerBuilder::default()
    }

    pub(crate) async fn run(port: u16, settings: Settings) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await?;
        let address = listener.local_addr()?;
        let shared = Arc::new(Shared { settings, address, requests: AtomicU64::new(0) });
        let serving = Arc::clone(&shared);
        let accepting = tokio::spawn(async move {
            let mut connections = JoinSet::new();
            loop {
                match listener.accept().await {
                    Ok((stream, _)) => {
                        connections.spawn(serve(stream, Arc::clone(&serving)));
                    }
                    // No reason to stop.
                    Err(_) => tokio::time::sleep(ACCEPT_PAUSE).await,
                }
                // Those that have ended would fill the memory.
                while connections.try_join_next().is_some() {}
            }
        });
        Ok(Self { address, shared, accepting })
    }

    /// What to give a client as its base URL.
    pub fn base_url(&self) -> String {
        format!("http://{}{BASE_PATH}", self.address)
    }

    /// How many requests have come so far.
    pub fn requests(&self) -> u64 {
        self.shared.requests.load(Ordering::Relaxed)
    }

    /// How many calls are served from the folder of fixtures, and how many of them have the id of an earlier file there, and
    /// are served with another.
    pub fn fixtures(&self) -> (usize, usize) {
        let fixtures = &self.shared.settings.fixtures;
        (fixtures.len(), fixtures.renumbered)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

async fn serve(stream: TcpStream, shared: Arc<Shared>) {
    // Small answers go out at once.
    let _ = stream.set_nodelay(true);
    let service = service_fn(|request| Box::pin(answer(request, Arc::clone(&shared))));
    let mut connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEADERS_WITHIN)
        .serve_connection(TokioIo::new(stream), service);
    let ended = poll_fn(|cx| connection.poll_without_shutdown(cx)).await;
    let stream = connection.into_parts().io.into_inner();
    if let Err(error) = ended
        && std::error::Error::source(&error).is_some_and(|source| source.is::<Reset>())
    {
        // Closing a socket that may not linger is what resets the connection.
        let _ = stream.set_zero_linger();
    }
}

async fn answer(request: Request<Incoming>, shared: Arc<Shared>) -> Result<Response<Answer>, Reset> {
    let faults = &shared.settings.faults;
    let number = shared.requests.fetch_add(1, Ordering::Relaxed) + 1;
    let fault = faults.of(number);
    if !faults.latency.is_zero() {
        tokio::time::sleep(faults.latency).await;
    }
    let (status, headers, body) = match fault {
        Some(Fault::Reset) => {
            if let Some(log) = &shared.settings.log {
                log(&format!("{} {} reset", request.method(), request.uri()));
            }
            return Err(Reset);
        }
        Some(Fault::RateLimit) => {
            let mut headers = json_headers();
            headers.insert(header::RETRY_AFTER, HeaderValue::from(faults.retry_after_seconds));
            (StatusCode::TOO_MANY_REQUESTS, headers, json!({"message": "Too Many Attempts."}).to_string().into())
        }
        Some(Fault::Error(status)) => {
            let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            (status, json_headers(), json!({"message": "Server Error"}).to_string().into())
        }
        Some(Fault::Cut) | None => shared.healthy(&request),
    };
    if let Some(log) = &shared.settings.log {
        let cut = if fault == Some(Fault::Cut) { ", cut" } else { "" };
        log(&format!("{} {} {}{cut}", request.method(), request.uri(), status.as_u16()));
    }
    let length = HeaderValue::from(body.len());
    let body = if fault == Some(Fault::Cut) { Answer::cut(&body) } else { Answer::Whole(body) };
    let mut response = Response::new(body);
    *response.status_mut() = status;
    *response.headers_mut() = headers;
    response.headers_mut().insert(header::CONTENT_LENGTH, length);
    Ok(response)
}

impl Shared {
    fn healthy(&self, request: &Request<Incoming>) -> (StatusCode, HeaderMap, Bytes) {
        if !is_asked_as_loopback(request) {
            let body = json!({"message": "This server answers for this machine only."}).to_string().into();
            return (StatusCode::MISDIRECTED_REQUEST, json_headers(), body);
        }
        let path = request.uri().path();
        if self.settings.recordings && path.starts_with(recording::PATH) {
            return recording::answer(request.headers());
        }
        let path = path.strip_prefix(BASE_PATH).unwrap_or(path);
        let key = request.headers().get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
        let has_key = key
            .and_then(|key| key.strip_prefix("Bearer "))
            .is_some_and(|key| self.settings.key.as_ref().map_or(!key.trim().is_empty(), |expected| expected == key));
        let calls = Calls {
            fixtures: &self.settings.fixtures,
            made_up: self.settings.calls.as_ref(),
            recordings: self.settings.recordings.then(|| format!("http://{}{}", self.address, recording::PATH)),
        };
        let (status, body) =
            routes::answer(request.method(), path, request.uri().query().unwrap_or_default(), has_key, &calls);
        (status, json_headers(), body)
    }
}

/// A page of a foreign host, which a browser was led to here, must not learn what is served. Only a client that has this
/// server for its proxy gives the host in the request's URI.
fn is_asked_as_loopback(request: &Request<Incoming>) -> bool {
    match request.headers().get(header::HOST) {
        Some(host) if request.uri().authority().is_none() && !host.is_empty() => {
            let url = host.to_str().ok().and_then(|host| Url::parse(&format!("http://{host}")).ok());
            url.is_some_and(|url| is_loopback(&url))
        }
        _ => true,
    }
}

fn json_headers() -> HeaderMap {
    HeaderMap::from_iter([(header::CONTENT_TYPE, HeaderValue::from_static("application/json"))])
}
