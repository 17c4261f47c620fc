//! The feature `schemars`: the JSON Schema of each model is that of the document.

use std::{borrow::Cow, sync::LazyLock};

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::Value;

use crate::wire::{Listed, OpenEnum};

/// The document's schema of that name, with its references replaced by references to the schemas of Rust types.
pub(crate) fn described(
    name: &str,
    generator: &mut SchemaGenerator,
    named: fn(&str, &mut SchemaGenerator) -> Schema,
) -> Schema {
    fn refer(node: &mut Value, generator: &mut SchemaGenerator, named: fn(&str, &mut SchemaGenerator) -> Schema) {
        let name = node.get("$ref").and_then(Value::as_str).and_then(|to| to.strip_prefix("#/components/schemas/"));
        match name.map(str::to_owned) {
            Some(name) => *node = named(&name, generator).into(),
            None => match node {
                Value::Array(items) => items.iter_mut().for_each(|item| refer(item, generator, named)),
                Value::Object(members) => members.values_mut().for_each(|member| refer(member, generator, named)),
                _ => {}
            },
        }
    }

    static ALL: LazyLock<Value> = LazyLock::new(|| serde_json::from_str(crate::generated::SCHEMAS).unwrap_or_default());
    let mut schema = ALL[name].clone();
    refer(&mut schema, generator, named);
    Schema::try_from(schema).unwrap_or_default()
}

/// Implements `JsonSchema` by the document's schema for each `"Name" => Type`. Types in `"Name": Type` have their own
/// implementation.
macro_rules! schemas {
    ($($name:literal => $Type:ty,)* ; $($other:literal: $Other:ty,)*) => {
        fn schema_of(name: &::std::primitive::str, generator: &mut ::schemars::SchemaGenerator) -> ::schemars::Schema {
            match name {
                $($name => generator.subschema_for::<$Type>(),)*
                $($other => generator.subschema_for::<$Other>(),)*
                _ => ::std::default::Default::default(),
            }
        }

        $(impl ::schemars::JsonSchema for $Type {
            fn schema_name() -> ::std::borrow::Cow<'static, ::std::primitive::str> {
                $name.into()
            }

            fn schema_id() -> ::std::borrow::Cow<'static, ::std::primitive::str> {
                ::std::concat!("intellixent::", $name).into()
            }

            fn json_schema(generator: &mut ::schemars::SchemaGenerator) -> ::schemars::Schema {
                $crate::model::described($name, generator, schema_of)
            }
        })*
    };
}
pub(crate) use schemas;

impl<T: JsonSchema + Listed> JsonSchema for OpenEnum<T> {
    fn schema_name() -> Cow<'static, str> {
        format!("Open{}", T::schema_name()).into()
    }

    fn schema_id() -> Cow<'static, str> {
        format!("intellixent::wire::OpenEnum<{}>", T::schema_id()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A known value, or another string: values may be added.",
            "anyOf": [generator.subschema_for::<T>(), {"type": "string"}],
        })
    }
}
