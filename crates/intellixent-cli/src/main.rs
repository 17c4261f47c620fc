//! Entry point of `intellixent`: reads the arguments, runs one command, and turns its outcome into an exit code.

mod args;
mod complete;
mod connect;
mod document;
mod export;
mod file;
mod get;
mod list;
mod listed;
mod outcome;
mod page;
mod path;
mod progress;
mod recording;
mod serve;
mod text;

use std::{
    io::{self, Write},
    process::ExitCode,
};

use anstyle::{AnsiColor, Style};
use clap::{ColorChoice, CommandFactory, FromArgMatches, error::ErrorKind};

use crate::{
    args::{Cli, Command},
    outcome::{Exit, Failure, OfFile},
};

fn main() -> ExitCode {
    let command = Cli::command().color(colour_of_help());
    let cli = match command.try_get_matches().and_then(|matches| Cli::from_arg_matches(&matches)) {
        Ok(cli) => cli,
        Err(error) if error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            // There is nowhere left to say that stderr is closed.
            let _ = error.print();
            return Exit::Usage.into();
        }
        Err(error) if error.use_stderr() => return ended(Err(Failure::usage(one_line(&error)))),
        // Help and version.
        Err(error) => return ended(error.print().writing("stdout").map(|()| Exit::Done)),
    };
    let colour = match cli.global.color {
        ColorChoice::Auto => anstream::ColorChoice::Auto,
        ColorChoice::Always => anstream::ColorChoice::Always,
        ColorChoice::Never => anstream::ColorChoice::Never,
    };
    colour.write_global();
    ended(run(cli))
}

fn ended(result: Result<Exit, Failure>) -> ExitCode {
    let exit = result.unwrap_or_else(|failure| {
        say(&failure);
        failure.exit
    });
    exit.into()
}

/// What `--color` says, read ahead: the help is printed while the arguments are parsed.
fn colour_of_help() -> ColorChoice {
    let arguments: Vec<_> = std::env::args_os().map(|argument| argument.to_string_lossy().into_owned()).collect();
    let given = |choice: &ColorChoice| arguments.join("=").contains(&format!("--color={choice}"));
    [ColorChoice::Never, ColorChoice::Always].into_iter().find(given).unwrap_or_default()
}

fn run(cli: Cli) -> Result<Exit, Failure> {
    // One thread fetches faster than two that have to wake each other; a server answers whoever comes on all there are.
    let mut runtime = match cli.command {
        Command::Serve(_) => tokio::runtime::Builder::new_multi_thread(),
        _ => tokio::runtime::Builder::new_current_thread(),
    };
    let runtime = runtime
        .enable_all()
        .build()
        .map_err(|error| Failure::new(Exit::Failed, format!("cannot start a thread: {error}")))?;
    let exit = runtime.block_on(async {
        match cli.command {
            Command::Get(args) => get::run(&args, &cli.global).await,
            Command::List(args) => list::run(&args, &cli.global).await,
            Command::Export(args) => export::run(&args, &cli.global).await,
            Command::Recording(args) => recording::run(&args, &cli.global).await,
            Command::Serve(args) => serve::run(&args, &cli.global).await,
            Command::Completions { shell } => complete::completions(shell),
            Command::Man { folder } => complete::man(folder.as_deref()),
        }
    });
    // What still waits for something has nothing left to do.
    runtime.shutdown_background();
    exit
}

/// One line on stderr. Nothing for a closed pipe: whoever closed it does not want to hear more.
pub(crate) fn say(failure: &Failure) {
    if failure.exit != Exit::ClosedPipe {
        marked("error", ERROR, &failure.message);
    }
}

/// One line on stderr that begins with a word in colour.
pub(crate) fn marked(word: &str, style: Style, line: &str) {
    // There is nowhere left to say that stderr is closed.
    let _ = writeln!(anstream::stderr().lock(), "{style}{word}:{style:#} {}", text::line(line));
}

const ERROR: Style = AnsiColor::Red.on_default().bold();
pub(crate) const WARNING: Style = AnsiColor::Yellow.on_default().bold();

/// One line on stderr, whatever the text came from.
pub(crate) fn note(line: &str) {
    // There is nowhere left to say that stderr is closed.
    let _ = writeln!(io::stderr().lock(), "{}", text::line(line));
}

/// clap's first paragraph, without its label and line breaks, and its tips.
fn one_line(error: &clap::Error) -> String {
    let text = error.to_string();
    let first: Vec<_> = text.lines().map(str::trim).take_while(|line| !line.is_empty()).collect();
    let first = first.join(" ");
    let tips = text.lines().filter_map(|line| line.trim().strip_prefix("tip: ")).map(|tip| format!("; {tip}"));
    format!("{}{}; see `--help`", first.strip_prefix("error: ").unwrap_or(&first), tips.collect::<String>())
}
