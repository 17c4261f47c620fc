//! Arbitrary bytes as a value of a list that may grow.
#![no_main]

use intellixent::{OpenEnum, types::CallStatus};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| intellixent_fuzz::decode::<OpenEnum<CallStatus>>(bytes));
