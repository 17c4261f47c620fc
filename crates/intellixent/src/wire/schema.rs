//! The JSON Schema of each wire type, for the feature `schemars`. Each accepts what the document's schema of that name
//! accepts; a test of the workspace holds them to it.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::Value;

use super::{Evaluation, OpenEnum, Timestamp, Transcript, Usd, Variables};
use crate::types::{EvaluationField, TranscriptTurn};

impl<T: JsonSchema> JsonSchema for OpenEnum<T> {
    fn schema_name() -> Cow<'static, str> {
        format!("Open{}", T::schema_name()).into()
    }

    fn schema_id() -> Cow<'static, str> {
        format!("intellixent::wire::OpenEnum<{}>", T::schema_id()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A value of the list, or another text: the list may grow.",
            "anyOf": [generator.subschema_for::<T>(), {"type": "string"}],
        })
    }
}

/// The parts of an impl that are alike for every type without a parameter.
macro_rules! schema {
    ($type:ident, |$generator:ident| $schema:tt) => {
        impl JsonSchema for $type {
            fn schema_name() -> Cow<'static, str> {
                stringify!($type).into()
            }

            fn schema_id() -> Cow<'static, str> {
                concat!("intellixent::wire::", stringify!($type)).into()
            }

            fn json_schema($generator: &mut SchemaGenerator) -> Schema {
                json_schema!($schema)
            }
        }
    };
}

schema!(Transcript, |generator| {
    "description": "What was said: the whole conversation as one text, or a list of turns.",
    "oneOf": [
        {"type": "string"},
        {"type": "array", "items": generator.subschema_for::<TranscriptTurn>()},
    ],
});

schema!(Variables, |_generator| {
    "description": "What the assistant collected during the call, by name. An empty list when it collected nothing.",
    "oneOf": [
        {"type": "object", "additionalProperties": true},
        {"type": "array", "maxItems": 0},
    ],
});

schema!(Evaluation, |generator| {
    "description": "What the evaluation after the call found: values by name, or a list of described fields.",
    "oneOf": [
        {"type": "object", "additionalProperties": generator.subschema_for::<Value>()},
        {"type": "array", "items": generator.subschema_for::<EvaluationField>()},
    ],
});

schema!(Usd, |_generator| {
    "description": "An amount in US dollars: a number, or a decimal text.",
    "oneOf": [
        {"type": "number", "minimum": -7.9e28, "maximum": 7.9e28},
        {"type": "string", "pattern": r"^-?[0-9]{1,18}(\.[0-9]{1,10})?$"},
    ],
});

schema!(Timestamp, |_generator| {
    "description": "A date and time: without a time zone, as `2025-08-04 14:30:00`, or RFC 3339.",
    "oneOf": [
        {
            "type": "string",
            "format": "date-time-local",
            "pattern": r"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01]) ([01][0-9]|2[0-3])(:[0-5][0-9]){2}$",
        },
        {
            "type": "string",
            "format": "date-time",
            "pattern": concat!(
                r"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3])(:[0-5][0-9]){2}",
                r"(\.[0-9]{1,9})?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])$",
            ),
        },
    ],
});
