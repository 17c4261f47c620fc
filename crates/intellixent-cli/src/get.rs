//! `intellixent get`: a few calls, for a person or a pipe.

use std::io::{self, IsTerminal};

use intellixent::types::Call;
use serde_json::{Value, value::RawValue};

use crate::{
    args::{GetArgs, Global},
    connect::{Connection, call, connect},
    outcome::{Exit, Failure, print},
    page::{page, transcript_text},
    path::{Path, cell, in_one_line},
    say, text,
};

pub(crate) async fn run(args: &GetArgs, global: &Global) -> Result<Exit, Failure> {
    let connection = connect(global, &args.requests, |settings| settings).await?;
    let mut exit = Exit::Done;
    for (i, &id) in args.ids.iter().enumerate() {
        match shown(&connection, id, args, i > 0).await {
            Ok(()) => {}
            // Neither will come back for the next id.
            Err(failure) if matches!(failure.exit, Exit::ClosedPipe | Exit::Key | Exit::Usage) => return Err(failure),
            Err(failure) => {
                say(&failure);
                if exit == Exit::Done {
                    exit = failure.exit;
                }
            }
        }
    }
    Ok(exit)
}

async fn shown(connection: &Connection, id: u64, args: &GetArgs, further: bool) -> Result<(), Failure> {
    let terminal = io::stdout().is_terminal();
    let answer = call(&connection.client, id).await?;
    let shown = if args.raw {
        if terminal { text::json(&answer).into_owned() } else { answer }
    } else if args.transcript {
        let transcript = Path::new("transcript").value_in(&answer).ok_or_else(|| lacks(id, "transcript"))?;
        plain(transcript_text(transcript), terminal)
    } else if !args.field.is_empty() {
        let values = args.field.iter().map(|path| {
            let value = Path::new(path).value_in(&answer);
            value.map(|value| field(value, args.json, terminal)).ok_or_else(|| lacks(id, &format!("value at {path}")))
        });
        values.collect::<Result<Vec<_>, _>>()?.join("\t")
    } else {
        let call: Call = intellixent::from_slice(answer.as_bytes()).map_err(|error| {
            let Failure { exit, message } = Failure::call(id, &error);
            Failure::new(exit, format!("{message}; --raw prints the response as the server sent it"))
        })?;
        let fields = serde_json::to_value(&call);
        match fields.map_err(|error| Failure::failed(format!("call {id} cannot be written as JSON: {error}")))? {
            Value::Object(fields) if args.page || (terminal && !args.json) => {
                let page = page(fields, text::width());
                let page = if further { format!("\n{page}") } else { page };
                return print(anstream::stdout().lock(), page.as_bytes());
            }
            fields => json(&fields, terminal),
        }
    };
    let shown = format!("{}\n", shown.strip_suffix('\n').unwrap_or(&shown));
    // What a call said goes out as it is; only what this program has styled is for `anstream` to judge.
    if terminal {
        print(anstream::stdout().lock(), shown.as_bytes())
    } else {
        print(io::stdout().lock(), shown.as_bytes())
    }
}

fn lacks(id: u64, what: &str) -> Failure {
    Failure::new(Exit::Missing, format!("call {id} has no {what}"))
}

/// The value as the server sent it.
fn field(value: &RawValue, as_json: bool, terminal: bool) -> String {
    if value.get().starts_with('"') && !as_json {
        let text = cell(value);
        return if terminal { text::lines(&text).into_owned() } else { text.into_owned() };
    }
    let line = in_one_line(value.get());
    match serde_json::from_str(value.get()) {
        Ok(value @ (Value::Object(_) | Value::Array(_))) if terminal => json(&value, terminal),
        _ if terminal => text::coloured(&text::json(&line)).into_owned(),
        _ => line.into_owned(),
    }
}

/// Indented, in colours and harmless on a terminal, one line as it is otherwise.
fn json(value: &Value, terminal: bool) -> String {
    if terminal { text::coloured(&text::json(&format!("{value:#}"))).into_owned() } else { value.to_string() }
}

/// Wrapped and harmless on a terminal, as it is otherwise.
fn plain(text: String, terminal: bool) -> String {
    if !terminal {
        return text;
    }
    let text = text::lines(&text);
    let lines: Vec<_> = text.lines().flat_map(|line| text::wrapped(line, text::width())).collect();
    lines.join("\n")
}
