//! A recorded body: its bytes as JSON, and which schema of the document it belongs to. [`input`] brings it.

pub(crate) mod input;

use std::{collections::BTreeSet, fmt};

use anyhow::{Result, bail};
use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

use crate::document::{Document, Node, Operation};

/// How the parser's words start, and ours for them.
const WORDS: &[(&str, &str)] = &[
    ("recursion limit", "JSON nested deeper than 128 levels"),
    ("number out of range", "JSON with a number beyond a double"),
    ("lone leading surrogate", "JSON with half of a surrogate pair in a string"),
    ("unexpected end of hex escape", "JSON with half of a surrogate pair in a string"),
    ("invalid unicode code point", "not UTF-8"),
];
/// What some editors and shells put before a text.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// A body as JSON.
#[derive(Debug)]
pub(crate) struct Body {
    pub(crate) value: Value,
    /// The members of the top level in which some object has a name twice; the last one counts here.
    pub(crate) twice: BTreeSet<String>,
}

/// A body as JSON, or what is wrong with it: the parser's own words could hold a part of it.
pub(crate) fn json(body: &[u8]) -> Result<Body, String> {
    let body = without_mark(body);
    let mut twice = BTreeSet::new();
    let mut parser = serde_json::Deserializer::from_slice(body);
    let value = Reader { top: None, twice: &mut twice }.deserialize(&mut parser);
    let value = value.and_then(|value| parser.end().map(|()| value));
    value.map(|value| Body { value, twice }).map_err(|error| {
        let words = error.to_string();
        let own = WORDS.iter().find(|(start, _)| words.starts_with(start));
        if let Some((_, own)) = own {
            (*own).to_owned()
        } else if body.trim_ascii().is_empty() {
            "not JSON: empty".to_owned()
        } else if body.trim_ascii().starts_with(b"<") {
            "not JSON but HTML or XML".to_owned()
        } else if error.is_eof() {
            "not JSON: cut off".to_owned()
        } else {
            "not JSON".to_owned()
        }
    })
}

/// A text as it was before it was saved.
pub(crate) fn without_mark(body: &[u8]) -> &[u8] {
    body.strip_prefix(BYTE_ORDER_MARK).unwrap_or(body)
}

/// Reads any JSON, as `Value` does, and notes where an object has a name twice.
struct Reader<'a> {
    /// The member of the top level that is being read.
    top: Option<&'a str>,
    twice: &'a mut BTreeSet<String>,
}

impl<'de> DeserializeSeed<'de> for Reader<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

macro_rules! leaves {
    ($($visit:ident($of:ty))*) => {
        $(fn $visit<E>(self, value: $of) -> Result<Value, E> {
            Ok(value.into())
        })*
    };
}

impl<'de> Visitor<'de> for Reader<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    leaves! { visit_bool(bool) visit_i64(i64) visit_u64(u64) visit_f64(f64) visit_str(&str) }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut array = Vec::new();
        while let Some(item) = items.next_element_seed(Reader { top: self.top.or(Some("*")), twice: self.twice })? {
            array.push(item);
        }
        Ok(array.into())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        let mut object = Map::new();
        while let Some(name) = members.next_key::<String>()? {
            let top = self.top.unwrap_or(&name);
            let value = members.next_value_seed(Reader { top: Some(top), twice: self.twice })?;
            if object.contains_key(&name) {
                self.twice.insert(top.to_owned());
            }
            object.insert(name, value);
        }
        Ok(object.into())
    }
}

/// What a body may be.
#[derive(Debug)]
pub(crate) struct Root<'a> {
    /// The name of the schema or, if it has none, where it stands.
    pub(crate) name: String,
    /// The schema where the document uses it.
    pub(crate) schema: Node<'a>,
    forms: Vec<Node<'a>>,
}

/// What bodies may be: what operations answer with, what webhooks send, and the errors, in this order.
#[derive(Debug)]
pub(crate) struct Roots<'a>(Vec<Root<'a>>);

impl<'a> Roots<'a> {
    /// Of all operations and webhooks of the document, or of one.
    ///
    /// # Errors
    ///
    /// If there is no such operation or webhook, or nothing that is JSON.
    pub(crate) fn of(document: &'a Document, one: Option<&str>) -> Result<Self> {
        let (mut answers, mut errors) = (Vec::new(), Vec::new());
        let asked = |id: &str| one.is_none_or(|one| one == id);
        for operation in document.operations().iter().filter(|operation| asked(operation.id())) {
            for (status, response) in operation.responses() {
                if status.starts_with('2') { &mut answers } else { &mut errors }.push(response);
            }
        }
        answers.extend(document.webhooks().iter().filter(|post| asked(post.path)).filter_map(Operation::body));
        let known = !(answers.is_empty() && errors.is_empty());
        let mut roots: Vec<Root<'_>> = Vec::new();
        for message in answers.into_iter().chain(errors) {
            let Some(schema) = message.json().map(|(_, media)| media.get("schema")).filter(Node::is_there) else {
                continue;
            };
            let target = schema.clone().followed().at;
            let name = target.strip_prefix("/components/schemas/").unwrap_or(&target).to_owned();
            if roots.iter().all(|root| root.name != name) {
                roots.push(Root { name, forms: forms(schema.clone()), schema });
            }
        }
        match one {
            Some(one) if !known => bail!("{}: no operation or webhook `{one}`", document.name),
            _ if roots.is_empty() => bail!("{}: nothing that is JSON to compare a response with", document.name),
            _ => Ok(Self(roots)),
        }
    }

    /// The one that a body fits best, by the names of its members; the first if they do not tell.
    pub(crate) fn fitting(&self, body: &Value) -> &Root<'a> {
        // There is at least one.
        self.0.iter().min_by_key(|root| root.misfit(body)).unwrap_or(&self.0[0])
    }
}

impl Root<'_> {
    /// How little a body is like this: the names that only one of them has, else whether it is of another type.
    fn misfit(&self, body: &Value) -> usize {
        let Some(members) = body.as_object().filter(|members| !members.is_empty()) else {
            return usize::from(!self.forms.iter().any(|form| match (form.kind(), body) {
                ("object", Value::Object(_)) | ("array", Value::Array(_)) => true,
                ("string", Value::String(_)) | ("boolean", Value::Bool(_)) => true,
                ("number" | "integer", Value::Number(_)) => true,
                (_, Value::Null) => form.flag("nullable"),
                _ => false,
            }));
        };
        let forms = || self.forms.iter().map(|form| form.value);
        let described = |name: &str| forms().any(|form| form["properties"].get(name).is_some());
        let required = forms().filter_map(|form| form["required"].as_array()).flatten().filter_map(Value::as_str);
        required.filter(|name| !members.contains_key(*name)).count()
            + members.keys().filter(|name| !described(name)).count()
    }
}

/// The schema, after references, with all forms and parts that it is made of.
pub(crate) fn forms(schema: Node<'_>) -> Vec<Node<'_>> {
    let mut forms: Vec<Node<'_>> = Vec::new();
    let mut open = vec![schema];
    while let Some(schema) = open.pop().map(Node::followed) {
        // A schema can hold itself.
        if forms.iter().all(|seen| seen.at != schema.at) {
            for key in ["allOf", "anyOf", "oneOf"] {
                open.extend(schema.get(key).items().collect::<Vec<_>>().into_iter().rev());
            }
            forms.push(schema);
        }
    }
    forms
}
