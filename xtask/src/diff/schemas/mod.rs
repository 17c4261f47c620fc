//! Whether every value of one schema is a value of another, and if not, where they differ.
//!
//! The existing comparers do not serve. oasdiff, openapi-diff and optic have a list of rules, one for each keyword and place,
//! and call compatible what no rule names: members that are required beside a union, through an `allOf` or behind a second
//! `$ref`. None knows what the generator makes of a change. Here inclusion itself is decided, on a [normal form](forms).
//! The libraries that decide it (is-json-schema-subset, jsonsubschema) are written in other languages and know neither requests
//! and responses nor `readOnly`.
//!
//! In doubt, a value of the narrower schema is not a value of the wider one.

mod forms;
mod inclusion;
mod limits;
mod read;
mod said;
mod values;

use std::{
    cell::{Cell, RefCell},
    collections::{BTreeMap, BTreeSet, HashMap},
    rc::Rc,
};

pub(super) use self::{
    forms::All,
    read::{Direction, Schemas},
    said::shown,
};

/// What of a schema is different.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum What {
    /// The type.
    Type,
    /// Whether `null` is a value.
    Null,
    /// One form of a union.
    Form,
    /// Whether there is a list of values.
    Listed,
    /// A value of the list.
    Value(String),
    /// A bound, a format, a pattern and the like.
    Bound(&'static str),
    /// What it must not be.
    Not,
    /// A member that is only known to one of both.
    Member(String),
    /// Whether a member must be there.
    Required(String),
    /// The members that have no name.
    Others,
    /// Whether a member is sent in this direction.
    Hidden(String),
}

/// A place, and what is said there.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Spot {
    pub(super) at: String,
    pub(super) said: String,
}

/// A difference between two schemas.
#[derive(Debug)]
pub(super) struct Difference {
    pub(super) what: What,
    /// In the old document and in the new one; nothing where nothing is said.
    pub(super) spots: [Option<Spot>; 2],
    /// There are values of the old schema that are none of the new one.
    pub(super) narrowed: bool,
    /// There are values of the new schema that are none of the old one.
    pub(super) widened: bool,
}

/// Why a value of the one may be none of the other; or, if it does not break anything, what else is different.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Reason {
    what: What,
    /// In the narrower and in the wider; nothing where nothing is said.
    spots: [Option<Spot>; 2],
    breaks: bool,
}

type Reasons = Rc<BTreeSet<Reason>>;

/// How values of two schemas are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Written {
    /// As JSON.
    Json,
    /// As text: in a parameter or a header `5` is a string too.
    Text,
    /// As JSON, and not only those that somebody sends: what must not be there must not be there in any form.
    Any,
}

/// A question: whether all values of one are values of the other.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Question {
    /// The document that the narrower is of: 0 is the old one.
    from: usize,
    narrow: All,
    wide: All,
    written: Written,
}

impl Question {
    /// The same of a part of both.
    fn inside(&self, narrow: &All, wide: &All) -> Self {
        Self { narrow: narrow.clone(), wide: wide.clone(), ..*self }
    }
}

/// The schemas of two documents side by side.
pub(super) struct Beside<'a> {
    /// Of the old document and of the new one.
    schemas: [Schemas<'a>; 2],
    /// What is known; nothing while it is asked.
    known: RefCell<HashMap<Question, Option<Reasons>>>,
    /// The answers in the order in which they came.
    answered: RefCell<Vec<Question>>,
    depth: Cell<usize>,
}

impl<'a> Beside<'a> {
    pub(super) fn new(schemas: [Schemas<'a>; 2]) -> Self {
        Self { schemas, known: RefCell::default(), answered: RefCell::default(), depth: Cell::default() }
    }

    /// What is different between an old schema and a new one.
    pub(super) fn differences(&self, old: &All, new: &All, written: Written) -> Vec<Difference> {
        let mut found = BTreeMap::<_, [bool; 2]>::new();
        for (from, [narrow, wide]) in [[old, new], [new, old]].into_iter().enumerate() {
            let question = Question { from, narrow: narrow.clone(), wide: wide.clone(), written };
            for Reason { what, spots: [one, other], breaks } in self.included(&question).iter().cloned() {
                let spots = if from == 0 { [one, other] } else { [other, one] };
                found.entry((what, spots)).or_default()[from] |= breaks;
            }
        }
        let found = found.into_iter();
        found.map(|((what, spots), [narrowed, widened])| Difference { what, spots, narrowed, widened }).collect()
    }
}
