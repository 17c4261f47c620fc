//! From a URL to a file, over redirects and interruptions, with the key for the API's origin only.

use std::time::Duration;

use super::part::Part;
use crate::{
    args::Requests,
    outcome::{Exit, Failure, deepest},
    progress,
};
use intellixent::{
    Error, ResponseValue,
    reqwest::{
        self, Response, StatusCode, Url,
        header::{
            ACCEPT, ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_RANGE, CONTENT_TYPE, ETAG, HeaderMap, IF_RANGE,
            LAST_MODIFIED, LOCATION, RANGE,
        },
        redirect::Policy,
    },
};
use secrecy::{ExposeSecret, SecretString};

const MAX_REDIRECTS: u32 = 10;

/// How often a download is taken up again without a byte of progress, if the command line does not say.
const RETRIES: u32 = 3;

/// A server may ask for a longer pause before the next attempt, up to this.
const MAX_PAUSE: Duration = Duration::from_secs(60);

/// Some servers answer a browser with a page to log in at.
const SOUND: &str = "audio/*, application/octet-stream;q=0.9, video/*;q=0.5, */*;q=0.1";

pub(crate) struct Download {
    http: reqwest::Client,
    /// Without the proxy of the environment: it could not reach this machine's loopback, but would be shown the key.
    direct: reqwest::Client,
    api: url::Origin,
    key: SecretString,
    retries: u32,
}

/// Why an attempt ended early.
enum Trouble {
    /// Another attempt may go on, after that pause.
    Passing(String, Duration),
    Lasting(Failure),
}

impl From<Failure> for Trouble {
    fn from(failure: Failure) -> Self {
        Self::Lasting(failure)
    }
}

impl Download {
    pub(crate) fn new(api: &Url, key: SecretString, requests: &Requests) -> Result<Self, Failure> {
        let settings = || {
            reqwest::Client::builder()
                .user_agent(concat!("intellixent-cli/", env!("CARGO_PKG_VERSION")))
                .redirect(Policy::none())
                .connect_timeout(Duration::from_secs(10))
                .read_timeout(requests.timeout)
        };
        let unusable = |error| Failure::failed(format!("the HTTP settings do not work here: {error}"));
        let http = settings().build().map_err(unusable)?;
        let direct = settings().no_proxy().build().map_err(unusable)?;
        Ok(Self { http, direct, api: api.origin(), key, retries: requests.retries.unwrap_or(RETRIES) })
    }

    /// Downloads to `part`.
    pub(crate) async fn run(&self, url: Url, part: &mut Part) -> Result<(), Failure> {
        let mut failures = 0;
        loop {
            let before = part.length();
            match self.attempt(url.clone(), part).await {
                Ok(()) => return Ok(()),
                Err(Trouble::Lasting(failure)) => return Err(failure),
                Err(Trouble::Passing(reason, pause)) => {
                    failures = if part.length() > before { 1 } else { failures + 1 };
                    if failures > self.retries {
                        let message = format!("{reason}; run the same command again to continue");
                        return Err(Failure::new(Exit::Unavailable, message));
                    }
                    tokio::time::sleep(pause.max(Duration::from_millis(100 << failures.min(8)))).await;
                }
            }
        }
    }

    async fn attempt(&self, url: Url, part: &mut Part) -> Result<(), Trouble> {
        let done = part.length();
        let mut response = self.request(url, part.version().map(|version| (done, version))).await?;
        let headers = response.headers().clone();
        let version = version_of(&headers);
        let total = match response.status() {
            StatusCode::OK => None,
            // Not every server heeds the condition in the request, or says how much there is in all.
            StatusCode::PARTIAL_CONTENT => match part_of(&headers) {
                Some((start, total)) if start == done && part.version() == version && done > 0 => Some(total),
                _ => return Err(misfit(part).await),
            },
            StatusCode::RANGE_NOT_SATISFIABLE => return Err(misfit(part).await),
            status => return Err(refused(status, &headers)),
        };
        let length = response.content_length();
        let mut chunk = response.chunk().await;
        let first = chunk.as_ref().ok().filter(|_| total.is_none());
        is_sound(&headers, first.map(|first| first.as_deref().unwrap_or_default()))?;
        if total.is_none() && chunk.is_ok() {
            part.begin(version).await?;
        }
        let bar = progress::of_bytes(part.length(), length.map(|length| part.length() + length));
        let result = loop {
            match chunk {
                Ok(Some(bytes)) => {
                    part.write(&bytes).await?;
                    bar.inc(bytes.len() as u64);
                }
                Ok(None) => break Ok(()),
                Err(_) => break Err(cut()),
            }
            chunk = response.chunk().await;
        };
        // What has come is kept in either case.
        part.flush().await?;
        bar.finish_and_clear();
        result?;
        match total {
            Some(total) if part.length() < total => Err(cut()),
            Some(total) if part.length() > total => Err(misfit(part).await),
            _ => Ok(()),
        }
    }

    /// Asks, and follows redirects itself: at each it is decided anew whether the key may go along.
    async fn request(&self, mut url: Url, rest: Option<(u64, &str)>) -> Result<Response, Trouble> {
        for _ in 0..=MAX_REDIRECTS {
            if !matches!(url.scheme(), "https" | "http") {
                let message =
                    format!("the recording's address has the scheme `{}`, which is not supported", url.scheme());
                return Err(Failure::new(Exit::Unexpected, message).into());
            }
            // As it is on the server: a compressed answer could not be taken up again.
            let http = if intellixent::is_loopback(&url) { &self.direct } else { &self.http };
            let mut request = http.get(url.clone()).header(ACCEPT, SOUND).header(ACCEPT_ENCODING, "identity");
            if url.origin() == self.api {
                request = request.bearer_auth(self.key.expose_secret());
            }
            if let Some((start, version)) = rest {
                request = request.header(RANGE, format!("bytes={start}-")).header(IF_RANGE, version);
            }
            let response = request.send().await.map_err(|error| {
                let reason = if error.is_connect() { "no connection to" } else { "no answer from" };
                let (host, cause) = (url.host_str().unwrap_or_default(), deepest(&error));
                Trouble::Passing(format!("{reason} {host}, which has the recording: {cause}"), Duration::ZERO)
            })?;
            if !matches!(response.status().as_u16(), 301 | 302 | 303 | 307 | 308) {
                return Ok(response);
            }
            // Some servers do not encode it.
            let location =
                response.headers().get(LOCATION).map(|location| String::from_utf8_lossy(location.as_bytes()));
            url = location
                .and_then(|location| url.join(&location).ok())
                .ok_or_else(|| Failure::new(Exit::Unexpected, "the server redirects without a valid address"))?;
        }
        Err(Failure::new(Exit::Unexpected, format!("more than {MAX_REDIRECTS} redirects")).into())
    }
}

/// The part does not fit what the server has.
async fn misfit(part: &mut Part) -> Trouble {
    match part.begin(None).await {
        Ok(()) => Trouble::Passing("the server sent a range that was not requested".to_owned(), Duration::ZERO),
        Err(failure) => failure.into(),
    }
}

/// A page or a message with a success is no recording. Anything else may be one: not every server knows what it has, so that
/// the first bytes of the whole count too.
fn is_sound(headers: &HeaderMap, first: Option<&[u8]>) -> Result<(), Failure> {
    let text = |name| headers.get(name).map(|value| String::from_utf8_lossy(value.as_bytes()).to_ascii_lowercase());
    let kind = text(CONTENT_TYPE).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    if kind.starts_with("text/") || ["json", "xml"].iter().any(|text| kind.ends_with(text)) {
        return Err(instead(kind));
    }
    if let Some(encoding) = text(CONTENT_ENCODING).filter(|encoding| encoding != "identity") {
        return Err(instead(&format!("data in the encoding {encoding}, which was not requested,")));
    }
    let is_said = kind.starts_with("audio/") || kind.starts_with("video/");
    match first {
        Some([]) => Err(instead("nothing")),
        Some(first) if !is_said && is_markup(first) => Err(instead("a page")),
        _ => Ok(()),
    }
}

fn is_markup(bytes: &[u8]) -> bool {
    let start = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    matches!(start.first(), Some(b'<' | b'{'))
}

fn instead(what: &str) -> Failure {
    let message = format!("the server that has the recording answered with {what} instead; is it a login page?");
    Failure::new(Exit::Unexpected, message)
}

/// The strong name of a version; a weak one says only that two are much alike.
fn version_of(headers: &HeaderMap) -> Option<&str> {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    text(ETAG).filter(|tag| !tag.starts_with("W/")).or_else(|| text(LAST_MODIFIED))
}

/// Where a part starts and how long the whole is, as `bytes 500-999/1000` says.
fn part_of(headers: &HeaderMap) -> Option<(u64, u64)> {
    let (range, total) = headers.get(CONTENT_RANGE)?.to_str().ok()?.strip_prefix("bytes ")?.split_once('/')?;
    Some((range.split_once('-')?.0.parse().ok()?, total.parse().ok()?))
}

fn cut() -> Trouble {
    Trouble::Passing("the connection failed before the recording was whole".to_owned(), Duration::ZERO)
}

/// The client decides which statuses may pass, and reads when to try again.
fn refused(status: StatusCode, headers: &HeaderMap) -> Trouble {
    let message = format!("the server that has the recording answered {status}");
    let error = Error::of_response(ResponseValue::new(Default::default(), status, headers.clone()));
    if error.is_retryable() {
        return Trouble::Passing(message, error.retry_after().unwrap_or_default().min(MAX_PAUSE));
    }
    let exit = match status.as_u16() {
        401 => Exit::Key,
        403 | 404 | 410 => Exit::Missing,
        _ => Exit::Unexpected,
    };
    Failure::new(exit, message).into()
}
