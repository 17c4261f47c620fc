//! From the bytes of a success to its type; and where and why, if they do not fit.

use std::fmt::{self, Write as _};

use bytes::Bytes;
use serde::de::DeserializeOwned;
use serde_path_to_error::{Path, Segment};

use crate::Error;

/// How the body of a success becomes a value.
pub(crate) type Decode<T> = fn(&Bytes) -> Result<T, Misfit>;

/// A body that is JSON.
pub(crate) fn json<T: DeserializeOwned>(body: &Bytes) -> Result<T, Misfit> {
    serde_json::from_slice(body).map_err(|_| misfit::<T>(body))
}

/// A body that is returned as it came.
pub(crate) fn raw(body: &Bytes) -> Result<Bytes, Misfit> {
    Ok(body.clone())
}

/// A body that nobody needs.
#[allow(dead_code, reason = "no operation of the document may have such an answer")]
pub(crate) fn nothing(_: &Bytes) -> Result<(), Misfit> {
    Ok(())
}

/// Decodes JSON that did not come through the client, such as a recorded answer or what a webhook was sent, with the
/// client's errors: where it stopped fitting, and why.
///
/// A whole number must be written as one: `245.0` is none, as OpenAPI 3.0 has it. A described field that comes twice is
/// an error. Arrays and objects nest at most 127 levels deep, and no number is larger than a double can be.
///
/// ```
/// use intellixent::types::Call;
///
/// let call: Call = intellixent::from_slice(br#"{"id": 123, "status": "completed"}"#)?;
/// assert_eq!(call.id, 123);
///
/// let error = intellixent::from_slice::<Call>(br#"{"id": 123, "duration": "private"}"#).unwrap_err();
/// assert_eq!(error.json_path(), Some("duration"));
/// assert_eq!(error.to_string(), "duration: expected a whole number from 0, found a string");
/// # Ok::<(), intellixent::Error>(())
/// ```
///
/// # Errors
///
/// If the bytes are not JSON or do not fit. The error has no [`body`](Error::body): the caller has the bytes.
pub fn from_slice<T: DeserializeOwned>(json: &[u8]) -> Result<T, Error> {
    serde_json::from_slice(json).map_err(|_| Error::misfit(misfit::<T>(json)))
}

/// Where a body stopped fitting its type, and why.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Misfit {
    /// As `transcript[3].timestamp`; `None` if the body is not JSON at all.
    pub(crate) path: Option<String>,
    /// How much of the path can be shown: names that are written as those of the document's fields are. The customers'
    /// own names stand in no typed map.
    plain: usize,
    problem: String,
}

impl Misfit {
    /// Something about the answer as a whole.
    pub(crate) fn of_all(problem: String) -> Self {
        Self { path: None, plain: 0, problem }
    }
}

/// One line that holds nothing of the body.
impl fmt::Display for Misfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.path.as_deref().map(|path| &path[..self.plain]) {
            None | Some("" | ".") => f.write_str(&self.problem),
            Some(plain) => write!(f, "{plain}: {}", self.problem),
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
    match serde_path_to_error::deserialize::<_, T>(&mut json) {
        Err(error) => {
            let (mut path, mut plain) = written(error.path());
            let error = error.into_inner();
            if error.is_data() {
                let said = error.to_string();
                let (problem, member) = reworded(&said);
                if let Some(member) = member {
                    let whole = plain == path.len();
                    push_name(&mut path, member);
                    plain = if whole { path.len() } else { plain };
                }
                if path.is_empty() {
                    path.push('.');
                }
                Misfit { path: Some(path), plain, problem }
            } else {
                // It may have stopped inside an object of the customer's own, whose names stand in no message.
                Misfit { path: (!path.is_empty()).then_some(path), plain: 0, problem: not_json(body, &error) }
            }
        }
        Ok(_) => Misfit::of_all("expected one JSON value, found more after it".to_owned()),
    }
}

/// As `transcript[3].timestamp`, with a key that is not a plain name in quotes, as `variables["first name"]`; and how
/// much of that stands before the first such key.
fn written(path: &Path) -> (String, usize) {
    let mut text = String::new();
    let mut plain = None;
    for (depth, segment) in path.iter().enumerate() {
        let before = text.len();
        if depth == DEPTH {
            plain = plain.or(Some(before));
        }
        let name = match segment {
            Segment::Seq { index } => {
                // Writing to a text cannot fail.
                let _ = write!(text, "[{index}]");
                continue;
            }
            Segment::Map { key: name } | Segment::Enum { variant: name } => name,
            // Between two names: the place is what stands before.
            Segment::Unknown => continue,
        };
        if is_plain(name) {
            push_name(&mut text, name);
        } else {
            let _ = write!(text, "[{name:?}]");
            plain = plain.or(Some(before));
        }
    }
    let plain = plain.unwrap_or(text.len());
    (text, plain)
}

/// How much of a path fits in a message. No described field is deeper.
const DEPTH: usize = 8;

fn push_name(path: &mut String, name: &str) {
    if !path.is_empty() {
        path.push('.');
    }
    path.push_str(name);
}

/// Whether a key looks like the names of the API's fields: not like a phone number, an address or a sentence.
fn is_plain(name: &str) -> bool {
    let letters = name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
    letters && name.len() <= 40 && name.starts_with(|first: char| first.is_ascii_lowercase() || first == '_')
}

fn not_json(body: &[u8], error: &serde_json::Error) -> String {
    let start = body.trim_ascii_start();
    if start.is_empty() {
        "expected JSON, found nothing".to_owned()
    } else if start.starts_with(b"<") {
        "expected JSON, found HTML or XML".to_owned()
    } else if body.starts_with(&[0x1f, 0x8b]) {
        "expected JSON, found gzip, which was not asked for".to_owned()
    } else if std::str::from_utf8(body).is_err() {
        "expected JSON, found text that is not UTF-8".to_owned()
    } else if error.is_eof() {
        "expected more JSON, found the end of the body".to_owned()
    } else {
        let (line, column) = (error.line(), error.column());
        let said = error.to_string();
        let found = if said.starts_with("number out of range") {
            "expected a number that a double can hold, found a larger one"
        } else if said.starts_with("recursion limit exceeded") {
            "expected at most 127 levels of arrays and objects, found more"
        } else {
            "expected JSON, found something else"
        };
        format!("{found} at line {line} column {column}")
    }
}

/// serde's message without the values that it quotes, and the member that it is about, if it names one.
fn reworded(said: &str) -> (String, Option<&str>) {
    let said = said.rsplit_once(" at line ").map_or(said, |(said, _)| said);
    if let Some(member) = said.strip_prefix("missing field `").and_then(|rest| rest.strip_suffix('`')) {
        return ("expected a value, found nothing".to_owned(), Some(member));
    }
    if let Some(member) = said.strip_prefix("duplicate field `").and_then(|rest| rest.strip_suffix('`')) {
        return ("expected one value, found two".to_owned(), Some(member));
    }
    let problem = if let Some(rest) = said.strip_prefix("invalid type: ") {
        // What was found may quote text that looks like anything; what was expected comes last and is ours.
        let expected = rest.rsplit_once(", expected ").map_or("something else", |(_, expected)| expected);
        let found = match kind(rest) {
            "a number" if wanted(expected).starts_with("a whole number") => {
                "one that is written otherwise or too large"
            }
            kind => kind,
        };
        format!("expected {}, found {found}", wanted(expected))
    } else if let Some(rest) = said.strip_prefix("invalid value: ") {
        let expected = rest.rsplit_once(", expected ").map_or("something else", |(_, expected)| expected);
        format!("expected {}, found {} out of range", wanted(expected), kind(rest))
    } else if said.starts_with("unknown variant `") {
        "expected a value of the list, found another".to_owned()
    } else if crate::wire::MISFITS.contains(&said) {
        said.to_owned()
    } else {
        "found a value that does not fit".to_owned()
    };
    (problem, None)
}

/// The kind of what serde found, from the start of its description: the rest quotes the value.
fn kind(found: &str) -> &'static str {
    const KINDS: &[(&str, &str)] = &[
        ("boolean", "a boolean"),
        ("integer", "a number"),
        ("floating point", "a number"),
        ("number", "a number"),
        ("character", "a string"),
        ("string", "a string"),
        ("null", "null"),
        ("unit", "null"),
        ("sequence", "an array"),
        ("map", "an object"),
    ];
    KINDS.iter().find(|(start, _)| found.starts_with(start)).map_or("something else", |(_, kind)| kind)
}

/// What serde wanted, in the words of JSON.
fn wanted(expected: &str) -> &str {
    match expected {
        "f32" | "f64" => "a number",
        "u8" | "u16" | "u32" | "u64" | "usize" => "a whole number from 0",
        "i8" | "i16" | "i32" | "i64" | "isize" => "a whole number",
        "a sequence" => "an array",
        "a map" => "an object",
        "unit" => "null",
        _ if expected.starts_with("struct ") => "an object",
        _ => expected,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::types::Call;

    fn shown(json: &str) -> String {
        let Misfit { path, problem, .. } = misfit::<Call>(json.as_bytes());
        format!("{}: {problem}", path.as_deref().unwrap_or("-"))
    }

    #[test]
    fn the_place_and_the_kinds_are_named_and_the_value_is_not() {
        for (json, expected) in [
            (
                r#"{"id":1,"transcript":[{"text":"","type":"","sender":"bot","timestamp":"x, expected y"}]}"#,
                "transcript[0].timestamp: expected a number, found a string",
            ),
            (
                r#"{"id":1,"transcript":[{"text":"","type":"","sender":"bot"}]}"#,
                "transcript[0].timestamp: expected a value, found nothing",
            ),
            (r#"{"id":1,"transcript":7}"#, "transcript: expected a string or an array of turns, found a number"),
            (r#"{"id":"secret"}"#, "id: expected a whole number from 0, found a string"),
            (r#"{"id":-1}"#, "id: expected a whole number from 0, found a number out of range"),
            (r#"{"id":1.0}"#, "id: expected a whole number from 0, found one that is written otherwise or too large"),
            (r#"{"id":1e3}"#, "id: expected a whole number from 0, found one that is written otherwise or too large"),
            (
                r#"{"id":18446744073709551616}"#,
                "id: expected a whole number from 0, found one that is written otherwise or too large",
            ),
            (r#"{"id":1,"id":2}"#, "id: expected one value, found two"),
            (r#"{"id":1,"variables":7}"#, "variables: expected an object or an empty array, found a number"),
            (r#"{"id":1,"evaluation":7.5}"#, "evaluation: expected an object or an array of fields, found a number"),
            (r#"{"id":1,"transcript":{"a":1}}"#, "transcript: expected a string or an array of turns, found an object"),
            (r#"{"id":1,"transcript":[7]}"#, "transcript[0]: expected an object, found a number"),
            (r#"{"id":1,"transcript":[[]]}"#, "transcript[0]: expected an object, found an array"),
            (r#"{"id":1,"status":7}"#, "status: expected a string, found a number"),
            (r#"{"id":1,"assistant_name":7}"#, "assistant_name: expected a string, found a number"),
            (r#"{"id":1,"total_cost":{}}"#, "total_cost: expected a number or a decimal string, found an object"),
            (r#"{"id":1,"total_cost":{"a":1}}"#, "total_cost: expected a number or a decimal string, found an object"),
            (
                r#"{"id":1,"total_cost":1e200}"#,
                "total_cost: expected an amount of at most 28 digits, found a larger or finer one",
            ),
            ("{}", "id: expected a value, found nothing"),
            (r#"{"id":1,"type":{}}"#, "type: expected a string, found an object"),
            (
                r#"{"id":1,"variables":["secret"]}"#,
                "variables: expected an object or an empty array, found an array with items",
            ),
            (
                r#"{"id":1,"evaluation":[{"name":"a","type":"b","value":1,"description":[]}]}"#,
                "evaluation[0].description: expected a string, found an array",
            ),
            (
                r#"{"id":1,"total_cost":"secret"}"#,
                "total_cost: expected a number or a decimal string, found a string that is not a decimal",
            ),
            (
                r#"{"id":1,"created_at":"secret"}"#,
                "created_at: expected a date and time such as 2025-08-04 14:30:00 or 2025-08-04T14:30:00Z, found a string that is not one",
            ),
            ("[]", ".: expected an object, found an array"),
            ("", "-: expected JSON, found nothing"),
            ("<html>secret", "-: expected JSON, found HTML or XML"),
            (
                r#"{"id":1,"transcript":[{"text":"secr"#,
                "transcript[0].text: expected more JSON, found the end of the body",
            ),
            (r#"{"id":1} x"#, "-: expected one JSON value, found more after it"),
            ("secret", "-: expected JSON, found something else at line 1 column 1"),
        ] {
            assert_eq!(shown(json), expected, "{json}");
        }
    }

    #[test]
    fn a_key_of_the_customers_own_stands_in_the_path_and_in_no_message() {
        let json = br#"{"id":1,"variables":{"owner":{"+15550100001":{"x":[0,"secr"#;
        let misfit = misfit::<Call>(json);
        assert_eq!(misfit.path.as_deref(), Some(r#"variables.owner["+15550100001"].x[1]"#));
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
            assert!(error.to_string().contains("expected at most 127 levels of arrays and objects"), "{error}");
        }
    }

    #[test]
    fn a_number_beyond_all_doubles_is_an_error_with_a_place() {
        let error = from_slice::<Call>(br#"{"id":1,"new":{"size":1e999}}"#).map(|call| call.extra);
        // With serde_json's `arbitrary_precision`, which another crate may turn on, such a number is kept.
        if let Err(error) = error {
            assert_eq!(error.json_path(), Some("new.size"));
            assert!(error.to_string().contains("expected a number that a double can hold"), "{error}");
        }
    }

    #[test]
    fn bytes_that_are_no_text_are_named() {
        assert_eq!(misfit::<Call>(b"\x1f\x8b\x08\x00").problem, "expected JSON, found gzip, which was not asked for");
        let misfit = misfit::<Call>(b"{\"id\":1,\"assistant_name\":\"\xff\"}");
        assert_eq!(misfit.path.as_deref(), Some("assistant_name"));
        assert_eq!(misfit.problem, "expected JSON, found text that is not UTF-8");
    }
}
