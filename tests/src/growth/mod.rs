//! Growths of the document: operations with the schemas that they need. Many are put into one document, so that they are
//! compiled once.
#![allow(clippy::unwrap_used, clippy::missing_panics_doc, reason = "a test may stop where it fails")]

mod draw;
mod requests;
mod words;
mod written;

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};
use xtask::{document::Document, lint};

use crate::{generate::Generator, schema};

pub use draw::Drawing;
pub use requests::{Arrived, Request, requests};

/// A document and the growths that it has taken in.
#[derive(Debug)]
pub struct Grown {
    base: Value,
    /// The document with all growths.
    pub json: Value,
    /// The growth that each name or path comes from.
    owners: BTreeMap<(String, String), usize>,
    growths: usize,
}

impl Grown {
    /// The document before it grows.
    pub fn new(base: Value) -> Self {
        Self { json: base.clone(), base, owners: BTreeMap::new(), growths: 0 }
    }

    /// Takes in what `growth` has beside the base, under other names where the names are taken; gives its number.
    pub fn add(&mut self, growth: &Value) -> usize {
        self.growths += 1;
        let n = self.growths;
        let new = |kind: &str| {
            let base = &self.base["components"][kind];
            let named = members(&growth["components"][kind]).filter(|(name, value)| base.get(name) != Some(value));
            named.map(|(name, value)| (name.to_owned(), value.clone())).collect::<Vec<_>>()
        };
        let kinds: Vec<_> = members(&growth["components"]).map(|(kind, _)| (kind.to_owned(), new(kind))).collect();
        let mut references = BTreeMap::new();
        for (kind, named) in &kinds {
            for (name, _) in named {
                let is_taken = members(&self.json["components"][kind]).any(|(other, _)| alike(other, name));
                let free = if is_taken { format!("{name}{n}") } else { name.clone() };
                references.insert(format!("#/components/{kind}/{name}"), format!("#/components/{kind}/{free}"));
            }
        }
        for (kind, named) in kinds {
            for (name, mut value) in named {
                let free = references[&format!("#/components/{kind}/{name}")].rsplit('/').next().unwrap().to_owned();
                refer(&mut value, &references);
                self.owners.insert((kind.clone(), free.clone()), n);
                let all = self.json["components"].as_object_mut().unwrap();
                all.entry(&kind).or_insert_with(|| Map::new().into())[&free] = value;
            }
        }
        for (path, item) in members(&growth["paths"]).filter(|(path, item)| self.base["paths"].get(path) != Some(item))
        {
            let mut item = item.clone();
            refer(&mut item, &references);
            for operation in item.as_object_mut().unwrap().values_mut().filter(|member| member.is_object()) {
                let id = operation["operationId"].as_str().unwrap_or_default().to_owned();
                let operations = members(&self.json["paths"]).flat_map(|(_, item)| members(item));
                let mut ids = operations.filter_map(|(_, operation)| operation.get("operationId")?.as_str());
                if ids.any(|other| alike(other, &id)) {
                    operation["operationId"] = format!("{id}_{n}").into();
                }
            }
            let is_taken = members(&self.json["paths"]).any(|(other, _)| shape(other) == shape(path));
            let path = if is_taken { format!("/{n}{path}") } else { path.to_owned() };
            self.owners.insert(("paths".to_owned(), path.clone()), n);
            self.json["paths"][path] = item;
        }
        n
    }

    /// What the lint says about the document, beside the growth that each finding is about.
    pub fn findings(&self) -> Vec<(Option<usize>, lint::Finding)> {
        let text = self.json.to_string().into_bytes();
        let found = lint::read("grown.yaml", text).unwrap().1;
        found.into_iter().map(|finding| (self.owner(&finding.pointer), finding)).collect()
    }

    /// The growth that a pointer leads into.
    fn owner(&self, pointer: &str) -> Option<usize> {
        let steps: Vec<_> = pointer.split('/').map(|step| step.replace("~1", "/").replace("~0", "~")).collect();
        let key = match &*steps {
            [_, paths, path, ..] if paths == "paths" => (paths.clone(), path.clone()),
            [_, _, kind, name, ..] => (kind.clone(), name.clone()),
            _ => return None,
        };
        self.owners.get(&key).copied()
    }

    /// The document as [`xtask`] reads it.
    pub fn document(&self) -> Document {
        Document::parse("grown.yaml", self.json.to_string().into_bytes()).unwrap()
    }
}

/// Puts all growths that the lint lets through into one document, and says why it refuses each of the others.
pub fn accepted(base: &Value, growths: &[Value]) -> (Grown, BTreeMap<usize, Vec<lint::Finding>>) {
    let mut refused: BTreeMap<usize, Vec<lint::Finding>> = BTreeMap::new();
    loop {
        let mut grown = Grown::new(base.clone());
        let left: Vec<_> = (0..growths.len()).filter(|index| !refused.contains_key(index)).collect();
        for index in &left {
            grown.add(&growths[*index]);
        }
        let found = grown.findings();
        if found.is_empty() {
            return (grown, refused);
        }
        let before = refused.len();
        for (owner, finding) in found {
            if let Some(owner) = owner {
                refused.entry(left[owner - 1]).or_default().push(finding);
            }
        }
        if refused.len() == before {
            // What is said of the whole document: each is asked alone.
            for index in left {
                let mut alone = Grown::new(base.clone());
                alone.add(&growths[index]);
                let found: Vec<_> = alone.findings().into_iter().map(|(_, finding)| finding).collect();
                if !found.is_empty() {
                    refused.insert(index, found);
                }
            }
            assert!(refused.len() > before, "each growth is sound, and all together are not");
        }
    }
}

/// Instances of each named schema that has any.
pub fn instances(schemas: &Map<String, Value>, drawing: &mut Drawing, each: usize) -> Vec<(String, Value)> {
    let (generator, mut instances) = (Generator::new(schemas), Vec::new());
    for name in schemas.keys() {
        let reference = json!({"$ref": format!("#/components/schemas/{name}")});
        let validator = schema::of(schemas, &reference);
        if let Some(values) = generator.instances(&reference) {
            for value in std::iter::repeat_with(|| drawing.value(&values)).take(each) {
                assert!(validator.is_valid(&value), "{name}: {value} is drawn amiss");
                instances.push((name.clone(), value));
            }
        }
    }
    instances
}

fn members(value: &Value) -> impl Iterator<Item = (&str, &Value)> {
    value.as_object().into_iter().flatten().map(|(name, value)| (name.as_str(), value))
}

/// Whether two names could be one in Rust.
fn alike(a: &str, b: &str) -> bool {
    let key =
        |name: &str| name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    key(a) == key(b)
}

/// A path without the names of its parameters.
fn shape(path: &str) -> String {
    let parts = path.split('{').map(|part| part.split_once('}').map_or(part, |(_, rest)| rest));
    parts.collect::<Vec<_>>().join("{}")
}

fn refer(value: &mut Value, references: &BTreeMap<String, String>) {
    match value {
        Value::Object(members) => {
            if let Some(Value::String(to)) = members.get_mut("$ref")
                && let Some(new) = references.get(to)
            {
                to.clone_from(new);
            }
            members.values_mut().for_each(|value| refer(value, references));
        }
        Value::Array(items) => items.iter_mut().for_each(|item| refer(item, references)),
        _ => {}
    }
}
