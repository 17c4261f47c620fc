//! From the differences between two schemas to changes: the kind, the verdict and the message, by direction.

use super::{Comparer, Direction, Edit, Noun, Spot, Subject, Wire, Written, edits::valued};
use crate::{
    diff::schemas::{All, Difference, What},
    document::{Document, child},
};

impl Comparer<'_> {
    /// Reports the differences of two schemas. Without a direction, only those that no operation has reported.
    pub(super) fn schemas(&mut self, direction: Option<Direction>, old: &All, new: &All, written: Written) {
        let beside = if direction == Some(Direction::Request) { &mut self.requests } else { &mut self.responses };
        for difference in beside.differences(old, new, written) {
            let new = self.differences.insert((difference.what.clone(), difference.spots.clone()));
            if direction.is_some() || new {
                self.difference(direction, &difference);
            }
        }
    }

    fn difference(&mut self, direction: Option<Direction>, difference: &Difference) {
        let Difference { what, spots, narrowed, widened } = difference;
        let places = spots.each_ref().map(|spot| spot.as_ref().map(|spot| spot.at.clone()));
        let [was, is] = spots.each_ref().map(|spot| spot.as_ref().map_or("", |spot| &spot.said));
        let is_new = spots[0].is_none();
        let (document, at) = match &places {
            [Some(old), None] => (self.old, old.as_str()),
            [_, new] => (self.new, new.as_deref().unwrap_or_default()),
        };
        let is_request = direction == Some(Direction::Request);
        let property = if is_request { Noun::RequestProperty } else { Noun::ResponseProperty };
        let own = match Subject::of(document, at).noun {
            Noun::ResponseProperty => property,
            Noun::Other => Noun::Schema,
            noun => noun,
        };
        let value = if direction.is_some() { Noun::ClosedEnumValue } else { Noun::OpenEnumValue };
        let (noun, edit) = match what {
            What::Type | What::Listed => (own, Edit::Retyped),
            What::Null => (own, if *widened { Edit::MadeNullable } else { Edit::MadeNonNull }),
            What::Form => (Noun::UnionForm, if is_new { Edit::Added } else { Edit::Removed }),
            What::Value(_) => (value, if *narrowed { Edit::Removed } else { Edit::Added }),
            What::Bound(_) | What::Not => (Noun::Bounds, Edit::Changed),
            What::Member(_) | What::Hidden(_) => (property, if is_new { Edit::Added } else { Edit::Removed }),
            What::Required(_) => (property, if *narrowed { Edit::MadeRequired } else { Edit::MadeOptional }),
            What::Others => (Noun::AdditionalProperties, Edit::Changed),
        };
        // From a place in a `oneOf` to the schema that has it.
        let union = at.rsplitn(3, '/').nth(2).unwrap_or_default();
        let by_hand = match document.node(union).get("x-rust-type").text("path") {
            "" => String::new(),
            path => format!("; `{path}` is written by hand and must follow"),
        };
        let or_any = |said: &'_ str| if said.is_empty() { "any JSON".to_owned() } else { said.to_owned() };
        let text = match what {
            What::Type => format!("is now {}, was {}", or_any(is), or_any(was)),
            What::Listed if *narrowed => "is now one of a list of values".to_owned(),
            What::Listed => "is no longer one of a list of values".to_owned(),
            What::Null => format!("may {} be null", if *widened { "now" } else { "no longer" }),
            What::Form if is_new => format!("may now be {is} too{by_hand}"),
            What::Form => format!("is no longer {was}{by_hand}"),
            What::Value(gone) if *narrowed => format!("no longer has the value `{gone}`"),
            What::Value(new) if direction.is_some() => format!("has the new value `{new}` in a closed list"),
            What::Value(new) => {
                format!("knows the new value `{new}`; the open enums that use it accepted any string before")
            }
            What::Bound(key) => {
                let said = |said: &'_ str| (!said.is_empty()).then(|| said.trim_start_matches(key).trim().to_owned());
                valued(key, said(was).as_deref(), said(is).as_deref())
            }
            What::Not if union.ends_with("/oneOf") || at.rsplit('/').nth(1) == Some("oneOf") => {
                let now = if *narrowed { "no longer" } else { "now" };
                format!("{now} accepts a value that matches more than one of its forms")
            }
            What::Not if *narrowed => format!("must not be {is}"),
            What::Not => format!("may now be {was}"),
            What::Member(_) if is_new && is_required(document, at) => "is new and required".to_owned(),
            What::Member(_) => format!("is {}", if is_new { "new" } else { "gone" }),
            What::Hidden(_) => "may no longer be sent".to_owned(),
            What::Required(member) => {
                let now = if *narrowed { "now" } else { "no longer" };
                if own == property { format!("is {now} required") } else { format!("{now} requires `{member}`") }
            }
            What::Others => format!("accepts {is}, accepted {was}"),
        };
        let text = match direction.filter(|_| noun == property) {
            Some(Direction::Request) => format!("in requests {text}"),
            Some(Direction::Response) => format!("in responses {text}"),
            None => text,
        };
        let wire = Wire::of(match direction {
            Some(Direction::Request) => !narrowed,
            Some(Direction::Response) => !widened,
            None => true,
        });
        let change = self.change(Some(noun), edit, &places, wire, &text);
        change.refused |= is_request && *narrowed;
        for (reported, spot) in self.reported.iter_mut().zip(spots) {
            let Some(Spot { at, said }) = spot else { continue };
            let object = at.rsplit_once("/properties/").map(|(object, _)| object);
            let list = at.rsplit_once('/').map(|(list, _)| list.to_owned());
            // The keywords that say so, where the place is that of a schema; of a place where nothing is said they are silent.
            let of_object = || object.map(|object| child(object, "required"));
            let here = || (!said.is_empty()).then(|| at.clone());
            reported.extend(
                match what {
                    What::Null => [Some(child(at, "nullable")), None],
                    What::Listed => [Some(child(at, "enum")), None],
                    What::Not => [Some(child(at, "not")), None],
                    What::Others => [Some(child(at, "additionalProperties")), None],
                    What::Hidden(_) => [Some(child(at, "readOnly")), None],
                    What::Required(_) => [of_object().or(list), None],
                    What::Value(_) => [list, None],
                    What::Member(_) => [here(), of_object()],
                    What::Type | What::Form | What::Bound(_) => [here(), None],
                }
                .into_iter()
                .flatten(),
            );
        }
    }
}

/// Whether the property at a place is required.
fn is_required(document: &Document, at: &str) -> bool {
    let Some((object, name)) = at.rsplit_once("/properties/") else { return false };
    let name = name.replace("~1", "/").replace("~0", "~");
    document.node(object).get("required").items().any(|required| required.value == name.as_str())
}
