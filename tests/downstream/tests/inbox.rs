//! The inbox, on a fake: no server, no HTTP.
#![allow(clippy::unwrap_used, reason = "a test may stop where it fails")]

use std::{collections::HashMap, future::Future, pin::Pin, sync::Arc, time::Duration};

use intellixent::{
    Error,
    types::{Call, CallStatus, FinishedCall},
};
use intellixent_downstream::inbox::{Calls, Inbox, Received};
use intellixent_httpmock::{errors, fixtures};

struct Fake(HashMap<u64, Call>, fn() -> Error);

impl Calls for Fake {
    fn get(&self, id: u64) -> Pin<Box<dyn Future<Output = Result<Call, Error>> + Send + '_>> {
        let answer = self.0.get(&id).cloned().ok_or_else(self.1);
        Box::pin(async { answer })
    }

    fn delete(&self, _: u64) -> Pin<Box<dyn Future<Output = Result<(), Error>> + Send + '_>> {
        Box::pin(std::future::ready(Err(errors::forbidden())))
    }
}

fn inbox(error: fn() -> Error) -> Inbox {
    let call = Call::builder().id(5).status(CallStatus::Completed).build().unwrap();
    Inbox::new(Arc::new(Fake(HashMap::from([(5, call)]), error)))
}

fn body(id: u64, status: &str) -> Vec<u8> {
    serde_json::to_vec(&FinishedCall::builder().id(id).status(status).build().unwrap()).unwrap()
}

#[tokio::test]
async fn a_body_that_is_sent_twice_counts_once() {
    let mut inbox = inbox(errors::not_found);
    assert!(matches!(inbox.receive(&body(5, "completed")).await.unwrap(), Received::New(call) if call.id == 5));
    assert_eq!(inbox.receive(&body(5, "completed")).await.unwrap(), Received::Again);
}

#[tokio::test]
async fn the_documented_body_is_received() {
    let body = serde_json::to_vec(&fixtures::finished_call()).unwrap();
    assert_eq!(inbox(errors::not_found).receive(&body).await.unwrap(), Received::Gone);
}

#[tokio::test]
async fn a_call_that_nobody_answered_is_not_fetched() {
    assert_eq!(inbox(errors::timeout).receive(&body(6, "unanswered")).await.unwrap(), Received::Nothing);
    assert_eq!(inbox(errors::timeout).receive(&body(6, "no-answer")).await.unwrap(), Received::Nothing);
}

#[tokio::test]
async fn a_call_that_cannot_be_fetched_now_may_be_sent_again() {
    let mut inbox = inbox(|| errors::rate_limited(Duration::from_secs(7)));
    let error = inbox.receive(&body(6, "completed")).await.unwrap_err();
    assert!(error.is_rate_limited() && error.is_retryable());
    assert_eq!(error.retry_after(), Some(Duration::from_secs(7)));
    assert!(inbox.receive(&body(6, "completed")).await.is_err());
}

#[tokio::test]
async fn every_kind_of_error_can_be_faked() {
    assert!(errors::unauthorized().is_unauthorized());
    assert!(errors::server_error().is_server_error());
    assert!(errors::connect().is_connect());
    assert!(errors::decode().is_decode());
    assert!(inbox(errors::connect).receive(b"<html>").await.unwrap_err().is_decode());
}
