//! How long a body takes to decode: this client's model beside what people would otherwise use.
//!
//! - `cargo bench -p intellixent-benches --bench decode` times it.
//! - `cargo bench -p intellixent-benches --bench decode -- callgrind` counts the instructions. Needs valgrind.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a benchmark prints, and may stop where it fails")]

mod models;

use std::{fmt::Write, hint::black_box};

use anyhow::{Context, Result, ensure};
use criterion::{Criterion, Throughput};
use intellixent_benches::instructions;
use models::{stock, strict};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// The documented call, with another transcript.
fn with_transcript(transcript: Value) -> Vec<u8> {
    let mut call: Value = serde_json::from_str(include_str!("../../fixtures/documented_call.json")).unwrap();
    call["transcript"] = transcript;
    serde_json::to_vec(&call).unwrap()
}

/// Two hours of conversation, in turns of the length that people speak in; each as the document describes it, or none.
fn two_hours(described: bool) -> Vec<u8> {
    let turns = (0..2_000_u32).map(|turn| {
        let mut text = String::new();
        for word in 0..8 + turn % 23 {
            let _ = write!(text, "{}word{word}", if word == 0 { "" } else { " " });
        }
        let sender = if turn % 2 == 0 { "bot" } else { "human" };
        match described {
            true => json!({"text": text, "type": "transcript", "sender": sender, "timestamp": 1_754_317_800.25 + 3.6 * f64::from(turn)}),
            false => json!({"text": [text], "type": "transcript", "sender": sender, "timestamp": "soon"}),
        }
    });
    with_transcript(turns.collect())
}

fn long_text() -> Vec<u8> {
    with_transcript(Value::String("So, tell me, \"how\" was it?\n".repeat(200 * 1024 / 27)))
}

/// Tells whether a body can be decoded.
type Decoder = fn(&[u8]) -> bool;

fn decodes<T: DeserializeOwned>(body: &[u8]) -> bool {
    serde_json::from_slice::<T>(black_box(body)).map(black_box).is_ok()
}

struct Body {
    name: &'static str,
    json: Vec<u8>,
    strict: Decoder,
}

impl Body {
    fn all() -> [Self; 4] {
        let text = decodes::<strict::Call<String>>;
        let turns = decodes::<strict::Call<Vec<strict::Turn>>>;
        let documented = include_bytes!("../../fixtures/documented_call.json").to_vec();
        [
            Self { name: "documented call", json: documented, strict: text },
            Self { name: "2000 turns", json: two_hours(true), strict: turns },
            Self { name: "2000 odd turns", json: two_hours(false), strict: turns },
            Self { name: "200 KB text", json: long_text(), strict: text },
        ]
    }

    /// Those that can take the body.
    fn decoders(&self) -> impl Iterator<Item = (&'static str, Decoder)> {
        let all: [(_, Decoder); 4] = [
            ("strict struct", self.strict),
            ("intellixent", decodes::<intellixent::types::Call>),
            ("stock progenitor", decodes::<stock::types::Call>),
            ("Value", decodes::<Value>),
        ];
        all.into_iter().filter(|(_, decode)| decode(&self.json))
    }
}

fn main() -> Result<()> {
    let arguments: Vec<_> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let arguments: Vec<_> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        ["decode", name, who, times] => {
            let body = Body::all().into_iter().find(|body| body.name == name).context("no such body")?;
            let (_, decode) = body.decoders().find(|(decoder, _)| *decoder == who).context("no such decoder")?;
            ensure!((0..times.parse()?).all(|_: u32| decode(&body.json)), "it does not decode");
            Ok(())
        }
        ["callgrind"] => callgrind(),
        _ => time(),
    }
}

fn time() -> Result<()> {
    let mut criterion = Criterion::default().configure_from_args();
    for body in Body::all() {
        let mut group = criterion.benchmark_group(body.name);
        group.throughput(Throughput::Bytes(body.json.len() as u64));
        for (name, decode) in body.decoders() {
            group.bench_function(name, |bencher| bencher.iter(|| decode(&body.json)));
        }
    }
    criterion.final_summary();
    Ok(())
}

fn callgrind() -> Result<()> {
    println!("| body | decoder | instructions | to the first |\n|---|---|---|---|");
    for body in Body::all() {
        let name = body.name;
        let mut base = None;
        for (who, _) in body.decoders() {
            let count = instructions(&["decode", name, who])?;
            let ratio = count as f64 / *base.get_or_insert(count) as f64;
            println!("| {name} | {who} | {count} | {ratio:.2} |");
        }
    }
    Ok(())
}
