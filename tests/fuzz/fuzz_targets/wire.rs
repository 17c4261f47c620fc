//! Arbitrary bytes as each type whose JSON has more than one form.
#![no_main]

use intellixent::{Evaluation, OpenEnum, Timestamp, Transcript, Usd, Variables, types::CallStatus};
use intellixent_fuzz::decode;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    decode::<Evaluation>(bytes);
    decode::<OpenEnum<CallStatus>>(bytes);
    decode::<Timestamp>(bytes);
    decode::<Transcript>(bytes);
    decode::<Usd>(bytes);
    decode::<Variables>(bytes);
});
