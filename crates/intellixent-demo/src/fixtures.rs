//! Responses from a folder: each `.json` file is one, found by its `id`.

use std::{
    collections::{HashMap, hash_map::Entry},
    fs,
    path::Path,
};

use bytes::Bytes;
use serde_json::Value;

use crate::StartError;

/// The files of a folder by the `id` that stands in them, as the bytes that they are.
#[derive(Debug, Default)]
pub(crate) struct Fixtures {
    by_id: HashMap<String, Bytes>,
    /// Files that another with the same id comes before.
    pub(crate) hidden: usize,
}

impl Fixtures {
    /// Reads `folder`. Of files with the same id, the first by name counts.
    pub(crate) fn read(folder: &Path) -> Result<Self, StartError> {
        let failed = |path: &Path| {
            let path = path.to_owned();
            move |error| StartError::Read { path, error }
        };
        let mut paths = Vec::new();
        for entry in fs::read_dir(folder).map_err(failed(folder))? {
            let path = entry.map_err(failed(folder))?.path();
            if path.extension().is_some_and(|extension| extension == "json") {
                paths.push(path);
            }
        }
        paths.sort();
        let mut fixtures = Self::default();
        for path in paths {
            let bytes = fs::read(&path).map_err(failed(&path))?;
            let not_a_fixture = |problem: &str| StartError::Fixture { path: path.clone(), problem: problem.to_owned() };
            let value: Value = serde_json::from_slice(&bytes).map_err(|_| not_a_fixture("it is not JSON"))?;
            let id = match &value["id"] {
                Value::Number(id) => id.to_string(),
                Value::String(id) => id.clone(),
                _ => return Err(not_a_fixture("it has no `id` to be found by")),
            };
            match fixtures.by_id.entry(id) {
                Entry::Occupied(_) => fixtures.hidden += 1,
                Entry::Vacant(entry) => {
                    entry.insert(Bytes::from(bytes));
                }
            }
        }
        Ok(fixtures)
    }

    pub(crate) fn get(&self, id: &str) -> Option<Bytes> {
        self.by_id.get(id).cloned()
    }

    pub(crate) fn len(&self) -> usize {
        self.by_id.len()
    }
}
