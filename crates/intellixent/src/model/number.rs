//! Numbers: an integer takes an integer in its range, a floating-point number what it can give back.

use std::num::{NonZeroU8, NonZeroU16, NonZeroU32, NonZeroU64};

use serde_json::{Number, Value};

use super::{Lost, Model, Reading, Taken};

/// A number with the digits that came, as JSON without `arbitrary_precision` would give it.
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
    u8, "an unsigned 8-bit integer";
    u16, "an unsigned 16-bit integer";
    u32, "an unsigned 32-bit integer";
    u64, "an unsigned integer";
    i8, "a signed 8-bit integer";
    i16, "a signed 16-bit integer";
    i32, "a signed 32-bit integer";
    i64, "a signed 64-bit integer";
}

/// Integers that are not zero: what the generator makes of a minimum of 1.
macro_rules! nonzero {
    ($($type:ty, $of:ty, $expected:literal;)*) => {$(
        impl Model for $type {
            const EXPECTED: &'static str = $expected;

            fn unsigned(value: u64, _: &mut Reading) -> Taken<Self> {
                <$of>::try_from(value).ok().and_then(Self::new).ok_or_else(|| value.into())
            }
        }
    )*};
}

nonzero! {
    NonZeroU8, u8, "an unsigned 8-bit integer above zero";
    NonZeroU16, u16, "an unsigned 16-bit integer above zero";
    NonZeroU32, u32, "an unsigned 32-bit integer above zero";
    NonZeroU64, u64, "an unsigned integer above zero";
}

macro_rules! floats {
    ($($type:ty, $expected:literal;)*) => {$(
        impl Model for $type {
            const EXPECTED: &'static str = $expected;

            fn unsigned(value: u64, reading: &mut Reading) -> Taken<Self> {
                let float = value as Self;
                // Above all unsigned integers, the way back would end at the largest.
                let exact = float as u64 == value && float < u64::MAX as Self;
                whole(float, exact, value, reading)
            }

            fn negative(value: i64, reading: &mut Reading) -> Taken<Self> {
                let float = value as Self;
                whole(float, float as i64 == value, value, reading)
            }

            fn float(value: f64, _: &mut Reading) -> Taken<Self> {
                let float = value as Self;
                // A single is written by its shortest digits, too.
                let exact = f64::from(float) == value || float.to_string().parse() == Ok(value);
                if exact { Ok(float) } else { Err(value.into()) }
            }
        }
    )*};
}

floats! {
    f64, "a number";
    f32, "a number of single precision";
}

/// A number without a fraction, which a float does not say of it.
fn whole<T>(float: T, exact: bool, value: impl Into<Value>, reading: &mut Reading) -> Taken<T> {
    let value = value.into();
    if !exact {
        return Err(value);
    }
    reading.lost = Some(Lost::Was(value));
    Ok(float)
}
