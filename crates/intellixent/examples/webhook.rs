//! Receives the webhook, the request that the platform sends to your server after a call, and fetches that call.
//!
//! `cargo run --example webhook` needs no API key and no network: it posts to itself on loopback, asks an embedded server
//! for the call, and ends.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "printing is what an example is for")]

use std::collections::HashSet;

use axum::{Router, body::Bytes, extract::State, http::StatusCode, routing::post};
use intellixent::{
    Client,
    types::{Call, FinishedCall},
};
use tokio::sync::mpsc::{Receiver, Sender, channel};

/// The receiver of the webhook. It answers at once and leaves the work to [`work`], so that the platform never waits.
pub fn router(inbox: Sender<FinishedCall>) -> Router {
    Router::new().route("/calls", post(receive)).with_state(inbox)
}

async fn receive(State(inbox): State<Sender<FinishedCall>>, body: Bytes) -> StatusCode {
    let finished = match FinishedCall::from_slice(&body) {
        Ok(finished) => finished,
        Err(error) => {
            eprintln!("a request that is not the webhook: {error}");
            return StatusCode::BAD_REQUEST;
        }
    };
    // A form that the document does not describe costs nothing but its member. Neither line has a value in it.
    finished.misfits().iter().for_each(|misfit| eprintln!("call {}: {misfit}", finished.id));
    match inbox.try_send(finished) {
        Ok(()) => StatusCode::OK,
        // The dashboard can send it again.
        Err(_) => StatusCode::SERVICE_UNAVAILABLE,
    }
}

/// Fetches each call that is in the inbox, once, and hands it on.
///
/// The request has no signature, so anybody may have sent it: the id is all that is taken from it, and the call itself
/// comes from the API.
pub async fn work(client: &Client, mut inbox: Receiver<FinishedCall>, mut handle: impl FnMut(Call)) {
    // In a service that restarts, this is a table with a unique id.
    let mut done = HashSet::new();
    while let Some(finished) = inbox.recv().await {
        if done.contains(&finished.id) {
            continue;
        }
        match client.get_call(finished.id).await {
            Ok(call) => {
                done.insert(call.id);
                handle(call);
            }
            Err(error) if error.is_not_found() => eprintln!("call {}: not there", finished.id),
            // It is not done, so it counts when it is sent again.
            Err(error) => eprintln!("call {}: {error}", finished.id),
        }
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> anyhow::Result<()> {
    let api = intellixent_demo::Server::start().await?;
    let client = Client::builder().api_key("demo").base_url(api.base_url()).build()?;

    let (sender, inbox) = channel(1000);
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let url = format!("http://{}/calls", listener.local_addr()?);
    let server = tokio::spawn(axum::serve(listener, router(sender)).into_future());

    // What the platform does, and does again when somebody asks it to in the dashboard.
    let platform = intellixent::reqwest::Client::builder().no_proxy().build()?;
    let mut finished = intellixent_httpmock::fixtures::finished_call();
    finished.id = 123;
    for body in [serde_json::to_vec(&finished)?, serde_json::to_vec(&finished)?, b"{}".to_vec()] {
        println!("posted, answered {}", platform.post(&url).body(body).send().await?.status());
    }

    // Without the server nothing more can come, and the work ends.
    server.abort();
    work(&client, inbox, |call| println!("call {} with {:?}", call.id, call.client_phone_number)).await;
    Ok(())
}
