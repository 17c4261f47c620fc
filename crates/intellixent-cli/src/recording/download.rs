//! From a URL to a file, over redirects and interruptions, with the key for the API's origin only.

use std::{
    fs,
    io::{self, SeekFrom, Write},
    path::PathBuf,
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
    io::{AsyncSeekExt, AsyncWriteExt},
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
    /// Without the proxy of the environment: it could not reach this machine's loopback, but would be shown the key.
    direct: reqwest::Client,
    api: url::Origin,
    key: Key,
    call: u64,
    pub(crate) part: PathBuf,
    /// Which call `part` is of, and what the server calls its version: parts of two must not be joined into one file.
    version: PathBuf,
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
    pub(crate) fn new(api: &Url, key: Key, call: u64, part: PathBuf) -> Result<Self, Failure> {
        let settings = || {
            reqwest::Client::builder()
                .user_agent(concat!("intellixent-cli/", env!("CARGO_PKG_VERSION")))
                .redirect(Policy::none())
                .connect_timeout(Duration::from_secs(10))
                .read_timeout(Duration::from_secs(30))
        };
        let unusable = |error| Failure::failed(format!("the HTTP settings do not work here: {error}"));
        let http = settings().build().map_err(unusable)?;
        let direct = settings().no_proxy().build().map_err(unusable)?;
        let mut version = part.as_os_str().to_owned();
        version.push(".version");
        Ok(Self { http, direct, api: api.origin(), key, call, part, version: PathBuf::from(version) })
    }

    /// Downloads to the temporary file, and gives its length.
    pub(crate) async fn run(&self, url: Url) -> Result<u64, Failure> {
        // A link could lead out of the folder.
        for path in [&self.part, &self.version] {
            if fs::symlink_metadata(path).is_ok_and(|found| !found.is_file()) {
                return Err(Failure::failed(format!("{} is in the way; remove it", path.display())));
            }
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
        let _ = fs::remove_file(&self.version);
    }

    /// The version that the part is of, if it is one of this call.
    fn known_version(&self) -> Option<String> {
        let text = fs::read_to_string(&self.version).ok()?;
        let (call, version) = text.split_once('\n')?;
        (call.parse() == Ok(self.call) && !version.is_empty()).then(|| version.to_owned())
    }

    /// Notes the version that is about to be written to the part, which has to be empty.
    fn note_version(&self, version: Option<&str>) -> io::Result<()> {
        self.clean_up();
        let Some(version) = version else { return Ok(()) };
        // Never through a link that came meanwhile.
        fs::File::create_new(&self.version)?.write_all(format!("{}\n{version}", self.call).as_bytes())
    }

    fn length(&self) -> u64 {
        fs::metadata(&self.part).map_or(0, |part| part.len())
    }

    async fn attempt(&self, url: Url, done: u64) -> Result<(), Trouble> {
        let known = self.known_version().filter(|_| done > 0);
        let response = self.request(url, known.as_deref().map(|version| (done, version))).await?;
        let headers = response.headers();
        let (start, total) = match response.status() {
            StatusCode::OK => (0, None),
            StatusCode::PARTIAL_CONTENT => match part_of(headers) {
                // Not every server heeds the condition in the request.
                Some((start, total)) if start == done && known.is_some() && version_of(headers) == known.as_deref() => {
                    (start, total)
                }
                _ => return Err(self.begin_anew()),
            },
            StatusCode::RANGE_NOT_SATISFIABLE => return Err(self.begin_anew()),
            status => return Err(refused(status, headers)),
        };
        is_sound(headers)?;
        let cannot = |error| Trouble::Lasting(Failure::unwritable(&self.part, &error));
        let mut file =
            OpenOptions::new().write(true).create(true).truncate(false).open(&self.part).await.map_err(cannot)?;
        file.set_len(start).await.map_err(cannot)?;
        file.seek(SeekFrom::Start(start)).await.map_err(cannot)?;
        if start == 0 {
            self.note_version(version_of(headers)).map_err(|error| Failure::unwritable(&self.version, &error))?;
        }
        self.receive(response, file, start).await?;
        match total {
            Some(total) if self.length() < total => Err(cut()),
            Some(total) if self.length() > total => Err(self.begin_anew()),
            _ => Ok(()),
        }
    }

    /// The part does not fit what the server has.
    fn begin_anew(&self) -> Trouble {
        self.clean_up();
        Trouble::Passing("the server has another version".to_owned(), Duration::ZERO)
    }

    async fn receive(&self, mut response: Response, mut file: File, start: u64) -> Result<(), Trouble> {
        let cannot = |error| Trouble::Lasting(Failure::unwritable(&self.part, &error));
        let bar = progress::of_bytes(start, response.content_length().map(|length| start + length));
        let result = loop {
            match response.chunk().await {
                Ok(Some(chunk)) => {
                    file.write_all(&chunk).await.map_err(cannot)?;
                    bar.inc(chunk.len() as u64);
                }
                Ok(None) => break Ok(()),
                Err(_) => break Err(cut()),
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
            let http = if intellixent::is_loopback(&url) { &self.direct } else { &self.http };
            let mut request = http.get(url.clone()).header(ACCEPT, SOUND).header(ACCEPT_ENCODING, "identity");
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

/// Where a part starts and how long the whole is, as `bytes 500-999/1000` or `bytes 500-999/*` says.
fn part_of(headers: &HeaderMap) -> Option<(u64, Option<u64>)> {
    let (range, total) = headers.get(CONTENT_RANGE)?.to_str().ok()?.strip_prefix("bytes ")?.split_once('/')?;
    Some((range.split_once('-')?.0.parse().ok()?, total.parse().ok()))
}

fn cut() -> Trouble {
    Trouble::Passing("the connection failed before the recording was whole".to_owned(), Duration::ZERO)
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
