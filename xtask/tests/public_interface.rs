//! The public interface of each published crate, one line for each item: a change of it shows in review as a changed
//! snapshot.
//!
//! It is read from the sources, so it runs on stable. It knows this project's ways (named re-exports out of private
//! modules) and refuses others; `cargo semver-checks` is the second opinion, before a release.
#![allow(clippy::panic, clippy::unwrap_used, reason = "a test may stop where it fails")]

#[path = "interface/expand.rs"]
mod expand;
#[path = "interface/reader.rs"]
mod reader;

use std::path::Path;

/// The items, the features, and the versions of the crates whose types stand among the items.
fn interface(package: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let crate_dir = root.join("crates").join(package);
    let mut interface = reader::interface(&crate_dir.join("src/lib.rs"), &package.replace('-', "_"));
    let manifest = std::fs::read_to_string(crate_dir.join("Cargo.toml")).unwrap();
    let features = manifest.split("\n[").find_map(|section| section.strip_prefix("features]")).unwrap_or_default();
    for line in features.lines().filter(|line| line.contains('=')) {
        interface += &format!("\nfeature {line}");
    }
    let workspace = std::fs::read_to_string(root.join("Cargo.toml")).unwrap();
    let others = ["futures-core", "http", "httpmock", "jiff", "reqwest", "rust_decimal", "serde_json"];
    for name in others.into_iter().filter(|name| manifest.contains(&format!("\n{name}.workspace"))) {
        let (_, version) = workspace.split_once(&format!("\n{name} = ")).unwrap();
        let version = version.split('"').find(|text| text.starts_with(|first: char| first.is_ascii_digit())).unwrap();
        interface += &format!("\nof {name} {version}");
    }
    interface
}

#[test]
fn the_client_offers_what_it_did() {
    insta::assert_snapshot!(interface("intellixent"));
}

#[test]
fn the_mocks_offer_what_they_did() {
    insta::assert_snapshot!(interface("intellixent-httpmock"));
}

#[test]
fn the_embedded_server_offers_what_it_did() {
    insta::assert_snapshot!(interface("intellixent-demo"));
}

#[test]
fn a_removed_method_a_new_field_and_a_lost_attribute_all_show() {
    let root = tempfile::tempdir().unwrap();
    let file = root.path().join("lib.rs");
    let read = |source: &str| {
        std::fs::write(&file, source).unwrap();
        reader::interface(&file, "x")
    };
    let whole = "mod a { #[derive(Clone)] #[non_exhaustive] pub struct S { pub f: u8, g: u8 } impl S { pub fn m(&self) {} fn p(&self) {} } pub struct Hidden; } pub use a::S;";
    let before = read(whole);
    assert_eq!(
        before,
        "#[derive(Clone)] #[non_exhaustive] pub struct x::S { private }\npub x::S::f: u8\nx::S: pub fn m(&self)"
    );
    for (from, to) in [
        ("pub fn m", "fn m"),
        ("g: u8", "pub g: u8"),
        ("#[non_exhaustive]", ""),
        ("derive(Clone)", "derive(Debug)"),
        (", g: u8", ""),
        ("#[derive", "#[doc(hidden)] #[derive"),
        ("impl S", "#[cfg(unix)] impl S"),
        ("mod a", "#[cfg(unix)] mod a"),
        ("} pub use", "impl From<S> for String { } } pub use"),
        ("} pub use", "impl<'a> Iterator for &'a S { type Item = u8; } } pub use"),
        ("impl S {", "impl S where u8: Copy {"),
    ] {
        let changed = whole.replace(from, to);
        assert_ne!(changed, whole);
        assert_ne!(read(&changed), before, "{from}");
    }
    // What a macro implements shows as if it were written.
    let macros = "macro_rules! made { ($($Type:ident: $($Trait:ident)*;)*) => { $($(impl $Trait for $Type {})*)* } }";
    let made = format!("{macros} {}", whole.replace("} pub use", "made!(S: Eq PartialEq;); } pub use"));
    let written = whole.replace("} pub use", "impl Eq for S {} impl PartialEq for S {} } pub use");
    assert_eq!(read(&made), read(&written));
    // What nobody outside can see is no change.
    assert_eq!(read(&whole.replace("fn p(&self)", "fn q(&self)")), before);
    assert_eq!(read(&whole.replace("struct Hidden", "struct Concealed")), before);
}
