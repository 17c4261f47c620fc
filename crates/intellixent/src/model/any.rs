//! Models that wrap another model, and unions of models.

use serde::{
    Serialize,
    de::{MapAccess, SeqAccess},
};
use serde_json::Value;

use super::{Json, Misfit, Model, Path, Reader, Reading, Taken};

/// A wrapper that deserializes as the model inside it.
pub(crate) trait Around: Serialize + Sized {
    type Of: Model;

    /// The value of `null`, if the wrapper has one of its own.
    const NULL: Option<Self> = None;

    fn around(inner: Self::Of) -> Self;
    fn into_inner(self) -> Option<Self::Of>;
    fn inner(&self) -> Option<&Self::Of>;
}

impl<T: Around> Model for T {
    const EXPECTED: &'static str = T::Of::EXPECTED;

    fn take<'a>(json: Json<'a>, reading: &mut Reading) -> Taken<'a, Self> {
        match (json, T::NULL) {
            (Json::Null, Some(null)) => Ok(null),
            (json, _) => T::Of::take(json, reading).map(T::around),
        }
    }

    fn array<'de, A: SeqAccess<'de>>(array: A, reader: Reader<'_, Self>) -> Result<bool, A::Error> {
        reader.wrap(T::around, |inner| T::Of::array(array, inner))
    }

    fn object<'de, A: MapAccess<'de>>(object: A, reader: Reader<'_, Self>) -> Result<bool, A::Error> {
        reader.wrap(T::around, |inner| T::Of::object(object, inner))
    }

    fn into_json(self) -> Value {
        self.into_inner().map_or(Value::Null, T::Of::into_json)
    }

    fn find_misfits<'a>(&'a self, at: &Path<'_>, found: &mut Vec<Misfit<'a>>) {
        if let Some(inner) = self.inner() {
            inner.find_misfits(at, found);
        }
    }

    fn absent(json: &Value) -> usize {
        T::Of::absent(json)
    }

    fn untyped(&self) -> usize {
        self.inner().map_or(0, Model::untyped)
    }
}

impl<T: Model> Around for Option<T> {
    type Of = T;

    const NULL: Option<Self> = Some(None);

    fn around(inner: T) -> Self {
        Some(inner)
    }

    fn into_inner(self) -> Self {
        self
    }

    fn inner(&self) -> Option<&T> {
        self.as_ref()
    }
}

impl<T: Model> Around for Box<T> {
    type Of = T;

    fn around(inner: T) -> Self {
        Self::new(inner)
    }

    fn into_inner(self) -> Option<T> {
        Some(*self)
    }

    fn inner(&self) -> Option<&T> {
        Some(self)
    }
}

/// Makes a newtype a model like the type inside it.
macro_rules! around {
    ($Type:ty, $of:ty) => {
        impl $crate::model::Around for $Type {
            type Of = $of;

            fn around(inner: Self::Of) -> Self {
                Self(inner)
            }

            fn into_inner(self) -> ::std::option::Option<Self::Of> {
                ::std::option::Option::Some(self.0)
            }

            fn inner(&self) -> ::std::option::Option<&Self::Of> {
                ::std::option::Option::Some(&self.0)
            }
        }

        $crate::model::deserialize!($Type);
    };
}
pub(crate) use around;

/// The same for a generated newtype, and converts one to the other.
#[allow(unused_macros, reason = "the document may have none")]
macro_rules! newtype {
    ($Type:ty, ::std::string::String) => {
        impl ::std::convert::From<&::std::primitive::str> for $Type {
            fn from(inner: &::std::primitive::str) -> Self {
                Self(inner.into())
            }
        }

        $crate::model::newtype!(@of $Type, ::std::string::String);
    };
    ($Type:ty, $of:ty) => { $crate::model::newtype!(@of $Type, $of); };
    (@of $Type:ty, $of:ty) => {
        impl ::std::ops::Deref for $Type {
            type Target = $of;

            fn deref(&self) -> &$of {
                &self.0
            }
        }

        impl ::std::convert::From<$of> for $Type {
            fn from(inner: $of) -> Self {
                Self(inner)
            }
        }

        impl ::std::convert::From<$Type> for $of {
            fn from(outer: $Type) -> Self {
                outer.0
            }
        }

        $crate::model::around!($Type, $of);
    };
}
#[allow(unused_imports, reason = "the document may have none")]
pub(crate) use newtype;

/// Makes a generated union a model: of the forms that take a value, the most specific one counts.
#[allow(unused_macros, reason = "the document may have none")]
macro_rules! union {
    ($Type:ident { $($variant:ident($of:ty),)* }) => {
        impl $crate::model::Model for $Type {
            const EXPECTED: &'static ::std::primitive::str = "one of the documented forms";

            fn take<'a>(
                json: $crate::model::Json<'a>,
                reading: &mut $crate::model::Reading,
            ) -> $crate::model::Taken<'a, Self> {
                let value = ::serde_json::Value::from(json);
                let forms = [$($crate::model::from_reference::<$of>(&value, reading).map(|form| {
                    // Fewer misfits and absent fields, then fewer untyped values. Of equal forms, the first.
                    let misfits = $crate::model::Model::all_misfits(&form).len();
                    let absent = <$of as $crate::model::Model>::absent(&value);
                    ((misfits + absent, $crate::model::Model::untyped(&form)), Self::$variant(form))
                })),*];
                let best = ::std::iter::Iterator::min_by_key(
                    ::std::iter::Iterator::flatten(::std::iter::IntoIterator::into_iter(forms)),
                    |(rank, _)| *rank,
                );
                let ::std::option::Option::Some((_, form)) = best else {
                    return ::std::result::Result::Err($crate::model::Json::Whole(value));
                };
                reading.lost = ::std::option::Option::Some($crate::model::Lost::Was(value));
                ::std::result::Result::Ok(form)
            }

            fn into_json(self) -> ::serde_json::Value {
                match self {
                    $(Self::$variant(form) => $crate::model::Model::into_json(form),)*
                }
            }

            fn find_misfits<'a>(
                &'a self,
                at: &$crate::model::Path<'_>,
                found: &mut ::std::vec::Vec<$crate::Misfit<'a>>,
            ) {
                match self {
                    $(Self::$variant(form) => $crate::model::Model::find_misfits(form, at, found),)*
                }
            }

            fn untyped(&self) -> ::std::primitive::usize {
                match self {
                    $(Self::$variant(form) => $crate::model::Model::untyped(form),)*
                }
            }
        }

        $crate::model::deserialize!($Type);
    };
}
#[allow(unused_imports, reason = "the document may have none")]
pub(crate) use union;

#[cfg(test)]
mod tests {
    use jiff::civil::Date;
    use serde_json::Value;

    use crate::model::object;

    /// The widest forms first: their order must not count.
    #[derive(Debug, PartialEq, serde::Serialize)]
    #[serde(untagged)]
    enum Form {
        Any(Value),
        Text(String),
        Day(Date),
        Number(f64),
        Integer(i64),
        Integers(Vec<i64>),
    }

    union! { Form { Any(Value), Text(String), Day(Date), Number(f64), Integer(i64), Integers(Vec<i64>), } }

    #[derive(PartialEq)]
    struct Hashed {
        hash: Option<String>,
        extra: serde_json::Map<String, Value>,
    }

    object! { Hashed { "hash": nullable hash: String, } }

    #[derive(PartialEq)]
    struct Noted {
        note: Option<String>,
        extra: serde_json::Map<String, Value>,
    }

    object! { Noted { "note": optional note: String, } }

    #[derive(PartialEq, Debug, serde::Serialize)]
    #[serde(untagged)]
    enum Either {
        Hashed(Hashed),
        Noted(Noted),
    }

    union! { Either { Hashed(Hashed), Noted(Noted), } }

    #[test]
    fn a_form_whose_required_field_is_absent_gives_way_to_one_that_has_all() {
        for (json, is_hashed) in [("{}", false), (r#"{"hash":null}"#, true), (r#"{"note":"a"}"#, false)] {
            let either: Either = serde_json::from_str(json).unwrap();
            assert_eq!(matches!(either, Either::Hashed(_)), is_hashed, "{json}");
            assert_eq!(serde_json::to_string(&either).unwrap(), json);
        }
    }

    #[test]
    fn the_most_specific_form_that_takes_a_value_counts() {
        for (json, form) in [
            ("\"x\"", Form::Text("x".to_owned())),
            ("\"2025-08-04\"", Form::Day(Date::constant(2025, 8, 4))),
            ("\"2025-08-04T10:00:00\"", Form::Text("2025-08-04T10:00:00".to_owned())),
            ("5", Form::Integer(5)),
            ("5.5", Form::Number(5.5)),
            ("[1,2]", Form::Integers(vec![1, 2])),
            ("[true]", Form::Any(serde_json::json!([true]))),
            ("null", Form::Any(Value::Null)),
        ] {
            assert_eq!(serde_json::from_str::<Form>(json).unwrap(), form, "{json}");
        }
    }
}
