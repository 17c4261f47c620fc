//! What a client sees of the embedded server: faults, fixtures, the key check, recordings.
#![allow(clippy::unwrap_used, reason = "a test may stop where it fails")]

use std::{fs, ops::RangeInclusive, time::Duration};

use intellixent_demo::{Faults, Server};
use reqwest::{Client, Response};
use serde_json::{Value, json};

async fn get(server: &Server, path: &str) -> reqwest::Result<Response> {
    Client::new().get(format!("{}{path}", server.base_url())).bearer_auth("key").send().await
}

/// The status of an answer, and its JSON.
async fn answered(server: &Server, path: &str) -> (u16, Value) {
    let response = get(server, path).await.unwrap();
    (response.status().as_u16(), serde_json::from_str(&response.text().await.unwrap()).unwrap())
}

#[tokio::test]
async fn a_call_is_documented_or_made_up_or_not_found() {
    let server = Server::builder().calls(10..=20).start().await.unwrap();
    let (status, body) = answered(&server, "/user/calls/123").await;
    assert_eq!((status, &body["assistant_name"]), (200, &json!("Sales Assistant")));
    let (status, body) = answered(&server, "/user/calls/15").await;
    assert_eq!((status, &body["id"], &body["status"]), (200, &json!(15), &json!("completed")));
    assert_eq!(answered(&server, "/user/calls/9").await, (404, json!({"message": "Call not found"})));
    let without_key = reqwest::get(format!("{}/user/calls/123", server.base_url())).await.unwrap();
    assert_eq!(
        (without_key.status().as_u16(), &*without_key.text().await.unwrap()),
        (401, r#"{"message":"Unauthenticated."}"#)
    );
}

/// A page of the list, and the ids on it.
async fn listed(query: &str, made_up: Option<RangeInclusive<u64>>) -> (Value, Vec<u64>) {
    let server = made_up.into_iter().fold(Server::builder(), |server, ids| server.calls(ids)).start().await.unwrap();
    let (_, page) = answered(&server, &format!("/user/calls?{query}")).await;
    let ids = page["data"].as_array().unwrap().iter().map(|call| call["id"].as_u64().unwrap()).collect();
    (page, ids)
}

#[tokio::test]
async fn the_newest_call_comes_first_and_a_page_says_where_it_stands() {
    let (page, ids) = listed("per_page=2&page=2", Some(1..=7)).await;
    assert_eq!(ids, [7, 6]);
    let numbers = ["current_page", "per_page", "total", "last_page", "from", "to"].map(|name| &page[name]);
    assert_eq!(numbers, [2, 2, 9, 5, 3, 4].map(Value::from).each_ref());
    assert_eq!(listed("per_page=2&page=5", Some(1..=7)).await.1, [1]);
    assert!(listed("per_page=4&page=2", Some(124..=126)).await.1.is_empty());
    assert_eq!(listed("per_page=4", Some(124..=126)).await.1, [126, 125, 124, 123]);
}

#[tokio::test]
async fn a_range_of_any_size_is_listed_at_once() {
    let (page, ids) = listed("per_page=2&page=3", Some(0..=u64::MAX)).await;
    assert_eq!((ids, &page["total"]), (vec![u64::MAX - 4, u64::MAX - 5], &json!(u64::MAX)));
    assert!(listed("page=18446744073709551615", Some(1..=7)).await.1.is_empty());
}

#[tokio::test]
async fn filters_leave_out_what_does_not_fit() {
    assert_eq!(listed("type=inbound", None).await.1, [124]);
    assert_eq!(listed("status=completed&date_from=2025-08-04&date_to=2025-08-04", None).await.1, [123]);
    assert_eq!(listed("phone_number=%2B1987654321", None).await.1, [123]);
    assert!(listed("date_from=2026-01-01", Some(1..=9)).await.1.is_empty());
    assert!(listed("campaign_id=1", None).await.1.is_empty());
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
