//! What is the same for every command: its options for requests, its hints, and its end when nobody reads any more.
#![allow(clippy::unwrap_used, reason = "a test may stop where it fails")]

mod common;

use std::{process::Command, thread, time::Duration};

use common::{Scripted, answer, call, id_of, intellixent, run, scripted, stderr};
use insta_cmd::assert_cmd_snapshot;

/// Each command that makes requests.
const REQUESTS: [&[&str]; 5] =
    [&["get", "1"], &["list"], &["export", "1"], &["export"], &["recording", "1", "-o", "-"]];

#[test]
fn every_command_makes_as_many_requests_as_it_is_told_to() {
    for command in REQUESTS {
        let server = Scripted::start(|_, _| answer("503 Service Unavailable", b""));
        for (retries, requests) in [("0", 1), ("1", 3)] {
            run(scripted(&server).args(command).args(["--retries", retries]), 5);
            assert_eq!(server.requests().len(), requests, "{command:?}");
        }
    }
}

#[test]
fn a_download_is_taken_up_as_often_as_it_is_told_to() {
    let server = Scripted::start(|request, origin| match id_of(request) {
        "1" => answer("200 OK", format!(r#"{{"id":1,"recording_url":"{origin}/sound"}}"#).as_bytes()),
        _ => answer("503 Service Unavailable", b""),
    });
    run(scripted(&server).args(["recording", "1", "-o", "-", "--retries", "1"]), 5);
    assert_eq!(server.requests().len(), 3);
}

#[test]
fn every_command_waits_no_longer_than_it_is_told_to() {
    for command in REQUESTS {
        let server = Scripted::start(|_, _| {
            thread::sleep(Duration::from_secs(20));
            Vec::new()
        });
        let output = run(scripted(&server).args(command).args(["--retries", "0", "--timeout", "1"]), 5);
        assert!(
            stderr(&output).contains("timed out after 1s waiting for a response"),
            "{command:?}: {}",
            stderr(&output)
        );
    }
    let output = run(intellixent().args(["get", "1", "--timeout", "0"]), 2);
    assert!(stderr(&output).contains("expected a number of seconds, such as 60"), "{}", stderr(&output));
}

#[test]
fn no_hint_names_a_setting_of_the_library() {
    for (url, said) in [
        ("http://example.test", "the base URL is plain http, which exposes the key to the network; use https\n"),
        ("https://user@example.test", "the base URL must not contain credentials\n"),
        ("https://example.test/?q", "the base URL must not have a query; remove the `?` and what follows\n"),
    ] {
        let mut command = intellixent();
        command.env("INTELLIXENT_API_KEY", "key").args(["get", "1", "--base-url", url]);
        assert_eq!(stderr(&run(&mut command, 2)), format!("error: {said}"));
    }
    let server = Scripted::start(|_, _| answer("200 OK", &vec![b' '; 17 << 20]));
    let said = stderr(&run(scripted(&server).args(["get", "1"]), 6));
    assert_eq!(said, "error: call 1: response body exceeds the limit of 16777216 bytes\n");
}

#[test]
fn fields_that_the_server_refuses_are_named_and_their_values_are_not() {
    let body = br#"{"message":"invalid","errors":{"date_from":["John Doe is no date"],"per_page":["too many"]}}"#;
    let server = Scripted::start(|_, _| answer("422 Unprocessable Content", body));
    for command in [&["get", "1"][..], &["list"], &["export"], &["recording", "1"]] {
        let said = stderr(&run(scripted(&server).args(command), 6));
        let expected = "the server answered 422 Unprocessable Entity: invalid (fields: date_from, per_page)\n";
        assert!(said.ends_with(expected) && !said.contains("John"), "{said}");
    }
}

#[test]
fn a_mistyped_word_gets_the_likely_one() {
    for (name, arguments) in [
        ("a_mistyped_option", &["export", "--forse"][..]),
        ("a_mistyped_command", &["exprot"]),
        ("a_mistyped_value", &["list", "--format", "cvs"]),
        ("a_mistyped_date", &["list", "--from", "2025-13-01"]),
    ] {
        assert_cmd_snapshot!(name, intellixent().args(arguments));
    }
}

#[test]
fn no_command_minds_a_reader_that_has_left() {
    let commands: [&[&str]; 14] = [
        &["--help"],
        &["--version"],
        &["get", "--help"],
        &["get", "123"],
        &["get", "123", "--page"],
        &["get", "123", "--raw"],
        &["get", "123", "--transcript"],
        &["list"],
        &["export"],
        &["export", "123", "--format", "csv"],
        &["recording", "123", "-o", "-"],
        &["serve"],
        &["completions", "bash"],
        &["man"],
    ];
    for arguments in commands {
        let (reader, closed) = std::io::pipe().unwrap();
        drop(reader);
        let mut command = intellixent();
        command.arg("--demo").args(arguments).stdout(closed);
        let output = run(&mut command, 141);
        let said = stderr(&output);
        assert!(said.lines().all(|line| line.starts_with("demo: ")), "{arguments:?}: {said}");
    }
    #[cfg(target_os = "linux")]
    for arguments in [&["--help"][..], &["get", "123"], &["man"]] {
        let full = std::fs::File::options().write(true).open("/dev/full").unwrap();
        let said = stderr(&run(intellixent().arg("--demo").args(arguments).stdout(full), 1));
        assert!(said.ends_with("error: stdout cannot be written: No space left on device (os error 28)\n"), "{said}");
    }
    // And nobody hears what goes wrong.
    for arguments in [&["get", "9"][..], &["get"], &["export", "9"], &[]] {
        let (reader, closed) = std::io::pipe().unwrap();
        drop(reader);
        let status = intellixent().arg("--demo").args(arguments).stderr(closed).status().unwrap();
        assert!(status.code().is_some_and(|code| code < 8), "{arguments:?}: {status}");
    }
}

#[test]
fn a_form_that_this_version_does_not_know_is_written_as_it_came_and_named_at_the_end() {
    let odd = |id: u64| {
        format!(
            r#"{{"id":{id},"duration":"{id} s","transcript":[{{"text":"x"}},{{"text":"y","timestamp":"now"}}],"new":1}}"#
        )
    };
    let server = Scripted::start(move |request, _| match id_of(request) {
        "1" => call("1"),
        "2" => answer("200 OK", odd(2).as_bytes()),
        "3" => answer("200 OK", br#"{"id":3,"duration":null,"assistant_name":"\ud83d"}"#),
        _ => {
            let body = format!(r#"{{"data":[{},{},{{"id":1}}],"last_page":1}}"#, odd(2), odd(4));
            answer("200 OK", body.as_bytes())
        }
    });
    let output = run(scripted(&server).args(["export", "1..3"]), 0);
    let written = String::from_utf8(output.stdout.clone()).unwrap();
    assert!(written.contains(r#""duration":"2 s""#) && written.contains(r"\ud83d"), "{written}");
    let said = "2 calls had fields in a form unknown to this version, written as they came: assistant_name (1), \
                duration (1), transcript[].timestamp (1)\n3 calls written\n";
    assert_eq!(stderr(&output), said);
    let output = run(scripted(&server).arg("export"), 0);
    let said = "2 calls had fields in a form unknown to this version, written as they came: duration (2), \
                transcript[].timestamp (2)\n3 calls written\n";
    assert_eq!(stderr(&output), said);
    assert_eq!(stderr(&run(scripted(&server).args(["export", "1"]), 0)), "1 call written\n");
}

#[test]
fn every_option_for_requests_is_in_the_completions_and_the_manual() {
    let folder = tempfile::tempdir().unwrap();
    run(Command::new(env!("CARGO_BIN_EXE_intellixent")).args(["man", "-o"]).arg(folder.path()), 0);
    for command in ["get", "list", "export", "recording"] {
        let page = std::fs::read_to_string(folder.path().join(format!("intellixent-{command}.1"))).unwrap();
        assert!(page.contains(r"\-\-timeout") && page.contains(r"\-\-retries"), "{command}");
    }
    let script = String::from_utf8(run(intellixent().args(["completions", "fish"]), 0).stdout).unwrap();
    for option in ["-l timeout", "-l retries"] {
        assert_eq!(script.matches(option).count(), 4, "{option}");
    }
}
