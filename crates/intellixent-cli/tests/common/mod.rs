//! What the tests of the command share.
#![allow(dead_code, clippy::unwrap_used, reason = "each test file uses its part, and may stop where it fails")]

use std::{
    io::{BufRead, BufReader, Write},
    net::{TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::{Child, Command, Output, Stdio},
    sync::{Arc, Mutex},
    thread,
};

use intellixent_demo::Server;
use tempfile::TempDir;

/// The command, with nothing of this machine's settings.
pub fn intellixent() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_intellixent"));
    for name in ["INTELLIXENT_API_KEY", "INTELLIXENT_BASE_URL", "NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE"] {
        command.env_remove(name);
    }
    command
}

/// The command, asking `server`.
pub fn asking(server: &Server) -> Command {
    let mut command = intellixent();
    command.env("INTELLIXENT_BASE_URL", server.base_url()).env("INTELLIXENT_API_KEY", "key");
    command
}

/// Runs to the end, and panics with stderr if the exit code is another.
pub fn run(command: &mut Command, code: i32) -> Output {
    let output = command.output().unwrap();
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(code), "{command:?}\n{stderr}");
    output
}

/// The ids in a file of JSON lines, each of which is whole.
pub fn ids(path: &Path) -> Vec<u64> {
    let text = std::fs::read_to_string(path).unwrap();
    assert!(text.is_empty() || text.ends_with('\n'), "the last line is torn");
    text.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()["id"].as_u64().unwrap()).collect()
}

/// A server that answers each request by `answer`, on one thread for each connection, and notes every request.
pub struct Scripted {
    pub origin: String,
    requests: Arc<Mutex<Vec<String>>>,
}

impl Scripted {
    /// `answer` gets the request and the server's origin, and gives everything that is sent.
    pub fn start(answer: impl Fn(&str, &str) -> Vec<u8> + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap());
        let requests = Arc::new(Mutex::new(Vec::new()));
        let (noted, at) = (Arc::clone(&requests), origin.clone());
        let answer = Arc::new(answer);
        thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream: TcpStream = stream.unwrap();
                let (noted, at, answer) = (Arc::clone(&noted), at.clone(), Arc::clone(&answer));
                thread::spawn(move || {
                    let lines = BufReader::new(stream.try_clone().unwrap()).lines();
                    // A client that was killed leaves half a request.
                    let request: Vec<String> =
                        lines.map_while(Result::ok).take_while(|line| !line.is_empty()).collect();
                    let request = request.join("\n");
                    noted.lock().unwrap().push(request.clone());
                    let _ = stream.write_all(&answer(&request, &at));
                });
            }
        });
        Self { origin, requests }
    }

    pub fn requests(&self) -> Vec<String> {
        self.requests.lock().unwrap().clone()
    }
}

/// A whole answer.
pub fn answer(head: &str, body: &[u8]) -> Vec<u8> {
    let mut bytes =
        format!("HTTP/1.1 {head}\r\nConnection: close\r\nContent-Length: {}\r\n\r\n", body.len()).into_bytes();
    bytes.extend_from_slice(body);
    bytes
}

/// A call that is no more than its id.
pub fn call(id: &str) -> Vec<u8> {
    answer("200 OK\r\nContent-Type: application/json", format!("{{\"id\":{id}}}").as_bytes())
}

/// The last part of a request's path.
pub fn id_of(request: &str) -> &str {
    request.split(' ').nth(1).unwrap_or_default().rsplit('/').next().unwrap_or_default()
}

/// A server on a runtime of its own, so that a test can wait for processes.
pub struct Running {
    pub server: Option<Server>,
    pub runtime: tokio::runtime::Runtime,
    pub folder: TempDir,
}

impl Running {
    pub fn new(settings: impl FnOnce(intellixent_demo::ServerBuilder) -> intellixent_demo::ServerBuilder) -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let server = runtime.block_on(settings(Server::builder()).start()).unwrap();
        Self { server: Some(server), runtime, folder: tempfile::tempdir().unwrap() }
    }

    pub fn with_calls(last: u64) -> Self {
        Self::new(|server| server.calls(1..=last))
    }

    pub fn server(&self) -> &Server {
        self.server.as_ref().unwrap()
    }

    pub fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn export(&self, arguments: &[&str]) -> Command {
        let mut command = asking(self.server());
        command.arg("export").args(["--retry-delay", "1"]).args(arguments).current_dir(self.folder.path());
        command.stderr(Stdio::piped());
        command
    }
}

pub fn scripted(server: &Scripted) -> Command {
    let mut command = intellixent();
    command.env("INTELLIXENT_BASE_URL", &server.origin).env("INTELLIXENT_API_KEY", "key").stderr(Stdio::piped());
    command
}

pub fn signal(process: &Child, name: &str) {
    let sent = Command::new("kill").args([format!("-{name}"), process.id().to_string()]).status();
    assert!(sent.unwrap().success());
}

pub fn stderr(output: &std::process::Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// An export of `ids` to `out` in `folder`, with next to no pauses.
pub fn export(server: &Scripted, folder: &Path, ids: &[&str]) -> Command {
    let mut command = scripted(server);
    command.args(["export", "-o", "out"]).args(ids);
    for (option, value) in [("--retries", "1"), ("--retry-delay", "1")] {
        if !ids.contains(&option) {
            command.args([option, value]);
        }
    }
    command.current_dir(folder);
    command
}

/// The ids in a list of failed ones.
pub fn failed(list: &Path) -> Vec<u64> {
    let text = std::fs::read_to_string(list).unwrap();
    text.lines().map(|line| line.split('\t').next().unwrap().parse().unwrap()).collect()
}
