//! Where a download goes: to a temporary file that another run can go on with, or straight to a pipe or a device.

use std::{
    fs,
    io::{self, Seek, Write},
    path::{Path, PathBuf},
};

use same_file::Handle;
use tokio::{
    fs::File,
    io::{AsyncSeekExt, AsyncWriteExt},
};

use crate::{
    file::{lock, stdout, with_ending},
    outcome::{Failure, OfFile},
};

pub(crate) struct Part {
    out: File,
    /// What is written to, for messages.
    path: PathBuf,
    /// Where the version is noted that the bytes are of, with the call: two must not be joined into one file. Nowhere for a
    /// stream: what was written to it cannot be taken back.
    note: Option<(PathBuf, u64)>,
    version: Option<String>,
    length: u64,
}

impl Part {
    /// Opens the temporary file of a call's recording, for this process alone.
    pub(crate) fn open(path: PathBuf, call: u64) -> Result<Self, Failure> {
        let note = with_ending(&path, ".version");
        for path in [&path, &note] {
            if fs::symlink_metadata(path).is_ok_and(|found| !found.is_file() || links(&found) > 1) {
                // It would lead out of the folder.
                return Err(Failure::failed(format!("{} is in the way; remove it", path.display())));
            }
        }
        let mut file = loop {
            let file = fs::File::options().write(true).create(true).truncate(false).open(&path).writing(&path)?;
            lock(&file, &path)?;
            // It may have got its last name before it was locked.
            let locked = file.try_clone().and_then(Handle::from_file).writing(&path)?;
            if Handle::from_path(&path).is_ok_and(|there| there == locked) {
                break file;
            }
        };
        let text = fs::read_to_string(&note).unwrap_or_default();
        let noted = text.split_once('\n').filter(|(noted, version)| noted.parse() == Ok(call) && !version.is_empty());
        let version = noted.map(|(_, version)| version.to_owned());
        let length = if version.is_some() { file.metadata().writing(&path)?.len() } else { 0 };
        file.seek(io::SeekFrom::Start(length)).writing(&path)?;
        Ok(Self { out: File::from_std(file), path, note: Some((note, call)), version, length })
    }

    /// A pipe, a device, or stdout by the name of `-`.
    pub(crate) fn stream(path: &Path) -> Result<Self, Failure> {
        let is_stdout = path == Path::new("-");
        let path = if is_stdout { Path::new("stdout") } else { path };
        let out = if is_stdout { stdout() } else { fs::File::options().write(true).open(path) };
        let out = File::from_std(out.writing(path)?);
        Ok(Self { out, path: path.to_owned(), note: None, version: None, length: 0 })
    }

    pub(crate) fn length(&self) -> u64 {
        self.length
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// The version that can be gone on with.
    pub(crate) fn version(&self) -> Option<&str> {
        self.version.as_deref().filter(|_| self.length > 0)
    }

    /// Drops what there is, for another version.
    pub(crate) async fn begin(&mut self, version: Option<&str>) -> Result<(), Failure> {
        self.version = version.map(str::to_owned);
        let Some((note, call)) = &self.note else {
            return match self.length {
                0 => Ok(()),
                bytes => Err(Failure::failed(format!(
                    "{} has {bytes} bytes already, and the server cannot continue from there",
                    self.path.display()
                ))),
            };
        };
        let _ = fs::remove_file(note);
        let noted = version.map_or(Ok(()), |version| {
            // Never through a link that came meanwhile.
            fs::File::create_new(note)?.write_all(format!("{call}\n{version}").as_bytes())
        });
        noted.writing(note)?;
        self.length = 0;
        let emptied = async {
            self.out.set_len(0).await?;
            self.out.rewind().await
        };
        emptied.await.map(drop).writing(&self.path)
    }

    pub(crate) async fn write(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        self.out.write_all(bytes).await.writing(&self.path)?;
        self.length += bytes.len() as u64;
        Ok(())
    }

    /// Makes sure that all is written, and that a file is on the disk.
    pub(crate) async fn flush(&mut self) -> Result<(), Failure> {
        let flushed = async {
            self.out.flush().await?;
            if self.note.is_some() { self.out.sync_data().await } else { Ok(()) }
        };
        flushed.await.writing(&self.path)
    }

    /// Removes what only a download under way needs.
    pub(crate) fn forget_version(&self) {
        if let Some((note, _)) = &self.note {
            let _ = fs::remove_file(note);
        }
    }

    /// Removes all, if nothing was written.
    pub(crate) fn remove_empty(&self) {
        if self.note.is_some() && fs::metadata(&self.path).is_ok_and(|found| found.len() == 0) {
            let _ = fs::remove_file(&self.path);
            self.forget_version();
        }
    }
}

#[cfg(unix)]
fn links(found: &fs::Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::nlink(found)
}

#[cfg(not(unix))]
fn links(_: &fs::Metadata) -> u64 {
    1
}
