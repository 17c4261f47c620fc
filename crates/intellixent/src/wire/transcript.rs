//! What was said, as one text or turn by turn.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::types::TranscriptTurn;

/// What was said in a call.
///
/// Source: one text on the vendor's page; a list of turns seen on sibling deployments. [`Display`](fmt::Display) gives
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
/// assert_eq!(turns.turns()[0].text, "Hello?");
/// assert_eq!(turns.to_string(), "human: Hello?");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Transcript {
    /// The whole conversation as one text.
    Text(String),
    /// The conversation turn by turn, in the order in which it was sent.
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
}

/// The text form as it came; the turns as `sender: text`, a line each.
impl fmt::Display for Transcript {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => f.write_str(text),
            Self::Turns(turns) => {
                for (i, turn) in turns.iter().enumerate() {
                    let newline = if i == 0 { "" } else { "\n" };
                    write!(f, "{newline}{}: {}", turn.sender, turn.text)?;
                }
                Ok(())
            }
        }
    }
}

impl From<String> for Transcript {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&str> for Transcript {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<Vec<TranscriptTurn>> for Transcript {
    fn from(turns: Vec<TranscriptTurn>) -> Self {
        Self::Turns(turns)
    }
}

impl Serialize for Transcript {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => serializer.serialize_str(text),
            Self::Turns(turns) => turns.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Transcript {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;

        impl<'de> de::Visitor<'de> for Visitor {
            type Value = Transcript;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string or an array of turns")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Self::Value, E> {
                Ok(Transcript::Text(text.to_owned()))
            }

            fn visit_string<E: de::Error>(self, text: String) -> Result<Self::Value, E> {
                Ok(Transcript::Text(text))
            }

            fn visit_seq<A: de::SeqAccess<'de>>(self, seq: A) -> Result<Self::Value, A::Error> {
                Vec::deserialize(de::value::SeqAccessDeserializer::new(seq)).map(Transcript::Turns)
            }

            fn visit_map<A: de::MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
                Err(super::unexpected_map(map, &self))
            }
        }

        deserializer.deserialize_any(Visitor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TURNS: &str = r#"[{"sender":"bot","text":"Hi","timestamp":1.5,"type":"t","mood":{"a":[1]}},{"sender":"human","text":"Yes\nno","timestamp":2.0,"type":"t"}]"#;

    #[test]
    fn either_form_is_written_back_as_it_came() {
        for json in [r#""""#, r#""Hello\nthere""#, "[]", TURNS] {
            let transcript: Transcript = serde_json::from_str(json).unwrap();
            assert_eq!(serde_json::to_string(&transcript).unwrap(), json);
        }
    }

    #[test]
    fn turns_read_as_lines() {
        let transcript: Transcript = serde_json::from_str(TURNS).unwrap();
        assert_eq!(transcript.to_string(), "bot: Hi\nhuman: Yes\nno");
        assert_eq!(transcript.turns().len(), 2);
    }

    #[test]
    fn another_form_says_what_was_expected() {
        let error = serde_json::from_str::<Transcript>("{}").unwrap_err();
        assert!(error.to_string().contains("expected a string or an array of turns"), "{error}");
    }
}
