//! What an export reads, and where and how it writes. Signals and shells are those of Unix.
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test may stop where it fails")]

mod common;

use std::{
    fs,
    io::Write,
    path::Path,
    process::{Command, Stdio},
    thread,
    time::Duration,
};

use common::{Running, Scripted, answer, call, export, id_of, ids, intellixent, run, scripted, signal, stderr};
use intellixent_demo::Faults;

#[test]
fn ids_come_from_arguments_files_and_stdin_in_the_order_asked() {
    let running = Running::with_calls(100);
    fs::write(running.file("ids.txt"), "# mine\n7\n20..22\n").unwrap();
    let mut export =
        running.export(&["9", "3..5", "-", "--ids", "ids.txt", "-o", "out"]).stdin(Stdio::piped()).spawn().unwrap();
    export.stdin.take().unwrap().write_all(b"50\n1\n").unwrap();
    assert!(export.wait().unwrap().success());
    assert_eq!(ids(&running.file("out")), [9, 3, 4, 5, 50, 1, 7, 20, 21, 22]);
}

/// A limit on the size of files stands for a full disk: the write fails in the same way, half way through.
fn limited(export: &Command, kib: u32) -> Command {
    let mut limited = Command::new("bash");
    limited.arg("-c").arg(format!("trap '' XFSZ; ulimit -f {kib}; exec \"$@\"")).arg("bash");
    limited.arg(export.get_program()).args(export.get_args());
    limited.envs(export.get_envs().filter_map(|(name, value)| Some((name, value?))));
    limited.current_dir(export.get_current_dir().unwrap());
    limited
}

#[test]
fn a_full_disk_leaves_whole_lines() {
    let running = Running::with_calls(500);
    let output = run(&mut limited(&running.export(&["1..500", "-o", "out"]), 100), 1);
    assert!(stderr(&output).starts_with("error: out cannot be written: File too large"), "{}", stderr(&output));
    let there = ids(&running.file("out")).len();
    assert!((1..200).contains(&there), "{there} lines");
    assert!(
        stderr(&output).ends_with(&format!("; {there} calls are in out, continue with --resume\n")),
        "{}",
        stderr(&output)
    );
    run(&mut running.export(&["1..500", "-o", "out", "--resume"]), 0);
    assert!(ids(&running.file("out")).into_iter().eq(1..=500));
}

#[test]
fn a_full_disk_leaves_a_journal_that_can_be_gone_on_with() {
    // Each id costs far more in the journal than in the output.
    let server = Scripted::start(|request, _| match id_of(request) {
        id if id.ends_with('0') => call(id),
        _ => answer("403 Forbidden", format!("{{\"message\":\"{}\"}}", "x".repeat(250)).as_bytes()),
    });
    let folder = tempfile::tempdir().unwrap();
    let output = run(&mut limited(&export(&server, folder.path(), &["1..500"]), 40), 1);
    assert!(stderr(&output).contains("error: out.state cannot be written: File too large"), "{}", stderr(&output));
    run(&mut export(&server, folder.path(), &["1..500", "--resume"]), 7);
    assert!(ids(&folder.path().join("out")).into_iter().eq((1..=50).map(|ten| ten * 10)));
}

#[test]
fn an_export_that_could_not_start_leaves_nothing_in_the_way() {
    let running = Running::with_calls(9);
    let output = run(&mut limited(&running.export(&["1..9", "-o", "out"]), 0), 1);
    assert!(stderr(&output).contains("out.state cannot be written"), "{}", stderr(&output));
    assert_eq!(fs::read_dir(&running.folder).unwrap().count(), 0);
    // Killed even before it could remove it.
    for (name, resume) in [("one", None), ("two", Some("--resume"))] {
        fs::write(running.file(&format!("{name}.state")), "").unwrap();
        run(running.export(&["1..9", "-o", name]).args(resume), 0);
        assert_eq!(ids(&running.file(name)).len(), 9);
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_first_write_that_fails_is_said_as_it_is() {
    let running = Running::with_calls(10);
    for format in ["ndjson", "csv"] {
        let export = |output: &[&str]| {
            let mut command = running.export(&["1..9", "--format", format]);
            command.args(output);
            command
        };
        let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let output = export(&[]).stdout(full).output().unwrap();
        assert_eq!(output.status.code(), Some(1));
        assert_eq!(stderr(&output), "error: stdout cannot be written: No space left on device (os error 28)\n");
        let (reader, closed) = std::io::pipe().unwrap();
        drop(reader);
        let output = export(&[]).stdout(closed).output().unwrap();
        assert_eq!((output.status.code(), stderr(&output)), (Some(141), String::new()));
        let output = run(&mut limited(&export(&["-o", format]), 1), 1);
        let lines = fs::read_to_string(running.file(format)).unwrap().lines().count();
        let there = lines - usize::from(format == "csv" && lines > 0);
        let are = if there == 1 { "call is" } else { "calls are" };
        let end = format!("; {there} {are} in {format}, continue with --resume\n");
        assert!(stderr(&output).ends_with(&end), "{}", stderr(&output));
        run(&mut export(&["-o", format, "--resume"]), 0);
    }
}

#[test]
fn nohup_keeps_an_export_going_when_the_terminal_is_closed() {
    let running = Running::new(|server| {
        let latency = Duration::from_millis(20);
        server.calls(1..=100).faults(Faults { latency, ..Faults::default() })
    });
    let export = running.export(&["1..100", "-o", "out"]);
    let mut nohup = Command::new("nohup");
    nohup.arg(export.get_program()).args(export.get_args()).current_dir(running.folder.path());
    nohup.envs(export.get_envs().filter_map(|(name, value)| Some((name, value?))));
    let mut export = nohup.stderr(Stdio::null()).spawn().unwrap();
    while running.server().requests() < 20 {
        thread::sleep(Duration::from_millis(2));
    }
    signal(&export, "HUP");
    assert!(export.wait().unwrap().success());
    assert!(ids(&running.file("out")).into_iter().eq(1..=100));
}

#[test]
fn a_call_of_somebody_else_stops_nothing() {
    let server = Scripted::start(|request, _| match id_of(request) {
        "2" => answer("403 Forbidden", b"{\"message\": \"not yours\"}"),
        id => call(id),
    });
    let folder = tempfile::tempdir().unwrap();
    let output = run(scripted(&server).args(["export", "1..4", "-o", "out"]).current_dir(&folder), 7);
    let said = "failed: call 2: the server answered 403 Forbidden: not yours\n";
    assert!(stderr(&output).starts_with(said), "{}", stderr(&output));
    assert_eq!(ids(&folder.path().join("out")), [1, 3, 4]);
    let output = run(scripted(&server).args(["get", "1", "2", "3", "--field", "/id"]), 4);
    assert_eq!(output.stdout, b"1\n3\n");
}

#[test]
fn a_reader_that_leaves_is_no_error_to_speak_of() {
    let running = Running::with_calls(10_000);
    let export = running.export(&["1..10000"]);
    let mut piped = Command::new("bash");
    piped.arg("-c").arg("\"$@\" | head -n 1 >/dev/null; exit ${PIPESTATUS[0]}").arg("bash");
    piped.arg(export.get_program()).args(export.get_args());
    piped.envs(export.get_envs().filter_map(|(name, value)| Some((name, value?))));
    assert_eq!(stderr(&run(&mut piped, 141)), "");
}

#[test]
fn a_bad_line_is_found_before_anything_is_fetched() {
    let running = Running::with_calls(10);
    fs::write(running.file("ids.txt"), "1\nx\n").unwrap();
    let output = run(&mut running.export(&["--ids", "ids.txt", "-o", "out"]), 2);
    assert!(stderr(&output).contains("ids.txt line 2: `x` is neither"), "{}", stderr(&output));
    assert!(!Path::exists(&running.file("out")));
    assert_eq!(running.server().requests(), 0);
}

#[test]
fn what_is_no_id_is_refused_and_the_largest_one_is_an_id() {
    let running = Running::with_calls(10);
    for text in ["x", "1x", "5..", "..5", "9..7", "1...3", "18446744073709551616"] {
        let output = run(&mut running.export(&[text]), 2);
        assert!(stderr(&output).contains("neither an id") || text == "9..7", "{text}: {}", stderr(&output));
    }
    fs::write(running.file("ids.txt"), "# ids\n1\n\n 2..3 \r\n4\twhy it failed\n").unwrap();
    let largest = u64::MAX.to_string();
    let output =
        run(&mut running.export(&["--ids", "ids.txt", &format!("{}..{largest}", u64::MAX - 1), "-o", "out"]), 0);
    assert_eq!(ids(&running.file("out")), [1, 2, 3, 4]);
    assert!(stderr(&output).contains(&format!("2 missing (18446744073709551614, {largest})")), "{}", stderr(&output));
    // Nobody waits for the end of it, and it takes no memory.
    let export = running.export(&[&format!("0..{largest}"), "-o", "all"]).spawn().unwrap();
    while !fs::read(running.file("all")).is_ok_and(|found| found.iter().filter(|byte| **byte == b'\n').count() == 10) {
        thread::sleep(Duration::from_millis(2));
    }
    signal(&export, "INT");
    assert_eq!(export.wait_with_output().unwrap().status.code(), Some(130));
}

#[test]
fn a_file_of_ids_that_is_not_there_leaves_nothing_behind() {
    let running = Running::with_calls(10);
    for wanted in [&[][..], &["-"]] {
        let output = run(running.export(&["--ids", "id.txt", "-o", "out"]).args(wanted).stdin(Stdio::null()), 1);
        assert_eq!(stderr(&output), "error: id.txt cannot be read: No such file or directory (os error 2)\n");
        let output = run(running.export(&["--ids", ".", "-o", "out"]).args(wanted).stdin(Stdio::null()), 1);
        assert_eq!(stderr(&output), "error: . is a folder, not a file of ids\n");
        assert_eq!(fs::read_dir(running.folder.path()).unwrap().count(), 0);
    }
}

#[test]
fn a_key_is_never_an_argument() {
    let help = String::from_utf8(run(intellixent().args(["export", "--help"]), 0).stdout).unwrap();
    assert!(help.contains("--key-file <FILE>") && !help.contains("--key ") && !help.contains("--api-key"));
}

#[test]
fn a_list_of_ids_may_be_as_windows_writes_it_and_have_lines_of_any_length() {
    let running = Running::with_calls(100);
    let utf16 = |mark: [u8; 2], bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
        mark.into_iter().chain("7\r\n20..22\r\n".encode_utf16().flat_map(bytes)).collect()
    };
    let long = format!("# {}5\n7\t{}\n20..22\n", "x".repeat(64 * 1024 - 3), "y".repeat(200_000));
    for text in [
        utf16([0xff, 0xfe], u16::to_le_bytes),
        utf16([0xfe, 0xff], u16::to_be_bytes),
        b"\xef\xbb\xbf7\n20..22\n".to_vec(),
        long.into_bytes(),
    ] {
        fs::write(running.file("ids.txt"), text).unwrap();
        run(&mut running.export(&["--ids", "ids.txt", "-o", "out", "--force"]), 0);
        assert_eq!(ids(&running.file("out")), [7, 20, 21, 22]);
    }
    fs::write(running.file("ids.txt"), "1".repeat(200_000)).unwrap();
    let output = run(&mut running.export(&["--ids", "ids.txt"]), 2);
    assert!(output.stderr.len() < 1000, "{}", stderr(&output));
}

#[test]
fn an_id_that_is_asked_for_twice_is_written_once() {
    let running = Running::with_calls(9);
    run(&mut running.export(&["5", "3..6", "5", "-o", "out"]), 0);
    assert_eq!(ids(&running.file("out")), [5, 3, 4, 6]);
    assert_eq!(running.server().requests(), 4);
}

#[test]
fn ids_that_are_not_there_are_counted_and_no_failure() {
    let running = Running::with_calls(10);
    let output = run(&mut running.export(&["8..17", "-o", "out"]), 0);
    let said = "3 calls written to out, 7 missing (11, 12, 13, 14, 15 and 2 more)\n";
    assert_eq!(stderr(&output), said);
    assert!(!running.file("out.failed").exists());
    // They are not asked for again, unless that is wanted.
    let output = run(&mut running.export(&["8..17", "-o", "out", "--resume"]), 0);
    assert_eq!((running.server().requests(), stderr(&output).as_str()), (10, said));
    let later = Running::with_calls(12);
    let mut command = later.export(&["8..17", "-o", "out", "--resume", "--recheck-missing"]);
    run(command.current_dir(running.folder.path()), 0);
    assert_eq!((later.server().requests(), ids(&running.file("out"))), (7, vec![8, 9, 10, 11, 12]));
    // A range in which nothing exists leaves next to nothing behind.
    run(&mut running.export(&["1001..4000", "-o", "none"]), 0);
    assert_eq!(fs::read(running.file("none")).unwrap(), b"");
    assert!(fs::metadata(running.file("none.state")).unwrap().len() < 1000);
    assert!(!running.file("none.failed").exists());
}

/// Calls in forms that no Rust number, string or stack holds.
fn odd() -> Scripted {
    Scripted::start(|request, _| {
        let body = match id_of(request) {
            "2" => r#"{"id":2,"status":"a \ud800 b","variables":{"\udc00":1}}"#.to_owned(),
            "3" => r#"{"id":3,"duration":1e999,"total_cost":0.0200}"#.to_owned(),
            "4" => format!(r#"{{"id":4,"evaluation":{}{},"status":"deep"}}"#, "[".repeat(5000), "]".repeat(5000)),
            "5" => "\u{feff}{\"id\":5,\"status\":\"marked\"}".to_owned(),
            "6" => String::new(),
            id => format!(r#"{{"id":{id}}}"#),
        };
        answer("200 OK\r\nContent-Type: application/json", body.as_bytes())
    })
}

#[test]
fn no_call_stops_a_table_for_its_form() {
    let (server, folder) = (odd(), tempfile::tempdir().unwrap());
    let table = ["1..7", "--format", "csv", "--columns", "id,status,duration,total_cost,/variables/name"];
    let output = run(&mut export(&server, folder.path(), &table), 7);
    assert_eq!(
        fs::read_to_string(folder.path().join("out")).unwrap(),
        "id,status,duration,total_cost,/variables/name\n1,,,,\n2,a \u{fffd}\u{fffd}\u{fffd} b,,,\n3,,1e999,0.0200,\n4,deep,,,\n5,marked,,,\n7,,,,\n"
    );
    assert!(stderr(&output).starts_with("failed: call 6: expected JSON, found an empty body\n"), "{}", stderr(&output));
    // It was no outage: nothing is tried again.
    assert_eq!(server.requests().len(), 7);
    let output = run(export(&server, folder.path(), &["1..7", "--force"]).stdin(Stdio::null()), 7);
    assert_eq!(fs::read_to_string(folder.path().join("out")).unwrap().lines().count(), 6, "{}", stderr(&output));
}

#[test]
fn a_dash_is_stdout_and_devices_and_pipes_are_written_to_as_they_are() {
    let running = Running::with_calls(9);
    let output = run(&mut running.export(&["1..2", "-o", "-"]), 0);
    assert_eq!(String::from_utf8(output.stdout).unwrap().lines().count(), 2);
    let before = fs::metadata("/dev/null").unwrap().file_type();
    for null in ["/dev/null", "/dev/zero"] {
        run(&mut running.export(&["1..2", "-o", null, "--force"]), 0);
    }
    assert_eq!(fs::metadata("/dev/null").unwrap().file_type(), before);
    let output = run(&mut running.export(&["1..2", "-o", "/dev/full"]), 1);
    assert_eq!(stderr(&output), "error: /dev/full cannot be written: No space left on device (os error 28)\n");
    let output = run(&mut running.export(&["1..2", "-o", "/dev/null", "--resume"]), 2);
    assert!(stderr(&output).contains("--resume needs a file"), "{}", stderr(&output));
    let output = run(&mut running.export(&["1..2", "-o", "."]), 1);
    assert_eq!(stderr(&output), "error: . is a folder; name a file in it with -o\n");
    assert!(Command::new("mkfifo").arg(running.file("pipe")).status().unwrap().success());
    let export = running.export(&["1..9", "-o", "pipe"]).spawn().unwrap();
    assert_eq!(fs::read_to_string(running.file("pipe")).unwrap().lines().count(), 9);
    assert!(export.wait_with_output().unwrap().status.success());
    assert_eq!(fs::read_dir(running.folder.path()).unwrap().count(), 1);
    assert!(!Path::new("/dev/null.state").exists());
}

#[test]
fn a_list_that_the_export_itself_writes_is_not_read() {
    let running = Running::with_calls(9);
    fs::write(running.file("ids"), "5\n6\n").unwrap();
    fs::hard_link(running.file("ids"), running.file("same")).unwrap();
    fs::write(running.file("x.failed"), "5\twhy\n").unwrap();
    for (list, output) in [("ids", "ids"), ("ids", "same"), ("x.failed", "x")] {
        let output = run(&mut running.export(&["--ids", list, "-o", output, "--force"]), 2);
        assert!(stderr(&output).contains(" is written by the export to "), "{}", stderr(&output));
    }
    assert_eq!(fs::read(running.file("ids")).unwrap(), b"5\n6\n");
    assert_eq!(fs::read(running.file("x.failed")).unwrap(), b"5\twhy\n");
}

#[test]
#[cfg(target_os = "linux")]
fn another_name_of_stdout_is_stdout() {
    let running = Running::new(|server| server.calls(1..=3).recordings(true));
    for command in [&["export", "1..3"][..], &["recording", "1"]] {
        for force in [None, Some("--force")] {
            let out = fs::File::create(running.file("out")).unwrap();
            let mut asking = common::asking(running.server());
            asking.args(command).args(force).args(["-o", "/dev/stdout"]);
            let output = asking.current_dir(&running.folder).stdout(out).output().unwrap();
            assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
            assert!(fs::metadata(running.file("out")).unwrap().len() > 1000);
            assert_eq!(fs::read_dir(&running.folder).unwrap().count(), 1);
        }
    }
    assert!(fs::symlink_metadata("/dev/stdout").unwrap().is_symlink() && !Path::new("/dev/stdout.state").exists());
}

#[test]
#[cfg(target_os = "linux")]
fn a_list_without_line_breaks_is_refused() {
    let running = Running::with_calls(1);
    let output = run(&mut running.export(&["--ids", "/dev/zero"]), 1);
    assert_eq!(stderr(&output), "error: /dev/zero cannot be read: it has no line breaks\n");
}
