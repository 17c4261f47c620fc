//! Responses from a folder: each `.json` file is one, found by its `id`.

use std::{
    collections::{HashMap, hash_map::Entry},
    fs, io,
    path::{Path, PathBuf},
};

use bytes::Bytes;
use encoding_rs::UTF_8;
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::server::explained;

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
    pub(crate) fn read(folder: &Path) -> io::Result<Self> {
        let unreadable = |path: &Path, error| explained(&format!("{} cannot be read", path.display()), &error);
        let mut paths = fs::read_dir(folder)
            .and_then(|entries| entries.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<PathBuf>>>())
            .map_err(|error| unreadable(folder, error))?;
        paths.retain(|path| path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("json")));
        paths.sort();
        let (mut fixtures, mut others) = (Self::default(), Vec::new());
        for path in paths {
            // To read a pipe would be to wait for ever.
            if !fs::metadata(&path).map_err(|error| unreadable(&path, error))?.is_file() {
                continue;
            }
            let bytes = fs::read(&path).map_err(|error| unreadable(&path, error))?;
            let wrong =
                |problem| explained(&format!("{} cannot be served", path.display()), &io::Error::other(problem));
            // UTF-8, or the UTF-16 that a mark at the start names, as Windows writes it.
            let (text, _, damaged) = UTF_8.decode(&bytes);
            if damaged {
                return Err(wrong("it is not text"));
            }
            let found = serde_json::from_str::<Identified<'_>>(&text).map_err(|error| {
                wrong(if error.is_data() { "it has no `id` to be found by" } else { "it is not JSON" })
            })?;
            let id = found.id.get();
            let start = id.as_ptr() as usize - text.as_ptr() as usize;
            let place = start..start + id.len();
            match fixtures.by_id.entry(id.trim_matches('"').to_owned()) {
                Entry::Occupied(_) => others.push((text.into_owned(), place)),
                Entry::Vacant(entry) => {
                    entry.insert(Bytes::from(text.into_owned()));
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

    pub(crate) fn ids(&self) -> impl Iterator<Item = u64> {
        self.by_id.keys().filter_map(|id| id.parse().ok())
    }

    pub(crate) fn len(&self) -> usize {
        self.by_id.len()
    }
}
