//! Every edit that is not reported yet, so that none is passed over in silence: both documents, object by object, as the grammar
//! has them. None of these makes a difference on the wire.

use serde_json::Value;

use super::{Comparer, Edit, Noun, Wire, places};
use crate::{
    diff::{schemas::shown, unchanged::keys},
    document::{Holds, Kind as Object, Node},
};

impl<'a> Comparer<'a> {
    /// Whether a change is reported for a node. If only one document has the node, a change reported inside it suffices.
    fn is_reported(&self, old: &Node<'a>, new: &Node<'a>) -> bool {
        let alone = !old.is_there() || !new.is_there();
        let is_reported = |(side, node): (usize, &Node<'a>)| {
            let inside = format!("{}/", node.at);
            let next = self.reported[side].range(inside.clone()..).next();
            let has_inside = next.is_some_and(|at| at.starts_with(&inside));
            node.is_there() && (self.reported[side].contains(&node.at) || alone && has_inside)
        };
        [old, new].into_iter().enumerate().any(is_reported)
    }

    /// Reports what differs between the pairs and is not reported yet.
    pub(super) fn edits(&mut self) {
        for (kind, [old, new]) in std::mem::take(&mut self.pairs) {
            self.object(kind, &old, &new);
        }
    }

    fn object(&mut self, kind: Object, old: &Node<'a>, new: &Node<'a>) {
        if old.value == new.value || self.is_reported(old, new) {
            return;
        }
        let to = [old, new].map(|node| node.referred(kind).and_then(|to| to.rsplit('/').next()));
        if kind == Object::Path || to == [None, None] {
            return keys(old, new).iter().for_each(|key| self.member(kind, key, &old.get(key), &new.get(key)));
        }
        let today = to[0].and_then(|was| self.renamed.get(was));
        if today.is_none_or(|today| to[1] != Some(today)) {
            let [was, is] =
                to.map(|to| to.map_or("written in place".to_owned(), |to| format!("a reference to `{to}`")));
            self.note_as(Noun::Other, Edit::Changed, places(old, new), Wire::Compatible, format!("is {is}, was {was}"));
        }
    }

    fn member(&mut self, kind: Object, key: &str, old: &Node<'a>, new: &Node<'a>) {
        if old.value == new.value || self.is_reported(old, new) {
            return;
        }
        let is_text = |kind| matches!(kind, Object::ExternalDocs | Object::Contact | Object::License);
        let noun = match kind.holds(key) {
            Some(Holds::Words) => Noun::Description,
            Some(Holds::One(inside)) if is_text(inside) => Noun::Description,
            Some(Holds::One(inside)) if old.value.is_object() && new.value.is_object() => {
                return self.object(inside, old, new);
            }
            Some(Holds::Map(Object::Example)) if kind != Object::Components => Noun::Example,
            Some(Holds::Map(inside)) => return self.map(inside, old, new),
            Some(Holds::List(inside)) if old.is_there() && new.is_there() => return self.list(inside, key, old, new),
            Some(Holds::One(Object::RustType)) => Noun::RustType,
            _ if kind == Object::RustType => Noun::RustType,
            Some(Holds::Data) if key == "example" => Noun::Example,
            Some(Holds::Data) if key == "default" => Noun::Default,
            _ if (kind, key) == (Object::Info, "version") => Noun::Version,
            _ => Noun::Other,
        };
        if key == "deprecated" && new.value == &Value::Bool(true) {
            return self.note(Edit::Deprecated, places(old, new), Wire::Compatible, "is deprecated");
        }
        let short = |node: &Node<'a>| match node.value {
            Value::Object(_) | Value::Array(_) | Value::Null => None,
            _ if noun == Noun::Description => None,
            value => Some(shown(value)),
        };
        let text = match (old.value, new.value) {
            (Value::Array(was), Value::Array(is)) if has_all(was, is) && has_all(is, was) => in_another_order(key),
            _ => valued(key, short(old).as_deref(), short(new).as_deref()),
        };
        self.note_as(noun, Edit::Changed, places(old, new), Wire::Compatible, text);
    }

    fn map(&mut self, kind: Object, old: &Node<'a>, new: &Node<'a>) {
        let renamed = if old.at == "/components/schemas" { self.renamed.clone() } else { Default::default() };
        for key in keys(old, new) {
            let (was, is) = (old.get(&key), new.get(renamed.get(&key).unwrap_or(&key)));
            match (was.is_there(), is.is_there()) {
                (true, true) => self.object(kind, &was, &is),
                (false, true) if renamed.values().any(|today| *today == key) => {}
                _ if self.is_reported(&was, &is) => {}
                (_, true) => self.note_as(Noun::Other, Edit::Added, places(&was, &is), Wire::Compatible, "is new"),
                (_, false) => self.note_as(Noun::Other, Edit::Removed, places(&was, &is), Wire::Compatible, "is gone"),
            }
        }
    }

    fn list(&mut self, kind: Object, key: &str, old: &Node<'a>, new: &Node<'a>) {
        // Where the same stands elsewhere in the list, nothing has changed.
        let others = |these: &Node<'a>, those: &Node<'a>| {
            let those: Vec<_> = those.items().map(|item| item.value).collect();
            these.items().filter(|item| !those.contains(&item.value)).collect::<Vec<_>>()
        };
        let (mut before, mut today) = (others(old, new), others(new, old));
        if before.is_empty() && today.is_empty() {
            let text = in_another_order(key);
            return self.note_as(Noun::Other, Edit::Changed, places(old, new), Wire::Compatible, text);
        }
        let names = |node: &Node<'a>| {
            let node = node.clone().followed();
            ["name", "in", "url"].map(|key| node.text(key))
        };
        before.retain(|was| {
            let same = today.iter().position(|is| names(is) == names(was));
            same.map(|position| self.object(kind, was, &today.remove(position))).is_none()
        });
        let nothing = |node: &Node<'a>| node.clone().nothing();
        let is_reported = |node: &Node<'a>, side: usize| {
            [node.clone(), node.clone().followed()].iter().any(|node| match side {
                0 => self.is_reported(node, &nothing(node)),
                _ => self.is_reported(&nothing(node), node),
            })
        };
        if !before.iter().all(|was| is_reported(was, 0)) || !today.iter().all(|is| is_reported(is, 1)) {
            let text = format!("has other items in {key}");
            self.note_as(Noun::Other, Edit::Changed, places(old, new), Wire::Compatible, text);
        }
    }
}

fn has_all(these: &[Value], those: &[Value]) -> bool {
    those.iter().all(|value| these.contains(value))
}

fn in_another_order(key: &str) -> String {
    format!("has {key} in another order")
}

/// A change of one value, as of a keyword.
pub(super) fn valued(key: &str, was: Option<&str>, is: Option<&str>) -> String {
    match (was, is) {
        (Some(was), Some(is)) => format!("has {key} {is}, was {was}"),
        (None, Some(is)) => format!("has {key} {is}, had none"),
        (Some(was), None) => format!("no longer has {key}, was {was}"),
        (None, None) => format!("differs in {key}"),
    }
}
