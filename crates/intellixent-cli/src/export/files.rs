//! The files of an export, and how it starts: anew, or where an interrupted one stopped. What the journal says of the output
//! is looked at before a byte is written or dropped.

use std::{
    fs::{self, File},
    io::{self, BufRead, BufReader, Seek, SeekFrom},
    path::{Path, PathBuf},
};

use super::{
    ids::Source,
    journal::{Covered, Journal},
    row::Rows,
    sink::Sink,
};
use crate::{
    connect::Identity,
    file::{is_same, is_stdout, lock, remove, with_ending},
    outcome::{Failure, OfFile},
};

/// What `-o` names.
#[derive(Debug)]
pub(crate) enum Place {
    Stdout,
    /// A pipe or a device: rows are written to it, and nothing can go on later.
    Stream(PathBuf),
    File(Files),
}

/// The files of an export.
#[derive(Clone, Debug)]
pub(crate) struct Files {
    pub(crate) output: PathBuf,
    /// The journal.
    pub(crate) state: PathBuf,
    pub(crate) failed: PathBuf,
}

impl Place {
    pub(crate) fn of(output: Option<&Path>) -> Result<Self, Failure> {
        let Some(path) = output.filter(|path| !is_stdout(path)) else { return Ok(Self::Stdout) };
        match fs::metadata(path) {
            Ok(found) if found.is_dir() => {
                Err(Failure::failed(format!("{} is a folder; name a file in it with -o", path.display())))
            }
            Ok(found) if !found.is_file() => Ok(Self::Stream(path.to_owned())),
            _ => {
                let [state, failed] = [".state", ".failed"].map(|ending| with_ending(path, ending));
                Ok(Self::File(Files { output: path.to_owned(), state, failed }))
            }
        }
    }
}

impl Files {
    /// Refuses ids that are read from what the export itself writes.
    pub(crate) fn differ_from(&self, sources: &[Source]) -> Result<(), Failure> {
        for source in sources {
            let Source::File(ids) = source else { continue };
            if [&self.output, &self.state, &self.failed].iter().any(|own| is_same(own, ids)) {
                let (ids, output) = (ids.display(), self.output.display());
                return Err(Failure::usage(format!(
                    "{ids} is written by the export to {output}; name another file with -o, or retry failed ids with --resume"
                )));
            }
        }
        Ok(())
    }

    /// Starts a new output.
    pub(crate) fn anew(&self, rows: &Rows, force: bool) -> Result<(Sink, Journal), Failure> {
        // What is empty was left by an export that could not start.
        let has_something =
            |path: &&&PathBuf| fs::symlink_metadata(path).is_ok_and(|found| !found.is_file() || found.len() > 0);
        let output = self.output.display();
        if !force && fs::symlink_metadata(&self.output).is_ok() {
            return Err(Failure::failed(format!(
                "{output} exists; continue it with --resume, or overwrite it with --force"
            )));
        }
        if !force && let Some(left) = [&self.state, &self.failed].iter().find(has_something) {
            let left = left.display();
            return Err(Failure::failed(format!(
                "{left} is from another export to {output}; overwrite it with --force, or choose another name with -o"
            )));
        }
        // Not while another export writes it.
        if self.journal()?.is_some() {
            let other = File::options().write(true).open(&self.state).writing(&self.state)?;
            lock(&other, &self.state)?;
        }
        for path in [&self.state, &self.failed] {
            remove(path).map_err(|error| Failure::failed(format!("{} cannot be removed: {error}", path.display())))?;
        }
        let journal = Journal::create(&self.state, rows.form())?;
        let output = self.open().and_then(|file| Sink::file(file, &self.output, 0, 0));
        let mut output = output.inspect_err(|_| {
            let _ = fs::remove_file(&self.state);
        })?;
        output.header(&rows.header());
        Ok((output, journal))
    }

    /// The journal's length, if it is a regular file and not a link.
    fn journal(&self) -> Result<Option<u64>, Failure> {
        match fs::symlink_metadata(&self.state) {
            Ok(found) => Ok(found.is_file().then_some(found.len())),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error).reading(&self.state),
        }
    }

    fn open(&self) -> Result<File, Failure> {
        let path = &self.output;
        let mut how = File::options();
        let file = how.read(true).write(true).create(true).truncate(false).open(path).writing(path)?;
        // Elsewhere than on Unix, nobody could look into a file that is locked.
        if cfg!(unix) {
            lock(&file, path)?;
        }
        Ok(file)
    }

    /// Goes on with an output, or starts it if there is none.
    pub(crate) fn again(&self, rows: &Rows) -> Result<(Sink, Journal), Failure> {
        let (output, state) = (self.output.display(), self.state.display());
        match self.journal()? {
            None | Some(0) if fs::symlink_metadata(&self.output).is_err() => return self.anew(rows, false),
            None => {
                return Err(Failure::failed(format!(
                    "{output} has no {state} beside it, so --resume cannot continue it; start again with --force"
                )));
            }
            Some(_) => {}
        }
        let (mut journal, Covered { bytes, end }) = Journal::open(&self.state, &rows.form())?;
        let mut file = self.open()?;
        let changed = |how: &str| {
            Failure::failed(format!(
                "{output} {how} {state} says: it was modified, and --resume cannot continue it; restore it, or start \
                 again with --force"
            ))
        };
        if file.metadata().reading(&self.output)?.len() < bytes {
            return Err(changed("is shorter than"));
        }
        let mut covered = Covered::of(&mut file, bytes).reading(&self.output)?;
        if bytes > 0 && covered.end != end {
            return Err(changed(&format!("does not end a call at byte {bytes} as")));
        }
        if rows.is_line_based() {
            let (ids, end, more) = whole_lines(&mut file, bytes).reading(&self.output)?;
            if more {
                return Err(changed(&format!("has a line at byte {end} that is no call, unlike")));
            }
            covered = Covered::of(&mut file, end).reading(&self.output)?;
            ids.into_iter().for_each(|id| journal.write(id));
            journal.save(|| Ok(covered))?;
        }
        let mut output = Sink::file(file, &self.output, covered.bytes, journal.known.written.len())?;
        if covered.bytes == 0 {
            output.header(&rows.header());
        }
        Ok((output, journal))
    }
}

/// The calls written since the journal was last saved, where the last whole line ends, and whether something
/// follows it that is not one torn line.
fn whole_lines(file: &mut File, start: u64) -> io::Result<(Vec<u64>, u64, bool)> {
    file.seek(SeekFrom::Start(start))?;
    let mut reader = BufReader::new(file);
    let (mut ids, mut end, mut line) = (Vec::new(), start, Vec::new());
    loop {
        line.clear();
        let length = reader.read_until(b'\n', &mut line)?;
        match serde_json::from_slice::<Identity>(&line) {
            Ok(call) if line.ends_with(b"\n") => ids.push(call.id),
            // Torn, or the end. A power cut may leave zeros before what was written later.
            _ => {
                let more = !line.contains(&0) && (line.ends_with(b"\n") || !reader.fill_buf()?.is_empty());
                return Ok((ids, end, more));
            }
        }
        end += length as u64;
    }
}
