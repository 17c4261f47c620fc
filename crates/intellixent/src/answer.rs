//! One attempt: a request out, a whole answer in.

use bytes::{Bytes, BytesMut};
use http::{HeaderMap, StatusCode, Version, header};
use serde_json::Value;

use crate::{Error, client::Shared, types::ApiError};

/// An answer of the server, as it came.
#[derive(Clone)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

/// An error that says something is smaller: a larger body is not worth its parsing.
const MAX_ERROR: usize = 64 * 1024;

impl Answer {
    /// The server's words, if the body has them, and without the key: not more of the form is asked for than that.
    pub(crate) fn said(&self, key: &str) -> Option<ApiError> {
        if self.body.len() > MAX_ERROR {
            return None;
        }
        let mut said = serde_json::from_slice(&self.body).ok()?;
        redact(&mut said, key);
        serde_json::from_value(said.clone()).ok().or_else(|| {
            let object = said.as_object_mut()?;
            object.retain(|name, value| name == "message" && value.is_string());
            if object.is_empty() { None } else { serde_json::from_value(said).ok() }
        })
    }
}

/// Takes the key out of every string: a server may repeat what it was sent.
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

/// Takes in the answer to one request: a success and its whole body, or an error that has all that came.
pub(crate) async fn receive(
    answer: impl Future<Output = reqwest::Result<reqwest::Response>>,
    shared: &Shared,
) -> Result<Answer, Error> {
    let mut response = answer.await.map_err(Error::transport)?;
    let (cut, body) = match read(&mut response, shared.max_response_bytes).await {
        Ok(body) => (None, body),
        Err((cut, body)) => (Some(cut), body),
    };
    let mut answer = Answer { status: response.status(), headers: std::mem::take(response.headers_mut()), body };
    let key = shared.key().as_bytes();
    for value in answer.headers.values_mut() {
        let repeats = value.as_bytes().windows(key.len().max(1)).any(|part| part == key);
        value.set_sensitive(repeats);
    }
    match cut {
        // The status says more than the trouble with reading its explanation.
        _ if !answer.status.is_success() => Err(Error::unsuccessful(answer, shared.key())),
        Some(cut) => Err(cut.with_answer(answer)),
        None => Ok(answer),
    }
}

/// Reads the body to its end; on trouble, gives what came before it.
async fn read(response: &mut reqwest::Response, max_bytes: u64) -> Result<Bytes, (Error, Bytes)> {
    let declared = response.content_length();
    if declared.is_some_and(|length| length > max_bytes) {
        return Err((Error::too_large(max_bytes), Bytes::new()));
    }
    let headers = response.headers();
    let has_an_end =
        declared.is_some() || headers.contains_key(header::TRANSFER_ENCODING) || response.version() >= Version::HTTP_2;
    let mut body = Body::default();
    loop {
        match response.chunk().await {
            Ok(Some(chunk)) if body.len() + chunk.len() as u64 > max_bytes => {
                return Err((Error::too_large(max_bytes), body.into_bytes()));
            }
            Ok(Some(chunk)) => body.push(chunk, declared),
            Ok(None) => {
                let body = body.into_bytes();
                // When the connection's end is the body's, only the JSON can tell whether that came too early.
                return if has_an_end || !stops_early(&body) { Ok(body) } else { Err((Error::cut_short(None), body)) };
            }
            Err(error) => return Err((Error::cut_short(Some(error)), body.into_bytes())),
        }
    }
}

fn stops_early(json: &[u8]) -> bool {
    serde_json::from_slice::<serde::de::IgnoredAny>(json).is_err_and(|error| error.is_eof())
}

/// What has been read of a body. Most come in one piece, which then needs no copy.
#[derive(Default)]
enum Body {
    #[default]
    Empty,
    One(Bytes),
    Many(BytesMut),
}

/// A declared length is a claim: only so much memory is set aside on it.
const MAX_RESERVE: usize = 1024 * 1024;

impl Body {
    fn len(&self) -> u64 {
        match self {
            Self::Empty => 0,
            Self::One(bytes) => bytes.len() as u64,
            Self::Many(bytes) => bytes.len() as u64,
        }
    }

    fn push(&mut self, chunk: Bytes, declared: Option<u64>) {
        *self = match std::mem::take(self) {
            Self::Empty => Self::One(chunk),
            Self::One(first) => {
                let room = declared.and_then(|length| usize::try_from(length).ok()).unwrap_or(0).min(MAX_RESERVE);
                let mut bytes = BytesMut::with_capacity(room.max(first.len() + chunk.len()));
                bytes.extend_from_slice(&first);
                bytes.extend_from_slice(&chunk);
                Self::Many(bytes)
            }
            Self::Many(mut bytes) => {
                bytes.extend_from_slice(&chunk);
                Self::Many(bytes)
            }
        };
    }

    fn into_bytes(self) -> Bytes {
        match self {
            Self::Empty => Bytes::new(),
            Self::One(bytes) => bytes,
            Self::Many(bytes) => bytes.freeze(),
        }
    }
}
