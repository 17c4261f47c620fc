//! How a command ends: the exit codes, and what is said about a failure.

use std::{
    error::Error as _,
    io::{self, Write},
    path::Path,
    process::ExitCode,
};

use intellixent::Error;

/// The exit codes, as `--help` lists them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Exit {
    Done = 0,
    Failed = 1,
    Usage = 2,
    Key = 3,
    Missing = 4,
    Unavailable = 5,
    Unexpected = 6,
    Incomplete = 7,
    Interrupted = 130,
    ClosedPipe = 141,
}

/// What `--help` says about them.
pub(crate) const EXIT_CODES: &str = "\
Exit codes:
  0    success
  1    a file cannot be read or written, or another problem on this machine
  2    invalid arguments, or a list of ids with an invalid line
  3    no API key, or the server refused it
  4    the call does not exist, is not accessible, or lacks the requested value
  5    no connection, or the server is unavailable; try again later
  6    the response is not what the API documents
  7    the export is complete, but some calls failed; they are printed to stderr
  130  interrupted
  141  the reader of the output closed it";

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// Why a command, or one call of it, failed: a sentence and its exit code.
#[derive(Debug)]
pub(crate) struct Failure {
    pub(crate) exit: Exit,
    pub(crate) message: String,
}

impl Failure {
    pub(crate) fn new(exit: Exit, message: impl Into<String>) -> Self {
        Self { exit, message: message.into() }
    }

    pub(crate) fn usage(message: impl Into<String>) -> Self {
        Self::new(Exit::Usage, message)
    }

    pub(crate) fn failed(message: impl Into<String>) -> Self {
        Self::new(Exit::Failed, message)
    }

    /// What happened to a call.
    pub(crate) fn call(id: u64, error: &Error) -> Self {
        Self::new(exit_of(error), format!("call {id}: {}", explained(error)))
    }
}

/// What the system says of a file, as a failure.
pub(crate) trait OfFile<T> {
    fn reading(self, path: impl AsRef<Path>) -> Result<T, Failure>;
    fn writing(self, path: impl AsRef<Path>) -> Result<T, Failure>;
}

impl<T> OfFile<T> for io::Result<T> {
    fn reading(self, path: impl AsRef<Path>) -> Result<T, Failure> {
        self.map_err(|error| Failure::failed(format!("{} cannot be read: {error}", path.as_ref().display())))
    }

    fn writing(self, path: impl AsRef<Path>) -> Result<T, Failure> {
        self.map_err(|error| match error.kind() {
            io::ErrorKind::BrokenPipe => Failure::new(Exit::ClosedPipe, "the reader of the output closed it"),
            _ => Failure::failed(format!("{} cannot be written: {error}", path.as_ref().display())),
        })
    }
}

/// Writes to stdout, all of it now.
pub(crate) fn print(mut stdout: impl Write, bytes: &[u8]) -> Result<(), Failure> {
    stdout.write_all(bytes).and_then(|()| stdout.flush()).writing("stdout")
}

pub(crate) fn exit_of(error: &Error) -> Exit {
    match error.status().map(|status| status.as_u16()) {
        Some(401) => Exit::Key,
        // A call that is not there, or not for this key; the next one may be.
        Some(403 | 404) => Exit::Missing,
        _ if error.is_config() => Exit::Usage,
        _ if error.is_retryable() || error.is_connect() => Exit::Unavailable,
        _ => Exit::Unexpected,
    }
}

/// The error with what its `Display` leaves out: the server's words, which a person at a terminal may read, and the
/// cause of a failed connection.
pub(crate) fn explained(error: &Error) -> String {
    let text = error.to_string();
    let text =
        ["get_call: ", "list_calls: "].iter().find_map(|operation| text.strip_prefix(operation)).unwrap_or(&text);
    let cause = || error.source().filter(|_| error.status().is_none() && !error.is_config()).map(deepest);
    let mut text = without_settings(text).to_owned();
    if let Some(more) = error.message().map(str::to_owned).or_else(cause) {
        text += &format!(": {more}");
    }
    if let Some(errors) = error.api_error().and_then(|answer| answer.errors.as_ref()) {
        // Their names only: what is said of a value may repeat it.
        let names: Vec<_> = errors.keys().take(MAX_FIELDS).map(String::as_str).collect();
        text += &format!(" (fields: {})", names.join(", "));
    }
    text
}

/// How many fields of a request are named, if the server refuses them.
const MAX_FIELDS: usize = 10;

/// The text without a hint at a setting of the library, such as `api_key`, which the command does not have.
fn without_settings(text: &str) -> &str {
    let names_setting = |hint: &str| hint.split('`').skip(1).step_by(2).any(|name| name.contains('_'));
    [", or ", "; "].iter().fold(text, |text, before| match text.rsplit_once(before) {
        Some((rest, hint)) if names_setting(hint) => rest,
        _ => text,
    })
}

/// The cause of all causes, in its own words.
pub(crate) fn deepest(mut error: &(dyn std::error::Error + 'static)) -> String {
    while let Some(deeper) = error.source() {
        error = deeper;
    }
    error.to_string()
}
