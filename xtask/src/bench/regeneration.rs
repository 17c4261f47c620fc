//! How long the commands take that people wait for.

use std::{
    fmt::Write as _,
    path::Path,
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use anyhow::{Context, Result, ensure};

use super::{Median, cargo_bench, median};
use crate::workspace;

/// This project's document with its operation 200 times over, each with a model of its own.
pub fn two_hundred_operations(document: &str) -> Option<String> {
    let (head, rest) = document.split_once("\npaths:\n")?;
    let (paths, components) = rest.split_once("\ncomponents:\n")?;
    let (before, after) = components.split_once("\n    Call:\n")?;
    let (call, after) = after.split_once("\n\n")?;
    let (mut operations, mut models) = (String::new(), String::new());
    for n in 0..200 {
        operations += &paths
            .replace("/user/calls/", &format!("/user/calls{n}/"))
            .replace("get_call", &format!("get_call_{n}"))
            .replace("schemas/Call'", &format!("schemas/Call{n}'"));
        let _ = write!(models, "\n    Call{n}:\n{call}\n");
    }
    Some(format!("{head}\npaths:\n{operations}\ncomponents:\n{before}{models}\n{after}"))
}

const COMMANDS: [&str; 3] = ["codegen --check", "lint", "diff"];

/// Measures, and gives the table.
pub(super) fn table(root: &Path) -> Result<String> {
    cargo_bench(root, "regenerate", &[])?;
    let document = std::fs::read_to_string(root.join(workspace::DOCUMENT)).context("the document cannot be read")?;
    let large = two_hundred_operations(&document).context("the document has another layout than this expects")?;
    let cold = [Cold::new(&document)?, Cold::new(&large)?];
    let mut table = String::from(
        "## Regeneration\n\n\
         Warm: in a process that has run it before, with optimisation. Cold: the whole command as `cargo xtask` starts it,\n\
         the fastest of five. `diff` has a field of another name to judge, for which it generates from both documents.\n\
         Target: under a second warm for both documents.\n\n\
         | command | this document, warm | 200 operations, warm | how the cost grows | 200 operations, cold / warm |\n\
         |---|---|---|---|---|\n",
    );
    for command in COMMANDS {
        let [small, large] =
            ["this document", "200 operations"].map(|size| median(root, "regenerate", &format!("{command} {size}")));
        let (small, large) = (small?.context("not measured")?, large?.context("not measured")?);
        let under = |median: Median| match median {
            median if median.high < 1e9 => "under a second",
            median if median.low < 1e9 => "about a second",
            _ => "over a second: missed",
        };
        let (grown, started) = (large.mid / small.mid, cold[1].fastest(command)?.as_nanos() as f64 / large.mid);
        let _ = writeln!(table, "| `{command}` | {} | {} | {grown:.0} | {started:.1} |", under(small), under(large));
        ensure!(cold[0].fastest(command)? < Duration::from_secs(60), "{command} takes a minute");
    }
    table.push_str("\n`cargo bench -p intellixent-benches --bench regenerate`\n");
    Ok(table)
}

/// A workspace in a folder of its own, freshly generated.
struct Cold(tempfile::TempDir);

impl Cold {
    fn new(document: &str) -> Result<Self> {
        let folder = tempfile::tempdir().context("no temporary folder can be made")?;
        let base = document.replacen("        assistant_name:\n", "        agent_name:\n", 1);
        std::fs::create_dir(folder.path().join("openapi"))
            .and_then(|()| std::fs::write(folder.path().join(workspace::DOCUMENT), document))
            .and_then(|()| std::fs::write(folder.path().join("base.yaml"), base))
            .context("the temporary folder cannot be written")?;
        let cold = Self(folder);
        cold.run(&["codegen"])?;
        Ok(cold)
    }

    fn fastest(&self, command: &str) -> Result<Duration> {
        let mut arguments: Vec<_> = command.split(' ').collect();
        if command == "diff" {
            arguments.extend(["--base", "base.yaml"]);
        }
        let times: Vec<_> = (0..5).map(|_| self.run(&arguments)).collect::<Result<_>>()?;
        times.into_iter().min().context("nothing was measured")
    }

    fn run(&self, arguments: &[&str]) -> Result<Duration> {
        let start = Instant::now();
        let status = Command::new(std::env::current_exe().context("this program is not to be found")?)
            .args(arguments)
            .current_dir(self.0.path())
            // The workspace is where the command is started, not the one that this is part of.
            .env_remove("CARGO_MANIFEST_DIR")
            .stdout(Stdio::null())
            .status()
            .context("this program cannot be started")?;
        ensure!(status.success(), "`{}` failed with {status}", arguments.join(" "));
        Ok(start.elapsed())
    }
}
