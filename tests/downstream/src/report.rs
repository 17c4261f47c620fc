//! Sums up a list of calls: costs per campaign, calls per day and status, and the JSON for a dashboard.

use std::{collections::BTreeMap, time::Duration};

use intellixent::{
    Timestamp, Usd,
    types::{AnsweredBy, Call, CallStatus, CallType},
};
use serde::{Deserialize, Serialize};

/// One line of the report: a campaign.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Campaign {
    /// The number of its calls that were completed.
    pub completed: u32,
    /// The number of its calls that a person answered.
    pub by_a_person: u32,
    /// The duration of all its calls.
    pub talked: Duration,
    /// The cost of all its calls.
    pub cost: Usd,
    /// The part of the cost that is not the carrier's.
    pub margin: Usd,
    /// The average cost of a call.
    pub average: Usd,
    /// When its first call was.
    pub first: Option<Timestamp>,
    /// When its last call was.
    pub last: Option<Timestamp>,
}

/// One line for each campaign.
pub fn per_campaign<'a>(calls: impl IntoIterator<Item = &'a Call>) -> BTreeMap<String, Campaign> {
    let mut report: BTreeMap<String, Campaign> = BTreeMap::new();
    let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
    for call in calls {
        let name = call.campaign_name.as_deref().unwrap_or("none");
        let line = report.entry(name.to_owned()).or_default();
        *counts.entry(name).or_default() += 1;
        if call.status == CallStatus::Completed {
            line.completed += 1;
        }
        if call.answered_by == AnsweredBy::Human {
            line.by_a_person += 1;
        }
        if let Some(duration) = call.duration {
            line.talked += Duration::from_secs(duration);
        }
        let cost = call.total_cost.unwrap_or_default();
        line.cost += cost;
        line.margin += cost - call.carrier_cost.unwrap_or_default();
        line.first = line.first.into_iter().chain(call.created_at).min();
        line.last = line.last.max(call.created_at);
    }
    for (name, line) in &mut report {
        line.average = line.cost / counts[name.as_str()];
    }
    report
}

/// The cost of all calls.
pub fn total(calls: &[Call]) -> Usd {
    calls.iter().filter_map(|call| call.total_cost).sum()
}

/// The same, from references.
pub fn total_of_references(calls: &[Call]) -> Usd {
    calls.iter().flat_map(|call| &call.total_cost).sum()
}

/// The calls that cost more than `limit`, the most expensive first.
pub fn dearer_than(limit: Usd, calls: &[Call]) -> Vec<&Call> {
    let mut dear: Vec<_> = calls.iter().filter(|call| call.total_cost > Some(limit)).collect();
    dear.sort_by_key(|call| std::cmp::Reverse(call.total_cost));
    dear
}

/// Newest first.
pub fn newest_first(calls: &mut [Call]) {
    calls.sort_by_key(|call| std::cmp::Reverse(call.created_at));
}

/// The number of calls on each day.
pub fn per_day(calls: &[Call]) -> BTreeMap<String, usize> {
    let mut days = BTreeMap::new();
    for call in calls {
        let Some(at) = call.created_at else { continue };
        *days.entry(at.civil().date().to_string()).or_default() += 1;
    }
    days
}

/// The number of inbound and of outbound calls.
pub fn directions(calls: &[Call]) -> (usize, usize) {
    let count = |type_: CallType| calls.iter().filter(|call| call.type_ == type_).count();
    (count(CallType::Inbound), count(CallType::Outbound))
}

/// The number of calls with each status.
pub fn statuses(calls: &[Call]) -> BTreeMap<&str, usize> {
    let mut statuses = BTreeMap::new();
    for call in calls {
        let status = match call.status.as_deref() {
            Some("ended_by_customer" | "ended_by_assistant") => "ended",
            Some(status) => status,
            None => "none",
        };
        *statuses.entry(status).or_default() += 1;
    }
    statuses
}

/// The calls whose evaluation asks to call back.
pub fn call_back(calls: &[Call]) -> Vec<CallBack> {
    let mut list = Vec::new();
    for call in calls {
        let (Some(evaluation), Some(number)) = (&call.evaluation, &call.client_phone_number) else { continue };
        if evaluation.get_as::<bool>("call_back") == Some(true) {
            list.push(CallBack {
                id: call.id,
                number: number.clone(),
                name: call.variables.as_ref().and_then(|variables| variables.get_as("customer_name")),
                score: evaluation.get_as("score"),
                status: call.status.clone(),
                cost: call.total_cost,
                said: call.transcript.as_ref().map(|transcript| transcript.to_string()),
            });
        }
    }
    list
}

/// An entry of the dashboard.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CallBack {
    /// The call.
    pub id: u64,
    /// Whom to call.
    pub number: String,
    /// Their name.
    pub name: Option<String>,
    /// How likely a sale is.
    pub score: Option<f64>,
    /// How the call ended.
    pub status: Option<intellixent::OpenEnum<CallStatus>>,
    /// What it cost.
    pub cost: Option<Usd>,
    /// What was said.
    pub said: Option<String>,
}

/// One line of a printed report.
pub fn line(name: &str, campaign: &Campaign) -> String {
    format!("{name:<20} {:>4} calls {:>10.2} USD", campaign.completed, campaign.cost)
}
