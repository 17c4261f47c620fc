//! What the author of a test sees of the mocks.
#![allow(clippy::unwrap_used, reason = "a test may stop where it fails")]

use intellixent::{Error, types::CallStatus};
use intellixent_httpmock::{MockServer, MockServerExt as _, client, fixtures};

async fn fetch(server: &MockServer, id: u64) -> Result<intellixent::types::Call, Error> {
    client(server)?.get_call(id).await
}

#[tokio::test]
async fn a_changed_fixture_arrives_as_it_was_changed() {
    let server = MockServer::start_async().await;
    let mut call = fixtures::call();
    call.status = Some(CallStatus::Failed.into());
    let mock = server.get_call(|when, then| {
        when.id(call.id);
        then.ok(&call);
    });
    assert_eq!(fetch(&server, call.id).await.unwrap(), call);
    mock.assert();
}

#[tokio::test]
async fn an_expected_id_is_that_id_and_no_other() {
    let server = MockServer::start_async().await;
    let mock = server.get_call(|when, then| {
        when.id(12);
        then.ok(&fixtures::call());
    });
    for other in [1, 2, 112, 123] {
        assert!(fetch(&server, other).await.is_err(), "{other}");
    }
    assert_eq!(mock.calls(), 0);
    fetch(&server, 12).await.unwrap();
    mock.assert();
}

#[tokio::test]
async fn without_an_expected_id_every_call_is_answered() {
    let server = MockServer::start_async().await;
    server.get_call(|_, then| {
        then.ok(&fixtures::sibling_call());
    });
    assert_eq!(fetch(&server, 7).await.unwrap(), fixtures::sibling_call());
}

#[tokio::test]
async fn a_documented_error_is_the_error_that_the_client_gives() {
    let server = MockServer::start_async().await;
    server.get_call(|when, then| {
        when.id(1);
        then.not_found(&fixtures::not_found());
    });
    server.get_call(|when, then| {
        when.id(2);
        then.client_error(401, &fixtures::unauthenticated());
    });
    let not_found = fetch(&server, 1).await.unwrap_err();
    assert!(not_found.is_not_found());
    assert_eq!(not_found.message(), Some("Call not found"));
    assert!(fetch(&server, 2).await.unwrap_err().is_unauthorized());
}

#[tokio::test]
async fn an_error_that_could_be_retried_comes_back_at_once() {
    let server = MockServer::start_async().await;
    let mock = server.get_call(|_, then| {
        then.server_error(503, &fixtures::api_error());
    });
    assert!(fetch(&server, 1).await.unwrap_err().is_retryable());
    mock.assert_calls(1);
}

#[tokio::test]
async fn raw_bytes_arrive_as_they_are() {
    let server = MockServer::start_async().await;
    server.get_call(|when, then| {
        when.id(1);
        then.raw(200, fixtures::json::SIBLING_CALL);
    });
    server.get_call(|when, then| {
        when.id(2);
        then.raw(502, "<html>Bad Gateway</html>");
    });
    assert_eq!(fetch(&server, 1).await.unwrap(), fixtures::sibling_call());
    assert_eq!(fetch(&server, 2).await.unwrap_err().body(), Some(&b"<html>Bad Gateway</html>"[..]));
}

#[test]
#[should_panic(expected = "204 is not in the range that this answer is documented for; give a status from 500 to 599")]
fn a_status_outside_the_documented_range_stops_the_test_with_a_sentence() {
    MockServer::start().get_call(|_, then| {
        then.server_error(204, &fixtures::api_error());
    });
}

#[tokio::test]
async fn a_gateway_s_page_is_html_and_half_a_body_is_json() {
    let server = MockServer::start_async().await;
    server.get_call(|when, then| {
        when.id(1);
        then.raw(502, "<html>Bad gateway</html>");
    });
    server.get_call(|when, then| {
        when.id(2);
        then.raw(500, r#"{"mess"#);
    });
    for (id, kind) in [(1, "text/html; charset=utf-8"), (2, "application/json")] {
        let error = fetch(&server, id).await.unwrap_err();
        assert_eq!(error.headers().unwrap()["content-type"], kind);
        assert_eq!(error.message(), None);
    }
}
