//! How calls are fetched: by id, many at a time and handed on in order if wanted, or by pages of the list. Each request is
//! repeated as long as that may help.

use std::{sync::Arc, time::Duration};

use futures_util::{
    FutureExt, StreamExt,
    stream::{self, LocalBoxStream},
};
use intellixent::{Client, Error, ResponseValue, bytes::Bytes};
use roaring::RoaringTreemap;
use serde_json::value::RawValue;
use tokio::{
    runtime::Handle,
    sync::{Semaphore, mpsc},
    task::spawn_blocking,
    time::Instant,
};

use super::{
    forms::Forms,
    gate::{Doubted, Gate, backoff},
    ledger::{Done, Outcome},
    row::Rows,
    window::{Permit, Window},
};
use crate::{
    connect::json_of,
    listed::{Filters, MAX_PER_PAGE, Page, Walk},
    outcome::{Exit, Failure, exit_of, explained},
    progress::Progress,
};

/// A server that asks for a longer pause than this does not want to be asked again today.
const MAX_PAUSE: Duration = Duration::from_secs(3600);

/// A server that asks for more pauses than these in a row, and answers nothing between, does not get better by waiting.
const MAX_PAUSES: u32 = 20;

/// How many pauses of its own a call may ask for. Those that many calls ask for together count for one of them.
const MAX_PAUSES_OF_A_CALL: u32 = 10;

/// Attempts that brought nothing, by the last of them.
struct Trouble {
    reason: String,
    exit: Exit,
    kind: Kind,
    rate_limited: bool,
    retry_after: Option<Duration>,
    /// How many answers the server had given in all when the first of them failed.
    answers: u64,
}

/// What it comes from, as far as the call itself shows it.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    /// The key or an argument: no call can be fetched.
    Fatal,
    /// The server has no such call.
    Missing,
    /// The call itself: another attempt would fail alike.
    Call,
    /// The server, what stands in front of it, or the network.
    Outage {
        /// Whether no answer came at all.
        network: bool,
    },
    /// The same, and the server is not to be asked again for now.
    Stop,
}

impl Trouble {
    fn of(error: &Error) -> Self {
        let exit = exit_of(error);
        let page = error.is_decode() && error.body().is_some_and(is_page);
        let elsewhere = error.status().is_some_and(|status| status.is_redirection());
        let kind = if error.is_not_found() {
            Kind::Missing
        } else if matches!(exit, Exit::Key | Exit::Usage) {
            Kind::Fatal
        } else if page || elsewhere || error.is_retryable() || error.is_connect() {
            Kind::Outage { network: error.status().is_none() }
        } else {
            Kind::Call
        };
        let (reason, retry_after) = (explained(error), error.retry_after());
        Self { reason, exit, kind, rate_limited: error.is_rate_limited(), retry_after, answers: 0 }
    }

    /// A success whose body is not what was asked for.
    fn body(reason: String, body: &[u8]) -> Self {
        let kind = if is_page(body) { Kind::Outage { network: false } } else { Kind::Call };
        Self { reason, exit: Exit::Unexpected, kind, rate_limited: false, retry_after: None, answers: 0 }
    }
}

/// A page where JSON should be is what an outage looks like behind some proxies.
fn is_page(body: &[u8]) -> bool {
    body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body).trim_ascii_start().starts_with(b"<")
}

#[derive(Debug)]
pub(crate) struct Fetcher {
    pub(crate) client: Client,
    pub(crate) rows: Rows,
    pub(crate) forms: Forms,
    pub(crate) retries: u32,
    pub(crate) retry_delay: Duration,
    pub(crate) jobs: usize,
    pub(crate) gate: Gate,
    pub(crate) progress: Arc<Progress>,
}

/// How many ids may be between the first that is not written and the last that is asked for.
fn window(jobs: usize) -> usize {
    jobs * 8 + 1024
}

/// How many failures in a row mean that the server is gone.
pub(crate) fn patience(jobs: usize) -> usize {
    jobs * 2 + 8
}

impl Fetcher {
    /// The calls of `ids`.
    pub(crate) fn by_ids(
        &self,
        ids: impl Iterator<Item = Result<u64, Failure>> + Send + 'static,
        ordered: bool,
    ) -> LocalBoxStream<'_, Done> {
        let ids = stream::unfold(feed(ids), async |mut ids| match ids.recv().await {
            Some(id) => Some((id, ids)),
            None => {
                self.gate.end();
                None
            }
        });
        let (window, turns) = (Window::new(window(self.jobs)), Arc::new(Semaphore::new(self.jobs)));
        let next = ids.then(move |id| {
            let (window, turns) = (Arc::clone(&window), Arc::clone(&turns));
            async move { (id, window.enter().await, turns.acquire_owned().await) }
        });
        let calls = next.map(|(id, permit, turn)| {
            self.gate.begin();
            self.one(id, permit, turn)
        });
        // An id in doubt is in the window no more.
        let places = self::window(self.jobs) + patience(self.jobs);
        if ordered { calls.buffered(places).boxed_local() } else { calls.buffer_unordered(places).boxed_local() }
    }

    /// Fetches a call. `turn` is the right to make requests.
    async fn one(&self, id: Result<u64, Failure>, permit: Permit, turn: impl Sized) -> Done {
        let id = match id {
            Ok(id) => id,
            Err(failure) => self.gate.stop(failure, None).await,
        };
        let mut permit = Some(permit);
        let read = |body: Bytes| {
            let call = json_of(id, &body).map_err(|why| Trouble::body(why, &body))?;
            let call = serde_json::from_str(&call).map_err(|error| Trouble::body(error.to_string(), b""))?;
            Ok(self.row(call))
        };
        let outcome = match self.attempts(|| self.client.get_call(id).send_raw(), read).await {
            Ok(row) => Outcome::Here(row),
            Err(Trouble { kind: Kind::Missing, .. }) => Outcome::Missing,
            Err(Trouble { kind: Kind::Call, reason, .. }) => Outcome::Failed(reason),
            Err(Trouble { kind: Kind::Outage { network }, reason, answers, .. }) => {
                if answers == self.gate.answers() {
                    let doubted = Doubted { id, reason: reason.clone(), network };
                    let make_room = || {
                        drop(turn);
                        if let Some(permit) = permit.take() {
                            permit.pass_on();
                        }
                    };
                    self.gate.doubt(doubted, make_room).await;
                }
                Outcome::Failed(reason)
            }
            Err(Trouble { kind, reason, exit, .. }) => {
                let failure = Failure::new(exit, format!("call {id}: {reason}"));
                let doubted = (kind == Kind::Stop).then_some(Doubted { id, reason, network: false });
                self.gate.stop(failure, doubted).await
            }
        };
        self.gate.end();
        Done::new(Some(id), outcome, permit)
    }

    /// The calls of the list, without those that are `given`.
    pub(crate) fn by_pages<'a>(&'a self, filters: &'a Filters, mut given: RoaringTreemap) -> LocalBoxStream<'a, Done> {
        // One page ahead. Not several at a time: a call that a new one pushes to the next page between two requests would be
        // on neither.
        let (ahead, pages) = mpsc::channel(1);
        let walking = async move {
            let mut walk = Walk::new(MAX_PER_PAGE);
            while let Ok(place) = ahead.reserve().await {
                let page = self.page(filters, &walk).await.and_then(|page| Ok((walk.advance(&page)?, page)));
                let more = page.as_ref().is_ok_and(|(more, _)| *more);
                place.send(page.map(|(_, page)| page));
                if !more {
                    return;
                }
            }
        };
        let pages = stream::unfold(pages, async |mut pages| match pages.recv().await? {
            Ok(page) => Some((page, pages)),
            Err(failure) => self.gate.stop(failure, None).await,
        });
        let entries = pages.flat_map(|Page { entries, total, .. }| {
            total.into_iter().for_each(|total| self.progress.expect(total));
            stream::iter(entries)
        });
        let window = Window::new(window(self.jobs));
        let calls = entries.filter_map(move |entry| {
            let is_given = entry.as_ref().is_ok_and(|(id, _)| !given.insert(*id));
            let window = Arc::clone(&window);
            async move {
                if is_given {
                    self.progress.skipped();
                    return None;
                }
                let permit = Some(window.enter().await);
                Some(match entry {
                    Ok((id, call)) => Done::new(Some(id), Outcome::Here(self.row(&call)), permit),
                    Err(problem) => Done::new(None, Outcome::Failed(problem), permit),
                })
            }
        });
        stream::select(calls, walking.into_stream().filter_map(async |()| None)).boxed_local()
    }

    /// Fetches a page of the list. Nothing can go on without it.
    async fn page(&self, filters: &Filters, walk: &Walk) -> Result<Page, Failure> {
        let send = || filters.request(&self.client, walk).send_raw();
        let read = |body: Bytes| walk.read(&body).map_err(|problem| Trouble::body(problem, &body));
        self.attempts(send, read).await.map_err(|trouble| {
            let is_missing = trouble.kind == Kind::Missing;
            let why = if is_missing { "the server has no list of calls at this URL" } else { &trouble.reason };
            walk.failed(trouble.exit, why)
        })
    }

    /// Makes one request until it has an answer that counts, or has failed often enough.
    async fn attempts<T, F: Future<Output = Result<ResponseValue<Bytes>, Error>>>(
        &self,
        send: impl Fn() -> F,
        read: impl Fn(Bytes) -> Result<T, Trouble>,
    ) -> Result<T, Trouble> {
        let (mut failures, mut pauses, mut first) = (0, 0, None);
        loop {
            self.gate.passed().await;
            let sent = Instant::now();
            let answer = send().await.map_err(|error| Trouble::of(&error));
            let mut trouble = match answer.and_then(|answer| read(answer.into_inner())) {
                Ok(found) => {
                    self.gate.answered();
                    return Ok(found);
                }
                Err(trouble) => trouble,
            };
            trouble.answers = *first.get_or_insert_with(|| self.gate.answers());
            let is_outage = matches!(trouble.kind, Kind::Outage { .. });
            let stop = |trouble: Trouble, why: &str| {
                let reason = format!("{}; {why}", trouble.reason);
                Err(Trouble { reason, kind: Kind::Stop, exit: Exit::Unavailable, ..trouble })
            };
            let asked = trouble.retry_after.filter(|_| trouble.kind != Kind::Missing);
            if trouble.kind == Kind::Fatal {
                return Err(trouble);
            } else if trouble.rate_limited || asked.is_some() {
                if let Some(asked) = asked.filter(|asked| *asked > MAX_PAUSE) {
                    return stop(trouble, &format!("it asks for a delay of {} s", asked.as_secs()));
                }
                if let Some((pause, number)) = self.gate.close(sent, asked, self.retry_delay) {
                    if number > MAX_PAUSES {
                        return stop(trouble, &format!("{MAX_PAUSES} delays in a row did not help"));
                    }
                    self.progress.paused(pause);
                    pauses += 1;
                }
            } else if !is_outage {
                self.gate.answered();
            }
            if !is_outage {
                return Err(trouble);
            }
            let is_over = if trouble.rate_limited { pauses > MAX_PAUSES_OF_A_CALL } else { failures >= self.retries };
            if is_over {
                return Err(Trouble { exit: Exit::Unavailable, ..trouble });
            }
            if !trouble.rate_limited {
                // Between half and all of the delay, so that not all come back together.
                tokio::time::sleep(backoff(self.retry_delay, failures).mul_f64(0.5 + fastrand::f64() / 2.0)).await;
                failures += 1;
            }
        }
    }

    /// The call as it is to be written.
    fn row(&self, call: &RawValue) -> Vec<u8> {
        self.forms.look(call.get());
        self.rows.row(call)
    }
}

/// As many ids are read before the thread that reads them sleeps again: to wake it for each costs more than a request.
const HANDED_OUT_AT_ONCE: usize = 64;

/// Reads ids on a thread of its own: stdin may keep it waiting.
fn feed(ids: impl Iterator<Item = Result<u64, Failure>> + Send + 'static) -> mpsc::Receiver<Result<u64, Failure>> {
    let (todos, todo) = mpsc::channel(2 * HANDED_OUT_AT_ONCE);
    let runtime = Handle::current();
    spawn_blocking(move || {
        let mut places = None;
        for id in ids {
            let place = places.as_mut().and_then(Iterator::next).or_else(|| {
                places = runtime.block_on(todos.reserve_many(HANDED_OUT_AT_ONCE)).ok();
                places.as_mut()?.next()
            });
            let Some(place) = place else { return };
            let is_last = id.is_err();
            place.send(id);
            if is_last {
                return;
            }
        }
    });
    todo
}
