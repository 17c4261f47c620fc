//! What the author of a test sees of the mocks.
#![allow(clippy::unwrap_used, reason = "a test may stop where it fails")]

use std::time::Duration;

use intellixent::{
    Client, Error, RetryPolicy,
    types::{CallStatus, FinishedCall},
};
use intellixent_httpmock::{MockServer, MockServerExt as _, client, errors, fixtures};

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
        then.unauthorized(&fixtures::unauthenticated());
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
        then.server_error(503, &fixtures::server_error());
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
#[should_panic(expected = "204 is outside the documented range of this response; give a status from 500 to 599")]
fn a_status_outside_the_documented_range_stops_the_test_with_a_sentence() {
    MockServer::start().get_call(|_, then| {
        then.server_error(204, &fixtures::server_error());
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

#[tokio::test]
async fn a_request_that_no_mock_expects_gets_501_and_a_sentence_whenever_it_comes() {
    let server = MockServer::start_async().await;
    let client = client(&server).unwrap();
    assert_eq!(client.get_call(9).await.unwrap_err().status().unwrap(), 501);
    server.get_call(|when, then| {
        when.id(1);
        then.ok(&fixtures::call());
    });
    let other = server.mock(|when, then| {
        when.path("/elsewhere");
        then.status(204);
    });
    client.get_call(1).await.unwrap();
    let error = client.get_call(2).await.unwrap_err();
    assert!(!error.is_not_found() && !error.is_retryable(), "{error}");
    assert_eq!(error.message(), Some("no mock expects GET /user/calls/2"));
    let error = client.list_calls().page(2).await.unwrap_err();
    assert_eq!(error.message(), Some("no mock expects GET /user/calls?page=2"));
    assert_eq!(other.calls(), 0);
}

#[tokio::test]
async fn a_mock_that_is_deleted_expects_nothing() {
    let server = MockServer::start_async().await;
    let mut mock = server.get_call(|_, then| {
        then.ok(&fixtures::call());
    });
    fetch(&server, 1).await.unwrap();
    mock.delete();
    assert_eq!(fetch(&server, 1).await.unwrap_err().status().unwrap(), 501);
}

#[tokio::test]
async fn answers_come_one_after_the_other_and_the_last_one_stays() {
    let server = MockServer::start_async().await;
    let mock = server.get_call(|_, then| {
        then.server_error(503, &fixtures::server_error())
            .then()
            .rate_limited(Duration::from_millis(1500))
            .then()
            .raw(200, r#"{"id": 7}"#);
    });
    assert_eq!(fetch(&server, 1).await.unwrap_err().status().unwrap(), 503);
    let error = fetch(&server, 1).await.unwrap_err();
    assert_eq!((error.is_rate_limited(), error.retry_after()), (true, Some(Duration::from_millis(1500))));
    for _ in 0..3 {
        assert_eq!(fetch(&server, 1).await.unwrap().id, 7);
    }
    mock.assert_calls(5);
}

#[tokio::test]
async fn the_last_answer_before_then_is_the_one_that_counts() {
    let server = MockServer::start_async().await;
    server.get_call(|_, then| {
        then.ok(&fixtures::call()).not_found(&fixtures::not_found()).then();
    });
    for _ in 0..2 {
        assert!(fetch(&server, 1).await.unwrap_err().is_not_found());
    }
}

#[tokio::test]
async fn the_words_of_each_error_fixture_fit_its_status() {
    let server = MockServer::start_async().await;
    server.get_call(|_, then| {
        then.unauthorized(&fixtures::unauthenticated())
            .then()
            .client_error(403, &fixtures::forbidden())
            .then()
            .not_found(&fixtures::not_found())
            .then()
            .client_error(422, &fixtures::invalid())
            .then()
            .too_many_requests(&fixtures::too_many_attempts())
            .then()
            .server_error(500, &fixtures::server_error());
    });
    let made = [
        errors::unauthorized(),
        errors::forbidden(),
        errors::not_found(),
        errors::invalid(),
        errors::rate_limited(Duration::from_secs(60)),
        errors::server_error(),
    ];
    for made in made {
        let answered = fetch(&server, 1).await.unwrap_err();
        assert_eq!((made.status(), made.message()), (answered.status(), answered.message()));
        assert_eq!((made.retry_after(), made.api_error()), (answered.retry_after(), answered.api_error()));
        assert_eq!(format!("get_call: {made}"), answered.to_string());
        assert_eq!((made.is_retryable(), made.attempts()), (answered.is_retryable(), answered.attempts()));
    }
}

#[tokio::test]
async fn errors_without_an_answer_are_those_of_the_client() {
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let builder = || Client::builder().api_key("key").retry(RetryPolicy::none());
    let refused =
        builder().base_url(format!("http://127.0.0.1:{port}")).build().unwrap().get_call(1).await.unwrap_err();
    assert!(refused.is_connect() && errors::connect().is_connect() && !errors::connect().is_timeout());
    assert_eq!(refused.is_retryable(), errors::connect().is_retryable());

    let server = MockServer::start_async().await;
    server.get_call(|_, then| {
        then.ok(&fixtures::call()).into_inner().delay(Duration::from_secs(60));
    });
    let client = builder().base_url(server.base_url()).timeout(Duration::from_millis(500)).build().unwrap();
    let late = client.get_call(1).await.unwrap_err();
    assert!(late.to_string().ends_with(" waiting for a response"), "{late}");
    assert!(errors::timeout().to_string().ends_with(" waiting for a response"));
    assert!(errors::timeout().is_timeout() && !errors::timeout().is_connect());

    assert!(errors::decode().is_decode() && !errors::decode().is_retryable());
}

#[test]
#[should_panic(expected = "204 is not the status of an error; give one such as 404")]
fn an_error_is_made_of_no_success() {
    let _ = errors::status(204, "");
}

#[tokio::test]
async fn the_body_of_the_webhook_is_a_value_to_change_and_bytes_to_send() {
    let mut finished = fixtures::finished_call();
    assert_eq!(FinishedCall::from_slice(fixtures::json::DOCUMENTED_FINISHED_CALL.as_bytes()).unwrap(), finished);
    finished.id = 5;
    let again = FinishedCall::from_slice(&serde_json::to_vec(&finished).unwrap()).unwrap();
    assert_eq!(again, finished);
    assert_eq!(again.lead.unwrap().campaign.unwrap().retry_interval, Some(60));
    assert_eq!(fixtures::sibling_finished_call().lead, None);
}
