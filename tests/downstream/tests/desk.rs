//! What the desk does about calls, shown on mocks: no key, no network.
#![allow(clippy::unwrap_used, reason = "a test may stop where it fails")]

use std::time::Duration;

use intellixent::types::{Call, CallStatus};
use intellixent_downstream::{Decision, Desk, DeskError, Row, Store};
use intellixent_httpmock::{MockServer, MockServerExt as _, client, fixtures};

fn desk(server: &MockServer) -> Desk {
    Desk::new(client(server).unwrap(), Store::new(rusqlite::Connection::open_in_memory().unwrap()).unwrap())
}

async fn decided(call: &Call) -> Decision {
    let server = MockServer::start_async().await;
    server.get_call(|when, then| {
        when.id(call.id);
        then.ok(call);
    });
    desk(&server).receive(call.id).await.unwrap()
}

#[tokio::test]
async fn a_qualified_lead_is_followed_up_and_stored() {
    let server = MockServer::start_async().await;
    let mock = server.get_call(|when, then| {
        when.id(123);
        then.ok(&fixtures::call());
    });
    let mut desk = desk(&server);
    assert_eq!(desk.receive(123).await.unwrap(), Decision::FollowUp);
    mock.assert();
    let row = Row {
        id: 123,
        status: Some("completed".to_owned()),
        created_at: Some("2025-08-04 14:30:00".to_owned()),
        cost: Some("0.025".to_owned()),
        decision: Decision::FollowUp,
    };
    assert_eq!(desk.stored(123).unwrap(), Some(row));
}

#[tokio::test]
async fn a_call_with_described_fields_is_decided_alike() {
    let mut call = fixtures::sibling_call();
    assert_eq!(decided(&call).await, Decision::Done);
    call.status = Some(CallStatus::NoAnswer.into());
    assert_eq!(decided(&call).await, Decision::CallAgain);
    call.status = Some(CallStatus::Ringing.into());
    assert_eq!(decided(&call).await, Decision::Wait);
}

#[tokio::test]
async fn a_status_that_nobody_knows_yet_goes_to_a_person_and_is_kept_as_it_was() {
    let server = MockServer::start_async().await;
    server.get_call(|_, then| {
        then.raw(200, r#"{"id": 5, "status": "parked"}"#);
    });
    let mut desk = desk(&server);
    assert_eq!(desk.receive(5).await.unwrap(), Decision::Review);
    assert_eq!(desk.stored(5).unwrap().unwrap().status.as_deref(), Some("parked"));
}

#[tokio::test]
async fn a_call_that_is_not_there_goes_to_a_person() {
    let server = MockServer::start_async().await;
    server.get_call(|_, then| {
        then.not_found(&fixtures::not_found());
    });
    let mut desk = desk(&server);
    assert_eq!(desk.receive(u64::MAX).await.unwrap(), Decision::Review);
    assert_eq!(desk.stored(u64::MAX).unwrap(), Some(Row::of_nothing(u64::MAX)));
}

#[tokio::test]
async fn a_busy_server_stores_nothing_and_is_worth_another_try() {
    let server = MockServer::start_async().await;
    server.get_call(|_, then| {
        then.rate_limited(Duration::from_secs(1));
    });
    let mut desk = desk(&server);
    let error = desk.receive(123).await.unwrap_err();
    assert!(error.is_worth_another_try(), "{error:?}");
    assert_eq!(desk.stored(123).unwrap(), None);
}

#[tokio::test]
async fn a_wrong_key_is_not_worth_another_try() {
    let server = MockServer::start_async().await;
    server.get_call(|_, then| {
        then.unauthorized(&fixtures::unauthenticated());
    });
    let error = desk(&server).receive(123).await.unwrap_err();
    assert!(matches!(&error, DeskError::Call(error) if error.is_unauthorized()));
    assert!(!error.is_worth_another_try());
}

#[tokio::test]
async fn the_second_word_about_a_call_replaces_the_first() {
    let server = MockServer::start_async().await;
    let mut call = fixtures::call();
    call.status = Some(CallStatus::InProgress.into());
    let mut first = server.get_call(|_, then| {
        then.ok(&call);
    });
    let mut desk = desk(&server);
    assert_eq!(desk.receive(123).await.unwrap(), Decision::Wait);
    first.delete();
    server.get_call(|_, then| {
        then.ok(&fixtures::call());
    });
    assert_eq!(desk.receive(123).await.unwrap(), Decision::FollowUp);
    assert_eq!(desk.stored(123).unwrap().unwrap().decision, Decision::FollowUp);
}
