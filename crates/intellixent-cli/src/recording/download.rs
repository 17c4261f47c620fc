//! From a URL to a file, over redirects and interruptions, with the key for the API's origin only.

use std::{
    fs,
    path::{Path, PathBuf},
    time::Duration,
};

use intellixent::reqwest::{
    self, Response, StatusCode, Url,
    header::{
        ACCEPT, ACCEPT_ENCODING, CONTENT_RANGE, CONTENT_TYPE, ETAG, HeaderMap, IF_RANGE, LAST_MODIFIED, LOCATION,
        RANGE, RETRY_AFTER,
    },
    redirect::Policy,
};
use tokio::{
    fs::{File, OpenOptions},
    io::AsyncWriteExt,
};

use crate::{
    connect::Key,
    outcome::{Exit, Failure},
    progress,
};

const MAX_REDIRECTS: u32 = 10;

/// How often a download is taken up again without a byte of progress.
const MAX_ATTEMPTS: u32 = 5;

/// A server may ask for a longer pause before the next attempt, up to this.
const MAX_PAUSE: Duration = Duration::from_secs(60);

/// Some servers answer a browser with a page to log in at.
const SOUND: &str = "audio/*, application/octet-stream;q=0.9, video/*;q=0.5, */*;q=0.1";

pub(crate) struct Download {
    http: reqwest::Client,
    api: url::Origin,
    key: Key,
    pub(crate) part: PathBuf,
    /// What the server calls the version that `part` is of, to notice that there is another.
    validator: PathBuf,
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
    pub(crate) fn new(api: &Url, key: Key, part: PathBuf) -> Result<Self, Failure> {
        let http = reqwest::Client::builder()
            .user_agent(concat!("intellixent-cli/", env!("CARGO_PKG_VERSION")))
            .redirect(Policy::none())
            .connect_timeout(Duration::from_secs(10))
            .read_timeout(Duration::from_secs(30))
            .build()
            .map_err(|error| Failure::failed(format!("the HTTP settings do not work here: {error}")))?;
        let mut validator = part.as_os_str().to_owned();
        validator.push(".version");
        Ok(Self { http, api: api.origin(), key, part, validator: PathBuf::from(validator) })
    }

    /// Downloads to the temporary file, and gives its length.
    pub(crate) async fn run(&self, url: Url) -> Result<u64, Failure> {
        if fs::symlink_metadata(&self.part).is_ok_and(|found| !found.is_file()) {
            return Err(Failure::failed(format!("{} is in the way; remove it", self.part.display())));
        }
        let mut failures = 0;
        loop {
            let before = self.length();
            match self.attempt(url.clone(), before).await {
                Ok(()) => return Ok(self.length()),
                Err(Trouble::Lasting(failure)) => return Err(failure),
                Err(Trouble::Passing(reason, pause)) => {
                    failures = if self.length() > before { 1 } else { failures + 1 };
                    if failures >= MAX_ATTEMPTS {
                        let message = format!("{reason}; the same command goes on where it stopped");
                        return Err(Failure::new(Exit::Unavailable, message));
                    }
                    tokio::time::sleep(pause.max(Duration::from_millis(100 << failures))).await;
                }
            }
        }
    }

    /// Removes what only a download under way needs.
    pub(crate) fn clean_up(&self) {
        let _ = fs::remove_file(&self.validator);
    }

    fn length(&self) -> u64 {
        fs::metadata(&self.part).map_or(0, |part| part.len())
    }

    async fn attempt(&self, url: Url, done: u64) -> Result<(), Trouble> {
        // Without a name for the version, two versions could be joined into one file.
        let version = fs::read_to_string(&self.validator).ok().filter(|version| done > 0 && !version.is_empty());
        let response = self.request(url, version.as_deref().map(|version| (done, version))).await?;
        let start = match response.status() {
            StatusCode::OK => 0,
            StatusCode::PARTIAL_CONTENT if starts_at(response.headers()) == Some(done) => done,
            StatusCode::PARTIAL_CONTENT | StatusCode::RANGE_NOT_SATISFIABLE => {
                // The part does not fit what the server has: begin anew.
                self.clean_up();
                return Err(Trouble::Passing("the server has another version".to_owned(), Duration::ZERO));
            }
            status => return Err(refused(status, response.headers())),
        };
        is_sound(response.headers())?;
        if start == 0 {
            let version = version_of(response.headers()).unwrap_or_default();
            fs::write(&self.validator, version).map_err(|error| unwritable(&self.validator, &error))?;
        }
        let opened = OpenOptions::new().write(true).create(true).truncate(false).open(&self.part).await;
        let file = opened.map_err(|error| unwritable(&self.part, &error))?;
        self.receive(response, file, start).await
    }

    async fn receive(&self, mut response: Response, mut file: File, start: u64) -> Result<(), Trouble> {
        use tokio::io::AsyncSeekExt;

        let cannot = |error| Trouble::Lasting(unwritable(&self.part, &error));
        file.set_len(start).await.map_err(cannot)?;
        file.seek(std::io::SeekFrom::Start(start)).await.map_err(cannot)?;
        let bar = progress::of_bytes(start, response.content_length().map(|length| start + length));
        let result = loop {
            match response.chunk().await {
                Ok(Some(chunk)) => {
                    file.write_all(&chunk).await.map_err(cannot)?;
                    bar.inc(chunk.len() as u64);
                }
                Ok(None) => break Ok(()),
                Err(_) => {
                    let reason = "the connection failed before the recording was whole".to_owned();
                    break Err(Trouble::Passing(reason, Duration::ZERO));
                }
            }
        };
        // What has come is kept in either case.
        file.flush().await.map_err(cannot)?;
        if result.is_ok() {
            file.sync_data().await.map_err(cannot)?;
        }
        bar.finish_and_clear();
        result
    }

    /// Asks, and follows redirects itself: at each it is decided anew whether the key may go along.
    async fn request(&self, mut url: Url, rest: Option<(u64, &str)>) -> Result<Response, Trouble> {
        for _ in 0..=MAX_REDIRECTS {
            if !matches!(url.scheme(), "https" | "http") {
                let message = format!("the recording's address has the scheme `{}`, which is not spoken", url.scheme());
                return Err(Failure::new(Exit::Unexpected, message).into());
            }
            // As it is on the server: a compressed answer could not be taken up again.
            let mut request = self.http.get(url.clone()).header(ACCEPT, SOUND).header(ACCEPT_ENCODING, "identity");
            if url.origin() == self.api {
                request = request.bearer_auth(&self.key.0);
            }
            if let Some((start, version)) = rest {
                request = request.header(RANGE, format!("bytes={start}-")).header(IF_RANGE, version);
            }
            let response = request.send().await.map_err(|error| {
                let reason = if error.is_connect() { "no connection to" } else { "no answer from" };
                let host = url.host_str().unwrap_or_default();
                Trouble::Passing(format!("{reason} {host}, which has the recording"), Duration::ZERO)
            })?;
            if !matches!(response.status().as_u16(), 301 | 302 | 303 | 307 | 308) {
                return Ok(response);
            }
            let location = response.headers().get(LOCATION).and_then(|location| location.to_str().ok());
            url = location
                .and_then(|location| url.join(location).ok())
                .ok_or_else(|| Failure::new(Exit::Unexpected, "the server redirects to nowhere"))?;
        }
        Err(Failure::new(Exit::Unexpected, format!("more than {MAX_REDIRECTS} redirects")).into())
    }
}

/// A page or a message with a success is no recording. Anything else may be one: not every server knows what it has.
fn is_sound(headers: &HeaderMap) -> Result<(), Failure> {
    let kind = headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    if kind.starts_with("text/") || ["json", "xml"].iter().any(|text| kind.ends_with(text)) {
        let message =
            format!("the server that has the recording answered with {kind} instead; is it a page to log in at?");
        return Err(Failure::new(Exit::Unexpected, message));
    }
    Ok(())
}

/// The strong name of a version; a weak one says only that two are much alike.
fn version_of(headers: &HeaderMap) -> Option<&str> {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    text(ETAG).filter(|tag| !tag.starts_with("W/")).or_else(|| text(LAST_MODIFIED))
}

/// Where a part starts, as `bytes 500-999/1000` says.
fn starts_at(headers: &HeaderMap) -> Option<u64> {
    headers.get(CONTENT_RANGE)?.to_str().ok()?.strip_prefix("bytes ")?.split_once('-')?.0.parse().ok()
}

fn refused(status: StatusCode, headers: &HeaderMap) -> Trouble {
    let message = format!("the server that has the recording answered {status}");
    let exit = match status.as_u16() {
        401 => Exit::Key,
        403 | 404 | 410 => Exit::Missing,
        408 | 429 | 500 | 502 | 503 | 504 | 520..=524 => {
            let asked = headers.get(RETRY_AFTER).and_then(|value| value.to_str().ok()?.parse().ok());
            return Trouble::Passing(message, asked.map_or(Duration::ZERO, Duration::from_secs).min(MAX_PAUSE));
        }
        _ => Exit::Unexpected,
    };
    Failure::new(exit, message).into()
}

fn unwritable(path: &Path, error: &std::io::Error) -> Failure {
    Failure::failed(format!("{} cannot be written: {error}", path.display()))
}
