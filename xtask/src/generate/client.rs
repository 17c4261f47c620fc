//! The client's half of the generated code: a method for each operation, and the request that it returns.

use proc_macro2::TokenStream;
use quote::quote;
use serde_json::Value;
use syn::parse_quote;

use super::{
    operations::{BodyKind, PageType, Typed, TypedBody, TypedParameter, given_or_not},
    prose,
};
use crate::document::{Document, Message};

/// Everything beside the models.
pub(super) fn items(document: &Document, operations: &[Typed<'_>]) -> Vec<syn::Item> {
    let base_url = document.base_url().unwrap_or_default();
    let constants = operations.iter().map(constant);
    let methods = operations.iter().map(method);
    let requests = operations.iter().map(request);
    let mut pages: Vec<_> = operations.iter().filter_map(|operation| operation.page.as_ref()).collect();
    pages.dedup_by_key(|page| page.type_.clone());
    let mut items: Vec<syn::Item> = pages.into_iter().map(page).collect();
    let others: [syn::Item; 3] = [
        parse_quote! {
            /// The default base URL: the first server of the document.
            pub(crate) const BASE_URL: &str = #base_url;
        },
        parse_quote! {
            /// The operations of the API.
            impl crate::Client {
                #(#methods)*
            }
        },
        parse_quote! {
            /// The requests that the methods of [`Client`](crate::Client) return: setters for optional parameters, then `.await`.
            pub mod builder {
                use super::types;

                #(#constants)*
                #(#requests)*
            }
        },
    ];
    items.extend(others);
    items
}

/// What the client must know of a page to walk over a list.
fn page(page: &PageType) -> syn::Item {
    let PageType { type_, item, item_has_id } = page;
    let id =
        if *item_has_id { quote!(::std::option::Option::Some(item.id)) } else { quote!(::std::option::Option::None) };
    let unused = if *item_has_id { quote!(item) } else { quote!(_) };
    parse_quote! {
        impl crate::paging::Page for #type_ {
            type Item = #item;

            fn current(&self) -> ::std::option::Option<::std::primitive::u64> {
                self.current_page
            }

            fn last(&self) -> ::std::option::Option<::std::primitive::u64> {
                self.last_page
            }

            fn items(&self) -> &[#item] {
                &self.data
            }

            fn into_items(self) -> ::std::vec::Vec<#item> {
                self.data
            }

            fn id(#unused: &#item) -> ::std::option::Option<::std::primitive::u64> {
                #id
            }
        }
    }
}

/// The two ways over all pages of a list.
fn paged(operation: &Typed<'_>) -> Option<TokenStream> {
    let type_ = &operation.page.as_ref()?.type_;
    let setup = format!(
        "A stream of the items of all pages: from the first page, or from the one that `page` sets, with 100 items per page \
         unless `per_page` is set. The next page is fetched while the caller works on the current one. Each item is \
         returned once.\n\n```no_run\n\
         # async fn example(client: intellixent::Client) -> Result<(), intellixent::Error> {{\n\
         let mut items = client.{}().stream();\n\
         while let Some(item) = items.try_next().await? {{\n    println!(\"{{:?}}\", item.id);\n}}\n\
         # Ok(())\n# }}\n```",
        operation.method
    );
    Some(quote! {
        #[doc = #setup]
        pub fn stream(self) -> crate::paging::Items<#type_> {
            crate::paging::Items::new(self.request, crate::decode::json)
        }

        /// A stream of the pages that [`stream`](Self::stream) reads.
        pub fn pages(self) -> crate::paging::Pages<#type_> {
            crate::paging::Pages::new(self.request, crate::decode::json)
        }
    })
}

fn constant_name(operation: &Typed<'_>) -> syn::Ident {
    quote::format_ident!("{}", operation.method.to_string().to_uppercase())
}

fn constant(operation: &Typed<'_>) -> TokenStream {
    let name = constant_name(operation);
    let (id, path) = (operation.operation.id(), operation.operation.path);
    let method = quote::format_ident!("{}", operation.operation.method.to_uppercase());
    let success = operation.operation.success();
    let accept =
        success.as_ref().map(Message::media_type).filter(|kind| !kind.is_empty()).unwrap_or("application/json");
    let authorized = operation.operation.authorized();
    quote! {
        pub(super) const #name: crate::request::Operation =
            crate::request::Operation { id: #id, method: ::http::Method::#method, path: #path, accept: #accept, authorized: #authorized };
    }
}

/// What a value of this type can be given as.
fn given(type_: &syn::Type) -> TokenStream {
    quote!(impl ::std::convert::TryInto<#type_, Error: ::std::fmt::Display>)
}

fn method(operation: &Typed<'_>) -> TokenStream {
    let Typed { method, request, .. } = operation;
    let constant = constant_name(operation);
    let required: Vec<_> = operation.required().collect();
    let arguments = required.iter().map(|parameter| {
        let (name, given) = (&parameter.setter, given(&parameter.type_));
        quote!(#name: #given)
    });
    let body = operation.body.as_ref().filter(|body| body.message.required());
    let body_argument = body.map(|body| {
        let (name, given) = (&body.name, body.given());
        quote!(#name: #given)
    });
    let arguments = arguments.chain(body_argument);
    let filled = required.iter().map(|parameter| parameter.filled());
    let filled = filled.chain(body.map(TypedBody::filled));
    let docs = docs(operation);
    quote! {
        #[doc = #docs]
        pub fn #method(&self, #(#arguments),*) -> builder::#request {
            builder::#request { request: crate::request::Request::new(self, &builder::#constant) #(.#filled)* }
        }
    }
}

fn docs(operation: &Typed<'_>) -> String {
    let node = &operation.operation.node;
    let [summary, description] = ["summary", "description"].map(|key| prose::markdown(node.text(key)));
    let mut docs = format!("{summary}\n\n{description}");
    docs.push_str(&format!("\n\nSends `{}`.", operation.operation.route()));
    let required: Vec<_> = operation.required().collect();
    if !required.is_empty() {
        docs.push('\n');
        for parameter in required {
            docs.push_str(&format!("\n- `{}`: {}", parameter.setter, parameter.docs().replace('\n', "\n  ")));
        }
    }
    if let Some((setup, call)) = example(operation) {
        docs.push_str(&format!(
            "\n\n```no_run\n\
             # async fn example(client: intellixent::Client) -> Result<(), intellixent::Error> {{\n\
             {setup}let answer = {call}.await?;\n\
             # Ok(())\n\
             # }}\n```"
        ));
    }
    docs
}

/// The call with the document's example values; none if a required one has no example.
fn example(operation: &Typed<'_>) -> Option<(String, String)> {
    let of = |parameter: &TypedParameter<'_>| match &parameter.parameter.node.value["example"] {
        Value::String(text) => Some(format!("{text:?}")),
        value @ (Value::Number(_) | Value::Bool(_)) => Some(value.to_string()),
        _ => None,
    };
    let mut arguments = operation.required().map(of).collect::<Option<Vec<_>>>()?;
    let mut setup = String::new();
    if let Some(body) = operation.body.as_ref().filter(|body| body.message.required()) {
        let type_ = match &body.kind {
            BodyKind::Json(type_) | BodyKind::Form(type_) => quote!(#type_).to_string().replace(' ', ""),
            BodyKind::Raw => return None,
        };
        let example = body.message.media()?.examples().into_iter().next()?;
        let json = serde_json::to_string(example.value.value).ok()?;
        setup = format!("let body: intellixent::{type_} = intellixent::from_slice(br#\"{json}\"#)?;\n");
        arguments.push("body".to_owned());
    }
    let mut call = format!("client.{}({})", operation.method, arguments.join(", "));
    for parameter in operation.optional() {
        if let Some(value) = of(parameter) {
            call.push_str(&format!(".{}({value})", parameter.setter));
        }
    }
    Some((setup, call))
}

fn request(operation: &Typed<'_>) -> TokenStream {
    let Typed { method, request, answer, decode, .. } = operation;
    let decode = quote::format_ident!("{decode}");
    let docs = format!(
        "The request of [`Client::{method}`](crate::Client::{method}). `.await` sends it and returns the decoded body, or an \
         [`Error`](crate::Error)."
    );
    let paged = paged(operation);
    let setters = operation.optional().map(|parameter| {
        let (name, docs, filled) = (&parameter.setter, parameter.docs(), parameter.filled());
        let (how, given) = given_or_not(&parameter.type_);
        quote! {
            #[doc = #docs]
            pub fn #name #how(mut self, #name: #given) -> Self {
                self.request = self.request.#filled;
                self
            }
        }
    });
    let body = operation.body.as_ref().filter(|body| !body.message.required()).map(|body| {
        let (name, given, filled) = (&body.name, body.given(), body.filled());
        quote! {
            /// The body. Default: no body is sent.
            pub fn #name(mut self, #name: #given) -> Self {
                self.request = self.request.#filled;
                self
            }
        }
    });
    quote! {
        #[doc = #docs]
        #[derive(Clone, Debug)]
        #[must_use = "a request is sent by `.await`, `send` or `send_raw`"]
        pub struct #request {
            pub(super) request: crate::request::Request,
        }

        impl #request {
            #(#setters)*
            #body
            #paged

            /// Sends the request and returns the decoded body with the status and headers of the response.
            pub async fn send(self) -> ::std::result::Result<crate::ResponseValue<#answer>, crate::Error> {
                self.request.send(crate::decode::#decode).await
            }

            /// Sends the request and returns the body undecoded, to be stored, or decoded with
            /// [`from_slice`](crate::from_slice).
            pub async fn send_raw(self) -> ::std::result::Result<crate::ResponseValue<::bytes::Bytes>, crate::Error> {
                self.request.send(crate::decode::raw).await
            }
        }

        impl ::std::future::IntoFuture for #request {
            type Output = ::std::result::Result<#answer, crate::Error>;
            type IntoFuture = crate::request::Sending<#answer>;

            fn into_future(self) -> Self::IntoFuture {
                ::std::boxed::Box::pin(async move { self.send().await.map(crate::ResponseValue::into_inner) })
            }
        }
    }
}

impl<'a> Typed<'a> {
    /// The parameters that the method takes: those of the path in its order, then the other required ones.
    pub(super) fn required(&self) -> impl Iterator<Item = &TypedParameter<'a>> {
        let mut required: Vec<_> = self.parameters.iter().filter(|parameter| parameter.parameter.required).collect();
        let place = |parameter: &&TypedParameter<'_>| match parameter.parameter.location {
            "path" => self.operation.path.find(&format!("{{{}}}", parameter.parameter.name)).unwrap_or(0),
            _ => usize::MAX,
        };
        required.sort_by_key(place);
        required.into_iter()
    }

    pub(super) fn optional(&self) -> impl Iterator<Item = &TypedParameter<'a>> {
        self.parameters.iter().filter(|parameter| !parameter.parameter.required)
    }
}

impl TypedParameter<'_> {
    /// The call that puts it into a request.
    fn filled(&self) -> TokenStream {
        let (method, name, type_, setter) = (self.method(), self.parameter.name, &self.type_, &self.setter);
        let how = (method != "path").then(|| quote!(, _));
        quote!(#method::<#type_ #how>(#name, #setter))
    }
}

impl TypedBody<'_> {
    fn given(&self) -> TokenStream {
        match &self.kind {
            BodyKind::Json(type_) | BodyKind::Form(type_) => given(type_),
            BodyKind::Raw => quote!(impl ::std::convert::Into<::bytes::Bytes>),
        }
    }

    fn filled(&self) -> TokenStream {
        let (name, media_type) = (&self.name, self.message.media_type());
        match &self.kind {
            BodyKind::Json(type_) => quote!(json::<#type_>(#media_type, #name)),
            BodyKind::Form(type_) => quote!(form::<#type_>(#media_type, #name)),
            BodyKind::Raw => quote!(bytes(#media_type, #name)),
        }
    }
}
