//! FILE.state, the one record of what became of each id, from which `--resume` goes on.
//!
//! It is a file of JSON lines to which each entry is added, never changed. Calls are noted only after they are on the disk,
//! together with how long the output then was and how it ended: so an interruption at any time leaves at most an output
//! that is longer than the journal says. The list of failed ids is made from the journal, and read by nobody here.

use std::{
    collections::BTreeMap,
    fs::{File, OpenOptions},
    io::{self, BufRead, BufReader, Read, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
};

use roaring::RoaringTreemap;
use serde::{Deserialize, Serialize};

use crate::{
    file::{append, lock, remove},
    outcome::{Failure, OfFile},
    text,
};

const VERSION: u32 = 2;

/// No entry takes as many bytes.
const MAX_LINE: u64 = 1 << 28;

/// From the first to the last id.
type Span = (u64, u64);

#[derive(Debug, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
enum Entry {
    /// The first line: how calls are written.
    Export {
        version: u32,
        form: String,
    },
    Failed {
        id: u64,
        reason: String,
    },
    /// The server has no such calls.
    Missing {
        ids: Vec<Span>,
    },
    /// These calls are in the output, which has that many bytes and ends in that way.
    Written {
        ids: Vec<Span>,
        bytes: u64,
        end: u64,
    },
}

/// What is known of ids. Each is in one of these at most.
#[derive(Clone, Debug, Default)]
pub(crate) struct Known {
    pub(crate) written: RoaringTreemap,
    pub(crate) missing: RoaringTreemap,
    /// With the place of the last reason in the journal.
    pub(crate) failed: BTreeMap<u64, u64>,
}

/// How far the journal covers the output.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Covered {
    pub(crate) bytes: u64,
    /// A fingerprint of the last of them.
    pub(crate) end: u64,
}

/// How much of the end of a file its fingerprint covers.
const END: u64 = 4096;

impl Covered {
    /// The first `bytes` of a file, which is left there. Other bytes at their end, or more or fewer before them, are another
    /// end.
    pub(crate) fn of(file: &mut File, bytes: u64) -> io::Result<Self> {
        let start = bytes.saturating_sub(END);
        file.seek(SeekFrom::Start(start))?;
        let mut last = Vec::new();
        Read::by_ref(file).take(bytes - start).read_to_end(&mut last)?;
        file.seek(SeekFrom::Start(bytes))?;
        // FNV-1a, 64 bits: stable across versions and machines.
        let end = last
            .iter()
            .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x100_0000_01b3));
        Ok(Self { bytes, end })
    }
}

#[derive(Debug, Default)]
pub(crate) struct Journal {
    pub(crate) known: Known,
    /// None for an output that nothing can be added to later: then this is all in memory.
    file: Option<File>,
    path: PathBuf,
    length: u64,
    gathered: Vec<u8>,
    /// Since the last save.
    written: Vec<u64>,
    missing: Vec<u64>,
}

impl Journal {
    /// Starts a journal where there is none. It is locked as long as it is open.
    pub(crate) fn create(path: &Path, form: String) -> Result<Self, Failure> {
        let file = locked(path, File::options().read(true).write(true).create_new(true))?;
        let mut journal = Self { file: Some(file), path: path.to_owned(), ..Self::default() };
        journal.add(&Entry::Export { version: VERSION, form })?;
        journal.flush().inspect_err(|_| {
            let _ = remove(path);
        })?;
        Ok(journal)
    }

    /// Opens the journal of an export that is to go on in the same form, and reads it.
    pub(crate) fn open(path: &Path, form: &str) -> Result<(Self, Covered), Failure> {
        let mut file = locked(path, File::options().read(true).write(true))?;
        // What is read is not noted again: it has no file yet.
        let mut journal = Self { path: path.to_owned(), ..Self::default() };
        let covered = journal.read(&file, form)?;
        // What follows was torn.
        file.set_len(journal.length).and_then(|()| file.seek(SeekFrom::Start(journal.length))).writing(path)?;
        journal.file = Some(file);
        Ok((journal, covered))
    }

    fn read(&mut self, file: &File, form: &str) -> Result<Covered, Failure> {
        let path = self.path.display().to_string();
        let damaged = |why: &str| Failure::failed(format!("{path} is damaged: {why}; start again with --force"));
        let (mut reader, mut line, mut covered) = (BufReader::new(file), Vec::new(), Covered::default());
        loop {
            line.clear();
            let read = reader.by_ref().take(MAX_LINE).read_until(b'\n', &mut line).reading(&self.path)?;
            if !line.ends_with(b"\n") && read as u64 == MAX_LINE {
                return Err(damaged("a line is too long"));
            }
            if !line.ends_with(b"\n") {
                return if self.length > 0 { Ok(covered) } else { Err(damaged("it has no first line")) };
            }
            let entry = serde_json::from_slice::<Entry>(&line)
                .map_err(|_| damaged(&format!("the line at byte {} is no entry", self.length)))?;
            match entry {
                Entry::Export { version, .. } if version != VERSION => {
                    let why = format!("{path} is from another version of this program; start again with --force");
                    return Err(Failure::failed(why));
                }
                Entry::Export { form: started, .. } if started != form => {
                    return Err(Failure::usage(format!(
                        "the export of {path} was started as {}; --resume needs the same format and columns",
                        text::short(&started)
                    )));
                }
                Entry::Export { .. } => {}
                _ if self.length == 0 => return Err(damaged("it has no first line")),
                Entry::Failed { id, .. } => self.fail_at(id, self.length),
                Entry::Missing { ids } | Entry::Written { ids, .. } if !are_spans(&ids) => {
                    return Err(damaged("it has ids that no export writes"));
                }
                Entry::Missing { ids } => each(&ids, |id| self.miss(id)),
                Entry::Written { ids, bytes, end } => {
                    each(&ids, |id| self.write(id));
                    covered = Covered { bytes, end };
                }
            }
            self.length += line.len() as u64;
        }
    }

    pub(crate) fn write(&mut self, id: u64) {
        self.known.written.insert(id);
        self.known.missing.remove(id);
        self.known.failed.remove(&id);
        self.written.extend(self.file.is_some().then_some(id));
    }

    pub(crate) fn miss(&mut self, id: u64) {
        self.known.missing.insert(id);
        self.known.failed.remove(&id);
        self.missing.extend(self.file.is_some().then_some(id));
    }

    pub(crate) fn fail(&mut self, id: u64, reason: &str) -> Result<(), Failure> {
        self.fail_at(id, self.length + self.gathered.len() as u64);
        self.add(&Entry::Failed { id, reason: reason.to_owned() })
    }

    fn fail_at(&mut self, id: u64, place: u64) {
        self.known.failed.insert(id, place);
        self.known.missing.remove(id);
    }

    /// Writes what is new, if it is kept anywhere. `sync` makes sure that written calls are on the disk.
    pub(crate) fn save(&mut self, sync: impl FnOnce() -> Result<Covered, Failure>) -> Result<(), Failure> {
        if !self.written.is_empty() {
            let Covered { bytes, end } = sync()?;
            let ids = spans(&mut self.written);
            self.add(&Entry::Written { ids, bytes, end })?;
        }
        if !self.missing.is_empty() {
            let ids = spans(&mut self.missing);
            self.add(&Entry::Missing { ids })?;
        }
        self.flush()
    }

    fn add(&mut self, entry: &Entry) -> Result<(), Failure> {
        if self.is_kept() {
            serde_json::to_writer(&mut self.gathered, entry).map_err(io::Error::from).writing(&self.path)?;
            self.gathered.push(b'\n');
        }
        Ok(())
    }

    fn flush(&mut self) -> Result<(), Failure> {
        if let Some(file) = &mut self.file {
            append(file, self.length, &self.gathered).writing(&self.path)?;
        }
        self.length += self.gathered.len() as u64;
        self.gathered.clear();
        Ok(())
    }

    /// Whether another run can go on from it.
    pub(crate) fn is_kept(&self) -> bool {
        self.file.is_some()
    }

    /// Makes the list of failed ids, in place of another.
    pub(crate) fn list_failed(&self) -> Result<(), Failure> {
        let Some(file) = &self.file else { return Ok(()) };
        let list = self.path.with_extension("failed");
        remove(&list).writing(&list)?;
        if self.known.failed.is_empty() {
            return Ok(());
        }
        let write = || {
            // Not through a link that came meanwhile.
            let mut out = io::BufWriter::new(File::create_new(&list)?);
            let (mut journal, mut line) = (BufReader::new(file), Vec::new());
            for (id, place) in &self.known.failed {
                line.clear();
                journal.seek(SeekFrom::Start(*place))?;
                journal.by_ref().read_until(b'\n', &mut line)?;
                if let Ok(Entry::Failed { reason, .. }) = serde_json::from_slice(&line) {
                    writeln!(out, "{id}\t{reason}")?;
                }
            }
            out.flush()
        };
        write().writing(&list)
    }
}

fn locked(path: &Path, options: &OpenOptions) -> Result<File, Failure> {
    let file = options.open(path).writing(path)?;
    lock(&file, path)?;
    Ok(file)
}

/// The ids as spans, and none of them left.
fn spans(ids: &mut Vec<u64>) -> Vec<Span> {
    ids.sort_unstable();
    let mut spans: Vec<Span> = Vec::new();
    for id in ids.drain(..) {
        match spans.last_mut() {
            Some((_, last)) if id - *last <= 1 => *last = id,
            _ => spans.push((id, id)),
        }
    }
    spans
}

/// An entry has the ids of about a second.
const MAX_IDS: u64 = 1 << 24;

fn are_spans(spans: &[Span]) -> bool {
    let lengths = spans.iter().map(|(first, last)| last.checked_sub(*first));
    let total = lengths.into_iter().try_fold(0u64, |total, length| total.checked_add(length?)?.checked_add(1));
    total.is_some_and(|total| total <= MAX_IDS)
}

fn each(spans: &[Span], mut what: impl FnMut(u64)) {
    for (first, last) in spans {
        (*first..=*last).for_each(&mut what);
    }
}
