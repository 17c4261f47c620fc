//! From the bytes of a success to its type; and where and why, if they do not fit.

use progenitor_client::ResponseValue;
use serde::de::DeserializeOwned;

use crate::{Error, exchange::Answer};

/// Decodes a success. The generated operations call this.
pub(crate) async fn response<T: DeserializeOwned, E>(
    response: reqwest::Response,
) -> Result<ResponseValue<T>, progenitor_client::Error<E>> {
    let status = response.status();
    let headers = response.headers().clone();
    let body = response.bytes().await.map_err(Error::cut_short)?;
    match serde_json::from_slice(&body) {
        Ok(value) => Ok(ResponseValue::new(value, status, headers)),
        Err(_) => Err(Error::decode(misfit::<T>(&body), Answer { status, headers, body }).into()),
    }
}

/// Where a body stopped fitting its type, and why, in words that hold nothing of the body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Misfit {
    /// As `transcript[3].timestamp`; `None` if the body is not JSON at all.
    pub(crate) path: Option<String>,
    pub(crate) problem: String,
}

/// Decodes once more, this time keeping track of the path: the usual case does not pay for it.
pub(crate) fn misfit<T: DeserializeOwned>(body: &[u8]) -> Misfit {
    let mut json = serde_json::Deserializer::from_slice(body);
    match serde_path_to_error::deserialize::<_, T>(&mut json) {
        Err(error) => {
            let mut path = error.path().to_string();
            let error = error.into_inner();
            if error.is_data() {
                let said = error.to_string();
                let (problem, member) = reworded(&said);
                if let Some(member) = member {
                    path = if path == "." { member.to_owned() } else { format!("{path}.{member}") };
                }
                Misfit { path: Some(path), problem }
            } else {
                Misfit { path: (path != ".").then_some(path), problem: not_json(body, &error) }
            }
        }
        Ok(_) => Misfit { path: None, problem: "expected one JSON value, found more after it".to_owned() },
    }
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
        format!("expected JSON, found something else at line {} column {}", error.line(), error.column())
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
        format!("expected {}, found {}", wanted(expected), kind(rest))
    } else if let Some(rest) = said.strip_prefix("invalid value: ") {
        let expected = rest.rsplit_once(", expected ").map_or("something else", |(_, expected)| expected);
        format!("expected {}, found {} out of range", wanted(expected), kind(rest))
    } else if said.starts_with("unknown variant `") {
        "expected a value of the list, found another".to_owned()
    } else if said.starts_with("expected ") {
        // The wire types' own words.
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
        let Misfit { path, problem } = misfit::<Call>(json.as_bytes());
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
            (r#"{"id":1,"id":2}"#, "id: expected one value, found two"),
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
    fn bytes_that_are_no_text_are_named() {
        assert_eq!(misfit::<Call>(b"\x1f\x8b\x08\x00").problem, "expected JSON, found gzip, which was not asked for");
        let misfit = misfit::<Call>(b"{\"id\":1,\"assistant_name\":\"\xff\"}");
        assert_eq!(misfit.path.as_deref(), Some("assistant_name"));
        assert_eq!(misfit.problem, "expected JSON, found text that is not UTF-8");
    }
}
