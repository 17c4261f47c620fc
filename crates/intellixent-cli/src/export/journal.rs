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

impl Known {
    pub(crate) fn write(&mut self, id: u64) {
        self.written.insert(id);
        self.missing.remove(id);
        self.failed.remove(&id);
    }

    pub(crate) fn miss(&mut self, id: u64) {
        self.missing.insert(id);
        self.failed.remove(&id);
    }

    pub(crate) fn fail(&mut self, id: u64, place: u64) {
        self.failed.insert(id, place);
        self.missing.remove(id);
    }
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

#[derive(Debug)]
pub(crate) struct Journal {
    file: File,
    path: PathBuf,
    length: u64,
    gathered: Vec<u8>,
}

impl Journal {
    fn of(path: &Path, options: &OpenOptions) -> Result<Self, Failure> {
        let file = options.open(path).writing(path)?;
        lock(&file, path)?;
        Ok(Self { file, path: path.to_owned(), length: 0, gathered: Vec::new() })
    }

    /// Starts a journal where there is none. It is locked as long as it is open.
    pub(crate) fn create(path: &Path, form: String) -> Result<Self, Failure> {
        let mut journal = Self::of(path, File::options().read(true).write(true).create_new(true))?;
        journal.add(&Entry::Export { version: VERSION, form })?;
        journal.save().inspect_err(|_| {
            let _ = remove(path);
        })?;
        Ok(journal)
    }

    /// Opens the journal of an export that is to go on in the same form, and reads it.
    pub(crate) fn open(path: &Path, form: &str) -> Result<(Self, Known, Covered), Failure> {
        let mut journal = Self::of(path, File::options().read(true).write(true))?;
        let (known, covered) = journal.read(form)?;
        // What follows was torn.
        let (file, end) = (&mut journal.file, journal.length);
        file.set_len(end).and_then(|()| file.seek(SeekFrom::Start(end))).writing(path)?;
        Ok((journal, known, covered))
    }

    fn read(&mut self, form: &str) -> Result<(Known, Covered), Failure> {
        let path = self.path.display();
        let damaged = |why: &str| Failure::failed(format!("{path} is damaged: {why}; start again with --force"));
        let (mut known, mut covered) = (Known::default(), Covered::default());
        let (mut reader, mut line) = (BufReader::new(&self.file), Vec::new());
        loop {
            line.clear();
            let read = reader.by_ref().take(MAX_LINE).read_until(b'\n', &mut line).reading(&self.path)?;
            if !line.ends_with(b"\n") && read as u64 == MAX_LINE {
                return Err(damaged("a line is too long"));
            }
            if !line.ends_with(b"\n") {
                return if self.length > 0 { Ok((known, covered)) } else { Err(damaged("it has no first line")) };
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
                Entry::Failed { id, .. } => known.fail(id, self.length),
                Entry::Missing { ids } | Entry::Written { ids, .. } if !are_spans(&ids) => {
                    return Err(damaged("it has ids that no export writes"));
                }
                Entry::Missing { ids } => each(&ids, |id| known.miss(id)),
                Entry::Written { ids, bytes, end } => {
                    each(&ids, |id| known.write(id));
                    covered = Covered { bytes, end };
                }
            }
            self.length += line.len() as u64;
        }
    }

    /// Notes why an id failed; gives the place of that.
    pub(crate) fn failed(&mut self, id: u64, reason: &str) -> Result<u64, Failure> {
        let place = self.length + self.gathered.len() as u64;
        self.add(&Entry::Failed { id, reason: reason.to_owned() })?;
        Ok(place)
    }

    pub(crate) fn missing(&mut self, ids: &mut Vec<u64>) -> Result<(), Failure> {
        let ids = spans(ids);
        if ids.is_empty() { Ok(()) } else { self.add(&Entry::Missing { ids }) }
    }

    /// Notes calls that are on the disk.
    pub(crate) fn written(&mut self, ids: &mut Vec<u64>, covered: Covered) -> Result<(), Failure> {
        let (ids, Covered { bytes, end }) = (spans(ids), covered);
        if ids.is_empty() { Ok(()) } else { self.add(&Entry::Written { ids, bytes, end }) }
    }

    fn add(&mut self, entry: &Entry) -> Result<(), Failure> {
        serde_json::to_writer(&mut self.gathered, entry).map_err(io::Error::from).writing(&self.path)?;
        self.gathered.push(b'\n');
        Ok(())
    }

    /// Writes what was added.
    pub(crate) fn save(&mut self) -> Result<(), Failure> {
        append(&mut self.file, self.length, &self.gathered).writing(&self.path)?;
        self.length += self.gathered.len() as u64;
        self.gathered.clear();
        Ok(())
    }

    /// Makes the list of failed ids, in place of another.
    pub(crate) fn list_failed(&self, known: &Known, list: &Path) -> Result<(), Failure> {
        remove(list).writing(list)?;
        if known.failed.is_empty() {
            return Ok(());
        }
        let write = || {
            // Not through a link that came meanwhile.
            let mut out = io::BufWriter::new(File::create_new(list)?);
            let (mut journal, mut line) = (BufReader::new(&self.file), Vec::new());
            for (id, place) in &known.failed {
                line.clear();
                journal.seek(SeekFrom::Start(*place))?;
                journal.by_ref().read_until(b'\n', &mut line)?;
                if let Ok(Entry::Failed { reason, .. }) = serde_json::from_slice(&line) {
                    writeln!(out, "{id}\t{reason}")?;
                }
            }
            out.flush()
        };
        write().writing(list)
    }
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
