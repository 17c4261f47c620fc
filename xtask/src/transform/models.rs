//! The generated types: the generator decides their names and the types of their members, and all else is made anew. Each
//! object becomes a struct in the order of the document, a list of its members for the macro that makes it a model, and a
//! builder.

use std::collections::{HashMap, HashSet};

use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident, quote};
use serde_json::Value;
use syn::{
    parse_quote,
    visit_mut::{self, VisitMut},
};

use super::{describe, items_of};
use crate::document::{Document, child};

const EXTRA: &str = "What the document does not describe, and what it describes in another form than came, as it came.";

/// Makes the types anew.
pub(super) fn regenerate(file: &mut syn::File, document: &Document) {
    let Some(items) = items_of(&mut file.items, "types") else { return };
    let objects = Objects::of(document);
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
            syn::Item::Struct(item) if is_object(&item) => {
                made.insert(item.ident.to_string());
                let object = Object::new(item, &objects, document);
                kept.extend(object.items());
                builders.extend(object.builder(&names));
            }
            syn::Item::Enum(item) if texts(&item).is_some() => {
                made.insert(item.ident.to_string());
                kept.extend(list(item));
            }
            syn::Item::Struct(item) => kept.extend(other_struct(item)),
            syn::Item::Enum(item) => kept.extend(union(item)),
            // What the generator wrote for a type that is made anew, but for a default of the document.
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
            item => kept.push(item),
        }
    }
    let used = kept.iter().map(|item| item.to_token_stream().to_string()).any(|text| text.contains("\"defaults::"));
    kept.retain(|item| used || !matches!(item, syn::Item::Mod(module) if module.ident == "defaults"));
    kept.push(schemas(&names, document));
    kept.push(parse_quote! {
        /// Builders of the types.
        pub mod builder {
            #(#builders)*
        }
    });
    *items = kept;
}

/// Whether a struct stands for an object of the document, and not for forms that overlap.
fn is_object(item: &syn::ItemStruct) -> bool {
    let is_part = |field: &syn::Field| serde(&field.attrs).flatten && !is_extra(field);
    matches!(item.fields, syn::Fields::Named(_)) && !item.fields.iter().any(is_part)
}

fn is_extra(field: &syn::Field) -> bool {
    serde(&field.attrs).flatten && field.ident.as_ref().is_some_and(|name| name == "extra")
}

fn replaced(block: &syn::ItemImpl, made: &HashSet<String>) -> bool {
    let syn::Type::Path(path) = &*block.self_ty else { return false };
    let ours = path.path.segments.last().is_some_and(|name| made.contains(&name.ident.to_string()));
    let is_default =
        block.trait_.as_ref().is_some_and(|(_, path, _)| path.segments.iter().any(|s| s.ident == "Default"));
    ours && !is_default
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
    fn new(item: syn::ItemStruct, objects: &Objects, document: &Document) -> Self {
        let mut members: Vec<_> =
            item.fields.into_iter().filter(|field| !is_extra(field)).filter_map(Member::new).collect();
        if let Some(order) = objects.properties(&item.ident.to_string(), &members) {
            let place = |member: &Member| order.iter().position(|(name, _)| *name == member.name);
            members.sort_by_key(place);
            for (member, (_, at)) in members.iter_mut().zip(order) {
                member.describe(document, at);
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
                    crate::model::set(&mut self.#field, #name, value, &mut self.problem);
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
                    problem: ::std::option::Option<crate::ConversionError>,
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
                        if let ::std::option::Option::Some(problem) = self.problem {
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
                        Self { problem: ::std::option::Option::None, #(#again,)* extra: value.extra }
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

    /// Takes the description of the property at that place, or of what it refers to; and `null`, if that does.
    fn describe(&mut self, document: &Document, at: &str) {
        let Some(property) = document.json.pointer(at) else { return };
        let schema = document.resolved(property);
        let description = [property, schema].into_iter().find_map(|schema| schema["description"].as_str());
        if let Some(text) = description {
            self.text = format!(" {}", text.trim());
        }
        if self.kind == "required" && takes_null(document, schema) {
            self.kind = "nullable";
        }
    }
}

/// Whether a schema takes `null`, itself or in one of its forms.
fn takes_null(document: &Document, schema: &Value) -> bool {
    let forms = ["oneOf", "anyOf", "allOf"].into_iter().filter_map(|key| schema[key].as_array()).flatten();
    schema["nullable"] == true || forms.map(|form| document.resolved(form)).any(|form| form["nullable"] == true)
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
fn list(mut item: syn::ItemEnum) -> Vec<syn::Item> {
    let texts = texts(&item).unwrap_or_default();
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

/// A newtype is a model as what it holds, unless the generator has something to check; what is left is read by its own
/// `Deserialize`.
fn other_struct(mut item: syn::ItemStruct) -> Vec<syn::Item> {
    item.attrs.push(parse_quote!(#[non_exhaustive]));
    let name = &item.ident;
    let open = match &item.fields {
        syn::Fields::Unnamed(fields) => {
            fields.unnamed.first().filter(|field| matches!(field.vis, syn::Visibility::Public(_)))
        }
        _ => None,
    };
    let call = match open.map(|field| &field.ty) {
        Some(of) => parse_quote!(crate::model::newtype!(#name, #of);),
        None => by_value(name),
    };
    if open.is_some() {
        without_derive(&mut item.attrs, "Deserialize");
    }
    vec![item.into(), call]
}

/// A union of forms.
fn union(mut item: syn::ItemEnum) -> Vec<syn::Item> {
    item.attrs.push(parse_quote!(#[non_exhaustive]));
    let name = &item.ident;
    let forms = item.variants.iter().map(|variant| match &variant.fields {
        syn::Fields::Unnamed(fields) if fields.unnamed.len() == 1 => {
            let (variant, of) = (&variant.ident, &fields.unnamed[0].ty);
            Some(quote!(#variant(#of)))
        }
        _ => None,
    });
    let call = match forms.collect::<Option<Vec<_>>>() {
        Some(forms) => parse_quote!(crate::model::union! { #name { #(#forms,)* } }),
        None => by_value(name),
    };
    for variant in &mut item.variants {
        describe::describe(&mut variant.attrs, "One of the forms of the value.");
    }
    if !is_by_value(&call) {
        without_derive(&mut item.attrs, "Deserialize");
    }
    vec![item.into(), call]
}

fn by_value(name: &syn::Ident) -> syn::Item {
    parse_quote!(crate::model::by_value! { #name, "a value that the document describes"; })
}

fn is_by_value(call: &syn::Item) -> bool {
    matches!(call, syn::Item::Macro(call) if call.mac.path.segments.last().is_some_and(|name| name.ident == "by_value"))
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
fn schemas(names: &HashSet<String>, document: &Document) -> syn::Item {
    let (mut described, mut others) = (Vec::new(), Vec::new());
    for (name, schema) in document.json["components"]["schemas"].as_object().into_iter().flatten() {
        let named = match &schema["x-rust-type"] {
            Value::Null => names.iter().find(|type_| **type_ == crate::document::names::type_(name)).cloned(),
            named => Some(crate::generate::rust_path(document, named, "")),
        };
        let Some((named, of)) =
            named.and_then(|named| Some((named.clone(), syn::parse_str::<syn::Type>(&named).ok()?)))
        else {
            continue;
        };
        // A type with parameters, of another crate, or of another schema has a schema of its own.
        let own = ["<", "::types::"].iter().any(|part| named.contains(part))
            || schema["x-rust-type"]["crate"].as_str().is_some_and(|of| of != "intellixent");
        match own {
            true if takes_null(document, schema) => others.push(quote!(#name: ::std::option::Option<#of>,)),
            true => others.push(quote!(#name: #of,)),
            false => described.push(quote!(#name => #of,)),
        }
    }
    parse_quote! {
        #[cfg(feature = "schemars")]
        crate::model::schemas! { #(#described)* ; #(#others)* }
    }
}

/// The objects of the document: each with its properties in their order, and where each stands.
struct Objects(Vec<(String, Vec<(String, String)>)>);

impl Objects {
    fn of(document: &Document) -> Self {
        let mut objects = Vec::new();
        collect(document, "", &document.json, &mut objects);
        Self(objects)
    }

    /// The properties of the object that a struct was made of: the one of its name, or one with the same properties.
    fn properties(&self, name: &str, members: &[Member]) -> Option<&[(String, String)]> {
        let names: HashSet<_> = members.iter().map(|member| member.name.as_str()).collect();
        let alike = |properties: &[(String, String)]| {
            names.len() == properties.len() && properties.iter().all(|(name, _)| names.contains(name.as_str()))
        };
        let named = |at: &str| {
            at.strip_prefix("/components/schemas/").is_some_and(|at| crate::document::names::type_(at) == *name)
        };
        let mut found = self.0.iter().filter(|(_, properties)| alike(properties)).collect::<Vec<_>>();
        found.sort_by_key(|(at, _)| !named(at));
        found.first().map(|(_, properties)| properties.as_slice())
    }
}

fn collect(document: &Document, at: &str, node: &Value, objects: &mut Vec<(String, Vec<(String, String)>)>) {
    match node {
        Value::Object(members) => {
            if node["properties"].is_object() || node["allOf"].is_array() {
                let mut properties = Vec::new();
                gather(document, at, &mut properties, 0);
                objects.push((at.to_owned(), properties));
            }
            members.iter().for_each(|(name, node)| collect(document, &child(at, name), node, objects));
        }
        Value::Array(items) => {
            let items = items.iter().enumerate();
            items.for_each(|(index, node)| collect(document, &format!("{at}/{index}"), node, objects));
        }
        _ => {}
    }
}

/// The properties of the schema at a place, those of all its parts included, in the order of the document.
fn gather(document: &Document, at: &str, properties: &mut Vec<(String, String)>, depth: usize) {
    let (at, schema) = document.follow(at);
    // A schema that is a part of itself is refused elsewhere.
    let parts = schema["allOf"].as_array().map_or(0, Vec::len);
    for part in (0..parts).filter(|_| depth < 16) {
        gather(document, &format!("{at}/allOf/{part}"), properties, depth + 1);
    }
    let own = child(&at, "properties");
    let mut names: Vec<_> = schema["properties"].as_object().into_iter().flatten().map(|(name, _)| name).collect();
    let place = |name: &&String| document.place(&child(&own, name)).map(|place| (place.line, place.column));
    names.sort_by_key(place);
    for name in names {
        let property = (name.clone(), child(&own, name));
        match properties.iter_mut().find(|(known, _)| known == name) {
            Some(known) => *known = property,
            None => properties.push(property),
        }
    }
}

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
