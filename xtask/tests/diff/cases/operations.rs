//! Operations, their parameters and their bodies.

use xtask::diff::{Rust::*, Wire::*};

use super::{CASE, Case};

const PAGE: &str = "        - name: page
          in: query
          description: Which page.
          schema:
            type: integer
            format: int32
          example: 2
";
const BODY: &str = "      requestBody:
        required: true
        description: What to send.
        content:
          application/json:
            schema:
              $ref: '#/components/schemas/NewParcel'
";
const NOTIFY: &str = "  /parcels/{id}/notify:
    post:
      operationId: notify
      tags: [parcels]
      summary: Tell the receiver
      parameters:
        - name: id
          in: path
          required: true
          description: Which one.
          schema:
            type: integer
            format: uint64
            minimum: 0
      responses:
        '200':
          description: Told.
          content:
            application/json:
              schema:
                $ref: '#/components/schemas/Parcel'
        '202':
          description: To be told.
          content:
            application/json:
              schema:
                $ref: '#/components/schemas/Parcel'
        4XX:
          $ref: '#/components/responses/Refused'
";

pub const CASES: &[Case] = &[
    Case {
        what: "a new operation",
        edit: &[(
            "components:\n  sec",
            "  /ping:
    get:
      operationId: ping
      summary: Ping
      responses:
        '200':
          description: Pong.
          content:
            application/json:
              schema:
                $ref: '#/components/schemas/Label'
components:\n  sec",
        )],
        kinds: &["operation-added"],
        rust: Minor,
        newer: "pub fn newer(client: &client::Client) { let _ = client.ping(); }",
        ..CASE
    },
    Case {
        what: "an operation is gone",
        edit: &[(NOTIFY, "")],
        kinds: &["operation-removed"],
        wire: Incompatible,
        rust: Major,
        ..CASE
    },
    Case {
        what: "an operation has another id",
        edit: &[("operationId: notify", "operationId: tell")],
        kinds: &["operation-renamed"],
        rust: Major,
        ..CASE
    },
    Case {
        what: "an operation has another path",
        edit: &[("/parcels/{id}/notify:", "/parcels/{id}/tell:")],
        kinds: &["operation-moved"],
        wire: Incompatible,
        rust: Patch,
        ..CASE
    },
    Case {
        what: "an operation has another method",
        edit: &[("    post:\n      operationId: notify", "    put:\n      operationId: notify")],
        kinds: &["operation-moved"],
        wire: Incompatible,
        rust: Patch,
        ..CASE
    },
    Case {
        what: "a new required parameter",
        edit: &[(
            PAGE,
            "        - name: town
          in: query
          required: true
          description: Where to.
          schema:
            type: string
        - name: page
          in: query
          description: Which page.
          schema:
            type: integer
            format: int32
          example: 2
",
        )],
        kinds: &["parameter-added"],
        wire: Incompatible,
        rust: Major,
        ..CASE
    },
    Case {
        what: "a new optional parameter",
        edit: &[(
            PAGE,
            "        - name: page
          in: query
          description: Which page.
          schema:
            type: integer
            format: int32
          example: 2
        - name: town
          in: query
          description: Where to.
          schema:
            type: string
",
        )],
        kinds: &["parameter-added"],
        rust: Minor,
        newer: "pub fn newer(client: &client::Client) { let _ = client.list_parcels(2025).town(\"Springfield\"); }",
        ..CASE
    },
    Case {
        what: "a parameter is gone",
        edit: &[(PAGE, "")],
        kinds: &["parameter-removed"],
        wire: Incompatible,
        rust: Major,
        ..CASE
    },
    Case {
        what: "a parameter of the path has another name",
        edit: &[
            ("/parcels/{id}/notify:", "/parcels/{parcel}/notify:"),
            (
                "      summary: Tell the receiver\n      parameters:\n        - name: id",
                "      summary: Tell the receiver\n      parameters:\n        - name: parcel",
            ),
        ],
        kinds: &["parameter-renamed", "rust-interface-changed"],
        // The setter of the mocks, which this caller does not use.
        rust: Major,
        at_run_time: true,
        ..CASE
    },
    Case {
        what: "a parameter has another type",
        edit: &[(
            "Which page.\n          schema:\n            type: integer\n            format: int32",
            "Which page.\n          schema:\n            type: string\n            format: date",
        )],
        kinds: &["parameter-retyped"],
        wire: Incompatible,
        rust: Major,
        ..CASE
    },
    Case {
        what: "a number in a parameter may be any text, which every number is there",
        edit: &[(
            "Which page.\n          schema:\n            type: integer\n            format: int32",
            "Which page.\n          schema:\n            type: string",
        )],
        kinds: &["parameter-retyped"],
        rust: Major,
        ..CASE
    },
    Case {
        what: "an optional parameter is now required",
        edit: &[("          description: Which page.", "          required: true\n          description: Which page.")],
        kinds: &["parameter-made-required"],
        wire: Incompatible,
        rust: Major,
        ..CASE
    },
    Case {
        what: "a required parameter is now optional",
        edit: &[(
            "          required: true\n          description: Of which year.",
            "          description: Of which year.",
        )],
        kinds: &["parameter-made-optional"],
        rust: Major,
        ..CASE
    },
    Case {
        what: "a new required request body",
        edit: &[(
            "      summary: Tell the receiver\n",
            "      summary: Tell the receiver
      requestBody:
        required: true
        content:
          application/json:
            schema:
              $ref: '#/components/schemas/Address'
",
        )],
        kinds: &["request-body-added"],
        wire: Incompatible,
        rust: Major,
        ..CASE
    },
    Case {
        what: "a new optional request body",
        edit: &[(
            "      summary: Tell the receiver\n",
            "      summary: Tell the receiver
      requestBody:
        content:
          application/json:
            schema:
              $ref: '#/components/schemas/Label'
",
        )],
        kinds: &["request-body-added"],
        rust: Minor,
        newer: "pub fn newer(client: &client::Client) { let _ = client.notify(7).body(client::types::Label::default()); }",
        ..CASE
    },
    Case {
        what: "a request body is gone",
        edit: &[(BODY, "")],
        kinds: &["request-body-removed"],
        wire: Incompatible,
        rust: Major,
        ..CASE
    },
    Case {
        what: "a request body may be left out",
        edit: &[("        required: true\n        description: What to send.", "        description: What to send.")],
        kinds: &["request-body-made-optional"],
        rust: Major,
        ..CASE
    },
    Case {
        what: "a request body may no longer be left out",
        before: &[("        required: true\n        description: What to send.", "        description: What to send.")],
        edit: &[("        description: What to send.", "        required: true\n        description: What to send.")],
        caller: &[("client.create_parcel(new).send()", "client.create_parcel().body(new).send()")],
        kinds: &["request-body-made-required"],
        wire: Incompatible,
        rust: Major,
        ..CASE
    },
    Case {
        what: "a request body has another type",
        edit: &[("$ref: '#/components/schemas/NewParcel'", "$ref: '#/components/schemas/Address'")],
        kinds: &["request-body-retyped"],
        wire: Incompatible,
        rust: Major,
        ..CASE
    },
];
