//! The generated mocks: what a path parameter matches, what a wrong status says, raw answers, fixtures and docs.

use anyhow::Result;
use syn::{
    parse_quote,
    punctuated::Punctuated,
    visit_mut::{self, VisitMut},
};

use super::{describe, fixtures, inherent, methods, module};
use crate::document::{Document, Node, Operation, names};

/// Changes the generated mocks in place.
pub fn mocks(file: &mut syn::File, document: &Document) -> Result<()> {
    Helpers.visit_file_mut(file);
    let fixtures = fixtures::module(module(&mut file.items, &["operations"]), document)?;
    add_raw(module(&mut file.items, &["operations"]));
    document_operations(module(&mut file.items, &["operations"]), document);
    for item in &mut file.items {
        if let syn::Item::Trait(item) = item {
            // A method more must break nobody: nobody else can implement it.
            item.colon_token = Some(Default::default());
            item.supertraits.push(parse_quote!(crate::sealed::Sealed));
            for item in &mut item.items {
                let syn::TraitItem::Fn(method) = item else { continue };
                let text = format!("Answers `{}`: what to expect, and what to say.", method.sig.ident);
                describe::describe(&mut method.attrs, &text);
            }
        }
    }
    file.items.push(fixtures);
    Ok(())
}

/// Replaces what panics without a reason, or matches by accident, by this crate's own helpers.
struct Helpers;

impl VisitMut for Helpers {
    fn visit_expr_mut(&mut self, expression: &mut syn::Expr) {
        visit_mut::visit_expr_mut(self, expression);
        if let Some(pattern) = pattern(expression) {
            *expression = pattern;
        }
    }

    fn visit_impl_item_fn_mut(&mut self, method: &mut syn::ImplItemFn) {
        visit_mut::visit_impl_item_fn_mut(self, method);
        // A list of texts is `Copy`, which the generator takes by value and then cannot write.
        let by_value = method.sig.inputs.iter().any(|input| {
            matches!(input, syn::FnArg::Typed(syn::PatType { pat, ty, .. })
                if **pat == parse_quote!(value) && !matches!(**ty, syn::Type::Reference(_)))
        });
        if by_value {
            Borrow.visit_block_mut(&mut method.block);
        }
        // A wrong status is a mistake of the test, which is where the panic has to point.
        if method.sig.inputs.iter().any(|input| *input == parse_quote!(status: u16)) {
            method.attrs.push(parse_quote!(#[track_caller]));
        }
    }

    fn visit_expr_macro_mut(&mut self, call: &mut syn::ExprMacro) {
        // `format!("^/calls/{}$", value.to_string())`: the value is text to be found, not a pattern.
        if call.mac.path.is_ident("format") {
            let arguments = Punctuated::<syn::Expr, syn::Token![,]>::parse_terminated;
            if let Ok(arguments) = call.mac.parse_body_with(arguments)
                && let (Some(format), Some(syn::Expr::MethodCall(value))) = (arguments.first(), arguments.get(1))
            {
                let value = &value.receiver;
                call.mac.tokens = quote::quote!(#format, crate::segment(#value));
            }
        }
    }

    fn visit_stmt_mut(&mut self, statement: &mut syn::Stmt) {
        visit_mut::visit_stmt_mut(self, statement);
        // `assert_eq!(status / 100u16, 4u16)` names neither the method nor the range.
        if let syn::Stmt::Macro(call) = statement
            && call.mac.path.is_ident("assert_eq")
            && let Ok(arguments) = call.mac.parse_body_with(Punctuated::<syn::Expr, syn::Token![,]>::parse_terminated)
            && let Some(hundreds) = arguments.get(1)
        {
            *statement = parse_quote!(crate::check_status(status, #hundreds););
        }
    }
}

/// Gives `json_body_obj` a reference.
struct Borrow;

impl VisitMut for Borrow {
    fn visit_expr_method_call_mut(&mut self, call: &mut syn::ExprMethodCall) {
        visit_mut::visit_expr_method_call_mut(self, call);
        if call.method == "json_body_obj"
            && let Some(value @ syn::Expr::Path(_)) = call.args.first_mut()
        {
            *value = parse_quote!(&#value);
        }
    }
}

/// What `regex::Regex::new(&PATTERN).unwrap()` is given: httpmock takes the text itself.
fn pattern(expression: &syn::Expr) -> Option<syn::Expr> {
    let syn::Expr::MethodCall(unwrap) = expression else { return None };
    let syn::Expr::Call(call) = &*unwrap.receiver else { return None };
    let syn::Expr::Path(function) = &*call.func else { return None };
    if unwrap.method != "unwrap" || function.path.segments.first()?.ident != "regex" {
        return None;
    }
    match call.args.first()? {
        syn::Expr::Reference(pattern) => Some((*pattern.expr).clone()),
        pattern => Some(pattern.clone()),
    }
}

/// Gives each operation an answer of any status with any bytes, for what the models would normalise or refuse.
fn add_raw(operations: &mut [syn::Item]) {
    for item in operations {
        let syn::Item::Impl(block) = item else { continue };
        if !inherent(block).is_some_and(|name| name.ends_with("Then")) {
            continue;
        }
        block.items.push(parse_quote! {
            /// Answers with exactly these bytes, as HTML if they start with `<` and else as JSON: for a form that the
            /// models would normalise, for a gateway's page, for half of a body.
            pub fn raw(self, status: u16, body: impl AsRef<[u8]>) -> Self {
                Self(self.0.status(status).header("content-type", crate::media_type(body.as_ref())).body(body))
            }
        });
    }
}

fn document_operations(operations: &mut [syn::Item], document: &Document) {
    let documented = [names::mock_request, names::mock_answer].map(|of| describe::operations(document, of));
    for item in operations {
        match item {
            syn::Item::Struct(item) => {
                let name = item.ident.to_string();
                let text = match name.strip_suffix("When") {
                    Some(operation) => format!("What a request of the operation `{operation}` must have."),
                    None => format!("What is answered to the operation `{}`.", name.trim_end_matches("Then")),
                };
                describe::describe(&mut item.attrs, &text);
            }
            syn::Item::Impl(block) => {
                let Some(name) = inherent(block) else { continue };
                let operation = documented.iter().find_map(|documented| documented.get(&name));
                for method in methods(block) {
                    let text = text(method, operation);
                    describe::describe(&mut method.attrs, &text);
                }
            }
            _ => {}
        }
    }
}

fn text(method: &syn::ImplItemFn, operation: Option<&Operation<'_>>) -> String {
    let name = method.sig.ident.to_string();
    let described = |node: &Node<'_>| node.value["description"].as_str().map(str::to_owned);
    if let Some(parameter) = operation.and_then(|operation| operation.parameter_of(&name)) {
        return described(&parameter.node).unwrap_or_else(|| "A parameter of the request.".to_owned());
    }
    if let Some(status) = fixtures::status(method) {
        let description = operation.and_then(|operation| described(&operation.response(&status)?.node));
        let description = description.map(|text| format!(" {text}")).unwrap_or_default();
        return match status.strip_suffix("XX") {
            Some(hundreds) => format!(
                "Answers with a status from {hundreds}00 to {hundreds}99.{description}\n\n# Panics\n\n\
                 If `status` is another one.",
            ),
            None => format!("Answers with {status}.{description}"),
        };
    }
    match name.as_str() {
        "new" => "Wraps httpmock's own type.",
        "into_inner" => "Httpmock's own type, for whatever the document does not foresee.",
        "body" => "The body of the request.",
        _ => "Answers with this status, for whatever has no status of its own in the document.",
    }
    .to_owned()
}
