//! Which ids are done: rows go to the output in the order asked for or as they come, failures to their list, and the
//! state follows. Only ids between the first that is not done and the last that was handed out are held in memory.

use std::{
    collections::{HashMap, VecDeque},
    sync::Arc,
    thread,
    time::{Duration, Instant},
};

use tokio::sync::{Semaphore, mpsc};

use super::{
    fetch::{Blame, Outcome, Written},
    ids::Ids,
    resume::Started,
    sink::Sink,
    state::{Files, State},
};
use crate::{
    outcome::{Exit, Failure},
    progress::Progress,
    text,
};

/// How often the state is saved. Until then, what is new in the output is read again after a kill.
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
    },
    /// There are that many ids.
    Ids {
        count: u64,
    },
    /// Something that concerns all ids.
    Fatal(Failure),
    Interrupted,
}

/// An id that has been handed out.
#[derive(Debug)]
enum Slot {
    Waiting,
    Ready {
        id: u64,
        row: Vec<u8>,
    },
    /// It failed in a way that may be an outage: not counted before the server answers again.
    Held {
        id: u64,
        reason: String,
        blame: Blame,
    },
    Failed {
        id: u64,
        reason: String,
    },
    Done {
        id: u64,
    },
}

impl Slot {
    fn done(&self) -> Option<u64> {
        match self {
            Self::Done { id } => Some(*id),
            _ => None,
        }
    }
}

pub(crate) struct Ledger {
    pub(crate) state: State,
    output: Sink,
    failed: Option<Sink>,
    files: Option<Files>,
    ordered: bool,
    patience: usize,
    progress: Arc<Progress>,
    /// A permit for each id that may be handed out.
    pub(crate) window: Arc<Semaphore>,
    slots: VecDeque<Slot>,
    /// `state.unplaced`, by id.
    unplaced: HashMap<u64, u32>,
    held: usize,
    /// Whether the server answered in this run.
    contact: bool,
    count: Option<u64>,
    saved: Instant,
}

impl Ledger {
    /// `patience` is how many failures in a row mean that the server is gone.
    pub(crate) fn new(
        started: Started,
        ordered: bool,
        patience: usize,
        progress: Arc<Progress>,
        window: Arc<Semaphore>,
    ) -> Self {
        let Started { state, output, failed, files } = started;
        let mut unplaced = HashMap::new();
        for id in &state.unplaced {
            *unplaced.entry(*id).or_default() += 1;
        }
        let mut slots = VecDeque::new();
        for (place, id) in &state.ahead {
            slots.resize_with(place.saturating_sub(state.position) as usize, || Slot::Waiting);
            slots.push_back(Slot::Done { id: *id });
        }
        Self {
            state,
            output,
            failed,
            files,
            ordered,
            patience,
            progress,
            window,
            slots,
            unplaced,
            held: 0,
            contact: false,
            count: None,
            saved: Instant::now(),
        }
    }

    /// Works through the events of a round. Whatever happens, what is done is saved.
    pub(crate) fn run(&mut self, events: &mut mpsc::Receiver<Event>) -> Result<(), Failure> {
        let mut result = self.follow(events);
        // After a failed write the last saved state is still right, and what the output has beyond it is found again.
        if !self.output.is_broken() && !self.failed.as_ref().is_some_and(Sink::is_broken) {
            let saved = self.save();
            result = result.and(saved);
        }
        self.state.written = self.output.rows();
        result
    }

    fn follow(&mut self, events: &mut mpsc::Receiver<Event>) -> Result<(), Failure> {
        while !self.is_complete()? {
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
                Event::Outcome { position, id, outcome } => self.accept(position, id, outcome)?,
                Event::Ids { count } => self.count = Some(count),
                Event::Fatal(failure) => return Err(failure),
                Event::Interrupted => return Err(Failure::new(Exit::Interrupted, "interrupted")),
            }
            self.progress.at(self.output.pushed() + self.state.failed, self.state.failed);
            if self.saved.elapsed() >= SAVE_EVERY {
                self.save()?;
            }
        }
        Ok(())
    }

    fn is_complete(&mut self) -> Result<bool, Failure> {
        let Some(count) = self.count else { return Ok(false) };
        let all_back = self.state.position + self.slots.len() as u64 == count
            && !self.slots.iter().any(|slot| matches!(slot, Slot::Waiting));
        if all_back && self.held > 0 {
            // No answer to come shows whether the network is back.
            let network = |slot: &Slot| matches!(slot, Slot::Held { blame: Blame::Network, .. });
            if !self.contact || self.slots.iter().any(network) {
                return Err(self.gone());
            }
            self.release_held()?;
            self.advance()?;
        }
        Ok(self.state.position == count)
    }

    fn accept(&mut self, position: u64, id: u64, outcome: Outcome) -> Result<(), Failure> {
        let Some(index) = position.checked_sub(self.state.position).and_then(|index| usize::try_from(index).ok())
        else {
            return Ok(());
        };
        if self.slots.len() <= index {
            self.slots.resize_with(index + 1, || Slot::Waiting);
        }
        let slot = match outcome {
            Outcome::Row(row) => {
                self.answered()?;
                if self.ordered { Slot::Ready { id, row } } else { self.write(id, &row)? }
            }
            Outcome::Failed { reason, blame: Blame::Call } => {
                self.answered()?;
                if self.ordered { Slot::Failed { id, reason } } else { self.list(id, &reason)? }
            }
            Outcome::Failed { reason, blame } => {
                self.held += 1;
                Slot::Held { id, reason, blame }
            }
            Outcome::Already(written) => {
                if let (Written::AfterState, Some(left)) = (written, self.unplaced.get_mut(&id)) {
                    *left -= 1;
                    if *left == 0 {
                        self.unplaced.remove(&id);
                    }
                }
                Slot::Done { id }
            }
        };
        if let Some(place) = self.slots.get_mut(index) {
            *place = slot;
        }
        if self.held >= self.patience {
            return Err(self.gone());
        }
        self.advance()
    }

    fn answered(&mut self) -> Result<(), Failure> {
        self.contact = true;
        self.release_held()
    }

    fn release_held(&mut self) -> Result<(), Failure> {
        if self.held == 0 {
            return Ok(());
        }
        self.held = 0;
        for index in 0..self.slots.len() {
            if let Some(slot @ Slot::Held { .. }) = self.slots.get_mut(index)
                && let Slot::Held { id, reason, .. } = std::mem::replace(slot, Slot::Waiting)
            {
                let slot = if self.ordered { Slot::Failed { id, reason } } else { self.list(id, &reason)? };
                self.slots[index] = slot;
            }
        }
        Ok(())
    }

    /// Everything up to the first id that is not done is behind us.
    fn advance(&mut self) -> Result<(), Failure> {
        while let Some(slot) = self.slots.front() {
            if matches!(slot, Slot::Waiting | Slot::Held { .. }) {
                break;
            }
            let slot = self.slots.pop_front();
            let id = match slot {
                Some(Slot::Ready { id, row }) => {
                    self.write(id, &row)?;
                    id
                }
                Some(Slot::Failed { id, reason }) => {
                    self.list(id, &reason)?;
                    id
                }
                Some(Slot::Done { id }) => id,
                Some(Slot::Waiting | Slot::Held { .. }) | None => break,
            };
            self.state.position += 1;
            if self.state.round == 0 {
                self.state.asked.add(id);
            }
            self.window.add_permits(1);
        }
        Ok(())
    }

    fn write(&mut self, id: u64, row: &[u8]) -> Result<Slot, Failure> {
        self.output.push(row)?;
        Ok(Slot::Done { id })
    }

    fn list(&mut self, id: u64, reason: &str) -> Result<Slot, Failure> {
        self.progress.say(&format!("failed: call {id}: {reason}"));
        if let Some(failed) = &mut self.failed {
            failed.push(format!("{id}\t{}\n", text::line(reason)).as_bytes())?;
        }
        self.state.failed += 1;
        Ok(Slot::Done { id })
    }

    fn gone(&self) -> Failure {
        let last = self.slots.iter().rev().find_map(|slot| match slot {
            Slot::Held { id, reason, .. } => Some(format!("call {id}: {reason}")),
            _ => None,
        });
        let last = last.unwrap_or_else(|| "no answer".to_owned());
        Failure::new(Exit::Unavailable, format!("stopped after {} failures in a row: {last}", self.held))
    }

    fn save(&mut self) -> Result<(), Failure> {
        self.output.flush()?;
        let Some(files) = &self.files else { return Ok(()) };
        self.output.sync()?;
        if let Some(failed) = &mut self.failed {
            failed.flush()?;
            failed.sync()?;
            self.state.failed_bytes = failed.written();
        }
        self.state.output_bytes = self.output.written();
        self.state.written = self.output.rows();
        let places = self.state.position..;
        self.state.ahead = places.zip(&self.slots).filter_map(|(place, slot)| Some((place, slot.done()?))).collect();
        self.state.unplaced =
            self.unplaced.iter().flat_map(|(id, left)| std::iter::repeat_n(*id, *left as usize)).collect();
        files.save(&self.state)?;
        self.saved = Instant::now();
        Ok(())
    }

    /// Begins a round with the ids that failed, if there is a list of them.
    pub(crate) fn begin_retry(&mut self) -> Result<Option<Ids>, Failure> {
        let (Some(files), Some(failed)) = (&self.files, &mut self.failed) else { return Ok(None) };
        files.keep_for_retry()?;
        self.state.round = 1;
        self.state.position = 0;
        self.state.failed = 0;
        self.state.failed_bytes = 0;
        self.count = None;
        // First the state, then the list: until the state is saved, the list is what the last round left.
        files.save(&self.state)?;
        *failed = files.failed_list(0)?;
        files.retry_list(&self.state).map(Some)
    }

    /// Goes back to the ids asked for; what failed again is in the list of failed ones.
    pub(crate) fn end_retry(&mut self) -> Result<(), Failure> {
        let Some(files) = &self.files else { return Ok(()) };
        self.state.round = 0;
        self.state.position = self.state.asked.count;
        self.count = None;
        // First the state: as long as it is that of the retry, it points into this file.
        files.save(&self.state)?;
        files.forget_retry();
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_export_that_is_interrupted_as_soon_as_it_goes_on_forgets_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let files = Files::beside(&folder.path().join("out"));
        let state = State { position: 2, ahead: vec![(4, 40), (7, 70)], unplaced: vec![90], ..State::default() };
        let (events, mut told) = mpsc::channel(1);
        events.try_send(Event::Interrupted).unwrap();
        let progress = Arc::new(Progress::of_calls(0, None, false));
        let window = Arc::new(Semaphore::new(1));
        let file = std::fs::File::create(&files.output).unwrap();
        let output = Sink::file(file, &files.output, 0, 0).unwrap();
        let started = Started { state: state.clone(), output, failed: None, files: Some(files.clone()) };
        let mut ledger = Ledger::new(started, false, 9, progress, window);
        assert_eq!(ledger.run(&mut told).unwrap_err().exit, Exit::Interrupted);
        let saved = files.load().unwrap().unwrap();
        assert_eq!((saved.position, saved.ahead, saved.unplaced), (2, state.ahead, state.unplaced));
    }
}
