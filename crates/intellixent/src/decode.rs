//! From the bytes of a success to its type; and where and why, if they do not fit.

use std::fmt;

use bytes::Bytes;
use serde::de::DeserializeOwned;
use serde_path_to_error::Segment;

use crate::{
    Error,
    model::{self, Model, Shown},
    trace::Span,
};

/// How the body of a success becomes a value. The span is of the request.
pub(crate) type Decode<T> = fn(&Bytes, &Span) -> Result<T, Misfit>;

/// A body that is JSON. Fields in a form that the document does not describe are a warning in the log, and no error.
pub(crate) fn json<T: DeserializeOwned + Model>(body: &Bytes, span: &Span) -> Result<T, Misfit> {
    let value = decoded(body)?;
    span.decoded(&value);
    Ok(value)
}

/// A body that is returned as it came.
pub(crate) fn raw(body: &Bytes, _: &Span) -> Result<Bytes, Misfit> {
    Ok(body.clone())
}

/// A body that nobody needs.
#[allow(dead_code, reason = "no operation of the document may have such an answer")]
pub(crate) fn nothing(_: &Bytes, _: &Span) -> Result<(), Misfit> {
    Ok(())
}

/// Decodes JSON that did not come through the client, such as a recorded answer or what a webhook was sent, with the
/// client's errors: where it stopped fitting, and why.
///
/// What a described member does not take is no error: see [`misfits`](crate::types::Call::misfits). Left are what is not
/// JSON, no object, and no `id`. Of JSON, serde_json takes no string that is cut within an emoji (a lone surrogate, as
/// `"\ud83d"`), no number that is larger than a double can be, and at most 127 levels of arrays and objects. A number with
/// more digits than 64 bits or a double hold is rounded to the nearest double before anything of this crate sees it, unless
/// the build turns on serde_json's `arbitrary_precision`.
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
/// If the bytes are not JSON or do not fit. The error has no [`body`](Error::body): the caller has the bytes.
pub fn from_slice<T: DeserializeOwned>(json: &[u8]) -> Result<T, Error> {
    decoded(json).map_err(Error::misfit)
}

/// Decodes, after the mark that some servers put before UTF-8.
fn decoded<T: DeserializeOwned>(json: &[u8]) -> Result<T, Misfit> {
    let json = json.strip_prefix(b"\xef\xbb\xbf").unwrap_or(json);
    serde_json::from_slice(json).map_err(|_| misfit::<T>(json))
}

/// Where a body stopped fitting its type, and why.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Misfit {
    /// `None` if the body is not JSON at all.
    path: Option<Shown>,
    problem: String,
}

impl Misfit {
    /// Something about the answer as a whole.
    pub(crate) fn of_all(problem: String) -> Self {
        Self { path: None, problem }
    }

    /// As `transcript[3].timestamp`; `.` is the whole body.
    pub(crate) fn path(&self) -> Option<&str> {
        self.path.as_ref().map(|path| if path.text().is_empty() { "." } else { path.text() })
    }
}

/// One line that holds nothing of the body.
impl fmt::Display for Misfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.path.as_ref().map_or("", Shown::plain) {
            "" => f.write_str(&self.problem),
            plain => write!(f, "{plain}: {}", self.problem),
        }
    }
}

impl fmt::Debug for Misfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Misfit").field(&self.to_string()).finish()
    }
}

/// Decodes once more, this time keeping track of the path: the usual case does not pay for it.
pub(crate) fn misfit<T: DeserializeOwned>(body: &[u8]) -> Misfit {
    let mut json = serde_json::Deserializer::from_slice(body);
    let Err(error) = serde_path_to_error::deserialize::<_, T>(&mut json) else {
        return Misfit::of_all("expected one JSON value, found more than one".to_owned());
    };
    let mut path = Shown::default();
    for segment in error.path() {
        match segment {
            Segment::Seq { index } => path.index(*index),
            Segment::Map { key: name } | Segment::Enum { variant: name } => path.name(name),
            // Between two names: the place is what stands before.
            Segment::Unknown => {}
        }
    }
    let error = error.into_inner();
    if !error.is_data() {
        // It may have stopped inside an object of the customer's own, whose names stand in no message.
        let problem = not_json(body, &error);
        return Misfit { path: (!path.text().is_empty()).then(|| path.hidden()), problem };
    }
    let said = error.to_string();
    let said = said.rsplit_once(" at line ").map_or(&*said, |(said, _)| said);
    let problem = match said.strip_prefix(model::DOES_NOT_FIT) {
        Some(said) => match said.split_once(": expected ") {
            Some((inner, problem)) => {
                path.then_shown(inner);
                format!("expected {problem}")
            }
            None => said.to_owned(),
        },
        None => foreign(said, &mut path),
    };
    Misfit { path: Some(path), problem }
}

/// What the `Deserialize` of a type that is not ours says, without the values that it may quote: what was expected comes
/// last in serde's messages, and is the type's.
fn foreign(said: &str, path: &mut Shown) -> String {
    if let Some(name) = said.strip_prefix("missing field `").and_then(|rest| rest.strip_suffix('`')) {
        path.name(name);
        return "expected a value, found nothing".to_owned();
    }
    match said.rsplit_once(", expected ") {
        Some((_, expected)) if said.starts_with("invalid ") => format!("expected {expected}, found something else"),
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
        let said = error.to_string();
        let found = if said.starts_with("lone leading surrogate")
            || said.starts_with("unexpected end of hex escape")
            || said.starts_with("invalid unicode code point")
        {
            "expected a Unicode character, found a lone surrogate"
        } else if said.starts_with("number out of range") {
            "expected a number within the range of a double, found a larger one"
        } else if said.starts_with("recursion limit exceeded") {
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

    fn shown(json: &str) -> String {
        let error = from_slice::<Call>(json.as_bytes()).unwrap_err();
        format!("{}| {error}", error.json_path().unwrap_or("-"))
    }

    #[test]
    fn what_is_still_an_error_says_where_and_why_and_not_the_value() {
        for (json, expected) in [
            (r#"{"id":"secret, expected y"}"#, "id| id: expected an unsigned integer, found a string"),
            (r#"{"id":-1}"#, "id| id: expected an unsigned integer, found a negative integer"),
            (r#"{"id":1.0}"#, "id| id: expected an unsigned integer, found a floating-point number"),
            (r#"{"id":18446744073709551616}"#, "id| id: expected an unsigned integer, found a floating-point number"),
            (r#"{"id":null}"#, "id| id: expected an unsigned integer, found null"),
            (r#"{"id":1,"id":[2]}"#, "id| id: expected an unsigned integer, found an array"),
            ("{}", "id| id: expected an unsigned integer, found nothing"),
            ("[]", ".| expected an object, found an array"),
            ("7", ".| expected an object, found an unsigned integer"),
            ("null", ".| expected an object, found null"),
            ("", "-| expected JSON, found an empty body"),
            ("<html>secret", "-| expected JSON, found HTML or XML"),
            (
                r#"{"id":1,"transcript":[{"text":"secr"#,
                "transcript[0].text| expected more JSON, found the end of the body",
            ),
            (r#"{"id":1} x"#, "-| expected one JSON value, found more than one"),
            ("secret", "-| expected JSON, found a syntax error at line 1 column 1"),
        ] {
            assert_eq!(shown(json), expected, "{json}");
        }
    }

    #[test]
    fn half_of_an_emoji_is_named_wherever_it_stands() {
        for (text, place) in [
            (r#"{"id":1,"assistant_name":"cut \ud83d"}"#, "assistant_name"),
            (r#"{"id":1,"assistant_name":"cut \ude00"}"#, "assistant_name"),
            (r#"{"id":1,"transcript":[{"text":"cut \ud83d\n"}]}"#, "transcript[0].text"),
            (r#"{"id":1,"transcript":[{"text":"cut \ud83d\u0020"}]}"#, "transcript[0].text"),
        ] {
            let said = shown(text);
            assert!(
                said.starts_with(&format!("{place}| expected a Unicode character, found a lone surrogate")),
                "{said}"
            );
        }
    }

    #[test]
    fn in_a_type_of_the_callers_own_both_places_are_named() {
        #[derive(Debug, serde::Deserialize)]
        struct Mine {
            #[serde(rename = "calls")]
            _calls: Vec<Call>,
            #[serde(rename = "total")]
            _total: u8,
        }

        for (json, expected) in [
            (r#"{"calls":[{"id":1},{"id":"secret"}]}"#, "calls[1].id: expected an unsigned integer, found a string"),
            (r#"{"calls":[{"id":1},7]}"#, "calls[1]: expected an object, found an unsigned integer"),
            (r#"{"calls":[]}"#, "total: expected a value, found nothing"),
            (r#"{"calls":[],"total":"secret, expected it"}"#, "total: expected u8, found something else"),
        ] {
            assert_eq!(from_slice::<Mine>(json.as_bytes()).unwrap_err().to_string(), expected, "{json}");
        }
    }

    #[test]
    fn a_mark_of_utf8_before_the_json_is_ignored() {
        let call: Call = from_slice(b"\xef\xbb\xbf{\"id\":1}").unwrap();
        assert_eq!(call.id, 1);
        let error = from_slice::<Call>(b"\xef\xbb\xbf").unwrap_err();
        assert_eq!(error.to_string(), "expected JSON, found an empty body");
    }

    #[test]
    fn a_key_of_the_customers_own_stands_in_the_path_and_in_no_message() {
        let json = br#"{"id":1,"variables":{"owner":{"+15550100001":{"x":[0,"secr"#;
        let misfit = misfit::<Call>(json);
        assert_eq!(misfit.path(), Some(r#"variables.owner["+15550100001"].x[1]"#));
        assert_eq!(misfit.to_string(), "expected more JSON, found the end of the body");
        assert!(!format!("{misfit:?}").contains("5550"), "{misfit:?}");
    }

    #[test]
    fn nesting_without_end_is_an_error_with_a_place() {
        let deep =
            |levels: usize| format!(r#"{{"id":1,"webhook_response":{}{}}}"#, "[".repeat(levels), "]".repeat(levels));
        assert!(from_slice::<Call>(deep(126).as_bytes()).is_ok());
        for levels in [127, 100_000] {
            let error = from_slice::<Call>(deep(levels).as_bytes()).unwrap_err();
            assert!(error.json_path().unwrap().starts_with("webhook_response[0]"), "{error}");
            assert!(error.to_string().contains("expected at most 127 levels of nesting"), "{error}");
        }
    }

    #[test]
    fn a_number_beyond_all_doubles_is_an_error_with_a_place() {
        let error = from_slice::<Call>(br#"{"id":1,"new":{"size":1e999}}"#).map(|call| call.extra);
        // With serde_json's `arbitrary_precision`, which another crate may turn on, such a number is kept.
        if let Err(error) = error {
            assert_eq!(error.json_path(), Some("new.size"));
            assert!(error.to_string().contains("expected a number within the range of a double"), "{error}");
        }
    }

    #[test]
    fn bytes_that_are_no_text_are_named() {
        assert_eq!(misfit::<Call>(b"\x1f\x8b\x08\x00").problem, "expected JSON, found gzip, which was not requested");
        let misfit = misfit::<Call>(b"{\"id\":1,\"assistant_name\":\"\xff\"}");
        assert_eq!(misfit.path(), Some("assistant_name"));
        assert_eq!(misfit.problem, "expected JSON, found invalid UTF-8");
    }
}
