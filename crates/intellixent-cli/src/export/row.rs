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

fn is_documented(path: &Path) -> bool {
    document::fields().iter().any(|name| name == path.field())
}

/// What to say of a column that is none.
fn unknown(written: &str, field: &str) -> String {
    if written.is_empty() {
        return "--columns has an empty column".to_owned();
    }
    let mut near: Vec<_> = document::fields().iter().map(|name| (strsim::jaro_winkler(name, field), name)).collect();
    near.sort_by(|one, other| other.0.total_cmp(&one.0));
    let near = near.first().filter(|(likeness, _)| *likeness > 0.8);
    let near = near.map_or_else(String::new, |(_, name)| format!("; did you mean `{name}`?"));
    let rest = written.replace('.', "/");
    format!("no call has a documented field `{field}`{near} Write an undocumented one as /{rest}")
        .replace("` Write", "`; write")
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
        let column = |written: &String| {
            let path = Path::new(written);
            if !written.starts_with('/') && written != TRANSCRIPT_TEXT && !is_documented(&path) {
                return Err(Failure::usage(unknown(written, path.field())));
            }
            Ok(Column { path, found: Cell::new(false) })
        };
        let columns = columns.iter().map(column).collect::<Result<_, _>>()?;
        Ok(Self { format, columns, any: Cell::new(false), terminal })
    }

    fn names(&self) -> Vec<&str> {
        self.columns.iter().map(|column| &*column.path.written).collect()
    }

    /// Columns that may be mistyped: not one of the documented fields, and in none of the calls that were written. Nothing
    /// if no call was.
    pub(crate) fn without_values(&self) -> Vec<&str> {
        if !self.any.get() {
            return Vec::new();
        }
        let mistyped = |column: &&Column| {
            let known = column.path.is_field() && is_documented(&column.path) || column.path.written == TRANSCRIPT_TEXT;
            !known && !column.found.get()
        };
        self.columns.iter().filter(mistyped).map(|column| &*column.path.written).collect()
    }

    /// How calls are written, for the state: an output has one form.
    pub(crate) fn form(&self) -> String {
        match self.format {
            Format::Ndjson => "ndjson".to_owned(),
            Format::Csv => format!("csv {}", self.names().join(",")),
        }
    }

    /// What comes before the first call.
    pub(crate) fn header(&self) -> Result<Vec<u8>, Failure> {
        match self.format {
            Format::Ndjson => Ok(Vec::new()),
            Format::Csv => record(&self.names()),
        }
    }

    /// Whether each line break ends a call.
    pub(crate) fn is_line_based(&self) -> bool {
        self.format == Format::Ndjson
    }

    /// The call as the server sent it, in JSON: what this program does not know is kept, and what it knows is not changed.
    pub(crate) fn row(&self, call: &str) -> Result<Vec<u8>, Failure> {
        match self.format {
            Format::Ndjson => {
                let line = in_one_line(call);
                let mut line = if self.terminal { text::json(&line).into_owned() } else { line.into_owned() };
                line.push('\n');
                Ok(line.into_bytes())
            }
            Format::Csv => {
                self.any.set(true);
                let call = serde_json::from_str(call).map_err(|error| Failure::failed(format!("not JSON: {error}")))?;
                let cells = self.columns.iter().map(|column| {
                    let found = column.cell(call);
                    if found.is_some() {
                        column.found.set(true);
                    }
                    let cell = found.unwrap_or_default();
                    if self.terminal { text::line(&cell).into_owned() } else { cell }
                });
                record(&cells.collect::<Vec<_>>())
            }
        }
    }
}

impl Column {
    fn cell(&self, call: &RawValue) -> Option<String> {
        if self.path.written == TRANSCRIPT_TEXT {
            return TRANSCRIPT.find(call).map(transcript_text);
        }
        self.path.find(call).map(|value| cell(value).into_owned())
    }
}

fn record(cells: &[impl AsRef<[u8]>]) -> Result<Vec<u8>, Failure> {
    let failed = |error: String| Failure::failed(format!("a row cannot be written: {error}"));
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(cells).map_err(|error| failed(error.to_string()))?;
    writer.into_inner().map_err(|error| failed(error.to_string()))
}
