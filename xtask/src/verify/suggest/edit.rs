//! A change of the document, as JSON and as lines of its text. The rest of the text stays as somebody wrote it.

use serde_json::Value;

use super::yaml;
use crate::document::{Document, Place, child};

/// One change of the document.
#[derive(Debug)]
pub(super) enum Edit {
    /// Members of an object, or elements of an array, beside those that are there.
    Add { at: String, value: Value },
    /// Another value in the place of one.
    Put { at: String, value: Value },
}

/// Lines of the document, as an editor counts them, and what to put there: below the first if there is no last.
#[derive(Debug, Clone)]
pub(in crate::verify) struct Hunk {
    first: usize,
    last: Option<usize>,
    text: String,
}

impl Edit {
    /// Changes a document as JSON.
    pub(super) fn apply(&self, json: &mut Value) -> Option<()> {
        match self {
            Self::Put { at, value } => *json.pointer_mut(at)? = value.clone(),
            Self::Add { at, value } => add(json.pointer_mut(at)?, value)?,
        }
        Some(())
    }

    /// Where the change goes in the text. What is written in braces or brackets is written anew as a whole.
    pub(super) fn hunk(&self, document: &Document) -> Option<Hunk> {
        let lines = Lines(document);
        match self {
            Self::Put { at, value } => match lines.block(at) {
                Some(place) => {
                    let (first, last) = lines.of(at)?;
                    let key = Some(last_name(at)).filter(|_| !lines.is_element(at));
                    let text = yaml::member(key.as_deref(), value, place.column - 1, first == last);
                    Some(Hunk { first, last: Some(last), text: lines.start(place)? + &text[place.column - 1..] })
                }
                None => {
                    let (parent, name) = at.rsplit_once('/')?;
                    let mut whole = document.json.pointer(parent)?.clone();
                    *whole.pointer_mut(&format!("/{name}"))? = value.clone();
                    Self::Put { at: parent.to_owned(), value: whole }.hunk(document)
                }
            },
            Self::Add { at, value } => {
                let node = document.json.pointer(at)?;
                let first = match node {
                    Value::Object(members) => members.keys().next().cloned(),
                    _ => Some("0".to_owned()),
                };
                let Some(first) = first.and_then(|first| lines.block(&child(at, &first))) else {
                    let mut whole = node.clone();
                    add(&mut whole, value)?;
                    return Self::Put { at: at.clone(), value: whole }.hunk(document);
                };
                // An element starts behind its dash.
                let column = first.column - if node.is_array() { 2 } else { 0 };
                // `nullable` belongs to the type.
                let nullable = value.get("nullable").is_some() && node.get("type").is_some();
                let (_, last) = lines.of(&if nullable { format!("{at}/type") } else { at.clone() })?;
                Some(Hunk { first: last, last: None, text: yaml::indented(value, column - 1) })
            }
        }
    }
}

fn add(node: &mut Value, value: &Value) -> Option<()> {
    match (node, value) {
        (Value::Object(members), Value::Object(more)) => members.extend(more.clone()),
        (Value::Array(items), Value::Array(more)) => items.extend(more.clone()),
        _ => return None,
    }
    Some(())
}

impl Hunk {
    /// From which line on, counted from zero, to which it is what stands there.
    fn range(&self) -> std::ops::Range<usize> {
        self.last.map_or(self.first..self.first, |last| self.first - 1..last)
    }

    /// Whether two cannot both be pasted.
    pub(super) fn meets(&self, other: &Self) -> bool {
        let (a, b) = (self.range(), other.range());
        a.start < b.end && b.start < a.end
    }

    /// As it is told, below a comment that says where it goes.
    pub(super) fn told(&self, file: &str) -> String {
        let Self { first, last, text } = self;
        match last {
            None => format!("# {file}:{first}: add below this line\n{text}"),
            Some(last) if last == first => format!("# {file}:{first}: put this in place of this line\n{text}"),
            Some(last) => format!("# {file}:{first}-{last}: put this in place of these lines\n{text}"),
        }
    }
}

/// The order in which hunks can be pasted, so that no line moves before it is needed.
pub(super) fn bottom_up(hunks: &mut [Hunk]) {
    hunks.sort_by_key(|hunk| std::cmp::Reverse((hunk.range().end, hunk.range().start)));
}

/// The text with all hunks pasted.
pub(super) fn pasted(text: &str, hunks: &[Hunk]) -> String {
    let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let mut lines: Vec<String> = text.split_inclusive('\n').map(str::to_owned).collect();
    if let Some(last) = lines.last_mut().filter(|last| !last.ends_with('\n')) {
        last.push_str(end);
    }
    let mut hunks = hunks.to_vec();
    bottom_up(&mut hunks);
    for hunk in hunks {
        let new = hunk.text.lines().map(|line| format!("{line}{end}"));
        lines.splice(hunk.range(), new);
    }
    lines.concat()
}

/// The name of the node at a pointer.
pub(super) fn last_name(at: &str) -> String {
    at.rsplit('/').next().unwrap_or_default().replace("~1", "/").replace("~0", "~")
}

/// The text of a document, line by line.
struct Lines<'a>(&'a Document);

impl Lines<'_> {
    /// Where the key of a member, or an element, stands if its value is in block style.
    fn block(&self, at: &str) -> Option<Place> {
        self.0.json.pointer(at)?;
        let place = self.0.place(at)?;
        self.start(place)?.chars().all(|c| c == ' ' || c == '-').then_some(place)
    }

    /// What a line has before a place.
    fn start(&self, place: Place) -> Option<String> {
        Some(self.0.text.lines().nth(place.line - 1)?.chars().take(place.column - 1).collect())
    }

    fn is_element(&self, at: &str) -> bool {
        at.rsplit_once('/').and_then(|(parent, _)| self.0.json.pointer(parent)).is_some_and(Value::is_array)
    }

    /// The first and the last line of a member or an element.
    fn of(&self, at: &str) -> Option<(usize, usize)> {
        let place = self.block(at)?;
        let indent = place.column - 1;
        let mut last = place.line;
        for (i, line) in self.0.text.lines().enumerate().skip(place.line) {
            let text = line.trim_start();
            let depth = line.len() - text.len();
            if text.is_empty() || text.starts_with('#') && depth <= indent {
                continue;
            }
            // The members of an element stand where it starts, and the elements of a member can stand where it does.
            let inside = depth > indent || depth == indent && (self.is_element(at) || text.starts_with("- "));
            if !inside {
                break;
            }
            last = i + 1;
        }
        Some((place.line, last))
    }
}
