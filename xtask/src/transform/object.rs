//! An object of the document as a struct, a list for the macro `object!` of the client, and a builder.

use std::collections::HashSet;

use quote::{format_ident, quote};
use syn::{
    parse_quote,
    visit_mut::{self, VisitMut},
};

use super::{docs, schema_of, serde};
use crate::{
    document::{Document, Node},
    generate::{
        operations::{given_or_not, inside},
        prose,
    },
};

const EXTRA: &str =
    "Undocumented fields, and documented ones whose value has an undocumented form. All of them serialize unchanged.";

/// An object of the document as a struct.
pub(super) struct Object {
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
    pub(super) fn new(item: syn::ItemStruct, document: &Document) -> Self {
        let mut members: Vec<_> = item.fields.into_iter().filter_map(Member::new).collect();
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

    pub(super) fn items(&self) -> Vec<syn::Item> {
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
                    /// A builder without any field.
                    pub fn builder() -> builder::#name {
                        ::std::default::Default::default()
                    }
                    /// Decodes JSON that the client did not fetch; see [`from_slice`](crate::from_slice).
                    ///
                    /// # Errors
                    ///
                    /// If the bytes are not JSON or not a value of this type.
                    pub fn from_slice(json: &[u8]) -> ::std::result::Result<Self, crate::Error> {
                        crate::from_slice(json)
                    }
                    /// The documented fields, at any level, whose value has an undocumented form; see
                    /// [`Misfit`](intellixent::Misfit).
                    pub fn misfits(&self) -> ::std::vec::Vec<::intellixent::Misfit<'_>> {
                        crate::model::Model::all_misfits(self)
                    }
                }
            },
            parse_quote!(crate::model::object! { #name { #(#list,)* } }),
        ]
    }

    pub(super) fn builder(&self, names: &HashSet<String>) -> Vec<syn::Item> {
        let Self { name, members, .. } = self;
        let docs = format!(" Builder of [`{name}`](super::{name}).");
        let types: Vec<_> = members.iter().map(|member| outside(member.of.clone(), names)).collect();
        let fields: Vec<_> = members.iter().map(|member| &member.field).collect();
        let setters = members.iter().zip(&types).map(|(Member { name, field, text, .. }, of)| {
            let setter = if field == "build" { format_ident!("build_") } else { field.clone() };
            let (how, given) = given_or_not(of);
            quote! {
                #[doc = #text]
                pub fn #setter #how(mut self, value: #given) -> Self {
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
                    /// Builds the value.
                    ///
                    /// # Errors
                    ///
                    /// If a required field is missing, or if a setter's argument cannot be converted to the type of the
                    /// field. The error names the field.
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
        if serde.flatten && ident == "extra" {
            return None;
        }
        let name = serde.rename.unwrap_or_else(|| ident.to_string().trim_start_matches("r#").to_owned());
        if ident == "extra" {
            ident = format_ident!("extra_");
        }
        let (kind, of) = match inside("Option", &field.ty).cloned() {
            Some(of) if serde.nullable => ("nullable", of),
            Some(of) => ("optional", of),
            None if serde.default => ("optional", field.ty),
            None => ("required", field.ty),
        };
        let text = docs(&field.attrs).unwrap_or_else(|| format!(" `{name}` on the wire."));
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
