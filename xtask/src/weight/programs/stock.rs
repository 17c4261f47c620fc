async fn fetch(client: &stock::Client, id: u64) -> Result<stock::types::Call, stock::Error<stock::types::Error>> {
    Ok(client.get_call().id(id).send().await?.into_inner())
}

fn main() {
    let client = stock::Client::new("https://portal.intellixent.ai/api");
    let call = async {
        let call = fetch(&client, 123).await.unwrap();
        println!("{:?} {} {:?}", call, call.id, (&call.status, call.duration, &call.total_cost));
        println!("{:?} {:?}", call.transcript, call.evaluation);
    };
    drop(call);
}
