//! Permanent connection failures are not retried: an invalid certificate, no TLS version in common, an unknown host. The key is
//! not sent.
#![allow(clippy::unwrap_used, reason = "a test may stop where it fails")]

use std::{
    io,
    sync::{Arc, Mutex},
    time::Duration,
};

use intellixent::{
    Client, ClientBuilder, Error,
    reqwest::{
        self, Certificate,
        dns::{Name, Resolve, Resolving},
    },
};
use intellixent_tests::{describe, listen, request_head};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair, date_time_ymd};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio_rustls::{
    TlsAcceptor,
    rustls::{ServerConfig, pki_types::PrivateKeyDer},
};

const KEY: &str = "7f1c-never-shown-0ffee";

type Authority = CertifiedIssuer<'static, KeyPair>;

fn authority() -> Authority {
    let mut params = CertificateParams::default();
    // An issuer of the same name as the server's would be taken for the server itself.
    params.distinguished_name.push(DnType::CommonName, "a local authority");
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap()
}

fn certificate() -> CertificateParams {
    CertificateParams::new(["localhost".to_owned()]).unwrap()
}

/// A server with a certificate by `issuer`, or by itself. It keeps all that comes through TLS.
async fn server(params: CertificateParams, issuer: Option<&Authority>) -> (String, Arc<Mutex<String>>) {
    let key = KeyPair::generate().unwrap();
    let certificate = match issuer {
        Some(issuer) => params.signed_by(&key, issuer),
        None => params.self_signed(&key),
    };
    let chain = vec![certificate.unwrap().der().clone()];
    let key = PrivateKeyDer::try_from(key.serialize_der()).unwrap();
    let config = ServerConfig::builder().with_no_client_auth().with_single_cert(chain, key).unwrap();
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let heard = Arc::new(Mutex::new(String::new()));
    let kept = Arc::clone(&heard);
    let (address, _) = listen(move |stream| {
        let (acceptor, kept) = (acceptor.clone(), Arc::clone(&kept));
        async move {
            let mut stream = acceptor.accept(stream).await?;
            let request = request_head(&mut stream).await?.unwrap_or_default();
            kept.lock().unwrap().push_str(&request);
            stream.write_all(b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 9\r\n\r\n{\"id\": 1}").await?;
            stream.shutdown().await
        }
    })
    .await;
    (format!("https://localhost:{}", address.port()), heard)
}

fn client(base_url: String) -> ClientBuilder {
    Client::builder()
        .api_key(KEY)
        .base_url(base_url)
        .retry(intellixent::RetryPolicy::default().min_delay(Duration::ZERO).max_delay(Duration::ZERO))
}

async fn call(client: ClientBuilder) -> Result<u64, Error> {
    Ok(client.build().unwrap().get_call(1).await?.id)
}

#[track_caller]
fn assert_permanent(error: &Error) {
    assert_eq!((error.attempts(), error.is_retryable(), error.is_timeout()), (1, false, false), "{}", describe(error));
    assert!(!format!("{}{error:?}", describe(error)).contains(KEY), "{}", describe(error));
}

fn trusting(authority: &Authority, base_url: String) -> ClientBuilder {
    let root = Certificate::from_der(authority.der()).unwrap();
    client(base_url).http_client(reqwest::Client::builder().no_proxy().tls_certs_only([root]))
}

#[tokio::test]
async fn a_certificate_that_proves_nothing_is_tried_once_and_the_key_is_not_sent() {
    let ours = authority();
    let stranger = authority();
    let mut expired = certificate();
    expired.not_after = date_time_ymd(2020, 1, 1);
    let mut early = certificate();
    early.not_before = date_time_ymd(4000, 1, 1);
    let other_host = CertificateParams::new(["portal.example.test".to_owned()]).unwrap();
    for (params, issuer) in [
        (expired, Some(&ours)),
        (early, Some(&ours)),
        (other_host, Some(&ours)),
        (certificate(), Some(&stranger)),
        (certificate(), None),
    ] {
        let (base_url, heard) = server(params, issuer).await;
        let error = call(trusting(&ours, base_url)).await.unwrap_err();
        assert_permanent(&error);
        assert!(describe(&error).contains("certificate"), "{}", describe(&error));
        assert!(heard.lock().unwrap().is_empty());
    }
    let (base_url, heard) = server(certificate(), Some(&ours)).await;
    assert_eq!(call(trusting(&ours, base_url)).await.unwrap(), 1);
    assert!(heard.lock().unwrap().contains(KEY));
}

/// The answer of a server that speaks only TLS 1.0: a fatal alert `protocol_version`.
const TOO_OLD: &[u8] = &[21, 3, 1, 0, 2, 2, 70];

#[tokio::test]
async fn a_server_without_a_current_tls_version_is_tried_once() {
    for answer in [TOO_OLD, b"HTTP/1.1 400 Bad Request\r\n\r\n"] {
        let (address, _) = listen(move |mut stream| async move {
            stream.read_buf(&mut Vec::new()).await?;
            stream.write_all(answer).await
        })
        .await;
        let base_url = format!("https://localhost:{}", address.port());
        let error = call(trusting(&authority(), base_url)).await.unwrap_err();
        assert_permanent(&error);
        assert!(error.to_string().contains("TLS handshake with"), "{}", describe(&error));
    }
}

#[tokio::test]
async fn a_handshake_that_breaks_off_is_tried_again() {
    for resets in [true, false] {
        let (address, _) =
            listen(move |stream| async move { if resets { stream.set_zero_linger() } else { Ok(()) } }).await;
        let base_url = format!("https://localhost:{}", address.port());
        let error = call(trusting(&authority(), base_url)).await.unwrap_err();
        assert_eq!((error.attempts(), error.is_retryable()), (4, true), "{}", describe(&error));
    }
}

/// glibc tells this apart from a network that is not there, and needs no network to do so for a label that is too long.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
#[tokio::test]
async fn a_host_that_does_not_exist_is_tried_once() {
    for scheme in ["http", "https"] {
        let http = reqwest::Client::builder().no_proxy();
        let client = client(format!("{scheme}://{}.test", "a".repeat(64))).allow_insecure_http(true);
        let error = call(client.http_client(http)).await.unwrap_err();
        assert_permanent(&error);
        assert!(error.to_string().contains("cannot resolve host"), "{}", describe(&error));
    }
}

#[tokio::test]
async fn a_host_that_cannot_be_looked_up_for_now_is_tried_again() {
    struct Down;

    impl Resolve for Down {
        fn resolve(&self, _: Name) -> Resolving {
            let why = "failed to lookup address information: Temporary failure in name resolution";
            Box::pin(std::future::ready(Err(io::Error::other(why).into())))
        }
    }

    let http = reqwest::Client::builder().no_proxy().dns_resolver(Down);
    let error = call(client("https://portal.example.test".to_owned()).http_client(http)).await.unwrap_err();
    assert_eq!((error.attempts(), error.is_retryable()), (4, true), "{}", describe(&error));
}
