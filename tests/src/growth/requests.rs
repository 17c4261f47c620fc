//! A drawn request of each operation of a grown document: the Rust that sends it, and what must arrive by the document.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    Drawing, Grown, members,
    written::{Method, Takes, Written},
};
use crate::{
    generate::Generator,
    lossless,
    schema::{merged, parts},
};

/// What sends the requests: the program's own code, after which comes a function for each operation.
const PROGRAM: &str = include_str!("send.rs.in");

/// A request as it arrived.
#[derive(Debug, Deserialize)]
pub struct Arrived {
    /// Why the mock did not answer.
    mocked: Option<String>,
    method: String,
    target: String,
    headers: BTreeMap<String, String>,
    body: String,
}

/// A request of an operation.
#[derive(Debug)]
pub struct Request {
    operation: String,
    method: String,
    /// Decoded.
    path: String,
    query: Vec<(String, String)>,
    headers: BTreeMap<String, String>,
    authorized: bool,
    body: Option<(String, Body)>,
}

#[derive(Debug)]
enum Body {
    Json(Value),
    Form(Vec<(String, String)>),
    Bytes(String),
}

/// One request for each operation that all required values could be drawn for, and the program that sends them.
pub fn requests(grown: &Grown, generated: &str, drawing: &mut Drawing) -> (Vec<Request>, String) {
    let written = Written::of(syn::parse_file(generated).unwrap());
    let generator = Generator::new(grown.json["components"]["schemas"].as_object().unwrap());
    let (mut requests, mut calls, mut program) = (Vec::new(), String::new(), PROGRAM.to_owned());
    for (path, item) in members(&grown.json["paths"]) {
        for (method, operation) in members(item).filter(|(_, operation)| operation.get("operationId").is_some()) {
            let written = &written.methods[&format!("{} {path}", method.to_uppercase())];
            let drawn = Operation { document: &grown.json, generator: &generator, path, method, item, operation }
                .drawn(written, drawing);
            let Some((request, code)) = drawn else { continue };
            let n = requests.len();
            requests.push(request);
            program.push_str(&code.replace("OPERATION", &format!("operation_{n}")));
            calls.push_str(&format!("    operation_{n}(&tried).await;\n"));
        }
    }
    (requests, program.replace("    // Each operation.\n", &calls))
}

impl Request {
    /// What is wrong with what arrived.
    pub fn mistake(&self, arrived: &Arrived, described: &BTreeMap<&str, bool>) -> Option<String> {
        let url = reqwest::Url::parse(&format!("http://host{}", arrived.target)).unwrap();
        let query: Vec<_> = sorted(url.query_pairs().into_owned().collect());
        let header = |name: &str| arrived.headers.get(name).map(String::as_str);
        let path = percent_encoding::percent_decode_str(url.path()).decode_utf8().unwrap();
        let body = match &self.body {
            None => arrived.body.is_empty() && header("content-type").is_none(),
            Some((kind, body)) => header("content-type") == Some(kind) && body.is(&arrived.body, described),
        };
        let checks = [
            ("method", self.method == arrived.method),
            ("path", self.path == path),
            ("query", sorted(self.query.clone()) == query),
            ("headers", self.headers.iter().all(|(name, text)| header(&name.to_lowercase()) == Some(text))),
            ("API key", self.authorized == header("authorization").is_some()),
            ("body", body),
            ("mock", arrived.mocked.is_none()),
        ];
        let wrong: Vec<_> = checks.iter().filter(|(_, holds)| !holds).map(|(what, _)| *what).collect();
        (!wrong.is_empty()).then(|| format!("{}: {}: {self:?}: {arrived:?}", self.operation, wrong.join(", ")))
    }
}

impl Body {
    fn is(&self, arrived: &str, described: &BTreeMap<&str, bool>) -> bool {
        match self {
            Self::Json(value) => {
                serde_json::from_str(arrived).is_ok_and(|arrived| lossless::is_kept(value, &arrived, described))
            }
            Self::Form(pairs) => {
                let arrived = reqwest::Url::parse(&format!("http://host?{arrived}")).unwrap();
                sorted(pairs.clone()) == sorted(arrived.query_pairs().into_owned().collect())
            }
            Self::Bytes(text) => text == arrived,
        }
    }
}

/// By name; what has one name keeps its order.
fn sorted(mut pairs: Vec<(String, String)>) -> Vec<(String, String)> {
    pairs.sort_by(|(a, _), (b, _)| a.cmp(b));
    pairs
}

#[derive(Clone, Copy)]
struct Operation<'a> {
    document: &'a Value,
    generator: &'a Generator<'a>,
    path: &'a str,
    method: &'a str,
    item: &'a Value,
    operation: &'a Value,
}

impl<'a> Operation<'a> {
    /// A request, and the function that sends it; nothing if a required value could not be drawn.
    fn drawn(self, written: &Method, drawing: &mut Drawing) -> Option<(Request, String)> {
        let operation = self.operation["operationId"].as_str().unwrap().to_owned();
        let security = self.operation.get("security").unwrap_or(&self.document["security"]);
        let mut request = Request {
            method: self.method.to_uppercase(),
            path: percent_encoding::percent_decode_str(self.path).decode_utf8().unwrap().into_owned(),
            query: Vec::new(),
            headers: BTreeMap::new(),
            authorized: security.as_array().is_some_and(|ways| ways.iter().any(|way| *way != json!({}))),
            body: None,
            operation,
        };
        let mut code = Code::default();
        for parameter in self.parameters() {
            let (name, place) = (parameter["name"].as_str().unwrap(), parameter["in"].as_str().unwrap());
            let is_required = parameter["required"] == true;
            if !is_required && drawing.chance(30) {
                continue;
            }
            let fits = |value: &Value| {
                let texts = self.texts(&parameter["schema"], value);
                let is_whole = |text: &String| match place {
                    "header" => !text.is_empty() && text.chars().all(|c| matches!(c, ' '..='~')) && text.trim() == text,
                    "path" => !text.split(['/', '\\']).any(|part| matches!(part, "" | "." | "..")),
                    _ => true,
                };
                !texts.is_empty() && texts.iter().all(is_whole)
            };
            let Some(value) = self.value(&parameter["schema"], drawing, fits) else {
                if is_required {
                    return None;
                }
                continue;
            };
            let texts = self.texts(&parameter["schema"], &value);
            match place {
                "path" => request.path = request.path.replace(&format!("{{{name}}}"), &texts.join(",")),
                "query" => request.query.extend(texts.into_iter().map(|text| (name.to_owned(), text))),
                _ => drop(request.headers.insert(name.to_owned(), texts.join(","))),
            }
            let takes = written.takes.iter().find(|takes| takes.kind == place && takes.name == name);
            code.set(takes.unwrap(), &value);
        }
        let body = self.followed(&self.operation["requestBody"]);
        if let Some((kind, media)) = members(&body["content"]).next()
            && (body["required"] == true || drawing.chance(70))
        {
            let takes = written.takes.iter().find(|takes| ["json", "form", "bytes"].contains(&takes.kind.as_str()));
            let takes = takes.unwrap();
            let value = match takes.kind.as_str() {
                "bytes" => Some(json!("some bytes")),
                _ => self.value(&media["schema"], drawing, |_| true),
            };
            match value {
                Some(value) => {
                    code.set(takes, &value);
                    let body = match takes.kind.as_str() {
                        "json" => Body::Json(value),
                        "form" => {
                            let schemas = self.document["components"]["schemas"].as_object().unwrap();
                            let form = Value::from(merged(&parts(schemas, &media["schema"]).0));
                            let texts = |(name, member)| {
                                let texts = self.texts(&form["properties"][name], member).into_iter();
                                texts.map(|text| (String::from(name), text)).collect::<Vec<_>>()
                            };
                            Body::Form(members(&value).flat_map(texts).collect())
                        }
                        _ => Body::Bytes("some bytes".to_owned()),
                    };
                    request.body = Some((kind.to_owned(), body));
                }
                None if body["required"] == true => return None,
                None => {}
            }
        }
        Some((request, code.function(written)))
    }

    /// The parameters of the operation, and those of its path that it does not describe anew.
    fn parameters(self) -> Vec<&'a Value> {
        let of = |node: &'a Value| node["parameters"].as_array().into_iter().flatten();
        let mut parameters: Vec<&Value> = Vec::new();
        for parameter in of(self.operation).chain(of(self.item)).map(|parameter| self.followed(parameter)) {
            let is_same = |known: &&Value| {
                let [a, b] = [known, parameter].map(|it| it["name"].as_str().unwrap());
                known["in"] == parameter["in"] && (a == b || known["in"] == "header" && a.eq_ignore_ascii_case(b))
            };
            if !parameters.iter().any(is_same) {
                parameters.push(parameter);
            }
        }
        parameters
    }

    /// The texts of a value that stands in a URL, a header or a form.
    fn texts(self, schema: &Value, value: &Value) -> Vec<String> {
        let whole = Value::from(merged(&parts(self.document["components"]["schemas"].as_object().unwrap(), schema).0));
        match value {
            Value::Null => Vec::new(),
            Value::String(text) => vec![text.clone()],
            Value::Array(items) => items.iter().flat_map(|item| self.texts(&whole["items"], item)).collect(),
            // To the client it is a double.
            Value::Number(number) if whole["type"] == "number" => vec![json!(number.as_f64()).to_string()],
            other => vec![other.to_string()],
        }
    }

    fn followed(self, node: &'a Value) -> &'a Value {
        match node["$ref"].as_str() {
            Some(to) => self.followed(self.document.pointer(to.strip_prefix('#').unwrap()).unwrap()),
            None => node,
        }
    }

    /// A value of a schema, not `null`, for which `fits` holds.
    fn value(self, schema: &Value, drawing: &mut Drawing, fits: impl Fn(&Value) -> bool) -> Option<Value> {
        let values = self.generator.instances(schema)?;
        let mut drawn = (0..100).map(|_| drawing.value(&values));
        drawn.find(|value| !value.is_null() && fits(value))
    }
}

/// The code of a call.
#[derive(Default)]
struct Code {
    /// By the name of the argument.
    arguments: BTreeMap<String, String>,
    setters: String,
    expected: String,
}

impl Code {
    fn set(&mut self, takes: &Takes, value: &Value) {
        let expression = match takes.kind.as_str() {
            "bytes" => format!("{value:?}.as_bytes().to_vec()", value = value.as_str().unwrap()),
            _ => format!("from::<{}>({:?})", takes.type_, value.to_string()),
        };
        if takes.is_argument {
            self.arguments.insert(takes.argument.clone(), expression.clone());
        } else {
            self.setters.push_str(&format!(".{}({expression})", takes.argument));
        }
        match takes.kind.as_str() {
            // Their mocks take what is sent.
            "bytes" | "form" => {}
            "json" => self.expected.push_str(&format!(".{}(&{expression})", takes.argument)),
            _ => self.expected.push_str(&format!(".{}({expression})", takes.argument)),
        }
    }

    fn function(&self, method: &Method) -> String {
        let arguments = method.takes.iter().filter(|takes| takes.is_argument);
        // As the client has them, whichever order they were drawn in.
        let mut arguments: Vec<_> = arguments.collect();
        arguments.sort_by_key(|takes| takes.position);
        let arguments: Vec<_> = arguments.iter().map(|takes| self.arguments[&takes.argument].as_str()).collect();
        let (name, arguments, setters) = (&method.name, arguments.join(", "), &self.setters);
        let expected = &self.expected;
        format!(
            "
async fn OPERATION(tried: &Tried) {{
    let call = async |client: &Client| client.{name}({arguments}){setters}.send_raw().await.err().map(|error| error.to_string());
    let mut mock = tried.server.{name}(|when, then| {{
        let _ = when{expected};
        let _ = then.raw(200, \"{{}}\");
    }});
    tried.tell(call(&tried.mocked).await, call(&tried.direct).await);
    mock.delete_async().await;
}}
"
        )
    }
}
