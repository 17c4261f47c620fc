//! What happens around every generated operation: the key goes on, attempts are made, failures become one error.

use std::time::Duration;

use bytes::Bytes;
use http::{Method, header};
use progenitor_client::{ClientHooks, OperationInfo};
use tokio::time::Instant;

use crate::{
    Client, Error,
    client::Inner,
    exchange::{self, Trip},
    retry::Retries,
    trace::Span,
};

impl ClientHooks<Inner> for Client {
    async fn pre<E>(
        &self,
        request: &mut reqwest::Request,
        _: &OperationInfo,
    ) -> Result<(), progenitor_client::Error<E>> {
        request.headers_mut().insert(header::AUTHORIZATION, self.inner.shared.authorization.clone());
        Ok(())
    }

    /// Gives a success that carries its whole body, or a response that carries an [`Error`], which `post` then brings out:
    /// this signature has no room for either.
    async fn exec(&self, request: reqwest::Request, info: &OperationInfo) -> reqwest::Result<reqwest::Response> {
        let span = Span::start(info.operation_id, &request);
        let mut trip = Trip { operation: info.operation_id, attempts: 0, span, body: Bytes::new() };
        match trip.span.clone().around(self.attempts(request, &mut trip)).await {
            Ok((mut response, body)) => {
                trip.span.answered(response.status(), trip.attempts);
                trip.body = body;
                response.extensions_mut().insert(trip);
                Ok(response)
            }
            Err(error) => Ok(error.during(&trip).into_response()),
        }
    }

    async fn post<E>(
        &self,
        result: &reqwest::Result<reqwest::Response>,
        _: &OperationInfo,
    ) -> Result<(), progenitor_client::Error<E>> {
        match result.as_ref().ok().and_then(|response| response.extensions().get::<Error>()) {
            Some(error) => Err(error.clone().into()),
            None => Ok(()),
        }
    }
}

impl Client {
    /// Sends the request until it succeeds, the policy says no, the budget is spent or the time is up.
    async fn attempts(
        &self,
        mut request: reqwest::Request,
        trip: &mut Trip,
    ) -> Result<(reqwest::Response, Bytes), Error> {
        let shared = &self.inner.shared;
        let repeatable = shared.retry.max_retries > 0 && is_idempotent(request.method());
        let deadline = Deadline::after(shared.total_timeout);
        let mut left = shared.total_timeout;
        let mut retries = Retries::new(&shared.retry, &shared.budget);
        let mut last = None;
        loop {
            let again = if repeatable { copy(&request) } else { None };
            // The one timer of an attempt keeps both limits; the client sets it to the usual one.
            if left < shared.timeout {
                *request.timeout_mut() = Some(left);
            }
            trip.attempts += 1;
            trip.span.attempt(trip.attempts);
            let answer = self.client.execute(request);
            let error = match exchange::receive(answer, shared.max_response_bytes).await {
                Ok(success) => {
                    retries.worked();
                    return Ok(success);
                }
                Err(error) if error.is_timeout() && deadline.left().is_zero() => {
                    error.of_all_attempts(shared.total_timeout)
                }
                Err(error) => error,
            };
            let Some(again) = again.filter(|_| error.is_retryable()) else {
                // A server that says that there is no such call is in no outage.
                if error.status().is_some() && !error.is_retryable() {
                    retries.worked();
                }
                return Err(error.since(last));
            };
            let pause = match retries.next(&error, deadline.left()) {
                Ok(pause) => pause,
                Err(why) => return Err(error.given_up(why).since(last)),
            };
            trip.span.retried(&error, pause.delay);
            pause.over().await;
            (request, left, last) = (again, deadline.left(), Some(error));
        }
    }
}

/// When all attempts have to be done; `None` is never.
#[derive(Clone, Copy)]
struct Deadline(Option<Instant>);

impl Deadline {
    fn after(limit: Duration) -> Self {
        Self(Instant::now().checked_add(limit))
    }

    fn left(self) -> Duration {
        self.0.map_or(Duration::MAX, |deadline| deadline.saturating_duration_since(Instant::now()))
    }
}

fn is_idempotent(method: &Method) -> bool {
    matches!(*method, Method::GET | Method::HEAD | Method::PUT | Method::DELETE | Method::OPTIONS | Method::TRACE)
}

/// The request once more; `None` if its body is a stream, which can be sent only once.
fn copy(request: &reqwest::Request) -> Option<reqwest::Request> {
    if request.body().is_some() {
        return request.try_clone();
    }
    // `try_clone` would set aside memory for settings that no request has before it is sent.
    let mut copy = reqwest::Request::new(request.method().clone(), request.url().clone());
    copy.headers_mut().clone_from(request.headers());
    Some(copy)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_can_be_repeated_without_harm_is_idempotent() {
        for method in ["GET", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE"] {
            assert!(is_idempotent(&method.parse().unwrap()), "{method}");
        }
        for method in ["POST", "PATCH", "CONNECT", "get"] {
            assert!(!is_idempotent(&method.parse().unwrap()), "{method}");
        }
    }
}
