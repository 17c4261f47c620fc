//! Where the generated code calls into the hand-written part.

use syn::{
    parse_quote,
    visit_mut::{self, VisitMut},
};

use super::inherent;

/// Removes the generator's ways in: `Client::new` and `Client::new_with_client`, which go past the checks of
/// `ClientBuilder`, and the prelude.
pub(super) fn use_own_constructor(file: &mut syn::File) {
    for item in &mut file.items {
        if let syn::Item::Impl(block) = item
            && inherent(block).is_some_and(|name| name == "Client")
        {
            block.items.retain(|item| {
                !matches!(item, syn::ImplItem::Fn(method) if method.sig.ident == "new" || method.sig.ident == "new_with_client")
            });
        }
    }
    file.items.retain(|item| match item {
        syn::Item::Impl(block) => inherent(block).is_none() || !block.items.is_empty(),
        // It names the client once more, which the crate's own root already does.
        syn::Item::Mod(module) => module.ident != "prelude",
        _ => true,
    });
}

/// Decodes with `crate::decode::response`, whose error names the place that did not fit and holds the whole answer.
pub(super) fn decode_with_path(file: &mut syn::File) {
    struct Decode;

    impl VisitMut for Decode {
        fn visit_expr_path_mut(&mut self, path: &mut syn::ExprPath) {
            let names: Vec<_> = path.path.segments.iter().map(|segment| segment.ident.to_string()).collect();
            if names == ["ResponseValue", "from_response"] {
                *path = parse_quote!(crate::decode::response);
            }
            visit_mut::visit_expr_path_mut(self, path);
        }
    }

    Decode.visit_file_mut(file);
}
