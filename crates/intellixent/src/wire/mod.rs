//! The few types whose JSON has more than one form. The document names them with `x-rust-type`.
//!
//! Each says which kinds of JSON it takes, and gives back the others unchanged.

mod evaluation;
mod messages;
mod open_enum;
mod timestamp;
mod transcript;
mod usd;
mod variables;

pub use evaluation::Evaluation;
pub use messages::Messages;
pub use open_enum::{Listed, OpenEnum};
pub use timestamp::{InvalidTimestamp, Timestamp};
pub use transcript::Transcript;
pub use usd::{InvalidUsd, Usd};
pub use variables::Variables;
