//! Reads the public items of a crate from its sources.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use quote::ToTokens;

use crate::expand::Macros;

/// One module: its items, and the modules below it.
struct Module {
    public: bool,
    /// The `#[cfg]`s that it stands under, its own and those of the modules above.
    cfg: String,
    items: Vec<syn::Item>,
    below: BTreeMap<String, Module>,
}

/// The public interface of the crate whose root is `file`: sorted lines.
pub fn interface(file: &Path, name: &str) -> String {
    let syntax = parse(file);
    let mut root = read(syntax.items, file.parent().unwrap(), true, String::new());
    let mut macros = Macros::default();
    define(&root, &mut macros);
    expand(&mut root, &macros);
    let mut reader = Reader::default();
    reader.note_names(&root);
    reader.module(&root, name, None);
    reader.implementations(&root);
    reader.lines.into_iter().collect::<Vec<_>>().join("\n")
}

fn parse(file: &Path) -> syn::File {
    syn::parse_file(&std::fs::read_to_string(file).unwrap()).unwrap()
}

fn read(items: Vec<syn::Item>, dir: &Path, public: bool, cfg: String) -> Module {
    let (mut kept, mut below) = (Vec::new(), BTreeMap::new());
    for item in items {
        let syn::Item::Mod(module) = item else {
            kept.push(item);
            continue;
        };
        if module.attrs.iter().any(|attribute| shown(attribute) == "#[cfg(test)]") {
            continue;
        }
        let name = module.ident.to_string();
        let public = is_public(&module.vis);
        let inner = dir.join(&name);
        let cfg = format!("{cfg}{}", some_of(&module.attrs, &["cfg"]));
        let items = module.content.map(|(_, items)| items).unwrap_or_else(|| {
            let file = inner.with_extension("rs");
            parse(&if file.exists() { file } else { inner.join("mod.rs") }).items
        });
        below.insert(name, read(items, &inner, public, cfg));
    }
    Module { public, cfg, items: kept, below }
}

fn define(module: &Module, macros: &mut Macros) {
    for item in &module.items {
        if let syn::Item::Macro(syn::ItemMacro { ident: Some(name), mac, .. }) = item {
            macros.define(name, mac.tokens.clone());
        }
    }
    module.below.values().for_each(|below| define(below, macros));
}

/// Puts what a macro makes in the place of its call, and what stands in a `const _` in the place of that.
fn expand(module: &mut Module, macros: &Macros) {
    let mut left: Vec<_> = std::mem::take(&mut module.items);
    left.reverse();
    while let Some(item) = left.pop() {
        match item {
            syn::Item::Macro(call) if call.ident.is_none() => {
                let made = macros.expand(&call.mac).into_iter().map(|item| match item {
                    syn::Item::Impl(mut block) => {
                        block.attrs.extend(call.attrs.iter().cloned());
                        block.into()
                    }
                    item => item,
                });
                left.extend(made.rev());
            }
            syn::Item::Const(syn::ItemConst { ident, expr, .. }) if ident == "_" => {
                let syn::Expr::Block(block) = *expr else { continue };
                left.extend(block.block.stmts.into_iter().filter_map(|statement| match statement {
                    syn::Stmt::Item(item) => Some(item),
                    _ => None,
                }));
            }
            item => module.items.push(item),
        }
    }
    module.below.values_mut().for_each(|below| expand(below, macros));
}

#[derive(Default)]
struct Reader {
    lines: BTreeSet<String>,
    /// The public path of each public type, by the module that defines it (its address) and its name.
    types: BTreeMap<(*const Module, String), String>,
    /// The names of all types of the crate, public or not.
    own: BTreeSet<String>,
}

impl Reader {
    fn note_names(&mut self, module: &Module) {
        for item in &module.items {
            match item {
                syn::Item::Struct(item) => self.own.insert(item.ident.to_string()),
                syn::Item::Enum(item) => self.own.insert(item.ident.to_string()),
                _ => false,
            };
        }
        module.below.values().for_each(|below| self.note_names(below));
    }

    /// Everything public in `module`, or only the items of these names.
    fn module(&mut self, module: &Module, path: &str, only: Option<&BTreeSet<String>>) {
        for item in &module.items {
            self.item(item, module, path, only);
        }
        for (name, below) in &module.below {
            if below.public && only.is_none_or(|only| only.contains(name)) {
                self.module(below, &format!("{path}::{name}"), None);
            }
        }
    }

    fn item(&mut self, item: &syn::Item, module: &Module, path: &str, only: Option<&BTreeSet<String>>) {
        let (visibility, name, attributes) = match item {
            syn::Item::Use(item) if is_public(&item.vis) && only.is_none() => return self.reexport(item, module, path),
            syn::Item::Struct(item) => (&item.vis, &item.ident, &item.attrs),
            syn::Item::Enum(item) => (&item.vis, &item.ident, &item.attrs),
            syn::Item::Trait(item) => (&item.vis, &item.ident, &item.attrs),
            syn::Item::Type(item) => (&item.vis, &item.ident, &item.attrs),
            syn::Item::Const(item) => (&item.vis, &item.ident, &item.attrs),
            syn::Item::Static(item) => (&item.vis, &item.ident, &item.attrs),
            syn::Item::Fn(item) => (&item.vis, &item.sig.ident, &item.attrs),
            _ => return,
        };
        let name = name.to_string();
        if !is_public(visibility) || only.is_some_and(|only| !only.contains(&name)) {
            return;
        }
        let place = format!("{path}::{name}");
        let attributes = format!("{}{}", module.cfg, attributes_of(attributes));
        match item {
            syn::Item::Struct(item) => {
                let private = item.fields.iter().any(|field| !is_public(&field.vis));
                let private = if private { " { private }" } else { "" };
                self.lines.insert(format!("{attributes}pub struct {place}{}{private}", generics(&item.generics)));
                for (index, field) in item.fields.iter().enumerate().filter(|(_, field)| is_public(&field.vis)) {
                    let name = field.ident.as_ref().map_or_else(|| index.to_string(), ToString::to_string);
                    self.lines.insert(format!("pub {place}::{name}: {}", text(&field.ty)));
                }
            }
            syn::Item::Enum(item) => {
                self.lines.insert(format!("{attributes}pub enum {place}{}", generics(&item.generics)));
                for variant in &item.variants {
                    let (name, mut fields) = (&variant.ident, variant.fields.clone());
                    fields.iter_mut().for_each(|field| field.attrs.clear());
                    let attributes = attributes_of(&variant.attrs);
                    self.lines.insert(format!("{attributes}{place}::{name}{}", text(&fields)));
                }
            }
            syn::Item::Trait(item) => {
                let above = if item.supertraits.is_empty() { "" } else { ": " };
                let above = format!("{above}{}", text(&item.supertraits));
                self.lines.insert(format!("{attributes}pub trait {place}{}{above}", generics(&item.generics)));
                for method in &item.items {
                    self.lines.insert(match method {
                        syn::TraitItem::Fn(method) => {
                            let given = if method.default.is_some() { " { given }" } else { "" };
                            format!("{place}: {}{given}", text(&method.sig))
                        }
                        other => format!("{place}: {}", text(other)),
                    });
                }
            }
            syn::Item::Fn(item) => {
                self.lines.insert(format!("{attributes}{path}: pub {}", text(&item.sig)));
            }
            syn::Item::Const(item) => {
                self.lines.insert(format!("{attributes}pub const {place}: {}", text(&item.ty)));
            }
            syn::Item::Type(item) => {
                self.lines.insert(format!("{attributes}pub type {place} = {}", text(&item.ty)));
            }
            _ => {
                self.lines.insert(format!("{attributes}pub static {place}"));
            }
        }
        self.types.insert((std::ptr::from_ref(module), name), place);
    }

    /// `pub use module::{A, B}`: what those names stand for, if the module is ours; else the names.
    fn reexport(&mut self, item: &syn::ItemUse, module: &Module, path: &str) {
        let mut names = Vec::new();
        flatten(&item.tree, &mut Vec::new(), &mut names);
        for name in names {
            let (last, modules) = name.split_last().unwrap();
            let mut below = Some(module);
            for step in modules {
                below = below.and_then(|module| module.below.get(step));
            }
            match below {
                Some(below) if !modules.is_empty() => {
                    if let Some(inner) = below.below.get(last) {
                        self.module(inner, &format!("{path}::{last}"), None);
                    } else {
                        let known = self.lines.len();
                        self.module(below, path, Some(&BTreeSet::from([last.clone()])));
                        if self.lines.len() == known {
                            self.foreign(path, &name);
                        }
                    }
                }
                _ => self.foreign(path, &name),
            }
        }
    }

    fn foreign(&mut self, path: &str, name: &[String]) {
        self.lines.insert(format!("pub use {} in {path}", name.join("::")));
    }

    /// The methods and traits of public types, wherever in the crate they stand.
    fn implementations(&mut self, module: &Module) {
        for item in &module.items {
            let syn::Item::Impl(block) = item else { continue };
            let Some(place) = self.place(&block.self_ty, module) else { continue };
            let place = format!("{}{}{place}", module.cfg, attributes_of(&block.attrs));
            let generics = generics(&block.generics);
            if let Some((negated, trait_, _)) = &block.trait_ {
                let not = if negated.is_some() { "!" } else { "" };
                let types = block.items.iter().filter_map(|item| match item {
                    syn::ImplItem::Type(item) => Some(format!(" {} = {}", item.ident, text(&item.ty))),
                    _ => None,
                });
                let types = types.collect::<Vec<_>>().join(",");
                self.lines.insert(format!("{place}: impl{generics} {not}{}{types}", text(trait_)));
                continue;
            }
            for item in &block.items {
                let (line, visibility, attributes) = match item {
                    syn::ImplItem::Fn(item) => (text(&item.sig), &item.vis, &item.attrs),
                    syn::ImplItem::Const(item) => {
                        (format!("const {}: {}", item.ident, text(&item.ty)), &item.vis, &item.attrs)
                    }
                    _ => continue,
                };
                if is_public(visibility) {
                    self.lines.insert(format!("{place}{generics}: {}pub {line}", attributes_of(attributes)));
                }
            }
        }
        for below in module.below.values() {
            self.implementations(below);
        }
    }

    /// The public path of the type that a block is for: one of this module, or the only one of that name elsewhere.
    fn place(&self, type_: &syn::Type, module: &Module) -> Option<String> {
        if let syn::Type::Reference(reference) = type_ {
            return Some(format!("&{}", self.place(&reference.elem, module)?));
        }
        let syn::Type::Path(path) = type_ else { return Some(text(type_)) };
        let first = path.path.segments.first()?.ident.to_string();
        if path.path.segments.len() > 1 && !matches!(&*first, "crate" | "self" | "super" | "types") {
            // A trait for a type of another crate.
            return Some(text(type_));
        }
        let name = path.path.segments.last()?.ident.to_string();
        // A trait for a type that was imported, as `Decimal`.
        if !self.own.contains(&name) {
            return Some(text(type_));
        }
        let here = (std::ptr::from_ref(module), name.clone());
        if path.path.segments.len() == 1
            && let Some(place) = self.types.get(&here)
        {
            return Some(place.clone());
        }
        // `super::Call` in the module of builders, or a block that stands in another file than its type.
        let mut places: Vec<_> = self.types.iter().filter(|((_, other), _)| *other == name).map(|(_, at)| at).collect();
        places.sort_by_key(|place| place.len());
        places.first().map(|place| (*place).clone())
    }
}

fn flatten(tree: &syn::UseTree, before: &mut Vec<String>, names: &mut Vec<Vec<String>>) {
    match tree {
        syn::UseTree::Path(path) => {
            before.push(path.ident.to_string());
            flatten(&path.tree, before, names);
            before.pop();
        }
        syn::UseTree::Name(name) => {
            // `pub use httpmock::{self}` is the crate itself.
            let name = name.ident.to_string();
            let own = (name != "self").then_some(name);
            names.push(before.iter().cloned().chain(own).collect());
        }
        syn::UseTree::Group(group) => group.items.iter().for_each(|tree| flatten(tree, before, names)),
        syn::UseTree::Rename(_) | syn::UseTree::Glob(_) => panic!("a public re-export without a name of its own"),
    }
}

fn is_public(visibility: &syn::Visibility) -> bool {
    matches!(visibility, syn::Visibility::Public(_))
}

/// The attributes that callers can notice.
fn attributes_of(attributes: &[syn::Attribute]) -> String {
    some_of(attributes, &["derive", "non_exhaustive", "must_use", "deprecated", "cfg", "cfg_attr", "doc"])
}

/// The attributes of these names; of docs, only whether they are hidden.
fn some_of(attributes: &[syn::Attribute], kept: &[&str]) -> String {
    let mut shown: Vec<_> = attributes
        .iter()
        .filter(|attribute| kept.iter().any(|name| attribute.path().is_ident(name)))
        .filter(|attribute| !attribute.path().is_ident("doc") || text(attribute) == "#[doc(hidden)]")
        .map(shown)
        .map(|text| text + " ")
        .collect();
    shown.sort();
    shown.concat()
}

fn shown(attribute: &syn::Attribute) -> String {
    text(attribute)
}

/// Parameters and what is asked of them.
fn generics(generics: &syn::Generics) -> String {
    let asked = generics.where_clause.as_ref().map(|clause| format!(" {}", text(clause))).unwrap_or_default();
    text(generics) + &asked
}

/// The tokens with the blanks that a reader expects.
fn text(tokens: &impl ToTokens) -> String {
    /// Stands for a blank that is to stay.
    const BLANK: &str = "\u{1}";
    let mut text = tokens.to_token_stream().to_string().split_whitespace().collect::<Vec<_>>().join(" ");
    for before in [":", "->", ",", "="] {
        for after in ["::", "("] {
            text = text.replace(&format!("{before} {after} "), &format!("{before}{BLANK}{after}"));
        }
    }
    for tight in ["::", "<", "(", "["] {
        text = text.replace(&format!(" {tight} "), tight).replace(&format!("{tight} "), tight);
        text = text.replace(&format!(" {tight}"), tight);
    }
    for (from, to) in
        [(" >", ">"), (" ,", ","), (",>", ">"), (" )", ")"), (" ]", "]"), ("& ", "&"), (" :", ":"), ("# [", "#[")]
    {
        text = text.replace(from, to);
    }
    text.replace(BLANK, " ").trim().to_owned()
}
