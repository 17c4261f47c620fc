//! Bodies that a server may send, whole and broken: any member at any level may be gone, be called otherwise or be any
//! JSON at all.

use proptest::{
    collection::{btree_map, vec},
    prelude::*,
    sample::{Index, select},
    string::string_regex,
    test_runner::RngSeed,
};
use serde_json::{Value, json};

use super::frozen;

/// The same few cases in each run, or as many others as `PROPTEST_CASES` and `PROPTEST_RNG_SEED` say.
pub fn cases(few: u32) -> ProptestConfig {
    let asked = ProptestConfig::default();
    let cases = if std::env::var_os("PROPTEST_CASES").is_some() { asked.cases } else { few };
    let rng_seed = if asked.rng_seed == RngSeed::Random { RngSeed::Fixed(1) } else { asked.rng_seed };
    ProptestConfig { cases, rng_seed, failure_persistence: None, ..asked }
}

/// One body of each kind that the frozen document has, with the schema that it fits.
pub fn whole() -> Vec<(&'static str, Value)> {
    let examples = frozen().json["components"]["examples"].clone();
    let call = |name: &str| examples[name]["value"].clone();
    let links = json!([{"url": null, "active": false}, {"url": "https://h.example/calls?page=1", "active": true}]);
    let page = json!({
        "data": [call("DocumentedCall"), call("SiblingCall")], "current_page": 1, "last_page": 2, "links": links,
        "next_page_url": null,
    });
    let finished = json!({
        "id": 125, "customer_phone": "+15550100001", "assistant_phone": null, "duration": 38, "status": "completed",
        "extracted_variables": {"summary": "Wants a demo"}, "transcript": call("SiblingCall")["transcript"],
        "lead": {"id": 7, "allowed_days": ["monday"]}, "finished_at": "2025-08-04T14:30:38.000000Z",
    });
    vec![
        ("Call", call("DocumentedCall")),
        ("Call", call("SiblingCall")),
        ("CallPage", page),
        ("FinishedCall", finished),
        ("ApiError", json!({"message": "The given data was invalid.", "errors": {"page": ["The page is no number."]}})),
    ]
}

/// What a member may become.
#[derive(Debug, Clone)]
enum Change {
    Gone,
    Renamed(String),
    Any(Value),
}

/// Bodies with up to so many places changed.
pub fn broken(places: usize) -> impl Strategy<Value = Value> {
    let change = prop_oneof![
        1 => Just(Change::Gone),
        1 => text().prop_map(Change::Renamed),
        4 => any_json().prop_map(Change::Any),
    ];
    let bodies: Vec<_> = whole().into_iter().map(|(_, body)| body).collect();
    (select(bodies), vec((any::<Index>(), change), 0..=places)).prop_map(|(mut body, changes)| {
        for (index, change) in changes {
            let mut pointers = Vec::new();
            collect(&body, String::new(), &mut pointers);
            let pointer = &pointers[index.index(pointers.len())];
            let parent = pointer.rsplit_once('/');
            let name = parent.map(|(_, name)| name.replace("~1", "/").replace("~0", "~")).unwrap_or_default();
            let object = parent.and_then(|(parent, _)| body.pointer_mut(parent)?.as_object_mut());
            match (change, object) {
                (Change::Any(value), _) => *body.pointer_mut(pointer).unwrap() = value,
                (Change::Gone, Some(object)) => drop(object.remove(&name)),
                (Change::Renamed(new), Some(object)) => {
                    let value = object.remove(&name).unwrap();
                    object.insert(new, value);
                }
                (_, None) => {}
            }
        }
        body
    })
}

/// The pointers of a value and of all that is in it.
pub fn collect(value: &Value, pointer: String, pointers: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                collect(value, xtask::document::child(&pointer, name), pointers);
            }
        }
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(i, item)| collect(item, format!("{pointer}/{i}"), pointers));
        }
        _ => {}
    }
    pointers.push(pointer);
}

pub fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Bool),
        (-100_i64..100).prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        select(vec![json!(-1), json!(i64::MIN), json!(i64::MAX), json!(1_u64 << 63), json!(u64::MAX)]),
        any::<f64>().prop_map(Value::from),
        text().prop_map(Value::String),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Value::Array),
            btree_map(text(), inner, 0..4).prop_map(|members| members.into_iter().collect()),
        ]
    })
}

/// Words, times, hosts, and what people write in any script, also in characters that are no letters.
pub fn text() -> impl Strategy<Value = String> {
    let nasty = [
        "",
        "extra",
        "type",
        "self",
        "Self",
        "crate",
        "new",
        "build",
        "null",
        "true",
        "id",
        "data",
        "message",
        "0",
        "2025-02-30 14:30:00",
        "2025-08-04T14:30:00Z",
        "2025-08-04 14:30:60",
        "1.50",
        "1,50",
        "completed",
        "no_answer",
        "Completed",
        "alice",
        "a491701234567",
        "Maria Huber",
        "https://h.example/maria.mp3",
        "maria@huber.example",
        "⠍⠁⠗⠊⠁",
        "🇩🇪🇦🇹",
        "\u{e006d}\u{e0061}\u{e0072}",
        "\u{1f170}\u{24b7}",
        "नमस्ते",
        "שלום",
        "ปลา",
        "𝔐𝔞𝔯𝔦𝔞",
        "a/b",
        "a~b",
        "'",
        "\"#",
        "# a",
        "- a",
        "a: b",
        "{}",
        "*a",
        "&a",
        "!a",
        "|",
        "%",
        "@",
        "\u{feff}",
        "\u{0}\n\t",
    ];
    prop_oneof![
        2 => select(nasty.to_vec()).prop_map(str::to_owned),
        2 => string_regex("[a-z_]{1,8}").unwrap(),
        1 => string_regex("[A-Za-z]{2,9}( [A-Za-z0-9]{1,9}){0,3}").unwrap(),
        1 => string_regex("[0-9+ ()-]{1,14}").unwrap(),
        1 => string_regex("(?s).{0,8}").unwrap(),
    ]
}
