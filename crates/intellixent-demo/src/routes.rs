//! Which example answers a request.

use std::{ops::RangeInclusive, sync::LazyLock};

use bytes::Bytes;
use http::{Method, StatusCode};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::fixtures::Fixtures;

/// An operation of the document, with the examples of its answers. Generated.
#[derive(Deserialize)]
struct Route {
    method: String,
    path: String,
    answers: Vec<Answer>,
}

#[derive(Deserialize)]
struct Answer {
    /// As in the document: `200`, or a range such as `4XX`.
    status: String,
    body: Value,
}

// Generated and committed: a test reads it, so that it cannot be empty here.
static ROUTES: LazyLock<Vec<Route>> =
    LazyLock::new(|| serde_json::from_str(include_str!("routes.json")).unwrap_or_default());

/// Calls beside the documented ones.
pub(crate) struct Calls<'a> {
    pub(crate) fixtures: &'a Fixtures,
    pub(crate) made_up: Option<&'a RangeInclusive<u64>>,
    /// Where the recordings of documented and made-up calls are, if not where the document says.
    pub(crate) recordings: Option<String>,
}

/// The answer to a request for `path` below the base URL.
pub(crate) fn answer(method: &Method, path: &str, has_key: bool, calls: &Calls<'_>) -> (StatusCode, Bytes) {
    if !has_key {
        return (StatusCode::UNAUTHORIZED, example("Unauthenticated.", |answer| answer.status == "4XX"));
    }
    for route in ROUTES.iter().filter(|route| route.method == method.as_str()) {
        if let Some(parameters) = parameters(&route.path, path) {
            return match call(route, &parameters, calls) {
                Some(body) => (StatusCode::OK, body),
                None => (StatusCode::NOT_FOUND, example("Not found", |answer| answer.status == "404")),
            };
        }
    }
    (StatusCode::NOT_FOUND, json!({"message": "No such path"}).to_string().into())
}

/// The success that those parameters name: from the fixtures, made up, or documented.
fn call(route: &Route, parameters: &[(&str, &str)], calls: &Calls<'_>) -> Option<Bytes> {
    let id = match parameters {
        [("id", id)] => Some(*id),
        _ => None,
    };
    if let Some(fixture) = id.and_then(|id| calls.fixtures.get(id)) {
        return Some(fixture);
    }
    let mut successes = route.answers.iter().filter(|answer| answer.status == "200").map(|answer| &answer.body);
    let made_up =
        id.and_then(|id| id.parse::<u64>().ok()).filter(|id| calls.made_up.is_some_and(|ids| ids.contains(id)));
    let mut body = match made_up {
        Some(id) => {
            let mut body = successes.next()?.clone();
            body["id"] = id.into();
            body
        }
        None => successes.find(|body| parameters.iter().all(|(name, value)| text(&body[name]) == *value))?.clone(),
    };
    if let (Some(folder), Some(id), Value::String(url)) = (&calls.recordings, id, &mut body["recording_url"]) {
        *url = format!("{folder}{id}.mp3");
    }
    Some(body.to_string().into())
}

/// The first documented answer of that kind.
fn example(otherwise: &str, kind: impl Fn(&Answer) -> bool) -> Bytes {
    let mut answers = ROUTES.iter().flat_map(|route| &route.answers);
    let body = answers.find(|answer| kind(answer)).map(|answer| answer.body.to_string());
    body.unwrap_or_else(|| json!({"message": otherwise}).to_string()).into()
}

/// The values of a template's parameters, if the path fits it.
fn parameters<'a>(template: &'a str, path: &'a str) -> Option<Vec<(&'a str, &'a str)>> {
    let (names, values) = (template.split('/'), path.split('/'));
    if names.clone().count() != values.clone().count() {
        return None;
    }
    let mut found = Vec::new();
    for (name, value) in names.zip(values) {
        match name.strip_prefix('{').and_then(|name| name.strip_suffix('}')) {
            Some(name) => found.push((name, value)),
            None if name != value => return None,
            None => {}
        }
    }
    Some(found)
}

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answered(path: &str, has_key: bool, made_up: Option<&RangeInclusive<u64>>) -> (StatusCode, Value) {
        let calls = Calls { fixtures: &Fixtures::default(), made_up, recordings: None };
        let (status, body) = answer(&Method::GET, path, has_key, &calls);
        (status, serde_json::from_slice(&body).unwrap())
    }

    #[test]
    fn the_documented_call_is_found_by_its_id() {
        let (status, body) = answered("/user/calls/123", true, None);
        assert_eq!((status, &body["assistant_name"]), (StatusCode::OK, &json!("Sales Assistant")));
    }

    #[test]
    fn another_id_gets_the_documented_404() {
        let expected = (StatusCode::NOT_FOUND, json!({"message": "Call not found"}));
        assert_eq!(answered("/user/calls/9", true, None), expected);
        assert_eq!(answered("/user/calls/9", true, Some(&(10..=20))), expected);
    }

    #[test]
    fn a_request_without_a_key_gets_the_documented_401() {
        let expected = (StatusCode::UNAUTHORIZED, json!({"message": "Unauthenticated."}));
        assert_eq!(answered("/user/calls/123", false, None), expected);
    }

    #[test]
    fn a_made_up_call_has_the_id_that_was_asked_for() {
        let (status, body) = answered("/user/calls/15", true, Some(&(10..=20)));
        assert_eq!((status, &body["id"], &body["status"]), (StatusCode::OK, &json!(15), &json!("completed")));
    }
}
