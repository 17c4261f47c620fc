use std::time::Duration;

#[derive(Debug, serde::Deserialize)]
struct Call {
    id: u64,
    status: Option<String>,
    duration: Option<u64>,
    total_cost: Option<serde_json::Value>,
    transcript: Option<serde_json::Value>,
    evaluation: Option<serde_json::Value>,
}

async fn fetch(http: &reqwest::Client, id: u64) -> reqwest::Result<Call> {
    let url = format!("https://portal.intellixent.ai/api/user/calls/{id}");
    http.get(url).bearer_auth("key").send().await?.error_for_status()?.json().await
}

fn main() {
    let http = reqwest::Client::builder().timeout(Duration::from_secs(30)).build().unwrap();
    let call = async {
        let call = fetch(&http, 123).await.unwrap();
        println!("{:?} {} {:?}", call, call.id, (&call.status, call.duration, &call.total_cost));
        println!("{:?} {:?}", call.transcript, call.evaluation);
    };
    drop(call);
}
