//! Responses from a folder: each `.json` file is one, found by its `id`.

use std::{
    collections::{HashMap, hash_map::Entry},
    fs,
    path::Path,
};

use bytes::Bytes;
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::StartError;

/// The files of a folder by the `id` that stands in them, as the bytes that they are.
#[derive(Debug, Default)]
pub(crate) struct Fixtures {
    by_id: HashMap<String, Bytes>,
    /// Files that have the id of another, and are served with one of their own.
    pub(crate) renumbered: usize,
}

/// All that has to be known of a file.
#[derive(Deserialize)]
struct Identified<'a> {
    #[serde(borrow)]
    id: &'a RawValue,
}

impl Fixtures {
    /// Reads `folder`. Of files with the same id, the first by name keeps it; the others get the lowest that are free.
    pub(crate) fn read(folder: &Path) -> Result<Self, StartError> {
        let failed = |path: &Path| {
            let path = path.to_owned();
            move |error| StartError::Read { path, error }
        };
        let mut paths = Vec::new();
        for entry in fs::read_dir(folder).map_err(failed(folder))? {
            let path = entry.map_err(failed(folder))?.path();
            let is_json = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("json"));
            // To read a pipe would be to wait for ever.
            if is_json && fs::metadata(&path).map_err(failed(&path))?.is_file() {
                paths.push(path);
            }
        }
        paths.sort();
        let mut fixtures = Self::default();
        let mut others = Vec::new();
        for path in paths {
            let not_a_fixture = |problem: &str| StartError::Fixture { path: path.clone(), problem: problem.to_owned() };
            let text = text(&fs::read(&path).map_err(failed(&path))?).ok_or_else(|| not_a_fixture("it is not text"))?;
            let found = serde_json::from_str::<Identified<'_>>(&text).map_err(|error| {
                not_a_fixture(if error.is_data() { "it has no `id` to be found by" } else { "it is not JSON" })
            })?;
            let id = found.id.get();
            let start = id.as_ptr() as usize - text.as_ptr() as usize;
            let place = start..start + id.len();
            match fixtures.by_id.entry(id.trim_matches('"').to_owned()) {
                Entry::Occupied(_) => others.push((text, place)),
                Entry::Vacant(entry) => {
                    entry.insert(Bytes::from(text));
                }
            }
        }
        fixtures.renumbered = others.len();
        let mut id = 1u64;
        for (mut text, place) in others {
            while fixtures.by_id.contains_key(&id.to_string()) {
                id += 1;
            }
            text.replace_range(place, &id.to_string());
            fixtures.by_id.insert(id.to_string(), Bytes::from(text));
        }
        Ok(fixtures)
    }

    pub(crate) fn get(&self, id: &str) -> Option<Bytes> {
        self.by_id.get(id).cloned()
    }

    pub(crate) fn ids(&self) -> impl Iterator<Item = &str> {
        self.by_id.keys().map(String::as_str)
    }

    pub(crate) fn len(&self) -> usize {
        self.by_id.len()
    }
}

/// UTF-8 out of UTF-8, or of UTF-16 with the mark at its start that Windows writes.
fn text(bytes: &[u8]) -> Option<String> {
    let utf16 = |bytes: &[u8], unit: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = bytes.chunks(2).map(|pair| unit([pair[0], *pair.get(1).unwrap_or(&0)])).collect();
        String::from_utf16(&units).ok()
    };
    match bytes {
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes),
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8(rest.to_owned()).ok(),
        bytes => String::from_utf8(bytes.to_owned()).ok(),
    }
}
