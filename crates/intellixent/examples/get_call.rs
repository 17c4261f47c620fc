//! Fetches one call and prints it for a person: `cargo run --example get_call -- 123`.
//!
//! With `INTELLIXENT_API_KEY` set it asks the real API. Without, it starts an embedded server on loopback that serves
//! the documented examples, so it runs with no account and no network.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "printing is what an example is for")]

use std::{fmt::Display, process::ExitCode};

use intellixent::{Client, Error, types::Call};
use serde_json::Value;

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run() -> anyhow::Result<()> {
    let id: u64 = match std::env::args().nth(1) {
        Some(text) => {
            text.parse().map_err(|_| anyhow::anyhow!("`{text}` is not the id of a call; give a number, as 123"))?
        }
        None => 123,
    };
    let embedded;
    // An empty variable is one that is not set, as `from_env` has it.
    let client = if std::env::var_os("INTELLIXENT_API_KEY").is_some_and(|key| !key.is_empty()) {
        Client::from_env()?
    } else {
        embedded = intellixent_demo::Server::start().await?;
        println!("INTELLIXENT_API_KEY is not set: asking an embedded server on loopback for a documented example.\n");
        Client::builder().api_key("demo").base_url(embedded.base_url()).build()?
    };
    let call = client.get_call(id).send().await.map_err(explained)?.into_inner();
    print(&call);
    Ok(())
}

/// The error with the server's own words, which its `Display` leaves out since they may hold personal data.
fn explained(error: Error) -> anyhow::Error {
    match error.message().map(str::to_owned) {
        Some(message) => anyhow::anyhow!("{error}: {message}"),
        None => error.into(),
    }
}

fn print(call: &Call) {
    println!("Call {}", call.id);
    row("assistant", &call.assistant_name);
    row("campaign", &call.campaign_name);
    row("type", &call.type_);
    row("from", &call.assistant_phone_number);
    row("with", &call.client_phone_number);
    row("answered by", &call.answered_by);
    row("status", &call.status);
    row("started", &call.created_at);
    row("updated", &call.updated_at);
    row("lasted", &call.duration.map(|seconds| format!("{} min {:02} s", seconds / 60, seconds % 60)));
    row("carrier cost", &call.carrier_cost.map(|usd| format!("{usd} USD")));
    row("total cost", &call.total_cost.map(|usd| format!("{usd} USD")));
    row("recording", &call.recording_url);
    if let Some(transcript) = &call.transcript {
        println!("\nTranscript");
        transcript.to_string().lines().for_each(|line| println!("  {line}"));
    }
    if let Some(variables) = &call.variables {
        table("Variables", variables.iter().map(|(name, value)| (name.as_str(), value)));
    }
    if let Some(evaluation) = &call.evaluation {
        table("Evaluation", evaluation.iter());
    }
    if let Some(answer) = &call.webhook_response {
        println!("\nWebhook\n  {answer}");
    }
}

fn row(name: &str, value: &Option<impl Display>) {
    match value {
        Some(value) => println!("  {name:<12}  {value}"),
        None => println!("  {name:<12}  -"),
    }
}

fn table<'a>(title: &str, rows: impl Iterator<Item = (&'a str, &'a Value)>) {
    let rows: Vec<_> = rows.collect();
    let width = rows.iter().map(|(name, _)| name.chars().count()).max().unwrap_or_default();
    println!("\n{title}");
    if rows.is_empty() {
        println!("  none");
    }
    for (name, value) in rows {
        match value {
            Value::String(text) => println!("  {name:<width$}  {text}"),
            value => println!("  {name:<width$}  {value}"),
        }
    }
}
