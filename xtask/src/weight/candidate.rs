//! A fresh package in a folder of its own, with the versions of this workspace's `Cargo.lock`, to be built from nothing.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
    process::Command,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, ensure};
use progenitor::{GenerationSettings, Generator, InterfaceStyle};

/// A package, and what its builds cost.
pub(crate) struct Candidate {
    pub(crate) name: &'static str,
    dir: PathBuf,
    pub(crate) crates: BTreeSet<String>,
    pub(crate) fastest: Duration,
    /// The least processor time of a build, where the system tells it: a busy machine hardly changes it.
    pub(crate) least_work: Option<Duration>,
    /// Of the program, in bytes.
    pub(crate) size: u64,
}

/// The ways to such a program that are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    ByHand,
    Client,
    StockCommitted,
    StockMacro,
}

/// What a person would take besides the TLS of the client's default features.
const BY_HAND: &str = r#"
reqwest = { version = "0.13.4", default-features = false, features = ["json", "rustls"] }
serde = { version = "1", features = ["derive"] }
serde_json = "1"
"#;

/// What progenitor's README asks for, with the same TLS.
const STOCK: &str = r#"
bytes = "1"
futures = "0.3"
progenitor-client = "0.15"
reqwest = { version = "0.13.4", default-features = false, features = ["json", "query", "rustls", "stream"] }
serde = { version = "1", features = ["derive"] }
serde_json = "1"
"#;

impl Way {
    fn name(self) -> &'static str {
        match self {
            Self::ByHand => "by-hand",
            Self::Client => "with-client",
            Self::StockCommitted => "stock-committed",
            Self::StockMacro => "stock-macro",
        }
    }

    fn dependencies(self, root: &Path) -> String {
        match self {
            Self::ByHand => BY_HAND.to_owned(),
            Self::Client => {
                format!("intellixent = {{ path = {:?} }}\n", root.join("crates/intellixent").display().to_string())
            }
            Self::StockCommitted => STOCK.to_owned(),
            Self::StockMacro => format!("{STOCK}progenitor = \"0.15\"\n"),
        }
    }

    fn program(self) -> String {
        let stock = include_str!("programs/stock.rs");
        match self {
            Self::ByHand => include_str!("programs/by_hand.rs").to_owned(),
            Self::Client => include_str!("programs/client.rs").to_owned(),
            Self::StockCommitted => format!("mod stock;\n\n{stock}"),
            Self::StockMacro => format!(
                "mod stock {{ progenitor::generate_api!(spec = \"vendor.yaml\", interface = Builder); }}\n\n{stock}"
            ),
        }
    }
}

impl Candidate {
    /// Writes the package into `parent`.
    pub(crate) fn new(root: &Path, parent: &Path, way: Way) -> Result<Self> {
        let name = way.name();
        let dir = parent.join(name);
        let manifest = format!(
            "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n\n\
             [workspace]\n\n[dependencies]\n{}",
            way.dependencies(root)
        );
        let vendor = root.join("tests/benches/vendor.yaml");
        let written = std::fs::create_dir_all(dir.join("src"))
            .and_then(|()| std::fs::write(dir.join("Cargo.toml"), manifest))
            .and_then(|()| std::fs::write(dir.join("src/main.rs"), way.program()))
            .and_then(|()| std::fs::copy(&vendor, dir.join("vendor.yaml")))
            .and_then(|_| std::fs::copy(root.join("Cargo.lock"), dir.join("Cargo.lock")));
        written.with_context(|| format!("{}: cannot be written", dir.display()))?;
        if way == Way::StockCommitted {
            let code = stock(&vendor)?;
            std::fs::write(dir.join("src/stock.rs"), code).context("the stock client cannot be written")?;
        }
        let mut candidate =
            Self { name, dir, crates: BTreeSet::new(), fastest: Duration::MAX, least_work: None, size: 0 };
        let tree = candidate.cargo(&["tree", "--quiet", "--prefix", "none", "--edges", "normal,build"])?;
        // A line is a name, a version, and where it comes from; what was listed before comes again with `(*)`.
        candidate.crates = tree
            .lines()
            .map(|line| line.split_whitespace().take(2).collect::<Vec<_>>().join(" "))
            .filter(|line| !line.starts_with(name))
            .collect();
        Ok(candidate)
    }

    /// Builds everything, and keeps the times if they are the best yet.
    pub(crate) fn build(&mut self, release: bool) -> Result<(Duration, Option<Duration>)> {
        let target = self.dir.join("target");
        if target.exists() {
            std::fs::remove_dir_all(&target).with_context(|| format!("{}: cannot be removed", target.display()))?;
        }
        // So that no download is measured.
        self.cargo(&["fetch", "--quiet"])?;
        let (start, before) = (Instant::now(), work_of_children());
        let profile = if release { "release" } else { "dev" };
        self.cargo(&["build", "--quiet", "--offline", "--target-dir", "target", "--profile", profile])?;
        let took = start.elapsed();
        let worked = before.and_then(|before| work_of_children()?.checked_sub(before));
        self.fastest = self.fastest.min(took);
        self.least_work = self.least_work.into_iter().chain(worked).min();
        let program = target.join(if release { "release" } else { "debug" }).join(self.name);
        let program = program.with_extension(std::env::consts::EXE_EXTENSION);
        let found = std::fs::metadata(&program).with_context(|| format!("{}: was not built", program.display()))?;
        self.size = found.len();
        Ok((took, worked))
    }

    fn cargo(&self, arguments: &[&str]) -> Result<String> {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let output = Command::new(cargo)
            .args(arguments)
            .current_dir(&self.dir)
            // What was built before, by whatever cache, is not to be used.
            .env_remove("RUSTC_WRAPPER")
            .env_remove("CARGO_BUILD_RUSTC_WRAPPER")
            .env_remove("CARGO_INCREMENTAL")
            .output()
            .context("cargo cannot be started")?;
        ensure!(
            output.status.success(),
            "{}: `cargo {}` failed: {}",
            self.name,
            arguments.join(" "),
            String::from_utf8_lossy(&output.stderr).trim()
        );
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }
}

/// The code that stock progenitor makes of a document, as one would commit it.
fn stock(document: &Path) -> Result<String> {
    let text = std::fs::read(document).with_context(|| format!("{}: cannot be read", document.display()))?;
    let document = crate::document::Document::parse("vendor.yaml", text)?;
    let mut settings = GenerationSettings::new();
    settings.with_interface(InterfaceStyle::Builder);
    let tokens = Generator::new(&settings).generate_tokens(&document.openapi).context("stock progenitor fails")?;
    Ok(prettyplease::unparse(&syn::parse2(tokens).context("stock progenitor gives no Rust")?))
}

/// The processor time of all programs that this one has started and waited for, on Linux.
fn work_of_children() -> Option<Duration> {
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    // The name of the program, in brackets, may hold blanks; `cutime` and `cstime` are the 14th and 15th after it.
    let (_, fields) = stat.rsplit_once(')')?;
    let ticks = fields.split_whitespace().skip(13).take(2).map(str::parse::<u64>).sum::<Result<u64, _>>().ok()?;
    // What Linux shows to programs always counts hundredths of a second.
    Some(Duration::from_millis(ticks * 10))
}
