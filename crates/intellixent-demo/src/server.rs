//! The server: a loopback port, and a task that answers on it until it is dropped.

use std::{convert::Infallible, io, net::SocketAddr};

use bytes::Bytes;
use http::{Request, Response, header};
use http_body_util::Full;
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::TokioIo;
use tokio::{net::TcpListener, task::JoinHandle};

use crate::routes;

/// The path of the real API below its host.
const BASE_PATH: &str = "/api";

/// An embedded server. It stops when it is dropped.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    accepting: JoinHandle<()>,
}

impl Server {
    /// Starts on a free loopback port, in the current tokio runtime.
    ///
    /// # Errors
    ///
    /// If no port can be opened.
    pub async fn start() -> io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let accepting = tokio::spawn(async move {
            // A connection that failed before it was accepted is no reason to stop.
            loop {
                if let Ok((stream, _)) = listener.accept().await {
                    let connection = http1::Builder::new().serve_connection(TokioIo::new(stream), service_fn(answer));
                    tokio::spawn(connection);
                }
            }
        });
        Ok(Self { address, accepting })
    }

    /// What to give a client as its base URL.
    pub fn base_url(&self) -> String {
        format!("http://{}{BASE_PATH}", self.address)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

async fn answer(request: Request<Incoming>) -> Result<Response<Full<Bytes>>, Infallible> {
    let path = request.uri().path();
    let path = path.strip_prefix(BASE_PATH).unwrap_or(path);
    let key = request.headers().get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let has_key = key.and_then(|key| key.strip_prefix("Bearer ")).is_some_and(|key| !key.trim().is_empty());
    let (status, body) = routes::answer(request.method(), path, has_key);
    let mut response = Response::new(Full::from(body.to_string()));
    *response.status_mut() = status;
    response.headers_mut().insert(header::CONTENT_TYPE, header::HeaderValue::from_static("application/json"));
    Ok(response)
}
