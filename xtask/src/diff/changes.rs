//! What can change between two documents, and what a change means.

use std::fmt;

use crate::document::Document;

/// Can yesterday's client read today's responses, and send requests that today's server accepts?
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

/// Declares the kinds with their stable ids and the verdict for Rust callers where the generator cannot be asked.
macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident = $id:literal, $typical:ident;)*) => {
        /// What has changed. The ids are stable: scripts may build on them.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Kind { $(#[doc = concat!("`", $id, "`")] $(#[$doc])* $kind,)* }

        impl Kind {
            /// Every kind there is.
            pub const ALL: &[Self] = &[$(Self::$kind),*];

            /// The stable id.
            pub const fn id(self) -> &'static str {
                match self { $(Self::$kind => $id),* }
            }

            /// The verdict for Rust callers as long as nothing better is known.
            pub const fn typical(self) -> Rust {
                match self { $(Self::$kind => Rust::$typical),* }
            }
        }
    };
}

kinds! {
    OperationAdded = "operation-added", Minor;
    OperationRemoved = "operation-removed", Major;
    OperationRenamed = "operation-renamed", Major;
    OperationMoved = "operation-moved", Patch;
    ParameterAddedRequired = "parameter-added-required", Major;
    ParameterAddedOptional = "parameter-added-optional", Minor;
    ParameterRemoved = "parameter-removed", Major;
    ParameterRenamed = "parameter-renamed", Major;
    ParameterRetyped = "parameter-retyped", Major;
    ParameterMadeRequired = "parameter-made-required", Major;
    ParameterMadeOptional = "parameter-made-optional", Patch;
    RequestBodyAdded = "request-body-added", Major;
    RequestBodyRemoved = "request-body-removed", Major;
    RequestBodyMadeRequired = "request-body-made-required", Major;
    RequestBodyMadeOptional = "request-body-made-optional", Patch;
    RequestBodyRetyped = "request-body-retyped", Major;
    RequestPropertyAdded = "request-property-added", Minor;
    RequestPropertyRemoved = "request-property-removed", Major;
    RequestPropertyRetyped = "request-property-retyped", Major;
    RequestPropertyMadeRequired = "request-property-made-required", Major;
    RequestPropertyMadeOptional = "request-property-made-optional", Major;
    RequestPropertyMadeNullable = "request-property-made-nullable", Major;
    RequestPropertyMadeNonNull = "request-property-made-non-null", Major;
    ResponsePropertyAdded = "response-property-added", Minor;
    ResponsePropertyRemoved = "response-property-removed", Major;
    ResponsePropertyRetyped = "response-property-retyped", Major;
    ResponsePropertyMadeRequired = "response-property-made-required", Major;
    ResponsePropertyMadeOptional = "response-property-made-optional", Major;
    ResponsePropertyMadeNullable = "response-property-made-nullable", Major;
    ResponsePropertyMadeNonNull = "response-property-made-non-null", Major;
    OpenEnumValueAdded = "open-enum-value-added", Minor;
    EnumValueAdded = "closed-enum-value-added", Minor;
    EnumValueRemoved = "enum-value-removed", Major;
    UnionFormAdded = "union-form-added", Minor;
    UnionFormRemoved = "union-form-removed", Major;
    SchemaAdded = "schema-added", Minor;
    SchemaRemoved = "schema-removed", Major;
    SchemaRenamed = "schema-renamed", Major;
    SchemaRetyped = "schema-retyped", Major;
    SchemaMadeNullable = "schema-made-nullable", Major;
    SchemaMadeNonNull = "schema-made-non-null", Major;
    BoundsChanged = "bounds-changed", Major;
    AdditionalPropertiesChanged = "additional-properties-changed", Major;
    RustTypeChanged = "rust-type-changed", Major;
    StatusAdded = "status-added", Patch;
    StatusRemoved = "status-removed", Patch;
    ResponseRetyped = "response-retyped", Major;
    ErrorSchemaChanged = "error-schema-changed", Patch;
    ResponseHeadersChanged = "response-headers-changed", None;
    SecurityChanged = "security-changed", None;
    ServerChanged = "server-changed", None;
    VersionChanged = "version-changed", Patch;
    DefaultChanged = "default-changed", Major;
    DescriptionChanged = "description-changed", Patch;
    ExampleChanged = "example-changed", Patch;
    OtherChanged = "other-changed", Patch;
    RustInterfaceChanged = "rust-interface-changed", Major;
}

/// Which of the two documents a pointer leads into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Yesterday's: what is gone stands only there.
    Old,
    /// Today's.
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
    /// The parts of the generated interface that it can change, as prefixes of the keys of a `Surface`.
    pub(super) claims: Vec<String>,
    /// It fails at run time for a caller that still compiles.
    pub(super) at_run_time: bool,
}

/// Both documents with all that differs between them.
#[derive(Debug)]
pub struct Comparison<'a> {
    /// Yesterday's document.
    pub old: &'a Document,
    /// Today's document.
    pub new: &'a Document,
    /// The differences, in the order of their kinds and places.
    pub changes: Vec<Change>,
    /// Why the Rust verdicts are estimates, if the generator cannot take one of the documents.
    pub estimated: Option<String>,
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
