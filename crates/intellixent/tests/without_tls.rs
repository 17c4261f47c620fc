//! What a build without TLS says when it is asked for https: `cargo test -p intellixent --no-default-features`.
#![cfg(not(any(feature = "rustls", feature = "native-tls")))]
#![allow(clippy::unwrap_used, reason = "a test may stop where it fails")]

use intellixent::Client;

#[tokio::test]
async fn https_names_the_features_and_is_not_tried_again() {
    // No server is needed: it fails before a connection is opened.
    let client = Client::builder().api_key("key").base_url("https://127.0.0.1:9/api").build().unwrap();
    let error = client.get_call(1).await.unwrap_err();
    assert!(error.is_config(), "{error:?}");
    assert!(!error.is_retryable());
    let said = error.to_string();
    assert!(said.contains("no TLS; enable the feature `rustls` or `native-tls` of `intellixent`"), "{said}");
}
