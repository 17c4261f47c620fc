//! A date and time, with or without an offset.

use std::{
    fmt::{self, Write},
    str::FromStr,
};

use jiff::{SignedDuration, civil::DateTime, tz::Offset};
use serde::{Serialize, Serializer};

use super::{compared, from_text};
use crate::model::{self, Json, Model, Reading, Taken};

/// A date and time in the form on the wire.
///
/// Source: `2025-08-04 14:30:00`, without a time zone, on the vendor's page; RFC 3339 with `Z`, an offset or a fraction
/// of a second seen on sibling deployments. A time without an offset has no [`instant`](Self::instant): the vendor does
/// not say which zone it is in, and none is invented. It serializes and displays in its own form.
///
/// Two timestamps are equal if date, time and offset are equal, in any form. Their order is chronological; timestamps
/// without an offset are ordered as if they were in UTC, so that a list with both forms has an order. This does not mean
/// that they are in UTC.
///
/// ```
/// use intellixent::wire::Timestamp;
///
/// let local: Timestamp = "2025-08-04 14:30:00".parse()?;
/// assert_eq!(local.civil().hour(), 14);
/// assert_eq!(local.instant(), None);
///
/// let exact: Timestamp = "2025-08-04T14:30:00+02:00".parse()?;
/// assert_eq!(exact.civil().hour(), 14);
/// assert_eq!(exact.instant(), Some("2025-08-04T12:30:00Z".parse()?));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy)]
pub struct Timestamp {
    civil: DateTime,
    zone: Option<Zone>,
}

/// The parts of RFC 3339 after the seconds.
#[derive(Clone, Copy)]
struct Zone {
    offset: Offset,
    /// The number of digits of the fraction.
    digits: u8,
    written: Written,
}

#[derive(Clone, Copy)]
enum Written {
    Z,
    Plus,
    Minus,
}

impl Timestamp {
    /// The date and time as written, whatever the offset.
    pub const fn civil(&self) -> DateTime {
        self.civil
    }

    /// The instant, if there is an offset. (`None` also for the last day of the year 9999, which jiff cannot represent.)
    pub fn instant(&self) -> Option<jiff::Timestamp> {
        self.offset().and_then(|offset| offset.to_timestamp(self.civil).ok())
    }

    fn offset(&self) -> Option<Offset> {
        self.zone.map(|zone| zone.offset)
    }

    /// The instant, as if a timestamp without an offset were in UTC, then the offset.
    fn order(&self) -> (SignedDuration, Option<Offset>) {
        let offset = self.offset();
        let seconds = offset.map_or(0, |offset| offset.seconds());
        (self.civil.duration_since(DateTime::ZERO) - SignedDuration::from_secs(seconds.into()), offset)
    }
}

compared!(Timestamp, order);

/// The form on the wire.
impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (date, time) = (self.civil.date(), self.civil.time());
        let separator = if self.zone.is_some() { 'T' } else { ' ' };
        let mut text = format!("{:04}-{:02}-{:02}{separator}", date.year(), date.month(), date.day());
        let _ = write!(text, "{:02}:{:02}:{:02}", time.hour(), time.minute(), time.second());
        if let Some(Zone { offset, digits, written }) = self.zone {
            if digits > 0 {
                let fraction = format!("{:09}", self.civil.subsec_nanosecond());
                let _ = write!(text, ".{}", &fraction[..usize::from(digits)]);
            }
            let minutes = offset.seconds().abs() / 60;
            let sign = match written {
                Written::Z => 'Z',
                Written::Plus => '+',
                Written::Minus => '-',
            };
            text.push(sign);
            if sign != 'Z' {
                let _ = write!(text, "{:02}:{:02}", minutes / 60, minutes % 60);
            }
        }
        f.pad(&text)
    }
}

impl fmt::Debug for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Timestamp({self})")
    }
}

/// Without an offset and a fraction of a second, as in the vendor's form.
impl From<DateTime> for Timestamp {
    fn from(civil: DateTime) -> Self {
        let time = civil.time();
        Self { civil: civil.date().at(time.hour(), time.minute(), time.second(), 0), zone: None }
    }
}

/// In UTC, with microseconds.
impl From<jiff::Timestamp> for Timestamp {
    fn from(instant: jiff::Timestamp) -> Self {
        let civil = Offset::UTC.to_datetime(instant);
        Self { civil, zone: Some(Zone { offset: Offset::UTC, digits: 6, written: Written::Z }) }
    }
}

/// A string that is not a [`Timestamp`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct InvalidTimestamp;

from_text!(Timestamp, InvalidTimestamp);

impl FromStr for Timestamp {
    type Err = InvalidTimestamp;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        read(text.as_bytes()).ok_or(InvalidTimestamp)
    }
}

/// Parses only the known forms: a general parser would take many more, and change the second `:60` to `:59`.
fn read(text: &[u8]) -> Option<Timestamp> {
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2, separator, h1, h2, b':', n1, n2, b':', s1, s2, rest @ ..] = text
    else {
        return None;
    };
    let (nanoseconds, zone) = match (separator, rest) {
        (b' ', []) => (0, None),
        (b'T', rest) => {
            let (nanoseconds, digits, rest) = fraction(rest)?;
            let (offset, written) = offset(rest)?;
            (nanoseconds, Some(Zone { offset, digits, written }))
        }
        _ => return None,
    };
    let year = number([y1, y2])? as i16 * 100 + number([y3, y4])? as i16;
    let (month, day) = (number([m1, m2])?, number([d1, d2])?);
    let (hour, minute, second) = (number([h1, h2])?, number([n1, n2])?, number([s1, s2])?);
    Some(Timestamp { civil: DateTime::new(year, month, day, hour, minute, second, nanoseconds).ok()?, zone })
}

/// Parses a fraction such as `.25`: nanoseconds, number of digits (0 if there is none), and the rest.
fn fraction(text: &[u8]) -> Option<(i32, u8, &[u8])> {
    let [b'.', text @ ..] = text else { return Some((0, 0, text)) };
    let digits = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let (fraction, rest) = text.split_at(digits);
    let nanoseconds =
        fraction.iter().chain(&[b'0'; 9]).take(9).fold(0, |sum, digit| sum * 10 + i32::from(digit - b'0'));
    (1..=9).contains(&digits).then_some((nanoseconds, digits as u8, rest))
}

/// `Z` or `+02:00`.
fn offset(text: &[u8]) -> Option<(Offset, Written)> {
    let (sign, written, h1, h2, m1, m2) = match text {
        [b'Z'] => return Some((Offset::UTC, Written::Z)),
        [b'+', h1, h2, b':', m1, m2] => (1, Written::Plus, h1, h2, m1, m2),
        [b'-', h1, h2, b':', m1, m2] => (-1, Written::Minus, h1, h2, m1, m2),
        _ => return None,
    };
    let (hours, minutes) = (number([h1, h2])?, number([m1, m2])?);
    let known = hours <= 23 && minutes <= 59;
    known.then_some(())?;
    let offset = Offset::from_seconds(sign * (i32::from(hours) * 3600 + i32::from(minutes) * 60)).ok()?;
    Some((offset, written))
}

fn number([tens, ones]: [&u8; 2]) -> Option<i8> {
    let digit = |byte: &u8| byte.is_ascii_digit().then(|| (byte - b'0') as i8);
    Some(digit(tens)? * 10 + digit(ones)?)
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Model for Timestamp {
    const EXPECTED: &'static str = "a date and time such as 2025-08-04 14:30:00 or 2025-08-04T14:30:00Z";

    fn take<'a>(json: Json<'a>, _: &mut Reading) -> Taken<'a, Self> {
        model::parsed(json)
    }
}

model::deserialize!(Timestamp);
