//! Connection failures that another attempt within a minute cannot mend, and that are therefore not retried.

use std::{error::Error as StdError, io};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Permanent {
    /// The URL is `https`, and reqwest was built without TLS.
    NoTls,
    /// The server's certificate is invalid, or client and server have no TLS version in common.
    Tls,
    /// DNS says that the name does not exist; a lookup that failed is not this.
    UnknownHost,
}

/// Failures that can be recognized by their text only: those of hyper, of the libraries behind native-tls, and of the C
/// libraries, of which only glibc and musl tell an unknown name from an unreachable network.
const BY_TEXT: &[(&str, Permanent)] = &[
    ("scheme is not http", Permanent::NoTls),
    ("certificate", Permanent::Tls),
    ("alert protocol version", Permanent::Tls),
    ("wrong version number", Permanent::Tls),
    ("Name or service not known", Permanent::UnknownHost),
    ("Name does not resolve", Permanent::UnknownHost),
    ("invalid dns name", Permanent::UnknownHost),
];

impl Permanent {
    /// `None` if the failure may be transient.
    pub(crate) fn of(error: &reqwest::Error) -> Option<Self> {
        if !error.is_connect() || error.is_timeout() {
            return None;
        }
        std::iter::successors(error.source(), |&cause| cause.source()).find_map(|cause| {
            // rustls reports its own errors with this kind, and errors of the connection with others.
            if cause.downcast_ref().is_some_and(is_invalid_data) {
                return Some(Self::Tls);
            }
            let message = cause.to_string();
            BY_TEXT.iter().find(|(text, _)| message.contains(text)).map(|(_, permanent)| *permanent)
        })
    }
}

/// Also looks into an `io::Error` that wraps another one, which `source()` skips.
fn is_invalid_data(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::InvalidData
        || error.get_ref().and_then(|inner| inner.downcast_ref()).is_some_and(is_invalid_data)
}
