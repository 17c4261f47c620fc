//! Numbers. An integer type takes integers in its range; a float takes numbers that it can represent exactly.

use serde_json::{Number, Value};

use super::{Json, Lost, Model, Reading, Taken};

/// Passes a number with all its digits in the form that serde_json would choose without `arbitrary_precision`.
pub(crate) fn rounded<T: Model>(number: Number, reading: &mut Reading) -> Result<T, Number> {
    let digits = number.to_string();
    let integer = !digits.contains(['.', 'e', 'E']);
    let (json, short) = if let Ok(value) = digits.parse() {
        (Json::Unsigned(value), Some(Number::from(value)))
    } else if let Some(value) = digits.parse().ok().filter(|&value: &i64| value < 0) {
        (Json::Negative(value), Some(Number::from(value)))
    } else if let Some(value) = number.as_f64().filter(|_| !integer || digits == "-0") {
        (Json::Float(value), Number::from_f64(value))
    } else {
        return Err(number);
    };
    let Ok(taken) = T::take(json, reading) else { return Err(number) };
    if short.as_ref() != Some(&number) {
        reading.lost = Some(Lost::Was(Value::Number(number)));
    }
    Ok(taken)
}

macro_rules! integers {
    ($($type:ty, $expected:literal;)*) => {$(
        impl Model for $type {
            const EXPECTED: &'static str = $expected;

            #[inline]
            fn take<'a>(json: Json<'a>, _: &mut Reading) -> Taken<'a, Self> {
                match json {
                    Json::Unsigned(value) => Self::try_from(value).map_err(|_| json),
                    Json::Negative(value) => Self::try_from(value).map_err(|_| json),
                    _ => Err(json),
                }
            }
        }
    )*};
}

integers! {
    u32, "an unsigned 32-bit integer";
    u64, "an unsigned integer";
    i32, "a signed 32-bit integer";
    i64, "a signed 64-bit integer";
}

impl Model for f64 {
    const EXPECTED: &'static str = "a number";

    #[inline]
    fn take<'a>(json: Json<'a>, reading: &mut Reading) -> Taken<'a, Self> {
        let (float, exact, integer) = match json {
            Json::Float(value) => return Ok(value),
            // `as` saturates: a float above `u64::MAX` would convert back to it.
            Json::Unsigned(value) => (value as Self, value as Self as u64 == value && value < u64::MAX, value.into()),
            Json::Negative(value) => (value as Self, value as Self as i64 == value, value.into()),
            _ => return Err(json),
        };
        if !exact {
            return Err(json);
        }
        // It would serialize with a fraction.
        reading.lost = Some(Lost::Was(integer));
        Ok(float)
    }

    fn untyped(&self) -> usize {
        // For an integer, an integer type is more specific.
        usize::from(self.fract() == 0.0)
    }
}
