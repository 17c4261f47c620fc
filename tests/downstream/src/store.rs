//! The table of decisions, in SQLite.

use intellixent::types::Call;
use rusqlite::{Connection, OptionalExtension as _, params};

use crate::Decision;

/// One row: what is stored about a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The id of the call.
    pub id: u64,
    /// Its status as the server sent it, known or not.
    pub status: Option<String>,
    /// When it was made, as written.
    pub created_at: Option<String>,
    /// What it cost in US dollars, exact.
    pub cost: Option<String>,
    /// What to do.
    pub decision: Decision,
}

impl Row {
    /// The row about a call.
    pub fn of(call: &Call) -> Self {
        Self {
            id: call.id,
            status: call.status.as_ref().map(|status| status.as_str().to_owned()),
            created_at: call.created_at.as_ref().map(ToString::to_string),
            cost: call.total_cost.map(|cost| cost.to_string()),
            decision: Decision::about(call),
        }
    }

    /// The row about a call that does not exist.
    pub fn of_nothing(id: u64) -> Self {
        Self { id, status: None, created_at: None, cost: None, decision: Decision::Review }
    }
}

/// The table.
#[derive(Debug)]
pub struct Store(Connection);

impl Store {
    /// Uses `connection`, and creates the table if it does not exist.
    ///
    /// # Errors
    ///
    /// If the table cannot be created.
    pub fn new(connection: Connection) -> rusqlite::Result<Self> {
        // An id may be larger than an integer of SQLite, so it is text.
        connection.execute_batch(
            "CREATE TABLE IF NOT EXISTS calls (
                 id TEXT PRIMARY KEY, status TEXT, created_at TEXT, cost TEXT, decision TEXT NOT NULL
             ) STRICT",
        )?;
        Ok(Self(connection))
    }

    pub(crate) fn put(&self, row: &Row) -> rusqlite::Result<()> {
        self.0.execute(
            "INSERT OR REPLACE INTO calls VALUES (?1, ?2, ?3, ?4, ?5)",
            params![row.id.to_string(), row.status, row.created_at, row.cost, row.decision.as_str()],
        )?;
        Ok(())
    }

    pub(crate) fn get(&self, id: u64) -> rusqlite::Result<Option<Row>> {
        let mut statement =
            self.0.prepare_cached("SELECT status, created_at, cost, decision FROM calls WHERE id = ?1")?;
        let row = statement.query_row([id.to_string()], |row| {
            Ok(Row {
                id,
                status: row.get(0)?,
                created_at: row.get(1)?,
                cost: row.get(2)?,
                decision: Decision::from_text(&row.get::<_, String>(3)?),
            })
        });
        row.optional()
    }
}
