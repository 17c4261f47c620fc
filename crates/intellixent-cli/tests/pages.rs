//! Calls by pages: the list of them, and an export that goes over it.
#![allow(clippy::unwrap_used, reason = "a test may stop where it fails")]

mod common;

use std::{
    fs,
    sync::atomic::{AtomicU64, Ordering},
    thread,
    time::Duration,
};

use common::{Running, Scripted, answer, call, id_of, ids, run, scripted, stderr};
use intellixent_demo::Faults;

/// A page of these calls, of `last` pages.
fn page(number: u64, calls: &[u64], last: u64) -> Vec<u8> {
    page_of(number, calls, last, 9)
}

fn page_of(number: u64, calls: &[u64], last: u64, total: u64) -> Vec<u8> {
    let data: Vec<String> = calls.iter().map(|id| format!("{{\"id\": {id}}}")).collect();
    let body = format!(r#"{{"data":[{}],"current_page":{number},"last_page":{last},"total":{total}}}"#, data.join(","));
    answer("200 OK\r\nContent-Type: application/json", body.as_bytes())
}

/// The number of the page that is asked for.
fn number(request: &str) -> u64 {
    request.split(['?', '&', ' ']).find_map(|part| part.strip_prefix("page=")).unwrap().parse().unwrap()
}

#[test]
fn an_export_of_the_list_has_every_call_once_after_two_kills_under_faults() {
    let running = Running::new(|server| {
        let faults = Faults {
            rate_limit_every: 20,
            retry_after_seconds: 0,
            error_share: 0.05,
            cut_share: 0.02,
            reset_share: 0.01,
            latency: Duration::from_millis(2),
            ..Faults::default()
        };
        server.calls(1..=20_000).faults(faults)
    });
    let out = running.file("out");
    let export = || running.export(&["-o", "out", "--resume", "--retries", "12"]);
    for kill_at in [2_000_000, 7_000_000] {
        let mut export = export().spawn().unwrap();
        while fs::metadata(&out).map_or(0, |file| file.len()) < kill_at {
            assert!(export.try_wait().unwrap().is_none(), "the export ended before it was killed");
            thread::sleep(Duration::from_millis(2));
        }
        export.kill().unwrap();
        export.wait().unwrap();
    }
    let before = running.server().requests();
    run(&mut export(), 0);
    // 100 calls with a request; two of them are documented.
    assert!(running.server().requests() - before < 300, "{} requests", running.server().requests() - before);
    let mut found = ids(&out);
    found.sort_unstable();
    assert!(found.into_iter().eq(1..=20_000));
    let output = run(&mut export(), 0);
    assert!(stderr(&output).ends_with("20000 calls written to out\n"), "{}", stderr(&output));
}

#[test]
fn calls_that_move_to_the_next_page_are_written_once_and_as_they_came() {
    let server = Scripted::start(|request, _| match number(request) {
        1 => page(1, &[9, 8, 7], 3),
        2 => page(2, &[7, 6, 5], 3),
        _ => page(3, &[5, 4], 3),
    });
    let filters = ["--status", "failed", "--type", "inbound", "--from", "2025-08-01", "--to", "2025-08-31"];
    let more = ["--phone-number", "+1555", "--assistant-id", "3", "--campaign-id", "4"];
    let output = run(scripted(&server).arg("export").args(filters).args(more), 0);
    let lines: Vec<_> = [9, 8, 7, 6, 5, 4].iter().map(|id| format!("{{\"id\": {id}}}\n")).collect();
    assert_eq!(String::from_utf8(output.stdout).unwrap(), lines.concat());
    let asked = &server.requests()[0];
    for part in [
        "status=failed",
        "type=inbound",
        "date_from=2025-08-01",
        "date_to=2025-08-31",
        "phone_number=%2B1555",
        "assistant_id=3",
        "campaign_id=4",
        "per_page=100",
        "page=1",
    ] {
        assert!(asked.contains(part), "{part}: {asked}");
    }
    let output = run(scripted(&server).args(["export", "5", "--status", "failed"]), 2);
    assert!(stderr(&output).contains("filters select from the list of calls"), "{}", stderr(&output));
}

#[test]
fn a_list_that_does_not_go_on_or_never_ends_is_an_error_that_names_the_page() {
    for (server, code, said) in [
        (
            Scripted::start(|_, _| page(1, &[1], 9)),
            6,
            "page 2 of the list: the server answered with another page than requested",
        ),
        (
            Scripted::start(|request, _| page(number(request), &[number(request)], number(request) + 1)),
            6,
            "page 104 of the list: the list does not end",
        ),
        (
            Scripted::start(|request, _| page(number(request), &[1, 2], u64::MAX)),
            6,
            "page 5 of the list: it has the same calls as the pages before",
        ),
        (
            Scripted::start(|_, _| answer("403 Forbidden", b"")),
            4,
            "page 1 of the list: the server answered 403 Forbidden",
        ),
        (
            Scripted::start(|_, _| answer("503 Service Unavailable", b"")),
            5,
            "page 1 of the list: the server answered 503",
        ),
    ] {
        for command in [&["list"][..], &["export", "--retries", "1", "--retry-delay", "1"]] {
            let output = run(scripted(&server).args(command), code);
            assert!(stderr(&output).contains(said), "{}", stderr(&output));
        }
    }
}

#[test]
fn an_odd_call_on_a_page_costs_no_other_call() {
    let server = Scripted::start(|_, _| {
        let mut body =
            br#"{"total":"x","current_page":"1","data":[{"id":1,"duration":1e999},{"status":"x"},{"id":"3"},{"id":4,"a":"\ud83d"},"#
                .to_vec();
        body.extend_from_slice(b"{\"id\":5,\"a\":\"\xff\"}],\"last_page\":\"1\"}");
        answer("200 OK", &body)
    });
    for (command, code, start) in [("list", 6, "error"), ("export", 7, "failed")] {
        let output = run(scripted(&server).arg(command), code);
        let (said, written) = (stderr(&output), String::from_utf8(output.stdout).unwrap());
        let lines = ["{\"id\":1,\"duration\":1e999}", "{\"id\":4,\"a\":\"\\ud83d\"}", "{\"id\":5,\"a\":\"\u{fffd}\"}"];
        assert_eq!(written.lines().collect::<Vec<_>>(), lines);
        for at in [1, 2] {
            assert!(said.contains(&format!("{start}: page 1 of the list: data[{at}] has no id\n")), "{said}");
        }
        assert!(command == "list" || said.ends_with("3 calls written, 2 without an id\n"), "{said}");
    }
}

#[test]
fn a_call_that_moved_to_a_page_before_because_another_was_deleted_is_written() {
    let asked = AtomicU64::new(0);
    let server = Scripted::start(move |request, _| {
        let deleted = asked.fetch_add(1, Ordering::Relaxed) > 0;
        match (number(request), deleted) {
            (1, false) => page_of(1, &[6, 5], 3, 6),
            // Call 6 was deleted, so that 4 is on the first page now.
            (1, true) => page_of(1, &[5, 4], 3, 5),
            (2, _) => page_of(2, &[3, 2], 3, 5),
            (_, _) => page_of(3, &[1], 3, 5),
        }
    });
    let output = run(scripted(&server).arg("list"), 0);
    let lines: Vec<_> = [6, 5, 3, 2, 4, 1].iter().map(|id| format!("{{\"id\": {id}}}\n")).collect();
    assert_eq!(String::from_utf8(output.stdout).unwrap(), lines.concat());
}

#[test]
fn what_was_missing_or_failed_by_id_is_taken_from_the_list_if_it_is_there() {
    let server = Scripted::start(|request, _| match id_of(request) {
        "7" => answer("404 Not Found", b"{}"),
        "8" | "9" => answer("200 OK", b"{}"),
        _ if request.contains("page=") => page(number(request), &[8, 7, 6], 1),
        id => call(id),
    });
    let folder = tempfile::tempdir().unwrap();
    let export = |arguments: &[&str], code| run(&mut common::export(&server, folder.path(), arguments), code);
    export(&["6..9"], 7);
    let again = export(&["--resume"], 7);
    assert_eq!(ids(&folder.path().join("out")), [6, 8, 7]);
    assert!(stderr(&again).contains("failed: call 9: ") && !stderr(&again).contains("call 8"), "{}", stderr(&again));
    assert_eq!(common::failed(&folder.path().join("out.failed")), [9]);
}

#[test]
fn the_list_is_lines_when_piped_and_as_many_as_wanted() {
    let running = Running::with_calls(250);
    let list = |arguments: &[&str]| {
        let mut command = common::asking(running.server());
        String::from_utf8(run(command.arg("list").args(arguments), 0).stdout).unwrap()
    };
    assert_eq!(list(&[]).lines().count(), 250);
    let few = list(&["--limit", "120"]);
    let first: Vec<u64> = few
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()["id"].as_u64().unwrap())
        .collect();
    assert!(first.into_iter().eq((131..=250).rev()));
    let table = list(&["--limit", "2", "--format", "csv"]);
    assert!(table.starts_with("id,assistant_name,") && table.lines().count() == 3, "{table}");
}
