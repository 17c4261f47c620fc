//! How long a body takes to decode: this client's model beside what people would otherwise use.
#![allow(missing_docs, clippy::unwrap_used, reason = "a benchmark may stop where it fails")]

mod models;

use std::{fmt::Write, hint::black_box};

use criterion::{Criterion, Throughput};
use models::{stock, strict};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// The documented call, with another transcript.
fn with_transcript(transcript: Value) -> Vec<u8> {
    let mut call: Value = serde_json::from_str(include_str!("../../fixtures/documented_call.json")).unwrap();
    call["transcript"] = transcript;
    serde_json::to_vec(&call).unwrap()
}

/// Two hours of conversation, in turns of the length that people speak in.
fn two_hours() -> Vec<u8> {
    let turns = (0..2_000_u32).map(|turn| {
        let mut text = String::new();
        for word in 0..8 + turn % 23 {
            let _ = write!(text, "{}word{word}", if word == 0 { "" } else { " " });
        }
        let sender = if turn % 2 == 0 { "bot" } else { "human" };
        json!({"text": text, "type": "transcript", "sender": sender, "timestamp": 1_754_317_800.25 + 3.6 * f64::from(turn)})
    });
    with_transcript(turns.collect())
}

fn long_text() -> Vec<u8> {
    with_transcript(Value::String("So, tell me, \"how\" was it?\n".repeat(200 * 1024 / 27)))
}

fn decode<T: DeserializeOwned>(
    group: &mut criterion::BenchmarkGroup<'_, criterion::measurement::WallTime>,
    name: &str,
    body: &[u8],
) {
    // Whether the model can take the body at all is part of the result.
    if serde_json::from_slice::<T>(body).is_ok() {
        group.bench_function(name, |bencher| {
            bencher.iter(|| serde_json::from_slice::<T>(black_box(body)).unwrap());
        });
    }
}

fn bodies(criterion: &mut Criterion) {
    let documented = include_bytes!("../../fixtures/documented_call.json").to_vec();
    for (name, body, turns) in
        [("documented call", documented, false), ("2000 turns", two_hours(), true), ("200 KB text", long_text(), false)]
    {
        let mut group = criterion.benchmark_group(name);
        group.throughput(Throughput::Bytes(body.len() as u64));
        decode::<intellixent::types::Call>(&mut group, "intellixent", &body);
        if turns {
            decode::<strict::Call<Vec<strict::Turn>>>(&mut group, "strict struct", &body);
        } else {
            decode::<strict::Call<String>>(&mut group, "strict struct", &body);
        }
        decode::<stock::types::Call>(&mut group, "stock progenitor", &body);
        decode::<Value>(&mut group, "Value", &body);
        group.finish();
    }
}

criterion::criterion_group!(benches, bodies);
criterion::criterion_main!(benches);
