//! One call as a page for a person.

use std::fmt::{Display, Write};

use anstyle::{AnsiColor, Style};
use intellixent::types::Call;
use serde_json::Value;

use crate::text;

const TITLE: Style = Style::new().bold();
const NAME: Style = AnsiColor::Cyan.on_default();
const NOTHING: Style = Style::new().dimmed();

/// The page, with styles; nothing in it that the server could use to control a terminal.
pub(crate) fn page(call: &Call) -> String {
    let mut page = Page(String::new());
    page.title(&format!("Call {}", call.id));
    let seconds = call.duration.map(|seconds| format!("{} min {:02} s", seconds / 60, seconds % 60));
    page.row("assistant", call.assistant_name.as_ref());
    page.row("campaign", call.campaign_name.as_ref());
    page.row("type", call.type_.as_ref());
    page.row("from", call.assistant_phone_number.as_ref());
    page.row("with", call.client_phone_number.as_ref());
    page.row("answered by", call.answered_by.as_ref());
    page.row("status", call.status.as_ref());
    page.row("started", call.created_at.as_ref());
    page.row("updated", call.updated_at.as_ref());
    page.row("lasted", seconds.as_ref());
    page.row("carrier cost", call.carrier_cost.map(|usd| format!("{usd} USD")).as_ref());
    page.row("total cost", call.total_cost.map(|usd| format!("{usd} USD")).as_ref());
    page.row("recording", call.recording_url.as_ref());
    if let Some(transcript) = &call.transcript {
        page.section("Transcript");
        page.indented(&transcript.to_string());
    }
    if let Some(variables) = &call.variables {
        page.table("Variables", variables.iter().map(|(name, value)| (name.as_str(), value)));
    }
    if let Some(evaluation) = &call.evaluation {
        page.table("Evaluation", evaluation.iter());
    }
    if let Some(answer) = &call.webhook_response {
        page.section("Webhook");
        page.indented(&format!("{answer:#}"));
    }
    if !call.extra.is_empty() {
        page.table("Further fields", call.extra.iter().map(|(name, value)| (name.as_str(), value)));
    }
    page.0
}

struct Page(String);

/// Writing to a `String` cannot fail.
macro_rules! put {
    ($page:expr, $($text:tt)*) => { let _ = writeln!($page.0, $($text)*); };
}

impl Page {
    fn title(&mut self, title: &str) {
        put!(self, "{TITLE}{title}{TITLE:#}");
    }

    fn section(&mut self, title: &str) {
        self.0.push('\n');
        self.title(title);
    }

    fn row(&mut self, name: &str, value: Option<&impl Display>) {
        match value {
            Some(value) => {
                put!(self, "  {NAME}{name:<12}{NAME:#}  {}", text::line(&value.to_string()));
            }
            None => {
                put!(self, "  {NAME}{name:<12}{NAME:#}  {NOTHING}-{NOTHING:#}");
            }
        }
    }

    fn indented(&mut self, block: &str) {
        for line in text::lines(block).lines() {
            put!(self, "  {line}");
        }
    }

    fn table<'a>(&mut self, title: &str, rows: impl Iterator<Item = (&'a str, &'a Value)>) {
        self.section(title);
        let rows: Vec<_> = rows.map(|(name, value)| (text::line(name), value)).collect();
        let width = rows.iter().map(|(name, _)| name.chars().count()).max().unwrap_or_default();
        if rows.is_empty() {
            put!(self, "  {NOTHING}none{NOTHING:#}");
        }
        for (name, value) in rows {
            let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            put!(self, "  {NAME}{name:<width$}{NAME:#}  {}", text::line(&value));
        }
    }
}
