//! What a server can be told before it starts.

use std::{
    fmt, io,
    ops::RangeInclusive,
    path::{Path, PathBuf},
};

use crate::{Faults, Server};

/// The settings of a [`Server`].
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> std::io::Result<()> {
/// let server = intellixent_demo::Server::builder().calls(1..=1000).key("the only key").start().await?;
/// # let _ = server;
/// # Ok(())
/// # }
/// ```
#[derive(Default)]
#[must_use = "a builder does nothing until `start` is called"]
pub struct ServerBuilder {
    pub(crate) port: u16,
    pub(crate) fixtures: Option<PathBuf>,
    pub(crate) calls: Option<RangeInclusive<u64>>,
    pub(crate) key: Option<String>,
    pub(crate) faults: Faults,
    pub(crate) recordings: bool,
    pub(crate) log: Option<Log>,
}

/// What to do with a line about each request.
pub(crate) type Log = Box<dyn Fn(&str) + Send + Sync>;

impl fmt::Debug for ServerBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { port, fixtures, .. } = self;
        f.debug_struct("ServerBuilder").field("port", port).field("fixtures", fixtures).finish_non_exhaustive()
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
        self.calls = Some(ids);
        self
    }

    /// The one key that is accepted. Default: any.
    pub fn key(mut self, key: impl Into<String>) -> Self {
        self.key = Some(key.into());
        self
    }

    /// What goes wrong on purpose. Default: nothing.
    pub fn faults(mut self, faults: Faults) -> Self {
        self.faults = faults;
        self
    }

    /// Whether the documented calls name a recording on this server instead of the vendor's. Default: no.
    pub fn recordings(mut self, own: bool) -> Self {
        self.recordings = own;
        self
    }

    /// What to do with a line about each request, such as `GET /api/user/calls/9 200`. Default: nothing.
    pub fn log(mut self, line: impl Fn(&str) + Send + Sync + 'static) -> Self {
        self.log = Some(Box::new(line));
        self
    }

    /// Starts the server in the current tokio runtime.
    ///
    /// # Errors
    ///
    /// If the port cannot be opened, or the fixtures cannot be read or are no responses. The message says which.
    pub async fn start(self) -> io::Result<Server> {
        Server::run(self).await
    }
}
