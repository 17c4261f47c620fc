//! What is a finding, and what is none.

use serde_json::{Value, json};
use xtask::verify::{Kind, Verifier};

use crate::{
    common::{FROZEN, command, draw, frozen, project},
    kept, key, verified, with,
};

/// Where and how each value of a new property `new` does not fit.
fn misfits(text: &str, values: &[Value]) -> Vec<Vec<(String, Kind)>> {
    let found = |value: &Value| verified(text, &[json!({"id": 1, "new": value})]).findings;
    values.iter().map(|value| found(value).iter().map(key).collect()).collect()
}

#[test]
fn a_documented_response_has_no_findings() {
    for (_, body) in draw::whole() {
        assert_eq!(kept(FROZEN, None, &[body], &[]).findings.len(), 0);
    }
}

#[test]
fn what_stands_behind_all_of_is_checked_as_what_stands_by_itself() {
    let components =
        "    Seconds: {type: integer, maximum: 60}\n    Tags: {type: array, maxItems: 1, items: {type: string}}";
    let mismatch = |pointer: &str| vec![(pointer.to_owned(), Kind::TypeMismatch)];
    for (target, fits, not, told) in [
        ("Seconds", json!(38), json!("38"), mismatch("/new")),
        ("Seconds", json!(38), json!(61), mismatch("/new")),
        ("CallType", json!("web"), json!("sms"), vec![("/new".to_owned(), Kind::UndocumentedValue)]),
        ("OpenCallType", json!("web"), json!("sms"), vec![("/new".to_owned(), Kind::UndocumentedValue)]),
        ("Usd", json!(1.5), json!(false), mismatch("/new")),
        ("Tags", json!(["a"]), json!([1]), mismatch("/new/*")),
        ("Tags", json!(["a"]), json!(["a", "b"]), mismatch("/new")),
    ] {
        let part = format!("$ref: '#/components/schemas/{target}'");
        for property in [format!("new: {{{part}}}"), format!("new: {{allOf: [{{{part}}}], nullable: true}}")] {
            let text = with(&property, components);
            let found = misfits(&text, &[fits.clone(), not.clone()]);
            assert_eq!(found, [vec![], told.clone()], "{property}: {not}");
            // The second response is checked as the first was.
            let responses = [json!({"id": 1, "new": fits}), json!({"id": 1, "new": not})];
            assert_eq!(verified(&text, &responses).findings.iter().map(key).collect::<Vec<_>>(), told, "{property}");
        }
    }
}

#[test]
fn a_union_that_holds_itself_is_checked_by_its_other_forms() {
    let through = "    Leaf:\n      anyOf: [{$ref: '#/components/schemas/Tree'}, {type: boolean}]";
    for (form, components) in
        [("Tree", ""), ("Leaf", through), ("All", "    All: {allOf: [{$ref: '#/components/schemas/Tree'}]}")]
    {
        let components = format!(
            "    Tree:\n      oneOf: [{{$ref: '#/components/schemas/{form}'}}, {{type: string}}]\n{components}"
        );
        let text = with("new: {$ref: '#/components/schemas/Tree'}", &components);
        let found = misfits(&text, &[json!("leaf"), json!(5), json!([])]);
        let told = vec![("/new".to_owned(), Kind::TypeMismatch)];
        assert_eq!(found, [vec![], told.clone(), told], "{form}");
    }
}

#[test]
fn more_new_fields_than_anybody_reads_are_cut_off() {
    let responses: Vec<_> = (0..1_500).map(|n| json!({"id": 1, format!("field{n}"): n})).collect();
    assert_eq!(verified(FROZEN, &responses).findings.len(), 1_000);
}

#[test]
fn each_body_is_compared_with_what_it_fits() {
    let text: String = draw::whole().iter().map(|(_, body)| format!("{body}\n")).collect();
    let odd = [
        ("Call", json!({"id": 1, "duration": 5, "carrier_cost": 1, "new": 1})),
        ("CallPage", json!({"data": [], "current_page": 1, "last_page": 1, "new": 1})),
        ("FinishedCall", json!({"id": 1, "customer_phone": null, "lead": null, "new": 1})),
        ("ApiError", json!({"message": "Too Many Attempts.", "new": 1})),
    ];
    let odd_text: String = odd.iter().map(|(_, body)| format!("{body}\n")).collect();
    let verify = |args: &str, input: &str| {
        let args: Vec<_> = ["verify", "-"].into_iter().chain(args.split_whitespace()).collect();
        let output = command(project(FROZEN).path(), &args, &[], input);
        String::from_utf8([output.stdout, output.stderr].concat()).unwrap()
    };
    assert!(verify("", &text).ends_with("5 responses in 1 file, all as documented\n"));
    let told = verify("", &odd_text);
    for (schema, _) in &odd {
        assert!(told.contains(&format!("(in 1 response of `{schema}`)")), "{schema}: {told}");
    }
    let told = verify("--operation call_finished", r#"{"id": 1, "created_at": null}"#);
    assert!(told.contains("/created_at undocumented-field") && told.contains("`FinishedCall`"), "{told}");
    // Also one that an operation was asked for: an error is no call without an id.
    let told = verify("--operation get_call", r#"{"message": "Unauthenticated."}"#);
    assert!(told.contains("all as documented"), "{told}");
}

#[test]
fn a_body_that_is_no_object_is_compared_with_what_is_of_its_type() {
    let page = "              schema:\n                $ref: '#/components/schemas/CallPage'\n";
    assert!(FROZEN.contains(page));
    let types =
        [("string", json!("a")), ("integer", json!(1)), ("boolean", json!(true)), ("array, items: {}", json!([]))];
    for (kind, body) in types {
        let text = FROZEN.replace(page, &format!("              schema: {{type: {kind}}}\n"));
        assert_eq!(kept(&text, Some("list_calls"), &[body], &[]).findings.len(), 0, "{kind}");
    }
}

#[test]
fn an_operation_that_is_not_there_is_an_error() {
    let error = Verifier::new(frozen(), Some("get_cal"), &[]).unwrap_err();
    assert_eq!(error.to_string(), "openapi/intellixent.yaml: no operation or webhook `get_cal`");
}
