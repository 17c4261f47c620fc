//! What callers of the generated code can name: the truth that the verdict for Rust callers is read from.

use std::collections::BTreeMap;

use quote::ToTokens;

use super::changes::Rust;
use crate::transform::WireNames;

/// The public interface of a generated client and its mocks: a key for each part, and what it looks like.
///
/// The keys are made of names on the wire, so that a change of the document finds what became of it: `type call field
/// assistantname`, `type callstatus value in-progress`, `operation getcall setter id`, `mock getcallthen notfound`.
#[derive(Debug, PartialEq, Eq)]
pub struct Surface(BTreeMap<String, String>);

/// Letters and digits in lower case, so that a name on the wire and its name in Rust are the same.
pub fn plain(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

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
                        let setter = method.sig.ident.to_string();
                        let key = match setter.as_str() {
                            "send" | "new" | "stream" => format!("operation {} {setter}", plain(&name)),
                            _ => format!("operation {} setter {}", plain(&name), plain(&setter)),
                        };
                        parts.insert(key, shown(&method.sig));
                    }
                }
                _ => {}
            }
        }
        for (name, method) in methods(&client.items) {
            if name == "Client" {
                parts.insert(format!("operation {}", plain(&method.sig.ident.to_string())), without_names(&method.sig));
            }
        }
        Self(parts)
    }

    /// Each part that differs.
    pub fn steps<'a>(&'a self, new: &'a Self) -> impl Iterator<Item = Step<'a>> {
        let gone = self.0.iter().filter(|(key, old)| new.0.get(*key) != Some(*old));
        let added = new.0.iter().filter(|(key, _)| !self.0.contains_key(*key));
        let gone = gone.map(|(key, part)| Step { key, part, rust: Rust::Major });
        gone.chain(added.map(|(key, part)| Step { key, part, rust: Rust::Minor }))
    }
}

/// A part of the interface that is not in both.
#[derive(Debug)]
pub struct Step<'a> {
    /// Its key.
    pub key: &'a str,
    /// What it looked like; for one that is new, what it looks like.
    pub part: &'a str,
    /// What that means for callers.
    pub rust: Rust,
}

/// Whether a key is what a claim names, or a part of it.
pub fn covers(claim: &str, key: &str) -> bool {
    key.strip_prefix(claim).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}

/// What tests can expect, answer with, and start from.
fn mock_parts(items: &[syn::Item], parts: &mut BTreeMap<String, String>) {
    for (name, method) in methods(items) {
        parts.insert(format!("mock {} {}", plain(&name), method.sig.ident), expected(&method.sig));
    }
    for item in items {
        match item {
            syn::Item::Mod(module) => mock_parts(content(module), parts),
            syn::Item::Fn(ready) => {
                parts.insert(format!("fixture {}", ready.sig.ident), shown(&ready.sig));
            }
            syn::Item::Const(bytes) => {
                parts.insert(format!("fixture bytes {}", bytes.ident), shown(&bytes.ty));
            }
            _ => {}
        }
    }
}

/// A method as those see it who give it a value: one that may be left out takes `T` in place of `T: Into<Option<_>>`.
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

fn types(items: &[syn::Item], parts: &mut BTreeMap<String, String>) {
    let wire = WireNames::of(items);
    for item in items {
        match item {
            syn::Item::Struct(item) => {
                let key = declared(&item.ident, "struct", &item.attrs, parts);
                for (position, field) in item.fields.iter().enumerate() {
                    let part = match &field.ident {
                        Some(ident) => plain(wire.get(&item.ident, ident).unwrap_or(&ident.to_string())),
                        None => position.to_string(),
                    };
                    let name = field.ident.as_ref().map(ToString::to_string).unwrap_or_default();
                    parts.insert(format!("{key} field {part}"), format!("{name}: {}", shown(&field.ty)));
                }
            }
            syn::Item::Enum(item) => {
                let key = declared(&item.ident, "enum", &item.attrs, parts);
                for variant in &item.variants {
                    let part = variant.ident.to_string();
                    let part = wire.get(&item.ident, &variant.ident).unwrap_or(&part);
                    let seen = format!("{}{}", variant.ident, shown(&variant.fields));
                    parts.insert(format!("{key} value {part}"), seen);
                }
            }
            syn::Item::Impl(syn::ItemImpl { trait_: Some((_, path, _)), self_ty, .. }) => {
                let (name, path) = (shown(self_ty), shown(path));
                parts.insert(format!("type {} impl {}", plain(&name), plain(&path)), path);
            }
            syn::Item::Mod(module) if module.ident == "builder" => {
                for (name, method) in methods(content(module)) {
                    let key = format!("type {} builder {}", plain(&name), plain(&method.sig.ident.to_string()));
                    parts.insert(key, shown(&method.sig));
                }
            }
            _ => {}
        }
    }
    for (name, method) in methods(items) {
        parts.insert(format!("type {} method {}", plain(&name), method.sig.ident), shown(&method.sig));
    }
}

/// Notes a type and what it derives; gives its key.
fn declared(
    ident: &syn::Ident,
    what: &str,
    attributes: &[syn::Attribute],
    parts: &mut BTreeMap<String, String>,
) -> String {
    let key = format!("type {}", plain(&ident.to_string()));
    parts.insert(key.clone(), format!("{what} {ident}"));
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("derive")) {
        // A derive that is no list of paths would not have compiled.
        let _ = attribute.parse_nested_meta(|meta| {
            let path = shown(&meta.path);
            parts.insert(format!("{key} impl {}", plain(&path)), path);
            Ok(())
        });
    }
    key
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
