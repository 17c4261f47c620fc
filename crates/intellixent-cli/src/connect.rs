//! The client and its key: from the environment, a file, or the embedded server.

#[cfg(unix)]
use std::os::unix::fs::PermissionsExt;
use std::{borrow::Cow, fs, path::Path, time::Duration};

use intellixent::{Client, ClientBuilder, RetryPolicy, types::Call};
use intellixent_demo::Server;
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;

use crate::{
    WARNING,
    args::{Global, Requests},
    file, marked, note,
    outcome::{Exit, Failure, explained},
    progress::waiting,
};

/// What a command asks.
#[derive(Debug)]
pub(crate) struct Connection {
    pub(crate) client: Client,
    pub(crate) key: SecretString,
    /// Runs as long as this.
    _embedded: Option<Server>,
}

/// Makes the client that the options describe; `settings` adds what the command needs.
pub(crate) async fn connect(
    global: &Global,
    requests: &Requests,
    settings: impl FnOnce(ClientBuilder) -> ClientBuilder,
) -> Result<Connection, Failure> {
    let (key, base_url, embedded) = if global.demo {
        if global.base_url.is_some() || global.key_file.is_some() {
            return Err(Failure::usage("--demo uses the embedded server; remove --base-url and --key-file"));
        }
        let server = Server::builder().recordings(true).start().await;
        let server = server.map_err(|error| Failure::failed(error.to_string()))?;
        note("demo: using an embedded server with the documented examples; nothing here is real");
        ("demo".into(), Some(server.base_url()), Some(server))
    } else {
        let base_url = match &global.base_url {
            Some(url) => Some(url.clone()),
            None => variable("INTELLIXENT_BASE_URL")?,
        };
        (key(global, "set INTELLIXENT_API_KEY, name a file with --key-file, or try --demo")?, base_url, None)
    };
    let mut client =
        Client::builder().api_key(key.expose_secret()).timeout(requests.timeout).total_timeout(Duration::MAX);
    if let Some(retries) = requests.retries {
        client = client.retry(RetryPolicy::default().max_retries(retries));
    }
    client = settings(client);
    if let Some(url) = base_url {
        client = client.base_url(url);
    }
    let client = client.build().map_err(|error| Failure::usage(explained(&error)))?;
    Ok(Connection { client, key, _embedded: embedded })
}

/// All that has to be known of a call.
#[derive(Deserialize)]
pub(crate) struct Identity {
    pub(crate) id: u64,
}

/// The JSON of a call, as the server sends it.
pub(crate) async fn call(client: &Client, id: u64) -> Result<String, Failure> {
    let answer = waiting(client.get_call(id).send_raw()).await.map_err(|error| Failure::call(id, &error))?;
    let call = json_of(id, &answer).map_err(|why| Failure::new(Exit::Unexpected, format!("call {id}: {why}")))?;
    Ok(call.into_owned())
}

/// The JSON of the call of that id, from the body that came for it. What is not UTF-8 in it costs no more than itself.
pub(crate) fn json_of(id: u64, body: &[u8]) -> Result<Cow<'_, str>, String> {
    let json = String::from_utf8_lossy(body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body));
    let found: Identity = intellixent::from_slice(json.as_bytes()).map_err(|error| {
        // The model of a call says it in better words.
        explained(&intellixent::from_slice::<Call>(json.as_bytes()).err().unwrap_or(error))
    })?;
    if found.id == id { Ok(json) } else { Err(format!("the server answered with call {}", found.id)) }
}

/// The key, from the file or the environment.
pub(crate) fn key(global: &Global, hint: &str) -> Result<SecretString, Failure> {
    if let Some(path) = &global.key_file {
        return key_in(path);
    }
    match variable("INTELLIXENT_API_KEY")? {
        Some(key) => Ok(key.into()),
        None => Err(Failure::new(Exit::Key, format!("no API key; {hint}"))),
    }
}

fn key_in(path: &Path) -> Result<SecretString, Failure> {
    let wrong = |problem: &str| Failure::new(Exit::Key, format!("the key file {} {problem}", path.display()));
    let text = file::start(path, MAX_KEY).map_err(|error| wrong(&format!("cannot be read: {error}")))?;
    if text.len() as u64 >= MAX_KEY {
        return Err(wrong("is too long; it must have only the key"));
    }
    #[cfg(unix)]
    if fs::metadata(path).is_ok_and(|found| found.permissions().mode() & 0o044 != 0) {
        let path = path.display();
        let warning = format!("other users of this machine can read the key file {path}; run chmod 600 on it");
        marked("warning", WARNING, &warning);
    }
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    match (lines.next(), lines.next()) {
        (Some(key), None) if is_assignment(key) => {
            Err(wrong("has more than a key in its line; it must have only the key, without a name before it"))
        }
        (Some(key), None) => Ok(key.into()),
        (None, _) => Err(wrong("is empty")),
        (Some(_), Some(_)) => Err(wrong("has more than one line; it must have only the key")),
    }
}

/// No key is longer.
const MAX_KEY: u64 = 8192;

/// As in a file of settings or a script, `NAME=...`. A key may end with `=` itself.
fn is_assignment(line: &str) -> bool {
    let name = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
    line.trim_start_matches("export ").split_once('=').is_some_and(|(start, value)| {
        !start.is_empty() && start.chars().all(name) && !value.trim_matches('=').is_empty()
    })
}

/// An empty variable is one that is not set, as for the client.
fn variable(name: &str) -> Result<Option<String>, Failure> {
    match std::env::var(name) {
        Ok(value) => Ok(Some(value).filter(|value| !value.is_empty())),
        Err(std::env::VarError::NotPresent) => Ok(None),
        Err(std::env::VarError::NotUnicode(_)) => Err(Failure::usage(format!("{name} is not valid Unicode"))),
    }
}
