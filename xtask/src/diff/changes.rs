//! What can change between two documents, and what a change means.

use std::fmt;

use serde::Serialize;
use strum::Display;

use super::surface::Part;
use crate::document::Document;

/// Can a client of the old document send its requests to a server of the new one, and read the responses?
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Display, Serialize)]
#[strum(serialize_all = "lowercase")]
#[serde(rename_all = "lowercase")]
pub enum Wire {
    /// It can.
    Compatible,
    /// Not always.
    Incompatible,
}

impl Wire {
    /// `Compatible` if `fine`.
    pub fn of(fine: bool) -> Self {
        if fine { Self::Compatible } else { Self::Incompatible }
    }
}

/// The version bump that code which uses the generated crates has to expect.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Display, Serialize)]
#[strum(serialize_all = "lowercase")]
#[serde(rename_all = "lowercase")]
pub enum Rust {
    /// Nothing that is generated changes.
    None,
    /// Generated code, docs or examples change, the interface does not.
    Patch,
    /// There is something new to use.
    Minor,
    /// Code that compiled, or worked, may no longer do so.
    Major,
}

/// What kind of thing has changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Display, strum::VariantArray)]
#[strum(serialize_all = "kebab-case")]
#[allow(missing_docs, reason = "the name says it")]
pub enum Noun {
    Operation,
    Parameter,
    RequestBody,
    RequestProperty,
    ResponseProperty,
    OpenEnumValue,
    ClosedEnumValue,
    UnionForm,
    Schema,
    Bounds,
    AdditionalProperties,
    RustType,
    Status,
    Response,
    ErrorResponse,
    ResponseHeader,
    Callback,
    Security,
    Server,
    Version,
    Default,
    Description,
    Example,
    Other,
    RustInterface,
}

/// How it has changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Display, strum::VariantArray)]
#[strum(serialize_all = "kebab-case")]
#[allow(missing_docs, reason = "the name says it")]
pub enum Edit {
    Added,
    Removed,
    Renamed,
    Moved,
    Retyped,
    MadeRequired,
    MadeOptional,
    MadeNullable,
    MadeNonNull,
    Deprecated,
    Changed,
}

/// The kind of a change. Its id, on which scripts may build, is both words: `parameter-made-required`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Kind(pub Noun, pub Edit);

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.0, self.1)
    }
}

impl Serialize for Kind {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Kind {
    /// The verdict for Rust callers where the generator cannot be asked.
    pub(super) const fn typical(self) -> Rust {
        match self {
            Self(Noun::ResponseHeader | Noun::Callback | Noun::Security | Noun::Server, _) => Rust::None,
            Self(Noun::Description | Noun::Example | Noun::Version | Noun::Status | Noun::Other, _)
            | Self(_, Edit::Moved | Edit::Deprecated) => Rust::Patch,
            Self(_, Edit::Added) => Rust::Minor,
            _ => Rust::Major,
        }
    }
}

/// Which of the two documents a pointer leads into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The old one. What was removed is only there.
    Old,
    /// The new one.
    New,
}

/// One difference between two documents.
#[derive(Debug, Clone, Serialize)]
pub struct Change {
    /// What has changed.
    pub kind: Kind,
    /// The document that `at` leads into.
    #[serde(skip)]
    pub side: Side,
    /// Its place, as a JSON pointer.
    pub at: String,
    /// The verdict on the wire.
    pub wire: Wire,
    /// The verdict for Rust callers.
    pub rust: Rust,
    /// What it means, in a sentence that names what has changed.
    pub message: String,
    /// The parts of the generated interface that it can change.
    #[serde(skip)]
    pub(super) claims: Vec<Part>,
    /// The server refuses values that it took before.
    #[serde(skip)]
    pub(super) refused: bool,
}

/// Both documents with all that differs between them.
#[derive(Debug)]
pub struct Comparison<'a> {
    /// The old document.
    pub old: &'a Document,
    /// The new document.
    pub new: &'a Document,
    /// The differences, in the order of their kinds and places.
    pub changes: Vec<Change>,
    /// Why the Rust verdicts are estimates, if the generator cannot take one of the documents.
    pub estimated: Option<String>,
    /// One of the documents needs a person: nobody can make anything of it.
    pub refused: bool,
}

impl Comparison<'_> {
    /// The verdict on the wire over all changes.
    pub fn wire(&self) -> Wire {
        self.changes.iter().map(|change| change.wire).max().unwrap_or(Wire::Compatible)
    }

    /// The version bump in all.
    pub fn rust(&self) -> Rust {
        self.changes.iter().map(|change| change.rust).max().unwrap_or(Rust::None)
    }

    /// The document that a change's pointer leads into.
    pub fn side(&self, change: &Change) -> &Document {
        match change.side {
            Side::Old => self.old,
            Side::New => self.new,
        }
    }
}
