//! No `Debug`, `Display` or log contains the API key, a phone number or a transcript.
//!
//! Every type but the data itself is printed in every way, every failure with all its causes, and everything that any
//! crate logs at trace level, through `tracing` or `log`, is kept and searched.
#![allow(clippy::unwrap_used, reason = "a test may stop where it fails")]

use std::{
    error::Error as StdError,
    fmt::{Debug, Display, Write as _},
    io,
    sync::{Mutex, Once},
    time::Duration,
};

use intellixent::{Client, ClientBuilder, RetryPolicy};
use intellixent_tests::{ByteServer, Refusing, Step, answer, head};
use tracing_subscriber::fmt::format::FmtSpan;

const KEY: &str = "7f1c-never-shown-0ffee";
const PHONE: &str = "5550107788";
const WORDS: &str = "quokka";
const CALL: &str = r#"{"id": 778899, "client_phone_number": "+15550107788", "transcript": "the quokka sings"}"#;

static LOGGED: Mutex<Vec<u8>> = Mutex::new(Vec::new());

struct Log;

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        LOGGED.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Keeps everything that is logged from here on, by whatever test.
fn listen() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        tracing_subscriber::fmt()
            .with_max_level(tracing_subscriber::filter::LevelFilter::TRACE)
            .with_span_events(FmtSpan::FULL)
            .with_ansi(false)
            .with_writer(|| Log)
            .init();
    });
}

fn logged() -> String {
    String::from_utf8_lossy(&LOGGED.lock().unwrap()).into_owned()
}

#[track_caller]
fn assert_clean(text: &str) {
    // The id names a call as much as a phone number names a person.
    for secret in [KEY, PHONE, WORDS, "778899"] {
        assert!(!text.contains(secret), "`{secret}` is in:\n{text}");
    }
}

fn printed(value: &(impl Debug + Display + ?Sized)) -> String {
    format!("{value}\n{value:#}\n{value:?}\n{value:#?}\n")
}

/// The error in every way, and all its causes.
fn walked(error: &(dyn StdError + 'static)) -> String {
    let mut text = printed(error);
    let mut cause = error.source();
    while let Some(error) = cause {
        let _ = write!(text, "{}", printed(error));
        cause = error.source();
    }
    text
}

fn builder(base_url: String) -> ClientBuilder {
    // The caller's wish to see the bytes on the wire would show the key.
    let http = intellixent::reqwest::Client::builder().connection_verbose(true);
    Client::builder()
        .api_key(KEY)
        .base_url(base_url)
        .http_client(http)
        .retry(RetryPolicy::default().max_retries(1).min_delay(Duration::ZERO).max_delay(Duration::from_secs(1)))
}

/// Everything that a failed call prints and logs, also in a panic.
async fn failure(client: &Client) -> String {
    let mut text = walked(&client.get_call(778_899u64).await.unwrap_err());
    let client = client.clone();
    let panic = tokio::spawn(async move { client.get_call(778_899u64).send().await.unwrap().id }).await;
    text += panic.unwrap_err().into_panic().downcast_ref::<String>().unwrap();
    text
}

/// Answers that hold what is not to be shown, wherever an answer can hold it.
fn leaks() -> Vec<Vec<Step>> {
    let json = "Content-Type: application/json\r\n";
    let echo = format!("X-Echo: Bearer {KEY}\r\nLocation: /{PHONE}?key={KEY}\r\nSet-Cookie: {WORDS}\r\n");
    let private =
        format!(r#"{{"message": "{KEY} {PHONE} {WORDS}", "errors": {{"{PHONE}": ["{WORDS}"]}}, "{KEY}": 1}}"#);
    let mut leaks = Vec::new();
    for status in ["302 Found", "401 Unauthorized", "404 Not Found", "422 Unprocessable", "429 Wait", "500 Oh", "520 "]
    {
        leaks.push(vec![answer(&format!("{status}{KEY}{PHONE}"), &echo, private.as_bytes())]);
        leaks.push(vec![answer(status, &format!("{echo}Retry-After: {KEY}\r\n"), WORDS.as_bytes())]);
    }
    leaks.push(vec![answer("202 Accepted", &format!("{json}{echo}"), &CALL.as_bytes()[..60])]);
    for body in [
        format!("<html>{KEY} {PHONE} {WORDS}</html>"),
        format!("{PHONE}{WORDS}"),
        format!(r#""{KEY}{PHONE}{WORDS}""#),
        format!(r#"{{"id": "{KEY}{PHONE}{WORDS}"}}"#),
        format!(r#"{{"id": "{WORDS}", "duration": "{PHONE}, expected {WORDS}"}}"#),
        format!(r#"{{"id": "{WORDS}", "transcript": [{{"text": {PHONE}, "type": "{KEY}"}}]}}"#),
        format!(r#"{{"id": "{WORDS}", "transcript": {{"{WORDS}": "{PHONE}"}}}}"#),
        format!(r#"{{"id": "{WORDS}", "variables": ["{PHONE}"]}}"#),
        format!(r#"{{"id": "{WORDS}", "variables": {{"{PHONE}": {{"{WORDS}": ["{KEY}"#),
        format!(r#"{{"id": "{WORDS}", "evaluation": [{{"name": "{WORDS}", "type": {PHONE}}}]}}"#),
        format!(r#"{{"id": "{WORDS}", "evaluation": {{"{WORDS}": {PHONE}, "{KEY}": x}}}}"#),
        format!(r#"{{"id": "{WORDS}", "{PHONE}": {{"{WORDS}": ["{KEY}"#),
        format!(r#"{{"id": "{WORDS}", "{PHONE}": "\q{WORDS}"}}"#),
        format!(r#"{{"id": "{WORDS}", "total_cost": "{PHONE}", "created_at": "{WORDS}"}}"#),
        format!(r#"{{"id": "{WORDS}", "created_at": "{WORDS}"}}"#),
        format!(r#"{{"id": 1, "id": "{PHONE}"}}"#),
        format!("{CALL}{KEY}"),
    ] {
        leaks.push(vec![answer("200 OK", json, body.as_bytes())]);
    }
    let part = CALL.as_bytes()[..60].to_vec();
    leaks.push(vec![Step::Send(head("200 OK", "Content-Length: 999\r\n")), Step::Send(part.clone())]);
    leaks.push(vec![Step::Send(head("200 OK", "Content-Length: 999\r\n")), Step::Send(part.clone()), Step::Reset]);
    leaks.push(vec![Step::Send(head("200 OK", "Transfer-Encoding: chunked\r\n")), Step::Send(CALL.into())]);
    leaks.push(vec![Step::Send(head("200 OK", "")), Step::Send(part)]);
    leaks.push(vec![Step::Send(format!("{KEY} {PHONE} {WORDS}\r\n\r\n").into_bytes())]);
    leaks.push(vec![Step::Send(format!("HTTP/1.1 200 OK\r\n{KEY} {PHONE}: {WORDS}\r\n\r\n").into_bytes())]);
    leaks.push(vec![Step::Reset]);
    leaks.push(vec![]);
    leaks
}

#[tokio::test]
async fn no_failure_shows_what_is_private() {
    listen();
    let leaks = leaks();
    for leak in leaks {
        let server = ByteServer::scripted(vec![leak.clone()]).await;
        let client = builder(server.base_url()).build().unwrap();
        assert_clean(&failure(&client).await);
        assert!(server.requests().iter().all(|request| request.contains(KEY)), "the server is who gets the key");
    }
    assert_clean(&failure(&builder(Refusing::new().base_url()).build().unwrap()).await);
    let server = ByteServer::scripted(vec![vec![Step::Hang]]).await;
    let limit = Duration::from_millis(50);
    assert_clean(&failure(&builder(server.base_url()).timeout(limit).build().unwrap()).await);
    assert_clean(&failure(&builder(server.base_url()).total_timeout(limit).build().unwrap()).await);
    let server = ByteServer::json("200 OK", CALL.as_bytes()).await;
    assert_clean(&failure(&builder(server.base_url()).max_response_bytes(9).build().unwrap()).await);
    let log = logged();
    // The log is there, and of more crates than this one: it would show the key if anybody logged it.
    for crate_name in [" intellixent: ", " reqwest::connect: ", " hyper_util::client::legacy"] {
        assert!(log.contains(crate_name), "{crate_name} is not in:\n{log}");
    }
    assert_clean(&log);
}

/// The server's words are for the caller, who shows them: all that it repeats of the key is taken out, however it is
/// written, and they are bounded.
#[tokio::test]
async fn the_servers_words_come_without_the_key_and_bounded() {
    listen();
    let escaped: String = KEY.bytes().map(|byte| format!("\\u{byte:04x}")).collect();
    let long = "so it goes ".repeat(4000);
    for body in [
        format!(r#"{{"message": "the key {KEY} is wrong; Bearer {KEY}"}}"#),
        format!(
            r#"{{"message": "the key {escaped} is wrong", "errors": {{"{KEY}": ["{KEY}"], "key": ["not {KEY}"]}}}}"#
        ),
        format!(r#"{{"error": "the key {KEY} is wrong", "got": [{{"{KEY}": ["{escaped}"]}}]}}"#),
        format!(r#"{{"message": "{} {KEY} {long}"}}"#, "x".repeat(490)),
    ] {
        let headers = format!("X-Echo: Bearer {KEY}\r\n");
        let server = ByteServer::scripted(vec![vec![answer("401 Unauthorized", &headers, body.as_bytes())]]).await;
        let error = builder(server.base_url()).build().unwrap().get_call(1).await.unwrap_err();
        let message = error.message().unwrap();
        assert!(message.contains("[API key]") || message.chars().count() == 500, "{message}");
        let api_error = error.api_error().unwrap();
        let shown = format!("{message}{api_error:?}{}{:?}", serde_json::to_string(api_error).unwrap(), error.headers());
        assert!(!shown.contains(KEY) && !shown.contains("shown-0"), "{shown}");
        // The body itself is not redacted.
        assert_eq!(error.body().unwrap(), body.as_bytes());
        assert_eq!(error.headers().unwrap()["x-echo"], format!("Bearer {KEY}"));
    }
    assert!(!logged().contains(KEY));
}

#[tokio::test]
async fn no_success_logs_what_is_private() {
    listen();
    let server = ByteServer::json("200 OK", CALL.as_bytes()).await;
    let client = builder(server.base_url()).build().unwrap();
    let call = client.get_call(778_899u64).send().await.unwrap();
    assert!(call.client_phone_number.as_ref().unwrap().contains(PHONE));
    assert!(logged().contains("get_call"));
    assert_clean(&logged());
}

#[test]
fn what_holds_the_key_does_not_print_it() {
    let builder = Client::builder().api_key(KEY).base_url(format!("https://{KEY}@example.test/?{KEY}"));
    assert_clean(&format!("{builder:?}{builder:#?}"));
    let client = Client::builder().api_key(KEY).build().unwrap();
    assert_clean(&format!("{client:?}{client:#?}"));
    assert_clean(&format!("{:?}{:#?}", client.get_call(7), client.get_call(1)));
}

#[test]
fn what_is_refused_is_not_repeated() {
    for key in [format!("{KEY}\n"), format!("{KEY}\0"), format!(" {KEY}"), format!("{KEY}é")] {
        assert_clean(&walked(&Client::builder().api_key(key).build().unwrap_err()));
    }
    for url in [
        KEY.to_owned(),
        format!("{KEY}:{PHONE}"),
        format!("https://{KEY}@example.test"),
        format!("https://a:{KEY}@example.test"),
        format!("https://example.test?{KEY}"),
        format!("https://example.test#{KEY}"),
        format!("http://{KEY}.test/{PHONE}"),
        format!("https://{KEY}:{KEY}"),
        format!("https://{KEY} {PHONE}"),
    ] {
        assert_clean(&walked(&Client::builder().api_key(KEY).base_url(url).build().unwrap_err()));
    }
    assert_clean(&walked(&Client::builder().api_key(KEY).user_agent(format!("{KEY}\n")).build().unwrap_err()));
}
