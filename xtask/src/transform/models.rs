//! The generated types: the generator decides their names and the types of their members, and all else is made anew. Each
//! object becomes a struct in the order of the document, a list of its members for the macro that makes it a model, and a
//! builder.

use std::collections::HashSet;

use quote::{ToTokens, format_ident, quote};
use serde_json::Value;
use syn::{
    parse_quote,
    visit_mut::{self, VisitMut},
};

use super::{describe, items_of, prelude};
use crate::{
    document::{Document, Node, names},
    generate::prose,
};

const EXTRA: &str = "What the document does not describe, and what it describes in another form than came, as it came.";

/// Makes the types anew.
pub(super) fn regenerate(file: &mut syn::File, document: &Document) {
    let Some(items) = items_of(&mut file.items, "types") else { return };
    let mut names = HashSet::new();
    let (mut kept, mut made, mut builders) = (Vec::new(), HashSet::new(), Vec::new());
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
                made.insert(item.ident.to_string());
                let object = Object::new(item, document);
                kept.extend(object.items());
                builders.extend(object.builder(&names));
            }
            syn::Item::Enum(item) if texts(&item).is_some() => {
                made.insert(item.ident.to_string());
                kept.extend(list(item, document));
            }
            syn::Item::Struct(item) => kept.extend(newtype(item)),
            syn::Item::Enum(item) => kept.extend(union(item)),
            // What the generator wrote for a type that is made anew.
            syn::Item::Impl(block) if replaced(&block, &made) => {}
            syn::Item::Mod(module) if module.ident == "builder" => {}
            syn::Item::Mod(mut module) if module.ident == "error" => {
                module.content = Some((
                    Default::default(),
                    vec![parse_quote!(
                        pub use crate::ConversionError;
                    )],
                ));
                kept.push(module.into());
            }
            syn::Item::Impl(mut block) => {
                prelude::in_full(&mut block);
                kept.push(block.into());
            }
            item => kept.push(item),
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

fn is_extra(field: &syn::Field) -> bool {
    serde(&field.attrs).flatten && field.ident.as_ref().is_some_and(|name| name == "extra")
}

fn replaced(block: &syn::ItemImpl, made: &HashSet<String>) -> bool {
    let syn::Type::Path(path) = &*block.self_ty else { return false };
    path.path.segments.last().is_some_and(|name| made.contains(&name.ident.to_string()))
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

/// An object of the document as a struct.
struct Object {
    name: syn::Ident,
    docs: Vec<syn::Attribute>,
    members: Vec<Member>,
}

struct Member {
    /// The name on the wire.
    name: String,
    field: syn::Ident,
    kind: &'static str,
    /// Without the `Option` of a field that may be absent.
    of: syn::Type,
    text: String,
}

impl Object {
    fn new(item: syn::ItemStruct, document: &Document) -> Self {
        let mut members: Vec<_> =
            item.fields.into_iter().filter(|field| !is_extra(field)).filter_map(Member::new).collect();
        let properties = schema_of(&item.ident, document).map(|schema| schema.properties()).unwrap_or_default();
        members.sort_by_key(|member| properties.get_index_of(member.name.as_str()));
        for member in &mut members {
            if let Some(property) = properties.get(member.name.as_str()) {
                member.describe(property);
            }
        }
        let docs = item.attrs.into_iter().filter(|attribute| attribute.path().is_ident("doc")).collect();
        Self { name: item.ident, docs, members }
    }

    fn items(&self) -> Vec<syn::Item> {
        let Self { name, docs, members } = self;
        let fields = members.iter().map(|Member { field, kind, of, text, .. }| {
            let type_ = if *kind == "required" { quote!(#of) } else { quote!(::std::option::Option<#of>) };
            quote! {
                #[doc = #text]
                pub #field: #type_
            }
        });
        let list = members.iter().map(|Member { name, field, kind, of, .. }| {
            let kind = format_ident!("{kind}");
            quote!(#name: #kind #field: #of)
        });
        let default = members.iter().all(|member| member.kind != "required").then(|| quote!(Default,));
        let extra = format!(" {EXTRA}");
        vec![
            parse_quote! {
                #(#docs)*
                #[derive(Clone, #default PartialEq)]
                #[non_exhaustive]
                pub struct #name {
                    #(#fields,)*
                    #[doc = #extra]
                    pub extra: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                }
            },
            parse_quote! {
                impl #name {
                    /// Starts a value; `build()` ends it.
                    pub fn builder() -> builder::#name {
                        ::std::default::Default::default()
                    }
                    /// Decodes JSON that did not come through the client, as [`from_slice`](crate::from_slice) does.
                    ///
                    /// # Errors
                    ///
                    /// If the bytes are not JSON or do not fit.
                    pub fn from_slice(json: &[u8]) -> ::std::result::Result<Self, crate::Error> {
                        crate::from_slice(json)
                    }
                    /// Each described member that came in a form that its type does not take, at any level;
                    /// [`Misfit`](intellixent::Misfit) shows how to refuse one.
                    pub fn misfits(&self) -> ::std::vec::Vec<::intellixent::Misfit<'_>> {
                        crate::model::Model::all_misfits(self)
                    }
                }
            },
            parse_quote!(crate::model::object! { #name { #(#list,)* } }),
        ]
    }

    fn builder(&self, names: &HashSet<String>) -> Vec<syn::Item> {
        let Self { name, members, .. } = self;
        let docs = format!(" Builder of a [`{name}`](super::{name}).");
        let types: Vec<_> = members.iter().map(|member| outside(member.of.clone(), names)).collect();
        let fields: Vec<_> = members.iter().map(|member| &member.field).collect();
        let setters = members.iter().zip(&types).map(|(Member { name, field, text, .. }, of)| {
            let setter = if field == "build" { format_ident!("build_") } else { field.clone() };
            // `null` is a value of its own there, which an empty `Option` becomes.
            let (how, given) = match *of == parse_quote!(::serde_json::Value) {
                true => (None, quote!(crate::model::Itself)),
                false => (Some(quote!(<How>)), quote!(How)),
            };
            quote! {
                #[doc = #text]
                pub fn #setter #how(mut self, value: impl crate::Given<#of, #given>) -> Self {
                    crate::model::set(&mut self.#field, #name, value, &mut self.problem_);
                    self
                }
            }
        });
        let whole = members.iter().map(|Member { name, field, kind, .. }| match *kind {
            "required" => quote!(#field: crate::model::needed(#name, self.#field)?),
            _ => quote!(#field: self.#field),
        });
        let again = members.iter().map(|Member { field, kind, .. }| match *kind {
            "required" => quote!(#field: ::std::option::Option::Some(value.#field)),
            _ => quote!(#field: value.#field),
        });
        let extra = format!(" {EXTRA}");
        let result = quote!(::std::result::Result);
        vec![
            parse_quote! {
                #[doc = #docs]
                #[derive(Clone, Debug, Default)]
                pub struct #name {
                    problem_: ::std::option::Option<crate::ConversionError>,
                    #(#fields: ::std::option::Option<#types>,)*
                    extra: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                }
            },
            parse_quote! {
                impl #name {
                    #(#setters)*
                    #[doc = #extra]
                    pub fn extra(mut self, extra: ::serde_json::Map<::std::string::String, ::serde_json::Value>) -> Self {
                        self.extra = extra;
                        self
                    }
                    /// Ends it.
                    ///
                    /// # Errors
                    ///
                    /// If a setter was given what is no value of its field, or if a required one was not called. The error
                    /// names the field.
                    pub fn build(self) -> #result<super::#name, crate::ConversionError> {
                        if let ::std::option::Option::Some(problem) = self.problem_ {
                            return #result::Err(problem);
                        }
                        #result::Ok(super::#name { #(#whole,)* extra: self.extra })
                    }
                }
            },
            parse_quote! {
                impl ::std::convert::TryFrom<#name> for super::#name {
                    type Error = crate::ConversionError;
                    fn try_from(value: #name) -> #result<Self, crate::ConversionError> {
                        value.build()
                    }
                }
            },
            parse_quote! {
                impl ::std::convert::From<super::#name> for #name {
                    fn from(value: super::#name) -> Self {
                        Self { problem_: ::std::option::Option::None, #(#again,)* extra: value.extra }
                    }
                }
            },
        ]
    }
}

impl Member {
    fn new(field: syn::Field) -> Option<Self> {
        let mut ident = field.ident?;
        let serde = serde(&field.attrs);
        let name = serde.rename.unwrap_or_else(|| ident.to_string().trim_start_matches("r#").to_owned());
        if ident == "extra" {
            ident = format_ident!("extra_");
        }
        let (kind, of) = match option_of(&field.ty) {
            Some(of) if serde.nullable => ("nullable", of),
            Some(of) => ("optional", of),
            None if serde.default => ("optional", field.ty),
            None => ("required", field.ty),
        };
        let text = describe::existing(&field.attrs).unwrap_or_else(|| format!(" `{name}` on the wire."));
        Some(Self { name, field: ident, kind, of, text })
    }

    /// Takes the description of its property, or of what that refers to.
    fn describe(&mut self, property: &Node<'_>) {
        let texts =
            [property.clone(), property.clone().followed()].map(|schema| prose::markdown(schema.text("description")));
        if let Some(text) = texts.iter().find(|text| !text.is_empty()) {
            self.text = format!(" {text}");
        }
    }
}

/// The schema that a type was made of, if it has a name.
fn schema_of<'a>(type_: &syn::Ident, document: &'a Document) -> Option<Node<'a>> {
    let mut schemas = document.node("/components/schemas").members();
    schemas.find(|(name, _)| *type_ == names::type_(name)).map(|(_, schema)| schema.followed())
}

/// What stands in an `Option`.
fn option_of(of: &syn::Type) -> Option<syn::Type> {
    let syn::Type::Path(path) = of else { return None };
    let last = path.path.segments.last().filter(|last| last.ident == "Option" && path.path.segments.len() == 3)?;
    match &last.arguments {
        syn::PathArguments::AngleBracketed(list) => match list.args.first()? {
            syn::GenericArgument::Type(of) => Some(of.clone()),
            _ => None,
        },
        _ => None,
    }
}

/// The type as it is named in the module of builders.
fn outside(mut of: syn::Type, names: &HashSet<String>) -> syn::Type {
    struct Super<'a>(&'a HashSet<String>);

    impl VisitMut for Super<'_> {
        fn visit_type_path_mut(&mut self, path: &mut syn::TypePath) {
            visit_mut::visit_type_path_mut(self, path);
            if let Some(name) = path.path.get_ident().filter(|name| self.0.contains(&name.to_string())) {
                *path = parse_quote!(super::#name);
            }
        }
    }

    Super(names).visit_type_mut(&mut of);
    of
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
        describe::describe(&mut variant.attrs, &format!("`{text}` on the wire."));
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
        describe::describe(&mut variant.attrs, "One of the forms of the value.");
    }
    let forms = item.variants.iter().map(|syn::Variant { ident, fields, .. }| {
        let of = fields.iter().map(|field| &field.ty);
        quote!(#ident(#(#of),*))
    });
    let name = &item.ident;
    let call = parse_quote!(crate::model::union! { #name { #(#forms,)* } });
    vec![item.into(), call]
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
