//! Deserializes models: any JSON for any field, in one pass, and without losing a value.
//!
//! A [`Model`] takes JSON or returns it unchanged. [`Reader`] is the serde visitor of all models. JSON that a field does not
//! take is kept in the `extra` of the smallest object that can hold it. The macros in `object` implement this for a
//! generated struct from the list of its fields.

mod any;
mod given;
mod misfit;
mod number;
mod object;
mod path;
mod reading;
#[cfg(feature = "schemars")]
mod schema;
mod std_types;
mod texts;

use std::borrow::Cow;

use serde::{
    Deserialize, Serialize,
    de::{self, DeserializeSeed, MapAccess, SeqAccess, value},
};
use serde_json::{Number, Value};

#[allow(unused_imports, reason = "what no schema of the document needs")]
pub(crate) use any::{Around, around, newtype, union};
pub use given::{ConversionError, Given, Itself, Optional};
pub(crate) use given::{needed, set};
pub(crate) use misfit::DOES_NOT_FIT;
pub use misfit::Misfit;
pub(crate) use number::rounded;
pub(crate) use object::{Members, Name, Names, deserialize, find_misfits, object, put};
pub(crate) use path::{Path, Shown, Step};
pub(crate) use reading::{Losses, Lost, Reading};
#[cfg(feature = "schemars")]
pub(crate) use schema::{described, schemas};
pub(crate) use texts::{from_strings, parsed, texts};

/// JSON as serde passes it: a scalar without a [`Value`] around it.
#[derive(Debug)]
pub(crate) enum Json<'a> {
    Null,
    Boolean(bool),
    Unsigned(u64),
    /// An integer below zero.
    Negative(i64),
    /// A number with a fraction or an exponent, or with more than 64 bits.
    Float(f64),
    /// A number with all its digits, if another crate turns on serde_json's `arbitrary_precision`. If a type does not take
    /// it, it is passed once more as one of the three above.
    Digits(Number),
    Text(Cow<'a, str>),
    /// Any JSON, mostly an array or object.
    Whole(Value),
}

impl From<Json<'_>> for Value {
    fn from(json: Json<'_>) -> Self {
        match json {
            Json::Null => Self::Null,
            Json::Boolean(value) => value.into(),
            Json::Unsigned(value) => value.into(),
            Json::Negative(value) => value.into(),
            Json::Float(value) => value.into(),
            Json::Digits(number) => Self::Number(number),
            Json::Text(text) => Self::String(text.into_owned()),
            Json::Whole(value) => value,
        }
    }
}

/// The value, or the JSON that the type does not take.
pub(crate) type Taken<'a, T> = Result<T, Json<'a>>;

/// A type that deserializes from any JSON without an error: it returns the JSON that it does not take.
///
/// Errors are for input that is not JSON.
pub(crate) trait Model: Serialize + Sized {
    /// For messages, such as `an unsigned integer`.
    const EXPECTED: &'static str;

    fn take<'a>(json: Json<'a>, _: &mut Reading) -> Taken<'a, Self> {
        Err(json)
    }

    /// Reads an array, for types that do so item by item; returns whether it was taken.
    fn array<'de, A: SeqAccess<'de>>(array: A, reader: Reader<'_, Self>) -> Result<bool, A::Error> {
        let value = Value::deserialize(value::SeqAccessDeserializer::new(array))?;
        Ok(reader.take(Json::Whole(value)))
    }

    /// The same for an object.
    fn object<'de, A: MapAccess<'de>>(object: A, reader: Reader<'_, Self>) -> Result<bool, A::Error> {
        let value = Value::deserialize(value::MapAccessDeserializer::new(object))?;
        Ok(reader.whole(value))
    }

    /// Serializes the value. The difference to the JSON that it was deserialized from is in [`Reading::lost`].
    fn into_json(self) -> Value {
        // These types always serialize.
        serde_json::to_value(self).unwrap_or_default()
    }

    /// Collects the misfits in this value.
    fn find_misfits<'a>(&'a self, _at: &Path<'_>, _found: &mut Vec<Misfit<'a>>) {}

    /// How many required fields that may be `null` the JSON does not have.
    #[allow(dead_code, reason = "the document may have no union")]
    fn absent(_json: &Value) -> usize {
        0
    }

    /// The number of values in it that are only JSON: the form of a union with fewer of them is more specific.
    #[allow(dead_code, reason = "the document may have no union")]
    fn untyped(&self) -> usize {
        0
    }

    fn all_misfits(&self) -> Vec<Misfit<'_>> {
        let mut found = Vec::new();
        self.find_misfits(&Path::Root, &mut found);
        found
    }
}

/// The visitor of all models: writes a `T` to `to` and returns `true`, or leaves the JSON in [`Reading::refused`] and returns
/// `false`. A larger result would be copied through each layer of serde, for each field.
pub(crate) struct Reader<'a, T> {
    to: &'a mut Option<T>,
    /// Whether `null` means absent.
    optional: bool,
    pub(crate) reading: &'a mut Reading,
}

impl<'a, T: Model> Reader<'a, T> {
    pub(crate) fn new(to: &'a mut Option<T>, reading: &'a mut Reading) -> Self {
        Self { to, optional: false, reading }
    }

    #[inline]
    fn take(self, json: Json<'_>) -> bool {
        match T::take(json, self.reading) {
            Ok(value) => self.keep(value),
            Err(json) => self.refuse(json.into()),
        }
    }

    /// Takes JSON that serde passed as a map: an object, or a number with all its digits.
    fn whole(self, value: Value) -> bool {
        match value {
            Value::Number(number) => self.number(number),
            value => self.take(Json::Whole(value)),
        }
    }

    pub(crate) fn number(self, number: Number) -> bool {
        match T::take(Json::Digits(number), self.reading) {
            Err(Json::Digits(number)) => match rounded(number, self.reading) {
                Ok(value) => self.keep(value),
                Err(number) => self.refuse(number.into()),
            },
            Ok(value) => self.keep(value),
            Err(json) => self.refuse(json.into()),
        }
    }

    /// Reads a `U`, and keeps what `wrap` makes of it.
    pub(crate) fn wrap<U: Model, E>(
        self,
        wrap: impl FnOnce(U) -> T,
        read: impl FnOnce(Reader<'_, U>) -> Result<bool, E>,
    ) -> Result<bool, E> {
        let mut inner = None;
        let taken = read(Reader::new(&mut inner, self.reading))?;
        *self.to = inner.map(wrap);
        Ok(taken)
    }

    #[inline]
    pub(crate) fn keep(self, value: T) -> bool {
        *self.to = Some(value);
        true
    }

    /// Returns a value that `T` does not take, and keeps the reason.
    #[cold]
    fn refuse(self, value: Value) -> bool {
        self.reading.lost = None;
        self.reading.note_why::<T>(misfit::kind(&value));
        self.give_back(value)
    }

    /// Returns an array or object of which a part was refused, for the reason that is known.
    #[cold]
    pub(crate) fn give_back(self, value: Value) -> bool {
        *self.to = None;
        self.reading.refused = value;
        false
    }

    fn null(self) -> bool {
        if self.optional {
            *self.to = None;
            self.reading.lost = Some(Lost::Was(Value::Null));
            return true;
        }
        self.take(Json::Null)
    }
}

impl<'de, T: Model> DeserializeSeed<'de> for Reader<'_, T> {
    type Value = bool;

    fn deserialize<D: de::Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de, T: Model> de::Visitor<'de> for Reader<'_, T> {
    type Value = bool;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<bool, E> {
        Ok(self.null())
    }

    fn visit_none<E>(self) -> Result<bool, E> {
        Ok(self.null())
    }

    fn visit_some<D: de::Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_newtype_struct<D: de::Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_bool<E>(self, value: bool) -> Result<bool, E> {
        Ok(self.take(Json::Boolean(value)))
    }

    fn visit_u64<E>(self, value: u64) -> Result<bool, E> {
        Ok(self.take(Json::Unsigned(value)))
    }

    fn visit_i64<E>(self, value: i64) -> Result<bool, E> {
        Ok(self.take(u64::try_from(value).map_or(Json::Negative(value), Json::Unsigned)))
    }

    fn visit_f64<E>(self, value: f64) -> Result<bool, E> {
        Ok(self.take(Json::Float(value)))
    }

    fn visit_str<E>(self, text: &str) -> Result<bool, E> {
        Ok(self.take(Json::Text(text.into())))
    }

    fn visit_string<E>(self, text: String) -> Result<bool, E> {
        Ok(self.take(Json::Text(text.into())))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, array: A) -> Result<bool, A::Error> {
        T::array(array, self)
    }

    fn visit_map<A: MapAccess<'de>>(self, object: A) -> Result<bool, A::Error> {
        T::object(object, self)
    }
}

/// `Deserialize` of every model: an error only if the model does not take the whole value.
pub(crate) fn deserialize<'de, T: Model, D: de::Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let (mut value, mut reading) = (None, Reading::default());
    Reader::new(&mut value, &mut reading).deserialize(deserializer)?;
    value.ok_or_else(|| de::Error::custom(misfit::sentence(reading.why)))
}

/// The value of JSON that was read before; `None` if a `T` does not take it.
pub(crate) fn from_reference<T: Model>(value: &Value, reading: &mut Reading) -> Option<T> {
    let mut to = None;
    Reader::new(&mut to, reading).deserialize(value).ok()?;
    to
}
