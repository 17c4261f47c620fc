//! What callers of the generated code can name: the truth that the verdict for Rust callers is read from.

use std::{collections::BTreeSet, fmt};

use quote::ToTokens;

use super::changes::Rust;
use crate::{document::names, transform::WireNames};

/// What a part of the generated interface is a part of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Owner {
    /// A type in `types`.
    Type,
    /// An operation, called as its builder.
    Operation,
    /// What a mock expects, or answers with.
    Mock,
    /// A ready value.
    Fixture,
}

/// A part of the generated interface, under the names that it has in Rust: all of a type or an operation, or one of its
/// members. A field and its setter are one member; a variant is called as on the wire; a trait is a member too.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Part {
    owner: Owner,
    name: String,
    member: Option<String>,
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(member) = &self.member {
            write!(f, "`{member}` of ")?;
        }
        let owner = match self.owner {
            Owner::Type | Owner::Operation => "",
            Owner::Mock => "the mock ",
            Owner::Fixture => "the fixture ",
        };
        write!(f, "{owner}`{}`", self.name)
    }
}

impl Part {
    /// All of it.
    pub fn whole(owner: Owner, name: impl Into<String>) -> Self {
        Self { owner, name: name.into(), member: None }
    }

    /// One member of it.
    pub fn member(owner: Owner, name: impl Into<String>, member: impl Into<String>) -> Self {
        Self { owner, name: name.into(), member: Some(member.into()) }
    }

    /// Whether another part is this, or is in this.
    pub fn covers(&self, other: &Self) -> bool {
        let is_all = self.member.is_none() || self.member == other.member;
        (self.owner, &self.name) == (other.owner, &other.name) && is_all
    }

    /// What is described by the property that a member of a type comes from, or by one of a whole type's properties.
    pub fn property(&self, field: String) -> Option<Self> {
        match (self.owner, &self.member) {
            (Owner::Type, None) => Some(Self::member(Owner::Type, &self.name, field)),
            (Owner::Type, Some(outer)) => Some(Self::whole(Owner::Type, names::inline(&self.name, outer))),
            _ => None,
        }
    }
}

/// The public interface of a generated client and its mocks: each part, and what it looks like. A field and
/// its setter are one part, and look like two.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Surface(BTreeSet<(Part, String)>);

impl Surface {
    /// The interface of both.
    pub fn of(client: &syn::File, mocks: &syn::File) -> Self {
        let mut surface = Self::default();
        surface.mocks(&mocks.items);
        for (_, method) in methods(&client.items).filter(|(name, _)| name == "Client") {
            let called = method.sig.ident.to_string();
            surface.add(Part::member(Owner::Operation, names::builder(&called), called), without_names(&method.sig));
        }
        for module in modules(&client.items) {
            match module.ident.to_string().as_str() {
                "types" => surface.types(content(module)),
                "builder" => surface.methods(Owner::Operation, content(module), shown),
                _ => {}
            }
        }
        surface
    }

    fn add(&mut self, part: Part, looks: String) {
        self.0.insert((part, looks));
    }

    fn methods(&mut self, owner: Owner, items: &[syn::Item], looks: fn(&syn::Signature) -> String) {
        for (name, method) in methods(items) {
            self.add(Part::member(owner, name, method.sig.ident.to_string()), looks(&method.sig));
        }
    }

    /// What tests can expect, answer with, and start from.
    fn mocks(&mut self, items: &[syn::Item]) {
        self.methods(Owner::Mock, items, expected);
        for item in items {
            let (name, looks) = match item {
                syn::Item::Fn(ready) => (&ready.sig.ident, shown(&ready.sig)),
                syn::Item::Const(bytes) => (&bytes.ident, shown(&bytes.ty)),
                _ => continue,
            };
            self.add(Part::whole(Owner::Fixture, name.to_string()), looks);
        }
        modules(items).for_each(|module| self.mocks(content(module)));
    }

    fn types(&mut self, items: &[syn::Item]) {
        let wire = WireNames::of(items);
        for item in items {
            match item {
                syn::Item::Struct(item) => {
                    self.type_("struct", &item.ident, &item.attrs);
                    for (position, field) in item.fields.iter().enumerate() {
                        let name = field.ident.as_ref().map_or_else(|| position.to_string(), ToString::to_string);
                        let looks = format!("{name}: {}", shown(&field.ty));
                        self.add(Part::member(Owner::Type, item.ident.to_string(), name), looks);
                    }
                }
                syn::Item::Enum(item) => {
                    self.type_("enum", &item.ident, &item.attrs);
                    for variant in &item.variants {
                        let name = variant.ident.to_string();
                        let value = wire.get(&item.ident, &variant.ident).unwrap_or(&name);
                        let looks = format!("{name}{}", shown(&variant.fields));
                        self.add(Part::member(Owner::Type, item.ident.to_string(), value), looks);
                    }
                }
                syn::Item::Impl(syn::ItemImpl { trait_: Some((_, path, _)), self_ty, .. }) => {
                    self.add(Part::member(Owner::Type, shown(self_ty), shown(path)), shown(path));
                }
                _ => {}
            }
        }
        self.methods(Owner::Type, items, shown);
        let builders = modules(items).filter(|module| module.ident == "builder");
        builders.for_each(|module| self.methods(Owner::Type, content(module), shown));
    }

    /// A type with the traits that it derives.
    fn type_(&mut self, kind: &str, name: &syn::Ident, attributes: &[syn::Attribute]) {
        self.add(Part::whole(Owner::Type, name.to_string()), format!("{kind} {name}"));
        for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("derive")) {
            // A derive that is no list of paths would not have compiled.
            let _ = attribute.parse_nested_meta(|meta| {
                self.add(Part::member(Owner::Type, name.to_string(), shown(&meta.path)), shown(&meta.path));
                Ok(())
            });
        }
    }

    /// Each part that differs.
    pub fn steps<'a>(&'a self, new: &'a Self) -> impl Iterator<Item = Step<'a>> {
        let only = |these: &'a Self, those: &'a Self, rust| {
            these.0.difference(&those.0).map(move |(key, looks)| Step { key, looks, rust })
        };
        only(self, new, Rust::Major).chain(only(new, self, Rust::Minor))
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

/// A method as its callers see it: where an optional value is `impl Into<Option<T>>`, they pass a `T`.
fn expected(method: &syn::Signature) -> String {
    let mut bounds = method.generics.where_clause.iter().flat_map(|clause| &clause.predicates).map(shown);
    let taken =
        bounds.find_map(|bound| Some(bound.split_once("Into < Option < ")?.1.trim_end_matches(" > >").to_owned()));
    match taken {
        Some(taken) => format!("fn {} (self , value : {taken}) -> Self", method.ident),
        None => shown(method),
    }
}

fn modules(items: &[syn::Item]) -> impl Iterator<Item = &syn::ItemMod> {
    items.iter().filter_map(|item| if let syn::Item::Mod(module) = item { Some(module) } else { None })
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
