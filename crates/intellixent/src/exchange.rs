//! One attempt: a request out, a whole answer in.

use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http::{HeaderMap, StatusCode, header};
use reqwest::ResponseBuilderExt;

use crate::{Error, client::Shared, trace::Span, types::ApiError};

/// An answer of the server, as it came.
#[derive(Clone)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Answer {
    /// The server's words, if the body has them: not more of the form is asked for than that.
    pub(crate) fn said(&self) -> Option<ApiError> {
        serde_json::from_slice(&self.body).ok().or_else(|| {
            let mut object: serde_json::Map<String, serde_json::Value> = serde_json::from_slice(&self.body).ok()?;
            object.retain(|name, value| name == "message" && value.is_string());
            if object.is_empty() { None } else { serde_json::from_value(object.into()).ok() }
        })
    }

    /// `Retry-After` as a pause: seconds, or a date, counted from the answer's own `Date` where it has one.
    pub(crate) fn retry_after(&self) -> Option<Duration> {
        let text = self.headers.get(header::RETRY_AFTER)?.to_str().ok()?.trim();
        if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
            return Some(Duration::from_secs(text.parse().unwrap_or(u64::MAX)));
        }
        let date = |text| Some(jiff::fmt::rfc2822::parse(text).ok()?.timestamp());
        let now = self
            .headers
            .get(header::DATE)
            .and_then(|value| date(value.to_str().ok()?))
            .unwrap_or_else(jiff::Timestamp::now);
        Some(Duration::try_from(date(text)?.duration_since(now)).unwrap_or_default())
    }
}

/// What an operation has come through: its answer carries this to where a failure is found later.
#[derive(Clone)]
pub(crate) struct Trip {
    pub(crate) operation: &'static str,
    pub(crate) attempts: u32,
    pub(crate) span: Span,
    /// What the answer's body holds, if it has been read.
    pub(crate) body: Option<Bytes>,
}

/// Sends `request` once. What comes back is a success with its whole body, or an error that has all that came.
///
/// An answer to a request that asks for something else than JSON is not read here: it may be a file to be streamed.
pub(crate) async fn send(
    client: &reqwest::Client,
    request: reqwest::Request,
    shared: &Shared,
) -> Result<(reqwest::Response, Option<Bytes>), Error> {
    let asks_for_json = request.headers().get(header::ACCEPT).is_some_and(|accept| accept == "application/json");
    let mut response = client.execute(request).await.map_err(Error::transport)?;
    let status = response.status();
    if status.is_success() && !asks_for_json {
        return Ok((response, None));
    }
    let headers = std::mem::take(response.headers_mut());
    match read(&mut response, &headers, shared.max_response_bytes).await {
        Ok(body) if status.is_success() => {
            // Without a URL, reqwest parses a stand-in for each answer; and the true one names the call.
            let whole = http::Response::builder().status(status).version(response.version()).url(shared.url.clone());
            let whole = whole.body(body.clone()).map_err(|_| Error::config("the answer cannot be passed on"));
            let mut whole = whole?;
            *whole.headers_mut() = headers;
            Ok((whole.into(), Some(body)))
        }
        Err((cut, body)) if status.is_success() => Err(cut.with_answer(Answer { status, headers, body })),
        // The status says more than the trouble with reading its explanation.
        Ok(body) | Err((_, body)) => Err(Error::unsuccessful(Answer { status, headers, body })),
    }
}

/// Reads the body to its end; on trouble, gives what came before it.
async fn read(response: &mut reqwest::Response, headers: &HeaderMap, max_bytes: u64) -> Result<Bytes, (Error, Bytes)> {
    let declared = headers.get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
    if declared.is_some_and(|length| length > max_bytes) {
        return Err((Error::too_large(max_bytes), Bytes::new()));
    }
    let mut body = Body::default();
    loop {
        match response.chunk().await {
            Ok(Some(chunk)) if body.len() + chunk.len() as u64 > max_bytes => {
                return Err((Error::too_large(max_bytes), body.into_bytes()));
            }
            Ok(Some(chunk)) => body.push(chunk, declared),
            Ok(None) => return Ok(body.into_bytes()),
            Err(error) => return Err((Error::cut_short(error), body.into_bytes())),
        }
    }
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
