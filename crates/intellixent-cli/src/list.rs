//! `intellixent list`: the calls of the account, newest first, as a table on a terminal and as lines otherwise.

use std::{
    collections::HashSet,
    io::{self, IsTerminal},
};

use anstyle::Style;
use serde_json::value::RawValue;

use crate::{
    args::{Format, Global, ListArgs},
    connect::connect,
    export::Rows,
    listed::{MAX_PAGE, MAX_PER_PAGE, Walk},
    outcome::{Exit, Failure, exit_of, explained, print},
    page::{PLAIN, TITLE, of_status, usd},
    path::{Path, cell},
    progress::waiting,
    say, text,
};

pub(crate) async fn run(args: &ListArgs, global: &Global) -> Result<Exit, Failure> {
    let terminal = io::stdout().is_terminal();
    let mut table = (terminal && args.format.is_none()).then(Table::default);
    let rows = Rows::new(args.format.unwrap_or(Format::Ndjson), &[], terminal)?;
    let connection = connect(global, &args.requests, |settings| settings.max_response_bytes(MAX_PAGE)).await?;
    let mut left = args.limit.unwrap_or(u64::MAX);
    let mut walk = Walk::new(left.min(MAX_PER_PAGE));
    let mut lines = if table.is_none() { rows.header() } else { Vec::new() };
    let (mut given, mut exit) = (HashSet::new(), Exit::Done);
    loop {
        let answer = waiting(args.filters.request(&connection.client, &walk).send_raw()).await;
        let body = answer.map_err(|error| walk.failed(exit_of(&error), &explained(&error)))?.into_inner();
        let page = walk.read(&body).map_err(|why| walk.failed(Exit::Unexpected, &why))?;
        let more = walk.advance(&page)?;
        let mut calls = Vec::new();
        for entry in page.entries {
            match entry {
                Ok((id, call)) if left > 0 && given.insert(id) => {
                    left -= 1;
                    calls.push(call);
                }
                Ok(_) => {}
                Err(problem) => {
                    exit = Exit::Unexpected;
                    say(&Failure::new(exit, problem));
                }
            }
        }
        match &mut table {
            Some(table) => print(anstream::stdout().lock(), table.page(&calls).as_bytes())?,
            None => {
                for call in calls {
                    lines.extend(rows.row(&call));
                }
                print(io::stdout().lock(), &lines)?;
                lines.clear();
            }
        }
        if !more || left == 0 {
            return Ok(exit);
        }
    }
}

/// The head of a column, and the field that it has.
const COLUMNS: [(&str, &str); 7] = [
    ("ID", "id"),
    ("STARTED", "created_at"),
    ("TYPE", "type"),
    ("STATUS", "status"),
    ("WITH", "client_phone_number"),
    ("LASTED", "duration"),
    ("COST", "total_cost"),
];

type Row = [String; COLUMNS.len()];

const GAP: &str = "  ";

/// Columns as wide as the cells so far, together no wider than the terminal.
#[derive(Default)]
struct Table {
    widths: Option<[usize; COLUMNS.len()]>,
}

impl Table {
    fn page(&mut self, calls: &[Box<RawValue>]) -> String {
        let header = self.widths.is_none().then(|| COLUMNS.map(|(head, _)| head.to_owned()));
        let rows: Vec<Row> = calls.iter().map(|call| COLUMNS.map(|(_, field)| cell_of(call, field))).collect();
        let widths = self.widths.get_or_insert_default();
        for row in header.iter().chain(&rows) {
            for (width, cell) in widths.iter_mut().zip(row) {
                *width = text::columns(cell).max(*width);
            }
        }
        let mut widths = *widths;
        let room = text::width().saturating_sub(GAP.len() * (COLUMNS.len() - 1)).max(COLUMNS.len());
        while widths.iter().sum::<usize>() > room
            // An id that is cut is of no use.
            && let Some(widest) = widths[1..].iter_mut().max().filter(|width| **width > 1)
        {
            *widest -= 1;
        }
        let header = header.iter().map(|row| line(row, widths, TITLE, TITLE));
        header.chain(rows.iter().map(|row| line(row, widths, of_status(&row[3]), PLAIN))).collect()
    }
}

fn line(row: &Row, widths: [usize; COLUMNS.len()], of_status: Style, of_others: Style) -> String {
    let cells = COLUMNS.iter().zip(row).zip(widths).map(|(((_, field), cell), width)| {
        let cell = text::cut(cell, width);
        let padding = " ".repeat(width - text::columns(&cell));
        let style = if *field == "status" { of_status } else { of_others };
        match *field {
            "id" | "duration" => format!("{padding}{style}{cell}{style:#}"),
            _ => format!("{style}{cell}{style:#}{padding}"),
        }
    });
    format!("{}\n", cells.collect::<Vec<_>>().join(GAP).trim_end())
}

/// A cell of a call; a value in an unknown form is shown as it is.
fn cell_of(call: &RawValue, field: &str) -> String {
    let found = Path::new(field).find(call).map(|value| (value, cell(value))).filter(|(_, cell)| !cell.is_empty());
    let Some((value, cell)) = found else { return "-".to_owned() };
    let shown = match field {
        "created_at" => cell.replacen('T', " ", 1).chars().take("2025-08-04 14:30".len()).collect(),
        "duration" => match cell.parse::<u64>() {
            Ok(seconds) => format!("{}:{:02}", seconds / 60, seconds % 60),
            Err(_) => cell.into_owned(),
        },
        "total_cost" => serde_json::from_str(value.get()).map_or(cell.into_owned(), |cost| text::of(&usd(cost))),
        _ => cell.into_owned(),
    };
    text::line(&shown).into_owned()
}
