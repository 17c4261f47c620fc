//! What one writes by hand in an afternoon: every field that the vendor's page shows, in the form that it shows.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// A call, its transcript in the form `T`.
#[derive(Debug, Serialize, Deserialize)]
pub struct Call<T> {
    pub id: u64,
    pub assistant_name: Option<String>,
    pub campaign_name: Option<String>,
    #[serde(rename = "type")]
    pub type_: Option<String>,
    pub duration: Option<u64>,
    pub assistant_phone_number: Option<String>,
    pub client_phone_number: Option<String>,
    pub status: Option<String>,
    pub transcript: Option<T>,
    pub variables: Option<Map<String, Value>>,
    pub evaluation: Option<Map<String, Value>>,
    pub webhook_response: Option<Value>,
    pub carrier_cost: Option<f64>,
    pub total_cost: Option<f64>,
    pub answered_by: Option<String>,
    pub recording_url: Option<String>,
    pub created_at: Option<String>,
    pub updated_at: Option<String>,
}

/// A turn of a conversation, for the form that the vendor's page does not show.
#[derive(Debug, Serialize, Deserialize)]
pub struct Turn {
    pub text: String,
    #[serde(rename = "type")]
    pub type_: String,
    pub sender: String,
    pub timestamp: f64,
}
