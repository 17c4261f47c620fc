#![doc = include_str!("../README.md")]

mod answers;
pub mod errors;
mod operation;
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

/// A client of the mock server that does not retry.
///
/// For a client that does, give the [`base_url`](MockServer::base_url) of the server to [`Client::builder`].
///
/// # Errors
///
/// As [`ClientBuilder::build`](intellixent::ClientBuilder::build), which does not fail here.
pub fn client(server: &MockServer) -> Result<Client, intellixent::Error> {
    // A proxy of the environment does not reach the loopback address of this machine.
    let http = intellixent::reqwest::Client::builder().no_proxy();
    Client::builder().api_key("test").base_url(server.base_url()).retry(RetryPolicy::none()).http_client(http).build()
}

/// [`MockServerExt`] is implemented here alone, so that a new operation is no breaking change.
mod sealed {
    #[allow(unnameable_types, reason = "so that nobody else can implement it")]
    pub trait Sealed {}

    impl Sealed for super::MockServer {}
}

/// The status, if it is in this range.
#[track_caller]
fn checked(status: u16, hundreds: u16) -> u16 {
    assert!(
        status / 100 == hundreds,
        "{status} is outside the documented range of this response; give a status from {hundreds}00 to {hundreds}99"
    );
    status
}

#[expect(clippy::expect_used, reason = "a test of this crate reads every fixture")]
fn fixture<T: DeserializeOwned>(json: &str) -> T {
    serde_json::from_str(json).expect("an example of the document fits its schema")
}
