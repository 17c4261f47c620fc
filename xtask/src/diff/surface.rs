//! What callers of the generated code can name: the truth that the verdict for Rust callers is read from.

use std::{collections::BTreeMap, fmt};

use quote::ToTokens;

use super::changes::Rust;
use crate::{document::names, transform::WireNames};

/// A part of the generated interface, under the names that it has in Rust. An operation is called as its builder.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// A type in `types`, or a part of it.
    Type(String, Option<Inner>),
    /// An operation, or a part of it.
    Operation(String, Option<Inner>),
    /// A method of a mock.
    Mock(String, String),
    /// A ready value.
    Fixture(String),
}

/// A part of a type or of an operation.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Inner {
    /// A field of a struct.
    Field(String),
    /// A setter of a builder.
    Setter(String),
    /// A variant, by what it is on the wire.
    Value(String),
    /// A trait that a type has.
    Impl(String),
    /// Another method.
    Method(String),
    /// The client's method.
    Call,
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (name, inner) = match self {
            Self::Type(name, inner) => (name, inner),
            Self::Operation(name, inner) => (name, inner),
            Self::Mock(name, method) => return write!(f, "`{method}` of the mock `{name}`"),
            Self::Fixture(name) => return write!(f, "the fixture `{name}`"),
        };
        match inner {
            Some(
                Inner::Field(part) | Inner::Setter(part) | Inner::Value(part) | Inner::Impl(part) | Inner::Method(part),
            ) => write!(f, "`{part}` of `{name}`"),
            Some(Inner::Call) | None => write!(f, "`{name}`"),
        }
    }
}

impl Part {
    /// Whether another part is this, or is in this.
    pub fn covers(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Type(name, None), Self::Type(other, _))
            | (Self::Operation(name, None), Self::Operation(other, _)) => name == other,
            _ => self == other,
        }
    }
}

/// The public interface of a generated client and its mocks: each part, and what it looks like.
#[derive(Debug, PartialEq, Eq)]
pub struct Surface(BTreeMap<Part, String>);

impl Surface {
    /// The interface of both.
    pub fn of(client: &syn::File, mocks: &syn::File) -> Self {
        let mut parts = BTreeMap::new();
        mock_parts(&mocks.items, &mut parts);
        for item in &client.items {
            match item {
                syn::Item::Mod(module) if module.ident == "types" => types(content(module), &mut parts),
                syn::Item::Mod(module) if module.ident == "builder" => {
                    for (name, method) in methods(content(module)) {
                        let called = method.sig.ident.to_string();
                        let inner = match called.as_str() {
                            "send" | "send_raw" | "stream" => Inner::Method(called),
                            _ => Inner::Setter(called),
                        };
                        parts.insert(Part::Operation(name, Some(inner)), shown(&method.sig));
                    }
                }
                _ => {}
            }
        }
        for (name, method) in methods(&client.items) {
            if name == "Client" {
                let operation = names::builder(&method.sig.ident.to_string());
                parts.insert(Part::Operation(operation, Some(Inner::Call)), without_names(&method.sig));
            }
        }
        Self(parts)
    }

    /// Each part that differs.
    pub fn steps<'a>(&'a self, new: &'a Self) -> impl Iterator<Item = Step<'a>> {
        let gone = self.0.iter().filter(|(key, old)| new.0.get(*key) != Some(*old));
        let added = new.0.iter().filter(|(key, _)| !self.0.contains_key(*key));
        let gone = gone.map(|(key, looks)| Step { key, looks, rust: Rust::Major });
        gone.chain(added.map(|(key, looks)| Step { key, looks, rust: Rust::Minor }))
    }
}

/// A part of the interface that is not in both.
#[derive(Debug)]
pub struct Step<'a> {
    /// The part.
    pub key: &'a Part,
    /// What it looked like; for one that is new, what it looks like.
    pub looks: &'a str,
    /// What that means for callers.
    pub rust: Rust,
}

/// What tests can expect, answer with, and start from.
fn mock_parts(items: &[syn::Item], parts: &mut BTreeMap<Part, String>) {
    for (name, method) in methods(items) {
        parts.insert(Part::Mock(name, method.sig.ident.to_string()), expected(&method.sig));
    }
    for item in items {
        match item {
            syn::Item::Mod(module) => mock_parts(content(module), parts),
            syn::Item::Fn(ready) => {
                parts.insert(Part::Fixture(ready.sig.ident.to_string()), shown(&ready.sig));
            }
            syn::Item::Const(bytes) => {
                parts.insert(Part::Fixture(bytes.ident.to_string()), shown(&bytes.ty));
            }
            _ => {}
        }
    }
}

/// A method as its callers see it: where an optional value is `impl Into<Option<T>>`, they pass a `T`.
fn expected(method: &syn::Signature) -> String {
    let bounds = method.generics.where_clause.iter().flat_map(|clause| &clause.predicates);
    match bounds
        .map(shown)
        .find_map(|bound| Some(bound.split_once("Into < Option < ")?.1.trim_end_matches(" > >").to_owned()))
    {
        Some(taken) => format!("fn {} (self , value : {taken}) -> Self", method.ident),
        None => shown(method),
    }
}

fn types(items: &[syn::Item], parts: &mut BTreeMap<Part, String>) {
    let wire = WireNames::of(items);
    let mut add = |name: &str, inner, looks| drop(parts.insert(Part::Type(name.to_owned(), inner), looks));
    for item in items {
        match item {
            syn::Item::Struct(item) => {
                let type_ = item.ident.to_string();
                add(&type_, None, format!("struct {type_}"));
                for derived in derived(&item.attrs) {
                    add(&type_, Some(Inner::Impl(derived.clone())), derived);
                }
                for (position, field) in item.fields.iter().enumerate() {
                    let name = field.ident.as_ref().map_or_else(|| position.to_string(), ToString::to_string);
                    add(&type_, Some(Inner::Field(name.clone())), format!("{name}: {}", shown(&field.ty)));
                }
            }
            syn::Item::Enum(item) => {
                let type_ = item.ident.to_string();
                add(&type_, None, format!("enum {type_}"));
                for derived in derived(&item.attrs) {
                    add(&type_, Some(Inner::Impl(derived.clone())), derived);
                }
                for variant in &item.variants {
                    let value = variant.ident.to_string();
                    let value = wire.get(&item.ident, &variant.ident).unwrap_or(&value).to_owned();
                    let looks = format!("{}{}", variant.ident, shown(&variant.fields));
                    add(&type_, Some(Inner::Value(value)), looks);
                }
            }
            syn::Item::Impl(syn::ItemImpl { trait_: Some((_, path, _)), self_ty, .. }) => {
                add(&shown(self_ty), Some(Inner::Impl(shown(path))), shown(path));
            }
            syn::Item::Mod(module) if module.ident == "builder" => {
                for (name, method) in methods(content(module)) {
                    add(&name, Some(Inner::Setter(method.sig.ident.to_string())), shown(&method.sig));
                }
            }
            _ => {}
        }
    }
    for (name, method) in methods(items) {
        add(&name, Some(Inner::Method(method.sig.ident.to_string())), shown(&method.sig));
    }
}

/// The traits that a type derives.
fn derived(attributes: &[syn::Attribute]) -> Vec<String> {
    let mut derived = Vec::new();
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("derive")) {
        // A derive that is no list of paths would not have compiled.
        let _ = attribute.parse_nested_meta(|meta| {
            derived.push(shown(&meta.path));
            Ok(())
        });
    }
    derived
}

fn content(module: &syn::ItemMod) -> &[syn::Item] {
    module.content.as_ref().map(|(_, items)| items.as_slice()).unwrap_or_default()
}

/// The public methods of `impl` blocks without a trait, each with the name of its type.
fn methods(items: &[syn::Item]) -> impl Iterator<Item = (String, &syn::ImplItemFn)> {
    let blocks = items.iter().filter_map(|item| match item {
        syn::Item::Impl(block) if block.trait_.is_none() => match &*block.self_ty {
            syn::Type::Path(path) => Some((path.path.segments.last()?.ident.to_string(), block)),
            _ => None,
        },
        _ => None,
    });
    blocks.flat_map(|(name, block)| {
        block.items.iter().filter_map(move |item| match item {
            syn::ImplItem::Fn(method) if matches!(method.vis, syn::Visibility::Public(_)) => {
                Some((name.clone(), method))
            }
            _ => None,
        })
    })
}

/// A signature without the names of its arguments, which no caller writes.
fn without_names(signature: &syn::Signature) -> String {
    let mut signature = signature.clone();
    for argument in &mut signature.inputs {
        if let syn::FnArg::Typed(argument) = argument {
            *argument.pat = syn::parse_quote!(_);
        }
    }
    shown(&signature)
}

fn shown(node: &impl ToTokens) -> String {
    node.to_token_stream().to_string()
}
