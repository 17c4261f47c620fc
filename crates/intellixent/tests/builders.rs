//! Builders take what one has at hand: a value, a string, a number, an `Option` of each.
#![allow(clippy::unwrap_used, reason = "a test may stop where it fails")]

use futures_util::{StreamExt as _, TryStreamExt as _};
use intellixent::{
    Client, ConversionError, Evaluation, OpenEnum, Timestamp, Transcript, Usd, Variables,
    jiff::civil::date,
    rust_decimal::Decimal,
    serde_json::json,
    types::{Call, CallPage, CallStatus, CallType, FinishedCall, Lead, NewCall, Transfer},
};
use intellixent_httpmock::{MockServer, MockServerExt as _, client, fixtures};

fn built(set: impl FnOnce(intellixent::types::builder::Call) -> intellixent::types::builder::Call) -> Call {
    set(Call::builder().id(5)).build().unwrap()
}

#[test]
fn an_id_and_a_duration_take_every_integer_that_fits() {
    for call in
        [Call::builder().id(5), Call::builder().id(5_u8), Call::builder().id(5_u64), Call::builder().id(5_usize)]
    {
        assert_eq!(call.build().unwrap().id, 5);
    }
    assert_eq!(built(|call| call.duration(60)).duration, Some(60));
    assert_eq!(built(|call| call.duration(Some(60_u32))).duration, Some(60));
    assert_eq!(built(|call| call.duration(None::<u64>)).duration, None);
}

#[test]
fn a_value_of_a_list_is_given_as_the_value_or_as_its_string_known_or_not() {
    let failed = Some(OpenEnum::Known(CallStatus::Failed));
    assert_eq!(built(|call| call.status(CallStatus::Failed)).status, failed);
    assert_eq!(built(|call| call.status("failed")).status, failed);
    assert_eq!(built(|call| call.status("failed".to_owned())).status, failed);
    assert_eq!(built(|call| call.status(Some(CallStatus::Failed))).status, failed);
    assert_eq!(built(|call| call.status(Some("failed"))).status, failed);
    assert_eq!(built(|call| call.status(failed.clone())).status, failed);
    assert_eq!(built(|call| call.status("parked")).status.unwrap().as_str(), "parked");
    assert_eq!(built(|call| call.type_(CallType::Web)).type_.as_deref(), Some("web"));
}

#[test]
fn a_name_is_given_as_any_string() {
    let name = Some("Sarah".to_owned());
    assert_eq!(built(|call| call.assistant_name("Sarah")).assistant_name, name);
    assert_eq!(built(|call| call.assistant_name("Sarah".to_owned())).assistant_name, name);
    assert_eq!(built(|call| call.assistant_name(Some("Sarah"))).assistant_name, name);
    assert_eq!(built(|call| call.assistant_name(name.clone())).assistant_name, name);
    assert_eq!(built(|call| call.assistant_name(std::borrow::Cow::from("Sarah"))).assistant_name, name);
}

#[test]
fn an_amount_is_given_as_a_string_a_number_or_an_amount() {
    let cost = Some("0.025".parse::<Usd>().unwrap());
    assert_eq!(built(|call| call.total_cost("0.025")).total_cost, cost);
    assert_eq!(built(|call| call.total_cost("0.02500000".to_owned())).total_cost, cost);
    assert_eq!(built(|call| call.total_cost(0.025)).total_cost, cost);
    assert_eq!(built(|call| call.total_cost(Decimal::new(25, 3))).total_cost, cost);
    assert_eq!(built(|call| call.total_cost(cost)).total_cost, cost);
    assert_eq!(built(|call| call.total_cost(2)).total_cost, Some(Usd::from(2)));
    assert_eq!(built(|call| call.total_cost(Usd::ZERO)).total_cost, Some(Usd::default()));
}

#[test]
fn a_time_is_given_as_it_is_written_or_as_jiff_has_it() {
    let time = Some("2025-08-04 14:30:00".parse::<Timestamp>().unwrap());
    assert_eq!(built(|call| call.created_at("2025-08-04 14:30:00")).created_at, time);
    assert_eq!(built(|call| call.created_at("2025-08-04 14:30:00".to_owned())).created_at, time);
    assert_eq!(built(|call| call.created_at(date(2025, 8, 4).at(14, 30, 0, 0))).created_at, time);
    assert_eq!(built(|call| call.created_at(time)).created_at, time);
    let instant: intellixent::jiff::Timestamp = "2025-08-04T14:30:00Z".parse().unwrap();
    assert_eq!(built(|call| call.created_at(instant)).created_at.unwrap().instant(), Some(instant));
}

#[test]
fn what_has_names_is_given_as_pairs_a_map_or_json() {
    let variables: Option<Variables> = Some([("customer_name", "Ann")].into());
    assert_eq!(built(|call| call.variables([("customer_name", "Ann")])).variables, variables);
    assert_eq!(built(|call| call.variables(json!({"customer_name": "Ann"}))).variables, variables);
    assert_eq!(built(|call| call.variables(variables.clone())).variables, variables);
    assert_eq!(built(|call| call.variables(json!([]))).variables, Some(Variables::default()));
    let collected: Variables = vec![("customer_name".to_owned(), "Ann")].into_iter().collect();
    assert_eq!(Some(collected), variables);

    let evaluation: Option<Evaluation> = Some([("reached_goal", true)].into());
    assert_eq!(built(|call| call.evaluation([("reached_goal", true)])).evaluation, evaluation);
    assert_eq!(built(|call| call.evaluation(json!({"reached_goal": true}))).evaluation, evaluation);
    let described = built(|call| call.evaluation(json!([{"name": "reached_goal", "value": true}]))).evaluation.unwrap();
    assert_eq!(described.get_as::<bool>("reached_goal"), Some(true));
}

#[test]
fn a_transcript_is_given_as_text_or_turns() {
    let text = Some(Transcript::from("Hello"));
    assert_eq!(built(|call| call.transcript("Hello")).transcript, text);
    assert_eq!(built(|call| call.transcript("Hello".to_owned())).transcript, text);
    let turns = built(|call| call.transcript(json!([{"sender": "human", "text": "Hello?"}]))).transcript.unwrap();
    assert_eq!(turns.to_string(), "human: Hello?");
}

#[test]
fn any_json_is_given_as_it_is() {
    assert_eq!(built(|call| call.webhook_response(json!(null))).webhook_response, Some(json!(null)));
    assert_eq!(built(|call| call.webhook_response("seen")).webhook_response, Some(json!("seen")));
    assert_eq!(built(|call| call.webhook_response(true)).webhook_response, Some(json!(true)));
}

#[test]
fn models_within_models_are_given_as_values() {
    let page = CallPage::builder().data(vec![built(|call| call)]).current_page(1).last_page(1).build().unwrap();
    assert_eq!(page.data[0].id, 5);
    let lead = Lead::builder().phone_number("+15550100001").variables([("source", "website")]).build().unwrap();
    let transfer = Transfer::builder().carrier_cost("0.0156").build().unwrap();
    let finished = FinishedCall::builder().id(5).lead(lead.clone()).transfers(vec![transfer]).build().unwrap();
    assert_eq!(finished.lead, Some(lead));
}

#[test]
fn build_and_try_into_end_it_and_say_which_field_does_not_fit() {
    let call: Call = Call::builder().id(5).try_into().unwrap();
    assert_eq!(call, built(|call| call));
    for (builder, problem) in [
        (Call::builder(), "id: expected a value, found nothing"),
        (Call::builder().id(-1), "id: out of range integral type conversion attempted"),
        (
            Call::builder().id(5).total_cost("free"),
            "total_cost: expected an amount of at most 28 digits, as a number or a decimal string",
        ),
        (
            Call::builder().id(5).created_at("now"),
            "created_at: expected a date and time such as 2025-08-04 14:30:00 or 2025-08-04T14:30:00Z",
        ),
        (
            Call::builder().id(5).variables(json!([1])),
            "variables: the JSON does not fit: expected an object or an empty array, found an array",
        ),
    ] {
        let error: ConversionError = builder.build().unwrap_err();
        assert_eq!(error.to_string(), problem);
    }
    let again: Call = intellixent::types::builder::Call::from(call.clone()).duration(1).build().unwrap();
    assert_eq!((again.id, again.duration), (call.id, Some(1)));
}

#[tokio::test]
async fn a_request_takes_the_same_forms_as_a_model() {
    let server = MockServer::start_async().await;
    let mock = server.list_calls(|when, then| {
        when.status("failed").campaign_id(7).phone_number("+15550100001");
        then.ok(&fixtures::call_page());
    });
    let calls = |client: &Client| client.list_calls().date_from(date(2025, 8, 4)).assistant_id(None::<u64>);
    let client = client(&server).unwrap();
    let (status, campaign) = (Some(CallStatus::Failed), Some(7_u64));
    calls(&client).status(CallStatus::Failed).campaign_id(7).phone_number("+15550100001").await.unwrap();
    calls(&client).status("failed").campaign_id(7_u8).phone_number("+15550100001".to_owned()).await.unwrap();
    calls(&client).status(status).campaign_id(campaign).phone_number(Some("+15550100001")).await.unwrap();
    mock.assert_calls(3);

    let error = client.list_calls().campaign_id(Some(-7)).await.unwrap_err();
    assert!(error.is_config(), "{error}");
    let none = client.list_calls().status("failed").status(None::<CallStatus>).await.unwrap_err();
    assert_eq!(none.message(), Some("no mock expects GET /user/calls"));

    let started = server.make_call(|when, then| {
        let call = NewCall::builder().assistant_id(7).phone_number("+15550100001").variables([("a", 1)]);
        when.body(&call.build().unwrap());
        then.ok(&fixtures::done());
    });
    let call = NewCall::builder().assistant_id(7_u8).phone_number("+15550100001".to_owned());
    client.make_call(call.variables(json!({"a": 1}))).await.unwrap();
    started.assert();
}

#[tokio::test]
async fn a_request_becomes_a_future_and_a_list_is_a_stream_for_what_takes_those() {
    let server = MockServer::start_async().await;
    server.get_call(|_, then| {
        then.ok(&fixtures::call());
    });
    server.list_calls(|_, then| {
        then.raw(200, r#"{"data": [{"id": 1}, {"id": 2}], "current_page": 1, "last_page": 1}"#);
    });
    let client = client(&server).unwrap();
    let calls = futures_util::future::join_all([1, 2].map(|id| client.get_call(id).into_future())).await;
    assert!(calls.into_iter().all(|call| call.is_ok()));
    let spawned = tokio::spawn(client.get_call(1).into_future()).await.unwrap();
    assert_eq!(spawned.unwrap(), fixtures::call());
    let listed: Vec<Call> = client.list_calls().stream().boxed().try_collect().await.unwrap();
    assert_eq!(listed.iter().map(|call| call.id).collect::<Vec<_>>(), [1, 2]);
}
