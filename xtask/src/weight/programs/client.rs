use intellixent::{Client, Error, types::Call};

async fn fetch(client: &Client, id: u64) -> Result<Call, Error> {
    Ok(client.get_call().id(id).send().await?.into_inner())
}

fn main() {
    let client = Client::builder().api_key("key").build().unwrap();
    let call = async {
        let call = fetch(&client, 123).await.unwrap();
        println!("{:?} {} {:?}", call, call.id, (&call.status, call.duration, &call.total_cost));
        println!("{:?} {:?}", call.transcript, call.evaluation);
    };
    drop(call);
}
