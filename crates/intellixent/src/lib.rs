#![doc = include_str!("../README.md")]

// The generated code names the wire types by their public path.
extern crate self as intellixent;

mod base_url;
mod client;
mod decode;
mod error;
mod exchange;
#[rustfmt::skip]
#[allow(unreachable_patterns, reason = "a status that a range includes may stand beside the range in the document")]
#[warn(missing_docs, reason = "what the document does not describe must not keep the client from compiling")]
mod generated;
mod hooks;
mod retry;
mod retry_after;
mod trace;
pub mod wire;

pub use base_url::is_loopback;
pub use client::{ClientBuilder, Inner};
pub use decode::from_slice;
pub use error::Error;
pub use generated::{ByteStream, Client, ClientInfo, ResponseValue, builder, types};
pub use retry::RetryPolicy;
pub use wire::{Evaluation, OpenEnum, Timestamp, Transcript, Usd, Variables};

// Types of these crates stand in the public interface: the same versions, without a dependency of your own.
pub use {bytes, jiff, reqwest, rust_decimal, serde_json};
