//! The error type of the crate: the cause, the response if there is one, and the number of attempts.

mod display;

use std::{borrow::Cow, error::Error as StdError, sync::Arc, time::Duration};

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use crate::{
    ResponseValue,
    attempt::RawResponse,
    decode::DecodeError,
    permanent::Permanent,
    retry::{NotRetried, is_transient},
    retry_after,
    types::ApiError,
};

/// The error of every operation and of [`ClientBuilder::build`](crate::ClientBuilder::build).
///
/// [`Display`](std::fmt::Display) is one line that never contains a body, a header or the API key: it can be logged. The
/// server's message and the response body are in [`message`](Self::message) and [`body`](Self::body), which may contain
/// personal data.
///
/// ```no_run
/// # async fn example(client: intellixent::Client) -> Result<(), intellixent::Error> {
/// let call = match client.get_call(123).await {
///     Ok(call) => Some(call),
///     Err(error) if error.is_not_found() => None,
///     Err(error) if error.is_rate_limited() => {
///         eprintln!("wait {:?}", error.retry_after());
///         return Err(error);
///     }
///     Err(error) => return Err(error),
/// };
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
#[non_exhaustive]
pub struct Error(Box<Repr>);

#[derive(Clone)]
pub(crate) struct Repr {
    pub(crate) kind: Kind,
    pub(crate) operation: Option<&'static str>,
    pub(crate) page: Option<u64>,
    /// The host to which the connection failed.
    pub(crate) host: Option<String>,
    pub(crate) attempts: u32,
    pub(crate) response: Option<RawResponse>,
    pub(crate) api_error: Option<ApiError>,
    pub(crate) retry_after: Option<Duration>,
    pub(crate) not_retried: Option<NotRetried>,
    pub(crate) source: Option<Arc<dyn StdError + Send + Sync>>,
}

#[derive(Clone, Debug)]
pub(crate) enum Kind {
    /// An invalid setting or argument; nothing was sent.
    Config(Cow<'static, str>),
    Connect,
    /// No connection, for a reason that retries do not mend.
    Permanent(Permanent),
    ConnectTimeout,
    /// Of one attempt, with its limit if that is known.
    Timeout(Option<Duration>),
    /// Of all attempts and the delays between them.
    TotalTimeout(Duration),
    /// The connection failed while the request was sent or before the response's head arrived.
    Connection,
    /// The connection failed within the response.
    Truncated,
    TooLarge {
        max_bytes: u64,
    },
    /// A status other than 2xx.
    Status,
    Decode(DecodeError),
}

impl Error {
    pub(crate) fn new(kind: Kind) -> Self {
        Self(Box::new(Repr {
            kind,
            operation: None,
            page: None,
            host: None,
            attempts: 0,
            response: None,
            api_error: None,
            retry_after: None,
            not_retried: None,
            source: None,
        }))
    }

    pub(crate) fn config(problem: impl Into<Cow<'static, str>>) -> Self {
        Self::new(Kind::Config(problem.into()))
    }

    /// The request failed without a response.
    pub(crate) fn transport(error: reqwest::Error) -> Self {
        let kind = if error.is_timeout() {
            if error.is_connect() { Kind::ConnectTimeout } else { Kind::Timeout(None) }
        } else if error.is_builder() {
            Kind::Config("cannot build the request".into())
        } else if let Some(permanent) = Permanent::of(&error) {
            Kind::Permanent(permanent)
        } else if error.is_connect() {
            Kind::Connect
        } else if error.is_body() || error.is_decode() {
            Kind::Truncated
        } else {
            Kind::Connection
        };
        let host = error.url().and_then(|url| url.host_str()).map(str::to_owned);
        Self::new(kind).caused_by(error).with(|error| error.host = host)
    }

    /// The connection failed, or the time was up, within the response.
    pub(crate) fn truncated(error: Option<reqwest::Error>) -> Self {
        match error {
            Some(error) if error.is_timeout() => Self::new(Kind::Timeout(None)).caused_by(error),
            Some(error) => Self::new(Kind::Truncated).caused_by(error),
            None => Self::new(Kind::Truncated),
        }
    }

    /// Adds the limit of one attempt to its timeout.
    pub(crate) fn within(self, limit: Duration) -> Self {
        self.with(|error| {
            if let Kind::Timeout(known) = &mut error.kind {
                *known = Some(limit);
            }
        })
    }

    /// A response with a status other than 2xx.
    pub(crate) fn unsuccessful(response: RawResponse, key: &str) -> Self {
        let api_error = response.api_error(key);
        Self::new(Kind::Status).with(|error| error.api_error = api_error).with_response(response)
    }

    pub(crate) fn with_response(self, response: RawResponse) -> Self {
        self.with(|error| {
            error.retry_after = retry_after::requested(&response.headers, &response.body);
            error.response = Some(response);
        })
    }

    pub(crate) fn caused_by(self, source: reqwest::Error) -> Self {
        // The URL contains the call's id, which must not be logged.
        self.with(|error| error.source = Some(Arc::new(source.without_url())))
    }

    /// Adds what is known where the error passes.
    pub(crate) fn with(mut self, add: impl FnOnce(&mut Repr)) -> Self {
        add(&mut self.0);
        self
    }

    /// Gives a total timeout the response and the error of the previous attempt.
    pub(crate) fn with_previous(mut self, previous: Option<Self>) -> Self {
        if let (Kind::TotalTimeout(_), Some(previous)) = (&self.0.kind, previous) {
            if self.0.response.is_none() {
                // Not its `retry_after`: that delay is over.
                self.0.response = previous.0.response.clone();
                self.0.api_error = previous.0.api_error.clone();
            }
            self.0.source = Some(Arc::new(previous));
        }
        self
    }
}

impl From<DecodeError> for Error {
    fn from(error: DecodeError) -> Self {
        Self::new(Kind::Decode(error))
    }
}

/// For fakes without HTTP; `intellixent-httpmock` has a function for each kind of error.
#[doc(hidden)]
impl Error {
    /// The error of a response with a status other than 2xx.
    pub fn of_response(response: ResponseValue<Bytes>) -> Self {
        let (status, headers) = (response.status(), response.headers().clone());
        // No key was sent that could have to be redacted, and no text contains this one.
        Self::unsuccessful(RawResponse { status, headers, body: response.into_inner() }, "\0").with(after_one)
    }

    /// The error of a request that timed out.
    pub fn of_timeout() -> Self {
        Self::new(Kind::Timeout(None)).with(after_one)
    }

    /// The error of a request whose connection failed.
    pub fn of_connect() -> Self {
        Self::new(Kind::Connect).with(after_one)
    }
}

impl Error {
    /// The HTTP status, if there is a response.
    pub fn status(&self) -> Option<StatusCode> {
        self.0.response.as_ref().map(|response| response.status)
    }

    /// The response's headers, if there is a response. A value that contains the API key is marked as sensitive, so that
    /// `Debug` does not print it.
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.0.response.as_ref().map(|response| &response.headers)
    }

    /// The response's body, or the part of it that arrived, if there is a response. It may contain personal data.
    pub fn body(&self) -> Option<&[u8]> {
        self.0.response.as_ref().map(|response| &*response.body)
    }

    /// The server's error message, if its body is a documented error: the first 500 characters of `message`, or else of
    /// `error`. It may contain personal data, but not the API key. The whole of it is in [`body`](Self::body).
    pub fn message(&self) -> Option<&str> {
        let error = self.0.api_error.as_ref()?;
        let text = error.message.as_deref().or(error.error.as_deref())?;
        Some(text.char_indices().nth(500).map_or(text, |(end, _)| &text[..end]))
    }

    /// The server's error in the documented form, with the problems of each field of the request. The API key is removed
    /// from it. `None` if the body is larger than 64 KiB.
    pub fn api_error(&self) -> Option<&ApiError> {
        self.0.api_error.as_ref()
    }

    /// The delay that the server asks for: the header `Retry-After`, as seconds or as a date, or else `retry_after` in the
    /// body.
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.retry_after
    }

    /// Where decoding failed, such as `transcript[3].timestamp`; `.` is the whole body. `None` if the body is not JSON at
    /// all. For JSON with a syntax error, this is the place of the error, and may contain names that customers chose.
    pub fn json_path(&self) -> Option<&str> {
        match &self.0.kind {
            Kind::Decode(error) => error.path(),
            _ => None,
        }
    }

    /// The number of requests made: 0 for an invalid setting or argument.
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }

    /// Status 404: it does not exist, or belongs to somebody else.
    pub fn is_not_found(&self) -> bool {
        self.status() == Some(StatusCode::NOT_FOUND)
    }

    /// Status 401: the API key is missing or wrong.
    pub fn is_unauthorized(&self) -> bool {
        self.status() == Some(StatusCode::UNAUTHORIZED)
    }

    /// Status 403: the API key does not permit this.
    pub fn is_forbidden(&self) -> bool {
        self.status() == Some(StatusCode::FORBIDDEN)
    }

    /// Status 500 to 599: the server, or a proxy in front of it, failed.
    pub fn is_server_error(&self) -> bool {
        self.status().is_some_and(|status| status.is_server_error())
    }

    /// No connection to the server could be made.
    pub fn is_connect(&self) -> bool {
        matches!(
            self.0.kind,
            Kind::Connect | Kind::ConnectTimeout | Kind::Permanent(Permanent::Tls | Permanent::UnknownHost)
        )
    }

    /// Status 429: too many requests; see [`retry_after`](Self::retry_after).
    pub fn is_rate_limited(&self) -> bool {
        self.status() == Some(StatusCode::TOO_MANY_REQUESTS)
    }

    /// One of the three timeouts passed: for connecting, for one attempt, or for the whole operation.
    pub fn is_timeout(&self) -> bool {
        matches!(self.0.kind, Kind::ConnectTimeout | Kind::Timeout(_) | Kind::TotalTimeout(_))
    }

    /// The response has a 2xx status and a body that cannot be decoded.
    pub fn is_decode(&self) -> bool {
        matches!(self.0.kind, Kind::Decode(_))
    }

    /// The body of the response is larger than [`max_response_bytes`](crate::ClientBuilder::max_response_bytes) allows.
    pub fn is_too_large(&self) -> bool {
        matches!(self.0.kind, Kind::TooLarge { .. })
    }

    /// A setting or an argument is invalid; nothing was sent.
    pub fn is_config(&self) -> bool {
        matches!(self.0.kind, Kind::Config(_) | Kind::Permanent(Permanent::NoTls))
    }

    /// The failure may be transient: a failed connection, a timeout, a truncated body, or one of the statuses that
    /// [`RetryPolicy`](crate::RetryPolicy) lists. If the request is idempotent, the client has already retried it as far
    /// as its policy allows; see [`attempts`](Self::attempts).
    pub fn is_retryable(&self) -> bool {
        match self.0.kind {
            Kind::Connect
            | Kind::ConnectTimeout
            | Kind::Timeout(_)
            | Kind::TotalTimeout(_)
            | Kind::Connection
            | Kind::Truncated => true,
            Kind::Status => self.status().is_some_and(is_transient),
            Kind::Config(_) | Kind::Permanent(_) | Kind::TooLarge { .. } | Kind::Decode(_) => false,
        }
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.source.as_deref().map(|source| source as &(dyn StdError + 'static))
    }
}

fn after_one(error: &mut Repr) {
    error.attempts = 1;
}
