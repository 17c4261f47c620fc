//! How a call is written: a line of JSON, or a row of a table.

use std::{cell::Cell, sync::LazyLock};

use serde_json::value::RawValue;

use crate::{
    args::Format,
    document,
    outcome::Failure,
    page::transcript_text,
    path::{Path, cell, in_one_line},
    text,
};

/// A column that is no field: the transcript as text, in whichever form it came.
const TRANSCRIPT_TEXT: &str = "transcript_text";

static TRANSCRIPT: LazyLock<Path> = LazyLock::new(|| Path::new("transcript"));

/// A column of the CSV.
#[derive(Debug)]
struct Column {
    path: Path,
    /// Whether a call had it.
    found: Cell<bool>,
}

impl Column {
    /// Refuses a name that is neither a documented field nor marked as another one.
    fn new(written: &str) -> Result<Self, Failure> {
        let path = Path::new(written);
        if written.is_empty() {
            return Err(Failure::usage("--columns has an empty column"));
        }
        if !written.starts_with('/') && written != TRANSCRIPT_TEXT && !is_documented(&path) {
            let likeness = |name: &&String| strsim::jaro_winkler(name, path.field());
            let near = document::fields().iter().filter(|name| likeness(name) > 0.8);
            let near = near.max_by(|one, other| likeness(one).total_cmp(&likeness(other)));
            let near = near.map_or("; w".to_owned(), |name| format!("; did you mean `{name}`? W"));
            let (field, rest) = (path.field(), written.replace('.', "/"));
            let message = format!("no call has a documented field `{field}`{near}rite an undocumented one as /{rest}");
            return Err(Failure::usage(message));
        }
        Ok(Self { path, found: Cell::new(false) })
    }

    /// Whether it may be mistyped: not one of the documented fields, and in none of the calls that were written.
    fn is_doubtful(&self) -> bool {
        let is_known = self.path.is_field() && is_documented(&self.path) || self.path.written == TRANSCRIPT_TEXT;
        !is_known && !self.found.get()
    }

    fn cell(&self, call: &RawValue) -> String {
        let found = match &*self.path.written {
            TRANSCRIPT_TEXT => TRANSCRIPT.find(call).map(transcript_text),
            _ => self.path.find(call).map(|value| cell(value).into_owned()),
        };
        self.found.set(self.found.get() || found.is_some());
        found.unwrap_or_default()
    }
}

fn is_documented(path: &Path) -> bool {
    document::fields().iter().any(|name| name == path.field())
}

/// Writes calls in one format.
#[derive(Debug)]
pub(crate) struct Rows {
    format: Format,
    columns: Vec<Column>,
    /// Whether there was a row at all.
    any: Cell<bool>,
    /// Whether a person's terminal is what is written to.
    terminal: bool,
}

impl Rows {
    /// Without columns, a table has the documented fields.
    pub(crate) fn new(format: Format, columns: &[String], terminal: bool) -> Result<Self, Failure> {
        if format == Format::Ndjson && !columns.is_empty() {
            return Err(Failure::usage("--columns needs --format csv; a line of NDJSON is the whole call"));
        }
        let columns = if columns.is_empty() { document::fields() } else { columns };
        let columns = columns.iter().map(|written| Column::new(written)).collect::<Result<_, _>>()?;
        Ok(Self { format, columns, any: Cell::new(false), terminal })
    }

    fn names(&self) -> Vec<&str> {
        self.columns.iter().map(|column| &*column.path.written).collect()
    }

    /// Columns that no call has a value for. Nothing if no call was written.
    pub(crate) fn without_values(&self) -> Vec<&str> {
        let doubtful = self.columns.iter().filter(|column| self.any.get() && column.is_doubtful());
        doubtful.map(|column| &*column.path.written).collect()
    }

    /// How calls are written, for the state: an output has one form.
    pub(crate) fn form(&self) -> String {
        match self.format {
            Format::Ndjson => "ndjson".to_owned(),
            Format::Csv => format!("csv {}", self.names().join(",")),
        }
    }

    /// What comes before the first call.
    pub(crate) fn header(&self) -> Vec<u8> {
        match self.format {
            Format::Ndjson => Vec::new(),
            Format::Csv => record(&self.names()),
        }
    }

    /// Whether each line break ends a call.
    pub(crate) fn is_line_based(&self) -> bool {
        self.format == Format::Ndjson
    }

    /// The call as the server sent it, in JSON: what this program does not know is kept, and what it knows is not changed.
    pub(crate) fn row(&self, call: &RawValue) -> Vec<u8> {
        match self.format {
            Format::Ndjson => {
                let line = in_one_line(call.get());
                let line = if self.terminal { text::json(&line).into_owned() } else { line.into_owned() };
                (line + "\n").into_bytes()
            }
            Format::Csv => {
                self.any.set(true);
                let cells = self.columns.iter().map(|column| {
                    let cell = column.cell(call);
                    if self.terminal { text::line(&cell).into_owned() } else { cell }
                });
                record(&cells.collect::<Vec<_>>())
            }
        }
    }
}

fn record(cells: &[impl AsRef<[u8]>]) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    // Writing to memory cannot fail.
    let _ = writer.write_record(cells);
    writer.into_inner().unwrap_or_default()
}
