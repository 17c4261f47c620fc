//! One edit of `base.yaml` for each kind of change, with what it must mean.

mod answers;
mod operations;
mod schemas;

use std::sync::OnceLock;

use xtask::{
    diff::{
        Change,
        Rust::{self, *},
        Wire::{self, *},
        compare,
    },
    document::Document,
    generate,
};

/// Texts to replace, each by another; every one must be there.
type Edits = &'static [(&'static str, &'static str)];

/// An edit of the document and its meaning.
pub struct Case {
    pub what: &'static str,
    /// What the document was before, if not `base.yaml` as it is.
    pub before: Edits,
    pub edit: Edits,
    /// How `caller.rs` looks before the edit, if not as it is.
    pub caller: Edits,
    /// By their ids.
    pub kinds: &'static [&'static str],
    pub wire: Wire,
    pub rust: Rust,
    /// For `Minor`: code that uses what is new. It does not compile without the edit.
    pub newer: &'static str,
    /// If the edit changes the interface of the mocks alone: what a test does with them that compiles on one side only.
    pub test: &'static str,
    /// A caller breaks when it runs: the compiler does not see it.
    pub at_run_time: bool,
}

const CASE: Case = Case {
    what: "",
    before: &[],
    edit: &[],
    caller: &[],
    kinds: &[],
    wire: Compatible,
    rust: None,
    newer: "",
    test: "",
    at_run_time: false,
};

impl Case {
    pub fn yesterday(&self) -> Document {
        parse("old.yaml", &edited(BASE, self.before))
    }

    pub fn today(&self) -> Document {
        parse("new.yaml", &edited(&edited(BASE, self.before), self.edit))
    }

    /// The crate downstream, as it was written before the edit.
    pub fn caller(&self) -> String {
        edited(CALLER, self.caller)
    }
}

/// A case, what `diff` makes of it, and what is generated on both sides.
pub struct Judged {
    pub case: &'static Case,
    pub old: Document,
    pub new: Document,
    pub changes: Vec<Change>,
    pub wire: Wire,
    pub rust: Rust,
    /// The client before.
    pub before: String,
    /// The client after.
    pub after: String,
    /// The mocks before and after.
    pub mocks: [String; 2],
    /// Whether the demo server answers the same.
    pub same_routes: bool,
}

/// All cases, judged once for all tests.
pub fn judged() -> &'static [Judged] {
    static JUDGED: OnceLock<Vec<Judged>> = OnceLock::new();
    JUDGED.get_or_init(|| {
        let base = client(&parse("old.yaml", BASE));
        let each = cases().map(|case| {
            let (old, new) = (case.yesterday(), case.today());
            let comparison = compare(&old, &new).unwrap();
            assert_eq!(comparison.estimated, Option::None, "{}", case.what);
            let (wire, rust, changes) = (comparison.wire(), comparison.rust(), comparison.changes);
            let before = if case.before.is_empty() { base.clone() } else { client(&old) };
            let mocks = [&old, &new].map(|document| body(generate::mocks(document).unwrap()));
            let same_routes = generate::routes(&old).unwrap() == generate::routes(&new).unwrap();
            Judged { case, before, after: client(&new), mocks, same_routes, old, new, changes, wire, rust }
        });
        each.collect()
    })
}

/// The generated client, without the line that names the document.
fn client(document: &Document) -> String {
    body(generate::client(document).unwrap())
}

fn body(source: String) -> String {
    source.split_once('\n').unwrap().1.to_owned()
}

pub const BASE: &str = include_str!("../base.yaml");
const CALLER: &str = include_str!("../caller.rs");

pub fn parse(name: &str, text: &str) -> Document {
    Document::parse(name, text.as_bytes().to_vec()).unwrap()
}

fn edited(text: &str, edits: Edits) -> String {
    edits.iter().fold(text.to_owned(), |text, (from, to)| {
        assert!(text.contains(from), "not there: {from}");
        text.replace(from, to)
    })
}

/// All cases.
pub fn cases() -> impl Iterator<Item = &'static Case> {
    [operations::CASES, schemas::CASES, answers::CASES].into_iter().flatten()
}
