//! What the tests that cross crates share: a server on loopback that behaves as badly as a test wants, a way to print all
//! that an error says, and the models beside the document's schemas, with instances drawn from them and broken again.

/// The code of a README that no crate has as its page.
#[cfg(doctest)]
#[doc = include_str!("../../crates/intellixent-demo/README.md")]
pub struct Readme;

pub mod break_it;
pub mod copied;
pub mod draw;
pub mod expected;
pub mod growth;
pub mod models;
pub mod outage;
pub mod schema;
mod server;
pub mod survived;
mod told;

pub use server::{ByteServer, Refusing, Step, answer, head};
pub use told::told;
