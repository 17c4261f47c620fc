//! Document to Rust. Progenitor chooses the names and the types: of the models, and of what each operation takes and gives.
//! The methods around them are written here, from the document.

mod client;
mod fixtures;
mod lower;
mod mocks;
pub(crate) mod operations;
pub(crate) mod prose;

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Mutex, PoisonError},
};

use anyhow::{Context, Result};
use openapiv3::OpenAPI;
use proc_macro2::TokenStream;
use progenitor::{CrateVers, GenerationSettings, Generator, InterfaceStyle, TagStyle};

use serde_json::{Value, json};

use crate::{
    document::{Document, json_schema, names},
    transform,
};

/// The source of `crates/intellixent/src/generated.rs`: the client, and the document's schemas beside it.
pub fn client_with_schemas(document: &Document) -> Result<String> {
    let schemas = document.node("/components/schemas");
    let schemas = schemas.members().map(|(name, schema)| (name.to_owned(), json_schema::current(schema.value)));
    let schemas: serde_json::Map<_, _> = schemas.collect();
    let schemas = fixtures::raw_string(&serde_json::to_string_pretty(&schemas)?)?;
    let schemas = quote::quote! {
        /// Each schema of the document as JSON Schema.
        #[cfg(feature = "schemars")]
        pub(crate) const SCHEMAS: &str = #schemas;
    };
    Ok(client(document)? + &prettyplease::unparse(&syn::parse2(schemas)?))
}

/// The source of the client: all that its callers can name.
pub fn client(document: &Document) -> Result<String> {
    Ok(source(&client_file(document)?, document))
}

/// The client as a syntax tree.
pub(crate) fn client_file(document: &Document) -> Result<syn::File> {
    let mut file = generated(document)?;
    let items = client::items(document, &operations::typed(document, &file)?);
    file.items.retain(|item| matches!(item, syn::Item::Mod(module) if module.ident == "types"));
    transform::models(&mut file, document);
    file.items.extend(items);
    Ok(file)
}

/// The source of `crates/intellixent-httpmock/src/generated.rs`.
pub fn mocks(document: &Document) -> Result<String> {
    Ok(source(&mocks_file(document)?, document))
}

/// The mocks as a syntax tree.
pub(crate) fn mocks_file(document: &Document) -> Result<syn::File> {
    mocks::file(document, &operations::typed(document, &generated(document)?)?)
}

/// What progenitor makes of the lowered document.
fn generated(document: &Document) -> Result<syn::File> {
    let tokens = tokens(&lower::lower(document)?).map_err(|problem| document.invalid("", problem))?;
    syn::parse2(tokens).context("the generator's output is not Rust")
}

/// The source of `crates/intellixent-demo/src/routes.json`: every operation with the example answers that it documents.
pub fn routes(document: &Document) -> Result<String> {
    let routes = document.operations().into_iter().map(|operation| {
        let answers = operation.responses().flat_map(|(status, response)| {
            let examples = response.json().map_or_else(Vec::new, |(_, media)| media.examples());
            examples.into_iter().map(move |example| json!({"status": status, "body": example.value.value}))
        });
        json!({
            "operation": operation.id(),
            "method": operation.method.to_uppercase(),
            "path": operation.path,
            "answers": answers.collect::<Vec<_>>(),
        })
    });
    let routes: Vec<_> = routes.collect();
    Ok(serde_json::to_string_pretty(&routes)? + "\n")
}

/// The source of `tests/src/models.in`: every schema with the Rust type that stands for it, for the tests that hold the
/// two together. A schema that takes `null` is an `Option` in Rust.
pub fn models(document: &Document) -> Result<String> {
    let mut models = String::from("&[\n");
    for (name, schema) in document.node("/components/schemas").members() {
        let named = schema.clone().followed().get("x-rust-type");
        let rust = match named.is_there() {
            true => rust_path(document, named.value, "intellixent::types::"),
            false => format!("intellixent::types::{}", names::type_(name)),
        };
        let nullable = schema.takes_null();
        let rust = if nullable { format!("Option<{rust}>") } else { rust };
        let is_object = !(schema.properties().is_empty() || named.is_there() || nullable);
        models.push_str(&match is_object {
            true => format!("    object!({rust}, {name:?}),\n"),
            false => format!("    model::<{rust}>({name:?}),\n"),
        });
    }
    Ok(models + "]\n")
}

/// The type that `x-rust-type` names, with its parameters; `types` is the path of the module of generated types.
pub(crate) fn rust_path(document: &Document, named: &Value, types: &str) -> String {
    let path = named["path"].as_str().unwrap_or_default().to_owned();
    match named["parameters"].as_array() {
        Some(parameters) => format!(
            "{path}<{}>",
            parameters.iter().map(|schema| rust_parameter(document, schema, types)).collect::<Vec<_>>().join(", ")
        ),
        None => path,
    }
}

fn rust_parameter(document: &Document, schema: &Value, types: &str) -> String {
    if let Some(name) = schema["$ref"].as_str().and_then(|reference| reference.rsplit('/').next()) {
        return match &document.resolved(schema)["x-rust-type"] {
            Value::Null => format!("{types}{}", names::type_(name)),
            named => rust_path(document, named, types),
        };
    }
    match schema["type"].as_str() {
        Some("array") => format!("Vec<{}>", rust_parameter(document, &schema["items"], types)),
        Some("string") => "String".to_owned(),
        Some("boolean") => "bool".to_owned(),
        Some("number") => "f64".to_owned(),
        Some("integer") => "i64".to_owned(),
        _ => "serde_json::Value".to_owned(),
    }
}

fn settings() -> GenerationSettings {
    let mut settings = GenerationSettings::new();
    settings
        .with_interface(InterfaceStyle::Builder)
        .with_tag(TagStyle::Merged)
        // The types that the document names with `x-rust-type` are the client's own, or the standard library's.
        .with_crate("intellixent", CrateVers::Any, None)
        .with_crate("std", CrateVers::Any, None)
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

/// One run of the generator; what it says, or why it panics, is one line. It stops at nothing that the lint lets through.
fn tokens(openapi: &OpenAPI) -> Result<TokenStream, String> {
    // The hook is the whole process's: two threads that swap it at once could lose the one that was there.
    static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
    let _alone = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| ()));
    let result = catch_unwind(AssertUnwindSafe(|| Generator::new(&settings()).generate_tokens(openapi)));
    std::panic::set_hook(hook);
    let problem = match result {
        Ok(Ok(tokens)) => return Ok(tokens),
        Ok(Err(error)) => format!("the generator refuses it: {error}"),
        Err(panic) => {
            let said = panic.downcast_ref::<String>().map(String::as_str).or(panic.downcast_ref::<&str>().copied());
            format!("the generator cannot take it: {}", said.unwrap_or("it gave no reason"))
        }
    };
    Err(problem.split_whitespace().collect::<Vec<_>>().join(" "))
}
