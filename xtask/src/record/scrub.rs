//! Which parts of a response are the platform's own and stay, and which are somebody's and go.
//!
//! What stays: the names that the document has and, beside them, names in the form of the API's own; values of the
//! document's lists; `null`, `true` and `false`; and what stands at a place that the caller vouches for. All else goes.

use serde_json::{Map, Value};

use super::stand_in::StandIns;
use crate::{
    document::{Node, child},
    privacy::{Kept, holds, is_field_name},
    recorded::forms,
};

pub(super) struct Scrubber<'a> {
    keep: &'a [Kept],
    stand_ins: StandIns,
}

impl<'a> Scrubber<'a> {
    pub(super) fn new(keep: &'a [Kept], response: &Value) -> Self {
        Self { keep, stand_ins: StandIns::avoiding(response) }
    }

    /// A value that the document has a schema for, at a pointer in the response.
    pub(super) fn described(&mut self, schema: Node<'_>, value: &Value, pointer: &str) -> Value {
        if value.is_number() {
            return self.free(value, pointer);
        }
        let forms = forms(schema);
        let mut listed = forms.iter().filter_map(|form| form.value["enum"].as_array()).flatten();
        if listed.any(|known| known == value) {
            return value.clone();
        }
        let items = forms.iter().map(|form| form.get("items")).find(|items| items.value.is_object());
        match (value, items) {
            (Value::Object(members), _) if forms.iter().any(|form| form.value.get("properties").is_some()) => {
                let mut fields = Map::new();
                for (name, value) in members {
                    let at = child(pointer, name);
                    let property = forms.iter().map(|form| form.get("properties").get(name)).find(Node::is_there);
                    if let Some(property) = property {
                        fields.insert(name.clone(), self.described(property, value, &at));
                        continue;
                    }
                    let name = if is_field_name(name) { name.clone() } else { self.name(name, &at, &fields) };
                    fields.insert(name, self.free(value, &at));
                }
                fields.into()
            }
            (Value::Array(values), Some(items)) => {
                let values = values.iter().enumerate();
                values.map(|(i, value)| self.described(items.clone(), value, &format!("{pointer}/{i}"))).collect()
            }
            _ => self.free(value, pointer),
        }
    }

    /// A value that the document says nothing of.
    fn free(&mut self, value: &Value, pointer: &str) -> Value {
        if holds(self.keep, pointer) {
            return value.clone();
        }
        match value {
            Value::Null | Value::Bool(_) => value.clone(),
            Value::Number(number) => self.stand_ins.number(number),
            Value::String(text) => self.stand_ins.text(text).into(),
            Value::Array(items) => {
                items.iter().enumerate().map(|(i, item)| self.free(item, &format!("{pointer}/{i}"))).collect()
            }
            Value::Object(members) => {
                let mut free = Map::new();
                for (name, value) in members {
                    let at = child(pointer, name);
                    let name = self.name(name, &at, &free);
                    free.insert(name, self.free(value, &at));
                }
                free.into()
            }
        }
    }

    fn name(&mut self, name: &str, pointer: &str, taken: &Map<String, Value>) -> String {
        if holds(self.keep, pointer) {
            return name.to_owned();
        }
        let mut new = self.stand_ins.text(name);
        // Two short names can get the same stand-in; none may be lost.
        while taken.contains_key(&new) {
            new.push('x');
        }
        new
    }
}
