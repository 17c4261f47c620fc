//! Uses a proxy, and trusts the root certificate of a company in addition to the usual ones.
//!
//! `cargo run --example proxy_and_root` runs against an embedded server on loopback, which acts as the proxy: no API key, no
//! network.
#![allow(clippy::print_stdout, reason = "printing is what an example is for")]

use intellixent::{
    Client, ClientBuilder,
    reqwest::{self, Certificate, Proxy},
};

/// The builder of a client that uses the proxy at the URL `proxy` and also trusts the certificate in `pem`.
///
/// `Proxy::all` takes credentials in its URL, or by `basic_auth`.
pub fn through(proxy: &str, pem: &[u8]) -> reqwest::Result<ClientBuilder> {
    let http = reqwest::Client::builder().proxy(Proxy::all(proxy)?).tls_certs_merge([Certificate::from_pem(pem)?]);
    Ok(Client::builder().http_client(http))
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> anyhow::Result<()> {
    let proxy = intellixent_demo::Server::start().await?;
    let client = through(&proxy.base_url(), include_bytes!("company_root.pem"))?
        .api_key("demo")
        // A host that only the proxy knows. Leave these two lines out for the real API.
        .base_url("http://intellixent.test/api")
        .allow_insecure_http(true)
        .build()?;
    let call = client.get_call(123).await?;
    println!("{}  {}", call.id, call.assistant_name.unwrap_or_default());
    Ok(())
}
