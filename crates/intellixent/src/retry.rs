//! What is tried again, after which pause, and when a client stops adding to an outage.
//!
//! reqwest has a retry layer of its own, which is switched off: it repeats at once, with neither pause nor `Retry-After`,
//! it sees the status but not a body that is cut short, and nobody learns how many requests it made.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use backon::{BackoffBuilder, ExponentialBackoff, ExponentialBuilder};

use crate::Error;

/// What is tried again, and how often.
///
/// Only idempotent requests (`GET` and the like) are, and only after a failure that may pass: no connection, a time-out, a
/// body cut short, or one of the statuses 408, 429, 500, 502, 503, 504 and 520 to 524. Pauses triple, from
/// [`min_delay`](Self::min_delay) up to [`max_delay`](Self::max_delay), each cut at random by up to a half. `Retry-After`
/// is honoured up to `max_delay`, with the pause on top as far as that goes, so that clients that were told the same do not
/// return together. If it asks for more, the call fails at once and
/// [`Error::retry_after`](crate::Error::retry_after) says how long; likewise if the pause would outlast the client's
/// [`total_timeout`](crate::ClientBuilder::total_timeout).
///
/// All clones of a client share a budget, so that an outage is not multiplied: it starts with 200 retries (100 after
/// time-outs). An answer that needs no further retry gives back the retry that led to it, or else a fifth of one; a retry
/// that is never made, since the caller drops the call, costs nothing. While the budget is spent, calls are made once.
/// Whenever a retry was not made for one of these reasons, the error says so.
///
/// # What to expect in an outage
///
/// With the defaults, up to 64 calls at once outlast an outage of 5 seconds, whether the server answers 503, resets,
/// refuses or does not answer: each makes 4 requests, and a call that fails takes at most 13 seconds to say so, or 2 minutes
/// if nothing answers. Longer outages cost calls, and so do more calls at once: a thousand that meet a dead server
/// make 200 requests more, and all fail. `BENCHMARKS.md` has the figures, beside other clients' defaults, and the command
/// that makes them.
///
/// So a batch should keep at most 64 calls under way, and put aside each id whose error is
/// [`is_retryable`](crate::Error::is_retryable), for another round when the rest is done. One that is to outlast any outage
/// turns retries off and makes them itself, where one pause holds for all calls: see the example `many_calls`.
///
/// ```
/// use std::time::Duration;
/// use intellixent::{Client, RetryPolicy};
///
/// let client = Client::builder()
///     .api_key("YOUR_API_KEY")
///     .retry(RetryPolicy::default().max_retries(5).max_delay(Duration::from_secs(60)))
///     .build()?;
/// # Ok::<(), intellixent::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct RetryPolicy {
    pub(crate) max_retries: u32,
    min_delay: Duration,
    max_delay: Duration,
}

impl Default for RetryPolicy {
    /// Three retries, pauses from 1 to 20 seconds.
    fn default() -> Self {
        Self { max_retries: 3, min_delay: Duration::from_secs(1), max_delay: Duration::from_secs(20) }
    }
}

impl RetryPolicy {
    /// Exactly one request, whatever happens.
    pub fn none() -> Self {
        Self::default().max_retries(0)
    }

    /// How many times a call is tried again after its first attempt. Default: 3.
    pub const fn max_retries(mut self, retries: u32) -> Self {
        self.max_retries = retries;
        self
    }

    /// The longest pause before the first retry. Default: 1 second.
    pub const fn min_delay(mut self, delay: Duration) -> Self {
        self.min_delay = delay;
        self
    }

    /// The longest pause, and the longest `Retry-After` that is waited for. Default: 20 seconds.
    pub const fn max_delay(mut self, delay: Duration) -> Self {
        self.max_delay = delay;
        self
    }

    /// The pauses between the attempts of one call.
    fn delays(&self) -> ExponentialBackoff {
        // The jitter goes on top, up to the double: of a half, so that the longest pause is the longest.
        ExponentialBuilder::default()
            .with_jitter()
            .with_factor(3.0)
            .with_min_delay(self.min_delay.min(self.max_delay) / 2)
            .with_max_delay(self.max_delay / 2)
            .with_max_times(usize::try_from(self.max_retries).unwrap_or(usize::MAX))
            .build()
    }
}

/// The retries of one call.
pub(crate) struct Retries<'a> {
    policy: &'a RetryPolicy,
    budget: &'a Budget,
    /// Made when the first attempt has failed: most calls need none.
    delays: Option<ExponentialBackoff>,
    /// What the last retry took out of the budget.
    held: u32,
}

/// Why a failure that may pass was not tried again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum GivenUp {
    /// There were as many retries as the policy allows.
    NoMore,
    /// `Retry-After` asks for more than this, the longest pause.
    TooLong(Duration),
    /// The pause would end after the total time limit, and only hide what the server said.
    NoTime,
    /// The clones' retries are spent.
    NoBudget,
}

impl<'a> Retries<'a> {
    pub(crate) fn new(policy: &'a RetryPolicy, budget: &'a Budget) -> Self {
        Self { policy, budget, delays: None, held: 0 }
    }

    /// The pause before the next attempt, when `left` is what the total time limit leaves.
    pub(crate) fn next(&mut self, error: &Error, left: Duration) -> Result<Pause<'a>, GivenUp> {
        let delays = self.delays.get_or_insert_with(|| self.policy.delays());
        let delay = delays.next().ok_or(GivenUp::NoMore)?;
        let max = self.policy.max_delay;
        let asked = error.retry_after().unwrap_or_default();
        if asked > max {
            return Err(GivenUp::TooLong(max));
        }
        let delay = asked.saturating_add(delay).min(max);
        if delay >= left {
            return Err(GivenUp::NoTime);
        }
        self.held = self.budget.withdraw(error).ok_or(GivenUp::NoBudget)?;
        Ok(Pause { delay, budget: self.budget, unused: self.held })
    }

    /// Notes an answer that needs no retry.
    pub(crate) fn worked(&self) {
        self.budget.deposit(self.held);
    }
}

/// The wait for a retry that the budget has granted, and that goes back to it if the caller drops the call meanwhile.
#[must_use]
pub(crate) struct Pause<'a> {
    pub(crate) delay: Duration,
    budget: &'a Budget,
    unused: u32,
}

impl Pause<'_> {
    pub(crate) async fn over(mut self) {
        tokio::time::sleep(self.delay).await;
        self.unused = 0;
    }
}

impl Drop for Pause<'_> {
    fn drop(&mut self) {
        self.budget.give_back(self.unused);
    }
}

/// Retries left for all clones of a client, as a token bucket.
#[derive(Clone, Debug)]
pub(crate) struct Budget(Arc<AtomicU32>);

/// Enough for 64 calls at once to make all their retries. The rest are the figures of the AWS SDKs' standard mode.
const CAPACITY: u32 = 1000;
const RETRY: u32 = 5;
const RETRY_AFTER_TIMEOUT: u32 = 10;
const REFUND: u32 = 1;

impl Default for Budget {
    fn default() -> Self {
        Self(Arc::new(AtomicU32::new(CAPACITY)))
    }
}

impl Budget {
    /// Takes what a retry after `error` costs, and says how much; `None` if that is not left.
    fn withdraw(&self, error: &Error) -> Option<u32> {
        let cost = if error.is_timeout() { RETRY_AFTER_TIMEOUT } else { RETRY };
        let taken = self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(cost));
        taken.ok().map(|_| cost)
    }

    /// Gives back what the retry cost that led to an answer, or a little if there was none.
    fn deposit(&self, held: u32) {
        self.give_back(held.max(REFUND));
    }

    fn give_back(&self, amount: u32) {
        // A full bucket is the usual case: look before writing to what all clones share.
        if amount > 0 && self.0.load(Ordering::Relaxed) < CAPACITY {
            let _ = self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| {
                (left < CAPACITY).then(|| (left + amount).min(CAPACITY))
            });
        }
    }
}
