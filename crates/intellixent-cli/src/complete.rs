//! Completions and man pages, made from the command line that `args` describes.

use std::{fs, io, path::Path};

use clap::CommandFactory;
use clap_complete::Shell;

use crate::{
    args::Cli,
    outcome::{Exit, Failure, print},
};

pub(crate) fn completions(shell: Shell) -> Result<Exit, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "intellixent", &mut script);
    print(io::stdout().lock(), &script)?;
    Ok(Exit::Done)
}

pub(crate) fn man(folder: Option<&Path>) -> Result<Exit, Failure> {
    let Some(folder) = folder else {
        let mut page = Vec::new();
        let rendered = clap_mangen::Man::new(Cli::command()).render(&mut page);
        rendered.map_err(|error| Failure::failed(format!("cannot make the man page: {error}")))?;
        print(io::stdout().lock(), &page)?;
        return Ok(Exit::Done);
    };
    fs::create_dir_all(folder)
        .and_then(|()| clap_mangen::generate_to(Cli::command(), folder))
        .map_err(|error| Failure::failed(format!("cannot write the man pages to {}: {error}", folder.display())))?;
    Ok(Exit::Done)
}
