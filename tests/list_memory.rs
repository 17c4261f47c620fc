//! A walk over a long list holds a page or two of it, however long it is.
//!
//! In a program of its own, since it looks at the memory of the whole process.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "a test may stop where it fails")]

use std::fs;

use intellixent::{Client, types::Call};
use intellixent_tests::{listen, request_head};
use tokio::{io::AsyncWriteExt as _, net::TcpStream};

const PAGES: u64 = 1_000;
const PER_PAGE: u64 = 100;

fn resident_bytes() -> usize {
    let pages: usize = fs::read_to_string("/proc/self/statm").unwrap().split(' ').nth(1).unwrap().parse().unwrap();
    pages * 4096
}

/// Sends the requested page: calls with 500 bytes of transcript, and ids in no order.
async fn answer(mut stream: TcpStream) -> std::io::Result<()> {
    let request = request_head(&mut stream).await?.unwrap();
    let page: u64 = request.split("&page=").nth(1).and_then(|rest| rest.split(' ').next()).unwrap().parse().unwrap();
    let transcript = "x".repeat(500);
    let call = |n: u64| format!(r#"{{"id":{},"transcript":"{transcript}"}}"#, n.wrapping_mul(0x9E37_79B9_7F4A_7C15));
    let calls = ((page - 1) * PER_PAGE..page * PER_PAGE).map(call).collect::<Vec<_>>().join(",");
    let body = format!(r#"{{"data":[{calls}],"current_page":{page},"last_page":{PAGES}}}"#);
    let head = format!("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: {}\r\n\r\n", body.len());
    stream.write_all([head, body].concat().as_bytes()).await?;
    stream.shutdown().await
}

#[tokio::test]
async fn a_walk_over_a_thousand_pages_holds_no_more_than_one_over_a_hundred() {
    let (address, _) = listen(answer).await;
    let client = Client::builder().api_key("key").base_url(format!("http://{address}")).build().unwrap();
    let mut calls = client.list_calls().stream();
    let (mut count, mut early) = (0, 0);
    while let Some(call) = calls.try_next().await.unwrap() {
        count += 1;
        if count == 100 * PER_PAGE {
            early = resident_bytes();
        }
        drop::<Call>(call);
    }
    assert_eq!(count, PAGES * PER_PAGE);
    let grown = resident_bytes().saturating_sub(early);
    // The calls of the other 900 pages have 45 MB of text alone; their ids, which are remembered, at most 4 MB.
    assert!(grown < 12 * 1024 * 1024, "{grown} bytes more");
}
