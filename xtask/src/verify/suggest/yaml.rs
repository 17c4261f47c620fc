//! YAML in the style of the document.

use serde_json::Value;

/// The keys of a schema in the order in which the document writes them; `additionalProperties` comes last.
const ORDER: &[&str] =
    &["type", "format", "nullable", "description", "pattern", "required", "properties", "items", "oneOf"];

/// YAML in block style, each line this far to the right.
pub(super) fn indented(value: &Value, indent: usize) -> String {
    let mut text = String::new();
    write(value, indent, &mut text);
    text
}

fn write(value: &Value, indent: usize, text: &mut String) {
    let pad = " ".repeat(indent);
    match value {
        Value::Object(members) => {
            let mut members: Vec<_> = members.iter().collect();
            members.sort_by_key(|(key, _)| ORDER.iter().position(|other| other == key).unwrap_or(ORDER.len()));
            for (key, value) in members {
                text.push_str(&format!("{pad}{}:", scalar(&Value::from(key.as_str()))));
                after(value, indent + 2, text);
            }
        }
        Value::Array(items) => {
            for item in items {
                let mut inner = String::new();
                match item {
                    Value::Object(members) if !members.is_empty() => write(item, indent + 2, &mut inner),
                    _ => inner = format!("{pad}  {}\n", scalar(item)),
                }
                // The dash goes where the first line has its indentation.
                text.push_str(&format!("{pad}- {}", &inner[indent + 2..]));
            }
        }
        _ => text.push_str(&format!("{pad}{}\n", scalar(value))),
    }
}

fn after(value: &Value, indent: usize, text: &mut String) {
    match value {
        Value::Object(members) if !members.is_empty() => {
            text.push('\n');
            write(value, indent, text);
        }
        Value::Array(items) if !items.is_empty() => {
            text.push('\n');
            write(value, indent, text);
        }
        _ => text.push_str(&format!(" {}\n", scalar(value))),
    }
}

/// A value in a list between brackets, where a comma ends it.
pub(super) fn flow(value: &Value) -> String {
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
