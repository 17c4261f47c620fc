// What the hand-written part of the client makes of the generated types, as far as a compiler sees it.
mod model {
    pub(crate) use intellixent::Itself;

    pub(crate) trait Model {
        fn all_misfits(&self) -> Vec<intellixent::Misfit<'_>> {
            Vec::new()
        }
    }
    impl<T> Model for T {}

    pub(crate) fn set<T, How>(
        field: &mut Option<T>,
        _: &str,
        value: impl intellixent::Given<T, How>,
        _: &mut Option<intellixent::ConversionError>,
    ) {
        *field = value.given().unwrap();
    }

    pub(crate) fn needed<T>(_: &str, value: Option<T>) -> Result<T, intellixent::ConversionError> {
        value.ok_or("".into())
    }

    macro_rules! deserialize {
        ($Type:ident) => {
            impl<'de> ::serde::Deserialize<'de> for $Type {
                fn deserialize<D: ::serde::Deserializer<'de>>(_: D) -> Result<Self, D::Error> {
                    Err(::serde::de::Error::custom("only compiled"))
                }
            }
        };
    }
    macro_rules! object {
        ($Type:ident $members:tt) => {
            crate::model::deserialize!($Type);
            impl ::serde::Serialize for $Type {
                fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                    serializer.serialize_unit()
                }
            }
            impl ::std::fmt::Debug for $Type {
                fn fmt(&self, _: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                    Ok(())
                }
            }
        };
    }
    macro_rules! texts {
        ($Type:ident { $($variant:ident = $text:literal,)* }) => {
            crate::model::deserialize!($Type);
            impl ::serde::Serialize for $Type {
                fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                    serializer.serialize_unit()
                }
            }
            impl ::std::convert::AsRef<str> for $Type {
                fn as_ref(&self) -> &str {
                    self.as_str()
                }
            }
            impl ::std::fmt::Display for $Type {
                fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                    f.write_str(self.as_str())
                }
            }
            impl ::std::str::FromStr for $Type {
                type Err = ::intellixent::ConversionError;
                fn from_str(text: &str) -> Result<Self, Self::Err> {
                    match text {
                        $($text => Ok(Self::$variant),)*
                        _ => Err("".into()),
                    }
                }
            }
            impl ::std::convert::TryFrom<&str> for $Type {
                type Error = ::intellixent::ConversionError;
                fn try_from(text: &str) -> Result<Self, Self::Error> {
                    text.parse()
                }
            }
            impl ::intellixent::wire::Listed for $Type {}
        };
    }
    macro_rules! newtype {
        ($Type:ident, $of:ty) => {
            crate::model::deserialize!($Type);
        };
    }
    macro_rules! union {
        ($Type:ident $forms:tt) => {
            crate::model::deserialize!($Type);
        };
    }
    macro_rules! by_value {
        ($($rest:tt)*) => {};
    }
    pub(crate) use {by_value, deserialize, newtype, object, texts, union};
}
pub use intellixent::{ConversionError, Given, Misfit};
