//! Operations: added, removed, renamed, moved; and what a request carries.

use super::{Comparer, Node, Reach, Role, Subject, node};
use crate::diff::{
    changes::{Kind, Side, Wire},
    surface::plain,
};
use crate::document::Document;

const METHODS: &[&str] = &["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/// One operation and where it stands.
#[derive(Debug, Clone)]
pub(super) struct Operation<'a> {
    pub(super) path: &'a str,
    pub(super) method: String,
    pub(super) id: String,
    /// The path that it stands under, which may hold parameters too.
    pub(super) item: Node<'a>,
    pub(super) node: Node<'a>,
}

impl Operation<'_> {
    /// As `GET /user/calls/{id}`.
    fn route(&self) -> String {
        format!("{} {}", self.method.to_uppercase(), self.path)
    }

    /// The route as the server sees it: the names of the parameters are the document's own business.
    fn on_the_wire(&self) -> (String, String) {
        // Behind a brace stands the name of a parameter, and then what follows it.
        let mut parts = self.path.split('{');
        let mut path = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let rest = part.split_once('}').map_or(part, |(_, rest)| rest);
            path.extend(["{}", rest]);
        }
        (self.method.clone(), path)
    }
}

fn all(document: &Document) -> Vec<Operation<'_>> {
    let paths = Node::root(document).get("paths");
    let operations = paths.members().flat_map(|(path, item)| {
        let item = item.resolved(document);
        let methods = item.members().filter(|(method, _)| METHODS.contains(method));
        let methods = methods.map(|(method, node)| (method.to_owned(), node)).collect::<Vec<_>>();
        methods.into_iter().map(move |(method, node)| {
            let id = node.value["operationId"].as_str().map_or_else(|| format!("{method} {path}"), str::to_owned);
            Operation { path, method, id, item: item.clone(), node }
        })
    });
    operations.collect()
}

impl<'a> Comparer<'a> {
    pub(super) fn operations(&mut self) {
        let old = all(self.old);
        let mut new = all(self.new);
        let mut gone = Vec::new();
        for operation in old {
            match new.iter().position(|today| today.id == operation.id) {
                Some(position) => self.operation(&operation, &new.remove(position)),
                None => gone.push(operation),
            }
        }
        for operation in gone {
            let claims = [format!("operation {}", plain(&operation.id))];
            if let Some(position) = new.iter().position(|today| today.on_the_wire() == operation.on_the_wire()) {
                let today = new.remove(position);
                let message = format!("`{}` is now called `{}`", operation.id, today.id);
                let at = today.node.get("operationId").at;
                let claims = [claims[0].clone(), format!("operation {}", plain(&today.id))];
                self.note(Kind::OperationRenamed, (Side::New, &at), Wire::Compatible, message, &claims);
                self.operation(&operation, &today);
            } else {
                let message = format!("`{}` ({}) is gone", operation.id, operation.route());
                self.note(
                    Kind::OperationRemoved,
                    (Side::Old, &operation.node.at),
                    Wire::Incompatible,
                    message,
                    &claims,
                );
            }
        }
        for operation in new {
            let claims = [format!("operation {}", plain(&operation.id))];
            let message = format!("`{}` ({}) is new", operation.id, operation.route());
            self.note(Kind::OperationAdded, (Side::New, &operation.node.at), Wire::Compatible, message, &claims);
        }
    }

    fn operation(&mut self, old: &Operation<'a>, new: &Operation<'a>) {
        let name = format!("`{}`", new.id);
        let claims = vec![format!("operation {}", plain(&new.id))];
        if old.on_the_wire() != new.on_the_wire() {
            let message = format!("{name} was {} and is now {}", old.route(), new.route());
            self.note(Kind::OperationMoved, (Side::New, &new.node.at), Wire::Incompatible, message, &claims);
        }
        self.parameters(old, new);
        self.body(old, new);
        self.responses(old, new);
        if old.node.get("security").is_there() || new.node.get("security").is_there() {
            self.security(&name, &old.node, &new.node, &claims);
        }
        for (old, new) in [(&old.node, &new.node), (&old.item, &new.item)] {
            if old.get("servers").is_there() || new.get("servers").is_there() {
                self.servers(&name, &old.get("servers"), &new.get("servers"));
            }
            self.docs(&name, old, new, &claims);
        }
        let known = [
            "operationId",
            "parameters",
            "requestBody",
            "responses",
            "security",
            "servers",
            "description",
            "summary",
            "externalDocs",
            "title",
            "example",
            "examples",
        ];
        for key in node::keys(&old.node, &new.node).into_iter().filter(|key| !known.contains(&key.as_str())) {
            self.rest(&name, &key, &old.node, &new.node);
        }
    }

    fn body(&mut self, old: &Operation<'a>, new: &Operation<'a>) {
        let claims = [
            format!("operation {} setter body", plain(&new.id)),
            format!("operation {} setter bodymap", plain(&new.id)),
            format!("type {}body", plain(&new.id)),
        ];
        let name = format!("the request body of `{}`", new.id);
        let before = old.node.get("requestBody").resolved(self.old);
        let after = new.node.get("requestBody").resolved(self.new);
        let (was_required, is_required) = (before.value["required"] == true, after.value["required"] == true);
        match (before.is_there(), after.is_there()) {
            (false, false) => return,
            (false, true) => {
                let wire = Wire::of(!is_required);
                let message = format!("{name} is new{}", if is_required { " and required" } else { "" });
                self.note(Kind::RequestBodyAdded, (Side::New, &after.at), wire, message, &claims);
                if is_required {
                    self.fails_at_run_time(Kind::RequestBodyAdded, &after.at);
                }
                return;
            }
            (true, false) => {
                let message = format!("{name} is gone: the server no longer expects one");
                return self.note(
                    Kind::RequestBodyRemoved,
                    (Side::Old, &before.at),
                    Wire::Incompatible,
                    message,
                    &claims,
                );
            }
            (true, true) => {}
        }
        let required = after.get("required");
        match (was_required, is_required) {
            (false, true) => {
                let message = format!("{name} is now required");
                self.note(
                    Kind::RequestBodyMadeRequired,
                    (Side::New, &required.at),
                    Wire::Incompatible,
                    message,
                    &claims,
                );
                // The generated code sends a body either way.
            }
            (true, false) => {
                let message = format!("{name} is no longer required");
                let side = if required.is_there() {
                    (Side::New, required.at.as_str())
                } else {
                    (Side::New, after.at.as_str())
                };
                self.note(Kind::RequestBodyMadeOptional, side, Wire::Compatible, message, &claims);
            }
            _ => {}
        }
        self.docs(&name, &before, &after, &claims);
        let subject =
            Subject { name, role: Role::Body, reach: Reach::REQUEST, claims: claims.to_vec(), used_by: Vec::new() };
        self.content(&subject, &before, &after);
    }

    /// The media types of a body or an answer, and the schema of each.
    pub(super) fn content(&mut self, subject: &Subject, old: &Node<'a>, new: &Node<'a>) {
        let (old, new) = (old.get("content"), new.get("content"));
        for media in node::keys(&old, &new) {
            let (before, after) = (old.get(&media), new.get(&media));
            let (name, claims) = (&subject.name, &subject.claims);
            match (before.is_there(), after.is_there()) {
                (true, true) => {
                    self.docs(name, &before, &after, claims);
                    self.schema(subject, &before.get("schema"), &after.get("schema"));
                    for key in node::keys(&before, &after) {
                        if !["schema", "example", "examples"].contains(&key.as_str()) {
                            self.rest(name, &key, &before, &after);
                        }
                    }
                }
                (true, false) => {
                    // Who asks for it, or sends it, is no longer served.
                    let message = format!("{name} is no longer there as {media}");
                    self.note(subject.retyped(), (Side::Old, &before.at), Wire::Incompatible, message, claims);
                }
                (false, true) => {
                    let fine =
                        subject.role == Role::Body || old.value.as_object().is_some_and(|media| !media.is_empty());
                    let message = format!("{name} is now there as {media} too");
                    self.note(subject.retyped(), (Side::New, &after.at), Wire::of(fine), message, claims);
                }
                (false, false) => {}
            }
        }
    }
}
