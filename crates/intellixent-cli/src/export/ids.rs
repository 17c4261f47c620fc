//! Which ids to export: an iterator, so that a million take no more memory than one.

use std::{
    fs::{self, File},
    io::{self, BufRead, BufReader, Read},
    iter,
    ops::RangeInclusive,
    path::PathBuf,
};

use crate::{
    file,
    outcome::{Failure, OfFile},
    text,
};

/// What the arguments name, in order.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Source {
    Range(RangeInclusive<u64>),
    File(PathBuf),
    Stdin,
}

/// An id, or a range such as `1000..2000`, both ends included.
pub(crate) fn range(text: &str) -> Result<RangeInclusive<u64>, String> {
    let wrong = || format!("`{}` is neither an id such as 123 nor a range such as 1000..2000", text::short(text));
    let (first, last) = text.split_once("..").unwrap_or((text, text));
    let range = first.parse().map_err(|_| wrong())?..=last.parse().map_err(|_| wrong())?;
    if range.is_empty() { Err(format!("the range `{text}` ends before it starts")) } else { Ok(range) }
}

/// Reads the arguments; no file is opened yet.
pub(crate) fn sources(wanted: &[String], file: Option<&PathBuf>) -> Result<Vec<Source>, Failure> {
    let mut sources = Vec::new();
    for text in wanted {
        sources.push(match text.as_str() {
            "-" if sources.contains(&Source::Stdin) => return Err(Failure::usage("stdin can be read only once")),
            "-" => Source::Stdin,
            text => Source::Range(range(text).map_err(Failure::usage)?),
        });
    }
    sources.extend(file.cloned().map(Source::File));
    Ok(sources)
}

/// How many ids there are, if that can be known without reading stdin or a pipe. Every file is looked at, so that one that
/// is mistyped is known before anything is written.
pub(crate) fn count(sources: &[Source]) -> Result<Option<u64>, Failure> {
    let mut total = Some(0u64);
    for source in sources {
        let is_stream = match source {
            Source::Range(_) => false,
            Source::Stdin => true,
            Source::File(path) => {
                let found = fs::metadata(path).reading(path)?;
                if found.is_dir() {
                    return Err(Failure::failed(format!("{} is a folder, not a file of ids", path.display())));
                }
                !found.is_file()
            }
        };
        if is_stream {
            total = None;
            continue;
        }
        for range in source.clone().ranges() {
            let range = range?;
            total = total.map(|total| total.saturating_add(range.end() - range.start()).saturating_add(1));
        }
    }
    Ok(total)
}

/// The ids, one after another.
pub(crate) fn ids(sources: Vec<Source>) -> impl Iterator<Item = Result<u64, Failure>> + Send {
    sources.into_iter().flat_map(Source::ranges).flat_map(|range| {
        let (range, failure) = range.map_or_else(|failure| (None, Some(failure)), |range| (Some(range), None));
        range.into_iter().flatten().map(Ok).chain(failure.map(Err))
    })
}

type Ranges = Box<dyn Iterator<Item = Result<RangeInclusive<u64>, Failure>> + Send>;

impl Source {
    fn ranges(self) -> Ranges {
        match self {
            Self::Range(range) => Box::new(iter::once(Ok(range))),
            Self::Stdin => Box::new(Lines::new("stdin".to_owned(), io::stdin())),
            Self::File(path) => match File::open(&path).reading(&path) {
                Ok(file) => Box::new(Lines::new(path.display().to_string(), file)),
                Err(failure) => Box::new(iter::once(Err(failure))),
            },
        }
    }
}

/// An id or a range on each line.
struct Lines {
    name: String,
    reader: Box<dyn BufRead + Send>,
    number: u64,
}

/// Remarks included, such as the reason in a list of failed ids. What is longer is no text: `/dev/zero` never ends.
const MAX_LINE: u64 = 16 * 1024 * 1024;

impl Lines {
    /// Reads UTF-8, or UTF-16 with the mark at its start that Windows writes.
    fn new(name: String, text: impl Read + Send + 'static) -> Self {
        Self { name, reader: Box::new(BufReader::new(file::utf8(text))), number: 0 }
    }

    fn line(&mut self) -> io::Result<Option<String>> {
        let mut line = Vec::new();
        let length = self.reader.by_ref().take(MAX_LINE).read_until(b'\n', &mut line)?;
        if length as u64 == MAX_LINE && !line.ends_with(b"\n") {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "it has no line breaks"));
        }
        Ok((length > 0).then(|| String::from_utf8_lossy(&line).into_owned()))
    }
}

impl Iterator for Lines {
    type Item = Result<RangeInclusive<u64>, Failure>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            self.number += 1;
            let line = match self.line().reading(&self.name) {
                Ok(line) => line?,
                Err(failure) => return Some(Err(failure)),
            };
            let text = line.split('\t').next().unwrap_or_default().trim();
            if !text.is_empty() && !text.starts_with('#') {
                let place = format!("{} line {}", self.name, self.number);
                return Some(range(text).map_err(|why| Failure::usage(format!("{place}: {why}"))));
            }
        }
    }
}
