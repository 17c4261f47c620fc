//! Everything that an error has, as text for snapshots.

use std::fmt::Write;

use intellixent::Error;

/// What each method of the error returns, and its sources: a line each.
pub fn describe(error: &Error) -> String {
    let mut text = format!("display: {error}\n");
    let mut source = std::error::Error::source(error);
    while let Some(cause) = source {
        let _ = writeln!(text, "caused by: {cause}");
        source = cause.source();
    }
    let _ = writeln!(text, "status: {:?}", error.status().map(|status| status.as_u16()));
    for (name, value) in error.headers().into_iter().flatten() {
        let _ = writeln!(text, "header: {name}: {value:?}");
    }
    let _ = writeln!(text, "message: {:?}", error.message());
    if let Some(errors) = error.api_error().and_then(|error| error.errors.as_ref()) {
        let _ = writeln!(text, "field errors: {:?}", serde_json::to_string(errors).unwrap_or_default());
    }
    let _ = writeln!(text, "body: {:?}", error.body().map(shortened));
    let _ = writeln!(text, "retry after: {:?}", error.retry_after());
    let _ = writeln!(text, "json path: {:?}", error.json_path());
    let _ = writeln!(text, "attempts: {}", error.attempts());
    for (name, is) in [
        ("not found", error.is_not_found()),
        ("unauthorized", error.is_unauthorized()),
        ("rate limited", error.is_rate_limited()),
        ("timeout", error.is_timeout()),
        ("decode", error.is_decode()),
        ("too large", error.is_too_large()),
        ("config", error.is_config()),
        ("retryable", error.is_retryable()),
    ] {
        if is {
            let _ = writeln!(text, "is: {name}");
        }
    }
    text
}

fn shortened(body: &[u8]) -> String {
    match body.get(..200) {
        Some(start) => format!("{}... {} bytes", start.escape_ascii(), body.len()),
        None => body.escape_ascii().to_string(),
    }
}
