//! Whether two places say the same.

use std::collections::{BTreeSet, HashSet};

use crate::document::{Holds, Node};

/// Whether two nodes say the same, but for descriptions and examples, once all references are followed.
pub(super) fn same(holds: Holds, old: &Node<'_>, new: &Node<'_>) -> bool {
    fn both<'a>(old: &Node<'a>, new: &Node<'a>) -> Vec<(Node<'a>, Node<'a>, String)> {
        keys(old, new).into_iter().map(|key| (old.get(&key), new.get(&key), key)).collect()
    }

    fn pair(holds: Holds, old: &Node<'_>, new: &Node<'_>, open: &mut HashSet<(String, String)>) -> bool {
        match holds {
            Holds::Words => true,
            Holds::Plain | Holds::Data => old.value == new.value,
            Holds::One(kind) => {
                let (old, new) = match kind.takes_reference() {
                    true => (old.clone().followed(), new.clone().followed()),
                    false => (old.clone(), new.clone()),
                };
                if !old.value.is_object() || !new.value.is_object() {
                    return old.value == new.value;
                }
                // A pair that is looked at already is the same if nothing else is against it.
                !open.insert((old.at.clone(), new.at.clone()))
                    || both(&old, &new).iter().all(|(old, new, key)| match kind.holds(key) {
                        None => true,
                        Some(_) if is_example(key) => true,
                        Some(holds) => pair(holds, old, new, open),
                    })
            }
            Holds::Map(kind) => both(old, new)
                .iter()
                .all(|(old, new, _)| old.is_there() && new.is_there() && pair(Holds::One(kind), old, new, open)),
            Holds::List(kind) => {
                let (old, new): (Vec<_>, Vec<_>) = (old.items().collect(), new.items().collect());
                old.len() == new.len() && old.iter().zip(&new).all(|(old, new)| pair(Holds::One(kind), old, new, open))
            }
        }
    }
    pair(holds, old, new, &mut HashSet::new())
}

fn is_example(key: &str) -> bool {
    matches!(key, "example" | "examples")
}

/// The keys of both objects.
pub(super) fn keys(old: &Node<'_>, new: &Node<'_>) -> BTreeSet<String> {
    old.members().chain(new.members()).map(|(key, _)| key.to_owned()).collect()
}
