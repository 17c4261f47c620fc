//! Document to Rust: progenitor's settings, and the guard around what it panics on.

use std::panic::{AssertUnwindSafe, catch_unwind};

use anyhow::{Context, Result};
use progenitor::{CrateVers, GenerationSettings, Generator, HooksMode, InterfaceStyle, TagStyle};

use serde_json::{Value, json};

use crate::{document::Document, transform};

/// The source of `crates/intellixent/src/generated.rs`.
pub fn client(document: &Document) -> Result<String> {
    let mut generator = Generator::new(&settings());
    let tokens = guarded(document, || generator.generate_tokens(&document.openapi))?;
    let mut file = syn::parse2(tokens).context("the generator's output is not Rust")?;
    transform::client(&mut file, document);
    Ok(source(&file, document))
}

/// The source of `crates/intellixent-demo/src/routes.json`: every operation with the example answers that it documents.
pub fn routes(document: &Document) -> Result<String> {
    let mut routes = Vec::new();
    for (path, item) in members(&document.json["paths"]) {
        for (method, operation) in members(item).filter(|(_, operation)| operation["operationId"].is_string()) {
            let mut answers = Vec::new();
            for (status, response) in members(&operation["responses"]) {
                let content = &document.resolved(response)["content"]["application/json"];
                let one = content.get("example").map(|value| (status, value));
                let many =
                    members(&content["examples"]).map(|(_, example)| (status, &document.resolved(example)["value"]));
                answers
                    .extend(one.into_iter().chain(many).map(|(status, body)| json!({"status": status, "body": body})));
            }
            routes.push(json!({
                "operation": operation["operationId"],
                "method": method.to_uppercase(),
                "path": path,
                "answers": answers,
            }));
        }
    }
    Ok(serde_json::to_string_pretty(&routes)? + "\n")
}

fn members(value: &Value) -> impl Iterator<Item = (&str, &Value)> {
    value.as_object().into_iter().flatten().map(|(name, value)| (name.as_str(), value))
}

fn settings() -> GenerationSettings {
    let mut settings = GenerationSettings::new();
    settings
        .with_interface(InterfaceStyle::Builder)
        .with_tag(TagStyle::Merged)
        .with_hooks(HooksMode::Expected)
        .with_inner_type(quote::quote!(crate::client::Inner))
        // The types that the document names with `x-rust-type` are the client's own.
        .with_crate("intellixent", CrateVers::Any, None)
        // `HashMap` would write its members in another order each time.
        .with_map_type("::std::collections::BTreeMap")
        .with_derive("PartialEq");
    settings
}

fn source(file: &syn::File, document: &Document) -> String {
    format!(
        "// Generated from {} by `cargo xtask codegen`. Do not edit: change the document and run it again.\n\n{}",
        document.name,
        prettyplease::unparse(file)
    )
}

/// Runs the generator so that a panic in it becomes an error about the document.
fn guarded<T>(document: &Document, generate: impl FnOnce() -> std::result::Result<T, progenitor::Error>) -> Result<T> {
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| ()));
    let result = catch_unwind(AssertUnwindSafe(generate));
    std::panic::set_hook(hook);
    let problem = match result {
        Ok(Ok(tokens)) => return Ok(tokens),
        Ok(Err(error)) => format!("the generator refuses it: {error}"),
        Err(panic) => {
            let said = panic.downcast_ref::<String>().map(String::as_str).or(panic.downcast_ref::<&str>().copied());
            format!("the generator cannot take it: {}", said.unwrap_or("it gave no reason"))
        }
    };
    Err(document.invalid("", one_line(&problem)).remedy("`cargo xtask lint` knows its limits").into())
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
