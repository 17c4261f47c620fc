//! Writes all calls since a date to SQLite, as a nightly job would. A call that is there already is replaced, so a night
//! that was interrupted is made up for by the next one.
//!
//! `cargo run --example nightly_sqlite` runs against an embedded server on loopback and writes to memory: no API key, no
//! network. With a path, it writes to that file: `cargo run --example nightly_sqlite -- calls.sqlite`.
#![allow(clippy::print_stdout, reason = "printing is what an example is for")]

use anyhow::Context as _;
use intellixent::{
    Client,
    jiff::{Timestamp, ToSpan as _, civil::Date, tz::Offset},
    types::Call,
};
use rusqlite::{Connection, params};

/// Lists the calls since a date, writes each, and counts them.
///
/// # Errors
///
/// If a page cannot be fetched, after the retries of the client, or a call cannot be written. What was written stays.
pub async fn run(client: &Client, table: &Connection, since: Date) -> anyhow::Result<u64> {
    table.execute_batch(
        "CREATE TABLE IF NOT EXISTS calls (
             id TEXT PRIMARY KEY, status TEXT, created_at TEXT, utc TEXT, seconds INTEGER, usd TEXT, transcript TEXT,
             json TEXT NOT NULL
         ) STRICT",
    )?;
    let mut written = 0;
    let mut calls = client.list_calls().date_from(since).stream();
    while let Some(call) = calls.try_next().await? {
        write(table, &call).with_context(|| format!("call {} cannot be written", call.id))?;
        written += 1;
    }
    Ok(written)
}

/// A week ago. A day more than that does no harm, since the API does not say in which time zone its dates are.
pub fn a_week_ago() -> anyhow::Result<Date> {
    Ok(Offset::UTC.to_datetime(Timestamp::now()).date().checked_sub(8.days())?)
}

fn write(table: &Connection, call: &Call) -> anyhow::Result<()> {
    table.execute(
        "INSERT OR REPLACE INTO calls VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        params![
            // An id may be larger than an integer of SQLite, and an amount must stay exact: both are text.
            call.id.to_string(),
            call.status.as_deref(),
            call.created_at.map(|time| time.to_string()),
            // Only if the server gave an offset.
            call.created_at.and_then(|time| time.instant()).map(|instant| instant.to_string()),
            // A duration that is longer than SQLite can count is left out here, and is in `json`.
            call.duration.and_then(|seconds| i64::try_from(seconds).ok()),
            call.total_cost.map(|usd| usd.to_string()),
            call.transcript.as_ref().map(|transcript| transcript.to_string()),
            // With the fields that this version of the client does not know.
            serde_json::to_string(call)?,
        ],
    )?;
    Ok(())
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> anyhow::Result<()> {
    let table = match std::env::args_os().nth(1) {
        Some(path) => Connection::open(path)?,
        None => Connection::open_in_memory()?,
    };
    let server = intellixent_demo::Server::start().await?;
    let client = Client::builder().api_key("demo").base_url(server.base_url()).build()?;
    println!("since {}: {} written", a_week_ago()?, run(&client, &table, a_week_ago()?).await?);
    // The calls of the embedded server are older than that.
    let since = "2025-08-01".parse()?;
    println!("since {since}: {} written", run(&client, &table, since).await?);
    Ok(())
}
