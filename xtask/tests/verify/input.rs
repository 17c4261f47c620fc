//! Files, standard input and live calls, whole or damaged.

use std::path::Path;

use serde_json::json;
use xtask::{
    Outcome, lint,
    verify::{Finding, Format, Kind, Verifier},
};

use crate::{
    common::{FROZEN, Look, command, frozen, project},
    parsed, run, verified,
};

#[test]
fn a_folder_without_responses_and_a_missing_file_are_errors() {
    let folder = tempfile::tempdir().unwrap();
    let (outcome, text, _) = run(Look::Plain, &[folder.path()], Format::Text);
    assert_eq!(outcome, Outcome::CouldNotRun);
    assert!(text.contains("no .json, .ndjson or .jsonl file in this folder"), "{text}");
    let (outcome, text, _) = run(Look::Plain, &[Path::new("nowhere.json")], Format::Text);
    assert_eq!(outcome, Outcome::CouldNotRun);
    assert!(text.contains("nowhere.json: cannot be read"), "{text}");
}

#[test]
fn a_pretty_printed_file_is_one_response_and_an_empty_one_is_not_json() {
    let folder = tempfile::tempdir().unwrap();
    let (pretty, empty) = (folder.path().join("pretty.json"), folder.path().join("empty.json"));
    std::fs::write(&pretty, "{\n  \"id\": 1\n}\n").unwrap();
    std::fs::write(&empty, "").unwrap();
    assert_eq!(run(Look::Plain, &[&pretty], Format::Text).0, Outcome::Good);
    let (outcome, text, _) = run(Look::Plain, &[&empty], Format::Text);
    assert_eq!(outcome, Outcome::NeedsUpdate);
    assert!(text.contains("not-json"), "{text}");
}

#[test]
fn files_that_hold_no_response_are_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("empty.ndjson");
    for text in ["", "\n\n"] {
        std::fs::write(&path, text).unwrap();
        let (outcome, text, json) = run(Look::Plain, &[&path], Format::Json);
        assert_eq!(outcome, Outcome::CouldNotRun, "{text}");
        assert!(text.contains("empty.ndjson: no response in it; there is nothing to verify"), "{text}");
        assert_eq!(json, "");
    }
    std::fs::write(folder.path().join("one.json"), r#"{"id": 1}"#).unwrap();
    assert_eq!(run(Look::Plain, &[folder.path()], Format::Text).0, Outcome::Good);
}

#[test]
fn a_byte_order_mark_is_no_part_of_a_response() {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in [("one.json", "\u{feff}{\n\"id\": 1}"), ("lines.json", "\u{feff}{\"id\": 1}\n{\"id\": 2}\n")] {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        let (outcome, text, _) = run(Look::Plain, &[&path], Format::Text);
        assert_eq!(outcome, Outcome::Good, "{text}");
    }
}

#[test]
fn a_response_nested_without_end_is_told_as_that() {
    let body = format!(r#"{{"id": 1, "variables": {}1{}}}"#, "[".repeat(200), "]".repeat(200));
    let mut verifier = Verifier::new(frozen(), None, &[]).unwrap();
    verifier.add("deep.json", body.as_bytes());
    let findings = verifier.finish(1).findings;
    assert!(findings[0].message.starts_with("JSON nested deeper than 128 levels (in 1 response)"), "{findings:?}");
}

#[test]
fn json_with_a_charset_is_json() {
    let text = FROZEN.replace("application/json:\n", "application/json; charset=utf-8:\n");
    assert_eq!(lint::check(&parsed(&text)), []);
    assert_eq!(verified(&text, &[json!({"id": "1"})]).findings.len(), 1);
}

#[test]
fn standard_input_is_read_line_by_line() {
    let input: String = (0..500).map(|id| format!("{{\"id\": {id}, \"mood\": {id}}}\n")).collect();
    let output = command(project(FROZEN).path(), &["verify", "-"], &[], &input);
    assert_eq!(output.status.code(), Some(4));
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("standard input:1\n"), "{text}");
    assert!(text.ends_with("1 finding, in 500 responses of 1 file\n"), "{text}");
    // No progress where nobody watches.
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
}

#[cfg(feature = "live")]
#[test]
fn a_live_call_is_fetched_with_the_key_of_the_environment() {
    let server = crate::common::serve(r#"{"id": 7, "mood": "calm"}"#);
    let environment = [("INTELLIXENT_BASE_URL", server.url.as_str()), ("INTELLIXENT_API_KEY", "key-of-the-test")];
    let output = command(project(FROZEN).path(), &["verify", "--live", "7", "--format", "json"], &environment, "");
    let text = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(4), "{text}");
    let findings: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(findings["findings"][0]["file"], "call 7");
    assert_eq!(findings["findings"][0]["pointer"], "/mood");
    let request = server.request.join().unwrap();
    assert!(request.starts_with("GET /user/calls/7 HTTP/1.1\r\n"), "{request}");
    assert!(request.contains("authorization: Bearer key-of-the-test\r\n"), "{request}");
    let output = command(project(FROZEN).path(), &["verify", "--live", "7", "--format", "json"], &[], "");
    assert!(output.stdout.is_empty());
    let text = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(text.contains("INTELLIXENT_API_KEY is not set"), "{text}");
}

#[test]
fn what_a_reader_refuses_is_a_finding() {
    let found = |body: &str| {
        let mut verifier = Verifier::new(frozen(), None, &[]).unwrap();
        verifier.add("a.json", body.as_bytes());
        let mut findings = verifier.finish(1).findings;
        assert_eq!(findings.len(), 1, "{body}: {findings:#?}");
        let Finding { pointer, kind, message, suggestion, .. } = findings.remove(0);
        assert_eq!(suggestion, None, "{body}");
        (pointer, kind, message.split(" (in ").next().unwrap().to_owned())
    };
    let not_json = |what: &str| (String::new(), Kind::NotJson, what.to_owned());
    let twice = "an object that has a name twice, in it or in what it holds";
    let unreal = "a string in the documented form whose date or time does not exist";
    for (body, expected) in [
        (
            r#"{"id": 1, "created_at": "2025-09-31 14:30:00"}"#,
            ("/created_at".to_owned(), Kind::TypeMismatch, unreal.to_owned()),
        ),
        (
            r#"{"id": 1, "updated_at": "2025-02-30T14:30:00Z"}"#,
            ("/updated_at".to_owned(), Kind::TypeMismatch, unreal.to_owned()),
        ),
        (r#"{"id": 1, "status": null, "status": null}"#, ("/status".to_owned(), Kind::NotJson, twice.to_owned())),
        (
            r#"{"id": 1, "variables": {"a": [{"Maria": 1, "Maria": 2}]}}"#,
            ("/variables".to_owned(), Kind::NotJson, twice.to_owned()),
        ),
        (r#"{"id": 1, "campaign_name": "\ud83d"}"#, not_json("JSON with half of a surrogate pair in a string")),
        (r#"{"id": 1e999}"#, not_json("JSON with a number beyond a double")),
        (r#"{"id": 1"#, not_json("not JSON: cut off")),
        (" \n", not_json("not JSON: empty")),
        ("<html>", not_json("not JSON but HTML or XML")),
        (r#"{"id": Maria}"#, not_json("not JSON")),
    ] {
        assert_eq!(found(body), expected, "{body}");
    }
    let mut verifier = Verifier::new(frozen(), None, &[]).unwrap();
    verifier.add("a.json", b"{\"id\": 1, \"campaign_name\": \"M\xfcller\"}");
    assert!(verifier.finish(1).findings[0].message.starts_with("not UTF-8"));
}

#[cfg(unix)]
#[test]
fn one_bad_file_does_not_end_the_run() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| std::fs::write(folder.path().join(name), bytes).unwrap();
    let text = r#"{"id": 1, "mood": 1}"#;
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    std::io::Write::write_all(&mut gzip, text.as_bytes()).unwrap();
    let gzip = gzip.finish().unwrap();
    let utf16 = |to_bytes: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(to_bytes).collect::<Vec<u8>>();
    write("a.json", b"\x00\xff\xfe");
    write("b.ndjson.gz", &gzip);
    write("c.json", &gzip[..gzip.len() / 2]);
    write("d.json", &utf16(u16::to_le_bytes));
    write("e.json", &[&b"\xfe\xff"[..], &utf16(u16::to_be_bytes)].concat());
    write("f.json", text.as_bytes());
    std::fs::create_dir(folder.path().join("g.json")).unwrap();
    std::os::unix::fs::symlink("nowhere", folder.path().join("h.json")).unwrap();
    let (outcome, told, _) = run(Look::Plain, &[folder.path(), Path::new("nowhere.json")], Format::Text);
    assert_eq!(outcome, Outcome::NeedsUpdate);
    insta::assert_snapshot!(told.replace(&folder.path().display().to_string(), "recorded"));
}
