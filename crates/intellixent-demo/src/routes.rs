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

/// All calls of a server.
pub(crate) struct Calls {
    pub(crate) fixtures: Fixtures,
    pub(crate) made_up: Option<RangeInclusive<u64>>,
    /// Where the recordings of documented and made-up calls are, if not where the document says.
    pub(crate) recordings: Option<String>,
}

/// The answer to a request for `path` below the base URL.
pub(crate) fn answer(method: &Method, path: &str, query: &str, has_key: bool, calls: &Calls) -> (StatusCode, Bytes) {
    if !has_key {
        return (StatusCode::UNAUTHORIZED, example("401", "Unauthenticated."));
    }
    for route in ROUTES.iter().filter(|route| route.method == method.as_str()) {
        if let Some(parameters) = parameters(&route.path, path) {
            return match success(route, &parameters, query, calls) {
                Some(body) => (StatusCode::OK, body),
                None => (StatusCode::NOT_FOUND, example("404", "Not found")),
            };
        }
    }
    (StatusCode::NOT_FOUND, message("No such path"))
}

pub(crate) fn message(message: &str) -> Bytes {
    json!({"message": message}).to_string().into()
}

/// What a route answers when all is well: a page of the calls, the call that the path names, or the documented example.
fn success(route: &Route, parameters: &[&str], query: &str, calls: &Calls) -> Option<Bytes> {
    let documented = &route.answers.iter().find(|answer| answer.status == "200")?.body;
    if documented["data"].is_array() && documented["current_page"].is_number() {
        return Some(list::page(&form_urlencoded::parse(query.as_bytes()).collect(), calls));
    }
    match parameters {
        [id] => calls.get(id).map(|call| if documented["id"].is_null() { documented.to_string().into() } else { call }),
        _ => Some(documented.to_string().into()),
    }
}

impl Calls {
    /// The call with that id: from the fixtures, made up, or documented.
    pub(crate) fn get(&self, id: &str) -> Option<Bytes> {
        if let Some(fixture) = self.fixtures.get(id) {
            return Some(fixture);
        }
        let number: u64 = id.parse().ok()?;
        let mut body = if self.made_up.as_ref().is_some_and(|ids| ids.contains(&number)) {
            let mut body = documented_calls().next()?.clone();
            body["id"] = number.into();
            body
        } else {
            documented_calls().find(|body| body["id"] == number)?.clone()
        };
        if let (Some(folder), Value::String(url)) = (&self.recordings, &mut body["recording_url"]) {
            *url = format!("{folder}{id}.mp3");
        }
        Some(body.to_string().into())
    }

    /// The ids of all calls that are not made up.
    pub(crate) fn single_ids(&self) -> impl Iterator<Item = u64> {
        documented_calls().filter_map(|body| body["id"].as_u64()).chain(self.fixtures.ids())
    }
}

fn documented(status: &str) -> impl Iterator<Item = &'static Value> {
    let answers = ROUTES.iter().flat_map(|route| &route.answers);
    answers.filter(move |answer| answer.status == status).map(|answer| &answer.body)
}

/// The calls of the document.
fn documented_calls() -> impl Iterator<Item = &'static Value> {
    documented("200").filter(|body| body["id"].is_number())
}

/// The first documented answer with that status.
fn example(status: &str, otherwise: &str) -> Bytes {
    documented(status).next().map_or_else(|| message(otherwise), |body| body.to_string().into())
}

/// The values of a template's parameters, if the path fits it.
fn parameters<'a>(template: &str, path: &'a str) -> Option<Vec<&'a str>> {
    let (names, values) = (template.split('/'), path.split('/'));
    let fits = |(name, value): &(&str, &str)| name == value || name.starts_with('{');
    if names.clone().count() != values.clone().count() || !names.clone().zip(values.clone()).all(|pair| fits(&pair)) {
        return None;
    }
    Some(names.zip(values).filter(|(name, _)| name.starts_with('{')).map(|(_, value)| value).collect())
}
