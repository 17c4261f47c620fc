//! What an export leaves behind when it is interrupted, and what `--resume` makes of it. Signals and shells are those of
//! Unix.
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test may stop where it fails")]

mod common;

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::{
        Arc, Barrier,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::Duration,
};

use common::{Scripted, answer, asking, call, id_of, ids, intellixent, run};
use intellixent_demo::{Faults, Server};
use tempfile::TempDir;

/// A server on a runtime of its own, so that a test can wait for processes.
struct Running {
    server: Option<Server>,
    runtime: tokio::runtime::Runtime,
    folder: TempDir,
}

impl Running {
    fn new(settings: impl FnOnce(intellixent_demo::ServerBuilder) -> intellixent_demo::ServerBuilder) -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let server = runtime.block_on(settings(Server::builder()).start()).unwrap();
        Self { server: Some(server), runtime, folder: tempfile::tempdir().unwrap() }
    }

    fn with_calls(last: u64) -> Self {
        Self::new(|server| server.calls(1..=last))
    }

    fn server(&self) -> &Server {
        self.server.as_ref().unwrap()
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn export(&self, arguments: &[&str]) -> Command {
        let mut command = asking(self.server());
        command.arg("export").args(["--retry-delay", "1"]).args(arguments).current_dir(self.folder.path());
        command.stderr(Stdio::piped());
        command
    }
}

fn scripted(server: &Scripted) -> Command {
    let mut command = intellixent();
    command.env("INTELLIXENT_BASE_URL", &server.origin).env("INTELLIXENT_API_KEY", "key").stderr(Stdio::piped());
    command
}

fn signal(process: &Child, name: &str) {
    let sent = Command::new("kill").args([format!("-{name}"), process.id().to_string()]).status();
    assert!(sent.unwrap().success());
}

fn stderr(output: &std::process::Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

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

#[test]
fn an_interrupted_export_says_so_and_goes_on() {
    for (order, name) in [(&[][..], "INT"), (&["--unordered"], "INT"), (&[], "TERM")] {
        let running = Running::new(|server| {
            let latency = Duration::from_millis(2);
            server.calls(1..=3000).faults(Faults { latency, ..Faults::default() })
        });
        let out = running.file("out");
        let export = running.export(&["1..3000", "-o", "out"]).args(order).spawn().unwrap();
        while fs::metadata(&out).map_or(0, |file| file.len()) < 100_000 {
            thread::sleep(Duration::from_millis(2));
        }
        signal(&export, name);
        let output = export.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(130));
        let there = ids(&out).len();
        let expected = format!("error: interrupted; {there} calls are in out, go on with --resume\n");
        assert_eq!(stderr(&output), expected);
        let before = running.server().requests();
        run(running.export(&["1..3000", "-o", "out", "--resume"]).args(order), 0);
        // Exactly what was missing.
        assert_eq!(running.server().requests() - before, 3000 - there as u64);
        let mut ids = ids(&out);
        if !order.is_empty() {
            ids.sort_unstable();
        }
        assert!(ids.into_iter().eq(1..=3000));
    }
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
        stderr(&output).ends_with(&format!("; {there} calls are in out, go on with --resume\n")),
        "{}",
        stderr(&output)
    );
    run(&mut running.export(&["1..500", "-o", "out", "--resume"]), 0);
    assert!(ids(&running.file("out")).into_iter().eq(1..=500));
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
        let end = format!("; {there} calls are in {format}, go on with --resume\n");
        assert!(stderr(&output).ends_with(&end), "{}", stderr(&output));
        run(&mut export(&["-o", format, "--resume"]), 0);
    }
}

#[test]
fn a_lost_network_stops_the_export_without_blaming_the_calls() {
    let mut running = Running::new(|server| {
        let latency = Duration::from_millis(5);
        server.calls(1..=2000).faults(Faults { latency, ..Faults::default() })
    });
    let port = running.server().base_url().rsplit(':').next().unwrap().trim_end_matches("/api").parse().unwrap();
    let export = running.export(&["1..2000", "-o", "out", "--retries", "1"]).spawn().unwrap();
    while fs::metadata(running.file("out")).map_or(0, |file| file.len()) < 50_000 {
        thread::sleep(Duration::from_millis(2));
    }
    running.server = None;
    let output = export.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(5), "{}", stderr(&output));
    let text = stderr(&output);
    assert!(text.starts_with("error: stopped after 24 failures in a row: call "), "{text}");
    assert_eq!(text.lines().count(), 1, "{text}");
    assert_eq!(fs::read_to_string(running.file("out.failed")).unwrap(), "");
    let there = ids(&running.file("out"));
    assert!(there.iter().copied().eq(1..=there.len() as u64));
    running.server = Some(running.runtime.block_on(Server::builder().port(port).calls(1..=2000).start()).unwrap());
    run(&mut running.export(&["1..2000", "-o", "out", "--resume"]), 0);
    assert!(ids(&running.file("out")).into_iter().eq(1..=2000));
}

#[test]
fn a_network_that_is_lost_near_the_end_is_not_the_fault_of_the_last_calls() {
    let server = Scripted::start(|request, _| match id_of(request) {
        id @ ("1" | "2" | "3") => call(id),
        // The connection ends without an answer.
        _ => Vec::new(),
    });
    for order in [None, Some("--unordered")] {
        let folder = tempfile::tempdir().unwrap();
        let mut command = scripted(&server);
        command.args(["export", "1..5", "-o", "out", "--retries", "1", "--retry-delay", "1"]).args(order);
        let output = run(command.current_dir(&folder), 5);
        assert!(stderr(&output).starts_with("error: stopped after 2 failures in a row: "), "{}", stderr(&output));
        assert!(stderr(&output).ends_with("; 3 calls are in out, go on with --resume\n"), "{}", stderr(&output));
        assert_eq!(fs::read_to_string(folder.path().join("out.failed")).unwrap(), "");
        let healthy = Running::with_calls(5);
        run(healthy.export(&["1..5", "-o", "out", "--resume"]).current_dir(&folder), 0);
        assert_eq!(healthy.server().requests(), 2);
    }
}

#[test]
fn a_page_instead_of_an_answer_stops_the_export_too() {
    for outage in ["200 OK\r\nContent-Type: text/html", "302 Found\r\nLocation: /maintenance"] {
        let server = Scripted::start(move |request, _| match id_of(request) {
            id @ ("1" | "2" | "3") => call(id),
            _ => answer(outage, b"<html>We are back soon</html>"),
        });
        let folder = tempfile::tempdir().unwrap();
        let mut command = scripted(&server);
        command.args(["export", "1..1000", "-o", "out", "--retries", "1", "--retry-delay", "1", "--jobs", "1"]);
        let output = run(command.current_dir(&folder), 5);
        assert!(stderr(&output).starts_with("error: stopped after 10 failures in a row: "), "{}", stderr(&output));
        // Each id twice; some more may have been under way.
        assert!((23..100).contains(&server.requests().len()), "{outage}: {} requests", server.requests().len());
        assert_eq!(fs::read_to_string(folder.path().join("out.failed")).unwrap(), "");
    }
}

#[test]
fn failed_ids_are_listed_and_tried_again() {
    let running = Running::with_calls(10);
    let output = run(&mut running.export(&["8..12", "-o", "out"]), 7);
    let reason = "the server answered 404 Not Found: Call not found";
    assert_eq!(
        stderr(&output),
        format!(
            "failed: call 11: {reason}\nfailed: call 12: {reason}\n3 calls written to out, 2 failed; they are listed in \
             out.failed, try them again with --resume\n"
        )
    );
    assert_eq!(fs::read_to_string(running.file("out.failed")).unwrap(), format!("11\t{reason}\n12\t{reason}\n"));
    // One of them has come up meanwhile.
    let later = Running::with_calls(11);
    let resume = |server: &Running| {
        let mut command = server.export(&["8..12", "-o", "out", "--resume"]);
        command.current_dir(running.folder.path());
        command
    };
    run(&mut resume(&later), 7);
    assert_eq!(later.server().requests(), 2);
    assert_eq!(ids(&running.file("out")), [8, 9, 10, 11]);
    assert_eq!(fs::read_to_string(running.file("out.failed")).unwrap(), format!("12\t{reason}\n"));
    let last = Running::with_calls(12);
    run(&mut resume(&last), 0);
    assert_eq!(ids(&running.file("out")), [8, 9, 10, 11, 12]);
    assert!(!running.file("out.failed").exists() && !running.file("out.retry").exists());
    // There is nothing left to do, and more ids may follow.
    run(&mut resume(&last), 0);
    run(last.export(&["8..12", "1..3", "-o", "out", "--resume"]).current_dir(running.folder.path()), 0);
    assert_eq!(ids(&running.file("out")), [8, 9, 10, 11, 12, 1, 2, 3]);
    assert_eq!(last.server().requests(), 1 + 3);
}

#[test]
fn an_interrupted_retry_of_failed_ids_goes_on_before_the_ids_that_follow() {
    let running = Running::with_calls(10);
    run(&mut running.export(&["1..40", "-o", "out"]), 7);
    let later = Running::new(|server| {
        let latency = Duration::from_millis(100);
        server.calls(1..=50).faults(Faults { latency, ..Faults::default() })
    });
    let resume = |ids: &[&str]| {
        let mut command = later.export(ids);
        command.args(["-o", "out", "--resume", "--jobs", "1"]).current_dir(running.folder.path());
        command
    };
    let retry = resume(&["1..40"]).spawn().unwrap();
    while later.server().requests() < 5 {
        thread::sleep(Duration::from_millis(2));
    }
    signal(&retry, "INT");
    assert_eq!(retry.wait_with_output().unwrap().status.code(), Some(130));
    assert!(running.file("out.retry").exists(), "it was not interrupted in the retry: the test shows nothing");
    run(&mut resume(&["1..42"]), 0);
    assert!(ids(&running.file("out")).into_iter().eq(1..=42));
    assert!(!running.file("out.retry").exists());
}

#[test]
fn other_ids_do_not_go_into_the_same_file() {
    let running = Running::with_calls(100);
    run(&mut running.export(&["1..50", "-o", "out"]), 0);
    let there = fs::read(running.file("out")).unwrap();
    let output = run(&mut running.export(&["2..50", "-o", "out", "--resume"]), 2);
    assert!(stderr(&output).contains("these are not the ids"), "{}", stderr(&output));
    let output = run(&mut running.export(&["1..50", "-o", "out"]), 1);
    assert!(stderr(&output).contains("out exists"), "{}", stderr(&output));
    let output = run(&mut running.export(&["1..50", "-o", "out", "--resume", "--format", "csv"]), 2);
    assert!(stderr(&output).contains("out was started as ndjson"), "{}", stderr(&output));
    fs::write(running.file("other"), "mine").unwrap();
    let output = run(&mut running.export(&["1..50", "-o", "other", "--resume"]), 1);
    assert!(stderr(&output).contains("nothing is known"), "{}", stderr(&output));
    assert_eq!(fs::read(running.file("out")).unwrap(), there);
    assert_eq!(fs::read(running.file("other")).unwrap(), b"mine");
    // More of the same is fine.
    run(&mut running.export(&["1..60", "-o", "out", "--resume"]), 0);
    assert!(ids(&running.file("out")).into_iter().eq(1..=60));
    run(&mut running.export(&["5", "-o", "other", "--force"]), 0);
    assert_eq!(ids(&running.file("other")), [5]);
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
fn other_ids_after_a_gap_are_noticed() {
    // The first call takes for ever; the others are written meanwhile.
    let server = Scripted::start(|request, _| match id_of(request) {
        "1" => loop {
            thread::park();
        },
        id => call(id),
    });
    let folder = tempfile::tempdir().unwrap();
    let mut command = scripted(&server);
    command.args(["export", "1..9", "-o", "out", "--unordered"]).current_dir(&folder);
    let export = command.spawn().unwrap();
    while !fs::read_to_string(folder.path().join("out")).is_ok_and(|text| text.lines().count() == 8) {
        thread::sleep(Duration::from_millis(2));
    }
    signal(&export, "INT");
    assert_eq!(export.wait_with_output().unwrap().status.code(), Some(130));
    let healthy = Running::with_calls(100);
    let resume = |ids: &[&str]| {
        let mut command = healthy.export(ids);
        command.args(["-o", "out", "--unordered", "--resume"]).current_dir(&folder);
        command
    };
    for other in [&["1..5", "60", "7..9"][..], &["1..8"], &["1", "3..10"]] {
        let output = run(&mut resume(other), 2);
        assert!(stderr(&output).contains("these are not the ids"), "{}", stderr(&output));
    }
    assert_eq!(healthy.server().requests(), 0);
    run(&mut resume(&["1..10"]), 0);
    let mut found = ids(&folder.path().join("out"));
    found.sort_unstable();
    assert!(found.into_iter().eq(1..=10));
}

#[test]
fn what_is_left_of_another_export_is_removed_only_by_force() {
    let running = Running::with_calls(9);
    for name in ["out.failed", "out.state", "out.retry"] {
        fs::write(running.file(name), "mine").unwrap();
        let output = run(&mut running.export(&["1..9", "-o", "out"]), 1);
        let said = format!(
            "error: {name} is left of another export to out; overwrite it with --force, or choose another name with -o\n"
        );
        assert_eq!(stderr(&output), said);
        assert!(!running.file("out").exists());
        assert_eq!(fs::read(running.file(name)).unwrap(), b"mine");
        run(&mut running.export(&["1..9", "-o", "out", "--force"]), 0);
        assert!(!running.file("out.failed").exists() && !running.file("out.retry").exists());
        fs::remove_file(running.file("out")).unwrap();
        fs::remove_file(running.file("out.state")).unwrap();
    }
}

#[test]
fn a_torn_line_is_removed_and_its_call_fetched_again() {
    let running = Running::with_calls(5);
    let out = running.file("out");
    run(&mut running.export(&["1..3", "-o", "out"]), 0);
    let line = fs::read_to_string(&out).unwrap().lines().next().unwrap().replace("\"id\":1,", "\"id\":4,");
    let torn = format!("{line}\n{}", &line[..300]);
    fs::OpenOptions::new().append(true).open(&out).unwrap().write_all(torn.as_bytes()).unwrap();
    let before = running.server().requests();
    run(&mut running.export(&["1..5", "-o", "out", "--resume"]), 0);
    assert_eq!(ids(&out), [1, 2, 3, 4, 5]);
    // Call 4 was whole.
    assert_eq!(running.server().requests() - before, 1);
}

#[test]
fn a_killed_table_has_every_row_once() {
    let running = Running::new(|server| {
        let latency = Duration::from_millis(2);
        server.calls(1..=2000).faults(Faults { latency, ..Faults::default() })
    });
    let arguments = ["1..2000", "-o", "out.csv", "--format", "csv", "--columns", "id,status,/variables/customer_name"];
    let mut export = running.export(&arguments).spawn().unwrap();
    while fs::metadata(running.file("out.csv")).map_or(0, |file| file.len()) < 5000 {
        thread::sleep(Duration::from_millis(2));
    }
    export.kill().unwrap();
    export.wait().unwrap();
    run(running.export(&arguments).arg("--resume"), 0);
    let expected: String = (1..=2000).map(|id| format!("{id},completed,John Smith\n")).collect();
    assert_eq!(
        fs::read_to_string(running.file("out.csv")).unwrap(),
        format!("id,status,/variables/customer_name\n{expected}")
    );
}

#[test]
fn a_pause_is_shared_by_all_workers() {
    let running = Running::new(|server| {
        let faults = Faults { rate_limit_every: 10, retry_after_seconds: 1, ..Faults::default() };
        server.calls(1..=25).faults(faults)
    });
    let started = std::time::Instant::now();
    let output = run(&mut running.export(&["1..25", "--jobs", "5", "-o", "out"]), 0);
    assert!(started.elapsed() >= Duration::from_secs(2), "the server asked twice for a second");
    assert_eq!(running.server().requests(), 27, "{}", stderr(&output));
    assert!(ids(&running.file("out")).into_iter().eq(1..=25));
}

#[test]
fn a_pause_that_an_outage_asks_for_is_shared_and_said() {
    let busy = AtomicBool::new(true);
    let server = Scripted::start(move |request, _| {
        if busy.swap(false, Ordering::Relaxed) {
            answer("503 Service Unavailable\r\nRetry-After: 2", b"<html>")
        } else {
            call(id_of(request))
        }
    });
    let folder = tempfile::tempdir().unwrap();
    let mut command = scripted(&server);
    command.args(["export", "1..9", "-o", "out", "--retry-delay", "1", "--jobs", "1"]).current_dir(&folder);
    let output = run(&mut command, 0);
    assert!(stderr(&output).starts_with("the server asks for a pause: waiting 2 s\n"), "{}", stderr(&output));
    assert!(ids(&folder.path().join("out")).into_iter().eq(1..=9));
}

#[test]
fn a_server_that_wants_to_be_left_alone_is() {
    for (head, end, requests) in [
        ("503 Service Unavailable\r\nRetry-After: 7200", "; it asks for a pause of 7200 s; ", 1),
        ("429 Too Many Requests\r\nRetry-After: 7200", "; it asks for a pause of 7200 s; ", 1),
        ("429 Too Many Requests\r\nRetry-After: 0", "; 20 pauses in a row did not help; ", 21),
    ] {
        let server = Scripted::start(move |_, _| answer(head, b""));
        let folder = tempfile::tempdir().unwrap();
        let mut command = scripted(&server);
        command.args(["export", "1..9", "-o", "out", "--retry-delay", "1", "--jobs", "1"]).current_dir(&folder);
        let output = run(&mut command, 5);
        assert!(stderr(&output).contains(end), "{}", stderr(&output));
        assert_eq!(server.requests().len(), requests, "{head}");
    }
}

#[test]
fn a_slow_call_holds_up_the_requests_behind_it_before_they_fill_the_memory() {
    let release = Arc::new(Barrier::new(2));
    let held = Arc::clone(&release);
    let server = Scripted::start(move |request, _| {
        if id_of(request) == "1" {
            held.wait();
        }
        call(id_of(request))
    });
    let folder = tempfile::tempdir().unwrap();
    let mut command = scripted(&server);
    command.args(["export", "1..2000", "--jobs", "2", "-o", "out"]).current_dir(&folder);
    let export = command.spawn().unwrap();
    // For two jobs, this many may be between the first that is not done and the last that is asked for.
    let window = 2 * 8 + 1024;
    while server.requests().len() < window {
        thread::sleep(Duration::from_millis(2));
    }
    // Time for one too many.
    thread::sleep(Duration::from_millis(300));
    assert_eq!(server.requests().len(), window);
    release.wait();
    assert!(export.wait_with_output().unwrap().status.success());
    assert!(ids(&folder.path().join("out")).into_iter().eq(1..=2000));
}

#[test]
fn a_wrong_key_stops_at_once() {
    let running = Running::new(|server| server.calls(1..=1000).key("another"));
    let output = run(&mut running.export(&["1..1000", "-o", "out"]), 3);
    assert!(stderr(&output).contains("401 Unauthorized: Unauthenticated."), "{}", stderr(&output));
    assert!(running.server().requests() <= 8, "{} requests", running.server().requests());
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
fn a_file_of_ids_that_is_not_there_leaves_nothing_behind() {
    let running = Running::with_calls(10);
    for wanted in [&[][..], &["-"]] {
        let output = run(running.export(&["--ids", "id.txt", "-o", "out"]).args(wanted).stdin(Stdio::null()), 1);
        assert_eq!(stderr(&output), "error: id.txt cannot be read: No such file or directory (os error 2)\n");
        let output = run(running.export(&["--ids", ".", "-o", "out"]).args(wanted).stdin(Stdio::null()), 1);
        assert_eq!(stderr(&output), "error: . is a folder, not a file with ids\n");
        assert_eq!(fs::read_dir(running.folder.path()).unwrap().count(), 0);
    }
}

#[test]
fn a_key_is_never_an_argument() {
    let help = String::from_utf8(run(intellixent().args(["export", "--help"]), 0).stdout).unwrap();
    assert!(help.contains("--key-file <FILE>") && !help.contains("--key ") && !help.contains("--api-key"));
}
