//! How far a long command is: a bar on a terminal, a plain line now and then otherwise. All of it goes to stderr.

use std::{
    fmt,
    io::{self, IsTerminal},
    pin::pin,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use indicatif::{ProgressBar, ProgressState, ProgressStyle};

use crate::note;

const WAITING: &str = "waiting for the first response";

/// How often a plain line comes.
const EVERY: Duration = Duration::from_secs(10);

/// Progress of an export.
#[derive(Debug)]
pub(crate) struct Progress {
    /// On a terminal; plain lines come elsewhere.
    bar: Option<ProgressBar>,
    started: Instant,
    last_line: Mutex<Instant>,
    /// How many calls there are in all; `u64::MAX` as long as nobody knows.
    total: AtomicU64,
    /// What was done before.
    skipped: AtomicU64,
    /// How many failures the bar shows; `u64::MAX` before the first answer.
    shown_failed: AtomicU64,
}

impl Progress {
    /// A bar needs a terminal for itself.
    pub(crate) fn of_calls(total: Option<u64>, stdout_in_use: bool) -> Self {
        let bar = (io::stderr().is_terminal() && !(stdout_in_use && io::stdout().is_terminal())).then(|| {
            let bar = ProgressBar::no_length().with_style(style(&format!("{{spinner}} {WAITING}, {{elapsed}}")));
            bar.enable_steady_tick(Duration::from_millis(250));
            bar
        });
        Self::new(bar, total, Instant::now())
    }

    fn new(bar: Option<ProgressBar>, total: Option<u64>, now: Instant) -> Self {
        let [skipped, total, shown_failed] = [0, total.unwrap_or(u64::MAX), u64::MAX].map(AtomicU64::new);
        Self { bar, started: now, last_line: Mutex::new(now), total, skipped, shown_failed }
    }

    /// There are that many in all, which only the server knows.
    pub(crate) fn expect(&self, total: u64) {
        self.total.store(total, Ordering::Relaxed);
    }

    /// An id was done before.
    pub(crate) fn skipped(&self) {
        self.skipped.fetch_add(1, Ordering::Relaxed);
    }

    /// `done` were done since the start.
    pub(crate) fn at(&self, done: u64, failed: u64) {
        let Some(bar) = &self.bar else {
            if let Some(line) = self.line(done, failed, Instant::now()) {
                note(&line);
            }
            return;
        };
        if done + failed == 0 {
            return;
        }
        let total = self.total();
        bar.set_position(self.skipped.load(Ordering::Relaxed) + done);
        if let Some(total) = total.filter(|total| bar.length() != Some(*total)) {
            bar.set_length(total);
        }
        if self.shown_failed.swap(failed, Ordering::Relaxed) != failed {
            let known = "{spinner} {wide_bar} {pos} of {len} calls, {rate}, {eta} left{msg}";
            bar.set_style(style(if total.is_some() { known } else { "{spinner} {pos} calls, {rate}{msg}" }));
            bar.set_message(if failed > 0 { format!(", {failed} failed") } else { String::new() });
        }
    }

    fn total(&self) -> Option<u64> {
        Some(self.total.load(Ordering::Relaxed)).filter(|total| *total < u64::MAX)
    }

    /// The plain line, if it is time for one.
    fn line(&self, done: u64, failed: u64, now: Instant) -> Option<String> {
        let mut last = self.last_line.lock().unwrap_or_else(PoisonError::into_inner);
        if now.duration_since(*last) < EVERY {
            return None;
        }
        *last = now;
        if done + failed == 0 {
            return Some(WAITING.to_owned());
        }
        let rate = done as f64 / now.duration_since(self.started).as_secs_f64();
        let done = self.skipped.load(Ordering::Relaxed) + done;
        let of = self.total().map_or_else(String::new, |total| format!(" of {total}"));
        let left = self.total().filter(|_| rate > 0.0).map_or_else(String::new, |total| {
            let left = Duration::try_from_secs_f64(total.saturating_sub(done) as f64 / rate);
            format!(", {} left", indicatif::HumanDuration(left.unwrap_or(Duration::MAX)))
        });
        Some(format!("{done}{of} calls, {rate:.0}/s{left}, {failed} failed"))
    }

    /// The server wants a pause. Short ones are not worth a word.
    pub(crate) fn paused(&self, pause: Duration) {
        if pause >= Duration::from_secs(2) {
            self.say(&format!("the server asks for a delay: waiting {} s", pause.as_secs()));
        }
    }

    /// A line that stays.
    pub(crate) fn say(&self, line: &str) {
        match &self.bar {
            Some(bar) => bar.suspend(|| note(line)),
            None => note(line),
        }
    }

    pub(crate) fn end(&self) {
        if let Some(bar) = &self.bar {
            // What is left to say is said in words.
            bar.finish_and_clear();
        }
    }
}

/// Shows on a terminal that a request is under way, if it takes long.
pub(crate) async fn waiting<T>(work: impl Future<Output = T>) -> T {
    let mut work = pin!(work);
    if !io::stderr().is_terminal() {
        return work.await;
    }
    let begun = Duration::from_secs(1);
    tokio::select! {
        done = &mut work => return done,
        () = tokio::time::sleep(begun) => {}
    }
    let bar = ProgressBar::new_spinner().with_elapsed(begun);
    bar.set_style(style("{spinner} waiting for the server, {elapsed}"));
    bar.enable_steady_tick(Duration::from_millis(250));
    let done = work.await;
    bar.finish_and_clear();
    done
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
    ProgressBar::new(total).with_style(style(template))
}

fn style(template: &str) -> ProgressStyle {
    let style = ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
    let rate = |state: &ProgressState, out: &mut dyn fmt::Write| {
        let _ = write!(out, "{:.0}/s", state.per_sec());
    };
    style.with_key("rate", rate).progress_chars("=> ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plain_line_comes_every_ten_seconds() {
        let start = Instant::now();
        let after = |seconds| start + Duration::from_secs(seconds);
        let plain = Progress::new(None, Some(1000), start);
        // 100 were done before an interruption.
        (0..100).for_each(|_| plain.skipped());
        assert_eq!(plain.line(1, 0, after(0)), None);
        assert_eq!(plain.line(200, 0, after(9)), None);
        let line = plain.line(300, 2, after(10));
        assert_eq!(line.as_deref(), Some("400 of 1000 calls, 30/s, 20 seconds left, 2 failed"));
        assert_eq!(plain.line(310, 2, after(19)), None);
        let unknown = Progress::new(None, None, start);
        assert_eq!(unknown.line(50, 0, after(10)).as_deref(), Some("50 calls, 5/s, 0 failed"));
        let stuck = Progress::new(None, Some(9), start);
        assert_eq!(stuck.line(0, 0, after(60)).as_deref(), Some("waiting for the first response"));
    }
}
