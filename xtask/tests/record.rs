//! What a team sees of `cargo xtask record`: a fixture in the form of the real call, and nothing of whom it was about.
#![cfg(feature = "live")]
#![allow(clippy::unwrap_used, reason = "a test may stop where it fails")]

mod common;

use std::{collections::BTreeSet, time::Instant};

use common::{FROZEN, command, draw, frozen, project, serve, workspace};
use intellixent::{OpenEnum, types::Call};
use proptest::prelude::*;
use serde_json::{Value, json};
use xtask::{document::Document, record};

/// The fixture that a body becomes, with the schema that it fits, when some places are vouched for.
fn kept(body: &Value, keep: &[&str]) -> (Value, String) {
    let keep: Vec<_> = keep.iter().map(|place| place.parse().unwrap()).collect();
    record::scrubbed(frozen(), body, None, &keep).unwrap()
}

fn scrubbed(body: &Value) -> Value {
    kept(body, &[]).0
}

/// All forms of a call, with personal values in every place that can hold one. Invented.
fn personal() -> Value {
    json!({
        "id": 90817263,
        "assistant_name": "Quentin Zephyrhart",
        "campaign_name": "Überraschung für Ærøskøbing 松本清張",
        "type": "outbound",
        "duration": 4711,
        "assistant_phone_number": "+49 (171) 998-8776",
        "client_phone_number": "+12024567041",
        "status": "parked_by_carrier",
        "transcript": [
            {"text": "Hi, I'm Barnaby Wexford, mail b.wexford@wexford-family.org or call 202-456-7041!", "type": "transcript",
             "sender": "human", "timestamp": 1754317812.337, "speaker_label": "Barnaby"},
            {"text": "", "type": "transcript", "sender": "bot", "timestamp": 1754317819.0}
        ],
        "variables": {"customer_name": "Barnaby Wexford", "wexford_policy_number": 5566778899_u64, "born": "1987-11-29",
                      "nested": {"iban": "DE89370400440532013000", "flags": [true, null, 19.75]}},
        "evaluation": [{"name": "wants_quokka_insurance", "type": "boolean", "value": {"quokka": "yes please"}, "description": null}],
        "webhook_response": {"crm": {"contact": "barnaby@wexford-family.org", "score": -12.5}},
        "carrier_cost": "0.04730000",
        "total_cost": 7.3125,
        "answered_by": "human",
        "recording_url": "https://recordings.wexford-telecom.net/acct/7788/Barnaby%20Wexford.mp3?token=s3cr3tt0ken",
        "created_at": "2025-08-04 14:30:57",
        "updated_at": "2025-08-04T16:30:41.738291+02:00",
        "agent_version": {"build": "zanzibar-77x", "at": "2025-08-04T14:30:57Z", "by": ["Ottoline"]},
        "free text name of Barnaby": 1
    })
}

/// Runs of letters and digits, of letters, and of digits, in lower case: what could tell who it was.
fn runs(text: &str) -> BTreeSet<String> {
    let is_part: [fn(char) -> bool; 3] = [char::is_alphanumeric, char::is_alphabetic, char::is_numeric];
    let runs = is_part.into_iter().flat_map(|is_part| text.split(move |c| !is_part(c)));
    runs.filter(|run| run.chars().count() >= 2).map(str::to_lowercase).collect()
}

/// What stays because it is the platform's: names that the document has or would have, its listed values, and what tells
/// that a text is a link to a recording.
fn platform() -> BTreeSet<String> {
    let described = &frozen().json["components"]["schemas"];
    let mut words = String::from("agent_version speaker_label https mp3 true null example ");
    for schema in described.as_object().unwrap().values() {
        let names = schema["properties"].as_object().into_iter().flatten().map(|(name, _)| name.as_str());
        let values = schema["enum"].as_array().into_iter().flatten().filter_map(Value::as_str);
        names.chain(values).for_each(|word| words.extend([word, " "]));
    }
    runs(&words)
}

fn shape(value: &Value, names: bool) -> Value {
    match value {
        Value::Null | Value::Bool(_) => value.clone(),
        Value::Number(number) => {
            let text = number.to_string();
            json!([number.is_f64(), number.is_u64(), text.len(), text.find('.')])
        }
        Value::String(text) => text.chars().filter(|c| !c.is_alphanumeric()).collect::<String>().into(),
        Value::Array(items) => items.iter().map(|item| shape(item, names)).collect(),
        Value::Object(members) if names => {
            members.iter().map(|(name, value)| (name.clone(), shape(value, names))).collect()
        }
        // The order of names changes with them.
        Value::Object(members) => {
            let mut shapes: Vec<_> = members.values().map(|value| shape(value, names).to_string()).collect();
            shapes.sort();
            shapes.into()
        }
    }
}

#[test]
fn no_personal_word_or_number_is_left() {
    let input = personal();
    let output = scrubbed(&input);
    let personal: BTreeSet<_> = runs(&input.to_string()).difference(&platform()).cloned().collect();
    assert!(personal.len() > 80, "{personal:?}");
    let text = output.to_string();
    let left: Vec<_> = runs(&text).intersection(&personal).cloned().collect();
    assert!(left.is_empty(), "{left:?} in {text}");
    insta::assert_json_snapshot!(output);
}

/// Objects that the document describes: a new field of one keeps its name.
const DESCRIBED: &[&str] = &[
    "",
    "/data/*",
    "/links/*",
    "/lead",
    "/transcript/*",
    "/evaluation/*",
    "/data/*/transcript/*",
    "/data/*/evaluation/*",
];

/// All texts of a body, which are somebody's, and the names that are fields'.
fn told(value: &Value, place: &str, texts: &mut String, names: &mut String) {
    match value {
        Value::String(text) => texts.extend([text, "\n"]),
        Value::Array(items) => items.iter().for_each(|item| told(item, &format!("{place}/*"), texts, names)),
        Value::Object(members) => {
            for (name, value) in members {
                let to = if DESCRIBED.contains(&place) { &mut *names } else { &mut *texts };
                to.extend([name, "\n"]);
                told(value, &format!("{place}/{name}"), texts, names);
            }
        }
        _ => {}
    }
}

proptest! {
    #![proptest_config(draw::cases(256))]

    #[test]
    fn of_no_body_a_word_is_left(body in draw::broken(4)) {
        let output = scrubbed(&body).to_string();
        let (mut texts, mut names) = (String::new(), String::new());
        told(&body, "", &mut texts, &mut names);
        let kept = &platform() | &runs(&names);
        let left: Vec<_> = runs(&texts).into_iter().filter(|run| runs(&output).contains(run) && !kept.contains(run)).collect();
        prop_assert!(left.is_empty(), "{:?} in {}", left, output);
    }

    #[test]
    fn a_text_in_any_script_keeps_its_length_and_nothing_that_could_be_a_letter(text in "[^\\pC@/]{1,12}") {
        let output = scrubbed(&json!({"id": 1, "assistant_name": text}))["assistant_name"].as_str().unwrap().to_owned();
        let lengths = |text: &str| text.chars().map(char::len_utf8).collect::<Vec<_>>();
        let left: Vec<_> = runs(&output).intersection(&runs(&text)).cloned().collect();
        prop_assert!(left.is_empty(), "{:?} of {} in {}", left, text, output);
        // A single character is doubled if nothing else is left for it.
        prop_assert_eq!(lengths(&output), lengths(&text), "{}", output);
        let neutral = "\u{a0}¡£«»¿–—‘’‚“”„…€§★🌲";
        let odd = |c: &char| !c.is_ascii() && !c.is_alphanumeric() && !neutral.contains(*c);
        prop_assert!(!output.chars().any(|c| odd(&c)), "{}", output);
    }
}

#[test]
fn an_unknown_word_of_a_list_is_replaced_unless_its_place_is_kept() {
    for (place, body) in [
        ("/status", json!({"id": 1, "status": "barnaby"})),
        ("/type", json!({"id": 1, "type": "Barnaby"})),
        ("/answered_by", json!({"id": 1, "answered_by": "barnaby-wexford"})),
        ("/transcript/*/sender", json!({"id": 1, "transcript": [{"text": "a", "sender": "barnaby"}]})),
        ("/evaluation/*/type", json!({"id": 1, "evaluation": [{"name": "a", "type": "barnaby", "value": 1}]})),
    ] {
        let text = scrubbed(&body).to_string();
        assert!(!text.to_lowercase().contains("barnaby"), "{text}");
        let (output, _) = kept(&body, &[place]);
        let at = place.replace('*', "0");
        assert_eq!(output.pointer(&at), body.pointer(&at));
        // Another place is not meant.
        assert!(!kept(&body, &["/campaign_name", "/status/x"]).0.to_string().to_lowercase().contains("barnaby"));
    }
    for word in ["completed", "no-answer"] {
        assert_eq!(scrubbed(&json!({"id": 1, "status": word}))["status"], word);
    }
}

#[test]
fn a_key_of_an_object_that_the_document_does_not_know_is_replaced_unless_its_place_is_kept() {
    let body = json!({
        "id": 1, "Ottoline": {"diagnosis": 1}, "by_contact": {"alice": 7, "a491701234567": {"rating": "good"}},
        "a491701234567": 1, "build": {"number": 7, "made_by": [{"day": 5}]},
        "webhook_response": {"alice": [{"surname": true}]},
    });
    let text = scrubbed(&body).to_string();
    for key in ["Ottoline", "diagnosis", "alice", "a491701234567", "rating", "number", "made_by", "day", "surname"] {
        assert!(!text.contains(key), "{key}: {text}");
    }
    assert!(text.contains("by_contact") && text.contains("build"), "{text}");
    assert_eq!(kept(&body, &["/build"]).0["build"], body["build"]);
    let (output, _) = kept(&body, &["/*/alice"]);
    assert_eq!(output["by_contact"]["alice"], 7);
    assert_eq!(output["by_contact"].as_object().unwrap().len(), 2);
}

#[test]
fn twenty_thousand_turns_take_no_longer_for_each_than_a_few() {
    let body = |turns: usize| {
        let turn = |n: usize| {
            json!({"text": format!("Turn {n} of {} by {}", n % 1000, n % 89), "type": "transcript",
            "sender": "bot", "timestamp": 1_754_317_800.25 + n as f64})
        };
        json!({"id": 1, "transcript": (0..turns).map(turn).collect::<Vec<_>>()})
    };
    let time = |turns| {
        let body = body(turns);
        let start = Instant::now();
        assert_eq!(scrubbed(&body)["transcript"].as_array().unwrap().len(), turns);
        start.elapsed()
    };
    let (few, many) = (time(2_000), time(20_000));
    assert!(many < few * 30, "{few:?}, {many:?}");
}

#[test]
fn a_body_is_described_by_what_it_fits() {
    for (schema, body) in draw::whole() {
        assert_eq!(kept(&body, &[]).1, schema);
    }
    let without_id = json!({"duration": 5, "status": "completed", "recording_url": null});
    for (schema, body) in [
        ("Call", json!({"id": 1})),
        ("ApiError", json!({"message": "Unauthenticated."})),
        ("ApiError", json!({"message": "Too Many Attempts.", "retry_after": 60})),
        ("ApiError", json!({"error": "no such number"})),
        ("CallPage", json!({"data": [], "current_page": 1, "total": 0, "per_page": 15})),
        ("Call", without_id),
    ] {
        assert_eq!(kept(&body, &[]).1, schema, "{body}");
    }
    let body = json!({"id": 1, "status": "completed"});
    let named = |operation: &str| record::scrubbed(frozen(), &body, Some(operation), &[]);
    assert_eq!(named("call_finished").unwrap().1, "FinishedCall");
    assert_eq!(named("delete_call").unwrap().1, "ApiError");
    assert_eq!(
        named("get_cal").unwrap_err().to_string(),
        "openapi/intellixent.yaml: no operation or webhook `get_cal`"
    );
}

#[test]
fn only_the_ending_of_a_recording_is_kept() {
    let recorded =
        |url: &str| scrubbed(&json!({"id": 1, "recording_url": url}))["recording_url"].as_str().unwrap().to_owned();
    for ending in [".mp3", ".WAV"] {
        let url = recorded(&format!("https://h.example.net/a/b{ending}"));
        assert!(url.ends_with(ending), "{url}");
    }
    let url = recorded("https://h.example.net/u/mary.john");
    assert!(!url.contains("john"), "{url}");
}

#[test]
fn the_form_of_each_value_is_kept() {
    let (input, output) = (personal(), scrubbed(&personal()));
    for name in [
        "id",
        "assistant_name",
        "campaign_name",
        "type",
        "duration",
        "assistant_phone_number",
        "client_phone_number",
        "status",
        "transcript",
        "carrier_cost",
        "total_cost",
        "answered_by",
        "created_at",
        "updated_at",
    ] {
        assert_eq!(shape(&output[name], true), shape(&input[name], true), "{name}");
    }
    for name in ["variables", "webhook_response", "agent_version"] {
        assert_eq!(shape(&output[name], false), shape(&input[name], false), "{name}");
    }
    let url = output["recording_url"].as_str().unwrap();
    assert!(url.starts_with("https://") && url.contains(".example/") && url.matches('/').count() == 5, "{url}");
    for (name, length) in [("assistant_name", 18), ("client_phone_number", 12)] {
        assert_eq!(output[name].as_str().unwrap().len(), length);
    }
    assert_eq!(output["campaign_name"].as_str().unwrap().len(), input["campaign_name"].as_str().unwrap().len());
}

#[test]
fn it_decodes_to_the_same_shape() {
    let input: Call = serde_json::from_value(personal()).unwrap();
    let output: Call = serde_json::from_value(scrubbed(&personal())).unwrap();
    assert_eq!(output.type_, input.type_);
    assert_eq!(output.answered_by, input.answered_by);
    assert!(matches!(output.status, Some(OpenEnum::Unknown(_))));
    let turns = |call: &Call| {
        call.transcript.as_ref().unwrap().turns().iter().map(|turn| turn.sender.clone()).collect::<Vec<_>>()
    };
    assert_eq!(turns(&output), turns(&input));
    assert_eq!(output.variables.as_ref().unwrap().len(), input.variables.as_ref().unwrap().len());
    assert_eq!(output.evaluation.as_ref().unwrap().fields().len(), 1);
    assert_eq!(output.created_at.as_ref().unwrap().instant(), None);
    assert!(output.updated_at.as_ref().unwrap().instant().is_some());
    assert_eq!(output.extra.len(), input.extra.len());
    assert_eq!(
        output.carrier_cost.as_ref().unwrap().amount().scale(),
        input.carrier_cost.as_ref().unwrap().amount().scale()
    );
}

#[test]
fn every_fixture_of_the_project_keeps_its_shape() {
    let document = Document::read(workspace(), common::NAME).unwrap();
    let files = std::fs::read_dir(workspace().join("tests/fixtures")).unwrap().map(|file| file.unwrap().path());
    for path in files.filter(|path| path.is_file()) {
        let input: Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
        let output = record::scrubbed(&document, &input, None, &[]).unwrap().0;
        let decoded = [&input, &output].map(|value| serde_json::from_value::<Call>(value.clone()).is_ok());
        assert_eq!(decoded[0], decoded[1], "{}: {output}", path.display());
    }
}

#[test]
fn a_call_is_fetched_and_becomes_a_fixture_that_is_never_overwritten_unasked() {
    let root = project(FROZEN);
    let body = personal().to_string();
    let record = |extra: &[&str]| {
        let server = serve(&body);
        let environment = [("INTELLIXENT_BASE_URL", server.url.as_str()), ("INTELLIXENT_API_KEY", "key-of-the-test")];
        let args = [&["record", "90817263", "--name", "odd_call"], extra].concat();
        let output = command(root.path(), &args, &environment, "");
        (output.status.code(), String::from_utf8([output.stdout, output.stderr].concat()).unwrap())
    };
    let (code, text) = record(&[]);
    assert_eq!(code, Some(0), "{text}");
    insta::assert_snapshot!(text);
    let path = root.path().join("tests/fixtures/odd_call.json");
    let written: Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
    assert_eq!(written, scrubbed(&personal()));
    std::fs::write(&path, "mine").unwrap();
    let (code, text) = record(&[]);
    assert_eq!(code, Some(1));
    assert!(text.contains("tests/fixtures/odd_call.json: exists already"), "{text}");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "mine");
    assert_eq!(record(&["--force"]).0, Some(0));
    assert_ne!(std::fs::read_to_string(&path).unwrap(), "mine");
}

#[cfg(unix)]
#[test]
fn a_disk_that_takes_nothing_costs_no_fixture() {
    let root = project(FROZEN);
    let folder = root.path().join("tests/fixtures");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("mine.json"), "mine").unwrap();
    for args in ["mine --force", "other"] {
        let server = serve(&personal().to_string());
        let script = format!("trap '' XFSZ; ulimit -f 0; exec {} record 1 --name {args}", env!("CARGO_BIN_EXE_xtask"));
        let output = std::process::Command::new("sh")
            .args(["-c", &script])
            .env("CARGO_MANIFEST_DIR", root.path())
            .env("INTELLIXENT_BASE_URL", &server.url)
            .env("INTELLIXENT_API_KEY", "key-of-the-test")
            .output()
            .unwrap();
        let text = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
        assert_eq!(output.status.code(), Some(1), "{text}");
        assert!(text.contains(".json: cannot be written"), "{text}");
    }
    let left: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|file| file.unwrap().file_name()).collect();
    assert_eq!(left, ["mine.json"]);
    assert_eq!(std::fs::read_to_string(folder.join("mine.json")).unwrap(), "mine");
}

#[test]
fn an_answer_nested_without_end_is_told_as_that() {
    let root = project(FROZEN);
    let server = serve(&format!("{}{}", "[".repeat(200), "]".repeat(200)));
    let environment = [("INTELLIXENT_BASE_URL", server.url.as_str()), ("INTELLIXENT_API_KEY", "key-of-the-test")];
    let output = command(root.path(), &["record", "1"], &environment, "");
    let text = String::from_utf8(output.stderr).unwrap();
    assert!(text.contains("call 1 is JSON nested deeper than 128 levels; nothing is written"), "{text}");
}

#[test]
fn without_a_key_or_with_a_name_that_leads_elsewhere_nothing_is_written() {
    let root = project(FROZEN);
    for (args, words) in [
        (&["record", "1"][..], "INTELLIXENT_API_KEY is not set"),
        (&["record", "1", "--name", "../../etc"], "is no name for a fixture"),
    ] {
        let output = command(root.path(), args, &[], "");
        let text = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{text}");
        assert!(text.contains(words), "{text}");
        assert!(output.stdout.is_empty());
    }
    assert!(!root.path().join("tests").exists());
}

#[test]
fn an_answer_that_is_not_json_is_not_repeated() {
    let root = project(FROZEN);
    let server = serve("Barnaby is not JSON");
    let environment = [("INTELLIXENT_BASE_URL", server.url.as_str()), ("INTELLIXENT_API_KEY", "key-of-the-test")];
    let output = command(root.path(), &["record", "1"], &environment, "");
    let text = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
    assert_eq!(output.status.code(), Some(1), "{text}");
    assert!(!text.contains("Barnaby"), "{text}");
}

#[test]
fn a_recorded_body_becomes_a_fixture_too_however_it_was_saved() {
    let (_, body) = draw::whole().swap_remove(3);
    let text = body.to_string();
    let utf16: Vec<u8> = "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    std::io::Write::write_all(&mut gzip, text.as_bytes()).unwrap();
    let root = project(FROZEN);
    let path = root.path().join("body");
    let mut written = BTreeSet::new();
    for bytes in [text.as_bytes().to_vec(), format!("\u{feff}{text}").into_bytes(), utf16, gzip.finish().unwrap()] {
        std::fs::write(&path, bytes).unwrap();
        let args = ["record", "--from", path.to_str().unwrap(), "--name", "finished", "--force"];
        let output = command(root.path(), &args, &[], "");
        let told = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
        assert_eq!(output.status.code(), Some(0), "{told}");
        assert!(told.contains("tests/fixtures/finished.json, described by `FinishedCall`"), "{told}");
        written.insert(std::fs::read_to_string(root.path().join("tests/fixtures/finished.json")).unwrap());
    }
    assert_eq!(written.len(), 1);
    std::fs::create_dir(root.path().join("tests/fixtures/finished_call")).unwrap();
    let args = ["record", "--from", path.to_str().unwrap(), "--name", "finished"];
    for (code, words) in [(0, "Written tests/fixtures/finished_call/finished.json"), (1, "exists already")] {
        std::fs::remove_file(root.path().join("tests/fixtures/finished.json")).ok();
        let output = command(root.path(), &args, &[], "");
        let told = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
        assert_eq!((output.status.code(), told.contains(words)), (Some(code), true), "{told}");
    }
    let record = |args: &str, input: &str| {
        let args: Vec<_> = ["record", "--force", "--name", "other"].into_iter().chain(args.split(' ')).collect();
        let output = command(root.path(), &args, &[], input);
        String::from_utf8([output.stdout, output.stderr].concat()).unwrap()
    };
    let told = record("--from - --operation get_call", r#"{"message": "Unauthenticated."}"#);
    assert!(told.contains("described by `ApiError`"), "{told}");
    let told = record("--from -", "{}\n{}\n");
    assert!(told.contains("-: 2 responses; a fixture is made of one"), "{told}");
    let told = record("--from - --keep status", "{}");
    assert!(told.contains("expected a JSON pointer"), "{told}");
    let told = record("--from nowhere.json", "");
    assert!(told.contains("nowhere.json: cannot be read"), "{told}");
}
