//! Places in JSON, as `transcript[3].timestamp`.

use std::{borrow::Cow, fmt::Write};

/// One step into JSON.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Step {
    Index(usize),
    Name(Cow<'static, str>),
}

/// A place while something is looked for: a step, and the place above.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Path<'a> {
    above: Option<&'a Path<'a>>,
    step: At<'a>,
}

#[derive(Clone, Copy, Debug)]
enum At<'a> {
    Root,
    Index(usize),
    Name(&'a str),
}

impl<'a> Path<'a> {
    pub(crate) const ROOT: Path<'static> = Path { above: None, step: At::Root };

    pub(crate) fn index(&'a self, index: usize) -> Self {
        Self { above: Some(self), step: At::Index(index) }
    }

    pub(crate) fn name(&'a self, name: &'a str) -> Self {
        Self { above: Some(self), step: At::Name(name) }
    }

    pub(crate) fn shown(&self) -> Shown {
        let mut shown = self.above.map(Path::shown).unwrap_or_default();
        match self.step {
            At::Root => {}
            At::Index(index) => shown.index(index),
            At::Name(name) => shown.name(name),
        }
        shown
    }
}

/// A place in words, and how much of it can be shown: names that are written as those of the document's fields are. The
/// customers' own names stand in no message.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Shown {
    text: String,
    steps: usize,
    /// Where what can be shown ends, if it is not all.
    plain: Option<usize>,
}

/// How many steps fit in a message. No described field is deeper.
const DEPTH: usize = 8;

impl Shown {
    pub(crate) fn index(&mut self, index: usize) {
        self.step(true);
        // Writing to a string cannot fail.
        let _ = write!(self.text, "[{index}]");
    }

    pub(crate) fn name(&mut self, name: &str) {
        let plain = is_plain(name);
        self.step(plain);
        let _ = match (plain, self.text.is_empty()) {
            (true, true) => write!(self.text, "{name}"),
            (true, false) => write!(self.text, ".{name}"),
            (false, _) => write!(self.text, "[{name:?}]"),
        };
    }

    fn step(&mut self, plain: bool) {
        if !plain || self.steps == DEPTH {
            self.plain.get_or_insert(self.text.len());
        }
        self.steps += 1;
    }

    pub(crate) fn then(&mut self, step: &Step) {
        match step {
            Step::Index(index) => self.index(*index),
            Step::Name(name) => self.name(name),
        }
    }

    /// A place inside, as another message wrote it.
    pub(crate) fn then_shown(&mut self, inner: &str) {
        self.step(true);
        if !self.text.is_empty() && !inner.starts_with('[') {
            self.text.push('.');
        }
        self.text.push_str(inner);
    }

    /// The same place, none of which can be shown.
    pub(crate) fn hidden(self) -> Self {
        Self { plain: Some(0), ..self }
    }

    /// The whole place.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// What a message may say of it; empty for the root.
    pub(crate) fn plain(&self) -> &str {
        &self.text[..self.plain.unwrap_or(self.text.len())]
    }
}

/// Whether a name looks like the names of the API's fields: not like a phone number, an address or a sentence.
fn is_plain(name: &str) -> bool {
    let letters = name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
    letters && name.len() <= 40 && name.starts_with(|first: char| first.is_ascii_lowercase() || first == '_')
}
