//! The server: a loopback port, and a task that answers on it until it is dropped.

use std::{
    error::Error,
    fmt,
    future::poll_fn,
    io,
    net::{Ipv4Addr, SocketAddr},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use bytes::Bytes;
use futures_util::{StreamExt, stream};
use http::{HeaderValue, Request, Response, StatusCode, header};
use http_body_util::{BodyExt, Full, StreamBody, combinators::BoxBody};
use hyper::{
    body::{Frame, Incoming},
    server::conn::http1,
    service::service_fn,
};
use hyper_util::rt::{TokioIo, TokioTimer};
use intellixent::{is_loopback, reqwest::Url};
use tokio::{
    net::{TcpListener, TcpStream},
    task::{JoinHandle, JoinSet},
};

use crate::{
    Faults, ServerBuilder,
    builder::Log,
    faults::Fault,
    fixtures::Fixtures,
    recording,
    routes::{self, Calls},
};

type Body = BoxBody<Bytes, io::Error>;

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

struct Shared {
    calls: Calls,
    key: Option<String>,
    faults: Faults,
    log: Option<Log>,
    requests: AtomicU64,
}

impl fmt::Debug for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Server").field("address", &self.address).finish_non_exhaustive()
    }
}

/// What failed, in front of what the system says.
pub(crate) fn explained(what: &str, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{what}: {error}"))
}

impl Server {
    /// Starts on a free loopback port, in the current tokio runtime.
    ///
    /// # Errors
    ///
    /// If no port can be opened.
    pub async fn start() -> io::Result<Self> {
        Self::builder().start().await
    }

    /// Settings for a server that does more than serve the documented examples.
    pub fn builder() -> ServerBuilder {
        ServerBuilder::default()
    }

    pub(crate) async fn run(settings: ServerBuilder) -> io::Result<Self> {
        let ServerBuilder { port, fixtures, calls, key, faults, recordings, log } = settings;
        let fixtures = fixtures.map_or_else(|| Ok(Fixtures::default()), |folder| Fixtures::read(&folder))?;
        let port_name = if port == 0 { "no loopback port can".to_owned() } else { format!("port {port} cannot") };
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await;
        let listener = listener.map_err(|error| explained(&format!("{port_name} be opened"), &error))?;
        let address = listener.local_addr()?;
        let recordings = recordings.then(|| format!("http://{address}{}", recording::PATH));
        let calls = Calls { fixtures, made_up: calls, recordings };
        let shared = Arc::new(Shared { calls, key, faults, log, requests: AtomicU64::new(0) });
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
        let fixtures = &self.shared.calls.fixtures;
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
    let is_reset = |error: &io::Error| error.kind() == io::ErrorKind::ConnectionReset;
    if ended.is_err_and(|error| error.source().and_then(<dyn Error>::downcast_ref).is_some_and(is_reset)) {
        // Closing a socket that may not linger is what resets the connection.
        let _ = stream.set_zero_linger();
    }
}

async fn answer(request: Request<Incoming>, shared: Arc<Shared>) -> io::Result<Response<Body>> {
    let faults = &shared.faults;
    let fault = faults.of(shared.requests.fetch_add(1, Ordering::Relaxed) + 1);
    if !faults.latency.is_zero() {
        tokio::time::sleep(faults.latency).await;
    }
    let answered = match fault {
        Some(Fault::Reset) => Err(io::ErrorKind::ConnectionReset.into()),
        Some(Fault::RateLimit) => {
            let mut answer = json(StatusCode::TOO_MANY_REQUESTS, routes::message("Too Many Attempts."));
            answer.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(faults.retry_after_seconds));
            Ok(answer)
        }
        Some(Fault::Error(status)) => Ok(json(status, routes::message("Server Error"))),
        Some(Fault::Cut) | None => shared.healthy(&request),
    };
    if let Some(log) = &shared.log {
        let status =
            answered.as_ref().map_or_else(|_| "reset".to_owned(), |answer| answer.status().as_u16().to_string());
        let cut = if fault == Some(Fault::Cut) { ", cut" } else { "" };
        log(&format!("{} {} {status}{cut}", request.method(), request.uri()));
    }
    let mut answer = answered?;
    let length = HeaderValue::from(answer.body().len());
    answer.headers_mut().insert(header::CONTENT_LENGTH, length);
    Ok(answer.map(|body| match fault {
        Some(Fault::Cut) => cut(&body),
        _ => BodyExt::boxed(Full::new(body).map_err(|never| match never {})),
    }))
}

/// A body that stops in its middle.
fn cut(whole: &Bytes) -> Body {
    let half = Frame::data(whole.slice(..whole.len() / 2));
    let rest = stream::once(async {
        // The half is flushed first.
        tokio::task::yield_now().await;
        Err(io::Error::other("cut on purpose"))
    });
    BodyExt::boxed(StreamBody::new(stream::iter([Ok(half)]).chain(rest)))
}

impl Shared {
    fn healthy(&self, request: &Request<Incoming>) -> io::Result<Response<Bytes>> {
        if !is_asked_as_loopback(request) {
            let body = routes::message("This server answers for this machine only.");
            return Ok(json(StatusCode::MISDIRECTED_REQUEST, body));
        }
        let path = request.uri().path();
        if self.calls.recordings.is_some() && path.starts_with(recording::PATH) {
            return recording::answer(request.headers()).map_err(io::Error::other);
        }
        let path = path.strip_prefix(BASE_PATH).unwrap_or(path);
        let key = request.headers().get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
        let has_key = key
            .and_then(|key| key.strip_prefix("Bearer "))
            .is_some_and(|key| self.key.as_ref().map_or(!key.trim().is_empty(), |expected| expected == key));
        let query = request.uri().query().unwrap_or_default();
        let (status, body) = routes::answer(request.method(), path, query, has_key, &self.calls);
        Ok(json(status, body))
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

fn json(status: StatusCode, body: Bytes) -> Response<Bytes> {
    let mut response = Response::new(body);
    *response.status_mut() = status;
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
}
