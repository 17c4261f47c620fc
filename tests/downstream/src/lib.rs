//! A service as a user of `intellixent` would write it.
//!
//! [`Desk`] receives the id of a call, fetches the call, decides what to do, and stores a row. Its tests use the mocks of
//! `intellixent-httpmock`. [`report`] sums up the calls of a list. [`inbox`] receives the webhook, and is tested with a fake
//! without HTTP.

mod decision;
pub mod inbox;
pub mod report;
mod store;

use intellixent::Client;

pub use decision::Decision;
pub use store::{Row, Store};

/// Receives the ids of calls and decides what to do about them.
#[derive(Debug)]
pub struct Desk {
    client: Client,
    store: Store,
}

/// Why nothing was stored about a call.
#[derive(Debug, thiserror::Error)]
pub enum DeskError {
    /// The call could not be fetched.
    #[error("the call could not be fetched")]
    Call(#[from] intellixent::Error),
    /// The row could not be written.
    #[error("the row could not be written")]
    Store(#[from] rusqlite::Error),
}

impl DeskError {
    /// Whether the same id may be sent again later.
    pub fn is_worth_another_try(&self) -> bool {
        matches!(self, Self::Call(error) if error.is_retryable())
    }
}

impl Desk {
    /// A desk that asks `client` and writes to `store`.
    pub fn new(client: Client, store: Store) -> Self {
        Self { client, store }
    }

    /// Fetches the call, decides, and stores the decision.
    ///
    /// # Errors
    ///
    /// If the call cannot be fetched, other than because it does not exist; or if the row cannot be written.
    pub async fn receive(&mut self, id: u64) -> Result<Decision, DeskError> {
        let row = match self.client.get_call(id).send().await {
            Ok(response) => Row::of(&response.into_inner()),
            Err(error) if error.is_not_found() => Row::of_nothing(id),
            Err(error) => return Err(error.into()),
        };
        self.store.put(&row)?;
        Ok(row.decision)
    }

    /// What was stored about a call.
    ///
    /// # Errors
    ///
    /// If the row cannot be read.
    pub fn stored(&self, id: u64) -> Result<Option<Row>, DeskError> {
        Ok(self.store.get(id)?)
    }
}
