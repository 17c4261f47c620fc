//! `intellixent get`: a few calls, for a person or a pipe.

use std::io::{self, IsTerminal, Write};

use serde_json::{Value, value::RawValue};

use crate::{
    args::{GetArgs, Global},
    connect::{Connection, call, connect},
    outcome::{Exit, Failure, print},
    page::{page, spoken},
    path::{Path, cell},
    say, text,
};

pub(crate) async fn run(args: &GetArgs, global: &Global) -> Result<Exit, Failure> {
    let connection = connect(global, |settings| settings).await?;
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
    if args.raw {
        let body = connection.client.get_call(id).send_raw().await.map_err(|error| Failure::call(id, &error))?;
        let body = body.into_inner();
        let safe = if terminal { text::lines(&String::from_utf8_lossy(&body)).into_owned().into() } else { body };
        return out(io::stdout().lock(), &safe);
    }
    let call = call(&connection.client, id).await?;
    let fields = serde_json::to_value(&call);
    let fields = fields.map_err(|error| Failure::failed(format!("call {id} cannot be written as JSON: {error}")))?;
    let mut styled = false;
    let shown = if args.transcript {
        let transcript = spoken(fields.get("transcript").ok_or_else(|| lacks(id, "transcript"))?);
        if terminal { wrapped(&transcript) } else { transcript }
    } else if !args.field.is_empty() {
        let values = args.field.iter().map(|path| field(id, &fields, path, args.json, terminal));
        values.collect::<Result<Vec<_>, _>>()?.join("\t")
    } else if args.page || (terminal && !args.json) {
        styled = true;
        let Value::Object(fields) = fields else { return Ok(()) };
        let page = page(fields, text::width());
        if further { format!("\n{page}") } else { page }
    } else {
        json(&fields, terminal)
    };
    if styled || terminal {
        out(anstream::stdout().lock(), shown.as_bytes())
    } else {
        out(io::stdout().lock(), shown.as_bytes())
    }
}

fn lacks(id: u64, what: &str) -> Failure {
    Failure::new(Exit::Missing, format!("call {id} has no {what}"))
}

fn field(id: u64, fields: &Value, path: &str, as_json: bool, terminal: bool) -> Result<String, Failure> {
    let written = RawValue::from_string(fields.to_string());
    let written = written.map_err(|error| Failure::failed(format!("call {id} cannot be written as JSON: {error}")))?;
    let Some(value) = Path::new(path).find(&written) else { return Err(lacks(id, &format!("value at {path}"))) };
    if value.get().starts_with('"') && !as_json {
        let text = cell(value);
        return Ok(if terminal { text::lines(&text).into_owned() } else { text.into_owned() });
    }
    Ok(serde_json::from_str(value.get()).map_or_else(|_| value.get().to_owned(), |value| json(&value, terminal)))
}

/// Indented, in colours and harmless on a terminal, one line as it is otherwise.
fn json(value: &Value, terminal: bool) -> String {
    if terminal { text::coloured(&text::json(&format!("{value:#}"))) } else { value.to_string() }
}

fn wrapped(text: &str) -> String {
    let text = text::lines(text);
    let lines: Vec<_> = text.lines().flat_map(|line| text::wrapped(line, text::width())).collect();
    lines.join("\n")
}

/// What a call said goes out as it is; only what this program has styled is for `anstream` to judge.
fn out(stdout: impl Write, shown: &[u8]) -> Result<(), Failure> {
    let shown = shown.strip_suffix(b"\n").unwrap_or(shown);
    print(stdout, &[shown, b"\n"].concat())
}
