//! Money, exact in both of its forms.

use std::{fmt, str::FromStr};

use rust_decimal::{Decimal, prelude::ToPrimitive};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// An amount in US dollars.
///
/// Source: a JSON number on the vendor's page; a decimal text such as `"0.02000000"` seen on sibling deployments. Both
/// are exact: the number `0.025` is `0.025`, not the binary fraction next to it. (A JSON number is read as a double, in
/// the shortest decimal form that stands for it. That is what the server wrote, since it writes doubles so.)
///
/// Written as a JSON number, or as a decimal text if the amount has more digits than a double carries.
///
/// ```
/// use intellixent::wire::Usd;
///
/// let number: Usd = serde_json::from_str("0.025")?;
/// let text: Usd = serde_json::from_str(r#""0.02500000""#)?;
/// assert_eq!(number, text);
/// assert_eq!(number.amount().to_string(), "0.025");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Usd(Decimal);

impl Usd {
    /// The amount in US dollars.
    pub const fn amount(self) -> Decimal {
        self.0
    }
}

impl From<Decimal> for Usd {
    fn from(amount: Decimal) -> Self {
        Self(amount)
    }
}

impl From<Usd> for Decimal {
    fn from(usd: Usd) -> Self {
        usd.0
    }
}

/// The amount alone, as `0.025`: no currency sign. Takes a precision, as `{:.2}`.
impl fmt::Display for Usd {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// The double whose shortest decimal form is exactly `amount`.
fn exact_double(amount: Decimal) -> Option<f64> {
    amount.to_f64().filter(|double| shortest(*double) == Some(amount))
}

/// The shortest decimal that stands for the double.
fn shortest(double: f64) -> Option<Decimal> {
    let text = double.to_string();
    Decimal::from_str_exact(&text).ok()
}

impl Serialize for Usd {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match exact_double(self.0) {
            Some(double) => serializer.serialize_f64(double),
            None => serializer.collect_str(&self.0),
        }
    }
}

impl<'de> Deserialize<'de> for Usd {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;

        const EXPECTED: &str = "a number or a decimal string";

        fn out_of_range<E: de::Error>() -> E {
            E::custom("expected an amount of at most 28 digits, found a larger or finer one")
        }

        impl<'de> de::Visitor<'de> for Visitor {
            type Value = Usd;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(EXPECTED)
            }

            fn visit_i64<E: de::Error>(self, value: i64) -> Result<Self::Value, E> {
                Ok(Usd(value.into()))
            }

            fn visit_u64<E: de::Error>(self, value: u64) -> Result<Self::Value, E> {
                Ok(Usd(value.into()))
            }

            fn visit_f64<E: de::Error>(self, value: f64) -> Result<Self::Value, E> {
                shortest(value).map(Usd).ok_or_else(out_of_range)
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Self::Value, E> {
                let digits = text.strip_prefix('-').unwrap_or(text);
                let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
                let decimal =
                    [whole, fraction].iter().all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()));
                if !decimal {
                    return Err(E::custom(format_args!("expected {EXPECTED}, found a string that is not a decimal")));
                }
                Decimal::from_str_exact(text).map(Usd).map_err(|_| out_of_range())
            }

            // How a number arrives if some other crate turned on serde_json's `arbitrary_precision`.
            fn visit_map<A: de::MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
                let number = serde_json::Number::deserialize(de::value::MapAccessDeserializer::new(map))
                    .map_err(|_| de::Error::invalid_type(de::Unexpected::Map, &self))?;
                let text = number.to_string();
                let parsed = Decimal::from_str_exact(&text).or_else(|_| Decimal::from_scientific(&text));
                parsed.map(Usd).map_err(|_| out_of_range())
            }
        }

        deserializer.deserialize_any(Visitor)
    }
}

impl FromStr for Usd {
    type Err = rust_decimal::Error;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Decimal::from_str_exact(text).map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn usd(json: &str) -> Usd {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn a_number_is_the_decimal_that_was_written() {
        for text in ["0.02", "0.025", "8.5", "0.1", "1234567.12345678", "-3.75", "0", "42", "9007199254740993"] {
            assert_eq!(usd(text).amount(), Decimal::from_str_exact(text).unwrap(), "{text}");
            assert_eq!(usd(&serde_json::to_string(&usd(text)).unwrap()), usd(text), "{text}");
        }
        assert_eq!(usd("1e-7").amount(), Decimal::from_str_exact("0.0000001").unwrap());
        assert_eq!(usd("2.5E3").amount(), Decimal::from(2500));
    }

    #[test]
    fn both_forms_of_an_amount_are_equal() {
        assert_eq!(usd("0.025"), usd(r#""0.02500000""#));
        assert_eq!(serde_json::to_string(&usd(r#""0.02500000""#)).unwrap(), "0.025");
    }

    #[test]
    fn an_amount_with_more_digits_than_a_double_is_written_as_text() {
        let json = r#""123456789012345678.12345678""#;
        assert_eq!(serde_json::to_string(&usd(json)).unwrap(), json);
    }

    #[test]
    fn what_is_no_amount_is_refused_without_a_panic() {
        for json in [
            r#""""#,
            r#"" 1""#,
            r#""1e3""#,
            r#""+1""#,
            r#"".5""#,
            r#""1.""#,
            r#""0x10""#,
            r#""NaN""#,
            r#""1_000""#,
            "1e300",
            "1e-300",
            "true",
            "{}",
            "[]",
        ] {
            let error = serde_json::from_str::<Usd>(json).unwrap_err();
            assert!(error.to_string().contains("expected"), "{json}: {error}");
        }
    }
}
