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
