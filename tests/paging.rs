//! Paginated lists: every item once, one page ahead, and an end whatever the server does.
#![allow(clippy::unwrap_used, reason = "a test may stop where it fails")]

use std::time::Duration;

use intellixent::{
    Client, Error, RetryPolicy,
    jiff::civil::date,
    types::{CallStatus, NewCall},
};
use intellixent_tests::{ByteServer, Step, answer};

fn client(server: &ByteServer) -> Client {
    let retry = RetryPolicy::default().min_delay(Duration::ZERO).max_delay(Duration::ZERO);
    Client::builder().api_key("key").base_url(server.base_url()).retry(retry).build().unwrap()
}

fn page(number: u64, last: u64, ids: impl IntoIterator<Item = u64>) -> Vec<Step> {
    let calls: Vec<_> = ids.into_iter().map(|id| serde_json::json!({"id": id})).collect();
    let body =
        serde_json::json!({"data": calls, "current_page": number, "last_page": last, "total": 99, "per_page": 2});
    vec![answer("200 OK", "", body.to_string().as_bytes())]
}

fn queries(server: &ByteServer) -> Vec<String> {
    let query = |request: String| request.split(' ').nth(1).and_then(|path| path.split_once('?')).unwrap().1.to_owned();
    server.requests().into_iter().map(query).collect()
}

/// All ids, and the error at the end if there is one.
async fn ids(client: &Client) -> (Vec<u64>, Option<Error>) {
    let mut calls = client.list_calls().stream();
    let mut ids = Vec::new();
    loop {
        match calls.try_next().await {
            Ok(Some(call)) => ids.push(call.id),
            Ok(None) => return (ids, None),
            Err(error) => {
                assert!(calls.try_next().await.unwrap().is_none(), "nothing comes after an error");
                return (ids, Some(error));
            }
        }
    }
}

#[tokio::test]
async fn every_call_of_all_pages_comes_once_although_new_ones_move_them() {
    let server = ByteServer::scripted(vec![page(1, 3, [6, 5]), page(2, 3, [5, 4]), page(3, 3, [3])]).await;
    let (ids, error) = ids(&client(&server)).await;
    assert_eq!((ids, error.map(|error| error.to_string())), (vec![6, 5, 4, 3], None));
    assert_eq!(queries(&server), ["per_page=100&page=1", "per_page=100&page=2", "per_page=100&page=3"]);
}

#[tokio::test]
async fn filters_go_along_and_a_walk_can_start_at_a_page() {
    let server = ByteServer::scripted(vec![page(4, 4, [1])]).await;
    let request = client(&server).list_calls().status(CallStatus::NoAnswer).date_from(date(2025, 8, 4));
    let page = request.per_page(2).page(4).pages().try_next().await.unwrap().unwrap();
    assert_eq!((page.data.len(), page.last_page), (1, Some(4)));
    assert_eq!(queries(&server), ["status=no-answer&date_from=2025-08-04&per_page=2&page=4"]);
}

#[tokio::test]
async fn a_page_without_calls_is_the_end() {
    let server = ByteServer::scripted(vec![page(1, 9, [1]), page(2, 9, [])]).await;
    let (ids, error) = ids(&client(&server)).await;
    assert_eq!((ids, error.is_none()), (vec![1], true));
}

#[tokio::test]
async fn pages_that_do_not_advance_are_an_error_and_no_loop() {
    let server = ByteServer::scripted(vec![page(1, 3, [2]), page(1, 3, [2])]).await;
    let (ids, error) = ids(&client(&server)).await;
    let error = error.unwrap();
    assert!(error.is_decode());
    assert_eq!(ids, [2]);
    assert_eq!(error.to_string(), "list_calls: page 2: the server returned another page than requested");
}

#[tokio::test]
async fn a_list_without_end_is_an_error_and_no_loop() {
    let pages = (1..=200).map(|number| page(number, number + 1, [number])).collect();
    let server = ByteServer::scripted(pages).await;
    let (ids, error) = ids(&client(&server)).await;
    assert_eq!(ids.len(), 103);
    assert!(error.unwrap().to_string().starts_with("list_calls: page 104: the list does not end"));
}

#[tokio::test]
async fn an_error_says_at_which_page_it_came_and_a_page_is_retried_as_a_call_is() {
    let busy = || vec![answer("503 Service Unavailable", "", b"")];
    let gone = vec![answer("404 Not Found", "", br#"{"message": "Not found"}"#)];
    let server = ByteServer::scripted(vec![page(1, 3, [2]), busy(), page(2, 3, [1]), gone]).await;
    let (ids, error) = ids(&client(&server)).await;
    assert_eq!(
        (ids, error.unwrap().to_string()),
        (vec![2, 1], "list_calls: page 3: the server answered 404 Not Found".to_owned())
    );
}

#[tokio::test]
async fn a_page_with_something_that_cannot_be_a_call_names_the_page_and_the_place() {
    let odd =
        vec![answer("200 OK", "", br#"{"data": [{"id": 1}, {"status": "x"}], "current_page": 1, "last_page": 1}"#)];
    let server = ByteServer::scripted(vec![odd]).await;
    let (_, error) = ids(&client(&server)).await;
    let error = error.unwrap();
    assert_eq!(error.json_path(), Some("data[1].id"));
    assert_eq!(error.to_string(), "list_calls: page 1: data[1].id: expected an unsigned integer, found nothing");
}

#[tokio::test]
async fn the_next_page_is_fetched_while_this_one_is_worked_on_and_no_more() {
    let server = ByteServer::scripted(vec![page(1, 3, [3]), page(2, 3, [2]), page(3, 3, [1])]).await;
    let client = client(&server);
    let mut pages = client.list_calls().pages();
    pages.try_next().await.unwrap();
    while server.requests().len() < 2 {
        tokio::task::yield_now().await;
    }
    for _ in 0..100 {
        tokio::task::yield_now().await;
    }
    assert_eq!(server.requests().len(), 2);
}

#[tokio::test]
async fn a_page_with_an_odd_call_loses_nothing_and_says_where_it_is_odd() {
    let body = br#"{"data": [{"id": 1}, {"id": 2}, {"id": 3}, {"id": 4, "duration": "private"}], "current_page": 1}"#;
    let server = ByteServer::scripted(vec![vec![answer("200 OK", "", body)]]).await;
    let page = client(&server).list_calls().await.unwrap();
    let misfits: Vec<_> = page.misfits().iter().map(ToString::to_string).collect();
    assert_eq!(misfits, ["data[3].duration: expected an unsigned integer, found a string"]);
    assert_eq!(page.data[3].extra["duration"], "private");
}

/// How often each of the two is sent when the first answer is `first`, and what comes out.
async fn sent(first: Vec<Step>) -> [(usize, bool); 2] {
    let scripts = || vec![first.clone(), vec![answer("200 OK", "", br#"{"message": "done"}"#)]];
    let (made, deleted) = (ByteServer::scripted(scripts()).await, ByteServer::scripted(scripts()).await);
    let call = NewCall::builder().assistant_id(7).phone_number("+15550100001");
    let make = client(&made).make_call(call).await;
    let delete = client(&deleted).delete_call(1).await;
    [(made.requests().len(), make.is_ok()), (deleted.requests().len(), delete.is_ok())]
}

#[tokio::test]
async fn a_call_is_never_made_twice_and_may_be_deleted_twice() {
    let busy = vec![answer("503 Service Unavailable", "", b"")];
    let waiting = vec![answer("429 Too Many Requests", "Retry-After: 0\r\n", b"")];
    let cut = vec![Step::Send(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{".to_vec())];
    for (name, first) in [("busy", busy), ("waiting", waiting), ("reset", vec![Step::Reset]), ("cut", cut)] {
        assert_eq!(sent(first).await, [(1, false), (2, true)], "{name}");
    }
}
