//! Docs for what the generator leaves without: in the document's words where it has some.

use std::collections::HashMap;

use syn::parse_quote;

use super::{inherent, methods, module, open_interface};
use crate::document::{Document, Node, names};

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
