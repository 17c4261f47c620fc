//! The promises of `RetryPolicy` for an outage, with the default policy.

use std::time::Duration;

use intellixent_tests::outage::Outage;

const ALL: [Outage; 4] = [Outage::Status, Outage::Reset, Outage::Refused, Outage::Hanging];

#[tokio::test(start_paused = true)]
async fn sixty_four_calls_at_once_outlast_five_seconds_with_four_requests_each() {
    for outage in ALL {
        for calls in [1, 16, 64] {
            let cost = outage.cost(Duration::from_secs(5), calls, None).await;
            assert_eq!(cost.saved, calls, "{outage}: {cost:?}");
            let each = if outage == Outage::Hanging { 2 } else { 4 };
            assert_eq!(cost.requests, each * calls, "{outage}: {cost:?}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_short_interruption_costs_one_retry_each_however_many_there_are() {
    for outage in [Outage::Status, Outage::Reset, Outage::Refused] {
        let cost = outage.cost(Duration::from_millis(400), 200, None).await;
        assert_eq!((cost.saved, cost.requests), (200, 400), "{outage}: {cost:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_server_that_stays_away_is_not_flooded_and_soon_given_up() {
    for outage in [Outage::Status, Outage::Reset, Outage::Refused] {
        let cost = outage.cost(Duration::from_secs(3600), 500, None).await;
        assert_eq!((cost.saved, cost.requests), (0, 700), "{outage}: {cost:?}");
        let cost = outage.cost(Duration::from_secs(3600), 64, None).await;
        assert_eq!((cost.saved, cost.requests), (0, 256), "{outage}: {cost:?}");
        assert!(cost.time <= Duration::from_millis(13_100), "{outage}: {cost:?}");
    }
}
