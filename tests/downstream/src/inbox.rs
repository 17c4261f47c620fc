//! Receives the webhook and fetches the call, through a trait that tests implement without HTTP.

use std::{collections::HashSet, future::Future, pin::Pin, sync::Arc};

use intellixent::{
    Client, Error,
    types::{Call, CallStatus, FinishedCall},
};

/// Where calls come from.
pub trait Calls: Send + Sync {
    /// One call.
    fn get(&self, id: u64) -> Pin<Box<dyn Future<Output = Result<Call, Error>> + Send + '_>>;
    /// Deletes one call.
    fn delete(&self, id: u64) -> Pin<Box<dyn Future<Output = Result<(), Error>> + Send + '_>>;
}

impl Calls for Client {
    fn get(&self, id: u64) -> Pin<Box<dyn Future<Output = Result<Call, Error>> + Send + '_>> {
        Box::pin(self.get_call(id).into_future())
    }

    fn delete(&self, id: u64) -> Pin<Box<dyn Future<Output = Result<(), Error>> + Send + '_>> {
        Box::pin(async move {
            self.delete_call(id).await?;
            Ok(())
        })
    }
}

/// Receives the bodies of the webhook.
#[derive(Clone)]
pub struct Inbox {
    calls: Arc<dyn Calls>,
    seen: HashSet<u64>,
    /// What came in a form that is not described, in words that can be logged.
    pub odd: Vec<String>,
}

/// What became of a body.
#[derive(Clone, Debug, PartialEq)]
pub enum Received {
    /// The call, fetched.
    New(Box<Call>),
    /// It was received before.
    Again,
    /// The call did not take place.
    Nothing,
    /// The call does not exist.
    Gone,
}

impl std::fmt::Debug for Inbox {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Inbox").field("seen", &self.seen).finish_non_exhaustive()
    }
}

impl Inbox {
    /// An inbox that fetches from `calls`.
    pub fn new(calls: Arc<dyn Calls>) -> Self {
        Self { calls, seen: HashSet::new(), odd: Vec::new() }
    }

    /// Receives one body.
    ///
    /// # Errors
    ///
    /// If the body is no JSON with an id, or the call cannot be fetched.
    pub async fn receive(&mut self, body: &[u8]) -> Result<Received, Error> {
        let finished = FinishedCall::from_slice(body)?;
        for misfit in finished.misfits() {
            self.odd.push(format!("call {}: {misfit}", finished.id));
        }
        if !self.seen.insert(finished.id) {
            return Ok(Received::Again);
        }
        match finished.status.as_deref() {
            Some("unanswered" | "voicemail") => return Ok(Received::Nothing),
            _ if finished.status == CallStatus::NoAnswer => return Ok(Received::Nothing),
            _ => {}
        }
        match self.calls.get(finished.id).await {
            Ok(call) => Ok(Received::New(Box::new(call))),
            Err(error) if error.is_not_found() => Ok(Received::Gone),
            Err(error) => {
                self.seen.remove(&finished.id);
                Err(error)
            }
        }
    }
}
