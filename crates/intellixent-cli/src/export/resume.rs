//! How an export starts: anew, or where an interrupted one stopped. What the journal says of the output is looked at
//! before a byte is written or dropped.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, BufRead, BufReader, Seek, SeekFrom},
};

use super::{
    files::Files,
    journal::{Covered, Journal, Known},
    row::Rows,
    sink::{Sink, covered},
};
use crate::{connect::Identity, file::lock, outcome::Failure};

/// An output that is ready to go on.
#[derive(Debug)]
pub(crate) struct Started {
    pub(crate) output: Sink,
    /// If the output is a file.
    pub(crate) journal: Option<(Journal, Files)>,
    pub(crate) known: Known,
}

/// Starts on a stream, where nothing can go on later.
pub(crate) fn on_stream(mut output: Sink, rows: &Rows) -> Result<Started, Failure> {
    output.header(&rows.header()?);
    Ok(Started { output, journal: None, known: Known::default() })
}

/// Starts a new output.
pub(crate) fn anew(files: &Files, rows: &Rows, force: bool) -> Result<Started, Failure> {
    let exists = |path| fs::symlink_metadata(path).is_ok();
    if !force && exists(&files.output) {
        let output = files.output.display();
        return Err(Failure::failed(format!(
            "{output} exists; continue it with --resume, or overwrite it with --force"
        )));
    }
    if !force && let Some(left) = [&files.state, &files.failed].into_iter().find(|path| exists(path)) {
        let (left, output) = (left.display(), files.output.display());
        return Err(Failure::failed(format!(
            "{left} is from another export to {output}; overwrite it with --force, or choose another name with -o"
        )));
    }
    if force {
        // Not while another export writes it.
        let other = is_plain(files)?.then(|| File::options().write(true).open(&files.state)).transpose();
        if let Some(other) = other.map_err(|error| Failure::unwritable(&files.state, &error))? {
            lock(&other, &files.state)?;
        }
        for path in [&files.state, &files.failed] {
            match fs::remove_file(path) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => {
                    return Err(Failure::failed(format!("{} cannot be removed: {error}", path.display())));
                }
                _ => {}
            }
        }
    }
    let journal = Journal::create(&files.state, rows.form())?;
    let file = open(files)?;
    let mut output = Sink::file(file, &files.output, 0, 0)?;
    output.header(&rows.header()?);
    Ok(Started { output, journal: Some((journal, files.clone())), known: Known::default() })
}

/// Whether there is a journal that is a file of its own, and no way to another.
fn is_plain(files: &Files) -> Result<bool, Failure> {
    match fs::symlink_metadata(&files.state) {
        Ok(found) => Ok(found.is_file()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(Failure::unreadable(&files.state, &error)),
    }
}

fn open(files: &Files) -> Result<File, Failure> {
    let path = &files.output;
    let opened = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path);
    let file = opened.map_err(|error| Failure::unwritable(path, &error))?;
    // Elsewhere than on Unix, nobody could look into a file that is locked.
    if cfg!(unix) {
        lock(&file, path)?;
    }
    Ok(file)
}

/// Goes on with an output, or starts it if there is none.
pub(crate) fn again(files: &Files, rows: &Rows) -> Result<Started, Failure> {
    if !is_plain(files)? {
        if fs::symlink_metadata(&files.output).is_err() {
            return anew(files, rows, false);
        }
        return Err(Failure::failed(format!(
            "{} has no {} beside it, so --resume cannot continue it; start again with --force",
            files.output.display(),
            files.state.display()
        )));
    }
    let (mut journal, mut known, Covered { bytes, end }) = Journal::open(&files.state, &rows.form())?;
    let mut file = open(files)?;
    let changed = |how: &str| {
        let (output, state) = (files.output.display(), files.state.display());
        Failure::failed(format!(
            "{output} {how} {state} says: it was modified, and --resume cannot continue it; restore it, or start \
             again with --force"
        ))
    };
    let unreadable = |error| Failure::unreadable(&files.output, &error);
    if file.metadata().map_err(unreadable)?.len() < bytes {
        return Err(changed("is shorter than"));
    }
    let mut at = covered(&mut file, bytes).map_err(unreadable)?;
    if bytes > 0 && at.end != end {
        return Err(changed(&format!("does not end a call at byte {bytes} as")));
    }
    if rows.is_line_based() {
        let mut found = whole_lines(&mut file, bytes).map_err(unreadable)?;
        if found.more {
            return Err(changed(&format!("has a line at byte {} that is no call, unlike", found.end)));
        }
        at = covered(&mut file, found.end).map_err(unreadable)?;
        found.ids.iter().for_each(|id| known.write(*id));
        journal.written(&mut found.ids, at)?;
        journal.save()?;
    }
    let mut output = Sink::file(file, &files.output, at.bytes, known.written.len())?;
    if at.bytes == 0 {
        output.header(&rows.header()?);
    }
    Ok(Started { output, journal: Some((journal, files.clone())), known })
}

struct Found {
    ids: Vec<u64>,
    /// Where the last whole line ends.
    end: u64,
    /// Whether something follows that is not one torn line.
    more: bool,
}

/// The calls that were written after the journal was for the last time.
fn whole_lines(file: &mut File, start: u64) -> io::Result<Found> {
    file.seek(SeekFrom::Start(start))?;
    let mut reader = BufReader::new(file);
    let mut found = Found { ids: Vec::new(), end: start, more: false };
    let mut line = Vec::new();
    loop {
        line.clear();
        let length = reader.read_until(b'\n', &mut line)?;
        match serde_json::from_slice::<Identity>(&line) {
            Ok(call) if line.ends_with(b"\n") => found.ids.push(call.id),
            // Torn, or the end.
            _ => {
                // A power cut may leave zeros before what was written later.
                found.more = !line.contains(&0) && (line.ends_with(b"\n") || !reader.fill_buf()?.is_empty());
                return Ok(found);
            }
        }
        found.end += length as u64;
    }
}
