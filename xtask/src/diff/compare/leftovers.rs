//! Every edit that is not reported yet, so that none is passed over in silence: both documents, object by object, as the grammar
//! has them. None of these makes a difference on the wire.

use serde_json::Value;

use super::{Comparer, Kind, Wire};
use crate::{
    diff::{schemas::shown, unchanged::keys},
    document::{Holds, Kind as Object, METHODS, Node, child},
};

impl<'a> Comparer<'a> {
    fn is_reported(&self, old: &Node<'a>, new: &Node<'a>) -> bool {
        let reported = |side, node: &Node<'a>| self.reported.contains(&(side, node.at.clone()));
        old.is_there() && reported(0, old) || new.is_there() && reported(1, new)
    }

    /// Reports what differs between two objects and is not reported yet.
    pub(super) fn object(&mut self, kind: Object, old: &Node<'a>, new: &Node<'a>) {
        if old.value == new.value || self.is_reported(old, new) {
            return;
        }
        if kind != Object::Path && (old.referred(kind).is_some() || new.referred(kind).is_some()) {
            let to = [old, new].map(|node| node.referred(kind).and_then(|to| to.rsplit('/').next()));
            return match to {
                [Some(was), Some(is)] if self.renamed.get(was).is_some_and(|today| today == is) => {}
                [Some(was), Some(is)] => {
                    self.other(Kind::OtherChanged, old, new, |name| {
                        format!("{name} is a reference to `{is}`, was one to `{was}`")
                    });
                }
                [_, Some(is)] => {
                    self.other(Kind::OtherChanged, old, new, |name| format!("{name} is now a reference to `{is}`"));
                }
                [was, None] => {
                    let was = was.unwrap_or_default();
                    self.other(Kind::OtherChanged, old, new, |name| {
                        format!("{name} is written in place, was a reference to `{was}`")
                    });
                }
            };
        }
        if kind == Object::Callback {
            return self.paths(old, new);
        }
        for key in keys(old, new) {
            let (was, is) = (old.get(&key), new.get(&key));
            // An operation has been compared already.
            let elsewhere = kind == Object::Path && METHODS.contains(&key.as_str());
            if was.value != is.value && !elsewhere && !self.is_reported(&was, &is) {
                self.member(kind, &key, &was, &is);
            }
        }
    }

    fn member(&mut self, kind: Object, key: &str, old: &Node<'a>, new: &Node<'a>) {
        let worded = |name: &str| format!("the {key} of {name} has changed");
        match (kind, key, kind.holds(key)) {
            (.., Some(Holds::Map(Object::Path))) => self.paths(old, new),
            (Object::Info, "version", _) => {
                let message = format!("the API's version is {}, was {}", shown(new.value), shown(old.value));
                self.other(Kind::VersionChanged, old, new, |_| message);
            }
            (.., Some(Holds::Words | Holds::One(Object::ExternalDocs | Object::Contact | Object::License))) => {
                self.other(Kind::DescriptionChanged, old, new, worded);
            }
            (_, "example", Some(_)) | (.., Some(Holds::Map(Object::Example))) if kind != Object::Components => {
                self.other(Kind::ExampleChanged, old, new, worded);
            }
            (.., Some(Holds::One(Object::RustType))) => self.rust_type(old, new),
            (_, "deprecated", Some(Holds::Plain)) => {
                let no_longer = if new.value == &Value::Bool(true) { "" } else { "no longer " };
                self.other(Kind::OtherChanged, old, new, |name| format!("{name} is {no_longer}deprecated"));
            }
            (Object::Schema, "default", _) => {
                self.other(Kind::DefaultChanged, old, new, |name| changed(key, name, old, new));
            }
            (Object::Schema, "required" | "enum", _) => self.listed(key, old, new),
            (.., Some(Holds::One(Object::Components))) => self.object(Object::Components, old, new),
            (.., Some(Holds::One(kind))) if old.value.is_object() && new.value.is_object() => {
                self.object(kind, old, new)
            }
            (.., Some(Holds::List(kind))) => self.list(kind, key, old, new),
            (.., Some(Holds::Map(kind))) => self.map(kind, old, new),
            _ => self.other(Kind::OtherChanged, old, new, |name| changed(key, name, old, new)),
        }
    }

    /// An edit that makes no difference on the wire.
    fn other(&mut self, kind: Kind, old: &Node<'a>, new: &Node<'a>, message: impl FnOnce(&str) -> String) {
        if !self.is_reported(old, new) {
            let is_there =
                |node: &Node<'a>| node.is_there() || node.document.json.pointer(&node.at) == Some(node.value);
            let places = [old, new].map(|node| is_there(node).then_some(node.at.as_str()));
            self.mention(kind, places, Wire::Compatible, message);
        }
    }

    fn rust_type(&mut self, old: &Node<'a>, new: &Node<'a>) {
        let mut was = old.value.to_string();
        for (old, new) in &self.renamed {
            was = was.replace(&format!("#/components/schemas/{old}\""), &format!("#/components/schemas/{new}\""));
        }
        let today = new.value.to_string();
        if was != today {
            let [was, is] = [old, new].map(|node| match node.text("path") {
                "" => "what the generator makes of it".to_owned(),
                path => format!("`{path}`"),
            });
            self.other(Kind::RustTypeChanged, old, new, |name| format!("{name} is now {is} in Rust, was {was}"));
        }
    }

    /// A list of names or values, whose order means nothing.
    fn listed(&mut self, key: &str, old: &Node<'a>, new: &Node<'a>) {
        let lists = [old, new].map(|node| node.items().collect::<Vec<_>>());
        let reported = |node: &Node<'a>, side: usize| {
            let member = || {
                let object = node.at.rsplit_once(&format!("/{key}/")).map_or("", |(object, _)| object);
                let property =
                    node.document.node(object).get("properties").get(node.value.as_str().unwrap_or_default());
                [child(&property.at, key), property.at].into_iter().any(|at| self.reported.contains(&(side, at)))
            };
            self.reported.contains(&(side, node.at.clone())) || key == "required" && member()
        };
        let only = |side: usize| {
            let [these, those] = [&lists[side], &lists[1 - side]];
            these
                .iter()
                .filter(|item| !those.iter().any(|other| other.value == item.value))
                .cloned()
                .collect::<Vec<_>>()
        };
        let (gone, added) = (only(0), only(1));
        if gone.is_empty() && added.is_empty() {
            return self.other(Kind::OtherChanged, old, new, |name| format!("`{key}` of {name} is in another order"));
        }
        if !gone.iter().all(|node| reported(node, 0)) || !added.iter().all(|node| reported(node, 1)) {
            self.other(Kind::OtherChanged, old, new, |name| changed(key, name, old, new));
        }
    }

    fn list(&mut self, kind: Object, key: &str, old: &Node<'a>, new: &Node<'a>) {
        let mut today: Vec<_> = new.items().collect();
        let mut before = Vec::new();
        for was in old.items() {
            // Where the same stands elsewhere in the list, nothing has changed.
            match today.iter().position(|is| is.value == was.value) {
                Some(position) => drop(today.remove(position)),
                None => before.push(was),
            }
        }
        if before.is_empty() && today.is_empty() {
            return self.other(Kind::OtherChanged, old, new, |name| format!("`{key}` of {name} is in another order"));
        }
        let names = |node: &Node<'a>| {
            let node = node.clone().followed();
            ["name", "in", "url"].map(|key| node.text(key))
        };
        for was in before {
            let same = today.iter().position(|is| names(is) == names(&was));
            let position = same.or(if today.is_empty() || kind == Object::Parameter { None } else { Some(0) });
            match position.map(|position| today.remove(position)) {
                Some(is) => self.object(kind, &was, &is),
                None => self.gone(&was, &self.new.node(&was.at).nothing()),
            }
        }
        for is in today {
            self.gone(&self.old.node(&is.at).nothing(), &is);
        }
    }

    fn map(&mut self, kind: Object, old: &Node<'a>, new: &Node<'a>) {
        for key in keys(old, new) {
            let today = self.renamed.get(&key).filter(|_| old.at == "/components/schemas").unwrap_or(&key).clone();
            let (was, is) = (old.get(&key), new.get(&today));
            let renamed = self.renamed.values().any(|today| *today == key) && old.at == "/components/schemas";
            match (was.is_there(), is.is_there()) {
                (true, true) => self.object(kind, &was, &is),
                (true, false) => self.gone(&was, &is),
                (false, true) if !renamed => self.gone(&was, &is),
                _ => {}
            }
        }
    }

    /// An object that is there on one side only.
    fn gone(&mut self, old: &Node<'a>, new: &Node<'a>) {
        let (node, more) = if new.is_there() { (new, true) } else { (old, false) };
        let mut keys = node.at.rsplit('/');
        let listed = keys.next().is_some_and(|key| key.parse::<usize>().is_ok());
        let key = keys.next().unwrap_or_default();
        // A renamed parameter is reported at its name.
        let reported =
            |(side, node): (usize, &Node<'a>)| self.reported.contains(&(side, node.clone().followed().get("name").at));
        if !node.clone().followed().get("name").is_there() || ![old, new].into_iter().enumerate().any(reported) {
            self.other(Kind::OtherChanged, old, new, |name| match (listed, more) {
                (true, true) => format!("{name} has one more in `{key}`"),
                (true, false) => format!("{name} has one less in `{key}`"),
                (false, true) => format!("{name} is new"),
                (false, false) => format!("{name} is gone"),
            });
        }
    }

    /// What is said of whole paths; their operations have been compared.
    fn paths(&mut self, old: &Node<'a>, new: &Node<'a>) {
        for key in keys(old, new) {
            let (was, is) = (old.get(&key), new.get(&key));
            let served = [&was, &is].iter().any(|path| path.members().any(|(key, _)| METHODS.contains(&key)));
            if was.is_there() && is.is_there() {
                self.object(Object::Path, &was, &is);
            } else if !served {
                self.gone(&was, &is);
            }
        }
    }
}

/// `maximum of ... is 5, was 7`.
fn changed(key: &str, name: &str, old: &Node<'_>, new: &Node<'_>) -> String {
    let short = |value: &Value| match value {
        Value::Object(_) | Value::Array(_) | Value::Null => None,
        value => Some(shown(value)),
    };
    match (short(old.value), short(new.value)) {
        (Some(was), Some(is)) => format!("`{key}` of {name} is {is}, was {was}"),
        (None, Some(is)) if !old.is_there() => format!("`{key}` of {name} is {is}, was not there"),
        (Some(was), None) if !new.is_there() => format!("`{key}` of {name} is gone, was {was}"),
        _ => format!("`{key}` of {name} has changed"),
    }
}
