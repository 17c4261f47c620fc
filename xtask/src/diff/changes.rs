//! What can change between two documents, and what a change means.

use std::fmt;

use super::surface::Part;
use crate::document::Document;

/// Can a client of the old document send its requests to a server of the new one, and read the responses?
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
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

impl fmt::Display for Wire {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Compatible => "compatible",
            Self::Incompatible => "incompatible",
        })
    }
}

/// The version bump that code which uses the generated crates has to expect.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
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

impl fmt::Display for Rust {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::None => "none",
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        })
    }
}

/// What has changed. Its id, on which scripts may build, is its name in kebab case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, strum::IntoStaticStr, strum::VariantArray)]
#[strum(serialize_all = "kebab-case")]
#[allow(missing_docs, reason = "the message of a change says more")]
pub enum Kind {
    OperationAdded,
    OperationRemoved,
    OperationRenamed,
    OperationMoved,
    ParameterAddedRequired,
    ParameterAddedOptional,
    ParameterRemoved,
    ParameterRenamed,
    ParameterRetyped,
    ParameterMadeRequired,
    ParameterMadeOptional,
    RequestBodyAdded,
    RequestBodyRemoved,
    RequestBodyMadeRequired,
    RequestBodyMadeOptional,
    RequestBodyRetyped,
    RequestPropertyAdded,
    RequestPropertyRemoved,
    RequestPropertyRetyped,
    RequestPropertyMadeRequired,
    RequestPropertyMadeOptional,
    RequestPropertyMadeNullable,
    RequestPropertyMadeNonNull,
    ResponsePropertyAdded,
    ResponsePropertyRemoved,
    ResponsePropertyRetyped,
    ResponsePropertyMadeRequired,
    ResponsePropertyMadeOptional,
    ResponsePropertyMadeNullable,
    ResponsePropertyMadeNonNull,
    OpenEnumValueAdded,
    ClosedEnumValueAdded,
    EnumValueRemoved,
    UnionFormAdded,
    UnionFormRemoved,
    SchemaAdded,
    SchemaRemoved,
    SchemaRenamed,
    SchemaRetyped,
    SchemaMadeNullable,
    SchemaMadeNonNull,
    BoundsChanged,
    AdditionalPropertiesChanged,
    RustTypeChanged,
    StatusAdded,
    StatusRemoved,
    ResponseRetyped,
    ErrorSchemaChanged,
    CallbackChanged,
    ResponseHeadersChanged,
    SecurityChanged,
    ServerChanged,
    VersionChanged,
    DefaultChanged,
    DescriptionChanged,
    ExampleChanged,
    OtherChanged,
    RustInterfaceChanged,
}

impl Kind {
    /// The stable id.
    pub fn id(self) -> &'static str {
        self.into()
    }

    /// The verdict for Rust callers where the generator cannot be asked.
    pub(super) const fn typical(self) -> Rust {
        match self {
            Self::ResponseHeadersChanged | Self::SecurityChanged | Self::ServerChanged | Self::CallbackChanged => {
                Rust::None
            }
            Self::OperationMoved
            | Self::ParameterMadeOptional
            | Self::RequestBodyMadeOptional
            | Self::StatusAdded
            | Self::StatusRemoved
            | Self::ErrorSchemaChanged
            | Self::VersionChanged
            | Self::DescriptionChanged
            | Self::ExampleChanged
            | Self::OtherChanged => Rust::Patch,
            Self::OperationAdded
            | Self::ParameterAddedOptional
            | Self::RequestPropertyAdded
            | Self::ResponsePropertyAdded
            | Self::OpenEnumValueAdded
            | Self::ClosedEnumValueAdded
            | Self::UnionFormAdded
            | Self::SchemaAdded => Rust::Minor,
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
#[derive(Debug, Clone)]
pub struct Change {
    /// What has changed.
    pub kind: Kind,
    /// The document that `at` leads into.
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
    pub(super) claims: Vec<Part>,
    /// The server refuses values that it took before.
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

    /// How many changes are incompatible on the wire.
    pub fn incompatible(&self) -> usize {
        self.changes.iter().filter(|change| change.wire == Wire::Incompatible).count()
    }

    /// The document that a change's pointer leads into.
    pub fn side(&self, change: &Change) -> &Document {
        match change.side {
            Side::Old => self.old,
            Side::New => self.new,
        }
    }
}
