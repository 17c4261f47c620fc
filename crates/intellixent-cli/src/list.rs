//! `intellixent list`: the calls of the account, newest first, as a table on a terminal and as lines otherwise.

use std::{
    collections::HashSet,
    io::{self, IsTerminal, Write},
    sync::Arc,
};

use serde_json::Value;

use crate::{
    args::{Format, Global, ListArgs},
    connect::connect,
    export::Rows,
    listed::Page,
    outcome::{Exit, Failure, exit_of, explained},
    page::{lasted, of_status, usd},
    text,
};

pub(crate) async fn run(args: &ListArgs, global: &Global) -> Result<Exit, Failure> {
    let connection = connect(global, |settings| settings).await?;
    let terminal = io::stdout().is_terminal();
    let rows = match args.format {
        None if terminal => None,
        format => Some(Arc::new(Rows::new(format.unwrap_or(Format::Ndjson), &[], terminal)?)),
    };
    let mut left = args.limit.unwrap_or(u64::MAX);
    let (mut number, mut limit, mut given) = (1, None, HashSet::new());
    let mut out = Vec::new();
    match &rows {
        Some(rows) => out.extend(rows.header()?),
        None => out.extend(HEADER.as_bytes()),
    }
    loop {
        let failed = |exit, why: String| Failure::new(exit, format!("page {number} of the list: {why}"));
        let answer = args.filters.request(&connection.client).page(number).send_raw().await;
        let body = answer.map_err(|error| failed(exit_of(&error), explained(&error)))?.into_inner();
        let page = Page::read(&body, number).map_err(|no_page| failed(Exit::Unexpected, no_page.problem))?;
        let more = page.is_followed(number, &mut limit).map_err(|why| failed(Exit::Unexpected, why))?;
        for (_, call) in page.calls.into_iter().filter(|(id, _)| given.insert(*id)) {
            if left == 0 {
                break;
            }
            left -= 1;
            match &rows {
                Some(rows) => out.extend(rows.row(call.get())?),
                None => out.extend(line(call.get()).as_bytes()),
            }
        }
        let written = if rows.is_none() {
            let mut stdout = anstream::stdout().lock();
            stdout.write_all(&out).and_then(|()| stdout.flush())
        } else {
            let mut stdout = io::stdout().lock();
            stdout.write_all(&out).and_then(|()| stdout.flush())
        };
        written.map_err(|error| Failure::stdout(&error))?;
        out.clear();
        if !more || left == 0 {
            return Ok(Exit::Done);
        }
        number += 1;
    }
}

const HEADER: &str = "\u{1b}[1m        ID  STARTED              TYPE      STATUS              WITH              LASTED        COST\u{1b}[0m\n";

/// A call as a line of the table.
fn line(call: &str) -> String {
    let mut call: Value = serde_json::from_str(call).unwrap_or_default();
    let mut take = |name: &str| {
        let value = call.get_mut(name).map(Value::take).filter(|value| !value.is_null());
        value.map_or_else(
            || "-".into(),
            |value| match name {
                "duration" => lasted(value),
                "total_cost" => usd(value),
                _ => value,
            },
        )
    };
    let mut text = |name: &str| {
        let value = take(name);
        text::line(value.as_str().map_or_else(|| value.to_string(), str::to_owned).as_str()).into_owned()
    };
    let (id, status) = (text("id"), text("status"));
    let started: String = text("created_at").replacen('T', " ", 1).chars().take(19).collect();
    let style = of_status(&status);
    format!(
        "{id:>10}  {started:<19}  {:<8}  {style}{status:<18}{style:#}  {:<16}  {:<12}  {}\n",
        text("type"),
        text("client_phone_number"),
        text("duration"),
        text("total_cost"),
    )
}
