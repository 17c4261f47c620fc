//! One real call through the client, as the bytes that came: the key is taken from the environment alone.

use anyhow::{Context, Result};
use intellixent::{Client, ClientInfo, reqwest};
use progenitor_client::{ClientHooks, OperationInfo};

use crate::document::Document;

/// The operation that a call comes from.
pub(crate) const OPERATION: &str = "get_call";

/// The body of a successful answer.
pub(crate) fn call(document: &Document, id: u64) -> Result<Vec<u8>> {
    let path = path(document, OPERATION)?;
    let client = Client::from_env()?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().context("no runtime")?;
    runtime.block_on(fetch(&client, &path.replace("{id}", &id.to_string())))
}

/// The path of an operation that takes nothing but an id.
fn path(document: &Document, operation: &str) -> Result<String> {
    let paths = document.json["paths"].as_object().into_iter().flatten();
    let mut found = paths.filter(|(_, item)| item["get"]["operationId"] == operation).map(|(path, _)| path);
    let path = found.next().filter(|path| path.matches('{').count() == 1 && path.contains("{id}"));
    path.cloned()
        .with_context(|| format!("{}: no operation `{operation}` that is a GET and takes one `id`", document.name))
}

/// As the generated operation does it, with all that the client does around one, but for the decoding.
async fn fetch(client: &Client, path: &str) -> Result<Vec<u8>> {
    let url = format!("{}{path}", client.baseurl()).parse().context("the base URL and the path give no URL")?;
    let mut request = reqwest::Request::new(reqwest::Method::GET, url);
    request
        .headers_mut()
        .insert(reqwest::header::ACCEPT, reqwest::header::HeaderValue::from_static("application/json"));
    let info = OperationInfo { operation_id: OPERATION };
    client.pre::<()>(&mut request, &info).await.map_err(intellixent::Error::from)?;
    let result = client.exec(request, &info).await;
    client.post::<()>(&result, &info).await.map_err(intellixent::Error::from)?;
    let body = result.context("no answer")?.extensions_mut().remove::<bytes::Bytes>();
    Ok(body.context("no body")?.to_vec())
}
