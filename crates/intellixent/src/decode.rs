//! Decodes the body of a success, and finds where and why decoding failed.

use std::fmt;

use bytes::Bytes;
use serde::de::DeserializeOwned;
use serde_path_to_error::Segment;

use crate::{
    Error,
    model::{self, Model, Shown, Step},
    trace::Span,
};

/// Decodes the body of a success. The span is that of the request.
pub(crate) type Decode<T> = fn(&Bytes, &Span) -> Result<T, DecodeError>;

/// Decodes JSON. Fields in an undocumented form are logged as a warning.
pub(crate) fn json<T: DeserializeOwned + Model>(body: &Bytes, span: &Span) -> Result<T, DecodeError> {
    let value = decoded(body)?;
    span.decoded(&value);
    Ok(value)
}

/// Decodes JSON; an empty body is nothing.
#[allow(dead_code, reason = "no operation of the document may have a success with a body beside one without")]
pub(crate) fn optional<T: DeserializeOwned + Model>(body: &Bytes, span: &Span) -> Result<Option<T>, DecodeError> {
    if body.is_empty() { Ok(None) } else { json(body, span).map(Some) }
}

/// Returns the body unchanged.
pub(crate) fn raw(body: &Bytes, _: &Span) -> Result<Bytes, DecodeError> {
    Ok(body.clone())
}

/// Ignores the body.
#[allow(dead_code, reason = "no operation of the document may have a response without a body")]
pub(crate) fn nothing(_: &Bytes, _: &Span) -> Result<(), DecodeError> {
    Ok(())
}

/// Decodes JSON that the client did not fetch, such as a recorded response or the body of a webhook, with the client's
/// error: where and why decoding failed.
///
/// A documented field in another form is not an error: see [`misfits`](crate::types::Call::misfits). Errors are a body that
/// is not JSON, a value that is not an object, and a missing or invalid required field (the `id` of a call). serde_json also refuses a lone surrogate
/// (`"\ud83d"`), a number beyond the range of a double, and more than 127 levels of nesting; and it rounds a number with
/// more digits than 64 bits or a double hold, unless its feature `arbitrary_precision` is on.
///
/// ```
/// use intellixent::types::Call;
///
/// let call: Call = intellixent::from_slice(br#"{"id": 123, "status": "completed", "duration": "private"}"#)?;
/// assert_eq!(call.id, 123);
/// assert_eq!(call.misfits()[0].to_string(), "duration: expected an unsigned integer, found a string");
///
/// let error = intellixent::from_slice::<Call>(br#"{"id": "private"}"#).unwrap_err();
/// assert_eq!(error.json_path(), Some("id"));
/// assert_eq!(error.to_string(), "id: expected an unsigned integer, found a string");
/// # Ok::<(), intellixent::Error>(())
/// ```
///
/// # Errors
///
/// If the bytes are not JSON or not a `T`. The error has no [`body`](Error::body): the caller has the bytes.
pub fn from_slice<T: DeserializeOwned>(json: &[u8]) -> Result<T, Error> {
    Ok(decoded(json)?)
}

fn decoded<T: DeserializeOwned>(json: &[u8]) -> Result<T, DecodeError> {
    // A byte order mark, which some servers send.
    let json = json.strip_prefix(b"\xef\xbb\xbf").unwrap_or(json);
    serde_json::from_slice(json).map_err(|_| located::<T>(json))
}

/// Where and why decoding failed.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct DecodeError {
    /// `None` if the body is not JSON at all.
    path: Option<Shown>,
    problem: String,
}

impl DecodeError {
    /// A problem of the body as a whole.
    pub(crate) fn of_body(problem: String) -> Self {
        Self { path: None, problem }
    }

    /// Such as `transcript[3].timestamp`; `.` is the whole body.
    pub(crate) fn path(&self) -> Option<&str> {
        self.path.as_ref().map(|path| if path.text().is_empty() { "." } else { path.text() })
    }
}

/// One line without any value of the body.
impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.path.as_ref().map_or("", Shown::plain) {
            "" => f.write_str(&self.problem),
            plain => write!(f, "{plain}: {}", self.problem),
        }
    }
}

impl fmt::Debug for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("DecodeError").field(&self.to_string()).finish()
    }
}

/// Decodes a second time, keeping track of the path, so that a success does not pay for it.
fn located<T: DeserializeOwned>(body: &[u8]) -> DecodeError {
    let mut json = serde_json::Deserializer::from_slice(body);
    let Err(error) = serde_path_to_error::deserialize::<_, T>(&mut json) else {
        return DecodeError::of_body("expected one JSON value, found more than one".to_owned());
    };
    let mut path = Shown::default();
    for segment in error.path() {
        match segment {
            Segment::Seq { index } => path.then(&Step::Index(*index)),
            Segment::Map { key: name } | Segment::Enum { variant: name } => path.then(&Step::Name(name.into())),
            // Between two names: the path ends at the one before.
            Segment::Unknown => {}
        }
    }
    let error = error.into_inner();
    if !error.is_data() {
        // The path may have names that customers chose, which must not be logged.
        let problem = not_json(body, &error);
        return DecodeError { path: (!path.text().is_empty()).then(|| path.hidden()), problem };
    }
    let message = error.to_string();
    let message = message.rsplit_once(" at line ").map_or(&*message, |(message, _)| message);
    let problem = match message.strip_prefix(model::DOES_NOT_FIT) {
        Some(message) => match message.split_once(": expected ") {
            Some((inner, problem)) => {
                path.then_shown(inner);
                format!("expected {problem}")
            }
            None => message.to_owned(),
        },
        None => foreign(message, &mut path),
    };
    DecodeError { path: Some(path), problem }
}

/// The message of a type outside this crate, without the values that it may quote: serde's messages end with what the type
/// expected.
fn foreign(message: &str, path: &mut Shown) -> String {
    if let Some(name) = message.strip_prefix("missing field `").and_then(|rest| rest.strip_suffix('`')) {
        path.then(&Step::Name(name.into()));
        return "expected a value, found nothing".to_owned();
    }
    match message.rsplit_once(", expected ") {
        Some((_, expected)) if message.starts_with("invalid ") => format!("expected {expected}, found something else"),
        _ => "found a value of another type".to_owned(),
    }
}

fn not_json(body: &[u8], error: &serde_json::Error) -> String {
    let start = body.trim_ascii_start();
    if start.is_empty() {
        "expected JSON, found an empty body".to_owned()
    } else if start.starts_with(b"<") {
        "expected JSON, found HTML or XML".to_owned()
    } else if body.starts_with(&[0x1f, 0x8b]) {
        "expected JSON, found gzip, which was not requested".to_owned()
    } else if std::str::from_utf8(body).is_err() {
        "expected JSON, found invalid UTF-8".to_owned()
    } else if error.is_eof() {
        "expected more JSON, found the end of the body".to_owned()
    } else {
        let (line, column) = (error.line(), error.column());
        let message = error.to_string();
        let found = if message.starts_with("lone leading surrogate")
            || message.starts_with("unexpected end of hex escape")
            || message.starts_with("invalid unicode code point")
        {
            "expected a Unicode character, found a lone surrogate"
        } else if message.starts_with("number out of range") {
            "expected a number within the range of a double, found a larger one"
        } else if message.starts_with("recursion limit exceeded") {
            "expected at most 127 levels of nesting, found more"
        } else {
            "expected JSON, found a syntax error"
        };
        format!("{found} at line {line} column {column}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::types::Call;

    #[test]
    fn a_name_that_a_customer_chose_is_in_the_path_and_in_no_message() {
        let json = br#"{"id":1,"variables":{"owner":{"+15550100001":{"x":[0,"secr"#;
        let error = located::<Call>(json);
        assert_eq!(error.path(), Some(r#"variables.owner["+15550100001"].x[1]"#));
        assert_eq!(error.to_string(), "expected more JSON, found the end of the body");
        assert!(!format!("{error:?}").contains("5550"), "{error:?}");
    }
}
