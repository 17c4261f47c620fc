//! Where rows go: a file that is never left with half a row if the system lets us say so, or a stream.

use std::{
    fs::File,
    io::{Seek, SeekFrom, Write},
    path::{Path, PathBuf},
};

use super::journal::Covered;
use crate::{
    file::{append, stdout},
    outcome::{Failure, OfFile},
};

/// How much is gathered before it is written.
const BUFFER: usize = 64 * 1024;

#[derive(Debug)]
pub(crate) struct Sink {
    file: File,
    name: PathBuf,
    /// Whether it is not ours to cut.
    is_stream: bool,
    buffer: Vec<u8>,
    /// How many rows that is.
    gathered: u64,
    /// How many bytes of whole rows are written.
    written: u64,
    /// How many rows that is.
    rows: u64,
    /// Whether a write failed, and took what was gathered with it.
    broken: bool,
}

impl Sink {
    fn new(file: File, name: &Path, is_stream: bool) -> Self {
        let name = name.to_owned();
        Self { file, name, is_stream, buffer: Vec::new(), gathered: 0, written: 0, rows: 0, broken: false }
    }

    pub(crate) fn stdout() -> Result<Self, Failure> {
        Ok(Self::new(stdout().writing("stdout")?, Path::new("stdout"), true))
    }

    /// A pipe or a device.
    pub(crate) fn stream(path: &Path) -> Result<Self, Failure> {
        Ok(Self::new(File::options().write(true).open(path).writing(path)?, path, true))
    }

    /// Goes on after the first `keep` bytes of a file, which are `rows` rows; what follows them is dropped.
    pub(crate) fn file(mut file: File, path: &Path, keep: u64, rows: u64) -> Result<Self, Failure> {
        file.set_len(keep).and_then(|()| file.seek(SeekFrom::Start(keep))).writing(path)?;
        Ok(Self { written: keep, rows, ..Self::new(file, path, false) })
    }

    /// Adds what comes before the first row.
    pub(crate) fn header(&mut self, header: &[u8]) {
        self.buffer.extend_from_slice(header);
    }

    /// Adds a whole row.
    pub(crate) fn push(&mut self, row: &[u8]) -> Result<(), Failure> {
        self.buffer.extend_from_slice(row);
        self.gathered += 1;
        if self.buffer.len() >= BUFFER { self.flush() } else { Ok(()) }
    }

    /// Writes what has been gathered. If that fails, a file ends with the last row that was whole before.
    pub(crate) fn flush(&mut self) -> Result<(), Failure> {
        let result = if self.is_stream {
            self.file.write_all(&self.buffer)
        } else {
            append(&mut self.file, self.written, &self.buffer)
        };
        if result.is_ok() {
            self.written += self.buffer.len() as u64;
            self.rows += self.gathered;
        }
        self.broken |= result.is_err();
        self.buffer.clear();
        self.gathered = 0;
        result.writing(&self.name)
    }

    /// Makes sure that what is written survives a power cut, and says how much it is.
    pub(crate) fn sync(&mut self) -> Result<Covered, Failure> {
        self.file.sync_data().and_then(|()| Covered::of(&mut self.file, self.written)).writing(&self.name)
    }

    /// Whether rows that were pushed did not get into the output; a journal must not name them.
    pub(crate) fn is_broken(&self) -> bool {
        self.broken
    }

    /// How many rows are written, without those that are still gathered.
    pub(crate) fn rows(&self) -> u64 {
        self.rows
    }
}
