//! The YAML that would make the document fit, and the line where it goes.

use serde_json::{Map, Value, json};

use super::{
    check::{Kind, follow},
    shape::{Members, Shape},
};
use crate::document::{Document, Place, child};

/// The keys of a schema in the order in which the document writes them; `additionalProperties` comes last.
const ORDER: &[&str] =
    &["type", "format", "nullable", "description", "pattern", "required", "properties", "items", "oneOf"];

const SEEN: &str = "Seen in recorded responses.";

/// What was seen at one place.
pub(super) struct Evidence<'a> {
    pub(super) kind: Kind,
    pub(super) pointer: &'a str,
    pub(super) schema: &'a str,
    pub(super) site: &'a str,
    pub(super) shape: &'a Shape,
    /// The values to add to a list.
    pub(super) values: &'a [String],
}

/// The edits as one text to paste from, or nothing if the document is written in a way that no line can be named.
pub(super) fn suggestion(document: &Document, evidence: &Evidence) -> Option<String> {
    let mut writer = Writer { document, edits: Vec::new(), components: Map::new() };
    match evidence.kind {
        Kind::UndocumentedField => writer.field(evidence)?,
        Kind::UndocumentedValue => writer.values(evidence)?,
        Kind::MissingField => writer.not_required(evidence)?,
        Kind::TypeMismatch => writer.form(evidence)?,
        Kind::NotJson => return None,
    }
    writer.finish()
}

/// From which line to which, and what to put there: below the first line if there is no last.
struct Edit {
    first: usize,
    last: Option<usize>,
    text: String,
}

struct Writer<'a> {
    document: &'a Document,
    edits: Vec<Edit>,
    /// New component schemas.
    components: Map<String, Value>,
}

impl Writer<'_> {
    fn field(&mut self, evidence: &Evidence) -> Option<()> {
        // Of names that could be a customer's there is none to write.
        let name = Some(unescaped(evidence.pointer.rsplit('/').next()?)).filter(|name| name != "*")?;
        let owner = self.owner(evidence.schema);
        let mut schema = self.schema(evidence.shape, &format!("{owner} {name}"), true);
        if schema.get("$ref").is_none() {
            schema["description"] = SEEN.into();
        }
        let at = child(evidence.schema, "properties");
        let members = self.document.json.pointer(&at)?.as_object()?;
        let first = self.block(&child(&at, members.keys().next()?))?;
        self.below(&at, first.column, &json!({ name: schema }))
    }

    fn values(&mut self, evidence: &Evidence) -> Option<()> {
        if evidence.values.is_empty() {
            return None;
        }
        let at = child(evidence.schema, "enum");
        let mut values = self.document.json.pointer(&at)?.as_array()?.clone();
        values.extend(evidence.values.iter().map(|value| Value::from(value.as_str())));
        let flow: Option<Vec<_>> = values.iter().map(|value| Some(flow(value))).collect();
        let indent = " ".repeat(self.block(&at)?.column - 1);
        let flow = format!("{indent}enum: [{}]\n", flow?.join(", "));
        let (first, last) = self.lines(&at)?;
        let text =
            if first == last && flow.len() <= 120 { flow } else { indented(&json!({"enum": values}), indent.len()) };
        self.edits.push(Edit { first, last: Some(last), text });
        Some(())
    }

    fn not_required(&mut self, evidence: &Evidence) -> Option<()> {
        let name = unescaped(evidence.pointer.rsplit('/').next()?);
        let at = child(evidence.schema, "required");
        let names = self.document.json.pointer(&at)?.as_array()?;
        let names: Vec<_> = names.iter().filter(|other| **other != name).map(flow).collect();
        let indent = " ".repeat(self.block(&at)?.column - 1);
        let (first, last) = self.lines(&at)?;
        let text = if names.is_empty() { String::new() } else { format!("{indent}required: [{}]\n", names.join(", ")) };
        self.edits.push(Edit { first, last: Some(last), text });
        Some(())
    }

    fn form(&mut self, evidence: &Evidence) -> Option<()> {
        let (at, schema) = follow(self.document, evidence.schema);
        let shape = evidence.shape;
        let union = ["oneOf", "anyOf"].into_iter().find(|key| schema[*key].is_array());
        if shape.kinds() == 0 {
            // Only `null` is new.
            let typed = match union {
                None => at,
                Some(key) => {
                    let forms = schema[key].as_array()?;
                    let plain =
                        forms.iter().position(|form| form.get("type").is_some() && form.get("enum").is_none())?;
                    format!("{at}/{key}/{plain}")
                }
            };
            let place = self.block(&child(&typed, "type"))?;
            self.edits.push(Edit {
                first: place.line,
                last: None,
                text: format!("{}nullable: true\n", " ".repeat(place.column - 1)),
            });
            return Some(());
        }
        let owner = self.owner(&at);
        let mut forms = self.forms(shape, &owner);
        if let Some(key) = union {
            let nullable = shape.null && !forms.is_empty();
            for form in &mut forms {
                if form.get("$ref").is_none() {
                    form["description"] = SEEN.into();
                    // A union that has a list already has only the empty one, or that form would be the nearest.
                    if form["type"] == "array" && schema[key].as_array()?.iter().any(|form| form["type"] == "array") {
                        form["minItems"] = 1.into();
                    }
                    // Beside other texts, this one must be told apart by its form.
                    if form["type"] == "string" && schema[key].as_array()?.iter().any(|form| form["type"] == "string") {
                        form["pattern"] = shape.pattern()?.into();
                    }
                }
            }
            if nullable && let Some(form) = forms.iter_mut().find(|form| form.get("$ref").is_none()) {
                form["nullable"] = true.into();
            }
            let list = child(&at, key);
            let column = self.block(&format!("{list}/0"))?.column.checked_sub(2)?;
            return self.below(&list, column, &Value::Array(forms));
        }
        let number = schema["type"] == "integer" && shape.kinds() == 1 && (shape.number || shape.integer);
        if number {
            // A wider number takes both, where a union of the two would overlap.
            let mut wider = schema.clone();
            let members = wider.as_object_mut()?;
            ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"]
                .iter()
                .for_each(|key| drop(members.remove(*key)));
            let (kind, format) = if shape.number { ("number", "double") } else { ("integer", "int64") };
            members.insert("type".to_owned(), kind.into());
            members.insert("format".to_owned(), format.into());
            return self.in_place(&at, &wider);
        }
        // Whatever it was, it becomes a union with a name, which the place then refers to.
        let was = self.document.json.pointer(evidence.site)?;
        let mut first = was.clone();
        let described = follow(self.document, evidence.site).1["description"].clone();
        if let Some(members) = first.as_object_mut().filter(|members| !members.contains_key("$ref")) {
            members.remove("description");
            if shape.null {
                members.insert("nullable".to_owned(), true.into());
            }
        }
        forms.insert(0, first);
        let last = unescaped(evidence.site.rsplit('/').next()?);
        let site_owner = self.owner(evidence.site);
        let name = self.name(&format!("{site_owner} {last}"));
        let description = if described.is_string() { described } else { SEEN.into() };
        self.components.insert(name.clone(), json!({"description": description, "oneOf": forms}));
        self.in_place(evidence.site, &json!({"$ref": format!("#/components/schemas/{name}")}))
    }

    /// The schema of what was seen; an object or a union becomes a component that it refers to.
    fn schema(&mut self, shape: &Shape, hint: &str, nullable: bool) -> Value {
        let mut forms = self.forms(shape, hint);
        match forms.len() {
            0 => json!({}),
            1 => {
                let mut form = forms.remove(0);
                if form.get("$ref").is_none() && (nullable || shape.null) {
                    form["nullable"] = true.into();
                } else if let Some(component) =
                    form["$ref"].as_str().and_then(|to| to.rsplit('/').next()).filter(|_| shape.null)
                    && let Some(component) = self.components.get_mut(component)
                {
                    component["nullable"] = true.into();
                }
                form
            }
            _ => {
                if (nullable || shape.null)
                    && let Some(form) = forms.iter_mut().find(|form| form.get("$ref").is_none())
                {
                    form["nullable"] = true.into();
                }
                let name = self.name(hint);
                self.components.insert(name.clone(), json!({"description": SEEN, "oneOf": forms}));
                json!({"$ref": format!("#/components/schemas/{name}")})
            }
        }
    }

    fn forms(&mut self, shape: &Shape, hint: &str) -> Vec<Value> {
        let mut forms = Vec::new();
        if let Some(members) = &shape.object {
            let name = self.name(hint);
            // Its place is taken before the names of what it holds are chosen.
            self.components.insert(name.clone(), Value::Null);
            let mut component = json!({"type": "object", "description": SEEN});
            let mut properties = Map::new();
            let fields = match members {
                Members::Fields(fields) => Some(fields),
                Members::Map => None,
            };
            for (field, shape) in fields.into_iter().flatten() {
                let mut schema = self.schema(shape, &format!("{name} {field}"), true);
                if schema.get("$ref").is_none() {
                    schema["description"] = SEEN.into();
                }
                properties.insert(field.clone(), schema);
            }
            if !properties.is_empty() {
                component["properties"] = properties.into();
            }
            component["additionalProperties"] = json!({});
            self.components.insert(name.clone(), component);
            forms.push(json!({"$ref": format!("#/components/schemas/{name}")}));
        }
        if let Some(items) = &shape.array {
            let items = self.schema(items, &format!("{hint} item"), false);
            forms.push(json!({"type": "array", "items": items}));
        }
        if shape.boolean {
            forms.push(json!({"type": "boolean"}));
        }
        if shape.number {
            forms.push(json!({"type": "number", "format": "double"}));
        } else if shape.integer {
            forms.push(json!({"type": "integer", "format": "int64"}));
        }
        if shape.string {
            forms.push(json!({"type": "string"}));
        }
        forms
    }

    /// The component that a node is in, as the start of a name.
    fn owner(&self, at: &str) -> String {
        at.strip_prefix("/components/schemas/").and_then(|rest| rest.split('/').next()).unwrap_or("Response").to_owned()
    }

    /// A name for a component that no other has.
    fn name(&self, hint: &str) -> String {
        let pascal: String = hint
            .split(|c: char| !c.is_ascii_alphanumeric())
            .filter_map(|word| {
                let (first, rest) = word.split_at_checked(1)?;
                Some(first.to_ascii_uppercase() + rest)
            })
            .collect();
        let schemas = self.document.json["components"]["schemas"].as_object();
        let taken = |name: &str| {
            let names = schemas.into_iter().flat_map(|schemas| schemas.keys()).chain(self.components.keys());
            names.into_iter().any(|other| other.eq_ignore_ascii_case(name))
        };
        let numbered = (2..).map(|n| format!("{pascal}{n}"));
        std::iter::once(pascal.clone()).chain(numbered).find(|name| !taken(name)).unwrap_or(pascal)
    }

    /// Where the key of a member stands, if its value is in block style.
    fn block(&self, at: &str) -> Option<Place> {
        // An element of a list, or a key: both have a place of their own.
        self.document.json.pointer(at)?;
        let place = self.document.place(at)?;
        let line = self.document.text.lines().nth(place.line - 1)?;
        let before: String = line.chars().take(place.column - 1).collect();
        before.chars().all(|c| c == ' ' || c == '-').then_some(place)
    }

    /// The first and the last line of a member.
    fn lines(&self, at: &str) -> Option<(usize, usize)> {
        let place = self.block(at)?;
        let indent = place.column - 1;
        let mut last = place.line;
        for (i, line) in self.document.text.lines().enumerate().skip(place.line) {
            let text = line.trim_start();
            let depth = line.len() - text.len();
            if text.is_empty() || text.starts_with('#') && depth <= indent {
                continue;
            }
            if depth <= indent && !(depth == indent && text.starts_with("- ")) {
                break;
            }
            last = i + 1;
        }
        Some((place.line, last))
    }

    /// Adds members or elements at the end of the node at a pointer.
    fn below(&mut self, at: &str, column: usize, value: &Value) -> Option<()> {
        let (_, last) = self.lines(at)?;
        self.edits.push(Edit { first: last, last: None, text: indented(value, column - 1) });
        Some(())
    }

    /// Puts another value under the same key.
    fn in_place(&mut self, at: &str, value: &Value) -> Option<()> {
        let place = self.block(at)?;
        let key = unescaped(at.rsplit('/').next()?);
        let (first, last) = self.lines(at)?;
        self.edits.push(Edit { first, last: Some(last), text: indented(&json!({ key: value }), place.column - 1) });
        Some(())
    }

    fn finish(mut self) -> Option<String> {
        if !self.components.is_empty() {
            let at = "/components/schemas";
            let first = self.document.json.pointer(at)?.as_object()?.keys().next()?;
            let column = self.block(&child(at, first))?.column;
            let components = Value::Object(std::mem::take(&mut self.components));
            self.below(at, column, &components)?;
        }
        let file = &self.document.name;
        let text = self.edits.iter().map(|Edit { first, last, text }| match last {
            None => format!("# {file}:{first}: add below this line\n{text}"),
            Some(last) => {
                let what = if text.is_empty() { "remove" } else { "put this in place of" };
                let lines = if first == last { "this line" } else { "these lines" };
                let range = if first == last { first.to_string() } else { format!("{first}-{last}") };
                format!("# {file}:{range}: {what} {lines}\n{text}")
            }
        });
        Some(text.collect())
    }
}

fn unescaped(segment: &str) -> String {
    segment.replace("~1", "/").replace("~0", "~")
}

/// YAML in block style, each line this far to the right.
fn indented(value: &Value, indent: usize) -> String {
    let mut text = String::new();
    write(value, indent, &mut text);
    text
}

fn write(value: &Value, indent: usize, text: &mut String) {
    let pad = " ".repeat(indent);
    match value {
        Value::Object(members) => {
            let mut members: Vec<_> = members.iter().collect();
            members.sort_by_key(|(key, _)| ORDER.iter().position(|other| other == key).unwrap_or(ORDER.len()));
            for (key, value) in members {
                text.push_str(&format!("{pad}{}:", scalar(&Value::from(key.as_str()))));
                after(value, indent + 2, text);
            }
        }
        Value::Array(items) => {
            for item in items {
                let mut inner = String::new();
                match item {
                    Value::Object(members) if !members.is_empty() => write(item, indent + 2, &mut inner),
                    _ => inner = format!("{pad}  {}\n", scalar(item)),
                }
                // The dash goes where the first line has its indentation.
                text.push_str(&format!("{pad}- {}", &inner[indent + 2..]));
            }
        }
        _ => text.push_str(&format!("{pad}{}\n", scalar(value))),
    }
}

fn after(value: &Value, indent: usize, text: &mut String) {
    match value {
        Value::Object(members) if !members.is_empty() => {
            text.push('\n');
            write(value, indent, text);
        }
        Value::Array(items) if !items.is_empty() => {
            text.push('\n');
            write(value, indent, text);
        }
        _ => text.push_str(&format!(" {}\n", scalar(value))),
    }
}

/// A value in a list between brackets, where a comma ends it.
fn flow(value: &Value) -> String {
    match value {
        Value::String(text) if text.contains(',') => value.to_string(),
        _ => scalar(value),
    }
}

/// A value on one line; JSON is YAML too, where a plain text would be read as something else.
fn scalar(value: &Value) -> String {
    match value {
        Value::String(text) if plain(text) => text.clone(),
        Value::String(text) if !text.contains(['\'', '\n']) => format!("'{text}'"),
        _ => value.to_string(),
    }
}

fn plain(text: &str) -> bool {
    let word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | ' ' | '/' | '(' | ')' | ';' | ',');
    let reserved = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"];
    text == "$ref"
        || text.starts_with(|c: char| c.is_ascii_alphabetic())
            && text.chars().all(word)
            && !text.ends_with(' ')
            && !reserved.contains(&text.to_ascii_lowercase().as_str())
}
