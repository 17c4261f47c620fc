//! What came back: a value with its status and headers.

use std::ops::{Deref, DerefMut};

use http::{HeaderMap, StatusCode};

/// A value with the status and the headers that it came with, as `send()` returns it.
///
/// Derefs to the value. Where both have a method or a field of one name, as [`status`](Self::status) and a call's own
/// `status`, the method is the response's and the field is the value's: `answer.status()` is the HTTP status, and
/// `answer.status` the status of the call.
#[derive(Clone, Debug)]
pub struct ResponseValue<T> {
    value: T,
    status: StatusCode,
    headers: HeaderMap,
}

impl<T> ResponseValue<T> {
    /// Makes a response, for a fake without HTTP.
    pub fn new(value: T, status: StatusCode, headers: HeaderMap) -> Self {
        Self { value, status, headers }
    }

    /// The value alone.
    pub fn into_inner(self) -> T {
        self.value
    }

    /// The HTTP status.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }
}

impl<T> Deref for ResponseValue<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T> DerefMut for ResponseValue<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.value
    }
}
