//! A byte that chooses a member of a call, and arbitrary JSON for it.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| intellixent_fuzz::odd_member(bytes));
