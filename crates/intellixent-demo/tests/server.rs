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
    assert_eq!(server.fixtures(), (1, 1));
    assert_eq!(get(&server, "/user/calls/7").await.unwrap().text().await.unwrap(), body);
    assert_eq!(get(&server, "/user/calls/123").await.unwrap().status(), 200);
    assert_eq!(server.requests(), 2);
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
