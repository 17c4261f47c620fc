//! One real call through the client, as the bytes that came: the key is taken from the environment alone.

use anyhow::{Context, Result};
use intellixent::{Client, bytes::Bytes};

/// The operation that a call comes from.
pub(crate) const OPERATION: &str = "get_call";

/// The body of a successful answer.
pub(crate) fn call(id: u64) -> Result<Bytes> {
    let client = Client::from_env()?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().context("no runtime")?;
    Ok(runtime.block_on(client.get_call(id).send_raw())?.into_inner())
}
