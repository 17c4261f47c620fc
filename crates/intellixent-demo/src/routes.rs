//! Which example answers a request.

use std::sync::LazyLock;

use http::{Method, StatusCode};
use serde::Deserialize;
use serde_json::{Value, json};

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

/// The answer to a request for `path` below the base URL.
pub(crate) fn answer(method: &Method, path: &str, has_key: bool) -> (StatusCode, Value) {
    if !has_key {
        return (StatusCode::UNAUTHORIZED, example("Unauthenticated.", |answer| answer.status == "4XX"));
    }
    for route in ROUTES.iter().filter(|route| route.method == method.as_str()) {
        if let Some(parameters) = parameters(&route.path, path) {
            let found = route.answers.iter().find(|answer| {
                answer.status == "200" && parameters.iter().all(|(name, value)| text(&answer.body[name]) == *value)
            });
            return match found {
                Some(answer) => (StatusCode::OK, answer.body.clone()),
                None => (StatusCode::NOT_FOUND, example("Not found", |answer| answer.status == "404")),
            };
        }
    }
    (StatusCode::NOT_FOUND, json!({"message": "No such path"}))
}

/// The first documented answer of that kind.
fn example(otherwise: &str, kind: impl Fn(&Answer) -> bool) -> Value {
    let answers = ROUTES.iter().flat_map(|route| &route.answers);
    answers
        .into_iter()
        .find(|answer| kind(answer))
        .map_or_else(|| json!({"message": otherwise}), |answer| answer.body.clone())
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

    #[test]
    fn the_documented_call_is_found_by_its_id() {
        let (status, body) = answer(&Method::GET, "/user/calls/123", true);
        assert_eq!((status, &body["assistant_name"]), (StatusCode::OK, &json!("Sales Assistant")));
    }

    #[test]
    fn another_id_gets_the_documented_404() {
        assert_eq!(
            answer(&Method::GET, "/user/calls/9", true),
            (StatusCode::NOT_FOUND, json!({"message": "Call not found"}))
        );
    }

    #[test]
    fn a_request_without_a_key_gets_the_documented_401() {
        let answer = answer(&Method::GET, "/user/calls/123", false);
        assert_eq!(answer, (StatusCode::UNAUTHORIZED, json!({"message": "Unauthenticated."})));
    }
}
