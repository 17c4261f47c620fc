//! What the tests of the commands share: the workspace, and a report that is written to memory.
#![allow(dead_code, reason = "each test file uses what it needs")]
#![allow(clippy::unwrap_used, reason = "a test may stop where it fails")]

use std::{
    io::Write,
    path::Path,
    sync::{Arc, Mutex},
};

use xtask::{Outcome, report::Report};

/// How a report shall look. Neither depends on the terminal that the test runs in.
#[derive(Clone, Copy)]
pub enum Look {
    Plain,
    Coloured,
}

/// What a report has written.
#[derive(Clone, Default)]
pub struct Output(Arc<Mutex<Vec<u8>>>);

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Runs a command and gives its outcome, which an error is too, and its report.
pub fn reported(look: Look, run: impl FnOnce(&mut Report) -> anyhow::Result<Outcome>) -> (Outcome, String) {
    let output = Output::default();
    let mut report = Report::to(output.clone());
    let outcome = run(&mut report).unwrap_or_else(|error| report.error(&error));
    let text = String::from_utf8(output.0.lock().unwrap().clone()).unwrap();
    let text = match look {
        Look::Plain => anstream::adapter::strip_str(&text).to_string(),
        // Escape characters are shown, so that the snapshot can be read and compared.
        Look::Coloured => text.replace('\u{1b}', "^"),
    };
    (outcome, text)
}

pub fn workspace() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}
