//! Where an export writes to, and what stands beside it.

use std::{
    fs,
    path::{Path, PathBuf},
};

use super::ids::Source;
use crate::{
    file::{is_same, is_stdout, with_ending},
    outcome::Failure,
};

/// What `-o` names.
#[derive(Debug)]
pub(crate) enum Place {
    Stdout,
    /// A pipe or a device: rows are written to it, and nothing can go on later.
    Stream(PathBuf),
    File(Files),
}

/// The files of an export.
#[derive(Clone, Debug)]
pub(crate) struct Files {
    pub(crate) output: PathBuf,
    /// The journal.
    pub(crate) state: PathBuf,
    pub(crate) failed: PathBuf,
}

impl Place {
    pub(crate) fn of(output: Option<&Path>) -> Result<Self, Failure> {
        let Some(path) = output.filter(|path| !is_stdout(path)) else { return Ok(Self::Stdout) };
        match fs::metadata(path) {
            Ok(found) if found.is_dir() => {
                Err(Failure::failed(format!("{} is a folder; name a file in it with -o", path.display())))
            }
            Ok(found) if !found.is_file() => Ok(Self::Stream(path.to_owned())),
            _ => Ok(Self::File(Files::beside(path))),
        }
    }
}

impl Files {
    pub(crate) fn beside(output: &Path) -> Self {
        let with = |ending| with_ending(output, ending);
        Self { output: output.to_owned(), state: with(".state"), failed: with(".failed") }
    }

    /// Refuses ids that are read from what the export itself writes.
    pub(crate) fn differ_from(&self, sources: &[Source]) -> Result<(), Failure> {
        for source in sources {
            let Source::File(ids) = source else { continue };
            let own = [&self.output, &self.state, &self.failed];
            if own.iter().any(|own| is_same(own, ids)) {
                let (ids, output) = (ids.display(), self.output.display());
                return Err(Failure::usage(format!(
                    "{ids} is written by the export to {output}; name another file with -o, or retry failed ids with --resume"
                )));
            }
        }
        Ok(())
    }
}
