//! Generates instances of the schemas of a document, as it is when the test runs: every form, with any combination of absent
//! fields, nulls, undocumented fields and values outside enums.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may stop where it fails")]

use std::{
    cell::RefCell,
    collections::{BTreeSet, HashMap},
};

use jsonschema::Validator;
use proptest::{
    prelude::*,
    sample::select,
    strategy::{Union, ValueTree as _},
    string::string_regex,
    test_runner::{Config, RngAlgorithm, TestRng, TestRunner},
};
use serde_json::{Map, Number, Value, json};

use crate::schema::{self, described};

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

/// A text of each format that is checked.
const FORMATTED: &[&str] = &[
    "14:30:00Z",
    "P1DT2H",
    "a@h.example",
    "h.example",
    "127.0.0.1",
    "::1",
    "https://h.example/a?b=c",
    "/a/b",
    "0/a",
    "00000000-0000-4000-8000-000000000007",
];

fn string(words: &Map<String, Value>) -> Instances {
    let pattern = words.get("pattern").and_then(Value::as_str);
    let length = ["minLength", "maxLength"].map(|word| limit(words, word));
    // By `\d` and `\w`, JSON Schema means ASCII.
    let plain = |pattern: &str| {
        let pattern = pattern.strip_prefix('^').unwrap_or(pattern);
        let pattern = pattern.strip_suffix('$').unwrap_or(pattern);
        string_regex(&pattern.replace(r"\d", "[0-9]").replace(r"\w", "[0-9A-Za-z_]")).ok()
    };
    let text = match (words.get("format").and_then(Value::as_str), pattern.and_then(plain), length) {
        (Some("date-time"), ..) => date_time(),
        (Some("date-time-local"), ..) => date_and_time().prop_map(|(date, time)| format!("{date} {time}")).boxed(),
        (Some("date"), ..) => date_and_time().prop_map(|(date, _)| date).boxed(),
        (_, Some(texts), _) => texts.boxed(),
        (Some(_), ..) => prop_oneof![select(FORMATTED).prop_map(str::to_owned), text()].boxed(),
        (None, _, [None, None]) => text(),
        (None, _, [least, most]) => {
            let least = least.unwrap_or(0);
            let most = most.unwrap_or(least + 8).min(least + 8).max(least);
            string_regex(&format!("(?s).{{{least},{most}}}")).unwrap().boxed()
        }
    };
    text.prop_map(Value::String).boxed()
}

/// Texts of every length and script, with what needs an escape in JSON.
fn text() -> BoxedStrategy<String> {
    prop_oneof![
        4 => string_regex("(?s).{0,8}").unwrap(),
        2 => string_regex("[a-z_]{0,8}").unwrap(),
        1 => select(vec!["", "null", "0", "[]", "\0\n\"\\", "completed", "\u{1F600}", "2025-08-04"]).prop_map(String::from),
    ]
    .boxed()
}

fn date_time() -> BoxedStrategy<String> {
    let fraction = prop::option::of(string_regex("[0-9]{1,9}").unwrap());
    let zone = prop_oneof![
        Just("Z".to_owned()),
        (any::<bool>(), 0..24, 0..60).prop_map(|(west, h, m)| format!("{}{h:02}:{m:02}", if west { '-' } else { '+' })),
    ];
    (date_and_time(), fraction, zone)
        .prop_map(|((date, time), fraction, zone)| {
            let fraction = fraction.map(|digits| format!(".{digits}")).unwrap_or_default();
            format!("{date}T{time}{fraction}{zone}")
        })
        .boxed()
}

fn date_and_time() -> impl Strategy<Value = (String, String)> {
    let year = prop_oneof![3 => 1970i16..2100, 1 => 0i16..=9999];
    (year, 1i8..=12, 0i8..31, 0..24, 0..60, 0..60).prop_map(|(year, month, day, h, m, s)| {
        let days = jiff::civil::Date::new(year, month, 1).unwrap().days_in_month();
        (format!("{year:04}-{month:02}-{:02}", day % days + 1), format!("{h:02}:{m:02}:{s:02}"))
    })
}

fn integer(words: &Map<String, Value>) -> Option<Instances> {
    let format = words.get("format").and_then(Value::as_str).unwrap_or_default();
    let bits = |name: &str| format.strip_prefix(name)?.parse::<u32>().ok();
    let (low, high) = match (bits("uint"), bits("int")) {
        (Some(bits), _) => (0, (1_i128 << bits) - 1),
        (None, bits) => (-1_i128 << (bits.unwrap_or(64) - 1), (1_i128 << (bits.unwrap_or(64) - 1)) - 1),
    };
    let bound = |word: &str, inside: fn(f64) -> f64| {
        let bound = words.get(word)?;
        bound
            .as_i64()
            .map(i128::from)
            .or(bound.as_u64().map(i128::from))
            .or_else(|| format!("{:.0}", inside(bound.as_f64()?)).parse().ok())
    };
    let step = bound("multipleOf", f64::ceil).unwrap_or(1).max(1);
    let (least, greatest) = (bound("minimum", f64::ceil), bound("maximum", f64::floor));
    let (low, high) = (least.unwrap_or(low).max(low), greatest.unwrap_or(high).min(high));
    let (low, high) = (-(-low).div_euclid(step), high.div_euclid(step));
    if low > high {
        return None;
    }
    let near = prop_oneof![Just(low), Just(high), low..=high.min(low + 10_000)];
    let number = prop_oneof![near, low..=high];
    Some(number.prop_map(move |number| Value::Number(Number::from_i128(number * step).unwrap())).boxed())
}

/// Unless `exact`, integers are such as a double holds.
fn number(words: &Map<String, Value>, exact: bool) -> Option<Instances> {
    let bound = |word: &str, without| words.get(word).map_or(without, |bound| bound.as_f64().unwrap());
    let (low, high) = (bound("minimum", f64::MIN), bound("maximum", f64::MAX));
    if low > high {
        return None;
    }
    let step = words.get("multipleOf").and_then(Value::as_f64);
    let everyday = prop_oneof![
        (-1_000_000i64..1_000_000).prop_map(Value::from),
        (any::<i32>(), 0..=8).prop_map(|(digits, places)| json!(f64::from(digits) / 10f64.powi(places))),
        any::<i16>().prop_map(move |count| json!(f64::from(count) * step.unwrap_or(1.0))),
    ];
    let integer = any::<u64>().prop_map(move |number| Value::from(if exact { number } else { number >> 11 }));
    let number = prop_oneof![everyday, integer, double().prop_map(Value::from)];
    let within = low.max(-1e300)..=high.min(1e300);
    let number = (number, within).prop_map(move |(number, within)| {
        // What is too large becomes as small as it was large.
        let double = number.as_f64().unwrap();
        let is_within = |double| (low..=high).contains(&double);
        if is_within(double) {
            number
        } else {
            json!(Some(double.recip()).filter(|it| is_within(*it)).unwrap_or(within))
        }
    });
    Some(number.boxed())
}

fn double() -> impl Strategy<Value = f64> {
    use prop::num::f64::{NEGATIVE, NORMAL, POSITIVE, SUBNORMAL, ZERO};
    POSITIVE | NEGATIVE | NORMAL | SUBNORMAL | ZERO
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
