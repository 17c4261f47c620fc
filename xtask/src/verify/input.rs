//! Where responses come from: files, folders and standard input, one JSON text or one in each line, never more than one
//! response in memory.

use std::{
    fs::File,
    io::{BufRead, BufReader, Read},
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, ensure};
use indicatif::{ProgressBar, ProgressStyle};

use crate::privacy::without_mark;

/// No response is larger than this; without a limit, one broken line could take all memory.
const MAX_BYTES: u64 = 64 * 1024 * 1024;

/// The files that the paths stand for, in a stable order. `-` stands for itself.
pub(super) fn files(paths: &[PathBuf]) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for path in paths {
        if path.is_dir() {
            let before = files.len();
            folder(path, &mut files)?;
            ensure!(files.len() > before, "{}: no .json, .ndjson or .jsonl file in this folder", path.display());
        } else {
            files.push(path.clone());
        }
    }
    Ok(files)
}

fn folder(path: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    let unreadable = || format!("{}: cannot be read", path.display());
    let mut entries = Vec::new();
    for entry in std::fs::read_dir(path).with_context(unreadable)? {
        let entry = entry.with_context(unreadable)?;
        entries.push((entry.path(), entry.file_type().with_context(unreadable)?));
    }
    entries.sort_by(|a, b| a.0.cmp(&b.0));
    for (path, kind) in entries {
        // A link to a folder could lead back up.
        if kind.is_dir() {
            folder(&path, files)?;
        } else if path
            .extension()
            .is_some_and(|kind| ["json", "ndjson", "jsonl"].iter().any(|known| kind.eq_ignore_ascii_case(known)))
        {
            files.push(path);
        }
    }
    Ok(())
}

/// Shows how far the reading is, on a terminal only.
pub(super) fn progress(files: &[PathBuf]) -> ProgressBar {
    let size = |path: &PathBuf| path.metadata().map_or(0, |metadata| metadata.len());
    let bar = ProgressBar::new(files.iter().map(size).sum());
    let style = "{prefix:>12} {bar:30} {bytes}/{total_bytes} {bytes_per_sec}, {eta} left";
    if let Ok(style) = ProgressStyle::with_template(style) {
        bar.set_style(style);
    }
    bar.set_prefix("Verifying");
    bar
}

/// Gives each response of a file to `each`, with the name to call it by.
pub(super) fn responses(path: &Path, bar: &ProgressBar, mut each: impl FnMut(&str, &[u8])) -> Result<()> {
    if path == Path::new("-") {
        return read("standard input", false, std::io::stdin().lock(), each);
    }
    let name = path.display().to_string();
    let file = File::open(path).with_context(|| format!("{name}: cannot be read"))?;
    let lines = path.extension().is_some_and(|kind| kind == "ndjson" || kind == "jsonl");
    read(&name, lines, BufReader::with_capacity(1 << 20, bar.wrap_read(file)), &mut each)
}

/// One response in each line if the first line is one, or if the name says so; otherwise all of it is one response.
fn read(name: &str, lines: bool, mut input: impl BufRead, mut each: impl FnMut(&str, &[u8])) -> Result<()> {
    let failed = || format!("{name}: cannot be read");
    let mut line = Vec::new();
    read_line(name, &mut input, &mut line)?;
    if !lines && serde_json::from_slice::<serde::de::IgnoredAny>(without_mark(&line)).is_err() {
        input.by_ref().take(MAX_BYTES + 1).read_to_end(&mut line).with_context(failed)?;
        check_size(name, &line)?;
        each(name, &line);
        return Ok(());
    }
    let mut number = 1_u64;
    let mut many = false;
    while !line.is_empty() {
        let body = line.trim_ascii();
        let last = input.fill_buf().with_context(failed)?.is_empty();
        many |= !last;
        if !body.is_empty() {
            each(&if many { format!("{name}:{number}") } else { name.to_owned() }, body);
        }
        line.clear();
        read_line(name, &mut input, &mut line)?;
        number += 1;
    }
    Ok(())
}

fn read_line(name: &str, input: &mut impl BufRead, line: &mut Vec<u8>) -> Result<()> {
    input.by_ref().take(MAX_BYTES + 1).read_until(b'\n', line).with_context(|| format!("{name}: cannot be read"))?;
    check_size(name, line)
}

fn check_size(name: &str, body: &[u8]) -> Result<()> {
    ensure!(body.len() as u64 <= MAX_BYTES, "{name}: a response of more than 64 MB");
    Ok(())
}
