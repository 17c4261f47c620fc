//! The normal form of a schema: what a value can be, one [`Form`] for each JSON type and each way through the unions.
//!
//! What a property or an item must be stays a set of schemas that are looked at when they are needed, since a schema may hold
//! itself.

use std::collections::BTreeMap;

use serde_json::Value;

use super::limits::Range;

/// The key of the mark of a schema that has too many forms.
pub(super) const DOUBT: &str = "doubt";

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
pub(in crate::diff) struct All(pub(super) Vec<Said>);

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
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub(super) enum Type {
    #[default]
    Null,
    Boolean,
    Number,
    Text,
    Array,
    Object,
}

impl Type {
    pub(super) const ALL: [Self; 6] = [Self::Null, Self::Boolean, Self::Number, Self::Text, Self::Array, Self::Object];

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

    pub(super) fn named(name: &str) -> Option<Self> {
        Some(match name {
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
#[derive(Debug, Clone, PartialEq)]
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
#[derive(Debug, Clone, Default)]
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
    pub(super) beside: Vec<Members>,
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

impl Form {
    pub(super) fn any(type_: Type, at: &str) -> Self {
        let all: &[Value] = match type_ {
            Type::Null => &[Value::Null],
            Type::Boolean => &[Value::Bool(true), Value::Bool(false)],
            _ => &[],
        };
        let values = all.iter().map(|value| (value.clone(), at.to_owned())).collect();
        Self { at: at.to_owned(), type_, values: Some(values).filter(|_| !all.is_empty()), ..Self::default() }
    }

    /// What both say; nothing if no value is both.
    pub(super) fn and(&self, other: &Self) -> Option<Self> {
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
        both.range = self.range.and(&other.range);
        for mark in &other.marks {
            if !both.marks.iter().any(|known| (known.key, &known.value) == (mark.key, &mark.value)) {
                both.marks.push(mark.clone());
            }
        }
        both.nots.extend(other.nots.iter().filter(|not| !self.nots.contains(not)).cloned());
        both.items = self.items.clone().and(other.items.clone());
        for (all, more) in [(&mut both.members, &other.members), (&mut both.beside, &other.beside)] {
            for part in more {
                if !all.contains(part) {
                    all.push(part.clone());
                }
            }
        }
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
            && self.range.is_open()
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

    /// Whether the sender may send any member. If the schema describes some members, the sender sends those; if it describes
    /// none, any.
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
