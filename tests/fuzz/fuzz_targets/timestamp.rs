//! Arbitrary bytes as a timestamp.
#![no_main]

use intellixent::Timestamp;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| intellixent_fuzz::decode::<Timestamp>(bytes));
