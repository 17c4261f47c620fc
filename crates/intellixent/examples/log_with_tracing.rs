//! Logs operations with `tracing`: one line for each, with host, status and retries, and nothing personal.
//!
//! `cargo run --example log_with_tracing --features tracing` runs against an embedded server on loopback: no API key, no
//! network.
#![allow(clippy::print_stdout, reason = "printing is what an example is for")]

use intellixent::Client;
use tracing_subscriber::fmt::{MakeWriter, format::FmtSpan};

/// Writes a line when an operation ends, and one before each retry.
///
/// A program that exports to OpenTelemetry uses its own layer instead: the fields have OpenTelemetry's names.
pub fn log_to<W>(writer: W) -> impl tracing_subscriber::util::SubscriberInitExt
where
    W: for<'a> MakeWriter<'a> + Send + Sync + 'static,
{
    tracing_subscriber::fmt().with_ansi(false).with_span_events(FmtSpan::CLOSE).with_writer(writer).finish()
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> anyhow::Result<()> {
    use tracing_subscriber::util::SubscriberInitExt as _;

    log_to(std::io::stderr).init();
    let server = intellixent_demo::Server::start().await?;
    let client = Client::builder().api_key("demo").base_url(server.base_url()).build()?;
    let call = client.get_call(123).await?;
    println!("{}  {}", call.id, call.assistant_name.unwrap_or_default());
    // The client logs failures too, so the program does not have to.
    let missing = client.get_call(9).send().await;
    println!("9  {}", if missing.is_err_and(|error| error.is_not_found()) { "not there" } else { "?" });
    Ok(())
}
