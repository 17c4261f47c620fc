//! A page of the list of calls: those that the server has, newest first, filtered and cut as the document says.

use std::{borrow::Cow, collections::BTreeMap};

use bytes::Bytes;
use serde_json::{Value, json};

use crate::routes::Calls;

type Query<'a> = BTreeMap<Cow<'a, str>, Cow<'a, str>>;

/// The page that a query asks for.
pub(crate) fn page(query: &Query<'_>, calls: &Calls<'_>) -> Bytes {
    let count = |name: &str, default| query.get(name).and_then(|text| text.parse().ok()).unwrap_or(default);
    let (per_page, current): (usize, usize) = (count("per_page", 15).clamp(1, 100), count("page", 1).max(1));
    let ids = ids(query, calls);
    let from = (current - 1).saturating_mul(per_page).min(ids.len());
    let on_page = &ids[from..ids.len().min(from + per_page)];
    let data: Vec<_> = on_page.iter().filter_map(|id| call(*id, calls)).collect();
    let position = |offset: usize| if on_page.is_empty() { Value::Null } else { (from + offset).into() };
    let page = json!({
        "data": data,
        "current_page": current,
        "per_page": per_page,
        "total": ids.len(),
        "last_page": ids.len().div_ceil(per_page).max(1),
        "from": position(1),
        "to": position(on_page.len()),
    });
    page.to_string().into()
}

/// The ids of all calls that the filters let through, newest first. Calls that are made up differ by their id alone.
fn ids(query: &Query<'_>, calls: &Calls<'_>) -> Vec<u64> {
    let passes = |id: &u64| call(*id, calls).is_some_and(|call| passes(query, &call));
    let is_made_up = |id: &u64| calls.fixtures.get(&id.to_string()).is_none();
    let made_up = calls.made_up.filter(|ids| (*ids).clone().find(is_made_up).as_ref().is_some_and(passes));
    let mut ids: Vec<u64> =
        calls.single_ids().filter(passes).chain(made_up.into_iter().flat_map(Clone::clone)).collect();
    ids.sort_unstable_by(|a, b| b.cmp(a));
    ids.dedup();
    ids
}

fn call(id: u64, calls: &Calls<'_>) -> Option<Value> {
    serde_json::from_slice(&calls.get(&id.to_string())?).ok()
}

fn passes(query: &Query<'_>, call: &Value) -> bool {
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
