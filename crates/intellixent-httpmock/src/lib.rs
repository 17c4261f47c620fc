#![doc = include_str!("../README.md")]

mod answers;
pub mod errors;
#[rustfmt::skip]
#[allow(missing_debug_implementations, reason = "httpmock's own types, which these wrap, have none")]
#[allow(clippy::all)]
mod generated;
#[allow(dead_code, reason = "the document may have no operation that needs one of these")]
mod expect;
mod server;

use intellixent::{Client, RetryPolicy};
use serde::de::DeserializeOwned;

pub use generated::{MockServerExt, fixtures, operations};
pub use httpmock;
pub use server::MockServer;

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

/// [`MockServerExt`] is implemented here alone, so that a new operation is no breaking change.
mod sealed {
    #[allow(unnameable_types, reason = "that is what it is for")]
    pub trait Sealed {}

    impl Sealed for super::MockServer {}
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
