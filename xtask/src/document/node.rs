//! A node of a document that knows where it stands, and the one place that follows a `$ref`.

use std::collections::HashSet;

use indexmap::IndexMap;
use serde_json::Value;

use super::{Document, child};

/// A value of a document and its JSON pointer. A member that is not there is `null`, at the place where it would be.
#[derive(Debug, Clone)]
pub(crate) struct Node<'a> {
    pub(crate) document: &'a Document,
    pub(crate) at: String,
    pub(crate) value: &'a Value,
}

impl<'a> Node<'a> {
    pub(crate) fn get(&self, key: &str) -> Self {
        Self { document: self.document, at: child(&self.at, key), value: &self.value[key] }
    }

    /// A place with nothing there.
    pub(crate) fn nothing(self) -> Self {
        Self { value: &Value::Null, ..self }
    }

    pub(crate) fn is_there(&self) -> bool {
        !self.value.is_null()
    }

    /// The string at a key; empty if there is none.
    pub(crate) fn text(&self, key: &str) -> &'a str {
        self.value[key].as_str().unwrap_or_default()
    }

    /// Whether the member at a key is `true`.
    pub(crate) fn flag(&self, key: &str) -> bool {
        self.value[key] == Value::Bool(true)
    }

    /// The members of an object.
    pub(crate) fn members(&self) -> impl Iterator<Item = (&'a str, Self)> + use<'a> {
        let Self { document, at, value } = self.clone();
        let members = value.as_object().into_iter().flatten();
        members.map(move |(key, value)| (key.as_str(), Self { document, at: child(&at, key), value }))
    }

    /// The items of an array.
    pub(crate) fn items(&self) -> impl Iterator<Item = Self> + use<'a> {
        let Self { document, at, value } = self.clone();
        let items = value.as_array().into_iter().flatten().enumerate();
        items.map(move |(index, value)| Self { document, at: format!("{at}/{index}"), value })
    }

    /// Where the `$ref` of this node leads, if it has one.
    pub(crate) fn reference(&self) -> Option<&'a str> {
        self.value.get("$ref")?.as_str()
    }

    /// The node itself or, after any chain of `$ref`s, the one that they lead to; `null` if they lead out of the
    /// document, nowhere, or in a circle.
    pub(crate) fn followed(self) -> Self {
        let mut node = self;
        let mut seen = HashSet::new();
        while let Some(to) = node.reference() {
            let target = to.strip_prefix('#').filter(|_| seen.insert(to)).and_then(|at| node.document.json.pointer(at));
            node.at = to.trim_start_matches('#').to_owned();
            node.value = target.unwrap_or(&Value::Null);
        }
        node
    }

    /// The schema, after references, and all that it is made of by `allOf`: each part before what it is a part of.
    pub(crate) fn parts(&self) -> Vec<Self> {
        let (mut parts, mut seen, mut open) = (Vec::new(), HashSet::new(), vec![(self.clone(), false)]);
        while let Some((schema, after_its_parts)) = open.pop() {
            let schema = schema.followed();
            if after_its_parts {
                parts.push(schema);
            // A schema that is a part of itself is refused elsewhere.
            } else if seen.insert(schema.at.clone()) {
                let inside: Vec<_> = schema.get("allOf").items().map(|part| (part, false)).collect();
                open.push((schema, true));
                open.extend(inside.into_iter().rev());
            }
        }
        parts
    }

    /// The properties of the schema and its parts, in the order of the document. Of one that is said twice, the whole
    /// takes precedence over its parts.
    pub(crate) fn properties(&self) -> IndexMap<&'a str, Self> {
        Self::properties_of(&self.parts())
    }

    /// The properties of a schema that has these parts.
    pub(crate) fn properties_of(parts: &[Self]) -> IndexMap<&'a str, Self> {
        let mut properties = IndexMap::new();
        for part in parts {
            let mut own: Vec<_> = part.get("properties").members().collect();
            own.sort_by_key(|(_, property)| part.document.place(&property.at));
            properties.extend(own);
        }
        properties
    }

    /// The names that the schema or one of its parts requires.
    pub(crate) fn required(&self) -> HashSet<&'a str> {
        let parts = self.parts().into_iter();
        let required = parts.flat_map(|part| part.get("required").items().collect::<Vec<_>>());
        required.filter_map(|name| name.value.as_str()).collect()
    }

    /// The strings of its `enum`; nothing unless all of its values are strings, or `null`.
    pub(crate) fn strings(&self) -> Vec<&'a str> {
        let values = self.get("enum").items().filter(|value| !value.value.is_null()).map(|value| value.value.as_str());
        values.collect::<Option<_>>().unwrap_or_default()
    }

    /// The type that a schema itself says or implies; empty if it does not.
    pub(crate) fn kind(&self) -> &'a str {
        let is = |key: &str| self.value.get(key).is_some();
        match self.text("type") {
            "" if is("properties") || is("additionalProperties") => "object",
            "" if is("items") => "array",
            "" if !self.strings().is_empty() => "string",
            kind => kind,
        }
    }

    /// The forms of a union; nothing if the schema is none.
    pub(crate) fn union(&self) -> Vec<Self> {
        ["oneOf", "anyOf"].into_iter().flat_map(|key| self.get(key).items()).collect()
    }

    /// Whether a schema takes `null`, itself or in one of its parts or forms.
    pub(crate) fn takes_null(&self) -> bool {
        let mut seen = HashSet::new();
        let mut open = vec![self.clone()];
        while let Some(schema) = open.pop().map(Self::followed) {
            if schema.flag("nullable") {
                return true;
            }
            if seen.insert(schema.at.clone()) {
                open.extend(schema.get("allOf").items().chain(schema.union()));
            }
        }
        false
    }

    /// The examples beside a schema that the document itself holds.
    pub(crate) fn examples(&self) -> Vec<Example<'a>> {
        let one = self.value.get("example").map(|_| Example {
            key: None,
            component: None,
            summary: None,
            value: self.get("example"),
        });
        let many = self.get("examples").members().filter_map(|(key, example)| {
            let component = example.reference().and_then(|to| to.rsplit('/').next());
            let example = example.followed();
            // An example may also stand elsewhere, as `externalValue`.
            example.value.get("value")?;
            let summary = example.value["summary"].as_str();
            Some(Example { key: Some(key), component, summary, value: example.get("value") })
        });
        one.into_iter().chain(many).collect()
    }
}

/// An example of a parameter, a header or a media type.
#[derive(Debug, Clone)]
pub(crate) struct Example<'a> {
    /// What it is called where it is listed; nothing if it is the only one.
    pub(crate) key: Option<&'a str>,
    /// The name of the component that it refers to.
    pub(crate) component: Option<&'a str>,
    pub(crate) summary: Option<&'a str>,
    pub(crate) value: Node<'a>,
}
