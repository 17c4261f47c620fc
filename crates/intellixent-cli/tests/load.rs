//! Twenty thousand calls from a server that fails in every way, killed twice on the way.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may stop where it fails")]

mod common;

use std::{
    fs,
    path::Path,
    process::{Child, Command, Stdio},
    thread,
    time::Duration,
};

use common::{asking, ids, run};
use intellixent_demo::{Faults, Server};

const CALLS: u64 = 20_000;

async fn faulty() -> Server {
    let faults = Faults {
        rate_limit_every: 20,
        retry_after_seconds: 0,
        error_share: 0.05,
        cut_share: 0.02,
        reset_share: 0.01,
        ..Faults::default()
    };
    Server::builder().calls(1..=CALLS).faults(faults).start().await.unwrap()
}

fn export(server: &Server, output: &Path, order: &[&str]) -> Command {
    let mut command = asking(server);
    command.args(["export", &format!("1..{CALLS}"), "--jobs", "16", "--retries", "12", "--retry-delay", "1", "-o"]);
    command.arg(output).args(order).stderr(Stdio::piped());
    command
}

/// Waits until the file is that long, while the export runs.
fn wait_for(output: &Path, bytes: u64, export: &mut Child) {
    while fs::metadata(output).map_or(0, |file| file.len()) < bytes {
        assert!(export.try_wait().unwrap().is_none(), "the export ended before it was killed");
        thread::sleep(Duration::from_millis(5));
    }
}

/// Kills an export twice, lets the third one finish, and gives the ids that it wrote.
async fn killed_twice(order: &'static [&'static str]) -> Vec<u64> {
    let server = faulty().await;
    let folder = tempfile::tempdir().unwrap();
    let output = folder.path().join("calls.ndjson");
    tokio::task::spawn_blocking(move || {
        let line = 700;
        for (start, kill_at) in [(None, 5000 * line), (Some("--resume"), 12_000 * line)] {
            let mut export = export(&server, &output, order).args(start).spawn().unwrap();
            wait_for(&output, kill_at, &mut export);
            // SIGKILL: nothing can be tidied up.
            export.kill().unwrap();
            export.wait().unwrap();
        }
        let before = server.requests();
        let there = fs::read_to_string(&output).unwrap().lines().count() as u64;
        run(export(&server, &output, order).arg("--resume"), 0);
        // Only what was missing was fetched: the faults add about 13 in 100 requests, and at most one line was torn.
        let made = server.requests() - before;
        let missing = CALLS - there;
        assert!(made < (missing + 1) * 5 / 4, "{made} requests for {missing} calls");
        assert!(
            made > missing * 11 / 10,
            "nothing failed in {made} requests for {missing} calls: the test shows nothing"
        );
        // Once more, there is nothing to do.
        let before = server.requests();
        run(export(&server, &output, order).arg("--resume"), 0);
        assert_eq!(server.requests(), before);
        ids(&output)
    })
    .await
    .unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_export_that_was_killed_twice_has_every_call_once_and_in_order() {
    let ids = killed_twice(&[]).await;
    assert!(ids.iter().copied().eq(1..=CALLS), "{} lines", ids.len());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_unordered_export_that_was_killed_twice_has_every_call_once() {
    let mut ids = killed_twice(&["--unordered"]).await;
    assert!(!ids.is_sorted(), "nothing came out of order: the test shows nothing");
    ids.sort_unstable();
    assert!(ids.iter().copied().eq(1..=CALLS), "{} lines", ids.len());
}
