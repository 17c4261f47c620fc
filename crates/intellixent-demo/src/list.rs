//! A page of the list of calls: those that the server has, newest first, filtered and cut as the document says.

use std::{borrow::Cow, cmp::Reverse, collections::BTreeMap, ops::RangeInclusive};

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
pub(crate) fn page(query: &Query<'_>, calls: &Calls) -> Bytes {
    let count = |name: &str, default| query.get(name).and_then(|text| text.parse().ok()).unwrap_or(default);
    let (per_page, current_page): (u64, u64) = (count("per_page", 15).clamp(1, 100), count("page", 1).max(1));
    let ids = ids(query, calls);
    let total = ids.iter().fold(0, |total: u64, ids| total.saturating_add(ids.end() - ids.start()).saturating_add(1));
    let start = (current_page - 1).saturating_mul(per_page).min(total);
    let end = total.min(start.saturating_add(per_page));
    let data = (start..end).filter_map(|position| call(at(&ids, position)?, calls)).collect();
    let last_page = total.div_ceil(per_page).max(1);
    let from = (start < end).then_some(start + 1);
    let page = Page { data, current_page, per_page, total, last_page, from, to: from.map(|_| end) };
    serde_json::to_vec(&page).unwrap_or_default().into()
}

/// The ids of all calls that the filters let through, newest first. Calls that are made up differ by their id alone, so that
/// a range of any size is never looked through.
fn ids(query: &Query<'_>, calls: &Calls) -> Vec<RangeInclusive<u64>> {
    let passes = |id: &u64| call(*id, calls).is_some_and(|call| passes(query, &call));
    let is_made_up = |id: &u64| calls.fixtures.get(&id.to_string()).is_none();
    let made_up = calls.made_up.clone().filter(|ids| ids.clone().find(is_made_up).as_ref().is_some_and(passes));
    let is_single = |id: &u64| made_up.as_ref().is_none_or(|ids| !ids.contains(id));
    let mut ids: Vec<_> = calls.single_ids().filter(is_single).filter(passes).map(|id| id..=id).collect();
    ids.extend(made_up);
    ids.sort_unstable_by_key(|ids| Reverse(*ids.end()));
    ids.dedup();
    ids
}

/// The id at that place in the list.
fn at(ids: &[RangeInclusive<u64>], mut position: u64) -> Option<u64> {
    for ids in ids {
        let left = ids.end() - ids.start();
        if position <= left {
            return Some(ids.end() - position);
        }
        position -= left + 1;
    }
    None
}

fn call(id: u64, calls: &Calls) -> Option<Box<RawValue>> {
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
