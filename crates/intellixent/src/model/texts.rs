//! Types that are strings in JSON: the macro `texts!` implements the model of a generated enum from its variants.

use std::str::FromStr;

use super::{Json, Taken};

/// The value of a string that the type parses.
pub(crate) fn parsed<'a, T: FromStr>(json: Json<'a>) -> Taken<'a, T> {
    let Json::Text(text) = &json else { return Err(json) };
    text.parse().map_err(|_| json)
}

/// Implements the conversions from strings of a type that parses them.
macro_rules! from_strings {
    ($Type:ty, $Error:ty) => {
        impl ::std::convert::TryFrom<&::std::primitive::str> for $Type {
            type Error = $Error;

            fn try_from(text: &::std::primitive::str) -> ::std::result::Result<Self, $Error> {
                text.parse()
            }
        }

        impl ::std::convert::TryFrom<::std::string::String> for $Type {
            type Error = $Error;

            fn try_from(text: ::std::string::String) -> ::std::result::Result<Self, $Error> {
                text.parse()
            }
        }
    };
}
pub(crate) use from_strings;

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

        $crate::model::from_strings!($Type, $crate::ConversionError);
        impl $crate::wire::Listed for $Type {}

        /// `None` is not equal to any value.
        impl ::std::cmp::PartialEq<$Type> for ::std::option::Option<$crate::wire::OpenEnum<$Type>> {
            fn eq(&self, other: &$Type) -> ::std::primitive::bool {
                self.as_ref().is_some_and(|value| value == other)
            }
        }

        impl $crate::model::Model for $Type {
            const EXPECTED: &'static ::std::primitive::str = "a value of the enum";

            fn take<'a>(
                json: $crate::model::Json<'a>,
                _: &mut $crate::model::Reading,
            ) -> $crate::model::Taken<'a, Self> {
                $crate::model::parsed(json)
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
