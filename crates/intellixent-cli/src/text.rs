//! Text from outside, made harmless for a terminal: whoever can name a call must not be able to move the cursor.

use std::{borrow::Cow, fmt::Write};

use anstyle::{AnsiColor, Style};
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

/// JSON in colours.
pub(crate) fn coloured(json: &str) -> String {
    let mut out = String::with_capacity(json.len() * 2);
    let mut rest = json;
    while let Some(first) = rest.chars().next() {
        let (length, style) = if first == '"' {
            let mut escaped = false;
            let end = rest.char_indices().skip(1).find(|(_, c)| {
                let ends = *c == '"' && !escaped;
                escaped = *c == '\\' && !escaped;
                ends
            });
            let length = end.map_or(rest.len(), |(at, _)| at + 1);
            (length, Some(if rest[length..].starts_with(':') { KEY } else { STRING }))
        } else {
            let token = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '+' | '.');
            match rest.find(|c| !token(c)).unwrap_or(rest.len()) {
                0 => (first.len_utf8(), None),
                length => (length, Some(OTHER)),
            }
        };
        let (token, after) = rest.split_at(length);
        match style {
            Some(style) => {
                let _ = write!(out, "{style}{token}{style:#}");
            }
            None => out.push_str(token),
        }
        rest = after;
    }
    out
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
