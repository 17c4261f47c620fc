//! What a mock expects of a request, in the types of `httpmock`. The generated methods call this.

use std::fmt::Display;

use httpmock::{Method, When};
use intellixent::parameter::{encode_segment, texts};
use serde::Serialize;

/// A method, and a path with any parameters.
pub(crate) fn route(when: When, method: &str, path: &str) -> When {
    when.method(Method::from(method)).path_matches(pattern(path, |_| None))
}

/// A path with this value of one parameter.
pub(crate) fn path(when: When, path: &str, name: &str, value: &impl Serialize) -> When {
    let text = encode_segment(&json(value).join(","));
    when.path_matches(pattern(path, |other| (other == name).then(|| regex::escape(&text))))
}

/// A query parameter, with each of its values.
pub(crate) fn query(when: When, name: &str, value: &impl Serialize) -> When {
    json(value).into_iter().fold(when, |when, text| when.query_param(name, text))
}

/// A header.
pub(crate) fn header(when: When, name: &str, value: &impl Serialize) -> When {
    when.header(name, json(value).join(","))
}

/// The value that a test gave, as the parameter's type.
#[track_caller]
#[expect(clippy::panic, reason = "a mistake of the test, which this points to")]
pub(crate) fn value<T>(name: &str, value: impl TryInto<T, Error: Display>) -> T {
    value.try_into().unwrap_or_else(|error| panic!("invalid {name}: {error}"))
}

fn json(value: &impl Serialize) -> Vec<String> {
    serde_json::to_value(value).map_or_else(|_| Vec::new(), |value| texts(&value))
}

/// The regular expression of a path. A parameter without one of its own matches one segment.
fn pattern(path: &str, parameter: impl Fn(&str) -> Option<String>) -> String {
    let mut pattern = "^".to_owned();
    let mut rest = path;
    while let Some((before, (name, after))) =
        rest.split_once('{').and_then(|(before, rest)| Some((before, rest.split_once('}')?)))
    {
        pattern.push_str(&regex::escape(before));
        pattern.push_str(&parameter(name).unwrap_or_else(|| "[^/]*".to_owned()));
        rest = after;
    }
    pattern + &regex::escape(rest) + "$"
}
