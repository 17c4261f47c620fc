//! The names that the generator makes in Rust of those in the document.
//!
//! The generator's own rules, of `progenitor-impl` and `typify-impl` 0.8 and later, which keep them to themselves. A test
//! holds them to what is generated.

use std::collections::HashSet;

use heck::{ToPascalCase, ToSnakeCase};
use unicode_ident::{is_xid_continue, is_xid_start};

/// The type of a schema in `types`.
pub(crate) fn type_(schema: &str) -> String {
    identifier(schema, "X", |name| name.to_pascal_case())
}

/// The field of a property, and its setter on the builder of the type.
pub(crate) fn field(property: &str) -> String {
    identifier(property, "x", |name| name.to_snake_case())
}

/// The variants of an enum, one for each of its values.
pub(crate) fn variants(values: &[&str]) -> Vec<String> {
    let of = |variant: fn(&str) -> String| values.iter().map(|value| variant(value)).collect::<Vec<_>>();
    let are_unique = |variants: &Vec<String>| variants.iter().collect::<HashSet<_>>().len() == variants.len();
    let plain = of(type_);
    if are_unique(&plain) {
        return plain;
    }
    // Once more with a letter for what was left out.
    let mut variants = of(|value| type_(&value.replace(|c| c == '_' || !is_xid_continue(c), "X")));
    let mut taken = HashSet::new();
    for variant in &mut variants {
        let numbered = (2..).map(|n| format!("{variant}{n}"));
        let free = std::iter::once(variant.clone()).chain(numbered).find(|name| !taken.contains(name));
        *variant = free.unwrap_or_default();
        taken.insert(variant.clone());
    }
    variants
}

/// The client's method of an operation.
pub(crate) fn method(operation: &str) -> String {
    identifier(operation, "_", |name| name.to_snake_case())
}

/// The builder of an operation in `builder`.
pub(crate) fn builder(operation: &str) -> String {
    identifier(operation, "_", |name| name.to_pascal_case())
}

/// What a mock of an operation answers with.
pub(crate) fn mock_answer(operation: &str) -> String {
    builder(&format!("{operation}-then"))
}

/// What a mock of an operation expects.
pub(crate) fn mock_request(operation: &str) -> String {
    builder(&format!("{operation}-when"))
}

/// The setter of a parameter on an operation's builder is named as a field is.
pub(crate) use field as setter;

/// The type of a parameter or a request body (`body`) that has no schema of its own.
pub(crate) fn inline(operation: &str, part: &str) -> String {
    type_(&builder(&format!("{operation}-{part}")))
}

/// A name as an identifier; `start` goes before one that cannot start an identifier.
fn identifier(name: &str, start: &str, case: impl Fn(&str) -> String) -> String {
    let cased = match name {
        "+1" => "plus1".to_owned(),
        "-1" => "minus1".to_owned(),
        _ => case(&name.replace('\'', "").replace(|c: char| !is_xid_continue(c), "-")),
    };
    let identifier = match cased.chars().next() {
        None => case("x"),
        Some(c) if is_xid_start(c) => cased,
        Some(_) => format!("{start}{cased}"),
    };
    if is_free(&identifier) { identifier } else { format!("{identifier}_") }
}

/// Whether a word is not reserved in Rust.
fn is_free(word: &str) -> bool {
    // What `syn` takes for an identifier is none of the keywords; `gen` is one since the edition of 2024.
    word != "gen" && syn::parse_str::<syn::Ident>(word).is_ok()
}
