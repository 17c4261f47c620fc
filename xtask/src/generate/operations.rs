//! Each operation with the Rust types that the generator chose for it.

use std::collections::HashMap;

use anyhow::{Context, Result};
use syn::parse_quote;

use super::prose;
use crate::document::{Document, Message, Operation, Parameter, names};

/// An operation of the document, ready to be written as Rust.
pub(super) struct Typed<'a> {
    pub(super) operation: Operation<'a>,
    pub(super) method: syn::Ident,
    /// The name of its request in `builder`.
    pub(super) request: syn::Ident,
    pub(super) parameters: Vec<TypedParameter<'a>>,
    pub(super) body: Option<TypedBody<'a>>,
    /// The type of a success's body, if that is JSON.
    pub(super) model: Option<syn::Type>,
    /// What a success is decoded to; `()` if it has no body.
    pub(super) answer: syn::Type,
    /// The function that decodes it.
    pub(super) decode: &'static str,
    /// If the answer is a page of a list.
    pub(super) page: Option<PageType>,
}

/// The model of a page and of what is on it.
pub(super) struct PageType {
    pub(super) type_: syn::Type,
    pub(super) item: syn::Type,
    pub(super) item_has_id: bool,
}

impl PageType {
    /// A list has pages if a request can ask for one and the answer says which it is, which is the last, and what is on it.
    fn of(operation: &Operation<'_>, answer: &syn::Type) -> Option<Self> {
        let asks = operation.parameters().iter().any(|it| it.location == "query" && it.name == "page" && !it.required);
        let page = operation.success()?.model().filter(|_| asks)?.followed();
        let counts = ["current_page", "last_page"].map(|name| page.get("properties").get(name).followed());
        let counts = counts.iter().all(|count| {
            count.text("type") == "integer" && count.value["minimum"].as_f64().is_some_and(|minimum| minimum >= 0.0)
        });
        let data = page.get("properties").get("data");
        let required = page.get("required").items().filter_map(|name| name.value.as_str()).collect::<Vec<_>>();
        let plain = counts && required.contains(&"data") && !required.iter().any(|name| name.ends_with("_page"));
        let items = data.get("items");
        let item = names::type_(items.reference().filter(|_| plain)?.rsplit('/').next()?);
        let item_schema = items.followed();
        let id = item_schema.get("properties").get("id");
        let item = quote::format_ident!("{item}");
        Some(Self {
            type_: answer.clone(),
            item: parse_quote!(types::#item),
            item_has_id: item_schema.get("required").items().any(|name| name.value == "id")
                && id.text("type") == "integer"
                && id.value["minimum"].as_f64().is_some_and(|minimum| minimum >= 0.0)
                && !id.text("format").ends_with("32"),
        })
    }
}

pub(super) struct TypedParameter<'a> {
    pub(super) parameter: Parameter<'a>,
    pub(super) setter: syn::Ident,
    pub(super) type_: syn::Type,
}

pub(super) struct TypedBody<'a> {
    pub(super) message: Message<'a>,
    pub(super) name: syn::Ident,
    pub(super) kind: BodyKind<'a>,
}

pub(super) enum BodyKind<'a> {
    /// Under this media type.
    Json(&'a str, syn::Type),
    Form(syn::Type),
    /// Sent as it is, under this media type.
    Raw(&'a str),
}

/// Methods that every request or its mock has, or that clippy takes for an operator's.
const OF_REQUESTS: &str =
    "body into_future into_inner new pages send send_raw stream add bitand bitor bitxor div mul rem shl shr sub";
/// Methods that the client has without any operation, and those of a mock server.
const OF_THE_CLIENT: &str = "base_url builder call from_env new with_retry with_timeout with_total_timeout address connect \
                             forward_to host mock mock_async playback playback_from_yaml port proxy record reset \
                             reset_async start start_async url";
/// Methods of traits that both are used by.
const OF_BOTH: &str = "as_mut as_ref borrow borrow_mut clone cmp default deref deref_mut drop eq fmt from_iter from_str \
                       hash index index_mut into into_iter neg next not poll to_owned to_string try_into type_id";

/// The types are read off the builders that the generator makes of the lowered document.
pub(super) fn typed<'a>(document: &'a Document, generated: &syn::File) -> Result<Vec<Typed<'a>>> {
    let builders = Builders::of(generated);
    document.operations().into_iter().map(|operation| builders.typed(operation)).collect()
}

#[derive(Default)]
struct Builders<'f> {
    fields: HashMap<String, HashMap<String, &'f syn::Type>>,
    answers: HashMap<String, syn::Type>,
}

impl<'f> Builders<'f> {
    fn of(file: &'f syn::File) -> Self {
        let mut builders = Self::default();
        let items = file.items.iter().filter_map(|item| match item {
            syn::Item::Mod(module) if module.ident == "builder" => module.content.as_ref(),
            _ => None,
        });
        for item in items.flat_map(|(_, items)| items) {
            match item {
                syn::Item::Struct(item) => {
                    let fields =
                        item.fields.iter().filter_map(|field| Some((field.ident.as_ref()?.to_string(), &field.ty)));
                    builders.fields.insert(item.ident.to_string(), fields.collect());
                }
                syn::Item::Impl(block) => {
                    let syn::Type::Path(path) = &*block.self_ty else { continue };
                    let Some(name) = path.path.segments.last() else { continue };
                    let send = block.items.iter().find_map(|item| match item {
                        syn::ImplItem::Fn(method) if method.sig.ident == "send" => Some(&method.sig.output),
                        _ => None,
                    });
                    if let Some(syn::ReturnType::Type(_, result)) = send
                        && let Some(answer) =
                            arguments(result).first().and_then(|response| arguments(response).first().cloned())
                    {
                        builders.answers.insert(name.ident.to_string(), answer);
                    }
                }
                _ => {}
            }
        }
        builders
    }

    fn typed<'a>(&self, operation: Operation<'a>) -> Result<Typed<'a>> {
        let id = operation.id();
        let generated = names::builder(id);
        let type_of = |field: &str| {
            let of = self.fields.get(&generated).and_then(|fields| fields.get(field));
            of.and_then(|type_| arguments(type_).first().cloned())
                .with_context(|| format!("the generator made no type of `{field}` of the operation `{id}`"))
        };
        let mut parameters = Vec::new();
        for parameter in operation.parameters() {
            let name = parameter.setter.clone();
            let type_ = type_of(&name)?;
            parameters.push(TypedParameter { setter: identifier(&name, OF_REQUESTS), type_, parameter });
        }
        let body = operation.body().map(|message| -> Result<_> {
            let kind = match message.media_type() {
                "application/x-www-form-urlencoded" => BodyKind::Form(model(type_of("body")?)),
                json if message.json().is_some() => BodyKind::Json(json, model(type_of("body")?)),
                other => BodyKind::Raw(other),
            };
            Ok(TypedBody { message, name: parse_quote!(body), kind })
        });
        let model = self.answers.get(&generated).filter(|_| operation.success().is_some_and(|it| it.json().is_some()));
        let bodies = operation.responses().filter(|(status, _)| status.starts_with('2'));
        let bodies: Vec<_> = bodies.map(|(_, response)| response.media().is_some()).collect();
        let (answer, decode) = match model {
            Some(model) if bodies.contains(&false) => (parse_quote!(::std::option::Option<#model>), "optional"),
            Some(model) => (model.clone(), "json"),
            None if bodies.contains(&true) => (parse_quote!(::bytes::Bytes), "raw"),
            None => (parse_quote!(()), "nothing"),
        };
        Ok(Typed {
            method: identifier(&names::method(id), OF_THE_CLIENT),
            request: quote::format_ident!("{generated}"),
            parameters,
            body: body.transpose()?,
            page: PageType::of(&operation, &answer),
            model: model.cloned(),
            answer,
            decode,
            operation,
        })
    }
}

/// A model itself, where the generator takes its builder.
fn model(type_: syn::Type) -> syn::Type {
    let syn::Type::Path(mut path) = type_ else { return type_ };
    let segments = std::mem::take(&mut path.path.segments);
    path.path.segments = segments.into_pairs().filter(|pair| pair.value().ident != "builder").collect();
    syn::Type::Path(path)
}

/// A name of its own among those that are taken.
fn identifier(name: &str, taken: &str) -> syn::Ident {
    let mut taken = taken.split(' ').chain(OF_BOTH.split(' '));
    let end = if taken.any(|taken| taken == name) { "_" } else { "" };
    quote::format_ident!("{name}{end}")
}

/// What stands between the angle brackets of a type.
fn arguments(of: &syn::Type) -> Vec<syn::Type> {
    let syn::Type::Path(path) = of else { return Vec::new() };
    match path.path.segments.last().map(|segment| &segment.arguments) {
        Some(syn::PathArguments::AngleBracketed(list)) => list
            .args
            .iter()
            .filter_map(|argument| match argument {
                syn::GenericArgument::Type(of) => Some(of.clone()),
                _ => None,
            })
            .collect(),
        _ => Vec::new(),
    }
}

impl TypedParameter<'_> {
    /// The method of the client's `Request` that takes it.
    pub(super) fn method(&self) -> syn::Ident {
        quote::format_ident!("{}", self.parameter.location)
    }

    pub(super) fn docs(&self) -> String {
        let said = [self.parameter.node.clone(), self.parameter.schema().followed()];
        let texts = said.map(|said| prose::markdown(said.text("description")));
        let text = texts.into_iter().find(|text| !text.is_empty());
        text.unwrap_or_else(|| format!("The parameter `{}`.", self.parameter.name))
    }
}
