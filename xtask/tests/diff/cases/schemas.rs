//! Schemas.

use xtask::diff::{Kind::*, Rust::*, Wire::*};

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
        kinds: &[RequestPropertyAdded],
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
        kinds: &[RequestPropertyAdded],
        wire: Incompatible,
        rust: Major,
        at_run_time: true,
        ..CASE
    },
    Case {
        what: "a property of requests is gone",
        edit: &[("        insured:\n          type: boolean\n          description: Whether to insure it.\n", "")],
        kinds: &[RequestPropertyRemoved],
        rust: Major,
        ..CASE
    },
    Case {
        what: "a property of requests has another type",
        edit: &[("          type: boolean\n", "          type: string\n")],
        kinds: &[RequestPropertyRetyped],
        wire: Incompatible,
        rust: Major,
        ..CASE
    },
    Case {
        what: "a property of requests is now required",
        edit: &[("required: [weight, receiver]", "required: [weight, receiver, insured]")],
        kinds: &[RequestPropertyMadeRequired],
        wire: Incompatible,
        rust: Major,
        ..CASE
    },
    Case {
        what: "a property of requests is now optional",
        edit: &[("required: [weight, receiver]", "required: [receiver]")],
        kinds: &[RequestPropertyMadeOptional],
        rust: Major,
        ..CASE
    },
    Case {
        what: "a property of requests may be null",
        edit: &[(NEW_WEIGHT, NULLABLE_NEW_WEIGHT)],
        kinds: &[RequestPropertyMadeNullable],
        rust: Major,
        ..CASE
    },
    Case {
        what: "a property of requests may no longer be null",
        before: &[(NEW_WEIGHT, NULLABLE_NEW_WEIGHT)],
        edit: &[(NULLABLE_NEW_WEIGHT, NEW_WEIGHT)],
        caller: &[("(i64, Option<String>, Option<bool>", "(Option<i64>, Option<String>, Option<bool>")],
        kinds: &[RequestPropertyMadeNonNull],
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
        kinds: &[ResponsePropertyAdded],
        rust: Minor,
        newer: "pub fn newer(parcel: client::types::Parcel) { let _ = parcel.colour; }",
        ..CASE
    },
    Case {
        what: "a property of responses is gone",
        edit: &[(NOTE, "")],
        kinds: &[ResponsePropertyRemoved],
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
        kinds: &[ResponsePropertyRemoved],
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
        kinds: &[ResponsePropertyRetyped],
        wire: Incompatible,
        rust: Major,
        ..CASE
    },
    Case {
        what: "a property of responses is now always there",
        edit: &[("required: [id, receiver]", "required: [id, receiver, weight]")],
        kinds: &[ResponsePropertyMadeRequired],
        rust: Major,
        ..CASE
    },
    Case {
        what: "a property of responses is no longer always there",
        edit: &[("required: [id, receiver]", "required: [receiver]")],
        kinds: &[ResponsePropertyMadeOptional],
        wire: Incompatible,
        rust: Major,
        ..CASE
    },
    Case {
        what: "a required property of responses may be null",
        edit: &[(PARCEL_ID, NULLABLE_PARCEL_ID)],
        kinds: &[ResponsePropertyMadeNullable],
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
        kinds: &[ResponsePropertyMadeNullable],
        wire: Incompatible,
        ..CASE
    },
    Case {
        what: "a property of responses may no longer be null",
        before: &[(PARCEL_ID, NULLABLE_PARCEL_ID)],
        edit: &[(NULLABLE_PARCEL_ID, PARCEL_ID)],
        caller: &[("let _: u64 = id;", "let _: Option<u64> = id;")],
        kinds: &[ResponsePropertyMadeNonNull],
        rust: Major,
        ..CASE
    },
    Case {
        what: "a property of requests and responses is now required",
        edit: &[("required: [street]", "required: [street, town]")],
        kinds: &[RequestPropertyMadeRequired, ResponsePropertyMadeRequired],
        wire: Incompatible,
        rust: Major,
        ..CASE
    },
    Case {
        what: "a new value in an open list",
        edit: &[("enum: [sent, arrived]", "enum: [sent, arrived, lost]")],
        kinds: &[OpenEnumValueAdded],
        rust: Minor,
        newer: "pub fn newer() { let _ = client::types::State::Lost; }",
        ..CASE
    },
    Case {
        what: "a new value in a closed list of responses",
        edit: &[("enum: [slow, fast]", "enum: [slow, fast, instant]")],
        kinds: &[ClosedEnumValueAdded],
        wire: Incompatible,
        rust: Minor,
        newer: "pub fn newer() { let _ = client::types::Speed::Instant; }",
        ..CASE
    },
    Case {
        what: "a new value in a closed list of requests",
        edit: &[("enum: [small, large]", "enum: [small, large, huge]")],
        kinds: &[ClosedEnumValueAdded],
        rust: Minor,
        newer: "pub fn newer() { let _ = client::types::Size::Huge; }",
        ..CASE
    },
    Case {
        what: "a value of an open list is gone",
        edit: &[("enum: [sent, arrived]", "enum: [sent]")],
        kinds: &[EnumValueRemoved],
        rust: Major,
        ..CASE
    },
    Case {
        what: "a value of a closed list of responses is gone",
        edit: &[("enum: [slow, fast]", "enum: [slow]")],
        kinds: &[EnumValueRemoved],
        rust: Major,
        ..CASE
    },
    Case {
        what: "a value of a closed list of requests is gone",
        edit: &[("enum: [small, large]", "enum: [small]")],
        kinds: &[EnumValueRemoved],
        wire: Incompatible,
        rust: Major,
        ..CASE
    },
    Case {
        what: "a new form of a type written by hand",
        edit: &[("        - type: number\n", "        - type: number\n        - type: boolean\n")],
        kinds: &[UnionFormAdded],
        wire: Incompatible,
        ..CASE
    },
    Case {
        what: "a form of a type written by hand is gone",
        edit: &[("        - type: number\n        - type: string\n", "        - type: number\n")],
        kinds: &[UnionFormRemoved],
        ..CASE
    },
    Case {
        what: "a new form of a generated union",
        edit: &[(
            "        - title: Code\n          type: string\n",
            "        - title: Code\n          type: string\n        - title: Flag\n          type: boolean\n",
        )],
        kinds: &[UnionFormAdded],
        wire: Incompatible,
        rust: Minor,
        newer: "pub fn newer() { let _ = client::types::Tracking::Flag(true); }",
        ..CASE
    },
    Case {
        what: "a form of a generated union is gone",
        edit: &[("        - title: Code\n          type: string\n", "")],
        kinds: &[UnionFormRemoved],
        rust: Major,
        ..CASE
    },
    Case {
        what: "a new schema",
        edit: &[(
            "    Label:\n",
            "    Stamp:\n      type: object\n      properties:\n        value:\n          type: string\n    Label:\n",
        )],
        kinds: &[SchemaAdded],
        rust: Minor,
        newer: "pub fn newer() { let _ = client::types::Stamp::builder(); }",
        ..CASE
    },
    Case { what: "a schema is gone", edit: &[(PROBLEM, "")], kinds: &[SchemaRemoved], rust: Major, ..CASE },
    Case {
        what: "a schema has another name",
        edit: &[("schemas/Speed'", "schemas/Pace'"), ("    Speed:\n", "    Pace:\n")],
        kinds: &[SchemaRenamed],
        rust: Major,
        ..CASE
    },
    Case {
        what: "a schema has another type",
        edit: &[(
            LABEL,
            "    Label:\n      type: array\n      items:\n        type: string\n    OldLabel:\n      type: object\n",
        )],
        kinds: &[SchemaRetyped, SchemaAdded],
        wire: Incompatible,
        rust: Major,
        ..CASE
    },
    Case {
        what: "a schema may be null",
        edit: &[(LABEL, "    Label:\n      type: object\n      nullable: true\n")],
        kinds: &[SchemaMadeNullable],
        wire: Incompatible,
        ..CASE
    },
    Case {
        what: "a schema may no longer be null: only a type written by hand, so the code stays",
        before: &[("        - type: number\n", "        - type: number\n          nullable: true\n")],
        edit: &[("          nullable: true\n", "")],
        kinds: &[SchemaMadeNonNull],
        ..CASE
    },
    Case {
        what: "a text has a greatest length",
        edit: &[(
            NOTE,
            "        note:\n          type: string\n          maxLength: 40\n          description: What the sender says.\n          example: Fragile.\n",
        )],
        kinds: &[BoundsChanged],
        ..CASE
    },
    Case {
        what: "a text of requests has a greatest length",
        edit: &[(
            "What the sender says.\n        insured",
            "What the sender says.\n          maxLength: 40\n        insured",
        )],
        kinds: &[BoundsChanged],
        wire: Incompatible,
        rust: Major,
        at_run_time: true,
        ..CASE
    },
    Case {
        what: "an object is no longer extended",
        edit: &[("      additionalProperties: {}\n    NewParcel", "      additionalProperties: false\n    NewParcel")],
        kinds: &[AdditionalPropertiesChanged],
        ..CASE
    },
    Case {
        what: "another type written by hand",
        edit: &[("path: intellixent::wire::Usd", "path: intellixent::wire::Timestamp")],
        kinds: &[RustTypeChanged],
        rust: Major,
        ..CASE
    },
];
