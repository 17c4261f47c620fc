//! Prints the tables of `BENCHMARKS.md` on outages: `cargo run -p intellixent-tests --example outage`.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a program that prints a table")]

use std::time::Duration;

use intellixent_tests::outage::{Outage, Policy};

const AT_ONCE: [usize; 4] = [1, 16, 64, 200];
const SECONDS: [u64; 3] = [3, 5, 15];

/// What the jitter leaves to chance is the mean of so many runs.
const RUNS: usize = 5;

/// What this client did before these figures were taken.
const BEFORE: Policy = Policy {
    name: "3 retries from 0.5 s, doubled",
    retries: 3,
    pauses: (0.5, 2.0, 20.0),
    least: 0.5,
    budget: Some((500, 5, 10)),
};

/// Defaults as their documentation and sources have them.
const OTHERS: [Policy; 4] = [
    BEFORE,
    Policy {
        name: "AWS SDKs, standard mode",
        retries: 2,
        pauses: (1.0, 2.0, 20.0),
        least: 0.0,
        budget: Some((500, 5, 10)),
    },
    Policy {
        name: "AWS SDKs, from 2026",
        retries: 2,
        pauses: (0.05, 2.0, 20.0),
        least: 0.0,
        budget: Some((500, 14, 14)),
    },
    Policy { name: "Azure SDK for Rust", retries: 8, pauses: (0.2, 2.0, 30.0), least: 1.0, budget: None },
];

fn main() {
    head("503 for");
    for seconds in SECONDS {
        row(Outage::Status, seconds, None);
        for policy in OTHERS {
            row(Outage::Status, seconds, Some(policy));
        }
    }
    println!();
    head("outage");
    for outage in [Outage::Reset, Outage::Refused, Outage::Hanging] {
        for seconds in SECONDS {
            row(outage, seconds, None);
            row(outage, seconds, Some(BEFORE));
        }
    }
}

fn head(first: &str) {
    println!("| {first} | policy | {} at once |", AT_ONCE.map(|calls| calls.to_string()).join(" at once | "));
    println!("|---|---|---|---|---|---|");
}

fn row(outage: Outage, seconds: u64, policy: Option<Policy>) {
    let kind = if outage == Outage::Status { String::new() } else { format!("{outage}, ") };
    let cells = AT_ONCE.map(|calls| {
        let (mut saved, mut requests) = (0, 0);
        for _ in 0..RUNS {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().start_paused(true).build();
            let cost = runtime.unwrap().block_on(outage.cost(Duration::from_secs(seconds), calls, policy.clone()));
            (saved, requests) = (saved + cost.saved, requests + cost.requests);
        }
        let mean = |sum: usize| (sum + RUNS / 2) / RUNS;
        format!("{} / {}", mean(saved), mean(requests))
    });
    let name = policy.map_or("**intellixent**", |policy| policy.name);
    println!("| {kind}{seconds} s | {name} | {} |", cells.join(" | "));
}
