//! Writes calls to SQLite, as a nightly job would: what is there already is replaced, what cannot be fetched is left for
//! the next night, and the job says how it went.
//!
//! `cargo run --example nightly_sqlite` runs against an embedded server on loopback and writes to memory: no key, no
//! network. With a path, it writes to that file: `cargo run --example nightly_sqlite -- calls.sqlite`.
#![allow(clippy::print_stdout, reason = "printing is what an example is for")]

use anyhow::Context as _;
use intellixent::{Client, types::Call};
use rusqlite::{Connection, params};

/// How a night went.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Night {
    /// Calls that are in the table now.
    pub written: u32,
    /// Calls that do not exist.
    pub missing: u32,
    /// Calls for the next night.
    pub postponed: u32,
}

/// Fetches the calls and writes them, each as its own transaction: a job that is stopped has kept what it has done.
pub async fn run(client: &Client, table: &Connection, ids: impl IntoIterator<Item = u64>) -> anyhow::Result<Night> {
    table.execute_batch(
        "CREATE TABLE IF NOT EXISTS calls (
             id TEXT PRIMARY KEY, status TEXT, created_at TEXT, utc TEXT, seconds INTEGER, usd TEXT, transcript TEXT,
             json TEXT NOT NULL
         ) STRICT",
    )?;
    let mut night = Night::default();
    for id in ids {
        match client.get_call(id).send().await {
            Ok(response) => {
                write(table, &response.into_inner()).with_context(|| format!("call {id} cannot be written"))?;
                night.written += 1;
            }
            Err(error) if error.is_not_found() => night.missing += 1,
            // A wrong key or setting fails for every call: stop here.
            Err(error) if error.is_unauthorized() || error.is_config() => return Err(error.into()),
            // The client has tried again by itself what may pass. Whatever it is, it is about this call.
            Err(_) => night.postponed += 1,
        }
    }
    Ok(night)
}

fn write(table: &Connection, call: &Call) -> anyhow::Result<()> {
    table.execute(
        "INSERT OR REPLACE INTO calls VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        params![
            // An id may be larger than SQLite's numbers, and an amount must stay exact: both are text.
            call.id.to_string(),
            call.status.as_ref().map(|status| status.as_str()),
            call.created_at.map(|time| time.to_string()),
            // Only if the server said in which time zone.
            call.created_at.as_ref().and_then(|time| time.instant()).map(|instant| instant.to_string()),
            // Longer than SQLite can count is no duration; `json` has it as it came.
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
    let night = run(&client, &table, 123..=125).await?;
    println!("{} written, {} not there, {} for the next night", night.written, night.missing, night.postponed);
    Ok(())
}
