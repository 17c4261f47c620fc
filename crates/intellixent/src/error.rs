//! The one error of this crate: what happened, and what the caller needs to act on it.

use std::{
    borrow::Cow,
    error::Error as StdError,
    fmt,
    future::Future,
    pin::pin,
    sync::Arc,
    task::{Context, Poll, Waker},
    time::Duration,
};

use bytes::Bytes;
use http::{HeaderMap, StatusCode, header};

use crate::{
    decode::{Misfit, misfit},
    exchange::{Answer, Trip},
    types::ApiError,
};

/// Why a call failed, with all that the server said.
///
/// `?` makes it out of whatever an operation's `send()` returns. [`Display`](fmt::Display) is one line that never holds
/// a body, a header or the key: it can be logged. What the server said is in [`message`](Self::message) and
/// [`body`](Self::body), which may hold personal data.
///
/// ```no_run
/// # async fn example(client: intellixent::Client) -> Result<(), intellixent::Error> {
/// let call = match client.get_call().id(123u64).send().await.map_err(intellixent::Error::from) {
///     Ok(response) => Some(response.into_inner()),
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
    attempts: u32,
    answer: Option<Answer>,
    said: Option<ApiError>,
    retry_after: Option<Duration>,
    source: Option<Arc<dyn StdError + Send + Sync>>,
}

#[derive(Clone, Debug)]
enum Kind {
    /// A setting or an argument; nothing was sent.
    Config(Cow<'static, str>),
    Connect,
    /// The time limit for connecting.
    ConnectTimeout,
    /// The time limit of one attempt.
    Timeout,
    /// The time limit of all attempts and pauses.
    TotalTimeout(Duration),
    /// The connection failed while the request went out or before the answer came.
    Connection,
    /// The answer ended before it was whole.
    CutShort,
    TooLarge {
        max_bytes: u64,
    },
    /// A status that is no success; `too_long` is the longest pause there was to be, if `Retry-After` asks for more.
    Status {
        too_long: Option<Duration>,
    },
    Decode(Misfit),
}

impl Error {
    fn new(kind: Kind) -> Self {
        Self(Box::new(Repr {
            kind,
            operation: None,
            attempts: 0,
            answer: None,
            said: None,
            retry_after: None,
            source: None,
        }))
    }

    pub(crate) fn config(problem: impl Into<Cow<'static, str>>) -> Self {
        Self::new(Kind::Config(problem.into()))
    }

    /// A request that got no answer.
    pub(crate) fn transport(error: reqwest::Error) -> Self {
        let kind = if error.is_timeout() {
            if error.is_connect() { Kind::ConnectTimeout } else { Kind::Timeout }
        } else if error.is_builder() {
            Kind::Config("the request cannot be built".into())
        } else if lacks_tls(&error) {
            Kind::Config(
                "the base URL is https, and this build has no TLS; enable the feature `rustls` or `native-tls` of \
                 `intellixent`"
                    .into(),
            )
        } else if error.is_connect() {
            Kind::Connect
        } else if error.is_body() || error.is_decode() {
            Kind::CutShort
        } else {
            Kind::Connection
        };
        Self::new(kind).caused_by(error)
    }

    /// An answer that stopped on the way.
    pub(crate) fn cut_short(error: reqwest::Error) -> Self {
        let kind = if error.is_timeout() { Kind::Timeout } else { Kind::CutShort };
        Self::new(kind).caused_by(error)
    }

    pub(crate) fn total_timeout(limit: Duration) -> Self {
        Self::new(Kind::TotalTimeout(limit))
    }

    pub(crate) fn too_large(max_bytes: u64) -> Self {
        Self::new(Kind::TooLarge { max_bytes })
    }

    /// An answer whose status is no success.
    pub(crate) fn unsuccessful(answer: Answer) -> Self {
        let mut error = Self::new(Kind::Status { too_long: None });
        error.0.said = said(&answer.body);
        error.with_answer(answer)
    }

    /// JSON that does not fit.
    pub(crate) fn misfit(misfit: Misfit) -> Self {
        Self::new(Kind::Decode(misfit))
    }

    /// A status that the document does not have; here it is a success, since `exec` has taken all others.
    fn undocumented(mut response: reqwest::Response) -> Self {
        let status = response.status();
        let headers = std::mem::take(response.headers_mut());
        let trip = response.extensions_mut().remove::<Trip>();
        // The body is at hand and not on its way, so that it can be had without waiting.
        let body = match pin!(response.bytes()).poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(Ok(body)) => body,
            _ => Bytes::new(),
        };
        let answer = Answer { status, headers, body };
        if !status.is_success() {
            return Self::unsuccessful(answer);
        }
        let problem = format!("expected a documented status, found {}", Named(status));
        let error = Self::decode(Misfit::of_all(problem), answer);
        match trip {
            Some(trip) => error.during(&trip),
            None => error,
        }
    }

    /// A success whose body does not fit.
    pub(crate) fn decode(misfit: Misfit, answer: Answer) -> Self {
        Self::misfit(misfit).with_answer(answer)
    }

    pub(crate) fn with_answer(mut self, answer: Answer) -> Self {
        self.0.retry_after = retry_after(&answer.headers);
        self.0.answer = Some(answer);
        self
    }

    pub(crate) fn caused_by(mut self, source: reqwest::Error) -> Self {
        // The URL names the call, and stands in no log for that.
        self.0.source = Some(Arc::new(source.without_url()));
        self
    }

    /// Notes which operation failed, and after how many attempts.
    pub(crate) fn during(mut self, trip: &Trip) -> Self {
        self.0.operation = Some(trip.operation);
        self.0.attempts = trip.attempts;
        trip.span.failed(&self, trip.attempts);
        self
    }

    /// Notes whether the server asked for a longer pause than `max_delay`, which is why there was none.
    pub(crate) fn with_limit(mut self, max_delay: Option<Duration>) -> Self {
        let repeatable = self.is_retryable();
        let asked = self.0.retry_after;
        if let Kind::Status { too_long } = &mut self.0.kind {
            *too_long = max_delay.filter(|max| repeatable && asked.is_some_and(|asked| asked > *max));
        }
        self
    }

    /// After the total time limit: adds what the attempt before the last one came to know.
    pub(crate) fn since(mut self, last: Option<Self>) -> Self {
        if let (Kind::TotalTimeout(_), Some(last)) = (&self.0.kind, last) {
            self.0.answer = last.0.answer.clone();
            self.0.said = last.0.said.clone();
            self.0.retry_after = last.0.retry_after;
            self.0.source = Some(Arc::new(last));
        }
        self
    }

    /// Packs the error into a response, for a hook that can return nothing else.
    pub(crate) fn into_response(self) -> reqwest::Response {
        let mut response = http::Response::new(Bytes::new());
        if let Some(status) = self.status() {
            *response.status_mut() = status;
        }
        response.extensions_mut().insert(self);
        response.into()
    }
}

impl Error {
    /// The status, if the server answered.
    pub fn status(&self) -> Option<StatusCode> {
        self.0.answer.as_ref().map(|answer| answer.status)
    }

    /// The headers, if the server answered.
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.0.answer.as_ref().map(|answer| &answer.headers)
    }

    /// The body as it came, whole or up to where it stopped, if the server answered. It may hold personal data.
    pub fn body(&self) -> Option<&[u8]> {
        self.0.answer.as_ref().map(|answer| &*answer.body)
    }

    /// The server's own words, if it answered with an error in the documented form. They may hold personal data.
    pub fn message(&self) -> Option<&str> {
        self.api_error()?.message.as_deref()
    }

    /// The server's error in the documented form, with what is wrong with each field of the request.
    pub fn api_error(&self) -> Option<&ApiError> {
        self.0.said.as_ref()
    }

    /// How long the server asks to wait before the next request, from `Retry-After` in either of its forms.
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.retry_after
    }

    /// Where a body stopped fitting, as `transcript[3].timestamp`; `.` is the whole body. `None` if it is not JSON. If it
    /// is broken JSON, this is where it breaks, and may name what the server's customer named.
    pub fn json_path(&self) -> Option<&str> {
        match &self.0.kind {
            Kind::Decode(misfit) => misfit.path.as_deref(),
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

    /// 429: too many requests; see [`retry_after`](Self::retry_after).
    pub fn is_rate_limited(&self) -> bool {
        self.status() == Some(StatusCode::TOO_MANY_REQUESTS)
    }

    /// A time limit passed: while connecting, while waiting, while reading, or over all attempts.
    pub fn is_timeout(&self) -> bool {
        matches!(self.0.kind, Kind::ConnectTimeout | Kind::Timeout | Kind::TotalTimeout(_))
    }

    /// The server answered with a success that is not what the document describes.
    pub fn is_decode(&self) -> bool {
        matches!(self.0.kind, Kind::Decode(_))
    }

    /// A setting or an argument was refused; nothing was sent.
    pub fn is_config(&self) -> bool {
        matches!(self.0.kind, Kind::Config(_))
    }

    /// The same call may succeed later: no connection, a time-out, a body cut short, or one of the statuses 408, 429,
    /// 500, 502, 503, 504 and 520 to 524. The client has then already tried again as its
    /// [`RetryPolicy`](crate::RetryPolicy) says.
    pub fn is_retryable(&self) -> bool {
        match self.0.kind {
            Kind::Connect
            | Kind::ConnectTimeout
            | Kind::Timeout
            | Kind::TotalTimeout(_)
            | Kind::Connection
            | Kind::CutShort => true,
            Kind::Status { .. } => self
                .status()
                .is_some_and(|status| matches!(status.as_u16(), 408 | 429 | 500 | 502 | 503 | 504 | 520..=524)),
            Kind::Config(_) | Kind::TooLarge { .. } | Kind::Decode(_) => false,
        }
    }
}

/// The server's words, if the body has them: not more of the form is asked for than that.
fn said(body: &[u8]) -> Option<ApiError> {
    serde_json::from_slice(body).ok().or_else(|| {
        let mut object: serde_json::Map<String, serde_json::Value> = serde_json::from_slice(body).ok()?;
        object.retain(|name, value| name == "message" && value.is_string());
        if object.is_empty() { None } else { serde_json::from_value(object.into()).ok() }
    })
}

/// `Retry-After` as a pause: seconds, or a date, counted from the answer's own `Date` where it has one.
fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let text = headers.get(header::RETRY_AFTER)?.to_str().ok()?.trim();
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(Duration::from_secs(text.parse().unwrap_or(u64::MAX)));
    }
    let date = |text| Some(jiff::fmt::rfc2822::parse(text).ok()?.timestamp());
    let now =
        headers.get(header::DATE).and_then(|value| date(value.to_str().ok()?)).unwrap_or_else(jiff::Timestamp::now);
    Some(Duration::try_from(date(text)?.duration_since(now)).unwrap_or_default())
}

#[cfg(feature = "tracing")]
impl Error {
    /// A word for what happened, out of a short list: the status, if it is what failed.
    pub(crate) fn type_name(&self) -> &str {
        match &self.0.kind {
            Kind::Config(_) => "config",
            Kind::Connect => "connect",
            Kind::ConnectTimeout | Kind::Timeout | Kind::TotalTimeout(_) => "timeout",
            Kind::Connection => "connection",
            Kind::CutShort => "cut_short",
            Kind::TooLarge { .. } => "too_large",
            Kind::Status { .. } => self.0.answer.as_ref().map_or("status", |answer| answer.status.as_str()),
            Kind::Decode(_) => "decode",
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(operation) = self.0.operation {
            write!(f, "{operation}: ")?;
        }
        match &self.0.kind {
            Kind::Config(problem) => f.write_str(problem)?,
            Kind::Connect => f.write_str("no connection to the server")?,
            Kind::ConnectTimeout => f.write_str("no connection to the server within the time limit")?,
            Kind::Timeout if self.0.answer.is_some() => {
                f.write_str("the answer was not whole within the time limit")?
            }
            Kind::Timeout => f.write_str("no answer within the time limit")?,
            Kind::TotalTimeout(limit) => {
                write!(f, "not done within the total time limit of {limit:?}")?;
                if let Some(status) = self.status() {
                    write!(f, "; the last answer was {}", Named(status))?;
                }
            }
            Kind::Connection => f.write_str("the connection failed before a valid answer came")?,
            Kind::CutShort => f.write_str("the connection failed before the answer was whole")?,
            Kind::TooLarge { max_bytes } => {
                write!(f, "the answer is larger than the limit of {max_bytes} bytes; `max_response_bytes` changes it")?;
            }
            Kind::Status { too_long } => {
                f.write_str("the server answered")?;
                if let Some(status) = self.status() {
                    write!(f, " {}", Named(status))?;
                    if status.is_redirection() {
                        f.write_str(", and redirects are not followed")?;
                    }
                }
                if let (Some(asked), Some(max)) = (self.retry_after(), too_long) {
                    write!(f, " and asks to wait {asked:?}, longer than the {max:?} that the retry policy allows")?;
                }
            }
            Kind::Decode(misfit) => misfit.fmt(f)?,
        }
        match self.0.attempts {
            0 | 1 => Ok(()),
            attempts => write!(f, " ({attempts} attempts)"),
        }
    }
}

/// A status with its name, if it has one: `StatusCode` calls 520 to 524 unknown.
struct Named(StatusCode);

impl fmt::Display for Named {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.as_str())?;
        self.0.canonical_reason().map_or(Ok(()), |reason| write!(f, " {reason}"))
    }
}

/// What [`Display`](fmt::Display) may say, in parts: no body, no header.
impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Error")
            .field("kind", &self.0.kind)
            .field("operation", &self.0.operation)
            .field("attempts", &self.0.attempts)
            .field("status", &self.status())
            .field("body_bytes", &self.body().map(<[u8]>::len))
            .field("retry_after", &self.0.retry_after)
            .field("source", &self.0.source)
            .finish()
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.source.as_deref().map(|source| source as &(dyn StdError + 'static))
    }
}

/// Packs the error into what a generated operation returns, which `From` takes out again.
impl<E> From<Error> for progenitor_client::Error<E> {
    fn from(error: Error) -> Self {
        Self::UnexpectedResponse(error.into_response())
    }
}

impl<E> From<progenitor_client::Error<E>> for Error {
    fn from(error: progenitor_client::Error<E>) -> Self {
        use progenitor_client::Error as Generated;
        match error {
            Generated::UnexpectedResponse(mut response) => match response.extensions_mut().remove::<Self>() {
                Some(error) => error,
                None => Self::undocumented(response),
            },
            Generated::InvalidRequest(problem) => Self::config(format!("the request is not complete: {problem}")),
            Generated::Custom(problem) => Self::config(problem),
            Generated::CommunicationError(error) | Generated::InvalidUpgrade(error) => Self::transport(error),
            Generated::ResponseBodyError(error) => Self::cut_short(error),
            Generated::ErrorResponse(response) => Self::unsuccessful(Answer {
                status: response.status(),
                headers: response.headers().clone(),
                body: Bytes::new(),
            }),
            Generated::InvalidResponsePayload(body, _) => {
                let answer = Answer { status: StatusCode::OK, headers: HeaderMap::new(), body };
                Self::decode(misfit::<serde::de::IgnoredAny>(&answer.body), answer)
            }
        }
    }
}

/// Whether a request failed because reqwest was built without TLS. It has no other sign of it than this text.
fn lacks_tls(error: &reqwest::Error) -> bool {
    error.is_connect()
        && std::iter::successors(error.source(), |&error| error.source())
            .any(|error| error.to_string().contains("scheme is not http"))
}
