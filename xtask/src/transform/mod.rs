//! What the generator cannot be told: the last step between its output and the committed file.
//!
//! Each change is a function on the syntax tree, named after what it is for.

mod describe;
mod open_interface;

pub(crate) use open_interface::renamed;

use crate::document::Document;

/// Changes the generated models in place.
pub fn models(file: &mut syn::File, document: &Document) {
    open_interface::mark_extensible(file);
    open_interface::name_enum_texts(file);
    open_interface::default_extra(file);
    describe::all(file, document);
}

/// The items of the module that a path of names leads to; none if there is no such module.
fn module<'a>(mut items: &'a mut [syn::Item], path: &[&str]) -> &'a mut [syn::Item] {
    for name in path {
        let inner = items.iter_mut().find_map(|item| match item {
            syn::Item::Mod(module) if module.ident == name => module.content.as_mut(),
            _ => None,
        });
        match inner {
            Some((_, content)) => items = content,
            None => return &mut [],
        }
    }
    items
}

/// The name of the type that an `impl` block without a trait is for.
fn inherent(block: &syn::ItemImpl) -> Option<String> {
    match (&block.trait_, &*block.self_ty) {
        (None, syn::Type::Path(path)) => Some(path.path.segments.last()?.ident.to_string()),
        _ => None,
    }
}

fn methods(block: &mut syn::ItemImpl) -> impl Iterator<Item = &mut syn::ImplItemFn> {
    block.items.iter_mut().filter_map(|item| match item {
        syn::ImplItem::Fn(method) => Some(method),
        _ => None,
    })
}
