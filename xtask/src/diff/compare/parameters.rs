//! The parameters of an operation.

use super::{Comparer, Node, Reach, Role, Subject, node, operations::Operation};
use crate::diff::{
    changes::{Kind, Side, Wire},
    surface::plain,
};
use crate::document::Document;

/// A parameter by its place in the request and its name.
struct Parameter<'a> {
    place: String,
    name: String,
    node: Node<'a>,
}

impl Parameter<'_> {
    fn is_required(&self) -> bool {
        self.node.value["required"] == true
    }
}

/// What an operation takes: its own parameters, then those of its path that it does not replace.
fn all<'a>(document: &'a Document, operation: &Operation<'a>) -> Vec<Parameter<'a>> {
    let mut parameters: Vec<Parameter<'a>> = Vec::new();
    for node in operation.node.get("parameters").items().into_iter().chain(operation.item.get("parameters").items()) {
        let node = node.resolved(document);
        let text = |key: &str| node.value[key].as_str().unwrap_or_default().to_owned();
        let (place, name) = (text("in"), text("name"));
        // Case means nothing in the name of a header.
        let same = |known: &Parameter<'_>| {
            known.place == place && (known.name == name || place == "header" && known.name.eq_ignore_ascii_case(&name))
        };
        if !parameters.iter().any(same) {
            parameters.push(Parameter { place, name, node });
        }
    }
    parameters
}

/// The names between the braces of a path, in order.
fn in_path(path: &str) -> Vec<&str> {
    path.split('{').skip(1).filter_map(|part| Some(part.split_once('}')?.0)).collect()
}

impl<'a> Comparer<'a> {
    pub(super) fn parameters(&mut self, old: &Operation<'a>, new: &Operation<'a>) {
        let operation = format!("`{}`", new.id);
        let claims = |name: &str| {
            vec![
                format!("operation {} setter {}", plain(&new.id), plain(name)),
                format!("type {}{}", plain(&new.id), plain(name)),
            ]
        };
        let mut today = all(self.new, new);
        let (old_names, new_names) = (in_path(old.path), in_path(new.path));
        for before in all(self.old, old) {
            let name = format!("`{}` of {operation}", before.name);
            // In a path the position counts, and the name is the document's own.
            let position = old_names.iter().position(|name| before.place == "path" && *name == before.name);
            let moved_to = position.filter(|_| old_names.len() == new_names.len()).and_then(|at| new_names.get(at));
            let wanted = moved_to.map_or(before.name.as_str(), |name| name);
            let found = today.iter().position(|after| {
                after.place == before.place
                    && (after.name == wanted || after.place == "header" && after.name.eq_ignore_ascii_case(wanted))
            });
            let Some(after) = found.map(|position| today.remove(position)) else {
                let message = format!("{name} is gone: nothing says what the server makes of it");
                let claims = claims(&before.name);
                self.note(Kind::ParameterRemoved, (Side::Old, &before.node.at), Wire::Incompatible, message, &claims);
                continue;
            };
            let mut claims = claims(&after.name);
            if plain(&before.name) != plain(&after.name) || (before.place == "path" && before.name != after.name) {
                claims.push(format!("operation {} setter {}", plain(&new.id), plain(&before.name)));
                let message = format!("{name} is now called `{}`", after.name);
                let at = after.node.get("name").at;
                self.note(Kind::ParameterRenamed, (Side::New, &at), Wire::Compatible, message, &claims);
            }
            self.parameter(
                &before,
                &after,
                Subject {
                    name: format!("`{}` of {operation}", after.name),
                    role: Role::Parameter,
                    reach: Reach::REQUEST,
                    claims,
                    used_by: Vec::new(),
                },
            );
        }
        for after in today {
            let (name, claims) = (format!("`{}` of {operation}", after.name), claims(&after.name));
            let at = (Side::New, after.node.at.as_str());
            if after.is_required() {
                let message = format!("{name} is new and required");
                self.note(Kind::ParameterAddedRequired, at, Wire::Incompatible, message, &claims);
                self.fails_at_run_time(Kind::ParameterAddedRequired, &after.node.at);
            } else {
                let message = format!("{name} is new and optional");
                self.note(Kind::ParameterAddedOptional, at, Wire::Compatible, message, &claims);
            }
        }
    }

    fn parameter(&mut self, before: &Parameter<'a>, after: &Parameter<'a>, subject: Subject) {
        let (name, claims) = (&subject.name, &subject.claims);
        let required = after.node.get("required");
        let at = if required.is_there() { required.at } else { after.node.at.clone() };
        match (before.is_required(), after.is_required()) {
            (false, true) => {
                let message = format!("{name} is now required");
                self.note(Kind::ParameterMadeRequired, (Side::New, &at), Wire::Incompatible, message, claims);
                self.fails_at_run_time(Kind::ParameterMadeRequired, &at);
            }
            (true, false) => {
                let message = format!("{name} may now be left out");
                self.note(Kind::ParameterMadeOptional, (Side::New, &at), Wire::Compatible, message, claims);
            }
            _ => {}
        }
        for key in ["style", "explode", "allowReserved"] {
            let (old, new) = (before.node.get(key), after.node.get(key));
            if old.value != new.value {
                let message = format!("{name} is written in another `{key}`");
                self.note(Kind::ParameterRetyped, (Side::New, &new.at), Wire::Incompatible, message, claims);
            }
        }
        self.schema(&subject, &before.node.get("schema"), &after.node.get("schema"));
        self.content(&subject, &before.node, &after.node);
        self.docs(name, &before.node, &after.node, claims);
        let known = [
            "name",
            "in",
            "required",
            "style",
            "explode",
            "allowReserved",
            "schema",
            "content",
            "description",
            "example",
            "examples",
        ];
        for key in node::keys(&before.node, &after.node).into_iter().filter(|key| !known.contains(&key.as_str())) {
            self.rest(name, &key, &before.node, &after.node);
        }
    }
}
