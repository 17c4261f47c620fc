//! What keeps a growing API from breaking the callers of the generated types.

use syn::parse_quote;

use super::module;

/// A new field or a new value must break no caller: every type is `#[non_exhaustive]`. And every type has a schema of
/// its own, for those who ask for it.
pub(super) fn mark_extensible(file: &mut syn::File) {
    for item in module(&mut file.items, &["types"]) {
        let attributes = match item {
            syn::Item::Struct(item) => &mut item.attrs,
            syn::Item::Enum(item) => &mut item.attrs,
            _ => continue,
        };
        attributes.push(parse_quote!(#[non_exhaustive]));
        attributes.push(parse_quote!(#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]));
    }
}

/// Gives each enum of texts `as_str`, which `OpenEnum` and callers build on.
pub(super) fn name_enum_texts(file: &mut syn::File) {
    let types = file.items.iter_mut().find_map(|item| match item {
        syn::Item::Mod(module) if module.ident == "types" => module.content.as_mut().map(|(_, items)| items),
        _ => None,
    });
    let Some(types) = types else { return };
    let mut with_texts = Vec::with_capacity(types.len());
    for item in std::mem::take(types) {
        let texts = match &item {
            syn::Item::Enum(item) => item
                .variants
                .iter()
                .map(|variant| Some((variant.ident.clone(), text(variant)?)))
                .collect::<Option<Vec<_>>>(),
            _ => None,
        };
        let block: Option<[syn::Item; 2]> = match (&item, texts) {
            (syn::Item::Enum(item), Some(texts)) => {
                let name = &item.ident;
                let arms = texts.iter().map(|(variant, text)| quote::quote!(Self::#variant => #text));
                Some([
                    parse_quote! {
                        impl #name {
                            /// The text on the wire.
                            pub const fn as_str(&self) -> &'static str {
                                match self { #(#arms),* }
                            }
                        }
                    },
                    parse_quote! {
                        impl ::std::convert::AsRef<str> for #name {
                            fn as_ref(&self) -> &str {
                                self.as_str()
                            }
                        }
                    },
                ])
            }
            _ => None,
        };
        with_texts.push(item);
        with_texts.extend(block.into_iter().flatten());
    }
    *types = with_texts;
}

/// The wire text of a variant without data.
pub(super) fn text(variant: &syn::Variant) -> Option<String> {
    if !matches!(variant.fields, syn::Fields::Unit) {
        return None;
    }
    Some(renamed(&variant.attrs).unwrap_or_else(|| variant.ident.to_string()))
}

/// The name in `#[serde(rename = "..")]`.
pub(crate) fn renamed(attributes: &[syn::Attribute]) -> Option<String> {
    let mut name = None;
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("serde")) {
        // Whatever else serde is told has another form, which is not of interest here.
        let _ = attribute.parse_nested_meta(|meta| {
            if meta.path.is_ident("rename") {
                name = Some(meta.value()?.parse::<syn::LitStr>()?.value());
            } else if let Ok(value) = meta.value() {
                value.parse::<syn::Lit>()?;
            }
            Ok(())
        });
    }
    name
}

/// A builder must not ask for `extra`, the map of fields that nobody knows: it starts empty.
pub(super) fn default_extra(file: &mut syn::File) {
    for item in module(&mut file.items, &["types", "builder"]) {
        let syn::Item::Impl(block) = item else { continue };
        for item in &mut block.items {
            let syn::ImplItem::Fn(method) = item else { continue };
            for statement in &mut method.block.stmts {
                let syn::Stmt::Expr(syn::Expr::Struct(value), None) = statement else { continue };
                for field in &mut value.fields {
                    let unset = matches!(&field.expr, syn::Expr::Call(call) if matches!(&*call.func, syn::Expr::Path(path) if path.path.is_ident("Err")));
                    if unset && matches!(&field.member, syn::Member::Named(name) if name == "extra") {
                        field.expr = parse_quote!(Ok(::std::default::Default::default()));
                    }
                }
            }
        }
    }
}
