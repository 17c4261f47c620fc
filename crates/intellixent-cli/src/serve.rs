//! `intellixent serve`: the embedded server, for whoever builds against the API without a key.

use std::io;

use intellixent_demo::{Faults, Server};
use secrecy::ExposeSecret;

use crate::{
    args::{Global, ServeArgs},
    connect,
    export::calls,
    note,
    outcome::{Exit, Failure, print},
};

pub(crate) async fn run(args: &ServeArgs, global: &Global) -> Result<Exit, Failure> {
    let faults = Faults {
        latency: args.latency,
        rate_limit_every: args.rate_limit_every,
        retry_after_seconds: args.retry_after,
        error_share: args.errors,
        cut_share: args.cuts,
        reset_share: args.resets,
        seed: args.seed,
    };
    let mut server = Server::builder().port(args.port).recordings(true).faults(faults);
    if let Some(folder) = &args.fixtures {
        server = server.fixtures(folder);
    }
    if let Some(ids) = &args.calls {
        server = server.calls(ids.clone());
    }
    if args.check_key {
        let hint = "set INTELLIXENT_API_KEY to the one to accept, or name a file with --key-file";
        server = server.key(connect::key(global, hint)?.expose_secret());
    }
    if !args.quiet {
        server = server.log(note);
    }
    let server = server.start().await.map_err(|error| Failure::failed(error.to_string()))?;
    if args.fixtures.is_some() {
        let (served, renumbered) = server.fixtures();
        note(&format!("serving {} from the folder", calls(served as u64)));
        if renumbered > 0 {
            note(&format!("{renumbered} of them with the lowest free ids, because another file has their id"));
        }
    }
    print(io::stdout().lock(), format!("{}\n", server.base_url()).as_bytes())?;
    note("press Ctrl-C to stop");
    tokio::signal::ctrl_c().await.map_err(|error| Failure::failed(format!("cannot wait for Ctrl-C: {error}")))?;
    note(&format!("{} requests in total", server.requests()));
    Ok(Exit::Done)
}
