//! The old document: a file, or the one of a git revision.

use std::{path::Path, process::Command};

use anyhow::{Context, Result, bail};

use crate::{document::Document, workspace};

/// The old document, and the version of the crates at that revision, if it is known.
#[derive(Debug)]
pub struct Base {
    /// The document.
    pub document: Document,
    /// As `0.1.0`.
    pub version: Option<String>,
}

/// Reads the document that `base` names: a file if there is one of that name, a revision otherwise.
pub fn read(root: &Path, base: &str) -> Result<Base> {
    // A file is looked for where the command was called, as everybody expects.
    if Path::new(base).is_file() {
        let bytes = std::fs::read(base).with_context(|| format!("{base}: cannot be read"))?;
        let version = std::fs::read_to_string(root.join("Cargo.toml")).ok();
        return Ok(Base {
            document: Document::parse(base, bytes)?,
            version: version.and_then(|text| version_in(&text)),
        });
    }
    if git(root, &["rev-parse", "--is-inside-work-tree"])?.is_none() {
        bail!("{base} is no file, and {} is not in a git checkout; give `--base` a file", root.display());
    }
    let revision = format!("{base}^{{commit}}");
    if git(root, &["rev-parse", "--verify", "--quiet", "--end-of-options", &revision])?.is_none() {
        bail!("{base} is neither a file nor a revision that git knows; in a shallow checkout, fetch it first");
    }
    let name = format!("{base}:{}", workspace::DOCUMENT);
    let bytes = show(root, base, workspace::DOCUMENT)?.with_context(|| {
        format!("{} is not in {base}; give `--base` a later revision, or a file", workspace::DOCUMENT)
    })?;
    let version = show(root, base, "Cargo.toml")?.and_then(|bytes| version_in(&String::from_utf8_lossy(&bytes)));
    Ok(Base { document: Document::parse(&name, bytes)?, version })
}

/// A file as it was; the path counts from `root`, which need not be the top of the checkout.
fn show(root: &Path, revision: &str, path: &str) -> Result<Option<Vec<u8>>> {
    git(root, &["show", "--end-of-options", &format!("{revision}:./{path}")])
}

/// What git says; `None` if it refuses.
fn git(root: &Path, arguments: &[&str]) -> Result<Option<Vec<u8>>> {
    let output = Command::new("git")
        .arg("-C")
        .arg(root)
        .args(arguments)
        .output()
        .context("git cannot be run; install it, or give `--base` a file")?;
    Ok(output.status.success().then_some(output.stdout))
}

/// The version that all crates share, in a workspace's `Cargo.toml`.
fn version_in(manifest: &str) -> Option<String> {
    let section = manifest.split_once("[workspace.package]")?.1;
    let lines = section.lines().skip(1).take_while(|line| !line.starts_with('['));
    let value = lines.filter_map(|line| line.split_once('=')).find(|(key, _)| key.trim() == "version")?.1;
    Some(value.trim().trim_matches('"').to_owned())
}
