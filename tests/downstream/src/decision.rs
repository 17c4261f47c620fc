//! What is to be done about a call.

use intellixent::types::{Call, CallStatus};

/// What is to be done about a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// A person calls back: the evaluation says that it is worth it.
    FollowUp,
    /// Nobody was reached: the assistant calls again.
    CallAgain,
    /// It is not over.
    Wait,
    /// Nothing more to do.
    Done,
    /// A person looks: this program does not know the status, or the call is not there.
    Review,
}

impl Decision {
    const ALL: [Self; 5] = [Self::FollowUp, Self::CallAgain, Self::Wait, Self::Done, Self::Review];

    /// Decides by the status, and by the evaluation of a call that took place.
    pub fn about(call: &Call) -> Self {
        let Some(status) = call.status.as_ref().and_then(|status| status.known()) else { return Self::Review };
        match status {
            CallStatus::Initiated | CallStatus::Ringing | CallStatus::InProgress => Self::Wait,
            CallStatus::Busy | CallStatus::NoAnswer | CallStatus::Failed => Self::CallAgain,
            CallStatus::Completed | CallStatus::Ended | CallStatus::EndedByCustomer | CallStatus::EndedByAssistant => {
                // Values by name and described fields are read alike.
                let outcome = call.evaluation.as_ref().and_then(|evaluation| evaluation.get("outcome"));
                if outcome.is_some_and(|outcome| outcome == "qualified_lead") { Self::FollowUp } else { Self::Done }
            }
            // A later version of the client may know more states than this program.
            _ => Self::Review,
        }
    }

    /// As it stands in the table.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::FollowUp => "follow up",
            Self::CallAgain => "call again",
            Self::Wait => "wait",
            Self::Done => "done",
            Self::Review => "review",
        }
    }

    /// From the table; whatever is not known is for a person.
    pub(crate) fn from_text(text: &str) -> Self {
        Self::ALL.into_iter().find(|decision| decision.as_str() == text).unwrap_or(Self::Review)
    }
}
