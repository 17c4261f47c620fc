//! Deserializes models: any JSON for any field, in one pass, and without losing a value.
//!
//! A [`Model`] has a method for each JSON type, which takes the value or returns the JSON unchanged. [`Reader`] is the serde
//! visitor of all models. JSON that a field does not take is kept in the `extra` of the smallest object that can hold it. The
//! macros in `object` implement this for a generated struct from the list of its fields.

mod any;
mod given;
mod misfit;
mod number;
mod object;
mod path;
#[cfg(feature = "schemars")]
mod schema;
mod std_types;

use std::borrow::Cow;

use serde::{
    Deserialize, Serialize,
    de::{self, DeserializeSeed, MapAccess, SeqAccess, value},
};
use serde_json::{Number, Value};

#[allow(unused_imports, reason = "what no schema of the document needs")]
pub(crate) use any::{Around, better, newtype, union};
pub use given::{ConversionError, Given, Itself, Optional};
pub(crate) use given::{needed, set};
pub(crate) use misfit::DOES_NOT_FIT;
pub use misfit::Misfit;
pub(crate) use number::rounded;
pub(crate) use object::{Members, Name, Names, deserialize, find_misfits, object, put, texts};
pub(crate) use path::{Path, Shown, Step};
#[cfg(feature = "schemars")]
pub(crate) use schema::{described, schemas};

/// The value, or the JSON that the type does not take.
pub(crate) type Taken<T> = Result<T, Value>;

/// A type that deserializes from any JSON without an error: it returns the JSON that it does not take.
///
/// Errors are for input that is not JSON.
pub(crate) trait Model: Serialize + Sized {
    /// For messages, such as `an unsigned integer`.
    const EXPECTED: &'static str;

    /// The default of the other methods.
    fn value(value: Value, _: &mut Reading) -> Taken<Self> {
        Err(value)
    }

    fn null(reading: &mut Reading) -> Taken<Self> {
        Self::value(Value::Null, reading)
    }

    fn boolean(value: bool, reading: &mut Reading) -> Taken<Self> {
        Self::value(value.into(), reading)
    }

    fn unsigned(value: u64, reading: &mut Reading) -> Taken<Self> {
        Self::value(value.into(), reading)
    }

    /// An integer below zero.
    fn negative(value: i64, reading: &mut Reading) -> Taken<Self> {
        Self::value(value.into(), reading)
    }

    /// A number with a fraction or an exponent, or with more than 64 bits.
    fn float(value: f64, reading: &mut Reading) -> Taken<Self> {
        Self::value(value.into(), reading)
    }

    /// A number with all its digits, if another crate turns on serde_json's `arbitrary_precision`.
    fn number(number: Number, reading: &mut Reading) -> Taken<Self> {
        number::rounded(number, reading)
    }

    fn text(text: &str, reading: &mut Reading) -> Taken<Self> {
        Self::value(text.into(), reading)
    }

    /// Like `text`, for types that can keep the allocation.
    fn string(text: String, reading: &mut Reading) -> Taken<Self> {
        Self::text(&text, reading)
    }

    fn array<'de, A: SeqAccess<'de>>(array: A, reading: &mut Reading) -> Result<Taken<Self>, A::Error> {
        let value = Value::deserialize(value::SeqAccessDeserializer::new(array))?;
        Ok(Self::value(value, reading).or_else(|value| reading.refuse::<Self>(value)))
    }

    fn object<'de, A: MapAccess<'de>>(object: A, reading: &mut Reading) -> Result<Taken<Self>, A::Error> {
        let taken = match Value::deserialize(value::MapAccessDeserializer::new(object))? {
            Value::Number(number) => Self::number(number, reading),
            value => Self::value(value, reading),
        };
        Ok(taken.or_else(|value| reading.refuse::<Self>(value)))
    }

    /// Serializes the value. The difference to the JSON that it was deserialized from is in [`Reading::lost`].
    fn into_json(self) -> Value {
        // These types always serialize.
        serde_json::to_value(self).unwrap_or_default()
    }

    /// Collects the misfits in this value.
    fn find_misfits<'a>(&'a self, _at: &Path<'_>, _found: &mut Vec<Misfit<'a>>) {}

    /// The number of values in it that are only JSON: the form of a union with fewer of them is more specific.
    #[allow(dead_code, reason = "the document may have no union")]
    fn untyped(&self) -> usize {
        0
    }

    fn all_misfits(&self) -> Vec<Misfit<'_>> {
        let mut found = Vec::new();
        self.find_misfits(&Path::ROOT, &mut found);
        found
    }
}

/// The state of deserializing a value and everything in it.
#[derive(Debug, Default)]
pub(crate) struct Reading {
    /// What serializing the last value would lose of its JSON.
    pub(crate) lost: Option<Lost>,
    /// The same for the earlier parts of the enclosing arrays and objects.
    losses: Vec<(Step, Lost)>,
    /// The last value that was not taken.
    refused: Value,
    why: Option<Why>,
    /// Whether an enclosing value may still be refused, and its JSON restored.
    inside: bool,
}

impl Reading {
    /// Returns a value that `T` does not take, and keeps the reason.
    #[cold]
    pub(crate) fn refuse<T: Model>(&mut self, value: Value) -> Taken<T> {
        self.lost = None;
        self.why = Some(Why { inner_first: Vec::new(), expected: T::EXPECTED, found: misfit::kind(&value) });
        Err(value)
    }

    /// Keeps the reason that a required field is missing.
    fn miss<T: Model>(&mut self) {
        self.why = Some(Why { inner_first: Vec::new(), expected: T::EXPECTED, found: "nothing" });
    }

    /// Adds a step to the path of the last refused value, because the enclosing value is refused too.
    fn within(&mut self, step: Step) {
        if let Some(why) = &mut self.why {
            why.inner_first.push(step);
        }
    }
}

/// Why a value was not taken.
#[derive(Debug)]
pub(crate) struct Why {
    /// The path in the value, innermost step first.
    inner_first: Vec<Step>,
    expected: &'static str,
    found: &'static str,
}

/// What serializing a value would lose of its JSON, such as that a field was `null` or a number had no fraction.
#[derive(Debug)]
pub(crate) enum Lost {
    /// The JSON of the value.
    Was(Value),
    /// The JSON of parts of the value.
    Inside(Vec<(Step, Lost)>),
}

impl Lost {
    fn restore(self, value: &mut Value) {
        match (self, value) {
            (Self::Was(was), value) => *value = was,
            (Self::Inside(lost), Value::Object(members)) => lost.into_iter().for_each(|(step, lost)| {
                if let Step::Name(name) = step {
                    lost.restore(members.entry(name).or_insert(Value::Null));
                }
            }),
            (Self::Inside(lost), Value::Array(items)) => lost.into_iter().for_each(|(step, lost)| {
                if let Step::Index(index) = step
                    && let Some(item) = items.get_mut(index)
                {
                    lost.restore(item);
                }
            }),
            _ => {}
        }
    }
}

/// The losses of the parts of an array or object: the end of [`Reading::losses`], from `start`.
#[derive(Clone, Copy)]
struct Losses {
    /// [`Reading::inside`] of the enclosing value.
    around: bool,
    start: usize,
}

impl Losses {
    #[inline]
    fn enter(reading: &mut Reading) -> Self {
        Self { around: std::mem::replace(&mut reading.inside, true), start: reading.losses.len() }
    }

    /// Whether neither the last part nor an earlier one lost something, as is usual.
    #[inline]
    fn none(self, reading: &Reading) -> bool {
        reading.lost.is_none() && reading.losses.len() == self.start
    }

    /// Adds the loss of the last item.
    #[inline]
    fn item(reading: &mut Reading, index: usize) {
        if let Some(lost) = reading.lost.take() {
            reading.losses.push((Step::Index(index), lost));
        }
    }

    /// Adds the loss of the last member, in place of that of an earlier member with the same name.
    #[cold]
    fn member(self, name: impl Into<Cow<'static, str>>, reading: &mut Reading) {
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
    fn restore(self, mut value: Value, reading: &mut Reading) -> Value {
        Lost::Inside(reading.losses.split_off(self.start)).restore(&mut value);
        value
    }

    #[inline]
    fn leave(self, reading: &mut Reading) {
        reading.inside = self.around;
        if reading.losses.len() > self.start {
            let lost = reading.losses.split_off(self.start);
            reading.lost = self.around.then_some(Lost::Inside(lost));
        }
    }
}

/// The visitor of all models: writes a `T` to `to` and returns `true`, or leaves the JSON in [`Reading::refused`] and returns
/// `false`. A larger result would be copied through each layer of serde, for each field.
pub(crate) struct Reader<'a, T> {
    to: &'a mut Option<T>,
    /// Whether `null` means absent.
    optional: bool,
    reading: &'a mut Reading,
}

impl<'a, T: Model> Reader<'a, T> {
    pub(crate) fn new(to: &'a mut Option<T>, reading: &'a mut Reading) -> Self {
        Self { to, optional: false, reading }
    }

    fn null<E>(self) -> Result<bool, E> {
        if self.optional {
            *self.to = None;
            self.reading.lost = Some(Lost::Was(Value::Null));
            return Ok(true);
        }
        let taken = T::null(self.reading);
        self.known(taken)
    }

    #[inline]
    fn known<E>(self, taken: Taken<T>) -> Result<bool, E> {
        let taken = taken.or_else(|value| self.reading.refuse::<T>(value));
        Ok(self.kept(taken))
    }

    /// Like `known`, for arrays and objects, which have already kept the reason.
    #[inline]
    fn kept(self, taken: Taken<T>) -> bool {
        match taken {
            Ok(value) => {
                *self.to = Some(value);
                true
            }
            Err(value) => {
                *self.to = None;
                self.reading.refused = value;
                false
            }
        }
    }
}

impl<'de, T: Model> DeserializeSeed<'de> for Reader<'_, T> {
    type Value = bool;

    fn deserialize<D: de::Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de, T: Model> de::Visitor<'de> for Reader<'_, T> {
    type Value = bool;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        self.null()
    }

    fn visit_none<E>(self) -> Result<Self::Value, E> {
        self.null()
    }

    fn visit_some<D: de::Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_newtype_struct<D: de::Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Self::Value, E> {
        let taken = T::boolean(value, self.reading);
        self.known(taken)
    }

    fn visit_u64<E>(self, value: u64) -> Result<Self::Value, E> {
        let taken = T::unsigned(value, self.reading);
        self.known(taken)
    }

    fn visit_i64<E>(self, value: i64) -> Result<Self::Value, E> {
        let taken = match u64::try_from(value) {
            Ok(value) => T::unsigned(value, self.reading),
            Err(_) => T::negative(value, self.reading),
        };
        self.known(taken)
    }

    fn visit_f64<E>(self, value: f64) -> Result<Self::Value, E> {
        let taken = T::float(value, self.reading);
        self.known(taken)
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        let taken = T::text(text, self.reading);
        self.known(taken)
    }

    fn visit_string<E>(self, text: String) -> Result<Self::Value, E> {
        let taken = T::string(text, self.reading);
        self.known(taken)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, array: A) -> Result<Self::Value, A::Error> {
        let taken = T::array(array, self.reading)?;
        Ok(self.kept(taken))
    }

    fn visit_map<A: MapAccess<'de>>(self, object: A) -> Result<Self::Value, A::Error> {
        let taken = T::object(object, self.reading)?;
        Ok(self.kept(taken))
    }
}

/// `Deserialize` of every model: an error only if the model does not take the whole value.
pub(crate) fn deserialize<'de, T: Model, D: de::Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let (mut value, mut reading) = (None, Reading::default());
    Reader::new(&mut value, &mut reading).deserialize(deserializer)?;
    value.ok_or_else(|| de::Error::custom(misfit::sentence(reading.why)))
}

pub(crate) fn from_value<T: Model, E: de::Error>(
    value: Value,
    to: &mut Option<T>,
    reading: &mut Reading,
) -> Result<bool, E> {
    Reader::new(to, reading).deserialize(value).map_err(E::custom)
}

pub(crate) fn from_reference<T: Model>(value: &Value, reading: &mut Reading) -> Option<T> {
    let mut to = None;
    Reader::new(&mut to, reading).deserialize(value).ok()?;
    to
}
