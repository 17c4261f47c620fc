//! The names on the wire, read off the lists that the macros of the models are given.

use std::collections::HashMap;

use proc_macro2::TokenStream;

/// The names on the wire of what the macros list: fields and variants by type and name in Rust.
pub(crate) struct WireNames(HashMap<(String, String), String>);

impl WireNames {
    /// Reads the lists among the items of a module.
    pub(crate) fn of(items: &[syn::Item]) -> Self {
        let mut names = HashMap::new();
        for item in items {
            let syn::Item::Macro(call) = item else { continue };
            let flat: Vec<_> = flattened(call.mac.tokens.clone());
            let Some(type_) = flat.first() else { continue };
            for window in flat.windows(4) {
                let entry = match window {
                    // "name": kind field
                    [name, colon, _, field] if colon == ":" => string(name).map(|name| (field.clone(), name)),
                    // Variant = "text"
                    [variant, equals, text, _] if equals == "=" => string(text).map(|text| (variant.clone(), text)),
                    _ => None,
                };
                names.extend(entry.map(|(name, wire)| ((type_.clone(), name), wire)));
            }
        }
        Self(names)
    }

    /// The name on the wire of a field or variant, if it is listed.
    pub(crate) fn get(&self, type_: &syn::Ident, name: &syn::Ident) -> Option<&str> {
        self.0.get(&(type_.to_string(), name.to_string())).map(String::as_str)
    }
}

fn flattened(tokens: TokenStream) -> Vec<String> {
    let texts = tokens.into_iter().flat_map(|token| match token {
        proc_macro2::TokenTree::Group(group) => flattened(group.stream()),
        token => vec![token.to_string()],
    });
    texts.collect()
}

fn string(token: &str) -> Option<String> {
    syn::parse_str::<syn::LitStr>(token).ok().map(|text| text.value())
}
