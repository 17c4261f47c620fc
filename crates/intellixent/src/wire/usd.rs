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
/// A [`Decimal`] holds 28 places. A text with more digits than that is refused; a number with more, such as the
/// `-2.7755575615628914e-17` that a sum of doubles leaves where zero is meant, is rounded there, so that such noise does
/// not cost the whole call.
///
/// Written as a JSON number, or as a decimal text if the amount has more digits than a number carries.
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
    // By way of the text, since that way rounds correctly.
    amount.to_string().parse().ok().filter(|double| shortest(*double) == Some(amount))
}

/// The shortest decimal that stands for the double.
fn shortest(double: f64) -> Option<Decimal> {
    with_few_places(double).or_else(|| Decimal::from_str_exact(&double.to_string()).ok())
}

/// The same, for most of the amounts that there are, without the way by a text.
///
/// A whole number below 10^15 divided by a power of ten is rounded once, so if that gives the double, it stands for it;
/// and of the decimals with at most 15 digits only one does.
fn with_few_places(double: f64) -> Option<Decimal> {
    [(4, 1e4), (9, 1e9)].into_iter().find_map(|(mut places, power)| {
        let scaled = double * power;
        if scaled.is_nan() || scaled.abs() >= 1e15 || (scaled == 0.0 && double.is_sign_negative()) {
            return None;
        }
        let mut digits = (scaled + 0.5_f64.copysign(scaled)) as i64;
        if digits as f64 / power != double {
            return None;
        }
        while places > 0 && digits % 10 == 0 {
            digits /= 10;
            places -= 1;
        }
        Some(Decimal::new(digits, places))
    })
}

/// Places that a decimal can have.
const PLACES: usize = Decimal::MAX_SCALE as usize;
/// Digits that survive the way from decimal to double and back, whatever they are.
const DIGITS: u32 = f64::DIGITS;

/// The amount that a JSON number stands for.
fn amount(double: f64) -> Option<Decimal> {
    shortest(double).or_else(|| {
        let too_fine = double.abs() < 1.0;
        let rounded = too_fine.then(|| Decimal::from_str_exact(&format!("{double:.PLACES$}")).ok())??;
        Some(rounded.round_sf(DIGITS)?.normalize())
    })
}

pub(super) const NOT_DECIMAL: &str = "expected a number or a decimal string, found a string that is not a decimal";
pub(super) const OUT_OF_RANGE: &str = "expected an amount of at most 28 digits, found a larger or finer one";

impl Serialize for Usd {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let whole = self.0.is_integer();
        if let Some(number) = self.0.to_i64().filter(|_| whole) {
            serializer.serialize_i64(number)
        } else if let Some(number) = self.0.to_u64().filter(|_| whole) {
            serializer.serialize_u64(number)
        } else if let Some(number) = exact_double(self.0) {
            serializer.serialize_f64(number)
        } else {
            serializer.collect_str(&self.0)
        }
    }
}

impl<'de> Deserialize<'de> for Usd {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;

        fn out_of_range<E: de::Error>() -> E {
            E::custom(OUT_OF_RANGE)
        }

        impl<'de> de::Visitor<'de> for Visitor {
            type Value = Usd;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a number or a decimal string")
            }

            fn visit_i64<E: de::Error>(self, value: i64) -> Result<Self::Value, E> {
                Ok(Usd(value.into()))
            }

            fn visit_u64<E: de::Error>(self, value: u64) -> Result<Self::Value, E> {
                Ok(Usd(value.into()))
            }

            fn visit_f64<E: de::Error>(self, value: f64) -> Result<Self::Value, E> {
                amount(value).map(Usd).ok_or_else(out_of_range)
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Self::Value, E> {
                let digits = text.strip_prefix('-').unwrap_or(text);
                let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
                let decimal =
                    [whole, fraction].iter().all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()));
                if !decimal {
                    return Err(E::custom(NOT_DECIMAL));
                }
                let short = if text.contains('.') { text.trim_end_matches('0') } else { text };
                let amount = Decimal::from_str_exact(text).or_else(|_| Decimal::from_str_exact(short));
                amount.map(Usd).map_err(|_| out_of_range())
            }

            // How a number arrives if some other crate turned on serde_json's `arbitrary_precision`.
            fn visit_map<A: de::MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
                let value = serde_json::Value::deserialize(de::value::MapAccessDeserializer::new(map))?;
                let serde_json::Value::Number(number) = value else {
                    return Err(de::Error::invalid_type(de::Unexpected::Map, &self));
                };
                let exact = Decimal::from_str_exact(&number.to_string()).ok();
                let parsed = exact.or_else(|| amount(number.as_f64()?));
                parsed.map(Usd).ok_or_else(out_of_range)
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

    #[test]
    fn the_short_way_from_a_double_gives_what_the_long_one_does() {
        let mut doubles =
            vec![0.0, 1.0, -1.0, 0.1, 0.02, 0.025, 1e-9, 1.5e-9, -3.25, 1e6, 999_999.999_999_999, 1e15, 1e300];
        doubles.extend([0.1 + 0.2, f64::MIN_POSITIVE, 123_456.789_012_345, 0.000_000_000_1]);
        // Neighbours of each, which stand for other decimals, and amounts all over.
        doubles.extend(doubles.clone().iter().flat_map(|double| [double.next_up(), double.next_down()]));
        doubles.extend((0..20_000_u32).map(|n| f64::from(n) * 7919.0 / 1e9));
        doubles.extend((0..20_000_u32).map(|n| -f64::from(n).powi(3) / 1e7));
        let mut short = 0;
        for double in doubles {
            if let Some(decimal) = with_few_places(double) {
                short += 1;
                let long = Decimal::from_str_exact(&double.to_string()).unwrap();
                assert_eq!((decimal, decimal.scale()), (long, long.scale()), "{double}");
            }
        }
        assert!(short > 30_000, "{short}");
        assert_eq!(with_few_places(-0.0), None);
    }

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
    fn what_came_as_a_number_is_written_as_a_number() {
        for text in ["0.02", "3", "-3", "0", "9007199254740993", "18446744073709551615", "1e28", "1.5e-11", "-0.0"] {
            let written = serde_json::to_value(usd(text)).unwrap();
            assert!(written.is_number(), "{text}: {written}");
            assert_eq!(usd(&written.to_string()), usd(text));
        }
        assert_eq!(serde_json::to_string(&usd(r#""3.00000000""#)).unwrap(), "3");
    }

    #[test]
    fn the_noise_of_binary_sums_is_rounded_far_below_a_cent() {
        let noise = usd("-2.7755575615628914e-17");
        assert_eq!(noise.amount().to_string(), "-0.0000000000000000277555756156");
        assert_eq!(usd(&serde_json::to_string(&noise).unwrap()), noise);
        assert_eq!(usd("1e-300"), Usd::default());
        let eighteen_places = usd("0.012345678901234567");
        assert_eq!(eighteen_places.amount().to_string(), "0.012345678901234567");
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
    fn zeros_at_the_end_do_not_make_a_text_too_long() {
        let zeros = "0".repeat(40);
        assert_eq!(usd(&format!("\"0.025{zeros}\"")), usd("0.025"));
        assert_eq!(usd(&format!("\"7.{zeros}\"")), usd("7"));
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
            r#""0.12345678901234567890123456789""#,
            r#""123456789012345678901234567890""#,
            "1e300",
            "-1e29",
            "true",
            "{}",
            "[]",
        ] {
            let error = serde_json::from_str::<Usd>(json).unwrap_err();
            assert!(error.to_string().contains("expected"), "{json}: {error}");
        }
    }
}
