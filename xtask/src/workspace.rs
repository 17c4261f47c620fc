//! Where things are: every path a command reads or writes, relative to the root of the workspace.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// The document that everything is generated from.
pub const DOCUMENT: &str = "openapi/intellixent.yaml";

/// The root of the workspace that cargo runs this command in.
///
/// Asked of the environment and not of the compiled binary, so that a copy of the workspace works on itself.
pub fn root() -> Result<PathBuf> {
    let manifest = match std::env::var_os("CARGO_MANIFEST_DIR") {
        Some(dir) => PathBuf::from(dir),
        None => std::env::current_dir().context("the current directory cannot be read")?,
    };
    manifest
        .ancestors()
        .find(|dir| dir.join(DOCUMENT).is_file() || dir.join(".cargo/config.toml").is_file())
        .map(Path::to_path_buf)
        .with_context(|| format!("no workspace with {DOCUMENT} at or above {}", manifest.display()))
}
