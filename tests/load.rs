//! Many concurrent calls, dropped futures and idle connections that close: no connection and no memory leaks.
//!
//! Open files and memory are counted for the whole process, so the tests run one at a time.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "a test may stop where it fails")]

use std::{
    fs,
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use intellixent::{Client, Error, RetryPolicy};
use intellixent_tests::{listen, request_head};
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
    sync::{Mutex, MutexGuard, watch},
    time::sleep,
};

const ANSWER: &[u8] = b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{\"id\": 1}";

async fn turn() -> MutexGuard<'static, ()> {
    static TURN: Mutex<()> = Mutex::const_new(());
    TURN.lock().await
}

fn open_files() -> usize {
    fs::read_dir("/proc/self/fd").unwrap().count()
}

fn resident_bytes() -> usize {
    let pages: usize = fs::read_to_string("/proc/self/statm").unwrap().split(' ').nth(1).unwrap().parse().unwrap();
    pages * rustix::param::page_size()
}

/// Until it holds, for some seconds at most: what is closed is closed soon, not at once.
async fn becomes(mut holds: impl FnMut() -> bool) -> bool {
    for _ in 0..500 {
        if holds() {
            return true;
        }
        sleep(Duration::from_millis(10)).await;
    }
    false
}

/// A server that counts its open connections, and serves each.
async fn server<F>(serve: impl Fn(TcpStream) -> F + Send + 'static) -> (SocketAddr, Arc<AtomicUsize>)
where
    F: Future<Output = std::io::Result<()>> + Send + 'static,
{
    let open = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&open);
    let (address, _) = listen(move |stream| {
        let (open, served) = (Arc::clone(&counted), serve(stream));
        open.fetch_add(1, Ordering::Relaxed);
        async move {
            let result = served.await;
            open.fetch_sub(1, Ordering::Relaxed);
            result
        }
    })
    .await;
    (address, open)
}

fn client(address: SocketAddr, policy: RetryPolicy) -> Client {
    Client::builder().api_key("key").base_url(format!("http://{address}")).retry(policy).build().unwrap()
}

async fn call(client: Client) -> Result<u64, Error> {
    Ok(client.get_call(1).await?.id)
}

/// Five thousand, or as many as this machine lets a process open.
fn many() -> usize {
    let limit = getrlimit(Resource::Nofile);
    setrlimit(Resource::Nofile, Rlimit { current: limit.maximum, ..limit }).unwrap();
    let files = limit.maximum.and_then(|files| usize::try_from(files).ok()).unwrap_or(usize::MAX);
    (files.saturating_sub(200) / 2).min(5000)
}

#[tokio::test]
async fn five_thousand_calls_at_once_take_a_connection_each_and_give_it_back() {
    let _turn = turn().await;
    let (calls, before) = (many(), open_files());
    let (all_here, waiting) = watch::channel(0);
    let (address, open) = server(move |mut stream| {
        let (all_here, mut waiting) = (all_here.clone(), waiting.clone());
        async move {
            while request_head(&mut stream).await?.is_some() {
                all_here.send_modify(|here| *here += 1);
                let _ = waiting.wait_for(|here| *here >= calls).await;
                stream.write_all(ANSWER).await?;
            }
            Ok(())
        }
    })
    .await;
    let client = client(address, RetryPolicy::none());
    let running: Vec<_> = (0..calls).map(|_| tokio::spawn(call(client.clone()))).collect();
    for call in running {
        assert_eq!(call.await.unwrap().unwrap(), 1);
    }
    assert!(open_files() <= before + 2 * calls + 50, "{} files", open_files());
    // The next ones find connections that are open.
    let peak = open.load(Ordering::Relaxed);
    assert_eq!(call(client.clone()).await.unwrap(), 1);
    assert_eq!(open.load(Ordering::Relaxed), peak);
    drop(client);
    assert!(becomes(|| open_files() <= before + 10).await, "{before} files were open, and now {}", open_files());
    assert_eq!(open.load(Ordering::Relaxed), 0);
}

#[tokio::test]
async fn calls_that_are_dropped_half_way_give_back_their_connections_and_memory() {
    const PIECE: usize = 256 * 1024;
    let _turn = turn().await;
    let before = open_files();
    let (address, open) = server(|mut stream| async move {
        request_head(&mut stream).await?;
        stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 9999999\r\n\r\n").await?;
        stream.write_all(&[b' '; PIECE]).await?;
        // Nothing more comes, until the client leaves.
        stream.read_u8().await.map(|_| ())
    })
    .await;
    let client = client(address, RetryPolicy::default());
    let mut memory = 0;
    for round in 0..7 {
        // The allocator keeps what the first rounds took; the later ones must do with it.
        if round == 2 {
            memory = resident_bytes();
        }
        let running: Vec<_> = (0..250).map(|_| tokio::spawn(call(client.clone()))).collect();
        assert!(becomes(|| open.load(Ordering::Relaxed) == 250).await);
        sleep(Duration::from_millis(50)).await;
        running.iter().for_each(|call| call.abort());
        assert!(
            becomes(|| open.load(Ordering::Relaxed) == 0).await,
            "{} connections stay",
            open.load(Ordering::Relaxed)
        );
    }
    assert!(becomes(|| open_files() <= before + 10).await, "{before} files were open, and now {}", open_files());
    // A round reads 60 MiB, the last five 300.
    let taken = resident_bytes().saturating_sub(memory) / (1024 * 1024);
    assert!(taken < 150, "{taken} MiB stay");
}

#[tokio::test]
async fn a_connection_that_the_server_closes_while_it_is_idle_costs_no_call() {
    let _turn = turn().await;
    let (address, _) = server(|mut stream| async move {
        request_head(&mut stream).await?;
        stream.write_all(ANSWER).await
    })
    .await;
    let client = client(address, RetryPolicy::none());
    let mut failed = Vec::new();
    for _ in 0..300 {
        failed.extend(call(client.clone()).await.err());
        // As long as it takes to see that the other end is closed.
        sleep(Duration::from_millis(1)).await;
    }
    assert!(failed.is_empty(), "{failed:?}");
}
