//! What a team sees of `cargo xtask record`: a fixture in the form of the real call, and nothing of whom it was about.
#![cfg(feature = "live")]
#![allow(clippy::unwrap_used, reason = "a test may stop where it fails")]

mod common;

use std::collections::BTreeSet;

use common::{command, serve, workspace};
use intellixent::{OpenEnum, types::Call};
use serde_json::{Value, json};
use xtask::{document::Document, record::scrubbed};

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

fn document() -> Document {
    Document::read(workspace(), "openapi/intellixent.yaml").unwrap()
}

/// Runs of letters and of digits, in lower case: what could tell who it was.
fn tokens(text: &str) -> BTreeSet<String> {
    let class = |c: char| (c.is_alphabetic(), c.is_numeric());
    let chars: Vec<char> = text.chars().collect();
    let runs = chars.chunk_by(|a, b| class(*a) == class(*b)).filter(|run| run[0].is_alphanumeric());
    runs.filter(|run| run.len() >= 3).map(|run| run.iter().flat_map(|c| c.to_lowercase()).collect()).collect()
}

/// What stays because it is the platform's: names of fields, listed values, and words of that look in their place.
fn platform() -> BTreeSet<String> {
    let kept = "id assistant_name campaign_name type duration assistant_phone_number client_phone_number status transcript \
        variables evaluation webhook_response carrier_cost total_cost answered_by recording_url created_at updated_at text sender \
        timestamp name value description agent_version build at by speaker_label outbound human bot parked_by_carrier \
        https mp3 true null";
    tokens(kept)
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
    let output = scrubbed(&document(), &input).unwrap();
    let personal: BTreeSet<_> = tokens(&input.to_string()).difference(&platform()).cloned().collect();
    assert!(personal.len() > 50, "{personal:?}");
    let text = output.to_string();
    let left: Vec<_> = tokens(&text).intersection(&personal).cloned().collect();
    assert!(left.is_empty(), "{left:?} in {text}");
    insta::assert_json_snapshot!(output);
}

#[test]
fn a_key_that_a_customer_chose_is_replaced_below_a_new_field_too() {
    let input = json!({
        "id": 1, "Ottoline": {"diagnosis": 1}, "by_contact": {"count": 1, "Barnaby": {"rating": "good"}},
        "build": {"number": 7, "made_by": [{"day": 1}]},
    });
    let output = scrubbed(&document(), &input).unwrap();
    let text = output.to_string();
    for key in ["Ottoline", "diagnosis", "count", "Barnaby", "rating"] {
        assert!(!text.contains(key), "{key}: {text}");
    }
    assert!(output["build"]["made_by"][0].get("day").is_some(), "{text}");
}

#[test]
fn only_the_ending_of_a_recording_is_kept() {
    let recorded = |url: &str| {
        let output = scrubbed(&document(), &json!({"id": 1, "recording_url": url})).unwrap();
        output["recording_url"].as_str().unwrap().to_owned()
    };
    for ending in [".mp3", ".WAV"] {
        let url = recorded(&format!("https://h.example.net/a/b{ending}"));
        assert!(url.ends_with(ending), "{url}");
    }
    let url = recorded("https://h.example.net/u/mary.john");
    assert!(!url.contains("john"), "{url}");
}

#[test]
fn the_form_of_each_value_is_kept() {
    let (input, output) = (personal(), scrubbed(&document(), &personal()).unwrap());
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
        "agent_version",
    ] {
        assert_eq!(shape(&output[name], true), shape(&input[name], true), "{name}");
    }
    for name in ["variables", "webhook_response"] {
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
    let output: Call = serde_json::from_value(scrubbed(&document(), &personal()).unwrap()).unwrap();
    assert_eq!(output.type_, input.type_);
    assert_eq!(output.answered_by, input.answered_by);
    assert!(matches!(output.status, Some(OpenEnum::Unknown(_))));
    assert_eq!(output.status, input.status);
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
    let document = document();
    for file in std::fs::read_dir(workspace().join("tests/fixtures")).unwrap() {
        let path = file.unwrap().path();
        let input: Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
        let output = scrubbed(&document, &input).unwrap();
        let decoded = [&input, &output].map(|value| serde_json::from_value::<Call>(value.clone()).is_ok());
        assert_eq!(decoded[0], decoded[1], "{}: {output}", path.display());
    }
}

fn project() -> tempfile::TempDir {
    let root = tempfile::tempdir().unwrap();
    std::fs::create_dir(root.path().join("openapi")).unwrap();
    std::fs::copy(workspace().join("openapi/intellixent.yaml"), root.path().join("openapi/intellixent.yaml")).unwrap();
    root
}

#[test]
fn a_call_is_fetched_and_becomes_a_fixture_that_is_never_overwritten_unasked() {
    let root = project();
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
    assert_eq!(written, scrubbed(&document(), &personal()).unwrap());
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
    let root = project();
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
    let root = project();
    let server = serve(&format!("{}{}", "[".repeat(200), "]".repeat(200)));
    let environment = [("INTELLIXENT_BASE_URL", server.url.as_str()), ("INTELLIXENT_API_KEY", "key-of-the-test")];
    let output = command(root.path(), &["record", "1"], &environment, "");
    let text = String::from_utf8(output.stderr).unwrap();
    assert!(text.contains("call 1 is JSON nested deeper than 128 levels; nothing is written"), "{text}");
}

#[test]
fn without_a_key_or_with_a_name_that_leads_elsewhere_nothing_is_written() {
    let root = project();
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
    let root = project();
    let server = serve("Barnaby is not JSON");
    let environment = [("INTELLIXENT_BASE_URL", server.url.as_str()), ("INTELLIXENT_API_KEY", "key-of-the-test")];
    let output = command(root.path(), &["record", "1"], &environment, "");
    let text = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
    assert_eq!(output.status.code(), Some(1), "{text}");
    assert!(!text.contains("Barnaby"), "{text}");
}
