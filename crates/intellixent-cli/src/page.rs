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
    let kind = take("type");
    let [caller, called] = match &kind {
        Some(kind) if kind == "inbound" => ["client_phone_number", "assistant_phone_number"],
        _ => ["assistant_phone_number", "client_phone_number"],
    };
    for (name, value) in [
        ("assistant", take("assistant_name")),
        ("campaign", take("campaign_name")),
        ("type", kind),
        ("caller", take(caller)),
        ("called", take(called)),
        ("answered by", take("answered_by")),
        ("status", take("status")),
        ("started", take("created_at")),
        ("updated", take("updated_at")),
        ("lasted", take("duration").map(lasted)),
        ("carrier cost", take("carrier_cost").map(usd)),
        ("total cost", take("total_cost").map(usd)),
        ("recording", take("recording_url")),
    ] {
        match value {
            Some(value) if name == "status" => page.entry(name, 12, &value, of_status(&text::of(&value))),
            Some(value) => page.entry(name, 12, &value, PLAIN),
            None => page.entry(name, 12, &"-".into(), NOTHING),
        }
    }
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
        page.block(&format!("{answer:#}"), None);
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
    ($page:expr, $($text:tt)*) => {{
        let _ = writeln!($page.text, $($text)*);
    }};
}

impl Page {
    fn title(&mut self, title: &str) {
        put!(self, "{TITLE}{title}{TITLE:#}");
    }

    fn section(&mut self, title: &str) {
        self.text.push('\n');
        self.title(title);
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

    /// A text as it is; before this, each line begins with a name.
    fn block(&mut self, block: &str, named_before: Option<&str>) {
        let indent = named_before.map_or("", |_| "  ");
        for line in text::lines(block).lines() {
            let mut lines = text::wrapped(line, self.width.saturating_sub(2 + indent.len())).into_iter();
            let first = lines.next().unwrap_or_default();
            match named_before.and_then(|before| first.split_once(before)) {
                Some((speaker, said)) => put!(self, "  {NAME}{speaker}:{NAME:#} {said}"),
                None => put!(self, "  {first}"),
            }
            lines.for_each(|line| put!(self, "  {indent}{line}"));
        }
    }

    /// What was said, with the speakers of turns in colour.
    fn transcript(&mut self, transcript: &Value) {
        self.block(&spoken(transcript), transcript.is_array().then_some(": "));
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
