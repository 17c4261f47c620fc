//! Growths drawn from the grammar that the lint lets through, with a few that it refuses.

use proptest::{
    prelude::Rng as _,
    strategy::{BoxedStrategy, Strategy as _, ValueTree as _},
    test_runner::{RngAlgorithm, TestRng, TestRunner},
};
use serde_json::{Map, Value, json};

use super::words::{NAMES, ODD, PROSE};
use crate::generate::runner;

/// Draws growths, the same ones for the same seed.
#[derive(Debug)]
pub struct Drawing(TestRunner);

impl Drawing {
    /// The drawing of a seed.
    pub fn new(seed: u64) -> Self {
        let mut bytes = [0; 32];
        bytes[..8].copy_from_slice(&seed.to_le_bytes());
        Self(runner(TestRng::from_seed(RngAlgorithm::ChaCha, &bytes)))
    }

    pub(super) fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.0.rng().next_u64() % u64::try_from(end).unwrap()).unwrap()
    }

    pub(super) fn value(&mut self, of: &BoxedStrategy<Value>) -> Value {
        let mut value = of.new_tree(&mut self.0).unwrap().current();
        without_finest(&mut value);
        value
    }

    pub(super) fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    pub(super) fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }

    fn name(&mut self) -> String {
        (*self.one(NAMES)).to_owned()
    }

    fn odd_name(&mut self) -> String {
        if self.chance(20) { (*self.one(ODD)).to_owned() } else { self.name() }
    }

    fn prose(&mut self) -> String {
        (*self.one(PROSE)).to_owned()
    }

    /// One growth: an operation or two on one path, with the schemas that they need.
    pub fn growth(&mut self) -> Value {
        let mut growth = Growth { drawing: self, schemas: Map::new(), open: Vec::new() };
        let path = growth.path();
        let schemas = growth.schemas;
        json!({"paths": path, "components": {"schemas": schemas}})
    }
}

/// Takes out what would be an amount with more digits than a decimal holds, which is the one thing that is described and not
/// taken.
fn without_finest(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(without_finest),
        Value::Object(members) => members.values_mut().for_each(without_finest),
        Value::Number(number) => {
            let double = number.as_f64().unwrap();
            if double.abs() < 1e-9 && double != 0.0 {
                *value = json!(1e-9_f64.copysign(double));
            }
        }
        _ => {}
    }
}

/// A growth in the making.
struct Growth<'a> {
    drawing: &'a mut Drawing,
    schemas: Map<String, Value>,
    /// The objects that are being drawn: what is in them may refer to them.
    open: Vec<String>,
}

impl Growth<'_> {
    fn path(&mut self) -> Value {
        let methods = ["get", "put", "post", "delete", "patch", "options", "head", "trace"];
        let mut path = format!("/{}", self.drawing.name());
        let mut parameters = Vec::new();
        for _ in 0..self.drawing.below(3) {
            let name = self.drawing.odd_name().replace(['/', '{', '}', '%', '"', '<', '>'], "");
            let end = *self.drawing.one(&["", "/part", ".json", ":act", "/", "-{x}"]);
            let end = end.replace("{x}", &format!("{{{name}}}"));
            path.push_str(&format!("/{{{name}}}{end}"));
            if !parameters.iter().any(|known: &Value| known["name"] == *name) {
                let schema = self.text_schema(true);
                parameters.push(self.parameter(&name, "path", true, schema));
            }
        }
        let mut item = json!({});
        if self.drawing.chance(30) {
            item["parameters"] = std::mem::take(&mut parameters).into();
        }
        for _ in 0..=self.drawing.below(2) {
            let method = *self.drawing.one(&methods);
            item[method] = self.operation(parameters.clone());
        }
        json!({path: item})
    }

    fn operation(&mut self, mut parameters: Vec<Value>) -> Value {
        for _ in 0..self.drawing.below(4) {
            let (name, place) = (self.drawing.odd_name(), *self.drawing.one(&["query", "query", "query", "header"]));
            let required = self.drawing.chance(30);
            let schema = self.text_schema(true);
            // What a header may be called is the header's.
            let name = if place == "header" {
                format!("X-{}", name.replace(|c: char| !c.is_ascii_alphanumeric(), "-"))
            } else {
                name
            };
            let is = |known: &Value| known["name"] == *name && known["in"] == place;
            if !parameters.iter().any(is) {
                parameters.push(self.parameter(&name, place, required, schema));
            }
        }
        let error = |name: &str| json!({"$ref": format!("#/components/responses/{name}")});
        let (status, answer) = self.answer();
        let mut operation = json!({
            "operationId": self.drawing.name(), "tags": ["calls"], "summary": self.drawing.prose(),
            "description": self.drawing.prose(), "parameters": parameters,
            "responses": {status: answer, "4XX": error("ClientError"), "5XX": error("ServerError")},
        });
        if self.drawing.chance(20) {
            operation["security"] = self.drawing.one(&[json!([]), json!([{}, {"bearer": []}])]).clone();
        }
        if self.drawing.chance(20) {
            operation["deprecated"] = true.into();
        }
        if self.drawing.chance(15) {
            let other = *self.drawing.one(&["404", "409", "302", "418", "default"]);
            operation["responses"][other] = json!({"description": self.drawing.prose()});
        }
        if self.drawing.chance(10) && operation["responses"].get("204").is_none() {
            operation["responses"]["204"] = json!({"description": self.drawing.prose()});
        }
        if self.drawing.chance(40) {
            operation["requestBody"] = self.body();
        }
        operation
    }

    fn parameter(&mut self, name: &str, place: &str, required: bool, schema: Value) -> Value {
        let mut parameter = json!({"name": name, "in": place, "required": required, "description": self.drawing.prose(), "schema": schema});
        if self.drawing.chance(10) {
            parameter["deprecated"] = true.into();
        }
        parameter
    }

    fn answer(&mut self) -> (&'static str, Value) {
        let description = self.drawing.prose();
        match self.drawing.below(10) {
            0 => ("204", json!({"description": description})),
            1 => {
                let kind = *self.drawing.one(&["text/plain", "audio/wav", "*/*", "application/octet-stream"]);
                ("200", json!({"description": description, "content": {kind: {}}}))
            }
            n => {
                let kind =
                    *self.drawing.one(&["application/json", "application/json; charset=utf-8", "application/hal+json"]);
                let schema = self.place(0);
                let status = ["200", "201", "2XX"][n % 3];
                (status, json!({"description": description, "content": {kind: {"schema": schema}}}))
            }
        }
    }

    fn body(&mut self) -> Value {
        let required = self.drawing.chance(50);
        let (json, form) = ("application/merge-patch+json", "application/x-www-form-urlencoded");
        let forms = [form, "Application/X-WWW-Form-URLEncoded; charset=utf-8"];
        let kinds =
            ["application/json", "Application/JSON; charset=utf-8", json, "audio/wav", "text/plain; charset=utf-8"];
        let (kind, schema) = match self.drawing.below(20) {
            0 => ("multipart/form-data", json!({"type": "string", "format": "binary"})),
            1..=4 => (*self.drawing.one(&forms), self.form()),
            _ => match *self.drawing.one(&kinds) {
                json if json.to_lowercase().contains("json") => (json, self.place(0)),
                other => (other, json!({"type": "string", "format": "binary"})),
            },
        };
        json!({"required": required, "description": self.drawing.prose(), "content": {kind: {"schema": schema}}})
    }

    /// The fields of a form.
    fn form(&mut self) -> Value {
        let mut properties = Map::new();
        for _ in 0..=self.drawing.below(4) {
            let mut schema = self.text_schema(true);
            if schema.get("$ref").is_none() {
                schema["description"] = self.drawing.prose().into();
            }
            properties.insert(self.drawing.odd_name(), schema);
        }
        self.named("Fields", json!({"type": "object", "description": "Fields.", "properties": properties}))
    }

    /// What a URL or a header can hold.
    fn text_schema(&mut self, or_array: bool) -> Value {
        match self.drawing.below(if or_array { 9 } else { 7 }) {
            0 => self.list(),
            1 => json!({"$ref": "#/components/schemas/OpenCallStatus"}),
            2 => {
                let forms = json!([{"type": "integer"}, {"type": "string"}]);
                self.named("Text", json!({"description": "Either.", "oneOf": forms}))
            }
            7 | 8 => json!({"type": "array", "items": self.text_schema(false)}),
            _ => self.scalar(),
        }
    }

    fn scalar(&mut self) -> Value {
        let mut scalar = self
            .drawing
            .one(&[
                json!({"type": "string"}),
                json!({"type": "string", "format": "date"}),
                json!({"type": "string", "format": "uuid", "minLength": 1, "default": "x"}),
                json!({"type": "string", "pattern": "^[a-z]+$", "maxLength": 8}),
                json!({"type": "integer"}),
                json!({"type": "integer", "format": "int32", "minimum": -5, "maximum": 5}),
                json!({"type": "integer", "format": "uint64", "minimum": 0}),
                json!({"type": "integer", "minimum": 1, "default": 15}),
                json!({"type": "integer", "enum": [1, 2, 3]}),
                json!({"type": "number", "format": "float", "minimum": 0.5}),
                json!({"type": "number", "default": 1.5}),
                json!({"type": "boolean", "default": true}),
            ])
            .clone();
        if self.drawing.chance(25) {
            scalar["nullable"] = true.into();
        }
        scalar
    }

    /// A schema where a value stands.
    fn place(&mut self, depth: usize) -> Value {
        if let Some(open) = self.open.last().filter(|_| depth > 0).cloned()
            && self.drawing.chance(10)
        {
            // What holds itself does so by an array, a map or an optional property.
            return json!({"type": "array", "items": {"$ref": format!("#/components/schemas/{open}")}});
        }
        match if depth > 3 { 0 } else { self.drawing.below(12) } {
            0..=2 => self.scalar(),
            3 => {
                let mut schema = match self.drawing.below(3) {
                    0 => json!({"type": "array", "items": self.scalar()}),
                    1 => json!({"type": "object", "additionalProperties": self.scalar()}),
                    _ => self.scalar(),
                };
                schema["description"] = self.drawing.prose().into();
                self.named("", schema)
            }
            4 => json!({"type": "array", "items": self.place(depth + 1)}),
            5 => json!({"type": "object", "additionalProperties": self.place(depth + 1)}),
            6 => {
                let inner = self.object(depth);
                json!({"nullable": true, "description": self.drawing.prose(), "allOf": [inner]})
            }
            7 => self.union(depth),
            8 => (*self.drawing.one(&["OpenCallStatus", "Timestamp", "Usd", "Variables", "Transcript", "Call"]))
                .to_owned()
                .into_reference(),
            9 => json!({"description": self.drawing.prose()}),
            10 => self.whole(depth),
            _ => self.object(depth),
        }
    }

    fn object(&mut self, depth: usize) -> Value {
        let name = self.free("");
        self.open.push(name.clone());
        self.schemas.insert(name.clone(), Value::Null);
        let (mut properties, mut required) = (Map::new(), Vec::new());
        for _ in 0..self.drawing.below(6) {
            let property = self.drawing.odd_name();
            let mut schema = self.place(depth + 1);
            if schema.get("$ref").is_none() {
                schema["description"] = self.drawing.prose().into();
                if self.drawing.chance(10) {
                    let key = *self.drawing.one(&["readOnly", "writeOnly", "deprecated"]);
                    schema[key] = true.into();
                }
            }
            if self.drawing.chance(30) && !required.contains(&property) {
                required.push(property.clone());
            }
            properties.insert(property, schema);
        }
        self.open.pop();
        let mut object = json!({"type": "object", "description": self.drawing.prose(), "properties": properties});
        if !required.is_empty() {
            object["required"] = required.into();
        }
        match self.drawing.below(4) {
            0 => object["additionalProperties"] = json!({}),
            1 => object["additionalProperties"] = json!(false),
            2 => object["additionalProperties"] = json!({"type": "integer"}),
            _ => {}
        }
        if self.drawing.chance(15) {
            object["nullable"] = true.into();
        }
        self.schemas.insert(name.clone(), object);
        name.into_reference()
    }

    /// An object that is made of parts.
    fn whole(&mut self, depth: usize) -> Value {
        let mut parts = vec![
            self.object(depth + 1),
            json!({"type": "object", "properties": {"more": {"type": "string", "description": "More."}}}),
        ];
        if self.drawing.chance(50) {
            parts.push(self.object(depth + 1));
        }
        let text = self.drawing.prose();
        self.named("Whole", json!({"description": text, "allOf": parts}))
    }

    fn union(&mut self, depth: usize) -> Value {
        let key = *self.drawing.one(&["oneOf", "anyOf"]);
        let count = 2 + self.drawing.below(2);
        let forms: Vec<_> = (0..count)
            .map(|_| match self.drawing.below(6) {
                0 => self.list(),
                1 => json!({"type": "array", "items": self.scalar()}),
                2 | 3 => self.object(depth + 1),
                _ => self.scalar(),
            })
            .collect();
        let text = self.drawing.prose();
        self.named("Form", json!({"description": text, key: forms}))
    }

    /// An enum of strings.
    fn list(&mut self) -> Value {
        let mut values: Vec<String> = Vec::new();
        for _ in 0..=self.drawing.below(5) {
            let value = match self.drawing.below(4) {
                0 => {
                    (*self.drawing.one(&["<", "<=", "=", "created_at", "-created_at", "createdAt", "", " ", "A", "a"]))
                        .to_owned()
                }
                _ => self.drawing.odd_name(),
            };
            if !values.contains(&value) {
                values.push(value);
            }
        }
        let text = self.drawing.prose();
        self.named("List", json!({"type": "string", "description": text, "enum": values}))
    }

    fn named(&mut self, end: &str, schema: Value) -> Value {
        let name = self.free(end);
        self.schemas.insert(name.clone(), schema);
        name.into_reference()
    }

    /// A name that no other schema of this growth has.
    fn free(&mut self, end: &str) -> String {
        loop {
            let name = format!("{}{end}", self.drawing.name());
            if !self.schemas.keys().any(|other| super::alike(other, &name)) {
                return name;
            }
        }
    }
}

trait IntoReference {
    fn into_reference(self) -> Value;
}

impl IntoReference for String {
    fn into_reference(self) -> Value {
        json!({"$ref": format!("#/components/schemas/{self}")})
    }
}
