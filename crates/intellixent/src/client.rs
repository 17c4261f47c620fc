//! The client and its builder, which validates every setting before any request is sent.

use std::{env::VarError, fmt, sync::Arc, time::Duration};

use bytes::Bytes;
use http::HeaderValue;
use secrecy::{ExposeSecret, SecretString, zeroize::Zeroizing};

use crate::{Error, RetryPolicy, base_url, generated::BASE_URL, retry::Budget};

const USER_AGENT: &str = concat!("intellixent/", env!("CARGO_PKG_VERSION"));

/// A client of the API. Cheap to clone: clones share the connections, the API key and the retry budget.
///
/// Each operation of the API is a method that takes the required parameters and returns a request:
///
/// | on a request | returns |
/// |---|---|
/// | setters, for optional parameters | the request |
/// | `.await` | the decoded body |
/// | `.send().await` | the decoded body with status and headers: a [`ResponseValue`](crate::ResponseValue) |
/// | `.send_raw().await` | the bytes of the body with status and headers |
///
/// Each returns [`Error`] on failure. Nothing is sent before the request is awaited.
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

/// Shared by all clones of a client.
#[derive(Debug)]
pub(crate) struct Shared {
    pub(crate) http: reqwest::Client,
    /// The `Authorization` header, marked as sensitive. Requests share its bytes.
    pub(crate) authorization: HeaderValue,
    pub(crate) base_url: reqwest::Url,
    pub(crate) budget: Budget,
    /// The timeout that the HTTP client was built with.
    pub(crate) timeout: Duration,
    pub(crate) max_response_bytes: u64,
}

impl Shared {
    pub(crate) fn key(&self) -> &str {
        self.authorization.to_str().ok().and_then(|header| header.strip_prefix("Bearer ")).unwrap_or_default()
    }
}

/// Own settings of each clone.
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
    /// Starts building a client. Only the [`api_key`](ClientBuilder::api_key) is required.
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

    /// Creates a client from the environment: the API key in `INTELLIXENT_API_KEY` and, if it is set, the base URL in
    /// `INTELLIXENT_BASE_URL`.
    ///
    /// # Errors
    ///
    /// [`Error::is_config`] if the key is not set, or if [`ClientBuilder::build`] fails.
    ///
    /// ```no_run
    /// let client = intellixent::Client::from_env()?;
    /// # Ok::<(), intellixent::Error>(())
    /// ```
    pub fn from_env() -> Result<Self, Error> {
        from_variables(|name| std::env::var(name))
    }

    /// The base URL.
    pub fn base_url(&self) -> &reqwest::Url {
        &self.shared.base_url
    }

    /// A clone with another retry policy, for one request or a part of a program.
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

    /// A clone with another timeout per attempt; see [`ClientBuilder::timeout`].
    #[must_use]
    pub fn with_timeout(&self, limit: Duration) -> Self {
        Self { settings: Settings { timeout: limit, ..self.settings.clone() }, ..self.clone() }
    }

    /// A clone with another total timeout; see [`ClientBuilder::total_timeout`].
    #[must_use]
    pub fn with_total_timeout(&self, limit: Duration) -> Self {
        Self { settings: Settings { total_timeout: limit, ..self.settings.clone() }, ..self.clone() }
    }
}

/// An empty variable counts as unset: many shells and CI systems cannot unset one.
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

/// Builds a [`Client`]. Every setting but the API key has a default for production.
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
        // Without the base URL, which may contain credentials, and the caller's HTTP settings, which may too.
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

    /// The base URL of the API. Default: the first server of the document, `https://portal.intellixent.ai/api`.
    ///
    /// `https` requires the feature `rustls`, which is on by default, or `native-tls`.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = url.into();
        self
    }

    /// The timeout of one attempt, from connecting to the last byte. Default: 30 seconds.
    ///
    /// [`Duration::MAX`] means no timeout, here and for the other two timeouts.
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.timeout = limit;
        self
    }

    /// The timeout of connecting, as a part of [`timeout`](Self::timeout). Default: 10 seconds.
    pub fn connect_timeout(mut self, limit: Duration) -> Self {
        self.connect_timeout = limit;
        self
    }

    /// The timeout of an operation: all attempts and the delays between them. Default: 2 minutes.
    pub fn total_timeout(mut self, limit: Duration) -> Self {
        self.total_timeout = limit;
        self
    }

    /// When and how often requests are retried. Default: [`RetryPolicy::default`].
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.retry = policy;
        self
    }

    /// The `User-Agent`. Default: `intellixent/` and the version of this crate.
    pub fn user_agent(mut self, name: impl Into<String>) -> Self {
        self.user_agent = name.into();
        self
    }

    /// The maximum size of a response body in bytes. Default: 16 MiB.
    ///
    /// A call of three hours takes less than 1 MiB, and a page of a hundred calls of half an hour about 7 MiB. The decoded
    /// value of a malicious body may take 20 times its size in memory.
    pub fn max_response_bytes(mut self, limit: u64) -> Self {
        self.max_response_bytes = limit;
        self
    }

    /// Allows plain `http` to hosts other than loopback. Default: no, since it exposes the API key to the network.
    pub fn allow_insecure_http(mut self, allow: bool) -> Self {
        self.allow_insecure_http = allow;
        self
    }

    /// Your own HTTP settings, such as a proxy, root certificates or a DNS resolver.
    ///
    /// This builder's settings take precedence: timeouts, `User-Agent`, no redirects, no retries by reqwest, no verbose
    /// log of connections, and no proxy from the environment for a base URL on loopback.
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

    /// Validates the settings and creates the client. No request is sent.
    ///
    /// # Errors
    ///
    /// [`Error::is_config`] if the API key is missing, empty, or has control or non-ASCII characters; if the base URL is
    /// relative, not http(s), or has credentials, a query or a fragment; for plain `http` to a host other than loopback
    /// without [`allow_insecure_http`](Self::allow_insecure_http); if the `User-Agent` is no valid header value; or if
    /// reqwest cannot apply the HTTP settings.
    pub fn build(self) -> Result<Client, Error> {
        let Some(key) = self.api_key else {
            return Err(Error::config("no API key; set one with `api_key`"));
        };
        let authorization = authorization(&key)?;
        let url = base_url::check(&self.base_url, self.allow_insecure_http).map_err(Error::config)?;
        let user_agent = HeaderValue::from_str(&self.user_agent)
            .map_err(|_| Error::config("the user agent has a character that is not allowed in a header"))?;
        // A proxy from the environment cannot reach this machine's loopback, but would see the key. reqwest ignores the
        // environment as soon as any proxy is set, so a proxy that matches nothing keeps the caller's own ones.
        let mut http = match (self.http, base_url::is_loopback(&url)) {
            (Some(http), true) => http.proxy(reqwest::Proxy::custom(|_| None::<reqwest::Url>)),
            (None, true) => reqwest::Client::builder().no_proxy(),
            (http, false) => http.unwrap_or_default(),
        };
        http = http
            .user_agent(user_agent)
            // It would log the key.
            .connection_verbose(false)
            // The key must go nowhere but to the base URL, and every attempt must be counted.
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never());
        // `Duration::MAX` would still start a timer.
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

/// The `Authorization` header, whose bytes are zeroed when the last request that shares them is dropped.
fn authorization(key: &SecretString) -> Result<HeaderValue, Error> {
    check_key(key.expose_secret()).map_err(Error::config)?;
    let bytes = Bytes::from_owner(Zeroizing::new(format!("Bearer {}", key.expose_secret()).into_bytes()));
    let mut header = HeaderValue::from_maybe_shared(bytes)
        .map_err(|_| Error::config("the API key has a character that is not allowed in a header"))?;
    header.set_sensitive(true);
    Ok(header)
}

/// The errors do not contain the key.
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
    fn the_authorization_header_is_sensitive() {
        let client = Client::builder().api_key("key").build().unwrap();
        let header = &client.shared.authorization;
        assert_eq!(header, "Bearer key");
        assert!(header.is_sensitive());
    }

    #[test]
    fn from_env_reads_the_key_and_the_base_url() {
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
