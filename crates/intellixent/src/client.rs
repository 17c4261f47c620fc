//! How a client is made: everything that can be wrong is refused here, before any request.

use std::{env::VarError, fmt, sync::Arc, time::Duration};

use bytes::Bytes;
use http::HeaderValue;
use secrecy::{ExposeSecret, SecretString, zeroize::Zeroizing};

use crate::{Error, RetryPolicy, base_url, generated::BASE_URL, retry::Budget};

const USER_AGENT: &str = concat!("intellixent/", env!("CARGO_PKG_VERSION"));

/// A client of the API. Cheap to clone: clones share connections, the key and the retry budget.
///
/// Each operation of the API is a method, which takes what the API requires and returns a request:
///
/// | on a request | returns |
/// |---|---|
/// | setters | the request, with an optional parameter set |
/// | `.await` | the decoded answer |
/// | `.send().await` | the decoded answer with its status and headers: a [`ResponseValue`](crate::ResponseValue) |
/// | `.send_raw().await` | the body as it came, with status and headers |
///
/// Each fails with [`Error`]. Nothing is sent before it is awaited.
///
/// ```no_run
/// # async fn example() -> Result<(), intellixent::Error> {
/// let client = intellixent::Client::from_env()?;
/// let call = client.get_call(123).await?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Client {
    pub(crate) shared: Arc<Shared>,
    pub(crate) settings: Settings,
}

/// What every clone of a client shares.
#[derive(Debug)]
pub(crate) struct Shared {
    pub(crate) http: reqwest::Client,
    /// The `Authorization` header, marked so that nothing prints it. Requests share its bytes.
    pub(crate) authorization: HeaderValue,
    pub(crate) base_url: reqwest::Url,
    pub(crate) budget: Budget,
    /// The time-out of the HTTP client itself.
    pub(crate) timeout: Duration,
    pub(crate) max_response_bytes: u64,
}

impl Shared {
    /// The key, as it stands in the header.
    pub(crate) fn key(&self) -> &str {
        self.authorization.to_str().ok().and_then(|header| header.strip_prefix("Bearer ")).unwrap_or_default()
    }
}

/// What each clone may have for itself.
#[derive(Clone, Debug)]
pub(crate) struct Settings {
    pub(crate) retry: RetryPolicy,
    pub(crate) timeout: Duration,
    pub(crate) total_timeout: Duration,
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("base_url", &self.shared.base_url.as_str())
            .field("settings", &self.settings)
            .finish_non_exhaustive()
    }
}

impl Client {
    /// Starts a client: at least an [`api_key`](ClientBuilder::api_key), then [`build`](ClientBuilder::build).
    ///
    /// ```
    /// use std::time::Duration;
    ///
    /// let client = intellixent::Client::builder()
    ///     .api_key("YOUR_API_KEY")
    ///     .timeout(Duration::from_secs(10))
    ///     .build()?;
    /// # Ok::<(), intellixent::Error>(())
    /// ```
    pub fn builder() -> ClientBuilder {
        ClientBuilder::default()
    }

    /// A client with the key in `INTELLIXENT_API_KEY` and, if it is set, the base URL in `INTELLIXENT_BASE_URL`.
    ///
    /// # Errors
    ///
    /// [`Error::is_config`] if the key is not set, or if either is refused by [`ClientBuilder::build`].
    ///
    /// ```no_run
    /// let client = intellixent::Client::from_env()?;
    /// # Ok::<(), intellixent::Error>(())
    /// ```
    pub fn from_env() -> Result<Self, Error> {
        from_variables(|name| std::env::var(name))
    }

    /// The base URL, to which the paths of the operations are added.
    pub fn base_url(&self) -> &reqwest::Url {
        &self.shared.base_url
    }

    /// A clone with another retry policy, for one request or for a part of a program.
    ///
    /// ```no_run
    /// # use intellixent::{Client, Error, RetryPolicy};
    /// # async fn example(client: Client) -> Result<(), Error> {
    /// let call = client.with_retry(RetryPolicy::none()).get_call(123).await?;
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn with_retry(&self, policy: RetryPolicy) -> Self {
        Self { settings: Settings { retry: policy, ..self.settings.clone() }, ..self.clone() }
    }

    /// A clone whose attempts may take at most so long each; see [`ClientBuilder::timeout`].
    #[must_use]
    pub fn with_timeout(&self, limit: Duration) -> Self {
        Self { settings: Settings { timeout: limit, ..self.settings.clone() }, ..self.clone() }
    }

    /// A clone whose operations may take at most so long in all; see [`ClientBuilder::total_timeout`].
    #[must_use]
    pub fn with_total_timeout(&self, limit: Duration) -> Self {
        Self { settings: Settings { total_timeout: limit, ..self.settings.clone() }, ..self.clone() }
    }
}

/// An empty variable is one that is not set: that is how many shells and pipelines leave one out.
fn from_variables(variable: impl Fn(&str) -> Result<String, VarError>) -> Result<Client, Error> {
    let value = |name| match variable(name) {
        Ok(value) if value.is_empty() => Ok(None),
        Ok(value) => Ok(Some(value)),
        Err(VarError::NotPresent) => Ok(None),
        Err(VarError::NotUnicode(_)) => Err(Error::config(format!("{name} is not valid Unicode"))),
    };
    let Some(key) = value("INTELLIXENT_API_KEY")? else {
        return Err(Error::config("INTELLIXENT_API_KEY is not set; set it to your API key"));
    };
    let mut builder = Client::builder().api_key(key);
    if let Some(url) = value("INTELLIXENT_BASE_URL")? {
        builder = builder.base_url(url);
    }
    builder.build()
}

/// The settings of a [`Client`].
///
/// Every setting but the key has a default that suits production.
#[must_use = "a builder does nothing until `build` is called"]
pub struct ClientBuilder {
    api_key: Option<SecretString>,
    base_url: String,
    timeout: Duration,
    connect_timeout: Duration,
    total_timeout: Duration,
    retry: RetryPolicy,
    user_agent: String,
    max_response_bytes: u64,
    allow_insecure_http: bool,
    http: Option<reqwest::ClientBuilder>,
}

impl Default for ClientBuilder {
    fn default() -> Self {
        Self {
            api_key: None,
            base_url: BASE_URL.to_owned(),
            timeout: Duration::from_secs(30),
            connect_timeout: Duration::from_secs(10),
            total_timeout: Duration::from_secs(120),
            retry: RetryPolicy::default(),
            user_agent: USER_AGENT.to_owned(),
            max_response_bytes: 16 * 1024 * 1024,
            allow_insecure_http: false,
            http: None,
        }
    }
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Neither the base URL, which is not checked yet and may hold credentials, nor a caller's own HTTP settings.
        f.debug_struct("ClientBuilder")
            .field("api_key", &self.api_key)
            .field("timeout", &self.timeout)
            .field("connect_timeout", &self.connect_timeout)
            .field("total_timeout", &self.total_timeout)
            .field("retry", &self.retry)
            .field("max_response_bytes", &self.max_response_bytes)
            .field("allow_insecure_http", &self.allow_insecure_http)
            .finish_non_exhaustive()
    }
}

impl ClientBuilder {
    /// The API key, sent as `Authorization: Bearer KEY`. Required.
    pub fn api_key(mut self, key: impl Into<String>) -> Self {
        self.api_key = Some(SecretString::from(key.into()));
        self
    }

    /// Where the API is. Default: the first server of the document, `https://portal.intellixent.ai/api`.
    ///
    /// `https` takes the feature `rustls`, which is on by default, or `native-tls`.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = url.into();
        self
    }

    /// How long one attempt may take, from connecting to the last byte. Default: 30 seconds.
    ///
    /// [`Duration::MAX`] sets no limit, here and for the other two time-outs.
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.timeout = limit;
        self
    }

    /// How long connecting may take, within [`timeout`](Self::timeout). Default: 10 seconds.
    pub fn connect_timeout(mut self, limit: Duration) -> Self {
        self.connect_timeout = limit;
        self
    }

    /// How long an operation may take in all: every attempt and every pause between them. Default: 2 minutes.
    pub fn total_timeout(mut self, limit: Duration) -> Self {
        self.total_timeout = limit;
        self
    }

    /// What is tried again, and how often. Default: [`RetryPolicy::default`].
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.retry = policy;
        self
    }

    /// The `User-Agent`. Default: `intellixent/` and the version of this crate.
    pub fn user_agent(mut self, name: impl Into<String>) -> Self {
        self.user_agent = name.into();
        self
    }

    /// How large a response body may be, in bytes. Default: 16 MiB.
    ///
    /// A call of three hours has less than 1 MiB, and a page of a hundred calls of half an hour some 7 MiB. What
    /// a body decodes to may take twenty times its size, if somebody means harm.
    pub fn max_response_bytes(mut self, limit: u64) -> Self {
        self.max_response_bytes = limit;
        self
    }

    /// Whether plain `http` may go to another host than this one. Default: no, since it shows the key to the network.
    pub fn allow_insecure_http(mut self, allow: bool) -> Self {
        self.allow_insecure_http = allow;
        self
    }

    /// Your own HTTP settings: a proxy, certificate roots, a resolver.
    ///
    /// The settings of this builder go on top: time-outs, `User-Agent`, no redirects, no retries below this crate's own,
    /// no log of the bytes on the wire, and no proxy of the environment for a base URL on this machine.
    ///
    /// ```
    /// let http = intellixent::reqwest::Client::builder().no_proxy();
    /// let client = intellixent::Client::builder().api_key("YOUR_API_KEY").http_client(http).build()?;
    /// # Ok::<(), intellixent::Error>(())
    /// ```
    pub fn http_client(mut self, builder: reqwest::ClientBuilder) -> Self {
        self.http = Some(builder);
        self
    }

    /// Checks the settings and makes the client. No request is sent.
    ///
    /// # Errors
    ///
    /// [`Error::is_config`] for a key that is missing, empty, or has control or non-ASCII characters; a base URL that is
    /// relative, not http(s), or has credentials, a query or a fragment; plain `http` to another host without
    /// [`allow_insecure_http`](Self::allow_insecure_http); a `User-Agent` that HTTP cannot carry; or HTTP settings that
    /// do not work on this machine.
    pub fn build(self) -> Result<Client, Error> {
        let Some(key) = self.api_key else {
            return Err(Error::config("no API key; set one with `api_key`"));
        };
        let authorization = authorization(&key)?;
        let url = base_url::check(&self.base_url, self.allow_insecure_http).map_err(Error::config)?;
        let user_agent = HeaderValue::from_str(&self.user_agent)
            .map_err(|_| Error::config("the user agent has a character that is not allowed in a header"))?;
        // A proxy of the environment could not reach this machine's loopback, but would be shown the key. One that the
        // caller has set stays: to set another, which is for nothing, leaves out just the environment's.
        let mut http = match (self.http, base_url::is_loopback(&url)) {
            (Some(http), true) => http.proxy(reqwest::Proxy::custom(|_| None::<reqwest::Url>)),
            (None, true) => reqwest::Client::builder().no_proxy(),
            (http, false) => http.unwrap_or_default(),
        };
        http = http
            .user_agent(user_agent)
            // It would log what goes over the wire, with the key.
            .connection_verbose(false)
            // The key must reach no other place than the base URL, and every attempt is to be counted.
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never());
        // A timer of "never" would still be a timer.
        if self.connect_timeout != Duration::MAX {
            http = http.connect_timeout(self.connect_timeout);
        }
        if self.timeout != Duration::MAX {
            http = http.timeout(self.timeout);
        }
        let http = http.build().map_err(|error| Error::config("cannot set up the HTTP client").caused_by(error))?;
        let shared = Shared {
            http,
            authorization,
            base_url: url,
            budget: Budget::default(),
            timeout: self.timeout,
            max_response_bytes: self.max_response_bytes,
        };
        let settings = Settings { retry: self.retry, timeout: self.timeout, total_timeout: self.total_timeout };
        Ok(Client { shared: Arc::new(shared), settings })
    }
}

/// The header that holds the key, made once and wiped when the last request that shares it is gone.
fn authorization(key: &SecretString) -> Result<HeaderValue, Error> {
    check_key(key.expose_secret()).map_err(Error::config)?;
    let bytes = Bytes::from_owner(Zeroizing::new(format!("Bearer {}", key.expose_secret()).into_bytes()));
    let mut header = HeaderValue::from_maybe_shared(bytes)
        .map_err(|_| Error::config("the API key has a character that is not allowed in a header"))?;
    header.set_sensitive(true);
    Ok(header)
}

/// Says what is wrong with a key, without repeating it.
fn check_key(key: &str) -> Result<(), &'static str> {
    match key {
        "" => Err("the API key is empty"),
        key if key.chars().any(char::is_control) => {
            Err("the API key has a control character; is there a line break at its end?")
        }
        key if !key.is_ascii() => Err("the API key has a non-ASCII character; was it copied correctly?"),
        key if key.get(..7).is_some_and(|scheme| scheme.eq_ignore_ascii_case("bearer ")) => {
            Err("the API key starts with `Bearer `, which the client adds; remove it")
        }
        key if key.trim() != key => Err("the API key starts or ends with a space; remove it"),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_header_with_the_key_is_marked_so_that_nothing_prints_it() {
        let client = Client::builder().api_key("key").build().unwrap();
        let header = &client.shared.authorization;
        assert_eq!(header, "Bearer key");
        assert!(header.is_sensitive());
    }

    #[test]
    fn the_environment_is_read_without_guessing() {
        let with = |key: Result<&str, VarError>, url: Result<&str, VarError>| {
            from_variables(|name| {
                let value = if name == "INTELLIXENT_API_KEY" { key.clone() } else { url.clone() };
                value.map(str::to_owned)
            })
            .map(|client| client.base_url().to_string())
            .map_err(|error| error.to_string())
        };
        let unset = || Err(VarError::NotPresent);
        let broken = || Err(VarError::NotUnicode("secret".into()));
        let no_key = Err("INTELLIXENT_API_KEY is not set; set it to your API key".to_owned());
        assert_eq!(with(unset(), unset()), no_key);
        assert_eq!(with(Ok(""), unset()), no_key);
        assert_eq!(with(broken(), unset()), Err("INTELLIXENT_API_KEY is not valid Unicode".to_owned()));
        assert_eq!(with(Ok("key"), unset()), Ok(BASE_URL.to_owned()));
        assert_eq!(with(Ok("key"), Ok("")), Ok(BASE_URL.to_owned()));
        assert_eq!(with(Ok("key"), Ok("https://example.test/")), Ok("https://example.test/".to_owned()));
        assert_eq!(with(Ok("key"), broken()), Err("INTELLIXENT_BASE_URL is not valid Unicode".to_owned()));
        assert!(with(Ok("key"), Ok("example.test")).is_err());
    }
}
