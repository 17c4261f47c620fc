//! Expands the calls of a crate's own `macro_rules!`, so that what a macro implements shows in the interface.
//!
//! It knows what the macros of this project use: repetitions, and fragments that are a type, an expression or one token.

use std::collections::BTreeMap;

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::ToTokens;
use syn::parse::{Parse, ParseStream, Parser};

/// The rules of all macros by name: a pattern, and what it becomes.
#[derive(Default)]
pub struct Macros(BTreeMap<String, Vec<(Vec<TokenTree>, TokenStream)>>);

impl Macros {
    pub fn define(&mut self, name: &syn::Ident, rules: TokenStream) {
        let groups: Vec<_> = rules.into_iter().filter_map(group).collect();
        let rules = groups.chunks_exact(2).map(|rule| (list(&rule[0]), rule[1].clone()));
        self.0.entry(name.to_string()).or_default().extend(rules);
    }

    /// The items that a call makes; nothing for a macro of another crate.
    pub fn expand(&self, call: &syn::Macro) -> Vec<syn::Item> {
        let name = call.path.segments.last().unwrap().ident.to_string();
        let input = list(&call.tokens);
        let Some(rules) = self.0.get(&name) else { return Vec::new() };
        let made = rules.iter().find_map(|(pattern, template)| Some(made(template, &matched(pattern, &input)?)));
        syn::parse2::<syn::File>(made.unwrap_or_else(|| panic!("no rule of {name}! takes {}", call.tokens)))
            .unwrap()
            .items
    }
}

/// What a variable stands for: in a repetition, each time something else.
#[derive(Clone)]
enum Bound {
    One(TokenStream),
    Many(Vec<Bound>),
}

type Bindings = BTreeMap<String, Bound>;

fn list(tokens: &TokenStream) -> Vec<TokenTree> {
    tokens.clone().into_iter().collect()
}

fn group(token: TokenTree) -> Option<TokenStream> {
    if let TokenTree::Group(group) = token { Some(group.stream()) } else { None }
}

fn is(token: &TokenTree, text: &str) -> bool {
    token.to_string() == text
}

/// A `$( .. )` with its separator, if there is one, and the number of tokens that it takes.
fn repetition(tokens: &[TokenTree]) -> Option<(Vec<TokenTree>, Option<&TokenTree>, usize)> {
    let [dollar, TokenTree::Group(inner), rest @ ..] = tokens else { return None };
    let repeats = |token: &TokenTree| ["*", "+", "?"].iter().any(|end| is(token, end));
    let separator = rest.first().filter(|token| !repeats(token));
    is(dollar, "$").then(|| (list(&inner.stream()), separator, 3 + usize::from(separator.is_some())))
}

/// The variables that a pattern binds, if all of `input` fits it.
fn matched(pattern: &[TokenTree], input: &[TokenTree]) -> Option<Bindings> {
    let (bindings, rest) = matched_start(pattern, input)?;
    rest.is_empty().then_some(bindings)
}

/// The same for the start of `input`, with what is left of it.
fn matched_start(mut pattern: &[TokenTree], input: &[TokenTree]) -> Option<(Bindings, Vec<TokenTree>)> {
    let (mut bindings, mut input) = (Bindings::new(), input.to_vec());
    while let Some(first) = pattern.first() {
        if let Some((inner, separator, length)) = repetition(pattern) {
            let mut times = Vec::new();
            while let Some((found, rest)) = matched_start(&inner, &input).filter(|_| !input.is_empty()) {
                times.push(found);
                let separated = rest.first().zip(separator).is_some_and(|(token, mark)| is(token, &mark.to_string()));
                input = rest[usize::from(separated)..].to_vec();
            }
            for name in variables(&inner) {
                let each = times.iter().filter_map(|found| found.get(&name).cloned()).collect();
                bindings.insert(name, Bound::Many(each));
            }
            pattern = &pattern[length..];
        } else if let [dollar, TokenTree::Ident(name), _, TokenTree::Ident(kind), ..] = pattern
            && is(dollar, "$")
        {
            let (found, rest) = fragment(&kind.to_string(), &input)?;
            bindings.insert(name.to_string(), Bound::One(found));
            input = rest;
            pattern = &pattern[4..];
        } else {
            match (first, input.first()?) {
                (TokenTree::Group(inner), TokenTree::Group(given)) if inner.delimiter() == given.delimiter() => {
                    bindings.extend(matched(&list(&inner.stream()), &list(&given.stream()))?);
                }
                (first, given) => is(first, &given.to_string()).then_some(())?,
            }
            input.remove(0);
            pattern = &pattern[1..];
        }
    }
    Some((bindings, input))
}

/// The tokens of a fragment of this kind, and the rest.
fn fragment(kind: &str, input: &[TokenTree]) -> Option<(TokenStream, Vec<TokenTree>)> {
    fn parsed<T: Parse + ToTokens>(input: &[TokenTree]) -> Option<(TokenStream, Vec<TokenTree>)> {
        let both =
            |stream: ParseStream<'_>| Ok((stream.parse::<T>()?.to_token_stream(), stream.parse::<TokenStream>()?));
        both.parse2(input.iter().cloned().collect()).ok().map(|(found, rest)| (found, list(&rest)))
    }
    match (kind, input.first()?) {
        ("ty", _) => parsed::<syn::Type>(input),
        ("expr", _) => parsed::<syn::Expr>(input),
        ("ident", TokenTree::Ident(_)) | ("literal", TokenTree::Literal(_)) | ("tt", _) => {
            Some((input[0].clone().into(), input[1..].to_vec()))
        }
        _ => None,
    }
}

/// The names after each `$`, at any depth.
fn variables(tokens: &[TokenTree]) -> Vec<String> {
    let mut names = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        match token {
            TokenTree::Group(inner) => names.extend(variables(&list(&inner.stream()))),
            TokenTree::Ident(name) if at > 0 && is(&tokens[at - 1], "$") => names.push(name.to_string()),
            _ => {}
        }
    }
    names
}

/// The template with each variable replaced.
fn made(template: &TokenStream, bindings: &Bindings) -> TokenStream {
    let tokens = list(template);
    let mut made_tokens = TokenStream::new();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        at += 1;
        if let Some((inner, separator, length)) = repetition(&tokens[at - 1..]) {
            at += length - 1;
            let names = variables(&inner);
            let counts = names.iter().filter_map(|name| match bindings.get(name) {
                Some(Bound::Many(each)) => Some(each.len()),
                _ => None,
            });
            let inner: TokenStream = inner.into_iter().collect();
            for time in 0..counts.max().unwrap_or_default() {
                let mut each = bindings.clone();
                for (_, bound) in each.iter_mut().filter(|(name, _)| names.contains(name)) {
                    if let Bound::Many(times) = bound {
                        *bound = times[time].clone();
                    }
                }
                made_tokens.extend(separator.filter(|_| time > 0).cloned());
                made_tokens.extend(made(&inner, &each));
            }
            continue;
        }
        match (token, tokens.get(at)) {
            (dollar, Some(TokenTree::Ident(name))) if is(dollar, "$") => {
                at += 1;
                match bindings.get(&name.to_string()) {
                    Some(Bound::One(bound)) => made_tokens.extend(bound.clone()),
                    _ => made_tokens.extend([TokenTree::from(name.clone())]),
                }
            }
            (TokenTree::Group(inner), _) if inner.delimiter() != Delimiter::None => {
                let group = proc_macro2::Group::new(inner.delimiter(), made(&inner.stream(), bindings));
                made_tokens.extend([TokenTree::from(group)]);
            }
            (token, _) => made_tokens.extend([token.clone()]),
        }
    }
    made_tokens
}
