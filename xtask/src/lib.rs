//! The commands of `cargo xtask`, as a library so that the tests can run them in-process.
//!
//! One file for each command, the report they share, and the one place that reads the document.

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
mod workspace;
mod write;

use std::process::ExitCode;

/// How a command ended, for whoever looks at the exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// All is well: 0.
    Good,
    /// The command could not run: 1.
    CouldNotRun,
    /// Something is out of date or does not fit, and the output says what to do: 4.
    NeedsUpdate,
    /// The document needs a person: 100.
    NeedsPerson,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        Self::from(match outcome {
            Outcome::Good => 0,
            Outcome::CouldNotRun => 1,
            Outcome::NeedsUpdate => 4,
            Outcome::NeedsPerson => 100,
        })
    }
}
