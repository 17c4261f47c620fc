//! A new operation takes only an edit of the document: errors, retries and the API key work without any Rust.
//!
//! The workspace is copied, two operations are added to the copy's document, the client is generated from it, and a
//! program that uses them is built and run against a server that fails.
#![allow(clippy::unwrap_used, reason = "a test may stop where it fails")]

use std::{
    path::{Path, PathBuf},
    process::Command,
    sync::OnceLock,
};

use intellixent_tests::{
    ByteServer, answer,
    workspace_copy::{WorkspaceCopy, replaced},
};

const OPERATIONS: &str = "
  /user/leads:
    get:
      operationId: list_leads
      tags: [calls]
      summary: List calls
      description: The calls of the authenticated user, page by page.
      parameters:
        - name: page
          in: query
          description: Which page, from 1. Documented.
          schema:
            type: integer
            format: uint32
            minimum: 1
          example: 1
      responses:
        '200':
          description: One page of calls.
          content:
            application/json:
              schema:
                $ref: '#/components/schemas/LeadPage'
              examples:
                empty:
                  value: {data: []}
        4XX:
          $ref: '#/components/responses/ClientError'
        5XX:
          $ref: '#/components/responses/ServerError'
    post:
      operationId: start_lead
      tags: [calls]
      summary: Start a call
      description: Calls somebody.
      requestBody:
        required: true
        content:
          application/json:
            schema:
              $ref: '#/components/schemas/NewLead'
            example: {phone_number: '+15550100'}
      responses:
        '200':
          description: The call that was started.
          content:
            application/json:
              schema:
                $ref: '#/components/schemas/Call'
              examples:
                documented:
                  $ref: '#/components/examples/DocumentedCall'
        4XX:
          $ref: '#/components/responses/ClientError'
        5XX:
          $ref: '#/components/responses/ServerError'
  /user/calls/{id}/recording:
    delete:
      operationId: delete_recording
      tags: [calls]
      summary: Delete a recording
      description: Forgets what was said.
      parameters:
        - name: id
          in: path
          required: true
          description: Identifies the call. Documented.
          schema:
            type: integer
            format: uint64
            minimum: 0
          example: 123
      responses:
        '204':
          description: It is gone.
        4XX:
          $ref: '#/components/responses/ClientError'
        5XX:
          $ref: '#/components/responses/ServerError'

components:
";

const SCHEMAS: &str = "
  schemas:
    LeadPage:
      type: object
      description: One page of calls.
      required: [data]
      properties:
        data:
          type: array
          description: The calls. Documented.
          items:
            $ref: '#/components/schemas/Call'
      additionalProperties: {}
    NewLead:
      type: object
      description: A call to be made.
      required: [phone_number]
      properties:
        phone_number:
          type: string
          description: Whom to call. Documented.
      additionalProperties: {}
";

const PROGRAM: &str = r#"
use std::time::Duration;
use intellixent::{Client, Error, RetryPolicy, types::NewLead};
use intellixent_httpmock::{MockServer, MockServerExt as _, fixtures};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    if std::env::args().nth(1).unwrap() == "mocks" {
        return mocks().await;
    }
    let retry = RetryPolicy::default().min_delay(Duration::ZERO).max_delay(Duration::from_secs(5));
    let client = Client::builder().api_key("key").base_url(std::env::args().nth(1).unwrap()).retry(retry).build()?;
    let page = client.list_leads().page(1).await?;
    println!("{} call", page.data.len());
    for _ in 0..2 {
        show(client.list_leads().await.unwrap_err());
    }
    for _ in 0..2 {
        let call = NewLead::builder().phone_number("+15550100");
        show(client.start_lead(call).await.unwrap_err());
    }
    Ok(())
}

async fn mocks() -> Result<(), Error> {
    let server = MockServer::start_async().await;
    let wanted: NewLead = NewLead::builder().phone_number("+15550100").try_into().unwrap();
    let list = server.list_leads(|when, then| { when.page(2); then.ok(&fixtures::lead_page()); });
    let start = server.start_lead(|when, then| { when.body(&wanted); then.ok(&fixtures::call()); });
    let delete = server.delete_recording(|when, then| { when.id(7); then.no_content(); });
    let client = intellixent_httpmock::client(&server)?;
    println!("{} calls", client.list_leads().page(2).send().await?.data.len());
    println!("page 3: {}", client.list_leads().page(3).await.unwrap_err());
    println!("call {}", client.start_lead(wanted).send().await?.id);
    println!("gone: {}", client.delete_recording(7).send().await?.status());
    list.assert();
    start.assert();
    delete.assert();
    Ok(())
}

fn show(error: Error) {
    println!("{error}");
    println!("  {:?} {:?} {:?} {:?}", error.status(), error.message(), error.retry_after(), error.json_path());
}
"#;

/// The program beside a client and mocks that are generated from the changed document, built once for all tests.
fn program() -> &'static Path {
    static BUILT: OnceLock<PathBuf> = OnceLock::new();
    BUILT.get_or_init(|| {
        let copy = WorkspaceCopy::new("new_operation", "99.0.1", PROGRAM);
        let text = replaced(&copy.document(), "\ncomponents:\n", OPERATIONS);
        copy.write_document(&replaced(&text, "\n  schemas:\n", SCHEMAS));
        copy.codegen();
        copy.build()
    })
}

#[tokio::test]
async fn a_new_operation_fails_and_is_tried_again_like_every_other() {
    let program = program();
    let server = ByteServer::scripted(vec![
        vec![answer("503 Service Unavailable", "", b"<html>")],
        vec![answer("200 OK", "", br#"{"data": [{"id": 1}]}"#)],
        vec![answer("429 Too Many Requests", "Retry-After: 99\r\n", br#"{"message": "Too Many Attempts."}"#)],
        vec![answer("200 OK", "", br#"{"data": [{"id": "1"}]}"#)],
        vec![answer("503 Service Unavailable", "", b"<html>")],
        vec![answer("422 Unprocessable Entity", "", br#"{"message": "Invalid.", "errors": {}}"#)],
    ])
    .await;
    let base_url = server.base_url();
    let run = move || Command::new(program).arg(base_url).output();
    let output = tokio::task::spawn_blocking(run).await.unwrap().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    insta::assert_snapshot!(String::from_utf8_lossy(&output.stdout));

    let requests = server.requests();
    let lines: Vec<_> = requests.iter().map(|request| request.lines().next().unwrap()).collect();
    let page = "GET /user/leads?page=1 HTTP/1.1";
    let list = "GET /user/leads HTTP/1.1";
    let start = "POST /user/leads HTTP/1.1";
    assert_eq!(lines, [page, page, list, list, start, start]);
    for request in requests {
        assert!(request.contains("\r\nauthorization: Bearer key\r\n"), "{request}");
        assert!(request.contains("\r\naccept: application/json\r\n"), "{request}");
        assert!(!request.contains("api-version"), "{request}");
    }
}

#[test]
fn a_new_operation_has_mocks_that_know_its_query_its_body_and_an_empty_answer() {
    let output = Command::new(program()).arg("mocks").output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    insta::assert_snapshot!(String::from_utf8_lossy(&output.stdout));
}
