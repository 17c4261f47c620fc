//! `intellixent recording`: a download that goes to a temporary name first, and goes on where it stopped.

mod download;
mod name;
mod part;

use std::{
    fs, io,
    path::{self, PathBuf},
};

use intellixent::reqwest::Url;
use tempfile::{PathPersistError, TempPath};

use self::{download::Download, part::Part};
use crate::{
    args::{Global, RecordingArgs},
    connect::{call, connect},
    file::{is_stdout, with_ending},
    note,
    outcome::{Exit, Failure, OfFile},
    path::{Path, cell},
};

pub(crate) async fn run(args: &RecordingArgs, global: &Global) -> Result<Exit, Failure> {
    let connection = connect(global, &args.requests, |settings| settings).await?;
    let call = call(&connection.client, args.id).await?;
    let url = Path::new("recording_url")
        .value_in(&call)
        .ok_or_else(|| Failure::new(Exit::Missing, format!("call {} has no recording", args.id)))?;
    let url = Url::parse(&cell(url))
        .map_err(|error| Failure::new(Exit::Unexpected, format!("the recording's address is not a URL: {error}")))?;
    let target = target(args, &url);
    let stream = target.as_os_str() == "-" || fs::metadata(&target).is_ok_and(|found| !found.is_file());
    if !stream && !args.force && fs::symlink_metadata(&target).is_ok() {
        return Err(exists(&target));
    }
    let download = Download::new(connection.client.base_url(), connection.key.clone(), &args.requests)?;
    let mut part = if stream { Part::stream(&target)? } else { Part::open(with_ending(&target, ".part"), args.id)? };
    let done = tokio::select! {
        done = download.run(url, &mut part) => done,
        _ = tokio::signal::ctrl_c() => {
            Err(Failure::new(Exit::Interrupted, "interrupted; run the same command again to continue"))
        }
    };
    if let Err(failure) = done {
        part.remove_empty();
        return Err(failure);
    }
    if !stream {
        publish(part.path(), &target, args.force)?;
        part.forget_version();
    }
    let place = if stream { part.path() } else { &target };
    note(&format!("{} bytes written to {}", part.length(), place.display()));
    Ok(Exit::Done)
}

/// The file to write: as named, or in the folder that is named.
fn target(args: &RecordingArgs, url: &Url) -> PathBuf {
    let named = || name::safe(url, args.id);
    match &args.output {
        None => PathBuf::from(named()),
        Some(path) if is_stdout(path) => PathBuf::from("-"),
        // A path that ends with a slash means a folder, whether it is there or not.
        Some(path) if path.is_dir() || path.as_os_str().as_encoded_bytes().ends_with(b"/") => path.join(named()),
        Some(path) => path.clone(),
    }
}

/// Gives the finished file its name; without `force` never over another file, even one that came meanwhile.
fn publish(part: &path::Path, target: &path::Path, force: bool) -> Result<(), Failure> {
    let part = TempPath::try_from_path(part).writing(part)?;
    let published = if force { part.persist(target) } else { part.persist_noclobber(target) };
    let published = published.or_else(|failed| match fs::symlink_metadata(target) {
        // Some file systems have neither links nor a way not to overwrite.
        Err(_) if failed.error.kind() != io::ErrorKind::AlreadyExists => failed.path.persist(target),
        _ => Err(failed),
    });
    published.or_else(|PathPersistError { error, path }| {
        // It goes on being there.
        let _ = path.keep();
        if error.kind() == io::ErrorKind::AlreadyExists { Err(exists(target)) } else { Err(error).writing(target) }
    })
}

fn exists(target: &path::Path) -> Failure {
    Failure::failed(format!("{} exists; overwrite it with --force, or choose another name with -o", target.display()))
}
