//! Where the generated code calls into the hand-written part.

use syn::{
    parse_quote,
    visit_mut::{self, VisitMut},
};

use super::{inherent, methods, module};

/// Removes the generator's ways in: `Client::new` and `Client::new_with_client`, which go past the checks of
/// `ClientBuilder`, and the prelude.
pub(super) fn use_own_constructor(file: &mut syn::File) {
    for item in &mut file.items {
        if let syn::Item::Impl(block) = item
            && inherent(block).is_some_and(|name| name == "Client")
        {
            block.items.retain(|item| {
                !matches!(item, syn::ImplItem::Fn(method) if method.sig.ident == "new" || method.sig.ident == "new_with_client")
            });
        }
    }
    file.items.retain(|item| match item {
        syn::Item::Impl(block) => inherent(block).is_none() || !block.items.is_empty(),
        // It names the client once more, which the crate's own root already does.
        syn::Item::Mod(module) => module.ident != "prelude",
        _ => true,
    });
}

/// Decodes with `crate::decode::response`, whose error names the place that did not fit and holds the whole answer.
pub(super) fn decode_with_path(file: &mut syn::File) {
    struct Decode;

    impl VisitMut for Decode {
        fn visit_expr_path_mut(&mut self, path: &mut syn::ExprPath) {
            let names = path.path.segments.iter().map(|segment| &segment.ident);
            if names.eq(["ResponseValue", "from_response"]) {
                *path = parse_quote!(crate::decode::response);
            }
            visit_mut::visit_expr_path_mut(self, path);
        }
    }

    Decode.visit_file_mut(file);
}

/// Makes the URL of a request with `Client::url`, which does not parse scheme, host and port again.
pub(super) fn keep_the_parsed_base_url(file: &mut syn::File) {
    struct Url;

    impl VisitMut for Url {
        fn visit_expr_method_call_mut(&mut self, call: &mut syn::ExprMethodCall) {
            visit_mut::visit_expr_method_call_mut(self, call);
            if let syn::Expr::Field(field) = &*call.receiver
                && matches!(&field.member, syn::Member::Named(name) if name == "client")
                && let Some(url) = call.args.last_mut()
            {
                let client = &field.base;
                *url = parse_quote!(#client.url(&#url));
            }
        }
    }

    for block in builders(file) {
        Url.visit_item_impl_mut(block);
    }
}

/// Sends no `api-version`: the generator puts the document's version under that name into every request, and the vendor
/// documents no such header. A parameter of that name in the document stays.
pub(super) fn send_no_api_version(file: &mut syn::File) {
    struct WithoutHeaders;

    impl VisitMut for WithoutHeaders {
        fn visit_expr_mut(&mut self, expression: &mut syn::Expr) {
            visit_mut::visit_expr_mut(self, expression);
            if let syn::Expr::MethodCall(call) = expression
                && call.method == "headers"
            {
                *expression = (*call.receiver).clone();
            }
        }
    }

    let append: syn::Stmt = parse_quote! {
        header_map.append(
            ::reqwest::header::HeaderName::from_static("api-version"),
            ::reqwest::header::HeaderValue::from_static(super::Client::api_version()),
        );
    };
    let room_for_it_alone: syn::Stmt =
        parse_quote!(let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize););
    for block in builders(file) {
        let Some(send) = methods(block).find(|method| method.sig.ident == "send") else { continue };
        let statements = &mut send.block.stmts;
        statements.retain(|statement| *statement != append);
        let all = statements.len();
        statements.retain(|statement| *statement != room_for_it_alone);
        if statements.len() < all {
            statements.iter_mut().for_each(|statement| WithoutHeaders.visit_stmt_mut(statement));
        }
    }
}

/// Lets `send` fail with `crate::Error`, so that nobody has to convert what the generator's own error makes of a failure.
pub(super) fn fail_with_own_error(file: &mut syn::File) {
    for block in builders(file) {
        let Some(send) = methods(block).find(|method| method.sig.ident == "send") else { continue };
        let mut public = send.clone();
        send.attrs.clear();
        send.vis = syn::Visibility::Inherited;
        send.sig.ident = parse_quote!(answer);
        if let syn::ReturnType::Type(_, result) = &mut public.sig.output
            && let syn::Type::Path(result) = &mut **result
            && let Some(syn::PathArguments::AngleBracketed(types)) =
                result.path.segments.last_mut().map(|segment| &mut segment.arguments)
            && let Some(error) = types.args.last_mut()
        {
            *error = parse_quote!(crate::Error);
        }
        public.block = parse_quote!({ self.answer().await.map_err(crate::Error::from) });
        block.items.push(syn::ImplItem::Fn(public));
    }
}

/// What is implemented on the builders of requests.
fn builders(file: &mut syn::File) -> impl Iterator<Item = &mut syn::ItemImpl> {
    module(&mut file.items, &["builder"]).iter_mut().filter_map(|item| match item {
        syn::Item::Impl(block) => Some(block),
        _ => None,
    })
}
