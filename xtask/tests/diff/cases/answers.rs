//! Responses, security, servers, and what is no part of the interface.

use xtask::diff::{Rust::*, Wire::*};

use super::{CASE, Case};

const GET_PARCEL: &str = "              example:
                id: 7
";
const CALLBACK: &str = "      summary: Tell the receiver
      callbacks:
        told:
          '{$request.query.url}':
            post:
              responses:
                '200':
                  description: Thanks.
";

pub const CASES: &[Case] = &[
    Case {
        what: "a new status that a range had before",
        edit: &[(
            GET_PARCEL,
            "              example:
                id: 7
        '404':
          $ref: '#/components/responses/Refused'
",
        )],
        kinds: &["status-added", "rust-interface-changed"],
        rust: Minor,
        test: "server.get_parcel(|_, then| { then.not_found(error); });",
        ..CASE
    },
    Case {
        what: "a new success",
        edit: &[(
            GET_PARCEL,
            "              example:
                id: 7
        '203':
          description: From a copy.
          content:
            application/json:
              schema:
                $ref: '#/components/schemas/Parcel'
",
        )],
        kinds: &["status-added", "rust-interface-changed"],
        wire: Incompatible,
        rust: Minor,
        test: "server.get_parcel(|_, then| { then.non_authoritative_information(parcel); });",
        ..CASE
    },
    Case {
        what: "a success is gone",
        edit: &[(
            "        '202':
          description: To be told.
          content:
            application/json:
              schema:
                $ref: '#/components/schemas/Parcel'
",
            "",
        )],
        kinds: &["status-removed", "rust-interface-changed"],
        rust: Major,
        test: "server.notify(|_, then| { then.accepted(parcel); });",
        ..CASE
    },
    Case {
        what: "an answer of another type",
        edit: &[(
            "                $ref: '#/components/schemas/ParcelList'",
            "                $ref: '#/components/schemas/Address'",
        )],
        kinds: &["response-retyped"],
        wire: Incompatible,
        rust: Major,
        ..CASE
    },
    Case {
        what: "errors of another type",
        edit: &[("            $ref: '#/components/schemas/ApiError'", "            $ref: '#/components/schemas/Size'")],
        kinds: &["error-response-retyped", "rust-interface-changed"],
        wire: Incompatible,
        rust: Major,
        test: "server.list_parcels(|_, then| { then.client_error(400, error); });",
        ..CASE
    },
    Case {
        what: "a header of an answer that could be missing is gone",
        edit: &[(
            "          headers:\n            X-Total:\n              schema:\n                type: integer\n",
            "",
        )],
        kinds: &["response-header-removed"],
        ..CASE
    },
    Case {
        what: "a header of an answer that was always there is gone",
        before: &[("            X-Total:\n", "            X-Total:\n              required: true\n")],
        edit: &[(
            "          headers:\n            X-Total:\n              required: true\n              schema:\n                type: integer\n",
            "",
        )],
        kinds: &["response-header-removed"],
        wire: Incompatible,
        ..CASE
    },
    Case {
        what: "the server calls back at another address",
        before: &[("      summary: Tell the receiver\n", CALLBACK)],
        edit: &[("{$request.query.url}", "{$request.query.to}")],
        kinds: &["callback-removed", "callback-added"],
        wire: Incompatible,
        ..CASE
    },
    Case {
        what: "another way to be let in",
        edit: &[("      scheme: bearer\n", "      scheme: basic\n")],
        kinds: &["security-changed"],
        wire: Incompatible,
        ..CASE
    },
    Case {
        what: "no key is asked for any more",
        edit: &[("security:\n  - bearer: []\n", "security:\n  - bearer: []\n  - {}\n")],
        kinds: &["security-changed"],
        ..CASE
    },
    Case {
        what: "another server",
        edit: &[("https://parcels.example/api", "https://api.parcels.example")],
        kinds: &["server-changed"],
        wire: Incompatible,
        rust: Patch,
        ..CASE
    },
    Case {
        what: "one more server",
        edit: &[(
            "  - url: https://parcels.example/api\n",
            "  - url: https://parcels.example/api\n  - url: https://eu.parcels.example/api\n",
        )],
        kinds: &["server-changed"],
        ..CASE
    },
    Case {
        what: "another version of the API",
        edit: &[("version: 1.0.0", "version: 1.1.0")],
        kinds: &["version-changed"],
        ..CASE
    },
    Case {
        what: "a default",
        edit: &[("          type: boolean\n", "          type: boolean\n          default: false\n")],
        kinds: &["default-changed"],
        ..CASE
    },
    Case {
        what: "another description",
        edit: &[("description: With the number.", "description: Street and number.")],
        kinds: &["description-changed"],
        rust: Patch,
        ..CASE
    },
    Case {
        what: "another example of a parameter, which the docs show",
        edit: &[("          example: 2025\n", "          example: 2026\n")],
        kinds: &["example-changed"],
        rust: Patch,
        ..CASE
    },
    Case {
        what: "another example of an answer, which the demo server sends",
        edit: &[(GET_PARCEL, "              example:\n                id: 8\n")],
        kinds: &["example-changed"],
        rust: Patch,
        ..CASE
    },
    Case {
        what: "another example of a property, which nothing shows",
        edit: &[("example: Fragile.", "example: This side up.")],
        kinds: &["example-changed"],
        ..CASE
    },
    Case {
        what: "an operation has one more tag",
        edit: &[("      tags: [parcels]\n      summary: Tell", "      tags: [parcels, post]\n      summary: Tell")],
        kinds: &["other-changed"],
        ..CASE
    },
    Case {
        what: "an operation is deprecated",
        edit: &[("      summary: Tell the receiver\n", "      summary: Tell the receiver\n      deprecated: true\n")],
        kinds: &["operation-deprecated"],
        ..CASE
    },
    Case {
        what: "the first required property of an object takes its `Default` away",
        edit: &[(
            "      properties:\n        text:\n          type: string\n",
            "      required: [paper]\n      properties:\n        paper:\n          type: string\n        text:\n          type: string\n",
        )],
        kinds: &["rust-interface-changed", "response-property-added"],
        rust: Major,
        ..CASE
    },
];
