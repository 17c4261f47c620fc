//! The few types whose JSON has more than one form. The document names them with `x-rust-type`.
//!
//! Each reads the value as it streams in and decides by its first token, so nothing is buffered to try forms on it, and
//! an error says what was expected and where. Each writes a form that the document accepts.

mod evaluation;
mod open_enum;
mod timestamp;
mod transcript;
mod usd;
mod variables;

pub use evaluation::Evaluation;
pub use open_enum::OpenEnum;
pub use timestamp::{InvalidTimestamp, Timestamp};
pub use transcript::Transcript;
pub use usd::Usd;
pub use variables::Variables;
