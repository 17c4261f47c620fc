//! Sums, differences, multiples and shares of amounts.

use std::{
    iter::Sum,
    ops::{Add, AddAssign, Div, Mul, Neg, Sub, SubAssign},
};

use rust_decimal::Decimal;

use super::Usd;

macro_rules! integers {
    ($($integer:ty)*) => {$(
        impl From<$integer> for Usd {
            fn from(dollars: $integer) -> Self {
                Decimal::from(dollars).into()
            }
        }

        scaled!($integer);
    )*};
}

/// Multiplication and division by a number.
macro_rules! scaled {
    ($factor:ty) => {
        impl Mul<$factor> for Usd {
            type Output = Self;

            fn mul(self, factor: $factor) -> Self {
                (self.amount * Decimal::from(factor)).into()
            }
        }

        impl Div<$factor> for Usd {
            type Output = Self;

            fn div(self, divisor: $factor) -> Self {
                (self.amount / Decimal::from(divisor)).into()
            }
        }
    };
}

integers!(i32 i64 u32 u64 usize);
scaled!(Decimal);

macro_rules! operations {
    ($($Operation:ident $function:ident $Assign:ident $assign:ident;)*) => {$(
        operations!(@ $Operation $function (Usd, Usd) (Usd, &Usd) (&Usd, Usd) (&Usd, &Usd));

        impl $Assign for Usd {
            fn $assign(&mut self, other: Self) {
                *self = $Operation::$function(*self, other);
            }
        }

        impl $Assign<&Self> for Usd {
            fn $assign(&mut self, other: &Self) {
                *self = $Operation::$function(*self, *other);
            }
        }
    )*};
    (@ $Operation:ident $function:ident $(($left:ty, $right:ty))*) => {$(
        impl $Operation<$right> for $left {
            type Output = Usd;

            fn $function(self, other: $right) -> Usd {
                $Operation::$function(self.amount, other.amount).into()
            }
        }
    )*};
}

operations! {
    Add add AddAssign add_assign;
    Sub sub SubAssign sub_assign;
}

impl Neg for Usd {
    type Output = Self;

    fn neg(self) -> Self {
        (-self.amount).into()
    }
}

impl Sum for Usd {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::ZERO, Add::add)
    }
}

impl<'a> Sum<&'a Self> for Usd {
    fn sum<I: Iterator<Item = &'a Self>>(amounts: I) -> Self {
        amounts.fold(Self::ZERO, Add::add)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn usd(json: &str) -> Usd {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn amounts_are_added_taken_away_and_summed_up() {
        let (a, b) = (usd("0.1"), usd("0.2"));
        let (first, second) = (&a, &b);
        assert_eq!([a + b, first + b, a + second, first + second], [usd("0.3"); 4]);
        assert_eq!([b - a, -(a - b)], [usd("0.1"); 2]);
        assert_eq!([a, b].iter().sum::<Usd>(), [a, b].into_iter().sum());
        assert_eq!(a * Decimal::from(3), usd("0.3"));
        let mut sum = Usd::ZERO;
        sum += a;
        sum += &b;
        sum -= Usd::from(1);
        assert_eq!(sum, usd("-0.7"));
        assert_eq!(serde_json::to_string(&sum).unwrap(), "-0.7");
        assert_eq!(serde_json::to_string(&(usd(r#""0.50""#) + usd(r#""1.50""#))).unwrap(), "2");
    }

    #[test]
    fn amounts_are_scaled_and_shared_out() {
        assert_eq!([usd("0.1") * 3, usd("0.9") / 3_u32, usd("0.6") / 2_usize], [usd("0.3"); 3]);
        assert_eq!(usd("1") / Decimal::from(8), usd("0.125"));
    }
}
