//! What the tests that cross crates share: a server on loopback that sends exactly the bytes it is given; and the models
//! beside the document's schemas, with instances drawn from them and broken again.

pub mod break_it;
pub mod draw;
pub mod models;
pub mod schema;

use std::{net::SocketAddr, sync::Arc};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    task::JoinHandle,
};

/// Sends the same bytes to everyone, then closes the connection.
#[derive(Debug)]
pub struct ByteServer {
    address: SocketAddr,
    accepting: JoinHandle<()>,
}

impl ByteServer {
    /// Answers every request with `body` as JSON.
    pub async fn json(status: &str, body: &[u8]) -> Self {
        let head =
            format!("HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n", body.len());
        Self::raw([head.as_bytes(), body].concat()).await
    }

    /// Answers every request with `bytes`, which are a whole HTTP response or whatever else a test wants.
    ///
    /// # Panics
    ///
    /// If no loopback port can be opened.
    pub async fn raw(bytes: Vec<u8>) -> Self {
        #[expect(clippy::expect_used, reason = "a test without a port cannot go on")]
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a loopback port");
        #[expect(clippy::expect_used, reason = "a listener knows its address")]
        let address = listener.local_addr().expect("an address");
        let bytes: Arc<[u8]> = bytes.into();
        let accepting = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(answer(stream, Arc::clone(&bytes)));
            }
        });
        Self { address, accepting }
    }

    /// What to give a client as its base URL.
    pub fn base_url(&self) -> String {
        format!("http://{}", self.address)
    }
}

impl Drop for ByteServer {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

async fn answer(mut stream: TcpStream, bytes: Arc<[u8]>) -> std::io::Result<()> {
    let mut request = Vec::new();
    while !request.ends_with(b"\r\n\r\n") {
        if stream.read_buf(&mut request).await? == 0 {
            return Ok(());
        }
    }
    stream.write_all(&bytes).await?;
    stream.shutdown().await
}
