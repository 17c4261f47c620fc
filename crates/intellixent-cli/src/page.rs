//! One call as a page for a person. What is there is shown: a field that has no row of its own comes among the further ones.

use std::fmt::Write;

use anstyle::{AnsiColor, Style};
use intellixent::{Transcript, Usd};
use serde::Deserialize;
use serde_json::{Map, Value, value::RawValue};

use crate::{path::cell, text};

pub(crate) const TITLE: Style = Style::new().bold();
const NAME: Style = AnsiColor::Cyan.on_default();
const NOTHING: Style = Style::new().dimmed();
pub(crate) const PLAIN: Style = Style::new();

/// The page of a call's fields, with styles and in lines of that width; nothing in it that the server could use to control a
/// terminal.
pub(crate) fn page(mut fields: Map<String, Value>, width: usize) -> String {
    let mut take = |name: &str| fields.remove(name).filter(|value| !value.is_null());
    let mut page = Page { text: String::new(), width };
    page.title(&format!("Call {}", take("id").unwrap_or_default()));
    page.row("assistant", take("assistant_name"));
    page.row("campaign", take("campaign_name"));
    let kind = take("type");
    let ours_called = kind.as_ref().is_some_and(|kind| kind == "inbound");
    page.row("type", kind);
    let (ours, theirs) = (take("assistant_phone_number"), take("client_phone_number"));
    let (caller, called) = if ours_called { (theirs, ours) } else { (ours, theirs) };
    page.row("caller", caller);
    page.row("called", called);
    page.row("answered by", take("answered_by"));
    let status = take("status");
    let style = status.as_ref().and_then(Value::as_str).map_or(PLAIN, of_status);
    page.styled("status", status, style);
    page.row("started", take("created_at"));
    page.row("updated", take("updated_at"));
    page.row("lasted", take("duration").map(lasted));
    page.row("carrier cost", take("carrier_cost").map(usd));
    page.row("total cost", take("total_cost").map(usd));
    page.row("recording", take("recording_url"));
    if let Some(transcript) = take("transcript") {
        page.section("Transcript");
        page.transcript(&transcript);
    }
    for (title, name) in [("Variables", "variables"), ("Evaluation", "evaluation")] {
        if let Some(value) = take(name) {
            page.section(title);
            page.table(named(value));
        }
    }
    if let Some(answer) = take("webhook_response") {
        page.section("Webhook");
        page.block(&format!("{answer:#}"), PLAIN);
    }
    if !fields.is_empty() {
        page.section("Further fields");
        page.table(fields.into_iter().collect());
    }
    page.text
}

/// The text of a transcript in either of its forms; as it is, if no `Value` can hold it.
pub(crate) fn transcript_text(transcript: &RawValue) -> String {
    match serde_json::from_str(transcript.get()) {
        Ok(Value::Null) | Err(_) => cell(transcript).into_owned(),
        Ok(transcript) => spoken(&transcript),
    }
}

/// The text of a transcript in either of its forms.
fn spoken(transcript: &Value) -> String {
    match Transcript::deserialize(transcript) {
        Ok(transcript) => transcript.to_string(),
        Err(_) => format!("{transcript:#}"),
    }
}

/// How a state is shown: green if all went well, red if there was no call.
pub(crate) fn of_status(status: &str) -> Style {
    match status {
        "completed" | "ended" | "ended_by_customer" | "ended_by_assistant" => AnsiColor::Green.on_default(),
        "failed" | "busy" | "no-answer" | "unanswered" => AnsiColor::Red.on_default(),
        _ => AnsiColor::Yellow.on_default(),
    }
}

/// Seconds as a person says them.
pub(crate) fn lasted(seconds: Value) -> Value {
    seconds.as_u64().map_or(seconds, |seconds| format!("{} min {:02} s", seconds / 60, seconds % 60).into())
}

/// An amount without the zeros at its end, whatever form it came in.
pub(crate) fn usd(amount: Value) -> Value {
    match Usd::deserialize(&amount) {
        Ok(usd) => format!("{} USD", usd.amount().normalize()).into(),
        Err(_) => amount,
    }
}

/// Names and values of an object, or of a list of fields that have a name and a value.
fn named(value: Value) -> Vec<(String, Value)> {
    match value {
        Value::Object(fields) => fields.into_iter().collect(),
        Value::Array(fields) => {
            let field = |(at, mut field): (usize, Value)| match (
                field["name"].as_str().map(str::to_owned),
                field.get_mut("value"),
            ) {
                (Some(name), Some(value)) => (name, value.take()),
                _ => (at.to_string(), field),
            };
            fields.into_iter().enumerate().map(field).collect()
        }
        other => vec![(String::new(), other)],
    }
}

struct Page {
    text: String,
    width: usize,
}

/// Writing to a `String` cannot fail.
macro_rules! put {
    ($page:expr, $($text:tt)*) => { let _ = writeln!($page.text, $($text)*); };
}

impl Page {
    fn title(&mut self, title: &str) {
        put!(self, "{TITLE}{title}{TITLE:#}");
    }

    fn section(&mut self, title: &str) {
        self.text.push('\n');
        self.title(title);
    }

    fn row(&mut self, name: &str, value: Option<Value>) {
        self.styled(name, value, PLAIN);
    }

    fn styled(&mut self, name: &str, value: Option<Value>, style: Style) {
        match value {
            Some(value) => self.entry(name, 12, &value, style),
            None => {
                put!(self, "  {NAME}{name:<12}{NAME:#}  {NOTHING}-{NOTHING:#}");
            }
        }
    }

    /// A name and its value, whose further lines stand below the first.
    fn entry(&mut self, name: &str, width: usize, value: &Value, style: Style) {
        let value = text::of(value);
        let value = text::line(&value);
        let mut name = name;
        for line in text::wrapped(&value, self.width.saturating_sub(width + 4)) {
            put!(self, "  {NAME}{name:<width$}{NAME:#}  {style}{line}{style:#}");
            name = "";
        }
    }

    fn block(&mut self, block: &str, style: Style) {
        for line in text::lines(block).lines() {
            for line in text::wrapped(line, self.width.saturating_sub(2)) {
                put!(self, "  {style}{line}{style:#}");
            }
        }
    }

    /// What was said, with the speakers of turns in colour.
    fn transcript(&mut self, transcript: &Value) {
        let spoken = spoken(transcript);
        if !transcript.is_array() {
            return self.block(&spoken, PLAIN);
        }
        for line in text::lines(&spoken).lines() {
            let mut lines = text::wrapped(line, self.width.saturating_sub(4)).into_iter();
            let first = lines.next().unwrap_or_default();
            match first.split_once(": ") {
                Some((speaker, said)) => {
                    put!(self, "  {NAME}{speaker}:{NAME:#} {said}");
                }
                None => {
                    put!(self, "  {first}");
                }
            }
            for line in lines {
                put!(self, "    {line}");
            }
        }
    }

    fn table(&mut self, rows: Vec<(String, Value)>) {
        if rows.is_empty() {
            put!(self, "  {NOTHING}none{NOTHING:#}");
        }
        let rows: Vec<_> = rows.into_iter().map(|(name, value)| (text::line(&name).into_owned(), value)).collect();
        let width = rows.iter().map(|(name, _)| text::columns(name)).max().unwrap_or_default().min(40);
        for (name, value) in &rows {
            self.entry(name, width, value, PLAIN);
        }
    }
}
