//! Where an edit goes: lines of the document, as an editor counts them.

use serde_json::{Value, json};

use super::yaml::indented;
use crate::document::{Document, Place};

/// From which line to which, and what to put there: below the first line if there is no last.
pub(super) struct Edit {
    pub(super) first: usize,
    pub(super) last: Option<usize>,
    pub(super) text: String,
}

/// The edits of one suggestion.
pub(super) struct Edits<'a> {
    document: &'a Document,
    pub(super) list: Vec<Edit>,
}

impl<'a> Edits<'a> {
    pub(super) fn of(document: &'a Document) -> Self {
        Self { document, list: Vec::new() }
    }

    /// Where the key of a member stands, if its value is in block style.
    pub(super) fn block(&self, at: &str) -> Option<Place> {
        // An element of a list, or a key: both have a place of their own.
        self.document.json.pointer(at)?;
        let place = self.document.place(at)?;
        let line = self.document.text.lines().nth(place.line - 1)?;
        let before: String = line.chars().take(place.column - 1).collect();
        before.chars().all(|c| c == ' ' || c == '-').then_some(place)
    }

    /// The first and the last line of a member.
    pub(super) fn lines(&self, at: &str) -> Option<(usize, usize)> {
        let place = self.block(at)?;
        let indent = place.column - 1;
        let mut last = place.line;
        for (i, line) in self.document.text.lines().enumerate().skip(place.line) {
            let text = line.trim_start();
            let depth = line.len() - text.len();
            if text.is_empty() || text.starts_with('#') && depth <= indent {
                continue;
            }
            if depth <= indent && !(depth == indent && text.starts_with("- ")) {
                break;
            }
            last = i + 1;
        }
        Some((place.line, last))
    }

    /// Adds members or elements at the end of the node at a pointer.
    pub(super) fn below(&mut self, at: &str, column: usize, value: &Value) -> Option<()> {
        let (_, last) = self.lines(at)?;
        self.list.push(Edit { first: last, last: None, text: indented(value, column - 1) });
        Some(())
    }

    /// Puts another value under the same key.
    pub(super) fn in_place(&mut self, at: &str, value: &Value) -> Option<()> {
        let place = self.block(at)?;
        let key = last(at)?;
        let (first, last) = self.lines(at)?;
        self.list.push(Edit { first, last: Some(last), text: indented(&json!({ key: value }), place.column - 1) });
        Some(())
    }

    /// One text to paste from, each edit below a comment with its place.
    pub(super) fn text(&self) -> String {
        let file = &self.document.name;
        let text = self.list.iter().map(|Edit { first, last, text }| match last {
            None => format!("# {file}:{first}: add below this line\n{text}"),
            Some(last) => {
                let what = if text.is_empty() { "remove" } else { "put this in place of" };
                let lines = if first == last { "this line" } else { "these lines" };
                let range = if first == last { first.to_string() } else { format!("{first}-{last}") };
                format!("# {file}:{range}: {what} {lines}\n{text}")
            }
        });
        text.collect()
    }
}

/// The name of the node at a pointer.
pub(super) fn last(at: &str) -> Option<String> {
    Some(at.rsplit('/').next()?.replace("~1", "/").replace("~0", "~"))
}
