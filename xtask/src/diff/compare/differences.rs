//! From the differences between two schemas to changes: the kind, the verdict and the message, by direction.

use super::{Comparer, Direction, Kind, Subject, Wire, Written};
use crate::{
    diff::{
        schemas::{All, Difference, What},
        subject::Role,
    },
    document::{Document, child},
};

/// The kind in a request, and the one in a response.
type Pair = (Kind, Kind);

const ADDED: Pair = (Kind::RequestPropertyAdded, Kind::ResponsePropertyAdded);
const REMOVED: Pair = (Kind::RequestPropertyRemoved, Kind::ResponsePropertyRemoved);
const RETYPED: Pair = (Kind::RequestPropertyRetyped, Kind::ResponsePropertyRetyped);
const REQUIRED: Pair = (Kind::RequestPropertyMadeRequired, Kind::ResponsePropertyMadeRequired);
const OPTIONAL: Pair = (Kind::RequestPropertyMadeOptional, Kind::ResponsePropertyMadeOptional);
const NULLABLE: Pair = (Kind::RequestPropertyMadeNullable, Kind::ResponsePropertyMadeNullable);
const NON_NULL: Pair = (Kind::RequestPropertyMadeNonNull, Kind::ResponsePropertyMadeNonNull);

/// The kind of a change of type, in either direction.
pub(super) fn retyped(role: Role) -> Kind {
    match role {
        Role::Schema | Role::Property | Role::Other => Kind::SchemaRetyped,
        Role::Parameter => Kind::ParameterRetyped,
        Role::Header => Kind::ResponseHeadersChanged,
        Role::Body => Kind::RequestBodyRetyped,
        Role::Response => Kind::ResponseRetyped,
        Role::ErrorResponse => Kind::ErrorSchemaChanged,
    }
}

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
        let Difference { what, spots: [old, new], narrowed, widened } = difference;
        let places = [old, new].map(|spot| spot.as_ref().map(|spot| spot.at.as_str()));
        let is_new = old.is_none();
        let role = match places {
            [_, Some(at)] => Subject::of(self.new, at).role,
            [Some(at), None] => Subject::of(self.old, at).role,
            [None, None] => Role::Other,
        };
        let in_direction = |pair: Pair| if direction == Some(Direction::Request) { pair.0 } else { pair.1 };
        let of_property = |pair: Pair, other: Kind| if role == Role::Property { in_direction(pair) } else { other };
        let kind = match what {
            What::Type | What::Listed => of_property(RETYPED, retyped(role)),
            What::Null if *widened && role == Role::Schema => Kind::SchemaMadeNullable,
            What::Null if role == Role::Schema => Kind::SchemaMadeNonNull,
            What::Null => of_property(if *widened { NULLABLE } else { NON_NULL }, retyped(role)),
            What::Form if is_new || *widened => Kind::UnionFormAdded,
            What::Form => Kind::UnionFormRemoved,
            What::Value(_) if *narrowed => Kind::EnumValueRemoved,
            What::Value(_) if direction.is_none() => Kind::OpenEnumValueAdded,
            What::Value(_) => Kind::ClosedEnumValueAdded,
            _ if role == Role::Header => Kind::ResponseHeadersChanged,
            What::Bound(_) | What::Not => Kind::BoundsChanged,
            What::Member(_) if is_new => in_direction(ADDED),
            What::Member(_) | What::Hidden(_) => in_direction(REMOVED),
            What::Required(_) => in_direction(if *narrowed { REQUIRED } else { OPTIONAL }),
            What::Others => Kind::AdditionalPropertiesChanged,
        };
        let directed = [ADDED, REMOVED, RETYPED, REQUIRED, OPTIONAL, NULLABLE, NON_NULL];
        let prefix = match direction {
            Some(Direction::Request) if directed.iter().any(|pair| pair.0 == kind) => "in requests, ",
            Some(Direction::Response) if directed.iter().any(|pair| pair.1 == kind) => "in responses, ",
            _ => "",
        };
        let unsaid = if *what == What::Type { "any JSON" } else { "" };
        let said = [old, new].map(|spot| spot.as_ref().map_or(unsaid, |spot| &spot.said));
        let required = matches!((what, places), (What::Member(_), [None, Some(at)]) if is_required(self.new, at));
        // The schema that lists the form.
        let union = places[1].or(places[0]).and_then(|at| at.rsplitn(3, '/').nth(2)).unwrap_or_default();
        let by_hand = match self.new.node(union).get("x-rust-type").text("path") {
            "" => String::new(),
            path => format!("; `{path}` is written by hand and must follow"),
        };
        let message = |name: &str| match (what, said) {
            (What::Type, [was, is]) => format!("{name} is now {is}, was {was}"),
            (What::Listed, [was, is]) if was == is && *narrowed => format!("{name} is now one of a list of values"),
            (What::Listed, [was, is]) if was == is => format!("{name} is no longer one of a list of values"),
            (What::Listed, [was, is]) => format!("{name} is now {is}, was {was}"),
            (What::Null, _) if *widened => format!("{name} may now be null"),
            (What::Null, _) => format!("{name} may no longer be null"),
            (What::Form, [_, is]) if is_new => format!("{name} may now be {is} too{by_hand}"),
            (What::Form, [was, _]) => format!("{name} is no longer {was}{by_hand}"),
            (What::Value(value), _) if *narrowed => format!("`{value}` is no longer a value of {name}"),
            (What::Value(value), _) if direction.is_none() => {
                format!("`{value}` is a new value of {name}, which was accepted before wherever it is used")
            }
            (What::Value(value), _) => format!("`{value}` is a new value of {name}, which is a closed list"),
            (What::Bound(key), [was, ""]) => format!("{name} no longer has {key}, was {was}"),
            (What::Bound(_), ["", is]) => format!("{name} has {is}, had none"),
            (What::Bound(key), [was, is]) => {
                format!("{name} has {is}, was {}", was.strip_prefix(&format!("{key} ")).unwrap_or(was))
            }
            (What::Not, _) if places.iter().flatten().any(|at| is_form(at)) => {
                let now = if *narrowed { "no longer" } else { "now" };
                format!("{name} {now} accepts a value that matches more than one of its forms")
            }
            (What::Not, [_, is]) if *narrowed => format!("{name} must not be {is}"),
            (What::Not, [was, _]) => format!("{name} may now be {was}"),
            (What::Member(_), _) if is_new => format!("{name} is new{}", if required { " and required" } else { "" }),
            (What::Member(_), _) => format!("{name} is gone"),
            (What::Hidden(_), _) => format!("{name} may no longer be sent"),
            (What::Required(member), _) => {
                let name = if role == Role::Property { name.to_owned() } else { format!("`{member}` of {name}") };
                format!("{name} {}", if *narrowed { "is now required" } else { "is no longer required" })
            }
            (What::Others, [was, is]) => format!("{name} accepts {is}, accepted {was}"),
        };
        let wire = Wire::of(match direction {
            Some(Direction::Request) => !narrowed,
            Some(Direction::Response) => !widened,
            None => true,
        });
        let change = self.mention(kind, places, wire, |name| format!("{prefix}{}", message(name)));
        change.refused |= direction == Some(Direction::Request) && *narrowed;
        // What of the document these changes cover.
        let key = match what {
            What::Null => "nullable",
            What::Listed => "enum",
            What::Not => "not",
            What::Others => "additionalProperties",
            What::Hidden(_) => "readOnly",
            What::Required(_) => "required",
            What::Type | What::Form | What::Value(_) | What::Bound(_) | What::Member(_) => "",
        };
        for (side, spot) in [old, new].into_iter().enumerate() {
            // Without a keyword, the place is that of the whole schema.
            if let Some(spot) = spot.as_ref().filter(|spot| !spot.said.is_empty() || !key.is_empty()) {
                self.reported.insert((side, if key.is_empty() { spot.at.clone() } else { child(&spot.at, key) }));
            }
        }
    }
}

/// Whether a place is that of a form in a `oneOf`.
fn is_form(at: &str) -> bool {
    at.rsplit('/').nth(1) == Some("oneOf")
}

/// Whether the property at a place is required.
fn is_required(document: &Document, at: &str) -> bool {
    let Some((object, name)) = at.rsplit_once("/properties/") else { return false };
    let name = name.replace("~1", "/").replace("~0", "~");
    document.node(object).get("required").items().any(|required| required.value == name.as_str())
}
