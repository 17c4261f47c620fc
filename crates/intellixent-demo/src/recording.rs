//! Recordings: a few seconds of silence for every call, so that downloads can be tried.

use bytes::Bytes;
use http::{HeaderMap, Response, StatusCode, header};

/// The folder of recordings, beside the API on the same host as at the vendor's.
pub(crate) const PATH: &str = "/recordings/calls/";

const ETAG: &str = "\"silence\"";

/// About ten seconds of MPEG layer 3 at 128 kbit/s and 44.1 kHz: 417 bytes a frame, empty but for its header.
fn silence() -> Bytes {
    let mut frame = [0; 417];
    frame[..4].copy_from_slice(&[0xff, 0xfb, 0x90, 0x00]);
    Bytes::from(frame.repeat(400))
}

/// The recording, or the part of it from where the request's `Range` starts.
pub(crate) fn answer(request: &HeaderMap) -> http::Result<Response<Bytes>> {
    let whole = silence();
    let response = Response::builder()
        .header(header::CONTENT_TYPE, "audio/mpeg")
        .header(header::ACCEPT_RANGES, "bytes")
        .header(header::ETAG, ETAG);
    let unchanged = request.get(header::IF_RANGE).is_none_or(|validator| validator == ETAG);
    let start = request
        .get(header::RANGE)
        .filter(|_| unchanged)
        .and_then(|range| range.to_str().ok()?.strip_prefix("bytes=")?.strip_suffix('-')?.parse::<usize>().ok());
    let (status, range, body) = match start {
        None => return response.body(whole),
        Some(start) if start < whole.len() => {
            let range = format!("bytes {start}-{}/{}", whole.len() - 1, whole.len());
            (StatusCode::PARTIAL_CONTENT, range, whole.slice(start..))
        }
        Some(_) => (StatusCode::RANGE_NOT_SATISFIABLE, format!("bytes */{}", whole.len()), Bytes::new()),
    };
    response.status(status).header(header::CONTENT_RANGE, range).body(body)
}
