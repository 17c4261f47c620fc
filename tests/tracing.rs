//! The feature `tracing`: spans, events and warnings.
#![allow(clippy::unwrap_used, reason = "a test may stop where it fails")]

use std::{
    collections::BTreeMap,
    fmt::Debug,
    sync::{Arc, Mutex},
    time::Duration,
};

use intellixent::{Client, RetryPolicy};
use intellixent_tests::{ByteServer, Step, answer};
use tracing::{
    Event, Metadata, Subscriber,
    field::{Field, Visit},
    span::{Attributes, Id, Record},
    subscriber::set_default,
};

/// Keeps the fields of every span and event of the crate, an event with the span that it belongs to.
#[derive(Clone, Default)]
struct Recorder(Arc<Mutex<Vec<Seen>>>);

#[derive(Debug, Default)]
struct Seen {
    name: String,
    span: Option<u64>,
    fields: BTreeMap<String, String>,
    /// How many there are of what holds a span open.
    handles: usize,
}

impl Visit for Seen {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.fields.insert(field.name().to_owned(), format!("{value:?}"));
    }
}

impl Subscriber for Recorder {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target() == "intellixent"
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        let mut seen = Seen { name: span.metadata().name().to_owned(), handles: 1, ..Seen::default() };
        span.record(&mut seen);
        let mut all = self.0.lock().unwrap();
        all.push(seen);
        Id::from_u64(all.len() as u64)
    }

    fn record(&self, id: &Id, values: &Record<'_>) {
        values.record(&mut self.0.lock().unwrap()[id.into_u64() as usize - 1]);
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut seen = Seen { name: "event".to_owned(), span: event.parent().map(Id::into_u64), ..Seen::default() };
        event.record(&mut seen);
        self.0.lock().unwrap().push(seen);
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}

    fn clone_span(&self, id: &Id) -> Id {
        self.0.lock().unwrap()[id.into_u64() as usize - 1].handles += 1;
        id.clone()
    }

    fn try_close(&self, id: Id) -> bool {
        let span = &mut self.0.lock().unwrap()[id.into_u64() as usize - 1];
        span.handles -= 1;
        span.handles == 0
    }
}

/// What one call to a server with these answers leaves behind, without what differs from run to run.
async fn seen(scripts: Vec<Vec<Step>>) -> String {
    let recorder = Recorder::default();
    let _guard = set_default(recorder.clone());
    let server = ByteServer::scripted(scripts).await;
    let policy = RetryPolicy::default().min_delay(Duration::ZERO).max_delay(Duration::from_secs(2));
    let client = Client::builder().api_key("key").base_url(server.base_url()).retry(policy).build().unwrap();
    drop(client.get_call(1).send().await);
    let all = recorder.0.lock().unwrap();
    let mut text = String::new();
    for seen in all.iter() {
        text += &match seen.span {
            Some(span) => format!("{} in {span}\n", seen.name),
            None => format!("{}, closed: {}\n", seen.name, seen.handles == 0),
        };
        for (name, value) in &seen.fields {
            text += &format!("  {name} = {value}\n");
        }
    }
    let port = server.base_url().rsplit_once(':').unwrap().1.to_owned();
    text.replace(&format!("server.port = {port}"), "server.port = [port]")
}

#[tokio::test]
async fn a_call_is_one_span() {
    insta::assert_snapshot!(seen(vec![vec![answer("200 OK", "", br#"{"id": 1}"#)]]).await);
}

#[tokio::test]
async fn a_retry_is_an_event_in_the_span() {
    let busy = vec![answer("429 Too Many Requests", "Retry-After: 1\r\n", b"")];
    insta::assert_snapshot!(seen(vec![busy, vec![answer("200 OK", "", br#"{"id": 1}"#)]]).await);
}

#[tokio::test]
async fn a_failure_says_what_kind_it_is() {
    insta::assert_snapshot!("status", seen(vec![vec![answer("404 Not Found", "", b"")]]).await);
    insta::assert_snapshot!("decode", seen(vec![vec![answer("200 OK", "", b"{}")]]).await);
    let too_long = vec![answer("503", "Retry-After: 9\r\n", b"")];
    insta::assert_snapshot!("gives_up", seen(vec![vec![Step::Reset], too_long]).await);
}

#[tokio::test]
async fn fields_in_an_undescribed_form_are_one_warning_without_their_values() {
    let odd = br#"{"id": 1, "status": "private", "duration": "private", "transcript": [{"text": 7}], "variables": "private"}"#;
    let seen = seen(vec![vec![answer("200 OK", "", odd)]]).await;
    assert!(!seen.contains("private"), "{seen}");
    insta::assert_snapshot!(seen);
}

#[tokio::test]
async fn a_warning_names_the_first_of_many_fields() {
    let turns = vec![r#"{"text": 7}"#; 2_000].join(",");
    let many = format!(r#"{{"id": 1, "transcript": [{turns}]}}"#);
    let seen = seen(vec![vec![answer("200 OK", "", many.as_bytes())]]).await;
    assert!(seen.contains("misfits.count = 2000") && seen.len() < 1_500, "{seen}");
}
