//! Fields in a form that this version does not know: written as they came, and listed at the end.

use std::{cell::RefCell, collections::BTreeMap};

use intellixent::types::Call;

use super::calls;
use crate::text;

/// The number of calls with such fields, and for each path how many calls. `[]` stands for any index.
#[derive(Debug, Default)]
pub(crate) struct Forms(RefCell<(u64, BTreeMap<String, u64>)>);

/// The maximum number of paths that are counted.
const MAX_PLACES: usize = 1000;

/// The maximum width of a path.
const MAX_PLACE: usize = 80;

/// The maximum number of paths that are listed.
const MAX_NAMED: usize = 10;

impl Forms {
    pub(crate) fn look(&self, call: &str) {
        let mut places: Vec<String> = match intellixent::from_slice::<Call>(call.as_bytes()) {
            Ok(call) => call.misfits().iter().map(|misfit| place(misfit.path())).collect(),
            Err(error) => vec![error.json_path().map_or_else(|| "the JSON itself".to_owned(), place)],
        };
        if places.is_empty() {
            return;
        }
        places.sort_unstable();
        places.dedup();
        let (calls, found) = &mut *self.0.borrow_mut();
        *calls += 1;
        for place in places {
            if found.len() < MAX_PLACES || found.contains_key(&place) {
                *found.entry(place).or_default() += 1;
            }
        }
    }

    /// The line at the end of the export.
    pub(crate) fn summary(&self) -> Option<String> {
        let (number, found) = &*self.0.borrow();
        let mut found: Vec<_> = found.iter().collect();
        found.sort_by(|one, other| other.1.cmp(one.1));
        let mut named: Vec<_> =
            found.iter().take(MAX_NAMED).map(|(place, calls)| format!("{place} ({calls})")).collect();
        if found.len() > MAX_NAMED {
            named.push(format!("{} more", found.len() - MAX_NAMED));
        }
        let had = format!("{} had fields in a form unknown to this version, written as they came", calls(*number));
        (*number > 0).then(|| format!("{had}: {}", named.join(", ")))
    }
}

/// The path without its indexes.
fn place(path: &str) -> String {
    let mut place = String::with_capacity(path.len());
    let mut rest = path;
    while let Some((before, after)) = rest.split_once('[') {
        place.push_str(before);
        place.push('[');
        rest = after.trim_start_matches(|c: char| c.is_ascii_digit());
    }
    text::cut(&(place + rest), MAX_PLACE).into_owned()
}
