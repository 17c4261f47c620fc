//! Which base URLs a client accepts.

use reqwest::Url;

use crate::generated::BASE_URL;

/// The base URL, or the sentence that says why it is refused.
///
/// No sentence repeats the URL: it may hold credentials.
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

/// Whether a URL's host is this machine, whatever the network: `localhost`, 127.0.0.0/8 and ::1.
///
/// The one answer for the client, the embedded server and the command: where plain `http` shows the key to nobody, and
/// which requests no proxy of the environment is to see.
#[doc(hidden)]
pub fn is_loopback(url: &Url) -> bool {
    match url.host() {
        // Not every resolver keeps the names below `localhost` on this machine, or `localhost.` with its dot.
        Some(url::Host::Domain(name)) => name == "localhost",
        Some(url::Host::Ipv4(address)) => address.is_loopback(),
        Some(url::Host::Ipv6(address)) => address.to_canonical().is_loopback(),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_http_is_for_loopback() {
        for text in [
            "http://127.0.0.1:8080",
            "http://127.1",
            "http://[::1]/api",
            "http://[::ffff:127.0.0.1]",
            "http://localhost",
            "http://LOCALHOST:1",
        ] {
            assert!(check(text, false).is_ok(), "{text}");
        }
        for text in [
            "http://example.test",
            "http://192.168.0.1",
            "http://0.0.0.0",
            "http://[::]",
            "http://localhost.",
            "http://a.localhost:1",
            "http://localhost.example.test",
            "http://127.0.0.1.example.test",
        ] {
            assert!(check(text, false).is_err(), "{text}");
            assert!(check(text, true).is_ok(), "{text}");
        }
    }

    #[test]
    fn what_is_no_base_url_is_refused_without_being_repeated() {
        for text in [
            "",
            "secret",
            "//secret/api",
            "/secret",
            "ftp://secret",
            "file:///secret",
            "https://secret@h/api",
            "https://u:secret@h/api",
            "https://h/api?secret",
            "https://h/api#secret",
            "https://",
            "https://h:secret/",
        ] {
            let sentence = check(text, true).unwrap_err();
            assert!(!sentence.contains("secret"), "{text}: {sentence}");
            assert!(sentence.starts_with("the base URL"), "{text}: {sentence}");
        }
    }
}
