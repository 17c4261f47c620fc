//! What a new operation in the document brings to the authors of tests, without a line of Rust written for it.
#![allow(clippy::unwrap_used, reason = "a test may stop where it fails")]

mod common;

use common::FROZEN;
use xtask::{document::Document, generate};

const PATHS: &str = "
paths:
  /user/other-calls:
    post:
      operationId: make_call
      description: Starts a call.
      requestBody:
        required: true
        content: {application/json: {schema: {$ref: '#/components/schemas/FieldErrors'}}}
      responses:
        '201':
          description: The call that was started.
          content:
            application/json:
              schema: {$ref: '#/components/schemas/Call'}
              examples:
                made: {value: {id: 7, assistant_name: '\"#'}}
                elsewhere: {externalValue: call.json}
  /things/{name}:
    delete:
      operationId: drop_thing
      description: Drops it.
      parameters:
        - {name: name, in: path, required: true, description: Its name., schema: {type: string}}
        - {name: page, in: query, description: A page., schema: {type: integer, format: uint64, minimum: 1}}
      responses:
        '204': {description: Gone.}";

/// The mocks of the document with those paths beside its own.
fn generated() -> String {
    let document = FROZEN.replacen("\npaths:", PATHS, 1);
    // Past the lint, whose house rules would ask for more than these operations are here for.
    let document = Document::parse("mocks.yaml", document.into_bytes()).unwrap();
    generate::mocks(&document).unwrap()
}

/// The signatures of what the file makes public, in its order.
fn signatures(source: &str) -> Vec<&str> {
    source.lines().map(str::trim).filter(|line| line.starts_with("pub fn ") || line.starts_with("fn ")).collect()
}

#[test]
fn a_new_operation_has_expectations_answers_and_fixtures() {
    insta::assert_snapshot!(signatures(&generated()).join("\n"));
}

#[test]
fn a_text_in_a_path_is_no_pattern() {
    let source = generated();
    assert!(!source.contains("regex"), "{source}");
    assert!(source.contains(r#"crate::expect::path(self.0, "/things/{name}", "name", &name)"#), "{source}");
}

#[test]
fn an_example_with_quotes_and_hashes_is_still_a_raw_string() {
    assert!(generated().contains("r##\"{\n  \"assistant_name\": \"\\\"#\",\n  \"id\": 7\n}\"##"));
}
