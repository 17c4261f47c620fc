//! Whether whoever reads by one schema can take every value that another schema allows.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::node::is_any_text;
use crate::document::Document;

/// A schema in its document.
type In<'a> = (&'a Document, &'a Value);

/// The keywords that only narrow a schema.
pub(super) const BOUNDS: &[&str] = &[
    "minimum",
    "exclusiveMinimum",
    "maximum",
    "exclusiveMaximum",
    "multipleOf",
    "minLength",
    "maxLength",
    "pattern",
    "minItems",
    "maxItems",
    "uniqueItems",
    "minProperties",
    "maxProperties",
];

/// Whether every value that `narrow` describes is one that `wide` accepts. In doubt it is not.
///
/// What `narrow` does not describe is taken as not sent: otherwise every object that may be extended would fit nothing.
pub(super) fn fits(wide: In<'_>, narrow: In<'_>) -> bool {
    Fitting::default().fits(wide, narrow)
}

#[derive(Default)]
struct Fitting {
    /// What is known of a pair. While it is under way, it fits: so a schema that contains itself does if nothing else is
    /// against it.
    known: BTreeMap<(*const Value, *const Value), bool>,
}

impl Fitting {
    fn fits(&mut self, (wide_in, wide): In<'_>, (narrow_in, narrow): In<'_>) -> bool {
        let wide = (wide_in, wide_in.resolved(wide));
        let narrow = (narrow_in, narrow_in.resolved(narrow));
        let pair = (std::ptr::from_ref(wide.1), std::ptr::from_ref(narrow.1));
        if let Some(fits) = self.known.get(&pair) {
            return *fits;
        }
        self.known.insert(pair, true);
        let fits = (!takes_null(narrow) || takes_null(wide)) && self.not_null(wide, narrow);
        self.known.insert(pair, fits);
        fits
    }

    fn not_null(&mut self, wide: In<'_>, narrow: In<'_>) -> bool {
        if let Some(forms) = union(narrow.1) {
            return forms.iter().all(|form| self.fits_ignoring_null(wide, (narrow.0, form)));
        }
        if let Some(forms) = union(wide.1) {
            return forms.iter().any(|form| self.fits_ignoring_null((wide.0, form), narrow));
        }
        if let Some(parts) = wide.1["allOf"].as_array() {
            return parts.iter().all(|part| self.fits_ignoring_null((wide.0, part), narrow));
        }
        if let Some(parts) = narrow.1["allOf"].as_array() {
            return parts.iter().any(|part| self.fits_ignoring_null(wide, (narrow.0, part)));
        }
        type_fits(wide.1, narrow.1)
            && enum_fits(wide.1, narrow.1)
            && format_fits(wide.1, narrow.1)
            && bounds_fit(wide.1, narrow.1)
            && self.members_fit(wide, narrow)
            && (!wide.1["items"].is_object() || self.fits((wide.0, &wide.1["items"]), (narrow.0, &narrow.1["items"])))
    }

    fn fits_ignoring_null(&mut self, (wide_in, wide): In<'_>, (narrow_in, narrow): In<'_>) -> bool {
        self.not_null((wide_in, wide_in.resolved(wide)), (narrow_in, narrow_in.resolved(narrow)))
    }

    fn members_fit(&mut self, wide: In<'_>, narrow: In<'_>) -> bool {
        let texts = |schema: &Value| -> BTreeSet<String> {
            schema["required"]
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(|name| Some(name.as_str()?.to_owned()))
                .collect()
        };
        if !texts(wide.1).is_subset(&texts(narrow.1)) {
            return false;
        }
        let empty = Map::new();
        let known = wide.1["properties"].as_object().unwrap_or(&empty);
        let others = &wide.1["additionalProperties"];
        let sent = narrow.1["properties"].as_object().unwrap_or(&empty);
        let each = sent.iter().all(|(name, property)| match (known.get(name), others) {
            (Some(known), _) => self.fits((wide.0, known), (narrow.0, property)),
            (None, Value::Bool(allowed)) => *allowed,
            (None, Value::Object(_)) => self.fits((wide.0, others), (narrow.0, property)),
            (None, _) => true,
        });
        each && match (others, &narrow.1["additionalProperties"]) {
            (Value::Bool(false), sent) => *sent == Value::Bool(false) || narrow.1["type"] != "object",
            (Value::Object(schema), sent) if !schema.is_empty() => match sent {
                Value::Object(_) => self.fits((wide.0, others), (narrow.0, sent)),
                sent => *sent == Value::Bool(false) || narrow.1["type"] != "object",
            },
            _ => true,
        }
    }
}

fn union(schema: &Value) -> Option<&Vec<Value>> {
    schema["oneOf"].as_array().or(schema["anyOf"].as_array())
}

/// Whether `null` is a value of the schema.
pub(super) fn takes_null((document, schema): In<'_>) -> bool {
    takes_null_within((document, schema), 16)
}

/// A union that is a form of itself says nothing more at a greater depth.
fn takes_null_within((document, schema): In<'_>, depth: usize) -> bool {
    let schema = document.resolved(schema);
    if let Some(forms) = union(schema) {
        return depth > 0 && forms.iter().any(|form| takes_null_within((document, form), depth - 1));
    }
    // In OpenAPI 3.0 a schema without a type takes anything.
    schema["nullable"] == true
        || (schema.get("type").is_none() && schema.get("enum").is_none() && schema.get("allOf").is_none())
}

fn type_fits(wide: &Value, narrow: &Value) -> bool {
    match (&wide["type"], &narrow["type"]) {
        (Value::Null, _) => true,
        (wide, narrow) => wide == narrow || (wide == "number" && narrow == "integer"),
    }
}

fn enum_fits(wide: &Value, narrow: &Value) -> bool {
    match (wide["enum"].as_array(), narrow["enum"].as_array()) {
        (None, _) => true,
        (Some(wide), Some(narrow)) => narrow.iter().all(|value| wide.contains(value)),
        (Some(_), None) => false,
    }
}

fn format_fits(wide: &Value, narrow: &Value) -> bool {
    let (Some(wide_format), narrow_format) = (wide["format"].as_str(), narrow["format"].as_str()) else { return true };
    let wider: &[&str] = match narrow_format {
        Some("int32") => &["int32", "int64", "float", "double"],
        Some("uint32") => &["uint32", "uint64", "int64", "double"],
        Some("float") => &["float", "double"],
        Some(same) => return same == wide_format,
        // A format only says how large a number is that any size of could be meant.
        None => return is_any_text(wide),
    };
    wider.contains(&wide_format)
}

/// Whether the bounds of `narrow` are at least as tight.
fn bounds_fit(wide: &Value, narrow: &Value) -> bool {
    BOUNDS.iter().all(|bound| match (&wide[*bound], &narrow[*bound]) {
        (Value::Null | Value::Bool(false), _) => true,
        (wide, narrow) if wide == narrow => true,
        (wide, narrow) => match (wide.as_f64(), narrow.as_f64()) {
            (Some(wide), Some(narrow)) if bound.starts_with("min") => narrow >= wide,
            (Some(wide), Some(narrow)) if bound.starts_with("max") => narrow <= wide,
            _ => false,
        },
    })
}
