//! What the requests of an export know of the server together: the pause that it asks for, and whether it is gone.

use std::{cell::RefCell, mem, time::Duration};

use tokio::{sync::Notify, time::Instant};

use crate::outcome::{Exit, Failure};

/// Every request passes it. It is closed while the server wants a pause.
#[derive(Debug)]
pub(crate) struct Gate {
    state: RefCell<State>,
    changed: Notify,
    /// How many failures in a row mean that the server is gone.
    patience: usize,
}

#[derive(Debug)]
struct State {
    /// When the pause ends.
    until: Instant,
    /// Pauses since the last request that was answered.
    in_a_row: u32,
    /// How many requests were answered.
    answers: u64,
    /// Ids still in progress, plus one while more may come.
    under_way: usize,
    /// Ids that failed, and no other was answered since: it may be their own fault, or an outage.
    doubted: Vec<Doubted>,
    stop: Option<Failure>,
}

#[derive(Debug)]
pub(crate) struct Doubted {
    pub(crate) id: u64,
    pub(crate) reason: String,
    /// Whether no answer came at all.
    pub(crate) network: bool,
}

impl State {
    /// The server is gone.
    fn give_up(&mut self) {
        let last = self.doubted.last().map(|last| format!(": call {}: {}", last.id, last.reason)).unwrap_or_default();
        let message = format!("stopped after {} failures in a row{last}", self.doubted.len());
        self.stop.get_or_insert(Failure::new(Exit::Unavailable, message));
    }
}

impl Gate {
    pub(crate) fn new(patience: usize) -> Self {
        let (until, doubted) = (Instant::now(), Vec::new());
        let state = State { until, in_a_row: 0, answers: 0, under_way: 1, doubted, stop: None };
        Self { state: RefCell::new(state), changed: Notify::new(), patience }
    }

    pub(crate) async fn passed(&self) {
        loop {
            let until = self.state.borrow().until;
            if until <= Instant::now() {
                return;
            }
            tokio::time::sleep_until(until).await;
        }
    }

    /// Notes an answer that shows the server at work.
    pub(crate) fn answered(&self) {
        let state = &mut *self.state.borrow_mut();
        state.in_a_row = 0;
        state.answers += 1;
        // What has stopped the export is not called in question again.
        if !state.doubted.is_empty() && state.stop.is_none() {
            state.doubted.clear();
            self.changed.notify_waiters();
        }
    }

    /// How many there were.
    pub(crate) fn answers(&self) -> u64 {
        self.state.borrow().answers
    }

    /// Closes for as long as asked, and longer each time that this did not help. Gives the pause and its number in a row
    /// if it is a new one: requests that were under way when it began add nothing.
    pub(crate) fn close(&self, sent: Instant, asked: Option<Duration>, first: Duration) -> Option<(Duration, u32)> {
        let state = &mut *self.state.borrow_mut();
        let now = Instant::now();
        if sent < state.until {
            // It began while this request was under way, and may have to last longer.
            state.until = state.until.max(now + asked.unwrap_or_default());
            return None;
        }
        let own = match (asked, state.in_a_row) {
            (Some(_), 0) => Duration::ZERO,
            (_, in_a_row) => backoff(first, in_a_row),
        };
        state.in_a_row += 1;
        let length = asked.unwrap_or_default().max(own);
        state.until = now + length;
        Some((length, state.in_a_row))
    }

    /// An id is to be fetched.
    pub(crate) fn begin(&self) {
        self.state.borrow_mut().under_way += 1;
    }

    /// An id is done, or no more ids come. If nobody is left who could show that the network is back, ids in doubt are judged
    /// by what came before.
    pub(crate) fn end(&self) {
        let mut state = self.state.borrow_mut();
        state.under_way -= 1;
        if state.under_way > 0 || state.doubted.is_empty() || state.stop.is_some() {
            return;
        }
        if state.answers == 0 || state.doubted.iter().any(|doubted| doubted.network) {
            state.give_up();
        } else {
            state.doubted.clear();
        }
        drop(state);
        self.changed.notify_waiters();
    }

    /// An id failed, and no request has succeeded since its first failure. Returns when it is clear that this was no
    /// outage. `meanwhile` makes room for other ids, which alone can show that.
    pub(crate) async fn doubt(&self, doubted: Doubted, meanwhile: impl FnOnce()) {
        let id = doubted.id;
        let is_over = {
            let state = &mut *self.state.borrow_mut();
            if state.stop.is_none() {
                state.doubted.push(doubted);
            }
            if state.doubted.len() >= self.patience {
                state.give_up();
                self.changed.notify_waiters();
            }
            state.stop.is_some()
        };
        if is_over {
            return std::future::pending().await;
        }
        meanwhile();
        self.end();
        self.until(|state| (!state.doubted.iter().any(|doubted| doubted.id == id)).then_some(())).await;
        self.begin();
    }

    /// Ends the export. Does not return: whoever calls it has nothing left to do.
    pub(crate) async fn stop(&self, failure: Failure, doubted: Option<Doubted>) -> ! {
        {
            let state = &mut *self.state.borrow_mut();
            if state.stop.is_none() {
                state.stop = Some(failure);
                state.doubted.extend(doubted);
                self.changed.notify_waiters();
            }
        }
        std::future::pending().await
    }

    /// Waits for the reason to end the export.
    pub(crate) async fn stopped(&self) -> Failure {
        self.until(|state| state.stop.take()).await
    }

    /// Starts another round of ids; gives those of the last one that are still in doubt.
    pub(crate) fn again(&self) -> Vec<Doubted> {
        let state = &mut *self.state.borrow_mut();
        state.under_way = 1;
        mem::take(&mut state.doubted)
    }

    async fn until<T>(&self, mut found: impl FnMut(&mut State) -> Option<T>) -> T {
        loop {
            let changed = self.changed.notified();
            let found = found(&mut self.state.borrow_mut());
            match found {
                Some(found) => return found,
                None => changed.await,
            }
        }
    }
}

/// How long to wait after so many failures.
pub(crate) fn backoff(first: Duration, failures: u32) -> Duration {
    first.saturating_mul(1 << failures.min(6))
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIRST: Duration = Duration::from_secs(1);

    #[tokio::test(start_paused = true)]
    async fn everybody_waits_as_long_as_the_server_asks() {
        let gate = Gate::new(1);
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
        let gate = Gate::new(1);
        for (number, seconds) in [(1, 1), (2, 2), (3, 4), (4, 8)] {
            let expected = Some((Duration::from_secs(seconds), number));
            assert_eq!(gate.close(Instant::now(), None, FIRST), expected);
            gate.passed().await;
        }
        gate.answered();
        for (number, seconds) in [(1, 0), (2, 2)] {
            let expected = Some((Duration::from_secs(seconds), number));
            assert_eq!(gate.close(Instant::now(), Some(Duration::ZERO), FIRST), expected);
        }
    }
}
