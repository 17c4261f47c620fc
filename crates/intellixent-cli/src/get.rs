//! `intellixent get`: a few calls, for a person or a pipe.

use std::io::{self, IsTerminal, Write};

use intellixent::types::Call;
use serde_json::Value;

use crate::{
    args::{GetArgs, Global},
    connect::{Connection, call, connect},
    outcome::{Exit, Failure},
    page, say, text,
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
    let call = call(&connection.client, id).await?;
    let terminal = io::stdout().is_terminal();
    let out = if args.transcript {
        let transcript = call.transcript.as_ref().ok_or_else(|| lacks(id, "transcript"))?.to_string();
        if terminal { text::lines(&transcript).into_owned() } else { transcript }
    } else if let Some(pointer) = &args.field {
        field(&call, pointer, args.json, terminal)?
    } else if args.page || (terminal && !args.json) {
        let page = page::page(&call);
        return page_out(if further { format!("\n{page}") } else { page });
    } else {
        json(&serialized(&call)?, terminal)
    };
    let mut stdout = io::stdout().lock();
    writeln!(stdout, "{}", out.trim_end_matches('\n'))
        .and_then(|()| stdout.flush())
        .map_err(|error| Failure::stdout(&error))
}

fn lacks(id: u64, what: &str) -> Failure {
    Failure::new(Exit::Missing, format!("call {id} has no {what}"))
}

fn serialized(call: &Call) -> Result<Value, Failure> {
    serde_json::to_value(call)
        .map_err(|error| Failure::failed(format!("call {} cannot be written as JSON: {error}", call.id)))
}

fn field(call: &Call, pointer: &str, as_json: bool, terminal: bool) -> Result<String, Failure> {
    let value = serialized(call)?;
    match value.pointer(pointer) {
        None => Err(lacks(call.id, &format!("value at {pointer}"))),
        Some(Value::String(text)) if !as_json => {
            Ok(if terminal { text::lines(text).into_owned() } else { text.clone() })
        }
        Some(value) => Ok(json(value, terminal)),
    }
}

/// Indented and harmless on a terminal, one line as it is otherwise.
fn json(value: &Value, terminal: bool) -> String {
    if terminal { text::json(&format!("{value:#}")).into_owned() } else { value.to_string() }
}

fn page_out(page: String) -> Result<(), Failure> {
    let mut stdout = anstream::stdout().lock();
    stdout.write_all(page.as_bytes()).and_then(|()| stdout.flush()).map_err(|error| Failure::stdout(&error))
}
