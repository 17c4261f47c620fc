//! Arbitrary bytes as an evaluation.
#![no_main]

use intellixent::Evaluation;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| intellixent_fuzz::decode::<Evaluation>(bytes));
