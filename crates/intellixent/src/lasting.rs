//! Why a connection cannot be had, however often it is tried: what another attempt within a minute does not mend.

use std::{error::Error as StdError, io};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lasting {
    /// `https`, and reqwest was built without TLS.
    NoTls,
    /// The server has no certificate that proves who it is, or speaks no TLS that this client does.
    Tls,
    /// A name that does not exist, by a definite answer.
    UnknownHost,
}

/// What has no other sign than its text: in hyper, in the libraries behind native-tls, and in the C libraries, of which
/// only glibc and musl tell a name that does not exist from a network that is not there.
const SAID: &[(&str, Lasting)] = &[
    ("scheme is not http", Lasting::NoTls),
    ("certificate", Lasting::Tls),
    ("alert protocol version", Lasting::Tls),
    ("wrong version number", Lasting::Tls),
    ("Name or service not known", Lasting::UnknownHost),
    ("Name does not resolve", Lasting::UnknownHost),
    ("invalid dns name", Lasting::UnknownHost),
];

impl Lasting {
    /// What lasts of a failure; `None` if it may pass.
    pub(crate) fn of(error: &reqwest::Error) -> Option<Self> {
        if !error.is_connect() || error.is_timeout() {
            return None;
        }
        std::iter::successors(error.source(), |&cause| cause.source()).find_map(|cause| {
            // rustls gives every failure of its own this kind, and none of the connection's.
            if cause.downcast_ref().is_some_and(is_invalid) {
                return Some(Self::Tls);
            }
            let said = cause.to_string();
            SAID.iter().find(|(text, _)| said.contains(text)).map(|(_, lasting)| *lasting)
        })
    }
}

/// Whether what came was invalid: an `io::Error` may wrap another, which is none of its sources.
fn is_invalid(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::InvalidData
        || error.get_ref().and_then(|inner| inner.downcast_ref()).is_some_and(is_invalid)
}
