//! How every request is made: one span, a loop of attempts, then decoding.

use std::time::Duration;

use bytes::Bytes;
use http::Method;
use tokio::time::Instant;

use crate::{
    Client, Error, ResponseValue,
    attempt::{self, RawResponse},
    decode::{Decode, DecodeError},
    error::Kind,
    request::Request,
    retry::Retries,
    trace::Span,
};

impl Client {
    /// Makes the attempts and decodes the response, within the total timeout.
    pub(crate) async fn call<T: Send + 'static>(
        &self,
        request: Request,
        decode: Decode<T>,
    ) -> Result<ResponseValue<T>, Error> {
        let operation = request.operation();
        let request = request.build()?;
        let span = Span::start(operation.id, &request);
        let deadline = Deadline::after(self.settings.total_timeout);
        let total_timeout = Kind::TotalTimeout(self.settings.total_timeout);
        let mut attempts = 0;
        let work = async {
            let response = self.attempts(request, deadline, &span, &mut attempts).await?;
            match decode_body(response.body.clone(), decode, span.clone(), deadline).await {
                Some(Ok(value)) => Ok(ResponseValue::new(value, response.status, response.headers)),
                Some(Err(error)) => Err(Error::from(error).with_response(response)),
                None => Err(Error::new(total_timeout).with_response(response)),
            }
        };
        let result = span.clone().around(work).await;
        let result = result.map_err(|error| {
            error.with(|error| {
                error.operation = Some(operation.id);
                error.attempts = attempts;
            })
        });
        span.ended(result.as_ref().map(ResponseValue::status), attempts);
        result
    }

    /// Sends the request until it succeeds or the policy, the budget or the deadline allows no further attempt.
    async fn attempts(
        &self,
        mut request: reqwest::Request,
        deadline: Deadline,
        span: &Span,
        made: &mut u32,
    ) -> Result<RawResponse, Error> {
        let (shared, settings) = (&self.shared, &self.settings);
        let repeatable = settings.retry.max_retries > 0 && is_idempotent(request.method());
        let mut left = settings.total_timeout;
        let mut retries = Retries::new(&settings.retry, &shared.budget);
        let mut last = None;
        loop {
            let next = if repeatable { copy(&request) } else { None };
            // The HTTP client has one timer per attempt, set to `shared.timeout` unless the request has its own.
            let limit = settings.timeout.min(left);
            if limit != shared.timeout {
                *request.timeout_mut() = Some(limit);
            }
            *made += 1;
            span.attempt(*made);
            let error = match attempt::receive(shared.http.execute(request), shared).await {
                Ok(success) => {
                    retries.succeeded();
                    return Ok(success);
                }
                Err(error) if error.is_timeout() && deadline.left().is_zero() => {
                    error.with(|error| error.kind = Kind::TotalTimeout(settings.total_timeout))
                }
                Err(error) => error.within(settings.timeout),
            };
            let Some(next) = next.filter(|_| error.is_retryable()) else {
                // A status that is not retryable, such as 404, is no sign of an outage.
                if error.status().is_some() && !error.is_retryable() {
                    retries.succeeded();
                }
                return Err(error.with_previous(last));
            };
            let pause = match retries.next(&error, deadline.left()) {
                Ok(pause) => pause,
                Err(why) => return Err(error.with(|error| error.not_retried = Some(why)).with_previous(last)),
            };
            span.retried(&error, pause.delay);
            pause.wait().await;
            (request, left, last) = (next, deadline.left(), Some(error));
        }
    }
}

/// Larger bodies are decoded on the blocking pool, so that other tasks of this thread are not delayed.
const LARGE: usize = 256 * 1024;

/// `None` if the deadline passes first.
async fn decode_body<T: Send + 'static>(
    body: Bytes,
    decode: Decode<T>,
    span: Span,
    deadline: Deadline,
) -> Option<Result<T, DecodeError>> {
    if body.len() <= LARGE {
        return Some(decode(&body, &span));
    }
    match tokio::time::timeout(deadline.left(), tokio::task::spawn_blocking(move || decode(&body, &span))).await {
        Ok(Ok(result)) => Some(result),
        Ok(Err(stopped)) => match stopped.try_into_panic() {
            Ok(panic) => std::panic::resume_unwind(panic),
            // The runtime is shutting down.
            Err(_) => std::future::pending().await,
        },
        Err(_) => None,
    }
}

/// The end of the total timeout; `None` if there is none.
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

/// `None` if the body is a stream, which can be sent only once.
fn copy(request: &reqwest::Request) -> Option<reqwest::Request> {
    if request.body().is_some() {
        return request.try_clone();
    }
    // `try_clone` allocates for extensions, which the request does not have before it is sent.
    let mut copy = reqwest::Request::new(request.method().clone(), request.url().clone());
    copy.headers_mut().clone_from(request.headers());
    Some(copy)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn idempotent_methods_are_those_of_rfc_9110() {
        for method in ["GET", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE"] {
            assert!(is_idempotent(&method.parse().unwrap()), "{method}");
        }
        for method in ["POST", "PATCH", "CONNECT", "get"] {
            assert!(!is_idempotent(&method.parse().unwrap()), "{method}");
        }
    }
}
