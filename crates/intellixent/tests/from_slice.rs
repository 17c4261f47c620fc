//! What cannot be decoded: each error has the place and the reason, and not the value.
#![allow(clippy::unwrap_used, reason = "a test may stop where it fails")]

use intellixent::{from_slice, types::Call};

fn shown(json: &str) -> String {
    let error = from_slice::<Call>(json.as_bytes()).unwrap_err();
    format!("{}| {error}", error.json_path().unwrap_or("-"))
}

#[test]
fn an_error_has_the_place_and_the_reason_and_not_the_value() {
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
        (r#"{"id":1,"transcript":[{"text":"secr"#, "transcript[0].text| expected more JSON, found the end of the body"),
        (r#"{"id":1} x"#, "-| expected one JSON value, found more than one"),
        ("secret", "-| expected JSON, found a syntax error at line 1 column 1"),
    ] {
        assert_eq!(shown(json), expected, "{json}");
    }
}

#[test]
fn a_lone_surrogate_is_an_error_with_a_place() {
    for (text, place) in [
        (r#"{"id":1,"assistant_name":"cut \ud83d"}"#, "assistant_name"),
        (r#"{"id":1,"assistant_name":"cut \ude00"}"#, "assistant_name"),
        (r#"{"id":1,"transcript":[{"text":"cut \ud83d\n"}]}"#, "transcript[0].text"),
        (r#"{"id":1,"transcript":[{"text":"cut \ud83d\u0020"}]}"#, "transcript[0].text"),
    ] {
        let error = shown(text);
        assert!(
            error.starts_with(&format!("{place}| expected a Unicode character, found a lone surrogate")),
            "{error}"
        );
    }
}

#[test]
fn a_type_of_the_callers_own_gets_the_whole_path() {
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
fn a_byte_order_mark_is_ignored() {
    let call: Call = from_slice(b"\xef\xbb\xbf{\"id\":1}").unwrap();
    assert_eq!(call.id, 1);
    let error = from_slice::<Call>(b"\xef\xbb\xbf").unwrap_err();
    assert_eq!(error.to_string(), "expected JSON, found an empty body");
}

#[test]
fn deep_nesting_is_an_error_with_a_place() {
    let deep = |levels: usize| format!(r#"{{"id":1,"webhook_response":{}{}}}"#, "[".repeat(levels), "]".repeat(levels));
    assert!(from_slice::<Call>(deep(126).as_bytes()).is_ok());
    for levels in [127, 100_000] {
        let error = from_slice::<Call>(deep(levels).as_bytes()).unwrap_err();
        assert!(error.json_path().unwrap().starts_with("webhook_response[0]"), "{error}");
        assert!(error.to_string().contains("expected at most 127 levels of nesting"), "{error}");
    }
}

#[test]
fn a_number_beyond_the_range_of_a_double_is_an_error_with_a_place() {
    let error = from_slice::<Call>(br#"{"id":1,"new":{"size":1e999}}"#).map(|call| call.extra);
    // With serde_json's `arbitrary_precision`, which another crate may turn on, such a number is kept.
    if let Err(error) = error {
        assert_eq!(error.json_path(), Some("new.size"));
        assert!(error.to_string().contains("expected a number within the range of a double"), "{error}");
    }
}
