//! A server on loopback that sends exact bytes by a script, and can stall, drip or reset.

use std::{
    io,
    net::SocketAddr,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpSocket, TcpStream},
    task::JoinHandle,
};

/// What the server does after it has read a request. After the last step it closes the connection.
#[derive(Clone, Debug)]
pub enum Step {
    /// Sends these bytes at once.
    Send(Vec<u8>),
    /// Sends these bytes one by one, with a pause before each.
    Drip(Vec<u8>, Duration),
    /// Keeps the connection open without sending anything.
    Hang,
    /// Breaks the connection, so that the client sees a reset instead of an end.
    Reset,
}

/// A server that answers each request by a script.
#[derive(Debug)]
pub struct ByteServer {
    address: SocketAddr,
    requests: Arc<Mutex<Vec<String>>>,
    accepting: JoinHandle<()>,
}

impl ByteServer {
    /// Answers every request with `body` as JSON.
    pub async fn json(status: &str, body: &[u8]) -> Self {
        Self::scripted(vec![vec![answer(status, "Content-Type: application/json\r\n", body)]]).await
    }

    /// Answers every request with `bytes`, which are a whole HTTP response or whatever else a test wants.
    pub async fn raw(bytes: Vec<u8>) -> Self {
        Self::scripted(vec![vec![Step::Send(bytes)]]).await
    }

    /// Answers the first request by the first script, and so on; the last script is for all that follow.
    ///
    /// # Panics
    ///
    /// If no loopback port can be opened, or if there is no script.
    pub async fn scripted(scripts: Vec<Vec<Step>>) -> Self {
        assert!(!scripts.is_empty(), "a server needs a script");
        let requests = Arc::new(Mutex::new(Vec::new()));
        let scripts: Arc<[Vec<Step>]> = scripts.into();
        let heard = Arc::clone(&requests);
        let serve = move |stream| serve(stream, Arc::clone(&scripts), Arc::clone(&heard));
        let (address, accepting) = listen(serve).await;
        Self { address, requests, accepting }
    }

    /// What to give a client as its base URL.
    pub fn base_url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The heads of all requests so far.
    pub fn requests(&self) -> Vec<String> {
        self.requests.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Drop for ByteServer {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

/// A whole response. `headers` are lines, each with its line end.
pub fn answer(status: &str, headers: &str, body: &[u8]) -> Step {
    Step::Send([&*head(status, &format!("{headers}Content-Length: {}\r\n", body.len())), body].concat())
}

/// The head of a response, without a length unless `headers` has one.
pub fn head(status: &str, headers: &str) -> Vec<u8> {
    format!("HTTP/1.1 {status}\r\n{headers}Connection: close\r\n\r\n").into_bytes()
}

/// A port that is taken, so that nobody else can have it, and where nobody listens.
#[derive(Debug)]
pub struct Refusing {
    address: SocketAddr,
    _socket: TcpSocket,
}

impl Refusing {
    /// Takes a port.
    ///
    /// # Panics
    ///
    /// If there is no free loopback port.
    #[expect(clippy::expect_used, reason = "a test without a port cannot go on")]
    pub fn new() -> Self {
        let socket = TcpSocket::new_v4().expect("a socket");
        socket.bind(([127, 0, 0, 1], 0).into()).expect("a loopback port");
        let address = socket.local_addr().expect("a bound socket knows its address");
        Self { address, _socket: socket }
    }

    /// What to give a client as its base URL.
    pub fn base_url(&self) -> String {
        format!("http://{}", self.address)
    }
}

impl Default for Refusing {
    fn default() -> Self {
        Self::new()
    }
}

/// Serves each connection to a loopback port, until the task is aborted.
///
/// # Panics
///
/// If no loopback port can be opened.
#[expect(clippy::expect_used, reason = "a test without a port cannot go on")]
pub async fn listen<F>(serve: impl Fn(TcpStream) -> F + Send + 'static) -> (SocketAddr, JoinHandle<()>)
where
    F: Future<Output = io::Result<()>> + Send + 'static,
{
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a loopback port");
    let address = listener.local_addr().expect("a listener knows its address");
    let accepting = tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(serve(stream));
        }
    });
    (address, accepting)
}

/// The head of a request; `None` if the client has closed the connection.
///
/// # Errors
///
/// If the connection fails.
pub async fn request_head(stream: &mut (impl AsyncRead + Unpin)) -> io::Result<Option<String>> {
    let mut request = Vec::new();
    while !request.windows(4).any(|end| end == b"\r\n\r\n") {
        if stream.read_buf(&mut request).await? == 0 {
            return Ok(None);
        }
    }
    Ok(Some(String::from_utf8_lossy(&request).into_owned()))
}

async fn serve(mut stream: TcpStream, scripts: Arc<[Vec<Step>]>, requests: Arc<Mutex<Vec<String>>>) -> io::Result<()> {
    let Some(request) = request_head(&mut stream).await? else { return Ok(()) };
    let script = {
        let mut requests = requests.lock().unwrap_or_else(PoisonError::into_inner);
        requests.push(request);
        scripts.get(requests.len() - 1).or(scripts.last()).cloned().unwrap_or_default()
    };
    for step in script {
        match step {
            Step::Send(bytes) => stream.write_all(&bytes).await?,
            Step::Drip(bytes, pause) => {
                for byte in bytes {
                    tokio::time::sleep(pause).await;
                    stream.write_all(&[byte]).await?;
                }
            }
            Step::Hang => std::future::pending().await,
            Step::Reset => {
                stream.set_zero_linger()?;
                return Ok(());
            }
        }
    }
    stream.shutdown().await
}
