//! How far a long command is: a bar on a terminal, a plain line now and then otherwise. All of it goes to stderr.

use std::{
    fmt,
    io::{self, IsTerminal},
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use indicatif::{HumanDuration, ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};

use crate::note;

const WAITING: &str = "waiting for the first response";

/// How often a plain line comes.
const EVERY: Duration = Duration::from_secs(10);

/// How often a bar moves.
const TICK: Duration = Duration::from_millis(250);

/// Progress of an export.
#[derive(Debug)]
pub(crate) struct Progress {
    /// Hidden if there is no terminal for it: plain lines come instead.
    bar: ProgressBar,
    last_line: Mutex<Instant>,
    started: Instant,
    /// What was done before.
    skipped: AtomicU64,
    /// How many failures the bar shows; `u64::MAX` before the first answer.
    shown_failed: AtomicU64,
}

impl Progress {
    /// A bar needs a terminal for itself.
    pub(crate) fn of_calls(total: Option<u64>, stdout_in_use: bool) -> Self {
        let bar = ProgressBar::no_length().with_style(style(&format!("{{spinner}} {WAITING}, {{elapsed}}")));
        if stdout_in_use && io::stdout().is_terminal() {
            bar.set_draw_target(ProgressDrawTarget::hidden());
        }
        if !bar.is_hidden() {
            bar.enable_steady_tick(TICK);
        }
        Self::new(bar, total, Instant::now())
    }

    fn new(bar: ProgressBar, total: Option<u64>, started: Instant) -> Self {
        total.into_iter().for_each(|total| bar.set_length(total));
        let [skipped, shown_failed] = [0, u64::MAX].map(AtomicU64::new);
        Self { bar, last_line: Mutex::new(started), started, skipped, shown_failed }
    }

    /// There are that many in all, which only the server knows.
    pub(crate) fn expect(&self, total: u64) {
        if self.bar.length() != Some(total) {
            self.bar.set_length(total);
        }
    }

    /// An id was done before.
    pub(crate) fn skipped(&self) {
        self.skipped.fetch_add(1, Ordering::Relaxed);
    }

    /// `done` were done since the start.
    pub(crate) fn at(&self, done: u64, failed: u64) {
        if self.bar.is_hidden() {
            if let Some(line) = self.line(done, failed, Instant::now()) {
                note(&line);
            }
            return;
        }
        if done == 0 {
            return;
        }
        self.bar.set_position(self.skipped.load(Ordering::Relaxed) + done);
        if self.shown_failed.swap(failed, Ordering::Relaxed) != failed {
            let known = "{spinner} {wide_bar} {pos} of {len} calls, {rate}, {eta} left{msg}";
            let is_known = self.bar.length().is_some();
            self.bar.set_style(style(if is_known { known } else { "{spinner} {pos} calls, {rate}{msg}" }));
            self.bar.set_message(if failed > 0 { format!(", {failed} failed") } else { String::new() });
        }
    }

    /// The plain line, if it is time for one.
    fn line(&self, done: u64, failed: u64, now: Instant) -> Option<String> {
        let mut last = self.last_line.lock().unwrap_or_else(PoisonError::into_inner);
        if now.duration_since(*last) < EVERY {
            return None;
        }
        *last = now;
        if done == 0 {
            return Some(WAITING.to_owned());
        }
        let rate = done as f64 / now.duration_since(self.started).as_secs_f64();
        let done = self.skipped.load(Ordering::Relaxed) + done;
        let left = self.bar.length().map(|total| {
            let left = Duration::try_from_secs_f64(total.saturating_sub(done) as f64 / rate).unwrap_or(Duration::MAX);
            (format!(" of {total}"), format!(", {} left", HumanDuration(left)))
        });
        let (of, left) = left.unwrap_or_default();
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
        self.bar.suspend(|| note(line));
    }

    /// What is left to say is said in words.
    pub(crate) fn end(&self) {
        self.bar.finish_and_clear();
    }
}

/// Shows on a terminal that a request is under way, if it takes long.
pub(crate) async fn waiting<T>(work: impl Future<Output = T>) -> T {
    let bar = ProgressBar::hidden().with_style(style("{spinner} waiting for the server, {elapsed}"));
    let shown = async {
        tokio::time::sleep(Duration::from_secs(1)).await;
        bar.set_draw_target(ProgressDrawTarget::stderr());
        bar.enable_steady_tick(TICK);
        std::future::pending().await
    };
    let done = tokio::select! {
        done = work => done,
        never = shown => never,
    };
    bar.finish_and_clear();
    done
}

/// Progress of a download, in bytes.
pub(crate) fn of_bytes(done: u64, total: Option<u64>) -> ProgressBar {
    let bar = ProgressBar::no_length().with_position(done).with_style(style(match total {
        Some(_) => "{wide_bar} {bytes} of {total_bytes}, {bytes_per_sec}, {eta} left",
        None => "{spinner} {bytes}, {bytes_per_sec}",
    }));
    total.into_iter().for_each(|total| bar.set_length(total));
    bar.reset_eta();
    bar
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
        let plain = Progress::new(ProgressBar::hidden(), Some(1000), start);
        // 100 were done before an interruption.
        (0..100).for_each(|_| plain.skipped());
        assert_eq!(plain.line(1, 0, after(0)), None);
        assert_eq!(plain.line(200, 0, after(9)), None);
        let line = plain.line(300, 2, after(10));
        assert_eq!(line.as_deref(), Some("400 of 1000 calls, 30/s, 20 seconds left, 2 failed"));
        assert_eq!(plain.line(310, 2, after(19)), None);
        let unknown = Progress::new(ProgressBar::hidden(), None, start);
        assert_eq!(unknown.line(50, 0, after(10)).as_deref(), Some("50 calls, 5/s, 0 failed"));
        let stuck = Progress::new(ProgressBar::hidden(), Some(9), start);
        assert_eq!(stuck.line(0, 0, after(60)).as_deref(), Some("waiting for the first response"));
    }
}
