//! The way of a request, for all operations: one span around a loop of attempts, then the decoding of a success.

use std::time::Duration;

use bytes::Bytes;
use http::Method;
use tokio::time::Instant;

use crate::{
    Client, Error, ResponseValue,
    answer::{self, Answer},
    decode::{Decode, Misfit},
    request::Request,
    retry::Retries,
    trace::Span,
};

impl Client {
    /// All of it: the attempts and the decoding, within the total time limit.
    pub(crate) async fn call<T: Send + 'static>(
        &self,
        request: Request,
        decode: Decode<T>,
    ) -> Result<ResponseValue<T>, Error> {
        let operation = request.operation();
        let request = request.build()?;
        let span = Span::start(operation.id, &request);
        let deadline = Deadline::after(self.settings.total_timeout);
        let mut attempts = 0;
        let work = async {
            let answer = self.attempts(request, deadline, &span, &mut attempts).await?;
            match decoded(answer.body.clone(), decode, span.clone(), deadline).await {
                Some(Ok(value)) => Ok(ResponseValue::new(value, answer.status, answer.headers)),
                Some(Err(misfit)) => Err(Error::decode(misfit, answer)),
                None => Err(Error::total_timeout(self.settings.total_timeout).with_answer(answer)),
            }
        };
        match span.clone().around(work).await {
            Ok(response) => {
                span.answered(response.status(), attempts);
                Ok(response)
            }
            Err(error) => {
                let error = error.of(operation.id).after(attempts);
                span.failed(&error, attempts);
                Err(error)
            }
        }
    }

    /// Sends the request until it succeeds, the policy says no, the budget is spent or the time is up.
    async fn attempts(
        &self,
        mut request: reqwest::Request,
        deadline: Deadline,
        span: &Span,
        made: &mut u32,
    ) -> Result<Answer, Error> {
        let (shared, settings) = (&self.shared, &self.settings);
        let repeatable = settings.retry.max_retries > 0 && is_idempotent(request.method());
        let mut left = settings.total_timeout;
        let mut retries = Retries::new(&settings.retry, &shared.budget);
        let mut last = None;
        loop {
            let again = if repeatable { copy(&request) } else { None };
            // One timer keeps both limits of an attempt; the HTTP client sets it to what the client was built with.
            let limit = settings.timeout.min(left);
            if limit != shared.timeout {
                *request.timeout_mut() = Some(limit);
            }
            *made += 1;
            span.attempt(*made);
            let error = match answer::receive(shared.http.execute(request), shared).await {
                Ok(success) => {
                    retries.worked();
                    return Ok(success);
                }
                Err(error) if error.is_timeout() && deadline.left().is_zero() => {
                    error.of_all_attempts(settings.total_timeout)
                }
                Err(error) => error.within(settings.timeout),
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
            span.retried(&error, pause.delay);
            pause.over().await;
            (request, left, last) = (again, deadline.left(), Some(error));
        }
    }
}

/// A larger body is decoded on a thread of its own: it would hold up the other tasks of this one.
const LARGE: usize = 256 * 1024;

/// Decodes a body; `None` if the time is up before that is done.
async fn decoded<T: Send + 'static>(
    body: Bytes,
    decode: Decode<T>,
    span: Span,
    deadline: Deadline,
) -> Option<Result<T, Misfit>> {
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

/// When all must be done; `None` is never.
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
