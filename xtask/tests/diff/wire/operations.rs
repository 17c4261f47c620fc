//! Pairs of operations.

/// The security schemes that they can name.
pub const SCHEMES: &str = "
    k: {type: apiKey, in: header, name: X-Key}
    same: {type: apiKey, in: header, name: x-key}
    b: {type: http, scheme: bearer, bearerFormat: JWT}
    o: {type: oauth2, flows: {clientCredentials: {tokenUrl: /token, scopes: {r: Read, w: Write}}}}
    fresh: {type: oauth2, flows: {clientCredentials: {tokenUrl: /token, refreshUrl: /new, scopes: {r: Read, w: Write}}}}
";

/// What an operation says of itself before and after, and whether the change and its reverse break somebody. `q` stands for
/// a parameter of the query, `200` for the answer of that status.
pub const OPERATIONS: &[(&str, &str, [bool; 2])] = &[
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
    ("q schema: {type: integer}", "q schema: {type: string, minLength: 1}", [false, true]),
    ("q schema: {type: integer}", "q schema: {type: string, minLength: 2}", [true, true]),
    (
        "q style: deepObject, schema: {type: object, properties: {a: {type: string}}}",
        "q style: deepObject, explode: true, schema: {type: object, properties: {a: {type: string}}}",
        [false, false],
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
    (
        "requestBody: {content: {application/x-www-form-urlencoded: {schema: {type: object, properties: {a: {type: integer}}}}}}",
        "requestBody: {content: {application/x-www-form-urlencoded: {schema: {type: object, properties: {a: {type: string}}}}}}",
        [false, true],
    ),
    // Members of one direction.
    (
        "requestBody: {content: {application/json: {schema: {type: object, properties: {a: {type: string, readOnly: true}}}}}}",
        "requestBody: {content: {application/json: {schema: {type: object, required: [a], properties: {a: {type: string, readOnly: true}}}}}}",
        [false, false],
    ),
    (
        "200 content: {application/json: {schema: {type: object, properties: {a: {type: string, readOnly: true}}}}}",
        "200 content: {application/json: {schema: {type: object, required: [a], properties: {a: {type: string, readOnly: true}}}}}",
        [false, true],
    ),
    (
        "requestBody: {content: {application/json: {schema: {type: object, properties: {a: {type: string, writeOnly: true}}}}}}",
        "requestBody: {content: {application/json: {schema: {type: object, required: [a], properties: {a: {type: string, writeOnly: true}}}}}}",
        [true, false],
    ),
    (
        "200 content: {application/json: {schema: {type: object, properties: {a: {type: string, writeOnly: true}}}}}",
        "200 content: {application/json: {schema: {type: object, required: [a], properties: {a: {type: string, writeOnly: true}}}}}",
        [false, false],
    ),
    (
        "requestBody: {content: {application/json: {schema: {type: object, properties: {a: {type: string}}}}}}",
        "requestBody: {content: {application/json: {schema: {type: object, properties: {a: {type: string, readOnly: true}}}}}}",
        [true, false],
    ),
    (
        "200 content: {application/json: {schema: {type: object, required: [a], properties: {a: {type: string}}}}}",
        "200 content: {application/json: {schema: {type: object, required: [a], properties: {a: {type: string, writeOnly: true}}}}}",
        [true, false],
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
    ("200 content: {application/json: {}}", "200 content: {application/*: {}}", [true, false]),
    ("200 content: {'*/*': {}}", "200 content: {application/json: {}}", [false, true]),
    (
        "200 headers: {X-A: {schema: {type: string}}}",
        "200 headers: {X-A: {explode: true, schema: {type: string}}}",
        [false, false],
    ),
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
    (
        "callbacks: {c: {'{$request.query.u}': {post: {requestBody: {content: {application/json: {}}}, responses: {'200': {description: d}}}}}}",
        "callbacks: {c: {'{$request.query.u}': {post: {requestBody: {content: {application/json: {}, text/plain: {}}}, responses: {'200': {description: d}}}}}}",
        [true, false],
    ),
    (
        "callbacks: {c: {'{$request.query.u}': {post: {requestBody: {required: true, content: {application/json: {}}}, responses: {'200': {description: d}}}}}}",
        "callbacks: {c: {'{$request.query.u}': {post: {responses: {'200': {description: d}}}}}}",
        [true, false],
    ),
    (
        "callbacks: {c: {'{$request.query.u}': {post: {parameters: [{name: s, in: query, schema: {type: integer}}], responses: {'200': {description: d}}}}}}",
        "callbacks: {c: {'{$request.query.u}': {post: {parameters: [{name: s, in: query, schema: {type: string}}], responses: {'200': {description: d}}}}}}",
        [true, false],
    ),
    (
        "callbacks: {c: {'{$request.query.u}': {post: {responses: {'200': {description: d, headers: {X-A: {schema: {type: integer}}}}}}}}}",
        "callbacks: {c: {'{$request.query.u}': {post: {responses: {'200': {description: d, headers: {X-A: {schema: {type: string}}}}}}}}}",
        [false, true],
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
    ("security: [{o: [r]}]", "security: [{fresh: [r]}]", [false, true]),
    ("servers: [{url: /a}]", "servers: [{url: /b}]", [true, true]),
    (
        "servers: [{url: 'https://a.example'}]",
        "servers: [{url: 'https://{h}.example', variables: {h: {default: a}}}]",
        [false, true],
    ),
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
