//! What callers of the generated code can name: the truth that the verdict for Rust callers is read from.

use std::{collections::BTreeSet, fmt};

use quote::ToTokens;
use syn::{Item, Visibility};

use super::changes::Rust;
use crate::document::names;

/// A part of the generated interface, by its path: a type or an operation's builder, or one of its members. A field and its
/// setter are one member; a trait is a member too.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Part(Vec<String>);

impl Part {
    /// The part at a path.
    pub fn of<const N: usize>(path: [&str; N]) -> Self {
        Self(path.map(str::to_owned).into())
    }

    fn member(&self, name: impl ToString) -> Self {
        Self(self.0.iter().cloned().chain([name.to_string()]).collect())
    }

    /// Whether another part is this, or is in this.
    pub fn covers(&self, other: &Self) -> bool {
        other.0.starts_with(&self.0)
    }

    /// The part that is generated for a property of this part's schema. What is written in place at a property has a type of its own.
    pub fn property(&self, name: &str) -> Option<Self> {
        match self.0.iter().map(String::as_str).collect::<Vec<_>>()[..] {
            ["types", _] => Some(self.member(names::field(name))),
            ["types", owner, field] => Some(Self::of(["types", &names::inline(owner, field)])),
            _ => None,
        }
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`", self.0.join("::"))
    }
}

/// The public interface of a generated client and its mocks: each part, and what it looks like. A field and its setter are
/// one part, and look like two.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Surface(BTreeSet<(Part, String)>);

impl Surface {
    /// The interface of both.
    pub fn of(client: &syn::File, mocks: &syn::File) -> Self {
        let mut surface = Self::default();
        surface.items(&Part::of([]), &client.items);
        surface.items(&Part::of([]), &mocks.items);
        surface
    }

    fn add(&mut self, part: Part, looks: String) {
        self.0.insert((part, looks));
    }

    fn items(&mut self, module: &Part, items: &[Item]) {
        for item in items {
            match item {
                Item::Mod(item) if is_public(&item.vis) => {
                    let inner = module.member(&item.ident);
                    let items = item.content.as_ref().map_or(&[][..], |(_, items)| items);
                    if inner == Part::of(["types", "builder"]) {
                        self.setters(module, items);
                    } else {
                        self.items(&inner, items);
                    }
                }
                Item::Struct(item) => {
                    let type_ = self.type_(module, "struct", &item.ident, &item.attrs);
                    for (position, field) in item.fields.iter().enumerate().filter(|(_, field)| is_public(&field.vis)) {
                        let name = field.ident.as_ref().map_or_else(|| position.to_string(), ToString::to_string);
                        self.add(type_.member(&name), format!("{name}: {}", shown(&field.ty)));
                    }
                }
                Item::Enum(item) => {
                    let type_ = self.type_(module, "enum", &item.ident, &item.attrs);
                    for variant in &item.variants {
                        let looks = format!("{}{}", variant.ident, shown(&variant.fields));
                        self.add(type_.member(&variant.ident), looks);
                    }
                }
                Item::Impl(item) => self.methods(module, item),
                Item::Fn(item) if is_public(&item.vis) => self.add(module.member(&item.sig.ident), shown(&item.sig)),
                Item::Const(item) if is_public(&item.vis) => self.add(module.member(&item.ident), shown(&item.ty)),
                _ => {}
            }
        }
    }

    /// The setters of a type's builder are members of the type.
    fn setters(&mut self, types: &Part, items: &[Item]) {
        for item in items {
            if let Item::Impl(block) = item
                && block.trait_.is_none()
            {
                self.methods(types, block);
            }
        }
    }

    /// A type with the traits that it derives.
    fn type_(&mut self, module: &Part, kind: &str, name: &syn::Ident, attributes: &[syn::Attribute]) -> Part {
        let type_ = module.member(name);
        self.add(type_.clone(), format!("{kind} {name}"));
        for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("derive")) {
            // A derive that is no list of paths would not have compiled.
            let _ = attribute.parse_nested_meta(|meta| {
                self.add(type_.member(shown(&meta.path)), shown(&meta.path));
                Ok(())
            });
        }
        type_
    }

    fn methods(&mut self, module: &Part, block: &syn::ItemImpl) {
        let syn::Type::Path(path) = &*block.self_ty else { return };
        let Some(name) = path.path.segments.last() else { return };
        let type_ = module.member(&name.ident);
        if let Some((_, path, _)) = &block.trait_ {
            return self.add(type_.member(shown(path)), shown(path));
        }
        for item in &block.items {
            if let syn::ImplItem::Fn(method) = item
                && is_public(&method.vis)
            {
                self.add(type_.member(&method.sig.ident), expected(&method.sig));
            }
        }
    }

    /// Each part that differs.
    pub fn steps<'a>(&'a self, new: &'a Self) -> impl Iterator<Item = Step<'a>> {
        let only = |these: &'a Self, those: &'a Self, rust| {
            these.0.difference(&those.0).map(move |(part, looks)| Step { part, looks, rust })
        };
        only(self, new, Rust::Major).chain(only(new, self, Rust::Minor))
    }
}

/// A part of the interface that is not in both.
#[derive(Debug)]
pub struct Step<'a> {
    /// The part.
    pub part: &'a Part,
    /// What it looked like; for one that is new, what it looks like.
    pub looks: &'a str,
    /// What that means for callers.
    pub rust: Rust,
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

/// A method as its callers see it: they do not write the names of its arguments.
fn expected(signature: &syn::Signature) -> String {
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
