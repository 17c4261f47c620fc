//! Typed mocks of the Intellixent API, for the tests of your code that uses [`intellixent::Client`].
//!
//! ```
//! use intellixent_httpmock::{MockServer, MockServerExt as _, client, fixtures};
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), intellixent::Error> {
//! let server = MockServer::start_async().await;
//! let mock = server.get_call(|when, then| { when.id(123); then.ok(&fixtures::call()); });
//! let call = client(&server)?.get_call().id(123u64).send().await?.into_inner();
//! assert_eq!(call.id, 123);
//! mock.assert();
//! # Ok(())
//! # }
//! ```
//!
//! Each operation has a method on [`MockServer`], by [`MockServerExt`]. What it expects and what it answers take the
//! client's own types, so a mock can only say what the API can say. For what it says otherwise, there are two ways out:
//!
//! - `raw` answers with a status and bytes of your own. A model writes each value in one form; `raw` sends any form, or
//!   HTML, or half of a body.
//! - `into_inner` gives httpmock's own type: headers, delays, and whatever else it can do.
//!
//! ```
//! # use intellixent_httpmock::{MockServer, MockServerExt as _, client, fixtures};
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), intellixent::Error> {
//! # let server = MockServer::start_async().await;
//! server.get_call(|when, then| {
//!     when.id(1);
//!     then.raw(200, r#"{"id": 1, "total_cost": "0.01200000"}"#);
//! });
//! server.get_call(|when, then| {
//!     when.id(2);
//!     then.client_error(429, &fixtures::api_error()).into_inner().header("Retry-After", "7");
//! });
//! let client = client(&server)?;
//! let call = client.get_call().id(1u64).send().await?.into_inner();
//! assert_eq!(call.total_cost.map(|usd| usd.to_string()).as_deref(), Some("0.01200000"));
//! let error = client.get_call().id(2u64).send().await.unwrap_err();
//! assert_eq!(error.retry_after(), Some(std::time::Duration::from_secs(7)));
//! # Ok(())
//! # }
//! ```
//!
//! [`fixtures`] are the examples of the OpenAPI document, as values to change and as bytes.

#[rustfmt::skip]
#[allow(missing_debug_implementations, reason = "httpmock's own types, which these wrap, have none")]
#[allow(clippy::all)]
mod generated;

use std::fmt::Display;

use intellixent::{Client, RetryPolicy};
use serde::de::DeserializeOwned;

pub use generated::{MockServerExt, fixtures, operations};
pub use httpmock::{self, MockServer};

/// A client of the mock server that makes each request once: an answer that could be retried is an error at once.
///
/// For a client with retries, give [`Client::builder`] the [`base_url`](MockServer::base_url) of the server.
///
/// # Errors
///
/// Never in practice: as [`ClientBuilder::build`](intellixent::ClientBuilder::build).
pub fn client(server: &MockServer) -> Result<Client, intellixent::Error> {
    // A proxy of the environment would not find its way back to this machine.
    let http = intellixent::reqwest::Client::builder().no_proxy();
    Client::builder().api_key("test").base_url(server.base_url()).retry(RetryPolicy::none()).http_client(http).build()
}

/// A path parameter as it stands in the path, for a pattern.
fn segment(value: impl Display) -> String {
    regex::escape(&progenitor_client::encode_path(&value.to_string()))
}

/// What a server calls a body that is not made from a model.
fn media_type(body: &[u8]) -> &'static str {
    if body.starts_with(b"<") { "text/html; charset=utf-8" } else { "application/json" }
}

#[track_caller]
fn check_status(status: u16, hundreds: u16) {
    assert!(
        status / 100 == hundreds,
        "{status} is not in the range that this answer is documented for; give a status from {hundreds}00 to {hundreds}99"
    );
}

#[expect(clippy::expect_used, reason = "a test of this crate reads every fixture")]
fn fixture<T: DeserializeOwned>(json: &str) -> T {
    serde_json::from_str(json).expect("an example of the document fits its schema")
}
