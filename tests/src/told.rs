//! An error as a caller can read it, for snapshots.

use std::fmt::Write;

use intellixent::Error;

/// Everything that an error says, a line each.
pub fn told(error: &Error) -> String {
    let mut told = format!("display: {error}\n");
    let mut source = std::error::Error::source(error);
    while let Some(cause) = source {
        let _ = writeln!(told, "caused by: {cause}");
        source = cause.source();
    }
    let _ = writeln!(told, "status: {:?}", error.status().map(|status| status.as_u16()));
    for (name, value) in error.headers().into_iter().flatten() {
        let _ = writeln!(told, "header: {name}: {value:?}");
    }
    let _ = writeln!(told, "message: {:?}", error.message());
    if let Some(errors) = error.api_error().and_then(|said| said.errors.as_ref()) {
        let _ = writeln!(told, "field errors: {:?}", serde_json::to_string(errors).unwrap_or_default());
    }
    let _ = writeln!(told, "body: {:?}", error.body().map(shortened));
    let _ = writeln!(told, "retry after: {:?}", error.retry_after());
    let _ = writeln!(told, "json path: {:?}", error.json_path());
    let _ = writeln!(told, "attempts: {}", error.attempts());
    for (name, is) in [
        ("not found", error.is_not_found()),
        ("unauthorized", error.is_unauthorized()),
        ("rate limited", error.is_rate_limited()),
        ("timeout", error.is_timeout()),
        ("decode", error.is_decode()),
        ("config", error.is_config()),
        ("retryable", error.is_retryable()),
    ] {
        if is {
            let _ = writeln!(told, "is: {name}");
        }
    }
    told
}

fn shortened(body: &[u8]) -> String {
    match body.get(..200) {
        Some(start) => format!("{}... {} bytes", start.escape_ascii(), body.len()),
        None => body.escape_ascii().to_string(),
    }
}
