//! The report, on calls made by hand.
#![allow(clippy::unwrap_used, reason = "a test may stop where it fails")]

use intellixent::{
    Usd,
    types::{Call, CallStatus, CallType},
};
use intellixent_downstream::report::{
    CallBack, call_back, dearer_than, line, newest_first, per_campaign, per_day, statuses, total,
};

fn calls() -> Vec<Call> {
    vec![
        Call::builder()
            .id(1)
            .campaign_name("spring")
            .type_(CallType::Outbound)
            .status(CallStatus::Completed)
            .answered_by("human")
            .duration(60)
            .carrier_cost("0.01")
            .total_cost("0.025")
            .created_at("2025-08-04 14:30:00")
            .build()
            .unwrap(),
        Call::builder()
            .id(2)
            .campaign_name("spring".to_string())
            .type_("outbound")
            .status("ended_by_customer")
            .duration(Some(30))
            .total_cost(2)
            .client_phone_number("+15550100001")
            .variables([("customer_name", "Ann")])
            .evaluation([("call_back", true)])
            .created_at("2025-08-04T09:30:00Z")
            .build()
            .unwrap(),
        Call::builder().id(3).status("parked").campaign_name(None::<&str>).total_cost(Usd::ZERO).build().unwrap(),
    ]
}

#[test]
fn costs_per_campaign_are_exact() {
    let calls = calls();
    let report = per_campaign(&calls);
    let spring = &report["spring"];
    assert_eq!(spring.completed, 1);
    assert_eq!(spring.cost, "2.025".parse::<Usd>().unwrap());
    assert_eq!(spring.cost.to_string(), "2.025");
    assert_eq!(spring.average, "1.0125".parse().unwrap());
    assert_eq!(total(&calls), spring.cost);
    assert!(spring.cost > Usd::from(2));
    assert_eq!(line("spring", spring), "spring                  1 calls       2.03 USD");
    assert_eq!(dearer_than("1.50".parse().unwrap(), &calls).iter().map(|call| call.id).collect::<Vec<_>>(), [2]);
}

#[test]
fn calls_are_sorted_by_time_and_counted_by_day_and_status() {
    let mut calls = calls();
    newest_first(&mut calls);
    assert_eq!(calls.iter().map(|call| call.id).collect::<Vec<_>>(), [1, 2, 3]);
    assert_eq!(per_day(&calls)["2025-08-04"], 2);
    assert_eq!(statuses(&calls)["ended"], 1);
    assert_eq!(statuses(&calls)["parked"], 1);
}

#[test]
fn the_dashboard_gets_json_of_its_own() {
    let list = call_back(&calls());
    let json = serde_json::to_value(&list).unwrap();
    assert_eq!(json[0]["cost"], 2);
    assert_eq!(json[0]["status"], "ended_by_customer");
    assert_eq!(json[0]["name"], "Ann");
    assert_eq!(serde_json::from_value::<Vec<CallBack>>(json).unwrap(), list);
}
