//! Proxies from the environment: they get no request to loopback, and see the key only if the caller allows plain http.
//!
//! A process cannot change its environment while others read it: each case runs this program again with its own.
#![allow(clippy::unwrap_used, reason = "a test may stop where it fails")]

use std::process::Command;

use intellixent::{Client, RetryPolicy};
use intellixent_tests::{ByteServer, Refusing, answer};

const KEY: &str = "7f1c-never-shown-0ffee";
const BASE_URL: &str = "TEST_BASE_URL";

/// Makes one call, if the environment has a base URL.
#[tokio::test]
async fn child() {
    let Ok(base_url) = std::env::var(BASE_URL) else { return };
    let client = Client::builder().api_key(KEY).base_url(base_url).allow_insecure_http(true);
    let _ = client.retry(RetryPolicy::none()).build().unwrap().get_call(1).await;
}

/// The requests that the proxy has seen, when these variables name it and one call is made.
async fn seen(base_url: &str, variables: &[&str], no_proxy: Option<&str>) -> Vec<String> {
    let proxy = ByteServer::scripted(vec![vec![answer("200 OK", "", br#"{"id": 1}"#)]]).await;
    let mut child = Command::new(std::env::current_exe().unwrap());
    child.args(["--exact", "child"]).env(BASE_URL, base_url);
    for name in ["http_proxy", "https_proxy", "all_proxy", "no_proxy"] {
        child.env_remove(name).env_remove(name.to_uppercase());
    }
    child.envs(variables.iter().map(|name| (name, proxy.base_url())));
    child.envs(no_proxy.map(|hosts| ("NO_PROXY", hosts)));
    let run = tokio::task::spawn_blocking(move || child.output()).await.unwrap().unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stdout));
    proxy.requests()
}

const ALL: &[&str] = &["http_proxy", "https_proxy", "HTTPS_PROXY", "ALL_PROXY", "all_proxy"];

#[tokio::test]
async fn no_proxy_sees_what_is_for_this_machine() {
    let server = ByteServer::json("200 OK", br#"{"id": 1}"#).await;
    let nobody = Refusing::new();
    for host in ["localhost", "127.0.0.1", "127.1", "[::1]", "[::ffff:127.0.0.1]"] {
        for base_url in [server.base_url(), nobody.base_url().replace("http", "https")] {
            let base_url = base_url.replace("127.0.0.1", host);
            assert_eq!(seen(&base_url, ALL, None).await, [""; 0], "{base_url}");
        }
    }
    // The requests arrived here, for each of these names except that of IPv6.
    assert!(server.requests().len() >= 3, "{:?}", server.requests());
}

#[tokio::test]
async fn a_proxy_is_asked_for_a_tunnel_and_not_shown_the_key() {
    for variables in [&["https_proxy"], &["HTTPS_PROXY"], &["ALL_PROXY"], &["all_proxy"]] {
        let seen = seen("https://portal.example.test", variables, None).await;
        assert_eq!(seen.len(), 1, "{variables:?}");
        assert!(seen[0].starts_with("CONNECT portal.example.test:443 HTTP/1.1\r\n"), "{}", seen[0]);
        assert!(!seen[0].contains(KEY), "{}", seen[0]);
    }
    // Names that are no loopback only look like it.
    for host in ["a.localhost", "localhost.example.test", "127.0.0.1.example.test"] {
        assert_eq!(seen(&format!("https://{host}"), ALL, None).await.len(), 1, "{host}");
    }
}

#[tokio::test]
async fn plain_http_that_the_caller_has_allowed_goes_through_the_proxy() {
    let seen = seen("http://portal.example.test", &["http_proxy"], None).await;
    assert!(seen[0].starts_with("GET http://portal.example.test/user/calls/1 HTTP/1.1\r\n"), "{}", seen[0]);
}

#[tokio::test]
async fn a_host_without_a_proxy_has_none() {
    assert_eq!(seen("https://portal.example.test", ALL, Some("example.test")).await, [""; 0]);
    assert_eq!(seen("https://portal.example.test", ALL, Some("*")).await, [""; 0]);
    assert_eq!(seen("https://portal.example.test", &["http_proxy"], None).await, [""; 0]);
}
