//! What goes wrong on purpose, and when.

use std::time::Duration;

use http::StatusCode;

/// What a [`Server`](crate::Server) does wrong on purpose. The default is nothing.
///
/// Shares are between 0 and 1. Which request gets which fault follows from its number and the seed alone, so a run can
/// be repeated.
///
/// ```
/// let faults = intellixent_demo::Faults { rate_limit_every: 20, error_share: 0.05, ..Default::default() };
/// # let _ = faults;
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Faults {
    /// How long each answer waits.
    pub latency: Duration,
    /// Every how many requests one is answered with 429; 0 is never.
    pub rate_limit_every: u64,
    /// The `Retry-After` of a 429, in whole seconds.
    pub retry_after_seconds: u64,
    /// The share of requests answered with 500, 502 or 503.
    pub error_share: f64,
    /// The share of answers whose body stops half way.
    pub cut_share: f64,
    /// The share of requests answered with a connection reset.
    pub reset_share: f64,
    /// Another seed is another choice of requests.
    pub seed: u64,
}

/// What happens to one request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    RateLimit,
    Error(StatusCode),
    Cut,
    Reset,
}

impl Faults {
    /// What goes wrong with the request of that number, counted from 1.
    pub(crate) fn of(&self, number: u64) -> Option<Fault> {
        if self.rate_limit_every > 0 && number.is_multiple_of(self.rate_limit_every) {
            return Some(Fault::RateLimit);
        }
        let random = mix(self.seed.wrapping_add(number));
        // The 53 bits that a double holds exactly: evenly spread from 0 to 1.
        let mut point = (random >> 11) as f64 / (1u64 << 53) as f64;
        let errors = [StatusCode::INTERNAL_SERVER_ERROR, StatusCode::BAD_GATEWAY, StatusCode::SERVICE_UNAVAILABLE];
        for (share, fault) in [
            (self.error_share, Fault::Error(errors[(random % 3) as usize])),
            (self.cut_share, Fault::Cut),
            (self.reset_share, Fault::Reset),
        ] {
            if point < share {
                return Some(fault);
            }
            point -= share;
        }
        None
    }
}

/// The finaliser of splitmix64: consecutive numbers become unrelated ones.
fn mix(number: u64) -> u64 {
    let mut z = number.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_come_as_often_as_asked() {
        let faults =
            Faults { rate_limit_every: 20, error_share: 0.05, cut_share: 0.02, reset_share: 0.01, ..Faults::default() };
        let count = |kind: fn(Fault) -> bool| (1..=100_000).filter_map(|n| faults.of(n)).filter(|f| kind(*f)).count();
        assert_eq!(count(|fault| fault == Fault::RateLimit), 5000);
        // 95 in 100 requests are left for the shares.
        for (found, expected) in [
            (count(|fault| matches!(fault, Fault::Error(_))), 4750),
            (count(|fault| fault == Fault::Cut), 1900),
            (count(|fault| fault == Fault::Reset), 950),
        ] {
            assert!(found.abs_diff(expected) < expected / 10, "{found} instead of about {expected}");
        }
    }
}
