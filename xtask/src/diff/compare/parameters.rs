//! The parameters of an operation.

use super::{Comparer, Direction, Kind, Wire, Written};
use crate::{
    diff::schemas::All,
    document::{Kind as Object, Message, Operation, Parameter},
};

/// Whether a parameter is certain to be written as a single text.
fn is_scalar(parameter: &Parameter<'_>) -> bool {
    let schema = parameter.schema().followed();
    matches!(schema.text("type"), "string" | "number" | "integer" | "boolean")
}

/// Whether what was written as one value is an array of one item now.
fn takes_one_item(before: &Parameter<'_>, after: &Parameter<'_>) -> bool {
    let schema = after.schema().followed();
    // Only a string can hold what ends an item, and only where each item is not a parameter of its own.
    let whole = after.style() == "form" && after.explode() || before.schema().followed().text("type") != "string";
    let count = |key: &str, or: u64| schema.value[key].as_u64().unwrap_or(or);
    let simple = schema.members().all(|(key, _)| {
        ["type", "items", "minItems", "maxItems", "uniqueItems", "description", "nullable"].contains(&key)
    });
    whole && simple && schema.text("type") == "array" && count("minItems", 0) <= 1 && count("maxItems", 1) >= 1
}

impl<'a> Comparer<'a> {
    pub(super) fn parameters(&mut self, old: &Operation<'a>, new: &Operation<'a>) {
        let mut today = new.parameters();
        let (old_names, new_names) = (old.names_in_path(), new.names_in_path());
        for before in old.parameters() {
            // In a path the position counts, and the name is the document's own.
            let position = old_names.iter().position(|name| before.location == "path" && *name == before.name);
            let wanted = position.and_then(|position| new_names.get(position)).copied().unwrap_or(before.name);
            let wanted = Parameter { name: wanted, ..before.clone() };
            let Some(position) = today.iter().position(|after| after.is_same(&wanted)) else {
                let message = |name: &str| format!("{name} is gone");
                self.note(Kind::ParameterRemoved, [Some(&before.listed), None], Wire::Incompatible, message);
                continue;
            };
            let after = today.remove(position);
            if before.name != after.name {
                let places = [before.node.get("name").at, after.node.get("name").at];
                let places = [Some(places[0].as_str()), Some(places[1].as_str())];
                let message = format!("`{}` of `{}` is now called `{}`", before.name, new.id(), after.name);
                self.note(Kind::ParameterRenamed, places, Wire::Compatible, |_| message);
            }
            self.parameter(&before, &after);
        }
        for after in today {
            let (kind, text) = match after.required {
                true => (Kind::ParameterAddedRequired, "is new and required"),
                false => (Kind::ParameterAddedOptional, "is new and optional"),
            };
            let wire = Wire::of(!after.required);
            self.note(kind, [None, Some(&after.listed)], wire, |name| format!("{name} {text}"));
        }
    }

    fn parameter(&mut self, before: &Parameter<'a>, after: &Parameter<'a>) {
        let places = [Some(before.node.at.as_str()), Some(after.node.at.as_str())];
        if before.required != after.required {
            let (kind, text) = match after.required {
                true => (Kind::ParameterMadeRequired, "is now required"),
                false => (Kind::ParameterMadeOptional, "may now be left out"),
            };
            let wire = Wire::of(!after.required);
            self.mention(kind, places, wire, |name| format!("{name} {text}"));
            self.cover([&before.node.get("required"), &after.node.get("required")]);
        }
        let plural = [before, after].iter().any(|parameter| !is_scalar(parameter));
        let ways = [
            ("style", before.style().to_owned(), after.style().to_owned(), false),
            ("explode", before.explode().to_string(), after.explode().to_string(), !plural),
        ];
        for (key, was, is, fine) in ways {
            if was != is && !fine {
                let message = |name: &str| format!("{name} has {key} {is}, was {was}");
                self.mention(Kind::ParameterRetyped, places, Wire::Incompatible, message);
                self.cover([&before.node.get(key), &after.node.get(key)]);
            }
        }
        for key in ["allowEmptyValue", "allowReserved"] {
            let (was, is) = (before.node.flag(key), after.node.flag(key));
            if was != is {
                let message = |name: &str| format!("{name} {} {key}", if is { "has" } else { "no longer has" });
                self.mention(Kind::ParameterRetyped, places, Wire::of(is), message);
                self.cover([&before.node.get(key), &after.node.get(key)]);
            }
        }
        let (was, is) = (before.schema(), after.schema());
        let items = is.clone().followed().get("items");
        match (was.is_there(), is.is_there()) {
            // A value alone is an array of one, as long as nothing in it looks like the end of an item.
            (true, true) if is_scalar(before) && takes_one_item(before, after) => {
                let message = |name: &str| format!("{name} is now an array, was a single value");
                self.note(Kind::ParameterRetyped, places, Wire::Compatible, message);
                self.schemas(Some(Direction::Request), &All::schema(was.at), &All::schema(items.at), Written::Text);
            }
            (true, true) => {
                self.schemas(Some(Direction::Request), &All::schema(was.at), &All::schema(is.at), Written::Text);
            }
            (false, false) => {
                self.content(Direction::Request, &Message::of(before.node.clone()), &Message::of(after.node.clone()))
            }
            _ => {
                let message = |name: &str| format!("{name} is serialized in another way");
                self.note(Kind::ParameterRetyped, places, Wire::Incompatible, message);
            }
        }
        self.object(Object::Parameter, &before.node, &after.node);
    }
}
