//! What a server can be told before it starts.

use std::{
    fmt, io,
    ops::RangeInclusive,
    path::{Path, PathBuf},
};

use crate::{Faults, Server, fixtures::Fixtures, server::Settings};

/// The settings of a [`Server`].
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), intellixent_demo::StartError> {
/// let server = intellixent_demo::Server::builder().calls(1..=1000).key("the only key").start().await?;
/// # let _ = server;
/// # Ok(())
/// # }
/// ```
#[derive(Default)]
#[must_use = "a builder does nothing until `start` is called"]
pub struct ServerBuilder {
    port: u16,
    fixtures: Option<PathBuf>,
    settings: Settings,
}

impl fmt::Debug for ServerBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ServerBuilder")
            .field("port", &self.port)
            .field("fixtures", &self.fixtures)
            .finish_non_exhaustive()
    }
}

impl ServerBuilder {
    /// The loopback port. Default: any free one.
    pub fn port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// A folder whose `.json` files are served as they are, each as the call of its `id`, before the documented examples.
    /// A file whose id another has is served with one of its own. Text may be UTF-8, or UTF-16 with its mark.
    pub fn fixtures(mut self, folder: impl AsRef<Path>) -> Self {
        self.fixtures = Some(folder.as_ref().to_owned());
        self
    }

    /// Ids for which the first documented example is served with that id in it.
    pub fn calls(mut self, ids: RangeInclusive<u64>) -> Self {
        self.settings.calls = Some(ids);
        self
    }

    /// The one key that is accepted. Default: any.
    pub fn key(mut self, key: impl Into<String>) -> Self {
        self.settings.key = Some(key.into());
        self
    }

    /// What goes wrong on purpose. Default: nothing.
    pub fn faults(mut self, faults: Faults) -> Self {
        self.settings.faults = faults;
        self
    }

    /// Whether the documented calls name a recording on this server instead of the vendor's. Default: no.
    pub fn recordings(mut self, own: bool) -> Self {
        self.settings.recordings = own;
        self
    }

    /// What to do with a line about each request, such as `GET /api/user/calls/9 200`. Default: nothing.
    pub fn log(mut self, line: impl Fn(&str) + Send + Sync + 'static) -> Self {
        self.settings.log = Some(Box::new(line));
        self
    }

    /// Starts the server in the current tokio runtime.
    ///
    /// # Errors
    ///
    /// If the port cannot be opened, or the fixtures cannot be read.
    pub async fn start(mut self) -> Result<Server, StartError> {
        if let Some(folder) = &self.fixtures {
            self.settings.fixtures = Fixtures::read(folder)?;
        }
        Server::run(self.port, self.settings).await.map_err(|error| StartError::Port { port: self.port, error })
    }
}

/// Why a server did not start.
#[derive(Debug)]
#[non_exhaustive]
pub enum StartError {
    /// The port cannot be opened.
    Port {
        /// The port; 0 is any.
        port: u16,
        /// What the system said.
        error: io::Error,
    },
    /// A file or folder of fixtures cannot be read.
    Read {
        /// Which one.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },
    /// A file is no response.
    Fixture {
        /// Which one.
        path: PathBuf,
        /// What is wrong with it.
        problem: String,
    },
}

impl fmt::Display for StartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Port { port: 0, error } => write!(f, "no loopback port can be opened: {error}"),
            Self::Port { port, error } => write!(f, "port {port} cannot be opened: {error}"),
            Self::Read { path, error } => write!(f, "{} cannot be read: {error}", path.display()),
            Self::Fixture { path, problem } => write!(f, "{} cannot be served: {problem}", path.display()),
        }
    }
}

impl std::error::Error for StartError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Port { error, .. } | Self::Read { error, .. } => Some(error),
            Self::Fixture { .. } => None,
        }
    }
}
