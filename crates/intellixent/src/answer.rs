//! One attempt: a request out, a whole answer in.

use bytes::{Bytes, BytesMut};
use http::{HeaderMap, StatusCode, Version, header};

use crate::{Error, types::ApiError};

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
    /// The server's words, if the body has them: not more of the form is asked for than that.
    pub(crate) fn said(&self) -> Option<ApiError> {
        if self.body.len() > MAX_ERROR {
            return None;
        }
        serde_json::from_slice(&self.body).ok().or_else(|| {
            let mut object: serde_json::Map<String, serde_json::Value> = serde_json::from_slice(&self.body).ok()?;
            object.retain(|name, value| name == "message" && value.is_string());
            if object.is_empty() { None } else { serde_json::from_value(object.into()).ok() }
        })
    }
}

/// Takes in the answer to one request: a success and its whole body, or an error that has all that came.
pub(crate) async fn receive(
    answer: impl Future<Output = reqwest::Result<reqwest::Response>>,
    max_bytes: u64,
) -> Result<Answer, Error> {
    let mut response = answer.await.map_err(Error::transport)?;
    let (cut, body) = match read(&mut response, max_bytes).await {
        Ok(body) => (None, body),
        Err((cut, body)) => (Some(cut), body),
    };
    let answer = Answer { status: response.status(), headers: std::mem::take(response.headers_mut()), body };
    match cut {
        // The status says more than the trouble with reading its explanation.
        _ if !answer.status.is_success() => Err(Error::unsuccessful(answer)),
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
