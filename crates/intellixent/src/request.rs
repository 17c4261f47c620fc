//! Builds a request: the generated methods set its parameters, and [`Request::build`] makes URL, headers and body of them.
//!
//! A value that cannot be sent is an error when the request is sent, so that setters can be chained.

use std::{fmt, future::Future, pin::Pin};

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Method, header};
use serde::Serialize;
use serde_json::Value;

use crate::{
    Client, Error, Given, Itself, ResponseValue, decode,
    parameter::{encode_segment, has_dot_segment, texts},
};

/// The future of `.await` on a request.
pub(crate) type Sending<T> = Pin<Box<dyn Future<Output = Result<T, Error>> + Send>>;

/// An operation of the document; generated.
#[derive(Debug)]
pub(crate) struct Operation {
    pub(crate) id: &'static str,
    pub(crate) method: Method,
    /// Such as `/user/calls/{id}`.
    pub(crate) path: &'static str,
    /// The media type of the body of a success.
    pub(crate) accept: &'static str,
    /// Whether the API key is sent.
    pub(crate) authorized: bool,
}

/// The request of one operation.
#[derive(Clone)]
pub(crate) struct Request {
    client: Client,
    operation: &'static Operation,
    path: String,
    query: Vec<(&'static str, String)>,
    headers: HeaderMap,
    body: Option<Bytes>,
    refused: Option<Error>,
}

/// Without the parameters: they may be personal data.
impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request").field("operation", &self.operation.id).finish_non_exhaustive()
    }
}

#[allow(dead_code, reason = "the document may have no operation that needs one of these")]
impl Request {
    pub(crate) fn new(client: &Client, operation: &'static Operation) -> Self {
        Self {
            client: client.clone(),
            operation,
            path: operation.path.to_owned(),
            query: Vec::new(),
            headers: HeaderMap::new(),
            body: None,
            refused: None,
        }
    }

    /// Sets a path parameter.
    pub(crate) fn path<T: Serialize>(
        mut self,
        name: &'static str,
        value: impl TryInto<T, Error: fmt::Display>,
    ) -> Self {
        if let Some(value) = self.json_of::<T, Itself>(name, value) {
            let text = texts(&value).join(",");
            if has_dot_segment(&text) {
                self.refuse(format!(
                    "{name} must not be empty or have a `.` or `..` segment: the path would be another one"
                ));
            } else {
                self.path = self.path.replace(&format!("{{{name}}}"), &encode_segment(&text));
            }
        }
        self
    }

    /// Sets a query parameter; an array repeats it, and nothing removes it.
    pub(crate) fn query<T: Serialize, How>(mut self, name: &'static str, value: impl Given<T, How>) -> Self {
        let value = self.json_of(name, value);
        self.query.retain(|(other, _)| *other != name);
        self.query.extend(value.iter().flat_map(texts).map(|text| (name, text)));
        self
    }

    /// The current value of a query parameter.
    pub(crate) fn query_value(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|(other, _)| *other == name).map(|(_, value)| value.as_str())
    }

    /// Sets a header, whose characters must be visible ASCII or spaces; nothing removes it.
    pub(crate) fn header<T: Serialize, How>(mut self, name: &'static str, value: impl Given<T, How>) -> Self {
        let value = self.json_of(name, value).map(|value| HeaderValue::try_from(texts(&value).join(",")).ok());
        match (HeaderName::try_from(name), value.map(|value| value.filter(|value| value.to_str().is_ok()))) {
            (Ok(key), Some(Some(value))) => drop(self.headers.insert(key, value)),
            (Ok(key), None) => drop(self.headers.remove(key)),
            _ => self.refuse(format!("{name} has a character that is not allowed in a header")),
        }
        self
    }

    /// Sets a JSON body.
    pub(crate) fn json<T: Serialize>(
        mut self,
        media_type: &'static str,
        body: impl TryInto<T, Error: fmt::Display>,
    ) -> Self {
        match body.try_into().map_err(|error| error.to_string()) {
            Ok(body) => match serde_json::to_vec(&body) {
                Ok(json) => self.set_body(media_type, json),
                Err(_) => self.refuse("cannot serialize the body".to_owned()),
            },
            Err(problem) => self.refuse(format!("invalid body: {problem}")),
        }
        self
    }

    /// Sets a form body: a pair for each field, and for each item of a field that is an array.
    pub(crate) fn form<T: Serialize>(
        mut self,
        media_type: &'static str,
        body: impl TryInto<T, Error: fmt::Display>,
    ) -> Self {
        if let Some(value) = self.json_of::<T, Itself>("body", body) {
            let mut form = url::form_urlencoded::Serializer::new(String::new());
            for (name, member) in value.as_object().into_iter().flatten() {
                for text in texts(member) {
                    form.append_pair(name, &text);
                }
            }
            self.set_body(media_type, form.finish());
        }
        self
    }

    /// Sets a body that is not serialized.
    pub(crate) fn bytes(mut self, media_type: &'static str, body: impl Into<Bytes>) -> Self {
        self.set_body(media_type, body);
        self
    }

    fn set_body(&mut self, media_type: &'static str, body: impl Into<Bytes>) {
        self.headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
        self.body = Some(body.into());
    }

    /// The value as JSON; `None` if there is none, or, with the error kept, if it cannot be converted or serialized.
    fn json_of<T: Serialize, How>(&mut self, name: &str, value: impl Given<T, How>) -> Option<Value> {
        let value = value.given().map_err(|error| format!("invalid {name}: {error}"));
        let json = value.and_then(|value| {
            value.map(serde_json::to_value).transpose().map_err(|_| format!("cannot serialize {name}"))
        });
        json.map_err(|problem| self.refuse(problem)).ok().flatten()
    }

    fn refuse(&mut self, problem: String) {
        let error = Error::config(problem).with(|error| error.operation = Some(self.operation.id));
        self.refused.get_or_insert(error);
    }

    pub(crate) fn operation(&self) -> &'static Operation {
        self.operation
    }

    /// Sends the request and decodes the body of a success.
    pub(crate) async fn send<T: Send + 'static>(self, decode: decode::Decode<T>) -> Result<ResponseValue<T>, Error> {
        let client = self.client.clone();
        client.call(self, decode).await
    }

    /// The request for reqwest.
    pub(crate) fn build(self) -> Result<reqwest::Request, Error> {
        if let Some(error) = self.refused {
            return Err(error);
        }
        let shared = &self.client.shared;
        let mut url = shared.base_url.clone();
        let path = format!("{}{}", url.path().trim_end_matches('/'), self.path);
        url.set_path(&path);
        if url.path() != path {
            let error = Error::config("the path does not make a valid URL");
            return Err(error.with(|error| error.operation = Some(self.operation.id)));
        }
        if !self.query.is_empty() {
            url.query_pairs_mut().extend_pairs(&self.query);
        }
        let mut request = reqwest::Request::new(self.operation.method.clone(), url);
        let headers = request.headers_mut();
        *headers = self.headers;
        headers.insert(header::ACCEPT, HeaderValue::from_static(self.operation.accept));
        if self.operation.authorized {
            headers.insert(header::AUTHORIZATION, shared.authorization.clone());
        }
        *request.body_mut() = self.body.map(Into::into);
        Ok(request)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OPERATION: Operation = Operation {
        id: "get_thing",
        method: Method::GET,
        path: "/things/{id}/{id}/part",
        accept: "*/*",
        authorized: true,
    };

    fn built(id: &str) -> Result<String, String> {
        let client = Client::builder().api_key("key").base_url("https://example.test/api/").build().unwrap();
        let request = Request::new(&client, &OPERATION).path::<String>("id", id);
        request.build().map(|request| request.url().to_string()).map_err(|error| error.to_string())
    }

    #[test]
    fn a_path_parameter_is_escaped_and_cannot_change_the_path() {
        for (id, expected) in [
            ("7", "7"),
            ("a b", "a%20b"),
            ("a?b#c", "a%3Fb%23c"),
            ("{id}", "%7Bid%7D"),
            ("é", "%C3%A9"),
            ("..a", "..a"),
            ("...", "..."),
            ("100%", "100%25"),
            ("a\tb\n", "a%09b%0A"),
        ] {
            assert_eq!(built(id), Ok(format!("https://example.test/api/things/{expected}/{expected}/part")), "{id}");
        }
        for id in ["", ".", "..", "..\\..", "../..", "a/../b", "%2e%2e", "%2E.", "%252e%252e", "..%2f", "a//b", "..%5c"]
        {
            let refusal = built(id).unwrap_err();
            assert!(refusal.starts_with("get_thing: id must not be empty"), "{id}: {refusal}");
        }
    }

    #[test]
    fn query_parameters_of_every_type_are_sent() {
        let client = Client::builder().api_key("key").build().unwrap();
        let request = Request::new(&client, &OPERATION)
            .path::<u64>("id", 1_u64)
            .query::<Vec<u8>, _>("many", vec![1, 2])
            .query::<bool, _>("flag", true)
            .query::<f64, _>("ratio", 0.5)
            .query::<String, _>("text", "a b&c+d")
            .query::<String, _>("text", "again")
            .query::<u8, _>("none", 7)
            .query::<u8, _>("none", None::<u8>)
            .query::<u8, _>("some", Some(8))
            .query::<Vec<u8>, _>("empty", Vec::new());
        assert_eq!(request.build().unwrap().url().query(), Some("many=1&many=2&flag=true&ratio=0.5&text=again&some=8"));
    }

    #[test]
    fn a_header_has_ascii_characters_only() {
        let client = Client::builder().api_key("key").build().unwrap();
        let with =
            |text: &str| Request::new(&client, &OPERATION).path::<u64>("id", 1_u64).header::<String, _>("X-A", text);
        assert_eq!(with("a, b").build().unwrap().headers()["x-a"], "a, b");
        for text in ["\u{e9}", "a\nb", "\u{1f600}", "\u{7f}"] {
            let refusal = with(text).build().unwrap_err().to_string();
            assert!(refusal.starts_with("get_thing: X-A has a character that is not allowed"), "{refusal}");
        }
    }

    #[test]
    fn the_first_invalid_parameter_is_the_error() {
        let client = Client::builder().api_key("key").build().unwrap();
        let request = Request::new(&client, &OPERATION).path::<u8>("id", 300_u32).query::<u8, _>("page", -1);
        let error = request.build().unwrap_err();
        assert!(error.is_config());
        assert_eq!(error.to_string(), "get_thing: invalid id: out of range integral type conversion attempted");
    }
}
