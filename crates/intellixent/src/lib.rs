#![doc = include_str!("../README.md")]

// The generated code names the wire types by their public path.
extern crate self as intellixent;

mod attempt;
mod base_url;
mod call;
mod client;
mod decode;
mod error;
#[rustfmt::skip]
#[warn(missing_docs, reason = "what the document does not describe must not keep the client from compiling")]
mod generated;
mod model;
mod paging;
#[doc(hidden)]
pub mod parameter;
mod permanent;
mod request;
mod response;
mod retry;
mod retry_after;
mod trace;
pub mod wire;

#[doc(hidden)]
pub use base_url::is_loopback;
pub use client::{Client, ClientBuilder};
pub use decode::from_slice;
pub use error::Error;
pub use generated::{builder, types};
pub use model::{ConversionError, Given, Misfit};
#[doc(hidden)]
pub use model::{Itself, Optional};
pub use paging::{Items, Page, Pages};
pub use response::ResponseValue;
pub use retry::RetryPolicy;
#[doc(inline)]
pub use wire::{Evaluation, OpenEnum, Timestamp, Transcript, Usd, Variables};

// Types of these crates are part of the public interface. The page of the crate names them: rustdoc would list them before
// everything else.
#[doc(hidden)]
pub use {bytes, jiff, reqwest, rust_decimal, serde_json};
