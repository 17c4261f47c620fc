//! What a team sees of `cargo xtask lint`: each rule fires on its one case, and what has a meaning in the
//! client is let through.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may stop where it fails")]

mod common;

use std::{collections::BTreeSet, path::Path};

use common::{FROZEN, Look, project, reported, workspace};
use strum::VariantArray as _;
use xtask::{
    Outcome,
    document::Document,
    generate,
    lint::{Rule, check, read, run_in},
};

fn fixture(rule: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/lint/{rule}.yaml"))).unwrap()
}

#[test]
fn the_projects_own_document_is_clean() {
    let (outcome, text) = reported(Look::Plain, |report| run_in(workspace(), report));
    assert_eq!(outcome, Outcome::Good, "{text}");
}

#[test]
fn each_rule_fires_on_its_case_and_no_other_does() {
    for rule in Rule::VARIANTS.iter().map(|rule| rule.id()) {
        let (_, found) = read(rule, fixture(rule)).unwrap();
        let fired: Vec<_> = found.iter().map(|finding| finding.rule.id()).collect();
        assert_eq!(fired, [rule], "{found:#?}");
        assert!(found[0].place.is_some_and(|place| place.line > 1), "{found:#?}");
    }
}

/// What a person changes in the case of a rule who does as the fix says.
const REMEDIES: &[(&str, &str, &str)] = &[
    (
        "beside-ref",
        "          $ref: '#/components/schemas/Problem'\n          desc",
        "          allOf: [{$ref: '#/components/schemas/Problem'}]\n          desc",
    ),
    ("beside-union", "      properties:\n        first:\n          type: string\n          description: One.\n", ""),
    (
        "closed-enum-in-response",
        "    Kind:\n      type: string\n      description: The known kinds.\n",
        "    Kind:\n      description: The kind.\n      anyOf: [{$ref: '#/components/schemas/Known'}, {type: string}]\n      x-rust-type: {crate: intellixent, version: '*', path: 'intellixent::wire::OpenEnum', parameters: [{$ref: '#/components/schemas/Known'}]}\n    Known:\n      type: string\n      description: The known kinds.\n",
    ),
    ("contradicting-parts", "            - type: integer\n", ""),
    ("cookie-parameter", "in: cookie", "in: header"),
    ("discriminator", "      discriminator:\n        propertyName: kind\n", ""),
    ("encoding", "            encoding:\n              name:\n                contentType: text/plain\n", ""),
    (
        "enum-outside-type",
        "      type: string\n      description: What kind",
        "      type: integer\n      description: What kind",
    ),
    ("json-without-schema", "              example: 1\n", "              schema: {}\n              example: 1\n"),
    ("names-differ-in-case", "CALL", "Other"),
    (
        "no-success",
        "      responses:\n        4XX",
        "      responses:\n        '204':\n          description: Nothing.\n        4XX",
    ),
    ("not-schema", "          not:\n            type: integer\n", "          type: string\n"),
    ("path-url", "?full=true", ""),
    ("own-servers", "      servers:\n        - url: https://files.example\n", ""),
    (
        "parameter-content",
        "          content:\n            application/json:\n              schema:\n                type: integer\n",
        "          schema:\n            type: string\n",
    ),
    (
        "parameter-object",
        "            $ref: '#/components/schemas/Call'\n      responses",
        "            type: string\n      responses",
    ),
    ("parameter-style", "          style: pipeDelimited\n", "          style: form\n          explode: true\n"),
    ("request-media-type", "multipart/form-data", "application/octet-stream"),
    ("required-without-property", "      required: [nane]\n", ""),
    (
        "reserved-header",
        "        - name: Accept\n          in: header\n          schema:\n            type: string\n",
        "",
    ),
    (
        "security-scheme",
        "      type: apiKey\n      in: header\n      name: X-Key\n",
        "      type: http\n      scheme: bearer\n",
    ),
    ("server-url", "url: /api", "url: https://api.example/api"),
    (
        "several-request-media-types",
        "          application/x-www-form-urlencoded:\n            schema:\n              $ref: '#/components/schemas/Call'\n",
        "",
    ),
    ("several-success-types", "schemas/Job'", "schemas/Call'"),
    ("type-not-stated", "          items:\n", "          type: array\n          items:\n"),
    (
        "x-rust-type",
        "x-rust-type: intellixent::wire::OpenEnum",
        "x-rust-type: {crate: intellixent, version: '*', path: 'intellixent::wire::Usd'}",
    ),
];

#[test]
fn who_does_as_the_fix_says_has_a_document_that_is_let_through() {
    for (rule, old, new) in REMEDIES {
        let text = String::from_utf8(fixture(rule)).unwrap();
        assert!(text.contains(old), "{rule}");
        let (document, mut found) = read("api.yaml", text.replace(old, new).into_bytes()).unwrap();
        // What nothing refers to any more is to be removed.
        found.retain(|finding| finding.rule.id() != "unused-component");
        assert_eq!(found, [], "{rule}");
        generate::client(&document).and_then(|_| generate::mocks(&document)).unwrap();
    }
}

#[test]
fn each_case_belongs_to_a_rule() {
    let files = std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/lint")).unwrap();
    let names: BTreeSet<_> = files.map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
    assert_eq!(names, Rule::VARIANTS.iter().map(|rule| format!("{}.yaml", rule.id())).collect());
}

#[test]
fn all_findings_are_told_at_once() {
    let edits = [
        ("      summary: Get a call\n", ""),
        ("        id: 123\n", "        id: '123'\n"),
        ("      required: [id]\n", "      required: [id, uuid]\n"),
        ("      scheme: bearer\n", "      scheme: basic\n"),
    ];
    let edited = edits.iter().fold(FROZEN.to_owned(), |text, (from, to)| {
        assert!(text.contains(from), "{from}");
        text.replacen(from, to, 1)
    });
    let root = project(edited);
    let (outcome, text) = reported(Look::Plain, |report| run_in(root.path(), report));
    assert_eq!(outcome, Outcome::NeedsPerson);
    insta::assert_snapshot!("findings_plain", text);
    let (_, text) = reported(Look::Coloured, |report| run_in(root.path(), report));
    insta::assert_snapshot!("findings_coloured", text);
}

#[test]
fn what_the_model_of_the_generator_does_not_take_hides_no_other_finding() {
    let text = String::from_utf8(fixture("operation-summary")).unwrap();
    let text = text.replace("          in: path\n", "          in: nowhere\n");
    let (_, found) = read("api.yaml", text.into_bytes()).unwrap();
    let fired: BTreeSet<_> = found.iter().map(|finding| finding.rule.id()).collect();
    assert_eq!(fired, BTreeSet::from(["openapi-structure", "operation-summary"]));
}

#[test]
fn what_openapi_permits_is_let_through() {
    let text = String::from_utf8(fixture("not-schema")).unwrap();
    let property = "          not:\n            type: integer\n";
    for (old, new) in [
        (property, "          nullable: true\n          allOf: [{$ref: '#/components/schemas/Problem'}]\n"),
        (property, "          nullable: true\n"),
        (property, "          type: string\n          pattern: '^(?!x)[a-z]+$'\n          example: abc\n"),
        (property, "          type: string\n          format: date\n"),
        (property, "          type: integer\n          exclusiveMaximum: true\n"),
        (property, "          type: object\n          additionalProperties: {type: string}\n"),
        ("tags: [calls]\n", "tags: [undeclared]\n"),
        ("        4XX:\n", "        '302':\n          description: Elsewhere.\n        4XX:\n"),
        (
            "        4XX:\n",
            "        '503':\n          description: A page.\n          content: {text/html: {}}\n        4XX:\n",
        ),
        ("        4XX:\n", "        default:\n          description: Anything else.\n        4XX:\n"),
        ("        4XX:\n", "        '204':\n          description: Nothing.\n        4XX:\n"),
    ] {
        let text = text.replacen(old, new, 1).replacen(property, "          type: string\n", 1);
        let (document, found) = read("api.yaml", text.into_bytes()).unwrap();
        assert_eq!(found, [], "{new}");
        assert!(generate::client(&document).is_ok(), "{new}");
    }
    // Two values that are one name in Rust are two variants all the same.
    let text = String::from_utf8(fixture("enum-outside-type")).unwrap();
    let text = text.replace("[200]", "[created_at, -created_at, createdAt, <, <=]");
    let (document, found) = read("api.yaml", text.into_bytes()).unwrap();
    assert_eq!(found.iter().map(|finding| finding.rule.id()).collect::<Vec<_>>(), ["closed-enum-in-response"]);
    let code = generate::client(&document).unwrap();
    for value in ["created_at", "-created_at", "createdAt", "<", "<="] {
        assert!(code.contains(&format!("{value:?},")), "{value}");
    }
}

/// Keys below which a schema, a media type or an example has data.
const DATA: &[&str] = &["default", "enum", "example", "examples", "value"];

#[test]
fn a_property_called_as_a_key_for_data_refers_as_any_other_does() {
    let text = String::from_utf8(fixture("unused-component")).unwrap();
    for name in DATA {
        let with = |to: &str| {
            let property = format!("      properties:\n        {name}:\n          allOf: [{{$ref: '{to}'}}]\n");
            let property = format!("{property}          description: It has one.\n");
            let text = text.replacen("      properties:\n", &property, 1);
            read("api.yaml", text.into_bytes()).unwrap().1
        };
        assert_eq!(with("#/components/schemas/Job"), [], "{name}");
        for (to, rule) in [("other.yaml#/Job", "external-ref"), ("#/components/schemas/Jop", "unresolved-ref")] {
            let found = with(to);
            let fired: Vec<_> = found.iter().map(|finding| finding.rule.id()).collect();
            assert_eq!(fired, [rule, "unused-component"], "{name}");
            assert_eq!(found[0].pointer, format!("/components/schemas/Call/properties/{name}/allOf/0"));
        }
    }
}

#[test]
fn a_response_called_as_a_key_for_data_is_looked_into_as_any_other() {
    let text = String::from_utf8(fixture("closed-enum-in-response")).unwrap();
    for name in DATA.iter().chain(&["schema"]) {
        let text = text.replace("responses/Refused", &format!("responses/{name}"));
        let text = text.replace("    Refused:\n", &format!("    {name}:\n"));
        let text = text.replace(
            "            $ref: '#/components/schemas/Problem'",
            "            oneOf: [{type: string}, {type: integer}]",
        );
        let (_, found) = read("api.yaml", text.into_bytes()).unwrap();
        assert!(found.iter().any(|finding| finding.rule.id() == "inline-schema"), "{name}: {found:#?}");
    }
}

#[test]
fn a_reference_in_the_data_of_an_example_is_no_reference() {
    let text = String::from_utf8(fixture("unused-component")).unwrap();
    for data in ["example: {$ref: 'other.yaml'}", "default: {$ref: 'other.yaml'}", "enum: [{$ref: 'other.yaml'}]"] {
        let text = text.replacen("      properties:\n", &format!("      {data}\n      properties:\n"), 1);
        let (_, found) = read("api.yaml", text.into_bytes()).unwrap();
        assert!(found.iter().all(|finding| finding.rule.id() != "external-ref"), "{data}: {found:#?}");
    }
}

#[test]
fn a_list_of_numbers_or_with_null_fits_its_type() {
    let text = String::from_utf8(fixture("enum-outside-type")).unwrap();
    for (kind, value) in [
        ("type: string", "inbound"),
        ("type: integer", "200"),
        ("type: number", "1.5"),
        ("type: number", "2"),
        ("type: boolean", "true"),
        ("type: string\n      nullable: true", "null"),
    ] {
        let text = text
            .replace("type: string\n      description: What kind", &format!("{kind}\n      description: What kind"));
        let (_, found) = read("api.yaml", text.replace("[200]", &format!("[{value}]")).into_bytes()).unwrap();
        assert_eq!(found, [], "{kind} {value}");
    }
}

#[test]
fn what_the_library_cannot_read_is_told_at_its_place() {
    let text = String::from_utf8(fixture("unused-component")).unwrap();
    let text = text.replacen("          type: string\n", "          type: string\n          xml: {name: 5}\n", 1);
    let (_, found) = read("api.yaml", text.clone().into_bytes()).unwrap();
    assert_eq!(found[0].rule.id(), "openapi-structure");
    assert!(found[0].pointer.starts_with("/components/schemas/Call"), "{found:#?}");
    // A finding of another rule on `Call` is no finding on `Call2`.
    let text = text.replace("    Call:\n", "    Call2:\n").replace("schemas/Call'", "schemas/Call2'");
    let (_, found) = read("api.yaml", text.replace("    Job:\n", "    Call:\n").into_bytes()).unwrap();
    let fired: BTreeSet<_> = found.iter().map(|finding| (finding.rule.id(), finding.pointer.as_str())).collect();
    let told = [("openapi-structure", "/components/schemas/Call2"), ("unused-component", "/components/schemas/Call")];
    assert_eq!(fired, told.into());
}

#[test]
fn unions_that_hold_each_other_are_told_once_each_and_end() {
    let text = String::from_utf8(fixture("union-of-itself")).unwrap();
    let text =
        text.replace("        - $ref: '#/components/schemas/Tree'\n", "        - $ref: '#/components/schemas/Leaf'\n");
    let text = text.replace(
        "    Tree:\n",
        "    Leaf:\n      description: A tree.\n      example: 5\n      allOf:\n        - $ref: '#/components/schemas/Tree'\n    Tree:\n",
    );
    let (_, found) = read("api.yaml", text.into_bytes()).unwrap();
    let fired: Vec<_> = found.iter().map(|finding| (finding.rule.id(), finding.pointer.as_str())).collect();
    let at = ["/components/schemas/Leaf/allOf/0", "/components/schemas/Tree/oneOf/0"];
    assert_eq!(BTreeSet::from_iter(fired), at.map(|at| ("union-of-itself", at)).into());
}

#[test]
fn a_document_without_any_operation_has_no_findings() {
    let bytes = b"openapi: 3.0.3\ninfo: {title: x, version: '1'}\npaths: {}\n".to_vec();
    assert_eq!(check(&Document::parse("api.yaml", bytes).unwrap()), []);
}

#[test]
fn a_document_that_nests_without_end_is_an_error_and_no_overflow() {
    let flow = format!("openapi: 3.0.3\nx-deep: {}{}\n", "[".repeat(200), "]".repeat(200));
    let many = format!("openapi: 3.0.3\nx-deep: {}\n", "[".repeat(100_000));
    let block: String = (0..20_000).map(|depth| format!("{}a:\n", " ".repeat(depth))).collect();
    for text in [flow, many, block] {
        let error = read("api.yaml", text.into_bytes()).unwrap_err().to_string();
        // The YAML reader has a limit of its own for brackets, and reads ahead.
        let limits = ["nested deeper than 64 levels", "recursion limit exceeded"];
        assert!(limits.iter().any(|limit| error.contains(limit)), "{error}");
    }
}

#[test]
fn a_few_anchors_that_stand_for_millions_of_nodes_are_an_error() {
    let mut text = "openapi: 3.0.3\nx-0: &x0 [a, a, a, a, a, a, a, a, a, a]\n".to_owned();
    for level in 1..12 {
        let ten = vec![format!("*x{}", level - 1); 10].join(", ");
        text.push_str(&format!("x-{level}: &x{level} [{ten}]\n"));
    }
    let error = read("api.yaml", text.into_bytes()).unwrap_err().to_string();
    assert!(error.contains("api.yaml:"), "{error}");
    insta::assert_snapshot!(error);
}

#[test]
fn anchors_that_add_up_to_a_deep_document_are_an_error_and_no_overflow() {
    let mut text = "openapi: 3.0.3\nx-0: &x0 {a: 1}\n".to_owned();
    for level in 1..60 {
        let (open, close) = ("{a: ".repeat(50), "}".repeat(50));
        text.push_str(&format!("x-{level}: &x{level} {open}*x{}{close}\n", level - 1));
    }
    let error = read("api.yaml", text.into_bytes()).unwrap_err().to_string();
    assert_eq!(
        error,
        "api.yaml:4:210: nested deeper than 64 levels; move the inner part to a component and refer to it"
    );
}

#[test]
fn one_key_written_in_two_ways_is_an_error_with_both_places() {
    let text = "openapi: 3.0.3\nx-answers:\n  404: {}\n  '404': {}\n";
    let error = read("api.yaml", text.into()).unwrap_err().to_string();
    assert_eq!(error, "api.yaml:4:3: the key `404` again, which stands in line 3 already; remove one of them");
}

#[test]
fn a_yaml_tag_is_an_error_wherever_it_stands() {
    for node in ["!foo 5", "!!str 5", "!foo {a: 1}", "!!set {a, b}", "{!foo a: 1}"] {
        let error = read("api.yaml", format!("openapi: 3.0.3\nx-tagged: {node}\n").into_bytes()).unwrap_err();
        let error = error.to_string();
        assert!(error.contains("api.yaml:2:") && error.contains("a YAML tag"), "{node}: {error}");
    }
}

#[test]
fn a_whole_number_is_never_rounded() {
    let written = |number: &str| read("api.yaml", format!("openapi: 3.0.3\nx-number: {number}\n").into_bytes());
    for number in ["9223372036854775808", "18446744073709551615", "-9223372036854775808", "0", "1.5"] {
        let (document, _) = written(number).unwrap();
        assert_eq!(document.json["x-number"].to_string(), number);
    }
    for number in ["18446744073709551616", "-9223372036854775809", "+18446744073709551616"] {
        let error = written(number).unwrap_err().to_string();
        assert_eq!(error, "api.yaml:2:11: a whole number of more than 64 bits; write it as a text");
    }
}

#[test]
fn schemas_as_deep_as_allowed_are_read_at_once() {
    let mut text = String::from_utf8(fixture("unused-component")).unwrap();
    text.push_str("    Deep:\n");
    for depth in 0..24 {
        let indent = " ".repeat(6 + 2 * depth);
        text.push_str(&format!("{indent}type: array\n{indent}items:\n"));
    }
    text.push_str(&format!("{}type: string\n", " ".repeat(6 + 2 * 24)));
    let (_, found) = read("api.yaml", text.into_bytes()).unwrap();
    assert!(found.iter().all(|finding| finding.rule.id() == "unused-component"), "{found:#?}");
}
