//! Where a value is in a call: `status`, `variables.customer_name`, or a JSON pointer such as `/variables/customer_name`.

use std::{borrow::Cow, collections::BTreeMap};

use serde_bytes::ByteBuf;
use serde_json::value::RawValue;

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Path {
    pub(crate) written: String,
    names: Vec<String>,
}

impl Path {
    pub(crate) fn new(written: &str) -> Self {
        let names = match written.strip_prefix('/') {
            Some(pointer) => pointer.split('/').map(|name| name.replace("~1", "/").replace("~0", "~")).collect(),
            None if written.is_empty() => Vec::new(),
            None => written.split('.').map(str::to_owned).collect(),
        };
        Self { written: written.to_owned(), names }
    }

    /// The field of the call that it begins with.
    pub(crate) fn field(&self) -> &str {
        self.names.first().map_or("", |name| name)
    }

    /// Whether it is no more than a field.
    pub(crate) fn is_field(&self) -> bool {
        self.names.len() == 1
    }

    /// What a call has there, if it is not `null`.
    pub(crate) fn value_in<'a>(&self, call: &'a str) -> Option<&'a RawValue> {
        self.find(serde_json::from_str(call).ok()?).filter(|value| value.get() != "null")
    }

    /// What a call has there. Nothing else of it is decoded: what nobody asks for cannot fail.
    pub(crate) fn find<'a>(&self, call: &'a RawValue) -> Option<&'a RawValue> {
        self.names.iter().try_fold(call, |value, name| member(value, name))
    }
}

/// What an object or an array has by that name. A list of fields that have a name and a value is as good as an object.
fn member<'a>(value: &'a RawValue, name: &str) -> Option<&'a RawValue> {
    if !value.get().starts_with('[') {
        return named(value, name);
    }
    let items: Vec<&RawValue> = serde_json::from_str(value.get()).ok()?;
    if let Some(item) = name.parse::<usize>().ok().and_then(|at| items.get(at)) {
        return Some(item);
    }
    let field = items.into_iter().find(|item| named(item, "name").is_some_and(|found| cell(found) == name))?;
    named(field, "value")
}

/// The member of an object by that name. There may be names and values that no Rust string or number holds.
fn named<'a>(object: &'a RawValue, name: &str) -> Option<&'a RawValue> {
    let members: BTreeMap<ByteBuf, &RawValue> = serde_json::from_str(object.get()).ok()?;
    members.into_iter().find(|(key, _)| String::from_utf8_lossy(key) == name).map(|(_, value)| value)
}

/// Text as it is, nothing for `null`, and JSON in one line for all else. Half a character pair becomes a replacement
/// character.
pub(crate) fn cell(value: &RawValue) -> Cow<'_, str> {
    match value.get() {
        "null" => "".into(),
        text if text.starts_with('"') => match serde_json::from_str::<ByteBuf>(text) {
            Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned().into(),
            Err(_) => text.into(),
        },
        json => in_one_line(json),
    }
}

/// In JSON, a line break as such stands between tokens only.
pub(crate) fn in_one_line(json: &str) -> Cow<'_, str> {
    if json.contains(['\n', '\r']) { json.replace(['\n', '\r'], " ").into() } else { json.into() }
}
