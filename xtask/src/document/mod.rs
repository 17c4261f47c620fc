//! The one place that knows OpenAPI. Whoever asks a question of the document asks it here:
//! - [`load`]: bytes to YAML with positions, to JSON, to the generator's typed model;
//! - [`node`]: a node with its place, and what a `$ref` leads to;
//! - [`operation`]: what each operation takes and gives, wherever in the document that is said;
//! - [`grammar`]: which objects a document is made of, and what is data;
//! - [`json_schema`]: schemas for the library that checks values;
//! - [`names`]: the names that the generator makes in Rust.

mod grammar;
pub(crate) mod json_schema;
mod load;
pub(crate) mod names;
mod node;
mod operation;

use std::{collections::HashMap, fmt, path::Path};

use anyhow::{Context, Result};
use serde_json::Value;

pub(crate) use self::{
    grammar::{Holds, Kind, Object},
    node::Node,
    operation::{Message, Operation, Parameter},
};

/// Where a node stands in the file, both counted from one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The line.
    pub line: usize,
    /// The column, in characters.
    pub column: usize,
}

/// A document that cannot be used, with the place and, where known, the remedy.
#[derive(Debug)]
pub struct Invalid {
    file: String,
    pub(crate) place: Option<Place>,
    pub(crate) problem: String,
    pub(crate) remedy: Option<String>,
}

impl Invalid {
    pub(crate) fn new(file: &str, place: Option<Place>, problem: impl Into<String>) -> Self {
        Self { file: file.to_owned(), place, problem: problem.into(), remedy: None }
    }

    pub(crate) fn remedy(mut self, remedy: impl Into<String>) -> Self {
        self.remedy = Some(remedy.into());
        self
    }
}

impl fmt::Display for Invalid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(Place { line, column }) = self.place {
            write!(f, ":{line}:{column}")?;
        }
        write!(f, ": {}", self.problem)?;
        match &self.remedy {
            Some(remedy) => write!(f, "; {remedy}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Invalid {}

/// An OpenAPI document, as written and as understood.
#[derive(Debug, Clone)]
pub struct Document {
    /// How the file is called in messages.
    pub name: String,
    /// The document as plain JSON.
    pub json: Value,
    /// The text of the file.
    pub text: String,
    places: HashMap<String, Place>,
}

impl Document {
    /// Reads the file at `root/name`.
    pub fn read(root: &Path, name: &str) -> Result<Self> {
        let path = root.join(name);
        let bytes = std::fs::read(&path).with_context(|| format!("{name}: cannot be read"))?;
        Ok(Self::parse(name, bytes)?)
    }

    /// Understands `bytes` as YAML, then as OpenAPI 3.0. `name` is for messages.
    pub fn parse(name: &str, bytes: Vec<u8>) -> Result<Self, Invalid> {
        let document = Self::load(name, bytes)?;
        document.misread().map_or(Ok(document), Err)
    }

    pub(crate) fn root(&self) -> Node<'_> {
        Node { document: self, at: String::new(), value: &self.json }
    }

    /// The node at a JSON pointer.
    pub(crate) fn node(&self, at: &str) -> Node<'_> {
        Node { document: self, at: at.to_owned(), value: self.json.pointer(at).unwrap_or(&Value::Null) }
    }

    /// The node itself or, after any chain of `$ref`s, the one that they lead to.
    pub(crate) fn resolved<'a>(&'a self, value: &'a Value) -> &'a Value {
        Node { document: self, at: String::new(), value }.followed().value
    }

    /// The JSON pointers of all nodes.
    pub(crate) fn pointers(&self) -> impl Iterator<Item = &str> {
        self.places.keys().map(String::as_str)
    }

    /// Where the node at a JSON pointer stands, or the nearest node above it that has a place.
    pub fn place(&self, mut pointer: &str) -> Option<Place> {
        loop {
            if let Some(place) = self.places.get(pointer) {
                return Some(*place);
            }
            pointer = &pointer[..pointer.rfind('/')?];
        }
    }

    /// A problem with this document, at the node that `pointer` names.
    pub fn invalid(&self, pointer: &str, problem: impl Into<String>) -> Invalid {
        Invalid::new(&self.name, self.place(pointer), problem)
    }
}

/// As far as a reader came, as a JSON pointer.
pub(crate) fn pointer(path: &serde_path_to_error::Path) -> String {
    use serde_path_to_error::Segment;
    path.iter().fold(String::new(), |pointer, segment| match segment {
        Segment::Seq { index } => format!("{pointer}/{index}"),
        Segment::Map { key } => child(&pointer, key),
        Segment::Enum { .. } | Segment::Unknown => pointer,
    })
}

/// The JSON pointer of the member `key` of the node at `pointer`.
pub fn child(pointer: &str, key: &str) -> String {
    format!("{pointer}/{}", key.replace('~', "~0").replace('/', "~1"))
}
