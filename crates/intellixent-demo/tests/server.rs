//! What a client sees of the embedded server: faults, fixtures, the key check, recordings.
#![allow(clippy::unwrap_used, reason = "a test may stop where it fails")]

use std::{fs, time::Duration};

use intellixent_demo::{Faults, Server};
use reqwest::{Client, Response};

async fn get(server: &Server, path: &str) -> reqwest::Result<Response> {
    Client::new().get(format!("{}{path}", server.base_url())).bearer_auth("key").send().await
}

#[tokio::test]
async fn a_file_is_served_as_it_is_under_its_id() {
    let folder = tempfile::tempdir().unwrap();
    let body = "{ \"id\": 7,\n  \"new_field\": 1.50 }\n";
    fs::write(folder.path().join("a.json"), body).unwrap();
    fs::write(folder.path().join("b.json"), r#"{"id": 7}"#).unwrap();
    fs::write(folder.path().join("notes.txt"), "no response").unwrap();
    let server = Server::builder().fixtures(folder.path()).start().await.unwrap();
    assert_eq!(server.fixtures(), (2, 1));
    assert_eq!(get(&server, "/user/calls/1").await.unwrap().text().await.unwrap(), r#"{"id": 1}"#);
    assert_eq!(get(&server, "/user/calls/7").await.unwrap().text().await.unwrap(), body);
    assert_eq!(get(&server, "/user/calls/123").await.unwrap().status(), 200);
    assert_eq!(server.requests(), 3);
}

#[tokio::test]
async fn every_recorded_response_is_served() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/fixtures");
    // The folders in it have bodies of other kinds.
    let files = fs::read_dir(folder).unwrap().filter(|entry| entry.as_ref().unwrap().path().is_file()).count();
    let server = Server::builder().fixtures(folder).start().await.unwrap();
    assert_eq!(server.fixtures().0, files);
}

#[tokio::test]
#[cfg(unix)]
async fn a_folder_may_have_pipes_and_names_and_text_of_any_kind() {
    use std::os::unix::ffi::OsStrExt;

    let folder = tempfile::tempdir().unwrap();
    let pipe = std::process::Command::new("mkfifo").arg(folder.path().join("pipe.json")).status();
    assert!(pipe.unwrap().success());
    fs::create_dir(folder.path().join("folder.json")).unwrap();
    let odd = folder.path().join(std::ffi::OsStr::from_bytes(b"\xff\n.JSON"));
    fs::write(odd, "\u{feff}{\"id\": 1}").unwrap();
    let utf16: Vec<u8> = "\u{feff}{\"id\": 2}".encode_utf16().flat_map(u16::to_le_bytes).collect();
    fs::write(folder.path().join("windows.json"), utf16).unwrap();
    let server = Server::builder().fixtures(folder.path()).start().await.unwrap();
    for (path, body) in [("/user/calls/1", "{\"id\": 1}"), ("/user/calls/2", "{\"id\": 2}")] {
        assert_eq!(get(&server, path).await.unwrap().text().await.unwrap(), body);
    }
    assert_eq!(server.fixtures(), (2, 0));
}

#[tokio::test(start_paused = true)]
async fn a_client_that_says_nothing_is_not_waited_for() {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};

    let server = Server::start().await.unwrap();
    let address = server.base_url().trim_start_matches("http://").trim_end_matches("/api").to_owned();
    for said in ["", "GET /api/user/calls/123 HTTP/1.1\r\n"] {
        let mut client = tokio::net::TcpStream::connect(&address).await.unwrap();
        client.write_all(said.as_bytes()).await.unwrap();
        let started = tokio::time::Instant::now();
        let mut answer = Vec::new();
        let _ = client.read_to_end(&mut answer).await;
        assert!(started.elapsed() < Duration::from_secs(60), "{said}");
    }
}

#[tokio::test]
async fn a_foreign_host_is_not_answered_for() {
    let server = Server::start().await.unwrap();
    let asked_as = async |host: &str| {
        let url = format!("{}/user/calls/123", server.base_url());
        let request = Client::new().get(url).bearer_auth("key").header("host", host);
        request.send().await.unwrap().status().as_u16()
    };
    for host in ["localhost:80", "LOCALHOST", "127.0.0.1", "127.9.9.9:1", "[::1]:80"] {
        assert_eq!(asked_as(host).await, 200, "{host}");
    }
    for host in ["example.test", "localhost.example.test", "127.0.0.1.example.test:80", "10.0.0.1"] {
        assert_eq!(asked_as(host).await, 421, "{host}");
    }
}

#[tokio::test]
async fn each_request_is_a_line() {
    let (lines, seen) = std::sync::mpsc::channel();
    let server = Server::builder().log(move |line| lines.send(line.to_owned()).unwrap()).start().await.unwrap();
    get(&server, "/user/calls/123").await.unwrap();
    get(&server, "/user/calls/9").await.unwrap();
    assert_eq!(
        [seen.recv().unwrap(), seen.recv().unwrap()],
        ["GET /api/user/calls/123 200", "GET /api/user/calls/9 404"]
    );
}

#[tokio::test]
async fn a_file_that_is_no_response_is_named() {
    let folder = tempfile::tempdir().unwrap();
    for (content, problem) in [("<html>", "it is not JSON"), ("[]", "it has no `id` to be found by")] {
        fs::write(folder.path().join("a.json"), content).unwrap();
        let error = Server::builder().fixtures(folder.path()).start().await.unwrap_err().to_string();
        assert!(error.ends_with(&format!("a.json cannot be served: {problem}")), "{error}");
    }
}

#[tokio::test]
async fn a_port_in_use_is_named() {
    let first = Server::start().await.unwrap();
    let port = first.base_url().rsplit(':').next().unwrap().trim_end_matches("/api").parse().unwrap();
    let error = Server::builder().port(port).start().await.unwrap_err().to_string();
    assert!(error.starts_with(&format!("port {port} cannot be opened: ")), "{error}");
}

#[tokio::test]
async fn only_the_right_key_opens() {
    let server = Server::builder().key("right").start().await.unwrap();
    assert_eq!(get(&server, "/user/calls/123").await.unwrap().status(), 401);
    let server = Server::builder().key("key").start().await.unwrap();
    assert_eq!(get(&server, "/user/calls/123").await.unwrap().status(), 200);
}

#[tokio::test]
async fn every_nth_request_is_limited() {
    let faults = Faults { rate_limit_every: 3, retry_after_seconds: 7, ..Faults::default() };
    let server = Server::builder().faults(faults).start().await.unwrap();
    let mut statuses = Vec::new();
    for _ in 0..6 {
        let response = get(&server, "/user/calls/123").await.unwrap();
        if response.status() == 429 {
            assert_eq!(response.headers()["retry-after"], "7");
        }
        statuses.push(response.status().as_u16());
    }
    assert_eq!(statuses, [200, 200, 429, 200, 200, 429]);
}

#[tokio::test]
async fn a_body_stops_half_way() {
    let faults = Faults { cut_share: 1.0, ..Faults::default() };
    let server = Server::builder().faults(faults).start().await.unwrap();
    let mut response = get(&server, "/user/calls/123").await.unwrap();
    assert_eq!(response.status(), 200);
    let promised = response.content_length().unwrap();
    let half = response.chunk().await.unwrap().unwrap();
    assert_eq!(half.len() as u64, promised / 2);
    assert!(response.chunk().await.is_err());
}

#[tokio::test]
async fn a_connection_is_reset() {
    let faults = Faults { reset_share: 1.0, ..Faults::default() };
    let server = Server::builder().faults(faults).start().await.unwrap();
    let error = get(&server, "/user/calls/123").await.unwrap_err();
    let mut source: Option<&dyn std::error::Error> = Some(&error);
    let mut reset = false;
    while let Some(error) = source {
        reset |=
            error.downcast_ref::<std::io::Error>().is_some_and(|e| e.kind() == std::io::ErrorKind::ConnectionReset);
        source = error.source();
    }
    assert!(reset, "{error:?}");
}

#[tokio::test]
async fn errors_and_latency_come_as_asked() {
    let faults = Faults { error_share: 1.0, latency: Duration::from_millis(20), ..Faults::default() };
    let server = Server::builder().faults(faults).start().await.unwrap();
    let asked = std::time::Instant::now();
    assert!(get(&server, "/user/calls/123").await.unwrap().status().is_server_error());
    assert!(asked.elapsed() >= Duration::from_millis(20));
}

#[tokio::test]
async fn a_dropped_server_leaves_no_connection_open() {
    let faults = Faults { latency: Duration::from_secs(600), ..Faults::default() };
    let server = Server::builder().faults(faults).start().await.unwrap();
    let url = format!("{}/user/calls/123", server.base_url());
    let waiting = tokio::spawn(Client::new().get(url).bearer_auth("key").send());
    while server.requests() == 0 {
        tokio::task::yield_now().await;
    }
    drop(server);
    let ended = tokio::time::timeout(Duration::from_secs(10), waiting).await;
    assert!(ended.expect("the connection stayed open").unwrap().is_err());
}

#[tokio::test]
async fn a_recording_is_served_whole_or_from_where_it_stopped() {
    let server = Server::builder().recordings(true).start().await.unwrap();
    let call = get(&server, "/user/calls/123").await.unwrap().text().await.unwrap();
    let url = call.split("\"recording_url\":\"").nth(1).unwrap().split('"').next().unwrap();
    let client = Client::new();
    let whole = client.get(url).send().await.unwrap();
    assert_eq!(whole.headers()["etag"], "\"silence\"");
    let whole = whole.bytes().await.unwrap();
    let rest = client.get(url).header("range", "bytes=1000-").send().await.unwrap();
    assert_eq!(rest.status(), 206);
    assert_eq!(rest.headers()["content-range"], format!("bytes 1000-{}/{}", whole.len() - 1, whole.len()).as_str());
    assert_eq!(rest.bytes().await.unwrap(), whole[1000..]);
    let changed = client.get(url).header("range", "bytes=1000-").header("if-range", "\"other\"").send().await.unwrap();
    assert_eq!(changed.status(), 200);
    let past = client.get(url).header("range", "bytes=999999999-").send().await.unwrap();
    assert_eq!(past.status(), 416);
}
