//! YAML in the style of the document.

use serde_json::Value;

/// The keys of a schema in the order in which the document writes them; `additionalProperties` comes last.
const ORDER: &[&str] =
    &["type", "format", "nullable", "description", "pattern", "required", "properties", "items", "oneOf"];
const WIDTH: usize = 120;

/// A member or, without a key, an element of an array; a list of words on one line if it was written so.
pub(super) fn member(key: Option<&str>, value: &Value, indent: usize, short: bool) -> String {
    let pad = " ".repeat(indent);
    let Some(key) = key else { return indented(value, indent) };
    if let Value::Array(items) = value
        && short
        && items.iter().all(|item| !item.is_array() && !item.is_object())
    {
        let items: Vec<_> = items.iter().map(flow).collect();
        let line = format!("{pad}{key}: [{}]\n", items.join(", "));
        if line.len() <= WIDTH {
            return line;
        }
    }
    let mut text = format!("{pad}{}:", scalar(&key.into()));
    after(value, indent, &mut text);
    text
}

/// YAML in block style, each line this far to the right.
pub(super) fn indented(value: &Value, indent: usize) -> String {
    let pad = " ".repeat(indent);
    let mut text = String::new();
    match value {
        Value::Object(members) if !members.is_empty() => {
            let mut members: Vec<_> = members.iter().collect();
            members.sort_by_key(|(key, _)| ORDER.iter().position(|other| other == key).unwrap_or(ORDER.len()));
            for (key, value) in members {
                text.push_str(&format!("{pad}{}:", scalar(&Value::from(key.as_str()))));
                after(value, indent, &mut text);
            }
        }
        Value::Array(items) if !items.is_empty() => {
            for item in items {
                // The dash goes where the first line has its indentation.
                text.push_str(&format!("{pad}- {}", &indented(item, indent + 2)[indent + 2..]));
            }
        }
        _ => text.push_str(&format!("{pad}{}\n", scalar(value))),
    }
    text
}

/// What follows a key.
fn after(value: &Value, indent: usize, text: &mut String) {
    let inside = indented(value, indent + 2);
    let block = matches!(value, Value::Object(members) if !members.is_empty())
        || matches!(value, Value::Array(items) if !items.is_empty());
    text.push_str(if block { "\n" } else { " " });
    text.push_str(if block { &inside } else { inside.trim_start_matches(' ') });
}

/// A value in a list between brackets, where a comma ends it.
fn flow(value: &Value) -> String {
    match value {
        Value::String(text) if text.contains(',') => value.to_string(),
        _ => scalar(value),
    }
}

/// A value on one line; JSON is YAML too, where a plain text would be read as something else.
fn scalar(value: &Value) -> String {
    match value {
        Value::String(text) if plain(text) => text.clone(),
        Value::String(text) if !text.contains(['\'', '\n']) => format!("'{text}'"),
        _ => value.to_string(),
    }
}

fn plain(text: &str) -> bool {
    let word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | ' ' | '/' | '(' | ')' | ';' | ',');
    let reserved = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"];
    text == "$ref"
        || text.starts_with(|c: char| c.is_ascii_alphabetic())
            && text.chars().all(word)
            && !text.ends_with(' ')
            && !reserved.contains(&text.to_ascii_lowercase().as_str())
}
