//! Text from outside, made harmless for a terminal: whoever can name a call must not be able to move the cursor.

use std::{borrow::Cow, fmt::Write, sync::LazyLock};

use anstyle::{AnsiColor, Style};
use regex::{Captures, Regex};
use serde_json::Value;
use textwrap::core::Word;

/// Control characters, and those that reorder the text around them.
fn is_harmful(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// A text for one line: what is harmful is shown as an escape, line breaks too.
pub(crate) fn line(text: &str) -> Cow<'_, str> {
    escaped(text, |c, out| out.extend(c.escape_default()))
}

/// As [`line`], and no longer than a message may be.
pub(crate) fn short(text: &str) -> String {
    const MAX: usize = 300;
    let mut start = text.char_indices();
    match start.nth(MAX) {
        Some((end, _)) => format!("{}...", line(&text[..end])),
        None => line(text).into_owned(),
    }
}

/// A text of several lines: line breaks stay, tabs become blanks, other harmful characters escapes.
pub(crate) fn lines(text: &str) -> Cow<'_, str> {
    escaped(text, |c, out| match c {
        '\n' => out.push('\n'),
        '\t' => out.push_str("    "),
        // The line break that follows it shows.
        '\r' => {}
        c => out.extend(c.escape_default()),
    })
}

/// JSON that says the same without a harmful character. Outside of strings JSON has none but these.
pub(crate) fn json(text: &str) -> Cow<'_, str> {
    escaped(text, |c, out| match c {
        '\n' | '\t' => out.push(c),
        '\r' => {}
        c => {
            let _ = write!(out, "\\u{:04x}", u32::from(c));
        }
    })
}

/// A line in lines of that width; a word that is longer is cut.
pub(crate) fn wrapped(line: &str, width: usize) -> Vec<Cow<'_, str>> {
    textwrap::wrap(line, width.max(10))
}

/// A line that takes no more columns than that.
pub(crate) fn cut(line: &str, width: usize) -> Cow<'_, str> {
    if columns(line) <= width {
        return line.into();
    }
    let start = Word::from(line).break_apart(width.saturating_sub(1)).next().filter(|_| width > 1);
    format!("{}…", start.as_deref().unwrap_or_default()).into()
}

/// How many columns of a terminal a line takes.
pub(crate) fn columns(line: &str) -> usize {
    textwrap::core::display_width(line)
}

/// How wide the terminal is that stdout goes to; what goes elsewhere has lines of any length.
pub(crate) fn width() -> usize {
    terminal_size::terminal_size_of(std::io::stdout()).map_or(usize::MAX / 2, |(width, _)| usize::from(width.0))
}

/// A string as it is, any other value as JSON.
pub(crate) fn of(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

const KEY: Style = AnsiColor::Blue.on_default().bold();
const STRING: Style = AnsiColor::Green.on_default();
const OTHER: Style = AnsiColor::Yellow.on_default();

/// A string and whether it is a key, or anything else that is a value.
static TOKEN: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r#"("(?:[^"\\]|\\.)*")(:)?|[-+.0-9A-Za-z]+"#).ok());

/// JSON in colours.
pub(crate) fn coloured(json: &str) -> Cow<'_, str> {
    let Some(token) = &*TOKEN else { return json.into() };
    token.replace_all(json, |found: &Captures<'_>| match (found.get(1), found.get(2)) {
        (Some(key), Some(_)) => format!("{KEY}{}{KEY:#}:", key.as_str()),
        (Some(string), None) => format!("{STRING}{}{STRING:#}", string.as_str()),
        (None, _) => format!("{OTHER}{}{OTHER:#}", &found[0]),
    })
}

fn escaped(text: &str, mut escape: impl FnMut(char, &mut String)) -> Cow<'_, str> {
    if !text.contains(is_harmful) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if is_harmful(c) { escape(c, &mut out) } else { out.push(c) }
    }
    Cow::Owned(out)
}
