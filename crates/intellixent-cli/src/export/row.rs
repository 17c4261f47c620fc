//! How a call is written: a line of JSON, or a row of a table.

use std::{
    fmt,
    sync::atomic::{AtomicBool, Ordering},
};

use serde::{
    Deserialize, Deserializer,
    de::{MapAccess, Visitor},
};
use serde_bytes::ByteBuf;
use serde_json::value::RawValue;

use crate::{args::Format, outcome::Failure, text};

/// The columns of the CSV, unless others are asked for.
pub(crate) const COLUMNS: &str = "id,type,status,answered_by,duration,created_at,updated_at,assistant_name,\
assistant_phone_number,client_phone_number,campaign_name,carrier_cost,total_cost,recording_url,transcript,variables,\
evaluation,webhook_response";

/// A column of the CSV.
#[derive(Debug)]
struct Column {
    /// The name of a field, or a JSON pointer.
    name: String,
    /// Whether a call had it.
    found: AtomicBool,
}

/// Writes calls in one format.
#[derive(Debug)]
pub(crate) struct Rows {
    format: Format,
    columns: Vec<Column>,
    /// Whether there was a row at all.
    any: AtomicBool,
    /// Whether a person's terminal is what is written to.
    terminal: bool,
}

impl Rows {
    pub(crate) fn new(format: Format, columns: &[String], terminal: bool) -> Result<Self, Failure> {
        if columns.iter().any(String::is_empty) {
            return Err(Failure::usage(
                "a column has no name; give names of fields or JSON pointers with commas between",
            ));
        }
        let column = |name: &String| Column { name: name.clone(), found: AtomicBool::new(false) };
        Ok(Self { format, columns: columns.iter().map(column).collect(), any: AtomicBool::new(false), terminal })
    }

    fn names(&self) -> Vec<&str> {
        self.columns.iter().map(|column| &*column.name).collect()
    }

    /// Columns that may be mistyped: not one of the documented fields, and in none of the calls that were written. Nothing
    /// if no call was.
    pub(crate) fn without_values(&self) -> Vec<&str> {
        if !self.any.load(Ordering::Relaxed) {
            return Vec::new();
        }
        let documented = |name: &str| COLUMNS.split(',').any(|field| field == name.trim_start_matches('/'));
        let unknown = |column: &&Column| !column.found.load(Ordering::Relaxed) && !documented(&column.name);
        self.columns.iter().filter(unknown).map(|column| &*column.name).collect()
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
                let mut line = if self.terminal { text::json(&line).into_owned() } else { line };
                line.push('\n');
                Ok(line.into_bytes())
            }
            Format::Csv => {
                self.any.store(true, Ordering::Relaxed);
                let call = serde_json::from_str(call).map_err(|error| Failure::failed(format!("not JSON: {error}")))?;
                let cells = self.columns.iter().map(|column| {
                    let value = column.value(call);
                    if value.is_some() {
                        column.found.store(true, Ordering::Relaxed);
                    }
                    let cell = value.map(cell).unwrap_or_default();
                    if self.terminal { text::line(&cell).into_owned() } else { cell }
                });
                record(&cells.collect::<Vec<_>>())
            }
        }
    }
}

impl Column {
    fn value<'a>(&self, call: &'a RawValue) -> Option<&'a RawValue> {
        let Some(pointer) = self.name.strip_prefix('/') else { return member(call, &self.name) };
        let mut names = pointer.split('/').map(|name| name.replace("~1", "/").replace("~0", "~"));
        names.try_fold(call, |value, name| member(value, &name))
    }
}

/// What an object or an array has there. Nothing else of it is decoded: what a cell does not need cannot fail.
fn member<'a>(value: &'a RawValue, name: &str) -> Option<&'a RawValue> {
    if value.get().starts_with('[') {
        return serde_json::from_str::<Vec<&RawValue>>(value.get()).ok()?.get(name.parse::<usize>().ok()?).copied();
    }
    serde_json::from_str::<Members<'a>>(value.get())
        .ok()?
        .0
        .into_iter()
        .rev()
        .find(|(key, _)| key == name)
        .map(|(_, v)| v)
}

/// The members of an object in their order; names and values that no Rust string or number holds included.
struct Members<'a>(Vec<(String, &'a RawValue)>);

impl<'de: 'a, 'a> Deserialize<'de> for Members<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visit;

        impl<'de> Visitor<'de> for Visit {
            type Value = Members<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members = Vec::new();
                while let Some((name, value)) = map.next_entry::<ByteBuf, &RawValue>()? {
                    members.push((String::from_utf8_lossy(&name).into_owned(), value));
                }
                Ok(Members(members))
            }
        }

        deserializer.deserialize_map(Visit)
    }
}

/// In JSON, a line break as such stands between tokens only.
fn in_one_line(json: &str) -> String {
    json.replace(['\n', '\r'], " ")
}

/// Text as it is, nothing for `null`, and JSON for all else. Half a character pair becomes a replacement character.
fn cell(value: &RawValue) -> String {
    match value.get() {
        "null" => String::new(),
        text if text.starts_with('"') => match serde_json::from_str::<ByteBuf>(text) {
            Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
            Err(_) => text.to_owned(),
        },
        json => in_one_line(json),
    }
}

fn record(cells: &[impl AsRef<[u8]>]) -> Result<Vec<u8>, Failure> {
    let failed = |error: String| Failure::failed(format!("a row cannot be written: {error}"));
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(cells).map_err(|error| failed(error.to_string()))?;
    writer.into_inner().map_err(|error| failed(error.to_string()))
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    #[test]
    fn an_answer_of_many_lines_becomes_one_and_says_the_same() {
        let rows = Rows::new(Format::Ndjson, &[], false).unwrap();
        let answer = "{\r\n  \"id\": 1,\n  \"transcript\": \"one\\ntwo\",\n  \"total_cost\": \"0.02000000\"\n}";
        let line = String::from_utf8(rows.row(answer).unwrap()).unwrap();
        assert_eq!(line.matches(['\n', '\r']).count(), 1);
        let [before, after] = [answer, &line].map(|text| serde_json::from_str::<Value>(text).unwrap());
        assert_eq!(before, after);
        assert!(line.contains(r#""total_cost": "0.02000000""#));
    }
}
