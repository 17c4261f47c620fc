//! Into what the generated code can carry, and out of it again.

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::{Error, show::Named};
use crate::{
    decode::{Misfit, misfit},
    exchange::{Answer, Trip},
};

impl Error {
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
                None => undocumented(response),
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

/// A status that the document does not have; here it is a success, since `exec` has taken all others.
fn undocumented(mut response: reqwest::Response) -> Error {
    let status = response.status();
    let headers = std::mem::take(response.headers_mut());
    let trip = response.extensions_mut().remove::<Trip>();
    let body = trip.as_ref().and_then(|trip| trip.body.clone()).unwrap_or_default();
    let answer = Answer { status, headers, body };
    if !status.is_success() {
        return Error::unsuccessful(answer);
    }
    let problem = format!("expected a documented status, found {}", Named(status));
    let error = Error::decode(Misfit::of_all(problem), answer);
    match trip {
        Some(trip) => error.during(&trip),
        None => error,
    }
}
