//! Docs for what the generator leaves without.

use syn::parse_quote;

/// Adds docs, unless there are some.
pub(super) fn describe(attributes: &mut Vec<syn::Attribute>, text: &str) {
    if existing(attributes).is_none() {
        let text = format!(" {}", text.trim());
        attributes.insert(0, parse_quote!(#[doc = #text]));
    }
}

pub(super) fn existing(attributes: &[syn::Attribute]) -> Option<String> {
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
