//! The responses of a mock: one, or several in turn.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use httpmock::{HttpMockResponse, Then};
use serde::Serialize;
use serde_json::json;

/// The answers of one mock, in the types of `httpmock`. The generated methods call this.
pub(crate) struct Answers {
    then: Then,
    /// The answers to come. The last one stays.
    left: Arc<Mutex<VecDeque<HttpMockResponse>>>,
    /// Whether the next answer is one more, and does not replace the last one.
    more: bool,
}

impl Answers {
    pub(crate) fn new(then: Then) -> Self {
        Self { then, left: Arc::default(), more: true }
    }

    pub(crate) fn json(self, status: u16, body: &impl Serialize) -> Self {
        let body = serde_json::to_vec(body).unwrap_or_default();
        self.answer(status, &[("content-type", "application/json")], &body)
    }

    pub(crate) fn raw(self, status: u16, body: &[u8]) -> Self {
        let kind = if body.starts_with(b"<") { "text/html; charset=utf-8" } else { "application/json" };
        let headers = [("content-type", kind)];
        self.answer(status, if body.is_empty() { &[] } else { &headers }, body)
    }

    pub(crate) fn rate_limited(self, wait: Duration) -> Self {
        let seconds = wait.as_secs_f64().to_string();
        let headers = [("content-type", "application/json"), ("retry-after", &seconds)];
        self.answer(429, &headers, &too_many_attempts(wait))
    }

    pub(crate) fn then(mut self) -> Self {
        let left = Arc::clone(&self.left);
        self.then = self.then.respond_with(move |_| {
            let mut left = left.lock().unwrap_or_else(PoisonError::into_inner);
            let last = left.front().filter(|_| left.len() == 1).cloned();
            last.or_else(|| left.pop_front()).unwrap_or_else(|| HttpMockResponse::builder().status(200).build())
        });
        self.more = true;
        self
    }

    pub(crate) fn into_inner(self) -> Then {
        self.then
    }

    fn answer(mut self, status: u16, headers: &[(&str, &str)], body: &[u8]) -> Self {
        let answer = HttpMockResponse::builder().status(status).headers(headers.iter().copied()).body(body.to_vec());
        let mut left = self.left.lock().unwrap_or_else(PoisonError::into_inner);
        if !std::mem::take(&mut self.more) {
            left.pop_back();
        }
        left.push_back(answer.build());
        let only = left.len() == 1;
        drop(left);
        if only {
            // In a form to which `into_inner` can add.
            self.then = self.then.status(status).body(body);
            for (name, value) in headers {
                self.then = self.then.header(*name, *value);
            }
        }
        self
    }
}

/// The documented body of a 429.
pub(crate) fn too_many_attempts(wait: Duration) -> Vec<u8> {
    json!({"message": "Too Many Attempts.", "retry_after": wait.as_secs_f64()}).to_string().into()
}
