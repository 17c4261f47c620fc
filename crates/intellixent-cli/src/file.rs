//! Files as people have them: written by one process at a time, and read in UTF-8 or in the UTF-16 of Windows.

use std::{
    fs::File,
    io::{self, Read},
    path::Path,
};

use encoding_rs_io::DecodeReaderBytes;
use fs4::{FileExt, TryLockError};

use crate::outcome::Failure;

/// Keeps other processes from writing to a file until it is closed, at the latest when this process ends in any way.
pub(crate) fn lock(file: &File, path: &Path) -> Result<(), Failure> {
    match FileExt::try_lock(file) {
        Err(TryLockError::WouldBlock) => {
            Err(Failure::failed(format!("{} is being written by another process; wait for it to end", path.display())))
        }
        // Not every file system can.
        Ok(()) | Err(TryLockError::Error(_)) => Ok(()),
    }
}

/// UTF-8 out of UTF-8, or of UTF-16 with the mark at its start that Windows writes.
pub(crate) fn utf8(text: impl Read) -> impl Read {
    DecodeReaderBytes::new(text)
}

/// The start of a small file.
pub(crate) fn start(path: &Path, max: u64) -> io::Result<String> {
    let mut bytes = Vec::new();
    utf8(File::open(path)?.take(max)).read_to_end(&mut bytes)?;
    String::from_utf8(bytes).map_err(|_| io::Error::new(io::ErrorKind::InvalidData, "it is not text"))
}
