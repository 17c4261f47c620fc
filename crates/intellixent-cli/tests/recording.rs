//! Downloads: whole, interrupted, redirected, and with names that want to be elsewhere.
#![allow(clippy::unwrap_used, reason = "a test may stop where it fails")]

mod common;

use std::{fs, path::Path, process::Command};

use common::{Scripted, answer, intellixent, run, stderr};

trait Recording {
    fn recording(&self, arguments: &[&str], folder: &Path) -> Command;
}

impl Recording for Scripted {
    fn recording(&self, arguments: &[&str], folder: &Path) -> Command {
        let mut command = intellixent();
        command.env("INTELLIXENT_BASE_URL", format!("{}/api", self.origin)).env("INTELLIXENT_API_KEY", "secret");
        command.args(["recording", "7"]).args(arguments).current_dir(folder);
        command
    }
}

fn call(url: &str) -> Vec<u8> {
    answer("200 OK\r\nContent-Type: application/json", format!(r#"{{"id":7,"recording_url":"{url}"}}"#).as_bytes())
}

/// Every name in a folder, sorted.
fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

const SOUND: &[u8] = b"0123456789abcdefghij";

#[test]
fn the_key_goes_to_no_other_origin() {
    let elsewhere = Scripted::start(|_, _| answer("200 OK", SOUND));
    let other = elsewhere.origin.clone();
    let api = Scripted::start(move |request, origin| match request.split(' ').nth(1).unwrap() {
        "/api/user/calls/7" => call(&format!("{origin}/first.mp3")),
        _ => answer(&format!("302 Found\r\nLocation: {other}/second.mp3"), b""),
    });
    let folder = tempfile::tempdir().unwrap();
    run(&mut api.recording(&[], folder.path()), 0);
    assert_eq!(fs::read(folder.path().join("first.mp3")).unwrap(), SOUND);
    let has_key = |request: &String| request.to_lowercase().contains("authorization: bearer secret");
    assert!(api.requests().iter().all(has_key), "{:?}", api.requests());
    assert_eq!(elsewhere.requests().len(), 1);
    assert!(!elsewhere.requests()[0].contains("secret"), "{:?}", elsewhere.requests());
}

#[test]
fn a_foreign_host_never_gets_the_key() {
    let elsewhere = Scripted::start(|_, _| answer("200 OK", SOUND));
    let url = format!("{}/a.mp3", elsewhere.origin);
    let api = Scripted::start(move |_, _| call(&url));
    let folder = tempfile::tempdir().unwrap();
    run(&mut api.recording(&[], folder.path()), 0);
    assert_eq!(fs::read(folder.path().join("a.mp3")).unwrap(), SOUND);
    assert_eq!(elsewhere.requests().len(), 1);
    assert!(!elsewhere.requests()[0].contains("secret"), "{:?}", elsewhere.requests());
}

#[test]
fn a_proxy_is_not_asked_for_what_is_on_this_machine() {
    let api = Scripted::start(|request, origin| {
        if request.starts_with("GET /api") { call(&format!("{origin}/a.mp3")) } else { answer("200 OK", SOUND) }
    });
    let proxy = Scripted::start(|_, _| answer("200 OK", b"by way of the proxy"));
    let folder = tempfile::tempdir().unwrap();
    let mut command = api.recording(&[], folder.path());
    for name in ["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"] {
        command.env(name, &proxy.origin);
    }
    run(command.env_remove("no_proxy").env_remove("NO_PROXY"), 0);
    assert_eq!(fs::read(folder.path().join("a.mp3")).unwrap(), SOUND);
    assert_eq!(proxy.requests(), Vec::<String>::new());
}

#[test]
fn a_cut_download_goes_on_where_it_stopped() {
    let api = Scripted::start(|request, origin| {
        if request.starts_with("GET /api") {
            call(&format!("{origin}/a.mp3"))
        } else if request.to_lowercase().contains("range: bytes=8-") {
            assert!(request.to_lowercase().contains("if-range: \"v1\""), "{request}");
            answer("206 Partial Content\r\nETag: \"v1\"\r\nContent-Range: bytes 8-19/20", &SOUND[8..])
        } else {
            let mut cut = answer("200 OK\r\nETag: \"v1\"", SOUND);
            cut.truncate(cut.len() - 12);
            cut
        }
    });
    let folder = tempfile::tempdir().unwrap();
    run(&mut api.recording(&[], folder.path()), 0);
    assert_eq!(fs::read(folder.path().join("a.mp3")).unwrap(), SOUND);
    assert_eq!(names(folder.path()), ["a.mp3"]);
    assert_eq!(api.requests().len(), 3);
}

/// A folder where an earlier process left the first half.
fn with_half(version: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.mp3.part"), &SOUND[..8]).unwrap();
    fs::write(folder.path().join("a.mp3.part.version"), version).unwrap();
    folder
}

/// Has the recording as version 1: gives `rest` for a request of the second half, all of it otherwise.
fn halves(rest: &'static str, body: &'static [u8]) -> Scripted {
    Scripted::start(move |request, origin| {
        if request.starts_with("GET /api") {
            call(&format!("{origin}/a.mp3"))
        } else if request.to_lowercase().contains("range: bytes=8-") {
            answer(rest, body)
        } else {
            answer("200 OK\r\nETag: \"v1\"", SOUND)
        }
    })
}

#[test]
fn a_second_process_goes_on_where_the_first_stopped() {
    let api = halves("206 Partial Content\r\nETag: \"v1\"\r\nContent-Range: bytes 8-19/20", &SOUND[8..]);
    let folder = with_half("7\n\"v1\"");
    run(&mut api.recording(&[], folder.path()), 0);
    assert_eq!(fs::read(folder.path().join("a.mp3")).unwrap(), SOUND);
    assert_eq!(names(folder.path()), ["a.mp3"]);
    assert!(api.requests()[1].to_lowercase().contains("if-range: \"v1\""), "{:?}", api.requests());
    assert_eq!(api.requests().len(), 2);
}

#[test]
fn what_does_not_fit_the_first_half_is_not_joined_to_it() {
    for (rest, body) in [
        ("200 OK\r\nETag: \"v2\"", SOUND),
        ("416 Range Not Satisfiable\r\nContent-Range: bytes */5", &b""[..]),
        // These servers do not heed the condition.
        ("206 Partial Content\r\nETag: \"v2\"\r\nContent-Range: bytes 8-19/20", b"from another"),
        ("206 Partial Content\r\nContent-Range: bytes 8-19/20", b"from another"),
        ("206 Partial Content\r\nETag: \"v1\"\r\nContent-Range: bytes 9-19/20", &SOUND[9..]),
        ("206 Partial Content\r\nETag: \"v1\"\r\nContent-Range: bytes 8-19/15", &SOUND[8..]),
        ("206 Partial Content\r\nETag: \"v1\"", &SOUND[8..]),
    ] {
        let api = halves(rest, body);
        let folder = with_half("7\n\"v1\"");
        run(&mut api.recording(&[], folder.path()), 0);
        assert_eq!(fs::read(folder.path().join("a.mp3")).unwrap(), SOUND, "{rest}");
        assert_eq!(names(folder.path()), ["a.mp3"]);
        assert!(api.requests()[1].to_lowercase().contains("if-range: \"v1\""), "{rest}: {:?}", api.requests());
    }
}

#[test]
fn the_half_of_another_call_is_not_gone_on_with() {
    for version in ["8\n\"v1\"", "\"v1\"", "7\n", ""] {
        let api = halves("206 Partial Content\r\nETag: \"v1\"\r\nContent-Range: bytes 8-19/20", &SOUND[8..]);
        let folder = with_half(version);
        fs::write(folder.path().join("a.mp3.part"), "half of another, and longer than this one").unwrap();
        run(&mut api.recording(&[], folder.path()), 0);
        assert_eq!(fs::read(folder.path().join("a.mp3")).unwrap(), SOUND);
        assert!(!api.requests()[1].to_lowercase().contains("range"), "{:?}", api.requests());
    }
}

#[test]
fn a_short_part_is_not_taken_for_the_rest() {
    let api = Scripted::start(|request, origin| {
        let start = request.lines().find_map(|line| line.split_once("bytes=")?.1.trim_end_matches('-').parse().ok());
        match start {
            None if request.starts_with("GET /api") => call(&format!("{origin}/a.mp3")),
            None => answer("200 OK\r\nETag: \"v1\"", SOUND),
            Some(start) => {
                let end: usize = SOUND.len().min(start + 4);
                let range = format!("ETag: \"v1\"\r\nContent-Range: bytes {start}-{}/{}", end - 1, SOUND.len());
                answer(&format!("206 Partial Content\r\n{range}"), &SOUND[start..end])
            }
        }
    });
    let folder = with_half("7\n\"v1\"");
    run(&mut api.recording(&[], folder.path()), 0);
    assert_eq!(fs::read(folder.path().join("a.mp3")).unwrap(), SOUND);
    assert_eq!(api.requests().len(), 1 + 3);
}

#[test]
#[cfg(unix)]
fn no_link_leads_a_download_elsewhere() {
    let api = halves("206 Partial Content", b"");
    for name in ["a.mp3.part", "a.mp3.part.version"] {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("mine"), "mine").unwrap();
        std::os::unix::fs::symlink("mine", folder.path().join(name)).unwrap();
        let output = run(&mut api.recording(&[], folder.path()), 1);
        assert_eq!(String::from_utf8(output.stderr).unwrap(), format!("error: {name} is in the way; remove it\n"));
        assert_eq!(fs::read(folder.path().join("mine")).unwrap(), b"mine");
        fs::remove_file(folder.path().join(name)).unwrap();
        fs::hard_link(folder.path().join("mine"), folder.path().join(name)).unwrap();
        run(&mut api.recording(&[], folder.path()), 1);
        assert_eq!(fs::read(folder.path().join("mine")).unwrap(), b"mine");
    }
}

#[test]
fn no_url_writes_outside_the_folder() {
    for (path, name) in [
        ("..%2f..%2fevil.mp3", "2f.._2fevil.mp3"),
        ("%2e%2e%2fevil", "2fevil"),
        ("..%5cevil", "5cevil"),
        (".profile", "profile"),
        ("", "call-7"),
        ("..", "call-7"),
        ("..%2f..%2fpasswd", "passwd"),
        ("a%00b", "a_00b"),
        ("C:evil", "C_evil"),
        ("-rf", "rf"),
        ("%1b[2J", "1b_2J"),
        (&format!("{}.wav", "a".repeat(1000)), "aaa.wav"),
        ("123.mp3?signature=a/b", "123.mp3"),
    ] {
        let url = path.to_owned();
        let api = Scripted::start(move |request, origin| {
            if request.starts_with("GET /api") { call(&format!("{origin}/x/{url}")) } else { answer("200 OK", SOUND) }
        });
        let outside = tempfile::tempdir().unwrap();
        let inside = outside.path().join("a/b");
        fs::create_dir_all(&inside).unwrap();
        run(&mut api.recording(&["-o", "a/b"], outside.path()), 0);
        let found = names(&inside);
        assert_eq!(found.len(), 1, "{path}: {found:?}");
        assert!(found[0].ends_with(name) && found[0].len() <= 100, "{path}: {found:?}");
        assert_eq!((names(outside.path()), names(&outside.path().join("a"))), (vec!["a".into()], vec!["b".into()]));
    }
}

#[test]
fn a_file_is_overwritten_only_by_force() {
    let api = Scripted::start(|request, origin| {
        if request.starts_with("GET /api") { call(&format!("{origin}/a.mp3")) } else { answer("200 OK", SOUND) }
    });
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("mine"), "mine").unwrap();
    let output = run(&mut api.recording(&["-o", "mine"], folder.path()), 1);
    assert_eq!(
        String::from_utf8(output.stderr).unwrap(),
        "error: mine exists; overwrite it with --force, or choose another name with -o\n"
    );
    assert_eq!(fs::read(folder.path().join("mine")).unwrap(), b"mine");
    run(&mut api.recording(&["-o", "mine", "--force"], folder.path()), 0);
    assert_eq!(fs::read(folder.path().join("mine")).unwrap(), SOUND);
}

#[test]
fn a_page_is_not_saved_as_a_recording() {
    for kind in ["text/html; charset=utf-8", "application/json", "application/xhtml+xml", "Text/Plain"] {
        let api = Scripted::start(move |request, origin| {
            if request.starts_with("GET /api") {
                call(&format!("{origin}/a.mp3"))
            } else {
                answer(&format!("200 OK\r\nContent-Type: {kind}"), b"<html>log in</html>")
            }
        });
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a.mp3.part"), "half").unwrap();
        let output = run(&mut api.recording(&[], folder.path()), 6);
        let said = String::from_utf8(output.stderr).unwrap();
        let kind = kind.split(';').next().unwrap().to_lowercase();
        let expected = format!("error: the server that has the recording answered with {kind} instead; ");
        assert!(said.starts_with(&expected), "{said}");
        assert!(api.requests()[1].to_lowercase().contains("\naccept: audio/*, "), "{:?}", api.requests());
        assert_eq!(fs::read(folder.path().join("a.mp3.part")).unwrap(), b"half");
        assert_eq!(names(folder.path()), ["a.mp3.part"]);
    }
}

/// Has the call, and answers anything else in that way.
fn answering(rest: impl Fn(&str) -> Vec<u8> + Send + Sync + 'static) -> Scripted {
    Scripted::start(
        move |request, origin| {
            if request.starts_with("GET /api") { call(&format!("{origin}/a.mp3")) } else { rest(request) }
        },
    )
}

#[test]
fn what_is_no_recording_is_refused_in_words() {
    for (head, body, said) in [
        ("200 OK", &b"<html>log in</html>"[..], "answered with a page instead"),
        (
            "200 OK\r\nContent-Type: application/octet-stream",
            b"\xef\xbb\xbf {\"message\":\"no\"}",
            "answered with a page",
        ),
        ("200 OK\r\nContent-Type: audio/mpeg", b"", "answered with nothing instead"),
        ("200 OK\r\nContent-Encoding: gzip", b"\x1f\x8b\x08\x00", "the encoding gzip, which was not requested"),
    ] {
        let api = answering(move |_| answer(head, body));
        let folder = tempfile::tempdir().unwrap();
        let output = run(&mut api.recording(&[], folder.path()), 6);
        assert!(stderr(&output).contains(said), "{}", stderr(&output));
        assert_eq!(names(folder.path()), Vec::<String>::new());
    }
}

#[test]
fn a_piece_is_not_published_as_the_whole() {
    // One asks for nothing in part, and one never says how much there is.
    for range in ["bytes 0-3/20", "bytes 0-3/*"] {
        let api = answering(move |_| {
            answer(&format!("206 Partial Content\r\nETag: \"v1\"\r\nContent-Range: {range}"), &SOUND[..4])
        });
        let folder = tempfile::tempdir().unwrap();
        let output = run(&mut api.recording(&[], folder.path()), 5);
        assert!(stderr(&output).contains("the server sent a range that was not requested"), "{}", stderr(&output));
        assert_eq!(names(folder.path()), Vec::<String>::new());
    }
    let api = halves("206 Partial Content\r\nETag: \"v1\"\r\nContent-Range: bytes 8-11/*", &SOUND[8..12]);
    let folder = with_half("7\n\"v1\"");
    run(&mut api.recording(&[], folder.path()), 0);
    assert_eq!(fs::read(folder.path().join("a.mp3")).unwrap(), SOUND);
}

#[test]
fn a_redirect_need_not_be_encoded() {
    let api = Scripted::start(|request, origin| match request.split(' ').nth(1).unwrap() {
        "/api/user/calls/7" => call(&format!("{origin}/a.mp3")),
        "/a.mp3" => answer("302 Found\r\nLocation: /gr\u{fc}\u{df}e.mp3", b""),
        path => {
            assert_eq!(path, "/gr%C3%BC%C3%9Fe.mp3");
            answer("200 OK", SOUND)
        }
    });
    let folder = tempfile::tempdir().unwrap();
    run(&mut api.recording(&[], folder.path()), 0);
    assert_eq!(fs::read(folder.path().join("a.mp3")).unwrap(), SOUND);
}

#[test]
fn a_server_that_cannot_be_reached_is_named_with_the_cause() {
    let api = Scripted::start(|_, _| call("http://127.0.0.1:1/a.mp3"));
    let folder = tempfile::tempdir().unwrap();
    let output = run(&mut api.recording(&[], folder.path()), 5);
    let said = "error: no connection to 127.0.0.1, which has the recording: Connection refused (os error 111); ";
    assert!(stderr(&output).starts_with(said), "{}", stderr(&output));
    // It speaks no TLS.
    let api = Scripted::start(|_, origin| call(&origin.replace("http://", "https://")));
    let output = run(&mut api.recording(&[], folder.path()), 5);
    assert!(stderr(&output).starts_with("error: no connection to 127.0.0.1, which has the recording: "));
    assert_ne!(stderr(&output).split("recording: ").nth(1).unwrap(), "");
}

#[test]
fn the_recording_of_another_call_is_not_taken() {
    let api =
        Scripted::start(|_, origin| answer("200 OK", format!(r#"{{"id":9,"recording_url":"{origin}/a"}}"#).as_bytes()));
    let folder = tempfile::tempdir().unwrap();
    let output = run(&mut api.recording(&[], folder.path()), 6);
    assert_eq!(stderr(&output), "error: call 7: the server answered with call 9\n");
    assert_eq!(names(folder.path()), Vec::<String>::new());
}

#[test]
#[cfg(unix)]
fn two_downloads_do_not_write_to_one_file() {
    use std::{
        sync::{Arc, Barrier},
        thread,
        time::Duration,
    };

    let release = Arc::new(Barrier::new(2));
    let held = Arc::clone(&release);
    let api = answering(move |_| {
        held.wait();
        answer("200 OK", SOUND)
    });
    let folder = tempfile::tempdir().unwrap();
    let first = api.recording(&[], folder.path()).stderr(std::process::Stdio::piped()).spawn().unwrap();
    while api.requests().len() < 2 {
        thread::sleep(Duration::from_millis(2));
    }
    let output = run(&mut api.recording(&[], folder.path()), 1);
    assert_eq!(stderr(&output), "error: a.mp3.part is being written by another process; wait for it to end\n");
    release.wait();
    assert!(first.wait_with_output().unwrap().status.success());
    assert_eq!(fs::read(folder.path().join("a.mp3")).unwrap(), SOUND);
    assert_eq!(names(folder.path()), ["a.mp3"]);
}

#[test]
#[cfg(unix)]
fn a_dash_is_stdout_and_devices_and_pipes_are_written_to_as_they_are() {
    let api = answering(|_| answer("200 OK", SOUND));
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(run(&mut api.recording(&["-o", "-"], folder.path()), 0).stdout, SOUND);
    let before = fs::metadata("/dev/null").unwrap().file_type();
    run(&mut api.recording(&["-o", "/dev/null", "--force"], folder.path()), 0);
    assert_eq!(fs::metadata("/dev/null").unwrap().file_type(), before);
    let output = run(&mut api.recording(&["-o", "/dev/full"], folder.path()), 1);
    assert_eq!(stderr(&output), "error: /dev/full cannot be written: No space left on device (os error 28)\n");
    assert!(Command::new("mkfifo").arg(folder.path().join("pipe")).status().unwrap().success());
    let running = api.recording(&["-o", "pipe"], folder.path()).spawn().unwrap();
    assert_eq!(fs::read(folder.path().join("pipe")).unwrap(), SOUND);
    assert!(running.wait_with_output().unwrap().status.success());
    assert_eq!(names(folder.path()), ["pipe"]);
}

#[test]
fn a_stream_goes_on_where_it_was_cut_or_says_that_it_cannot() {
    for (tag, code) in [("\r\nETag: \"v1\"", 0), ("", 1)] {
        let api = answering(move |request| {
            if request.to_lowercase().contains("range: bytes=8-") {
                answer("206 Partial Content\r\nETag: \"v1\"\r\nContent-Range: bytes 8-19/20", &SOUND[8..])
            } else {
                let mut cut = answer(&format!("200 OK{tag}"), SOUND);
                cut.truncate(cut.len() - 12);
                cut
            }
        });
        let folder = tempfile::tempdir().unwrap();
        let output = run(&mut api.recording(&["-o", "-"], folder.path()), code);
        if code == 0 {
            assert_eq!(output.stdout, SOUND);
        } else {
            let said = "error: stdout has 8 bytes already, and the server cannot continue from there\n";
            assert_eq!((stderr(&output).as_str(), &*output.stdout), (said, &SOUND[..8]));
        }
    }
}

#[test]
fn a_recording_that_is_gone_says_so() {
    let api = Scripted::start(|request, origin| {
        if request.starts_with("GET /api") {
            call(&format!("{origin}/a.mp3"))
        } else {
            answer("404 Not Found", b"gone")
        }
    });
    let folder = tempfile::tempdir().unwrap();
    let output = run(&mut api.recording(&[], folder.path()), 4);
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(said, "error: the server that has the recording answered 404 Not Found\n");
    assert_eq!(names(folder.path()), Vec::<String>::new());
}
