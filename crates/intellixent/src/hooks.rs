//! What happens around every generated operation: the key goes on, attempts are made, failures become one error.

use std::{
    future::Future,
    sync::atomic::{AtomicU32, Ordering},
    time::Duration,
};

use backon::Retryable;
use http::{Method, header};
use progenitor_client::{ClientHooks, OperationInfo};

use crate::{Client, Error, client::Inner, exchange};

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
        match self.attempts(request).await {
            Ok(response) => Ok(response),
            Err(error) => Ok(error.during(info.operation_id).into_response()),
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
    async fn attempts(&self, request: reqwest::Request) -> Result<reqwest::Response, Error> {
        let shared = &self.inner.shared;
        let made = AtomicU32::new(0);
        let attempt = || async {
            // A body that is a stream can be sent only once; then the first attempt is the only one.
            let request = request.try_clone().ok_or_else(|| Error::config("the request body cannot be sent twice"))?;
            made.fetch_add(1, Ordering::Relaxed);
            exchange::send(&self.client, request, shared.max_response_bytes).await
        };
        let max_delay = shared.retry.max_delay;
        let idempotent = is_idempotent(request.method());
        let result = within(
            shared.total_timeout,
            attempt
                .retry(shared.retry.delays())
                .sleep(tokio::time::sleep)
                .when(|error| idempotent && error.is_retryable())
                .adjust(|error, delay| {
                    let delay = delay?.max(error.retry_after().unwrap_or_default());
                    (delay <= max_delay && shared.budget.withdraw(error)).then_some(delay)
                }),
        )
        .await;
        match result {
            Ok(response) => {
                shared.budget.deposit();
                Ok(response)
            }
            Err(error) => Err(error.after(made.into_inner(), max_delay)),
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
