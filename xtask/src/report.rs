//! The one look of every command's output: a verb, right aligned and coloured, then what it is about.
//!
//! Colour goes away by itself when the output is not a terminal or `NO_COLOR` is set.

use std::{
    io::Write,
    sync::{Arc, Mutex, PoisonError},
};

use anstyle::{AnsiColor, Style};

use crate::Outcome;

const WIDTH: usize = 12;
const GOOD: Style = AnsiColor::Green.on_default().bold();
const STALE: Style = AnsiColor::Yellow.on_default().bold();
const BAD: Style = AnsiColor::Red.on_default().bold();
const ADDED: Style = AnsiColor::Green.on_default();
const REMOVED: Style = AnsiColor::Red.on_default();
const PLACE: Style = AnsiColor::Cyan.on_default();

/// What kind of line it is, which decides the colour of its verb.
#[derive(Debug, Clone, Copy)]
pub enum Tone {
    /// Nothing to do.
    Good,
    /// A command can mend it.
    Stale,
    /// A person must mend it.
    Bad,
}

/// Writes lines of one shape to one place.
pub struct Report {
    out: Box<dyn Write>,
}

impl std::fmt::Debug for Report {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Report")
    }
}

impl Report {
    /// Writes to standard output, coloured if that is a terminal that wants it.
    pub fn stdout() -> Self {
        Self::to(anstream::stdout())
    }

    /// Writes to standard error, in the same way.
    pub fn stderr() -> Self {
        Self::to(anstream::stderr())
    }

    /// Writes to `out`, with colours: wrap it in an [`anstream::StripStream`] for plain text.
    pub fn to(out: impl Write + 'static) -> Self {
        Self { out: Box::new(out) }
    }

    /// One line: `verb` right aligned, then `text`.
    pub fn line(&mut self, tone: Tone, verb: &str, text: impl std::fmt::Display) {
        let style = match tone {
            Tone::Good => GOOD,
            Tone::Stale => STALE,
            Tone::Bad => BAD,
        };
        self.write(format_args!("{style}{verb:>WIDTH$}{style:#} {text}\n"));
    }

    /// What a line has to add, below its text.
    pub fn note(&mut self, text: impl std::fmt::Display) {
        self.write(format_args!("{:WIDTH$} {text}\n", ""));
    }

    /// Text of another form than the report's own, as it is.
    pub fn plain(&mut self, text: &str) {
        self.write(format_args!("{text}"));
    }

    /// What belongs to the line before: `label:` right aligned, then `text`, whose further lines stay in its column.
    pub fn detail(&mut self, label: &str, text: &str) {
        for (i, line) in text.lines().enumerate() {
            let label = if i == 0 { format!("{label}:") } else { String::new() };
            self.write(format_args!("{PLACE}{label:>WIDTH$}{PLACE:#} {line}\n"));
        }
    }

    /// Text to copy, as it is; its comments are coloured.
    pub fn block(&mut self, text: &str) {
        for line in text.lines() {
            let style = if line.starts_with('#') { PLACE } else { Style::new() };
            self.write(format_args!("{style}{line}{style:#}\n"));
        }
    }

    /// A unified diff, its lines coloured as `git` does.
    pub fn diff(&mut self, diff: &str) {
        for line in diff.lines() {
            let style = match line.as_bytes() {
                [b'-', ..] => REMOVED,
                [b'+', ..] => ADDED,
                [b'@', ..] => PLACE,
                _ => Style::new(),
            };
            self.write(format_args!("{style}{line}{style:#}\n"));
        }
    }

    /// An error with its causes, and the outcome that goes with it.
    pub fn error(&mut self, error: &anyhow::Error) -> Outcome {
        self.line(Tone::Bad, "Error", format_args!("{error:#}"));
        match error.downcast_ref::<crate::document::Invalid>() {
            Some(_) => Outcome::NeedsPerson,
            None => Outcome::CouldNotRun,
        }
    }

    // A report that cannot be written (a closed pipe) must not turn a good outcome into a crash.
    fn write(&mut self, text: std::fmt::Arguments<'_>) {
        let _ = self.out.write_fmt(text);
    }
}

/// `1 file`, `2 files`.
pub fn count(n: usize, what: &str) -> String {
    format!("{n} {what}{}", if n == 1 { "" } else { "s" })
}

/// What a report has written, with its colours, kept in memory for whoever tests a command.
#[derive(Debug, Clone, Default)]
pub struct Written(Arc<Mutex<Vec<u8>>>);

impl Written {
    /// All of it so far.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.0.lock().unwrap_or_else(PoisonError::into_inner)).into_owned()
    }
}

impl Write for Written {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
