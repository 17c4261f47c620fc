//! Paths in JSON, such as `transcript[3].timestamp`.

use std::{borrow::Cow, fmt::Write};

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Step<'a> {
    Index(usize),
    Name(Cow<'a, str>),
}

/// A path during a search: the path above, and the last step. It allocates nothing.
#[derive(Clone, Debug)]
pub(crate) enum Path<'a> {
    Root,
    In(&'a Path<'a>, Step<'a>),
}

impl<'a> Path<'a> {
    pub(crate) fn index(&'a self, index: usize) -> Self {
        Self::In(self, Step::Index(index))
    }

    pub(crate) fn name(&'a self, name: &'a str) -> Self {
        Self::In(self, Step::Name(name.into()))
    }

    pub(crate) fn shown(&self) -> Shown {
        match self {
            Self::Root => Shown::default(),
            Self::In(above, step) => {
                let mut shown = above.shown();
                shown.then(step);
                shown
            }
        }
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
    pub(crate) fn then(&mut self, step: &Step<'_>) {
        // Writing to a string cannot fail.
        let _ = match step {
            Step::Index(index) => {
                self.step(true);
                write!(self.text, "[{index}]")
            }
            Step::Name(name) if is_plain(name) => {
                self.step(true);
                let dot = if self.text.is_empty() { "" } else { "." };
                write!(self.text, "{dot}{name}")
            }
            Step::Name(name) => {
                self.step(false);
                write!(self.text, "[{name:?}]")
            }
        };
    }

    fn step(&mut self, plain: bool) {
        if !plain || self.steps == DEPTH {
            self.plain.get_or_insert(self.text.len());
        }
        self.steps += 1;
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
