//! What every response decodes to. Each `fixtures/*.json` is picked up by itself, served as the raw bytes that it is,
//! fetched through the client, and locked: as Rust, as JSON again, and what did not fit.
#![allow(clippy::unwrap_used, reason = "a test may stop where it fails")]

use intellixent::types::Call;

#[cfg(not(feature = "serde-json-extras"))]
#[tokio::main(flavor = "current_thread")]
async fn fetch(body: &[u8]) -> Result<Call, intellixent::Error> {
    use intellixent::{Client, RetryPolicy};

    let server = intellixent_tests::ByteServer::json("200 OK", body).await;
    let client =
        Client::builder().api_key("key").base_url(server.base_url()).retry(RetryPolicy::none()).build().unwrap();
    Ok(client.get_call(1).await?)
}

// serde_json's extras write members in another order, and numbers with the digits that came.
#[cfg(not(feature = "serde-json-extras"))]
#[test]
fn every_recorded_response_decodes_to_what_it_did_before() {
    insta::glob!("fixtures/*.json", |path| {
        let body = std::fs::read(path).unwrap();
        let call = fetch(&body).unwrap();
        insta::assert_debug_snapshot!("rust", call);
        insta::assert_snapshot!("json", serde_json::to_string_pretty(&call).unwrap());
        let misfits: Vec<_> = call.misfits().iter().map(ToString::to_string).collect();
        if !misfits.is_empty() {
            insta::assert_snapshot!("misfits", misfits.join("\n"));
        }
    });
}

#[test]
fn what_is_decoded_and_written_decodes_to_the_same_again() {
    insta::glob!("fixtures/*.json", |path| {
        let call: Call = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
        let again: Call = serde_json::from_str(&serde_json::to_string(&call).unwrap()).unwrap();
        assert_eq!(again, call);
    });
}
