//! How the text of the document becomes that of another one: the lines that change, in the style of the document. The rest
//! stays as somebody wrote it.

use serde_json::{Map, Value};

use crate::document::{Document, Place, child};

/// The keys of a schema in the order in which the document writes them; `additionalProperties` comes last.
const ORDER: &[&str] =
    &["type", "format", "nullable", "description", "pattern", "required", "properties", "items", "oneOf"];
/// How long a list may be that is written on one line.
const WIDTH: usize = 100;

/// Lines of the document, as an editor counts them, and what to put there: below the first if there is no last.
#[derive(Debug, Clone)]
pub(in crate::verify) struct Hunk {
    first: usize,
    last: Option<usize>,
    text: String,
}

impl Hunk {
    /// From which line on, counted from zero, to which it is what stands there.
    fn range(&self) -> std::ops::Range<usize> {
        self.last.map_or(self.first..self.first, |last| self.first - 1..last)
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

/// What makes the document one that says `json`, from the bottom up, so that no line moves before it is needed; nothing if
/// no line can be named, as the document is written.
pub(super) fn hunks(document: &Document, json: &Value) -> Option<Vec<Hunk>> {
    let lines: Vec<_> = document.text.lines().collect();
    let mut hunks = Text { document, lines }.hunks("", &document.json, json)?;
    hunks.sort_by_key(|hunk| std::cmp::Reverse((hunk.range().end, hunk.range().start)));
    Some(hunks)
}

/// The text with all hunks pasted.
pub(super) fn pasted(text: &str, hunks: &[Hunk]) -> String {
    let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let mut lines: Vec<_> = text.lines().map(str::to_owned).collect();
    for hunk in hunks {
        lines.splice(hunk.range(), hunk.text.lines().map(str::to_owned));
    }
    lines.join(end) + end
}

/// The name of the node at a pointer.
pub(super) fn last_name(at: &str) -> String {
    at.rsplit('/').next().unwrap_or_default().replace("~1", "/").replace("~0", "~")
}

/// The text of a document, line by line.
struct Text<'a> {
    document: &'a Document,
    lines: Vec<&'a str>,
}

impl Text<'_> {
    /// What makes a node another one. What cannot be named by its lines is a part of what is written anew above it.
    fn hunks(&self, at: &str, old: &Value, new: &Value) -> Option<Vec<Hunk>> {
        if old == new {
            return Some(Vec::new());
        }
        let inside = match (old, new) {
            (Value::Object(old), Value::Object(new)) => self.members(at, old, new),
            (Value::Array(old), Value::Array(new)) => self.items(at, old, new),
            _ => None,
        };
        inside.or_else(|| {
            let place = self.block(at)?;
            let (first, last) = self.of(at)?;
            let text = match self.is_element(at) {
                true => yaml(new, place.column - 1),
                false => member(&last_name(at), new, place.column - 1),
            };
            let text = self.start(place)? + &text[place.column - 1..];
            Some(vec![Hunk { first, last: Some(last), text }])
        })
    }

    fn members(&self, at: &str, old: &Map<String, Value>, new: &Map<String, Value>) -> Option<Vec<Hunk>> {
        let mut hunks = Vec::new();
        for (name, old) in old {
            hunks.extend(self.hunks(&child(at, name), old, new.get(name)?)?);
        }
        let added: Map<_, _> = new.clone().into_iter().filter(|(name, _)| !old.contains_key(name)).collect();
        if !added.is_empty() {
            let column = self.block(&child(at, old.keys().next()?))?.column;
            // `nullable` belongs to the type.
            let above = if added.contains_key("nullable") && old.contains_key("type") { "/type" } else { "" };
            let (_, last) = self.of(&format!("{at}{above}"))?;
            hunks.push(Hunk { first: last, last: None, text: yaml(&added.into(), column - 1) });
        }
        Some(hunks)
    }

    fn items(&self, at: &str, old: &[Value], new: &[Value]) -> Option<Vec<Hunk>> {
        let added = new.get(old.len()..)?.to_vec();
        let mut hunks = Vec::new();
        for (i, (old, new)) in old.iter().zip(new).enumerate() {
            hunks.extend(self.hunks(&format!("{at}/{i}"), old, new)?);
        }
        if !added.is_empty() {
            // An element starts behind its dash.
            let column = self.block(&format!("{at}/0"))?.column - 2;
            let (_, last) = self.of(at)?;
            hunks.push(Hunk { first: last, last: None, text: block(&added.into(), column - 1) });
        }
        Some(hunks)
    }

    /// Where the key of a member, or an element, stands if nothing but its dash comes before it.
    fn block(&self, at: &str) -> Option<Place> {
        self.document.json.pointer(at)?;
        let place = self.document.place(at)?;
        self.start(place)?.chars().all(|c| c == ' ' || c == '-').then_some(place)
    }

    /// What a line has before a place.
    fn start(&self, place: Place) -> Option<String> {
        Some(self.lines.get(place.line - 1)?.chars().take(place.column - 1).collect())
    }

    fn is_element(&self, at: &str) -> bool {
        at.rsplit_once('/').and_then(|(parent, _)| self.document.json.pointer(parent)).is_some_and(Value::is_array)
    }

    /// The first and the last line of a member or an element.
    fn of(&self, at: &str) -> Option<(usize, usize)> {
        let place = self.block(at)?;
        let indent = place.column - 1;
        let mut last = place.line;
        for (i, line) in self.lines.iter().enumerate().skip(place.line) {
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

/// A member, this far to the right.
fn member(key: &str, value: &Value, indent: usize) -> String {
    let key = format!("{}{}:", " ".repeat(indent), scalar(&key.into()));
    match line(value) {
        Some(line) => format!("{key} {line}\n"),
        None => format!("{key}\n{}", block(value, indent + 2)),
    }
}

/// A value, this far to the right.
fn yaml(value: &Value, indent: usize) -> String {
    line(value).map_or_else(|| block(value, indent), |line| format!("{}{line}\n", " ".repeat(indent)))
}

/// An object or an array, its members or items on lines of their own.
fn block(value: &Value, indent: usize) -> String {
    match value {
        Value::Object(members) => {
            let mut members: Vec<_> = members.iter().collect();
            members.sort_by_key(|(key, _)| ORDER.iter().position(|other| other == key).unwrap_or(ORDER.len()));
            members.into_iter().map(|(key, value)| member(key, value, indent)).collect()
        }
        Value::Array(items) => {
            // The dash goes where the first line has its indentation.
            let item = |item| format!("{}- {}", " ".repeat(indent), &yaml(item, indent + 2)[indent + 2..]);
            items.iter().map(item).collect()
        }
        _ => String::new(),
    }
}

/// A value that is written on one line.
fn line(value: &Value) -> Option<String> {
    match value {
        Value::Object(members) => members.is_empty().then(|| "{}".to_owned()),
        Value::Array(items) => {
            let items = items.iter().map(|item| match item {
                Value::Array(_) | Value::Object(_) => None,
                // A comma ends it.
                Value::String(text) if text.contains(',') => Some(item.to_string()),
                _ => Some(scalar(item)),
            });
            Some(format!("[{}]", items.collect::<Option<Vec<_>>>()?.join(", "))).filter(|line| line.len() <= WIDTH)
        }
        _ => Some(scalar(value)),
    }
}

/// A value that is no object and no array; JSON is YAML too, where a plain text would be read as something else.
fn scalar(value: &Value) -> String {
    match value {
        Value::String(text) if plain(text) => text.clone(),
        Value::String(text) if !text.contains(['\'', '\n']) => format!("'{text}'"),
        _ => value.to_string(),
    }
}

fn plain(text: &str) -> bool {
    let word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | ' ' | '/' | '(' | ')' | ';' | ',');
    let reserved = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"];
    text == "$ref"
        || text.starts_with(|c: char| c.is_ascii_alphabetic())
            && text.chars().all(word)
            && !text.ends_with(' ')
            && !reserved.contains(&text.to_ascii_lowercase().as_str())
}
