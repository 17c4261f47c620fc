//! An `Error` of each kind, as the client returns it: for fakes without HTTP.
//!
//! If the code under test knows the client through a trait of its own, a fake of that trait can fail as the client does:
//!
//! ```
//! use intellixent::{Error, types::Call};
//! use intellixent_httpmock::errors;
//! use std::time::Duration;
//!
//! fn fake(id: u64) -> Result<Call, Error> {
//!     match id {
//!         1 => Ok(Call::builder().id(1).status("completed").build().unwrap()),
//!         2 => Err(errors::rate_limited(Duration::from_secs(7))),
//!         _ => Err(errors::not_found()),
//!     }
//! }
//!
//! assert!(fake(3).unwrap_err().is_not_found());
//! assert_eq!(fake(2).unwrap_err().retry_after(), Some(Duration::from_secs(7)));
//! ```

use std::time::Duration;

use intellixent::{Error, ResponseValue, reqwest::StatusCode, types::Call};

use crate::{answers, fixtures::json};

/// Status 404 with the documented body: the call does not exist.
pub fn not_found() -> Error {
    status(404, json::NOT_FOUND)
}

/// Status 401 with the documented body: the API key is missing or wrong.
pub fn unauthorized() -> Error {
    status(401, json::UNAUTHENTICATED)
}

/// Status 403: the API key does not permit this.
pub fn forbidden() -> Error {
    status(403, json::FORBIDDEN)
}

/// Status 422 with the documented body: a field of the request is invalid.
pub fn invalid() -> Error {
    status(422, json::INVALID)
}

/// Status 429 with the documented body: too many requests. `wait` is [`Error::retry_after`].
pub fn rate_limited(wait: Duration) -> Error {
    status(429, answers::too_many_attempts(wait))
}

/// Status 500: the server failed.
pub fn server_error() -> Error {
    status(500, json::SERVER_ERROR)
}

/// Any status other than 2xx, with any body.
///
/// ```
/// let error = intellixent_httpmock::errors::status(502, "<html>Bad Gateway</html>");
/// assert!(error.is_server_error() && error.is_retryable());
/// assert_eq!(error.message(), None);
/// ```
///
/// # Panics
///
/// If the status is not from 100 to 999, or is a success.
#[track_caller]
#[expect(clippy::panic, reason = "a mistake of the test, which this points to")]
pub fn status(status: u16, body: impl AsRef<[u8]>) -> Error {
    match StatusCode::from_u16(status) {
        Ok(status) if !status.is_success() => {
            let body = intellixent::bytes::Bytes::copy_from_slice(body.as_ref());
            Error::of_response(ResponseValue::new(body, status, Default::default()))
        }
        _ => panic!("{status} is not the status of an error; give one such as 404"),
    }
}

/// The request timed out.
pub fn timeout() -> Error {
    Error::of_timeout()
}

/// The connection to the server failed.
pub fn connect() -> Error {
    Error::of_connect()
}

/// A success whose body is not a call: it has no `id`.
#[expect(clippy::panic, reason = "a call must have an id")]
pub fn decode() -> Error {
    match Call::from_slice(b"{}") {
        Err(error) => error,
        Ok(_) => panic!("a call without an id is decoded"),
    }
}
