//! What happens around every generated operation: the key goes on, attempts are made, failures become one error.

use std::{future::Future, time::Duration};

use backon::Retryable;
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
        let mut trip = Trip { operation: info.operation_id, attempts: 0, span };
        match trip.span.clone().around(self.attempts(request, &mut trip)).await {
            Ok(mut response) => {
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
    async fn attempts(&self, request: reqwest::Request, trip: &mut Trip) -> Result<reqwest::Response, Error> {
        let shared = &self.inner.shared;
        let repeatable = shared.retry.max_retries > 0 && is_idempotent(request.method()) && is_at_hand(&request);
        let deadline = Instant::now().checked_add(shared.total_timeout);
        let span = trip.span.clone();
        let attempts = &mut trip.attempts;
        let mut next = Some(request);
        let mut held = 0;
        let mut last = None;
        let attempt = || {
            let request = next.take();
            if repeatable {
                next = request.as_ref().and_then(reqwest::Request::try_clone);
            }
            *attempts += 1;
            async {
                let request = request.ok_or_else(|| Error::config("the request cannot be sent a second time"))?;
                exchange::send(&self.client, request, shared.max_response_bytes).await
            }
        };
        let result = within(
            shared.total_timeout,
            attempt
                .retry(shared.retry.delays())
                .sleep(tokio::time::sleep)
                .when(|error| repeatable && error.is_retryable())
                .adjust(|error, delay| {
                    let delay = delay?.max(error.retry_after().unwrap_or_default());
                    // A pause that ends after the total limit would only hide what the server said.
                    let ends = Instant::now().checked_add(delay);
                    let in_time = deadline.is_none_or(|deadline| ends.is_some_and(|ends| ends < deadline));
                    if delay > shared.retry.max_delay || !in_time {
                        return None;
                    }
                    held = shared.budget.withdraw(error)?;
                    Some(delay)
                })
                .notify(|error, delay| {
                    span.retried(error, delay);
                    last = Some(error.clone());
                }),
        )
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

/// Runs `work` for at most `limit`; [`Duration::MAX`] is no limit, and then no timer.
async fn within<T>(limit: Duration, work: impl Future<Output = Result<T, Error>>) -> Result<T, Error> {
    if limit == Duration::MAX {
        return work.await;
    }
    tokio::time::timeout(limit, work).await.unwrap_or_else(|_| Err(Error::total_timeout(limit)))
}

fn is_idempotent(method: &Method) -> bool {
    matches!(*method, Method::GET | Method::HEAD | Method::PUT | Method::DELETE | Method::OPTIONS | Method::TRACE)
}

/// A body that is a stream can be sent only once.
fn is_at_hand(request: &reqwest::Request) -> bool {
    request.body().is_none_or(|body| body.as_bytes().is_some())
}
