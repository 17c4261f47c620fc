//! Files as people have them: written by one process at a time, and read in UTF-8 or in the UTF-16 of Windows.

use std::{
    fs::{self, File},
    io::{self, Read, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
};

use encoding_rs_io::DecodeReaderBytes;
use fs4::{FileExt, TryLockError};
use same_file::Handle;

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

/// The path with an ending added to its name.
pub(crate) fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

/// Writes to the end of a file, which is at `end`: all, or nothing if the system lets us say so.
pub(crate) fn append(file: &mut File, end: u64, bytes: &[u8]) -> io::Result<()> {
    file.write_all(bytes).inspect_err(|_| {
        let _ = file.set_len(end);
        let _ = file.seek(SeekFrom::Start(end));
    })
}

/// Removes a file, if it is there.
pub(crate) fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Whether both names are of one regular file. Anything else is not opened: a pipe waits for its other end.
pub(crate) fn is_same(one: &Path, other: &Path) -> bool {
    is_file(one) && is_file(other) && same_file::is_same_file(one, other).unwrap_or(false)
}

/// Whether `-` or another name means stdout, such as `/dev/stdout` when it is a file.
pub(crate) fn is_stdout(path: &Path) -> bool {
    let is_same = || Some(Handle::stdout().ok()? == Handle::from_path(path).ok()?);
    path == Path::new("-") || is_file(path) && is_same() == Some(true)
}

/// stdout as a file of its own.
pub(crate) fn stdout() -> io::Result<File> {
    Handle::stdout()?.as_file().try_clone()
}

fn is_file(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|found| found.is_file())
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
