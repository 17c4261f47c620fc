//! Docs for what the generator leaves without: in the document's words where it has some.

use std::collections::HashMap;

use serde_json::Value;
use syn::parse_quote;

use super::{inherent, methods, module, open_interface};
use crate::document::Document;

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
                        let referred = schema.and_then(|schema| referred(document, schema, &property));
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
    let operations = operations(document);
    for item in &mut file.items {
        if let syn::Item::Impl(block) = item {
            for method in methods(block) {
                let operation = operations.get(&plain(&method.sig.ident.to_string()));
                compile_example(method, operation.copied());
            }
        }
    }
    for item in module(&mut file.items, &["builder"]) {
        let syn::Item::Impl(block) = item else { continue };
        let operation = inherent(block).and_then(|name| operations.get(&plain(&name)));
        for method in methods(block) {
            let name = method.sig.ident.to_string();
            let parameter = operation.and_then(|operation| parameter(operation, &name));
            let text = match (name.as_str(), parameter) {
                (_, Some(parameter)) => parameter["description"].as_str().unwrap_or("A parameter of the request."),
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

/// Letters and digits in lower case, so that a name of the document is found under its name in Rust.
pub(super) fn plain(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn schema<'a>(document: &'a Document, type_name: &str) -> Option<&'a Value> {
    let schemas = document.json.pointer("/components/schemas")?.as_object()?;
    schemas.iter().find(|(name, _)| plain(name) == plain(type_name)).map(|(_, schema)| schema)
}

/// The description of the schema that a property refers to: the generator looks at the property alone.
fn referred<'a>(document: &'a Document, schema: &'a Value, property: &str) -> Option<&'a str> {
    document.resolved(&schema["properties"][property])["description"].as_str()
}

pub(super) fn operations(document: &Document) -> HashMap<String, &Value> {
    let paths = document.json["paths"].as_object().into_iter().flat_map(|paths| paths.values());
    let operations = paths.filter_map(Value::as_object).flat_map(|path| path.values());
    operations.filter_map(|operation| Some((plain(operation["operationId"].as_str()?), operation))).collect()
}

pub(super) fn parameter<'a>(operation: &'a Value, name: &str) -> Option<&'a Value> {
    let parameters = operation["parameters"].as_array()?;
    parameters.iter().find(|parameter| parameter["name"].as_str().is_some_and(|api| plain(api) == plain(name)))
}

/// Replaces the generator's example, which cannot be compiled, by one with the document's example values; drops it if
/// the document lacks one for a required parameter.
fn compile_example(method: &mut syn::ImplItemFn, operation: Option<&Value>) {
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

fn example_call(method: &str, operation: &Value) -> Option<String> {
    if operation.get("requestBody").is_some() {
        return None;
    }
    let mut call = format!("client.{method}()");
    for parameter in operation["parameters"].as_array().into_iter().flatten() {
        let value = match &parameter["example"] {
            Value::Null if parameter["required"] == true => return None,
            Value::Null => continue,
            value => value,
        };
        let name = parameter["name"].as_str()?;
        // A name that is not the setter's own name too would need the generator's spelling of it.
        syn::parse_str::<syn::Ident>(name).ok().filter(|_| name.chars().all(|c| c == '_' || c.is_ascii_lowercase()))?;
        call.push_str(&format!(".{name}({value})"));
    }
    Some(call)
}
