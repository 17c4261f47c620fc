//! Docs for what the generator leaves without: in the document's words where it has some.

use std::collections::HashMap;

use serde_json::Value;
use syn::parse_quote;

use super::{inherent, methods, module, open_interface};
use crate::document::{Document, Node, Operation, names};

/// Describes every public item that has no docs yet, and turns the examples into ones that compile.
pub(super) fn all(file: &mut syn::File, document: &Document) {
    let mut fields = HashMap::new();
    for item in module(&mut file.items, &["types"]) {
        match item {
            syn::Item::Struct(item) => {
                let name = item.ident.to_string();
                let schema = schema(document, &name);
                for field in &mut item.fields {
                    let Some(ident) = field.ident.as_ref().map(ToString::to_string) else { continue };
                    let text = existing(&field.attrs).unwrap_or_else(|| {
                        let property = open_interface::renamed(&field.attrs).unwrap_or_else(|| ident.clone());
                        let referred = schema.as_ref().and_then(|schema| referred(schema, &property));
                        let text =
                            referred.unwrap_or("Fields that this version of the crate does not know, as they came.");
                        describe(&mut field.attrs, text);
                        text.to_owned()
                    });
                    fields.insert((name.clone(), ident), text);
                }
            }
            syn::Item::Enum(item) => {
                for variant in &mut item.variants {
                    let text = match open_interface::text(variant) {
                        Some(text) => format!("`{text}` on the wire."),
                        None => "One of the forms of the value.".to_owned(),
                    };
                    describe(&mut variant.attrs, &text);
                }
            }
            syn::Item::Impl(block) if inherent(block).is_some() => {
                for method in methods(block).filter(|method| method.sig.ident == "builder") {
                    describe(&mut method.attrs, "Starts a value; `try_into()` on the builder finishes it.");
                }
            }
            _ => {}
        }
    }
    for item in module(&mut file.items, &["types", "builder"]) {
        match item {
            syn::Item::Struct(item) => {
                let text = format!("Builder of a [`{0}`](super::{0}).", item.ident);
                describe(&mut item.attrs, &text);
            }
            syn::Item::Impl(block) => {
                let Some(name) = inherent(block) else { continue };
                for method in methods(block) {
                    if let Some(text) = fields.get(&(name.clone(), method.sig.ident.to_string())) {
                        describe(&mut method.attrs, text);
                    }
                }
            }
            _ => {}
        }
    }
    let by_method = operations(document, names::method);
    for item in &mut file.items {
        if let syn::Item::Impl(block) = item {
            for method in methods(block) {
                let operation = by_method.get(&method.sig.ident.to_string());
                compile_example(method, operation);
            }
        }
    }
    let by_builder = operations(document, names::builder);
    for item in module(&mut file.items, &["builder"]) {
        let syn::Item::Impl(block) = item else { continue };
        let operation = inherent(block).and_then(|name| by_builder.get(&name));
        for method in methods(block) {
            let name = method.sig.ident.to_string();
            let parameter = operation.and_then(|operation| operation.parameter_of(&name));
            let text = match (name.as_str(), parameter) {
                (_, Some(parameter)) => {
                    parameter.node.value["description"].as_str().unwrap_or("A parameter of the request.")
                }
                ("new", None) => "Starts the request; the method of the client does the same.",
                ("body", None) => "The body of the request.",
                ("body_map", None) => "Changes the body of the request.",
                _ => continue,
            };
            describe(&mut method.attrs, text);
        }
    }
}

/// Adds docs, unless there are some.
pub(super) fn describe(attributes: &mut Vec<syn::Attribute>, text: &str) {
    if existing(attributes).is_none() {
        let text = format!(" {}", text.trim());
        attributes.insert(0, parse_quote!(#[doc = #text]));
    }
}

fn existing(attributes: &[syn::Attribute]) -> Option<String> {
    attributes.iter().find_map(|attribute| match &attribute.meta {
        syn::Meta::NameValue(syn::MetaNameValue { path, value: syn::Expr::Lit(literal), .. })
            if path.is_ident("doc") =>
        {
            match &literal.lit {
                syn::Lit::Str(text) => Some(text.value()),
                _ => None,
            }
        }
        _ => None,
    })
}

fn schema<'a>(document: &'a Document, type_name: &str) -> Option<Node<'a>> {
    let mut schemas = document.node("/components/schemas").members();
    schemas.find(|(name, _)| names::type_(name) == type_name).map(|(_, schema)| schema)
}

/// The description of the schema that a property refers to: the generator looks at the property alone.
fn referred<'a>(schema: &Node<'a>, property: &str) -> Option<&'a str> {
    schema.get("properties").get(property).followed().value["description"].as_str()
}

/// The operations by the name that `of` makes of their ids.
pub(super) fn operations<'a>(document: &'a Document, of: fn(&str) -> String) -> HashMap<String, Operation<'a>> {
    document.operations().into_iter().map(|operation| (of(operation.id()), operation)).collect()
}

/// Replaces the generator's example, which cannot be compiled, by one with the document's example values; drops it if
/// the document lacks one for a required parameter.
fn compile_example(method: &mut syn::ImplItemFn, operation: Option<&Operation<'_>>) {
    let Some(docs) = existing(&method.attrs) else { return };
    let Some((text, _)) = docs.split_once("```ignore") else { return };
    let mut docs = text.trim_end().to_owned();
    if let Some(call) = operation.and_then(|operation| example_call(&method.sig.ident.to_string(), operation)) {
        docs.push_str(&format!(
            "\n\n```no_run\n\
             # async fn example(client: intellixent::Client) -> Result<(), intellixent::Error> {{\n\
             let response = {call}.send().await?.into_inner();\n\
             # Ok(())\n\
             # }}\n```"
        ));
    }
    method.attrs.retain(|attribute| !attribute.path().is_ident("doc"));
    method.attrs.insert(0, parse_quote!(#[doc = #docs]));
}

fn example_call(method: &str, operation: &Operation<'_>) -> Option<String> {
    if operation.body().is_some() {
        return None;
    }
    let mut call = format!("client.{method}()");
    for parameter in operation.parameters() {
        let value = match &parameter.node.value["example"] {
            Value::Null if parameter.required => return None,
            Value::Null => continue,
            value => value,
        };
        call.push_str(&format!(".{}({value})", names::setter(parameter.name)));
    }
    Some(call)
}
