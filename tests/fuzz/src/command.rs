//! What must hold for any bytes in the files that the command reads: lists of ids, and the state of an export. A binary
//! cannot be depended on: its modules are built once more, here.
#![allow(dead_code, unused_imports, reason = "the command uses the rest")]

use std::{fs, path::PathBuf};

use journal::{Covered, Journal};

use crate::command::{ids::Source, outcome::Failure};

#[path = "../../../crates/intellixent-cli/src/file.rs"]
pub(crate) mod file;
#[path = "../../../crates/intellixent-cli/src/export/ids.rs"]
mod ids;
#[path = "../../../crates/intellixent-cli/src/export/journal.rs"]
mod journal;
#[path = "../../../crates/intellixent-cli/src/outcome.rs"]
pub(crate) mod outcome;
#[path = "../../../crates/intellixent-cli/src/text.rs"]
pub(crate) mod text;

/// A file with these bytes, in memory where the system has such.
fn written(name: &str, bytes: &[u8]) -> PathBuf {
    let memory = PathBuf::from("/dev/shm");
    let folder = if memory.is_dir() { memory } else { std::env::temp_dir() };
    let path = folder.join(format!("intellixent-fuzz-{}-{name}", std::process::id()));
    fs::write(&path, bytes).expect("a temporary file");
    path
}

fn check(failure: &Failure) {
    let said = &failure.message;
    assert!(said.lines().count() == 1 && said.len() < 2_000, "{said}");
}

/// A list of ids gives as many as it says, or an error of one line.
pub fn id_list(bytes: &[u8]) {
    const ENOUGH: usize = 10_000;
    let sources = vec![Source::File(written("ids", bytes))];
    let counted = ids::count(&sources);
    let mut found = 0;
    for id in ids::ids(sources).take(ENOUGH) {
        match id {
            Ok(_) => found += 1,
            Err(failure) => {
                check(&failure);
                assert!(counted.is_err(), "{}", failure.message);
                return;
            }
        }
    }
    match counted {
        Ok(count) if found < ENOUGH => assert_eq!(count, Some(found as u64)),
        Ok(_) => {}
        Err(failure) => {
            check(&failure);
            assert_eq!(found, ENOUGH);
        }
    }
}

/// A state is refused in one line, or read, the same each time; and an export can go on from it.
pub fn state(bytes: &[u8]) {
    let path = written("state", bytes);
    let (journal, covered) = match Journal::open(&path, "ndjson") {
        Ok(found) => found,
        Err(failure) => return check(&failure),
    };
    let known = journal.known.clone();
    drop(journal);
    let (mut journal, still) = Journal::open(&path, "ndjson").expect("what was read once can be read again");
    let again = &journal.known;
    assert_eq!(
        (&again.written, &again.missing, &again.failed, still),
        (&known.written, &known.missing, &known.failed, covered)
    );
    let now = Covered { bytes: 7, end: 8 };
    journal.write(5);
    journal.save(|| Ok(now)).expect("a saved entry");
    drop(journal);
    let (journal, covered) = Journal::open(&path, "ndjson").expect("what was written can be read");
    let after = &journal.known;
    assert!(after.written.contains(5) && !after.missing.contains(5) && !after.failed.contains_key(&5));
    assert_eq!(covered, now);
}
