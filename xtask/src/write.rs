//! Files are written beside their place and then take it at once: nobody reads half of one, and a full disk costs none.

use std::{
    io::{Error, Result, Write},
    path::Path,
};

/// What becomes of a file that is there already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Existing {
    /// It is replaced.
    Replace,
    /// It stays, and the error is `AlreadyExists`.
    #[cfg(feature = "live")]
    Keep,
}

/// Writes a file, and the folder that it is in.
pub(crate) fn whole(path: &Path, text: &str, existing: Existing) -> Result<()> {
    let folder = path.parent().ok_or_else(|| Error::other("a file stands in a folder"))?;
    std::fs::create_dir_all(folder)?;
    let mut file = tempfile::Builder::new().prefix(".xtask-").tempfile_in(folder)?;
    file.write_all(text.as_bytes())?;
    readable(file.path())?;
    let kept = match existing {
        Existing::Replace => file.persist(path),
        #[cfg(feature = "live")]
        Existing::Keep => file.persist_noclobber(path),
    };
    kept.map(drop).map_err(|error| error.error)
}

/// A temporary file is private to its owner; a source file is not.
#[cfg(unix)]
fn readable(path: &Path) -> Result<()> {
    use std::{fs::Permissions, os::unix::fs::PermissionsExt};
    std::fs::set_permissions(path, Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn readable(_: &Path) -> Result<()> {
    Ok(())
}
