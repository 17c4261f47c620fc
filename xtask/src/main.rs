//! Entry point of `cargo xtask`: reads the arguments, runs one command, and turns its outcome into an exit code.

use std::process::ExitCode;

use clap::{Parser, Subcommand};
#[cfg(feature = "live")]
use xtask::record;
use xtask::{Outcome, codegen, diff, lint, report::Report, verify, workspace};

/// Regenerates the client from the OpenAPI document, and says what a change of the document means.
#[derive(Parser)]
#[command(
    name = "cargo xtask",
    bin_name = "cargo xtask",
    after_help = "Exit codes: 0 all is well; 1 the command could not run; 4 something is out of date or does not fit; \
                  100 the document needs a person."
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Generates the Rust code from the document and writes what changed
    Codegen(codegen::Args),
    /// Says what changed in the document, on the wire and for Rust callers, and which version bump it means
    Diff(diff::Args),
    /// Says where the document breaks OpenAPI or the house rules, and what in it has no meaning in the client
    Lint,
    /// Compares recorded responses, or a live one, with the document and suggests what to add to it
    Verify(verify::Args),
    /// Fetches a call, replaces what is personal, and writes a fixture
    #[cfg(feature = "live")]
    Record(record::Args),
}

fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // clap prints help and version as "errors" too; only a real one is a command that could not run.
            let failed = error.use_stderr();
            let _ = error.print();
            return if failed { Outcome::CouldNotRun.into() } else { ExitCode::SUCCESS };
        }
    };
    let mut report = Report::stdout();
    let outcome = workspace::root().and_then(|root| match &cli.command {
        Command::Codegen(args) => codegen::run_in(&root, args, &mut report),
        Command::Diff(args) => diff::run_in(&root, args, &mut report),
        Command::Lint => lint::run_in(&root, &mut report),
        Command::Verify(args) => verify::run_in(&root, args, &mut report, &mut anstream::stdout()),
        #[cfg(feature = "live")]
        Command::Record(args) => record::run_in(&root, args, &mut report),
    });
    // What a program reads from standard output is never an error.
    outcome.unwrap_or_else(|error| Report::stderr().error(&error)).into()
}
