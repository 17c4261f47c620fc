//! How large a number is, how long a string, how many items or members there are.

use fraction::{BigFraction, Zero};
use serde_json::{Number, Value};

use super::{Spot, said::shown};
use crate::document::{Node, json_schema};

/// A bound of a range, and what says it.
#[derive(Debug, Clone)]
pub(super) struct Limit {
    /// A lower bound is stored negated, so that on both sides a smaller number is the stricter limit.
    bound: BigFraction,
    /// The bound itself is outside.
    exclusive: bool,
    pub(super) key: &'static str,
    at: String,
    value: String,
}

/// The lower and the upper bound.
#[derive(Debug, Clone, Default)]
pub(super) struct Range([Option<Limit>; 2]);

/// A number as exact as JSON has it.
fn exact(number: &Number) -> Option<BigFraction> {
    number.as_i128().map(BigFraction::from).or_else(|| Some(BigFraction::from(number.as_f64()?)))
}

fn is_integer(number: &BigFraction) -> bool {
    number.denom().is_some_and(|denominator| *denominator == 1_u32.into())
}

/// As a bound of a side.
fn signed(number: BigFraction, side: usize) -> BigFraction {
    if side == 0 { -number } else { number }
}

impl Limit {
    /// `key` says it, by itself or by the name of a format.
    fn of(node: &Node<'_>, key: &'static str, number: &Value, side: usize, exclusive: bool) -> Option<Self> {
        let said = node.get(key);
        let bound = signed(exact(number.as_number()?)?, side);
        Some(Self { bound, exclusive, key, value: shown(said.value), at: said.at })
    }

    /// Where it is, and what it says.
    pub(super) fn spot(&self) -> Spot {
        let outside = if self.exclusive { ", exclusive" } else { "" };
        Spot { at: self.at.clone(), said: format!("{} {}{outside}", self.key, self.value) }
    }

    /// What is compared: among integers, the last that is inside.
    fn reach(&self, integers: bool) -> (BigFraction, bool) {
        match integers {
            true if is_integer(&self.bound) && self.exclusive => (&self.bound - BigFraction::from(1), true),
            true => (self.bound.floor(), true),
            false => (self.bound.clone(), !self.exclusive),
        }
    }

    fn holds(&self, number: &BigFraction) -> bool {
        *number < self.bound || *number == self.bound && !self.exclusive
    }
}

impl Range {
    pub(super) fn of_number(node: &Node<'_>) -> Self {
        let limit = |key, side, exclusive| Limit::of(node, key, &node.value[key], side, node.flag(exclusive));
        let own = Self([limit("minimum", 0, "exclusiveMinimum"), limit("maximum", 1, "exclusiveMaximum")]);
        let Some((low, high)) = json_schema::range(node.text("format")) else { return own };
        let format = |number, side| Limit::of(node, "format", number, side, false);
        own.and(&Self([format(&low, 0), format(&high, 1)]))
    }

    pub(super) fn of_count(node: &Node<'_>, low: &'static str, high: &'static str) -> Self {
        let limit = |key: &'static str, side| Limit::of(node, key, &node.value[key], side, false);
        // Nothing has less than none.
        let low = limit(low, 0).filter(|limit| limit.bound < BigFraction::zero());
        Self([low, limit(high, 1)])
    }

    /// Whether there are no bounds.
    pub(super) fn is_open(&self) -> bool {
        self.0.iter().all(Option::is_none)
    }

    pub(super) fn and(&self, other: &Self) -> Self {
        Self([0, 1].map(|side| {
            let both = [&self.0[side], &other.0[side]].into_iter().flatten();
            both.min_by_key(|limit| limit.reach(false)).cloned()
        }))
    }

    /// The limits of `wide` that this goes beyond, each with its own on that side.
    pub(super) fn beyond<'a>(
        &'a self,
        wide: &'a Self,
        integers: bool,
    ) -> impl Iterator<Item = (Option<&'a Limit>, &'a Limit)> {
        self.0.iter().zip(&wide.0).filter_map(move |(narrow, wide)| {
            let (narrow, wide) = (narrow.as_ref(), wide.as_ref()?);
            let fits = narrow.is_some_and(|narrow| narrow.reach(integers) <= wide.reach(integers));
            (!fits).then_some((narrow, wide))
        })
    }

    /// Whether no number can be in both.
    pub(super) fn is_apart_from(&self, other: &Self) -> bool {
        [(self, other), (other, self)].iter().any(|(one, other)| match (&one.0[0], &other.0[1]) {
            (Some(low), Some(high)) => {
                let between = &low.bound + &high.bound;
                between < BigFraction::zero() || between.is_zero() && (low.exclusive || high.exclusive)
            }
            _ => false,
        })
    }

    pub(super) fn holds(&self, number: &Number) -> bool {
        let Some(number) = exact(number) else { return false };
        let sides = self.0.iter().enumerate();
        sides
            .flat_map(|(side, limit)| Some((side, limit.as_ref()?)))
            .all(|(side, limit)| limit.holds(&signed(number.clone(), side)))
    }

    /// Whether at most this many fit.
    pub(super) fn is_at_most(&self, count: u64) -> bool {
        self.0[1].as_ref().is_some_and(|high| high.bound <= count.into())
    }

    /// Whether all numbers from this one on are inside.
    pub(super) fn holds_from(&self, number: u64) -> bool {
        self.0[1].is_none() && self.holds(&number.into())
    }
}

/// Whether every multiple of one number is one of another.
pub(super) fn is_multiple(of: &Value, other: &Value) -> bool {
    let number = |value: &Value| exact(value.as_number()?);
    match (number(of), number(other)) {
        (Some(one), Some(other)) if !other.is_zero() => is_integer(&(one / other)),
        _ => false,
    }
}
