//! `intellixent export`: from ids to a file of whole rows.
//!
//! A thread reads ids, workers fetch calls, and a thread with the ledger writes them. The window bounds how far the
//! first is ahead of the last, and so the memory.

mod fetch;
mod ids;
mod ledger;
mod resume;
mod row;
mod sink;
mod state;

use std::{
    collections::{HashMap, HashSet},
    io::{self, IsTerminal},
    sync::Arc,
    thread,
    time::Duration,
};

use intellixent::RetryPolicy;
use tokio::{
    runtime::Handle,
    sync::{Mutex, Semaphore, mpsc, oneshot},
    task::JoinSet,
};

use self::{
    fetch::{Fetcher, Gate, Outcome, Written},
    ids::Ids,
    ledger::{Event, Ledger},
    row::Rows,
    state::{Files, State},
};
pub(crate) use self::{ids::range, row::COLUMNS};
use crate::{
    args::{ExportArgs, Global},
    connect::connect,
    note,
    outcome::{Exit, Failure},
    progress::Progress,
};

pub(crate) async fn run(args: &ExportArgs, global: &Global) -> Result<Exit, Failure> {
    let sources = ids::sources(&args.wanted, args.ids.as_ref())?;
    let total = ids::count(&sources)?;
    let to_stdout = args.output.is_none();
    let rows = Arc::new(Rows::new(args.format, &args.columns, to_stdout && io::stdout().is_terminal())?);
    // Attempts and pauses are this command's own: a 429 is to stop all workers, not one of them.
    let connection = connect(global, |settings| settings.retry(RetryPolicy::none())).await?;
    let files = args.output.as_deref().map(Files::beside);
    let started = match &files {
        None => resume::on_stdout(&rows)?,
        Some(files) if args.resume => resume::again(files, &rows)?,
        Some(files) => resume::anew(files, &rows, args.force)?,
    };
    let state = &started.state;
    let progress = Arc::new(Progress::of_calls(state.written + state.failed, total, to_stdout));
    let fetcher = Arc::new(Fetcher {
        client: connection.client.clone(),
        rows: Arc::clone(&rows),
        retries: args.retries,
        retry_delay: Duration::from_millis(args.retry_delay),
        gate: Gate::new(),
        progress: Arc::clone(&progress),
    });
    let mut may_retry = state.failed > 0;
    let jobs = usize::from(args.jobs);
    let window = if args.unordered { jobs * 64 + 1024 } else { jobs * 8 + 1024 };
    let mut asked = Some(resume::remaining(Ids::new(sources), state)?);
    // Failed ids that were being tried again are finished first.
    let mut ids = match &files {
        Some(files) if state.round > 0 => Some(files.retry_list(state)?),
        _ => asked.take(),
    };
    let window = Arc::new(Semaphore::new(window));
    let mut ledger = Ledger::new(started, !args.unordered, jobs * 2 + 8, Arc::clone(&progress), window);
    let mut result = Ok(());
    while let Some(next) = ids.take() {
        (ledger, result) = round(next, ledger, &fetcher, jobs).await?;
        if result.is_err() {
            break;
        }
        if ledger.state.round > 0 {
            ledger.end_retry()?;
            ids = asked.take();
        } else if may_retry && ledger.state.failed > 0 {
            may_retry = false;
            ids = ledger.begin_retry()?;
        }
    }
    progress.end();
    if result.is_ok() {
        for column in rows.without_values() {
            note(&format!("no call has a value for the column {column}; is it spelt as it should be?"));
        }
    }
    told(&ledger.state, files.as_ref(), result)
}

/// Says how it ended.
fn told(state: &State, files: Option<&Files>, result: Result<(), Failure>) -> Result<Exit, Failure> {
    let place = files.map_or_else(String::new, |files| format!(" to {}", files.output.display()));
    if let Err(mut failure) = result {
        if let Some(files) = files {
            failure.message = format!(
                "{}; {} calls are in {}, go on with --resume",
                failure.message,
                state.written,
                files.output.display()
            );
        }
        return Err(failure);
    }
    if state.failed == 0 {
        if let Some(files) = files {
            let _ = std::fs::remove_file(&files.failed);
        }
        note(&format!("{} calls written{place}", state.written));
        return Ok(Exit::Done);
    }
    let list = files.map_or_else(String::new, |files| {
        format!("; they are listed in {}, try them again with --resume", files.failed.display())
    });
    note(&format!("{} calls written{place}, {} failed{list}", state.written, state.failed));
    Ok(Exit::Incomplete)
}

/// An id and its place among those of the round.
struct Todo {
    position: u64,
    id: u64,
    /// It was written before an interruption.
    already: Option<Written>,
}

/// Fetches all of `ids` and gives the ledger back. Ctrl-C ends it early, with all that is written in the ledger.
async fn round(
    ids: Ids,
    ledger: Ledger,
    fetcher: &Arc<Fetcher>,
    jobs: usize,
) -> Result<(Ledger, Result<(), Failure>), Failure> {
    let (events, mut told) = mpsc::channel(1024);
    let (todos, todo) = mpsc::channel(2 * HANDED_OUT_AT_ONCE);
    let window = Arc::clone(&ledger.window);
    feed(ids, &ledger.state, todos, events.clone())?;
    let todo = Arc::new(Mutex::new(todo));
    let mut workers = JoinSet::new();
    for _ in 0..jobs {
        workers.spawn(work(Arc::clone(fetcher), Arc::clone(&window), Arc::clone(&todo), events.clone()));
    }
    let (done, mut ended) = oneshot::channel();
    let mut ledger = ledger;
    spawn("ledger", move || {
        let result = ledger.run(&mut told);
        let _ = done.send((ledger, result));
    })?;
    let lost = |_| Failure::failed("the export stopped before its end");
    tokio::select! {
        end = &mut ended => return end.map_err(lost),
        () = interrupted() => {}
    }
    workers.abort_all();
    // The ledger may be stuck in a pipe that nobody reads: the second Ctrl-C does not wait for it.
    tokio::select! {
        end = async { let _ = events.send(Event::Interrupted).await; ended.await } => end.map_err(lost),
        () = interrupted() => Err(Failure::new(Exit::Interrupted, "interrupted twice")),
    }
}

/// As many are read before the thread that reads them sleeps again: to wake it for each costs more than a request.
const HANDED_OUT_AT_ONCE: usize = 64;

/// Reads ids on a thread of its own: stdin may keep it waiting.
fn feed(ids: Ids, state: &State, todos: mpsc::Sender<Todo>, events: mpsc::Sender<Event>) -> Result<(), Failure> {
    let ahead: HashSet<u64> = state.ahead.iter().map(|(place, _)| *place).collect();
    let mut unplaced = HashMap::<u64, u32>::new();
    for id in &state.unplaced {
        *unplaced.entry(*id).or_default() += 1;
    }
    let mut position = state.position;
    let runtime = Handle::current();
    spawn("ids", move || {
        let mut places = None;
        for id in ids {
            let id = match id {
                Ok(id) => id,
                Err(failure) => {
                    let _ = events.blocking_send(Event::Fatal(failure));
                    return;
                }
            };
            let already = match unplaced.get_mut(&id) {
                _ if ahead.contains(&position) => Some(Written::Place),
                Some(left) if *left > 0 => {
                    *left -= 1;
                    Some(Written::AfterState)
                }
                _ => None,
            };
            let place = places.as_mut().and_then(Iterator::next).or_else(|| {
                places = runtime.block_on(todos.reserve_many(HANDED_OUT_AT_ONCE)).ok();
                places.as_mut()?.next()
            });
            let Some(place) = place else { return };
            place.send(Todo { position, id, already });
            position += 1;
        }
        let _ = events.blocking_send(Event::Ids { count: position });
    })
}

async fn work(
    fetcher: Arc<Fetcher>,
    window: Arc<Semaphore>,
    todo: Arc<Mutex<mpsc::Receiver<Todo>>>,
    events: mpsc::Sender<Event>,
) {
    loop {
        let Ok(permit) = window.acquire().await else { return };
        let Some(Todo { position, id, already }) = todo.lock().await.recv().await else { return };
        // The ledger gives it back when the id is behind it.
        permit.forget();
        let outcome = match already {
            Some(written) => Ok(Outcome::Already(written)),
            None => fetcher.fetch(id).await,
        };
        let event = match outcome {
            Ok(outcome) => Event::Outcome { position, id, outcome },
            Err(failure) => {
                let _ = events.send(Event::Fatal(failure)).await;
                return;
            }
        };
        if events.send(event).await.is_err() {
            return;
        }
    }
}

fn spawn(name: &str, work: impl FnOnce() + Send + 'static) -> Result<(), Failure> {
    let spawned = thread::Builder::new().name(name.to_owned()).spawn(work);
    spawned.map(drop).map_err(|error| Failure::failed(format!("no thread to work with: {error}")))
}

/// Waits for Ctrl-C, or to be asked to end.
async fn interrupted() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        // Not to a hang-up: listening would undo `nohup`, and without it the state goes on from there as after a kill.
        if let Ok(mut end) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = end.recv() => {}
            }
            return;
        }
    }
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}
