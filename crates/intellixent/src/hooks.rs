//! What happens around every generated operation: the key goes on, attempts are made, failures become one error.

use std::time::Duration;

use backon::Retryable;
use bytes::Bytes;
use http::{Method, header};
use progenitor_client::{ClientHooks, OperationInfo};
use tokio::time::Instant;

use crate::{
    Client, Error,
    client::Inner,
    exchange::{self, Trip},
    trace::Span,
};

impl ClientHooks<Inner> for Client {
    async fn pre<E>(
        &self,
        request: &mut reqwest::Request,
        _: &OperationInfo,
    ) -> Result<(), progenitor_client::Error<E>> {
        let headers = request.headers_mut();
        // The generator sends the document's version under this name; the vendor documents no such header.
        headers.remove("api-version");
        headers.insert(header::AUTHORIZATION, self.inner.shared.authorization()?);
        Ok(())
    }

    /// Gives a success with its whole body, or a response that carries an [`Error`], which `post` then brings out:
    /// this signature has no room for one.
    async fn exec(&self, request: reqwest::Request, info: &OperationInfo) -> reqwest::Result<reqwest::Response> {
        let span = Span::start(info.operation_id, &request);
        let mut trip = Trip { operation: info.operation_id, attempts: 0, span, body: None };
        match trip.span.clone().around(self.attempts(request, &mut trip)).await {
            Ok((mut response, body)) => {
                trip.body = body;
                trip.span.answered(response.status(), trip.attempts);
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
    async fn attempts(
        &self,
        request: reqwest::Request,
        trip: &mut Trip,
    ) -> Result<(reqwest::Response, Option<Bytes>), Error> {
        let shared = &self.inner.shared;
        let repeatable = shared.retry.max_retries > 0 && is_idempotent(request.method()) && is_at_hand(&request);
        let deadline = Deadline::after(shared.total_timeout);
        let span = trip.span.clone();
        let attempts = &mut trip.attempts;
        let mut next = Some(request);
        let mut held = 0;
        let mut last = None;
        let attempt = || {
            let mut request = next.take();
            if repeatable {
                next = request.as_ref().and_then(reqwest::Request::try_clone);
            }
            *attempts += 1;
            // The one timer of an attempt keeps both limits.
            let limit = shared.timeout.min(deadline.left());
            if let Some(request) = request.as_mut().filter(|_| limit != Duration::MAX) {
                *request.timeout_mut() = Some(limit);
            }
            async {
                let request = request.ok_or_else(|| Error::config("the request cannot be sent a second time"))?;
                exchange::send(&self.client, request, shared).await.map_err(|error| {
                    if error.is_timeout() && deadline.left().is_zero() {
                        error.of_all_attempts(shared.total_timeout)
                    } else {
                        error
                    }
                })
            }
        };
        let result = attempt
            .retry(shared.retry.delays())
            .sleep(tokio::time::sleep)
            .when(|error| repeatable && error.is_retryable())
            .adjust(|error, delay| {
                let delay = delay?.max(error.retry_after().unwrap_or_default());
                // A pause that ends after the total limit would only hide what the server said.
                if delay > shared.retry.max_delay || delay >= deadline.left() {
                    return None;
                }
                held = shared.budget.withdraw(error)?;
                Some(delay)
            })
            .notify(|error, delay| {
                span.retried(error, delay);
                last = Some(error.clone());
            })
            .await;
        match result {
            Ok(response) => {
                shared.budget.deposit(held);
                Ok(response)
            }
            Err(error) => {
                let max_delay = repeatable.then_some(shared.retry.max_delay);
                Err(error.with_limit(max_delay).since(last))
            }
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

/// A body that is a stream can be sent only once.
fn is_at_hand(request: &reqwest::Request) -> bool {
    request.body().is_none_or(|body| body.as_bytes().is_some())
}
