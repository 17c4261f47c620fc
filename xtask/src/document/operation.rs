//! The one walk over operations: what each takes and gives, with what is said at its path, in the whole document or in a
//! component already brought in.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::{Document, Kind, Node, names};

/// One operation.
#[derive(Debug, Clone)]
pub(crate) struct Operation<'a> {
    /// In lower case, as in the document.
    pub(crate) method: &'a str,
    /// With the names of its parameters in braces.
    pub(crate) path: &'a str,
    /// The path item, which can hold parameters and servers too.
    pub(crate) item: Node<'a>,
    pub(crate) node: Node<'a>,
}

/// A parameter that applies to an operation.
#[derive(Debug, Clone)]
pub(crate) struct Parameter<'a> {
    /// The parameter itself, after a `$ref`.
    pub(crate) node: Node<'a>,
    /// Where the operation or its path lists it, before a `$ref`.
    pub(crate) listed: String,
    pub(crate) name: &'a str,
    /// `path`, `query`, `header` or `cookie`.
    pub(crate) location: &'a str,
    pub(crate) required: bool,
    /// Its setter on the operation's builder.
    pub(crate) setter: String,
}

/// A request body or a response, after a `$ref`.
#[derive(Debug, Clone)]
pub(crate) struct Message<'a> {
    pub(crate) node: Node<'a>,
    /// Where the operation has it, before a `$ref`.
    pub(crate) listed: String,
}

/// The ways to be let in. Each is a set of schemes to show something for, with the scopes that each scheme asks for.
pub(crate) type Security<'a> = Vec<BTreeMap<&'a str, BTreeSet<&'a str>>>;

impl Document {
    /// All operations, in the order of the document.
    pub(crate) fn operations(&self) -> Vec<Operation<'_>> {
        self.root().get("paths").operations().collect()
    }

    /// What the server sends of itself, in the form of operations whose path is a name.
    pub(crate) fn webhooks(&self) -> Vec<Operation<'_>> {
        self.root().get("x-webhooks").operations().collect()
    }

    /// Where the API is: the first server, with the default of each variable.
    pub(crate) fn base_url(&self) -> Option<String> {
        let server = self.root().get("servers").items().next()?;
        let variables = server.get("variables");
        Some(variables.members().fold(server.text("url").to_owned(), |url, (name, variable)| {
            url.replace(&format!("{{{name}}}"), variable.text("default"))
        }))
    }

    /// The names of the schemas that are part of what the client sends.
    pub(crate) fn schemas_of_requests(&self) -> HashSet<&str> {
        let operations = self.operations();
        let bodies = operations.iter().filter_map(Operation::body).flat_map(|body| body.schemas());
        let parameters = operations.iter().flat_map(Operation::parameters).map(|parameter| parameter.schema());
        self.reached(bodies.chain(parameters).collect())
    }

    /// The names of the schemas that are part of what the server sends.
    pub(crate) fn schemas_of_answers(&self) -> HashSet<&str> {
        let operations = self.operations();
        let answers = operations.iter().flat_map(Operation::responses).flat_map(|(_, answer)| answer.schemas());
        let webhooks = self.webhooks();
        let bodies = webhooks.iter().filter_map(Operation::body).flat_map(|body| body.schemas());
        self.reached(answers.chain(bodies).collect())
    }

    /// The named schemas that these are made of.
    fn reached<'a>(&'a self, mut open: Vec<Node<'a>>) -> HashSet<&'a str> {
        let mut names = HashSet::new();
        while let Some(schema) = open.pop() {
            match schema.reference() {
                Some(to) => {
                    let name = to.strip_prefix("#/components/schemas/");
                    if name.is_some_and(|name| names.insert(name)) {
                        open.push(self.node(&to[1..]));
                    }
                }
                None => {
                    // The list of an open enum is no value's type alone.
                    let is_open = schema.get("x-rust-type").is_there();
                    let inside = schema.objects(Kind::Schema).into_iter().filter(|(_, kind, _)| *kind == Kind::Schema);
                    let inside = inside.map(|(.., node)| node);
                    open.extend(inside.filter(|node| !is_open || node.clone().followed().strings().is_empty()));
                }
            }
        }
        names
    }
}

impl<'a> Node<'a> {
    /// The operations in a map of path items.
    pub(crate) fn operations(&self) -> impl Iterator<Item = Operation<'a>> + use<'a> {
        let paths = self.members().filter(|(path, _)| !path.starts_with("x-"));
        paths.flat_map(|(path, item)| {
            let item = item.followed();
            let methods = item.objects(Kind::Path).into_iter().filter(|(_, kind, _)| *kind == Kind::Operation);
            methods.map(move |(method, _, node)| Operation { method, path, item: item.clone(), node })
        })
    }
}

impl<'a> Operation<'a> {
    /// The `operationId`; empty if there is none.
    pub(crate) fn id(&self) -> &'a str {
        self.node.text("operationId")
    }

    /// As `GET /user/calls/{id}`.
    pub(crate) fn route(&self) -> String {
        format!("{} {}", self.method.to_uppercase(), self.path)
    }

    /// Its method and its path as a server sees them: the names of parameters are the document's own.
    pub(crate) fn wire_route(&self) -> (&'a str, String) {
        let mut parts = self.path.split('{');
        let mut path = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            path.extend(["{}", part.split_once('}').map_or(part, |(_, rest)| rest)]);
        }
        (self.method, path)
    }

    /// The names between the braces of its path, in order.
    pub(crate) fn names_in_path(&self) -> Vec<&'a str> {
        self.path.split('{').skip(1).filter_map(|part| Some(part.split_once('}')?.0)).collect()
    }

    /// Its own parameters, then those of its path that it does not replace.
    pub(crate) fn parameters(&self) -> Vec<Parameter<'a>> {
        let mut parameters: Vec<Parameter<'a>> = Vec::new();
        for listed in self.node.get("parameters").items().chain(self.item.get("parameters").items()) {
            let mut parameter = Parameter::of(listed);
            if parameter.is_ignored() || parameters.iter().any(|known| known.is_same(&parameter)) {
                continue;
            }
            // One name may stand in two places, and `body` is the body's.
            let in_place = names::setter(&format!("{}_{}", parameter.name, parameter.location));
            let numbered = (2..).map(|n| format!("{in_place}_{n}"));
            let mut setters = [names::setter(parameter.name), in_place.clone()].into_iter().chain(numbered);
            let free =
                setters.find(|setter| setter != "body" && parameters.iter().all(|known| known.setter != *setter));
            parameter.setter = free.unwrap_or_default();
            parameters.push(parameter);
        }
        parameters
    }

    /// The request body.
    pub(crate) fn body(&self) -> Option<Message<'a>> {
        Some(self.node.get("requestBody")).filter(Node::is_there).map(Message::of)
    }

    /// The responses by their status: `200`, `4XX`, `default`.
    pub(crate) fn responses(&self) -> impl Iterator<Item = (&'a str, Message<'a>)> + use<'a> {
        let all = self.node.get("responses").members().filter(|(status, _)| !status.starts_with("x-"));
        all.map(|(status, node)| (status, Message::of(node)))
    }

    /// The response of a status.
    pub(crate) fn response(&self, status: &str) -> Option<Message<'a>> {
        Some(self.node.get("responses").get(status)).filter(Node::is_there).map(Message::of)
    }

    /// The response that says that all went well, where there is one: the first that has a body, else the first.
    pub(crate) fn success(&self) -> Option<Message<'a>> {
        let mut successes: Vec<_> = self.responses().filter(|(status, _)| status.starts_with('2')).collect();
        successes.sort_by_key(|(_, response)| response.media().is_none());
        successes.into_iter().map(|(_, response)| response).next()
    }

    /// Whether the API key is sent: to each operation that takes it, also to one that does without.
    pub(crate) fn authorized(&self) -> bool {
        self.security().iter().any(|way| !way.is_empty())
    }

    /// The ways to be let in, by the operation's own `security`, else the document's. None at all means the same as one
    /// that asks for nothing.
    pub(crate) fn security(&self) -> Security<'a> {
        let own = Some(self.node.get("security")).filter(Node::is_there);
        let ways = own.unwrap_or_else(|| self.node.document.root().get("security")).items().map(|way| {
            let schemes = way.members().map(|(scheme, scopes)| {
                let scopes = scopes.value.as_array().into_iter().flatten();
                (scheme, scopes.filter_map(|scope| scope.as_str()).collect())
            });
            schemes.collect()
        });
        ways.collect()
    }

    /// The list of its servers: its own, else its path's, else the document's.
    pub(crate) fn servers(&self) -> Node<'a> {
        let own = [&self.node, &self.item].map(|node| node.get("servers"));
        let mut lists = own.into_iter().filter(|list| list.items().next().is_some());
        lists.next().unwrap_or_else(|| self.node.document.root().get("servers"))
    }
}

impl<'a> Parameter<'a> {
    /// The parameter at a place in a list, which may be a `$ref`.
    pub(crate) fn of(listed: Node<'a>) -> Self {
        let at = listed.at.clone();
        let node = listed.followed();
        let (name, location) = (node.text("name"), node.text("in"));
        Self { name, location, required: node.flag("required"), setter: String::new(), listed: at, node }
    }

    /// Whether both have the same place in a request. Case means nothing in the name of a header.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        self.location == other.location
            && (self.name == other.name || self.location == "header" && self.name.eq_ignore_ascii_case(other.name))
    }

    /// OpenAPI has other places for what these headers say.
    pub(crate) fn is_ignored(&self) -> bool {
        let headers = ["accept", "content-type", "authorization"];
        self.location == "header" && headers.iter().any(|name| self.name.eq_ignore_ascii_case(name))
    }

    pub(crate) fn schema(&self) -> Node<'a> {
        self.node.get("schema")
    }

    /// How the value is written, as the document says or as OpenAPI does for this place.
    pub(crate) fn style(&self) -> &'a str {
        match (self.node.text("style"), self.location) {
            ("", "query" | "cookie") => "form",
            ("", _) => "simple",
            (style, _) => style,
        }
    }

    /// Whether each item or member is written as a value of its own.
    pub(crate) fn explode(&self) -> bool {
        self.node.value["explode"].as_bool().unwrap_or(self.style() == "form")
    }
}

impl<'a> Message<'a> {
    pub(crate) fn of(node: Node<'a>) -> Self {
        Self { listed: node.at.clone(), node: node.followed() }
    }

    /// Whether a request must have this body.
    pub(crate) fn required(&self) -> bool {
        self.node.flag("required")
    }

    /// The media types with what is said of each.
    pub(crate) fn content(&self) -> impl Iterator<Item = (&'a str, Node<'a>)> + use<'a> {
        self.node.get("content").members()
    }

    /// The first media type with what is said of it.
    pub(crate) fn media(&self) -> Option<Node<'a>> {
        self.content().next().map(|(_, media)| media)
    }

    /// The first media type; empty if there is none.
    pub(crate) fn media_type(&self) -> &'a str {
        self.content().next().map_or("", |(kind, _)| kind)
    }

    /// The schemas of all media types.
    fn schemas(&self) -> Vec<Node<'a>> {
        self.content().map(|(_, media)| media.get("schema")).collect()
    }

    /// The schema of a body that is a model: JSON or a form.
    pub(crate) fn model(&self) -> Option<Node<'a>> {
        self.json().or(self.form()).map(|(_, media)| media.get("schema")).filter(Node::is_there)
    }

    /// The first media type that the generator takes for JSON.
    pub(crate) fn json(&self) -> Option<(&'a str, Node<'a>)> {
        let is_json = |kind: String| kind == "application/json" || kind.ends_with("+json");
        self.content().find(|(kind, _)| is_json(without_parameters(kind)))
    }

    /// The first media type that is a form of fields.
    pub(crate) fn form(&self) -> Option<(&'a str, Node<'a>)> {
        self.content().find(|(kind, _)| without_parameters(kind) == "application/x-www-form-urlencoded")
    }
}

/// What a media type is without what stands after a semicolon. Its case does not count.
fn without_parameters(kind: &str) -> String {
    kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}
