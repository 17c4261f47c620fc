//! What the server sends of itself, by a callback or a webhook: there the client is the one that has to understand requests.

use super::{Comparer, Direction, Kind, Wire};
use crate::document::{Kind as Object, Node, Operation};

impl<'a> Comparer<'a> {
    pub(super) fn callbacks(&mut self, old: &Operation<'a>, new: &Operation<'a>) {
        let [was, is] = [old, new].map(|operation| operation.node.get("callbacks"));
        let added = is.members().filter(|(name, _)| was.value.get(name).is_none());
        for (name, _) in was.members().chain(added) {
            let [old, new] = [&was, &is].map(|callbacks| callbacks.get(name).followed());
            self.called(&format!("the callback `{name}`"), &old, &new);
        }
    }

    pub(super) fn webhooks(&mut self) {
        let [was, is] = [self.old, self.new].map(|document| document.root().get("x-webhooks"));
        self.called("the webhook", &was, &is);
    }

    /// The requests at the addresses in a map.
    fn called(&mut self, what: &str, old: &Node<'a>, new: &Node<'a>) {
        let mut after: Vec<_> = new.operations().collect();
        for was in old.operations() {
            let route = was.route();
            match after.iter().position(|is| is.route() == route).map(|position| after.remove(position)) {
                Some(is) => self.received(&was, &is),
                None => {
                    let message = |_: &str| format!("{what} is no longer sent as {route}");
                    self.note(Kind::CallbackChanged, [Some(&was.node.at), None], Wire::Incompatible, message);
                }
            }
        }
        for is in after {
            let message = |_: &str| format!("{what} may now be sent as {}", is.route());
            self.note(Kind::CallbackChanged, [None, Some(&is.node.at)], Wire::Compatible, message);
        }
    }

    /// The client takes the body, and the server takes what the client answers.
    fn received(&mut self, old: &Operation<'a>, new: &Operation<'a>) {
        let places = [Some(old.node.at.as_str()), Some(new.node.at.as_str())];
        if let (Some(was), Some(is)) = (old.body(), new.body()) {
            self.content(Direction::Response, &was, &is);
        }
        let required = |operation: &Operation<'a>| operation.body().is_some_and(|body| body.required());
        let written = |operation: &Operation<'a>| {
            let parameters = operation.parameters().into_iter().map(|parameter| parameter.node.value);
            parameters.collect::<Vec<_>>()
        };
        if required(old) && !required(new) || written(old) != written(new) {
            let message = |name: &str| format!("{name} has other parameters, or its body may be missing");
            self.mention(Kind::CallbackChanged, places, Wire::Incompatible, message);
        }
        for (status, was) in old.responses() {
            match new.response(status) {
                Some(is) => self.content(Direction::Request, &was, &is),
                None => {
                    let message = |name: &str| format!("{name} no longer accepts the response {status}");
                    self.note(Kind::CallbackChanged, [Some(&was.listed), None], Wire::Incompatible, message);
                }
            }
        }
        self.object(Object::Operation, &old.node, &new.node);
    }
}
