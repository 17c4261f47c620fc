//! Generated structs: the macro `object!` implements the model, `Serialize` and `Debug` from one list of the fields.

use std::{fmt, marker::PhantomData};

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, Visitor};
use serde_json::{Map, Number, Value};

use super::{Losses, Misfit, Model, Path, Reader, Reading, Step, from_reference};

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
pub(crate) struct Members {
    pub(crate) extra: Map<String, Value>,
    losses: Losses,
}

impl Members {
    #[inline]
    pub(crate) fn enter(reading: &mut Reading) -> Self {
        Self { extra: Map::new(), losses: Losses::enter(reading) }
    }

    /// Reads a documented field. If it is optional, `null` is absence.
    #[inline(always)]
    pub(crate) fn field<'de, T: Model, A: MapAccess<'de>>(
        &mut self,
        object: &mut A,
        name: &'static str,
        to: &mut Option<T>,
        optional: bool,
        reading: &mut Reading,
    ) -> Result<(), A::Error> {
        let taken = object.next_value_seed(Reader { to, optional, reading: &mut *reading })?;
        self.note(name, taken, reading);
        Ok(())
    }

    /// If a name comes twice, the last value counts.
    #[inline]
    fn note(&mut self, name: &'static str, taken: bool, reading: &mut Reading) {
        if !taken || !self.extra.is_empty() || !self.losses.none(reading) {
            self.note_odd(name, taken, reading);
        }
    }

    #[cold]
    fn note_odd(&mut self, name: &'static str, taken: bool, reading: &mut Reading) {
        if taken {
            self.extra.remove(name);
            self.losses.member(name, reading);
        } else {
            self.extra.insert(name.to_owned(), reading.refused.take());
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

    /// Whether a required field has a value; if not, keeps the reason.
    pub(crate) fn has<T: Model>(&self, name: &'static str, field: &Option<T>, reading: &mut Reading) -> bool {
        if field.is_none() {
            match self.extra.get(name) {
                Some(value) => drop(from_reference::<T>(value, reading)),
                None => reading.miss::<T>(),
            }
            reading.within(Step::Name(name.into()));
        }
        field.is_some()
    }

    /// The JSON of the whole object, because a required field is missing.
    pub(crate) fn give_back(self, reading: &mut Reading, put: impl FnOnce(&mut Map<String, Value>)) -> Value {
        let mut all = self.extra;
        put(&mut all);
        self.losses.restore(Value::Object(all), reading)
    }

    #[inline]
    pub(crate) fn leave(self, reading: &mut Reading) -> Map<String, Value> {
        self.losses.leave(reading);
        self.extra
    }
}

/// With `arbitrary_precision`, which another crate may turn on, serde_json passes a number as a map with this one name.
pub(super) const NUMBER: &str = "$serde_json::private::Number";

/// The number, if that is what the member of a map stands for.
pub(super) fn in_disguise(name: &str, value: &Value) -> Option<Number> {
    let (true, Value::String(digits)) = (name == NUMBER, value) else { return None };
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
                    reading: &mut $crate::model::Reading,
                ) -> ::std::result::Result<$crate::model::Taken<Self>, A::Error> {
                    $(let mut $field: ::std::option::Option<$of> = ::std::option::Option::None;)*
                    let mut members = $crate::model::Members::enter(reading);
                    let mut other = ::std::string::String::new();
                    while let ::std::option::Option::Some(name) =
                        object.next_key_seed($crate::model::Names::<Known_>::new(&mut other))?
                    {
                        match name {
                            $(::std::option::Option::Some(Known_::$field) => {
                                members.field(&mut object, $name, &mut $field, $crate::model::object!(@optional $kind), reading)?;
                            })*
                            ::std::option::Option::None => {
                                let name = ::std::mem::take(&mut other);
                                if let ::std::option::Option::Some(number) = members.other(&mut object, name)? {
                                    return ::std::result::Result::Ok(Self::number(number, reading));
                                }
                            }
                        }
                    }
                    if !(true $(&& $crate::model::object!(@has $kind members $name $field reading))*) {
                        return ::std::result::Result::Ok(::std::result::Result::Err(members.give_back(reading, |all| {
                            $($crate::model::put(all, $name, $field);)*
                            let _ = all;
                        })));
                    }
                    ::std::result::Result::Ok(::std::result::Result::Ok(Self {
                        $($field: $crate::model::object!(@field $kind $field),)*
                        extra: members.leave(reading),
                    }))
                }

                fn into_json(self) -> ::serde_json::Value {
                    let mut all = self.extra;
                    $($crate::model::put(&mut all, $name, $crate::model::object!(@value $kind self.$field));)*
                    ::serde_json::Value::Object(all)
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

    (@has required $members:ident $name:literal $field:ident $reading:ident) => {
        $members.has($name, &$field, $reading)
    };
    (@has $kind:ident $($rest:tt)*) => { true };

    (@field required $field:ident) => {
        match $field {
            ::std::option::Option::Some(value) => value,
            // `@has` was true.
            ::std::option::Option::None => return ::std::result::Result::Ok(::std::result::Result::Err(::serde_json::Value::Null)),
        }
    };
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

/// Implements the model and the conversions of an enum from its variants and their strings on the wire.
macro_rules! texts {
    ($Type:ident { $($variant:ident = $text:literal,)* }) => {
        impl ::std::convert::AsRef<::std::primitive::str> for $Type {
            fn as_ref(&self) -> &::std::primitive::str {
                self.as_str()
            }
        }

        impl ::std::fmt::Display for $Type {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl ::std::str::FromStr for $Type {
            type Err = $crate::ConversionError;

            fn from_str(text: &::std::primitive::str) -> ::std::result::Result<Self, $crate::ConversionError> {
                match text {
                    $($text => ::std::result::Result::Ok(Self::$variant),)*
                    _ => ::std::result::Result::Err("expected a value of the enum, found another string".into()),
                }
            }
        }

        impl ::std::convert::TryFrom<&::std::primitive::str> for $Type {
            type Error = $crate::ConversionError;

            fn try_from(text: &::std::primitive::str) -> ::std::result::Result<Self, $crate::ConversionError> {
                ::std::str::FromStr::from_str(text)
            }
        }

        impl ::std::convert::TryFrom<::std::string::String> for $Type {
            type Error = $crate::ConversionError;

            fn try_from(text: ::std::string::String) -> ::std::result::Result<Self, $crate::ConversionError> {
                ::std::str::FromStr::from_str(&text)
            }
        }

        impl $crate::wire::Listed for $Type {}

        /// `None` is not equal to any value.
        impl ::std::cmp::PartialEq<$Type> for ::std::option::Option<$crate::wire::OpenEnum<$Type>> {
            fn eq(&self, other: &$Type) -> ::std::primitive::bool {
                self.as_ref().is_some_and(|value| value == other)
            }
        }

        impl $crate::model::Model for $Type {
            const EXPECTED: &'static ::std::primitive::str = "a value of the enum";

            fn text(
                text: &::std::primitive::str,
                _: &mut $crate::model::Reading,
            ) -> $crate::model::Taken<Self> {
                <Self as ::std::str::FromStr>::from_str(text).map_err(|_| text.into())
            }
        }

        impl ::serde::Serialize for $Type {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> ::std::result::Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        $crate::model::deserialize!($Type);
    };
}
pub(crate) use texts;
