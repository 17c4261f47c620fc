//! `intellixent export`: from ids, or from the list of calls, to a file of whole rows.
//!
//! A thread reads ids and workers fetch calls, or one worker goes from page to page; a thread with the ledger writes them.
//! The window bounds how far the first is ahead of the last, and so the memory.

mod fetch;
mod files;
mod forms;
mod ids;
mod journal;
mod ledger;
mod resume;
mod row;
mod sink;
mod window;

use std::{
    io::{self, IsTerminal},
    sync::Arc,
    thread,
    time::Duration,
};

use intellixent::RetryPolicy;
use roaring::RoaringTreemap;
use tokio::{
    runtime::Handle,
    sync::{Mutex, mpsc, oneshot},
    task::JoinSet,
};

use self::{
    fetch::{Fault, Fetcher, Gate, Outcome},
    files::{Files, Place},
    forms::Forms,
    ids::{Asked, Ids},
    ledger::{Event, Ledger},
    sink::Sink,
    window::Window,
};
pub(crate) use self::{ids::range, row::Rows};
use crate::{
    args::{ExportArgs, Global},
    connect::connect,
    listed::{Filters, MAX_PAGE, MAX_PER_PAGE, Page, Walk},
    note,
    outcome::{Exit, Failure},
    progress::Progress,
};

/// How often a request is retried, if the command line does not say.
const RETRIES: u32 = 5;

pub(crate) async fn run(args: &ExportArgs, global: &Global) -> Result<Exit, Failure> {
    let sources = ids::sources(&args.wanted, args.ids.as_ref())?;
    let by_pages = sources.is_empty();
    if !by_pages && args.filters.any() {
        return Err(Failure::usage("filters select from the list of calls; give either filters or ids"));
    }
    let place = Place::of(args.output.as_deref())?;
    if let Place::File(files) = &place {
        files.differ_from(&sources)?;
    }
    let total = if by_pages { None } else { ids::count(&sources)? };
    let to_stdout = matches!(place, Place::Stdout);
    let rows = Arc::new(Rows::new(args.format, &args.columns, to_stdout && io::stdout().is_terminal())?);
    // Attempts and pauses are this command's own: a 429 is to stop all workers, not one of them.
    let connection = connect(global, &args.requests, |settings| {
        let settings = settings.retry(RetryPolicy::none());
        if by_pages { settings.max_response_bytes(MAX_PAGE) } else { settings }
    })
    .await?;
    let (started, files) = match &place {
        Place::File(files) if args.resume => (resume::again(files, &rows)?, Some(files)),
        Place::File(files) => (resume::anew(files, &rows, args.force)?, Some(files)),
        _ if args.resume => return Err(Failure::usage("--resume needs a file, not a pipe, a device or stdout")),
        Place::Stdout => (resume::on_stream(Sink::stdout(), &rows)?, None),
        Place::Stream(path) => (resume::on_stream(Sink::stream(path)?, &rows)?, None),
    };
    let progress = Arc::new(Progress::of_calls(total, to_stdout));
    let gate = Arc::new(Gate::new());
    let fetcher = Arc::new(Fetcher {
        client: connection.client.clone(),
        rows: Arc::clone(&rows),
        forms: Forms::default(),
        retries: args.requests.retries.unwrap_or(RETRIES),
        retry_delay: args.retry_delay,
        gate: Arc::clone(&gate),
        progress: Arc::clone(&progress),
    });
    let known = started.known.clone();
    let ledger = Ledger::new(started, !args.unordered, usize::from(args.jobs) * 2 + 8, progress.clone(), gate);
    let jobs = usize::from(args.jobs);
    let source = if by_pages {
        Source::Pages(args.filters.clone(), known.written)
    } else {
        let mut done = known.written;
        if !args.recheck_missing {
            done |= known.missing;
        }
        // What failed before comes last: it may fail for ever.
        let behind = known.failed.keys().copied().collect();
        Source::Ids(Box::new(Asked { ids: Ids::new(sources), done, behind, progress: Arc::clone(&progress) }))
    };
    let (mut ledger, mut result) = round(source, ledger, &fetcher, jobs).await?;
    let failed: Vec<_> = known.failed.into_keys().filter(|id| ledger.known.failed.contains_key(id)).collect();
    if result.is_ok() && !failed.is_empty() {
        ledger.again = true;
        (ledger, result) = round(Source::Ids(Box::new(failed.into_iter().map(Ok))), ledger, &fetcher, jobs).await?;
    }
    progress.end();
    if result.is_ok() {
        for column in rows.without_values() {
            note(&format!("no call has a value for the column {column}; is it misspelt?"));
        }
    }
    if let Some(forms) = fetcher.forms.summary() {
        note(&forms);
    }
    told(&ledger, files, result)
}

/// Where the calls of a round come from.
enum Source {
    /// One request for each.
    Ids(Box<dyn Iterator<Item = Result<u64, Failure>> + Send>),
    /// One request for a page of them, without those that the output has.
    Pages(Filters, RoaringTreemap),
}

/// Says how it ended.
fn told(ledger: &Ledger, files: Option<&Files>, result: Result<(), Failure>) -> Result<Exit, Failure> {
    let rows = ledger.rows();
    if let Err(mut failure) = result {
        if let Some(files) = files {
            let output = files.output.display();
            let are = if rows == 1 { "is" } else { "are" };
            failure.message = format!("{}; {} {are} in {output}, continue with --resume", failure.message, calls(rows));
        }
        return Err(failure);
    }
    let (missing, failed) = (&ledger.known.missing, ledger.known.failed.len());
    let mut said = format!("{} written", calls(rows));
    if let Some(files) = files {
        said += &format!(" to {}", files.output.display());
    }
    if !missing.is_empty() {
        let named: Vec<String> = missing.iter().take(MAX_NAMED).map(|id| id.to_string()).collect();
        let further = missing.len() - named.len() as u64;
        let further = if further == 0 { String::new() } else { format!(" and {further} more") };
        said += &format!(", {} missing ({}{further})", missing.len(), named.join(", "));
    }
    if ledger.unnamed > 0 {
        said += &format!(", {} without an id", ledger.unnamed);
    }
    if failed > 0 {
        said += &format!(", {failed} failed");
        if let Some(files) = files {
            said += &format!("; listed in {}; retry them with --resume", files.failed.display());
        }
    }
    note(&said);
    Ok(if failed == 0 && ledger.unnamed == 0 { Exit::Done } else { Exit::Incomplete })
}

/// How many missing ids are named.
const MAX_NAMED: usize = 5;

pub(crate) fn calls(number: u64) -> String {
    if number == 1 { "1 call".to_owned() } else { format!("{number} calls") }
}

/// An id and its place among those of the round.
struct Todo {
    position: u64,
    id: u64,
}

/// Fetches all of `ids` and gives the ledger back. Ctrl-C ends it early, with all that is written in the journal.
async fn round(
    source: Source,
    mut ledger: Ledger,
    fetcher: &Arc<Fetcher>,
    jobs: usize,
) -> Result<(Ledger, Result<(), Failure>), Failure> {
    let (events, mut told) = mpsc::channel(1024);
    let window = Window::new(jobs * 8 + 1024);
    let mut workers = JoinSet::new();
    match source {
        Source::Ids(ids) => {
            let (todos, todo) = mpsc::channel(2 * HANDED_OUT_AT_ONCE);
            feed(ids, todos, events.clone())?;
            let todo = Arc::new(Mutex::new(todo));
            for _ in 0..jobs {
                workers.spawn(work(Arc::clone(fetcher), Arc::clone(&window), Arc::clone(&todo), events.clone()));
            }
        }
        Source::Pages(filters, written) => {
            workers.spawn(walk(filters, written, Arc::clone(fetcher), window, events.clone()));
        }
    }
    let ticking = events.clone();
    workers.spawn(async move {
        while ticking.send(Event::Tick).await.is_ok() {
            tokio::time::sleep(TICK).await;
        }
    });
    let (done, mut ended) = oneshot::channel();
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

/// How often the ledger looks at the time, when nothing else happens.
const TICK: Duration = Duration::from_secs(1);

/// As many are read before the thread that reads them sleeps again: to wake it for each costs more than a request.
const HANDED_OUT_AT_ONCE: usize = 64;

/// Reads ids on a thread of its own: stdin may keep it waiting.
fn feed(
    ids: impl Iterator<Item = Result<u64, Failure>> + Send + 'static,
    todos: mpsc::Sender<Todo>,
    events: mpsc::Sender<Event>,
) -> Result<(), Failure> {
    let runtime = Handle::current();
    spawn("ids", move || {
        let (mut count, mut places) = (0, None);
        for id in ids {
            let id = match id {
                Ok(id) => id,
                Err(failure) => {
                    let _ = events.blocking_send(Event::Fatal(failure));
                    return;
                }
            };
            let place = places.as_mut().and_then(Iterator::next).or_else(|| {
                places = runtime.block_on(todos.reserve_many(HANDED_OUT_AT_ONCE)).ok();
                places.as_mut()?.next()
            });
            let Some(place) = place else { return };
            place.send(Todo { position: count, id });
            count += 1;
        }
        let _ = events.blocking_send(Event::Ids { count });
    })
}

/// Goes from page to page, one ahead. Not several at a time: a call that a new one pushes to the next page between two
/// requests would be on neither.
async fn walk(
    filters: Filters,
    mut given: RoaringTreemap,
    fetcher: Arc<Fetcher>,
    window: Arc<Window>,
    events: mpsc::Sender<Event>,
) {
    let (mut walk, mut count) = (Walk::new(MAX_PER_PAGE), 0);
    let mut page = fetcher.page(&filters, &walk).await;
    loop {
        let advanced = page.and_then(|page| Ok((walk.advance(&page)?, page)));
        let (more, Page { entries, total, .. }) = match advanced {
            Ok(advanced) => advanced,
            Err(failure) => {
                let _ = events.send(Event::Fatal(failure)).await;
                return;
            }
        };
        if let Some(total) = total {
            fetcher.progress.expect(total);
        }
        let hand_over = async {
            for entry in entries {
                let (id, call) = match entry {
                    Ok((id, _)) if !given.insert(id) => {
                        fetcher.progress.skipped();
                        continue;
                    }
                    Ok(call) => call,
                    Err(problem) => {
                        let _ = events.send(Event::Unnamed(problem)).await;
                        continue;
                    }
                };
                let mut permit = window.enter().await;
                let outcome = match fetcher.row(call.get()) {
                    Ok(row) => {
                        if let Some(permit) = &mut permit {
                            permit.holds(row.len());
                        }
                        Outcome::Here(row)
                    }
                    Err(failure) => Outcome::Failed { reason: failure.message, fault: Fault::Call(failure.exit) },
                };
                let _ = events.send(Event::Outcome { position: count, id, outcome, permit }).await;
                count += 1;
            }
        };
        if !more {
            hand_over.await;
            let _ = events.send(Event::Ids { count }).await;
            return;
        }
        ((), page) = tokio::join!(hand_over, fetcher.page(&filters, &walk));
    }
}

async fn work(
    fetcher: Arc<Fetcher>,
    window: Arc<Window>,
    todo: Arc<Mutex<mpsc::Receiver<Todo>>>,
    events: mpsc::Sender<Event>,
) {
    let mut kept = None;
    loop {
        let mut permit = match kept.take() {
            Some(permit) => Some(permit),
            None => window.enter().await,
        };
        let Some(Todo { position, id }) = todo.lock().await.recv().await else { return };
        let mut last = false;
        let event = match fetcher.fetch(id).await {
            Ok(outcome) => {
                match (&outcome, &mut permit) {
                    (Outcome::Here(row), Some(permit)) => permit.holds(row.len()),
                    // Only another id can show whether this is an outage: it must not have to wait for this one.
                    (Outcome::Failed { fault: Fault::Outage { .. }, .. }, permit) => kept = permit.take(),
                    (Outcome::Failed { fault: Fault::Stop { .. }, .. }, _) => last = true,
                    _ => {}
                }
                Event::Outcome { position, id, outcome, permit }
            }
            Err(failure) => {
                last = true;
                Event::Fatal(failure)
            }
        };
        if events.send(event).await.is_err() || last {
            return;
        }
    }
}

fn spawn(name: &str, work: impl FnOnce() + Send + 'static) -> Result<(), Failure> {
    let spawned = thread::Builder::new().name(name.to_owned()).spawn(work);
    spawned.map(drop).map_err(|error| Failure::failed(format!("cannot start a thread: {error}")))
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
