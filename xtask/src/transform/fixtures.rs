//! Ready values for tests: each example of a response in the document, as its JSON and as its type.

use std::collections::{BTreeMap, HashSet};

use anyhow::{Context, Result};
use heck::ToSnakeCase;
use proc_macro2::TokenStream;
use quote::quote;
use serde_json::Value;
use syn::{
    parse_quote,
    visit_mut::{self, VisitMut},
};

use super::{describe, inherent};
use crate::document::{Document, names};

const UNNAMED: &str = "An example of the document.";

/// The module `fixtures`, made of the examples of what the generated `operations` can answer.
pub(super) fn module(operations: &[syn::Item], document: &Document) -> Result<syn::Item> {
    let mut module = Module::default();
    let documented = describe::operations(document, names::mock_answer);
    for item in operations {
        let syn::Item::Impl(block) = item else { continue };
        let Some(operation) = inherent(block).and_then(|name| documented.get(&name)) else { continue };
        for item in &block.items {
            let syn::ImplItem::Fn(method) = item else { continue };
            let (Some(status), Some(type_)) = (status(method), answered(method)) else { continue };
            let Some((_, media)) = operation.response(&status).and_then(|response| response.json()) else { continue };
            let name = format!("{}_{}", names::method(operation.id()), method.sig.ident);
            for example in media.examples() {
                let name = match (example.component, example.key) {
                    (Some(component), _) => names::field(component),
                    (None, Some(key)) => format!("{name}_{}", key.to_snake_case()),
                    (None, None) => name.clone(),
                };
                let text = example.summary.unwrap_or(UNNAMED);
                module.add(&name, example.component.is_some(), text, example.value.value, &type_)?;
            }
        }
    }
    module.item()
}

/// The status that a generated answer has, as the document writes it: `404`, or `4XX` for a range.
pub(super) fn status(method: &syn::ImplItemFn) -> Option<String> {
    #[derive(Default)]
    struct Statuses {
        code: Option<String>,
        hundreds: Option<String>,
    }

    impl VisitMut for Statuses {
        fn visit_expr_method_call_mut(&mut self, call: &mut syn::ExprMethodCall) {
            if call.method == "status" {
                self.code = call.args.first().and_then(number);
            }
            visit_mut::visit_expr_method_call_mut(self, call);
        }

        fn visit_expr_call_mut(&mut self, call: &mut syn::ExprCall) {
            let checks = matches!(&*call.func, syn::Expr::Path(path) if path.path.segments.last().is_some_and(|name| name.ident == "check_status"));
            if checks {
                self.hundreds = call.args.get(1).and_then(number);
            }
            visit_mut::visit_expr_call_mut(self, call);
        }
    }

    let mut statuses = Statuses::default();
    statuses.visit_block_mut(&mut method.block.clone());
    statuses.hundreds.map(|hundreds| format!("{hundreds}XX")).or(statuses.code)
}

fn number(expression: &syn::Expr) -> Option<String> {
    match expression {
        syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Int(number), .. }) => Some(number.base10_digits().to_owned()),
        _ => None,
    }
}

/// The type of the body that an answer takes.
fn answered(method: &syn::ImplItemFn) -> Option<syn::Type> {
    method.sig.inputs.iter().find_map(|input| match input {
        syn::FnArg::Typed(input) if matches!(&*input.pat, syn::Pat::Ident(name) if name.ident == "value") => {
            match &*input.ty {
                syn::Type::Reference(type_) => Some((*type_.elem).clone()),
                type_ => Some(type_.clone()),
            }
        }
        _ => None,
    })
}

#[derive(Default)]
struct Module {
    names: HashSet<String>,
    /// The first example of each model: one that stands in the components before one of a single operation.
    firsts: BTreeMap<String, (bool, String)>,
    values: Vec<TokenStream>,
    texts: Vec<TokenStream>,
    checks: Vec<TokenStream>,
}

impl Module {
    fn add(&mut self, name: &str, shared: bool, text: &str, value: &Value, type_: &syn::Type) -> Result<()> {
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
        if let Some(model) = model(type_) {
            let example = (!shared, name.to_owned());
            let first = self.firsts.entry(model).or_insert_with(|| example.clone());
            if example < *first {
                *first = example;
            }
        }
        Ok(())
    }

    fn item(self) -> Result<syn::Item> {
        let Self { names, firsts, mut values, texts, checks } = self;
        for (model, (_, example)) in firsts {
            let name = names::field(&model);
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
fn raw_string(text: &str) -> Result<TokenStream> {
    let mut hashes = "#".to_owned();
    while text.contains(&format!("\"{hashes}")) {
        hashes.push('#');
    }
    let literal = format!("r{hashes}\"{text}\"{hashes}");
    literal.parse().map_err(|error| anyhow::anyhow!("an example cannot be written as a Rust string: {error}"))
}
