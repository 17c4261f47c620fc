//! How a schema of a document becomes forms: references are followed, `allOf` is merged, unions are flattened, `nullable` and
//! `enum` are folded in.

use std::{
    cell::{Cell, RefCell},
    collections::HashMap,
    rc::Rc,
};

use serde_json::Value;

use super::{
    forms::{All, DOUBT, Form, Mark, Members, Others, Said, Type},
    limits::Range,
};
use crate::document::{Document, Node, json_schema};

/// Whether values go to the server or come from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::diff) enum Direction {
    Request,
    Response,
}

impl Direction {
    pub(in crate::diff) const fn reversed(self) -> Self {
        match self {
            Self::Request => Self::Response,
            Self::Response => Self::Request,
        }
    }
}

/// The most forms of a schema that are compared one by one.
const MOST_FORMS: usize = 256;

/// The place of a schema, and whether it is read as a part of another.
type Part = (String, bool);

/// The schemas of one document as they are in one direction.
pub(in crate::diff) struct Schemas<'a> {
    pub(in crate::diff) document: &'a Document,
    pub(super) direction: Direction,
    known: RefCell<HashMap<All, Rc<Vec<Form>>>>,
    /// Those of single schemas.
    parts: RefCell<HashMap<Part, Rc<Vec<Form>>>>,
    /// Whether a schema that was read is a part or a form of itself.
    cut: Cell<bool>,
}

impl<'a> Schemas<'a> {
    pub(in crate::diff) fn new(document: &'a Document, direction: Direction) -> Self {
        Self { document, direction, known: RefCell::default(), parts: RefCell::default(), cut: Cell::default() }
    }

    /// What a value can be of which all this is said.
    pub(super) fn forms(&self, all: &All) -> Rc<Vec<Form>> {
        if let Some(forms) = self.known.borrow().get(all) {
            return Rc::clone(forms);
        }
        let at = all.at().unwrap_or_default();
        let mut parts = all.0.iter().map(|said| match said {
            Said::Schema(at) => self.of(&self.document.node(at), &mut Vec::new(), false),
            Said::Tag { discriminator, form } => Rc::new(vec![self.tag(discriminator, form)]),
        });
        let first = parts.next().unwrap_or_else(|| Rc::new(Type::ALL.map(|type_| Form::any(type_, at)).into()));
        let merged = parts.try_fold(first, |forms, part| product(&forms, &part, false).map(Rc::new));
        let forms = merged.unwrap_or_else(|| Rc::new(doubtful(at)));
        self.known.borrow_mut().insert(all.clone(), Rc::clone(&forms));
        forms
    }

    /// Whether the value is not sent in this direction.
    pub(super) fn is_hidden(&self, all: &All) -> bool {
        let key = if self.direction == Direction::Request { "readOnly" } else { "writeOnly" };
        let parts = all.0.iter().flat_map(|said| self.document.node(said.at()).parts());
        parts.into_iter().any(|part| part.flag(key))
    }

    /// The texts by which a discriminator chooses a form: those of its mapping, and the name of the schema.
    fn tag(&self, discriminator: &str, form: &str) -> Form {
        let mapping = self.document.node(discriminator).get("mapping");
        let node = self.document.node(form);
        let to = node.reference().map_or_else(|| format!("#{form}"), str::to_owned);
        let name = to.rsplit('/').next().unwrap_or_default();
        let mapped = mapping.members().filter(|(_, target)| target.value == to.as_str() || target.value == name);
        let mapped = mapped.map(|(text, target)| (Value::from(text), target.at));
        let values = mapped.chain([(name.into(), node.at.clone())]).collect();
        Form { values: Some(values), ..Form::any(Type::Text, discriminator) }
    }

    /// `open` are the schemas that this one is a part or a form of. A part of another schema does not stand for its own
    /// children.
    fn of(&self, node: &Node<'a>, open: &mut Vec<String>, is_part: bool) -> Rc<Vec<Form>> {
        let node = node.clone().followed();
        let key = (node.at.clone(), is_part);
        if let Some(known) = self.parts.borrow().get(&key) {
            return Rc::clone(known);
        }
        open.push(node.at.clone());
        let cut = self.cut.replace(false);
        let forms = Rc::new(self.read(&node, open, is_part).unwrap_or_else(|| doubtful(&node.at)));
        open.pop();
        // What was cut at a schema around it is another thing where it stands alone.
        if !self.cut.get() {
            self.parts.borrow_mut().insert(key, Rc::clone(&forms));
        }
        self.cut.set(cut || self.cut.get());
        forms
    }

    /// Nothing if there are too many forms.
    fn read(&self, node: &Node<'a>, open: &mut Vec<String>, is_part: bool) -> Option<Vec<Form>> {
        let mut forms: Vec<_> = match Type::named(node.text("type")) {
            Some(type_) => vec![own(node, type_)],
            None => Type::ALL.map(|type_| own(node, type_)).into(),
        };
        for part in node.get("allOf").items().filter(|part| self.is_new(part, open)).collect::<Vec<_>>() {
            forms = product(&forms, &self.of(&part, open, true), false)?;
        }
        for key in ["anyOf", "oneOf"] {
            if node.get(key).items().next().is_some() {
                forms = product(&forms, &self.union(node, key, open), true)?;
            }
        }
        let children = if is_part { Vec::new() } else { self.children(node) };
        if is_part || !children.is_empty() {
            forms.iter_mut().for_each(|form| form.marks.retain(|mark| mark.key != "discriminator"));
        }
        if !children.is_empty() {
            let (objects, others): (Vec<_>, Vec<_>) = forms.into_iter().partition(|form| form.type_ == Type::Object);
            forms = product(&objects, &self.chosen_of(node, children, open), true)?;
            forms.extend(others);
        }
        if node.get("not").is_there() {
            forms.iter_mut().for_each(|form| form.nots.push(All::schema(node.get("not").at)));
        }
        let listed = node.value["enum"].as_array();
        if let Some(values) = listed {
            let list = |type_| {
                let of_type = values.iter().enumerate().filter(move |(_, value)| Type::of(value) == type_);
                of_type.map(|(i, value)| (value.clone(), format!("{}/enum/{i}", node.at))).collect()
            };
            let lists = Type::ALL.map(|type_| Form { values: Some(list(type_)), ..Form::any(type_, &node.at) });
            forms = product(&forms, &lists, false)?;
        }
        // An `enum` without `null` does not take `null`, nullable or not.
        if node.flag("nullable") && listed.is_none_or(|values| values.contains(&Value::Null)) {
            forms.retain(|form| form.type_ != Type::Null);
            forms.push(Form::any(Type::Null, &node.at));
        }
        Some(forms)
    }

    /// A part that is the schema itself says nothing more, and a form that is the schema itself takes nothing more.
    fn is_new(&self, part: &Node<'a>, open: &[String]) -> bool {
        let is_new = !open.contains(&part.clone().followed().at);
        self.cut.set(self.cut.get() || !is_new);
        is_new
    }

    /// The schemas that the discriminator of a schema without a union chooses from: those that are made of it by `allOf`, also
    /// itself, and those of its mapping. Nothing if it is alone.
    fn children(&self, node: &Node<'a>) -> Vec<Node<'a>> {
        let discriminator = node.get("discriminator");
        if !discriminator.is_there() || !node.union().is_empty() {
            return Vec::new();
        }
        let schemas = self.document.node("/components/schemas");
        let named = schemas.members().map(|(_, schema)| schema);
        let mapped = discriminator.get("mapping").members().map(|(_, target)| {
            let name = target.value.as_str().unwrap_or_default().rsplit('/').next();
            schemas.get(name.unwrap_or_default())
        });
        let mapped: Vec<_> = mapped.map(|target| target.at).collect();
        let is_child =
            |schema: &Node<'a>| mapped.contains(&schema.at) || schema.parts().iter().any(|part| part.at == node.at);
        let children: Vec<_> = named.filter(is_child).collect();
        if children.iter().all(|child| child.at == node.at) { Vec::new() } else { children }
    }

    /// The forms of the children of a schema, each with what the discriminator demands of it.
    fn chosen_of(&self, node: &Node<'a>, children: Vec<Node<'a>>, open: &mut Vec<String>) -> Vec<Form> {
        let mut forms = Vec::new();
        for child in children {
            let chosen = chosen(&node.get("discriminator"), &child);
            let own =
                if self.is_new(&child, open) { self.of(&child, open, true).to_vec() } else { vec![chosen.clone()] };
            let found = own.iter().filter_map(|form| form.and(&chosen));
            forms.extend(found.map(|form| Form { listed: Some(child.at.clone()), ..form }));
        }
        forms
    }

    fn union(&self, node: &Node<'a>, key: &str, open: &mut Vec<String>) -> Vec<Form> {
        let all: Vec<_> = node.get(key).items().collect();
        let named = node.get("discriminator");
        let mut union = Vec::new();
        for form in all.iter().filter(|form| self.is_new(form, open)).collect::<Vec<_>>() {
            let mut found = self.of(form, open, false).to_vec();
            if named.is_there() && form.reference().is_some() {
                let chosen = chosen(&named, form);
                found = found.iter().filter_map(|found| found.and(&chosen)).collect();
            } else if key == "oneOf" {
                let others = all.iter().filter(|other| other.at != form.at);
                let others: Vec<_> = others.map(|other| All::schema(&other.at)).collect();
                found.iter_mut().for_each(|found| found.nots.extend(others.iter().cloned()));
            }
            union.extend(found.into_iter().map(|found| Form { listed: Some(form.at.clone()), ..found }));
        }
        if key == "anyOf" {
            let described: Vec<_> = union.iter().map(|form| (form.listed.clone(), form.members.clone())).collect();
            for form in &mut union {
                let others = described.iter().filter(|(listed, _)| *listed != form.listed);
                form.beside.extend(others.flat_map(|(_, members)| members.clone()));
            }
        }
        union
    }
}

/// What nothing is known of, but that it is there.
fn doubtful(at: &str) -> Vec<Form> {
    let doubt = Mark { key: DOUBT, value: Value::Null, at: at.to_owned() };
    Type::ALL.map(|type_| Form { marks: vec![doubt.clone()], ..Form::any(type_, at) }).into()
}

/// The forms of the values that both lists allow. For a union, messages point at its form.
/// Nothing if there are too many.
fn product(these: &[Form], those: &[Form], union: bool) -> Option<Vec<Form>> {
    let mut both = Vec::new();
    for one in these {
        for other in those {
            let merged = one.and(other);
            let name = |merged| Form { at: other.at.clone(), listed: other.listed.clone(), ..merged };
            both.extend(merged.map(|merged| if union { name(merged) } else { merged }));
        }
        if both.len() > MOST_FORMS {
            return None;
        }
    }
    Some(both)
}

/// What the keywords of a schema itself say of a value of a type.
fn own(node: &Node<'_>, type_: Type) -> Form {
    let mut form = Form::any(type_, &node.at);
    let is_there = |key: &str| node.get(key).is_there();
    let format = node.text("format");
    let is_range = type_ == Type::Number && (format == "double" || json_schema::range(format).is_some());
    let is_hint = matches!(format, "" | "password" | "binary") || is_range;
    let marks = [
        ("type", node.text("type") == "integer"),
        ("format", matches!(type_, Type::Number | Type::Text) && !is_hint),
        ("pattern", type_ == Type::Text && is_there("pattern")),
        ("multipleOf", type_ == Type::Number && is_there("multipleOf")),
        ("uniqueItems", type_ == Type::Array && node.flag("uniqueItems")),
        (
            "discriminator",
            type_ == Type::Object && is_there("discriminator") && !is_there("oneOf") && !is_there("anyOf"),
        ),
    ];
    let marks = marks.into_iter().filter(|(_, is_demanded)| *is_demanded);
    form.marks = marks.map(|(key, _)| Mark { key, value: node.value[key].clone(), at: node.get(key).at }).collect();
    form.range = match type_ {
        Type::Number => Range::of_number(node),
        Type::Text => Range::of_count(node, "minLength", "maxLength"),
        Type::Array => Range::of_count(node, "minItems", "maxItems"),
        Type::Object => Range::of_count(node, "minProperties", "maxProperties"),
        Type::Null | Type::Boolean => Range::default(),
    };
    if type_ == Type::Array && node.value["items"].is_object() {
        form.items = All::schema(node.get("items").at);
    }
    if type_ == Type::Object {
        let properties = node.get("properties").members();
        let properties = properties.map(|(name, node)| (name.to_owned(), Said::Schema(node.at))).collect();
        let others = match node.get("additionalProperties") {
            others if others.value == &Value::Bool(false) => Others::None,
            others if others.value.as_object().is_some_and(|schema| !schema.is_empty()) => Others::Of(others.at),
            _ => Others::Any,
        };
        form.members.push(Members { at: node.at.clone(), properties, others });
        let required = node.get("required").items();
        form.required = required.filter_map(|name| Some((name.value.as_str()?.to_owned(), name.at))).collect();
    }
    form
}

/// What a discriminator demands of a form: that the property says which form it is.
fn chosen(discriminator: &Node<'_>, form: &Node<'_>) -> Form {
    let name = discriminator.text("propertyName").to_owned();
    let said = Said::Tag { discriminator: discriminator.at.clone(), form: form.at.clone() };
    let mut demand = Form::any(Type::Object, &form.at);
    demand.required.insert(name.clone(), discriminator.get("propertyName").at);
    demand.members.push(Members { at: form.at.clone(), properties: [(name, said)].into(), others: Others::Any });
    demand
}
