//! Two schemas of the same thing: type, nullability, list of values, bounds, properties, items.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{
    Comparer, Node, Reach, Role, Subject,
    fits::BOUNDS,
    node::{self, forms, reference},
    renames::without_docs,
};
use crate::diff::{
    changes::{Kind, Side, Wire},
    surface::plain,
};

/// One kind in a request, another in a response.
type Pair = (Kind, Kind);

const ADDED: Pair = (Kind::RequestPropertyAdded, Kind::ResponsePropertyAdded);
const REMOVED: Pair = (Kind::RequestPropertyRemoved, Kind::ResponsePropertyRemoved);
const RETYPED: Pair = (Kind::RequestPropertyRetyped, Kind::ResponsePropertyRetyped);
const REQUIRED: Pair = (Kind::RequestPropertyMadeRequired, Kind::ResponsePropertyMadeRequired);
const OPTIONAL: Pair = (Kind::RequestPropertyMadeOptional, Kind::ResponsePropertyMadeOptional);
const NULLABLE: Pair = (Kind::RequestPropertyMadeNullable, Kind::ResponsePropertyMadeNullable);
const NON_NULL: Pair = (Kind::RequestPropertyMadeNonNull, Kind::ResponsePropertyMadeNonNull);

/// The keywords that have a rule of their own.
const KNOWN: &[&str] = &[
    "$ref",
    "type",
    "format",
    "nullable",
    "enum",
    "properties",
    "required",
    "additionalProperties",
    "items",
    "oneOf",
    "anyOf",
    "allOf",
    "x-rust-type",
    "default",
    "description",
    "summary",
    "title",
    "externalDocs",
    "example",
    "examples",
];

impl Subject {
    /// The kind for a schema that is of another type now, where the direction does not matter.
    pub(super) fn retyped(&self) -> Kind {
        match self.role {
            Role::Schema | Role::Property => Kind::SchemaRetyped,
            Role::Parameter => Kind::ParameterRetyped,
            Role::Body => Kind::RequestBodyRetyped,
            Role::Response => Kind::ResponseRetyped,
            Role::ErrorResponse => Kind::ErrorSchemaChanged,
        }
    }

    /// A property of this, as a subject of its own.
    fn property(&self, name: &str) -> Self {
        let part = plain(name);
        let parts = |claim: &String| [format!("{claim} field {part}"), format!("{claim} builder {part}")];
        Self {
            name: format!("`{name}` of {}", self.name),
            role: Role::Property,
            reach: Reach { closed: true, ..self.reach },
            claims: self.claims.iter().flat_map(parts).collect(),
            used_by: Vec::new(),
        }
    }
}

impl<'a> Comparer<'a> {
    pub(super) fn schema(&mut self, subject: &Subject, old: &Node<'a>, new: &Node<'a>) {
        if old.value == new.value {
            return;
        }
        match (reference(old.value), reference(new.value)) {
            (Some(was), Some(is)) if self.same(was, is) => return,
            (None, None) if shape(old.value) == shape(new.value) => {}
            _ => return self.retyped(subject, old, new),
        }
        self.rust_type(subject, old, new);
        self.nullable(subject, old, new);
        self.values(subject, old, new);
        self.bounds(subject, old, new);
        self.properties(subject, old, new);
        self.other_properties(subject, old, new);
        if old.get("items").is_there() && new.get("items").is_there() {
            let items = Subject { reach: Reach { closed: true, ..subject.reach }, ..subject.clone() };
            self.schema(&items, &old.get("items"), &new.get("items"));
        }
        self.unions(subject, old, new);
        let (was, is) = (old.get("default"), new.get("default"));
        if was.value != is.value {
            let (side, at) = if is.is_there() { (Side::New, &is.at) } else { (Side::Old, &was.at) };
            let message = format!("{} stands for something else when it is left out", subject.name);
            self.note(Kind::DefaultChanged, (side, at), Wire::Compatible, message, &subject.claims);
        }
        self.docs(&subject.name, old, new, &subject.claims);
        for key in node::keys(old, new).into_iter().filter(|key| !KNOWN.contains(&key.as_str())) {
            if !BOUNDS.contains(&key.as_str()) {
                self.rest(&subject.name, &key, old, new);
            }
        }
    }

    /// A change that has one kind in a request and another in a response: one change for each direction.
    fn directed(
        &mut self,
        reach: Reach,
        kinds: Pair,
        place: (Side, &str),
        fine: (bool, bool),
        message: &str,
        claims: &[String],
    ) {
        if reach.request {
            self.note(kinds.0, place, Wire::of(fine.0), format!("in requests, {message}"), claims);
        }
        if reach.response {
            self.note(kinds.1, place, Wire::of(fine.1), format!("in responses, {message}"), claims);
        }
        if !reach.request && !reach.response {
            self.note(kinds.1, place, Wire::Compatible, format!("{message}; no operation uses it"), claims);
        }
    }

    fn retyped(&mut self, subject: &Subject, old: &Node<'a>, new: &Node<'a>) {
        let message = format!("{} is now {}, and was {}", subject.name, shape(new.value), shape(old.value));
        let place = (Side::New, new.at.as_str());
        let (request, response) = (Reach::REQUEST, Reach::RESPONSE);
        if subject.role == Role::Property {
            let fine = (
                self.fit(request, old.value, new.value) == Wire::Compatible,
                self.fit(response, old.value, new.value) == Wire::Compatible,
            );
            return self.directed(subject.reach, RETYPED, place, fine, &message, &subject.claims);
        }
        let wire = self.fit(subject.reach, old.value, new.value);
        self.note(subject.retyped(), place, wire, message, &subject.typed());
    }

    fn rust_type(&mut self, subject: &Subject, old: &Node<'a>, new: &Node<'a>) {
        let (was, is) = (old.get("x-rust-type"), new.get("x-rust-type"));
        let renamed = |value: &Value| {
            let mut text = value.to_string();
            for (old, new) in &self.renamed {
                text = text.replace(&format!("#/components/schemas/{old}\""), &format!("#/components/schemas/{new}\""));
            }
            text
        };
        let today = is.value.to_string();
        if renamed(was.value) != today {
            let path = |node: &Node<'_>| match node.value["path"].as_str() {
                Some(path) => format!("`{path}`"),
                None => "what the generator makes of it".to_owned(),
            };
            let message = format!("{} is now {} in Rust, and was {}", subject.name, path(&is), path(&was));
            let (side, at) = if is.is_there() { (Side::New, &is.at) } else { (Side::Old, &was.at) };
            self.note(Kind::RustTypeChanged, (side, at), Wire::Compatible, message, &subject.typed());
        }
    }

    fn nullable(&mut self, subject: &Subject, old: &Node<'a>, new: &Node<'a>) {
        let now = new.value["nullable"] == true;
        if now == (old.value["nullable"] == true) {
            return;
        }
        let at = if new.get("nullable").is_there() { new.get("nullable").at } else { new.at.clone() };
        let place = (Side::New, at.as_str());
        let (may, pair) = if now { ("may now be null", NULLABLE) } else { ("is no longer null", NON_NULL) };
        let message = format!("{} {may}", subject.name);
        if subject.role == Role::Property {
            self.directed(subject.reach, pair, place, (now, !now), &message, &subject.claims);
        } else {
            let kind = match subject.role {
                Role::Schema if now => Kind::SchemaMadeNullable,
                Role::Schema => Kind::SchemaMadeNonNull,
                _ => subject.retyped(),
            };
            let wire = Self::judged(subject.reach, now, !now);
            self.note(kind, place, wire, message, &subject.typed());
        }
    }

    fn values(&mut self, subject: &Subject, old: &Node<'a>, new: &Node<'a>) {
        let (was, is) = (old.get("enum"), new.get("enum"));
        match (was.is_there(), is.is_there()) {
            (false, false) => return,
            (true, true) => {}
            _ => return self.retyped(subject, old, new),
        }
        let reach = subject.reach;
        let unused = !reach.request && !reach.response;
        let claims = |value: &Value| -> Vec<String> {
            let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            let named = subject.claims.iter().filter(|claim| claim.starts_with("type "));
            named.map(|claim| format!("{claim} value {text}")).collect()
        };
        let shown = |value: &Value| value.as_str().map_or_else(|| format!("`{value}`"), |text| format!("`{text}`"));
        let had: Vec<_> = was.items().into_iter().map(|item| item.value).collect();
        let has: Vec<_> = is.items().into_iter().map(|item| item.value).collect();
        for item in is.items().into_iter().filter(|item| !had.contains(&item.value)) {
            let (kind, wire, text) = if reach.closed || unused {
                (Kind::EnumValueAdded, Self::judged(reach, true, false), "which takes no other")
            } else {
                (Kind::OpenEnumValueAdded, Wire::Compatible, "which takes any other text too")
            };
            let message = format!("{} is a new value of {}, {text}", shown(item.value), subject.name);
            self.note(kind, (Side::New, &item.at), wire, message, &claims(item.value));
        }
        for item in was.items().into_iter().filter(|item| !has.contains(&item.value)) {
            let wire = Wire::of(!reach.request || !reach.closed);
            let message = format!("{} is no longer a value of {}", shown(item.value), subject.name);
            self.note(Kind::EnumValueRemoved, (Side::Old, &item.at), wire, message, &claims(item.value));
        }
    }

    fn bounds(&mut self, subject: &Subject, old: &Node<'a>, new: &Node<'a>) {
        let only = |node: &Node<'_>| -> Value {
            let kept = BOUNDS.iter().filter_map(|key| Some(((*key).to_owned(), node.value.get(*key)?.clone())));
            Value::Object(kept.collect())
        };
        let (was, is) = (only(old), only(new));
        if was == is {
            return;
        }
        let wire = self.fit(subject.reach, &was, &is);
        let changed: Vec<_> =
            BOUNDS.iter().filter(|key| was[**key] != is[**key]).map(|key| format!("`{key}`")).collect();
        let message = format!("{} has other bounds: {}", subject.name, changed.join(", "));
        self.note(Kind::BoundsChanged, (Side::New, &new.at), wire, message, &subject.claims);
    }

    fn properties(&mut self, subject: &Subject, old: &Node<'a>, new: &Node<'a>) {
        let required = |node: &Node<'a>| -> BTreeSet<&'a str> {
            node.value["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect()
        };
        let (was_required, is_required) = (required(old), required(new));
        let (before, after) = (old.get("properties"), new.get("properties"));
        for name in node::keys(&before, &after) {
            let (was, is) = (before.get(&name), after.get(&name));
            let property = subject.property(&name);
            let (had_to, has_to) = (was_required.contains(name.as_str()), is_required.contains(name.as_str()));
            let claims = &property.claims;
            if !was.is_there() {
                // An object that may be extended was read with whatever came beside what was known.
                let others = &old.value["additionalProperties"];
                let tolerated = match others {
                    Value::Bool(allowed) => *allowed,
                    Value::Object(_) => self.fit(Reach::RESPONSE, others, is.value) == Wire::Compatible,
                    _ => true,
                };
                let message = format!("{} is new{}", property.name, if has_to { " and required" } else { "" });
                let place = (Side::New, is.at.as_str());
                self.directed(subject.reach, ADDED, place, (!has_to, tolerated), &message, claims);
                if has_to && subject.reach.request {
                    // A value without it can still be built, until it is finished.
                    self.fails_at_run_time(Kind::RequestPropertyAdded, &is.at);
                }
            } else if !is.is_there() {
                let message = format!("{} is gone", property.name);
                let tolerated = new.value["additionalProperties"] != false;
                let place = (Side::Old, was.at.as_str());
                self.directed(subject.reach, REMOVED, place, (tolerated, !had_to), &message, claims);
            } else {
                if had_to != has_to {
                    let (pair, text) =
                        if has_to { (REQUIRED, "is now required") } else { (OPTIONAL, "is no longer required") };
                    let message = format!("{} {text}", property.name);
                    self.directed(subject.reach, pair, (Side::New, &is.at), (!has_to, has_to), &message, claims);
                }
                self.schema(&property, &was, &is);
            }
        }
        let stray = |names: &BTreeSet<&'a str>| -> BTreeSet<&'a str> {
            names.iter().filter(|name| !before.get(name).is_there() && !after.get(name).is_there()).copied().collect()
        };
        if stray(&was_required) != stray(&is_required) {
            self.rest(&subject.name, "required", old, new);
        }
    }

    fn other_properties(&mut self, subject: &Subject, old: &Node<'a>, new: &Node<'a>) {
        let (was, is) = (old.get("additionalProperties"), new.get("additionalProperties"));
        // Nothing said is everything allowed.
        let normal = |value: &Value| if value.is_null() { json!(true) } else { without_docs(value) };
        if normal(was.value) == normal(is.value) {
            return;
        }
        if [&was, &is].into_iter().all(|node| node.value.as_object().is_some_and(|schema| !schema.is_empty())) {
            return self.schema(subject, &was, &is);
        }
        let alone = |value: &Value| json!({"type": "object", "additionalProperties": normal(value)});
        let wire = self.fit(subject.reach, &alone(was.value), &alone(is.value));
        let (side, at) = if is.is_there() { (Side::New, &is.at) } else { (Side::Old, &was.at) };
        let message = format!("{} takes other members than before beside its properties", subject.name);
        self.note(Kind::AdditionalPropertiesChanged, (side, at), wire, message, &subject.claims);
    }
}

/// What a schema is at first sight; two of the same shape are compared part by part.
pub(super) fn shape(schema: &Value) -> String {
    if let Some(name) = reference(schema) {
        return format!("`{name}`");
    }
    if forms(&Node { at: String::new(), value: schema }).is_some() {
        return "one of several forms".to_owned();
    }
    if schema["allOf"].is_array() {
        return "several schemas together".to_owned();
    }
    match (schema["type"].as_str(), schema["format"].as_str()) {
        (Some("array"), _) if schema.get("items").is_none() => "an array of anything".to_owned(),
        (Some(kind), format) => {
            let article = if kind.starts_with(['a', 'i', 'o']) { "an" } else { "a" };
            format!("{article} {kind}{}", format.map_or_else(String::new, |format| format!(" ({format})")))
        }
        (None, _) if schema.get("enum").is_some() => "one of a list of values".to_owned(),
        (None, _) => "any JSON".to_owned(),
    }
}
