//! Which example answers a request.

use std::{ops::RangeInclusive, sync::LazyLock};

use bytes::Bytes;
use http::{Method, StatusCode};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::{fixtures::Fixtures, list};

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
pub(crate) fn answer(
    method: &Method,
    path: &str,
    query: &str,
    has_key: bool,
    calls: &Calls<'_>,
) -> (StatusCode, Bytes) {
    if !has_key {
        return (StatusCode::UNAUTHORIZED, example("Unauthenticated.", |answer| answer.status == "401"));
    }
    for route in ROUTES.iter().filter(|route| route.method == method.as_str()) {
        if let Some(parameters) = parameters(&route.path, path) {
            return match success(route, &parameters, query, calls) {
                Some(body) => (StatusCode::OK, body),
                None => (StatusCode::NOT_FOUND, example("Not found", |answer| answer.status == "404")),
            };
        }
    }
    (StatusCode::NOT_FOUND, json!({"message": "No such path"}).to_string().into())
}

/// What a route answers when all is well: a page of the calls, the call that the path names, or the documented example.
fn success(route: &Route, parameters: &[(&str, &str)], query: &str, calls: &Calls<'_>) -> Option<Bytes> {
    let documented = &route.answers.iter().find(|answer| answer.status == "200")?.body;
    if documented["data"].is_array() && documented["current_page"].is_number() {
        return Some(list::page(&form_urlencoded::parse(query.as_bytes()).collect(), calls));
    }
    match parameters {
        [("id", id)] => {
            let call = calls.get(id)?;
            Some(if documented.get("id").is_some() { call } else { documented.to_string().into() })
        }
        _ => Some(documented.to_string().into()),
    }
}

impl Calls<'_> {
    /// The call with that id: from the fixtures, made up, or documented.
    pub(crate) fn get(&self, id: &str) -> Option<Bytes> {
        if let Some(fixture) = self.fixtures.get(id) {
            return Some(fixture);
        }
        let made_up = id.parse().ok().filter(|id| self.made_up.is_some_and(|ids| ids.contains(id)));
        let mut body = match made_up {
            Some(id) => {
                let mut body = documented_calls().next()?.clone();
                body["id"] = id.into();
                body
            }
            None => documented_calls().find(|body| text(&body["id"]) == id)?.clone(),
        };
        if let (Some(folder), Value::String(url)) = (&self.recordings, &mut body["recording_url"]) {
            *url = format!("{folder}{id}.mp3");
        }
        Some(body.to_string().into())
    }

    /// The ids of all calls that are not made up.
    pub(crate) fn single_ids(&self) -> impl Iterator<Item = u64> {
        let documented = documented_calls().filter_map(|body| body["id"].as_u64());
        documented.chain(self.fixtures.ids().filter_map(|id| id.parse().ok()))
    }
}

/// The calls of the document.
fn documented_calls() -> impl Iterator<Item = &'static Value> {
    let successes = ROUTES.iter().flat_map(|route| &route.answers).filter(|answer| answer.status == "200");
    successes.map(|answer| &answer.body).filter(|body| body["id"].is_number())
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
        let (status, body) = answer(&Method::GET, path, "", has_key, &calls);
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
