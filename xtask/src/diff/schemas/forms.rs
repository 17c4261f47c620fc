//! The normal form of a schema: what a value can be, one [`Form`] for each JSON type and each way through the unions.
//!
//! References are followed, `allOf` is merged, unions are flattened, `nullable` and `enum` are folded in. What a property or
//! an item must be stays a set of schemas that are looked at when they are needed, since a schema may hold itself.

use std::{
    cell::RefCell,
    collections::{BTreeMap, HashMap},
    rc::Rc,
};

use serde_json::Value;

use super::limits::{Limit, Range};
use crate::document::{Document, Node};

/// Something that is said of a value.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Said {
    /// By the schema at a place.
    Schema(String),
    /// That it stands for one form of a union, by the discriminator at a place.
    Tag { discriminator: String, form: String },
}

impl Said {
    pub(super) fn at(&self) -> &str {
        match self {
            Self::Schema(at) | Self::Tag { discriminator: at, .. } => at,
        }
    }
}

/// All that is said of one value. Nothing at all lets anything pass.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(in crate::diff) struct All(Vec<Said>);

impl All {
    pub(in crate::diff) fn schema(at: impl Into<String>) -> Self {
        Self(vec![Said::Schema(at.into())])
    }

    fn and(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self.0.sort();
        self.0.dedup();
        self
    }

    /// The place of the first.
    pub(super) fn at(&self) -> Option<&str> {
        self.0.first().map(Said::at)
    }

    pub(super) fn is_anything(&self) -> bool {
        self.0.is_empty()
    }
}

/// The types of JSON. An integer is a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Type {
    Null,
    Boolean,
    Number,
    Text,
    Array,
    Object,
}

impl Type {
    const ALL: [Self; 6] = [Self::Null, Self::Boolean, Self::Number, Self::Text, Self::Array, Self::Object];

    pub(super) fn of(value: &Value) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Bool(_) => Self::Boolean,
            Value::Number(_) => Self::Number,
            Value::String(_) => Self::Text,
            Value::Array(_) => Self::Array,
            Value::Object(_) => Self::Object,
        }
    }

    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "null" => Self::Null,
            "boolean" => Self::Boolean,
            "number" | "integer" => Self::Number,
            "string" => Self::Text,
            "array" => Self::Array,
            "object" => Self::Object,
            _ => return None,
        })
    }
}

/// A demand that is only ever compared with another of its kind.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Mark {
    pub(super) key: &'static str,
    pub(super) value: Value,
    /// Where it is said.
    pub(super) at: String,
}

/// The members of an object that one schema describes.
#[derive(Debug, Clone)]
pub(super) struct Members {
    pub(super) at: String,
    pub(super) properties: BTreeMap<String, Said>,
    pub(super) others: Others,
}

/// The members of an object that a schema does not name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Others {
    Any,
    None,
    /// The schema at this place.
    Of(String),
}

/// One way to be a value of a schema.
#[derive(Debug, Clone)]
pub(super) struct Form {
    /// The schema that says most of it.
    pub(super) at: String,
    /// Where a union lists it, if one does.
    pub(super) listed: Option<String>,
    pub(super) type_: Type,
    /// The only values, and where each is listed.
    pub(super) values: Option<Vec<(Value, String)>>,
    /// Of the number, the length, or how many items or members there are.
    pub(super) range: Range,
    pub(super) marks: Vec<Mark>,
    /// What it must not be.
    pub(super) nots: Vec<All>,
    pub(super) items: All,
    pub(super) members: Vec<Members>,
    /// What other forms of an `anyOf` say of members, which may be meant at the same time.
    beside: Vec<Members>,
    /// The members that must be there, and where that is said.
    pub(super) required: BTreeMap<String, String>,
}

/// What a form says of a member.
pub(super) struct Member {
    pub(super) schema: All,
    /// Where it is described by its name.
    pub(super) declared: Option<String>,
    pub(super) forbidden: bool,
}

/// Whether values go to the server or come from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::diff) enum Direction {
    Request,
    Response,
}

/// More ways than this through nested unions are not told apart.
const MOST_FORMS: usize = 256;

impl Form {
    fn any(type_: Type, at: &str) -> Self {
        Self {
            at: at.to_owned(),
            listed: None,
            type_,
            values: None,
            range: Range::default(),
            marks: Vec::new(),
            nots: Vec::new(),
            items: All::default(),
            members: Vec::new(),
            beside: Vec::new(),
            required: BTreeMap::new(),
        }
    }

    /// What both say; nothing if no value is both.
    fn and(&self, other: &Self) -> Option<Self> {
        if self.type_ != other.type_ {
            return None;
        }
        let mut both = self.clone();
        both.values = match (&self.values, &other.values) {
            (Some(these), Some(those)) => {
                let common = these.iter().filter(|(value, _)| those.iter().any(|(other, _)| same(value, other)));
                Some(common.cloned().collect())
            }
            (one, None) | (None, one) => one.clone(),
        };
        if both.values.as_ref().is_some_and(Vec::is_empty) {
            return None;
        }
        both.range = self.range.clone().and(other.range.clone());
        for mark in &other.marks {
            if !both.marks.iter().any(|known| (known.key, &known.value) == (mark.key, &mark.value)) {
                both.marks.push(mark.clone());
            }
        }
        both.nots.extend(other.nots.iter().filter(|not| !self.nots.contains(not)).cloned());
        both.items = self.items.clone().and(other.items.clone());
        both.members.extend(other.members.iter().cloned());
        both.beside.extend(other.beside.iter().cloned());
        both.required.extend(other.required.clone());
        Some(both)
    }

    pub(super) fn mark(&self, key: &str) -> Option<&Mark> {
        self.marks.iter().find(|mark| mark.key == key)
    }

    pub(super) fn is_integer(&self) -> bool {
        self.mark("type").is_some()
    }

    /// Whether any value of the type is one.
    pub(super) fn is_plain(&self) -> bool {
        self.values.is_none()
            && self.range == Range::default()
            && self.marks.is_empty()
            && self.nots.is_empty()
            && self.items.is_anything()
            && self.members.iter().all(|part| part.properties.is_empty() && part.others == Others::Any)
            && self.required.is_empty()
    }

    /// What is said of the member with a name, or of one that no schema names.
    pub(super) fn member(&self, name: Option<&str>) -> Member {
        let mut member = Member { schema: All::default(), declared: None, forbidden: false };
        for part in &self.members {
            match (name.and_then(|name| part.properties.get(name)), &part.others) {
                (Some(said), _) => {
                    // A schema says more of it than a discriminator does.
                    if let Said::Schema(at) = said {
                        member.declared.get_or_insert_with(|| at.clone());
                    }
                    member.schema = member.schema.and(All(vec![said.clone()]));
                }
                (None, Others::Of(at)) => member.schema = member.schema.and(All::schema(at)),
                (None, Others::None) => member.forbidden = true,
                (None, Others::Any) => {}
            }
        }
        member
    }

    /// Who describes no member may send any; who describes some, and does not say that there are others, sends those.
    pub(super) fn sends_any(&self) -> bool {
        self.members.iter().all(|part| part.properties.is_empty())
    }

    /// What may be sent as a member, of which the form itself says `own`: nothing if it is not sent.
    pub(super) fn sent(&self, name: &str, own: All) -> Vec<All> {
        if !own.is_anything() {
            return vec![own];
        }
        self.beside.iter().filter_map(|part| part.properties.get(name)).map(|said| All(vec![said.clone()])).collect()
    }

    /// The names of the members that are described.
    pub(super) fn names(&self) -> impl Iterator<Item = &String> {
        self.members.iter().flat_map(|part| part.properties.keys())
    }
}

/// Whether two values are one in JSON Schema, where 1 and 1.0 are.
pub(super) fn same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => one == other || one.as_f64() == other.as_f64(),
        _ => one == other,
    }
}

/// The schemas of one document as they are in one direction.
pub(in crate::diff) struct Schemas<'a> {
    pub(in crate::diff) document: &'a Document,
    pub(super) direction: Direction,
    known: RefCell<HashMap<All, Rc<Vec<Form>>>>,
}

impl<'a> Schemas<'a> {
    pub(in crate::diff) fn new(document: &'a Document, direction: Direction) -> Self {
        Self { document, direction, known: RefCell::default() }
    }

    /// What a value can be of which all this is said.
    pub(super) fn forms(&self, all: &All) -> Rc<Vec<Form>> {
        if let Some(forms) = self.known.borrow().get(all) {
            return Rc::clone(forms);
        }
        let at = all.at().unwrap_or_default();
        let mut forms: Option<Vec<Form>> = None;
        for said in &all.0 {
            let of_part = match said {
                Said::Schema(at) => self.of(&self.document.node(at), &mut Vec::new()),
                Said::Tag { discriminator, form } => vec![self.tag(discriminator, form)],
            };
            forms = Some(match forms {
                Some(forms) => product(&forms, &of_part, false),
                None => of_part,
            });
        }
        let forms = Rc::new(forms.unwrap_or_else(|| Type::ALL.map(|type_| Form::any(type_, at)).into()));
        self.known.borrow_mut().insert(all.clone(), Rc::clone(&forms));
        forms
    }

    /// Whether the value is not sent in this direction.
    pub(super) fn is_hidden(&self, all: &All) -> bool {
        let key = if self.direction == Direction::Request { "readOnly" } else { "writeOnly" };
        let mut open: Vec<_> = all.0.iter().map(|said| self.document.node(said.at())).collect();
        let mut seen = Vec::new();
        while let Some(node) = open.pop().map(Node::followed) {
            if node.flag(key) {
                return true;
            }
            if !seen.contains(&node.at) {
                open.extend(node.get("allOf").items());
                seen.push(node.at);
            }
        }
        false
    }

    /// The texts by which a discriminator chooses a form: those of its mapping, and the name of the schema.
    fn tag(&self, discriminator: &str, form: &str) -> Form {
        let mapping = self.document.node(discriminator).get("mapping");
        let node = self.document.node(form);
        let to = node.reference().unwrap_or_default();
        let name = to.rsplit('/').next().unwrap_or_default();
        let mapped = mapping.members().filter(|(_, target)| target.value == to || target.value == name);
        let mapped = mapped.map(|(text, target)| (Value::from(text), target.at));
        let values = mapped.chain([(name.into(), node.at.clone())]).collect();
        Form { values: Some(values), ..Form::any(Type::Text, discriminator) }
    }

    /// `open` are the schemas that this one is a part or a form of.
    fn of(&self, node: &Node<'a>, open: &mut Vec<String>) -> Vec<Form> {
        let node = node.clone().followed();
        open.push(node.at.clone());
        // A part that is the schema itself says nothing more, and a form that is the schema itself takes nothing more.
        let is_new = |part: &Node<'a>, open: &Vec<String>| !open.contains(&part.clone().followed().at);
        let type_ = Type::named(node.text("type"));
        let mut forms: Vec<_> = match type_ {
            Some(type_) => vec![own(&node, type_)],
            None => Type::ALL.map(|type_| own(&node, type_)).into(),
        };
        for part in node.get("allOf").items().filter(|part| is_new(part, open)).collect::<Vec<_>>() {
            forms = product(&forms, &self.of(&part, open), false);
        }
        for key in ["anyOf", "oneOf"] {
            let all: Vec<_> = node.get(key).items().collect();
            if all.is_empty() {
                continue;
            }
            let named = node.get("discriminator");
            let mut union = Vec::new();
            for form in all.iter().filter(|form| is_new(form, open)).collect::<Vec<_>>() {
                let mut found = self.of(form, open);
                if named.is_there() && form.reference().is_some() {
                    found = product(&found, &[chosen(&named, form)], false);
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
            forms = product(&forms, &union, true);
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
            forms = product(&forms, &lists, false);
        }
        // An `enum` without `null` does not take `null`, nullable or not.
        let nullable = node.flag("nullable") && listed.is_none_or(|values| values.contains(&Value::Null));
        if nullable {
            forms.retain(|form| form.type_ != Type::Null);
            forms.push(Form::any(Type::Null, &node.at));
        }
        open.pop();
        if forms.len() > MOST_FORMS {
            let doubt = |type_| Form { marks: vec![Mark::doubt(&node.at)], ..Form::any(type_, &node.at) };
            forms = Type::ALL.map(doubt).into();
        }
        forms
    }
}

impl Mark {
    /// What nothing is known to fit.
    fn doubt(at: &str) -> Self {
        Self { key: "doubt", value: Value::Null, at: at.to_owned() }
    }
}

/// The values that are of one of these forms and one of those. Of a union, the form is what is told of.
fn product(these: &[Form], those: &[Form], union: bool) -> Vec<Form> {
    let mut both = Vec::new();
    for one in these {
        for other in those {
            let merged = one.and(other);
            let name = |merged| Form { at: other.at.clone(), listed: other.listed.clone(), ..merged };
            both.extend(merged.map(|merged| if union { name(merged) } else { merged }));
        }
    }
    both
}

/// What the keywords of a schema itself say of a value of a type.
fn own(node: &Node<'_>, type_: Type) -> Form {
    let mut form = Form::any(type_, &node.at);
    let mut mark = |key: &'static str, value: &Value| {
        form.marks.push(Mark { key, value: value.clone(), at: format!("{}/{key}", node.at) });
    };
    if node.text("type") == "integer" {
        mark("type", &node.value["type"]);
    }
    match type_ {
        Type::Number | Type::Text => {
            let format = node.text("format");
            let hint = matches!(format, "" | "password" | "binary");
            let range = Limit::of_format(node).is_some() || matches!(format, "double");
            if !(hint || type_ == Type::Number && range) {
                mark("format", &node.value["format"]);
            }
            for key in ["pattern", "multipleOf"] {
                let of = if key == "pattern" { Type::Text } else { Type::Number };
                if of == type_ && node.get(key).is_there() {
                    mark(key, &node.value[key]);
                }
            }
        }
        Type::Array if node.flag("uniqueItems") => mark("uniqueItems", &Value::Bool(true)),
        Type::Object if !node.get("oneOf").is_there() && !node.get("anyOf").is_there() => {
            let discriminator = node.get("discriminator");
            if discriminator.is_there() {
                mark("discriminator", discriminator.value);
            }
        }
        _ => {}
    }
    if type_ == Type::Boolean {
        form.values = Some([true, false].map(|value| (value.into(), node.at.clone())).into());
    }
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
