//! Whether two places say the same.

use std::collections::{BTreeSet, HashSet};

use serde_json::Value;

use crate::document::{Holds, Node};

/// Whether two nodes say the same, but for descriptions and examples, once all references are followed.
pub(super) fn same(holds: Holds, old: &Node<'_>, new: &Node<'_>) -> bool {
    pair(holds, old.clone(), new.clone(), &mut HashSet::new())
}

fn pair(holds: Holds, mut old: Node<'_>, mut new: Node<'_>, open: &mut HashSet<(String, String)>) -> bool {
    let (kind, is_one) = match holds {
        Holds::Words => return true,
        Holds::Plain | Holds::Data => return old.value == new.value,
        Holds::One(kind) => (kind, true),
        Holds::List(kind) | Holds::Map(kind) => (kind, false),
    };
    if is_one && kind.takes_reference() {
        (old, new) = (old.followed(), new.followed());
    }
    let inside = |key: &str| match kind.holds(key) {
        _ if !is_one => Some(Holds::One(kind)),
        Some(_) if matches!(key, "example" | "examples") => None,
        holds => holds,
    };
    match (old.value, new.value) {
        // A pair that is looked at already is the same if nothing else is against it.
        (Value::Object(_), Value::Object(_)) => {
            let mut all = keys(&old, &new).into_iter().filter_map(|key| Some((inside(&key)?, key)));
            !open.insert((old.at.clone(), new.at.clone()))
                || all.all(|(holds, key)| pair(holds, old.get(&key), new.get(&key), open))
        }
        (Value::Array(these), Value::Array(those)) => {
            let mut items = old.items().zip(new.items());
            these.len() == those.len() && items.all(|(old, new)| pair(Holds::One(kind), old, new, open))
        }
        (one, other) => one == other,
    }
}

/// The keys of both objects.
pub(super) fn keys(old: &Node<'_>, new: &Node<'_>) -> BTreeSet<String> {
    old.members().chain(new.members()).map(|(key, _)| key.to_owned()).collect()
}
