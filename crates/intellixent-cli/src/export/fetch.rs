//! How one call is fetched: attempts, pauses, and the pause that all workers share when the server asks for one.

use std::{
    hash::{DefaultHasher, Hash, Hasher},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use intellixent::{Client, Error, ResponseValue, bytes::Bytes};
use tokio::time::Instant;

use super::{forms::Forms, row::Rows};
use crate::{
    connect::json_of,
    listed::{Filters, Page, Walk},
    outcome::{Exit, Failure, exit_of, explained},
    progress::Progress,
};

/// A server that asks for a longer pause than this does not want to be asked again today.
const MAX_PAUSE: Duration = Duration::from_secs(3600);

/// A server that asks for more pauses than these in a row, and answers nothing between, does not get better by waiting.
const MAX_PAUSES: u32 = 20;

/// How many pauses of its own a call may ask for. Those that many calls ask for together count for one of them.
const MAX_PAUSES_OF_A_CALL: u32 = 10;

/// What became of an id: by default, its call as it is to be written.
#[derive(Debug)]
pub(crate) enum Outcome<T = Vec<u8>> {
    Here(T),
    /// The server has no such call.
    Missing,
    Failed {
        reason: String,
        fault: Fault,
    },
}

/// What a failure comes from, as far as the call itself shows it.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Fault {
    /// The call itself: another attempt would fail alike.
    Call(Exit),
    /// The server, what stands in front of it, or the network, unless another call was answered since.
    Outage {
        /// How many answers the server had given in all when this call failed first.
        answers: u64,
        /// Whether no answer came at all.
        network: bool,
    },
    /// The same, and the server is not to be asked again for now.
    Stop { answers: u64 },
}

/// One attempt that brought no call.
struct Trouble {
    reason: String,
    exit: Exit,
    /// `None` if another attempt would fail alike; else whether no answer came at all.
    passing: Option<bool>,
    rate_limited: bool,
    retry_after: Option<Duration>,
}

impl Trouble {
    fn of(error: &Error) -> Self {
        let page = error.is_decode() && error.body().is_some_and(is_page);
        let elsewhere = error.status().is_some_and(|status| status.is_redirection());
        let passing = page || elsewhere || error.is_retryable() || error.is_connect();
        Self {
            reason: explained(error),
            exit: exit_of(error),
            passing: passing.then(|| error.status().is_none()),
            rate_limited: error.is_rate_limited(),
            retry_after: error.retry_after(),
        }
    }

    /// A success that is not the call.
    fn answer(reason: String, passing: Option<bool>) -> Self {
        Self { reason, exit: Exit::Unexpected, passing, rate_limited: false, retry_after: None }
    }
}

/// A page where JSON should be is what an outage looks like behind some proxies.
fn is_page(body: &[u8]) -> bool {
    body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body).trim_ascii_start().starts_with(b"<")
}

#[derive(Debug)]
pub(crate) struct Fetcher {
    pub(crate) client: Client,
    pub(crate) rows: Arc<Rows>,
    pub(crate) forms: Forms,
    pub(crate) retries: u32,
    pub(crate) retry_delay: Duration,
    pub(crate) gate: Arc<Gate>,
    pub(crate) progress: Arc<Progress>,
}

impl Fetcher {
    /// Fetches one call. An error concerns not only this one: the export is to stop.
    pub(crate) async fn fetch(&self, id: u64) -> Result<Outcome, Failure> {
        let fetched = self.attempts(id, || self.client.get_call(id).send_raw(), |body| self.call(id, &body)).await;
        fetched.map_err(|error| Failure::call(id, &error))
    }

    /// Fetches a page of the list. Nothing can go on without it.
    pub(crate) async fn page(&self, filters: &Filters, walk: &Walk) -> Result<Page, Failure> {
        let send = || filters.request(&self.client, walk).send_raw();
        let read =
            |body: Bytes| walk.read(&body).map_err(|problem| Trouble::answer(problem, is_page(&body).then_some(false)));
        match self.attempts(walk.number, send, read).await {
            Ok(Outcome::Here(page)) => Ok(page),
            Ok(Outcome::Missing) => Err(walk.failed(Exit::Missing, "the server has no list of calls at this URL")),
            Ok(Outcome::Failed { reason, fault: Fault::Call(exit) }) => Err(walk.failed(exit, &reason)),
            Ok(Outcome::Failed { reason, .. }) => Err(walk.failed(Exit::Unavailable, &reason)),
            Err(error) => Err(walk.failed(exit_of(&error), &explained(&error))),
        }
    }

    /// Makes one request until it has an answer that counts, or has failed often enough. An error is about the key or the
    /// arguments.
    async fn attempts<T, F: Future<Output = Result<ResponseValue<Bytes>, Error>>>(
        &self,
        id: u64,
        send: impl Fn() -> F,
        read: impl Fn(Bytes) -> Result<T, Trouble>,
    ) -> Result<Outcome<T>, Error> {
        let (mut failures, mut pauses, mut first) = (0, 0, None);
        loop {
            self.gate.passed().await;
            let sent = Instant::now();
            let trouble = match send().await {
                Ok(answer) => match read(answer.into_inner()) {
                    Ok(found) => {
                        self.gate.answered();
                        return Ok(Outcome::Here(found));
                    }
                    Err(trouble) => trouble,
                },
                Err(error) if error.is_not_found() => {
                    self.gate.answered();
                    return Ok(Outcome::Missing);
                }
                Err(error) if matches!(exit_of(&error), Exit::Key | Exit::Usage) => return Err(error),
                Err(error) => Trouble::of(&error),
            };
            let answers = *first.get_or_insert_with(|| self.gate.answers());
            let stop = |why: &str| {
                let reason = format!("{}; {why}", trouble.reason);
                Ok(Outcome::Failed { reason, fault: Fault::Stop { answers } })
            };
            if trouble.rate_limited || trouble.retry_after.is_some() {
                let asked = trouble.retry_after;
                if let Some(asked) = asked.filter(|asked| *asked > MAX_PAUSE) {
                    return stop(&format!("it asks for a delay of {} s", asked.as_secs()));
                }
                if let Some((pause, number)) = self.gate.close(sent, asked, self.retry_delay) {
                    if number > MAX_PAUSES {
                        return stop(&format!("{MAX_PAUSES} delays in a row did not help"));
                    }
                    self.progress.paused(pause);
                    pauses += 1;
                }
            } else if trouble.passing.is_none() {
                self.gate.answered();
            }
            let Some(network) = trouble.passing else {
                return Ok(Outcome::Failed { reason: trouble.reason, fault: Fault::Call(trouble.exit) });
            };
            let over = if trouble.rate_limited { pauses > MAX_PAUSES_OF_A_CALL } else { failures >= self.retries };
            if over {
                return Ok(Outcome::Failed { reason: trouble.reason, fault: Fault::Outage { answers, network } });
            }
            if !trouble.rate_limited {
                tokio::time::sleep(jittered(backoff(self.retry_delay, failures), id, failures)).await;
                failures += 1;
            }
        }
    }

    /// The call as it is to be written.
    pub(crate) fn row(&self, call: &str) -> Result<Vec<u8>, Failure> {
        self.forms.look(call);
        self.rows.row(call)
    }

    /// The call as it is to be written, from the body of a success.
    fn call(&self, id: u64, body: &Bytes) -> Result<Vec<u8>, Trouble> {
        let call = json_of(id, body).map_err(|why| Trouble::answer(why, is_page(body).then_some(false)))?;
        self.row(&call).map_err(|failure| Trouble::answer(failure.message, None))
    }
}

fn backoff(first: Duration, failures: u32) -> Duration {
    first.saturating_mul(1 << failures.min(6))
}

/// Between half and all of a delay, so that workers do not come back together.
fn jittered(delay: Duration, id: u64, failures: u32) -> Duration {
    let mut hasher = DefaultHasher::new();
    (id, failures).hash(&mut hasher);
    delay / 2 + delay.mul_f64((hasher.finish() % 512) as f64 / 1024.0)
}

/// Closed while the server wants a pause; every worker waits at it before a request.
#[derive(Debug)]
pub(crate) struct Gate {
    pause: Mutex<Pause>,
    /// How many requests were answered.
    answers: AtomicU64,
}

#[derive(Debug)]
struct Pause {
    until: Instant,
    /// Pauses since the last request that was answered.
    in_a_row: u32,
}

impl Gate {
    pub(crate) fn new() -> Self {
        Self { pause: Mutex::new(Pause { until: Instant::now(), in_a_row: 0 }), answers: AtomicU64::new(0) }
    }

    async fn passed(&self) {
        loop {
            let until = self.pause.lock().unwrap_or_else(PoisonError::into_inner).until;
            if until <= Instant::now() {
                return;
            }
            tokio::time::sleep_until(until).await;
        }
    }

    /// Notes an answer that shows the server at work.
    fn answered(&self) {
        self.pause.lock().unwrap_or_else(PoisonError::into_inner).in_a_row = 0;
        self.answers.fetch_add(1, Ordering::Relaxed);
    }

    /// How many there were.
    pub(crate) fn answers(&self) -> u64 {
        self.answers.load(Ordering::Relaxed)
    }

    /// Closes for as long as asked, and longer each time that this did not help. Gives the pause and its number in a row
    /// if it is a new one: requests that were under way when it began add nothing.
    fn close(&self, sent: Instant, asked: Option<Duration>, first: Duration) -> Option<(Duration, u32)> {
        let mut pause = self.pause.lock().unwrap_or_else(PoisonError::into_inner);
        let now = Instant::now();
        if sent < pause.until {
            // It began while this request was under way, and may have to last longer.
            pause.until = pause.until.max(now + asked.unwrap_or_default());
            return None;
        }
        let own = match (asked, pause.in_a_row) {
            (Some(_), 0) => Duration::ZERO,
            (_, in_a_row) => backoff(first, in_a_row),
        };
        pause.in_a_row += 1;
        let length = asked.unwrap_or_default().max(own);
        pause.until = now + length;
        Some((length, pause.in_a_row))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIRST: Duration = Duration::from_secs(1);

    #[tokio::test(start_paused = true)]
    async fn everybody_waits_as_long_as_the_server_asks() {
        let gate = Gate::new();
        let start = Instant::now();
        gate.passed().await;
        assert_eq!(start.elapsed(), Duration::ZERO);
        let sent = Instant::now();
        tokio::time::advance(Duration::from_millis(10)).await;
        assert_eq!(gate.close(sent, Some(Duration::from_secs(7)), FIRST), Some((Duration::from_secs(7), 1)));
        // Another request that was under way is told to wait as well: no second pause.
        assert_eq!(gate.close(sent, Some(Duration::from_secs(7)), FIRST), None);
        let closed = Instant::now();
        tokio::join!(gate.passed(), gate.passed(), gate.passed());
        assert_eq!(closed.elapsed().as_secs(), 7);
    }

    #[tokio::test(start_paused = true)]
    async fn pauses_grow_until_a_call_is_answered() {
        let gate = Gate::new();
        let mut pauses = Vec::new();
        for _ in 0..4 {
            pauses.extend(gate.close(Instant::now(), None, FIRST));
            gate.passed().await;
        }
        assert_eq!(
            pauses,
            [(1, 1), (2, 2), (4, 3), (8, 4)].map(|(seconds, number)| (Duration::from_secs(seconds), number))
        );
        gate.answered();
        assert_eq!(gate.close(Instant::now(), Some(Duration::ZERO), FIRST), Some((Duration::ZERO, 1)));
        assert_eq!(gate.close(Instant::now(), Some(Duration::ZERO), FIRST), Some((Duration::from_secs(2), 2)));
    }
}
