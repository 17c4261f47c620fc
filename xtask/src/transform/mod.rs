//! What the generator cannot be told: the last step between its output and the committed file.
//!
//! Each change is a function on the syntax tree, named after what it is for.

mod describe;
mod models;
mod prelude;
mod wire_names;

use crate::document::Document;

pub(crate) use wire_names::WireNames;

/// Changes the generated models in place.
pub fn models(file: &mut syn::File, document: &Document) {
    models::regenerate(file, document);
}

/// The items of a module.
fn items_of<'a>(items: &'a mut [syn::Item], name: &str) -> Option<&'a mut Vec<syn::Item>> {
    items.iter_mut().find_map(|item| match item {
        syn::Item::Mod(module) if module.ident == name => module.content.as_mut().map(|(_, items)| items),
        _ => None,
    })
}
