//! What a team sees of `cargo xtask verify`: what is new in a response, and the YAML that describes it.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may stop where it fails")]

mod common;

use std::path::{Path, PathBuf};

#[cfg(feature = "live")]
use common::serve;
use common::{FROZEN, Look, NAME, command, draw, frozen, project, reported};
use proptest::prelude::*;
use serde_json::{Value, json};
use xtask::{
    Outcome,
    document::Document,
    generate, lint,
    verify::{Args, Finding, Findings, Format, Kind, Verifier, run_in},
};

fn parsed(text: &str) -> Document {
    Document::parse(NAME, text.as_bytes().to_vec()).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

/// The findings in responses of an operation, or of any, when the words and names at some places may be told.
fn kept(text: &str, operation: Option<&str>, responses: &[Value], keep: &[&str]) -> Findings {
    let document = parsed(text);
    let keep: Vec<_> = keep.iter().map(|place| place.parse().unwrap()).collect();
    let mut verifier = Verifier::new(&document, operation, &keep).unwrap();
    for (i, response) in responses.iter().enumerate() {
        verifier.add(&format!("{i}.json"), response.to_string().as_bytes());
    }
    verifier.finish(responses.len())
}

fn verified(text: &str, responses: &[Value]) -> Findings {
    kept(text, Some("get_call"), responses, &[])
}

/// Does by hand what the suggestion says, from its top to its end.
fn pasted(text: &str, suggestion: &str) -> String {
    let mut lines: Vec<&str> = text.lines().collect();
    let mut rest = suggestion.lines().peekable();
    while let Some(line) = rest.next() {
        let (range, what) = line.strip_prefix(&format!("# {NAME}:")).unwrap().split_once(": ").unwrap();
        let (first, last) = range.split_once('-').unwrap_or((range, range));
        let (first, last): (usize, usize) = (first.parse().unwrap(), last.parse().unwrap());
        // What goes below a line starts after it and replaces nothing.
        let range = if what == "add below this line" { first..first } else { first - 1..last };
        let mut new = Vec::new();
        while let Some(line) = rest.next_if(|line| !line.starts_with('#')) {
            new.push(line);
        }
        lines.splice(range, new);
    }
    lines.join("\n") + "\n"
}

fn key(finding: &Finding) -> (String, Kind) {
    (finding.pointer.clone(), finding.kind)
}

/// The document with one more property of a call, and more component schemas.
fn with(property: &str, components: &str) -> String {
    let text =
        FROZEN.replacen("        assistant_name:\n", &format!("        {property}\n        assistant_name:\n"), 1);
    text.replacen("    CallType:\n", &format!("{components}\n    CallType:\n"), 1)
}

/// Where and how each value of a new property `new` does not fit.
fn misfits(text: &str, values: &[Value]) -> Vec<Vec<(String, Kind)>> {
    let found = |value: &Value| verified(text, &[json!({"id": 1, "new": value})]).findings;
    values.iter().map(|value| found(value).iter().map(key).collect()).collect()
}

/// Pastes each suggestion; the finding must be gone and the document must still be sound. The words that may be told are
/// all, as far as the document can be told by them.
fn each_suggestion_works(responses: &[Value]) -> usize {
    let everywhere = ["/*"];
    let mut text = FROZEN.to_owned();
    let mut pastes = 0;
    while let Some(finding) = kept(&text, Some("get_call"), responses, &everywhere)
        .findings
        .into_iter()
        .find(|finding| finding.suggestion.is_some())
    {
        let suggestion = finding.suggestion.clone().unwrap();
        text = pasted(&text, &suggestion);
        let left = kept(&text, Some("get_call"), responses, &everywhere).findings;
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
        json!({"id": 1, "assistant_name": {"name": "a"}, "recording_url": ["a"]}),
        json!({"id": 1, "extracted": 18_446_744_073_709_551_615_u64, "type_": 1, "self": 2, "crate": [3]}),
        json!({"id": 1, "duration": 18_446_744_073_709_551_616.0, "total_cost": 1e30}),
        json!({"id": 1, "status": 5, "variables": "none", "evaluation": false, "carrier_cost": true}),
        json!({"id": 1, "updated_at": 1754317800}),
        json!({"id": 1, "variables": ["a"]}),
        json!({"id": 1, "evaluation": [{"name": "a", "weight": 2}]}),
    ];
    for case in &cases {
        assert_ne!(each_suggestion_works(std::slice::from_ref(case)), 0, "{case}");
    }
}

#[test]
fn a_field_that_comes_in_two_forms_is_one_suggestion() {
    let responses = [json!({"id": 1, "score": null}), json!({"id": 2, "score": 3}), json!({"id": 3, "score": "high"})];
    assert_eq!(verified(FROZEN, &responses).findings.len(), 1);
    assert_eq!(each_suggestion_works(&responses), 1);
    insta::assert_json_snapshot!(verified(FROZEN, &responses));
}

#[test]
fn a_documented_response_has_no_findings() {
    for (_, body) in draw::whole() {
        assert_eq!(kept(FROZEN, None, &[body], &[]).findings.len(), 0);
    }
}

/// A project with a document and recorded bodies, and what `verify --apply` makes of them.
fn applied(bodies: &[Value], keep: &[&str]) -> (Outcome, String, String, Findings) {
    let root = project(FROZEN);
    let path = root.path().join("recorded.ndjson");
    std::fs::write(&path, bodies.iter().map(|body| format!("{body}\n")).collect::<String>()).unwrap();
    let mut args = args(&[&path]);
    (args.apply, args.keep) = (true, keep.iter().map(|place| place.parse().unwrap()).collect());
    let (outcome, told) = reported(Look::Plain, |report| run_in(root.path(), &args, report, &mut Vec::new()));
    let text = std::fs::read_to_string(root.path().join(NAME)).unwrap();
    let left = kept(&text, None, bodies, keep);
    (outcome, told, text, left)
}

proptest! {
    #![proptest_config(draw::cases(24))]

    #[test]
    fn what_was_recorded_is_described_or_left_to_a_person_in_words(
        bodies in prop::collection::vec(draw::broken(3), 1..4), vouched in any::<bool>(),
    ) {
        let keep: &[&str] = if vouched { &["/*"] } else { &[] };
        let (outcome, told, text, left) = applied(&bodies, keep);
        let document = parsed(&text);
        prop_assert!(lint::check(&document).is_empty(), "{}\n{:#?}", told, lint::check(&document));
        let client = generate::client(&document);
        prop_assert!(client.is_ok(), "{:?}\n{}", client, told);
        for finding in &left.findings {
            prop_assert!(finding.suggestion.is_none() && finding.message.contains("; "), "{:#?}\n{}", finding, told);
        }
        prop_assert_eq!(outcome == Outcome::Good, left.findings.is_empty(), "{}", told);
    }

    #[test]
    fn each_suggestion_can_be_pasted_alone_and_all_of_them_in_the_order_told(
        bodies in prop::collection::vec(draw::broken(3), 1..4),
    ) {
        let findings = kept(FROZEN, None, &bodies, &[]);
        for finding in &findings.findings {
            let Some(suggestion) = &finding.suggestion else { continue };
            let text = pasted(FROZEN, suggestion);
            prop_assert!(lint::check(&parsed(&text)).is_empty(), "{}", suggestion);
            let left = kept(&text, None, &bodies, &[]).findings;
            prop_assert!(left.iter().all(|other| key(other) != key(finding)), "{:#?}\n{}", finding, suggestion);
        }
        prop_assert_eq!(&pasted(FROZEN, &findings.suggestions), &findings.described);
    }

    #[test]
    fn nothing_of_a_body_is_told(body in draw::broken(3)) {
        let mut body = body;
        marked(&mut body, "");
        let root = project(FROZEN);
        let path = root.path().join("recorded.json");
        std::fs::write(&path, body.to_string()).unwrap();
        let mut args = args(&[&path]);
        let mut json = Vec::new();
        let (_, mut told) = reported(Look::Plain, |report| run_in(root.path(), &args, report, &mut json));
        args.format = Format::Json;
        run_in(root.path(), &args, &mut xtask::report::Report::stderr(), &mut json).unwrap();
        told.push_str(&String::from_utf8(json).unwrap());
        let told = told.replace(&root.path().display().to_string(), "");
        prop_assert!(!told.contains("qzx") && !told.contains("9876543"), "{}\n{}", body, told);
    }
}

/// Marks every text, number and name that is not a field's.
fn marked(value: &mut Value, place: &str) {
    let described = ["", "/data/*", "/links/*", "/lead", "/transcript/*", "/evaluation/*"];
    match value {
        Value::String(text) => text.push_str("qzx"),
        Value::Number(_) => *value = json!(9_876_543),
        Value::Array(items) => items.iter_mut().for_each(|item| marked(item, &format!("{place}/*"))),
        Value::Object(members) => {
            let fields = described.iter().any(|end| place.strip_prefix("/data/*").unwrap_or(place) == *end);
            *members = std::mem::take(members)
                .into_iter()
                .map(|(name, mut value)| {
                    marked(&mut value, &format!("{place}/{name}"));
                    (if fields { name } else { name + "qzx" }, value)
                })
                .collect();
        }
        _ => {}
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
    let mut findings = verified(FROZEN, &[response]);
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
    let findings = verified(FROZEN, &responses).findings;
    let places: Vec<_> = findings.iter().map(|finding| finding.pointer.as_str()).collect();
    assert_eq!(places, ["/*", "/by_contact", "/crm"]);
    let told = serde_json::to_string(&findings).unwrap();
    for key in customer.iter().copied().chain(["contact_7", "seen"]) {
        assert!(!told.contains(key), "{key}: {told}");
    }
    assert!(findings[0].message.contains("could be a customer's"), "{told}");
}

fn args(paths: &[&Path]) -> Args {
    Args {
        paths: paths.iter().map(PathBuf::from).collect(),
        #[cfg(feature = "live")]
        live: None,
        operation: None,
        keep: Vec::new(),
        apply: false,
        format: Format::Text,
    }
}

fn run(look: Look, paths: &[&Path], format: Format) -> (Outcome, String, String) {
    let args = Args { format, ..args(paths) };
    let mut json = Vec::new();
    let root = project(FROZEN);
    let (outcome, text) = reported(look, |report| run_in(root.path(), &args, report, &mut json));
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

#[test]
fn more_new_fields_than_anybody_reads_are_cut_off() {
    let responses: Vec<_> = (0..1_500).map(|n| json!({"id": 1, format!("field{n}"): n})).collect();
    assert_eq!(verified(FROZEN, &responses).findings.len(), 1_000);
}

#[cfg(feature = "live")]
#[test]
fn a_live_call_is_fetched_with_the_key_of_the_environment() {
    let server = serve(r#"{"id": 7, "mood": "calm"}"#);
    let environment = [("INTELLIXENT_BASE_URL", server.url.as_str()), ("INTELLIXENT_API_KEY", "key-of-the-test")];
    let output = command(project(FROZEN).path(), &["verify", "--live", "7", "--format", "json"], &environment, "");
    let text = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(4), "{text}");
    let findings: Value = serde_json::from_str(&text).unwrap();
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
fn an_operation_that_is_not_there_is_an_error() {
    let error = Verifier::new(frozen(), Some("get_cal"), &[]).unwrap_err();
    assert_eq!(error.to_string(), "openapi/intellixent.yaml: no operation or webhook `get_cal`");
}

/// Runs `verify --apply` on a project with that document, and gives the new one.
fn written(document: &str, body: &Value) -> (Outcome, String, String) {
    let root = project(document);
    let path = root.path().join("recorded.json");
    std::fs::write(&path, body.to_string()).unwrap();
    let args = Args { apply: true, ..args(&[&path]) };
    let (outcome, told) = reported(Look::Plain, |report| run_in(root.path(), &args, report, &mut Vec::new()));
    (outcome, told, std::fs::read_to_string(root.path().join(NAME)).unwrap())
}

#[test]
fn apply_writes_the_document_says_what_and_lints_it() {
    let body = json!({"id": 1, "mood": {"a": 1}, "duration": "38", "extra": 1, "type": 5});
    let (outcome, told, text) = written(FROZEN, &body);
    assert_eq!(outcome, Outcome::Good, "{told}");
    insta::assert_snapshot!(told);
    assert_eq!(kept(&text, None, &[body], &[]).findings.len(), 0);
    // What is left to a person is not written.
    let body = json!({"id": 1, "created_at": "2025-09-31 10:00:00"});
    let (outcome, told, text) = written(FROZEN, &body);
    assert_eq!((outcome, text.as_str()), (Outcome::NeedsUpdate, FROZEN), "{told}");
    assert!(told.contains("no such day or time") && !told.contains("Written"), "{told}");
}

#[test]
fn apply_leaves_the_rest_of_the_document_as_somebody_wrote_it() {
    let body = json!({
        "data": [], "links": [{"url": null, "active": false, "rel": "next"}], "per_page": 15, "current_page": 1.5,
    });
    let (outcome, told, text) = written(FROZEN, &body);
    assert_eq!(outcome, Outcome::Good, "{told}");
    let (old, new): (Vec<_>, Vec<_>) = (FROZEN.lines().collect(), text.lines().collect());
    let gone: Vec<_> = old.iter().filter(|line| !new.contains(line)).collect();
    // What is written in braces is written anew.
    assert_eq!(gone.len(), 1, "{gone:#?}");
    assert!(gone[0].trim_start().starts_with("properties: {url:"), "{gone:#?}");
    // Lines end as they did, and the last one that had no end gets one.
    let windows = FROZEN.replace('\n', "\r\n");
    let (outcome, told, text) = written(windows.trim_end(), &body);
    assert_eq!(outcome, Outcome::Good, "{told}");
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
    assert!(!kept(&text, None, &[body], &[]).findings.iter().any(|finding| finding.suggestion.is_some()));
}

#[test]
fn apply_does_not_read_what_can_be_read_only_once() {
    let output = command(project(FROZEN).path(), &["verify", "--apply", "-"], &[], "{}");
    assert_eq!(output.status.code(), Some(1));
    let text = String::from_utf8(output.stderr).unwrap();
    assert!(text.contains("`--apply` reads its input more than once"), "{text}");
}

#[test]
fn each_body_is_compared_with_what_it_fits() {
    let text: String = draw::whole().iter().map(|(_, body)| format!("{body}\n")).collect();
    let odd = [
        ("Call", json!({"id": 1, "duration": 5, "carrier_cost": 1, "new": 1})),
        ("CallPage", json!({"data": [], "current_page": 1, "last_page": 1, "new": 1})),
        ("FinishedCall", json!({"id": 1, "customer_phone": null, "lead": null, "new": 1})),
        ("ApiError", json!({"message": "Too Many Attempts.", "new": 1})),
    ];
    let odd_text: String = odd.iter().map(|(_, body)| format!("{body}\n")).collect();
    let verify = |args: &str, input: &str| {
        let args: Vec<_> = ["verify", "-"].into_iter().chain(args.split_whitespace()).collect();
        let output = command(project(FROZEN).path(), &args, &[], input);
        String::from_utf8([output.stdout, output.stderr].concat()).unwrap()
    };
    assert!(verify("", &text).ends_with("5 responses in 1 file, all as documented\n"));
    let told = verify("", &odd_text);
    for (schema, _) in &odd {
        assert!(told.contains(&format!("(in 1 response of `{schema}`)")), "{schema}: {told}");
    }
    let told = verify("--operation call_finished", r#"{"id": 1, "created_at": null}"#);
    assert!(told.contains("/created_at undocumented-field") && told.contains("`FinishedCall`"), "{told}");
    // Also one that an operation was asked for: an error is no call without an id.
    let told = verify("--operation get_call", r#"{"message": "Unauthenticated."}"#);
    assert!(told.contains("all as documented"), "{told}");
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
    let unreal = "in the documented form, but no such day or time: string";
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

#[test]
fn a_word_is_told_and_described_only_where_somebody_vouches_for_it() {
    let body =
        [json!({"id": 1, "status": "parked", "stats": {"p50": 1.5, "steps": [{"n": 1}]}, "finishedAt": 1, "Maria": 2})];
    let told = |keep: &[&str]| serde_json::to_string(&kept(FROZEN, None, &body, keep)).unwrap();
    let silent = told(&[]);
    for word in ["parked", "p50", "steps", "finishedAt", "Maria"] {
        assert!(!silent.contains(word), "{word}: {silent}");
    }
    assert!(silent.contains("`--keep /status`"), "{silent}");
    let vouched = told(&["/status", "/stats", "/finishedAt"]);
    for word in ["parked", "p50", "steps", "finishedAt"] {
        assert!(vouched.contains(word), "{word}: {vouched}");
    }
    assert!(!vouched.contains("Maria"), "{vouched}");
}
