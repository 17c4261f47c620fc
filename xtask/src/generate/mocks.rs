//! The mocks' half of the generated code: for each operation, what a request must have and what is answered.

use anyhow::Result;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::parse_quote;

use super::{
    fixtures::Fixtures,
    operations::{BodyKind, Typed},
    prose,
};
use crate::document::{Document, Message, Node, names};

/// The whole file.
pub(super) fn file(document: &Document, operations: &[Typed<'_>]) -> Result<syn::File> {
    let mut fixtures = Fixtures::default();
    for operation in operations {
        fixtures.add_operation(operation)?;
    }
    for webhook in document.webhooks() {
        fixtures.add_webhook(&webhook)?;
    }
    let fixtures = fixtures.module()?;
    let pairs = operations.iter().map(|operation| {
        let (when, then) = (when(operation), then(operation));
        let (verb, path) = (operation.operation.method.to_uppercase(), operation.operation.path);
        let names = [when_name(operation), then_name(operation)];
        quote!(#when #then crate::operation::operation!(#verb #path: #(#names),*);)
    });
    let declared = operations.iter().map(|operation| {
        let docs = format!("Adds a mock of the operation `{}`.", operation.method);
        let signature = signature(operation);
        quote!(#[doc = #docs] #signature;)
    });
    let defined = operations.iter().map(|operation| {
        let signature = signature(operation);
        let (when, then) = (when_name(operation), then_name(operation));
        quote! {
            #signature {
                self.mock(|when, then| config_fn(operations::#when::new(when), operations::#then::new(then)))
            }
        }
    });
    Ok(parse_quote! {
        /// For each operation, what a mock expects of a request, and how it responds.
        pub mod operations {
            #[allow(unused_imports)]
            use intellixent::types;

            #(#pairs)*
        }

        /// For each operation, a method that adds a mock to a [`MockServer`](crate::MockServer).
        pub trait MockServerExt: crate::sealed::Sealed {
            #(#declared)*
        }

        impl MockServerExt for crate::MockServer {
            #(#defined)*
        }

        #fixtures
    })
}

fn when_name(operation: &Typed<'_>) -> syn::Ident {
    format_ident!("{}", names::mock_request(operation.operation.id()))
}

fn then_name(operation: &Typed<'_>) -> syn::Ident {
    format_ident!("{}", names::mock_answer(operation.operation.id()))
}

fn signature(operation: &Typed<'_>) -> TokenStream {
    let (method, when, then) = (&operation.method, when_name(operation), then_name(operation));
    quote! {
        fn #method<F>(&self, config_fn: F) -> ::httpmock::Mock<'_>
        where
            F: FnOnce(operations::#when, operations::#then)
    }
}

fn when(operation: &Typed<'_>) -> TokenStream {
    let name = when_name(operation);
    let docs = format!("What a mock of the operation `{}` expects of a request.", operation.method);
    let path = operation.operation.path;
    let setters = operation.parameters.iter().map(|parameter| {
        let (name, type_, docs) = (&parameter.setter, &parameter.type_, parameter.docs());
        let (wire, location) = (parameter.parameter.name, parameter.parameter.location);
        let expected = match location {
            "path" => quote!(crate::expect::path(self.0, #path, #wire, &#name)),
            "header" => quote!(crate::expect::header(self.0, #wire, &#name)),
            _ => quote!(crate::expect::query(self.0, #wire, &#name)),
        };
        quote! {
            #[doc = #docs]
            ///
            /// # Panics
            ///
            /// If the value cannot be converted to the type of the parameter.
            #[track_caller]
            pub fn #name(self, #name: impl ::std::convert::TryInto<#type_, Error: ::std::fmt::Display>) -> Self {
                let #name: #type_ = crate::expect::value(#wire, #name);
                Self(#expected)
            }
        }
    });
    let body = operation.body.as_ref().map(|body| match &body.kind {
        BodyKind::Json(type_) => quote! {
            /// The body of the request.
            pub fn body(self, body: &#type_) -> Self {
                Self(self.0.json_body_obj(body))
            }
        },
        BodyKind::Form(_) | BodyKind::Raw => quote! {
            /// The body of the request, byte for byte.
            pub fn body(self, body: impl Into<String>) -> Self {
                Self(self.0.body(body.into()))
            }
        },
    });
    quote! {
        #[doc = #docs]
        pub struct #name(::httpmock::When);

        impl #name {
            #(#setters)*
            #body
        }
    }
}

fn then(operation: &Typed<'_>) -> TokenStream {
    let name = then_name(operation);
    let docs = format!("How a mock of the operation `{}` responds.", operation.method);
    let answers = operation.operation.responses().map(|(status, response)| answer(operation, status, &response));
    quote! {
        #[doc = #docs]
        pub struct #name(crate::answers::Answers);

        impl #name {
            #(#answers)*
        }
    }
}

fn answer(operation: &Typed<'_>, status: &str, response: &Message<'_>) -> TokenStream {
    let name = format_ident!("{}", status_name(status));
    let description = prose::markdown(response.node.text("description"));
    let type_ = body_type(operation, status, response);
    let value = type_.as_ref().map(|type_| quote!(value: &#type_));
    let hundreds = status.bytes().next().filter(u8::is_ascii_digit).map(|digit| u16::from(digit - b'0'));
    let (argument, code, docs) = match (status.parse::<u16>(), hundreds) {
        (Ok(code), _) => (None, quote!(#code), format!("Responds with {code}. {description}")),
        (Err(_), Some(hundreds)) => {
            let docs = format!(
                "Responds with a status from {hundreds}00 to {hundreds}99. {description}\n\n# Panics\n\nIf `status` is \
                 outside this range."
            );
            let code = quote!(crate::checked(status, #hundreds));
            (Some(quote!(status: u16,)), code, docs)
        }
        (Err(_), None) => {
            (Some(quote!(status: u16,)), quote!(status), format!("Responds with any status. {description}"))
        }
    };
    let caller = argument.is_some().then(|| quote!(#[track_caller]));
    let answered = match type_ {
        Some(_) => quote!(self.0.json(#code, value)),
        None => quote!(self.0.raw(#code, &[])),
    };
    quote! {
        #[doc = #docs]
        #caller
        pub fn #name(self, #argument #value) -> Self {
            Self(#answered)
        }
    }
}

/// The type of the body that an answer has, if it has one.
pub(super) fn body_type(operation: &Typed<'_>, status: &str, response: &Message<'_>) -> Option<syn::Type> {
    let schema = response.json()?.1.get("schema");
    if operation.operation.success().is_some_and(|success| success.listed == response.listed) {
        return operation.model.clone();
    }
    let named = named_model(&schema).filter(|_| status != "default");
    Some(named.unwrap_or_else(|| parse_quote!(impl ::serde::Serialize)))
}

/// The model of a schema that has a name; any other one is any JSON.
pub(super) fn named_model(schema: &Node<'_>) -> Option<syn::Type> {
    let name = schema.reference()?.rsplit('/').next()?;
    let of_another_crate = schema.clone().followed().get("x-rust-type").is_there();
    let name = format_ident!("{}", names::type_(name));
    (!of_another_crate).then(|| parse_quote!(types::#name))
}

/// What the method for an answer is called: by the status's own name, or its range's.
pub(super) fn status_name(status: &str) -> String {
    let code = status.parse::<u16>().ok().and_then(|code| http::StatusCode::from_u16(code).ok());
    match (code.and_then(|code| code.canonical_reason()), status.as_bytes().first()) {
        (Some(reason), _) => names::setter(reason),
        (None, _) if code.is_some() => format!("status_{status}"),
        (None, Some(b'1')) => "informational".to_owned(),
        (None, Some(b'2')) => "success".to_owned(),
        (None, Some(b'3')) => "redirect".to_owned(),
        (None, Some(b'4')) => "client_error".to_owned(),
        (None, Some(b'5')) => "server_error".to_owned(),
        _ => "default_response".to_owned(),
    }
}
