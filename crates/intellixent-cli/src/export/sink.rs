//! Where rows go: a file that is never left with half a row if the system lets us say so, or stdout.

use std::{
    fs::File,
    io::{self, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
};

use crate::outcome::Failure;

/// How much is gathered before it is written.
const BUFFER: usize = 64 * 1024;

#[derive(Debug)]
pub(crate) struct Sink {
    /// `None` is stdout.
    file: Option<(File, PathBuf)>,
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
    pub(crate) fn stdout() -> Self {
        Self { file: None, buffer: Vec::new(), gathered: 0, written: 0, rows: 0, broken: false }
    }

    /// Goes on after the first `keep` bytes of a file, which are `rows` rows; what follows them is dropped.
    pub(crate) fn file(mut file: File, path: &Path, keep: u64, rows: u64) -> Result<Self, Failure> {
        file.set_len(keep)
            .and_then(|()| file.seek(SeekFrom::Start(keep)))
            .map_err(|error| Failure::unwritable(path, &error))?;
        let file = Some((file, path.to_owned()));
        Ok(Self { file, buffer: Vec::new(), gathered: 0, written: keep, rows, broken: false })
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

    /// Writes what has been gathered. If that fails, the file ends with the last row that was whole before.
    pub(crate) fn flush(&mut self) -> Result<(), Failure> {
        if self.buffer.is_empty() {
            return Ok(());
        }
        let result = match &mut self.file {
            None => {
                let mut stdout = io::stdout().lock();
                let result = stdout.write_all(&self.buffer).and_then(|()| stdout.flush());
                result.map_err(|error| Failure::stdout(&error))
            }
            Some((file, path)) => file.write_all(&self.buffer).map_err(|error| {
                let _ = file.set_len(self.written);
                let _ = file.seek(SeekFrom::Start(self.written));
                Failure::unwritable(path, &error)
            }),
        };
        match &result {
            Ok(()) => {
                self.written += self.buffer.len() as u64;
                self.rows += self.gathered;
            }
            Err(_) => self.broken = true,
        }
        self.buffer.clear();
        self.gathered = 0;
        result
    }

    /// Makes sure that what is written survives a power cut.
    pub(crate) fn sync(&self) -> Result<(), Failure> {
        match &self.file {
            Some((file, path)) => file.sync_data().map_err(|error| Failure::unwritable(path, &error)),
            None => Ok(()),
        }
    }

    /// Whether rows that were pushed did not get into the output; a state must not count them.
    pub(crate) fn is_broken(&self) -> bool {
        self.broken
    }

    /// How many rows are written, without those that are still gathered.
    pub(crate) fn rows(&self) -> u64 {
        self.rows
    }

    /// How many rows there are, with those that are still gathered.
    pub(crate) fn pushed(&self) -> u64 {
        self.rows + self.gathered
    }

    /// How many bytes are written, without those that are still gathered.
    pub(crate) fn written(&self) -> u64 {
        self.written
    }
}
