//! What a team sees of `cargo xtask codegen`, run on copies of the document.
#![allow(clippy::unwrap_used, reason = "a test may stop where it fails")]

mod common;

use std::path::Path;

use common::{FROZEN, Look, NAME, project, reported, workspace};
use xtask::{
    Outcome,
    codegen::{Args, run_in},
};

fn codegen(root: &Path, check: bool) -> (Outcome, String) {
    reported(Look::Plain, |report| run_in(root, &Args { check }, report))
}

#[test]
fn the_committed_code_is_what_the_document_gives() {
    let (outcome, text) = codegen(workspace(), true);
    assert_eq!(outcome, Outcome::Good, "{text}");
}

#[test]
fn two_runs_give_the_same_bytes_and_the_second_writes_nothing() {
    let root = project(FROZEN);
    assert_eq!(codegen(root.path(), false).0, Outcome::Good);
    let file = root.path().join("crates/intellixent/src/generated.rs");
    let (bytes, written) = (std::fs::read(&file).unwrap(), file.metadata().unwrap().modified().unwrap());
    let (outcome, text) = codegen(root.path(), false);
    assert_eq!(outcome, Outcome::Good);
    insta::assert_snapshot!(text);
    assert_eq!(std::fs::read(&file).unwrap(), bytes);
    assert_eq!(file.metadata().unwrap().modified().unwrap(), written);
}

#[test]
fn a_changed_description_shows_as_just_that() {
    let root = project(FROZEN);
    codegen(root.path(), false);
    let path = root.path().join(NAME);
    let document = std::fs::read_to_string(&path).unwrap();
    let edited = document.replace("How long the call lasted, in seconds.", "How long the call took, in seconds.");
    assert_ne!(edited, document);
    std::fs::write(&path, edited).unwrap();
    let (outcome, text) = codegen(root.path(), true);
    assert_eq!(outcome, Outcome::NeedsUpdate);
    // Where it stands changes with all that is generated before it.
    let lines: Vec<_> = text.lines().map(|line| if line.starts_with("@@") { "@@" } else { line }).collect();
    insta::assert_snapshot!(lines.join("\n"));
}

#[test]
fn a_property_is_described_by_its_own_words_before_those_of_what_it_refers_to() {
    let document = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/../openapi/intellixent.yaml")).unwrap();
    let source = xtask::generate::client(&xtask::document::Document::parse("x.yaml", document).unwrap()).unwrap();
    for (own, field) in [
        ("What the phone carrier charged, in US dollars.", "carrier_cost"),
        ("The total cost of the call, in US dollars.", "total_cost"),
        ("When the call was created.", "created_at"),
        ("When the call last changed, for example by ending.", "updated_at"),
    ] {
        let (_, described) = source.split_once(own).unwrap();
        assert!(described.split("pub ").nth(1).unwrap().starts_with(&format!("{field}: ")), "{field}");
    }
}

#[test]
fn check_writes_nothing() {
    let root = project(FROZEN);
    let (outcome, text) = codegen(root.path(), true);
    assert_eq!(outcome, Outcome::NeedsUpdate);
    assert!(text.ends_with("4 files stale, 0 files fresh; run `cargo xtask codegen`\n"), "{text}");
    assert!(!root.path().join("crates").exists());
}

#[test]
fn an_unusable_document_is_an_error_with_its_place() {
    let mut told = String::new();
    let documents: &[(&str, &[u8])] = &[
        ("empty", b""),
        ("not UTF-8", b"openapi: 3.0.3\ninfo: {title: \"\xff\"}\n"),
        ("not YAML", b"openapi: 3.0.3\ninfo: [1, 2\npaths: {}\n"),
        ("a tab for indentation", b"openapi: 3.0.3\ninfo:\n\ttitle: x\n"),
        ("a key that is a list", b"openapi: 3.0.3\n? [a]\n: b\n"),
        ("twice the same key", b"openapi: 3.0.3\ninfo: {title: x, version: '1'}\npaths: {}\npaths: {}\n"),
        ("not OpenAPI", b"a: 1\n"),
        ("OpenAPI 3.1", b"openapi: 3.1.0\ninfo: {title: x, version: '1'}\npaths: {}\n"),
        ("no paths", b"openapi: 3.0.3\ninfo: {title: x, version: '1'}\n"),
        ("a parameter in no place", b"openapi: 3.0.3\ninfo: {title: x, version: '1'}\npaths:\n  /a:\n    get:\n      parameters: [{name: x}]\n      responses: {}\n"),
        ("two documents", b"openapi: 3.0.3\n---\nopenapi: 3.0.3\n"),
    ];
    for (what, document) in documents {
        let root = project(document);
        let (outcome, text) = codegen(root.path(), false);
        assert_ne!(outcome, Outcome::Good, "{what}");
        assert!(!root.path().join("crates").exists(), "{what}");
        told.push_str(&format!("{what}\n{text}"));
    }
    insta::assert_snapshot!(told);
}

#[test]
fn a_missing_document_is_an_error_with_its_path() {
    let root = tempfile::tempdir().unwrap();
    let (outcome, text) = codegen(root.path(), false);
    assert_eq!(outcome, Outcome::CouldNotRun);
    insta::assert_snapshot!(text);
}

#[test]
fn what_the_generator_cannot_take_is_found_before_it_runs() {
    // A second success is lawful, and too much for one method.
    let root = project(FROZEN.replace(
        "        5XX:\n          $ref: '#/components/responses/ServerError'",
        "        202:\n          $ref: '#/components/responses/ServerError'\n        5XX:\n          $ref: '#/components/responses/ServerError'",
    ));
    let (outcome, text) = codegen(root.path(), false);
    assert_eq!(outcome, Outcome::NeedsPerson);
    insta::assert_snapshot!(text);
    assert!(!root.path().join("crates").exists());
}

#[test]
fn a_panic_of_the_generator_is_an_error_without_a_backtrace() {
    let document = include_bytes!("lint/unresolved-ref.yaml").to_vec();
    let document = xtask::document::Document::parse("api.yaml", document).unwrap();
    insta::assert_snapshot!(xtask::generate::client(&document).unwrap_err());
}

/// The client that is generated from the frozen document with an operation and a schema more.
fn client_with(operation: &str, schemas: &str) -> String {
    let text = FROZEN.replacen("\npaths:\n", &format!("\npaths:\n{operation}"), 1);
    let text = text.replacen("\n  schemas:\n", &format!("\n  schemas:\n{schemas}"), 1);
    let (document, found) = xtask::lint::read("api.yaml", text.into_bytes()).unwrap();
    assert_eq!(found, []);
    without_spaces(&xtask::generate::client(&document).unwrap())
}

fn without_spaces(text: &str) -> String {
    text.split_whitespace().collect()
}

const OPERATION: &str = "  /things:
    post:
      operationId: set_thing
      tags: [calls]
      summary: Set a thing
      description: Sets it.
      security: []
      requestBody:
        content:
          application/merge-patch+json:
            schema:
              $ref: '#/components/schemas/Thing'
      responses:
        '200':
          description: It is set.
          content:
            application/json:
              schema:
                $ref: '#/components/schemas/Thing'
        '204':
          description: It was.
        4XX:
          $ref: '#/components/responses/ClientError'
        5XX:
          $ref: '#/components/responses/ServerError'
";

const THING: &str = "    Thing:
      type: object
      description: A thing.
      required: [id, name, owner, tags]
      properties:
        id:
          type: integer
          readOnly: true
          description: Which one.
        name:
          type: string
          default: x
          minLength: 1
          description: How it is called.
        size:
          type: integer
          default: 5
          description: How large it is.
        owner:
          allOf:
            - $ref: '#/components/schemas/Owner'
          description: Whose it is.
        tags:
          type: array
          description: What it is like.
          items:
            $ref: '#/components/schemas/Owner'
    Owner:
      type: object
      nullable: true
      description: Somebody.
      properties:
        name:
          type: string
          description: How they are called.
";

#[test]
fn the_first_server_is_where_the_client_sends_requests() {
    let server = "https://{region}.example/v2\n    variables:\n      region:\n        default: eu";
    let text = FROZEN.replacen("https://portal.intellixent.ai/api", server, 1);
    let (document, found) = xtask::lint::read("api.yaml", text.into_bytes()).unwrap();
    assert_eq!(found, []);
    assert!(xtask::generate::client(&document).unwrap().contains("BASE_URL: &str = \"https://eu.example/v2\""));
}

#[test]
fn a_request_asks_and_sends_only_what_the_document_says() {
    let code = client_with(OPERATION, THING);
    // Only the server sends the id; a default is what it assumes; `null` is a value where the document says so.
    let members = "Thing { \"id\" : optional id : i64, \"name\" : required name : ::std::string::String, \"size\" : optional \
                   size : i64, \"owner\" : nullable owner : Owner, \"tags\" : required tags : ::std::vec::Vec < \
                   ::std::option::Option < Owner > >, }";
    assert!(code.contains(&without_spaces(members)), "{code}");
    assert!(!code.contains(&without_spaces("impl ::std::default::Default for")));
    // The body may be left out, goes under its own media type, and no key is sent.
    assert!(code.contains(&without_spaces("pub fn set_thing(&self) -> builder::SetThing")));
    assert!(code.contains(&without_spaces(".json::<types::Thing>(\"application/merge-patch+json\", body)")));
    assert!(code.contains(&without_spaces("path: \"/things\", accept: \"application/json\", authorized: false")));
    // A success may have no body.
    assert!(code.contains(&without_spaces("self.request.send(crate::decode::optional).await")));
    assert!(code.contains(&without_spaces("crate::ResponseValue<::std::option::Option<types::Thing>>")));
}

#[test]
fn a_success_that_is_no_json_is_returned_as_bytes() {
    let operation = OPERATION
        .replace("application/json:", "audio/wav:")
        .replace("        '204':\n          description: It was.\n", "");
    let code = client_with(&operation, THING);
    assert!(code.contains(&without_spaces("accept: \"audio/wav\"")));
    assert!(
        code.contains(&without_spaces("type Output = ::std::result::Result<::bytes::Bytes, crate::Error>;")),
        "{code}"
    );
}
