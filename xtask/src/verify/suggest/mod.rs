//! The YAML that would make the document fit: the schema of what was seen. [`place`] says in which line it goes, and
//! [`yaml`] writes it.

mod place;
mod yaml;

use serde_json::{Map, Value, json};

use self::{
    place::{Edit, Edits, last},
    yaml::{flow, indented},
};
use super::{
    check::Kind,
    shape::{Members, Shape},
};
use crate::document::{Document, child};

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
    let mut writer = Writer { document, edits: Edits::of(document), components: Map::new() };
    match evidence.kind {
        Kind::UndocumentedField => writer.field(evidence)?,
        Kind::UndocumentedValue => writer.values(evidence)?,
        Kind::MissingField => writer.not_required(evidence)?,
        Kind::TypeMismatch => writer.form(evidence)?,
        Kind::NotJson => return None,
    }
    writer.finish()
}

struct Writer<'a> {
    document: &'a Document,
    edits: Edits<'a>,
    /// New component schemas.
    components: Map<String, Value>,
}

impl Writer<'_> {
    fn field(&mut self, evidence: &Evidence) -> Option<()> {
        // Of names that could be a customer's there is none to write.
        let name = last(evidence.pointer).filter(|name| name != "*")?;
        let owner = self.owner(evidence.schema);
        let mut schema = self.schema(evidence.shape, &format!("{owner} {name}"), true);
        if schema.get("$ref").is_none() {
            schema["description"] = SEEN.into();
        }
        let at = child(evidence.schema, "properties");
        let members = self.document.json.pointer(&at)?.as_object()?;
        let first = self.edits.block(&child(&at, members.keys().next()?))?;
        self.edits.below(&at, first.column, &json!({ name: schema }))
    }

    fn values(&mut self, evidence: &Evidence) -> Option<()> {
        if evidence.values.is_empty() {
            return None;
        }
        let at = child(evidence.schema, "enum");
        let mut values = self.document.json.pointer(&at)?.as_array()?.clone();
        values.extend(evidence.values.iter().map(|value| Value::from(value.as_str())));
        let flow: Option<Vec<_>> = values.iter().map(|value| Some(flow(value))).collect();
        let indent = " ".repeat(self.edits.block(&at)?.column - 1);
        let flow = format!("{indent}enum: [{}]\n", flow?.join(", "));
        let (first, last) = self.edits.lines(&at)?;
        let text =
            if first == last && flow.len() <= 120 { flow } else { indented(&json!({"enum": values}), indent.len()) };
        self.edits.list.push(Edit { first, last: Some(last), text });
        Some(())
    }

    fn not_required(&mut self, evidence: &Evidence) -> Option<()> {
        let name = last(evidence.pointer)?;
        let at = child(evidence.schema, "required");
        let names = self.document.json.pointer(&at)?.as_array()?;
        let names: Vec<_> = names.iter().filter(|other| **other != name).map(flow).collect();
        let indent = " ".repeat(self.edits.block(&at)?.column - 1);
        let (first, last) = self.edits.lines(&at)?;
        let text = if names.is_empty() { String::new() } else { format!("{indent}required: [{}]\n", names.join(", ")) };
        self.edits.list.push(Edit { first, last: Some(last), text });
        Some(())
    }

    fn form(&mut self, evidence: &Evidence) -> Option<()> {
        let (at, schema) = self.document.follow(evidence.schema);
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
            let place = self.edits.block(&child(&typed, "type"))?;
            self.edits.list.push(Edit {
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
            let column = self.edits.block(&format!("{list}/0"))?.column.checked_sub(2)?;
            return self.edits.below(&list, column, &Value::Array(forms));
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
            return self.edits.in_place(&at, &wider);
        }
        // Whatever it was, it becomes a union with a name, which the place then refers to.
        let was = self.document.json.pointer(evidence.site)?;
        let mut first = was.clone();
        let described = self.document.follow(evidence.site).1["description"].clone();
        if let Some(members) = first.as_object_mut().filter(|members| !members.contains_key("$ref")) {
            members.remove("description");
            if shape.null {
                members.insert("nullable".to_owned(), true.into());
            }
        }
        forms.insert(0, first);
        let last = last(evidence.site)?;
        let site_owner = self.owner(evidence.site);
        let name = self.name(&format!("{site_owner} {last}"));
        let description = if described.is_string() { described } else { SEEN.into() };
        self.components.insert(name.clone(), json!({"description": description, "oneOf": forms}));
        self.edits.in_place(evidence.site, &json!({"$ref": format!("#/components/schemas/{name}")}))
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

    fn finish(mut self) -> Option<String> {
        if !self.components.is_empty() {
            let at = "/components/schemas";
            let first = self.document.json.pointer(at)?.as_object()?.keys().next()?;
            let column = self.edits.block(&child(at, first))?.column;
            let components = Value::Object(std::mem::take(&mut self.components));
            self.edits.below(at, column, &components)?;
        }
        Some(self.edits.text())
    }
}
