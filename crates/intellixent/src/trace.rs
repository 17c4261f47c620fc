//! The feature `tracing`: one span per operation, with the field names that OpenTelemetry defines for HTTP clients, an event
//! for each attempt and each retry, and a warning for a response with misfits. Without the feature, these functions are
//! empty.
//!
//! No personal data is logged: no URL path, which contains the call's id, no header and no body.
#![cfg_attr(not(feature = "tracing"), allow(unused_variables, reason = "these functions are empty"))]

use std::{future::Future, time::Duration};

use http::StatusCode;
#[cfg(feature = "tracing")]
use tracing::{Instrument, Level, field::Empty};

use crate::{Error, model::Model};

/// The maximum number of fields that one warning names.
#[cfg(feature = "tracing")]
const NAMED: usize = 10;

/// Keeps the caller's span as the parent of work in another task.
pub(crate) fn in_current_span<F: Future>(work: F) -> impl Future<Output = F::Output> {
    #[cfg(feature = "tracing")]
    let work = work.in_current_span();
    work
}

#[derive(Clone)]
pub(crate) struct Span(#[cfg(feature = "tracing")] tracing::Span);

impl Span {
    pub(crate) fn start(operation: &'static str, request: &reqwest::Request) -> Self {
        let method = request.method();
        let url = request.url();
        Self(
            #[cfg(feature = "tracing")]
            tracing::info_span!(
                target: "intellixent",
                "request",
                otel.name = format_args!("{method} {operation}"),
                otel.kind = "client",
                otel.status_code = Empty,
                operation,
                http.request.method = method.as_str(),
                http.request.resend_count = Empty,
                http.response.status_code = Empty,
                server.address = url.host_str(),
                server.port = url.port_or_known_default(),
                "error.type" = Empty,
            ),
        )
    }

    /// Runs the attempts inside the span.
    pub(crate) fn around<F: Future>(self, work: F) -> impl Future<Output = F::Output> {
        #[cfg(feature = "tracing")]
        let work = work.instrument(self.0);
        work
    }

    /// `number` counts from 1.
    pub(crate) fn attempt(&self, number: u32) {
        #[cfg(feature = "tracing")]
        tracing::debug!(target: "intellixent", parent: &self.0, { http.request.resend_count = number - 1 }, "attempt");
    }

    pub(crate) fn retried(&self, error: &Error, delay: Duration) {
        #[cfg(feature = "tracing")]
        tracing::warn!(
            target: "intellixent",
            parent: &self.0,
            {
                http.response.status_code = error.status().map(|status| status.as_u16()),
                delay_ms = u64::try_from(delay.as_millis()).unwrap_or(u64::MAX),
                "error.type" = error.type_name(),
            },
            "attempt failed, retrying"
        );
    }

    pub(crate) fn decoded<T: Model>(&self, value: &T) {
        #[cfg(feature = "tracing")]
        if tracing::enabled!(target: "intellixent", Level::WARN) {
            let misfits = value.all_misfits();
            if misfits.is_empty() {
                return;
            }
            let named: Vec<_> = misfits.iter().take(NAMED).map(ToString::to_string).collect();
            tracing::warn!(
                target: "intellixent",
                parent: &self.0,
                { misfits.count = misfits.len(), misfits.first = named.join("; ") },
                "fields have an undocumented form"
            );
        }
    }

    /// The result of all attempts.
    pub(crate) fn ended(&self, result: Result<StatusCode, &Error>, attempts: u32) {
        #[cfg(feature = "tracing")]
        {
            if let Some(status) = result.map_or_else(Error::status, Some) {
                self.0.record("http.response.status_code", status.as_u16());
            }
            if attempts > 1 {
                self.0.record("http.request.resend_count", attempts - 1);
            }
            if let Err(error) = result {
                self.0.record("error.type", error.type_name());
                self.0.record("otel.status_code", "ERROR");
            }
        }
    }
}
