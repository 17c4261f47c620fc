//! How the document would describe what was seen: a schema is only ever made wider.

use serde_json::{Value, json};

use super::edit::last_name;
use crate::{
    document::{Document, Node, child, names},
    recorded::forms,
    verify::{check::Kind, findings::Seen, shape::Shape},
};

pub(in crate::verify) const SEEN: &str = "Seen in recorded responses.";
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

/// Describes what was seen, in the JSON of the document. If it fails, with why that is a person's to decide, the document
/// is described in part.
pub(super) fn describe(document: &mut Document, pointer: &str, kind: Kind, seen: &Seen) -> Result<(), String> {
    let mut writer = Writer { document };
    match kind {
        Kind::UndocumentedField => writer.field(pointer, seen),
        Kind::UndocumentedValue => writer.values(pointer, seen),
        Kind::TypeMismatch => writer.form(pointer, seen),
        Kind::MissingField => Err(
            "look at what was recorded: if this can be missing, take it out of `required`, which is a breaking change \
             for callers"
                .to_owned(),
        ),
        Kind::NotJson => {
            Err("look at what was recorded: it may be an error page, or only a part of a response".to_owned())
        }
    }
}

struct Writer<'a> {
    document: &'a mut Document,
}

impl Writer<'_> {
    fn field(&mut self, pointer: &str, seen: &Seen) -> Result<(), String> {
        let name = last_name(pointer);
        if name == "*" {
            return Err("if these are fields of the API, name one with `--keep POINTER`".to_owned());
        }
        let schema = self.field_schema(&seen.shape, &format!("{} {name}", owner(&seen.schema)));
        self.set(&child(&child(&seen.schema, "properties"), &name), schema);
        Ok(())
    }

    fn values(&mut self, pointer: &str, seen: &Seen) -> Result<(), String> {
        if seen.words.is_empty() {
            let again = format!("run again with `--keep {pointer}` to show and describe them");
            return Err(format!("if the values come from the API and not from a person, {again}"));
        }
        self.extend(&child(&seen.schema, "enum"), seen.words.iter().map(|word| json!(word)).collect());
        Ok(())
    }

    fn form(&mut self, pointer: &str, seen: &Seen) -> Result<(), String> {
        if pointer.is_empty() {
            return Err(
                "look at what was recorded: if it comes from another operation, name that with `--operation`, \
                        else describe it by hand"
                    .to_owned(),
            );
        }
        if seen.unreal {
            return Err("look at what was recorded: there is nothing to describe".to_owned());
        }
        let site = self.document.node(&seen.site);
        if is_required(&site) {
            return Err("look at what was recorded: callers rely on this, so that another form of it is a breaking \
                        change, to be described by hand"
                .to_owned());
        }
        let target = site.clone().followed();
        let union = ["oneOf", "anyOf"].into_iter().map(|key| target.get(key)).find(Node::is_there);
        let (union, words) = (union.map(|union| union.at), target.text("description").to_owned());
        let known: Vec<_> = forms(site).into_iter().map(|form| (form.at, form.value.clone())).collect();
        let typed = |types: &[&str]| {
            known.iter().find(|(_, form)| form["type"].as_str().is_some_and(|kind| types.contains(&kind)))
        };
        let mut rest = seen.shape.clone();
        if (rest.integer || rest.number)
            && let Some((at, form)) = typed(&["integer", "number"]).filter(|(_, form)| form.get("enum").is_none())
        {
            self.set(at, wider(form, Some(&rest)));
            (rest.integer, rest.number) = (false, false);
        }
        if rest.array.is_some()
            && let Some((at, form)) = typed(&["array"])
        {
            self.set(at, wider(form, None));
            rest.array = None;
        }
        let new: Vec<_> = rest.kinds().into_iter().filter(|kind| *kind != "null").collect();
        if let Some(again) = new.iter().find(|kind| typed(&[kind]).is_some()) {
            return Err(format!(
                "look at what was recorded, and describe by hand which values of type {again} are valid"
            ));
        }
        match union {
            _ if new.is_empty() && rest.null => self.nullable(&seen.site),
            _ if new.is_empty() => {}
            Some(union) => {
                let mut new = self.forms(&rest, &owner(&union));
                self.allow_null(&mut new, rest.null);
                self.extend(&union, new.into_iter().map(|form| described(form, SEEN)).collect());
            }
            None => {
                // It becomes a union with a name, which the place then refers to.
                let hint = format!("{} {}", owner(&seen.site), last_name(&seen.site));
                let mut all = self.forms(&rest, &hint);
                self.allow_null(&mut all, rest.null);
                let mut own = self.document.node(&seen.site).value.clone();
                own.as_object_mut().map(|own| own.remove("description"));
                all.insert(0, own);
                let words = if words.is_empty() { SEEN } else { &words };
                let union = self.component(&hint, json!({"description": words, "oneOf": all}));
                self.set(&seen.site, union);
            }
        }
        Ok(())
    }

    /// Lets a place take `null`, and no other place.
    fn nullable(&mut self, site: &str) {
        let schema = self.document.node(site);
        match schema.reference() {
            Some(_) => self.set(site, json!({"allOf": [schema.value], "nullable": true})),
            None => self.set(&child(site, "nullable"), true.into()),
        }
    }

    /// Lets one of these new forms be `null`.
    fn allow_null(&mut self, forms: &mut [Value], null: bool) {
        let inline = forms.iter_mut().find(|form| null && form.get("type").is_some());
        if let Some(form) = inline {
            form["nullable"] = true.into();
        } else if let Some(to) = forms.first().and_then(|form| form["$ref"].as_str()).filter(|_| null) {
            self.set(&child(&to[1..], "nullable"), true.into());
        }
    }

    /// The schema of a field: what may be missing may be `null` too, where that costs nothing.
    fn field_schema(&mut self, shape: &Shape, hint: &str) -> Value {
        let is_object = shape.object.is_some() && shape.kinds().iter().all(|kind| matches!(*kind, "object" | "null"));
        described(self.schema(shape, hint, shape.null || !is_object), SEEN)
    }

    /// The schema of what was seen; an object or a union becomes a component that it refers to.
    fn schema(&mut self, shape: &Shape, hint: &str, null: bool) -> Value {
        let mut forms = self.forms(shape, hint);
        self.allow_null(&mut forms, null);
        match forms.len() {
            0 => json!({}),
            1 => forms.remove(0),
            _ => self.component(hint, json!({"description": SEEN, "oneOf": forms})),
        }
    }

    /// One schema for each kind of JSON that was seen.
    fn forms(&mut self, shape: &Shape, hint: &str) -> Vec<Value> {
        let mut forms = Vec::new();
        if let Some(fields) = &shape.object {
            let component = json!({"type": "object", "description": SEEN, "additionalProperties": {}});
            let reference = self.component(hint, component);
            let at = &reference["$ref"].as_str().unwrap_or_default()[1..];
            for (field, shape) in fields {
                let schema = self.field_schema(shape, &format!("{} {field}", last_name(at)));
                let properties = child(at, "properties");
                if !self.document.node(&properties).is_there() {
                    self.set(&properties, json!({}));
                }
                self.set(&child(&properties, field), schema);
            }
            forms.push(reference);
        }
        if let Some(items) = &shape.array {
            let items = self.schema(items, &format!("{hint} item"), items.null);
            forms.push(json!({"type": "array", "items": items}));
        }
        for kind in shape.kinds() {
            match kind {
                "boolean" | "string" => forms.push(json!({"type": kind})),
                "integer" | "number" => forms.push(match shape.format() {
                    Some(format) => json!({"type": kind, "format": format}),
                    None => json!({"type": kind}),
                }),
                _ => {}
            }
        }
        forms
    }

    /// A new component, under a name that no other has in the document or in Rust, as a reference to it.
    fn component(&mut self, hint: &str, schema: Value) -> Value {
        // A component is called by letters of ASCII.
        let name = names::type_(&hint.replace(|c: char| !c.is_ascii(), " "));
        let schemas = self.document.node(COMPONENTS);
        let taken = |name: &String| schemas.members().any(|(other, _)| names::type_(other).eq_ignore_ascii_case(name));
        let numbered = (2..).map(|n| format!("{name}{n}"));
        let free = std::iter::once(name.clone()).chain(numbered).find(|name| !taken(name)).unwrap_or_default();
        let at = child(COMPONENTS, &free);
        self.set(&at, schema);
        json!({"$ref": format!("#{at}")})
    }

    fn set(&mut self, at: &str, value: Value) {
        let json = &mut self.document.json;
        if let Some(old) = json.pointer_mut(at) {
            *old = value;
        } else if let Some(Value::Object(members)) = at.rsplit_once('/').and_then(|(above, _)| json.pointer_mut(above))
        {
            members.insert(last_name(at), value);
        }
    }

    fn extend(&mut self, list: &str, more: Vec<Value>) {
        if let Some(Value::Array(items)) = self.document.json.pointer_mut(list) {
            items.extend(more);
        }
    }
}

/// A number or array form without what it asks beside its type; a number as wide as those that were seen.
fn wider(form: &Value, seen: Option<&Shape>) -> Value {
    let mut wider = form.clone();
    let Some(members) = wider.as_object_mut() else { return wider };
    members.retain(|key, _| !BOUNDS.contains(&key.as_str()));
    if let Some(seen) = seen {
        members.remove("format");
        if seen.number || form["type"] == "number" {
            members.extend([("type".to_owned(), "number".into()), ("format".to_owned(), "double".into())]);
        } else if let Some(format @ "int64") = seen.format() {
            members.insert("format".to_owned(), format.into());
        }
    }
    wider
}

/// A schema with words, unless it refers to one that has its own.
fn described(mut schema: Value, words: &str) -> Value {
    if schema.get("$ref").is_none() {
        schema["description"] = words.into();
    }
    schema
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
