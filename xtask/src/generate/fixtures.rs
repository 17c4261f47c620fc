//! Ready values for tests: each example of a response in the document, as its JSON and as its type.

use std::collections::{BTreeMap, HashSet};

use anyhow::{Context, Result};
use proc_macro2::TokenStream;
use quote::quote;
use serde_json::Value;
use syn::parse_quote;

use super::{
    mocks::{body_type, status_name},
    operations::Typed,
};
use crate::document::{Node, Operation, names};

const UNNAMED: &str = "An example of the document.";

/// The module `fixtures`, made of the examples of what the operations can answer.
#[derive(Default)]
pub(super) struct Fixtures {
    names: HashSet<String>,
    /// The first example of each model: one that stands in the components before one of a single operation.
    firsts: BTreeMap<String, (bool, String)>,
    values: Vec<TokenStream>,
    texts: Vec<TokenStream>,
    checks: Vec<TokenStream>,
}

impl Fixtures {
    pub(super) fn add_operation(&mut self, operation: &Typed<'_>) -> Result<()> {
        for (status, response) in operation.operation.responses() {
            let (Some(type_), Some((_, media))) = (body_type(operation, status, &response), response.json()) else {
                continue;
            };
            let type_ =
                if matches!(type_, syn::Type::ImplTrait(_)) { parse_quote!(::serde_json::Value) } else { type_ };
            let answer = format!("{}_{}", snake(operation.operation.id()), status_name(status));
            // What a test starts from is a success: the words of an error fit one status.
            let model = model(&type_).filter(|_| status.starts_with('2'));
            self.add_examples(&answer, &media, &type_, model.as_deref())?;
        }
        Ok(())
    }

    /// What a webhook sends, which is a named schema or any JSON.
    pub(super) fn add_webhook(&mut self, webhook: &Operation<'_>) -> Result<()> {
        let Some((_, media)) = webhook.body().and_then(|body| body.json()) else { return Ok(()) };
        let schema = media.get("schema");
        let named = schema.reference().filter(|_| !schema.clone().followed().get("x-rust-type").is_there());
        let model = named.and_then(|to| to.rsplit('/').next()).map(names::type_);
        let type_ = match &model {
            Some(model) => {
                let model = identifier(model)?;
                parse_quote!(types::#model)
            }
            None => parse_quote!(::serde_json::Value),
        };
        self.add_examples(&snake(webhook.id()), &media, &type_, model.as_deref())
    }

    fn add_examples(&mut self, of: &str, media: &Node<'_>, type_: &syn::Type, model: Option<&str>) -> Result<()> {
        for example in media.examples() {
            let own = example.key.map_or_else(|| of.to_owned(), |key| format!("{of}_{}", snake(key)));
            let name = example.component.map_or(own, snake);
            let text = example.summary.unwrap_or(UNNAMED);
            self.add(&name, text, example.value.value, type_)?;
            if let Some(model) = model {
                let example = (example.component.is_none(), name);
                let first = self.firsts.entry(model.to_owned()).or_insert_with(|| example.clone());
                if example < *first {
                    *first = example;
                }
            }
        }
        Ok(())
    }

    fn add(&mut self, name: &str, text: &str, value: &Value, type_: &syn::Type) -> Result<()> {
        // One example may stand in many responses.
        if !self.names.insert(name.to_owned()) {
            return Ok(());
        }
        let (function, constant) = (identifier(name)?, identifier(&name.to_uppercase())?);
        let json = raw_string(&serde_json::to_string_pretty(value)?)?;
        let text = format!(" {text}");
        self.texts.push(quote!(#[doc = #text] pub const #constant: &str = #json;));
        self.values.push(quote! {
            #[doc = #text]
            pub fn #function() -> #type_ {
                crate::fixture(json::#constant)
            }
        });
        self.checks.push(quote!(let _ = super::#function();));
        Ok(())
    }

    pub(super) fn module(self) -> Result<syn::Item> {
        let Self { names, firsts, mut values, texts, checks } = self;
        for (model, (_, example)) in firsts {
            let name = snake(&model);
            if names.contains(&name) {
                continue;
            }
            let text = format!(" A [`types::{model}`] to start from: [`{example}`].");
            let (name, example, model) = (identifier(&name)?, identifier(&example)?, identifier(&model)?);
            values.push(quote! {
                #[doc = #text]
                pub fn #name() -> types::#model {
                    #example()
                }
            });
        }
        Ok(parse_quote! {
            /// Ready values: the examples of the document. Every field of a model is public: change what a test is
            /// about.
            pub mod fixtures {
                #[allow(unused_imports)]
                use intellixent::types;

                #(#values)*

                /// The same examples as the bytes that a server sends, for raw answers.
                pub mod json {
                    #(#texts)*
                }

                #[cfg(test)]
                mod tests {
                    #[test]
                    fn every_fixture_fits_its_model() {
                        #(#checks)*
                    }
                }
            }
        })
    }
}

/// The name of a model of the client: the `Call` of `types::Call`.
fn model(type_: &syn::Type) -> Option<String> {
    let syn::Type::Path(path) = type_ else { return None };
    let mut segments = path.path.segments.iter();
    match (segments.next(), segments.next(), segments.next()) {
        (Some(module), Some(name), None) if module.ident == "types" => Some(name.ident.to_string()),
        _ => None,
    }
}

fn identifier(name: &str) -> Result<syn::Ident> {
    let parsed = syn::parse_str::<syn::Ident>(name).or_else(|_| syn::parse_str(&format!("r#{name}")));
    parsed.with_context(|| format!("the example `{name}` cannot be the name of a function; rename it"))
}

/// `text` as a raw string, which stays readable in the generated file.
pub(crate) fn raw_string(text: &str) -> Result<TokenStream> {
    let mut hashes = "#".to_owned();
    while text.contains(&format!("\"{hashes}")) {
        hashes.push('#');
    }
    let literal = format!("r{hashes}\"{text}\"{hashes}");
    literal.parse().map_err(|error| anyhow::anyhow!("a text cannot be written as a Rust string: {error}"))
}

/// `DocumentedCall` or `documented-call` as `documented_call`.
fn snake(name: &str) -> String {
    let mut snake = String::new();
    let mut after_lower = false;
    for c in name.chars() {
        if c.is_uppercase() && after_lower {
            snake.push('_');
        }
        after_lower = c.is_lowercase() || c.is_ascii_digit();
        if c.is_alphanumeric() {
            snake.extend(c.to_lowercase());
        } else {
            snake.push('_');
        }
    }
    snake
}
