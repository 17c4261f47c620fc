//! Numbers. An integer type takes integers in its range; a float takes numbers that it can represent exactly.

use serde_json::{Number, Value};

use super::{Lost, Model, Reading, Taken};

/// Passes a number with all its digits to the method that serde_json would call without `arbitrary_precision`.
pub(crate) fn rounded<T: Model>(number: Number, reading: &mut Reading) -> Taken<T> {
    let digits = number.to_string();
    let integer = !digits.contains(['.', 'e', 'E']);
    let (taken, short) = if let Ok(value) = digits.parse() {
        (T::unsigned(value, reading), Some(Number::from(value)))
    } else if let Some(value) = digits.parse().ok().filter(|&value: &i64| value < 0) {
        (T::negative(value, reading), Some(Number::from(value)))
    } else if let Some(value) = number.as_f64().filter(|_| !integer || digits == "-0") {
        (T::float(value, reading), Number::from_f64(value))
    } else {
        return Err(Value::Number(number));
    };
    if short.as_ref() != Some(&number) {
        reading.lost = Some(Lost::Was(Value::Number(number.clone())));
    }
    taken.map_err(|_| Value::Number(number))
}

macro_rules! integers {
    ($($type:ty, $expected:literal;)*) => {$(
        impl Model for $type {
            const EXPECTED: &'static str = $expected;

            fn unsigned(value: u64, _: &mut Reading) -> Taken<Self> {
                Self::try_from(value).map_err(|_| value.into())
            }

            fn negative(value: i64, _: &mut Reading) -> Taken<Self> {
                Self::try_from(value).map_err(|_| value.into())
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

    fn unsigned(value: u64, reading: &mut Reading) -> Taken<Self> {
        let float = value as Self;
        // `as` saturates: a float above `u64::MAX` would convert back to it.
        let exact = float as u64 == value && float < u64::MAX as Self;
        whole(float, exact, value, reading)
    }

    fn negative(value: i64, reading: &mut Reading) -> Taken<Self> {
        let float = value as Self;
        whole(float, float as i64 == value, value, reading)
    }

    fn float(value: f64, _: &mut Reading) -> Taken<Self> {
        Ok(value)
    }

    fn untyped(&self) -> usize {
        // For an integer, an integer type is more specific.
        usize::from(self.fract() == 0.0)
    }
}

/// An integer as a float, which would serialize with a fraction.
fn whole(float: f64, exact: bool, value: impl Into<Value>, reading: &mut Reading) -> Taken<f64> {
    let value = value.into();
    if !exact {
        return Err(value);
    }
    reading.lost = Some(Lost::Was(value));
    Ok(float)
}
