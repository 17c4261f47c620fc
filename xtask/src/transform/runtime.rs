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

/// Parts what the generator has in one: `answer` gives a success as it came, `send` decodes it with an error that names
/// the place that did not fit, and `send_raw` leaves that to the caller. Both fail with `crate::Error`, so that nobody has
/// to convert what the generator's own error makes of a failure.
pub(super) fn part_answer_and_decoding(file: &mut syn::File) {
    for block in builders(file) {
        let Some(answer) = methods(block).find(|method| method.sig.ident == "send") else { continue };
        let syn::ReturnType::Type(_, result) = &answer.sig.output else { continue };
        let [response, error] = &*parameters(result) else { continue };
        let docs = std::mem::take(&mut answer.attrs);
        let decoded: syn::Expr = match parameters(response).first() {
            Some(model) if *model == parse_quote!(()) => parse_quote!(Ok(crate::decode::nothing(self.answer().await?))),
            _ => parse_quote!(crate::decode::response(self.answer().await?)),
        };
        let send: [syn::ImplItem; 2] = [
            parse_quote! {
                #(#docs)*
                pub async fn send(self) -> Result<#response, crate::Error> {
                    #decoded
                }
            },
            parse_quote! {
                /// As [`send`](Self::send), but gives the body as it came: to keep it, or to read it with
                /// [`from_slice`](crate::from_slice) into a type of your own.
                pub async fn send_raw(self) -> Result<ResponseValue<::bytes::Bytes>, crate::Error> {
                    Ok(crate::decode::raw(self.answer().await?))
                }
            },
        ];
        answer.sig.output = parse_quote!(-> Result<reqwest::Response, #error>);
        answer.vis = syn::Visibility::Inherited;
        answer.sig.ident = parse_quote!(answer);
        Undecoded.visit_block_mut(&mut answer.block);
        block.items.extend(send);
    }
}

/// Passes a success on in place of decoding it.
struct Undecoded;

impl VisitMut for Undecoded {
    fn visit_arm_mut(&mut self, arm: &mut syn::Arm) {
        let body = match &*arm.body {
            syn::Expr::Block(syn::ExprBlock { block, .. }) => match block.stmts.as_slice() {
                [syn::Stmt::Expr(body, None)] => body,
                _ => return,
            },
            body => body,
        };
        let response = match body {
            syn::Expr::Await(decoding) => argument(&decoding.base, "from_response"),
            syn::Expr::Call(ok) => ok.args.first().and_then(|value| argument(value, "empty")),
            _ => None,
        };
        if let Some(response) = response.cloned() {
            *arm.body = parse_quote!(Ok(#response));
        }
    }
}

/// What a function of `ResponseValue` is given.
fn argument<'a>(call: &'a syn::Expr, function: &str) -> Option<&'a syn::Expr> {
    let syn::Expr::Call(call) = call else { return None };
    let syn::Expr::Path(path) = &*call.func else { return None };
    let names = path.path.segments.iter().map(|segment| &segment.ident);
    if names.eq(["ResponseValue", function]) { call.args.first() } else { None }
}

/// What stands between the angle brackets of a type.
fn parameters(of: &syn::Type) -> Vec<syn::Type> {
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

/// What is implemented on the builders of requests.
fn builders(file: &mut syn::File) -> impl Iterator<Item = &mut syn::ItemImpl> {
    module(&mut file.items, &["builder"]).iter_mut().filter_map(|item| match item {
        syn::Item::Impl(block) => Some(block),
        _ => None,
    })
}
