//! Each operation with the Rust types that the generator chose for it.

use std::collections::HashMap;

use anyhow::{Context, Result};
use proc_macro2::TokenStream;
use quote::quote;
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

pub(super) struct TypedParameter<'a> {
    pub(super) parameter: Parameter<'a>,
    pub(super) setter: syn::Ident,
    pub(super) type_: syn::Type,
}

pub(super) struct TypedBody<'a> {
    pub(super) message: Message<'a>,
    pub(super) name: syn::Ident,
    pub(super) kind: BodyKind,
}

pub(super) enum BodyKind {
    Json(syn::Type),
    Form(syn::Type),
    /// Sent as it is.
    Raw,
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
    let generated = Generated::of(generated);
    document.operations().into_iter().map(|operation| generated.typed(operation)).collect()
}

type Fields<'f> = HashMap<String, &'f syn::Type>;

/// What the generator made, by the names of its types.
#[derive(Default)]
struct Generated<'f> {
    models: HashMap<String, Fields<'f>>,
    builders: HashMap<String, Fields<'f>>,
    /// What each builder sends for.
    answers: HashMap<String, &'f syn::Type>,
}

impl<'f> Generated<'f> {
    fn of(file: &'f syn::File) -> Self {
        let mut generated = Self::default();
        for item in file.items.iter().flat_map(|item| inside_module("types", item)) {
            generated.models.extend(fields(item));
        }
        for item in file.items.iter().flat_map(|item| inside_module("builder", item)) {
            generated.builders.extend(fields(item));
            let syn::Item::Impl(block) = item else { continue };
            let send = block.items.iter().find_map(|item| match item {
                syn::ImplItem::Fn(method) if method.sig.ident == "send" => Some(&method.sig.output),
                _ => None,
            });
            if let Some(syn::ReturnType::Type(_, result)) = send {
                let answer = inside("Result", result).and_then(|response| inside("ResponseValue", response));
                generated.answers.extend(name_of(&block.self_ty).zip(answer));
            }
        }
        generated
    }

    /// A list has pages if a request can ask for one and the answer says which it is, which is the last, and what is on it.
    fn page(&self, operation: &Operation<'_>, answer: &syn::Type) -> Option<PageType> {
        let asks = operation.parameters().iter().any(|it| it.location == "query" && it.name == "page" && !it.required);
        let has_data = operation.success()?.model()?.followed().required().contains("data");
        let page = self.models.get(&name_of(answer)?).filter(|_| asks && has_data)?;
        let is_count = |name| page.get(name).is_some_and(|type_| **type_ == parse_quote!(::std::option::Option<u64>));
        let item = inside("Vec", page.get("data")?).filter(|_| is_count("current_page") && is_count("last_page"))?;
        let fields = self.models.get(&name_of(item)?)?;
        Some(PageType {
            type_: answer.clone(),
            item: parse_quote!(types::#item),
            item_has_id: fields.get("id").is_some_and(|type_| **type_ == parse_quote!(u64)),
        })
    }

    fn typed<'a>(&self, operation: Operation<'a>) -> Result<Typed<'a>> {
        let id = operation.id();
        let generated = names::builder(id);
        let type_of = |field: &str| {
            let of = self.builders.get(&generated).and_then(|fields| fields.get(field));
            of.and_then(|type_| inside("Result", type_).cloned())
                .with_context(|| format!("the generator made no type of `{field}` of the operation `{id}`"))
        };
        let mut parameters = Vec::new();
        for parameter in operation.parameters() {
            let name = parameter.setter.clone();
            let type_ = type_of(&name)?;
            parameters.push(TypedParameter { setter: identifier(&name, OF_REQUESTS), type_, parameter });
        }
        let body = operation.body().map(|message| -> Result<_> {
            let kind = match (message.json(), message.form()) {
                (Some(_), _) => BodyKind::Json(model(type_of("body")?)),
                (None, Some(_)) => BodyKind::Form(model(type_of("body")?)),
                (None, None) => BodyKind::Raw,
            };
            Ok(TypedBody { message, name: parse_quote!(body), kind })
        });
        let model =
            self.answers.get(&generated).copied().filter(|_| operation.success().is_some_and(|it| it.json().is_some()));
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
            page: self.page(&operation, &answer),
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

/// The items of the module of that name, if this is it.
fn inside_module<'f>(name: &str, item: &'f syn::Item) -> &'f [syn::Item] {
    match item {
        syn::Item::Mod(module) if module.ident == name => module.content.as_ref().map_or(&[], |(_, items)| items),
        _ => &[],
    }
}

/// The fields of a struct, by its name.
fn fields(item: &syn::Item) -> Option<(String, Fields<'_>)> {
    let syn::Item::Struct(item) = item else { return None };
    let fields = item.fields.iter().filter_map(|field| Some((field.ident.as_ref()?.to_string(), &field.ty)));
    Some((item.ident.to_string(), fields.collect()))
}

fn last(of: &syn::Type) -> Option<&syn::PathSegment> {
    if let syn::Type::Path(path) = of { path.path.segments.last() } else { None }
}

/// The name of a type, without its path.
fn name_of(of: &syn::Type) -> Option<String> {
    last(of).map(|last| last.ident.to_string())
}

/// The first parameter of a type that has this name.
pub(crate) fn inside<'t>(name: &str, of: &'t syn::Type) -> Option<&'t syn::Type> {
    let syn::PathArguments::AngleBracketed(list) = &last(of).filter(|last| last.ident == name)?.arguments else {
        return None;
    };
    if let Some(syn::GenericArgument::Type(of)) = list.args.first() { Some(of) } else { None }
}

/// The argument for a value of this type that may be given as an `Option`, unless the type has a `null` of its own: `How`,
/// the parameter that this takes, and the argument's type.
pub(crate) fn given_or_not(type_: &syn::Type) -> (Option<TokenStream>, TokenStream) {
    match *type_ == parse_quote!(::serde_json::Value) || inside("Option", type_).is_some() {
        true => (None, quote!(impl crate::Given<#type_, crate::model::Itself>)),
        false => (Some(quote!(<How>)), quote!(impl crate::Given<#type_, How>)),
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
