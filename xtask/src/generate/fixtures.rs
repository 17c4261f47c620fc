//! Ready values for tests: each example of a response in the document, as its JSON and as its type.

use std::collections::BTreeMap;

use anyhow::Result;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::parse_quote;

use super::{
    mocks::{body_type, named_model, status_name},
    operations::Typed,
    prose,
};
use crate::document::{Node, Operation, names};

const UNNAMED: &str = "An example of the document.";

/// The module `fixtures`, made of the examples of what the operations can answer.
#[derive(Default)]
pub(super) struct Fixtures {
    /// The names that are taken, and where the example of each stands.
    names: BTreeMap<String, String>,
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
            let answer = format!("{}_{}", names::setter(operation.operation.id()), status_name(status));
            // What a test starts from is a success: the words of an error fit one status.
            let model = model(&type_).filter(|_| status.starts_with('2'));
            self.add_examples(&answer, &media, &type_, model.as_deref())?;
        }
        Ok(())
    }

    /// What a webhook sends, which is a named schema or any JSON.
    pub(super) fn add_webhook(&mut self, webhook: &Operation<'_>) -> Result<()> {
        let Some((_, media)) = webhook.body().and_then(|body| body.json()) else { return Ok(()) };
        let type_ = named_model(&media.get("schema")).unwrap_or_else(|| parse_quote!(::serde_json::Value));
        let model = model(&type_);
        self.add_examples(&names::setter(webhook.id()), &media, &type_, model.as_deref())
    }

    fn add_examples(&mut self, of: &str, media: &Node<'_>, type_: &syn::Type, model: Option<&str>) -> Result<()> {
        for example in media.examples() {
            let own = example.key.map_or_else(|| of.to_owned(), |key| names::setter(&format!("{of}_{key}")));
            let name = example.component.map_or(own, names::setter);
            let text = example.summary.unwrap_or(UNNAMED);
            let name = self.add(name, text, &example.value, type_)?;
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

    /// Adds an example, and gives the name that it has.
    fn add(&mut self, name: String, text: &str, value: &Node<'_>, type_: &syn::Type) -> Result<String> {
        let numbered = (2..).map(|n| format!("{name}_{n}"));
        let mut names = std::iter::once(name.clone()).chain(numbered);
        let mine = |name: &String| self.names.get(name).is_none_or(|other| *other == value.at);
        let name = names.find(mine).unwrap_or(name.clone());
        // One example may stand in many responses.
        if self.names.insert(name.clone(), value.at.clone()).is_some() {
            return Ok(name);
        }
        let (function, constant) = (format_ident!("{}", name), format_ident!("{}", name.to_uppercase()));
        let json = raw_string(&serde_json::to_string_pretty(value.value)?)?;
        let text = format!(" {}", prose::markdown(text));
        self.texts.push(quote!(#[doc = #text] pub const #constant: &str = #json;));
        self.values.push(quote! {
            #[doc = #text]
            pub fn #function() -> #type_ {
                crate::fixture(json::#constant)
            }
        });
        self.checks.push(quote!(let _ = super::#function();));
        Ok(name)
    }

    pub(super) fn module(self) -> Result<syn::Item> {
        let Self { names, firsts, mut values, texts, checks } = self;
        for (model, (_, example)) in firsts {
            let name = names::setter(&model);
            if names.contains_key(&name) {
                continue;
            }
            let text = format!(" A [`types::{model}`] to start from: [`{example}`].");
            let (name, example, model) =
                (format_ident!("{name}"), format_ident!("{example}"), format_ident!("{model}"));
            values.push(quote! {
                #[doc = #text]
                pub fn #name() -> types::#model {
                    #example()
                }
            });
        }
        Ok(parse_quote! {
            /// The examples of the document, as values. Every field of a model is public, so that a test can change it.
            pub mod fixtures {
                #[allow(unused_imports)]
                use intellixent::types;

                #(#values)*

                /// The same examples, as the JSON that a server sends.
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

/// JSON as a raw string, which stays readable in the generated file.
pub(crate) fn raw_string(json: &str) -> Result<TokenStream> {
    // Rust takes no character that turns the direction of the text, and JSON can name it.
    let visible = |c: char| if prose::turns(c) { format!("\\u{:04x}", u32::from(c)) } else { c.to_string() };
    let text: String = json.chars().map(visible).collect();
    let mut hashes = "#".to_owned();
    while text.contains(&format!("\"{hashes}")) {
        hashes.push('#');
    }
    let literal = format!("r{hashes}\"{text}\"{hashes}");
    literal.parse().map_err(|error| anyhow::anyhow!("a text cannot be written as a Rust string: {error}"))
}
