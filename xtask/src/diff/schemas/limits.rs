//! How large a number is, how long a string, how many items or members there are.

use std::cmp::Ordering;

use serde_json::{Number, Value};

use crate::document::{Node, json_schema};

/// A bound, and what says it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Limit {
    number: Exact,
    /// The bound itself is outside.
    exclusive: bool,
    pub(super) key: &'static str,
    pub(super) value: Value,
    pub(super) at: String,
}

/// The bounds on both sides.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Range {
    pub(super) low: Option<Limit>,
    pub(super) high: Option<Limit>,
}

/// A number as exact as JSON has it.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Exact {
    Integer(i128),
    Float(f64),
}

impl Exact {
    fn of(number: &Number) -> Option<Self> {
        let float = number.as_f64()?;
        Some(match number.as_i128() {
            Some(integer) => Self::Integer(integer),
            // `5.0` is a bound as `5` is.
            None if float.fract() == 0.0 && float.abs() < 9e15 => Self::Integer(float as i128),
            None => Self::Float(float),
        })
    }

    fn float(self) -> f64 {
        match self {
            Self::Integer(integer) => integer as f64,
            Self::Float(float) => float,
        }
    }

    fn cmp(self, other: Self) -> Ordering {
        match (self, other) {
            (Self::Integer(one), Self::Integer(other)) => one.cmp(&other),
            _ => self.float().partial_cmp(&other.float()).unwrap_or(Ordering::Equal),
        }
    }
}

impl Limit {
    fn of(node: &Node<'_>, key: &'static str, exclusive: bool) -> Option<Self> {
        let found = node.get(key);
        let number = Exact::of(found.value.as_number()?)?;
        Some(Self { number, exclusive, key, value: found.value.clone(), at: found.at })
    }

    /// The least and the greatest number of a format.
    pub(super) fn of_format(node: &Node<'_>) -> Option<(Self, Self)> {
        let format = node.get("format");
        let (low, high) = json_schema::range(format.value.as_str()?)?;
        let limit = |bound: &Value| {
            let number = Exact::of(bound.as_number()?)?;
            Some(Self { number, exclusive: false, key: "format", value: format.value.clone(), at: format.at.clone() })
        };
        Some((limit(&low)?, limit(&high)?))
    }

    /// The bound as one that is inside, where only integers are.
    fn of_integers(mut self, low: bool) -> Self {
        let step = if low { 1 } else { -1 };
        self.number = match self.number {
            Exact::Integer(bound) if self.exclusive => Exact::Integer(bound + step),
            Exact::Float(bound) => Exact::Integer(if low { bound.ceil() } else { bound.floor() } as i128),
            bound => bound,
        };
        self.exclusive = false;
        self
    }

    pub(super) fn is_exclusive(&self) -> bool {
        self.exclusive
    }

    /// How much lies inside, seen from the low side: the less, the greater.
    fn cmp(&self, other: &Self, low: bool) -> Ordering {
        let order = self.number.cmp(other.number);
        let order = if low { order } else { order.reverse() };
        order.then(self.exclusive.cmp(&other.exclusive))
    }
}

impl Range {
    pub(super) fn of_number(node: &Node<'_>) -> Self {
        let own = Self {
            low: Limit::of(node, "minimum", node.flag("exclusiveMinimum")),
            high: Limit::of(node, "maximum", node.flag("exclusiveMaximum")),
        };
        match Limit::of_format(node) {
            Some((low, high)) => own.and(Self { low: Some(low), high: Some(high) }),
            None => own,
        }
    }

    pub(super) fn of_count(node: &Node<'_>, low: &'static str, high: &'static str) -> Self {
        // Nothing has less than none.
        let low = Limit::of(node, low, false).filter(|limit| limit.number.cmp(Exact::Integer(0)).is_gt());
        Self { low, high: Limit::of(node, high, false) }
    }

    pub(super) fn and(self, other: Self) -> Self {
        let tighter = |one: Option<Limit>, other: Option<Limit>, low| match (one, other) {
            (Some(one), Some(other)) => Some(if one.cmp(&other, low).is_lt() { other } else { one }),
            (one, other) => one.or(other),
        };
        Self { low: tighter(self.low, other.low, true), high: tighter(self.high, other.high, false) }
    }

    /// The limits of `wide` that this goes beyond, each with its own on that side.
    pub(super) fn beyond<'a>(
        &'a self,
        wide: &'a Self,
        integers: bool,
    ) -> impl Iterator<Item = (Option<&'a Limit>, &'a Limit)> {
        let sides = [(true, &self.low, &wide.low), (false, &self.high, &wide.high)];
        sides.into_iter().filter_map(move |(low, narrow, wide)| {
            let wide = wide.as_ref()?;
            let inside = |limit: &Limit| if integers { limit.clone().of_integers(low) } else { limit.clone() };
            let fits = narrow.as_ref().is_some_and(|narrow| inside(narrow).cmp(&inside(wide), low).is_ge());
            (!fits).then_some((narrow.as_ref(), wide))
        })
    }

    /// Whether no number can be in both.
    pub(super) fn is_apart_from(&self, other: &Self) -> bool {
        let after = |low: &Option<Limit>, high: &Option<Limit>| match (low, high) {
            (Some(low), Some(high)) => match low.number.cmp(high.number) {
                Ordering::Greater => true,
                Ordering::Equal => low.exclusive || high.exclusive,
                Ordering::Less => false,
            },
            _ => false,
        };
        after(&self.low, &other.high) || after(&other.low, &self.high)
    }

    pub(super) fn holds(&self, number: &Number) -> bool {
        let Some(number) = Exact::of(number) else { return false };
        let outside = |limit: &Limit, order| match number.cmp(limit.number) {
            Ordering::Equal => limit.exclusive,
            other => other == order,
        };
        !self.low.as_ref().is_some_and(|low| outside(low, Ordering::Less))
            && !self.high.as_ref().is_some_and(|high| outside(high, Ordering::Greater))
    }

    /// Whether at most this many fit.
    pub(super) fn is_at_most(&self, count: i128) -> bool {
        self.high.as_ref().is_some_and(|high| high.number.cmp(Exact::Integer(count)).is_le())
    }

    /// Whether this many fit.
    pub(super) fn holds_count(&self, count: usize) -> bool {
        self.holds(&Number::from(count))
    }
}

/// Whether every multiple of one number is one of another.
pub(super) fn is_multiple(of: &Value, other: &Value) -> bool {
    let (Some((one, places)), Some((other, other_places))) = (decimal(of), decimal(other)) else { return false };
    let most = places.max(other_places);
    let scaled = |digits: i128, places: u32| digits.checked_mul(10_i128.checked_pow(most - places)?);
    match (scaled(one, places), scaled(other, other_places)) {
        (Some(one), Some(other)) => other != 0 && one % other == 0,
        _ => false,
    }
}

/// A number as its digits, and how many of them stand behind the point.
fn decimal(number: &Value) -> Option<(i128, u32)> {
    let text = number.as_number()?.to_string();
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let fraction = fraction.trim_end_matches('0');
    Some((format!("{whole}{fraction}").parse().ok()?, u32::try_from(fraction.len()).ok()?))
}
