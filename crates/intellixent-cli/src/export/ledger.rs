//! What became of each id: rows go to the output, and everything to the journal.

use std::{
    sync::{
        Arc,
        mpsc::{Receiver, RecvTimeoutError},
    },
    thread,
    time::{Duration, Instant},
};

use super::{journal::Journal, sink::Sink, window::Permit};
use crate::{outcome::Failure, progress::Progress, text};

/// How often the journal is written. Until then, what is new in the output is read again after a kill.
const SAVE_EVERY: Duration = Duration::from_secs(1);

/// How long rows gather before they are written: to be woken for each costs more than a request.
const GATHER: Duration = Duration::from_millis(5);

/// What became of an id, or of an entry of the list that has none.
#[derive(Debug)]
pub(crate) struct Done {
    id: Option<u64>,
    outcome: Outcome,
    /// Goes back to the window when the id is behind it.
    _permit: Option<Permit>,
}

#[derive(Debug)]
pub(crate) enum Outcome {
    /// Its call as it is to be written.
    Here(Vec<u8>),
    /// The server has no such call.
    Missing,
    Failed(String),
}

impl Done {
    pub(crate) fn new(id: Option<u64>, outcome: Outcome, mut permit: Option<Permit>) -> Self {
        if let (Outcome::Here(row), Some(permit)) = (&outcome, &mut permit) {
            permit.holds(row.len());
        }
        Self { id, outcome, _permit: permit }
    }
}

#[derive(Debug)]
pub(crate) struct Ledger {
    pub(crate) output: Sink,
    pub(crate) journal: Journal,
    /// How many entries of the list had no id.
    pub(crate) unnamed: u64,
    /// How many ids something became of in this run.
    done: u64,
    progress: Arc<Progress>,
    saved: Instant,
}

impl Ledger {
    pub(crate) fn new(output: Sink, journal: Journal, progress: Arc<Progress>) -> Self {
        Self { output, journal, unnamed: 0, done: 0, progress, saved: Instant::now() }
    }

    /// Whether a run that has come to nothing is to be remembered.
    pub(crate) fn is_in_vain(&self) -> bool {
        self.journal.is_kept() && self.done == 0
    }

    /// Writes calls as they come, until no other comes.
    pub(crate) fn follow(&mut self, calls: &Receiver<Done>) -> Result<(), Failure> {
        loop {
            match calls.try_recv() {
                Ok(done) => self.accept(done)?,
                Err(_) => {
                    // Nothing to do: who reads the pipe, or looks into the file, gets what there is.
                    self.output.flush()?;
                    match calls.recv_timeout(SAVE_EVERY) {
                        Ok(done) => {
                            thread::sleep(GATHER);
                            self.accept(done)?;
                        }
                        Err(RecvTimeoutError::Timeout) => {}
                        Err(RecvTimeoutError::Disconnected) => return Ok(()),
                    }
                }
            }
            self.progress.at(self.done, self.journal.known.failed.len() as u64);
            if self.saved.elapsed() >= SAVE_EVERY {
                self.save()?;
            }
        }
    }

    fn accept(&mut self, Done { id, outcome, .. }: Done) -> Result<(), Failure> {
        match (id, outcome) {
            (None, outcome) => {
                self.unnamed += 1;
                if let Outcome::Failed(problem) = outcome {
                    self.progress.say(&format!("failed: {problem}"));
                }
            }
            (Some(id), Outcome::Here(row)) => {
                self.done += 1;
                self.journal.write(id);
                self.output.push(&row)?;
            }
            (Some(id), Outcome::Missing) => {
                self.done += 1;
                self.journal.miss(id);
            }
            (Some(id), Outcome::Failed(reason)) => self.fail(id, &reason)?,
        }
        Ok(())
    }

    pub(crate) fn fail(&mut self, id: u64, reason: &str) -> Result<(), Failure> {
        self.done += 1;
        let reason = text::short(reason);
        self.progress.say(&format!("failed: call {id}: {reason}"));
        self.journal.fail(id, &reason)
    }

    fn save(&mut self) -> Result<(), Failure> {
        self.output.flush()?;
        self.saved = Instant::now();
        self.journal.save(|| self.output.sync())
    }

    /// Saves all at the end of a round, however it ended.
    pub(crate) fn close(&mut self) -> Result<(), Failure> {
        // After a failed write the journal is still right, and what the output has beyond it is found again.
        let saved = if self.output.is_broken() { Ok(()) } else { self.save() };
        saved.and(self.journal.list_failed())
    }
}
