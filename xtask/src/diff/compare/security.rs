//! Security and servers.

use std::collections::{BTreeMap, BTreeSet};

use super::{Comparer, Edit, Noun, Wire, places};
use crate::document::{Node, Operation};

/// Whether a credential for one scheme is one for the other.
fn is_same_scheme(old: &Node<'_>, new: &Node<'_>) -> bool {
    let same = |key: &str| old.value[key] == new.value[key];
    let same_text = |key: &str| old.text(key).eq_ignore_ascii_case(new.text(key));
    let all_there = |old: &Node<'_>, new: &Node<'_>| old.members().all(|(key, _)| new.get(key).is_there());
    let is_same_flow = |(name, flow): (&str, Node<'_>)| {
        let today = new.get("flows").get(name);
        let is_same = |key: &str| flow.value[key] == today.value[key];
        today.is_there()
            && is_same("authorizationUrl")
            && is_same("tokenUrl")
            && (is_same("refreshUrl") || !flow.get("refreshUrl").is_there())
            && all_there(&flow.get("scopes"), &today.get("scopes"))
    };
    same("type")
        && match old.text("type") {
            "http" => same_text("scheme"),
            "apiKey" if old.text("in") == "header" => same("in") && same_text("name"),
            "oauth2" => old.get("flows").members().all(is_same_flow),
            _ => ["in", "name", "openIdConnectUrl"].into_iter().all(same),
        }
}

/// More than this are not written out.
const MOST_ADDRESSES: usize = 1000;

/// One of the alternatives in `security`: the schemes that need a credential, each with its scopes.
type Way<'a> = BTreeMap<&'a str, BTreeSet<&'a str>>;

/// The addresses of a list of servers, with each value that a variable is known to take.
fn addresses(servers: &Node<'_>) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    for server in servers.items() {
        // A path starts with a slash, whether or not its server ends with one.
        let mut urls = vec![server.text("url").trim_end_matches('/').to_owned()];
        for (name, variable) in server.get("variables").members() {
            let listed: Vec<_> = variable.get("enum").items().filter_map(|value| value.value.as_str()).collect();
            let place = format!("{{{name}}}");
            // One without a list takes any value, which stays as it is written, also its default.
            let values = if listed.is_empty() { vec![variable.text("default"), &place] } else { listed };
            if urls.len() * values.len() > MOST_ADDRESSES {
                urls.push(server.value.to_string());
                continue;
            }
            urls = urls.iter().flat_map(|url| values.iter().map(|value| url.replace(&place, value))).collect();
        }
        all.extend(urls);
    }
    if all.is_empty() {
        all.insert(String::new());
    }
    all
}

fn listed(addresses: &BTreeSet<String>) -> String {
    let shown = addresses.iter().map(|address| if address.is_empty() { "/" } else { address });
    shown.collect::<Vec<_>>().join(", ")
}

impl<'a> Comparer<'a> {
    pub(super) fn security(&mut self, old: &Operation<'a>, new: &Operation<'a>) {
        // An empty list asks for nothing.
        let ways = |operation: &Operation<'a>| {
            let ways = operation.security();
            if ways.is_empty() { vec![Default::default()] } else { ways }
        };
        let (before, after) = (ways(old), ways(new));
        let scheme = |operation: &Operation<'a>, name: &str| {
            operation.node.document.node("/components/securitySchemes").get(name).followed()
        };
        // For each scheme that is needed, the old client has a credential with at least its scopes.
        let is_enough = |shown: &Way<'a>, asked: &Way<'a>| {
            asked.iter().all(|(name, scopes)| {
                let is_shown = |(other, having): (&&str, &BTreeSet<&str>)| {
                    is_same_scheme(&scheme(old, other), &scheme(new, name)) && scopes.is_subset(having)
                };
                shown.iter().any(is_shown)
            })
        };
        let narrowed = !before.iter().all(|shown| after.iter().any(|asked| is_enough(shown, asked)));
        let text = match narrowed {
            true => "needs credentials that were not needed before",
            false => "takes the credentials that it took before",
        };
        let mut asked = after.iter().flat_map(BTreeMap::keys).map(|name| [scheme(old, name), scheme(new, name)]);
        let lists = || {
            [old, new].map(|operation| {
                let own = operation.node.get("security");
                if own.is_there() { own } else { operation.node.document.node("/security") }
            })
        };
        let changed = asked.find(|[was, is]| was.is_there() && !is_same_scheme(was, is));
        let changed = changed.or_else(|| (before != after).then(lists));
        if let Some([was, is]) = changed {
            self.note_as(Noun::Security, Edit::Changed, places(&was, &is), Wire::of(!narrowed), text);
        }
    }

    pub(super) fn servers(&mut self, old: &Operation<'a>, new: &Operation<'a>) {
        let lists = [old.servers(), new.servers()];
        let [before, after] = lists.each_ref().map(addresses);
        if before == after {
            return;
        }
        let [was, is] = &lists;
        let text = format!("is now at {}, was at {}", listed(&after), listed(&before));
        self.note_as(Noun::Server, Edit::Changed, places(was, is), Wire::of(before.is_subset(&after)), text);
    }
}
