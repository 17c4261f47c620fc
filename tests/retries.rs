//! What is retried, how often, and after which delay, counted on the server.
//!
//! Time is paused and the client has no limits of its own, so that the delays between attempts are the only timers.
#![allow(clippy::unwrap_used, reason = "a test may stop where it fails")]

use std::time::Duration;

use intellixent::{Client, ClientBuilder, Error, RetryPolicy};
use intellixent_tests::{ByteServer, Refusing, Step, answer, describe, head};
use tokio::time::Instant;

const CALL: &[u8] = br#"{"id": 1}"#;

fn client(server: &ByteServer) -> ClientBuilder {
    Client::builder()
        .api_key("key")
        .base_url(server.base_url())
        .timeout(Duration::MAX)
        .connect_timeout(Duration::MAX)
        .total_timeout(Duration::MAX)
}

async fn call(client: &Client) -> Result<u64, Error> {
    Ok(client.get_call(1).send().await?.id)
}

fn status(code: u16) -> Vec<Step> {
    vec![answer(&code.to_string(), "", b"")]
}

fn fine() -> Vec<Step> {
    vec![answer("200 OK", "", CALL)]
}

/// How many requests a call with the default policy makes when every answer follows `script`.
async fn requests_for(script: Vec<Step>) -> usize {
    let server = ByteServer::scripted(vec![script]).await;
    let error = call(&client(&server).build().unwrap()).await.unwrap_err();
    assert_eq!(error.attempts() as usize, server.requests().len());
    server.requests().len()
}

/// The result, the requests and the time of one call that is answered by `scripts`, one after the other.
async fn run(policy: RetryPolicy, scripts: Vec<Vec<Step>>) -> (Result<u64, Error>, usize, Duration) {
    let server = ByteServer::scripted(scripts).await;
    let client = client(&server).retry(policy).build().unwrap();
    let start = Instant::now();
    let result = call(&client).await;
    (result, server.requests().len(), start.elapsed())
}

/// Timers have a resolution of a millisecond, and are rounded up to it.
fn about(waited: Duration, expected: Duration) -> bool {
    (expected..expected + Duration::from_millis(10)).contains(&waited)
}

/// Whether it is the requested delay plus the first backoff of the default policy, which is half a second to a second.
fn asked(waited: Duration, asked: Duration) -> bool {
    (asked + Duration::from_millis(500)..asked + Duration::from_millis(1010)).contains(&waited)
}

#[tokio::test(start_paused = true)]
async fn a_transient_failure_is_retried_three_times() {
    for code in [408, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524] {
        assert_eq!(requests_for(status(code)).await, 4, "{code}");
    }
    for script in [
        vec![],
        vec![Step::Reset],
        vec![Step::Send(b"not HTTP\r\n\r\n".to_vec())],
        vec![Step::Send(head("200 OK", "Content-Length: 9\r\n")), Step::Send(b"{\"id".to_vec())],
        vec![Step::Send(head("200 OK", "Content-Length: 9\r\n")), Step::Send(b"{\"id".to_vec()), Step::Reset],
        vec![Step::Send(head("200 OK", "Transfer-Encoding: chunked\r\n")), Step::Send(b"9\r\n{\"id".to_vec())],
        vec![Step::Send(head("200 OK", "")), Step::Send(b"{\"id".to_vec())],
    ] {
        assert_eq!(requests_for(script.clone()).await, 4, "{script:?}");
    }
    let nobody = Refusing::new();
    let client = Client::builder().api_key("key").base_url(nobody.base_url()).build().unwrap();
    assert_eq!(call(&client).await.unwrap_err().attempts(), 4);
}

#[tokio::test(start_paused = true)]
async fn a_permanent_failure_is_not_retried() {
    for code in [202, 204, 301, 302, 400, 401, 403, 404, 405, 409, 410, 422, 425, 451, 501, 505, 519, 525, 530] {
        assert_eq!(requests_for(status(code)).await, 1, "{code}");
    }
    for body in ["", "<html>", "[]", "{}", r#"{"id": "1"}"#] {
        assert_eq!(requests_for(vec![answer("200 OK", "", body.as_bytes())]).await, 1, "{body}");
    }
    assert_eq!(requests_for(vec![Step::Send(head("200 OK", "Content-Length: 16777217\r\n"))]).await, 1);
}

#[tokio::test(start_paused = true)]
async fn without_retries_there_is_exactly_one_request() {
    for script in [status(503), status(429), vec![Step::Reset], vec![]] {
        let (result, requests, waited) = run(RetryPolicy::none(), vec![script]).await;
        assert_eq!((result.unwrap_err().attempts(), requests, waited), (1, 1, Duration::ZERO));
    }
}

#[tokio::test(start_paused = true)]
async fn a_time_out_is_tried_again_and_the_next_attempt_has_the_whole_limit() {
    let server = ByteServer::scripted(vec![vec![Step::Hang], fine()]).await;
    let client = client(&server).timeout(Duration::from_secs(30)).build().unwrap();
    let start = Instant::now();
    assert_eq!(call(&client).await.unwrap(), 1);
    assert_eq!(server.requests().len(), 2);
    assert!(start.elapsed() >= Duration::from_secs(30));
}

#[tokio::test(start_paused = true)]
async fn a_body_cut_short_is_followed_by_a_whole_one() {
    let cut = vec![Step::Send(head("200 OK", "Content-Length: 9\r\n")), Step::Send(b"{\"id".to_vec())];
    let (result, requests, _) = run(RetryPolicy::default(), vec![cut, fine()]).await;
    assert_eq!((result.unwrap(), requests), (1, 2));
}

#[tokio::test(start_paused = true)]
async fn retry_after_in_seconds_is_waited_for() {
    let busy = vec![answer("429 Too Many Requests", "Retry-After: 7\r\n", b"")];
    let (result, requests, waited) = run(RetryPolicy::default(), vec![busy, fine()]).await;
    assert_eq!((result.unwrap(), requests), (1, 2));
    assert!(asked(waited, Duration::from_secs(7)), "{waited:?}");
}

#[tokio::test(start_paused = true)]
async fn retry_after_as_a_date_is_waited_for() {
    let headers = "Date: Mon, 04 Aug 2025 14:30:00 GMT\r\nRetry-After: Mon, 04 Aug 2025 14:30:11 GMT\r\n";
    let busy = vec![answer("503 Service Unavailable", headers, b"")];
    let (result, requests, waited) = run(RetryPolicy::default(), vec![busy, fine()]).await;
    assert_eq!((result.unwrap(), requests), (1, 2));
    assert!(asked(waited, Duration::from_secs(11)), "{waited:?}");
}

#[tokio::test(start_paused = true)]
async fn retry_after_in_a_form_that_http_had_once_is_waited_for() {
    for date in ["Monday, 04-Aug-25 14:30:11 GMT", "Mon Aug  4 14:30:11 2025", "Tue, 04 Aug 2025 14:30:11 GMT"] {
        let headers = format!("Date: Mon, 04 Aug 2025 14:30:00 GMT\r\nRetry-After: {date}\r\n");
        let busy = vec![answer("503 Service Unavailable", &headers, b"")];
        let (result, _, waited) = run(RetryPolicy::default(), vec![busy, fine()]).await;
        assert_eq!(result.unwrap(), 1);
        assert!(asked(waited, Duration::from_secs(11)), "{date}: {waited:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn retry_after_as_a_date_counts_from_now_if_the_server_has_no_date() {
    let hour = intellixent::jiff::Timestamp::now() + Duration::from_secs(3600);
    let date = hour.strftime("%a, %d %b %Y %H:%M:%S GMT");
    let busy = vec![answer("503", &format!("Retry-After: {date}\r\n"), b"")];
    let (result, ..) = run(RetryPolicy::default(), vec![busy]).await;
    let asked = result.unwrap_err().retry_after().unwrap().as_secs();
    // The clock runs while the request does, if not for long.
    assert!((3000..=3600).contains(&asked), "{asked}");
}

#[tokio::test(start_paused = true)]
async fn retry_after_with_a_fraction_is_waited_for_and_one_in_the_body_too() {
    for busy in [
        answer("429 Too Many Requests", "Retry-After: 15.5\r\n", b""),
        answer("429 Too Many Requests", "", br#"{"message": "Too Many Attempts.", "retry_after": 15.5}"#),
    ] {
        let (result, requests, waited) = run(RetryPolicy::default(), vec![vec![busy], fine()]).await;
        assert_eq!((result.unwrap(), requests), (1, 2));
        assert!(asked(waited, Duration::from_millis(15_500)), "{waited:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn retry_after_at_the_end_of_the_calendar_is_too_long_and_not_now() {
    let never = vec![answer("503", "Retry-After: Fri, 31 Dec 9999 23:59:59 GMT\r\n", b"")];
    let (result, requests, waited) = run(RetryPolicy::default(), vec![never]).await;
    let error = result.unwrap_err();
    assert_eq!((requests, waited), (1, Duration::ZERO));
    assert!(error.retry_after() > Some(Duration::from_secs(u64::from(u32::MAX))), "{error}");
    assert!(error.to_string().contains("the retry policy allows 20s"), "{error}");
}

#[tokio::test(start_paused = true)]
async fn clients_with_the_same_retry_after_do_not_return_together() {
    let mut all = Vec::new();
    for _ in 0..20 {
        let busy = vec![answer("429", "Retry-After: 3\r\n", b"")];
        all.push(run(RetryPolicy::default(), vec![busy, fine()]).await.2);
    }
    all.sort();
    all.dedup();
    assert!(all.len() > 10, "{all:?}");
}

#[tokio::test(start_paused = true)]
async fn retry_after_of_just_the_longest_pause_is_waited_for() {
    let busy = vec![answer("429", "Retry-After: 20\r\n", b"")];
    let (result, requests, waited) = run(RetryPolicy::default(), vec![busy, fine()]).await;
    assert_eq!((result.unwrap(), requests), (1, 2));
    assert!(about(waited, Duration::from_secs(20)), "{waited:?}");
}

#[tokio::test(start_paused = true)]
async fn retry_after_that_is_too_long_is_not_waited_for_and_the_error_says_so() {
    for headers in
        ["Retry-After: 21\r\n", "Date: Mon, 04 Aug 2025 14:30:00 GMT\r\nRetry-After: Mon, 04 Aug 2025 14:30:21 GMT\r\n"]
    {
        let busy = vec![answer("429 Too Many Requests", headers, b"")];
        let (result, requests, waited) = run(RetryPolicy::default(), vec![busy, fine()]).await;
        let error = result.unwrap_err();
        assert_eq!((requests, waited), (1, Duration::ZERO));
        assert_eq!(error.retry_after(), Some(Duration::from_secs(21)));
        insta::assert_snapshot!("too_long", error.to_string());
    }
    let after_one_more = vec![status(503), vec![answer("503", "Retry-After: 99999999999999999999999\r\n", b"")]];
    let (result, requests, _) = run(RetryPolicy::default(), after_one_more).await;
    assert_eq!(requests, 2);
    insta::assert_snapshot!("too_long_at_the_second_attempt", result.unwrap_err().to_string());
}

#[tokio::test(start_paused = true)]
async fn an_error_without_retries_does_not_mention_the_policy() {
    let busy = vec![answer("429 Too Many Requests", "Retry-After: 60\r\n", b"")];
    let (result, ..) = run(RetryPolicy::none(), vec![busy]).await;
    assert_eq!(result.unwrap_err().to_string(), "get_call: the server answered 429 Too Many Requests");
}

#[tokio::test(start_paused = true)]
async fn the_error_says_how_many_attempts_there_were() {
    let (result, ..) = run(RetryPolicy::default().max_retries(2), vec![status(503)]).await;
    insta::assert_snapshot!(describe(&result.unwrap_err()));
    let (result, ..) = run(RetryPolicy::default(), vec![status(503), status(404)]).await;
    assert_eq!(result.unwrap_err().to_string(), "get_call: the server answered 404 Not Found (2 attempts)");
    let (result, ..) = run(RetryPolicy::default(), vec![status(503), vec![answer("200 OK", "", b"{}")]]).await;
    assert_eq!(
        result.unwrap_err().to_string(),
        "get_call: id: expected an unsigned integer, found nothing (2 attempts)"
    );
}

#[tokio::test(start_paused = true)]
async fn pauses_triple_and_are_never_twice_the_same() {
    let policy =
        RetryPolicy::default().max_retries(6).min_delay(Duration::from_secs(1)).max_delay(Duration::from_secs(8));
    let mut all = Vec::new();
    for _ in 0..20 {
        let (_, requests, waited) = run(policy.clone(), vec![status(503)]).await;
        assert_eq!(requests, 7);
        // 1, 3, 8, 8, 8 and 8 seconds, each cut by up to a half.
        assert!((18_000..=36_100).contains(&waited.as_millis()), "{waited:?}");
        all.push(waited);
    }
    all.sort();
    all.dedup();
    assert!(all.len() > 10, "{all:?}");
}

#[tokio::test(start_paused = true)]
async fn pauses_may_be_nothing_or_endless() {
    let policy = RetryPolicy::default().min_delay(Duration::ZERO).max_delay(Duration::ZERO);
    let (result, requests, waited) = run(policy, vec![status(503), status(503), fine()]).await;
    assert_eq!((result.unwrap(), requests), (1, 3));
    assert!(about(waited, Duration::ZERO), "{waited:?}");
    // Doubled as often as this, a pause leaves what a `Duration` can hold.
    let policy = RetryPolicy::default().max_retries(90).max_delay(Duration::MAX);
    let server = ByteServer::scripted(vec![status(503)]).await;
    let client = client(&server).retry(policy).total_timeout(Duration::from_secs(1 << 20)).build().unwrap();
    assert!(call(&client).await.unwrap_err().attempts() > 10);
}

#[tokio::test(start_paused = true)]
async fn the_total_limit_passes_and_what_the_server_last_said_is_kept() {
    let server =
        ByteServer::scripted(vec![vec![answer("503", "Retry-After: 2\r\n", b"later")], vec![Step::Hang]]).await;
    let client = client(&server).total_timeout(Duration::from_secs(60)).build().unwrap();
    let start = Instant::now();
    let error = call(&client).await.unwrap_err();
    assert!(about(start.elapsed(), Duration::from_secs(60)));
    assert_eq!(server.requests().len(), 2);
    insta::assert_snapshot!(describe(&error));
}

#[tokio::test(start_paused = true)]
async fn a_client_with_defaults_waits_half_a_minute_for_an_answer_and_two_minutes_in_all() {
    let server = ByteServer::scripted(vec![vec![Step::Hang]]).await;
    let client = || Client::builder().api_key("key").base_url(server.base_url());
    let start = Instant::now();
    let error = call(&client().retry(RetryPolicy::none()).build().unwrap()).await.unwrap_err();
    assert!(about(start.elapsed(), Duration::from_secs(30)), "{:?}", start.elapsed());
    assert_eq!(error.to_string(), "get_call: timed out after 30s waiting for a response");
    let start = Instant::now();
    let error = call(&client().build().unwrap()).await.unwrap_err();
    assert!(about(start.elapsed(), Duration::from_secs(120)), "{:?}", start.elapsed());
    assert_eq!(error.to_string(), "get_call: total timeout of 120s exceeded (4 attempts)");
    assert!(error.is_timeout());
}

#[tokio::test(start_paused = true)]
async fn a_pause_that_outlasts_the_total_limit_is_not_made() {
    let server = ByteServer::scripted(vec![vec![answer("503", "Retry-After: 15\r\n", b"")]]).await;
    let client = client(&server).total_timeout(Duration::from_secs(40)).build().unwrap();
    let start = Instant::now();
    let error = call(&client).await.unwrap_err();
    assert!((32..=34).contains(&start.elapsed().as_secs()), "{:?}", start.elapsed());
    assert_eq!(
        error.to_string(),
        "get_call: the server answered 503 Service Unavailable; not retried: the total timeout leaves no time for it \
         (3 attempts)"
    );
    assert!(!error.is_timeout());
}

#[tokio::test(start_paused = true)]
async fn a_thousand_calls_into_a_dead_server_make_at_most_two_hundred_more_requests() {
    let server = ByteServer::scripted(vec![status(503)]).await;
    let client = client(&server).build().unwrap();
    let calls: Vec<_> = (0..1000)
        .map(|_| {
            let client = client.clone();
            tokio::spawn(async move { call(&client).await.unwrap_err().attempts() })
        })
        .collect();
    let mut attempts = 0;
    for call in calls {
        attempts += call.await.unwrap();
    }
    assert_eq!(attempts, 1200);
    assert_eq!(server.requests().len(), 1200);
}

#[tokio::test(start_paused = true)]
async fn a_retry_after_a_time_out_costs_the_budget_double() {
    let server = ByteServer::scripted(vec![vec![Step::Hang]]).await;
    let client = client(&server).timeout(Duration::from_secs(30)).build().unwrap();
    for _ in 0..200 {
        call(&client).await.unwrap_err();
    }
    assert_eq!(server.requests().len(), 300);
}

#[tokio::test(start_paused = true)]
async fn successes_fill_the_budget_again() {
    let mut scripts = vec![status(503); 267];
    scripts.extend(vec![fine(); 5]);
    scripts.push(status(503));
    let server = ByteServer::scripted(scripts).await;
    let client = client(&server).build().unwrap();
    // 66 calls take 198 of the 200 retries, the next one the last of them.
    for _ in 0..66 {
        assert_eq!(call(&client).await.unwrap_err().attempts(), 4);
    }
    assert_eq!(call(&client).await.unwrap_err().attempts(), 3);
    for _ in 0..5 {
        call(&client).await.unwrap();
    }
    assert_eq!(call(&client).await.unwrap_err().attempts(), 2);
    let error = call(&client).await.unwrap_err();
    assert_eq!(error.attempts(), 1);
    assert_eq!(
        error.to_string(),
        "get_call: the server answered 503 Service Unavailable; not retried: the retry budget of the client and its \
         clones is exhausted"
    );
}

#[tokio::test(start_paused = true)]
async fn a_retry_that_learns_that_there_is_no_such_call_costs_nothing() {
    let scripts = (0..300).flat_map(|_| [status(503), status(404)]).collect();
    let server = ByteServer::scripted(scripts).await;
    let client = client(&server).build().unwrap();
    for _ in 0..300 {
        assert!(call(&client).await.unwrap_err().is_not_found());
    }
    assert_eq!(server.requests().len(), 600);
}

#[tokio::test(start_paused = true)]
async fn a_retry_that_was_never_made_costs_nothing() {
    let scripts = [vec![status(503); 1000], vec![fine()]].concat();
    let server = ByteServer::scripted(scripts).await;
    let client = client(&server).build().unwrap();
    for _ in 0..999 {
        // Dropped while it waits before its first retry.
        let given_up = tokio::time::timeout(Duration::from_millis(200), call(&client)).await;
        assert!(given_up.is_err());
    }
    assert_eq!(call(&client).await.unwrap(), 1);
    assert_eq!(server.requests().len(), 1001);
}

#[tokio::test(start_paused = true)]
async fn a_retry_that_helps_costs_nothing() {
    let scripts = (0..300).flat_map(|_| [status(503), fine()]).collect();
    let server = ByteServer::scripted(scripts).await;
    let client = client(&server).build().unwrap();
    for _ in 0..300 {
        assert_eq!(call(&client).await.unwrap(), 1);
    }
    assert_eq!(server.requests().len(), 600);
}

#[tokio::test(start_paused = true)]
async fn every_attempt_has_the_same_head() {
    let server = ByteServer::scripted(vec![status(503)]).await;
    let client = client(&server).build().unwrap();
    call(&client).await.unwrap_err();
    let requests = server.requests();
    assert_eq!(requests.len(), 4);
    let host = server.base_url().replace("http://", "");
    for request in requests {
        let mut lines: Vec<_> = request.trim_end().split("\r\n").map(str::to_owned).collect();
        lines[1..].sort();
        assert_eq!(
            lines,
            [
                "GET /user/calls/1 HTTP/1.1",
                "accept: application/json",
                "authorization: Bearer key",
                &format!("host: {host}"),
                concat!("user-agent: intellixent/", env!("CARGO_PKG_VERSION")),
            ]
        );
    }
}
