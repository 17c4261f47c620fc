//! Where responses come from: files, folders and standard input, one JSON text or one in each line, never more than one
//! response in memory. What is packed by gzip or written in UTF-16 is read as what it holds.

use std::{
    fs::File,
    io::{BufRead, BufReader, Cursor, Read, Result, stdin},
    path::{Path, PathBuf},
};

use encoding_rs::{UTF_16BE, UTF_16LE};
use encoding_rs_io::DecodeReaderBytesBuilder;
use flate2::read::MultiGzDecoder;
use indicatif::{ProgressBar, ProgressStyle};
use walkdir::WalkDir;

use super::without_mark;

/// No response is larger than this; without a limit, one broken line could take all memory.
const MAX_BYTES: u64 = 64 * 1024 * 1024;

/// Something that cannot be read, or is not read as it is.
#[derive(Debug, Clone)]
pub(crate) struct Note {
    pub(crate) file: String,
    pub(crate) what: String,
}

/// The files that the paths stand for, in a stable order, and what of them cannot be looked at. `-` stands for itself.
pub(crate) fn files(paths: &[PathBuf]) -> (Vec<PathBuf>, Vec<Note>) {
    let (mut files, mut unreadable) = (Vec::new(), Vec::new());
    for path in paths {
        if !path.is_dir() {
            files.push(path.clone());
            continue;
        }
        let mut note = |path: &Path, what: String| unreadable.push(Note { file: path.display().to_string(), what });
        let mut is_empty = true;
        // A link to a folder could lead back up: it is taken for a file.
        for entry in WalkDir::new(path).sort_by_file_name() {
            match entry {
                Ok(entry) if entry.file_type().is_dir() || !holds_responses(entry.path()) => continue,
                Ok(entry) => files.push(entry.into_path()),
                Err(error) => note(error.path().unwrap_or(path), format!("cannot be read: {error}")),
            }
            is_empty = false;
        }
        if is_empty {
            note(path, "no .json, .ndjson or .jsonl file in this folder".to_owned());
        }
    }
    (files, unreadable)
}

fn holds_responses(path: &Path) -> bool {
    ["json", "ndjson", "jsonl"].contains(&extension(path).as_str())
}

/// The extension in lower case, without `.gz`.
fn extension(path: &Path) -> String {
    let extension = |path: &Path| path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    match extension(path).as_str() {
        "gz" => extension(&path.with_extension("")),
        other => other.to_owned(),
    }
}

/// Shows how far the reading is, on a terminal only.
pub(crate) fn progress(files: &[PathBuf]) -> ProgressBar {
    let size = |path: &PathBuf| path.metadata().map_or(0, |metadata| metadata.len());
    let bar = ProgressBar::new(files.iter().map(size).sum());
    let style = "{prefix:>12} {bar:30} {bytes}/{total_bytes} {bytes_per_sec}, {eta} left";
    if let Ok(style) = ProgressStyle::with_template(style) {
        bar.set_style(style);
    }
    bar.set_prefix("Verifying");
    bar
}

/// Gives each response of a file to `each`, with the name to call it by. Notes how the file is packed or written.
pub(crate) fn responses(
    path: &Path,
    bar: &ProgressBar,
    notes: &mut Vec<Note>,
    each: impl FnMut(&str, &[u8]),
) -> Result<()> {
    let is_stdin = path == Path::new("-");
    let name = if is_stdin { "standard input".to_owned() } else { path.display().to_string() };
    let input: Box<dyn Read> =
        if is_stdin { Box::new(stdin().lock()) } else { Box::new(bar.wrap_read(File::open(path)?)) };
    let mut note = |what: &str| notes.push(Note { file: name.clone(), what: what.to_owned() });
    let (start, mut input) = peek(input)?;
    if start == [0x1f, 0x8b] {
        note("packed by gzip");
        input = Box::new(MultiGzDecoder::new(BufReader::new(input)));
    }
    let (start, mut input) = peek(input)?;
    // JSON starts with a character of ASCII, if not with a mark.
    let encoding = match start[..] {
        [0xff, 0xfe] | [1..=127, 0] => Some(UTF_16LE),
        [0xfe, 0xff] | [0, 1..=127] => Some(UTF_16BE),
        _ => None,
    };
    if encoding.is_some() {
        note("written in UTF-16");
        input = Box::new(DecodeReaderBytesBuilder::new().encoding(encoding).build(input));
    }
    let lines = ["ndjson", "jsonl"].contains(&extension(path).as_str());
    read(&name, lines, BufReader::with_capacity(1 << 20, input), each)
}

/// The first two bytes of an input, and all of it.
fn peek(mut input: Box<dyn Read>) -> Result<(Vec<u8>, Box<dyn Read>)> {
    let mut start = Vec::new();
    input.by_ref().take(2).read_to_end(&mut start)?;
    Ok((start.clone(), Box::new(Cursor::new(start).chain(input))))
}

/// One response in each line if the first line is one, or if the name says so; otherwise all of it is one response.
fn read(name: &str, lines: bool, mut input: impl BufRead, mut each: impl FnMut(&str, &[u8])) -> Result<()> {
    let mut line = Vec::new();
    read_until(&mut input, &mut line, Some(b'\n'))?;
    if !lines && serde_json::from_slice::<serde::de::IgnoredAny>(without_mark(&line)).is_err() {
        read_until(&mut input, &mut line, None)?;
        each(name, &line);
        return Ok(());
    }
    let mut number = 1_u64;
    let mut many = false;
    while !line.is_empty() {
        let body = line.trim_ascii();
        many |= !input.fill_buf()?.is_empty();
        if !body.is_empty() {
            each(&if many { format!("{name}:{number}") } else { name.to_owned() }, body);
        }
        line.clear();
        read_until(&mut input, &mut line, Some(b'\n'))?;
        number += 1;
    }
    Ok(())
}

/// Reads as far as the end of the line, or of the input.
fn read_until(input: &mut impl BufRead, body: &mut Vec<u8>, end: Option<u8>) -> Result<()> {
    let mut rest = input.take(MAX_BYTES + 1 - body.len() as u64);
    match end {
        Some(end) => rest.read_until(end, body)?,
        None => rest.read_to_end(body)?,
    };
    if body.len() as u64 > MAX_BYTES {
        return Err(std::io::Error::other("a response of more than 64 MB"));
    }
    Ok(())
}
