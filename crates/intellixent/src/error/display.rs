//! `Display`, `Debug` and the `error.type` of an error. None of them contains a body, a header or the API key.

use std::fmt;

use http::{StatusCode, header};

use super::{Error, Kind};
use crate::{permanent::Permanent, retry::NotRetried};

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(operation) = self.0.operation {
            write!(f, "{operation}: ")?;
        }
        if let Some(page) = self.0.page {
            write!(f, "page {page}: ")?;
        }
        match &self.0.kind {
            Kind::Config(problem) => f.write_str(problem)?,
            Kind::Connect => write!(f, "connection to {} failed", self.host())?,
            Kind::Permanent(Permanent::NoTls) => f.write_str(
                "the base URL is https, but this build has no TLS; enable the feature `rustls` or `native-tls` of \
                 `intellixent`",
            )?,
            Kind::Permanent(Permanent::Tls) => write!(f, "TLS handshake with {} failed", self.host())?,
            Kind::Permanent(Permanent::UnknownHost) => write!(f, "cannot resolve host {}", self.host())?,
            Kind::ConnectTimeout => write!(f, "connection to {} timed out", self.host())?,
            Kind::Timeout(limit) => {
                f.write_str("timed out")?;
                if let Some(limit) = limit {
                    write!(f, " after {limit:?}")?;
                }
                f.write_str(if self.0.response.is_some() {
                    " reading the response"
                } else {
                    " waiting for a response"
                })?;
            }
            Kind::TotalTimeout(limit) => {
                write!(f, "total timeout of {limit:?} exceeded")?;
                if let Some(status) = self.status() {
                    write!(f, "; last response: {}", Named(status))?;
                }
            }
            Kind::Connection => f.write_str("connection failed before a valid response arrived")?,
            Kind::Truncated => f.write_str("connection failed before the response was complete")?,
            Kind::TooLarge { max_bytes } => {
                write!(f, "response body exceeds the limit of {max_bytes} bytes; raise it with `max_response_bytes`")?;
            }
            Kind::Status => {
                f.write_str("the server answered")?;
                if let Some(status) = self.status() {
                    write!(f, " {}", Named(status))?;
                    let elsewhere = self.headers().is_some_and(|headers| headers.contains_key(header::LOCATION));
                    if status.is_redirection() && elsewhere {
                        f.write_str(", and redirects are not followed")?;
                    }
                }
            }
            Kind::Decode(error) => error.fmt(f)?,
        }
        match (self.0.not_retried, self.retry_after()) {
            // The total timeout is the reason.
            _ if matches!(self.0.kind, Kind::TotalTimeout(_)) => {}
            (Some(NotRetried::TooLong(max)), Some(delay)) => {
                write!(f, "; not retried: it asks for a delay of {delay:?}, and the retry policy allows {max:?}")?;
            }
            (Some(NotRetried::NoTime), _) => f.write_str("; not retried: the total timeout leaves no time for it")?,
            (Some(NotRetried::NoBudget), _) => {
                f.write_str("; not retried: the retry budget of the client and its clones is exhausted")?
            }
            _ => {}
        }
        match self.0.attempts {
            0 | 1 => Ok(()),
            attempts => write!(f, " ({attempts} attempts)"),
        }
    }
}

impl Error {
    fn host(&self) -> &str {
        self.0.host.as_deref().unwrap_or("the server")
    }
}

/// A status with its name, if it has one: `StatusCode` would show `520 <unknown status code>`.
struct Named(StatusCode);

impl fmt::Display for Named {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.as_str())?;
        self.0.canonical_reason().map_or(Ok(()), |reason| write!(f, " {reason}"))
    }
}

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

#[cfg(feature = "tracing")]
impl Error {
    /// The value of OpenTelemetry's `error.type`: the status, or a word for what failed.
    pub(crate) fn type_name(&self) -> &str {
        match &self.0.kind {
            Kind::Config(_) => "config",
            Kind::Connect | Kind::Permanent(_) => "connect",
            Kind::ConnectTimeout | Kind::Timeout(_) | Kind::TotalTimeout(_) => "timeout",
            Kind::Connection => "connection",
            Kind::Truncated => "truncated",
            Kind::TooLarge { .. } => "too_large",
            Kind::Status => self.0.response.as_ref().map_or("status", |response| response.status.as_str()),
            Kind::Decode(_) => "decode",
        }
    }
}
