//! What stands beside the output: the state from which `--resume` goes on, and the list of failed ids.
//!
//! The state says up to which byte it covers the output and the list. It is replaced as a whole, after the output is on
//! the disk. So an interruption at any time leaves at most an output that is longer than the state says; what follows is
//! read again then ([`super::resume`]).

use std::{
    ffi::OsString,
    fs::{self, File},
    io::{self, Write},
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};

use crate::outcome::Failure;

/// Where an export stands.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
pub(crate) struct State {
    pub(crate) version: u32,
    /// How calls are written.
    pub(crate) form: String,
    /// 0 for the ids asked for, 1 while those that failed are tried again.
    pub(crate) round: u64,
    /// The ids asked for that are done: in round 0 those before `position`.
    pub(crate) asked: Asked,
    /// How many ids of this round are done, from the first on without a gap.
    pub(crate) position: u64,
    /// Places after `position` that are done as well, in order, each with its id.
    pub(crate) ahead: Vec<(u64, u64)>,
    /// Ids that the output has and whose places are not known yet.
    pub(crate) unplaced: Vec<u64>,
    pub(crate) output_bytes: u64,
    pub(crate) failed_bytes: u64,
    /// How many calls the output has.
    pub(crate) written: u64,
    /// How many ids the list of failed ones has.
    pub(crate) failed: u64,
}

/// A fingerprint of ids, to notice that other ones are asked for.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub(crate) struct Asked {
    pub(crate) count: u64,
    hash: u64,
}

impl Default for Asked {
    fn default() -> Self {
        // FNV-1a, 64 bits: stable across versions and machines.
        Self { count: 0, hash: 0xcbf2_9ce4_8422_2325 }
    }
}

impl Asked {
    pub(crate) fn add(&mut self, id: u64) {
        self.count += 1;
        for byte in id.to_le_bytes() {
            self.hash = (self.hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3);
        }
    }
}

const VERSION: u32 = 1;

/// The files of an export.
#[derive(Clone, Debug)]
pub(crate) struct Files {
    pub(crate) output: PathBuf,
    pub(crate) state: PathBuf,
    pub(crate) failed: PathBuf,
    /// What failed in the round before, while it is tried again.
    pub(crate) retry: PathBuf,
}

impl Files {
    pub(crate) fn beside(output: &Path) -> Self {
        let with = |ending: &str| {
            let mut name = OsString::from(output);
            name.push(ending);
            PathBuf::from(name)
        };
        Self { output: output.to_owned(), state: with(".state"), failed: with(".failed"), retry: with(".retry") }
    }

    pub(crate) fn load(&self) -> Result<Option<State>, Failure> {
        let text = match fs::read(&self.state) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(Failure::unreadable(&self.state, &error)),
        };
        match serde_json::from_slice::<State>(&text) {
            Ok(state) if state.version == VERSION => Ok(Some(state)),
            Ok(_) => Err(Failure::failed(format!("{} is of another version of this program", self.state.display()))),
            Err(error) => Err(Failure::failed(format!("{} is damaged: {error}", self.state.display()))),
        }
    }

    /// Replaces the state in one step.
    pub(crate) fn save(&self, state: &State) -> Result<(), Failure> {
        let mut name = self.state.clone().into_os_string();
        name.push(".new");
        let new = PathBuf::from(name);
        let state = State { version: VERSION, ..state.clone() };
        let written = serde_json::to_vec(&state).map_err(io::Error::from).and_then(|text| {
            let mut file = File::create(&new)?;
            file.write_all(&text)?;
            file.sync_data()?;
            fs::rename(&new, &self.state)
        });
        written.map_err(|error| {
            let _ = fs::remove_file(&new);
            Failure::unwritable(&self.state, &error)
        })
    }

    /// What an export has beside its output.
    pub(crate) fn beside_output(&self) -> impl Iterator<Item = &Path> {
        [&*self.state, &*self.failed, &*self.retry].into_iter()
    }

    /// Removes what is left of an earlier export beside the output.
    pub(crate) fn clear(&self) -> Result<(), Failure> {
        for path in self.beside_output() {
            match fs::remove_file(path) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => {
                    return Err(Failure::failed(format!("{} cannot be removed: {error}", path.display())));
                }
                _ => {}
            }
        }
        Ok(())
    }
}
