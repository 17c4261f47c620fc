//! The retry policy: what is retried, the backoff, and the budget that keeps clients from amplifying an outage.
//!
//! reqwest's own retry layer is switched off: it retries at once, with neither backoff nor `Retry-After`, it sees the status
//! but not a truncated body, and it does not count its requests.

use std::{
    sync::atomic::{AtomicU32, Ordering},
    time::Duration,
};

use backon::{BackoffBuilder, ExponentialBackoff, ExponentialBuilder};
use http::StatusCode;

use crate::Error;

/// When and how often a request is retried.
///
/// Only idempotent requests (such as `GET`) are retried, and only after a failure that may be transient: a failed
/// connection, a timeout, a truncated body, or one of the statuses 408, 429, 500, 502, 503, 504 and 520 to 524. The delays
/// grow by a factor of 3 from [`min_delay`](Self::min_delay) to [`max_delay`](Self::max_delay); jitter shortens each by up
/// to half.
///
/// A `Retry-After` of at most `max_delay` is honoured, and the backoff added to it as far as `max_delay` allows, so that
/// clients with the same `Retry-After` do not return at the same moment. If the server asks for a longer delay, the request
/// fails at once, and [`Error::retry_after`](crate::Error::retry_after) has the delay. It also fails at once if the
/// delay would exceed the client's [`total_timeout`](crate::ClientBuilder::total_timeout).
///
/// All clones of a client share a retry budget, so that retries do not amplify an outage. It is a token bucket that starts
/// with enough for 200 retries, or for 100 after timeouts. A response that is not retried refunds the retry that led to it; if
/// there was none, it refunds a fifth of a retry. A retry is refunded, too, if the caller drops the future before it is sent.
/// While the budget is exhausted, each request is sent once. The error says for which of these reasons a request was not
/// retried.
///
/// # In an outage
///
/// With the defaults, up to 64 concurrent calls survive an outage of 5 seconds, whether the server answers 503, resets or
/// refuses connections, or does not respond: each makes at most 4 requests. A call that fails takes at most 13 seconds, or
/// 2 minutes if the server does not respond. Longer outages and higher concurrency cost calls: a thousand concurrent calls
/// to a dead server make 200 additional requests, and all fail. `BENCHMARKS.md` has the figures, beside the defaults of
/// other clients.
///
/// A batch job should therefore keep at most 64 calls in flight, and collect the ids whose error
/// [`is_retryable`](crate::Error::is_retryable) for a second round. A job that must survive any outage turns retries off
/// and shares one delay among all calls, as in the example `many_calls`.
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
    /// Three retries, with delays from 1 to 20 seconds.
    fn default() -> Self {
        Self { max_retries: 3, min_delay: Duration::from_secs(1), max_delay: Duration::from_secs(20) }
    }
}

impl RetryPolicy {
    /// No retries.
    pub fn none() -> Self {
        Self::default().max_retries(0)
    }

    /// The maximum number of retries after the first attempt. Default: 3.
    pub const fn max_retries(mut self, retries: u32) -> Self {
        self.max_retries = retries;
        self
    }

    /// The delay before the first retry, before jitter. Default: 1 second.
    pub const fn min_delay(mut self, delay: Duration) -> Self {
        self.min_delay = delay;
        self
    }

    /// The maximum delay before a retry, and the longest `Retry-After` that is honoured. Default: 20 seconds.
    pub const fn max_delay(mut self, delay: Duration) -> Self {
        self.max_delay = delay;
        self
    }

    /// The delays before the retries of one request.
    fn delays(&self) -> ExponentialBackoff {
        // backon's jitter adds up to 100 %: with half of each delay, `max_delay` is the maximum.
        ExponentialBuilder::default()
            .with_jitter()
            .with_factor(3.0)
            .with_min_delay(self.min_delay.min(self.max_delay) / 2)
            .with_max_delay(self.max_delay / 2)
            .with_max_times(usize::try_from(self.max_retries).unwrap_or(usize::MAX))
            .build()
    }
}

/// The statuses that are retried.
pub(crate) fn is_transient(status: StatusCode) -> bool {
    matches!(status.as_u16(), 408 | 429 | 500 | 502 | 503 | 504 | 520..=524)
}

/// The retries of one request.
pub(crate) struct Retries<'a> {
    policy: &'a RetryPolicy,
    budget: &'a Budget,
    /// Created when the first attempt fails, which is rare.
    delays: Option<ExponentialBackoff>,
    /// The cost of the last retry.
    spent: u32,
}

/// Why a retryable failure was not retried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NotRetried {
    /// The policy's maximum number of retries was reached.
    NoMore,
    /// `Retry-After` exceeds this, the policy's `max_delay`.
    TooLong(Duration),
    /// The delay would end after the total timeout, which would then hide the server's error.
    NoTime,
    /// The budget of the client and its clones is exhausted.
    NoBudget,
}

impl<'a> Retries<'a> {
    pub(crate) fn new(policy: &'a RetryPolicy, budget: &'a Budget) -> Self {
        Self { policy, budget, delays: None, spent: 0 }
    }

    /// The delay before the next attempt. `left` is the rest of the total timeout.
    pub(crate) fn next(&mut self, error: &Error, left: Duration) -> Result<Pause<'a>, NotRetried> {
        let delays = self.delays.get_or_insert_with(|| self.policy.delays());
        let delay = delays.next().ok_or(NotRetried::NoMore)?;
        let max = self.policy.max_delay;
        let requested = error.retry_after().unwrap_or_default();
        if requested > max {
            return Err(NotRetried::TooLong(max));
        }
        let delay = requested.saturating_add(delay).min(max);
        if delay >= left {
            return Err(NotRetried::NoTime);
        }
        self.spent = self.budget.withdraw(error).ok_or(NotRetried::NoBudget)?;
        Ok(Pause { delay, budget: self.budget, unused: self.spent })
    }

    /// Refunds the last retry, or a little if there was none: the server is there.
    pub(crate) fn succeeded(&self) {
        self.budget.refund(self.spent.max(REFUND));
    }
}

/// The delay before a retry. Refunds the retry if the caller drops it before the delay is over.
#[must_use]
pub(crate) struct Pause<'a> {
    pub(crate) delay: Duration,
    budget: &'a Budget,
    unused: u32,
}

impl Pause<'_> {
    pub(crate) async fn wait(mut self) {
        tokio::time::sleep(self.delay).await;
        self.unused = 0;
    }
}

impl Drop for Pause<'_> {
    fn drop(&mut self) {
        self.budget.refund(self.unused);
    }
}

/// The retry budget of a client and its clones: a token bucket.
#[derive(Debug)]
pub(crate) struct Budget(AtomicU32);

/// Enough for all retries of 64 concurrent calls. The other figures are those of the AWS SDKs' standard mode.
const CAPACITY: u32 = 1000;
const RETRY: u32 = 5;
const RETRY_AFTER_TIMEOUT: u32 = 10;
const REFUND: u32 = 1;

impl Default for Budget {
    fn default() -> Self {
        Self(AtomicU32::new(CAPACITY))
    }
}

impl Budget {
    /// Takes the tokens for a retry after `error`, and returns their number; `None` if there are not enough.
    fn withdraw(&self, error: &Error) -> Option<u32> {
        let cost = if error.is_timeout() { RETRY_AFTER_TIMEOUT } else { RETRY };
        let taken = self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(cost));
        taken.ok().map(|_| cost)
    }

    fn refund(&self, amount: u32) {
        // The bucket is usually full: a load is cheaper than a write to memory that all clones share.
        if amount > 0 && self.0.load(Ordering::Relaxed) < CAPACITY {
            let _ = self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| {
                (left < CAPACITY).then(|| (left + amount).min(CAPACITY))
            });
        }
    }
}
