//! What reading a value leaves beside it: the JSON that was refused, the reason, and what serializing would lose.

use std::borrow::Cow;

use serde_json::Value;

use super::{Model, Step};

/// The state of deserializing a value and everything in it.
#[derive(Debug, Default)]
pub(crate) struct Reading {
    /// What serializing the last value would lose of its JSON.
    pub(crate) lost: Option<Lost>,
    /// The same for the earlier parts of the enclosing arrays and objects.
    losses: Vec<(Step<'static>, Lost)>,
    /// The last value that was not taken.
    pub(super) refused: Value,
    pub(super) why: Option<Why>,
    /// Whether an enclosing value may still be refused, and its JSON restored.
    inside: bool,
}

impl Reading {
    /// Keeps the reason that a `T` was not taken.
    pub(super) fn note_why<T: Model>(&mut self, found: &'static str) {
        self.why = Some(Why { inner_first: Vec::new(), expected: T::EXPECTED, found });
    }

    /// Adds a step to the path of the last refused value, because the enclosing value is refused too.
    pub(super) fn within(&mut self, step: Step<'static>) {
        if let Some(why) = &mut self.why {
            why.inner_first.push(step);
        }
    }
}

/// Why a value was not taken.
#[derive(Debug)]
pub(super) struct Why {
    /// The path in the value, innermost step first.
    pub(super) inner_first: Vec<Step<'static>>,
    pub(super) expected: &'static str,
    pub(super) found: &'static str,
}

/// What serializing a value would lose of its JSON, such as that a field was `null` or a number had no fraction.
#[derive(Debug)]
pub(crate) enum Lost {
    /// The JSON of the value.
    Was(Value),
    /// The JSON of parts of the value.
    Inside(Vec<(Step<'static>, Lost)>),
}

impl Lost {
    fn restore(self, value: &mut Value) {
        let parts = match self {
            Self::Was(was) => return *value = was,
            Self::Inside(parts) => parts,
        };
        for (step, lost) in parts {
            let part = match (step, &mut *value) {
                (Step::Name(name), Value::Object(members)) => Some(members.entry(name).or_insert(Value::Null)),
                (Step::Index(index), Value::Array(items)) => items.get_mut(index),
                _ => None,
            };
            if let Some(part) = part {
                lost.restore(part);
            }
        }
    }
}

/// The losses of the parts of an array or object: the end of [`Reading::losses`], from `start`.
#[derive(Clone, Copy)]
pub(crate) struct Losses {
    /// [`Reading::inside`] of the enclosing value.
    around: bool,
    start: usize,
}

impl Losses {
    #[inline]
    pub(super) fn enter(reading: &mut Reading) -> Self {
        Self { around: std::mem::replace(&mut reading.inside, true), start: reading.losses.len() }
    }

    /// Whether neither the last part nor an earlier one lost something, as is usual.
    #[inline]
    pub(super) fn none(self, reading: &Reading) -> bool {
        reading.lost.is_none() && reading.losses.len() == self.start
    }

    /// Adds the loss of the last item.
    #[inline]
    pub(super) fn item(reading: &mut Reading, index: usize) {
        if let Some(lost) = reading.lost.take() {
            reading.losses.push((Step::Index(index), lost));
        }
    }

    /// Adds the loss of the last member, in place of that of an earlier member with the same name.
    #[cold]
    pub(super) fn member(self, name: impl Into<Cow<'static, str>>, reading: &mut Reading) {
        let step = Step::Name(name.into());
        let before = reading.losses[self.start..].iter().position(|(other, _)| *other == step);
        if let Some(before) = before {
            reading.losses.swap_remove(self.start + before);
        }
        if let Some(lost) = reading.lost.take() {
            reading.losses.push((step, lost));
        }
    }

    /// The JSON that the array or object was deserialized from.
    pub(super) fn restore(self, mut value: Value, reading: &mut Reading) -> Value {
        Lost::Inside(reading.losses.split_off(self.start)).restore(&mut value);
        value
    }

    #[inline]
    pub(super) fn leave(self, reading: &mut Reading) {
        reading.inside = self.around;
        if reading.losses.len() > self.start {
            let lost = reading.losses.split_off(self.start);
            reading.lost = self.around.then_some(Lost::Inside(lost));
        }
    }
}
