//! Shared by the tests across crates: a scripted server on loopback, errors as text, and instances of the document's schemas,
//! generated and mutated.

/// The code of a README that no crate has as its page.
#[cfg(doctest)]
#[doc = include_str!("../../crates/intellixent-demo/README.md")]
pub struct Readme;

mod describe;
pub mod expected;
pub mod generate;
pub mod growth;
pub mod lossless;
pub mod models;
pub mod mutate;
pub mod outage;
pub mod schema;
mod server;
pub mod workspace_copy;

pub use describe::describe;
pub use server::{ByteServer, Refusing, Step, answer, head, listen, request_head};
