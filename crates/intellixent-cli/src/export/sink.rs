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
    /// How many rows a write that failed took with it.
    lost: u64,
}

impl Sink {
    pub(crate) fn stdout() -> Self {
        Self { file: None, buffer: Vec::new(), gathered: 0, written: 0, lost: 0 }
    }

    /// Goes on after the first `keep` bytes of a file; what follows them is dropped.
    pub(crate) fn file(mut file: File, path: &Path, keep: u64) -> Result<Self, Failure> {
        file.set_len(keep).and_then(|()| file.seek(SeekFrom::Start(keep))).map_err(|error| unwritable(path, &error))?;
        Ok(Self { file: Some((file, path.to_owned())), buffer: Vec::new(), gathered: 0, written: keep, lost: 0 })
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
                unwritable(path, &error)
            }),
        };
        match &result {
            Ok(()) => self.written += self.buffer.len() as u64,
            Err(_) => self.lost += self.gathered,
        }
        self.buffer.clear();
        self.gathered = 0;
        result
    }

    /// Makes sure that what is written survives a power cut.
    pub(crate) fn sync(&self) -> Result<(), Failure> {
        match &self.file {
            Some((file, path)) => file.sync_data().map_err(|error| unwritable(path, &error)),
            None => Ok(()),
        }
    }

    /// How many rows did not get into the output although they were pushed; a state must not count them.
    pub(crate) fn lost(&self) -> u64 {
        self.lost
    }

    /// How many bytes are written, without those that are still gathered.
    pub(crate) fn written(&self) -> u64 {
        self.written
    }
}

pub(crate) fn unwritable(path: &Path, error: &io::Error) -> Failure {
    Failure::failed(format!("{} cannot be written: {error}", path.display()))
}
