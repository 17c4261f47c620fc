//! The generated types: the generator decides their names and the types of their fields, and all else is made anew. Each
//! object becomes a struct in the order of the document, a list of its fields for the macro that makes it a model, and a
//! builder.

mod object;

use std::collections::HashSet;

use quote::{ToTokens, quote};
use serde_json::Value;
use syn::parse_quote;

use object::Object;

use crate::document::{Document, Node, names};

/// Makes the types anew, in place.
pub(crate) fn models(file: &mut syn::File, document: &Document) {
    let types = file.items.iter_mut().find_map(|item| match item {
        syn::Item::Mod(module) if module.ident == "types" => module.content.as_mut().map(|(_, items)| items),
        _ => None,
    });
    let Some(items) = types else { return };
    let mut names = HashSet::new();
    let (mut kept, mut builders) = (Vec::new(), Vec::new());
    let all = std::mem::take(items);
    for item in &all {
        match item {
            syn::Item::Struct(item) => names.insert(item.ident.to_string()),
            syn::Item::Enum(item) => names.insert(item.ident.to_string()),
            _ => false,
        };
    }
    for item in all {
        match item {
            syn::Item::Struct(item) if matches!(item.fields, syn::Fields::Named(_)) => {
                let object = Object::new(item, document);
                kept.extend(object.items());
                builders.extend(object.builder(&names));
            }
            syn::Item::Enum(item) if texts(&item).is_some() => kept.extend(list(item, document)),
            syn::Item::Struct(item) => kept.extend(newtype(item)),
            syn::Item::Enum(item) => kept.extend(union(item)),
            // What the generator implements for its types.
            _ => {}
        }
    }
    kept.push(schemas(&names, document));
    kept.push(parse_quote! {
        /// Builders of the types.
        pub mod builder {
            #(#builders)*
        }
    });
    *items = kept;
}

/// What serde is told about a field or variant.
#[derive(Default)]
struct Serde {
    rename: Option<String>,
    flatten: bool,
    default: bool,
    /// It must be there, and may be `null`.
    nullable: bool,
}

fn serde(attributes: &[syn::Attribute]) -> Serde {
    let mut serde = Serde::default();
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("serde")) {
        // The generator writes nothing that this could not read.
        let _ = attribute.parse_nested_meta(|meta| {
            let value = meta.value().ok().map(|value| value.parse::<syn::LitStr>()).transpose()?;
            if meta.path.is_ident("rename") {
                serde.rename = value.map(|name| name.value());
            }
            serde.flatten |= meta.path.is_ident("flatten");
            serde.default |= meta.path.is_ident("default");
            serde.nullable |= meta.path.is_ident("deserialize_with");
            Ok(())
        });
    }
    serde
}

/// The schema that a type was made of, if it has a name.
fn schema_of<'a>(type_: &syn::Ident, document: &'a Document) -> Option<Node<'a>> {
    let mut schemas = document.node("/components/schemas").members();
    schemas.find(|(name, _)| *type_ == names::type_(name)).map(|(_, schema)| schema.followed())
}

/// The string of each variant on the wire, if the enum is a list of strings.
fn texts(item: &syn::ItemEnum) -> Option<Vec<String>> {
    let text = |variant: &syn::Variant| {
        let unit = matches!(variant.fields, syn::Fields::Unit);
        unit.then(|| serde(&variant.attrs).rename.unwrap_or_else(|| variant.ident.to_string()))
    };
    // A form that is told by what it looks like is no string.
    let untagged = item.attrs.iter().any(|attribute| {
        attribute.path().is_ident("serde") && attribute.to_token_stream().to_string().contains("untagged")
    });
    if untagged { None } else { item.variants.iter().map(text).collect() }
}

/// An enum of strings.
fn list(mut item: syn::ItemEnum, document: &Document) -> Vec<syn::Item> {
    let listed = schema_of(&item.ident, document).map_or_else(Vec::new, |schema| schema.strings());
    let of = |variant: String| {
        let place = names::variants(&listed).iter().position(|known| *known == variant);
        place.map_or(variant, |place| listed[place].to_owned())
    };
    let texts: Vec<_> = texts(&item).unwrap_or_default().into_iter().map(of).collect();
    for (variant, text) in item.variants.iter_mut().zip(&texts) {
        variant.attrs.retain(|attribute| attribute.path().is_ident("doc"));
        describe(&mut variant.attrs, &format!("`{text}` on the wire."));
    }
    item.attrs.retain(|attribute| attribute.path().is_ident("doc"));
    item.attrs.push(parse_quote!(#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]));
    item.attrs.push(parse_quote!(#[non_exhaustive]));
    let name = &item.ident;
    let variants: Vec<_> = item.variants.iter().map(|variant| &variant.ident).collect();
    let block = parse_quote! {
        impl #name {
            /// The string on the wire.
            pub const fn as_str(&self) -> &'static ::std::primitive::str {
                match self { #(Self::#variants => #texts,)* }
            }
        }
    };
    let macro_call = parse_quote!(crate::model::texts! { #name { #(#variants = #texts,)* } });
    vec![item.into(), block, macro_call]
}

/// A newtype is a model as what it holds.
fn newtype(mut item: syn::ItemStruct) -> Vec<syn::Item> {
    item.attrs.push(parse_quote!(#[non_exhaustive]));
    without_derive(&mut item.attrs, "Deserialize");
    let (name, of) = (&item.ident, item.fields.iter().map(|field| &field.ty));
    let call = parse_quote!(crate::model::newtype!(#name, #(#of),*););
    vec![item.into(), call]
}

/// A union of forms.
fn union(mut item: syn::ItemEnum) -> Vec<syn::Item> {
    item.attrs.push(parse_quote!(#[non_exhaustive]));
    without_derive(&mut item.attrs, "Deserialize");
    for variant in &mut item.variants {
        describe(&mut variant.attrs, "One of the forms of the value.");
    }
    let name = &item.ident;
    let forms: Vec<_> =
        item.variants.iter().map(|form| (&form.ident, form.fields.iter().map(|field| &field.ty))).collect();
    let forms: Vec<_> = forms.into_iter().map(|(form, of)| (form, quote!(#(#of),*))).collect();
    let is_one = |of: &str| forms.iter().filter(|(_, other)| other.to_string() == of).count() == 1;
    let conversions = forms.iter().filter(|(_, of)| is_one(&of.to_string())).map(|(form, of)| {
        parse_quote! {
            impl ::std::convert::From<#of> for #name {
                fn from(value: #of) -> Self {
                    Self::#form(value)
                }
            }
        }
    });
    let mut items: Vec<syn::Item> = conversions.collect();
    let (forms, types): (Vec<_>, Vec<_>) = forms.into_iter().unzip();
    items.push(parse_quote!(crate::model::union! { #name { #(#forms(#types),)* } }));
    items.insert(0, item.into());
    items
}

/// Adds docs, unless there are some.
fn describe(attributes: &mut Vec<syn::Attribute>, text: &str) {
    if docs(attributes).is_none() {
        let text = format!(" {text}");
        attributes.insert(0, parse_quote!(#[doc = #text]));
    }
}

fn docs(attributes: &[syn::Attribute]) -> Option<String> {
    let docs = attributes.iter().find(|attribute| attribute.path().is_ident("doc"))?.meta.require_name_value().ok()?;
    if let syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(text), .. }) = &docs.value {
        Some(text.value())
    } else {
        None
    }
}

fn without_derive(attributes: &mut [syn::Attribute], name: &str) {
    for attribute in attributes.iter_mut().filter(|attribute| attribute.path().is_ident("derive")) {
        let mut left = Vec::<syn::Path>::new();
        // A derive is a list of paths.
        let _ = attribute.parse_nested_meta(|meta| {
            left.extend(meta.path.segments.last().is_some_and(|last| last.ident != name).then_some(meta.path));
            Ok(())
        });
        *attribute = parse_quote!(#[derive(#(#left),*)]);
    }
}

/// The type of each component, so that `schemars` finds its schema.
fn schemas(types: &HashSet<String>, document: &Document) -> syn::Item {
    let (mut described, mut others) = (Vec::new(), Vec::new());
    for (name, schema) in document.node("/components/schemas").members() {
        let named = match &schema.value["x-rust-type"] {
            Value::Null => types.iter().find(|type_| **type_ == names::type_(name)).cloned(),
            named => Some(crate::generate::rust_path(document, named, "")),
        };
        let Some((named, of)) =
            named.and_then(|named| Some((named.clone(), syn::parse_str::<syn::Type>(&named).ok()?)))
        else {
            continue;
        };
        // A type with parameters, of another crate, or of another schema has a schema of its own.
        let own = ["<", "::types::"].iter().any(|part| named.contains(part))
            || schema.value["x-rust-type"]["crate"].as_str().is_some_and(|of| of != "intellixent");
        match own {
            true if schema.takes_null() => others.push(quote!(#name: ::std::option::Option<#of>,)),
            true => others.push(quote!(#name: #of,)),
            false => described.push(quote!(#name => #of,)),
        }
    }
    parse_quote! {
        #[cfg(feature = "schemars")]
        crate::model::schemas! { #(#described)* ; #(#others)* }
    }
}
