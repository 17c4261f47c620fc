//! Generates instances of the schemas of a document, as it is when the test runs: every form, with any combination of absent
//! fields, nulls, undocumented fields and values outside enums.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may stop where it fails")]

mod scalars;

use std::{
    cell::RefCell,
    collections::{BTreeSet, HashMap},
};

use jsonschema::Validator;
use proptest::{
    prelude::*,
    sample::select,
    strategy::{Union, ValueTree as _},
    test_runner::{Config, RngAlgorithm, TestRng, TestRunner},
};
use serde_json::{Map, Value, json};

use crate::schema::{self, described};
use scalars::{double, integer, number, string, text};

/// Instances of the document's schema of that name.
///
/// # Panics
///
/// If no value is valid by it.
pub fn instance(name: &str) -> BoxedStrategy<Value> {
    let reference = json!({"$ref": format!("#/components/schemas/{name}")});
    Generator::new(described()).instances(&reference).unwrap_or_else(|| panic!("no value is a {name}"))
}

/// A runner that looks for a valid instance as long as it takes.
pub fn runner(rng: TestRng) -> TestRunner {
    TestRunner::new_with_rng(Config { max_local_rejects: u32::MAX, ..Config::default() }, rng)
}

/// Any JSON at all.
pub fn any_json() -> BoxedStrategy<Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Bool),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        double().prop_map(Value::from),
        text().prop_map(Value::String),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::Array),
            prop::collection::btree_map(text(), inner, 0..4).prop_map(|members| members.into_iter().collect()),
        ]
    })
    .boxed()
}

/// The keywords that a candidate of one schema is valid by. What else a schema says, its candidates are checked for.
const CERTAIN: &[&str] = &[
    "additionalProperties",
    "anyOf",
    "enum",
    "format",
    "items",
    "maxItems",
    "maximum",
    "minItems",
    "minimum",
    "nullable",
    "properties",
    "required",
    "type",
    "x-rust-type",
];

/// Where a schema stands.
#[derive(Clone, Default)]
struct Place {
    /// The named schemas that it is part of.
    within: Vec<String>,
    /// How many times more they may be entered through themselves.
    left: usize,
    /// The properties of the other forms of the union that it is a form of: by them, the forms are told apart.
    beside: Vec<String>,
    /// Whether it is a form of a type that takes every number.
    exact: bool,
}

type Instances = BoxedStrategy<Value>;

/// A schema as text, with `left` and `beside` of its place.
type Entered = (String, usize, Vec<String>);

/// Makes the strategies for the schemas of one document.
#[derive(Debug)]
pub struct Generator<'a> {
    schemas: &'a Map<String, Value>,
    /// The named schemas that each one refers to, also through others.
    refers: HashMap<&'a str, BTreeSet<String>>,
    made: RefCell<HashMap<Entered, Option<Instances>>>,
}

impl<'a> Generator<'a> {
    /// One for these schemas.
    pub fn new(schemas: &'a Map<String, Value>) -> Self {
        let all = schemas.keys().map(|name| (name.as_str(), schema::referred(schemas, &schemas[name])));
        Self { schemas, refers: all.collect(), made: RefCell::default() }
    }

    /// The instances of a schema; nothing if there are none.
    pub fn instances(&self, schema: &Value) -> Option<Instances> {
        self.of(schema, &Place::default())
    }

    /// What holds itself is entered through itself as often as its smallest instance needs, and twice more.
    fn of(&self, schema: &Value, place: &Place) -> Option<Instances> {
        let (parts, names) = schema::parts(self.schemas, schema);
        let refers =
            |from: &str, to: &[String]| self.refers.get(from).is_some_and(|all| to.iter().any(|to| all.contains(to)));
        let entered = |left: usize| {
            let key = (schema.to_string(), left, place.beside.clone());
            if let Some(made) = self.made.borrow().get(&key) {
                return made.clone();
            }
            let made = self.whole(schema, &parts, &Place { within: names.clone(), left, ..place.clone() });
            self.made.borrow_mut().insert(key, made.clone());
            made
        };
        if names.is_empty() {
            return self.whole(schema, &parts, place);
        }
        if names.iter().any(|name| refers(name, &place.within)) {
            return entered(place.left.checked_sub(1)?);
        }
        let in_circles = self.refers.keys().filter(|name| refers(name, &[(**name).to_owned()])).count();
        if !names.iter().any(|name| refers(name, &names)) {
            return entered(0);
        }
        let least = (0..=in_circles).find(|left| entered(*left).is_some())?;
        entered(least + 2)
    }

    fn whole(&self, schema: &Value, parts: &[Map<String, Value>], place: &Place) -> Option<Instances> {
        let words = schema::merged(parts);
        let kind = words.get("type").and_then(Value::as_str);
        let forms = words.get("anyOf").or(words.get("oneOf")).and_then(Value::as_array);
        let value = match (forms, words.get("enum"), kind) {
            (Some(forms), ..) => self.union(forms, words.contains_key("x-rust-type"), place),
            (_, Some(Value::Array(values)), _) => (!values.is_empty()).then(|| select(values.clone()).boxed()),
            (.., Some("string")) => Some(string(&words)),
            (.., Some("integer")) => integer(&words),
            (.., Some("number")) => number(&words, place.exact),
            (.., Some("boolean")) => Some(any::<bool>().prop_map(Value::Bool).boxed()),
            (.., Some("array")) => self.array(&words, place),
            (.., Some("object")) => self.object(&words, place),
            (.., None) => Some(any_json()),
            (.., Some(other)) => panic!("no such type: {other}"),
        };
        let value = match (value, words.get("nullable")) {
            (Some(value), Some(Value::Bool(true))) => Some(prop_oneof![4 => value, 1 => Just(Value::Null)].boxed()),
            (None, Some(Value::Bool(true))) => Some(Just(Value::Null).boxed()),
            (value, _) => value,
        };
        let is_text = kind == Some("string") && words.contains_key("format");
        match parts.len() > 1 || is_text || words.keys().any(|word| !CERTAIN.contains(&word.as_str())) {
            true => valid(value?, schema::of(self.schemas, schema)),
            false => value,
        }
    }

    fn union(&self, forms: &[Value], exact: bool, place: &Place) -> Option<Instances> {
        let names: Vec<Vec<String>> = forms
            .iter()
            .map(|form| {
                let whole = schema::merged(&schema::parts(self.schemas, form).0);
                whole.get("properties").and_then(Value::as_object).into_iter().flat_map(Map::keys).cloned().collect()
            })
            .collect();
        let forms = forms.iter().enumerate().filter_map(|(index, form)| {
            let others = names.iter().enumerate().filter(|(other, _)| *other != index);
            let beside = others.flat_map(|(_, names)| names.clone()).collect();
            self.of(form, &Place { beside, exact, ..place.clone() })
        });
        let forms: Vec<_> = forms.collect();
        (!forms.is_empty()).then(|| Union::new(forms).boxed())
    }

    fn object(&self, words: &Map<String, Value>, place: &Place) -> Option<Instances> {
        let inside = Place { beside: Vec::new(), exact: false, ..place.clone() };
        let none = Map::new();
        let properties = words.get("properties").and_then(Value::as_object).unwrap_or(&none);
        let required = words.get("required").and_then(Value::as_array).cloned().unwrap_or_default();
        let mut members = Vec::new();
        for (name, schema) in properties {
            let is_required = required.iter().any(|required| required == name);
            let value = match (self.of(schema, &inside), is_required) {
                (Some(value), true) => value.prop_map(Some).boxed(),
                (Some(value), false) => prop_oneof![3 => value.prop_map(Some), 1 => Just(None)].boxed(),
                (None, true) => return None,
                (None, false) => continue,
            };
            let name = name.clone();
            members.push(value.prop_map(move |value| value.map(|value| (name.clone(), value))));
        }
        let beside = place.beside.clone();
        let name = if beside.is_empty() { text() } else { prop_oneof![text(), select(beside.clone())].boxed() };
        let least = limit(words, "minProperties").unwrap_or(0);
        let more = match self.of(words.get("additionalProperties").unwrap_or(&json!({})), &inside) {
            Some(value) => prop::collection::vec((name, value), least..least + 4).boxed(),
            None => Just(Vec::new()).boxed(),
        };
        let named: Vec<_> = properties.keys().cloned().collect();
        let object = (more, members).prop_map(move |(more, members)| {
            // A described name, drawn by chance, would have a value that its schema does not describe.
            let more = more.into_iter().filter(|(name, _)| !named.contains(name));
            // To a form that describes the member, `null` would be its absence.
            let more = more.filter(|(name, value)| !(value.is_null() && beside.contains(name)));
            more.chain(members.into_iter().flatten()).collect()
        });
        Some(object.boxed())
    }

    fn array(&self, words: &Map<String, Value>, place: &Place) -> Option<Instances> {
        let inside = Place { beside: Vec::new(), exact: false, ..place.clone() };
        let least = limit(words, "minItems").unwrap_or(0);
        let most = limit(words, "maxItems").unwrap_or(least + 4).min(least + 4);
        match self.of(words.get("items").unwrap_or(&json!({})), &inside) {
            _ if least > most => None,
            Some(item) => Some(prop::collection::vec(item, least..=most).prop_map(Value::Array).boxed()),
            None => (least == 0).then(|| Just(json!([])).boxed()),
        }
    }
}

/// The candidates that are valid; nothing if hardly any is.
fn valid(candidates: Instances, validator: Validator) -> Option<Instances> {
    let mut runner = runner(TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let mut drawn = (0..500).filter_map(|_| Some(candidates.new_tree(&mut runner).ok()?.current()));
    drawn
        .any(|value| validator.is_valid(&value))
        .then(|| candidates.prop_filter("valid by its schema", move |value| validator.is_valid(value)).boxed())
}

fn limit(words: &Map<String, Value>, word: &str) -> Option<usize> {
    words.get(word).map(|limit| usize::try_from(limit.as_u64().unwrap()).unwrap())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::growth::{self, Drawing, Grown};

    #[test]
    fn every_schema_has_instances_unless_no_value_is_valid() {
        let schemas = json!({
            "Tree": {"type": "object", "required": ["size", "children"], "properties": {
                "size": {"type": "integer", "format": "uint8", "multipleOf": 5, "minimum": 1, "exclusiveMaximum": true, "maximum": 10},
                "left": {"description": "Itself.", "allOf": [{"$ref": "#/components/schemas/Tree"}]},
                "children": {"type": "array", "items": {"$ref": "#/components/schemas/Tree"}},
                "list": {"$ref": "#/components/schemas/List"},
            }},
            "List": {"oneOf": [{"$ref": "#/components/schemas/End"}, {"$ref": "#/components/schemas/Link"}]},
            "Link": {"type": "object", "required": ["next"], "properties": {
                "next": {"allOf": [{"$ref": "#/components/schemas/List"}]},
                "tree": {"$ref": "#/components/schemas/Tree"},
            }},
            "End": {"type": "object", "properties": {"end": {"type": "boolean"}}, "additionalProperties": false},
            "Both": {"allOf": [{"$ref": "#/components/schemas/Tree"}, {"$ref": "#/components/schemas/Named"}]},
            "Named": {"type": "object", "nullable": true, "properties": {
                "name": {"type": "string", "minLength": 40, "maxLength": 41, "readOnly": true},
                "id": {"type": "string", "format": "uuid"},
                "code": {"type": "string", "pattern": "^\\d{4}$"},
            }},
            "Closed": {"allOf": [{"$ref": "#/components/schemas/End"}, {"type": "object", "properties": {"end": {}, "more": {}}}]},
            "Alike": {"oneOf": [{"$ref": "#/components/schemas/Named"}, {"$ref": "#/components/schemas/Sized"}]},
            "Sized": {"type": "object", "properties": {"size": {"type": "number", "minimum": 100, "maximum": 101, "default": 100}}},
            "Lists": {"type": "object", "minProperties": 6, "additionalProperties": {
                "type": "array", "minItems": 1, "maxItems": 3, "uniqueItems": true, "items": {"type": "string", "enum": ["a", "b", "c"]},
            }},
            "Endless": {"type": "object", "required": ["next"], "properties": {"next": {"$ref": "#/components/schemas/Endless"}}},
            "Halves": {"type": "integer", "minimum": 0.5, "maximum": 1.5},
            "Never": {"type": "integer", "minimum": 2, "maximum": 1},
        });
        let schemas = schemas.as_object().unwrap();
        let drawn = growth::instances(schemas, &mut Drawing::new(1), 50);
        let names: BTreeSet<_> = drawn.iter().map(|(name, _)| name.as_str()).collect();
        let without: Vec<_> = schemas.keys().filter(|name| !names.contains(name.as_str())).collect();
        assert_eq!(without, ["Endless", "Never"]);
        let any = |has: fn(&Value) -> bool| drawn.iter().any(|(_, value)| has(value));
        assert!(any(|value| value["left"]["left"].is_object()) && any(|value| value["next"]["next"].is_object()));
    }

    #[test]
    fn every_drawn_schema_has_valid_instances() {
        let mut drawing = Drawing::new(1);
        let mut grown = Grown::new(json!({"components": {"schemas": described()}}));
        for _ in 0..40 {
            let _ = grown.add(&drawing.growth());
        }
        let schemas = grown.json["components"]["schemas"].as_object().unwrap();
        let drawn = growth::instances(schemas, &mut drawing, 5);
        assert!(drawn.len() > schemas.len() * 5 * 9 / 10, "{} for {}", drawn.len(), schemas.len());
    }
}
