//! A page of the list of calls: those that the server has, newest first, filtered and cut as the document says.

use std::{borrow::Cow, collections::BTreeMap, ops::RangeInclusive};

use bytes::Bytes;
use serde::Serialize;
use serde_json::{Value, value::RawValue};

use crate::routes::Calls;

type Query<'a> = BTreeMap<Cow<'a, str>, Cow<'a, str>>;

/// A page, with each call as it is served by its id.
#[derive(Serialize)]
struct Page {
    data: Vec<Box<RawValue>>,
    current_page: u64,
    per_page: u64,
    total: u64,
    last_page: u64,
    from: Option<u64>,
    to: Option<u64>,
}

/// The page that a query asks for.
pub(crate) fn page(query: &Query<'_>, calls: &Calls<'_>) -> Bytes {
    let count = |name: &str, default| query.get(name).and_then(|text| text.parse().ok()).unwrap_or(default);
    let (per_page, current_page): (u64, u64) = (count("per_page", 15).clamp(1, 100), count("page", 1).max(1));
    let ids = Ids::new(query, calls);
    let total = ids.len();
    let start = (current_page - 1).saturating_mul(per_page).min(total);
    let end = total.min(start.saturating_add(per_page));
    let data = (start..end).filter_map(|position| call(ids.at(position)?, calls)).collect();
    let last_page = total.div_ceil(per_page).max(1);
    let from = (start < end).then_some(start + 1);
    let page = Page { data, current_page, per_page, total, last_page, from, to: from.map(|_| end) };
    serde_json::to_vec(&page).unwrap_or_default().into()
}

/// The ids of all calls that the filters let through, newest first. Calls that are made up differ by their id alone, so that
/// a range of any size is never looked through.
struct Ids {
    above: Vec<u64>,
    made_up: Option<RangeInclusive<u64>>,
    below: Vec<u64>,
}

impl Ids {
    fn new(query: &Query<'_>, calls: &Calls<'_>) -> Self {
        let passes = |id: &u64| call(*id, calls).is_some_and(|call| passes(query, &call));
        let is_made_up = |id: &u64| calls.fixtures.get(&id.to_string()).is_none();
        let made_up = calls.made_up.filter(|ids| (*ids).clone().find(is_made_up).as_ref().is_some_and(passes)).cloned();
        let outside = |id: &u64| made_up.as_ref().is_none_or(|ids| !ids.contains(id));
        let mut above: Vec<_> = calls.single_ids().filter(outside).filter(passes).collect();
        above.sort_unstable_by(|a, b| b.cmp(a));
        above.dedup();
        let below = made_up.as_ref().map_or(above.len(), |ids| above.partition_point(|id| id > ids.end()));
        let below = above.split_off(below);
        Self { above, made_up, below }
    }

    fn len(&self) -> u64 {
        let made_up = self.made_up.as_ref().map_or(0, |ids| (ids.end() - ids.start()).saturating_add(1));
        made_up.saturating_add((self.above.len() + self.below.len()) as u64)
    }

    fn at(&self, position: u64) -> Option<u64> {
        let above = self.above.len() as u64;
        let Some(position) = position.checked_sub(above) else { return self.above.get(position as usize).copied() };
        let Some(made_up) = &self.made_up else { return self.below.get(position as usize).copied() };
        let left = made_up.end() - made_up.start();
        if position <= left {
            Some(made_up.end() - position)
        } else {
            self.below.get((position - left - 1) as usize).copied()
        }
    }
}

fn call(id: u64, calls: &Calls<'_>) -> Option<Box<RawValue>> {
    serde_json::from_slice(&calls.get(&id.to_string())?).ok()
}

fn passes(query: &Query<'_>, call: &RawValue) -> bool {
    // One that no `Value` can hold has no field to filter by.
    let call: Value = serde_json::from_str(call.get()).unwrap_or_default();
    let date = call["created_at"].as_str().and_then(|time| time.get(..10)).unwrap_or_default();
    query.iter().all(|(name, wanted)| match &**name {
        "status" | "type" => call[&**name] == **wanted,
        "phone_number" => call["client_phone_number"] == **wanted,
        // A call says by name who handled it, and not by id.
        "assistant_id" | "campaign_id" => false,
        "date_from" => date >= &**wanted,
        "date_to" => date <= &**wanted,
        _ => true,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::Fixtures;

    fn listed(query: &str, made_up: Option<std::ops::RangeInclusive<u64>>) -> Value {
        let calls = Calls { fixtures: &Fixtures::default(), made_up: made_up.as_ref(), recordings: None };
        serde_json::from_slice(&page(&form_urlencoded::parse(query.as_bytes()).collect(), &calls)).unwrap()
    }

    fn ids(page: &Value) -> Vec<u64> {
        page["data"].as_array().unwrap().iter().map(|call| call["id"].as_u64().unwrap()).collect()
    }

    #[test]
    fn the_newest_call_comes_first_and_a_page_says_where_it_stands() {
        let page = listed("per_page=2&page=2", Some(1..=7));
        assert_eq!(ids(&page), [7, 6]);
        let numbers = ["current_page", "per_page", "total", "last_page", "from", "to"].map(|name| &page[name]);
        assert_eq!(numbers, [2, 2, 9, 5, 3, 4].map(Value::from).each_ref());
        assert_eq!(ids(&listed("per_page=2&page=5", Some(1..=7))), [1]);
        assert!(ids(&listed("per_page=4&page=2", Some(124..=126))).is_empty());
        assert_eq!(ids(&listed("per_page=4", Some(124..=126))), [126, 125, 124, 123]);
    }

    #[test]
    fn a_range_of_any_size_is_listed_at_once() {
        let page = listed("per_page=2&page=3", Some(0..=u64::MAX));
        assert_eq!(ids(&page), [u64::MAX - 4, u64::MAX - 5]);
        assert_eq!(page["total"], u64::MAX);
        assert!(ids(&listed("page=18446744073709551615", Some(1..=7))).is_empty());
    }

    #[test]
    fn filters_leave_out_what_does_not_fit() {
        assert_eq!(ids(&listed("type=inbound", None)), [124]);
        assert_eq!(ids(&listed("status=completed&date_from=2025-08-04&date_to=2025-08-04", None)), [123]);
        assert_eq!(ids(&listed("phone_number=%2B1987654321", None)), [123]);
        assert!(ids(&listed("date_from=2026-01-01", Some(1..=9))).is_empty());
        assert!(ids(&listed("campaign_id=1", None)).is_empty());
    }
}
