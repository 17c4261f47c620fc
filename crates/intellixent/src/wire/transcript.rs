//! The transcript of a call: one string, or an array of turns.

use std::fmt;

use serde::{Serialize, Serializer, de::SeqAccess};
use serde_json::Value;

use super::forms;
use crate::{
    Misfit,
    model::{self, Json, Model, Path, Reader, Reading, Taken},
    types::TranscriptTurn,
};

/// The transcript of a call.
///
/// Source: one string on the vendor's page; an array of turns seen on sibling deployments. [`Display`](fmt::Display) is
/// readable text for either.
///
/// ```
/// use intellixent::wire::Transcript;
///
/// let text: Transcript = serde_json::from_str(r#""Hello, how can I help?""#)?;
/// assert!(text.turns().is_empty());
///
/// let turns: Transcript = serde_json::from_str(
///     r#"[{"text": "Hello?", "type": "transcript", "sender": "human", "timestamp": 1754317800.25}]"#,
/// )?;
/// assert_eq!(turns.turns()[0].text.as_deref(), Some("Hello?"));
/// assert_eq!(turns.to_string(), "human: Hello?");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Transcript {
    /// The whole conversation as one string.
    Text(String),
    /// The turns of the conversation, in the order on the wire.
    Turns(Vec<TranscriptTurn>),
}

impl Transcript {
    /// The turns; empty for the text form.
    pub fn turns(&self) -> &[TranscriptTurn] {
        match self {
            Self::Text(_) => &[],
            Self::Turns(turns) => turns,
        }
    }

    /// The misfits of the turns.
    pub fn misfits(&self) -> Vec<Misfit<'_>> {
        self.all_misfits()
    }
}

/// The text form unchanged; turns as lines of `sender: text`, or of `text` if there is no sender.
impl fmt::Display for Transcript {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => f.write_str(text),
            Self::Turns(turns) => {
                for (i, turn) in turns.iter().enumerate() {
                    let newline = if i == 0 { "" } else { "\n" };
                    f.write_str(newline)?;
                    if let Some(sender) = &turn.sender {
                        write!(f, "{sender}: ")?;
                    }
                    f.write_str(turn.text.as_deref().unwrap_or_default())?;
                }
                Ok(())
            }
        }
    }
}

/// An empty transcript.
impl Default for Transcript {
    fn default() -> Self {
        Self::Text(String::new())
    }
}

impl From<&str> for Transcript {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

forms! {
    Transcript: "a string or an array of turns" {
        take Text(String),
        array Turns(Vec<TranscriptTurn>),
    }
}
