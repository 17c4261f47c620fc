//! Fetches a call from synchronous code, by a small wrapper with a runtime of its own.
//!
//! `cargo run --example synchronous` runs against an embedded server on loopback: no API key, no network.
#![allow(clippy::print_stdout, reason = "printing is what an example is for")]

use intellixent::{Client, Error, types::Call};
use tokio::runtime::{Builder, Runtime};

/// The client for synchronous code. Create one and keep it, since it holds the connections.
///
/// It panics within asynchronous code, where a thread must not block.
#[derive(Debug)]
pub struct Calls {
    client: Client,
    runtime: Runtime,
}

impl Calls {
    /// Wraps a client. The runtime uses the calling thread.
    pub fn new(client: Client) -> std::io::Result<Self> {
        Ok(Self { client, runtime: Builder::new_current_thread().enable_all().build()? })
    }

    /// Fetches a call, and waits for it.
    pub fn get(&self, id: u64) -> Result<Call, Error> {
        self.runtime.block_on(self.client.get_call(id).into_future())
    }
}

fn main() -> anyhow::Result<()> {
    let (base_url, _server) = embedded_server()?;
    let calls = Calls::new(Client::builder().api_key("demo").base_url(base_url).build()?)?;
    let call = calls.get(123)?;
    println!("{}  {}", call.id, call.assistant_name.unwrap_or_default());
    Ok(())
}

/// A server for the example, on a thread of its own.
pub fn embedded_server() -> anyhow::Result<(String, Runtime)> {
    let runtime = Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
    let server = runtime.block_on(intellixent_demo::Server::start())?;
    let base_url = server.base_url();
    // The server runs as long as its runtime.
    runtime.spawn(async move {
        std::future::pending::<()>().await;
        drop(server);
    });
    Ok((base_url, runtime))
}
