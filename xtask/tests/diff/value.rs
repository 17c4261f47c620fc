//! Values that are drawn for a schema: most are valid, and they have the members that a sender would send.

use serde_json::{Map, Value};

use crate::drawn::scalars;

/// Draws from a tape of bytes, as long as there are any.
pub struct Draw<'a> {
    schemas: &'a Value,
    tape: std::slice::Iter<'a, u8>,
}

impl<'a> Draw<'a> {
    pub fn new(schemas: &'a Value, tape: &'a [u8]) -> Self {
        Self { schemas, tape: tape.iter() }
    }

    /// A value of a named schema; none if this way through it leads to no value.
    pub fn value(&mut self, name: &str) -> Option<Value> {
        self.of(&[&self.schemas[name]])
    }

    fn pick(&mut self, count: usize) -> usize {
        self.tape.next().map_or(0, |byte| usize::from(*byte) % count.max(1))
    }

    /// All that one way through the unions says of a value.
    fn parts(&mut self, schema: &'a Value, parts: &mut Vec<&'a Value>) {
        if let Some(to) = schema["$ref"].as_str() {
            return self.parts(&self.schemas[to.rsplit('/').next().unwrap_or_default()], parts);
        }
        parts.push(schema);
        for part in schema["allOf"].as_array().into_iter().flatten() {
            self.parts(part, parts);
        }
        if let Some(forms) = schema["oneOf"].as_array() {
            let form = self.pick(forms.len());
            self.parts(&forms[form], parts);
        }
        // More than one form may be meant at once.
        if let Some(forms) = schema["anyOf"].as_array() {
            let form = self.pick(forms.len());
            let others = (0..forms.len()).filter(|other| *other == form || self.pick(3) == 2).collect::<Vec<_>>();
            others.into_iter().for_each(|form| self.parts(&forms[form], parts));
        }
    }

    fn of(&mut self, schemas: &[&'a Value]) -> Option<Value> {
        let mut parts = Vec::new();
        for schema in schemas {
            self.parts(schema, &mut parts);
        }
        if parts.iter().any(|part| part["nullable"] == true) && self.pick(4) == 1 {
            return Some(Value::Null);
        }
        if let Some(values) = parts.iter().find_map(|part| part["enum"].as_array()) {
            return values.get(self.pick(values.len())).cloned();
        }
        let named = parts.iter().find_map(|part| part["type"].as_str());
        let all = ["string", "array", "object", "integer", "boolean", "number", "null"];
        let type_ = named.unwrap_or_else(|| all[self.pick(all.len())]);
        match type_ {
            "array" => {
                let items: Vec<_> = parts.iter().filter_map(|part| part.get("items")).collect();
                (0..self.pick(4)).map(|_| self.of(&items)).collect::<Option<Vec<_>>>().map(Value::from)
            }
            "object" => self.members(&parts),
            _ => {
                let fits = |value: &Value| match value {
                    Value::String(_) => type_ == "string",
                    Value::Number(number) => type_ == "number" || type_ == "integer" && !number.is_f64(),
                    Value::Bool(_) => type_ == "boolean",
                    _ => type_ == "null",
                };
                let values: Vec<_> = scalars().into_iter().filter(fits).collect();
                values.get(self.pick(values.len())).cloned()
            }
        }
    }

    /// Those that are described. Nobody sends others, unless none is described, or it is said what they are.
    fn members(&mut self, parts: &[&'a Value]) -> Option<Value> {
        let describes = |part: &&Value| part["properties"].as_object().is_some_and(|members| !members.is_empty());
        let none_is_described = !parts.iter().any(describes);
        let mut object = Map::new();
        for name in ["a", "b", "c", "other"] {
            let mut said = Vec::new();
            let mut forbidden = false;
            for part in parts {
                match (part["properties"].get(name), part.get("additionalProperties")) {
                    (Some(schema), _) => said.push(schema),
                    (None, Some(Value::Bool(false))) => forbidden = true,
                    (None, Some(schema @ Value::Object(members))) if !members.is_empty() => said.push(schema),
                    _ => {}
                }
            }
            let sent = none_is_described || name == "other" || !said.is_empty();
            if sent
                && !forbidden
                && self.pick(3) > 0
                && let Some(value) = self.of(&said)
            {
                object.insert(name.to_owned(), value);
            }
        }
        Some(object.into())
    }
}
