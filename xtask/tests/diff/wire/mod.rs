//! The verdict on the wire for each kind of thing that can change, in both directions.

mod operations;
mod schemas;

use xtask::diff::{Wire, on_the_wire};

use self::{
    Now::{Narrower, Other, Wider},
    operations::{OPERATIONS, SCHEMES},
    schemas::{NAMED, SCHEMAS},
};
use crate::cases::parse;

/// What the values of the new schema are beside those of the old one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Now {
    Same,
    Narrower,
    Wider,
    Other,
}

/// A document with one operation.
fn document(operation: &str) -> String {
    let operation = match operation.split_once(' ') {
        Some(("q", parameter)) => format!("parameters: [{{name: q, in: query, {parameter}}}]"),
        Some(("200", response)) => format!("responses: {{'200': {{description: d, {response}}}}}"),
        _ => operation.to_owned(),
    };
    let responses = if operation.starts_with("responses") { "" } else { "responses: {'200': {description: d}}, " };
    let named = NAMED.lines().filter_map(|line| Some(line.trim().split_once(':')?.0));
    let operation = named.fold(operation, |text, name| {
        let after = |end: &str| (format!("${name}{end}"), format!("{{$ref: '#/components/schemas/{name}'}}{end}"));
        [",", "}", "]"].map(after).iter().fold(text, |text, (short, long)| text.replace(short, long))
    });
    let operation = format!("{{post: {{{responses}{operation}}}}}");
    format!(
        "openapi: 3.0.3\ninfo: {{title: T, version: '1'}}\nservers: [{{url: 'https://t.example'}}]\n\
         paths:\n  /things: {operation}\ncomponents:\n  schemas:{NAMED}  securitySchemes:{SCHEMES}"
    )
}

/// Whether a change breaks somebody, and whether its reverse does.
fn breaks(old: &str, new: &str) -> [bool; 2] {
    between(&document(old), &document(new))
}

fn between(old: &str, new: &str) -> [bool; 2] {
    let [old, new] = [old, new].map(|text| parse("wire.yaml", text));
    [(&old, &new), (&new, &old)].map(|(old, new)| {
        let changes = on_the_wire(old, new).unwrap();
        changes.iter().any(|change| change.wire == Wire::Incompatible)
    })
}

#[test]
fn a_schema_is_judged_by_its_values_wherever_it_stands() {
    let places: [fn(&str) -> String; 4] = [
        |schema| format!("requestBody: {{content: {{application/json: {{schema: {schema}}}}}}}"),
        |schema| {
            format!("requestBody: {{content: {{application/json: {{schema: {{type: array, items: {schema}}}}}}}}}")
        },
        |schema| format!("200 content: {{application/json: {{schema: {schema}}}}}"),
        |schema| {
            format!("200 content: {{application/json: {{schema: {{type: object, properties: {{m: {schema}}}}}}}}}")
        },
    ];
    let mut wrong = Vec::new();
    for (old, new, now) in SCHEMAS {
        let (more, less) = (matches!(now, Wider | Other), matches!(now, Narrower | Other));
        for (position, place) in places.iter().enumerate() {
            let expected = if position < 2 { [less, more] } else { [more, less] };
            let found = breaks(&place(old), &place(new));
            if found != expected {
                wrong.push(format!("{} -> {}: {found:?}, expected {expected:?}", place(old), place(new)));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn an_operation_is_judged_by_what_it_takes_and_gives() {
    let judged = OPERATIONS.iter().map(|(old, new, expected)| (old, new, expected, breaks(old, new)));
    let wrong = judged.filter(|(.., expected, found)| *expected != found);
    let wrong: Vec<_> = wrong.map(|(old, new, _, found)| format!("{old} -> {new}: {found:?}")).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_schema_with_a_discriminator_stands_for_those_made_of_it() {
    let old = document("200 content: {application/json: {schema: $Pet}}");
    for (from, to, expected) in [
        ("{purrs: {type: boolean}}", "{purrs: {type: string}}", [true, true]),
        ("{purrs: {type: boolean}}", "{purrs: {type: boolean, nullable: true}}", [true, false]),
        ("{purrs: {type: boolean}}", "{purrs: {type: boolean}}, required: [purrs]", [false, true]),
        ("propertyName: kind}", "propertyName: kind, mapping: {cat: Cat}}", [true, false]),
        ("propertyName: kind}", "propertyName: kind, mapping: {Cat: '#/components/schemas/Cat'}}", [false, false]),
        ("    Loose:", "    Dog: {allOf: [{$ref: '#/components/schemas/Pet'}]}\n    Loose:", [true, false]),
    ] {
        assert!(old.contains(from), "{from}");
        assert_eq!(between(&old, &old.replace(from, to)), expected, "{from} -> {to}");
    }
}
