//! Building a client: which settings are accepted, and the errors of invalid ones.
#![allow(clippy::unwrap_used, reason = "a test may stop where it fails")]

use std::{fmt::Write, process::Command};

use intellixent::{
    Client, ClientBuilder,
    reqwest::{self, Proxy},
};
use intellixent_tests::{ByteServer, answer};

const CALL: &[u8] = br#"{"id": 1}"#;

fn with_url(url: &str) -> ClientBuilder {
    Client::builder().api_key("key").base_url(url)
}

fn refusal(builder: ClientBuilder) -> String {
    let error = builder.build().unwrap_err();
    assert!(error.is_config() && !error.is_retryable());
    assert_eq!((error.status(), error.attempts()), (None, 0));
    error.to_string()
}

#[test]
fn what_is_refused_is_refused_with_a_sentence() {
    let mut sentences = String::new();
    let _ = writeln!(sentences, "no key: {}", refusal(Client::builder()));
    for key in ["", "key\n", "k\0ey", "k\u{7f}ey", "clé", "key ", "\u{feff}key"] {
        let _ = writeln!(sentences, "key {key:?}: {}", refusal(Client::builder().api_key(key)));
    }
    for url in [
        "",
        "portal.intellixent.ai/api",
        "/api",
        "//portal.intellixent.ai/api",
        "ftp://portal.intellixent.ai",
        "file:///api",
        "localhost:8080",
        "https://user@portal.intellixent.ai",
        "https://user:password@portal.intellixent.ai",
        "https://portal.intellixent.ai/api?page=1",
        "https://portal.intellixent.ai/api?",
        "https://portal.intellixent.ai/api#top",
        "https://",
        "https://portal.intellixent.ai:port",
        "http://portal.intellixent.ai/api",
        "http://192.168.0.1",
        "http://0.0.0.0",
        "http://[::]",
        "http://localhost.",
        "http://a.localhost:1",
        "http://localhost.example.test",
        "http://127.0.0.1.example.test",
    ] {
        let _ = writeln!(sentences, "base URL {url:?}: {}", refusal(with_url(url)));
    }
    let _ = writeln!(sentences, "user agent: {}", refusal(Client::builder().api_key("key").user_agent("a\nb")));
    insta::assert_snapshot!(sentences);
}

#[test]
fn what_is_sound_is_accepted() {
    for url in [
        "https://portal.intellixent.ai/api",
        "http://127.0.0.1:1",
        "http://127.1",
        "http://[::1]:1/",
        "http://[::ffff:127.0.0.1]",
        "http://localhost/a///",
        "http://LOCALHOST:1",
    ] {
        assert!(with_url(url).build().is_ok(), "{url}");
    }
    assert!(with_url("http://192.168.0.1").allow_insecure_http(true).build().is_ok());
    // Only what makes http unsafe is allowed by it.
    assert!(with_url("ftp://192.168.0.1").allow_insecure_http(true).build().is_err());
}

#[tokio::test]
async fn trailing_slashes_do_not_matter() {
    let server = ByteServer::json("200 OK", CALL).await;
    for end in ["", "/", "//"] {
        let client = with_url(&format!("{}/api{end}", server.base_url())).build().unwrap();
        client.get_call(1).send().await.unwrap();
    }
    assert!(server.requests().iter().all(|request| request.starts_with("GET /api/user/calls/1 HTTP/1.1\r\n")));
    assert_eq!(server.requests().len(), 3);
}

#[tokio::test]
async fn a_proxy_of_the_callers_own_is_used() {
    let proxy = ByteServer::json("200 OK", CALL).await;
    let http = reqwest::Client::builder().proxy(Proxy::http(proxy.base_url()).unwrap());
    let client = with_url("http://api.example.test").allow_insecure_http(true).http_client(http).build().unwrap();
    client.get_call(1).send().await.unwrap();
    assert!(proxy.requests()[0].starts_with("GET http://api.example.test/user/calls/1 HTTP/1.1\r\n"));
}

#[tokio::test]
async fn http_settings_of_the_callers_own_leave_the_rest_as_it_is() {
    let there = vec![answer("302 Found", "Location: /user/calls/2\r\n", b"")];
    let server = ByteServer::scripted(vec![there]).await;
    let http = reqwest::Client::builder()
        .user_agent("another")
        .redirect(reqwest::redirect::Policy::limited(5))
        .default_headers([(reqwest::header::AUTHORIZATION, "another".parse().unwrap())].into_iter().collect());
    let client = with_url(&server.base_url()).http_client(http).build().unwrap();
    let error = client.get_call(1).await.unwrap_err();
    assert_eq!(error.status().unwrap(), 302);
    let requests = server.requests();
    assert_eq!(requests.len(), 1);
    assert!(requests[0].contains("\r\nauthorization: Bearer key\r\n"), "{requests:?}");
    assert!(!requests[0].contains("another"), "{requests:?}");
}

/// Runs the test of this name in a process of its own, with these variables; there, it finds `CHILD` set.
fn in_a_process_with(test: &str, variables: &[(&str, &str)]) {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", test]).env_clear().env("CHILD", "1").envs(variables.iter().copied());
    let output = command.output().unwrap();
    let stdout = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && stdout.contains("1 passed"), "{stdout}");
}

#[test]
fn the_environment_has_the_key_and_the_base_url() {
    if std::env::var_os("CHILD").is_none() {
        let url = ("INTELLIXENT_BASE_URL", "https://example.test/api/");
        let name = "the_environment_has_the_key_and_the_base_url";
        return in_a_process_with(name, &[("INTELLIXENT_API_KEY", "key"), url]);
    }
    let client = Client::from_env().unwrap();
    assert_eq!(client.base_url().as_str(), "https://example.test/api/");
}

#[test]
fn the_key_stays_on_this_machine_whatever_proxy_the_environment_has() {
    if std::env::var_os("CHILD").is_none() {
        let name = "the_key_stays_on_this_machine_whatever_proxy_the_environment_has";
        // Nobody listens at port 9, so that a client that asks this proxy fails.
        return in_a_process_with(name, &[("HTTP_PROXY", "http://127.0.0.1:9"), ("http_proxy", "http://127.0.0.1:9")]);
    }
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let server = ByteServer::json("200 OK", CALL).await;
        for client in [
            with_url(&server.base_url()),
            with_url(&server.base_url()).http_client(reqwest::Client::builder().referer(false)),
        ] {
            assert_eq!(client.build().unwrap().get_call(1).send().await.unwrap().id, 1);
        }
        let own = ByteServer::json("200 OK", br#"{"id": 2}"#).await;
        let http = reqwest::Client::builder().proxy(Proxy::all(own.base_url()).unwrap());
        let client = with_url(&server.base_url()).http_client(http).build().unwrap();
        assert_eq!(client.get_call(1).send().await.unwrap().id, 2);
    });
}
