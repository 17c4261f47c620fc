//! Bytes to YAML with positions, to JSON; and whether the generator's typed model takes that.

use std::collections::HashMap;

use openapiv3::OpenAPI;
use saphyr::{MarkedYamlOwned, Scalar, ScalarStyle, YamlDataOwned, YamlLoader};
use saphyr_parser::{Event, Parser};
use serde_json::{Map, Number, Value};

use super::{Document, Invalid, Place, child, pointer};

/// How deep a document may nest. Real ones stay below twenty; what reads them further on takes stack for each level.
const MAX_DEPTH: usize = 64;

impl Document {
    /// Understands `bytes` as YAML that says it is OpenAPI 3.0.
    pub(crate) fn load(name: &str, bytes: Vec<u8>) -> Result<Self, Invalid> {
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
        Ok(Self { name: name.to_owned(), json, text, places })
    }

    /// What the generator's model does not take, if anything.
    pub(crate) fn misread(&self) -> Option<Invalid> {
        // The generator makes nothing of callbacks, and its model does not take a reference in place of one.
        let mut json = self.json.clone();
        let paths = json.get_mut("paths").and_then(Value::as_object_mut).into_iter().flat_map(Map::values_mut);
        for operation in paths.filter_map(Value::as_object_mut).flat_map(Map::values_mut) {
            operation.as_object_mut().map(|operation| operation.remove("callbacks"));
        }
        let error = serde_path_to_error::deserialize::<_, OpenAPI>(json).err()?;
        let pointer = pointer(error.path());
        let shown = if pointer.is_empty() { "the top level" } else { &pointer };
        Some(self.invalid(&pointer, format!("not OpenAPI 3.0 at {shown}: {}", error.inner())))
    }
}

fn not_yaml(name: &str, error: &saphyr::ScanError) -> Invalid {
    Invalid::new(name, Some(place(error.marker())), format!("not YAML: {}", error.info()))
}

/// Refuses what must not reach the loader: a tag, which it may drop in silence, and a document so deep that the loader
/// and all that comes after it could run out of stack. An alias is as deep as what it stands for.
fn loadable(name: &str, text: &str) -> Result<(), Invalid> {
    // Of each open node its anchor, and how many levels the deepest node in it has.
    let mut open: Vec<(usize, usize)> = Vec::new();
    let mut anchored = HashMap::new();
    for event in Parser::new_from_str(text) {
        let (event, span) = event.map_err(|error| not_yaml(name, &error))?;
        let invalid = |problem: String| Invalid::new(name, Some(place(&span.start)), problem);
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

fn place(marker: &saphyr::Marker) -> Place {
    Place { line: marker.line(), column: marker.col() + 1 }
}

/// Turns YAML nodes into JSON and remembers where each stood.
struct Reader<'a> {
    name: &'a str,
    places: HashMap<String, Place>,
}

impl Reader<'_> {
    fn value(&mut self, node: MarkedYamlOwned, pointer: String) -> Result<Value, Invalid> {
        let place = place(&node.span.start);
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
