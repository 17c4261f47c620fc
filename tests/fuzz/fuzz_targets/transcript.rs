//! Arbitrary bytes as a transcript.
#![no_main]

use intellixent::Transcript;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| intellixent_fuzz::decode::<Transcript>(bytes));
