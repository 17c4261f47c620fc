//! The one error of this crate: what happened, and what the caller needs to act on it.

mod display;

use std::{borrow::Cow, error::Error as StdError, sync::Arc, time::Duration};

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use crate::{
    ResponseValue, answer::Answer, decode::Misfit, lasting::Lasting, retry::GivenUp, retry_after, types::ApiError,
};

/// Why a call failed, with all that the server said.
///
/// What every operation fails with, and [`ClientBuilder::build`](crate::ClientBuilder::build).
/// [`Display`](std::fmt::Display) is one line that never holds a body, a header or the key: it can be logged. What the
/// server said is in [`message`](Self::message) and [`body`](Self::body), which may hold personal data.
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
struct Repr {
    kind: Kind,
    operation: Option<&'static str>,
    page: Option<u64>,
    /// The host that was asked, where there was no connection to it.
    host: Option<String>,
    attempts: u32,
    answer: Option<Answer>,
    said: Option<ApiError>,
    message: Option<String>,
    retry_after: Option<Duration>,
    given_up: Option<GivenUp>,
    source: Option<Arc<dyn StdError + Send + Sync>>,
}

#[derive(Clone, Debug)]
enum Kind {
    /// A setting or an argument; nothing was sent.
    Config(Cow<'static, str>),
    Connect,
    /// No connection, and none to come.
    Lasting(Lasting),
    /// The time limit for connecting.
    ConnectTimeout,
    /// The timeout of one attempt, if it is known.
    Timeout(Option<Duration>),
    /// The time limit of all attempts and pauses.
    TotalTimeout(Duration),
    /// The connection failed while the request went out or before the answer came.
    Connection,
    /// The answer ended before it was whole.
    CutShort,
    TooLarge {
        max_bytes: u64,
    },
    /// A status that is no success.
    Status,
    Decode(Misfit),
}

impl Error {
    fn new(kind: Kind) -> Self {
        Self(Box::new(Repr {
            kind,
            operation: None,
            page: None,
            host: None,
            attempts: 0,
            answer: None,
            said: None,
            message: None,
            retry_after: None,
            given_up: None,
            source: None,
        }))
    }

    pub(crate) fn config(problem: impl Into<Cow<'static, str>>) -> Self {
        Self::new(Kind::Config(problem.into()))
    }

    /// A request that got no answer.
    pub(crate) fn transport(error: reqwest::Error) -> Self {
        let kind = if error.is_timeout() {
            if error.is_connect() { Kind::ConnectTimeout } else { Kind::Timeout(None) }
        } else if error.is_builder() {
            Kind::Config("cannot build the request".into())
        } else if let Some(lasting) = Lasting::of(&error) {
            Kind::Lasting(lasting)
        } else if error.is_connect() {
            Kind::Connect
        } else if error.is_body() || error.is_decode() {
            Kind::CutShort
        } else {
            Kind::Connection
        };
        let host = error.url().and_then(|url| url.host_str()).map(str::to_owned);
        let mut failed = Self::new(kind).caused_by(error);
        failed.0.host = host;
        failed
    }

    /// An answer that stopped on the way.
    pub(crate) fn cut_short(error: Option<reqwest::Error>) -> Self {
        match error {
            Some(error) if error.is_timeout() => Self::new(Kind::Timeout(None)).caused_by(error),
            Some(error) => Self::new(Kind::CutShort).caused_by(error),
            None => Self::new(Kind::CutShort),
        }
    }

    /// Notes how long an attempt was allowed to take.
    pub(crate) fn within(mut self, limit: Duration) -> Self {
        if let Kind::Timeout(known) = &mut self.0.kind {
            *known = Some(limit);
        }
        self
    }

    /// A time-out that is one of all attempts together.
    pub(crate) fn of_all_attempts(mut self, limit: Duration) -> Self {
        self.0.kind = Kind::TotalTimeout(limit);
        self
    }

    pub(crate) fn total_timeout(limit: Duration) -> Self {
        Self::new(Kind::TotalTimeout(limit))
    }

    pub(crate) fn too_large(max_bytes: u64) -> Self {
        Self::new(Kind::TooLarge { max_bytes })
    }

    /// An answer whose status is no success.
    pub(crate) fn unsuccessful(answer: Answer, key: &str) -> Self {
        let mut error = Self::new(Kind::Status);
        error.0.said = answer.said(key);
        error.0.message = error.0.said.as_ref().and_then(ApiError::words).map(bounded);
        error.with_answer(answer)
    }

    /// JSON that does not fit.
    pub(crate) fn misfit(misfit: Misfit) -> Self {
        Self::new(Kind::Decode(misfit))
    }

    /// A success whose body does not fit.
    pub(crate) fn decode(misfit: Misfit, answer: Answer) -> Self {
        Self::misfit(misfit).with_answer(answer)
    }

    pub(crate) fn with_answer(mut self, answer: Answer) -> Self {
        self.0.retry_after = retry_after::asked(&answer.headers, &answer.body);
        self.0.answer = Some(answer);
        self
    }

    pub(crate) fn caused_by(mut self, source: reqwest::Error) -> Self {
        // The URL names the call, and stands in no log for that.
        self.0.source = Some(Arc::new(source.without_url()));
        self
    }

    /// Notes which operation failed.
    pub(crate) fn of(mut self, operation: &'static str) -> Self {
        self.0.operation = Some(operation);
        self
    }

    /// Notes which page of a list failed.
    pub(crate) fn on_page(mut self, page: u64) -> Self {
        self.0.page = Some(page);
        self
    }

    /// An answer that is not what the document describes as a whole.
    pub(crate) fn undocumented(problem: &str) -> Self {
        Self::misfit(Misfit::of_all(problem.to_owned()))
    }

    /// Notes how many requests were made.
    pub(crate) fn after(mut self, attempts: u32) -> Self {
        self.0.attempts = attempts;
        self
    }

    /// Notes why there was no other attempt.
    pub(crate) fn given_up(mut self, why: GivenUp) -> Self {
        self.0.given_up = Some(why);
        self
    }

    /// After the total time limit: adds what the attempt before the last one came to know, but for a pause that is over.
    pub(crate) fn since(mut self, last: Option<Self>) -> Self {
        if let (Kind::TotalTimeout(_), Some(last)) = (&self.0.kind, last) {
            if self.0.answer.is_none() {
                self.0.answer = last.0.answer.clone();
                self.0.said = last.0.said.clone();
                self.0.message = last.0.message.clone();
            }
            self.0.source = Some(Arc::new(last));
        }
        self
    }
}

/// For fakes without HTTP. `intellixent-httpmock` offers them by the kind of error.
#[doc(hidden)]
impl Error {
    /// The error of an answer that is no success.
    pub fn of_response(response: ResponseValue<Bytes>) -> Self {
        let (status, headers) = (response.status(), response.headers().clone());
        // No key was sent that the server could repeat, and no text has this one.
        Self::unsuccessful(Answer { status, headers, body: response.into_inner() }, "\0").after(1)
    }

    /// The error of a request that got no answer in time.
    pub fn of_timeout() -> Self {
        Self::new(Kind::Timeout(None)).after(1)
    }

    /// The error of a request that got no connection.
    pub fn of_connect() -> Self {
        Self::new(Kind::Connect).after(1)
    }
}

impl Error {
    /// The status, if the server answered.
    pub fn status(&self) -> Option<StatusCode> {
        self.0.answer.as_ref().map(|answer| answer.status)
    }

    /// The headers, if the server answered. One that repeats the key is marked as sensitive, so that nothing prints it.
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.0.answer.as_ref().map(|answer| &answer.headers)
    }

    /// The body as it came, whole or up to where it stopped, if the server answered. It may hold personal data.
    pub fn body(&self) -> Option<&[u8]> {
        self.0.answer.as_ref().map(|answer| &*answer.body)
    }

    /// The server's own words, if it answered with an error in a documented form: the first 500 characters of `message`,
    /// or else of `error`. They may hold personal data, but not the key. [`body`](Self::body) has all of it.
    pub fn message(&self) -> Option<&str> {
        self.0.message.as_deref()
    }

    /// The server's error in the documented form, with what is wrong with each field of the request; without the key, if
    /// the server repeats it. `None` if its body is larger than 64 KiB.
    pub fn api_error(&self) -> Option<&ApiError> {
        self.0.said.as_ref()
    }

    /// How long the server asks to wait before the next request, from the header
    /// `Retry-After` in either of its forms, or else from `retry_after` in the body.
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.retry_after
    }

    /// Where a body stopped fitting, as `transcript[3].timestamp`; `.` is the whole body. `None` if it is not JSON. If it
    /// is broken JSON, this is where it breaks, and may name what the server's customer named.
    pub fn json_path(&self) -> Option<&str> {
        match &self.0.kind {
            Kind::Decode(misfit) => misfit.path(),
            _ => None,
        }
    }

    /// How many requests were made; none for a refused setting or argument.
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }

    /// 404: there is no such thing, or it belongs to somebody else.
    pub fn is_not_found(&self) -> bool {
        self.status() == Some(StatusCode::NOT_FOUND)
    }

    /// 401: the key is missing or wrong.
    pub fn is_unauthorized(&self) -> bool {
        self.status() == Some(StatusCode::UNAUTHORIZED)
    }

    /// 403: the key may not do this.
    pub fn is_forbidden(&self) -> bool {
        self.status() == Some(StatusCode::FORBIDDEN)
    }

    /// 500 to 599: the server, or what stands before it, failed.
    pub fn is_server_error(&self) -> bool {
        self.status().is_some_and(|status| status.is_server_error())
    }

    /// There was no connection to the server.
    pub fn is_connect(&self) -> bool {
        matches!(self.0.kind, Kind::Connect | Kind::ConnectTimeout | Kind::Lasting(Lasting::Tls | Lasting::UnknownHost))
    }

    /// 429: too many requests; see [`retry_after`](Self::retry_after).
    pub fn is_rate_limited(&self) -> bool {
        self.status() == Some(StatusCode::TOO_MANY_REQUESTS)
    }

    /// A time limit passed: while connecting, while waiting, while reading, or over all attempts.
    pub fn is_timeout(&self) -> bool {
        matches!(self.0.kind, Kind::ConnectTimeout | Kind::Timeout(_) | Kind::TotalTimeout(_))
    }

    /// The server answered with a success that is not what the document describes.
    pub fn is_decode(&self) -> bool {
        matches!(self.0.kind, Kind::Decode(_))
    }

    /// A setting or an argument was refused; nothing was sent.
    pub fn is_config(&self) -> bool {
        matches!(self.0.kind, Kind::Config(_) | Kind::Lasting(Lasting::NoTls))
    }

    /// The same call may succeed later: no connection, a time-out, a body cut short, or one of the statuses 408, 429,
    /// 500, 502, 503, 504 and 520 to 524. Where a request can be repeated without harm, the client has already tried again
    /// as its [`RetryPolicy`](crate::RetryPolicy) says; [`attempts`](Self::attempts) counts.
    pub fn is_retryable(&self) -> bool {
        match self.0.kind {
            Kind::Connect
            | Kind::ConnectTimeout
            | Kind::Timeout(_)
            | Kind::TotalTimeout(_)
            | Kind::Connection
            | Kind::CutShort => true,
            Kind::Status => self
                .status()
                .is_some_and(|status| matches!(status.as_u16(), 408 | 429 | 500 | 502 | 503 | 504 | 520..=524)),
            Kind::Config(_) | Kind::Lasting(_) | Kind::TooLarge { .. } | Kind::Decode(_) => false,
        }
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.source.as_deref().map(|source| source as &(dyn StdError + 'static))
    }
}

impl ApiError {
    /// What the server says in words, in either of the documented members.
    fn words(&self) -> Option<&str> {
        self.message.as_deref().or(self.error.as_deref())
    }
}

/// As much of the server's words as fits into a log.
fn bounded(text: &str) -> String {
    text.chars().take(500).collect()
}
