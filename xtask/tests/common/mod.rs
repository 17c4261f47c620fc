//! What the tests of the commands share: a document of their own, a report that is written to memory, a server.
#![allow(dead_code, reason = "each test file uses what it needs")]
#![allow(clippy::unwrap_used, reason = "a test may stop where it fails")]

pub mod draw;

use std::{io::Write, path::Path, sync::OnceLock};

use xtask::{
    Outcome,
    document::Document,
    report::{Report, Written},
};

/// What the commands call the document.
pub const NAME: &str = "openapi/intellixent.yaml";
/// The document that the tests run on, so that they do not notice when the project's own grows.
pub const FROZEN: &str = include_str!("frozen.yaml");

pub fn frozen() -> &'static Document {
    static DOCUMENT: OnceLock<Document> = OnceLock::new();
    DOCUMENT.get_or_init(|| Document::parse(NAME, FROZEN.as_bytes().to_vec()).unwrap())
}

/// A folder with that document, and nothing else.
pub fn project(document: impl AsRef<[u8]>) -> tempfile::TempDir {
    let root = tempfile::tempdir().unwrap();
    std::fs::create_dir(root.path().join("openapi")).unwrap();
    std::fs::write(root.path().join(NAME), document).unwrap();
    root
}

/// How a report shall look. Neither depends on the terminal that the test runs in.
#[derive(Clone, Copy)]
pub enum Look {
    Plain,
    Coloured,
}

/// Runs a command and gives its outcome, which an error is too, and its report.
pub fn reported(look: Look, run: impl FnOnce(&mut Report) -> anyhow::Result<Outcome>) -> (Outcome, String) {
    let output = Written::default();
    let mut report = Report::to(output.clone());
    let outcome = run(&mut report).unwrap_or_else(|error| report.error(&error));
    let text = output.text();
    let text = match look {
        Look::Plain => anstream::adapter::strip_str(&text).to_string(),
        // Escape characters are shown, so that the snapshot can be read and compared.
        Look::Coloured => text.replace('\u{1b}', "^"),
    };
    (outcome, text)
}

pub fn workspace() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

/// Runs the command as a process, without any variable of this client from outside.
pub fn command(root: &Path, args: &[&str], environment: &[(&str, &str)], input: &str) -> std::process::Output {
    let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_xtask"))
        .args(args)
        .env("CARGO_MANIFEST_DIR", root)
        .env_remove("INTELLIXENT_API_KEY")
        .env_remove("INTELLIXENT_BASE_URL")
        .envs(environment.iter().copied())
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    // A command that fails before it reads closes the pipe.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    child.wait_with_output().unwrap()
}

/// A server on this machine that answers one request with 200.
pub struct Server {
    pub url: String,
    /// The head of the request.
    pub request: std::thread::JoinHandle<String>,
}

pub fn serve(body: &str) -> Server {
    use std::io::Read;
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let length = body.len();
    let answer = format!(
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{body}"
    );
    let request = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut head = Vec::new();
        let mut byte = [0];
        while !head.ends_with(b"\r\n\r\n") && stream.read(&mut byte).unwrap() == 1 {
            head.push(byte[0]);
        }
        stream.write_all(answer.as_bytes()).unwrap();
        String::from_utf8(head).unwrap()
    });
    Server { url, request }
}
