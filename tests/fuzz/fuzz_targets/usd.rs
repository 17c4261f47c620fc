//! Arbitrary bytes as an amount of money.
#![no_main]

use intellixent::Usd;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| intellixent_fuzz::decode::<Usd>(bytes));
