//! Generated structs: the macro `object!` implements the model, `Serialize` and `Debug` from one list of the fields.

use std::{fmt, marker::PhantomData};

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, Visitor};
use serde_json::{Map, Number, Value};

use super::{Losses, Misfit, Model, Path, Reader, Step, from_reference};

/// The names of an object's documented fields.
pub(crate) trait Name: Sized {
    fn of(name: &str) -> Option<Self>;
}

/// Reads a name: returns a documented one, or writes another one to `other`.
pub(crate) struct Names<'a, N> {
    other: &'a mut String,
    known: PhantomData<N>,
}

impl<'a, N> Names<'a, N> {
    pub(crate) fn new(other: &'a mut String) -> Self {
        Self { other, known: PhantomData }
    }
}

impl<'de, N: Name> DeserializeSeed<'de> for Names<'_, N> {
    type Value = Option<N>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl<N: Name> Visitor<'_> for Names<'_, N> {
    type Value = Option<N>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name")
    }

    #[inline]
    fn visit_str<E: Error>(self, name: &str) -> Result<Self::Value, E> {
        let known = N::of(name);
        if known.is_none() {
            name.clone_into(self.other);
        }
        Ok(known)
    }
}

/// The state of reading an object, besides the values of its fields.
pub(crate) struct Members<'a, T> {
    extra: Map<String, Value>,
    losses: Losses,
    reader: Reader<'a, T>,
}

impl<'a, T: Model> Members<'a, T> {
    #[inline]
    pub(crate) fn enter(reader: Reader<'a, T>) -> Self {
        Self { extra: Map::new(), losses: Losses::enter(reader.reading), reader }
    }

    /// Reads a documented field. If it is optional, `null` is absence. If a name comes twice, the last value counts.
    #[inline(always)]
    pub(crate) fn field<'de, F: Model, A: MapAccess<'de>>(
        &mut self,
        object: &mut A,
        name: &'static str,
        to: &mut Option<F>,
        optional: bool,
    ) -> Result<(), A::Error> {
        let reading = &mut *self.reader.reading;
        let taken = object.next_value_seed(Reader { to, optional, reading: &mut *reading })?;
        if !taken || !self.extra.is_empty() || !self.losses.none(reading) {
            self.note_odd(name, taken);
        }
        Ok(())
    }

    #[cold]
    fn note_odd(&mut self, name: &'static str, taken: bool) {
        if taken {
            self.extra.remove(name);
            self.losses.member(name, self.reader.reading);
        } else {
            self.extra.insert(name.to_owned(), self.reader.reading.refused.take());
        }
    }

    /// Reads an undocumented field. Returns the number, if the map is serde_json's representation of one.
    pub(crate) fn other<'de, A: MapAccess<'de>>(
        &mut self,
        object: &mut A,
        name: String,
    ) -> Result<Option<Number>, A::Error> {
        let value = object.next_value()?;
        let number = in_disguise(&name, &value);
        self.extra.insert(name, value);
        Ok(number)
    }

    pub(crate) fn number(self, number: Number) -> bool {
        self.reader.number(number)
    }

    /// Whether a required field has a value; if not, keeps the reason.
    pub(crate) fn has<F: Model>(&mut self, name: &'static str, field: &Option<F>) -> bool {
        let reading = &mut *self.reader.reading;
        if field.is_none() {
            match self.extra.get(name) {
                Some(value) => drop(from_reference::<F>(value, reading)),
                None => reading.note_why::<F>("nothing"),
            }
            reading.within(Step::Name(name.into()));
        }
        field.is_some()
    }

    /// Gives back the JSON of the whole object, because a required field is missing.
    pub(crate) fn give_back(self, put: impl FnOnce(&mut Map<String, Value>)) -> bool {
        let mut all = self.extra;
        put(&mut all);
        let all = self.losses.restore(Value::Object(all), self.reader.reading);
        self.reader.give_back(all)
    }

    /// Keeps the value that `build` makes of the undocumented fields.
    #[inline]
    pub(crate) fn keep(self, build: impl FnOnce(Map<String, Value>) -> Option<T>) -> bool {
        self.losses.leave(self.reader.reading);
        *self.reader.to = build(self.extra);
        true
    }
}

/// The number that a member of a map stands for: with `arbitrary_precision`, which another crate may turn on, serde_json
/// passes a number as a map with this one name.
fn in_disguise(name: &str, value: &Value) -> Option<Number> {
    let ("$serde_json::private::Number", Value::String(digits)) = (name, value) else { return None };
    let kept = "0.0".parse().ok().zip("0.00".parse().ok()).is_some_and(|(short, long): (Number, Number)| short != long);
    digits.parse().ok().filter(|_| kept)
}

/// Adds a field to its object, in place of a value with the same name.
pub(crate) fn put<T: Model>(object: &mut Map<String, Value>, name: &'static str, value: Option<T>) {
    if let Some(value) = value {
        object.insert(name.to_owned(), value.into_json());
    }
}

/// Collects the misfits of a field: those inside its value, or the value in `extra`.
pub(crate) fn find_misfits<'a, T: Model>(
    field: Option<&'a T>,
    extra: &'a Map<String, Value>,
    name: &'static str,
    at: &Path<'_>,
    found: &mut Vec<Misfit<'a>>,
) {
    if let Some(value) = field {
        value.find_misfits(&at.name(name), found);
    } else if let Some(value) = extra.get(name) {
        found.extend(Misfit::of::<Option<T>>(value, &at.name(name)));
    }
}

/// Implements the model of a struct from its fields, in the order of the document: name on the wire, Rust name and type.
/// `optional` and `nullable` fields are an `Option`; a `nullable` one serializes `None` as `null`.
///
/// All paths are absolute, since a schema may have the name of anything that is usually in scope.
macro_rules! object {
    ($Type:ident { $($name:literal: $kind:ident $field:ident: $of:ty,)* }) => {
        const _: () = {
            // No schema becomes a type of this name.
            #[allow(non_camel_case_types)]
            enum Known_ { $($field),* }

            impl $crate::model::Name for Known_ {
                #[inline]
                fn of(name: &::std::primitive::str) -> ::std::option::Option<Self> {
                    match name {
                        $($name => ::std::option::Option::Some(Self::$field),)*
                        _ => ::std::option::Option::None,
                    }
                }
            }

            impl $crate::model::Model for $Type {
                const EXPECTED: &'static ::std::primitive::str = "an object";

                fn object<'de, A: ::serde::de::MapAccess<'de>>(
                    mut object: A,
                    reader: $crate::model::Reader<'_, Self>,
                ) -> ::std::result::Result<::std::primitive::bool, A::Error> {
                    $(let mut $field: ::std::option::Option<$of> = ::std::option::Option::None;)*
                    let mut members = $crate::model::Members::enter(reader);
                    let mut other = ::std::string::String::new();
                    while let ::std::option::Option::Some(name) =
                        object.next_key_seed($crate::model::Names::<Known_>::new(&mut other))?
                    {
                        match name {
                            $(::std::option::Option::Some(Known_::$field) => {
                                members.field(&mut object, $name, &mut $field, $crate::model::object!(@optional $kind))?;
                            })*
                            ::std::option::Option::None => {
                                let name = ::std::mem::take(&mut other);
                                if let ::std::option::Option::Some(number) = members.other(&mut object, name)? {
                                    return ::std::result::Result::Ok(members.number(number));
                                }
                            }
                        }
                    }
                    if !(true $(&& ($crate::model::object!(@optional $kind) || members.has($name, &$field)))*) {
                        return ::std::result::Result::Ok(members.give_back(|all| {
                            $($crate::model::put(all, $name, $field);)*
                            let _ = all;
                        }));
                    }
                    ::std::result::Result::Ok(members.keep(|extra| {
                        ::std::option::Option::Some(Self { $($field: $crate::model::object!(@field $kind $field),)* extra })
                    }))
                }

                fn into_json(self) -> ::serde_json::Value {
                    let mut all = self.extra;
                    $($crate::model::put(&mut all, $name, $crate::model::object!(@value $kind self.$field));)*
                    ::serde_json::Value::Object(all)
                }

                fn absent(json: &::serde_json::Value) -> ::std::primitive::usize {
                    let is_absent = |name: &::std::primitive::str| json.get(name).is_none();
                    let _ = is_absent;
                    0 $(+ ($crate::model::object!(@nullable $kind) && is_absent($name)) as ::std::primitive::usize)*
                }

                fn untyped(&self) -> ::std::primitive::usize {
                    let extra: ::std::primitive::usize = self.extra.values().map($crate::model::Model::untyped).sum();
                    extra $(+ $crate::model::object!(@reference $kind self.$field).map_or(0, $crate::model::Model::untyped))*
                }

                fn find_misfits<'a>(
                    &'a self,
                    at: &$crate::model::Path<'_>,
                    found: &mut ::std::vec::Vec<$crate::Misfit<'a>>,
                ) {
                    $($crate::model::find_misfits(
                        $crate::model::object!(@reference $kind self.$field), &self.extra, $name, at, found,
                    );)*
                }
            }

            impl ::serde::Serialize for $Type {
                fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> ::std::result::Result<S::Ok, S::Error> {
                    use ::serde::ser::SerializeMap;
                    let mut object = serializer.serialize_map(::std::option::Option::None)?;
                    $($crate::model::object!(@write $kind object self $name $field);)*
                    for (name, value) in &self.extra {
                        // A field takes precedence over `extra`, so that each name is written once.
                        let typed = match <Known_ as $crate::model::Name>::of(name) {
                            $(::std::option::Option::Some(Known_::$field) =>
                                $crate::model::object!(@reference $kind self.$field).is_some(),)*
                            ::std::option::Option::None => false,
                        };
                        if !typed {
                            object.serialize_entry(name, value)?;
                        }
                    }
                    object.end()
                }
            }

            /// Without the fields that are `None`.
            impl ::std::fmt::Debug for $Type {
                fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                    let mut shown = f.debug_struct(::std::stringify!($Type));
                    $(if let ::std::option::Option::Some(value) =
                        $crate::model::object!(@reference $kind self.$field)
                    {
                        shown.field(::std::stringify!($field), value);
                    })*
                    if !self.extra.is_empty() {
                        shown.field("extra", &self.extra);
                    }
                    shown.finish()
                }
            }
        };
        $crate::model::deserialize!($Type);
    };

    (@optional required) => { false };
    (@optional $kind:ident) => { true };

    (@nullable nullable) => { true };
    (@nullable $kind:ident) => { false };

    (@field required $field:ident) => { $field? };
    (@field $kind:ident $field:ident) => { $field };

    (@value required $value:expr) => { ::std::option::Option::Some($value) };
    (@value $kind:ident $value:expr) => { $value };

    (@reference required $value:expr) => { ::std::option::Option::Some(&$value) };
    (@reference $kind:ident $value:expr) => { ::std::option::Option::as_ref(&$value) };

    (@write required $object:ident $self:ident $name:literal $field:ident) => {
        $object.serialize_entry($name, &$self.$field)?;
    };
    (@write optional $object:ident $self:ident $name:literal $field:ident) => {
        if let ::std::option::Option::Some(value) = &$self.$field {
            $object.serialize_entry($name, value)?;
        }
    };
    (@write nullable $object:ident $self:ident $name:literal $field:ident) => {
        if $self.$field.is_some() || !$self.extra.contains_key($name) {
            $object.serialize_entry($name, &$self.$field)?;
        }
    };
}
pub(crate) use object;

macro_rules! deserialize {
    ($Type:ty) => {
        impl<'de> ::serde::Deserialize<'de> for $Type {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> ::std::result::Result<Self, D::Error> {
                $crate::model::deserialize(deserializer)
            }
        }
    };
}
pub(crate) use deserialize;
