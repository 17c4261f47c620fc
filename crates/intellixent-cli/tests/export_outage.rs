//! What an export makes of a server that fails: an outage, a pause, or a call that fails for good.
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test may stop where it fails")]

mod common;

use std::{
    fs,
    sync::{
        Arc, Barrier, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use common::{Running, Scripted, answer, call, export, failed, id_of, ids, run, scripted, stderr};
use intellixent_demo::{Faults, Server};

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
    assert!(!running.file("out.failed").exists());
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
        command
            .args(["export", "1..5", "-o", "out", "--retries", "1", "--retry-delay", "1", "--jobs", "1"])
            .args(order);
        let output = run(command.current_dir(&folder), 5);
        assert!(stderr(&output).starts_with("error: stopped after 2 failures in a row: "), "{}", stderr(&output));
        assert!(stderr(&output).ends_with("; 3 calls are in out, continue with --resume\n"), "{}", stderr(&output));
        assert!(!folder.path().join("out.failed").exists());
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
        assert!(!folder.path().join("out.failed").exists());
    }
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
    assert!(stderr(&output).starts_with("the server asks for a delay: waiting 2 s\n"), "{}", stderr(&output));
    assert!(ids(&folder.path().join("out")).into_iter().eq(1..=9));
}

#[test]
fn a_server_that_wants_to_be_left_alone_is() {
    for (head, end, requests) in [
        ("503 Service Unavailable\r\nRetry-After: 7200", "; it asks for a delay of 7200 s; ", 1),
        ("429 Too Many Requests\r\nRetry-After: 7200", "; it asks for a delay of 7200 s; ", 1),
        ("429 Too Many Requests\r\nRetry-After: 0", "; 20 delays in a row did not help; ", 21),
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

/// How a server may fail on one call for good.
const FAULTS: [&str; 6] = [
    "503 Service Unavailable",
    "302 Found\r\nLocation: /maintenance",
    "200 OK\r\nContent-Type: text/html",
    "429 Too Many Requests\r\nRetry-After: 0",
    "429 Too Many Requests\r\nRetry-After: 7200",
    "",
];

/// Fails on those calls in that way; the connection ends without an answer if there is none.
fn failing(bad: impl Fn(u64) -> bool + Send + Sync + 'static, fault: &'static str) -> Scripted {
    Scripted::start(move |request, _| match id_of(request) {
        id if !id.parse().is_ok_and(&bad) => call(id),
        _ if fault.is_empty() => Vec::new(),
        _ => answer(fault, b"<html>We are back soon</html>"),
    })
}

#[test]
fn a_call_that_always_fails_does_not_hold_up_more_ids_than_the_window_has() {
    for (arguments, last) in [(&[][..], 2500), (&["--unordered"], 2500), (&["--jobs", "64"], 3500)] {
        let server = failing(|id| id == 5, FAULTS[0]);
        let folder = tempfile::tempdir().unwrap();
        // Its retry is so late that all others are done before.
        let range = format!("1..{last}");
        let mut command = export(&server, folder.path(), &[&range, "--retry-delay", "4000"]);
        let output = run(command.args(arguments), 7);
        let mut found = ids(&folder.path().join("out"));
        if arguments.contains(&"--unordered") {
            found.sort_unstable();
        }
        assert!(found.into_iter().eq((1..=last).filter(|id| *id != 5)), "{arguments:?}: {}", stderr(&output));
        assert_eq!(failed(&folder.path().join("out.failed")), [5]);
    }
}

#[test]
fn a_call_that_never_heals_stops_no_later_run() {
    for fault in FAULTS {
        let server = failing(|id| id == 3, fault);
        let folder = tempfile::tempdir().unwrap();
        // It may look like an outage at first.
        let resume = |last: u64| export(&server, folder.path(), &["--resume", "--jobs", "2", &format!("1..{last}")]);
        for last in [3, 3, 9] {
            let output = resume(last).output().unwrap();
            assert!([5, 7].contains(&output.status.code().unwrap()), "{fault}: {}", stderr(&output));
        }
        for last in [9, 12] {
            let output = run(&mut resume(last), 7);
            let mut found = ids(&folder.path().join("out"));
            found.sort_unstable();
            assert!(found.into_iter().eq((1..=last).filter(|id| *id != 3)), "{fault}: {}", stderr(&output));
            assert_eq!(failed(&folder.path().join("out.failed")), [3], "{fault}");
        }
    }
}

#[test]
fn more_calls_that_never_heal_than_patience_has_stop_no_later_run() {
    for fault in FAULTS {
        let server = failing(|id| id <= 30, fault);
        let folder = tempfile::tempdir().unwrap();
        let mut runs = 0;
        while export(&server, folder.path(), &["--resume", "--jobs", "4", "1..40"]).status().unwrap().code() != Some(7)
        {
            runs += 1;
            assert!(runs < 40, "{fault}");
        }
        let mut found = ids(&folder.path().join("out"));
        found.sort_unstable();
        assert!(found.into_iter().eq(31..=40), "{fault}");
        assert!(failed(&folder.path().join("out.failed")).into_iter().eq(1..=30), "{fault}");
    }
}

#[test]
fn large_answers_behind_a_slow_call_do_not_fill_the_memory() {
    let release = Arc::new(Barrier::new(2));
    let held = Arc::clone(&release);
    let large: &'static str = "x".repeat(1 << 20).leak();
    let server = Scripted::start(move |request, _| {
        let id = id_of(request);
        if id == "1" {
            held.wait();
        }
        answer("200 OK", format!("{{\"id\":{id},\"transcript\":\"{large}\"}}").as_bytes())
    });
    let folder = tempfile::tempdir().unwrap();
    let running = export(&server, folder.path(), &["1..200", "--jobs", "2"]).spawn().unwrap();
    // The window has 1040 times 32 KiB: 31 answers, and one more that is under way.
    while server.requests().len() < 33 {
        thread::sleep(Duration::from_millis(2));
    }
    thread::sleep(Duration::from_millis(300));
    assert!(server.requests().len() < 36, "{}", server.requests().len());
    release.wait();
    assert!(running.wait_with_output().unwrap().status.success());
    assert!(ids(&folder.path().join("out")).into_iter().eq(1..=200));
}

#[test]
fn a_pause_that_a_403_asks_for_is_kept() {
    let asked = Mutex::new(Vec::new());
    let server = Scripted::start(move |request, _| {
        let mut asked = asked.lock().unwrap();
        let id = id_of(request);
        if id == "2" {
            assert!(asked.last().is_none_or(|last: &Instant| last.elapsed() >= Duration::from_millis(900)));
        }
        asked.push(Instant::now());
        if id == "1" { answer("403 Forbidden\r\nRetry-After: 1", b"{\"message\":\"slow\"}") } else { call(id) }
    });
    let folder = tempfile::tempdir().unwrap();
    let started = Instant::now();
    run(&mut export(&server, folder.path(), &["1..2", "--jobs", "1"]), 7);
    assert!(started.elapsed() >= Duration::from_secs(1));
    assert_eq!(server.requests().len(), 2);
}

#[test]
fn a_server_without_tls_is_not_the_fault_of_the_calls() {
    let server = Scripted::start(|request, _| call(id_of(request)));
    let folder = tempfile::tempdir().unwrap();
    let asking = |arguments: &[&str]| {
        let mut command = scripted(&server);
        command.env("INTELLIXENT_BASE_URL", server.origin.replace("http:", "https:")).current_dir(&folder);
        command.args(arguments).args(["--retries", "0"]);
        stderr(&run(&mut command, 5))
    };
    let said = asking(&["export", "1..500", "-o", "out"]);
    assert!(said.contains("\nerror: stopped after 24 failures in a row: call "), "{said}");
    assert_eq!(common::failed(&folder.path().join("out.failed")).len(), 24);
    for command in [&["get", "1"][..], &["list"], &["export"], &["recording", "1"]] {
        assert!(asking(command).contains("TLS"), "{command:?}");
    }
}
