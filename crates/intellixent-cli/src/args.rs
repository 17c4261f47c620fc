//! The command line: what each command takes, and its help.

use std::{ops::RangeInclusive, path::PathBuf, time::Duration};

use clap::{Args, ColorChoice, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

use crate::{listed::Filters, outcome::EXIT_CODES};

/// Calls of the Intellixent API: as a page to read, as JSON, as a file of a million lines, and their recordings
#[derive(Debug, Parser)]
#[command(
    name = "intellixent",
    version,
    max_term_width = 120,
    after_help = "The API key is read from INTELLIXENT_API_KEY or from the file that --key-file names, never from an \
                  argument, which everybody on the machine can see. Without a key, try --demo.",
    after_long_help = format!(
        "The API key is read from INTELLIXENT_API_KEY or from the file that --key-file names, never from an argument, \
         which everybody on the machine can see. INTELLIXENT_BASE_URL is the URL of the API, if it is not the vendor's.\n\n\
         Examples:\n  \
         intellixent --demo get 123\n  \
         intellixent get 123 --json | jq .status\n  \
         intellixent list --from 2025-08-01\n  \
         intellixent export --from 2025-08-01 -o calls.ndjson\n  \
         intellixent export 1000..2000 -o calls.ndjson --resume\n  \
         intellixent recording 123 -o call.mp3\n  \
         intellixent serve --port 8080\n\n{EXIT_CODES}"
    )
)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Args, Debug)]
#[command(next_help_heading = "Common options")]
pub(crate) struct Global {
    /// File with the API key as its only line; takes precedence over INTELLIXENT_API_KEY
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) key_file: Option<PathBuf>,
    /// URL of the API; takes precedence over INTELLIXENT_BASE_URL. Default: the vendor's
    #[arg(long, global = true, value_name = "URL")]
    pub(crate) base_url: Option<String>,
    /// Use an embedded server with the documented examples (calls 123 and 124); needs no key and no network
    #[arg(long, global = true)]
    pub(crate) demo: bool,
    /// When to use colours; `auto` respects NO_COLOR
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub(crate) color: ColorChoice,
}

/// How requests are made.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "Requests")]
pub(crate) struct Requests {
    /// Time limit of each request, in seconds
    #[arg(long, value_name = "SECONDS", default_value = "30", value_parser = seconds)]
    pub(crate) timeout: Duration,
    /// Number of retries after a temporary failure. Default: 5 for export, 3 otherwise
    #[arg(long, value_name = "N")]
    pub(crate) retries: Option<u32>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Show calls: a readable page on a terminal, JSON otherwise
    #[command(after_help = "\
Examples:
  intellixent get 123
  intellixent get 123 124 | jq -s 'map(.total_cost)'
  intellixent get 123 --transcript
  intellixent get 123 --field variables.customer_name

JSON is one line for each call, or indented on a terminal. A call that fails has one line on stderr and nothing on stdout; \
the exit code is that of the first failure.")]
    Get(GetArgs),
    /// List calls, newest first: a table on a terminal, JSON lines otherwise
    #[command(after_help = "\
Examples:
  intellixent list --status failed --from 2025-08-01
  intellixent list --limit 20
  intellixent list --type inbound | jq .id")]
    List(ListArgs),
    /// Write many calls to a file, one line each
    #[command(after_help = "\
Examples:
  intellixent export --from 2025-08-01 -o calls.ndjson
  intellixent export 1000..2000 -o calls.ndjson
  intellixent export 1000..2000 -o calls.ndjson --resume
  intellixent export --ids ids.txt --format csv --columns id,status,variables.name -o calls.csv
  cut -d, -f1 calls.csv | tail -n +2 | intellixent export - | jq .total_cost

Without ids, all calls of the list are exported, newest first, 100 with each request. The filters select from the list.

Beside FILE, FILE.state records the progress, and FILE.failed lists the ids that failed, each with its reason. --resume \
continues an export that was interrupted in any way: it fetches what FILE does not have yet, then retries the failed ids. \
After `kill -9` or a power cut the last line may be torn: --resume removes it and fetches that call again.

An id that the server does not know (404) is counted as missing. It is no failure, and is not requested again.

CSV cells are as the server sent them. A spreadsheet may take a cell that starts with = + - or @ for a formula, and what a \
caller said can be one: import such columns as text.")]
    Export(ExportArgs),
    /// Download the recording of a call
    #[command(after_help = "\
Examples:
  intellixent recording 123
  intellixent recording 123 -o sales/

The download has a temporary name until it is complete, and continues where it stopped if the server supports that. The key \
is sent to the API's origin only.")]
    Recording(RecordingArgs),
    /// Run a server on a loopback port that answers like the API, for development without a key
    #[command(after_help = "\
Examples:
  intellixent serve --port 8080
  intellixent serve --fixtures tests/fixtures
  intellixent serve --calls 1..20000 --rate-limit-every 20 --errors 5% --cuts 2% --resets 1%

stdout has the base URL and nothing else; stderr has a line for each request.")]
    Serve(ServeArgs),
    /// Print the completions of a shell
    #[command(after_help = "\
Example:
  intellixent completions bash > ~/.local/share/bash-completion/completions/intellixent")]
    Completions {
        /// The shell
        shell: Shell,
    },
    /// Print the man page, or write one for each command to a folder
    Man {
        /// Folder for the pages
        #[arg(short = 'o', long = "output", value_name = "FOLDER")]
        folder: Option<PathBuf>,
    },
}

#[derive(Args, Debug)]
pub(crate) struct GetArgs {
    /// Ids of calls
    #[arg(required = true, value_name = "ID", value_parser = id)]
    pub(crate) ids: Vec<u64>,
    /// JSON, on a terminal too
    #[arg(long)]
    pub(crate) json: bool,
    /// The readable page, also when piped
    #[arg(long, conflicts_with = "json")]
    pub(crate) page: bool,
    /// Only the transcript, as text
    #[arg(long, conflicts_with_all = ["json", "page", "field"])]
    pub(crate) transcript: bool,
    /// Only this value, such as status, variables.customer_name or /variables/customer_name; strings are printed without
    /// quotes unless --json is given. The values of several --field are printed on one line, separated by tabs
    #[arg(long, value_name = "FIELD", conflicts_with = "page")]
    pub(crate) field: Vec<String>,
    /// The response body as the server sent it, as export writes it
    #[arg(long, conflicts_with_all = ["json", "page", "transcript", "field"])]
    pub(crate) raw: bool,
    #[command(flatten)]
    pub(crate) requests: Requests,
}

#[derive(Args, Debug)]
pub(crate) struct ExportArgs {
    /// Ids, ranges such as 1000..2000 (both ends included), or `-` to read ids from stdin. Default: all calls of the list
    #[arg(value_name = "ID")]
    pub(crate) wanted: Vec<String>,
    /// File with an id or a range on each line; empty lines and those that start with # are ignored
    #[arg(long, value_name = "FILE")]
    pub(crate) ids: Option<PathBuf>,
    /// File to write. Default: `-`, which is stdout
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Output format
    #[arg(long, default_value = "ndjson")]
    pub(crate) format: Format,
    /// Columns of the CSV: fields such as status or variables.name, JSON pointers such as /variables/name, or
    /// transcript_text for the transcript as text. Default: every documented field
    #[arg(long, value_name = "COLUMN,...", value_delimiter = ',')]
    pub(crate) columns: Vec<String>,
    /// Write each call as soon as it is fetched, not in the order of the ids
    #[arg(long)]
    pub(crate) unordered: bool,
    /// Number of requests at a time; an export of the list makes one at a time
    #[arg(short, long, value_name = "N", default_value_t = 8, value_parser = clap::value_parser!(u16).range(1..=1000))]
    pub(crate) jobs: u16,
    /// Continue an interrupted export, and retry failed ids
    #[arg(long, requires = "output")]
    pub(crate) resume: bool,
    /// With --resume: request missing ids again
    #[arg(long, requires = "resume")]
    pub(crate) recheck_missing: bool,
    /// Overwrite FILE, FILE.state and FILE.failed
    #[arg(long, conflicts_with = "resume")]
    pub(crate) force: bool,
    /// Delay before the first retry, in milliseconds; doubled for each further retry
    #[arg(long, value_name = "MS", default_value = "500", value_parser = milliseconds)]
    pub(crate) retry_delay: Duration,
    #[command(flatten)]
    pub(crate) filters: Filters,
    #[command(flatten)]
    pub(crate) requests: Requests,
}

#[derive(Args, Debug)]
pub(crate) struct ListArgs {
    #[command(flatten)]
    pub(crate) filters: Filters,
    /// Maximum number of calls
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
    pub(crate) limit: Option<u64>,
    /// Output format. Default: a table on a terminal, NDJSON otherwise
    #[arg(long)]
    pub(crate) format: Option<Format>,
    #[command(flatten)]
    pub(crate) requests: Requests,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// A JSON object on each line
    Ndjson,
    /// A header and a row for each call
    Csv,
}

#[derive(Args, Debug)]
pub(crate) struct RecordingArgs {
    /// Id of the call
    #[arg(value_name = "ID", value_parser = id)]
    pub(crate) id: u64,
    /// File to write, `-` for stdout, or a folder for a file with the server's name. Default: the current folder
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Overwrite the file
    #[arg(long)]
    pub(crate) force: bool,
    #[command(flatten)]
    pub(crate) requests: Requests,
}

#[derive(Args, Debug)]
pub(crate) struct ServeArgs {
    /// Loopback port; 0 is any free one
    #[arg(long, default_value_t = 0)]
    pub(crate) port: u16,
    /// Folder of JSON files to serve, each as the call with its `id`, or with a free id if another file has the same one
    #[arg(long, value_name = "FOLDER")]
    pub(crate) fixtures: Option<PathBuf>,
    /// Ids for which to serve a generated call
    #[arg(long, value_name = "FIRST..LAST", value_parser = crate::export::range)]
    pub(crate) calls: Option<RangeInclusive<u64>>,
    /// Accept only the key of --key-file or INTELLIXENT_API_KEY. Default: any key
    #[arg(long)]
    pub(crate) check_key: bool,
    /// Do not print a line for each request
    #[arg(short, long)]
    pub(crate) quiet: bool,
    /// Delay of each response, in milliseconds
    #[arg(long, value_name = "MS", default_value = "0", value_parser = milliseconds)]
    pub(crate) latency: Duration,
    /// Answer every Nth request with 429; 0 for none
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) rate_limit_every: u64,
    /// Retry-After of each 429, in seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 1)]
    pub(crate) retry_after: u64,
    /// Share of requests answered with 500, 502 or 503, such as 5%
    #[arg(long, value_name = "SHARE", default_value = "0%", value_parser = share)]
    pub(crate) errors: f64,
    /// Share of responses that stop half way
    #[arg(long, value_name = "SHARE", default_value = "0%", value_parser = share)]
    pub(crate) cuts: f64,
    /// Share of requests whose connection is reset
    #[arg(long, value_name = "SHARE", default_value = "0%", value_parser = share)]
    pub(crate) resets: f64,
    /// Seed for the choice of the requests that fail
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) seed: u64,
}

fn id(text: &str) -> Result<u64, String> {
    text.parse().map_err(|_| "the id of a call is an unsigned integer, such as 123".to_owned())
}

fn milliseconds(text: &str) -> Result<Duration, String> {
    text.parse().map(Duration::from_millis).map_err(|_| "expected a number of milliseconds, such as 200".to_owned())
}

fn seconds(text: &str) -> Result<Duration, String> {
    let seconds = text.parse().ok().filter(|seconds| *seconds > 0);
    seconds.map(Duration::from_secs).ok_or_else(|| "expected a number of seconds, such as 60".to_owned())
}

fn share(text: &str) -> Result<f64, String> {
    let percent = text.strip_suffix('%').and_then(|percent| percent.parse::<f64>().ok());
    percent
        .filter(|percent| (0.0..=100.0).contains(percent))
        .map(|percent| percent / 100.0)
        .ok_or_else(|| "expected a share from 0% to 100%, such as 5%".to_owned())
}
