//! The mock server: that of httpmock, and a response to each request that no mock expects.

use std::{
    fmt,
    sync::{Mutex, PoisonError},
};

use httpmock::{HttpMockResponse, Mock, Then, When};
use serde_json::json;

/// A server on loopback that responds with mocks, each to the requests that it expects.
///
/// A request that no mock expects gets status 501, and a message that names the request. It is not 404, which would mean
/// that the call does not exist. If several mocks expect a request, the oldest one responds.
///
/// ```
/// use intellixent_httpmock::{MockServer, MockServerExt as _, client, fixtures};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), intellixent::Error> {
/// let server = MockServer::start_async().await;
/// server.get_call(|when, then| { when.id(1); then.ok(&fixtures::call()); });
/// let error = client(&server)?.get_call(2).await.unwrap_err();
/// assert!(!error.is_not_found());
/// assert_eq!(error.message(), Some("no mock expects GET /user/calls/2"));
/// # Ok(())
/// # }
/// ```
pub struct MockServer {
    server: httpmock::MockServer,
    /// The mock that expects everything. It must be the newest one.
    rest: Mutex<usize>,
}

impl MockServer {
    /// Starts a server, or reuses one that another test has dropped.
    pub fn start() -> Self {
        httpmock::MockServer::start().into()
    }

    /// Like [`start`](Self::start), for asynchronous code.
    pub async fn start_async() -> Self {
        httpmock::MockServer::start_async().await.into()
    }

    /// The base URL, such as `http://127.0.0.1:5000`.
    pub fn base_url(&self) -> String {
        self.server.base_url()
    }

    /// Adds a mock of any request, in the types of `httpmock`. It lasts until the server or [`Mock::delete`] ends it.
    pub fn mock(&self, config_fn: impl FnOnce(When, Then)) -> Mock<'_> {
        let mut rest = self.rest.lock().unwrap_or_else(PoisonError::into_inner);
        let mock = self.server.mock(config_fn);
        let newest = expect_all(&self.server);
        Mock::new(std::mem::replace(&mut rest, newest), &self.server).delete();
        mock
    }
}

impl From<httpmock::MockServer> for MockServer {
    fn from(server: httpmock::MockServer) -> Self {
        Self { rest: Mutex::new(expect_all(&server)), server }
    }
}

impl fmt::Debug for MockServer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("MockServer").field(&self.base_url()).finish()
    }
}

fn expect_all(server: &httpmock::MockServer) -> usize {
    let mock = server.mock(|_, then| {
        then.respond_with(|request| {
            let uri = request.uri();
            let target = uri.path_and_query().map_or("/", |target| target.as_str());
            let said = format!("no mock expects {} {target}", request.method());
            let answer = HttpMockResponse::builder().status(501).header("content-type", "application/json");
            answer.body(json!({"message": said}).to_string()).build()
        });
    });
    mock.id()
}
