//! Goes through a proxy, and trusts a certificate root of one's own company beside the usual ones.
//!
//! `cargo run --example proxy_and_root` runs against an embedded server on loopback, which plays the proxy: no key, no
//! network.
#![allow(clippy::print_stdout, reason = "printing is what an example is for")]

use intellixent::{
    Client, ClientBuilder,
    reqwest::{self, Certificate, Proxy},
};

/// A client's settings that go through the proxy at `proxy` and trust the root in `pem` too.
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
        // A host that only the proxy can answer for. Leave these two lines out for the real one.
        .base_url("http://intellixent.test/api")
        .allow_insecure_http(true)
        .build()?;
    let call = client.get_call(123).await?;
    println!("{}  {}", call.id, call.assistant_name.unwrap_or_default());
    Ok(())
}
