//! The verdict on the wire for each kind of thing that can change, in both directions.

use xtask::diff::{Wire, on_the_wire};

use self::Now::{Narrower, Other, Same, Wider};
use crate::cases::parse;

/// What the values of the new schema are beside those of the old one.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Now {
    Same,
    Narrower,
    Wider,
    Other,
}

/// What the schemas of [`SCHEMAS`] can refer to.
const NAMED: &str = "
    A: {type: object, required: [a], properties: {a: {type: string}}}
    B: {type: object, required: [b], properties: {b: {type: integer}}}
    Both: {type: object, required: [a, b], properties: {a: {type: string}, b: {type: integer}}}
    Text: {type: string}
    Texts: {type: array, items: {$ref: '#/components/schemas/Text'}}
    Chain: {$ref: '#/components/schemas/Link'}
    Link: {$ref: '#/components/schemas/A'}
    Node: {type: object, required: [v], properties: {v: {type: string}, next: {$ref: '#/components/schemas/Node'}}}
    Loose: {type: object, properties: {v: {type: string}, next: {$ref: '#/components/schemas/Loose'}}}
";

const SCHEMES: &str = "
    k: {type: apiKey, in: header, name: X-Key}
    same: {type: apiKey, in: header, name: x-key}
    b: {type: http, scheme: bearer, bearerFormat: JWT}
    o: {type: oauth2, flows: {clientCredentials: {tokenUrl: /token, scopes: {r: Read, w: Write}}}}
";

/// An old schema, a new one, and what that is. `$A` stands for a reference to `A`.
const SCHEMAS: &[(&str, &str, Now)] = &[
    // Written in another way.
    ("{type: object}", "{type: object, additionalProperties: true}", Same),
    ("{type: object}", "{type: object, additionalProperties: {}}", Same),
    ("$A", "{type: object, required: [a], properties: {a: {type: string}}}", Same),
    ("$A", "{description: w, allOf: [$A]}", Same),
    ("$A", "$Chain", Same),
    ("$A", "{oneOf: [$A]}", Same),
    ("{allOf: [$A]}", "{allOf: [$A, {description: w}]}", Same),
    ("$Both", "{allOf: [$A, $B]}", Same),
    ("$Both", "{allOf: [$B, {allOf: [$A]}]}", Same),
    ("{type: string}", "{type: string, default: x, example: y, title: z, deprecated: true}", Same),
    ("{type: string}", "{type: string, minLength: 0, nullable: false}", Same),
    ("{type: string}", "{type: string, format: password}", Same),
    ("{type: string}", "{type: string, maximum: 5, minItems: 2}", Same),
    ("{type: string, enum: [x, y]}", "{type: string, enum: [y, x]}", Same),
    ("{type: string, enum: [x]}", "{type: string, enum: [x], nullable: true}", Same),
    ("{type: string, enum: [x, y]}", "{oneOf: [{type: string, enum: [x]}, {type: string, enum: [y]}]}", Same),
    ("{type: boolean}", "{type: boolean, enum: [true, false]}", Same),
    ("{type: array, items: {}}", "{type: array, items: {}, uniqueItems: false, minItems: 0}", Same),
    ("{type: integer, minimum: 1}", "{type: integer, minimum: 0, exclusiveMinimum: true}", Same),
    ("{type: number, maximum: 10}", "{type: number, maximum: 10.0, exclusiveMaximum: false}", Same),
    ("{type: integer}", "{type: integer, multipleOf: 1}", Same),
    ("{type: integer, enum: [1]}", "{type: integer, enum: [1.0]}", Same),
    ("{type: integer, format: int32}", "{type: integer, format: int32, minimum: -2147483648}", Same),
    ("{anyOf: [{type: string}, {type: integer}]}", "{anyOf: [{type: integer}, {type: string}]}", Same),
    ("{anyOf: [{type: string}, {type: integer}]}", "{oneOf: [{type: string}, {type: integer}]}", Same),
    ("{type: object, required: [a, b]}", "{type: object, required: [b, a]}", Same),
    // A member that may be missing is no news in an object that is open.
    ("{type: object, properties: {a: $Text}}", "{type: object, properties: {a: $Text, b: $Text}}", Same),
    // Which members there are.
    ("$A", "$Both", Narrower),
    ("{type: object, properties: {a: $Text}}", "$A", Narrower),
    ("{type: object}", "{type: object, required: [a]}", Narrower),
    ("{type: object, properties: {a: $Text}}", "{type: object, properties: {a: $Text}, required: [b]}", Narrower),
    ("{allOf: [$A]}", "{allOf: [$A, $B]}", Narrower),
    ("{allOf: [$A]}", "{allOf: [$A], required: [b]}", Narrower),
    ("{oneOf: [$A]}", "{oneOf: [$A], required: [b]}", Narrower),
    ("$Loose", "$Node", Narrower),
    ("{type: object, additionalProperties: $Loose}", "{type: object, additionalProperties: $Node}", Narrower),
    ("{type: array, items: $Loose}", "{type: array, items: $Node}", Narrower),
    ("{type: object}", "{type: object, additionalProperties: false}", Narrower),
    ("{type: object}", "{type: object, additionalProperties: {type: string}}", Narrower),
    (
        "{type: object, additionalProperties: {type: number}}",
        "{type: object, additionalProperties: {type: integer}}",
        Narrower,
    ),
    (
        "{type: object, properties: {a: $Text}, additionalProperties: false}",
        "{type: object, properties: {a: $Text, b: $Text}, additionalProperties: false}",
        Wider,
    ),
    ("{type: object, maxProperties: 3}", "{type: object, maxProperties: 2}", Narrower),
    ("{type: object}", "{type: object, minProperties: 1}", Narrower),
    ("{type: object, additionalProperties: $Text}", "{type: object, additionalProperties: {type: integer}}", Other),
    ("$A", "{type: object, required: [a], properties: {a: {type: integer}}}", Other),
    // Which type it is.
    ("{type: string}", "{type: integer}", Other),
    ("{type: string}", "{}", Wider),
    ("{type: object, properties: {a: $Text}}", "{properties: {a: $Text}}", Wider),
    ("{type: number}", "{type: integer}", Narrower),
    ("{type: integer}", "{type: integer, format: int64}", Narrower),
    ("{type: integer, format: int64}", "{type: integer, format: int32}", Narrower),
    ("{type: number}", "{type: number, format: float}", Narrower),
    ("{type: string}", "{type: string, nullable: true}", Wider),
    ("$A", "{nullable: true, allOf: [$A]}", Wider),
    ("{nullable: true, not: {}}", "{not: {}}", Narrower),
    ("{type: string, enum: [x]}", "{type: string, nullable: true, enum: [x, null]}", Wider),
    ("{type: array, items: {type: string}}", "{type: array, items: {type: integer}}", Other),
    ("{type: array, items: {type: string}}", "{type: array, items: {}}", Wider),
    ("{type: array, items: {type: string}}", "{type: array, items: {type: string, nullable: true}}", Wider),
    ("$Texts", "{type: array, items: {type: string}}", Same),
    // Which values.
    ("{type: string}", "{type: string, enum: [x]}", Narrower),
    ("{type: string, enum: [x]}", "{type: string, enum: [x, y]}", Wider),
    ("{type: string, enum: [x, y]}", "{type: string, enum: [x, z]}", Other),
    ("{type: string}", "{type: string, enum: [x], oneOf: [{type: string}]}", Narrower),
    ("{anyOf: [{type: string, enum: [x]}, {type: string}]}", "{type: string}", Same),
    ("{type: string}", "{type: string, not: {enum: [x]}}", Narrower),
    ("{type: string, not: {enum: [x]}}", "{type: string, not: {enum: [x, y]}}", Narrower),
    ("{type: string}", "{type: string, maxLength: 9}", Narrower),
    ("{type: string, minLength: 1}", "{type: string, minLength: 2}", Narrower),
    ("{type: string}", "{type: string, pattern: '^a'}", Narrower),
    ("{type: string, pattern: '^a'}", "{type: string, pattern: '^b'}", Other),
    ("{type: string}", "{type: string, format: date}", Narrower),
    ("{type: string}", "{type: string, format: phone}", Narrower),
    ("{type: string, format: date}", "{type: string, format: date-time}", Other),
    ("{type: string, format: date}", "{type: string, format: date, enum: ['2025-02-28']}", Narrower),
    ("{type: integer, minimum: 1}", "{type: integer, minimum: 2}", Narrower),
    ("{type: number, maximum: 10}", "{type: number, maximum: 10, exclusiveMaximum: true}", Narrower),
    ("{type: number}", "{type: number, exclusiveMinimum: true}", Same),
    ("{type: integer, multipleOf: 5}", "{type: integer, multipleOf: 10}", Narrower),
    ("{type: integer, multipleOf: 5}", "{type: integer, multipleOf: 3}", Other),
    ("{type: array, items: {}, maxItems: 3}", "{type: array, items: {}, maxItems: 2}", Narrower),
    ("{type: array, items: {}}", "{type: array, items: {}, uniqueItems: true}", Narrower),
    ("{type: array, items: {}, maxItems: 1}", "{type: array, items: {}, maxItems: 1, uniqueItems: true}", Same),
    // Unions.
    ("{oneOf: [$A]}", "{oneOf: [$A, {type: string}]}", Wider),
    ("{anyOf: [$A, $B]}", "{oneOf: [$A, $B]}", Narrower),
    ("{anyOf: [{type: integer}, {type: number}]}", "{oneOf: [{type: integer}, {type: number}]}", Narrower),
    ("{oneOf: [{type: integer}]}", "{oneOf: [{type: integer}, {type: number}]}", Other),
    ("{anyOf: [$A, {type: string}]}", "{anyOf: [$B, {type: string}]}", Other),
    ("{oneOf: [{type: string}, $A]}", "{oneOf: [{type: string, maxLength: 3}, $A]}", Narrower),
    ("{anyOf: [$A]}", "{anyOf: [$A, {allOf: [$A, $B]}]}", Same),
    (
        "{oneOf: [$A, $B], discriminator: {propertyName: t}}",
        "{oneOf: [$A, $B], discriminator: {propertyName: u}}",
        Other,
    ),
    (
        "{oneOf: [$A, $B], discriminator: {propertyName: t, mapping: {x: '#/components/schemas/A'}}}",
        "{oneOf: [$A, $B], discriminator: {propertyName: t, mapping: {x: '#/components/schemas/B'}}}",
        Other,
    ),
    (
        "{oneOf: [$A, $B], discriminator: {propertyName: t}}",
        "{oneOf: [$A, $B], discriminator: {propertyName: t, mapping: {x: '#/components/schemas/B'}}}",
        Wider,
    ),
    (
        "{oneOf: [$A, $B], discriminator: {propertyName: t}}",
        "{oneOf: [$A, $B], discriminator: {propertyName: t, mapping: {A: A}}}",
        Same,
    ),
];

/// What an operation says of itself before and after, and whether the change and its reverse break somebody. `q` stands for
/// a parameter of the query, `200` for the answer of that status.
const OPERATIONS: &[(&str, &str, [bool; 2])] = &[
    // Parameters.
    ("", "q schema: {type: string}", [false, true]),
    ("", "q required: true, schema: {type: string}", [true, true]),
    ("", "parameters: [{name: Accept, in: header, required: true, schema: {type: string}}]", [false, false]),
    ("q schema: {type: string}", "q required: true, schema: {type: string}", [true, false]),
    (
        "q schema: {type: string}",
        "q required: false, deprecated: false, allowReserved: false, style: form, explode: true, schema: {type: string}",
        [false, false],
    ),
    (
        "parameters: [{name: q, in: query, schema: {type: string}}, {name: r, in: query, schema: {type: string}}]",
        "parameters: [{name: r, in: query, schema: {type: string}}, {name: q, in: query, schema: {type: string}}]",
        [false, false],
    ),
    ("q schema: {type: string}", "parameters: [{name: q, in: header, schema: {type: string}}]", [true, true]),
    (
        "parameters: [{name: X-Q, in: header, schema: {type: string}}]",
        "parameters: [{name: x-q, in: header, schema: {type: string}}]",
        [false, false],
    ),
    ("q schema: {type: integer}", "q schema: {type: string}", [false, true]),
    ("q schema: {type: boolean}", "q schema: {type: string, enum: ['true', 'false']}", [false, false]),
    ("q schema: {type: integer}", "q schema: {type: string, maxLength: 3}", [true, true]),
    ("q schema: {type: string, default: x}", "q schema: {type: string, default: y}", [false, false]),
    ("q schema: {type: string}", "q schema: {type: array, items: {type: string}}", [false, true]),
    (
        "q explode: false, schema: {type: string}",
        "q explode: false, schema: {type: array, items: {type: string}}",
        [true, true],
    ),
    (
        "q schema: {type: array, items: {type: string}}",
        "q explode: false, schema: {type: array, items: {type: string}}",
        [true, true],
    ),
    (
        "q schema: {type: array, items: {type: string}}",
        "q style: pipeDelimited, explode: false, schema: {type: array, items: {type: string}}",
        [true, true],
    ),
    ("q schema: {type: string}", "q allowEmptyValue: true, schema: {type: string}", [false, true]),
    (
        "q schema: {type: object, properties: {a: {type: string}}}",
        "q style: deepObject, schema: {type: object, properties: {a: {type: string}}}",
        [true, true],
    ),
    ("q schema: {type: string}", "q content: {application/json: {schema: {type: string}}}", [true, true]),
    (
        "q content: {application/json: {schema: {type: integer}}}",
        "q content: {application/json: {schema: {type: string}}}",
        [true, true],
    ),
    (
        "q schema: {type: array, items: {type: integer}}",
        "q schema: {type: array, items: {type: string}}",
        [false, true],
    ),
    ("q schema: {type: integer}", "q schema: {type: number}", [false, true]),
    ("q schema: {type: integer}", "q schema: {anyOf: [{type: integer}, {type: string}]}", [false, true]),
    ("q schema: {type: string, enum: [a]}", "q schema: {type: string, enum: [a, b]}", [false, true]),
    ("q schema: {type: string}", "q schema: {type: string, maxLength: 5}", [true, false]),
    ("q schema: {type: string}", "q schema: {type: string}, example: e, description: d", [false, false]),
    ("q schema: $Text", "q schema: {type: string}", [false, false]),
    (
        "q content: {application/json: {schema: {type: string}}}",
        "q content: {text/plain: {schema: {type: string}}}",
        [true, true],
    ),
    (
        "parameters: [{name: c, in: cookie, schema: {type: string}}]",
        "parameters: [{name: c, in: cookie, schema: {type: integer}}]",
        [true, false],
    ),
    // Bodies.
    ("", "requestBody: {content: {application/json: {}}}", [false, true]),
    ("", "requestBody: {required: true, content: {application/json: {}}}", [true, true]),
    (
        "requestBody: {content: {application/json: {}}}",
        "requestBody: {required: true, content: {application/json: {}}}",
        [true, false],
    ),
    (
        "requestBody: {content: {application/json: {}}}",
        "requestBody: {required: false, content: {Application/JSON; charset=utf-8: {}}}",
        [false, false],
    ),
    ("requestBody: {content: {application/json: {}}}", "requestBody: {content: {application/*: {}}}", [false, true]),
    (
        "requestBody: {content: {application/json: {}}}",
        "requestBody: {content: {application/json: {}, application/xml: {}}}",
        [false, true],
    ),
    (
        "requestBody: {content: {multipart/form-data: {schema: {type: object, properties: {a: {type: string}}}}}}",
        "requestBody: {content: {multipart/form-data: {schema: {type: object, properties: {a: {type: string}}}, encoding: {a: {contentType: image/png}}}}}",
        [true, true],
    ),
    (
        "requestBody: {content: {application/xml: {schema: {type: object, xml: {name: a}}}}}",
        "requestBody: {content: {application/xml: {schema: {type: object, xml: {name: b}}}}}",
        [true, true],
    ),
    (
        "requestBody: {content: {application/json: {schema: {type: object, xml: {name: a}}}}}",
        "requestBody: {content: {application/json: {schema: {type: object, xml: {name: b}}}}}",
        [false, false],
    ),
    // Answers.
    ("responses: {'200': {description: d}}", "responses: {'200': {description: e}}", [false, false]),
    ("responses: {'200': {description: d}}", "responses: {'201': {description: d}}", [true, true]),
    (
        "responses: {'200': {description: d}}",
        "responses: {'200': {description: d}, '201': {description: d}}",
        [true, false],
    ),
    (
        "responses: {'200': {description: d}}",
        "responses: {'200': {description: d}, 4XX: {description: d}}",
        [false, false],
    ),
    (
        "responses: {'200': {description: d}}",
        "responses: {'200': {description: d}, '404': {description: d}}",
        [false, false],
    ),
    ("responses: {'200': {description: d}}", "responses: {2XX: {description: d}}", [true, false]),
    ("responses: {'200': {description: d}}", "responses: {'404': {description: d}}", [true, true]),
    (
        "responses: {'200': {description: d}}",
        "responses: {'200': {description: d}, default: {description: d}}",
        [false, false],
    ),
    ("responses: {default: {description: d}}", "responses: {'200': {description: d}}", [false, true]),
    (
        "200 content: {application/json: {schema: {type: string}}}",
        "responses: {2XX: {description: d, content: {application/json: {schema: {type: integer}}}}}",
        [true, true],
    ),
    (
        "responses: {4XX: {description: d, content: {application/json: {schema: {type: string}}}}, '200': {description: d}}",
        "responses: {'404': {description: d, content: {application/json: {schema: {type: integer}}}}, 4XX: {description: d, content: {application/json: {schema: {type: string}}}}, '200': {description: d}}",
        [true, true],
    ),
    ("responses: {'200': {description: d}}", "200 content: {application/json: {}}", [false, true]),
    ("200 content: {application/json: {}}", "200 content: {application/*: {}}", [true, true]),
    ("200 headers: {X-A: {schema: {type: string}}}", "responses: {'200': {description: d}}", [false, false]),
    (
        "200 headers: {X-A: {required: true, schema: {type: string}}}",
        "200 headers: {x-a: {schema: {type: string}}}",
        [true, false],
    ),
    (
        "200 headers: {X-A: {required: true, schema: {type: string}}}",
        "responses: {'200': {description: d}}",
        [true, false],
    ),
    (
        "200 headers: {X-A: {schema: {type: integer}}}",
        "200 headers: {X-A: {deprecated: true, schema: {type: string}}}",
        [true, false],
    ),
    (
        "200 headers: {X-A: {schema: {type: string, enum: [a]}}}",
        "200 headers: {X-A: {schema: {type: string, enum: [a, b]}}}",
        [true, false],
    ),
    (
        "responses: {'200': {description: d}}",
        "200 links: {next: {operationId: ask}}, headers: {Content-Type: {required: true, schema: {type: string}}}",
        [false, false],
    ),
    // What the server sends of itself.
    ("", "callbacks: {c: {'{$request.query.u}': {post: {responses: {'200': {description: d}}}}}}", [false, true]),
    (
        "callbacks: {c: {'{$request.query.u}': {post: {requestBody: {content: {application/json: {schema: $A}}}, responses: {'200': {description: d}}}}}}",
        "callbacks: {c: {'{$request.query.u}': {post: {requestBody: {content: {application/json: {schema: $Both}}}, responses: {'200': {description: d}}}}}}",
        [false, true],
    ),
    (
        "callbacks: {c: {'{$request.query.u}': {post: {responses: {'200': {description: d}}}}}}",
        "callbacks: {c: {'{$request.query.u}': {post: {responses: {'204': {description: d}}}}}}",
        [true, true],
    ),
    // Who may call, and where.
    ("", "security: []", [false, false]),
    ("", "security: [{k: []}]", [true, false]),
    ("", "security: [{}, {k: []}]", [false, false]),
    ("security: [{k: []}]", "security: [{k: []}, {b: []}]", [false, true]),
    ("security: [{k: []}]", "security: [{k: [], b: []}]", [true, false]),
    ("security: [{k: []}]", "security: [{same: []}]", [false, false]),
    ("security: [{o: [r, w]}]", "security: [{o: [w, r]}]", [false, false]),
    ("security: [{o: [r]}]", "security: [{o: [r, w]}]", [true, false]),
    ("servers: [{url: /a}]", "servers: [{url: /b}]", [true, true]),
    ("servers: [{url: /a}]", "servers: [{url: /b}, {url: /a, description: d}]", [false, true]),
    ("", "servers: [{url: 'https://x.example'}]", [true, true]),
    ("", "servers: [{url: 'https://t.example'}]", [false, false]),
    (
        "servers: [{url: 'https://{h}.example', variables: {h: {default: a, enum: [a, b]}}}]",
        "servers: [{url: 'https://a.example'}, {url: 'https://b.example'}, {url: 'https://c.example'}]",
        [false, true],
    ),
    ("servers: [{url: 'https://x.example'}]", "servers: [{url: 'https://x.example/'}]", [false, false]),
    // Words.
    (
        "",
        "deprecated: true, tags: [t], summary: s, description: d, externalDocs: {url: 'https://d.example'}",
        [false, false],
    ),
];

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
    let [old, new] = [old, new].map(|operation| parse("wire.yaml", &document(operation)));
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
