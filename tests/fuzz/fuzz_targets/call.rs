//! Arbitrary bytes as a call.
#![no_main]

use intellixent::types::Call;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| intellixent_fuzz::decode::<Call>(bytes));
