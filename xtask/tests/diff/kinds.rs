//! Every kind of change: found, placed, judged on the wire and for Rust callers.

use std::collections::BTreeSet;

use strum::VariantArray as _;
use xtask::diff::{Edit, Noun, Rust, Side, Wire, compare};

use crate::cases::{BASE, Judged, cases, judged, parse};

#[test]
fn each_edit_gives_its_kinds_and_verdicts() {
    let mut told = String::new();
    let mut wrong = Vec::new();
    for Judged { case, changes, wire, rust, .. } in judged() {
        let found: BTreeSet<_> = changes.iter().map(|change| change.kind.to_string()).collect();
        let expected: BTreeSet<_> = case.kinds.iter().map(ToString::to_string).collect();
        if (&found, wire, rust) != (&expected, &case.wire, &case.rust) {
            let wanted = (&expected, case.wire, case.rust);
            wrong.push(format!("{}: {:?}, expected {wanted:?}", case.what, (found, wire, rust)));
        }
        told.push_str(&format!("{}\n", case.what));
        for change in changes {
            let (kind, at) = (change.kind, &change.at);
            told.push_str(&format!("    {kind} {at}\n        {}, {}: {}\n", change.wire, change.rust, change.message));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    insta::assert_snapshot!(told);
}

#[test]
fn each_thing_that_changes_and_each_way_to_change_has_a_case() {
    let shown: BTreeSet<_> = cases().flat_map(|case| case.kinds).copied().collect();
    let nouns = Noun::VARIANTS.iter().map(|noun| format!("{noun}-"));
    let edits = Edit::VARIANTS.iter().map(|edit| format!("-{edit}"));
    let missing = |word: &String| !shown.iter().any(|id| id.starts_with(word) || id.ends_with(word));
    assert_eq!(nouns.chain(edits).filter(missing).collect::<Vec<_>>(), Vec::<String>::new());
}

#[test]
fn each_change_stands_at_a_place_of_its_document() {
    for Judged { case, changes, old, new, .. } in judged() {
        for change in changes {
            let document = if change.side == Side::Old { old } else { new };
            assert!(document.json.pointer(&change.at).is_some(), "{}: {}", case.what, change.at);
        }
    }
}

#[test]
fn a_document_beside_itself_has_not_changed() {
    let document = parse("base.yaml", BASE);
    let comparison = compare(&document, &document).unwrap();
    assert!(comparison.changes.is_empty());
    assert_eq!((comparison.wire(), comparison.rust()), (Wire::Compatible, Rust::None));
}
