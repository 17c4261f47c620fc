//! Money, exact in both of its forms.

mod arithmetic;

use std::{fmt, str::FromStr};

use rust_decimal::{Decimal, RoundingStrategy, prelude::ToPrimitive};
use serde::{Serialize, Serializer};

use super::{compared, from_text};
use crate::model::{self, Json, Lost, Model, Reading, Taken, rounded};

/// An amount in US dollars.
///
/// Source: a JSON number on the vendor's page; a decimal string such as `"0.02000000"` seen on sibling deployments. Both
/// are exact: the number `0.025` is `0.025`, not the nearest binary fraction. (serde_json parses a number as a double; the
/// amount is the shortest decimal of that double, which is what the server sent.)
///
/// A [`Decimal`] holds 28 digits. A number with more stays in `extra`, unchanged: for example `-2.7755575615628914e-17`, a
/// rounding error of a sum of doubles that should be zero.
///
/// Serializes as a JSON number, or as a decimal string if a double cannot hold all digits. Arithmetic panics where that of
/// [`Decimal`] does: on overflow, and on a division by zero.
///
/// ```
/// use intellixent::wire::Usd;
///
/// let number: Usd = serde_json::from_str("0.025")?;
/// let text: Usd = serde_json::from_str(r#""0.02500000""#)?;
/// assert_eq!(number, text);
/// assert_eq!(number.amount().to_string(), "0.025");
///
/// let costs = [number, text, "1.5".parse()?];
/// assert_eq!(costs.iter().sum::<Usd>().to_string(), "1.55000000");
/// assert_eq!(format!("{:.2}", costs.iter().sum::<Usd>()), "1.55");
/// assert_eq!(Usd::from(9) / costs.len(), Usd::from(3));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Default)]
pub struct Usd {
    amount: Decimal,
    form: Form,
}

/// How an amount serializes.
#[derive(Clone, Copy, Default)]
enum Form {
    /// As an integer or a float if that is exact, otherwise as a string.
    #[default]
    Shortest,
    /// As a float, even if it is an integer.
    Float,
}

impl Usd {
    /// 0 US dollars.
    pub const ZERO: Self = Self { amount: Decimal::ZERO, form: Form::Shortest };

    /// The amount in US dollars.
    pub const fn amount(self) -> Decimal {
        self.amount
    }
}

impl fmt::Debug for Usd {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Usd").field(&self.amount).finish()
    }
}

compared!(Usd, amount);

impl From<Decimal> for Usd {
    fn from(amount: Decimal) -> Self {
        Self { amount, form: Form::Shortest }
    }
}

impl From<Usd> for Decimal {
    fn from(usd: Usd) -> Self {
        usd.amount
    }
}

/// A string that is not an amount, or has more digits than a [`Usd`] holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct InvalidUsd;

from_text!(Usd, InvalidUsd);

impl TryFrom<f64> for Usd {
    type Error = InvalidUsd;

    fn try_from(dollars: f64) -> Result<Self, InvalidUsd> {
        shortest(dollars).map(Self::from).ok_or(InvalidUsd)
    }
}

/// Parses a decimal string as on the wire: digits, with an optional fraction.
impl FromStr for Usd {
    type Err = InvalidUsd;

    fn from_str(text: &str) -> Result<Self, InvalidUsd> {
        let digits = text.strip_prefix('-').unwrap_or(text);
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
        let decimal = [whole, fraction].iter().all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()));
        let short = if text.contains('.') { text.trim_end_matches('0') } else { text };
        let amount = Decimal::from_str_exact(text).or_else(|_| Decimal::from_str_exact(short)).ok();
        amount.filter(|_| decimal).map(Self::from).ok_or(InvalidUsd)
    }
}

/// Such as `0.025`, without a currency sign. A precision, as in `{:.2}`, rounds half away from zero.
impl fmt::Display for Usd {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // `Decimal` would truncate.
        let places = f.precision().and_then(|places| u32::try_from(places).ok()).unwrap_or(u32::MAX);
        self.amount.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero).fmt(f)
    }
}

/// The double whose shortest decimal form is exactly `amount`.
fn exact_double(amount: Decimal) -> Option<f64> {
    // Parsing rounds correctly, and `Decimal::to_f64` does not.
    amount.to_string().parse().ok().filter(|double| shortest(*double) == Some(amount))
}

/// The shortest decimal of the double.
fn shortest(double: f64) -> Option<Decimal> {
    with_few_places(double).or_else(|| {
        // If two decimals are equally short, serde_json and the standard library may choose different ones.
        let json = serde_json::Number::from_f64(double)?.to_string();
        let text = if json.contains('e') { double.to_string() } else { json };
        Decimal::from_str_exact(&text).ok()
    })
}

/// The same for amounts with up to 9 places, without formatting.
///
/// If an integer below 10^15, divided by a power of ten, gives the double, it is its shortest decimal: the division rounds
/// once, and at most one decimal with up to 15 digits rounds to a double.
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

impl Serialize for Usd {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let integer = matches!(self.form, Form::Shortest) && self.amount.is_integer();
        if let Some(number) = self.amount.to_i64().filter(|_| integer) {
            serializer.serialize_i64(number)
        } else if let Some(number) = self.amount.to_u64().filter(|_| integer) {
            serializer.serialize_u64(number)
        } else if let Some(number) = exact_double(self.amount) {
            serializer.serialize_f64(number)
        } else {
            serializer.collect_str(&self.amount)
        }
    }
}

impl Model for Usd {
    const EXPECTED: &'static str = "an amount of at most 28 digits, as a number or a decimal string";

    fn take<'a>(json: Json<'a>, reading: &mut Reading) -> Taken<'a, Self> {
        match json {
            Json::Unsigned(value) => Ok(value.into()),
            Json::Negative(value) => Ok(value.into()),
            Json::Float(value) => {
                let mut amount = shortest(value).ok_or(json)?;
                // `Decimal` can be a negative zero, but `shortest` does not make one.
                amount.set_sign_negative(value.is_sign_negative());
                Ok(Self { amount, form: Form::Float })
            }
            Json::Digits(number) => {
                let digits = number.to_string();
                let exact = Decimal::from_str_exact(&digits).or_else(|_| Decimal::from_scientific(&digits)).ok();
                let amount = rounded(number.clone(), reading).ok();
                amount.filter(|usd: &Self| exact == Some(usd.amount)).ok_or(Json::Whole(number.into()))
            }
            Json::Text(text) => match text.parse() {
                Ok(amount) => {
                    reading.lost = Some(Lost::Was(text.into()));
                    Ok(amount)
                }
                Err(_) => Err(Json::Text(text)),
            },
            _ => Err(json),
        }
    }
}

model::deserialize!(Usd);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fast_conversion_of_a_double_gives_the_shortest_decimal() {
        let mut doubles =
            vec![0.0, 1.0, -1.0, 0.1, 0.02, 0.025, 1e-9, 1.5e-9, -3.25, 1e6, 999_999.999_999_999, 1e15, 1e300];
        doubles.extend([0.1 + 0.2, f64::MIN_POSITIVE, 123_456.789_012_345, 0.000_000_000_1]);
        // Neighbours of each, which have other shortest decimals, and many amounts.
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
}
