//! The public interface of each published crate, one line for each item: a change of it shows in review as a changed
//! snapshot.
//!
//! It is read from the sources, so it runs on stable. It knows this project's ways (named re-exports out of private
//! modules) and refuses others; `cargo semver-checks` is the second opinion, before a release.
#![allow(clippy::panic, clippy::unwrap_used, reason = "a test may stop where it fails")]

#[path = "interface/reader.rs"]
mod reader;

use std::path::Path;

fn interface(package: &str) -> String {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates").join(package).join("src/lib.rs");
    reader::interface(&source, &package.replace('-', "_"))
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
    assert_eq!(before, "#[derive(Clone)] #[non_exhaustive] pub struct x::S\npub x::S::f: u8\nx::S: pub fn m(&self)");
    for (from, to) in
        [("pub fn m", "fn m"), ("g: u8", "pub g: u8"), ("#[non_exhaustive]", ""), ("derive(Clone)", "derive(Debug)")]
    {
        let changed = whole.replace(from, to);
        assert_ne!(changed, whole);
        assert_ne!(read(&changed), before, "{from}");
    }
    // What nobody outside can see is no change.
    assert_eq!(read(&whole.replace("fn p(&self)", "fn q(&self)")), before);
    assert_eq!(read(&whole.replace("struct Hidden", "struct Concealed")), before);
}
