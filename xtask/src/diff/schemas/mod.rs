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
    collections::{BTreeSet, HashMap},
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
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
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
    narrow: Option<Spot>,
    wide: Option<Spot>,
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

/// The schemas of two documents side by side.
pub(super) struct Beside<'a> {
    /// Of the old document and of the new one.
    pub(super) schemas: [Schemas<'a>; 2],
    /// What is known; nothing while it is asked.
    known: HashMap<Question, Option<Reasons>>,
    /// The answers in the order in which they came.
    answered: Vec<Question>,
    depth: usize,
}

impl<'a> Beside<'a> {
    pub(super) fn new(schemas: [Schemas<'a>; 2]) -> Self {
        Self { schemas, known: HashMap::new(), answered: Vec::new(), depth: 0 }
    }

    /// What is different between an old schema and a new one.
    pub(super) fn differences(&mut self, old: &All, new: &All, written: Written) -> Vec<Difference> {
        let narrowed = self.included(&Question { from: 0, narrow: old.clone(), wide: new.clone(), written });
        let widened = self.included(&Question { from: 1, narrow: new.clone(), wide: old.clone(), written });
        let mut differences: Vec<Difference> = Vec::new();
        let narrowed = narrowed.iter().map(|reason| {
            let spots = [reason.narrow.clone(), reason.wide.clone()];
            Difference { what: reason.what.clone(), spots, narrowed: reason.breaks, widened: false }
        });
        let widened = widened.iter().map(|reason| {
            let spots = [reason.wide.clone(), reason.narrow.clone()];
            Difference { what: reason.what.clone(), spots, narrowed: false, widened: reason.breaks }
        });
        for found in narrowed.chain(widened) {
            let same = differences.iter_mut().find(|known| known.what == found.what && known.spots == found.spots);
            match same {
                Some(known) => {
                    known.narrowed |= found.narrowed;
                    known.widened |= found.widened;
                }
                None => differences.push(found),
            }
        }
        differences
    }
}
