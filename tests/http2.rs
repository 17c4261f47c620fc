//! An HTTP/2 server that misbehaves: idempotent requests are retried, and a fault that stays is one error.
//!
//! The frames are written by hand, since no library sends what must not be sent. Time is paused.
#![allow(clippy::unwrap_used, reason = "a test may stop where it fails")]

use std::{
    io,
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use intellixent::{Client, Error, reqwest};
use intellixent_tests::listen;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};

const DATA: u8 = 0;
const HEADERS: u8 = 1;
const RST_STREAM: u8 = 3;
const SETTINGS: u8 = 4;
const PING: u8 = 6;
const GOAWAY: u8 = 7;
const CONTINUATION: u8 = 9;

const END_STREAM: u8 = 1;
const ACK: u8 = 1;
const END_HEADERS: u8 = 4;

/// `:status: 200` and `content-length: 9`.
const HEAD: &[u8] = b"\x88\x0f\x0d\x019";
const CALL: &[u8] = br#"{"id": 1}"#;

fn frame(kind: u8, flags: u8, stream: u32, payload: &[u8]) -> Vec<u8> {
    let length = u32::try_from(payload.len()).unwrap().to_be_bytes();
    [&length[1..], &[kind, flags], &stream.to_be_bytes(), payload].concat()
}

/// What the server sends on a stream that has a request.
type Answer = fn(u32) -> Vec<u8>;

fn fine(stream: u32) -> Vec<u8> {
    [frame(HEADERS, END_HEADERS, stream, HEAD), frame(DATA, END_STREAM, stream, CALL)].concat()
}

/// Answers the first request with the first of `answers`, and so on; the last is for all that follow. What it sends after
/// each is the end of its connection.
async fn server(answers: &'static [Answer]) -> (SocketAddr, Arc<AtomicUsize>) {
    let requests = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&requests);
    let (address, _) = listen(move |stream| serve(stream, answers, Arc::clone(&counted))).await;
    (address, requests)
}

async fn serve(mut stream: TcpStream, answers: &'static [Answer], requests: Arc<AtomicUsize>) -> io::Result<()> {
    stream.read_exact(&mut [0; 24]).await?;
    stream.write_all(&frame(SETTINGS, 0, 0, &[])).await?;
    loop {
        let mut head = [0; 9];
        stream.read_exact(&mut head).await?;
        let [a, b, c, kind, flags, id @ ..] = head;
        stream.read_exact(&mut vec![0; u32::from_be_bytes([0, a, b, c]) as usize]).await?;
        match kind {
            SETTINGS if flags & ACK == 0 => stream.write_all(&frame(SETTINGS, ACK, 0, &[])).await?,
            HEADERS => {
                let number = requests.fetch_add(1, Ordering::Relaxed);
                let answer = answers.get(number).or(answers.last()).unwrap();
                stream.write_all(&answer(u32::from_be_bytes(id))).await?;
            }
            _ => {}
        }
    }
}

async fn call(address: SocketAddr) -> Result<u64, Error> {
    let http = reqwest::Client::builder().http2_prior_knowledge();
    let client = Client::builder().api_key("key").base_url(format!("http://{address}")).http_client(http);
    let client = client.timeout(Duration::from_secs(5)).build().unwrap();
    Ok(client.get_call(1).await?.id)
}

fn reset<const CODE: u8>(stream: u32) -> Vec<u8> {
    frame(RST_STREAM, 0, stream, &[0, 0, 0, CODE])
}

/// The last stream that the server has seen, and why it leaves.
fn go_away<const LAST: u8, const CODE: u8>(_: u32) -> Vec<u8> {
    frame(GOAWAY, 0, 0, &[0, 0, 0, LAST, 0, 0, 0, CODE])
}

fn part_then_reset(stream: u32) -> Vec<u8> {
    let part = [frame(HEADERS, END_HEADERS, stream, HEAD), frame(DATA, 0, stream, &CALL[..4])];
    [part.concat(), reset::<2>(stream)].concat()
}

fn shorter_than_declared(stream: u32) -> Vec<u8> {
    [frame(HEADERS, END_HEADERS, stream, HEAD), frame(DATA, END_STREAM, stream, &CALL[..4])].concat()
}

fn longer_than_declared(stream: u32) -> Vec<u8> {
    [frame(HEADERS, END_HEADERS, stream, HEAD), frame(DATA, END_STREAM, stream, &[CALL, CALL].concat())].concat()
}

fn part_then_nothing(stream: u32) -> Vec<u8> {
    [frame(HEADERS, END_HEADERS, stream, HEAD), frame(DATA, 0, stream, &CALL[..4])].concat()
}

fn body_without_head(stream: u32) -> Vec<u8> {
    frame(DATA, END_STREAM, stream, CALL)
}

fn head_that_is_no_hpack(stream: u32) -> Vec<u8> {
    frame(HEADERS, END_HEADERS | END_STREAM, stream, &[0xff; 9])
}

fn head_without_a_status(stream: u32) -> Vec<u8> {
    frame(HEADERS, END_HEADERS | END_STREAM, stream, &HEAD[1..])
}

fn head_without_end(stream: u32) -> Vec<u8> {
    let field = [b"\x00\x01a\x7f\x81\x7f".as_slice(), &[b'x'; 256]].concat();
    let mut head = frame(HEADERS, 0, stream, HEAD);
    for _ in 0..2000 {
        head.extend(frame(CONTINUATION, 0, stream, &field));
    }
    head
}

fn frame_that_is_too_large(stream: u32) -> Vec<u8> {
    [frame(HEADERS, END_HEADERS, stream, HEAD), frame(DATA, 0, stream, &vec![0; 1 << 20])].concat()
}

fn stream_that_nobody_opened(stream: u32) -> Vec<u8> {
    frame(HEADERS, END_HEADERS | END_STREAM, stream + 100, HEAD)
}

fn not_http2(_: u32) -> Vec<u8> {
    b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{\"id\": 1}".repeat(9)
}

fn nothing(_: u32) -> Vec<u8> {
    Vec::new()
}

fn pings(stream: u32) -> Vec<u8> {
    [frame(PING, 0, 0, &[0; 8]).repeat(1000), fine(stream)].concat()
}

fn empty_pieces(stream: u32) -> Vec<u8> {
    let empty = frame(DATA, 0, stream, &[]).repeat(50);
    [frame(HEADERS, END_HEADERS, stream, HEAD), empty, frame(DATA, END_STREAM, stream, CALL)].concat()
}

fn early_hints(stream: u32) -> Vec<u8> {
    // `:status: 103`, a hundred times.
    [frame(HEADERS, END_HEADERS, stream, b"\x08\x03103").repeat(100), fine(stream)].concat()
}

macro_rules! faults {
    ($($fault:expr),* $(,)?) => { [$((stringify!($fault), &[$fault as Answer] as &[_], &[$fault as Answer, fine] as &[_])),*] };
}

#[tokio::test(start_paused = true)]
async fn a_fault_is_followed_by_another_attempt_and_one_that_stays_is_one_error() {
    for (name, always, once) in faults![
        reset::<1>,
        reset::<2>,
        reset::<7>,
        reset::<8>,
        reset::<11>,
        go_away::<0, 0>,
        go_away::<0, 11>,
        go_away::<1, 2>,
        part_then_reset,
        shorter_than_declared,
        longer_than_declared,
        part_then_nothing,
        body_without_head,
        head_that_is_no_hpack,
        head_without_a_status,
        head_without_end,
        frame_that_is_too_large,
        stream_that_nobody_opened,
        not_http2,
        nothing,
    ] {
        let (address, requests) = server(once).await;
        let answer = call(address).await;
        assert_eq!(answer.map_err(|error| format!("{name}: {error:?}")), Ok(1));
        assert_eq!(requests.load(Ordering::Relaxed), 2, "{name}");

        let (address, requests) = server(always).await;
        let error = call(address).await.unwrap_err();
        assert_eq!((error.attempts(), error.is_retryable()), (4, true), "{name}: {error:?}");
        assert_eq!(requests.load(Ordering::Relaxed), 4, "{name}");
        assert_eq!(error.to_string().lines().count(), 1);
    }
}

#[tokio::test(start_paused = true)]
async fn what_is_odd_and_allowed_is_no_fault() {
    for (name, always, _) in faults![fine, pings, empty_pieces, early_hints] {
        let (address, requests) = server(always).await;
        assert_eq!(call(address).await.map_err(|error| format!("{name}: {error:?}")), Ok(1));
        assert_eq!(requests.load(Ordering::Relaxed), 1, "{name}");
    }
}
