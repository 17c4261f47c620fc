//! A crate downstream of the client that `base.yaml` gives: it uses all that there is.

use client::{Client, Error, ResponseValue, types};

type Answer<T> = Result<ResponseValue<T>, Error>;

pub async fn operations(client: &Client) {
    let _: Answer<types::ParcelList> = client.list_parcels(2025).page(2).send().await;
    let new = types::NewParcel::builder()
        .weight(250i64)
        .note("Fragile.".to_owned())
        .insured(true)
        .receiver(types::Address::builder().street("1 Main Street").town("Springfield".to_owned()))
        .size(types::Size::Small);
    let _: Answer<types::Parcel> = client.create_parcel(new).send().await;
    let _: Answer<types::Parcel> = client.get_parcel(7).send().await;
    let _: Answer<types::Parcel> = client.notify(7).send().await;
}

pub fn responses(list: types::ParcelList) {
    for parcel in list.items {
        let types::Parcel { id, note, weight, receiver, speed, state, price, tracking, label, extra, .. } = parcel;
        let _: u64 = id;
        let _: Option<String> = note;
        let _: Option<i64> = weight;
        let types::Address { street, town, .. } = receiver;
        let _: (String, Option<String>) = (street, town);
        match speed {
            Some(types::Speed::Slow | types::Speed::Fast) | None => {}
            Some(_) => {}
        }
        let _: Option<bool> = state.map(|state: intellixent::OpenEnum<types::State>| state == types::State::Arrived);
        let _ = [types::State::Sent];
        let _: Option<intellixent::Usd> = price;
        match tracking {
            Some(types::Tracking::Number(number)) => {
                let _: i64 = number;
            }
            Some(types::Tracking::Code(code)) => {
                let _: String = code;
            }
            _ => {}
        }
        let label: types::Label = label.unwrap_or_default();
        let _: Option<String> = label.text;
        let _: Option<&serde_json::Value> = extra.get("new");
    }
}

pub fn requests(new: types::NewParcel) {
    let types::NewParcel { weight, note, insured, receiver, size, .. } = new;
    let _: (i64, Option<String>, Option<bool>, types::Address) = (weight, note, insured, receiver);
    match size {
        Some(types::Size::Small | types::Size::Large) => {}
        _ => {}
    }
}

pub fn errors(error: types::ApiError, problem: types::Problem) {
    let _: (Option<String>, Option<String>) = (error.message, problem.detail);
}
