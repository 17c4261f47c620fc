//! Paths in JSON, such as `transcript[3].timestamp`.

use std::{borrow::Cow, fmt::Write};

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Step {
    Index(usize),
    Name(Cow<'static, str>),
}

/// A path during a search: its last step, and the path above it. It allocates nothing.
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

/// A path as text, and how much of it a message may show: up to the first name that does not look like a field of the API,
/// since customers choose such names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Shown {
    text: String,
    steps: usize,
    /// The length of the part that a message may show, unless that is all.
    plain: Option<usize>,
}

/// The maximum number of steps in a message. No documented field is deeper.
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

    /// Appends a path that is text already.
    pub(crate) fn then_shown(&mut self, inner: &str) {
        self.step(true);
        if !self.text.is_empty() && !inner.starts_with('[') {
            self.text.push('.');
        }
        self.text.push_str(inner);
    }

    /// The same path, of which a message shows nothing.
    pub(crate) fn hidden(self) -> Self {
        Self { plain: Some(0), ..self }
    }

    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// The part that a message may show; empty for the root.
    pub(crate) fn plain(&self) -> &str {
        &self.text[..self.plain.unwrap_or(self.text.len())]
    }
}

/// Whether a name looks like a field of the API, and not like a phone number, an address or a sentence.
fn is_plain(name: &str) -> bool {
    let letters = name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
    letters && name.len() <= 40 && name.starts_with(|first: char| first.is_ascii_lowercase() || first == '_')
}
