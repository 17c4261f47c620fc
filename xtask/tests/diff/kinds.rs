//! Every kind of change: found, placed, judged on the wire and for Rust callers.

use std::collections::BTreeSet;

use xtask::diff::{Kind, Rust, Wire, compare};

use crate::cases::{BASE, CASES, parse};

#[test]
fn each_edit_gives_its_kinds_and_verdicts() {
    let mut told = String::new();
    let mut wrong = Vec::new();
    for case in CASES {
        let (old, new) = (case.old(), case.new());
        let comparison = compare(&old, &new);
        assert_eq!(comparison.estimated, None, "{}", case.what);
        let found: BTreeSet<_> = comparison.changes.iter().map(|change| change.kind).collect();
        let expected: BTreeSet<_> = case.kinds.iter().copied().collect();
        let verdicts = (comparison.wire(), comparison.rust());
        if found != expected || verdicts != (case.wire, case.rust) {
            wrong.push(format!(
                "{}: {found:?} {verdicts:?}, expected {expected:?} {:?}",
                case.what,
                (case.wire, case.rust)
            ));
        }
        told.push_str(&format!("{}\n", case.what));
        for change in &comparison.changes {
            let (kind, at) = (change.kind.id(), &change.at);
            told.push_str(&format!("    {kind} {at}\n        {}, {}: {}\n", change.wire, change.rust, change.message));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    insta::assert_snapshot!(told);
}

#[test]
fn each_kind_has_a_case_and_an_id_of_its_own() {
    let shown: BTreeSet<_> = CASES.iter().flat_map(|case| case.kinds).collect();
    let missing: Vec<_> = Kind::ALL.iter().filter(|kind| !shown.contains(kind)).collect();
    assert!(missing.is_empty(), "{missing:?}");
    assert_eq!(Kind::ALL.iter().map(|kind| kind.id()).collect::<BTreeSet<_>>().len(), Kind::ALL.len());
}

#[test]
fn each_change_stands_at_a_place_of_its_document() {
    for case in CASES {
        let (old, new) = (case.old(), case.new());
        let comparison = compare(&old, &new);
        for change in &comparison.changes {
            let document = comparison.side(change);
            assert!(document.json.pointer(&change.at).is_some(), "{}: {}", case.what, change.at);
        }
    }
}

#[test]
fn a_document_beside_itself_has_not_changed() {
    let document = parse("base.yaml", BASE);
    let comparison = compare(&document, &document);
    assert!(comparison.changes.is_empty());
    assert_eq!((comparison.wire(), comparison.rust()), (Wire::Compatible, Rust::None));
}
