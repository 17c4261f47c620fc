//! The decision what to do about a call.

use intellixent::types::{Call, CallStatus};

/// What to do about a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// A person calls back, since the evaluation says that it is worth it.
    FollowUp,
    /// Nobody was reached: the assistant calls again.
    CallAgain,
    /// The call is not over.
    Wait,
    /// Nothing more to do.
    Done,
    /// A person decides: this program does not know the status, or the call does not exist.
    Review,
}

impl Decision {
    const ALL: [Self; 5] = [Self::FollowUp, Self::CallAgain, Self::Wait, Self::Done, Self::Review];

    /// Decides by the status and, if the call took place, by its evaluation.
    pub fn about(call: &Call) -> Self {
        let Some(status) = call.status.as_ref().and_then(|status| status.known()) else { return Self::Review };
        match status {
            CallStatus::Initiated | CallStatus::Ringing | CallStatus::InProgress => Self::Wait,
            CallStatus::Busy | CallStatus::NoAnswer | CallStatus::Failed => Self::CallAgain,
            CallStatus::Completed | CallStatus::Ended | CallStatus::EndedByCustomer | CallStatus::EndedByAssistant => {
                // `get` reads both forms of an evaluation.
                let outcome = call.evaluation.as_ref().and_then(|evaluation| evaluation.get("outcome"));
                if outcome.is_some_and(|outcome| outcome == "qualified_lead") { Self::FollowUp } else { Self::Done }
            }
            // A later version of the client may know more values than this program.
            _ => Self::Review,
        }
    }

    /// The string in the table.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::FollowUp => "follow up",
            Self::CallAgain => "call again",
            Self::Wait => "wait",
            Self::Done => "done",
            Self::Review => "review",
        }
    }

    /// From the string in the table. A person looks at one that is not known.
    pub(crate) fn from_text(text: &str) -> Self {
        Self::ALL.into_iter().find(|decision| decision.as_str() == text).unwrap_or(Self::Review)
    }
}
