//! Schemas, edits of them and values that are drawn at random: no breaking change is called compatible.
//!
//! A validator of JSON Schema has the last word: what is a value of the schema of who sends must be one of the schema of
//! who reads.

use std::cell::Cell;

use jsonschema::{Draft, Validator};
use proptest::{
    collection::vec,
    prelude::*,
    sample::{Index, select, subsequence},
    test_runner::{TestError, TestRunner},
};
use serde_json::{Map, Value, json};
use xtask::diff::{Wire, on_the_wire};

use crate::{
    cases::parse,
    common::draw::{cases, collect},
    value::Draw,
};

/// The named schemas. Outside of a member or an item, each refers only to those after it: a schema that is a part of itself
/// is refused.
const NAMED: [&str; 4] = ["Root", "A", "B", "C"];

/// What is a value of some drawn schemas and none of others.
pub fn scalars() -> Vec<Value> {
    let texts = ["", "a", "b", "ab", "ba", "abc", "aaaa", "2025-02-28", "2025-02-30", "a@b.example", "7", "true"];
    let large =
        [json!(2_147_483_647), json!(2_147_483_648_i64), json!(-2_147_483_649_i64), json!(1_099_511_627_776_i64)];
    let small = json!([null, true, false, -1, 0, 1, 1.5, 2, 2.5, 3, 4, 5, 6]);
    let small = small.as_array().unwrap().clone();
    texts.into_iter().map(Value::from).chain(small).chain(large).collect()
}

/// One keyword with its value.
fn keyword(inner: &BoxedStrategy<Value>) -> impl Strategy<Value = (&'static str, Value)> + use<> {
    let of = |keys: &[&'static str], values: Value| {
        (select(keys.to_vec()), select(values.as_array().unwrap().clone())).boxed()
    };
    let forms = (select(vec!["allOf", "anyOf", "oneOf"]), vec(inner.clone(), 1..3).prop_map(Value::from));
    let members = vec((select(&["a", "b", "c"][..]), inner.clone()), 1..3);
    let members = members.prop_map(|members| ("properties", members.into_iter().collect()));
    prop_oneof![
        4 => of(&["type"], json!(["string", "integer", "number", "boolean", "array", "object"])),
        2 => of(&["nullable", "uniqueItems", "exclusiveMinimum", "exclusiveMaximum", "additionalProperties"], json!([true, false])),
        1 => vec(select(scalars()), 1..4).prop_map(|values| ("enum", values.into())),
        2 => of(&["minimum", "maximum"], json!([-1, 0, 1, 1.5, 2, 3, 5])),
        2 => of(&["minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties"], json!([0, 1, 2, 3])),
        1 => of(&["multipleOf"], json!([1, 2, 4, 0.5, 1.5])),
        1 => of(&["pattern"], json!(["^a", "b$", "^[ab]*$"])),
        1 => of(&["format"], json!(["int32", "int64", "uint64", "float", "date", "email", "custom", "password"])),
        1 => subsequence(&["a", "b", "c"][..], 1..3).prop_map(|names| ("required", names.into())),
        3 => members,
        2 => (select(vec!["items", "additionalProperties", "not"]), inner.clone()),
        4 => forms,
    ]
}

fn reference() -> BoxedStrategy<Value> {
    select(&NAMED[1..]).prop_map(|name| json!({"$ref": format!("#/components/schemas/{name}")})).boxed()
}

fn schema() -> BoxedStrategy<Value> {
    let leaf = prop_oneof![1 => reference(), 1 => Just(json!({}))];
    let nested = leaf.prop_recursive(3, 16, 3, |inner| {
        let written = vec(keyword(&inner.clone().boxed()), 1..5);
        let written = written.prop_map(|keywords| keywords.into_iter().map(|(key, value)| (key.to_owned(), value)));
        prop_oneof![1 => reference(), 6 => written.prop_map(|members| Value::Object(members.collect::<Map<_, _>>()))]
    });
    nested.boxed()
}

/// What is done to one schema.
#[derive(Debug, Clone)]
enum Edit {
    Replace(Value),
    Set(&'static str, Value),
    Drop(Index),
    Wrap(&'static str, Option<Value>),
    Inline,
}

fn edit() -> impl Strategy<Value = Edit> {
    let flat =
        prop_oneof![Just(json!({})), Just(json!({"type": "string"})), Just(json!({"type": "integer"})), reference()];
    let wrap = (select(vec!["allOf", "anyOf", "oneOf"]), prop::option::of(schema()));
    prop_oneof![
        1 => schema().prop_map(Edit::Replace),
        6 => keyword(&flat.boxed()).prop_map(|(key, value)| Edit::Set(key, value)),
        4 => any::<Index>().prop_map(Edit::Drop),
        2 => wrap.prop_map(|(key, beside)| Edit::Wrap(key, beside)),
        1 => Just(Edit::Inline),
    ]
}

/// The places of all schemas, and whether each is that of a member or an item.
fn places(all: &Value) -> Vec<(String, bool)> {
    let mut every = Vec::new();
    collect(all, String::new(), &mut every);
    let of_schema = |at: String| {
        let mut guarded = false;
        let mut keys = at.split('/').skip(2);
        while let Some(key) = keys.next() {
            match key {
                "properties" => guarded |= keys.next().is_some(),
                "allOf" | "anyOf" | "oneOf" if keys.next().is_some() => {}
                "items" | "additionalProperties" => guarded = true,
                "not" => {}
                _ => return None,
            }
        }
        all.pointer(&at).is_some_and(|node| node.is_object() && at.len() > 1).then_some((at, guarded))
    };
    every.into_iter().filter(|at| !at.ends_with("/properties")).filter_map(of_schema).collect()
}

fn position(name: &str) -> Option<usize> {
    NAMED.iter().position(|known| *known == name)
}

/// As it is, but for references that would make a schema a part of itself.
fn grounded(mut all: Value) -> Value {
    for (at, guarded) in places(&all) {
        let own = at.split('/').nth(1).and_then(position);
        let node = all.pointer_mut(&at).unwrap();
        let to = node["$ref"].as_str().and_then(|to| position(to.rsplit('/').next()?));
        if !guarded && to.is_some() && to <= own {
            *node = json!({"type": "object"});
        }
    }
    all
}

fn edited(all: &Value, edits: &[(Index, Edit)]) -> Value {
    let mut new = all.clone();
    for (index, edit) in edits {
        let found = places(&new);
        let node = new.pointer_mut(&found[index.index(found.len())].0).unwrap();
        let written = || node.as_object().unwrap().get("$ref").is_none();
        match edit {
            Edit::Replace(schema) => *node = schema.clone(),
            Edit::Set(key, value) if written() => node[*key] = value.clone(),
            Edit::Wrap(key, beside) => {
                let forms: Vec<_> = [node.clone()].into_iter().chain(beside.clone()).collect();
                *node = json!({*key: forms});
            }
            Edit::Drop(index) if written() => {
                let members = node.as_object_mut().unwrap();
                let key = members.keys().nth(index.index(members.len().max(1))).cloned();
                key.map(|key| members.remove(&key));
            }
            Edit::Inline => {
                let name = node["$ref"].as_str().and_then(|to| to.rsplit('/').next());
                if let Some(schema) = name.map(|name| all[name].clone()) {
                    *node = schema;
                }
            }
            Edit::Set(..) | Edit::Drop(_) => {}
        }
    }
    grounded(new)
}

/// The schemas of a document, and those of an edited one.
fn pair() -> impl Strategy<Value = (Value, Value)> {
    let all = vec(schema(), NAMED.len()).prop_map(|schemas| {
        let named = NAMED.into_iter().zip(schemas).map(|(name, schema)| (name.to_owned(), schema));
        grounded(named.collect())
    });
    (all, vec((any::<Index>(), edit()), 1..4)).prop_map(|(old, edits)| {
        let new = edited(&old, &edits);
        (old, new)
    })
}

/// A document in which the root is what is sent, or what is answered.
fn document(schemas: &Value, sent: bool) -> xtask::document::Document {
    let content = json!({"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Root"}}}});
    let mut operation = json!({"operationId": "ask", "responses": {"200": {"description": "Fine."}}});
    if sent {
        operation["requestBody"] = content;
    } else {
        operation["responses"]["200"]["content"] = content["content"].clone();
    }
    let document = json!({
        "openapi": "3.0.3", "info": {"title": "T", "version": "1"}, "paths": {"/ask": {"post": operation}},
        "components": {"schemas": schemas},
    });
    parse("drawn.yaml", &document.to_string())
}

fn compatible(old: &Value, new: &Value, sent: bool) -> bool {
    let [old, new] = [old, new].map(|schemas| document(schemas, sent));
    on_the_wire(&old, &new).unwrap().iter().all(|change| change.wire == Wire::Compatible)
}

/// As JSON Schema of draft 4, but for `nullable`.
fn converted(schema: &Value) -> Value {
    let Value::Object(members) = schema else { return schema.clone() };
    let mut out = Map::new();
    for (key, value) in members {
        let value = match (key.as_str(), value) {
            ("allOf" | "anyOf" | "oneOf", Value::Array(forms)) => forms.iter().map(converted).collect(),
            ("properties", Value::Object(members)) => {
                members.iter().map(|(name, schema)| (name.clone(), converted(schema))).collect()
            }
            ("items" | "additionalProperties" | "not", schema) => converted(schema),
            (_, value) => value.clone(),
        };
        out.insert(key.clone(), value);
    }
    let range = match members.get("format").and_then(Value::as_str) {
        Some("int32") => json!([{"minimum": i32::MIN, "maximum": i32::MAX}]),
        Some("int64") => json!([{"minimum": i64::MIN, "maximum": i64::MAX}]),
        Some("uint64") => json!([{"minimum": 0, "maximum": u64::MAX}]),
        Some("float") => json!([{"minimum": f32::MIN, "maximum": f32::MAX}]),
        _ => json!([{}]),
    };
    let listed = members.get("enum").and_then(Value::as_array).is_none_or(|values| values.contains(&Value::Null));
    let nullable = out.remove("nullable") == Some(Value::Bool(true)) && listed;
    let whole = json!({"allOf": [out, range[0]]});
    if nullable { json!({"anyOf": [whole, {"enum": [null]}]}) } else { whole }
}

fn validator(schemas: &Value) -> Validator {
    let named: Map<_, _> =
        schemas.as_object().unwrap().iter().map(|(name, schema)| (name.clone(), converted(schema))).collect();
    let root = json!({
        "$schema": "http://json-schema.org/draft-04/schema#", "allOf": [{"$ref": "#/components/schemas/Root"}],
        "components": {"schemas": named},
    });
    jsonschema::options()
        .with_draft(Draft::Draft4)
        .should_validate_formats(true)
        .should_ignore_unknown_formats(true)
        .with_format("date", |text: &str| text.parse::<jiff::civil::Date>().is_ok())
        .build(&root)
        .unwrap()
}

#[test]
fn no_drawn_value_is_refused_after_a_compatible_change() {
    let (confirmed, breaking) = (Cell::new(0), Cell::new(0));
    let drawn = (pair(), vec(vec(any::<u8>(), 1..40), 40));
    let result = TestRunner::new(cases(500)).run(&drawn, |((old, new), tapes)| {
        let validators = [validator(&old), validator(&new)];
        // What is sent by the old schema is read by the new one; what is answered by the new one is read by the old one.
        for (sent, [sender, reader], sending) in [(true, [0, 1], &old), (false, [1, 0], &new)] {
            let compatible = compatible(&old, &new, sent);
            let mut values = tapes.iter().filter_map(|tape| Draw::new(sending, tape).value("Root"));
            let refused =
                values.find(|value| validators[sender].is_valid(value) && !validators[reader].is_valid(value));
            breaking.set(breaking.get() + u32::from(!compatible));
            confirmed.set(confirmed.get() + u32::from(refused.is_some()));
            let place = if sent { "a request" } else { "a response" };
            prop_assert!(
                !compatible || refused.is_none(),
                "called compatible in {place}, but for {refused:?}\nold {old}\nnew {new}"
            );
        }
        Ok(())
    });
    let (confirmed, breaking) = (confirmed.get(), breaking.get());
    // The shrunk pair is in the message; the tapes would say nothing.
    if let Err(TestError::Fail(why, _)) = result {
        panic!("{why}");
    }
    println!("{confirmed} of {breaking} breaking changes have a drawn value that shows it");
    assert!(confirmed * 2 > breaking, "{confirmed} of {breaking}: the values say too little");
}
