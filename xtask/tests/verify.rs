//! What a team sees of `cargo xtask verify`: what is new in a response, and the YAML that describes it.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may stop where it fails")]

mod common;

use std::path::{Path, PathBuf};

#[cfg(feature = "live")]
use common::serve;
use common::{Look, command, reported, workspace};
use serde_json::{Value, json};
use xtask::{
    Outcome,
    document::Document,
    generate, lint,
    verify::{Args, Finding, Findings, Format, Kind, Verifier, run_in},
};

fn document() -> String {
    std::fs::read_to_string(workspace().join("openapi/intellixent.yaml")).unwrap()
}

fn parsed(text: &str) -> Document {
    Document::parse("openapi/intellixent.yaml", text.as_bytes().to_vec())
        .unwrap_or_else(|error| panic!("{error}\n{text}"))
}

fn verified(text: &str, responses: &[Value]) -> Findings {
    let document = parsed(text);
    let mut verifier = Verifier::new(&document, "get_call").unwrap();
    for (i, response) in responses.iter().enumerate() {
        verifier.add(&format!("{i}.json"), response.to_string().as_bytes());
    }
    verifier.finish(responses.len())
}

/// Does by hand what the suggestion says.
fn pasted(text: &str, suggestion: &str) -> String {
    let mut lines: Vec<&str> = text.lines().collect();
    let mut edits: Vec<(usize, usize, Vec<&str>)> = Vec::new();
    for line in suggestion.lines() {
        if let Some(place) = line.strip_prefix("# openapi/intellixent.yaml:") {
            let (range, what) = place.split_once(": ").unwrap();
            let (first, last) = range.split_once('-').unwrap_or((range, range));
            let (first, last): (usize, usize) = (first.parse().unwrap(), last.parse().unwrap());
            // As empty-handed editors count: what goes below a line starts after it and replaces nothing.
            edits.push(if what == "add below this line" { (first, first, vec![]) } else { (first - 1, last, vec![]) });
        } else {
            edits.last_mut().unwrap().2.push(line);
        }
    }
    edits.sort_by_key(|edit| std::cmp::Reverse(edit.0));
    for (first, last, new) in edits {
        lines.splice(first..last, new);
    }
    lines.join("\n") + "\n"
}

fn key(finding: &Finding) -> (String, Kind) {
    (finding.pointer.clone(), finding.kind)
}

/// The document with one more property of a call, and more component schemas.
fn with(property: &str, components: &str) -> String {
    let text = document();
    let text = text.replacen("        assistant_name:\n", &format!("        {property}\n        assistant_name:\n"), 1);
    text.replacen("    CallType:\n", &format!("{components}\n    CallType:\n"), 1)
}

/// Where and how each value of a new property `new` does not fit.
fn misfits(text: &str, values: &[Value]) -> Vec<Vec<(String, Kind)>> {
    let found = |value: &Value| verified(text, &[json!({"id": 1, "new": value})]).findings;
    values.iter().map(|value| found(value).iter().map(key).collect()).collect()
}

/// Pastes each suggestion; the finding must be gone and the document must still be sound.
fn each_suggestion_works(responses: &[Value]) -> usize {
    let mut text = document();
    let mut pastes = 0;
    while let Some(finding) = verified(&text, responses).findings.first().cloned() {
        let suggestion = finding.suggestion.clone().unwrap_or_else(|| panic!("no suggestion: {finding:#?}"));
        text = pasted(&text, &suggestion);
        let left = verified(&text, responses).findings;
        assert!(left.iter().all(|other| key(other) != key(&finding)), "still there: {finding:#?}\n{text}");
        let problems = lint::check(&parsed(&text));
        assert!(problems.is_empty(), "{suggestion}\n{problems:#?}");
        pastes += 1;
        assert!(pastes < 100, "{finding:#?}");
    }
    let client = generate::client(&parsed(&text));
    assert!(client.is_ok(), "{client:?}\n{text}");
    pastes
}

#[test]
fn pasting_the_suggestion_makes_the_finding_go_away() {
    let turn = |text: Value, sender: &str| json!({"text": text, "type": "t", "sender": sender, "timestamp": 1.5});
    let cases = [
        json!({"id": 1, "new_text": "a", "new_flag": true, "new_count": 3, "new_amount": 0.5, "new_nothing": null}),
        json!({"id": 1, "true": 4, "latency": 1.5}),
        json!({"id": 1, "latency": {"p50": 1.5, "steps": [{"n": 1}, {"n": "two", "why": null}], "by": {"who": {}}}}),
        json!({"id": 1, "people": {"Maria Huber": {"age": 40}, "x": 1}, "numbers": [{"+4917012345678": true}]}),
        json!({"id": 1, "tags": ["a", "b"], "empty": [], "mixed": [1, "a", {"b": 1}]}),
        json!({"id": 1, "type": "sms", "status": "parked", "answered_by": "voicemail"}),
        json!({"id": 1, "transcript": [turn(json!("a"), "supervisor"), turn(Value::Null, "bot")]}),
        json!({"id": 1, "transcript": [{"text": "a", "confidence": 0.5}]}),
        json!({"id": 1, "transcript": ["hello"]}),
        json!({"id": 1, "transcript": {"summary": "a"}}),
        json!({"id": 1, "duration": "38"}),
        json!({"id": 1, "duration": 38.5}),
        json!({"id": 1, "duration": -1}),
        json!({"id": 1, "duration": {"seconds": 38, "unit": "s"}}),
        json!({"id": null, "assistant_name": {"name": "a"}, "recording_url": ["a"]}),
        json!({"id": "abc"}),
        json!({}),
        json!({"id": 1, "status": 5, "variables": "none", "evaluation": false, "total_cost": "1,50", "carrier_cost": true}),
        json!({"id": 1, "created_at": "4 Aug 2025 14:30", "updated_at": 1754317800}),
        json!({"id": 1, "variables": ["a"]}),
        json!({"id": 1, "evaluation": [{"name": "a", "weight": 2}]}),
        json!([{"id": 1}]),
    ];
    for case in &cases {
        assert_ne!(each_suggestion_works(std::slice::from_ref(case)), 0, "{case}");
    }
}

#[test]
fn a_field_that_comes_in_two_forms_is_one_suggestion() {
    let responses = [json!({"id": 1, "score": null}), json!({"id": 2, "score": 3}), json!({"id": 3, "score": "high"})];
    assert_eq!(verified(&document(), &responses).findings.len(), 1);
    assert_eq!(each_suggestion_works(&responses), 1);
    insta::assert_json_snapshot!(verified(&document(), &responses));
}

#[test]
fn a_documented_response_has_no_findings() {
    let text = document();
    let document = parsed(&text);
    for example in ["DocumentedCall", "SiblingCall"] {
        let example = document.json["components"]["examples"][example]["value"].clone();
        assert_eq!(verified(&text, &[example]).findings.len(), 0);
    }
}

#[test]
fn what_stands_behind_all_of_is_checked_as_what_stands_by_itself() {
    let components =
        "    Seconds: {type: integer, maximum: 60}\n    Tags: {type: array, maxItems: 1, items: {type: string}}";
    let mismatch = |pointer: &str| vec![(pointer.to_owned(), Kind::TypeMismatch)];
    for (target, fits, not, told) in [
        ("Seconds", json!(38), json!("38"), mismatch("/new")),
        ("Seconds", json!(38), json!(61), mismatch("/new")),
        ("CallType", json!("web"), json!("sms"), vec![("/new".to_owned(), Kind::UndocumentedValue)]),
        ("OpenCallType", json!("web"), json!("sms"), vec![("/new".to_owned(), Kind::UndocumentedValue)]),
        ("Usd", json!(1.5), json!(false), mismatch("/new")),
        ("Tags", json!(["a"]), json!([1]), mismatch("/new/*")),
        ("Tags", json!(["a"]), json!(["a", "b"]), mismatch("/new")),
    ] {
        let part = format!("$ref: '#/components/schemas/{target}'");
        for property in [format!("new: {{{part}}}"), format!("new: {{allOf: [{{{part}}}], nullable: true}}")] {
            let text = with(&property, components);
            let found = misfits(&text, &[fits.clone(), not.clone()]);
            assert_eq!(found, [vec![], told.clone()], "{property}: {not}");
            // The second response is checked as the first was.
            let responses = [json!({"id": 1, "new": fits}), json!({"id": 1, "new": not})];
            assert_eq!(verified(&text, &responses).findings.iter().map(key).collect::<Vec<_>>(), told, "{property}");
        }
    }
}

#[test]
fn a_union_that_holds_itself_is_checked_by_its_other_forms() {
    let through = "    Leaf:\n      anyOf: [{$ref: '#/components/schemas/Tree'}, {type: boolean}]";
    for (form, components) in
        [("Tree", ""), ("Leaf", through), ("All", "    All: {allOf: [{$ref: '#/components/schemas/Tree'}]}")]
    {
        let components = format!(
            "    Tree:\n      oneOf: [{{$ref: '#/components/schemas/{form}'}}, {{type: string}}]\n{components}"
        );
        let text = with("new: {$ref: '#/components/schemas/Tree'}", &components);
        let found = misfits(&text, &[json!("leaf"), json!(5), json!([])]);
        let told = vec![("/new".to_owned(), Kind::TypeMismatch)];
        assert_eq!(found, [vec![], told.clone(), told], "{form}");
    }
}

#[test]
fn no_value_of_a_response_is_told_but_words_for_a_list() {
    let response = json!({
        "id": "secret-1", "secret": "secret-2", "type": "secret 3", "duration": "secret-4", "webhook_response": {"secret": 5},
        "created_at": "secret-6", "variables": {"secret": "secret-7"}, "evaluation": [{"secret-8": 1}], "transcript": 5.5,
    });
    let mut findings = verified(&document(), &[response]);
    findings.findings.iter_mut().for_each(|finding| finding.pointer.clear());
    let told = serde_json::to_string(&findings).unwrap();
    for n in [1, 2, 3, 4, 5, 6, 7] {
        assert!(!told.contains(&format!("secret-{n}")) && !told.contains(&format!("secret {n}")), "{told}");
    }
}

#[test]
fn no_key_that_a_customer_chose_is_told() {
    let customer = ["+4917012345678", "Maria Huber", "Maria", "maria@huber.example", "a/b", "née"];
    let mut responses: Vec<_> = customer
        .iter()
        .flat_map(|key| [json!({"id": 1, *key: 1}), json!({"id": 1, "by_contact": {"count": 1, *key: {"seen": 1}}})])
        .collect();
    let many: serde_json::Map<_, _> = (0..100).map(|n| (format!("contact_{n}"), json!(n))).collect();
    responses.push(json!({"id": 1, "crm": many}));
    let findings = verified(&document(), &responses).findings;
    let places: Vec<_> = findings.iter().map(|finding| finding.pointer.as_str()).collect();
    assert_eq!(places, ["/*", "/by_contact", "/crm"]);
    let told = serde_json::to_string(&findings).unwrap();
    for key in customer.iter().copied().chain(["contact_7", "seen"]) {
        assert!(!told.contains(key), "{key}: {told}");
    }
    assert!(findings[0].message.contains("could be a customer's"), "{told}");
}

fn run(look: Look, paths: &[&Path], format: Format) -> (Outcome, String, String) {
    let args = Args {
        paths: paths.iter().map(PathBuf::from).collect(),
        #[cfg(feature = "live")]
        live: None,
        operation: "get_call".to_owned(),
        format,
    };
    let mut json = Vec::new();
    let (outcome, text) = reported(look, |report| run_in(workspace(), &args, report, &mut json));
    (outcome, text, String::from_utf8(json).unwrap())
}

#[test]
fn the_report_is_fit_to_be_pasted() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.json"), r#"{"id": 1, "mood": "calm", "status": "parked"}"#).unwrap();
    std::fs::write(folder.path().join("b.json"), "<html>Bad gateway</html>").unwrap();
    std::fs::write(folder.path().join("notes.txt"), "not looked at").unwrap();
    std::fs::create_dir(folder.path().join("more")).unwrap();
    std::fs::write(
        folder.path().join("more/c.ndjson"),
        "{\"id\": 2, \"mood\": null}\n\n{\"id\": \n{\"duration\": -5}\n",
    )
    .unwrap();
    let hidden = |text: String| text.replace(&folder.path().display().to_string(), "recorded");
    let (outcome, text, _) = run(Look::Plain, &[folder.path()], Format::Text);
    assert_eq!(outcome, Outcome::NeedsUpdate);
    insta::assert_snapshot!("report_plain", hidden(text));
    let (_, text, _) = run(Look::Coloured, &[folder.path()], Format::Text);
    insta::assert_snapshot!("report_coloured", hidden(text));
    let (outcome, text, json) = run(Look::Plain, &[folder.path()], Format::Json);
    assert_eq!((outcome, text.as_str()), (Outcome::NeedsUpdate, ""));
    insta::assert_snapshot!("report_json", hidden(json));
}

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
    let text = document();
    let document = parsed(&text);
    let mut verifier = Verifier::new(&document, "get_call").unwrap();
    verifier.add("deep.json", body.as_bytes());
    let findings = verifier.finish(1).findings;
    assert_eq!(findings[0].message, "JSON nested deeper than 128 levels (in 1 response)");
}

#[test]
fn json_with_a_charset_is_json() {
    let text = document().replace("application/json:\n", "application/json; charset=utf-8:\n");
    assert_eq!(lint::check(&parsed(&text)), []);
    assert_eq!(verified(&text, &[json!({"id": "1"})]).findings.len(), 1);
}

#[test]
fn standard_input_is_read_line_by_line() {
    let input: String = (0..500).map(|id| format!("{{\"id\": {id}, \"mood\": {id}}}\n")).collect();
    let output = command(workspace(), &["verify", "-"], &[], &input);
    assert_eq!(output.status.code(), Some(4));
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("standard input:1\n"), "{text}");
    assert!(text.ends_with("1 finding, in 500 responses of 1 file\n"), "{text}");
    // No progress where nobody watches.
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
}

#[test]
fn more_new_fields_than_anybody_reads_are_cut_off() {
    let responses: Vec<_> = (0..1_500).map(|n| json!({"id": 1, format!("field{n}"): n})).collect();
    assert_eq!(verified(&document(), &responses).findings.len(), 1_000);
}

#[cfg(feature = "live")]
#[test]
fn a_live_call_is_fetched_with_the_key_of_the_environment() {
    let server = serve(r#"{"id": 7, "mood": "calm"}"#);
    let environment = [("INTELLIXENT_BASE_URL", server.url.as_str()), ("INTELLIXENT_API_KEY", "key-of-the-test")];
    let output = command(workspace(), &["verify", "--live", "7", "--format", "json"], &environment, "");
    let text = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(4), "{text}");
    let findings: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(findings["findings"][0]["file"], "call 7");
    assert_eq!(findings["findings"][0]["pointer"], "/mood");
    let request = server.request.join().unwrap();
    assert!(request.starts_with("GET /user/calls/7 HTTP/1.1\r\n"), "{request}");
    assert!(request.contains("authorization: Bearer key-of-the-test\r\n"), "{request}");
    let output = command(workspace(), &["verify", "--live", "7", "--format", "json"], &[], "");
    assert!(output.stdout.is_empty());
    let text = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(text.contains("INTELLIXENT_API_KEY is not set"), "{text}");
}

#[test]
fn an_operation_that_is_not_there_is_an_error() {
    let text = document();
    let document = parsed(&text);
    let error = Verifier::new(&document, "get_cal").unwrap_err();
    assert_eq!(error.to_string(), "openapi/intellixent.yaml: no operation `get_cal`");
}
