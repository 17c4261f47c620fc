//! What the client's methods take, read off the generated code.

use std::collections::BTreeMap;

use quote::ToTokens as _;
use syn::{
    parse_quote,
    visit_mut::{self, VisitMut},
};

/// The client's methods.
pub(super) struct Written {
    /// By method and path, such as `GET /user/calls`.
    pub(super) methods: BTreeMap<String, Method>,
}

#[derive(Default)]
pub(super) struct Method {
    pub(super) name: String,
    pub(super) takes: Vec<Takes>,
}

/// A value that a method takes.
pub(super) struct Takes {
    /// `path`, `query` or `header` for a parameter, else how the body is written.
    pub(super) kind: String,
    /// The parameter's.
    pub(super) name: String,
    pub(super) type_: String,
    /// The argument, which is also the name of the setter.
    pub(super) argument: String,
    /// Whether it is an argument of the client's method, and which.
    pub(super) is_argument: bool,
    pub(super) position: usize,
}

impl Written {
    pub(super) fn of(file: syn::File) -> Self {
        let (mut methods, mut of_builders): (BTreeMap<_, Method>, BTreeMap<String, Vec<Takes>>) = Default::default();
        let mut requests: BTreeMap<String, String> = BTreeMap::new();
        for item in file.items {
            match item {
                syn::Item::Impl(block) if *block.self_ty == parse_quote!(crate::Client) => {
                    for method in functions(block) {
                        let builder = method.sig.output.to_token_stream().to_string().replace(' ', "");
                        let docs = method.attrs.iter().map(|it| it.to_token_stream().to_string()).collect::<String>();
                        let Some((_, sends)) = docs.split_once("Sends `") else { continue };
                        let route = sends.split_once('`').unwrap().0.to_owned();
                        requests.insert(builder.rsplit("::").next().unwrap().to_owned(), route.clone());
                        methods
                            .insert(route, Method { name: method.sig.ident.to_string(), takes: takes(method, true) });
                    }
                }
                syn::Item::Mod(module) if module.ident == "builder" => {
                    for item in module.content.unwrap().1 {
                        let syn::Item::Impl(block) = item else { continue };
                        let builder = block.self_ty.to_token_stream().to_string();
                        let takes = functions(block).into_iter().flat_map(|setter| takes(setter, false));
                        of_builders.entry(builder).or_default().extend(takes);
                    }
                }
                _ => {}
            }
        }
        for (builder, takes) in of_builders {
            methods.get_mut(&requests[&builder]).unwrap().takes.extend(takes);
        }
        Self { methods }
    }
}

fn functions(block: syn::ItemImpl) -> Vec<syn::ImplItemFn> {
    let functions = block.items.into_iter().filter_map(|item| match item {
        syn::ImplItem::Fn(function) => Some(function),
        _ => None,
    });
    functions.collect()
}

/// The values that a function gives to the request: `.query::<Type, _>("name", argument)`.
fn takes(mut function: syn::ImplItemFn, is_argument: bool) -> Vec<Takes> {
    struct Calls(Vec<Takes>);

    impl VisitMut for Calls {
        fn visit_expr_method_call_mut(&mut self, call: &mut syn::ExprMethodCall) {
            visit_mut::visit_expr_method_call_mut(self, call);
            let kind = call.method.to_string();
            if !["path", "query", "header", "json", "form", "bytes"].contains(&kind.as_str()) {
                return;
            }
            let type_ = call.turbofish.as_ref().map(|of| of.args[0].to_token_stream().to_string());
            let name = match call.args.first() {
                Some(syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(name), .. })) => name.value(),
                _ => String::new(),
            };
            let argument = call.args.last().unwrap().to_token_stream().to_string();
            let type_ = type_.unwrap_or_default();
            self.0.push(Takes { kind, name, type_, argument, is_argument: false, position: 0 });
        }
    }

    let mut calls = Calls(Vec::new());
    calls.visit_block_mut(&mut function.block);
    let inputs = function.sig.inputs.iter().filter_map(|input| match input {
        syn::FnArg::Typed(input) => Some(input.pat.to_token_stream().to_string()),
        syn::FnArg::Receiver(_) => None,
    });
    let inputs: Vec<_> = inputs.collect();
    for takes in &mut calls.0 {
        takes.is_argument = is_argument;
        takes.position = inputs.iter().position(|input| *input == takes.argument).unwrap_or_default();
    }
    calls.0
}
