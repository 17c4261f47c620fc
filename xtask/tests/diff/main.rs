//! What a team sees of `cargo xtask diff`, and whether its verdicts are true.
#![allow(clippy::unwrap_used, reason = "a test may stop where it fails")]

mod cases;
mod command;
#[path = "../common/mod.rs"]
mod common;
mod drawn;
mod kinds;
mod silence;
mod truth;
mod value;
mod wire;
