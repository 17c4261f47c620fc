//! An error in print: one line for people, parts for programmers, a word for `tracing`. Nothing here shows a body, a
//! header or the key.

use std::fmt;

use http::{StatusCode, header};

use super::{Error, Kind};
use crate::{lasting::Lasting, retry::GivenUp};

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
            Kind::Lasting(Lasting::NoTls) => f.write_str(
                "the base URL is https, but this build has no TLS; enable the feature `rustls` or `native-tls` of \
                 `intellixent`",
            )?,
            Kind::Lasting(Lasting::Tls) => write!(f, "TLS handshake with {} failed", self.host())?,
            Kind::Lasting(Lasting::UnknownHost) => write!(f, "cannot resolve host {}", self.host())?,
            Kind::ConnectTimeout => write!(f, "connection to {} timed out", self.host())?,
            Kind::Timeout(limit) => {
                f.write_str("timed out")?;
                if let Some(limit) = limit {
                    write!(f, " after {limit:?}")?;
                }
                f.write_str(if self.0.answer.is_some() { " reading the response" } else { " waiting for a response" })?;
            }
            Kind::TotalTimeout(limit) => {
                write!(f, "total timeout of {limit:?} exceeded")?;
                if let Some(status) = self.status() {
                    write!(f, "; last response: {}", Named(status))?;
                }
            }
            Kind::Connection => f.write_str("connection failed before a valid response arrived")?,
            Kind::CutShort => f.write_str("connection failed before the response was complete")?,
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
            Kind::Decode(misfit) => misfit.fmt(f)?,
        }
        match (self.0.given_up, self.retry_after()) {
            // It says so already.
            _ if matches!(self.0.kind, Kind::TotalTimeout(_)) => {}
            (Some(GivenUp::TooLong(max)), Some(asked)) => {
                write!(f, "; not retried: it asks for a delay of {asked:?}, and the retry policy allows {max:?}")?;
            }
            (Some(GivenUp::NoTime), _) => f.write_str("; not retried: the total timeout leaves no time for it")?,
            (Some(GivenUp::NoBudget), _) => {
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

#[cfg(feature = "tracing")]
impl Error {
    /// A word for what happened, out of a short list: the status, if it is what failed.
    pub(crate) fn type_name(&self) -> &str {
        match &self.0.kind {
            Kind::Config(_) => "config",
            Kind::Connect | Kind::Lasting(_) => "connect",
            Kind::ConnectTimeout | Kind::Timeout(_) | Kind::TotalTimeout(_) => "timeout",
            Kind::Connection => "connection",
            Kind::CutShort => "cut_short",
            Kind::TooLarge { .. } => "too_large",
            Kind::Status => self.0.answer.as_ref().map_or("status", |answer| answer.status.as_str()),
            Kind::Decode(_) => "decode",
        }
    }
}
