//! The recipe that logs, in a program of its own: tests that run beside it would have a say in what is logged.
#![cfg(feature = "tracing")]
#![allow(clippy::unwrap_used, reason = "a test may stop where it fails")]

use std::{
    io,
    sync::{Arc, Mutex},
};

use intellixent::Client;
use intellixent_demo::Server;
use tracing_subscriber::util::SubscriberInitExt as _;

#[path = "../examples/log_with_tracing.rs"]
#[allow(dead_code, reason = "`main` is for those who run it as a program")]
mod log_with_tracing;

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[tokio::test(flavor = "current_thread")]
async fn a_call_is_one_line_in_the_log_without_its_id_or_the_key() {
    let log = Log::default();
    let writer = log.clone();
    let _logging = log_with_tracing::log_to(move || writer.clone()).set_default();
    let server = Server::start().await.unwrap();
    let client = Client::builder().api_key("very-secret").base_url(server.base_url()).build().unwrap();
    client.get_call(123).send().await.unwrap();
    let text = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    let ours: Vec<_> = text.lines().filter(|line| line.contains("intellixent: ")).collect();
    assert_eq!(ours.len(), 1, "{text}");
    assert!(ours[0].contains("operation=\"get_call\"") && ours[0].contains("status_code=200"), "{text}");
    assert!(!text.contains("very-secret") && !text.contains("/calls/123"), "{text}");
}
