//! Which parts of a response are the platform's own and stay, and which are somebody's and go.
//!
//! What stays: the names of fields, values of the document's lists (and words of that look, since new ones are what a
//! fixture is for), `null`, `true` and `false`. All else goes, and so do the names in maps that a customer fills: where
//! the document does not say whether an object is one, a single name that no field of the API would have shows it.

use anyhow::Result;
use serde_json::{Map, Value};

use super::stand_in::StandIns;
use crate::{
    document::{Document, child},
    privacy::{is_field_name, is_word},
};

/// Whose the names in an object are that the document does not describe.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Names {
    Platform,
    Customer,
}

pub(super) fn response(document: &Document, operation: &str, response: &Value) -> Result<Value> {
    let root = document.schema_of(operation)?;
    let mut scrubber = Scrubber { document, stand_ins: StandIns::avoiding(response) };
    Ok(scrubber.described(&root, response))
}

struct Scrubber<'a> {
    document: &'a Document,
    stand_ins: StandIns,
}

impl<'a> Scrubber<'a> {
    /// A value that the document has a schema for.
    fn described(&mut self, at: &str, value: &Value) -> Value {
        let forms = self.forms(at);
        let find = |matches: &dyn Fn(&Value) -> bool| {
            forms.iter().find(|(_, form)| matches(form)).map(|(at, form)| (at.clone(), *form))
        };
        match value {
            Value::String(text) => match find(&|form| form["enum"].is_array()) {
                Some((_, list))
                    if list["enum"].as_array().is_some_and(|values| values.contains(value)) || is_word(text) =>
                {
                    value.clone()
                }
                _ => self.stand_ins.text(text).into(),
            },
            Value::Object(members) => match find(&|form| form.get("properties").is_some()) {
                Some((at, form)) => self.fields(&at, form, members),
                None => self.free(value, Names::Customer),
            },
            Value::Array(items) => match find(&|form| form["items"].as_object().is_some_and(|items| !items.is_empty()))
            {
                Some((at, _)) => items.iter().map(|item| self.described(&child(&at, "items"), item)).collect(),
                None => self.free(value, Names::Customer),
            },
            _ => self.free(value, Names::Customer),
        }
    }

    fn fields(&mut self, at: &str, schema: &Value, members: &Map<String, Value>) -> Value {
        let mut fields = Map::new();
        for (name, value) in members {
            if schema["properties"].get(name).is_some() {
                fields.insert(name.clone(), self.described(&child(&child(at, "properties"), name), value));
            } else {
                let names = if is_field_name(name) { Names::Platform } else { Names::Customer };
                let name = self.name(name, names, &fields);
                fields.insert(name, self.free(value, names));
            }
        }
        Value::Object(fields)
    }

    /// A value that the document says nothing of.
    fn free(&mut self, value: &Value, names: Names) -> Value {
        match value {
            Value::Null | Value::Bool(_) => value.clone(),
            Value::Number(number) => self.stand_ins.number(number),
            Value::String(text) => self.stand_ins.text(text).into(),
            Value::Array(items) => items.iter().map(|item| self.free(item, names)).collect(),
            Value::Object(members) => {
                let fields = names == Names::Platform && members.keys().all(|name| is_field_name(name));
                let names = if fields { Names::Platform } else { Names::Customer };
                let mut free = Map::new();
                for (name, value) in members {
                    let name = self.name(name, names, &free);
                    free.insert(name, self.free(value, names));
                }
                Value::Object(free)
            }
        }
    }

    fn name(&mut self, name: &str, names: Names, taken: &Map<String, Value>) -> String {
        if names == Names::Platform {
            return name.to_owned();
        }
        let mut new = self.stand_ins.text(name);
        // Two short names can get the same stand-in; none may be lost.
        while taken.contains_key(&new) {
            new.push('x');
        }
        new
    }

    /// The schema and, of a union, all its forms.
    fn forms(&self, at: &str) -> Vec<(String, &'a Value)> {
        let mut forms = Vec::new();
        let mut open = vec![at.to_owned()];
        while let Some(at) = open.pop() {
            let (at, schema) = self.document.follow(&at);
            if forms.iter().any(|(seen, _)| *seen == at) {
                continue;
            }
            for key in ["oneOf", "anyOf", "allOf"] {
                let count = schema[key].as_array().map_or(0, Vec::len);
                open.extend((0..count).map(|i| format!("{at}/{key}/{i}")));
            }
            forms.push((at, schema));
        }
        forms
    }
}
