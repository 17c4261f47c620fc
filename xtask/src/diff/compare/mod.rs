//! Finds every difference between two documents and judges it on the wire.
//!
//! Operations are matched by their route, since the wire knows no other name; their schemas are compared by
//! [`schemas`](super::schemas). [`edits`] then reports every other edit.

mod comparable;
mod content;
mod differences;
mod edits;
mod operations;
mod responses;
mod security;

use std::collections::{BTreeMap, BTreeSet, HashSet};

use self::comparable::comparable;
use super::{
    changes::{Change, Edit, Kind, Noun, Side, Wire},
    joined,
    schemas::{All, Beside, Direction, Schemas, Spot, What, Written},
    spawn,
    subject::Subject,
};
use crate::document::{Document, Invalid, Kind as Object, Node};

/// Every difference between `old` and `new`. The verdicts for Rust callers are the typical ones of each kind.
///
/// # Errors
///
/// If one of them cannot be compared.
pub fn on_the_wire(old: &Document, new: &Document) -> Result<Vec<Change>, Invalid> {
    comparable(old)?;
    comparable(new)?;
    let compare = || {
        let mut comparer = Comparer::new(old, new);
        comparer.operations(Direction::Request, old.operations(), new.operations());
        comparer.operations(Direction::Response, old.webhooks(), new.webhooks());
        comparer.components();
        comparer.pair(Object::Document, &old.root(), &new.root());
        comparer.edits();
        comparer.changes
    };
    let changes = std::thread::scope(|scope| spawn(scope, compare).map(joined));
    changes.map_err(|error| old.invalid("", format!("cannot be compared: {error}")))
}

/// Where something is in the old document and in the new one.
type Places = [Option<String>; 2];

/// The places of two nodes; of one that is not there, none.
fn places(old: &Node<'_>, new: &Node<'_>) -> Places {
    [old, new].map(|node| node.document.json.pointer(&node.at).map(|_| node.at.clone()))
}

/// The places of a member of two nodes; of the nodes, if neither has it.
fn member_places(old: &Node<'_>, new: &Node<'_>, key: &str) -> Places {
    let own = places(&old.get(key), &new.get(key));
    if own == [None, None] { places(old, new) } else { own }
}

/// Both documents, and what has been found so far.
struct Comparer<'a> {
    old: &'a Document,
    new: &'a Document,
    requests: Beside<'a>,
    responses: Beside<'a>,
    /// The named schemas that have another name now, by the old one.
    renamed: BTreeMap<String, String>,
    changes: Vec<Change>,
    /// The differences of schemas that are reported.
    differences: HashSet<(What, [Option<Spot>; 2])>,
    /// The places that a change is reported for, in the old document and in the new one.
    reported: [BTreeSet<String>; 2],
    /// The objects that are the same thing in both documents, wherever they stand.
    pairs: Vec<(Object, [Node<'a>; 2])>,
}

impl<'a> Comparer<'a> {
    fn new(old: &'a Document, new: &'a Document) -> Self {
        let beside = |direction| Beside::new([old, new].map(|document| Schemas::new(document, direction)));
        Self {
            old,
            new,
            requests: beside(Direction::Request),
            responses: beside(Direction::Response),
            renamed: BTreeMap::new(),
            changes: Vec::new(),
            differences: HashSet::new(),
            reported: Default::default(),
            pairs: Vec::new(),
        }
    }

    /// Reports a change at a place, and marks the place as reported.
    fn note(&mut self, edit: Edit, places: Places, wire: Wire, text: impl AsRef<str>) {
        self.mark(&places);
        self.change(None, edit, &places, wire, text.as_ref());
    }

    /// As [`note`](Self::note), where the place does not tell what kind of thing it is.
    fn note_as(&mut self, noun: Noun, edit: Edit, places: Places, wire: Wire, text: impl AsRef<str>) {
        self.mark(&places);
        self.change(Some(noun), edit, &places, wire, text.as_ref());
    }

    /// Notes that two objects are the same thing: what else differs between them is reported last.
    fn pair(&mut self, kind: Object, old: &Node<'a>, new: &Node<'a>) {
        self.pairs.push((kind, [old.clone(), new.clone()]));
    }

    fn mark(&mut self, places: &Places) {
        for (reported, at) in self.reported.iter_mut().zip(places) {
            reported.extend(at.clone());
        }
    }

    /// A change at a place. What is gone stands only in the old document. The message is the name of what stands there, and
    /// `text`.
    fn change(&mut self, noun: Option<Noun>, edit: Edit, places: &Places, wire: Wire, text: &str) -> &mut Change {
        let [old, new] = places;
        let of = |document, at: &Option<String>| at.as_ref().map(|at| Subject::of(document, at));
        let subjects = [of(self.new, new), of(self.old, old)];
        let (side, at) = match (old, new) {
            (Some(old), None) => (Side::Old, old),
            (_, new) => (Side::New, new.as_ref().unwrap_or(const { &String::new() })),
        };
        let subject = subjects.iter().flatten().next();
        let (name, own) = subject.map_or(("the API", Noun::Other), |subject| (&subject.name, subject.noun));
        let (kind, message) = (Kind(noun.unwrap_or(own), edit), format!("{name} {text}"));
        // What several operations share is found once for each of them.
        let same = |known: &Change| (known.kind, known.side, &known.at, &known.message) == (kind, side, at, &message);
        let known = self.changes.iter().position(same).unwrap_or_else(|| {
            let claims = subjects.iter().flatten().flat_map(|subject| subject.claims.clone()).collect();
            let (at, rust) = (at.clone(), kind.typical());
            self.changes.push(Change { kind, side, at, wire, rust, message, claims, refused: false });
            self.changes.len() - 1
        });
        let change = &mut self.changes[known];
        change.wire = change.wire.max(wire);
        change
    }

    /// Notes what one document has alone. Who reads it must get what it requires, and who sends it must be understood: a
    /// server refuses what it does not know, a client ignores it.
    fn alone(&mut self, direction: Direction, places: Places, required: bool) {
        let (edit, text, fine) = match (&places[0], direction) {
            (None, Direction::Request) if required => (Edit::Added, "is new and required", false),
            (None, _) => (Edit::Added, "is new", true),
            (Some(_), Direction::Request) => (Edit::Removed, "is gone", false),
            (Some(_), Direction::Response) => (Edit::Removed, "is gone", !required),
        };
        self.note(edit, places, Wire::of(fine), text);
    }

    /// The named schemas, as far as no operation has reported them.
    fn components(&mut self) {
        let [old, new] = [self.old, self.new].map(|document| document.node("/components/schemas"));
        let mut added: Vec<_> = new.members().filter(|(name, _)| old.value.get(name).is_none()).collect();
        for (name, was) in old.members() {
            let mut is = new.get(name);
            if !is.is_there() {
                let same = |(_, is): &(&str, Node<'a>)| {
                    let differences =
                        self.responses.differences(&All::schema(&was.at), &All::schema(&is.at), Written::Json);
                    // Two that take anything have nothing else in common.
                    differences.is_empty() && was.value.get("type") == is.value.get("type")
                };
                let Some(position) = added.iter().position(same) else {
                    self.note(Edit::Removed, places(&was, &is), Wire::Compatible, "is gone");
                    continue;
                };
                let (today, node) = added.remove(position);
                self.renamed.insert(name.to_owned(), today.to_owned());
                self.change(
                    None,
                    Edit::Renamed,
                    &places(&was, &node),
                    Wire::Compatible,
                    &format!("was called `{name}`"),
                );
                is = node;
            }
            self.schemas(None, &All::schema(was.at), &All::schema(is.at), Written::Json);
        }
        for (_, is) in added {
            self.note(Edit::Added, [None, Some(is.at)], Wire::Compatible, "is new");
        }
    }
}
