//! What a person sees: every command in a pseudo-terminal, read back through a terminal emulator.
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test may stop where it fails")]

use std::{io::Read, path::Path};

use intellixent_demo::{Faults, Server};
use portable_pty::{CommandBuilder, PtySize, native_pty_system};

/// A finished command: what stands on the screen, all that was sent to it, and the exit code.
struct Shown {
    screen: String,
    sent: String,
    code: u32,
}

fn shown(server: Option<&Server>, arguments: &[&str], folder: &Path, settings: &[(&str, &str)]) -> Shown {
    shown_in(120, server, arguments, folder, settings)
}

fn shown_in(cols: u16, server: Option<&Server>, arguments: &[&str], folder: &Path, settings: &[(&str, &str)]) -> Shown {
    let size = PtySize { rows: 60, cols, pixel_width: 0, pixel_height: 0 };
    let pty = native_pty_system().openpty(size).unwrap();
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_intellixent"));
    command.args(arguments);
    command.cwd(folder);
    command.env_clear();
    command.env("TERM", "xterm-256color");
    for (name, value) in settings {
        command.env(name, value);
    }
    if let Some(server) = server {
        command.env("INTELLIXENT_BASE_URL", server.base_url());
        command.env("INTELLIXENT_API_KEY", "key");
    }
    let mut child = pty.slave.spawn_command(command).unwrap();
    drop(pty.slave);
    let mut reader = pty.master.try_clone_reader().unwrap();
    let reading = std::thread::spawn(move || {
        let (mut sent, mut buffer) = (Vec::new(), [0; 4096]);
        // Linux reports the end as an error.
        while let Ok(length @ 1..) = reader.read(&mut buffer) {
            sent.extend_from_slice(&buffer[..length]);
        }
        sent
    });
    let code = child.wait().unwrap().exit_code();
    drop(pty.master);
    let sent = reading.join().unwrap();
    let mut terminal = vt100::Parser::new(60, cols, 0);
    terminal.process(&sent);
    let screen = terminal.screen().contents().lines().map(str::trim_end).collect::<Vec<_>>().join("\n");
    Shown { screen, sent: String::from_utf8_lossy(&sent).into_owned(), code }
}

fn demo(arguments: &[&str]) -> Shown {
    let arguments: Vec<_> = ["--demo"].iter().chain(arguments).copied().collect();
    shown(None, &arguments, Path::new("/"), &[])
}

fn settled() -> insta::internals::SettingsBindDropGuard {
    let mut settings = insta::Settings::clone_current();
    settings.add_filter(r"127\.0\.0\.1:\d+", "127.0.0.1:[port]");
    settings.set_omit_expression(true);
    settings.bind_to_scope()
}

#[test]
fn get_is_a_page() {
    let _settled = settled();
    let shown = demo(&["get", "123"]);
    insta::assert_snapshot!(shown.screen);
    assert!(shown.sent.contains("\u{1b}[1mCall 123"), "no colours: {}", shown.sent);
}

#[test]
fn the_list_is_a_table() {
    insta::assert_snapshot!(demo(&["list"]).screen);
    for cols in [60, 80, 200] {
        let shown = shown_in(cols, None, &["--demo", "list", "--color", "never"], Path::new("/"), &[]);
        let rows: Vec<_> = shown.screen.lines().skip_while(|line| !line.contains("STARTED")).collect();
        assert!(rows.len() == 3 && rows[2].trim_start().starts_with("123 "), "{cols}: {rows:?}");
        assert_eq!(rows[1].contains('…'), cols < 90, "{rows:?}");
        assert!(rows.iter().all(|row| row.chars().count() <= usize::from(cols)), "{cols}: {rows:?}");
    }
    let narrow = shown_in(16, None, &["--demo", "list", "--color", "never"], Path::new("/"), &[]).screen;
    assert!(narrow.contains("\n124  ") && narrow.contains("\n123  "), "{narrow}");
}

#[test]
fn help_and_transcripts_wrap_at_the_width_of_the_terminal() {
    let folder = tempfile::tempdir().unwrap();
    let said = "one two three four five six ".repeat(20);
    let turns = serde_json::json!([{"text": said, "type": "t", "sender": "bot", "timestamp": 1}]);
    let named = serde_json::json!({"name": said});
    for call in [
        serde_json::json!({"id": 7, "transcript": said}),
        serde_json::json!({"id": 8, "assistant_name": said, "transcript": turns, "variables": named, "new": said}),
    ] {
        std::fs::write(folder.path().join(format!("{}.json", call["id"])), call.to_string()).unwrap();
    }
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let server = runtime.block_on(Server::builder().fixtures(folder.path()).start()).unwrap();
    for cols in [60, 80, 200] {
        for arguments in [&["get", "--help"][..], &["get", "7"], &["get", "8"], &["get", "7", "--transcript"]] {
            let arguments = [arguments, &["--color", "never"]].concat();
            let sent = shown_in(cols, Some(&server), &arguments, folder.path(), &[]).sent;
            let longest = sent.lines().map(|line| line.trim_end().chars().count()).max().unwrap();
            assert!(longest <= usize::from(cols) && longest > usize::from(cols) / 2, "{cols}: {longest}\n{sent}");
            assert!(!sent.contains("thr\r\nee"), "{sent}");
        }
    }
}

#[test]
fn get_is_indented_json_if_asked() {
    let _settled = settled();
    insta::assert_snapshot!(demo(&["get", "124", "--json"]).screen);
}

#[test]
fn no_colours_where_none_are_wanted() {
    let folder = Path::new("/");
    let arguments = ["--demo", "get", "123"];
    assert!(!shown(None, &arguments, folder, &[("NO_COLOR", "1")]).sent.contains("\u{1b}[1m"));
    assert!(!demo(&["get", "123", "--color", "never"]).sent.contains("\u{1b}[1m"));
    assert!(demo(&["--help"]).sent.contains("\u{1b}[1m"));
    assert!(!demo(&["--help", "--color", "never"]).sent.contains("\u{1b}[1m"));
}

#[test]
fn an_error_is_one_line() {
    let shown = demo(&["get", "9"]);
    insta::assert_snapshot!(shown.screen);
    assert_eq!(shown.code, 4);
}

#[test]
fn a_call_cannot_control_the_terminal() {
    let folder = tempfile::tempdir().unwrap();
    let evil = serde_json::json!({
        "id": 7,
        "assistant_name": "\u{1b}[2Jgone\u{9b}31m\u{7}",
        "campaign_name": "two\nlines\r",
        "transcript": "\u{1b}]0;title\u{7}Hello\r\n\u{202e}there",
        "variables": {"\u{1b}[1A": "\u{1b}[31mred"},
        "evaluation": [{"name": "\u{9b}2J", "type": "t", "value": "\u{1b}c"}],
        "webhook_response": {"\u{9b}2J": "\u{2066}"},
        "new_field\u{1b}[2J": "\u{1b}[5m",
        "status": "\u{1b}[2J",
        "recording_url": "https://example.test/\u{1b}[2J",
    });
    std::fs::write(folder.path().join("a.json"), evil.to_string()).unwrap();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let server = runtime.block_on(Server::builder().fixtures(folder.path()).start()).unwrap();
    let page = shown(Some(&server), &["get", "7", "--color", "never"], folder.path(), &[]);
    insta::assert_snapshot!(page.screen);
    for arguments in [
        &["get", "7"][..],
        &["get", "7", "--raw"],
        &["get", "7", "--json"],
        &["get", "7", "--transcript"],
        &["get", "7", "--field", "/assistant_name"],
        &["get", "7", "--field", "/webhook_response"],
        &["export", "7"],
        &["export", "7", "--format", "csv"],
        &["get", "7", "--field", "/assistant_name", "--json"],
        &["list"],
        &["list", "--format", "ndjson"],
        &["list", "--format", "csv"],
        &["export"],
    ] {
        // In colours, it says the same.
        let [shown, coloured] = ["never", "always"]
            .map(|when| shown(Some(&server), &[arguments, &["--color", when]].concat(), folder.path(), &[]));
        assert_eq!(anstream::adapter::strip_str(&coloured.sent).to_string(), shown.sent, "{arguments:?}");
        let has_keys = coloured.sent.contains("\u{1b}[1m\u{1b}[34m\"id\"\u{1b}[0m: \u{1b}[33m7\u{1b}[0m");
        assert!(has_keys || arguments != ["get", "7", "--json"], "{:?}", coloured.sent);
        if matches!(arguments, [_, "7"] | [_, "7", "--raw" | "--json"]) && arguments != ["get", "7"] {
            let mut said = serde_json::Deserializer::from_str(&shown.sent).into_iter::<serde_json::Value>();
            assert_eq!(said.next().unwrap().unwrap(), evil, "{arguments:?}");
        }
        let harmful = |c: char| (c.is_control() && !matches!(c, '\n' | '\r')) || matches!(c, '\u{202e}' | '\u{2066}');
        assert_eq!(shown.code, 0, "{arguments:?}: {}", shown.screen);
        assert!(!shown.sent.contains(harmful), "{arguments:?}: {:?}", shown.sent);
    }
}

#[test]
fn an_export_has_a_bar_with_rate_time_and_failures() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.json"), r#"{"id": "301"}"#).unwrap();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let faults = Faults { latency: std::time::Duration::from_millis(30), ..Faults::default() };
    let server = Server::builder().fixtures(folder.path()).calls(1..=300).faults(faults);
    let server = runtime.block_on(server.start()).unwrap();
    let shown = shown(Some(&server), &["export", "301", "302", "1..300", "-o", "out"], folder.path(), &[]);
    assert_eq!(shown.code, 7, "{}", shown.screen);
    for part in [" of 302 calls, ", "/s, ", " left, 1 failed", "=>"] {
        assert!(shown.sent.contains(part), "{part}: {}", shown.sent);
    }
    let lines: Vec<_> = shown.screen.lines().collect();
    let said = "failed: call 301: id: expected an unsigned integer, found a string";
    assert_eq!(lines[0], said, "{lines:?}");
    assert!(lines[1].starts_with("300 calls written to out, 1 missing (302), 1 failed; listed in"), "{lines:?}");
}

#[test]
fn a_request_is_seen_before_anything_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let faults = Faults { latency: std::time::Duration::from_secs(4), ..Faults::default() };
    let server = runtime.block_on(Server::builder().calls(1..=2).faults(faults).start()).unwrap();
    std::thread::scope(|scope| {
        for (arguments, said) in [
            (&["list"][..], "waiting for the server, "),
            (&["get", "1"], "waiting for the server, "),
            (&["export", "-o", "list"], "waiting for the first response, "),
            (&["export", "1..2", "-o", "ids"], "waiting for the first response, "),
        ] {
            let (server, folder) = (&server, folder.path());
            scope.spawn(move || {
                let shown = shown(Some(server), arguments, folder, &[]);
                assert!(shown.code == 0 && shown.sent.contains(said), "{arguments:?}: {}", shown.sent);
                assert!(!shown.screen.contains("waiting"), "{}", shown.screen);
            });
        }
    });
}

#[test]
fn a_recording_has_a_bar() {
    let folder = tempfile::tempdir().unwrap();
    let shown = shown(None, &["--demo", "recording", "123"], folder.path(), &[]);
    assert_eq!(shown.code, 0, "{}", shown.screen);
    assert!(shown.sent.contains(" of 162.89 KiB, "), "{}", shown.sent);
    assert_eq!(shown.screen.lines().last().unwrap(), "166800 bytes written to 123.mp3");
}
