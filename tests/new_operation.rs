//! A new operation is an edit of the document: its failures, its retries and its key need no line of Rust.
//!
//! The workspace is copied, two operations are added to the copy's document, the client is generated from it, and a
//! program that uses them is built and run against a server that fails.
#![allow(clippy::unwrap_used, reason = "a test may stop where it fails")]

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use intellixent_tests::{ByteServer, answer};

const OPERATIONS: &str = "
  /user/calls:
    get:
      operationId: list_calls
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
                $ref: '#/components/schemas/CallPage'
              examples:
                empty:
                  value: {data: []}
        4XX:
          $ref: '#/components/responses/ClientError'
        5XX:
          $ref: '#/components/responses/ServerError'
    post:
      operationId: start_call
      tags: [calls]
      summary: Start a call
      description: Calls somebody.
      requestBody:
        required: true
        content:
          application/json:
            schema:
              $ref: '#/components/schemas/NewCall'
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

components:
";

const SCHEMAS: &str = "
  schemas:
    CallPage:
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
    NewCall:
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
use intellixent::{Client, Error, RetryPolicy, types::NewCall};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let retry = RetryPolicy::default().min_delay(Duration::ZERO).max_delay(Duration::from_secs(5));
    let client = Client::builder().api_key("key").base_url(std::env::args().nth(1).unwrap()).retry(retry).build()?;
    let page = client.list_calls().page(1u32).send().await?.into_inner();
    println!("{} call", page.data.len());
    for _ in 0..2 {
        show(client.list_calls().send().await.unwrap_err().into());
    }
    for _ in 0..2 {
        let call = NewCall::builder().phone_number("+15550100");
        show(client.start_call().body(call).send().await.unwrap_err().into());
    }
    Ok(())
}

fn show(error: Error) {
    println!("{error}");
    println!("  {:?} {:?} {:?} {:?}", error.status(), error.message(), error.retry_after(), error.json_path());
}
"#;

const MANIFEST: &str = r#"
[package]
name = "program"
version = "0.0.0"
edition = "2024"

[dependencies]
intellixent = { workspace = true, features = ["rustls"] }
tokio = { workspace = true, features = ["macros", "rt"] }
"#;

/// A copy of what a change of the document touches, with the operations added and a program that uses them.
fn changed_copy() -> PathBuf {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned();
    // Always the same place, so that cargo does not keep what it builds for each run.
    let copy = Path::new(env!("CARGO_TARGET_TMPDIR")).join("new_operation");
    let _ = fs::remove_dir_all(&copy);
    fs::create_dir_all(&copy).unwrap();
    for entry in ["Cargo.lock", "README.md", "crates", "openapi"] {
        copy_all(&root.join(entry), &copy.join(entry));
    }
    let manifest = fs::read_to_string(root.join("Cargo.toml")).unwrap();
    fs::write(copy.join("Cargo.toml"), replaced(&manifest, r#""tests", "tests/downstream", "xtask""#, r#""program""#))
        .unwrap();
    let document = copy.join("openapi/intellixent.yaml");
    let text = replaced(&fs::read_to_string(&document).unwrap(), "\ncomponents:\n", OPERATIONS);
    fs::write(&document, replaced(&text, "\n  schemas:\n", SCHEMAS)).unwrap();
    fs::create_dir_all(copy.join("program/src")).unwrap();
    fs::write(copy.join("program/Cargo.toml"), MANIFEST).unwrap();
    fs::write(copy.join("program/src/main.rs"), PROGRAM).unwrap();
    copy
}

fn copy_all(from: &Path, to: &Path) {
    if from.is_dir() {
        fs::create_dir_all(to).unwrap();
        for entry in fs::read_dir(from).unwrap() {
            let entry = entry.unwrap();
            copy_all(&entry.path(), &to.join(entry.file_name()));
        }
    } else if from.exists() {
        fs::copy(from, to).unwrap();
    }
}

fn replaced(text: &str, old: &str, new: &str) -> String {
    assert_eq!(text.matches(old).count(), 1, "{old}");
    text.replace(old, new)
}

/// Builds the program beside what this workspace has built already, and says where it is.
fn build(copy: &Path) -> PathBuf {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
    let output = Command::new(env!("CARGO"))
        .args(["build", "--offline", "--quiet", "--package", "program"])
        .current_dir(copy)
        .env("CARGO_TARGET_DIR", target)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    target.join("debug/program").with_extension(std::env::consts::EXE_EXTENSION)
}

#[tokio::test]
async fn a_new_operation_fails_and_is_tried_again_like_every_other() {
    let copy = changed_copy();
    let mut report = xtask::report::Report::stdout();
    let outcome = xtask::codegen::run_in(&copy, &xtask::codegen::Args::default(), &mut report).unwrap();
    assert_eq!(outcome, xtask::Outcome::Good);
    let program = build(&copy);

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
    let page = "GET /user/calls?page=1 HTTP/1.1";
    let list = "GET /user/calls HTTP/1.1";
    let start = "POST /user/calls HTTP/1.1";
    assert_eq!(lines, [page, page, list, list, start, start]);
    for request in requests {
        assert!(request.contains("\r\nauthorization: Bearer key\r\n"), "{request}");
        assert!(request.contains("\r\naccept: application/json\r\n"), "{request}");
        assert!(!request.contains("api-version"), "{request}");
    }
}
