//! Into what the generated code can carry, and out of it again.

use super::{Error, show::Named};
use crate::{
    decode::{Misfit, misfit},
    exchange::{self, Answer},
};
use bytes::Bytes;

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

/// What comes out of the generated code. The hooks and `decode::response` take every failure before it does, so that most
/// of these are never met.
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
            Generated::CommunicationError(error)
            | Generated::InvalidUpgrade(error)
            | Generated::ResponseBodyError(error) => Self::transport(error),
            Generated::ErrorResponse(response) => Self::unsuccessful(Answer {
                status: response.status(),
                headers: response.headers().clone(),
                body: Bytes::new(),
            }),
            Generated::InvalidResponsePayload(body, _) => Self::misfit(misfit::<serde::de::IgnoredAny>(&body)),
        }
    }
}

/// A status that the document does not have; here it is a success, since `exec` has taken all others.
fn undocumented(response: reqwest::Response) -> Error {
    let problem = format!("expected a documented status, found {}", Named(response.status()));
    let (answer, trip) = exchange::unpack(response);
    Error::decode(Misfit::of_all(problem), answer, trip.as_ref())
}
