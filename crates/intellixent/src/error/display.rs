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
            Kind::Connect => write!(f, "no connection to {}", self.host())?,
            Kind::Lasting(Lasting::NoTls) => f.write_str(
                "the base URL is https, and this build has no TLS; enable the feature `rustls` or `native-tls` of \
                 `intellixent`",
            )?,
            Kind::Lasting(Lasting::Tls) => write!(f, "no secure connection to {}", self.host())?,
            Kind::Lasting(Lasting::UnknownHost) => write!(f, "there is no host {}", self.host())?,
            Kind::ConnectTimeout => write!(f, "no connection to {} within the time limit", self.host())?,
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
                write!(f, " and asks to wait {asked:?}, longer than the {max:?} that the retry policy allows")?;
            }
            (Some(GivenUp::NoTime), _) => {
                f.write_str(", and the total time limit leaves no time for another attempt")?
            }
            (Some(GivenUp::NoBudget), _) => {
                f.write_str(", and the retries that all clones of the client share are spent")?
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
            Kind::ConnectTimeout | Kind::Timeout | Kind::TotalTimeout(_) => "timeout",
            Kind::Connection => "connection",
            Kind::CutShort => "cut_short",
            Kind::TooLarge { .. } => "too_large",
            Kind::Status => self.0.answer.as_ref().map_or("status", |answer| answer.status.as_str()),
            Kind::Decode(_) => "decode",
        }
    }
}
