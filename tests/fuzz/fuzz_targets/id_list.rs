//! Arbitrary bytes as a list of ids.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| intellixent_fuzz::id_list(bytes));
