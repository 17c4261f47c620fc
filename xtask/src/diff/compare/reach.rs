//! Which named schemas stand in requests, and which in responses.

use std::collections::BTreeMap;

use serde_json::Value;

use super::node::{is_any_text, reference};
use crate::document::Document;

/// Where a schema is used.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Reach {
    pub(super) request: bool,
    pub(super) response: bool,
    /// Somewhere not as the list beside "or any other text".
    pub(super) closed: bool,
}

impl Reach {
    pub(super) const REQUEST: Self = Self { request: true, response: false, closed: true };
    pub(super) const RESPONSE: Self = Self { request: false, response: true, closed: true };

    pub(super) fn or(self, other: Self) -> Self {
        Self {
            request: self.request || other.request,
            response: self.response || other.response,
            closed: self.closed || other.closed,
        }
    }

    /// A list beside which any other text is accepted.
    pub(super) fn opened(self) -> Self {
        Self { closed: false, ..self }
    }
}

/// The uses of every named schema of a document.
#[derive(Debug, Default)]
pub(super) struct Reached(BTreeMap<String, Reach>);

impl Reached {
    pub(super) fn of(document: &Document) -> Self {
        let mut reached = Self::default();
        let paths = document.json["paths"].as_object().into_iter().flat_map(|paths| paths.values());
        for path in paths.map(|path| document.resolved(path)) {
            reached.parameters(document, &path["parameters"]);
            for operation in path.as_object().into_iter().flat_map(|path| path.values()) {
                reached.parameters(document, &operation["parameters"]);
                reached.content(document, document.resolved(&operation["requestBody"]), Reach::REQUEST);
                let responses = operation["responses"].as_object().into_iter().flat_map(|responses| responses.values());
                for response in responses.map(|response| document.resolved(response)) {
                    reached.content(document, response, Reach::RESPONSE);
                    let headers = response["headers"].as_object().into_iter().flat_map(|headers| headers.values());
                    for header in headers.map(|header| document.resolved(header)) {
                        reached.walk(document, &header["schema"], Reach::RESPONSE);
                    }
                }
            }
        }
        reached
    }

    /// The uses of one schema; none if no operation leads to it.
    pub(super) fn of_schema(&self, name: &str) -> Reach {
        self.0.get(name).copied().unwrap_or_default()
    }

    fn parameters(&mut self, document: &Document, parameters: &Value) {
        for parameter in parameters.as_array().into_iter().flatten().map(|parameter| document.resolved(parameter)) {
            self.walk(document, &parameter["schema"], Reach::REQUEST);
            self.content(document, parameter, Reach::REQUEST);
        }
    }

    fn content(&mut self, document: &Document, holder: &Value, reach: Reach) {
        for media in holder["content"].as_object().into_iter().flat_map(|content| content.values()) {
            self.walk(document, &media["schema"], reach);
        }
    }

    fn walk(&mut self, document: &Document, schema: &Value, reach: Reach) {
        if let Some(name) = reference(schema) {
            let before = self.of_schema(name);
            let after = before.or(reach);
            // Seen with this use before: everything below it has been seen too.
            if before == after && self.0.contains_key(name) {
                return;
            }
            self.0.insert(name.to_owned(), after);
            self.walk(document, document.resolved(schema), reach);
            return;
        }
        let inner = Reach { closed: true, ..reach };
        for property in schema["properties"].as_object().into_iter().flat_map(|properties| properties.values()) {
            self.walk(document, property, inner);
        }
        for key in ["items", "additionalProperties", "not"] {
            if schema[key].is_object() {
                self.walk(document, &schema[key], inner);
            }
        }
        for key in ["oneOf", "anyOf", "allOf"] {
            let forms = schema[key].as_array().into_iter().flatten();
            let open = key != "allOf" && forms.clone().any(|form| is_any_text(document.resolved(form)));
            forms.for_each(|form| self.walk(document, form, if open { reach.opened() } else { reach }));
        }
    }
}
