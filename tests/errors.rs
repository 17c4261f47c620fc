//! What a caller sees of the answers that the document describes, and of any other status.
#![allow(clippy::unwrap_used, reason = "a test may stop where it fails")]

use std::fmt::Write;

use intellixent::{Client, Error, RetryPolicy};
use intellixent_tests::ByteServer;

/// Everything that an error says, a line each.
fn told(error: &Error) -> String {
    let mut told = format!("display: {error}\n");
    let _ = writeln!(told, "status: {:?}", error.status().map(|status| status.as_u16()));
    let _ = writeln!(told, "message: {:?}", error.message());
    let _ = writeln!(told, "body: {:?}", error.body().map(String::from_utf8_lossy));
    let _ = writeln!(told, "json path: {:?}", error.json_path());
    for (name, is) in [
        ("not found", error.is_not_found()),
        ("unauthorized", error.is_unauthorized()),
        ("rate limited", error.is_rate_limited()),
        ("timeout", error.is_timeout()),
        ("decode", error.is_decode()),
        ("config", error.is_config()),
        ("retryable", error.is_retryable()),
    ] {
        if is {
            let _ = writeln!(told, "is: {name}");
        }
    }
    told
}

async fn answered(status: &str, body: &str) -> Error {
    let server = ByteServer::json(status, body.as_bytes()).await;
    let client =
        Client::builder().api_key("key").base_url(server.base_url()).retry(RetryPolicy::none()).build().unwrap();
    client.get_call().id(1u64).send().await.unwrap_err().into()
}

#[tokio::test]
async fn the_call_does_not_exist() {
    let error = answered("404 Not Found", r#"{"message": "Call not found"}"#).await;
    insta::assert_snapshot!(told(&error));
}

#[tokio::test]
async fn the_key_is_wrong() {
    let error = answered("401 Unauthorized", r#"{"message": "Unauthenticated."}"#).await;
    insta::assert_snapshot!(told(&error));
}

#[tokio::test]
async fn the_server_answers_with_a_status_that_the_document_does_not_have() {
    let error = answered("302 Found", "").await;
    insta::assert_snapshot!(told(&error));
}

#[tokio::test]
async fn a_field_of_the_call_does_not_fit() {
    let body =
        r#"{"id": 1, "transcript": [{"text": "private", "type": "t", "sender": "bot", "timestamp": "private"}]}"#;
    let error = answered("200 OK", body).await;
    insta::assert_snapshot!(told(&error));
}

#[tokio::test]
async fn the_embedded_server_has_no_such_call() {
    let server = intellixent_demo::Server::start().await.unwrap();
    let client = Client::builder().api_key("key").base_url(server.base_url()).build().unwrap();
    let error = Error::from(client.get_call().id(9u64).send().await.unwrap_err());
    assert!(error.is_not_found());
    assert_eq!(error.message(), Some("Call not found"));
}

#[tokio::test]
async fn the_id_was_forgotten() {
    let client = Client::builder().api_key("key").build().unwrap();
    let error = Error::from(client.get_call().send().await.unwrap_err());
    assert!(error.is_config());
    insta::assert_snapshot!(error.to_string());
}
