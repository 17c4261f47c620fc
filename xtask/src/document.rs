//! The one place that reads the OpenAPI document: bytes, YAML with positions, JSON, and the typed model.

use std::{collections::HashMap, fmt, path::Path};

use anyhow::{Context, Result};
use openapiv3::OpenAPI;
use saphyr::{MarkedYamlOwned, Scalar, ScalarStyle, YamlDataOwned, YamlLoader};
use saphyr_parser::{Event, Parser};
use serde_json::{Map, Number, Value};

/// Where a node stands in the file, both counted from one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The line.
    pub line: usize,
    /// The column, in characters.
    pub column: usize,
}

/// How deep a document may nest. Real ones stay below twenty; what reads them further on takes stack for each level.
const MAX_DEPTH: usize = 64;

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
    /// The document as the generator's model sees it.
    pub openapi: OpenAPI,
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
        match Self::parse_leniently(name, bytes)? {
            (document, None) => Ok(document),
            (_, Some(invalid)) => Err(invalid),
        }
    }

    /// As [`parse`](Self::parse), but a document that the generator's model does not take comes back too, with an
    /// empty model and what is wrong, so that everything else that is wrong can be told at the same time.
    pub(crate) fn parse_leniently(name: &str, bytes: Vec<u8>) -> Result<(Self, Option<Invalid>), Invalid> {
        let text = String::from_utf8(bytes).map_err(|error| {
            let before = &error.as_bytes()[..error.utf8_error().valid_up_to()];
            let line = before.iter().filter(|&&byte| byte == b'\n').count() + 1;
            let column = before.iter().rev().take_while(|&&byte| byte != b'\n').count() + 1;
            Invalid::new(name, Some(Place { line, column }), "not UTF-8").remedy("save the file as UTF-8")
        })?;
        loadable(name, &text)?;
        // The text of each scalar is kept, since the loader would round a large number. An alias is copied in place;
        // the loader itself stops at a hundred thousand copied nodes.
        let mut loader = YamlLoader::<MarkedYamlOwned>::default();
        loader.early_parse(false);
        Parser::new_from_str(&text).load(&mut loader, true).map_err(|error| not_yaml(name, &error))?;
        if let Some(error) = loader.error() {
            return Err(not_yaml(name, error));
        }
        let mut yaml = loader.into_documents();
        let root = match yaml.len() {
            1 => yaml.remove(0),
            0 => return Err(Invalid::new(name, None, "the file is empty").remedy("write an OpenAPI 3.0 document")),
            n => return Err(Invalid::new(name, None, format!("{n} YAML documents in one file")).remedy("keep one")),
        };
        let mut reader = Reader { name, places: HashMap::new() };
        let json = reader.value(root, String::new())?;
        let places = reader.places;
        if !matches!(json.get("openapi"), Some(Value::String(version)) if version.starts_with("3.0.")) {
            let place = places.get("/openapi").or(places.get("")).copied();
            return Err(
                Invalid::new(name, place, "not an OpenAPI 3.0 document").remedy("start it with `openapi: 3.0.3`")
            );
        }
        let (openapi, invalid) = match serde_path_to_error::deserialize(&json) {
            Ok(openapi) => (openapi, None),
            Err(error) => {
                let pointer = pointer(error.path());
                let place = nearest(&places, &pointer);
                let problem = format!("not OpenAPI 3.0 at {}: {}", shown(&pointer), error.inner());
                (OpenAPI::default(), Some(Invalid::new(name, place, problem)))
            }
        };
        Ok((Self { name: name.to_owned(), json, openapi, text, places }, invalid))
    }

    /// The node itself, or what its `$ref` into this document leads to.
    pub fn resolved<'a>(&'a self, node: &'a Value) -> &'a Value {
        let mut node = node;
        // A chain longer than this is a circle.
        for _ in 0..32 {
            match node["$ref"].as_str().and_then(|reference| self.json.pointer(reference.strip_prefix('#')?)) {
                Some(next) => node = next,
                None => break,
            }
        }
        node
    }

    /// The node at a pointer and where it really stands, after all references.
    pub(crate) fn follow(&self, at: &str) -> (String, &Value) {
        let mut at = at.to_owned();
        let mut node = self.json.pointer(&at).unwrap_or(&Value::Null);
        // A chain longer than this is a circle.
        for _ in 0..32 {
            let Some(to) = node["$ref"].as_str().and_then(|to| to.strip_prefix('#')) else { break };
            at = to.to_owned();
            node = self.json.pointer(&at).unwrap_or(&Value::Null);
        }
        (at, node)
    }

    /// Where the schema of what an operation answers with 200 stands.
    pub(crate) fn schema_of(&self, operation: &str) -> Result<String> {
        let paths = self.json["paths"].as_object().into_iter().flatten();
        let mut operations = paths.flat_map(|(path, item)| {
            let methods = item.as_object().into_iter().flatten();
            methods.map(move |(method, node)| (child(&child("/paths", path), method), node))
        });
        let (at, node) = operations
            .find(|(_, node)| node["operationId"] == operation)
            .with_context(|| format!("{}: no operation `{operation}`", self.name))?;
        let status = if node["responses"].get("200").is_some() { "200" } else { "2XX" };
        let (at, response) = self.follow(&format!("{at}/responses/{status}"));
        let (kind, _) = self
            .json_body(response)
            .filter(|(_, media)| media["schema"].is_object())
            .with_context(|| format!("{}: `{operation}` has no JSON schema for 200", self.name))?;
        Ok(child(&child(&child(&at, "content"), kind), "schema"))
    }

    /// The JSON among the media types of a response or a request, with the type as it is written.
    pub fn json_body<'a>(&'a self, node: &'a Value) -> Option<(&'a str, &'a Value)> {
        // Where the generator sees JSON.
        let is_json = |kind: &str| kind == "application/json" || kind.starts_with("application/json;");
        let mut content = self.resolved(node)["content"].as_object()?.iter();
        content.find(|(kind, _)| is_json(kind)).map(|(kind, media)| (kind.as_str(), media))
    }

    /// Where the node at a JSON pointer stands, or the nearest node above it that has a place.
    pub fn place(&self, pointer: &str) -> Option<Place> {
        nearest(&self.places, pointer)
    }

    /// A problem with this document, at the node that `pointer` names.
    pub fn invalid(&self, pointer: &str, problem: impl Into<String>) -> Invalid {
        Invalid::new(&self.name, self.place(pointer), problem)
    }
}

fn nearest(places: &HashMap<String, Place>, mut pointer: &str) -> Option<Place> {
    loop {
        if let Some(place) = places.get(pointer) {
            return Some(*place);
        }
        pointer = &pointer[..pointer.rfind('/')?];
    }
}

fn shown(pointer: &str) -> &str {
    if pointer.is_empty() { "the top level" } else { pointer }
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

fn not_yaml(name: &str, error: &saphyr::ScanError) -> Invalid {
    let place = Place { line: error.marker().line(), column: error.marker().col() + 1 };
    Invalid::new(name, Some(place), format!("not YAML: {}", error.info()))
}

/// Refuses what must not reach the loader: a tag, which it may drop in silence, and a document so deep that the loader
/// and all that comes after it could run out of stack. An alias is as deep as what it stands for.
fn loadable(name: &str, text: &str) -> Result<(), Invalid> {
    // Of each open node its anchor, and how many levels the deepest node in it has.
    let mut open: Vec<(usize, usize)> = Vec::new();
    let mut anchored = HashMap::new();
    for event in Parser::new_from_str(text) {
        let (event, span) = event.map_err(|error| not_yaml(name, &error))?;
        let invalid = |problem: String| {
            let place = Place { line: span.start.line(), column: span.start.col() + 1 };
            Invalid::new(name, Some(place), problem)
        };
        let mut levels = 0;
        match event {
            Event::Scalar(.., Some(_)) | Event::SequenceStart(_, Some(_)) | Event::MappingStart(_, Some(_)) => {
                return Err(invalid("a YAML tag, which JSON has no form for".to_owned())
                    .remedy("remove it, and quote what is a text"));
            }
            Event::SequenceStart(anchor, None) | Event::MappingStart(anchor, None) => open.push((anchor, 0)),
            Event::SequenceEnd | Event::MappingEnd => {
                if let Some((anchor, inner)) = open.pop() {
                    levels = inner + 1;
                    anchored.insert(anchor, levels);
                }
            }
            Event::Alias(anchor) => levels = anchored.get(&anchor).copied().unwrap_or_default(),
            _ => {}
        }
        if open.len() + levels > MAX_DEPTH {
            return Err(invalid(format!("nested deeper than {MAX_DEPTH} levels"))
                .remedy("move the inner part to a component and refer to it"));
        }
        if let Some((_, deepest)) = open.last_mut() {
            *deepest = levels.max(*deepest);
        }
    }
    Ok(())
}

/// Turns YAML nodes into JSON and remembers where each stood.
struct Reader<'a> {
    name: &'a str,
    places: HashMap<String, Place>,
}

impl Reader<'_> {
    fn value(&mut self, node: MarkedYamlOwned, pointer: String) -> Result<Value, Invalid> {
        let place = Place { line: node.span.start.line(), column: node.span.start.col() + 1 };
        // A member of a mapping is found at its key, which was noted before its value is read.
        self.places.entry(pointer.clone()).or_insert(place);
        let invalid = |problem: &str| Invalid::new(self.name, Some(place), problem);
        Ok(match node.data {
            YamlDataOwned::Representation(text, style, _) => {
                let number = text.strip_prefix(['+', '-']).unwrap_or(&text);
                let whole = style == ScalarStyle::Plain && number.bytes().all(|byte| byte.is_ascii_digit());
                match scalar(text.clone(), style) {
                    Some(Scalar::Null) => Value::Null,
                    Some(Scalar::Boolean(value)) => Value::Bool(value),
                    Some(Scalar::Integer(value)) => Value::Number(value.into()),
                    Some(Scalar::FloatingPoint(_)) if whole => {
                        let number: u64 = text
                            .parse()
                            .map_err(|_| invalid("a whole number of more than 64 bits").remedy("write it as a text"))?;
                        Value::Number(number.into())
                    }
                    Some(Scalar::FloatingPoint(value)) => {
                        Value::Number(Number::from_f64(*value).ok_or_else(|| invalid("JSON has no such number"))?)
                    }
                    Some(Scalar::String(value)) => Value::String(value.into_owned()),
                    None => return Err(invalid("a value that cannot be read")),
                }
            }
            YamlDataOwned::Sequence(items) => {
                let items = items.into_iter().enumerate();
                Value::Array(
                    items.map(|(i, item)| self.value(item, format!("{pointer}/{i}"))).collect::<Result<_, _>>()?,
                )
            }
            YamlDataOwned::Mapping(members) => {
                let mut map = Map::new();
                for (key, value) in members {
                    let at = Place { line: key.span.start.line(), column: key.span.start.col() + 1 };
                    let key = match key.data {
                        YamlDataOwned::Representation(key, style, _) => scalar(key, style),
                        _ => None,
                    };
                    let key = match key {
                        Some(Scalar::String(key)) => key.into_owned(),
                        // `200:` without quotes is how most people write a status.
                        Some(Scalar::Integer(key)) => key.to_string(),
                        _ => {
                            return Err(
                                Invalid::new(self.name, Some(at), "a key that is not a text").remedy("quote it")
                            );
                        }
                    };
                    let pointer = child(&pointer, &key);
                    // `404` and `'404'` are two keys to YAML and one to JSON.
                    if map.contains_key(&key) {
                        let line = self.places.get(&pointer).map_or(0, |place| place.line);
                        let problem = format!("the key `{key}` again, which stands in line {line} already");
                        return Err(Invalid::new(self.name, Some(at), problem).remedy("remove one of them"));
                    }
                    self.places.insert(pointer.clone(), at);
                    let value = self.value(value, pointer)?;
                    map.insert(key, value);
                }
                Value::Object(map)
            }
            YamlDataOwned::Value(_) | YamlDataOwned::Tagged(..) | YamlDataOwned::Alias(_) | YamlDataOwned::BadValue => {
                return Err(invalid("a value that cannot be read"));
            }
        })
    }
}

fn scalar(text: String, style: ScalarStyle) -> Option<Scalar<'static>> {
    Scalar::parse_from_cow_and_metadata(text.into(), style, None)
}
