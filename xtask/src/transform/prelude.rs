//! What the generator writes with a bare name of Rust's prelude, which may be the name of a schema, is given its full path.

use syn::{
    parse_quote,
    visit_mut::{self, VisitMut},
};

/// Gives the bare names in a block of the generator their full paths. Of the types this is only the `String` of
/// `TryFrom<String>`: the generator writes all others in full, so that a bare one is a schema.
pub(super) fn in_full(block: &mut syn::ItemImpl) {
    Values.visit_item_impl_mut(block);
    let converts = block.trait_.as_mut().and_then(|(_, path, _)| path.segments.last_mut());
    let Some(converts) = converts.filter(|name| name.ident == "TryFrom") else { return };
    let syn::PathArguments::AngleBracketed(of) = &mut converts.arguments else { return };
    let string: syn::Type = parse_quote!(::std::string::String);
    if of.args.first() == Some(&parse_quote!(String)) {
        of.args = parse_quote!(#string);
        block.items.iter_mut().for_each(|item| Strings(&string).visit_impl_item_mut(item));
    }
}

struct Values;

impl VisitMut for Values {
    fn visit_expr_path_mut(&mut self, node: &mut syn::ExprPath) {
        full(&mut node.path);
    }

    fn visit_pat_tuple_struct_mut(&mut self, node: &mut syn::PatTupleStruct) {
        full(&mut node.path);
        visit_mut::visit_pat_tuple_struct_mut(self, node);
    }
}

fn full(path: &mut syn::Path) {
    for name in ["Ok", "Err"] {
        if path.is_ident(name) {
            let name = quote::format_ident!("{name}");
            *path = parse_quote!(::std::result::Result::#name);
        }
    }
}

struct Strings<'a>(&'a syn::Type);

impl VisitMut for Strings<'_> {
    fn visit_type_mut(&mut self, node: &mut syn::Type) {
        if *node == parse_quote!(String) {
            node.clone_from(self.0);
        }
        visit_mut::visit_type_mut(self, node);
    }
}
