//! What every recorded response decodes to. Each file in `fixtures/` is found by its place and served byte for byte; snapshots
//! have the Rust value, the JSON that it serializes to, and its misfits. `fixtures/*.json` are calls; each folder is named
//! after the schema of its bodies. The names of errors start with their status.
#![allow(clippy::unwrap_used, reason = "a test may stop where it fails")]

use std::{
    fmt::Debug,
    path::Path,
    sync::{Mutex, PoisonError},
};

use intellixent::{
    Client, Error, Misfit, RetryPolicy,
    types::{Call, CallPage, FinishedCall, NewCall},
};
use intellixent_tests::ByteServer;
use serde::{Serialize, de::DeserializeOwned};

/// Looks at each file, except with serde_json's extras, which serialize in another order and with other digits.
fn each(files: &str, look: impl FnMut(&Path)) {
    // `glob!` collects failures in one list for the whole process, and would blame another test for them.
    static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
    let _turn = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    if cfg!(not(feature = "serde-json-extras")) {
        insta::glob!(files, look);
    }
}

/// What a request comes to that is answered with the bytes of a file.
fn answered<T>(status: &str, path: &Path, request: impl AsyncFnOnce(Client) -> Result<T, Error>) -> Result<T, Error> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let server = ByteServer::json(status, &std::fs::read(path).unwrap()).await;
        let client = Client::builder().api_key("key").base_url(server.base_url()).retry(RetryPolicy::none());
        request(client.build().unwrap()).await
    })
}

fn lines(misfits: &[Misfit<'_>]) -> String {
    misfits.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

fn whole(value: &(impl Debug + Serialize), misfits: &[Misfit<'_>]) -> String {
    format!("{value:#?}\n\n{}\n\n{}", serde_json::to_string_pretty(value).unwrap(), lines(misfits))
}

#[test]
fn every_recorded_response_decodes_to_what_it_did_before() {
    each("fixtures/*.json", |path| {
        let call = answered("200 OK", path, async |client| client.get_call(1).await).unwrap();
        insta::assert_debug_snapshot!("rust", call);
        insta::assert_snapshot!("json", serde_json::to_string_pretty(&call).unwrap());
        if !call.misfits().is_empty() {
            insta::assert_snapshot!("misfits", lines(&call.misfits()));
        }
    });
}

#[test]
fn every_recorded_page_decodes_to_what_it_did_before() {
    each("fixtures/call_page/*.json", |path| {
        let page = answered("200 OK", path, async |client| client.list_calls().await).unwrap();
        insta::assert_snapshot!("call_page", whole(&page, &page.misfits()));
    });
}

#[test]
fn what_the_server_says_it_has_done_decodes_to_what_it_did_before() {
    each("fixtures/done/*.json", |path| {
        let call = NewCall::builder().assistant_id(7).phone_number("+15550100001");
        let done = answered("200 OK", path, async |client| client.make_call(call).await).unwrap();
        assert_eq!(answered("200 OK", path, async |client| client.delete_call(1).await).unwrap(), done);
        insta::assert_snapshot!("done", whole(&done, &done.misfits()));
    });
}

#[test]
fn every_recorded_body_of_the_webhook_decodes_to_what_it_did_before() {
    each("fixtures/finished_call/*.json", |path| {
        let finished = FinishedCall::from_slice(&std::fs::read(path).unwrap()).unwrap();
        insta::assert_snapshot!("finished_call", whole(&finished, &finished.misfits()));
    });
}

#[test]
fn every_recorded_error_says_what_it_did_before() {
    each("fixtures/api_error/*.json", |path| {
        let status = &path.file_name().unwrap().to_str().unwrap()[..3];
        let error = answered(status, path, async |client| client.get_call(1).await).unwrap_err();
        let parts = (error.message(), error.retry_after(), error.api_error());
        insta::assert_snapshot!("api_error", format!("{error}\n{parts:#?}"));
    });
}

fn same_again<T: Serialize + DeserializeOwned + PartialEq + Debug>(files: &str) {
    insta::glob!(files, |path| {
        let value: T = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
        let again: T = serde_json::from_str(&serde_json::to_string(&value).unwrap()).unwrap();
        assert_eq!(again, value);
    });
}

#[test]
fn what_is_decoded_and_written_decodes_to_the_same_again() {
    same_again::<Call>("fixtures/*.json");
    same_again::<CallPage>("fixtures/call_page/*.json");
    same_again::<FinishedCall>("fixtures/finished_call/*.json");
}
