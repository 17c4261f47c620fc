//! The forms of a union, and the parts of a sum.

use super::{
    Comparer, Node, Reach, Subject,
    node::{forms, is_any_text, reference},
    schemas::shape,
};
use crate::diff::changes::{Kind, Side, Wire};

impl<'a> Comparer<'a> {
    pub(super) fn unions(&mut self, subject: &Subject, old: &Node<'a>, new: &Node<'a>) {
        if let (Some(was), Some(is)) = (forms(old), forms(new)) {
            self.forms(subject, (old, &was), (new, &is));
        }
        let (was, is) = (old.get("allOf").items(), new.get("allOf").items());
        if was.len() == is.len() {
            for (was, is) in was.iter().zip(&is) {
                self.schema(subject, was, is);
            }
        } else {
            let wire = self.fit(subject.reach, old.value, new.value);
            let message = format!("{} is put together from other schemas", subject.name);
            self.note(subject.retyped(), (Side::New, &new.get("allOf").at), wire, message, &subject.claims);
        }
    }

    fn forms(&mut self, subject: &Subject, old: (&Node<'a>, &Node<'a>), new: (&Node<'a>, &Node<'a>)) {
        let by_hand = match new.0.value["x-rust-type"]["path"].as_str() {
            Some(path) => format!("; `{path}` is written by hand and must follow"),
            None => String::new(),
        };
        let was = old.1.items();
        let mut is = new.1.items();
        let open = |forms: &[Node<'_>], document: &crate::document::Document| {
            forms.iter().any(|form| is_any_text(document.resolved(form.value)))
        };
        let open = open(&was, self.old) && open(&is, self.new);
        let inner = Subject { reach: if open { subject.reach.opened() } else { subject.reach }, ..subject.clone() };
        for form in &was {
            let same = |now: &Node<'_>| match (reference(form.value), reference(now.value)) {
                (Some(was), Some(is)) => self.same(was, is),
                (None, None) => shape(form.value) == shape(now.value),
                _ => false,
            };
            // The very same form first: two texts may differ in their pattern only.
            let found = is.iter().position(|now| now.value == form.value).or_else(|| is.iter().position(same));
            match found.map(|position| is.remove(position)) {
                Some(now) => self.schema(&inner, form, &now),
                None => {
                    let wire = Self::judged(subject.reach, self.fits_today(form.value, new.0.value), true);
                    let message = format!("{} is no longer {}{by_hand}", subject.name, shape(form.value));
                    self.note(Kind::UnionFormRemoved, (Side::Old, &form.at), wire, message, &subject.claims);
                }
            }
        }
        for form in is {
            let wire = match subject.reach.response {
                true => self.fit(Reach::RESPONSE, old.0.value, form.value),
                false => Wire::Compatible,
            };
            let message = format!("{} may now be {} too{by_hand}", subject.name, shape(form.value));
            self.note(Kind::UnionFormAdded, (Side::New, &form.at), wire, message, &subject.claims);
        }
        let key = |node: &Node<'_>| node.at.rsplit('/').next().map(str::to_owned);
        if key(old.1) != key(new.1) {
            let (was, is) = (key(old.1).unwrap_or_default(), key(new.1).unwrap_or_default());
            let message = format!("{} lists its forms by `{is}`, and did by `{was}`", subject.name);
            self.note(Kind::OtherChanged, (Side::New, &new.1.at), Wire::Compatible, message, &subject.claims);
        }
    }

    /// Whether today's server takes what yesterday's client sends.
    fn fits_today(&self, old: &serde_json::Value, new: &serde_json::Value) -> bool {
        self.fit(Reach::REQUEST, old, new) == Wire::Compatible
    }
}
