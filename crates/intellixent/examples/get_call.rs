//! Fetches one call and prints it for a person: `cargo run --example get_call -- 123`.
//!
//! With `INTELLIXENT_API_KEY` set, it uses the real API. Without, it starts an embedded server on loopback that serves the
//! examples of the OpenAPI document, so that it needs no account and no network.
#![allow(clippy::print_stderr, reason = "an example says what went wrong")]

use std::{
    fmt::Display,
    io::{self, Write},
    process::ExitCode,
};

use intellixent::{Client, Error, types::Call};
use serde_json::Value;

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    match run(&mut io::stdout()).await {
        Ok(()) => ExitCode::SUCCESS,
        // Nobody reads any more, as in `get_call | head -3`.
        Err(error)
            if error.downcast_ref().is_some_and(|error: &io::Error| error.kind() == io::ErrorKind::BrokenPipe) =>
        {
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(out: &mut impl Write) -> anyhow::Result<()> {
    let id: u64 = match std::env::args().nth(1) {
        Some(text) => {
            text.parse().map_err(|_| anyhow::anyhow!("`{text}` is not the id of a call; give a number, such as 123"))?
        }
        None => 123,
    };
    let embedded;
    // An empty variable is one that is not set, as for `from_env`.
    let client = if std::env::var_os("INTELLIXENT_API_KEY").is_some_and(|key| !key.is_empty()) {
        Client::from_env()?
    } else {
        embedded = intellixent_demo::Server::start().await?;
        writeln!(
            out,
            "INTELLIXENT_API_KEY is not set: asking an embedded server on loopback for a documented example.\n"
        )?;
        Client::builder().api_key("demo").base_url(embedded.base_url()).build()?
    };
    let call = client.get_call(id).send().await.map_err(explained)?.into_inner();
    Ok(print(&call, out)?)
}

/// The error with the server's message, which `Display` leaves out since it may hold personal data.
fn explained(error: Error) -> anyhow::Error {
    match error.message().map(str::to_owned) {
        Some(message) => anyhow::anyhow!("{error}: {message}"),
        None => error.into(),
    }
}

fn print(call: &Call, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "Call {}", call.id)?;
    row(out, "assistant", &call.assistant_name)?;
    row(out, "campaign", &call.campaign_name)?;
    row(out, "type", &call.type_)?;
    row(out, "assistant no.", &call.assistant_phone_number)?;
    row(out, "client no.", &call.client_phone_number)?;
    row(out, "answered by", &call.answered_by)?;
    row(out, "status", &call.status)?;
    row(out, "started", &call.created_at)?;
    row(out, "updated", &call.updated_at)?;
    row(out, "lasted", &call.duration.map(|seconds| format!("{} min {:02} s", seconds / 60, seconds % 60)))?;
    row(out, "carrier cost", &call.carrier_cost.map(|usd| format!("{usd} USD")))?;
    row(out, "total cost", &call.total_cost.map(|usd| format!("{usd} USD")))?;
    row(out, "recording", &call.recording_url)?;
    if let Some(transcript) = &call.transcript {
        writeln!(out, "\nTranscript")?;
        transcript.to_string().lines().try_for_each(|line| writeln!(out, "  {line}"))?;
    }
    if let Some(variables) = &call.variables {
        table(out, "Variables", variables.iter().map(|(name, value)| (name.as_str(), value)))?;
    }
    if let Some(evaluation) = &call.evaluation {
        table(out, "Evaluation", evaluation.iter())?;
    }
    if let Some(answer) = &call.webhook_response {
        writeln!(out, "\nWebhook\n  {answer}")?;
    }
    Ok(())
}

fn row(out: &mut impl Write, name: &str, value: &Option<impl Display>) -> io::Result<()> {
    match value {
        Some(value) => writeln!(out, "  {name:<13}  {value}"),
        None => writeln!(out, "  {name:<13}  -"),
    }
}

fn table<'a>(out: &mut impl Write, title: &str, rows: impl Iterator<Item = (&'a str, &'a Value)>) -> io::Result<()> {
    let rows: Vec<_> = rows.collect();
    let width = rows.iter().map(|(name, _)| name.chars().count()).max().unwrap_or_default();
    writeln!(out, "\n{title}")?;
    if rows.is_empty() {
        writeln!(out, "  none")?;
    }
    for (name, value) in rows {
        match value {
            Value::String(text) => writeln!(out, "  {name:<width$}  {text}")?,
            value => writeln!(out, "  {name:<width$}  {value}")?,
        }
    }
    Ok(())
}
