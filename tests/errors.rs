//! The errors of undocumented statuses, invalid bodies and invalid arguments.
#![allow(clippy::unwrap_used, reason = "a test may stop where it fails")]

use intellixent::{Client, Error, RetryPolicy};
use intellixent_tests::{ByteServer, describe};

async fn answered(status: &str, body: &str) -> Error {
    let server = ByteServer::json(status, body.as_bytes()).await;
    let client =
        Client::builder().api_key("key").base_url(server.base_url()).retry(RetryPolicy::none()).build().unwrap();
    client.get_call(1).await.unwrap_err()
}

#[tokio::test]
async fn the_server_answers_with_a_status_that_the_document_does_not_have() {
    let error = answered("302 Found", "").await;
    insta::assert_snapshot!(describe(&error));
}

#[tokio::test]
async fn a_field_of_the_call_does_not_fit() {
    let body = r#"{"id": "private", "transcript": [{"text": "private", "type": "t", "sender": "bot", "timestamp": "private"}]}"#;
    let error = answered("200 OK", body).await;
    insta::assert_snapshot!(describe(&error));
}

#[tokio::test]
async fn the_embedded_server_has_no_such_call() {
    let server = intellixent_demo::Server::start().await.unwrap();
    let client = Client::builder().api_key("key").base_url(server.base_url()).build().unwrap();
    let error = client.get_call(9).await.unwrap_err();
    assert!(error.is_not_found());
    assert_eq!(error.message(), Some("Call not found"));
}

#[tokio::test]
async fn the_id_does_not_fit() {
    let client = Client::builder().api_key("key").build().unwrap();
    let error = client.get_call(-1).await.unwrap_err();
    assert!(error.is_config());
    insta::assert_snapshot!(error.to_string());
}

#[tokio::test]
async fn who_asks_for_the_body_as_it_came_gets_it_byte_for_byte_and_the_same_errors() {
    // No call at all, as far as the models go.
    let body = b"{ \"id\": \"7\",\n \"total_cost\": 1.0 }";
    let server = ByteServer::json("200 OK", body).await;
    let client = Client::builder().api_key("key").base_url(server.base_url()).build().unwrap();
    assert_eq!(client.get_call(1).send_raw().await.unwrap().into_inner(), &body[..]);
    let server = ByteServer::json("404 Not Found", br#"{"message": "Call not found"}"#).await;
    let client = Client::builder().api_key("key").base_url(server.base_url()).build().unwrap();
    let error = client.get_call(1).send_raw().await.unwrap_err();
    assert_eq!((error.is_not_found(), error.message()), (true, Some("Call not found")));
}
