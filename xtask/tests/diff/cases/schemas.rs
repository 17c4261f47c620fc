//! Schemas.

use xtask::diff::{Rust::*, Wire::*};

use super::{CASE, Case};

const PROBLEM: &str = "    Problem:
      type: object
      description: What went wrong, in another form.
      properties:
        detail:
          type: string
          description: In words.
      additionalProperties: {}
";
const PARCEL_ID: &str = "        id:
          type: integer
          format: uint64
          minimum: 0
";
const NULLABLE_PARCEL_ID: &str = "        id:
          type: integer
          format: uint64
          minimum: 0
          nullable: true
";
const NEW_WEIGHT: &str = "      required: [weight, receiver]
      properties:
        weight:
          type: integer
          format: int64
";
const NULLABLE_NEW_WEIGHT: &str = "      required: [weight, receiver]
      properties:
        weight:
          type: integer
          format: int64
          nullable: true
";
const WEIGHT: &str = "        weight:
          type: integer
          format: int64
          description: In grams.
        receiver:
";
const NOTE: &str = "        note:
          type: string
          description: What the sender says.
          example: Fragile.
";
const LABEL: &str = "    Label:
      type: object
";

pub const CASES: &[Case] = &[
    Case {
        what: "a new optional property in requests",
        edit: &[("        insured:\n", "        gift:\n          type: boolean\n        insured:\n")],
        kinds: &["request-property-added"],
        rust: Minor,
        newer: "pub fn newer() { let _ = client::types::NewParcel::builder().gift(true); }",
        ..CASE
    },
    Case {
        what: "a new required property in requests",
        edit: &[
            ("        insured:\n", "        gift:\n          type: boolean\n        insured:\n"),
            ("required: [weight, receiver]", "required: [weight, receiver, gift]"),
        ],
        kinds: &["request-property-added"],
        wire: Incompatible,
        rust: Major,
        at_run_time: true,
        ..CASE
    },
    Case {
        what: "a property of requests is gone",
        edit: &[("        insured:\n          type: boolean\n          description: Whether to insure it.\n", "")],
        kinds: &["request-property-removed"],
        rust: Major,
        ..CASE
    },
    Case {
        what: "a property of requests has another type",
        edit: &[("          type: boolean\n", "          type: string\n")],
        kinds: &["request-property-retyped"],
        wire: Incompatible,
        rust: Major,
        ..CASE
    },
    Case {
        what: "a property of requests is now required",
        edit: &[("required: [weight, receiver]", "required: [weight, receiver, insured]")],
        kinds: &["request-property-made-required"],
        wire: Incompatible,
        rust: Major,
        ..CASE
    },
    Case {
        what: "a property of requests is now optional",
        edit: &[("required: [weight, receiver]", "required: [receiver]")],
        kinds: &["request-property-made-optional"],
        rust: Major,
        ..CASE
    },
    Case {
        what: "a property of requests may be null",
        edit: &[(NEW_WEIGHT, NULLABLE_NEW_WEIGHT)],
        kinds: &["request-property-made-nullable"],
        rust: Major,
        ..CASE
    },
    Case {
        what: "a property of requests may no longer be null",
        before: &[(NEW_WEIGHT, NULLABLE_NEW_WEIGHT)],
        edit: &[(NULLABLE_NEW_WEIGHT, NEW_WEIGHT)],
        caller: &[("(i64, Option<String>, Option<bool>", "(Option<i64>, Option<String>, Option<bool>")],
        kinds: &["request-property-made-non-null"],
        wire: Incompatible,
        rust: Major,
        ..CASE
    },
    Case {
        what: "a new property in responses",
        edit: &[(
            NOTE,
            "        colour:\n          type: string\n        note:\n          type: string\n          description: What the sender says.\n          example: Fragile.\n",
        )],
        kinds: &["response-property-added"],
        rust: Minor,
        newer: "pub fn newer(parcel: client::types::Parcel) { let _ = parcel.colour; }",
        ..CASE
    },
    Case {
        what: "a property of responses is gone",
        edit: &[(NOTE, "")],
        kinds: &["response-property-removed"],
        rust: Major,
        ..CASE
    },
    Case {
        what: "a property of responses that was always there is gone",
        edit: &[
            ("      required: [id, receiver]\n", "      required: [receiver]\n"),
            (
                "        id:\n          type: integer\n          format: uint64\n          minimum: 0\n          description: Which one.\n        note:\n",
                "        note:\n",
            ),
        ],
        kinds: &["response-property-removed"],
        wire: Incompatible,
        rust: Major,
        ..CASE
    },
    Case {
        what: "a property of responses has another type",
        edit: &[(
            WEIGHT,
            "        weight:\n          type: string\n          description: In grams.\n        receiver:\n",
        )],
        kinds: &["response-property-retyped"],
        wire: Incompatible,
        rust: Major,
        ..CASE
    },
    Case {
        what: "a property of responses is now always there",
        edit: &[("required: [id, receiver]", "required: [id, receiver, weight]")],
        kinds: &["response-property-made-required"],
        rust: Major,
        ..CASE
    },
    Case {
        what: "a property of responses is no longer always there",
        edit: &[("required: [id, receiver]", "required: [receiver]")],
        kinds: &["response-property-made-optional"],
        wire: Incompatible,
        rust: Major,
        ..CASE
    },
    Case {
        what: "a required property of responses may be null",
        edit: &[(PARCEL_ID, NULLABLE_PARCEL_ID)],
        kinds: &["response-property-made-nullable"],
        wire: Incompatible,
        rust: Major,
        ..CASE
    },
    Case {
        what: "an optional property of responses may be null: for Rust it was optional before",
        edit: &[(
            NOTE,
            "        note:\n          type: string\n          nullable: true\n          description: What the sender says.\n          example: Fragile.\n",
        )],
        kinds: &["response-property-made-nullable"],
        wire: Incompatible,
        ..CASE
    },
    Case {
        what: "a property of responses may no longer be null",
        before: &[(PARCEL_ID, NULLABLE_PARCEL_ID)],
        edit: &[(NULLABLE_PARCEL_ID, PARCEL_ID)],
        caller: &[("let _: u64 = id;", "let _: Option<u64> = id;")],
        kinds: &["response-property-made-non-null"],
        rust: Major,
        ..CASE
    },
    Case {
        what: "a property of requests and responses is now required",
        edit: &[("required: [street]", "required: [street, town]")],
        kinds: &["request-property-made-required", "response-property-made-required"],
        wire: Incompatible,
        rust: Major,
        ..CASE
    },
    Case {
        what: "a new value in an open list",
        edit: &[("enum: [sent, arrived]", "enum: [sent, arrived, lost]")],
        kinds: &["open-enum-value-added"],
        rust: Minor,
        newer: "pub fn newer() { let _ = client::types::State::Lost; }",
        ..CASE
    },
    Case {
        what: "a new value in a closed list of responses",
        edit: &[("enum: [slow, fast]", "enum: [slow, fast, instant]")],
        kinds: &["closed-enum-value-added"],
        wire: Incompatible,
        rust: Minor,
        newer: "pub fn newer() { let _ = client::types::Speed::Instant; }",
        ..CASE
    },
    Case {
        what: "a new value in a closed list of requests",
        edit: &[("enum: [small, large]", "enum: [small, large, huge]")],
        kinds: &["closed-enum-value-added"],
        rust: Minor,
        newer: "pub fn newer() { let _ = client::types::Size::Huge; }",
        ..CASE
    },
    Case {
        what: "a value of an open list is gone",
        edit: &[("enum: [sent, arrived]", "enum: [sent]")],
        kinds: &["open-enum-value-removed"],
        rust: Major,
        ..CASE
    },
    Case {
        what: "a value of a closed list of responses is gone",
        edit: &[("enum: [slow, fast]", "enum: [slow]")],
        kinds: &["closed-enum-value-removed"],
        rust: Major,
        ..CASE
    },
    Case {
        what: "a value of a closed list of requests is gone",
        edit: &[("enum: [small, large]", "enum: [small]")],
        kinds: &["closed-enum-value-removed"],
        wire: Incompatible,
        rust: Major,
        ..CASE
    },
    Case {
        what: "a new form of a type written by hand",
        edit: &[("        - type: number\n", "        - type: number\n        - type: boolean\n")],
        kinds: &["union-form-added"],
        wire: Incompatible,
        ..CASE
    },
    Case {
        what: "a form of a type written by hand is gone",
        edit: &[("        - type: number\n        - type: string\n", "        - type: number\n")],
        kinds: &["union-form-removed"],
        ..CASE
    },
    Case {
        what: "a new form of a generated union",
        edit: &[(
            "        - title: Code\n          type: string\n",
            "        - title: Code\n          type: string\n        - title: Flag\n          type: boolean\n",
        )],
        kinds: &["union-form-added"],
        wire: Incompatible,
        rust: Minor,
        newer: "pub fn newer() { let _ = client::types::Tracking::Flag(true); }",
        ..CASE
    },
    Case {
        what: "a form of a generated union is gone",
        edit: &[("        - title: Code\n          type: string\n", "")],
        kinds: &["union-form-removed"],
        rust: Major,
        ..CASE
    },
    Case {
        what: "a new schema",
        edit: &[(
            "    Label:\n",
            "    Stamp:\n      type: object\n      properties:\n        value:\n          type: string\n    Label:\n",
        )],
        kinds: &["schema-added"],
        rust: Minor,
        newer: "pub fn newer() { let _ = client::types::Stamp::builder(); }",
        ..CASE
    },
    Case { what: "a schema is gone", edit: &[(PROBLEM, "")], kinds: &["schema-removed"], rust: Major, ..CASE },
    Case {
        what: "a schema has another name",
        edit: &[("schemas/Speed'", "schemas/Pace'"), ("    Speed:\n", "    Pace:\n")],
        kinds: &["schema-renamed"],
        rust: Major,
        ..CASE
    },
    Case {
        what: "a schema has another type",
        edit: &[(
            LABEL,
            "    Label:\n      type: array\n      items:\n        type: string\n    OldLabel:\n      type: object\n",
        )],
        kinds: &["schema-retyped", "schema-added"],
        wire: Incompatible,
        rust: Major,
        ..CASE
    },
    Case {
        what: "a schema may be null",
        edit: &[(LABEL, "    Label:\n      type: object\n      nullable: true\n")],
        kinds: &["schema-made-nullable"],
        wire: Incompatible,
        ..CASE
    },
    Case {
        what: "a schema may no longer be null: only a type written by hand, so the code stays",
        before: &[("        - type: number\n", "        - type: number\n          nullable: true\n")],
        edit: &[("          nullable: true\n", "")],
        kinds: &["schema-made-non-null"],
        ..CASE
    },
    Case {
        what: "a text has a greatest length",
        edit: &[(
            NOTE,
            "        note:\n          type: string\n          maxLength: 40\n          description: What the sender says.\n          example: Fragile.\n",
        )],
        kinds: &["bounds-changed"],
        ..CASE
    },
    Case {
        what: "a text of requests has a greatest length",
        edit: &[(
            "What the sender says.\n        insured",
            "What the sender says.\n          maxLength: 40\n        insured",
        )],
        kinds: &["bounds-changed"],
        wire: Incompatible,
        rust: Major,
        at_run_time: true,
        ..CASE
    },
    Case {
        what: "an object is no longer extended",
        edit: &[("      additionalProperties: {}\n    NewParcel", "      additionalProperties: false\n    NewParcel")],
        kinds: &["additional-properties-changed"],
        ..CASE
    },
    Case {
        what: "another type written by hand",
        edit: &[("path: intellixent::wire::Usd", "path: intellixent::wire::Timestamp")],
        kinds: &["rust-type-changed", "rust-interface-changed"],
        rust: Major,
        ..CASE
    },
];
