//! One attempt: sends the request and reads the whole response, within the limits.

use bytes::{Bytes, BytesMut};
use http::{HeaderMap, StatusCode, Version, header};
use serde_json::Value;

use crate::{Error, client::Shared, error::Kind, types::ApiError};

/// A response with its whole body, not decoded yet.
#[derive(Clone)]
pub(crate) struct RawResponse {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

/// Larger bodies of errors are not parsed.
const MAX_ERROR: usize = 64 * 1024;

impl RawResponse {
    /// The documented error in the body, without the key; of a body in another form, at least its `message`.
    pub(crate) fn api_error(&self, key: &str) -> Option<ApiError> {
        if self.body.len() > MAX_ERROR {
            return None;
        }
        let mut json = serde_json::from_slice(&self.body).ok()?;
        redact(&mut json, key);
        serde_json::from_value(json.clone()).ok().or_else(|| {
            let object = json.as_object_mut()?;
            object.retain(|name, value| name == "message" && value.is_string());
            if object.is_empty() { None } else { serde_json::from_value(json).ok() }
        })
    }
}

/// Removes the key from every string: a server may repeat the request in its error.
fn redact(value: &mut Value, key: &str) {
    match value {
        Value::String(text) => *text = without(text, key),
        Value::Array(items) => items.iter_mut().for_each(|item| redact(item, key)),
        Value::Object(members) => {
            *members = std::mem::take(members)
                .into_iter()
                .map(|(name, mut value)| {
                    redact(&mut value, key);
                    (without(&name, key), value)
                })
                .collect();
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn without(text: &str, key: &str) -> String {
    text.replace(key, "[API key]")
}

/// Reads the response to one request. The error has whatever part of the response arrived.
pub(crate) async fn receive(
    pending: impl Future<Output = reqwest::Result<reqwest::Response>>,
    shared: &Shared,
) -> Result<RawResponse, Error> {
    let mut response = pending.await.map_err(Error::transport)?;
    let (failure, body) = match read(&mut response, shared.max_response_bytes).await {
        Ok(body) => (None, body),
        Err((failure, body)) => (Some(failure), body),
    };
    let mut response = RawResponse { status: response.status(), headers: std::mem::take(response.headers_mut()), body };
    let key = shared.key().as_bytes();
    for value in response.headers.values_mut() {
        let repeats = value.as_bytes().windows(key.len().max(1)).any(|part| part.first() == key.first() && part == key);
        value.set_sensitive(repeats);
    }
    match failure {
        // The status says more than a failure to read the error's body.
        _ if !response.status.is_success() => Err(Error::unsuccessful(response, shared.key())),
        Some(failure) => Err(failure.with_response(response)),
        None => Ok(response),
    }
}

/// Reads the body to its end; on failure, returns the part that arrived too.
async fn read(response: &mut reqwest::Response, max_bytes: u64) -> Result<Bytes, (Error, Bytes)> {
    let declared = response.content_length();
    if declared.is_some_and(|length| length > max_bytes) {
        return Err((Error::new(Kind::TooLarge { max_bytes }), Bytes::new()));
    }
    let headers = response.headers();
    let is_delimited =
        declared.is_some() || headers.contains_key(header::TRANSFER_ENCODING) || response.version() >= Version::HTTP_2;
    let mut body = Body::default();
    loop {
        match response.chunk().await {
            Ok(Some(chunk)) if (body.len() + chunk.len()) as u64 > max_bytes => {
                return Err((Error::new(Kind::TooLarge { max_bytes }), body.into_bytes()));
            }
            Ok(Some(chunk)) => body.push(chunk, declared),
            Ok(None) => {
                let body = body.into_bytes();
                // If the body ends where the connection does, only the JSON shows whether it is complete.
                return if is_delimited || !is_truncated(&body) {
                    Ok(body)
                } else {
                    Err((Error::truncated(None), body))
                };
            }
            Err(error) => return Err((Error::truncated(Some(error)), body.into_bytes())),
        }
    }
}

fn is_truncated(json: &[u8]) -> bool {
    serde_json::from_slice::<serde::de::IgnoredAny>(json).is_err_and(|error| error.is_eof())
}

/// The part of a body that has arrived. A body that arrives in one chunk is not copied.
#[derive(Default)]
struct Body {
    /// The only chunk.
    one: Bytes,
    /// All chunks, if there are several.
    many: BytesMut,
}

/// A declared length may be wrong: no more memory than this is reserved for it.
const MAX_RESERVE: u64 = 1024 * 1024;

impl Body {
    fn len(&self) -> usize {
        self.one.len() + self.many.len()
    }

    fn push(&mut self, chunk: Bytes, declared: Option<u64>) {
        if self.len() == 0 {
            self.one = chunk;
            return;
        }
        if self.many.is_empty() {
            self.many.reserve(declared.unwrap_or(0).min(MAX_RESERVE) as usize);
            self.many.extend_from_slice(&std::mem::take(&mut self.one));
        }
        self.many.extend_from_slice(&chunk);
    }

    fn into_bytes(self) -> Bytes {
        if self.many.is_empty() { self.one } else { self.many.freeze() }
    }
}
