//! What the tests of the command share.
#![allow(dead_code, clippy::unwrap_used, reason = "each test file uses its part, and may stop where it fails")]

use std::{
    path::Path,
    process::{Command, Output},
};

use intellixent_demo::Server;

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
