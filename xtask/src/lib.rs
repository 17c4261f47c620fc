//! The commands of `cargo xtask`, as a library so that the tests can run them in-process.
//!
//! One module for each command, the report they share, and the one place that reads the document.

#![allow(rustdoc::private_intra_doc_links, reason = "its readers read the source")]

pub mod codegen;
pub mod diff;
pub mod document;
pub mod generate;
pub mod lint;
#[cfg(feature = "live")]
mod live;
pub mod privacy;
#[cfg(feature = "live")]
pub mod record;
mod recorded;
pub mod report;
mod transform;
pub mod verify;
pub mod workspace;
mod write;

use std::process::ExitCode;

/// How a command ended, for whoever looks at the exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// All is well.
    Good = 0,
    /// The command could not run.
    CouldNotRun = 1,
    /// Something is out of date or does not fit, and the output says what to do.
    NeedsUpdate = 4,
    /// The document needs a person.
    NeedsPerson = 100,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        Self::from(outcome as u8)
    }
}
