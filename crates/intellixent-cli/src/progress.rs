//! How far a long command is: a bar on a terminal, a plain line now and then otherwise. All of it goes to stderr.

use std::{
    fmt,
    io::{self, IsTerminal},
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

use indicatif::{ProgressBar, ProgressState, ProgressStyle};

use crate::note;

/// How often a plain line comes.
const EVERY: Duration = Duration::from_secs(10);

/// Progress of an export.
#[derive(Debug)]
pub(crate) enum Progress {
    Bar(ProgressBar),
    Plain { total: Option<u64>, started: Instant, at_start: u64, last: Mutex<Instant> },
}

impl Progress {
    /// `done` of `total` are done already. A bar needs a terminal for itself.
    pub(crate) fn of_calls(done: u64, total: Option<u64>, stdout_in_use: bool) -> Self {
        if !io::stderr().is_terminal() || (stdout_in_use && io::stdout().is_terminal()) {
            let now = Instant::now();
            return Self::Plain { total, started: now, at_start: done, last: Mutex::new(now) };
        }
        let bar = match total {
            Some(total) => bar(total, "{wide_bar} {pos} of {len} calls, {rate}, {eta} left{msg}"),
            None => bar(0, "{spinner} {pos} calls, {rate}{msg}"),
        };
        bar.set_position(done);
        bar.reset_eta();
        bar.enable_steady_tick(Duration::from_millis(250));
        Self::Bar(bar)
    }

    pub(crate) fn at(&self, done: u64, failed: u64) {
        match self {
            Self::Bar(bar) => {
                bar.set_position(done);
                if failed > 0 {
                    bar.set_message(format!(", {failed} failed"));
                }
            }
            Self::Plain { total, started, at_start, last } => {
                let mut last = last.lock().unwrap_or_else(PoisonError::into_inner);
                if last.elapsed() < EVERY {
                    return;
                }
                *last = Instant::now();
                let rate = done.saturating_sub(*at_start) as f64 / started.elapsed().as_secs_f64();
                let of = total.map_or_else(String::new, |total| format!(" of {total}"));
                let left = total.filter(|_| rate > 0.0).map_or_else(String::new, |total| {
                    let left = Duration::try_from_secs_f64(total.saturating_sub(done) as f64 / rate);
                    format!(", {} left", indicatif::HumanDuration(left.unwrap_or(Duration::MAX)))
                });
                note(&format!("{done}{of} calls, {rate:.0}/s{left}, {failed} failed"));
            }
        }
    }

    /// The server wants a pause. Short ones are not worth a word.
    pub(crate) fn paused(&self, pause: Duration) {
        if pause >= Duration::from_secs(2) {
            self.say(&format!("the server asks for a pause: waiting {} s", pause.as_secs()));
        }
    }

    /// A line that stays.
    pub(crate) fn say(&self, line: &str) {
        match self {
            Self::Bar(bar) => bar.suspend(|| note(line)),
            Self::Plain { .. } => note(line),
        }
    }

    pub(crate) fn end(&self) {
        if let Self::Bar(bar) = self {
            // What is left to say is said in words.
            bar.finish_and_clear();
        }
    }
}

/// Progress of a download, in bytes; nothing if stderr is not a terminal.
pub(crate) fn of_bytes(done: u64, total: Option<u64>) -> ProgressBar {
    if !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = match total {
        Some(total) => bar(total, "{wide_bar} {bytes} of {total_bytes}, {bytes_per_sec}, {eta} left"),
        None => bar(0, "{spinner} {bytes}, {bytes_per_sec}"),
    };
    bar.set_position(done);
    bar.reset_eta();
    bar
}

fn bar(total: u64, template: &str) -> ProgressBar {
    let style = ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
    let rate = |state: &ProgressState, out: &mut dyn fmt::Write| {
        let _ = write!(out, "{:.0}/s", state.per_sec());
    };
    ProgressBar::new(total).with_style(style.with_key("rate", rate).progress_chars("=> "))
}
