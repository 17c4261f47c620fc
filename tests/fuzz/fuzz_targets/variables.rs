//! Arbitrary bytes as variables.
#![no_main]

use intellixent::Variables;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| intellixent_fuzz::decode::<Variables>(bytes));
