//! Which ids are done: rows go to the output in the order asked for or as they come, and what became of each id to the
//! journal. An id that was handed out is in exactly one place: under way, in a slot before its row is written, pending
//! because its failure may be an outage, or done.

use std::{
    collections::VecDeque,
    mem,
    sync::Arc,
    thread,
    time::{Duration, Instant},
};

use tokio::sync::mpsc;

use super::{
    fetch::{Fault, Gate, Outcome},
    files::Files,
    journal::{Journal, Known},
    resume::Started,
    sink::Sink,
    window::Permit,
};
use crate::{
    outcome::{Exit, Failure},
    progress::Progress,
    text,
};

/// How often the journal is written. Until then, what is new in the output is read again after a kill.
const SAVE_EVERY: Duration = Duration::from_secs(1);

/// How long rows gather before they are written: to be woken for each costs more than a request.
const GATHER: Duration = Duration::from_millis(5);

/// What the ledger is told.
#[derive(Debug)]
pub(crate) enum Event {
    Outcome {
        position: u64,
        id: u64,
        outcome: Outcome,
        /// Goes back to the window when the id is behind it; a worker keeps that of an id that is pending.
        permit: Option<Permit>,
    },
    /// There are that many ids.
    Ids {
        count: u64,
    },
    /// An entry of the list that has no id.
    Unnamed(String),
    /// Some time has passed.
    Tick,
    /// Something that concerns all ids.
    Fatal(Failure),
    Interrupted,
}

/// A place in the order.
#[derive(Debug)]
enum Slot {
    Waiting,
    Ready { id: u64, row: Vec<u8>, _permit: Option<Permit> },
    Done { _permit: Option<Permit> },
}

/// A failure that may be an outage: not counted before the server answers again.
#[derive(Debug)]
struct Pending {
    position: u64,
    id: u64,
    reason: String,
    /// How many answers there were when it failed.
    answers: u64,
    network: bool,
}

pub(crate) struct Ledger {
    pub(crate) known: Known,
    output: Sink,
    journal: Option<(Journal, Files)>,
    /// Written and missing since the journal was saved.
    new: (Vec<u64>, Vec<u64>),
    ordered: bool,
    /// Whether ids that failed before are being tried again.
    pub(crate) again: bool,
    /// How many entries of the list had no id.
    pub(crate) unnamed: u64,
    patience: usize,
    progress: Arc<Progress>,
    gate: Arc<Gate>,
    /// The place of the first slot, of those in this round.
    position: u64,
    slots: VecDeque<Slot>,
    pending: Vec<Pending>,
    /// How many ids something is known of, in this round and in those before.
    received: u64,
    earlier: u64,
    count: Option<u64>,
    /// Whether anything became of an id in this run.
    any: bool,
    saved: Instant,
}

impl Ledger {
    /// `patience` is how many failures in a row mean that the server is gone.
    pub(crate) fn new(
        started: Started,
        ordered: bool,
        patience: usize,
        progress: Arc<Progress>,
        gate: Arc<Gate>,
    ) -> Self {
        let Started { output, journal, known } = started;
        Self {
            known,
            output,
            journal,
            new: Default::default(),
            ordered,
            again: false,
            unnamed: 0,
            patience,
            progress,
            gate,
            position: 0,
            slots: VecDeque::new(),
            pending: Vec::new(),
            received: 0,
            earlier: 0,
            count: None,
            any: false,
            saved: Instant::now(),
        }
    }

    /// How many calls the output has.
    pub(crate) fn rows(&self) -> u64 {
        self.output.rows()
    }

    /// Works through the events of a round. Whatever happens, what is done is saved.
    pub(crate) fn run(&mut self, events: &mut mpsc::Receiver<Event>) -> Result<(), Failure> {
        self.earlier += self.received;
        (self.position, self.received, self.count) = (0, 0, None);
        self.slots.clear();
        let mut result = self.follow(events);
        if result.as_ref().is_err_and(|failure| failure.exit == Exit::Unavailable) {
            if self.again {
                // They are listed as before.
                result = Ok(());
            }
            if self.again || (self.journal.is_some() && !self.any) {
                // The next run, that it may get further than this one, asks for these last.
                for Pending { id, reason, .. } in mem::take(&mut self.pending) {
                    self.list(id, &reason)?;
                }
            }
        }
        self.pending.clear();
        // After a failed write the journal is still right, and what the output has beyond it is found again.
        if !self.output.is_broken() {
            let saved = self.save();
            result = result.and(saved);
        }
        if let Some((journal, files)) = &self.journal {
            let listed = journal.list_failed(&self.known, &files.failed);
            result = result.and(listed);
        }
        result
    }

    fn follow(&mut self, events: &mut mpsc::Receiver<Event>) -> Result<(), Failure> {
        while self.count != Some(self.received) {
            let event = match events.try_recv() {
                Ok(event) => event,
                Err(_) => {
                    // Nothing to do: who reads the pipe, or looks into the file, gets what there is.
                    self.output.flush()?;
                    let Some(event) = events.blocking_recv() else {
                        return Err(Failure::failed("the export stopped before its end"));
                    };
                    thread::sleep(GATHER);
                    event
                }
            };
            match event {
                Event::Outcome { position, id, outcome, permit } => self.accept(position, id, outcome, permit)?,
                Event::Ids { count } => self.count = Some(count),
                Event::Unnamed(problem) => {
                    self.unnamed += 1;
                    self.progress.say(&format!("failed: {problem}"));
                }
                Event::Tick => {}
                Event::Fatal(failure) => return Err(failure),
                Event::Interrupted => return Err(Failure::new(Exit::Interrupted, "interrupted")),
            }
            self.settle(false)?;
            self.advance()?;
            let done = self.earlier + self.received - self.pending.len() as u64;
            self.progress.at(done, self.known.failed.len() as u64);
            if self.saved.elapsed() >= SAVE_EVERY {
                self.save()?;
            }
        }
        // No answer to come shows whether the network is back.
        if !self.pending.is_empty() && (self.gate.answers() == 0 || self.pending.iter().any(|pending| pending.network))
        {
            return Err(self.gone());
        }
        self.settle(true)?;
        self.advance()
    }

    fn accept(&mut self, position: u64, id: u64, outcome: Outcome, permit: Option<Permit>) -> Result<(), Failure> {
        self.received += 1;
        let mut slot = Slot::Done { _permit: permit };
        match outcome {
            Outcome::Here(row) if self.ordered => {
                let Slot::Done { _permit } = slot else { return Ok(()) };
                slot = Slot::Ready { id, row, _permit };
            }
            Outcome::Here(row) => self.write(id, &row)?,
            Outcome::Missing => {
                self.any = true;
                self.known.miss(id);
                self.new.1.push(id);
            }
            Outcome::Failed { reason, fault: Fault::Call(_) } => self.list(id, &reason)?,
            Outcome::Failed { reason, fault: Fault::Outage { answers, network } } => {
                self.pending.push(Pending { position, id, reason, answers, network });
                self.settle(false)?;
                return if self.pending.len() >= self.patience { Err(self.gone()) } else { Ok(()) };
            }
            Outcome::Failed { reason, fault: Fault::Stop { answers } } => {
                let failure = Failure::new(Exit::Unavailable, format!("call {id}: {reason}"));
                self.pending.push(Pending { position, id, reason, answers, network: false });
                return Err(failure);
            }
        }
        self.place(position, slot);
        Ok(())
    }

    fn place(&mut self, position: u64, slot: Slot) {
        if self.ordered
            && let Some(index) = position.checked_sub(self.position)
        {
            let index = index as usize;
            if self.slots.len() <= index {
                self.slots.resize_with(index + 1, || Slot::Waiting);
            }
            self.slots[index] = slot;
        }
    }

    /// The server has answered others since these failed, so it was not an outage. Or that is known otherwise.
    fn settle(&mut self, all: bool) -> Result<(), Failure> {
        if self.pending.is_empty() {
            return Ok(());
        }
        let answers = self.gate.answers();
        let (own, pending) =
            mem::take(&mut self.pending).into_iter().partition(|pending| all || answers > pending.answers);
        self.pending = pending;
        let own: Vec<Pending> = own;
        for Pending { position, id, reason, .. } in own {
            self.list(id, &reason)?;
            self.place(position, Slot::Done { _permit: None });
        }
        Ok(())
    }

    /// Everything up to the first id that is not done is behind us.
    fn advance(&mut self) -> Result<(), Failure> {
        while !matches!(self.slots.front(), None | Some(Slot::Waiting)) {
            if let Some(Slot::Ready { id, row, .. }) = self.slots.pop_front() {
                self.write(id, &row)?;
            }
            self.position += 1;
        }
        Ok(())
    }

    fn write(&mut self, id: u64, row: &[u8]) -> Result<(), Failure> {
        self.any = true;
        self.new.0.push(id);
        self.known.write(id);
        self.output.push(row)
    }

    fn list(&mut self, id: u64, reason: &str) -> Result<(), Failure> {
        self.any = true;
        let reason = text::short(reason);
        self.progress.say(&format!("failed: call {id}: {reason}"));
        let place = self.journal.as_mut().map_or(Ok(0), |(journal, _)| journal.failed(id, &reason))?;
        self.known.fail(id, place);
        Ok(())
    }

    fn gone(&self) -> Failure {
        let last = self.pending.last().map(|pending| format!(": call {}: {}", pending.id, pending.reason));
        let failures = self.pending.len();
        let message = format!("stopped after {failures} failures in a row{}", last.unwrap_or_default());
        Failure::new(Exit::Unavailable, message)
    }

    fn save(&mut self) -> Result<(), Failure> {
        self.output.flush()?;
        self.saved = Instant::now();
        let Some((journal, _)) = &mut self.journal else {
            self.new = Default::default();
            return Ok(());
        };
        if !self.new.0.is_empty() {
            journal.written(&mut self.new.0, self.output.sync()?)?;
        }
        journal.missing(&mut self.new.1)?;
        journal.save()
    }
}
