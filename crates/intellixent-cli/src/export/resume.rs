//! How an export starts: anew, or where an interrupted one stopped.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, BufRead, BufReader, Read, Seek, SeekFrom},
};

use serde::Deserialize;

use super::{
    ids::{Ids, Source},
    row::Rows,
    sink::Sink,
    state::{Asked, Files, State},
};
use crate::outcome::Failure;

/// An output that is ready to go on.
#[derive(Debug)]
pub(crate) struct Started {
    pub(crate) state: State,
    pub(crate) output: Sink,
    /// The list of failed ids, if the output is a file.
    pub(crate) failed: Option<Sink>,
    pub(crate) files: Option<Files>,
}

/// Starts on stdout, where nothing can go on later.
pub(crate) fn on_stdout(rows: &Rows) -> Result<Started, Failure> {
    let mut output = Sink::stdout();
    output.header(&rows.header()?);
    Ok(Started { state: State::default(), output, failed: None, files: None })
}

/// Starts a new output.
pub(crate) fn anew(files: &Files, rows: &Rows, force: bool) -> Result<Started, Failure> {
    if !force && fs::symlink_metadata(&files.output).is_ok() {
        let output = files.output.display();
        return Err(Failure::failed(format!(
            "{output} exists; go on with it by --resume, or overwrite it with --force"
        )));
    }
    if !force && let Some(left) = files.beside_output().find(|path| fs::symlink_metadata(path).is_ok()) {
        let (left, output) = (left.display(), files.output.display());
        return Err(Failure::failed(format!(
            "{left} is left of another export to {output}; overwrite it with --force, or choose another name with -o"
        )));
    }
    if force {
        files.clear()?;
        File::create(&files.output).map_err(|error| Failure::unwritable(&files.output, &error))?;
    }
    let state = State { form: rows.form(), ..State::default() };
    files.save(&state)?;
    open(files, rows, state)
}

/// Goes on with an output, or starts it if there is none.
pub(crate) fn again(files: &Files, rows: &Rows) -> Result<Started, Failure> {
    match files.load()? {
        Some(state) if state.form == rows.form() => open(files, rows, state),
        Some(state) => {
            let output = files.output.display();
            Err(Failure::usage(format!(
                "{output} was started as {}; --resume takes the same format and columns",
                state.form
            )))
        }
        None if files.output.exists() => Err(Failure::failed(format!(
            "{} has no {} beside it, so nothing is known about how it was made",
            files.output.display(),
            files.state.display()
        ))),
        None => anew(files, rows, false),
    }
}

fn open(files: &Files, rows: &Rows, mut state: State) -> Result<Started, Failure> {
    let path = &files.output;
    let opened = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path);
    let mut file = opened.map_err(|error| Failure::unwritable(path, &error))?;
    let length = file.metadata().map_err(|error| Failure::unreadable(path, &error))?.len();
    if length < state.output_bytes {
        let message = format!("{} is shorter than {} says: it was changed", path.display(), files.state.display());
        return Err(Failure::failed(message));
    }
    let mut keep = state.output_bytes;
    if rows.is_line_based() {
        let found = whole_lines(&mut file, keep).map_err(|error| Failure::unreadable(path, &error))?;
        keep = found.end;
        state.written += found.ids.len() as u64;
        state.unplaced.extend(found.ids);
    }
    let mut output = Sink::file(file, path, keep, state.written)?;
    if keep == 0 {
        output.header(&rows.header()?);
    }
    let failed = Some(files.failed_list(state.failed_bytes)?);
    Ok(Started { state, output, failed, files: Some(files.clone()) })
}

struct Found {
    ids: Vec<u64>,
    /// Where the last whole line ends.
    end: u64,
}

/// The calls that were written after the state was saved for the last time.
fn whole_lines(file: &mut File, start: u64) -> io::Result<Found> {
    #[derive(Deserialize)]
    struct Line {
        id: u64,
    }

    file.seek(SeekFrom::Start(start))?;
    let mut reader = BufReader::new(file);
    let mut found = Found { ids: Vec::new(), end: start };
    let mut line = Vec::new();
    loop {
        line.clear();
        let length = reader.read_until(b'\n', &mut line)?;
        match serde_json::from_slice::<Line>(&line) {
            Ok(call) if line.ends_with(b"\n") => found.ids.push(call.id),
            // Torn, or the end.
            _ => return Ok(found),
        }
        found.end += length as u64;
    }
}

/// The ids asked for that are left, if those before them are still the ones of the state.
pub(crate) fn remaining(mut asked: Ids, state: &State) -> Result<Ids, Failure> {
    let mut seen = Asked::default();
    while seen.count < state.asked.count {
        seen.add(asked.next().ok_or_else(others)??);
    }
    if seen != state.asked {
        return Err(others());
    }
    if state.round == 0 { same_ahead(asked, state) } else { Ok(asked) }
}

/// Looks whether the places that are done beyond the first gap still have the same ids: another there would be skipped.
fn same_ahead(mut ids: Ids, state: &State) -> Result<Ids, Failure> {
    let mut next = Vec::new();
    for (place, id) in &state.ahead {
        while state.position + (next.len() as u64) <= *place {
            next.push(ids.next().ok_or_else(others)??);
        }
        if next.last() != Some(id) {
            return Err(others());
        }
    }
    ids.put_back(next);
    Ok(ids)
}

fn others() -> Failure {
    Failure::usage("these are not the ids that the export was started with; --resume takes the same")
}

impl Files {
    /// The list of failed ids, after its first `keep` bytes.
    pub(crate) fn failed_list(&self, keep: u64) -> Result<Sink, Failure> {
        let opened = OpenOptions::new().write(true).create(true).truncate(false).open(&self.failed);
        Sink::file(opened.map_err(|error| Failure::unwritable(&self.failed, &error))?, &self.failed, keep, 0)
    }

    /// The ids that are being tried again and are left.
    pub(crate) fn retry_list(&self, state: &State) -> Result<Ids, Failure> {
        let changed = || {
            let (list, state) = (self.retry.display(), self.state.display());
            Failure::failed(format!("{list} has other ids than {state} says: it was changed"))
        };
        let mut ids = Ids::new(vec![Source::File(self.retry.clone())]);
        for _ in 0..state.position {
            ids.next().ok_or_else(changed)??;
        }
        same_ahead(ids, state).map_err(|_| changed())
    }

    /// Copies the list of failed ids to where the next round reads it.
    pub(crate) fn keep_for_retry(&self) -> Result<(), Failure> {
        let copy = || {
            let (mut from, mut to) = (File::open(&self.failed)?, File::create(&self.retry)?);
            io::copy(&mut from.by_ref(), &mut to)?;
            to.sync_data()
        };
        copy().map_err(|error| Failure::unwritable(&self.retry, &error))
    }

    /// Removes that copy. One that stays does no harm: it is read only if the state says so.
    pub(crate) fn forget_retry(&self) {
        let _ = fs::remove_file(&self.retry);
    }
}
