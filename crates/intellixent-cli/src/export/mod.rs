//! `intellixent export`: from ids, or from the list of calls, to a file of whole rows.
//!
//! [`Fetcher`] is a stream of calls, and a thread with the [`Ledger`] writes them. A window bounds how many calls are fetched
//! but not yet written, and so the memory.

mod fetch;
mod files;
mod forms;
mod gate;
mod ids;
mod journal;
mod ledger;
mod row;
mod sink;
mod window;

use std::{
    io::{self, IsTerminal},
    sync::{Arc, mpsc},
};

use futures_util::{StreamExt, stream::LocalBoxStream};
use intellixent::RetryPolicy;
use roaring::RoaringTreemap;
use tokio::task::spawn_blocking;

use self::{
    fetch::{Fetcher, patience},
    files::Place,
    forms::Forms,
    gate::Gate,
    journal::Journal,
    ledger::{Done, Ledger},
    sink::Sink,
};
pub(crate) use self::{ids::range, row::Rows};
use crate::{
    args::{ExportArgs, Global},
    connect::connect,
    listed::MAX_PAGE,
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
    let rows = Rows::new(args.format, &args.columns, to_stdout && io::stdout().is_terminal())?;
    // Attempts and pauses are this command's own: a 429 is to stop all requests, not one of them.
    let connection = connect(global, &args.requests, |settings| {
        let settings = settings.retry(RetryPolicy::none());
        if by_pages { settings.max_response_bytes(MAX_PAGE) } else { settings }
    })
    .await?;
    let on_stream = |mut output: Sink| {
        output.header(&rows.header());
        (output, Journal::default())
    };
    let (output, journal) = match &place {
        Place::File(files) if args.resume => files.again(&rows)?,
        Place::File(files) => files.anew(&rows, args.force)?,
        _ if args.resume => return Err(Failure::usage("--resume needs a file, not a pipe, a device or stdout")),
        Place::Stdout => on_stream(Sink::stdout()?),
        Place::Stream(path) => on_stream(Sink::stream(path)?),
    };
    let progress = Arc::new(Progress::of_calls(total, to_stdout));
    let jobs = usize::from(args.jobs);
    let fetcher = Fetcher {
        client: connection.client.clone(),
        rows,
        forms: Forms::default(),
        retries: args.requests.retries.unwrap_or(RETRIES),
        retry_delay: args.retry_delay,
        jobs,
        gate: Gate::new(patience(jobs)),
        progress: Arc::clone(&progress),
    };
    let known = journal.known.clone();
    let ledger = Ledger::new(output, journal, Arc::clone(&progress));
    let calls = if by_pages {
        fetcher.by_pages(&args.filters, known.written)
    } else {
        let mut done = known.written;
        if !args.recheck_missing {
            done |= known.missing;
        }
        // What failed before comes last: it may fail for ever.
        let behind: RoaringTreemap = known.failed.keys().copied().collect();
        let counted = Arc::clone(&progress);
        let asked = ids::ids(sources).filter(move |id| match id {
            Ok(id) if behind.contains(*id) => false,
            Ok(id) => {
                done.insert(*id) || {
                    counted.skipped();
                    false
                }
            }
            Err(_) => true,
        });
        fetcher.by_ids(asked, !args.unordered)
    };
    let (mut ledger, mut result) = round(calls, ledger, &fetcher.gate, false).await?;
    let failed: Vec<_> = known.failed.into_keys().filter(|id| ledger.journal.known.failed.contains_key(id)).collect();
    if result.is_ok() && !failed.is_empty() {
        let calls = fetcher.by_ids(failed.into_iter().map(Ok), !args.unordered);
        (ledger, result) = round(calls, ledger, &fetcher.gate, true).await?;
    }
    progress.end();
    if result.is_ok() {
        for column in fetcher.rows.without_values() {
            note(&format!("no call has a value for the column {column}; is it misspelt?"));
        }
    }
    if let Some(forms) = fetcher.forms.summary() {
        note(&forms);
    }
    told(&ledger, &place, result)
}

/// Writes calls, and gives the ledger back. Ctrl-C ends it early, with all that is written in the journal. Ids that are tried
/// `again` and fail as before are listed as before.
async fn round(
    mut calls: LocalBoxStream<'_, Done>,
    mut ledger: Ledger,
    gate: &Gate,
    again: bool,
) -> Result<(Ledger, Result<(), Failure>), Failure> {
    let (done, following) = mpsc::channel();
    let mut writer = spawn_blocking(move || {
        let result = ledger.follow(&following);
        (ledger, result)
    });
    let mut result = tokio::select! {
        () = async {
            // If the writer is gone, it says why.
            while let Some(call) = calls.next().await && done.send(call).is_ok() {}
        } => Ok(()),
        failure = gate.stopped() => Err(failure),
        () = interrupted() => Err(Failure::new(Exit::Interrupted, "interrupted")),
    };
    drop((calls, done));
    // It may be stuck in a pipe that nobody reads: the second Ctrl-C does not wait for it.
    let (mut ledger, written) = tokio::select! {
        end = &mut writer => end.map_err(|_| Failure::failed("the export stopped before its end"))?,
        () = interrupted() => return Err(Failure::new(Exit::Interrupted, "interrupted twice")),
    };
    let doubted = gate.again();
    if result.as_ref().is_err_and(|failure| failure.exit == Exit::Unavailable) && (again || ledger.is_in_vain()) {
        // The next run, that it may get further than this one, asks for these last.
        for doubted in doubted {
            ledger.fail(doubted.id, &doubted.reason)?;
        }
        if again {
            result = Ok(());
        }
    }
    let saved = ledger.close();
    Ok((ledger, written.and(result).and(saved)))
}

/// Says how it ended.
fn told(ledger: &Ledger, place: &Place, result: Result<(), Failure>) -> Result<Exit, Failure> {
    let rows = calls(ledger.output.rows());
    let files = if let Place::File(files) = place { Some(files) } else { None };
    if let (Err(Failure { exit, message }), Some(files)) = (&result, files) {
        let (are, output) = (if ledger.output.rows() == 1 { "is" } else { "are" }, files.output.display());
        return Err(Failure::new(*exit, format!("{message}; {rows} {are} in {output}, continue with --resume")));
    }
    result?;
    let (missing, failed) = (&ledger.journal.known.missing, ledger.journal.known.failed.len());
    let mut said = format!("{rows} written");
    if let Some(files) = files {
        said += &format!(" to {}", files.output.display());
    }
    if !missing.is_empty() {
        let named: Vec<String> = missing.iter().take(MAX_NAMED).map(|id| id.to_string()).collect();
        let further = Some(missing.len() - named.len() as u64).filter(|further| *further > 0);
        let further = further.map_or_else(String::new, |further| format!(" and {further} more"));
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
