//! How the document would describe what was seen: a schema is only ever made wider.

use serde_json::{Map, Value, json};

use super::{
    Evidence,
    edit::{Edit, last_name},
};
use crate::{
    document::{Document, Node, child, names},
    recorded::forms,
    verify::{check::Kind, shape::Shape},
};

const SEEN: &str = "Seen in recorded responses.";
const COMPONENTS: &str = "/components/schemas";
/// What says which numbers or arrays of a type are meant.
const BOUNDS: &[&str] = &[
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "minItems",
    "maxItems",
    "uniqueItems",
];

/// The changes that describe what was seen, or why they are a person's to decide.
pub(super) fn edits(document: &Document, seen: &Evidence) -> Result<Vec<Edit>, String> {
    let mut writer = Writer { document, edits: Vec::new(), components: Map::new() };
    match seen.kind {
        Kind::UndocumentedField => writer.field(seen)?,
        Kind::UndocumentedValue => writer.values(seen)?,
        Kind::TypeMismatch => writer.form(seen)?,
        Kind::MissingField => {
            return Err("look at what was recorded: if this can be missing, take it out of `required`, which is a \
                        breaking change for callers"
                .to_owned());
        }
        Kind::NotJson => {
            return Err("look at what was recorded: it may be an error page, or only a part of a response".to_owned());
        }
    }
    let Writer { mut edits, components, .. } = writer;
    if !components.is_empty() {
        edits.push(Edit::Add { at: COMPONENTS.to_owned(), value: components.into() });
    }
    Ok(edits)
}

struct Writer<'a> {
    document: &'a Document,
    edits: Vec<Edit>,
    /// New component schemas.
    components: Map<String, Value>,
}

impl<'a> Writer<'a> {
    fn field(&mut self, seen: &Evidence) -> Result<(), String> {
        let name = last_name(seen.pointer);
        if name == "*" {
            return Err("if these are fields of the API, name one with `--keep POINTER`".to_owned());
        }
        let mut schema = self.schema(seen.shape, &format!("{} {name}", owner(seen.schema)), true);
        if schema.get("$ref").is_none() {
            schema["description"] = SEEN.into();
        }
        self.edits.push(Edit::Add { at: child(seen.schema, "properties"), value: one(&name, schema) });
        Ok(())
    }

    fn values(&mut self, seen: &Evidence) -> Result<(), String> {
        if seen.words.is_empty() {
            let keep = format!("with `--keep {}` they are told and described", seen.pointer);
            return Err(format!("if these are words of the API and not somebody's, {keep}"));
        }
        self.edits.push(Edit::Add { at: child(seen.schema, "enum"), value: json!(seen.words) });
        Ok(())
    }

    fn form(&mut self, seen: &Evidence) -> Result<(), String> {
        if seen.pointer.is_empty() {
            return Err(
                "look at what was recorded: if it comes from another operation, name that with `--operation`, \
                        else describe it by hand"
                    .to_owned(),
            );
        }
        if seen.unreal {
            return Err("look at what was recorded: there is nothing to describe".to_owned());
        }
        let site = self.document.node(seen.site);
        if is_required(&site) {
            return Err("look at what was recorded: callers rely on this, so that another form of it is a breaking \
                        change, to be described by hand"
                .to_owned());
        }
        let known = forms(site.clone());
        let typed = |types: &[&str]| known.iter().find(|form| types.contains(&form.text("type")));
        let mut rest = seen.shape.clone();
        // The schema in its place, as far as it is not elsewhere.
        let mut own = site.value.clone();
        let mut widen = |form: &Node, wider: Value| match form.at == site.at {
            true => own = wider,
            false => self.edits.push(Edit::Put { at: form.at.clone(), value: wider }),
        };
        if (rest.integer || rest.number)
            && let Some(form) = typed(&["integer", "number"]).filter(|form| !form.get("enum").is_there())
        {
            widen(form, wider(form, Some(&rest)));
            (rest.integer, rest.number) = (false, false);
        }
        if rest.array.is_some()
            && let Some(form) = typed(&["array"])
        {
            widen(form, wider(form, None));
            rest.array = None;
        }
        let again = [
            (rest.string, "string"),
            (rest.integer || rest.number, "number"),
            (rest.boolean, "boolean"),
            (rest.object.is_some(), "object"),
        ];
        if let Some((_, kind)) = again.iter().find(|(seen, kind)| *seen && typed(&[kind]).is_some()) {
            let form = rest.pattern().map(|pattern| format!(", as `{pattern}`")).unwrap_or_default();
            return Err(format!("describe by hand which {kind} it can be{form}"));
        }
        let union = site.clone().followed();
        let union = ["oneOf", "anyOf"].into_iter().map(|key| union.get(key)).find(Node::is_there);
        match (rest.kinds(), union) {
            (0, _) => {
                if own != *site.value {
                    self.edits.push(Edit::Put { at: site.at.clone(), value: own });
                }
                if rest.null {
                    self.nullable(site);
                }
            }
            (_, Some(union)) => {
                let mut new = self.forms(&rest, &owner(&union.at));
                new.iter_mut().filter(|form| form.get("$ref").is_none()).for_each(|form| {
                    form["description"] = SEEN.into();
                });
                self.allow_null(&mut new, rest.null);
                self.edits.push(Edit::Add { at: union.at, value: new.into() });
            }
            (_, None) => {
                // It becomes a union with a name, which the place then refers to.
                let description = site.clone().followed().get("description").value.clone();
                if let Some(members) = own.as_object_mut().filter(|members| !members.contains_key("$ref")) {
                    members.remove("description");
                }
                let hint = format!("{} {}", owner(&site.at), last_name(&site.at));
                let mut all = self.forms(&rest, &hint);
                all.insert(0, own);
                self.allow_null(&mut all, rest.null);
                let name = self.name(&hint);
                let description = if description.is_string() { description } else { SEEN.into() };
                self.components.insert(name.clone(), json!({"description": description, "oneOf": all}));
                self.edits.push(Edit::Put { at: site.at, value: reference(&name) });
            }
        }
        Ok(())
    }

    /// Lets a place take `null`, and no other place if it can be helped.
    fn nullable(&mut self, site: Node<'a>) {
        let target = site.clone().followed();
        let is_union = ["oneOf", "anyOf"].iter().any(|key| target.get(key).is_there());
        let inline = forms(target.clone()).into_iter().find(|form| {
            form.get("type").is_there() && !form.get("enum").is_there() && form.at.starts_with(&target.at)
        });
        let (at, value) = match inline.filter(|_| is_union || site.reference().is_none()) {
            Some(form) => (form.at, one("nullable", true.into())),
            None if site.reference().is_none() => (site.at, one("nullable", true.into())),
            None => {
                let value = json!({"allOf": [site.value], "nullable": true});
                return self.edits.push(Edit::Put { at: site.at, value });
            }
        };
        self.edits.push(match self.document.node(&at).get("nullable") {
            said if said.is_there() => Edit::Put { at: said.at, value: true.into() },
            _ => Edit::Add { at, value },
        });
    }

    /// Lets one of the forms of a union be `null`.
    fn allow_null(&mut self, forms: &mut [Value], null: bool) {
        let inline = forms.iter_mut().find(|form| null && form.get("type").is_some());
        if let Some(form) = inline {
            form["nullable"] = true.into();
        } else if null {
            let names = forms.iter().filter_map(|form| form["$ref"].as_str()).filter_map(|to| to.rsplit('/').next());
            let new = names.into_iter().find(|name| self.components.contains_key(*name)).map(str::to_owned);
            if let Some(component) = new.and_then(|name| self.components.get_mut(&name)) {
                component["nullable"] = true.into();
            }
        }
    }

    /// The schema of what was seen; an object or a union becomes a component that it refers to.
    fn schema(&mut self, shape: &Shape, hint: &str, optional: bool) -> Value {
        let mut forms = self.forms(shape, hint);
        let inline = forms.first().is_some_and(|form| form.get("$ref").is_none());
        // What may be missing may be `null` too, where it costs nothing.
        let null = shape.null || optional && (inline || forms.len() > 1);
        self.allow_null(&mut forms, null);
        match forms.len() {
            0 => json!({}),
            1 => forms.remove(0),
            _ => {
                let name = self.name(hint);
                self.components.insert(name.clone(), json!({"description": SEEN, "oneOf": forms}));
                reference(&name)
            }
        }
    }

    /// One schema for each kind of JSON that was seen.
    fn forms(&mut self, shape: &Shape, hint: &str) -> Vec<Value> {
        let mut forms = Vec::new();
        if let Some(fields) = &shape.object {
            let name = self.name(hint);
            // Its place is taken before the names of what it holds are chosen.
            self.components.insert(name.clone(), Value::Null);
            let mut component = json!({"type": "object", "description": SEEN, "additionalProperties": {}});
            for (field, shape) in fields {
                let mut schema = self.schema(shape, &format!("{name} {field}"), true);
                if schema.get("$ref").is_none() {
                    schema["description"] = SEEN.into();
                }
                component["properties"][field] = schema;
            }
            self.components.insert(name.clone(), component);
            forms.push(reference(&name));
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
            forms.push(match shape.integer_format() {
                Some(format) => json!({"type": "integer", "format": format}),
                None => json!({"type": "integer"}),
            });
        }
        if shape.string {
            forms.push(json!({"type": "string"}));
        }
        forms
    }

    /// A name for a component that no other has, in the document or in Rust.
    fn name(&self, hint: &str) -> String {
        let pascal = names::type_(hint);
        let schemas = self.document.json["components"]["schemas"].as_object();
        let taken = |name: &String| {
            let mut names = schemas.into_iter().flat_map(Map::keys).chain(self.components.keys());
            names.any(|other| names::type_(other).eq_ignore_ascii_case(name))
        };
        let numbered = (2..).map(|n| format!("{pascal}{n}"));
        std::iter::once(pascal.clone()).chain(numbered).find(|name| !taken(name)).unwrap_or(pascal)
    }
}

/// A number or array form without what it asks beside its type; a number as wide as those that were seen.
fn wider(form: &Node, seen: Option<&Shape>) -> Value {
    let mut wider = form.value.clone();
    if let Some(members) = wider.as_object_mut() {
        members.retain(|key, _| !BOUNDS.contains(&key.as_str()));
        if let Some(seen) = seen {
            let kind = if seen.number { "number" } else { form.text("type") };
            members.insert("type".to_owned(), kind.into());
            members.remove("format");
            // Beyond 64 bits with a sign, any format would be too narrow.
            if !(kind == "integer" && seen.large) {
                members.insert("format".to_owned(), if kind == "integer" { "int64" } else { "double" }.into());
            }
        }
    }
    wider
}

/// Whether a place is a property that its schema requires.
fn is_required(site: &Node) -> bool {
    let Some((owner, _)) = site.at.rsplit_once("/properties/").filter(|(_, name)| !name.contains('/')) else {
        return false;
    };
    let required = site.document.node(&child(owner, "required"));
    required.items().any(|name| *name.value == last_name(&site.at))
}

/// The component that a node is in, as the start of a name.
fn owner(at: &str) -> String {
    at.strip_prefix("/components/schemas/").and_then(|rest| rest.split('/').next()).unwrap_or("Response").to_owned()
}

fn reference(name: &str) -> Value {
    json!({"$ref": format!("#{COMPONENTS}/{name}")})
}

fn one(name: &str, value: Value) -> Value {
    Value::Object(Map::from_iter([(name.to_owned(), value)]))
}
