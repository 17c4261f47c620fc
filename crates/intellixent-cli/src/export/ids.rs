//! Which ids to export: an iterator, so that a million take no more memory than one.

use std::{
    fs::{self, File},
    io::{self, BufRead, BufReader, Read},
    path::PathBuf,
    sync::Arc,
};

use roaring::RoaringTreemap;

use crate::{file, outcome::Failure, progress::Progress, text};

/// What the arguments name, in order.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Source {
    /// Both ends are included.
    Range(u64, u64),
    File(PathBuf),
    Stdin,
}

/// An id, or a range such as `1000..2000`.
pub(crate) fn range(text: &str) -> Result<(u64, u64), String> {
    let wrong = || format!("`{}` is neither an id such as 123 nor a range such as 1000..2000", text::short(text));
    let (first, last) = text.split_once("..").unwrap_or((text, text));
    let (first, last) = (first.parse().map_err(|_| wrong())?, last.parse().map_err(|_| wrong())?);
    if first > last {
        return Err(format!("the range `{text}` ends before it starts"));
    }
    Ok((first, last))
}

/// Reads the arguments; no file is opened yet.
pub(crate) fn sources(wanted: &[String], file: Option<&PathBuf>) -> Result<Vec<Source>, Failure> {
    let mut sources = Vec::new();
    for text in wanted {
        sources.push(match text.as_str() {
            "-" if sources.contains(&Source::Stdin) => return Err(Failure::usage("stdin can be read only once")),
            "-" => Source::Stdin,
            text => {
                let (first, last) = range(text).map_err(Failure::usage)?;
                Source::Range(first, last)
            }
        });
    }
    sources.extend(file.cloned().map(Source::File));
    Ok(sources)
}

/// How many ids there are, if that can be known without reading stdin or a pipe. Every file is looked at, so that one that
/// is mistyped is known before anything is written.
pub(crate) fn count(sources: &[Source]) -> Result<Option<u64>, Failure> {
    let (mut total, mut known) = (0u64, true);
    let mut add = |(first, last): (u64, u64)| total = total.saturating_add((last - first).saturating_add(1));
    for source in sources {
        match source {
            Source::Range(first, last) => add((*first, *last)),
            Source::Stdin => known = false,
            Source::File(path) => {
                let found = fs::metadata(path).map_err(|error| Failure::unreadable(path, &error))?;
                if found.is_dir() {
                    return Err(Failure::failed(format!("{} is a folder, not a file of ids", path.display())));
                }
                if !found.is_file() {
                    known = false;
                    continue;
                }
                for range in Lines::open(path.clone())? {
                    add(range?);
                }
            }
        }
    }
    Ok(known.then_some(total))
}

/// The ids, one after another.
pub(crate) struct Ids {
    sources: std::vec::IntoIter<Source>,
    lines: Option<Lines>,
    /// What is left of a range.
    range: Option<(u64, u64)>,
}

impl Ids {
    pub(crate) fn new(sources: Vec<Source>) -> Self {
        Self { sources: sources.into_iter(), lines: None, range: None }
    }

    fn next_range(&mut self) -> Option<Result<(u64, u64), Failure>> {
        loop {
            if let Some(lines) = &mut self.lines {
                match lines.next() {
                    Some(range) => return Some(range),
                    None => self.lines = None,
                }
            }
            match self.sources.next()? {
                Source::Range(first, last) => return Some(Ok((first, last))),
                Source::Stdin => {
                    self.lines = Some(Lines::new("stdin".to_owned(), io::stdin()));
                }
                Source::File(path) => match Lines::open(path) {
                    Ok(lines) => self.lines = Some(lines),
                    Err(failure) => return Some(Err(failure)),
                },
            }
        }
    }
}

impl Iterator for Ids {
    type Item = Result<u64, Failure>;

    fn next(&mut self) -> Option<Self::Item> {
        let (first, last) = match self.range.take() {
            Some(range) => range,
            None => match self.next_range()? {
                Ok(range) => range,
                Err(failure) => return Some(Err(failure)),
            },
        };
        self.range = (first < last).then(|| (first + 1, last));
        Some(Ok(first))
    }
}

/// The ids asked for that nothing is known of, each once.
pub(crate) struct Asked {
    pub(crate) ids: Ids,
    pub(crate) done: RoaringTreemap,
    /// These are left for later.
    pub(crate) behind: RoaringTreemap,
    pub(crate) progress: Arc<Progress>,
}

impl Iterator for Asked {
    type Item = Result<u64, Failure>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let id = match self.ids.next()? {
                Ok(id) => id,
                Err(failure) => return Some(Err(failure)),
            };
            match () {
                () if self.behind.contains(id) => {}
                () if self.done.insert(id) => return Some(Ok(id)),
                () => self.progress.skipped(),
            }
        }
    }
}

/// An id or a range on each line.
struct Lines {
    name: String,
    reader: Box<dyn BufRead + Send>,
    number: u64,
}

/// No id or range is longer. What follows in a line, such as the reason in a list of failed ids, must not fill the memory.
const MAX_LINE: u64 = 64 * 1024;

/// As many times that long is no text: `/dev/zero` never ends.
const MAX_SKIPPED: u32 = 1024;

impl Lines {
    fn open(path: PathBuf) -> Result<Self, Failure> {
        let file = File::open(&path).map_err(|error| Failure::unreadable(&path, &error))?;
        Ok(Self::new(path.display().to_string(), file))
    }

    /// Reads UTF-8, or UTF-16 with the mark at its start that Windows writes.
    fn new(name: String, text: impl Read + Send + 'static) -> Self {
        Self { name, reader: Box::new(BufReader::new(file::utf8(text))), number: 0 }
    }

    /// The start of the next line; the rest of a longer one is skipped.
    fn line(&mut self) -> io::Result<Option<String>> {
        let (mut line, mut skipped) = (Vec::new(), 0);
        let mut length = self.reader.by_ref().take(MAX_LINE).read_until(b'\n', &mut line)?;
        let start = String::from_utf8_lossy(&line).into_owned();
        let any = length > 0;
        while length as u64 == MAX_LINE && !line.ends_with(b"\n") {
            skipped += 1;
            if skipped == MAX_SKIPPED {
                return Err(io::Error::new(io::ErrorKind::InvalidData, "it has no line breaks"));
            }
            line.clear();
            length = self.reader.by_ref().take(MAX_LINE).read_until(b'\n', &mut line)?;
        }
        Ok(any.then_some(start))
    }
}

impl Iterator for Lines {
    type Item = Result<(u64, u64), Failure>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            self.number += 1;
            let line = match self.line() {
                Ok(line) => line?,
                Err(error) => return Some(Err(Failure::failed(format!("{} cannot be read: {error}", self.name)))),
            };
            // What follows a tab is a remark, such as the reason in a list of failed ids.
            let text = line.split('\t').next().unwrap_or_default().trim();
            if !text.is_empty() && !text.starts_with('#') {
                let number = self.number;
                return Some(range(text).map_err(|why| Failure::usage(format!("{} line {number}: {why}", self.name))));
            }
        }
    }
}
