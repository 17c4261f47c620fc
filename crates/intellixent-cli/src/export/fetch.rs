//! How one call is fetched: attempts, pauses, and the pause that all workers share when the server asks for one.

use std::{
    hash::{DefaultHasher, Hash, Hasher},
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use intellixent::{Client, Error};
use serde::Deserialize;
use tokio::time::Instant;

use super::row::Rows;
use crate::{
    outcome::{Exit, Failure, exit_of, explained},
    progress::Progress,
};

/// A server that asks for a longer pause than this does not want to be asked again today.
const MAX_PAUSE: Duration = Duration::from_secs(3600);

/// A server that asks for more pauses than these in a row, and answers nothing between, does not get better by waiting.
const MAX_PAUSES: u32 = 20;

/// All that an export has to know of a call.
#[derive(Deserialize)]
struct Identity {
    id: u64,
}

/// What became of an id.
#[derive(Debug)]
pub(crate) enum Outcome {
    /// The call as it is to be written.
    Row(Vec<u8>),
    /// It was written before an interruption.
    Already(Written),
    Failed {
        reason: String,
        blame: Blame,
    },
}

/// What a failure comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Blame {
    /// The call itself: another attempt would fail alike.
    Call,
    /// The server, or what stands in front of it, cannot answer now.
    Server,
    /// No answer came.
    Network,
}

impl Blame {
    fn of(error: &Error) -> Self {
        let status = error.status();
        // A page that says so in HTML, or that is elsewhere, is what an outage looks like behind some proxies.
        let page = error.is_decode() && error.json_path().is_none();
        if page || status.is_some_and(|status| status.is_redirection()) {
            return Self::Server;
        }
        match status {
            _ if !error.is_retryable() => Self::Call,
            Some(_) => Self::Server,
            None => Self::Network,
        }
    }
}

/// How it is known that a call was written before.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Written {
    /// Its place in the order is noted.
    Place,
    /// It stands in the output after what the state covers.
    AfterState,
}

#[derive(Debug)]
pub(crate) struct Fetcher {
    pub(crate) client: Client,
    pub(crate) rows: Arc<Rows>,
    pub(crate) retries: u32,
    pub(crate) retry_delay: Duration,
    pub(crate) gate: Gate,
    pub(crate) progress: Arc<Progress>,
}

impl Fetcher {
    /// Fetches one call. An error concerns not only this one: the export is to stop.
    pub(crate) async fn fetch(&self, id: u64) -> Result<Outcome, Failure> {
        let mut failures = 0;
        loop {
            self.gate.passed().await;
            let sent = Instant::now();
            let answer = self.client.get_call(id).send_raw().await;
            let found = answer.and_then(|call| {
                let call = call.into_inner();
                intellixent::from_slice::<Identity>(&call).map(|identity| (identity.id, call))
            });
            let error = match found {
                Ok((found, call)) => {
                    self.gate.answered();
                    if found != id {
                        let reason = format!("the server answered with call {found}");
                        return Ok(Outcome::Failed { reason, blame: Blame::Call });
                    }
                    return Ok(match String::from_utf8(call.into()) {
                        Ok(call) => Outcome::Row(self.rows.row(call)?),
                        Err(_) => Outcome::Failed { reason: "the answer is not UTF-8".to_owned(), blame: Blame::Call },
                    });
                }
                Err(error) => error,
            };
            let blame = Blame::of(&error);
            if blame == Blame::Server && (error.is_rate_limited() || error.retry_after().is_some()) {
                self.pause(sent, id, &error)?;
            } else if error.status().is_some() {
                self.gate.answered();
            }
            if error.is_rate_limited() {
                continue;
            }
            if matches!(exit_of(&error), Exit::Key | Exit::Usage) {
                return Err(Failure::call(id, &error));
            }
            if blame == Blame::Call || failures >= self.retries {
                return Ok(Outcome::Failed { reason: explained(&error), blame });
            }
            tokio::time::sleep(jittered(backoff(self.retry_delay, failures), id, failures)).await;
            failures += 1;
        }
    }

    fn pause(&self, sent: Instant, id: u64, error: &Error) -> Result<(), Failure> {
        let stop =
            |why: String| Err(Failure::new(Exit::Unavailable, format!("call {id}: {}; {why}", explained(error))));
        let asked = error.retry_after();
        if let Some(asked) = asked.filter(|asked| *asked > MAX_PAUSE) {
            return stop(format!("it asks for a pause of {} s", asked.as_secs()));
        }
        match self.gate.close(sent, asked, self.retry_delay) {
            Some((_, number)) if number > MAX_PAUSES => stop(format!("{MAX_PAUSES} pauses in a row did not help")),
            Some((pause, _)) => {
                self.progress.paused(pause);
                Ok(())
            }
            None => Ok(()),
        }
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
pub(crate) struct Gate(Mutex<Pause>);

#[derive(Debug)]
struct Pause {
    until: Instant,
    /// Pauses since the last request that was answered.
    in_a_row: u32,
}

impl Gate {
    pub(crate) fn new() -> Self {
        Self(Mutex::new(Pause { until: Instant::now(), in_a_row: 0 }))
    }

    async fn passed(&self) {
        loop {
            let until = self.0.lock().unwrap_or_else(PoisonError::into_inner).until;
            if until <= Instant::now() {
                return;
            }
            tokio::time::sleep_until(until).await;
        }
    }

    fn answered(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).in_a_row = 0;
    }

    /// Closes for as long as asked, and longer each time that this did not help. Gives the pause and its number in a row
    /// if it is a new one: requests that were under way when it began add nothing.
    fn close(&self, sent: Instant, asked: Option<Duration>, first: Duration) -> Option<(Duration, u32)> {
        let mut pause = self.0.lock().unwrap_or_else(PoisonError::into_inner);
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
