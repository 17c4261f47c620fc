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
    /// How many bytes of whole rows are written.
    written: u64,
}

impl Sink {
    pub(crate) fn stdout() -> Self {
        Self { file: None, buffer: Vec::new(), written: 0 }
    }

    /// Goes on after the first `keep` bytes of a file; what follows them is dropped.
    pub(crate) fn file(mut file: File, path: &Path, keep: u64) -> Result<Self, Failure> {
        file.set_len(keep).and_then(|()| file.seek(SeekFrom::Start(keep))).map_err(|error| unwritable(path, &error))?;
        Ok(Self { file: Some((file, path.to_owned())), buffer: Vec::new(), written: keep })
    }

    /// Adds a whole row.
    pub(crate) fn push(&mut self, row: &[u8]) -> Result<(), Failure> {
        self.buffer.extend_from_slice(row);
        if self.buffer.len() >= BUFFER { self.flush() } else { Ok(()) }
    }

    /// Writes what has been gathered. If that fails, the file ends with the last row that was whole before.
    pub(crate) fn flush(&mut self) -> Result<(), Failure> {
        if self.buffer.is_empty() {
            return Ok(());
        }
        match &mut self.file {
            None => {
                let mut stdout = io::stdout().lock();
                let result = stdout.write_all(&self.buffer).and_then(|()| stdout.flush());
                result.map_err(|error| Failure::stdout(&error))?;
            }
            Some((file, path)) => {
                if let Err(error) = file.write_all(&self.buffer) {
                    self.buffer.clear();
                    let _ = file.set_len(self.written);
                    let _ = file.seek(SeekFrom::Start(self.written));
                    return Err(unwritable(path, &error));
                }
            }
        }
        self.written += self.buffer.len() as u64;
        self.buffer.clear();
        Ok(())
    }

    /// Makes sure that what is written survives a power cut.
    pub(crate) fn sync(&self) -> Result<(), Failure> {
        match &self.file {
            Some((file, path)) => file.sync_data().map_err(|error| unwritable(path, &error)),
            None => Ok(()),
        }
    }

    /// How many bytes are written, without those that are still gathered.
    pub(crate) fn written(&self) -> u64 {
        self.written
    }
}

pub(crate) fn unwritable(path: &Path, error: &io::Error) -> Failure {
    Failure::failed(format!("{} cannot be written: {error}", path.display()))
}
