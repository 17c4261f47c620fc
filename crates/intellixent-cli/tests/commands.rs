//! What every command prints when its output is piped: stdout, stderr and exit code.
#![allow(clippy::unwrap_used, reason = "a test may stop where it fails")]

mod common;

use std::{path::PathBuf, process::Command};

use common::{asking, intellixent};
use insta_cmd::assert_cmd_snapshot;
use intellixent_demo::{Faults, Server};

/// Ports and programs that differ from run to run.
fn settled() -> insta::internals::SettingsBindDropGuard {
    let mut settings = insta::Settings::clone_current();
    settings.add_filter(&env!("CARGO_PKG_VERSION").replace('.', r"\."), "[version]");
    settings.add_filter(r"127\.0\.0\.1:\d+", "127.0.0.1:[port]");
    settings.set_omit_expression(true);
    settings.bind_to_scope()
}

fn demo(arguments: &[&str]) -> Command {
    let mut command = intellixent();
    command.arg("--demo").args(arguments);
    command
}

macro_rules! snapshot {
    ($name:ident, $command:expr) => {
        #[tokio::test(flavor = "multi_thread", worker_threads = 1)]
        async fn $name() {
            let _settled = settled();
            assert_cmd_snapshot!(stringify!($name), $command);
        }
    };
}

snapshot!(get_is_json_when_piped, demo(&["get", "123"]));
snapshot!(get_of_several_is_a_line_each, demo(&["get", "123", "124"]));
snapshot!(get_as_a_page, demo(&["get", "123", "124", "--page"]));
snapshot!(get_as_a_page_in_colour, demo(&["get", "124", "--page", "--color", "always"]));
snapshot!(get_the_transcript, demo(&["get", "124", "--transcript"]));
snapshot!(get_a_field, demo(&["get", "123", "124", "--field", "/assistant_name"]));
snapshot!(
    get_several_fields_in_either_form,
    demo(&["get", "123", "124", "--field", "status", "--field", "/total_cost", "--field", "assistant_name"])
);
snapshot!(get_a_field_of_an_evaluation_of_values, demo(&["get", "123", "--field", "evaluation.outcome"]));
snapshot!(get_a_field_of_an_evaluation_of_fields, demo(&["get", "124", "--field", "evaluation.mood"]));
snapshot!(export_columns_without_a_table, demo(&["export", "123", "--columns", "id"]));
snapshot!(
    export_the_transcript_as_text,
    demo(&["export", "123", "124", "--format", "csv", "--columns", "id,transcript_text,evaluation.mood"])
);
snapshot!(get_a_field_as_json, demo(&["get", "123", "--field", "/variables", "--json"]));
snapshot!(get_a_field_that_is_not_there, demo(&["get", "123", "--field", "/variables/nothing"]));
snapshot!(get_an_unknown_id, demo(&["get", "9"]));
snapshot!(get_a_known_and_an_unknown_id, demo(&["get", "9", "123", "--field", "/status"]));
snapshot!(get_without_a_key, intellixent().args(["get", "123"]));
snapshot!(get_with_an_empty_key, intellixent().args(["get", "123"]).env("INTELLIXENT_API_KEY", ""));
snapshot!(get_from_two_places, demo(&["get", "123", "--base-url", "https://example.test"]));
snapshot!(get_with_two_keys, intellixent().args(["get", "123", "--key-file", "key", "--demo"]));
snapshot!(get_without_an_id, intellixent().arg("get"));
snapshot!(get_something_that_is_no_id, intellixent().args(["get", "12x"]));
snapshot!(get_with_a_key_file_that_is_not_there, intellixent().args(["get", "1", "--key-file", "/nowhere/key"]));
snapshot!(
    get_with_a_base_url_that_shows_the_key,
    intellixent().args(["get", "1", "--base-url", "http://example.test"]).env("INTELLIXENT_API_KEY", "secret")
);
snapshot!(export_to_stdout, demo(&["export", "123..125", "--retries", "0"]));
snapshot!(
    export_chosen_columns,
    demo(&["export", "124", "123", "--format", "csv", "--columns", "id,duration,/variables/customer_name,variables"])
);
snapshot!(
    export_a_mistyped_column,
    demo(&[
        "export",
        "123",
        "--format",
        "csv",
        "--columns",
        "id,/statsu,/variables/customer,evaluation,/campaign_name"
    ])
);
snapshot!(export_only_a_mistyped_column, demo(&["export", "123", "9", "--format", "csv", "--columns", "statsu"]));
snapshot!(export_nothing, demo(&["export"]));
snapshot!(export_a_range_that_ends_before_it_starts, demo(&["export", "5..1"]));
snapshot!(recording_of_a_call_that_has_none, demo(&["recording", "124"]));
snapshot!(serve_a_folder_that_is_not_there, intellixent().args(["serve", "--fixtures", "/nowhere"]));
snapshot!(serve_with_a_share_that_is_none, intellixent().args(["serve", "--errors", "500%"]));
snapshot!(serve_that_checks_a_key_that_is_not_there, intellixent().args(["serve", "--check-key"]));
snapshot!(nothing_at_all, &mut intellixent());
snapshot!(only_an_option, intellixent().arg("--demo"));
snapshot!(help, intellixent().arg("--help"));
snapshot!(help_of_get, intellixent().args(["get", "--help"]));
snapshot!(help_of_export, intellixent().args(["export", "--help"]));
snapshot!(help_of_recording, intellixent().args(["recording", "--help"]));
snapshot!(help_of_serve, intellixent().args(["serve", "--help"]));
snapshot!(man_page, intellixent().arg("man"));

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn get_with_a_wrong_key() {
    let _settled = settled();
    let server = Server::builder().key("another").start().await.unwrap();
    assert_cmd_snapshot!("get_with_a_wrong_key", asking(&server).args(["get", "123", "124"]));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn get_with_a_key_file() {
    let _settled = settled();
    let server = Server::builder().key("from a file").start().await.unwrap();
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), "from a file\n").unwrap();
    let mut command = asking(&server);
    command.args(["get", "123", "--field", "/status", "--key-file"]).arg(file.path());
    assert_cmd_snapshot!("get_with_a_key_file", command);
}

#[test]
fn the_raw_answer_is_the_line_of_an_export() {
    let body = "{\"id\": 7, \"total_cost\": \"0.02000000\", \"new\": null, \"variables\": []}";
    let server = common::Scripted::start(move |_, _| common::answer("200 OK", body.as_bytes()));
    for arguments in [&["get", "7", "--raw"][..], &["export", "7"]] {
        let output = common::run(common::scripted(&server).args(arguments), 0);
        assert_eq!(String::from_utf8(output.stdout).unwrap(), format!("{body}\n"));
    }
}

#[test]
fn an_answer_of_many_lines_becomes_one_and_says_the_same() {
    let body = "{\r\n  \"id\": 1,\n  \"transcript\": \"one\\ntwo\",\n  \"total_cost\": \"0.02000000\"\n}";
    let server = common::Scripted::start(move |_, _| common::answer("200 OK", body.as_bytes()));
    let line = common::run(common::scripted(&server).args(["export", "1"]), 0).stdout;
    assert_eq!(line.iter().filter(|byte| matches!(byte, b'\n' | b'\r')).count(), 1);
    let [before, after] =
        [body.as_bytes(), &line].map(|json| serde_json::from_slice::<serde_json::Value>(json).unwrap());
    assert_eq!(before, after);
}

/// What `get` prints of a call.
fn got(body: &str, arguments: &[&str], code: i32) -> String {
    let body = body.to_owned();
    let server = common::Scripted::start(move |_, _| common::answer("200 OK", body.as_bytes()));
    String::from_utf8(common::run(common::scripted(&server).args(["get", "7"]).args(arguments), code).stdout).unwrap()
}

#[test]
fn a_value_is_found_in_each_of_its_forms() {
    let object = r#"{"id": 7, "status": "x", "evaluation": {"a.b": 1, "outcome": {"c": [7]}}}"#;
    let list = r#"{"id": 7, "evaluation": [{"name": "mood", "value": 2}, {"name": "outcome", "value": {"c": [7]}}]}"#;
    for (path, found) in [("status", "x\n"), ("/status", "x\n"), ("/evaluation/a.b", "1\n")] {
        assert_eq!(got(object, &["--field", path], 0), found);
    }
    for json in [object, list] {
        assert_eq!(got(json, &["--field=evaluation.outcome.c.0", "--field=/evaluation/outcome/c"], 0), "7\t[7]\n");
        assert_eq!(got(json, &["--field=evaluation.nothing"], 4), "");
    }
    assert_eq!(got(list, &["--field", "evaluation.0.name"], 0), "mood\n");
}

#[test]
fn a_field_without_a_row_of_its_own_is_shown() {
    let page = got(r#"{"id": 7, "duration": "long", "added_later": [1], "total_cost": {"a": 1}}"#, &["--page"], 0);
    assert!(page.contains("\nFurther fields\n  added_later  [1]\n"), "{page}");
    assert!(page.contains("\n  lasted        long\n") && page.contains("\n  total cost    {\"a\":1}\n"), "{page}");
}

#[test]
fn who_called_whom_depends_on_the_direction() {
    let of = |kind: &str| {
        let numbers = r#""assistant_phone_number": "ours", "client_phone_number": "theirs""#;
        got(&format!(r#"{{"id": 7, "type": "{kind}", {numbers}}}"#), &["--page"], 0)
    };
    assert!(of("inbound").contains("  caller        theirs\n  called        ours\n"));
    assert!(of("outbound").contains("  caller        ours\n  called        theirs\n"));
}

#[test]
fn what_no_program_can_hold_is_shown_as_far_as_it_goes() {
    let body = r#"{"id":7,"status":"a\ud83d","transcript":"b\ud83d","duration":1e999}"#;
    let server = common::Scripted::start(move |_, _| common::answer("200 OK", body.as_bytes()));
    for (arguments, code, shown) in [
        (&["--raw"][..], 0, body),
        (&["--field=status"], 0, "a\u{fffd}\u{fffd}\u{fffd}"),
        (&["--field=duration"], 0, "1e999"),
        (&["--transcript"], 0, "b\u{fffd}\u{fffd}\u{fffd}"),
        (&[], 6, "; --raw prints the response as the server sent it"),
    ] {
        let output = common::run(common::scripted(&server).args(["get", "7"]).args(arguments), code);
        let said = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
        assert!(said.ends_with(&format!("{shown}\n")), "{said}");
    }
}

#[test]
fn another_call_than_the_one_asked_for_is_not_shown() {
    let server = common::Scripted::start(|_, _| common::call("9"));
    for form in [None, Some("--raw"), Some("--field=id")] {
        let output = common::run(common::scripted(&server).args(["get", "8"]).args(form), 6);
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!((said.as_str(), output.stdout.len()), ("error: call 8: the server answered with call 9\n", 0));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_key_file_is_a_key_alone() {
    let server = Server::builder().key("12|a-key==").start().await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let utf16: Vec<u8> = "\u{feff}12|a-key==\r\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    for (text, said) in [
        (&b"12|a-key==\n"[..], None),
        (b"\xef\xbb\xbf12|a-key==\r\n", None),
        (&utf16, None),
        (b"INTELLIXENT_API_KEY=12|a-key==", Some("has more than a key in its line; it must have only the key")),
        (b"export KEY=12", Some("has more than a key in its line")),
        (&[b'x'; 100_000], Some("is too long")),
        (b"\xff\x00\x80", Some("cannot be read: it is not text")),
    ] {
        std::fs::write(folder.path().join("key"), text).unwrap();
        let mut command = asking(&server);
        command.args(["get", "123", "--field", "/id", "--key-file", "key"]).current_dir(&folder);
        let output = common::run(&mut command, if said.is_none() { 0 } else { 3 });
        let found = String::from_utf8(output.stderr).unwrap();
        assert!(found.contains(said.unwrap_or_default()), "{found}");
        assert!(found.len() < 300 && !found.contains("12|"), "{found}");
    }
}

#[test]
fn an_empty_base_url_is_one_that_is_not_set() {
    let mut command = intellixent();
    command.args(["export", "1", "--retries", "0"]).env("INTELLIXENT_API_KEY", "key").env("INTELLIXENT_BASE_URL", "");
    // The vendor's is asked, by way of a proxy that is not there.
    command.env("https_proxy", "http://127.0.0.1:1").env("HTTPS_PROXY", "http://127.0.0.1:1");
    command.env_remove("no_proxy").env_remove("NO_PROXY");
    let said = String::from_utf8(common::run(&mut command, 5).stderr).unwrap();
    assert!(said.contains("call 1: connection to portal.intellixent.ai failed"), "{said}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
#[cfg(unix)]
async fn a_key_file_that_others_may_read_gets_a_warning() {
    use std::os::unix::fs::PermissionsExt;

    let server = Server::start().await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("key"), "key\n").unwrap();
    for (mode, said) in
        [(0o600, ""), (0o640, "warning: other users of this machine can read the key file key; run chmod 600 on it\n")]
    {
        let mode = std::fs::Permissions::from_mode(mode);
        std::fs::set_permissions(folder.path().join("key"), mode).unwrap();
        let mut command = asking(&server);
        command.args(["get", "123", "--field", "/id", "--key-file", "key"]).current_dir(&folder);
        let output = common::run(&mut command, 0);
        assert_eq!(String::from_utf8(output.stderr).unwrap(), said);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn get_without_a_network() {
    let _settled = settled();
    let mut command = intellixent();
    command.env("INTELLIXENT_API_KEY", "key").args(["get", "1", "--base-url", "http://127.0.0.1:1/api"]);
    let output = common::run(&mut command, 5);
    assert!(output.stdout.is_empty());
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.starts_with("error: call 1: connection to 127.0.0.1 failed (4 attempts): "), "{said}");
    assert_eq!(said.lines().count(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn get_from_a_server_that_speaks_nonsense() {
    let _settled = settled();
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.json"), r#"{"id": "7"}"#).unwrap();
    let server = Server::builder().fixtures(folder.path()).start().await.unwrap();
    assert_cmd_snapshot!("get_from_a_server_that_speaks_nonsense", asking(&server).args(["get", "7"]));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn recording_to_a_file() {
    let _settled = settled();
    let folder = tempfile::tempdir().unwrap();
    let mut command = demo(&["recording", "123"]);
    assert_cmd_snapshot!("recording_to_a_file", command.current_dir(folder.path()));
    let sound = std::fs::read(folder.path().join("123.mp3")).unwrap();
    assert!(sound.starts_with(&[0xff, 0xfb]));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn recording_survives_a_faulty_server() {
    let faults = Faults { cut_share: 0.5, seed: 3, ..Faults::default() };
    let server = Server::builder().recordings(true).faults(faults).start().await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    for name in ["a", "b", "c"] {
        common::run(asking(&server).args(["recording", "123", "-o", name]).current_dir(folder.path()), 0);
        assert_eq!(std::fs::metadata(folder.path().join(name)).unwrap().len(), 417 * 400);
    }
    assert!(server.requests() > 6, "nothing was cut: the test shows nothing");
}

snapshot!(completions_of_fish, intellixent().args(["completions", "fish"]));

#[test]
fn the_help_has_colours_as_asked() {
    let help = |arguments: &[&str]| common::run(intellixent().args(arguments), 0).stdout;
    let plain = help(&["--help"]);
    assert!(!plain.contains(&0x1b));
    for arguments in [&["--help", "--color=always"][..], &["--color", "always", "--help"]] {
        assert!(help(arguments).contains(&0x1b), "{arguments:?}");
    }
}

#[test]
fn completions_know_every_command() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = String::from_utf8(common::run(intellixent().args(["completions", shell]), 0).stdout).unwrap();
        for name in ["get", "export", "recording", "serve", "key-file", "transcript"] {
            assert!(script.contains(name), "{shell}: {name}");
        }
    }
}

#[test]
fn a_folder_gets_a_man_page_for_each_command() {
    let folder = tempfile::tempdir().unwrap();
    common::run(intellixent().args(["man", "-o"]).arg(folder.path()), 0);
    for name in ["intellixent.1", "intellixent-get.1", "intellixent-export.1", "intellixent-recording.1"] {
        let page = std::fs::read_to_string(PathBuf::from(folder.path()).join(name)).unwrap();
        assert!(page.contains(".TH intellixent"), "{name}");
    }
}

/// `intellixent serve`, until it is dropped.
struct Serving {
    serve: std::process::Child,
    url: String,
}

impl Serving {
    fn with(arguments: &[&str]) -> Self {
        use std::{
            io::{BufRead, BufReader},
            process::Stdio,
        };

        let mut command = intellixent();
        command.env("INTELLIXENT_API_KEY", "right").args(["serve", "--calls", "1..99"]).args(arguments);
        let mut serve = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut url = String::new();
        BufReader::new(serve.stdout.take().unwrap()).read_line(&mut url).unwrap();
        Self { serve, url: url.trim().to_owned() }
    }

    /// What one attempt to get a call comes to: the exit code and stderr.
    fn export(&self, key: &str) -> (i32, String) {
        let mut command = intellixent();
        command.args(["export", "9", "--retries", "0", "--base-url", &self.url]).env("INTELLIXENT_API_KEY", key);
        let output = command.output().unwrap();
        (output.status.code().unwrap(), String::from_utf8(output.stderr).unwrap())
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.serve.kill();
        let _ = self.serve.wait();
    }
}

#[test]
fn each_fault_of_serve_is_the_one_asked_for() {
    for (arguments, code, said) in [
        (&[][..], 0, "1 call written"),
        (&["--cuts", "100%"], 5, "connection failed before the response was complete"),
        (&["--resets", "100%"], 5, "connection failed before a valid response arrived"),
        (&["--errors", "100%"], 5, "the server answered 50"),
        (&["--rate-limit-every", "1", "--retry-after", "3601"], 5, "it asks for a delay of 3601 s"),
    ] {
        let (found, stderr) = Serving::with(arguments).export("any");
        assert!(found == code && stderr.contains(said), "{arguments:?}: {found}, {stderr}");
    }
    let started = std::time::Instant::now();
    assert_eq!(Serving::with(&["--latency", "300"]).export("any").0, 0);
    assert!(started.elapsed().as_millis() >= 300);
    let checking = Serving::with(&["--check-key"]);
    assert_eq!((checking.export("wrong").0, checking.export("right").0), (3, 0));
}

#[test]
fn serve_says_what_it_serves_and_prints_a_line_for_each_request_unless_quiet() {
    for quiet in [false, true] {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/fixtures");
        let mut command = intellixent();
        command.args(["serve", "--fixtures", folder]).args(quiet.then_some("--quiet"));
        let mut serve =
            command.stdout(std::process::Stdio::piped()).stderr(std::process::Stdio::piped()).spawn().unwrap();
        let mut url = String::new();
        std::io::BufRead::read_line(&mut std::io::BufReader::new(serve.stdout.take().unwrap()), &mut url).unwrap();
        let mut get = intellixent();
        get.args(["get", "1", "--field", "/id", "--base-url", url.trim()]).env("INTELLIXENT_API_KEY", "any");
        assert_eq!(common::run(&mut get, 0).stdout, b"1\n");
        serve.kill().unwrap();
        let said = String::from_utf8(serve.wait_with_output().unwrap().stderr).unwrap();
        let files = std::fs::read_dir(folder).unwrap().filter(|entry| entry.as_ref().unwrap().path().is_file()).count();
        assert!(said.starts_with(&format!("serving {files} calls from the folder\n")), "{said}");
        assert_eq!(said.contains("\nGET /api/user/calls/1 200\n"), !quiet, "{said}");
    }
}

#[test]
fn another_seed_of_serve_is_another_choice_of_faults() {
    let faults = |seed: &str| -> Vec<i32> {
        let serving = Serving::with(&["--errors", "50%", "--seed", seed]);
        (0..12).map(|_| serving.export("any").0).collect()
    };
    let first = faults("1");
    assert!(first.contains(&0) && first.contains(&5), "{first:?}");
    assert_eq!(faults("1"), first);
    assert_ne!(faults("2"), first);
}

#[test]
#[cfg(unix)]
fn serve_prints_its_address_and_ends_with_ctrl_c() {
    let mut serving = Serving::with(&[]);
    let mut get = intellixent();
    get.args(["get", "9", "--field", "/id", "--base-url", &serving.url]).env("INTELLIXENT_API_KEY", "any");
    assert_eq!(common::run(&mut get, 0).stdout, b"9\n");
    assert!(Command::new("kill").args(["-INT", &serving.serve.id().to_string()]).status().unwrap().success());
    assert!(serving.serve.wait().unwrap().success());
}

/// Which fields those are is the document's to say: a new one is a column, and no snapshot changes.
#[test]
fn a_table_has_a_column_for_each_described_field() {
    let output = demo(&["export", "123", "124", "--format", "csv"]).output().unwrap();
    let table = String::from_utf8(output.stdout).unwrap();
    let header = table.lines().next().unwrap();
    let document = include_str!("../openapi.yaml");
    let (_, call) = document.split_once("\n    Call:\n").unwrap();
    let (_, properties) = call.split_once("\n      properties:\n").unwrap();
    let names = properties.lines().take_while(|line| line.starts_with("       ") || line.trim().is_empty());
    let names = names.filter_map(|line| line.strip_prefix("        ")?.strip_suffix(':'));
    let names: Vec<_> = names.filter(|name| !name.starts_with(' ')).collect();
    assert!(names.len() >= 18, "{names:?}");
    assert_eq!(header, names.join(","));
    assert!(table.contains("\n123,Sales Assistant,") && table.contains("\n124,Front Desk,"), "{table}");
}
