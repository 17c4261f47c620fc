//! One response against the document, strictly: what the tolerant client accepts in silence is a problem here.

use std::{collections::HashMap, rc::Rc};

use jsonschema::Validator;
use serde::Serialize;
use serde_json::{Map, Value};

use crate::{
    document::{Node, child, json_schema},
    privacy::{Kept, holds, is_field_name},
};

/// What kind of misfit it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, strum::IntoStaticStr)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Kind {
    /// A field that the document does not have.
    UndocumentedField,
    /// A value that is not in the document's list.
    UndocumentedValue,
    /// A JSON type, or a form of text or number, that the document does not have there.
    TypeMismatch,
    /// A field that the document requires.
    MissingField,
    /// No JSON that every reader understands alike.
    NotJson,
}

/// One misfit in one response.
#[derive(Debug)]
pub(super) struct Problem<'v> {
    pub(super) kind: Kind,
    /// Where in the response, with `*` for the place in a list and for a name that could be a customer's.
    pub(super) pointer: String,
    /// The schema in the document that it does not fit.
    pub(super) schema: String,
    /// Where that schema is used, which is the same place if it stands there itself.
    pub(super) site: String,
    /// What was found; of a missing field, the object that lacks it.
    pub(super) value: &'v Value,
    /// Whether only its `format` is against it: it looks as documented, and is no such thing.
    pub(super) unreal: bool,
}

impl Problem<'_> {
    pub(super) fn not_json(pointer: String) -> Self {
        let (schema, site) = (String::new(), String::new());
        Self { kind: Kind::NotJson, pointer, schema, site, value: &Value::Null, unreal: false }
    }
}

/// Checks values against the schemas of the document.
pub(super) struct Checker<'a> {
    keep: &'a [Kept],
    /// By the place where a schema is used.
    known: HashMap<String, Rc<Schema<'a>>>,
    /// The unions that the value at hand is in, with the length of its path: one can hold itself.
    open: Vec<(String, usize)>,
}

/// A schema where it is used.
struct Schema<'a> {
    site: String,
    /// What it leads to, and that with all that it is made of by `allOf`.
    node: Node<'a>,
    parts: Vec<Node<'a>>,
    /// The forms of a union, and the parts that are unions.
    forms: Vec<Node<'a>>,
    unions: Vec<Node<'a>>,
    takes_null: bool,
    /// What each part says of the value itself.
    own: Vec<Validator>,
}

impl<'a> Checker<'a> {
    pub(super) fn new(keep: &'a [Kept]) -> Self {
        Self { keep, known: HashMap::new(), open: Vec::new() }
    }

    /// What of a value does not fit the schema at a place.
    pub(super) fn check<'v>(&mut self, schema: &Node<'a>, value: &'v Value) -> Vec<Problem<'v>> {
        let mut found = Vec::new();
        self.value(schema, value, "", &mut found);
        found
    }

    fn value<'v>(&mut self, site: &Node<'a>, value: &'v Value, path: &str, found: &mut Vec<Problem<'v>>) {
        let schema = match self.known.get(&site.at) {
            Some(known) => Rc::clone(known),
            None => Rc::clone(self.known.entry(site.at.clone()).or_insert_with(|| Rc::new(Schema::of(site)))),
        };
        if value.is_null() && schema.takes_null {
            return;
        }
        if !schema.forms.is_empty() {
            return self.union(&schema, value, path, found);
        }
        schema.unions.iter().for_each(|union| self.value(union, value, path, found));
        if !fits(&schema.own, value) {
            let list = schema.parts.iter().find(|part| value.is_string() && part.get("enum").is_there());
            return found.push(match list {
                Some(list) => schema.problem(Kind::UndocumentedValue, list, value, path),
                None => schema.mismatch(value, path),
            });
        }
        match value {
            Value::Object(members) => self.object(&schema.parts, members, value, path, found),
            Value::Array(items) => {
                for of in schema.parts.iter().map(|part| part.get("items")).filter(Node::is_there) {
                    items.iter().for_each(|item| self.value(&of, item, &format!("{path}/*"), found));
                }
            }
            _ => {}
        }
    }

    /// A value of a union has the form that has the least against it, if it is of the form's type.
    fn union<'v>(&mut self, schema: &Schema<'a>, value: &'v Value, path: &str, found: &mut Vec<Problem<'v>>) {
        // An open enum: the list comes before the form that takes any text.
        let list = schema.forms.iter().map(|form| form.clone().followed()).find(|form| form.get("enum").is_there());
        if let Some(list) = list.filter(|_| value.is_string()) {
            if !list.get("enum").items().any(|known| known.value == value) {
                found.push(schema.problem(Kind::UndocumentedValue, &list, value, path));
            }
            return;
        }
        // A form that is the union again takes what the other forms take.
        let this = (schema.node.at.clone(), path.len());
        if self.open.contains(&this) {
            return found.push(schema.problem(Kind::TypeMismatch, &schema.node, value, path));
        }
        self.open.push(this);
        let mut tried: Vec<Vec<Problem>> = Vec::new();
        for form in &schema.forms {
            let mut problems = Vec::new();
            self.value(form, value, path, &mut problems);
            let fits = problems.is_empty();
            tried.push(problems);
            if fits {
                break;
            }
        }
        self.open.pop();
        let is_of_type = |problems: &Vec<Problem>| {
            !problems.iter().any(|problem| problem.kind == Kind::TypeMismatch && problem.pointer == path)
        };
        let unreal = tried.iter().flatten().any(|problem| problem.unreal && problem.pointer == path);
        match tried.into_iter().filter(is_of_type).min_by_key(Vec::len) {
            Some(best) => found.extend(best),
            None => found.push(Problem { unreal, ..schema.problem(Kind::TypeMismatch, &schema.node, value, path) }),
        }
    }

    fn object<'v>(
        &mut self,
        parts: &[Node<'a>],
        members: &'v Map<String, Value>,
        value: &'v Value,
        path: &str,
        found: &mut Vec<Problem<'v>>,
    ) {
        let problem = |kind, pointer, part: &Node, value| {
            let (schema, site) = (part.at.clone(), part.at.clone());
            Problem { kind, pointer, schema, site, value, unreal: false }
        };
        for part in parts {
            let required = part.value["required"].as_array().into_iter().flatten().filter_map(Value::as_str);
            for name in required.filter(|name| !members.contains_key(*name)) {
                found.push(problem(Kind::MissingField, child(path, name), part, value));
            }
        }
        let part_with = |has: &dyn Fn(&Value) -> bool| parts.iter().find(|part| has(part.value));
        let more = part_with(&|part| part["additionalProperties"].as_object().is_some_and(|of| !of.is_empty()));
        let described = part_with(&|part| part.get("properties").is_some());
        for (name, value) in members {
            if let Some(part) = part_with(&|part| part["properties"].get(name).is_some()) {
                self.value(&part.get("properties").get(name), value, &child(path, name), found);
            } else if let Some(part) = more {
                self.value(&part.get("additionalProperties"), value, &format!("{path}/*"), found);
            } else if let Some(part) = described {
                let pointer = child(path, name);
                let told = is_field_name(name) || holds(self.keep, &pointer);
                let pointer = if told { pointer } else { child(path, "*") };
                found.push(problem(Kind::UndocumentedField, pointer, part, value));
            }
        }
    }
}

impl<'a> Schema<'a> {
    fn of(site: &Node<'a>) -> Self {
        let node = site.clone().followed();
        let parts: Vec<_> = node.parts().into_iter().rev().collect();
        let unions = parts.iter().filter(|part| !part.union().is_empty()).cloned().collect();
        let (forms, takes_null, own) = (node.union(), node.takes_null(), validators(&parts, true));
        Self { site: site.at.clone(), node, parts, forms, unions, takes_null, own }
    }

    fn problem<'v>(&self, kind: Kind, schema: &Node, value: &'v Value, path: &str) -> Problem<'v> {
        let (pointer, schema, site) = (path.to_owned(), schema.at.clone(), self.site.clone());
        Problem { kind, pointer, schema, site, value, unreal: false }
    }

    fn mismatch<'v>(&self, value: &'v Value, path: &str) -> Problem<'v> {
        let is = |key: &str| self.parts.iter().any(|part| part.get(key).is_there());
        let unreal = value.is_string() && is("format") && is("pattern") && fits(&validators(&self.parts, false), value);
        Problem { unreal, ..self.problem(Kind::TypeMismatch, &self.node, value, path) }
    }
}

fn fits(validators: &[Validator], value: &Value) -> bool {
    validators.iter().all(|validator| validator.is_valid(value))
}

/// One for each part, without what it says of the values inside and of parts and forms: those are checked by themselves.
fn validators(parts: &[Node], formats: bool) -> Vec<Validator> {
    let elsewhere =
        ["allOf", "oneOf", "anyOf", "not", "items", "properties", "additionalProperties", "required", "$ref"];
    let own = parts.iter().map(|part| {
        let members = part.value.as_object().into_iter().flatten();
        let members = members.filter(|(key, _)| !elsewhere.contains(&key.as_str()) && (formats || *key != "format"));
        let mut own: Map<_, _> = members.map(|(key, value)| (key.clone(), value.clone())).collect();
        if !part.kind().is_empty() {
            own.insert("type".to_owned(), part.kind().into());
        }
        json_schema::validator(&json_schema::converted(&own.into()))
    });
    // A pattern that is no regular expression is the lint's to tell.
    own.filter_map(Result::ok).collect()
}
