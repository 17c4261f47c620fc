//! How a value is written: as a parameter, as a header, or in a body of some media type.

use super::{Comparer, Direction, Edit, Wire, Written, edits::valued, member_places, places};
use crate::{
    diff::{schemas::All, unchanged::same},
    document::{Holds, Kind as Object, Node, Parameter},
};

/// The schema at a node; anything, if there is none.
fn all(schema: &Node<'_>) -> All {
    if schema.is_there() { All::schema(&schema.at) } else { All::default() }
}

/// Whether a value is certain to be written as a single string.
fn is_scalar(parameter: &Parameter<'_>) -> bool {
    matches!(parameter.schema().followed().text("type"), "string" | "number" | "integer" | "boolean")
}

/// Whether what was written as one value is an array of one item now.
fn takes_one_item(before: &Parameter<'_>, after: &Parameter<'_>) -> bool {
    let schema = after.schema().followed();
    // Only a string can hold what ends an item, and only where each item is not a parameter of its own.
    let whole = after.style() == "form" && after.explode() || before.schema().followed().text("type") != "string";
    let count = |key: &str, or: u64| schema.value[key].as_u64().unwrap_or(or);
    let simple = ["type", "items", "minItems", "maxItems", "uniqueItems", "description", "nullable"];
    let simple = schema.members().all(|(key, _)| simple.contains(&key));
    whole && simple && schema.text("type") == "array" && count("minItems", 0) <= 1 && count("maxItems", 1) >= 1
}

impl<'a> Comparer<'a> {
    /// A header is a parameter without a place of its own.
    pub(super) fn parameter(&mut self, direction: Direction, before: &Parameter<'a>, after: &Parameter<'a>) {
        let (old, new) = (&before.node, &after.node);
        self.required(direction, old, new);
        // Of one value there is nothing to explode, and a `deepObject` has one way to be written.
        let may_explode = !is_scalar(before) || !is_scalar(after);
        let may_explode = may_explode && [before, after].iter().any(|parameter| parameter.style() != "deepObject");
        let style = ("style", before.style().to_owned(), after.style().to_owned(), true);
        let explode = ("explode", before.explode().to_string(), after.explode().to_string(), may_explode);
        for (key, was, is, matters) in [style, explode] {
            if was != is && matters {
                let text = valued(key, Some(&was), Some(&is));
                self.note(Edit::Retyped, member_places(old, new, key), Wire::Incompatible, text);
            }
        }
        for key in ["allowEmptyValue", "allowReserved"] {
            let (was, is) = (old.flag(key), new.flag(key));
            if was != is {
                let text = valued(key, Some(&was.to_string()), Some(&is.to_string()));
                let wire = Wire::of(is == (direction == Direction::Request));
                self.note(Edit::Retyped, member_places(old, new, key), wire, text);
            }
        }
        // A value alone is an array of one, as long as nothing in it looks like the end of an item.
        if direction == Direction::Request && is_scalar(before) && takes_one_item(before, after) {
            let items = after.schema().followed().get("items");
            self.schemas(Some(direction), &all(&before.schema()), &all(&items), Written::Text);
            self.note(
                Edit::Retyped,
                places(&before.schema(), &after.schema()),
                Wire::Compatible,
                "is now an array, was a single value",
            );
        } else {
            self.written(direction, old, new);
        }
    }

    /// A parameter or a header has either a schema, or a media type.
    fn written(&mut self, direction: Direction, old: &Node<'a>, new: &Node<'a>) {
        let [was, is] = [old, new].map(|node| node.get("schema"));
        match (was.is_there(), is.is_there()) {
            (true, true) => self.schemas(Some(direction), &all(&was), &all(&is), Written::Text),
            (false, false) => self.content(direction, false, old, new),
            _ => self.note(Edit::Retyped, places(old, new), Wire::Incompatible, "is serialized in another way"),
        }
    }

    /// The media types of a value, and the schema of each. Of a response, the client chooses one of those that it knows.
    pub(super) fn content(&mut self, direction: Direction, is_chosen: bool, old: &Node<'a>, new: &Node<'a>) {
        let [was, is] = [old, new].map(|node| node.get("content").members().collect::<Vec<_>>());
        let mut matched = Vec::new();
        for (kind, media) in &was {
            let same = is.iter().find(|(other, _)| media_type(other) == media_type(kind));
            // A server that accepts a range accepts what the client sends; a client that does accepts what the server sends.
            let range = is.iter().find(|(other, _)| match direction {
                Direction::Request => is_within(kind, other),
                Direction::Response => is_within(other, kind),
            });
            let Some((other, today)) = same.or(range) else {
                let text = format!("no longer has the media type {kind}");
                let wire = Wire::of(direction == Direction::Response && !is_chosen);
                self.note(Edit::Retyped, [Some(media.at.clone()), None], wire, text);
                continue;
            };
            if other != kind {
                let text = format!("has the media type {other}, was {kind}");
                self.note(Edit::Retyped, places(media, today), Wire::Compatible, text);
            }
            matched.push(*other);
            self.media(direction, kind, media, today);
        }
        for (kind, media) in is.iter().filter(|(kind, _)| !matched.contains(kind)) {
            let text = format!("may also have the media type {kind}");
            let wire = Wire::of(direction == Direction::Request || is_chosen);
            self.note(Edit::Retyped, [None, Some(media.at.clone())], wire, text);
        }
    }

    fn media(&mut self, direction: Direction, kind: &str, old: &Node<'a>, new: &Node<'a>) {
        let [was, is] = [old, new].map(|media| media.get("schema"));
        // In a form, as in a query, everything is text, unless it is said how it is encoded.
        let is_form = kind.starts_with("application/x-www-form-urlencoded");
        let is_text = is_form && [old, new].iter().all(|media| !media.get("encoding").is_there());
        let written = if is_text { Written::Text } else { Written::Json };
        self.schemas(Some(direction), &all(&was), &all(&is), written);
        // How a form is encoded, and how XML is written, is beyond what schemas say.
        let encodings = [old, new].map(|media| media.get("encoding"));
        let is_encoded = same(Holds::Map(Object::Encoding), &encodings[0], &encodings[1]);
        let is_xml = kind.contains("xml");
        for (key, is_same) in
            [("encoding", is_encoded), ("schema", !is_xml || same(Holds::One(Object::Schema), &was, &is))]
        {
            if !is_same {
                self.note(Edit::Retyped, member_places(old, new, key), Wire::Incompatible, "is encoded in another way");
            }
        }
        self.pair(Object::Media, old, new);
    }
}

/// A media type without regard to case, and without what it says of the encoding where that is always the same.
fn media_type(kind: &str) -> String {
    let kind = kind.to_ascii_lowercase().replace(' ', "");
    kind.strip_suffix(";charset=utf-8").map_or_else(|| kind.clone(), str::to_owned)
}

/// Whether a media type is in a range such as `application/*`.
fn is_within(kind: &str, range: &str) -> bool {
    match range.strip_suffix('*') {
        Some("*/") => true,
        Some(start) => media_type(kind).starts_with(&start.to_ascii_lowercase()),
        None => false,
    }
}
