//! The recipes in `examples/` do what they say, against the embedded server.
#![allow(clippy::unwrap_used, reason = "a test may stop where it fails")]

use std::time::Duration;

use futures_util::StreamExt as _;
use intellixent::{Client, RetryPolicy};
use intellixent_demo::{Faults, Server};
use intellixent_httpmock::{MockServer, MockServerExt as _, fixtures};

/// The recipes whose functions are run below; the others run as programs only.
macro_rules! recipes {
    ($($name:ident = $path:literal;)*) => {
        $(
            #[path = $path]
            #[allow(dead_code, reason = "`main` is for those who run it as a program")]
            mod $name;
        )*
    };
}

recipes! {
    many_calls = "../examples/many_calls.rs";
    nightly_sqlite = "../examples/nightly_sqlite.rs";
    synchronous = "../examples/synchronous.rs";
    webhook = "../examples/webhook.rs";
}

#[cfg(any(feature = "rustls", feature = "native-tls"))]
recipes! {
    proxy_and_root = "../examples/proxy_and_root.rs";
}

fn client(base_url: impl Into<String>) -> Client {
    Client::builder().api_key("key").base_url(base_url).build().unwrap()
}

#[tokio::test(flavor = "current_thread")]
async fn many_calls_come_with_their_ids_and_one_that_is_missing_stops_no_other() {
    let server = Server::start().await.unwrap();
    let (client, rate) = (client(server.base_url()), many_calls::Rate::per_second(1000));
    let mut calls: Vec<_> = many_calls::fetch_all(&client, 120..130, 3, &rate).collect().await;
    calls.sort_by_key(|(id, _)| *id);
    let found: Vec<_> = calls.iter().filter(|(_, call)| call.is_ok()).map(|(id, _)| *id).collect();
    assert_eq!((calls.len(), found), (10, vec![123, 124]));
    assert!(calls.iter().all(|(id, call)| match call {
        Ok(call) => call.id == *id,
        Err(error) => error.is_not_found(),
    }));
}

#[tokio::test(flavor = "current_thread", start_paused = true)]
async fn many_calls_wait_together_when_the_server_asks_for_it_and_lose_none() {
    let faults = Faults { rate_limit_every: 3, retry_after_seconds: 1, ..Faults::default() };
    let server = Server::builder().calls(1..=12).faults(faults).start().await.unwrap();
    // Paused time runs ahead of the network: no limit may pass meanwhile.
    let client = Client::builder()
        .api_key("key")
        .base_url(server.base_url())
        .retry(RetryPolicy::none())
        .timeout(Duration::MAX)
        .connect_timeout(Duration::MAX)
        .total_timeout(Duration::MAX)
        .build()
        .unwrap();
    let rate = many_calls::Rate::per_second(1000);
    let mut found: Vec<_> =
        many_calls::fetch_all(&client, 1..=12, 3, &rate).map(|(_, call)| call.unwrap().id).collect().await;
    found.sort();
    assert_eq!(found, (1..=12).collect::<Vec<_>>());
    assert!(server.requests() > 12);
}

#[tokio::test(flavor = "current_thread", start_paused = true)]
async fn many_calls_outlast_a_server_that_is_not_there_for_a_while() {
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let client = Client::builder().api_key("key").base_url(format!("http://127.0.0.1:{port}"));
    let client = client.retry(RetryPolicy::none()).timeout(Duration::MAX).total_timeout(Duration::MAX);
    let client = client.connect_timeout(Duration::MAX).build().unwrap();
    let rate = many_calls::Rate::per_second(1000);
    let later = async {
        tokio::time::sleep(Duration::from_secs(30)).await;
        Server::builder().calls(1..=40).port(port).start().await.unwrap()
    };
    let calls = many_calls::fetch_all(&client, 1..=40, 8, &rate).map(|(_, call)| call.unwrap().id).collect::<Vec<_>>();
    let (server, found) = tokio::join!(later, calls);
    assert_eq!((found.len(), server.requests()), (40, 40));
}

#[test]
fn synchronous_code_gets_a_call() {
    let (base_url, _server) = synchronous::embedded_server().unwrap();
    let calls = synchronous::Calls::new(client(base_url)).unwrap();
    assert_eq!(calls.get(123).unwrap().id, 123);
    assert!(calls.get(9).unwrap_err().is_not_found());
}

#[cfg(any(feature = "rustls", feature = "native-tls"))]
#[tokio::test(flavor = "current_thread")]
async fn a_host_that_only_the_proxy_knows_is_reached_through_it() {
    let proxy = Server::start().await.unwrap();
    let pem = include_bytes!("../examples/company_root.pem");
    let client = proxy_and_root::through(&proxy.base_url(), pem)
        .unwrap()
        .api_key("key")
        .base_url("http://intellixent.test/api")
        .allow_insecure_http(true)
        .build()
        .unwrap();
    assert_eq!(client.get_call(124).send().await.unwrap().id, 124);
}

#[tokio::test(flavor = "current_thread")]
async fn a_second_night_replaces_what_the_first_has_written() {
    let server = Server::start().await.unwrap();
    let client = client(server.base_url());
    let table = rusqlite::Connection::open_in_memory().unwrap();
    for (since, written) in [("2025-08-04", 2), ("2025-08-04", 2), ("2025-08-05", 0)] {
        assert_eq!(nightly_sqlite::run(&client, &table, since.parse().unwrap()).await.unwrap(), written, "{since}");
    }
    let rows: Vec<(String, String, Option<String>)> = table
        .prepare("SELECT id, usd, utc FROM calls ORDER BY id")
        .unwrap()
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    assert_eq!(
        rows,
        [
            ("123".to_owned(), "0.025".to_owned(), None),
            ("124".to_owned(), "0.01200000".to_owned(), Some("2025-08-04T14:30:00Z".to_owned())),
        ]
    );
}

#[tokio::test(flavor = "current_thread")]
async fn an_odd_call_does_not_end_the_night_and_a_page_that_cannot_be_fetched_keeps_what_was_written() {
    let server = MockServer::start_async().await;
    server.list_calls(|when, then| {
        when.page(1);
        then.raw(
            200,
            r#"{"data": [{"id": 1, "duration": 18446744073709551615}, {"id": 2, "status": 7}], "current_page": 1, "last_page": 2}"#,
        );
    });
    server.list_calls(|when, then| {
        when.page(2);
        then.unauthorized(&fixtures::unauthenticated());
    });
    let table = rusqlite::Connection::open_in_memory().unwrap();
    let client = intellixent_httpmock::client(&server).unwrap();
    let error = nightly_sqlite::run(&client, &table, nightly_sqlite::a_week_ago().unwrap()).await.unwrap_err();
    assert_eq!(error.to_string(), "list_calls: page 2: the server answered 401 Unauthorized");
    let count: u64 = table.query_row("SELECT count(*) FROM calls", [], |row| row.get(0)).unwrap();
    assert_eq!(count, 2);
}

#[tokio::test(flavor = "current_thread")]
async fn the_webhook_is_answered_at_once_and_each_call_is_fetched_once_unless_that_failed() {
    let api = MockServer::start_async().await;
    let mut call = fixtures::call();
    call.id = 5;
    let fetched = api.get_call(|when, then| {
        when.id(5);
        then.ok(&call);
    });
    let busy_at_first = api.get_call(|when, then| {
        when.id(6);
        then.server_error(503, &fixtures::server_error()).then().ok(&fixtures::call());
    });
    let (sender, inbox) = tokio::sync::mpsc::channel(5);
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/calls", listener.local_addr().unwrap());
    let server = tokio::spawn(axum::serve(listener, webhook::router(sender)).into_future());

    let platform = intellixent::reqwest::Client::builder().no_proxy().build().unwrap();
    let mut bodies = [5, 5, 6, 6].map(|id| {
        let mut finished = fixtures::finished_call();
        finished.id = id;
        (serde_json::to_string(&finished).unwrap(), 200)
    });
    bodies[1].0 = r#"{"id": 5, "duration": "private", "lead": []}"#.to_owned();
    let refused = [("{}".to_owned(), 400), ("<html>".to_owned(), 400)];
    let (one_more, one_too_many) = ((r#"{"id": 5}"#.to_owned(), 200), (r#"{"id": 7}"#.to_owned(), 503));
    for (body, status) in bodies.into_iter().chain(refused).chain([one_more, one_too_many]) {
        assert_eq!(platform.post(&url).body(body).send().await.unwrap().status(), status);
    }
    server.abort();
    let _ = server.await;
    let mut handled = Vec::new();
    let client = intellixent_httpmock::client(&api).unwrap();
    webhook::work(&client, inbox, |call| handled.push(call.id)).await;
    assert_eq!(handled, [5, 123]);
    fetched.assert_calls(1);
    busy_at_first.assert_calls(2);
}
