//! Validates base URLs.

use reqwest::Url;

use crate::generated::BASE_URL;

/// The error message does not contain the URL: it may hold credentials.
pub(crate) fn check(text: &str, allow_insecure_http: bool) -> Result<Url, String> {
    let url = Url::parse(text).map_err(|error| match error {
        url::ParseError::RelativeUrlWithoutBase => {
            format!("the base URL is relative; it needs a scheme and a host, such as {BASE_URL}")
        }
        error => format!("the base URL is invalid: {error}"),
    })?;
    if !matches!(url.scheme(), "https" | "http") {
        return Err("the base URL must start with https:// or http://".to_owned());
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err("the base URL must not contain credentials; pass the key to `api_key`".to_owned());
    }
    if url.query().is_some() {
        return Err("the base URL must not have a query; remove the `?` and what follows".to_owned());
    }
    if url.fragment().is_some() {
        return Err("the base URL must not have a fragment; remove the `#` and what follows".to_owned());
    }
    if url.scheme() == "http" && !is_loopback(&url) && !allow_insecure_http {
        return Err("the base URL is plain http, which exposes the key to the network; use https, or set \
                    `allow_insecure_http(true)`"
            .to_owned());
    }
    Ok(url)
}

/// Whether a URL's host is loopback: `localhost`, 127.0.0.0/8 or ::1.
///
/// For these hosts, plain `http` is allowed and proxies from the environment are ignored.
#[doc(hidden)]
pub fn is_loopback(url: &Url) -> bool {
    match url.host() {
        // Not every resolver maps `localhost.` and the names below `localhost` to loopback.
        Some(url::Host::Domain(name)) => name == "localhost",
        Some(url::Host::Ipv4(address)) => address.is_loopback(),
        Some(url::Host::Ipv6(address)) => address.to_canonical().is_loopback(),
        None => false,
    }
}
