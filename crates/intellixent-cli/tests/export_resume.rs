//! What an export leaves behind when it is interrupted, and what `--resume` makes of it.
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test may stop where it fails")]

mod common;

use std::{
    fs,
    io::Write,
    sync::{Arc, Barrier},
    thread,
    time::Duration,
};

use common::{Running, Scripted, answer, call, export, failed, id_of, ids, run, scripted, signal, stderr};
use intellixent_demo::Faults;

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
        let expected = format!("error: interrupted; {there} calls are in out, continue with --resume\n");
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

#[test]
fn a_torn_line_is_removed_and_its_call_fetched_again() {
    let running = Running::with_calls(5);
    let out = running.file("out");
    run(&mut running.export(&["1..3", "-o", "out"]), 0);
    let line = fs::read_to_string(&out).unwrap().lines().next().unwrap().replace("\"id\":1,", "\"id\":4,");
    let torn = format!("{line}\n{}", &line[..300]);
    for (file, torn) in [("out", &*torn), ("out.state", "{\"miss")] {
        let mut file = fs::OpenOptions::new().append(true).open(running.file(file)).unwrap();
        file.write_all(torn.as_bytes()).unwrap();
    }
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
fn other_ids_are_added_and_none_is_skipped_or_written_twice() {
    let running = Running::with_calls(100);
    run(&mut running.export(&["11..50", "-o", "out"]), 0);
    let there = fs::read(running.file("out")).unwrap();
    let output = run(&mut running.export(&["11..50", "-o", "out"]), 1);
    assert!(stderr(&output).contains("out exists"), "{}", stderr(&output));
    let output = run(&mut running.export(&["11..50", "-o", "out", "--resume", "--format", "csv"]), 2);
    assert!(stderr(&output).contains("out.state was started as ndjson"), "{}", stderr(&output));
    fs::write(running.file("other"), "mine").unwrap();
    let output = run(&mut running.export(&["1..50", "-o", "other", "--resume"]), 1);
    assert!(stderr(&output).contains("--resume cannot continue it"), "{}", stderr(&output));
    assert_eq!(fs::read(running.file("out")).unwrap(), there);
    assert_eq!(fs::read(running.file("other")).unwrap(), b"mine");
    run(&mut running.export(&["60", "9..13", "49..51", "-o", "out", "--resume"]), 0);
    assert!(ids(&running.file("out")).into_iter().eq((11..=50).chain([60, 9, 10, 51])));
    run(&mut running.export(&["5", "-o", "other", "--force"]), 0);
    assert_eq!(ids(&running.file("other")), [5]);
}

#[test]
fn a_gap_is_filled_and_other_ids_are_added() {
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
    run(&mut resume(&["1..5", "10", "7..9"]), 0);
    assert_eq!(healthy.server().requests(), 2);
    let mut found = ids(&folder.path().join("out"));
    found.sort_unstable();
    assert!(found.into_iter().eq(1..=10));
}

#[test]
fn what_is_left_of_another_export_is_removed_only_by_force() {
    let running = Running::with_calls(9);
    for name in ["out.failed", "out.state"] {
        fs::write(running.file(name), "mine").unwrap();
        let output = run(&mut running.export(&["1..9", "-o", "out"]), 1);
        let said = format!(
            "error: {name} is from another export to out; overwrite it with --force, or choose another name with -o\n"
        );
        assert_eq!(stderr(&output), said);
        assert!(!running.file("out").exists());
        assert_eq!(fs::read(running.file(name)).unwrap(), b"mine");
        run(&mut running.export(&["1..9", "-o", "out", "--force"]), 0);
        assert!(!running.file("out.failed").exists());
        fs::remove_file(running.file("out")).unwrap();
        fs::remove_file(running.file("out.state")).unwrap();
    }
}

/// Every call is there but those that the server fails on for good.
fn but(bad: &'static [&'static str], head: &'static str) -> Scripted {
    Scripted::start(move |request, _| match id_of(request) {
        id if bad.contains(&id) => answer(head, b"{\"message\": \"not yours\"}"),
        id => call(id),
    })
}

#[test]
fn failed_ids_are_listed_and_tried_again_after_the_new_ones() {
    let folder = tempfile::tempdir().unwrap();
    let server = but(&["3", "5"], "403 Forbidden");
    let (out, list) = (folder.path().join("out"), folder.path().join("out.failed"));
    let output = run(&mut export(&server, folder.path(), &["1..6"]), 7);
    let reason = "the server answered 403 Forbidden: not yours";
    let said = stderr(&output);
    assert!(said.contains(&format!("failed: call 3: {reason}\n")), "{said}");
    let end = "4 calls written to out, 2 failed; listed in out.failed; retry them with --resume\n";
    assert!(said.ends_with(end), "{said}");
    assert_eq!(fs::read_to_string(&list).unwrap(), format!("3\t{reason}\n5\t{reason}\n"));
    // What somebody did to the list changes nothing: it is made anew, and not read.
    for change in ["", "3\n", "3\t\0\0\0\n5\n6\n7\n8\n9\n"] {
        fs::write(&list, change).unwrap();
        run(&mut export(&server, folder.path(), &["1..6", "--resume"]), 7);
        assert_eq!(fs::read_to_string(&list).unwrap(), format!("3\t{reason}\n5\t{reason}\n"));
    }
    // One of them has come up meanwhile.
    let later = but(&["5"], "403 Forbidden");
    run(&mut export(&later, folder.path(), &["1..8", "--resume", "--jobs", "1"]), 7);
    assert_eq!(later.requests().iter().map(|request| id_of(request)).collect::<Vec<_>>(), ["7", "8", "3", "5"]);
    assert_eq!(ids(&out), [1, 2, 4, 6, 7, 8, 3]);
    let last = but(&[], "");
    run(&mut export(&last, folder.path(), &["1..8", "--resume"]), 0);
    assert_eq!(ids(&out), [1, 2, 4, 6, 7, 8, 3, 5]);
    assert!(!list.exists());
    // There is nothing left to do.
    run(&mut export(&last, folder.path(), &["1..8", "--resume"]), 0);
    assert_eq!(last.requests().len(), 1);
}

#[test]
fn a_server_that_says_much_breaks_no_list() {
    let long: &'static str = format!("{}\n7\n8", "x".repeat(65_535)).leak();
    let server = Scripted::start(move |request, _| match id_of(request) {
        "3" => answer("422 Unprocessable Content", format!("{{\"message\":{long:?}}}").as_bytes()),
        id => call(id),
    });
    let folder = tempfile::tempdir().unwrap();
    run(&mut export(&server, folder.path(), &["1..4"]), 7);
    let list = folder.path().join("out.failed");
    assert_eq!(failed(&list), [3]);
    assert!(fs::metadata(&list).unwrap().len() < 1000);
    run(&mut export(&server, folder.path(), &["1..4", "--resume"]), 7);
    assert_eq!((ids(&folder.path().join("out")), failed(&list)), (vec![1, 2, 4], vec![3]));
}

#[test]
fn an_interrupted_retry_of_failed_ids_goes_on_where_it_was() {
    let running = Running::new(|server| {
        let faults = Faults { error_share: 1.0, ..Faults::default() };
        server.calls(1..=40).faults(faults)
    });
    run(&mut running.export(&["1..20", "--retries", "0", "-o", "out"]), 5);
    let folder = running.folder.path();
    let listed = failed(&folder.join("out.failed")).len();
    assert!((1..=20).contains(&listed), "{listed}");
    let later = Running::new(|server| {
        let latency = Duration::from_millis(100);
        server.calls(1..=50).faults(Faults { latency, ..Faults::default() })
    });
    let resume = |ids: &[&str]| {
        let mut command = later.export(ids);
        command.args(["-o", "out", "--resume", "--jobs", "1"]).current_dir(folder);
        command
    };
    let retry = resume(&["1..20"]).spawn().unwrap();
    while later.server().requests() < 22 - listed as u64 {
        thread::sleep(Duration::from_millis(2));
    }
    signal(&retry, "INT");
    assert_eq!(retry.wait_with_output().unwrap().status.code(), Some(130));
    let left = failed(&folder.join("out.failed"));
    assert!(!left.is_empty() && left.len() < listed, "it was not interrupted in the retry: the test shows nothing");
    run(&mut resume(&["1..22"]), 0);
    let mut found = ids(&running.file("out"));
    found.sort_unstable();
    assert!(found.into_iter().eq(1..=22));
}

#[test]
fn an_output_that_was_changed_is_not_gone_on_with() {
    let running = Running::with_calls(100);
    let out = running.file("out");
    run(&mut running.export(&["1..50", "-o", "out"]), 0);
    let good = fs::read_to_string(&out).unwrap();
    let with_crlf = good.replace('\n', "\r\n");
    let one_more = format!(" {good}");
    let shorter = good[..good.len() - 100].to_owned();
    let another_line = format!("{good}mine\n");
    let other_lines = format!("{good}mine\nand more");
    let edited = good.replacen("\"id\":50", "\"id\":99", 1);
    for changed in [with_crlf, one_more, shorter, another_line, other_lines, edited] {
        fs::write(&out, &changed).unwrap();
        let output = run(&mut running.export(&["1..60", "-o", "out", "--resume"]), 1);
        assert!(stderr(&output).contains("it was modified, and --resume cannot continue it"), "{}", stderr(&output));
        assert_eq!(fs::read_to_string(&out).unwrap(), changed);
    }
    fs::write(&out, &good).unwrap();
    run(&mut running.export(&["1..60", "-o", "out", "--resume"]), 0);
    assert!(ids(&out).into_iter().eq(1..=60));
}

#[test]
fn a_state_that_was_changed_is_named() {
    let running = Running::with_calls(9);
    run(&mut running.export(&["1..9", "-o", "out"]), 0);
    let whole = fs::read_to_string(running.file("out.state")).unwrap();
    let damages = [
        "{\"miss",
        r#""a\nb""#,
        r#"{"missing":{"ids":[[0,18446744073709551615]]}}"#,
        r#"{"missing":{"ids":[[1,9007199254740992],[0,18446744073709551614]]}}"#,
        r#"{"written":{"ids":[[5,4]],"bytes":7,"end":8}}"#,
    ];
    let damaged = damages.map(|damage| format!("{whole}{damage}\n"));
    let damaged = damaged.iter().map(|state| (&**state, "out.state is damaged: "));
    for (state, said) in damaged.chain([
        ("", "out.state is damaged: it has no first line"),
        ("{\"version\":1,\"form\":\"ndjson\"}", "out.state is damaged: it has no first line"),
        ("nonsense\n", "out.state is damaged: "),
        (
            "{\"export\":{\"version\":1,\"form\":\"ndjson\"}}\n",
            "out.state is from another version of this program; start again with --force",
        ),
    ]) {
        fs::write(running.file("out.state"), state).unwrap();
        let output = run(&mut running.export(&["1..9", "-o", "out", "--resume"]), 1);
        assert_eq!(stderr(&output).lines().count(), 1);
        assert!(stderr(&output).contains(said), "{}", stderr(&output));
        assert_eq!(ids(&running.file("out")), [1, 2, 3, 4, 5, 6, 7, 8, 9]);
    }
}

#[test]
fn no_link_beside_the_output_is_followed() {
    for name in ["out.state", "out.failed"] {
        let folder = tempfile::tempdir().unwrap();
        let server = but(&["2"], "403 Forbidden");
        let mine = folder.path().join("mine");
        fs::write(&mine, "mine").unwrap();
        std::os::unix::fs::symlink("mine", folder.path().join(name)).unwrap();
        run(&mut export(&server, folder.path(), &["1..3"]), 1);
        run(&mut export(&server, folder.path(), &["1..3", "--force"]), 7);
        let planted = folder.path().join("out.failed");
        fs::remove_file(&planted).unwrap();
        std::os::unix::fs::symlink("mine", &planted).unwrap();
        run(&mut export(&server, folder.path(), &["1..4", "--resume"]), 7);
        assert_eq!(failed(&planted), [2]);
        assert_eq!(fs::read(&mine).unwrap(), b"mine");
    }
}

#[test]
fn two_exports_do_not_write_to_one_file() {
    let release = Arc::new(Barrier::new(2));
    let held = Arc::clone(&release);
    let server = Scripted::start(move |request, _| {
        if id_of(request) == "3" {
            held.wait();
        }
        call(id_of(request))
    });
    let folder = tempfile::tempdir().unwrap();
    let first = export(&server, folder.path(), &["1..3", "--unordered"]).spawn().unwrap();
    let out = folder.path().join("out");
    while !fs::read_to_string(&out).is_ok_and(|text| text.lines().count() == 2) {
        thread::sleep(Duration::from_millis(2));
    }
    std::os::unix::fs::symlink("out", folder.path().join("way")).unwrap();
    for arguments in [&["4", "--resume"][..], &["4", "--force"], &["4", "-o", "way", "--force"]] {
        let mut command = scripted(&server);
        let output = if arguments.contains(&"way") { &[][..] } else { &["-o", "out"] };
        command.arg("export").args(output).args(arguments).current_dir(&folder);
        let output = run(&mut command, 1);
        assert!(stderr(&output).contains(" is being written by another process"), "{}", stderr(&output));
    }
    release.wait();
    assert!(first.wait_with_output().unwrap().status.success());
    let mut found = ids(&out);
    found.sort_unstable();
    assert_eq!(found, [1, 2, 3]);
}
