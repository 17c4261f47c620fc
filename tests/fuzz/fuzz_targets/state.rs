//! Arbitrary bytes as the state of an export.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| intellixent_fuzz::state(bytes));
