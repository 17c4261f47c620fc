//! Arbitrary bytes as `Retry-After`, `Date` and the body of an answer.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| intellixent_fuzz::retry_after(bytes));
