//! The recipes in `examples/` do what they say, against the embedded server.
#![allow(clippy::unwrap_used, reason = "a test may stop where it fails")]

use futures_util::StreamExt as _;
use intellixent::Client;
use intellixent_demo::Server;

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
    assert_eq!(client.get_call().id(124u64).send().await.unwrap().id, 124);
}

#[tokio::test(flavor = "current_thread")]
async fn a_second_night_replaces_what_the_first_has_written() {
    let server = Server::start().await.unwrap();
    let client = client(server.base_url());
    let table = rusqlite::Connection::open_in_memory().unwrap();
    for _ in 0..2 {
        let night = nightly_sqlite::run(&client, &table, 123..=125).await.unwrap();
        assert_eq!(night, nightly_sqlite::Night { written: 2, missing: 1, postponed: 0 });
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
