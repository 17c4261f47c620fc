//! The client and its key: from the environment, a file, or the embedded server.

#[cfg(unix)]
use std::os::unix::fs::PermissionsExt;
use std::{fmt, fs, path::Path};

use intellixent::{Client, ClientBuilder};
use intellixent_demo::Server;

use crate::{
    args::Global,
    note,
    outcome::{Exit, Failure},
};

/// A key that no `{:?}` shows.
#[derive(Clone)]
pub(crate) struct Key(pub(crate) String);

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(..)")
    }
}

/// What a command asks.
#[derive(Debug)]
pub(crate) struct Connection {
    pub(crate) client: Client,
    pub(crate) key: Key,
    /// Runs as long as this.
    _embedded: Option<Server>,
}

/// Makes the client that `global` describes; `settings` adds what the command needs.
pub(crate) async fn connect(
    global: &Global,
    settings: impl FnOnce(ClientBuilder) -> ClientBuilder,
) -> Result<Connection, Failure> {
    let (key, base_url, embedded) = if global.demo {
        if global.base_url.is_some() || global.key_file.is_some() {
            return Err(Failure::usage("--demo asks the embedded server; leave out --base-url and --key-file"));
        }
        let server = Server::builder().recordings(true).start().await;
        let server = server.map_err(|error| Failure::failed(error.to_string()))?;
        note("demo: asking an embedded server for the documented examples; nothing here is real");
        (Key("demo".to_owned()), Some(server.base_url()), Some(server))
    } else {
        let base_url = match &global.base_url {
            Some(url) => Some(url.clone()),
            None => variable("INTELLIXENT_BASE_URL")?,
        };
        (key(global)?, base_url, None)
    };
    let mut client = settings(Client::builder().api_key(key.0.as_str()));
    if let Some(url) = base_url {
        client = client.base_url(url);
    }
    let client = client.build().map_err(|error| Failure::usage(error.to_string()))?;
    Ok(Connection { client, key, _embedded: embedded })
}

/// The key, from the file or the environment.
pub(crate) fn key(global: &Global) -> Result<Key, Failure> {
    if let Some(path) = &global.key_file {
        return key_in(path);
    }
    match variable("INTELLIXENT_API_KEY")? {
        Some(key) => Ok(Key(key)),
        None => Err(Failure::new(
            Exit::Key,
            "no API key; set INTELLIXENT_API_KEY, name a file with --key-file, or try --demo",
        )),
    }
}

fn key_in(path: &Path) -> Result<Key, Failure> {
    let wrong = |problem: &str| Failure::new(Exit::Key, format!("the key file {} {problem}", path.display()));
    let text = fs::read_to_string(path).map_err(|error| wrong(&format!("cannot be read: {error}")))?;
    #[cfg(unix)]
    if fs::metadata(path).is_ok_and(|found| found.permissions().mode() & 0o044 != 0) {
        let path = path.display();
        note(&format!("warning: others on this machine may read the key file {path}; take that away with chmod 600"));
    }
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    match (lines.next(), lines.next()) {
        (Some(key), None) => Ok(Key(key.to_owned())),
        (None, _) => Err(wrong("is empty")),
        (Some(_), Some(_)) => Err(wrong("has more than one line; leave only the key")),
    }
}

/// An empty variable is one that is not set, as for the client.
fn variable(name: &str) -> Result<Option<String>, Failure> {
    match std::env::var(name) {
        Ok(value) => Ok(Some(value).filter(|value| !value.is_empty())),
        Err(std::env::VarError::NotPresent) => Ok(None),
        Err(std::env::VarError::NotUnicode(_)) => Err(Failure::usage(format!("{name} is not valid Unicode"))),
    }
}
