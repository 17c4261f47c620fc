//! The command itself: what it compares with, what it prints, how it ends.

use std::{path::Path, process::Command};

use xtask::{
    Outcome,
    diff::{Args, FailOn, Format, on_the_wire, run_in},
    report::{Report, Written},
};

use crate::cases::{BASE, parse};

fn diff(root: &Path, base: &str, format: Format, fail_on: Option<FailOn>) -> (Outcome, String) {
    let output = Written::default();
    let mut report = Report::to(output.clone());
    let args = Args { base: base.to_owned(), format, fail_on };
    let outcome = run_in(root, &args, &mut report).unwrap_or_else(|error| report.error(&error));
    let text = output.text();
    (outcome, text.replace(&root.display().to_string(), "ROOT"))
}

fn plain(text: &str) -> String {
    anstream::adapter::strip_str(text).to_string()
}

fn git(root: &Path, arguments: &[&str]) {
    let who = ["-c", "user.name=Somebody", "-c", "user.email=somebody@example.com", "-c", "commit.gpgsign=false"];
    let status = Command::new("git").arg("-C").arg(root).args(who).args(arguments).status().unwrap();
    assert!(status.success(), "git {arguments:?}");
}

fn write(root: &Path, document: &str) {
    std::fs::create_dir_all(root.join("openapi")).unwrap();
    std::fs::write(root.join("openapi/intellixent.yaml"), document).unwrap();
}

/// A checkout with the base document and version 0.3.1 in its one commit, and `today` as the document on disk.
fn checkout(today: &str) -> tempfile::TempDir {
    let root = tempfile::tempdir().unwrap();
    write(root.path(), BASE);
    let manifest = "[workspace]\nmembers = []\n\n[workspace.package]\nedition = \"2024\"\nversion = \"0.3.1\"\n";
    std::fs::write(root.path().join("Cargo.toml"), manifest).unwrap();
    git(root.path(), &["init", "--quiet"]);
    git(root.path(), &["add", "."]);
    git(root.path(), &["commit", "--quiet", "--message", "Begin"]);
    write(root.path(), today);
    root
}

/// An edit with a change of every verdict, and with text that must not break a table.
fn edited() -> String {
    let edits = [
        ("enum: [sent, arrived]", "enum: [sent, arrived, 'lost|found']"),
        ("enum: [slow, fast]", "enum: [slow, fast, instant]"),
        ("        insured:\n          type: boolean\n          description: Whether to insure it.\n", ""),
        ("description: With the number.", "description: Street and number."),
        ("https://parcels.example/api", "https://api.parcels.example"),
    ];
    edits.iter().fold(BASE.to_owned(), |text, (from, to)| {
        assert!(text.contains(from));
        text.replace(from, to)
    })
}

#[test]
fn a_terminal_shows_each_change_and_the_next_version() {
    let root = checkout(&edited());
    let (outcome, text) = diff(root.path(), "HEAD", Format::Text, None);
    assert_eq!(outcome, Outcome::Good);
    insta::assert_snapshot!("text_plain", plain(&text));
    insta::assert_snapshot!("text_coloured", text.replace('\u{1b}', "ESC"));
}

#[test]
fn a_review_comment_gets_a_table() {
    let root = checkout(&edited());
    let (_, text) = diff(root.path(), "HEAD", Format::Markdown, None);
    insta::assert_snapshot!("markdown", text);
    let columns = |line: &&str| line.replace("\\|", "").matches('|').count();
    let widths: Vec<_> = text.lines().filter(|line| line.starts_with('|')).map(|line| columns(&line)).collect();
    assert!(widths.len() > 6 && widths.iter().all(|columns| *columns == 6), "{widths:?}");
}

#[test]
fn the_changelog_gets_what_is_news_to_somebody() {
    let deprecated = "      summary: Get a parcel\n      deprecated: true\n";
    let root = checkout(&edited().replace("      summary: Get a parcel\n", deprecated));
    let (outcome, text) = diff(root.path(), "HEAD", Format::Changelog, None);
    assert_eq!(outcome, Outcome::Good);
    insta::assert_snapshot!("changelog", text);
    assert!(!text.contains("description"), "words are no news");
}

#[test]
fn a_program_gets_json() {
    let root = checkout(&edited());
    let (_, text) = diff(root.path(), "HEAD", Format::Json, None);
    insta::assert_snapshot!("json", text);
    let json: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!((&json["wire"], &json["rust"]), (&"incompatible".into(), &"major".into()));
}

#[test]
fn a_document_beside_itself_is_well_in_every_format() {
    let root = checkout(BASE);
    let mut told = String::new();
    for format in [Format::Text, Format::Markdown, Format::Json, Format::Changelog] {
        let (outcome, text) = diff(root.path(), "HEAD", format, Some(FailOn::Any));
        assert_eq!(outcome, Outcome::Good);
        told.push_str(&plain(&text));
    }
    insta::assert_snapshot!("no_change", told);
}

#[test]
fn fail_on_is_reached_from_its_level_on() {
    let minor = BASE.replace("enum: [sent, arrived]", "enum: [sent, arrived, lost]");
    let none = BASE.replace("example: Fragile.", "example: This side up.");
    for (today, limit, expected) in [
        (edited(), FailOn::Major, Outcome::NeedsUpdate),
        (minor.clone(), FailOn::Major, Outcome::Good),
        (minor, FailOn::Minor, Outcome::NeedsUpdate),
        (none.clone(), FailOn::Minor, Outcome::Good),
        (none, FailOn::Any, Outcome::NeedsUpdate),
    ] {
        let root = checkout(&today);
        assert_eq!(diff(root.path(), "HEAD", Format::Json, Some(limit)).0, expected, "{limit:?}");
    }
}

#[test]
fn the_base_is_a_file_or_any_revision() {
    let today = BASE.replace("summary: Get a parcel\n", "summary: Get one parcel\n");
    let root = checkout(&today);
    git(root.path(), &["tag", "v0.3.1"]);
    git(root.path(), &["commit", "--quiet", "--all", "--message", "Go on"]);
    let changes = |base: &str| {
        let (outcome, text) = diff(root.path(), base, Format::Text, None);
        assert_eq!(outcome, Outcome::Good, "{text}");
        plain(&text).lines().last().unwrap().to_owned()
    };
    assert!(changes("HEAD").contains("0 changes"));
    for base in ["HEAD~1", "v0.3.1"] {
        assert!(changes(base).contains("1 change, all compatible on the wire; patch"), "{}", changes(base));
    }
    let file = root.path().join("before.yaml");
    std::fs::write(&file, BASE).unwrap();
    assert!(changes(file.to_str().unwrap()).contains("so 0.3.1 becomes 0.3.2"));
}

#[test]
fn the_base_of_a_workspace_below_the_top_of_its_checkout_is_found() {
    let top = tempfile::tempdir().unwrap();
    let root = top.path().join("client");
    write(&root, BASE);
    git(top.path(), &["init", "--quiet"]);
    git(top.path(), &["add", "."]);
    git(top.path(), &["commit", "--quiet", "--message", "Begin"]);
    assert!(plain(&diff(&root, "HEAD", Format::Text, None).1).contains("0 changes"));
}

#[test]
fn a_base_that_is_not_there_is_an_error_that_says_what_to_do() {
    let mut told = String::new();
    let mut tell = |root: &Path, base: &str| {
        let (outcome, text) = diff(root, base, Format::Text, None);
        assert_ne!(outcome, Outcome::Good);
        told.push_str(&format!("{outcome:?}\n{}", plain(&text)));
    };
    let nowhere = tempfile::tempdir().unwrap();
    write(nowhere.path(), BASE);
    tell(nowhere.path(), "HEAD");
    let root = checkout(BASE);
    tell(root.path(), "no-such-branch");
    tell(root.path(), "--version");
    git(root.path(), &["rm", "--quiet", "--cached", "openapi/intellixent.yaml"]);
    git(root.path(), &["commit", "--quiet", "--message", "Forget it"]);
    tell(root.path(), "HEAD");
    git(root.path(), &["add", "openapi"]);
    git(root.path(), &["commit", "--quiet", "--message", "Back"]);
    write(root.path(), "openapi: 3.1.0\n");
    git(root.path(), &["commit", "--quiet", "--all", "--message", "Another OpenAPI"]);
    write(root.path(), BASE);
    tell(root.path(), "HEAD");
    insta::assert_snapshot!("bases_that_are_not_there", told);
}

#[test]
fn a_document_that_the_generator_cannot_take_is_compared_all_the_same() {
    // `200` beside `default` is lawful, and too much for the generator.
    let root = checkout(&BASE.replacen("        4XX:\n", "        default:\n", 1));
    let (outcome, text) = diff(root.path(), "HEAD", Format::Text, None);
    assert_eq!(outcome, Outcome::Good);
    insta::assert_snapshot!("estimated", plain(&text));
}

/// The base document with some schemas more.
fn with_schemas(schemas: &str) -> String {
    format!("{BASE}{schemas}")
}

#[test]
fn a_schema_that_is_a_part_of_itself_is_compared_and_needs_a_person() {
    let itself = "{$ref: '#/components/schemas/Loop'}";
    for loops in [
        format!("    Loop: {{allOf: [{itself}, {{type: object}}]}}\n"),
        format!("    Loop: {{oneOf: [{{type: string}}, {itself}]}}\n"),
        format!("    Loop: {{not: {itself}}}\n"),
        format!("    Loop: {{anyOf: [{{$ref: '#/components/schemas/Back'}}]}}\n    Back: {{allOf: [{itself}]}}\n"),
    ] {
        let root = checkout(&with_schemas(&loops));
        let (outcome, text) = diff(root.path(), "HEAD", Format::Text, None);
        assert_eq!(outcome, Outcome::NeedsPerson);
        assert!(text.contains("`Loop` is new") && text.contains("is a part or a form of itself"), "{text}");
    }
}

#[test]
fn schemas_in_long_chains_and_many_combinations_are_compared() {
    let schema = |name: &str| format!("{{$ref: '#/components/schemas/{name}'}}");
    let chain = |of: &dyn Fn(&str) -> String| {
        let links = (0..60).map(|i| format!("    L{i}: {}\n", of(&schema(&format!("L{}", i + 1)))));
        links.collect::<String>() + "    L60: {type: object}\n"
    };
    let form = |i: usize| format!("{{anyOf: [{{properties: {{a{i}: {{}}}}}}, {{properties: {{b{i}: {{}}}}}}]}}");
    for schemas in [
        chain(&|next| next.to_owned()),
        chain(&|next| format!("{{allOf: [{next}, {next}]}}")),
        format!("    Many: {{allOf: [{}]}}\n", (0..20).map(form).collect::<Vec<_>>().join(", ")),
    ] {
        let today = with_schemas(&schemas);
        let [old, new] = [today.clone(), today + "    One: {type: string}\n"].map(|text| parse("chain.yaml", &text));
        let changes = on_the_wire(&old, &new).unwrap();
        assert_eq!(changes.iter().map(|change| change.message.as_str()).collect::<Vec<_>>(), ["`One` is new"]);
    }
}

#[test]
fn a_document_outside_the_grammar_is_refused_in_words() {
    let mut told = String::new();
    for schemas in [
        "    Odd: {type: text}\n",
        "    Odd: {type: string, const: a}\n",
        "    Odd: {$ref: '#/components/schemas/Nobody'}\n",
        "    Odd: {$ref: 'other.yaml#/Odd'}\n",
        "    Odd: {$ref: '#/components/schemas/Odd'}\n",
        &format!("    Odd: {}{}\n", "{items: ".repeat(70), "}".repeat(70)),
    ] {
        let root = checkout(&with_schemas(schemas));
        let (outcome, text) = diff(root.path(), "HEAD", Format::Text, None);
        assert_ne!(outcome, Outcome::Good);
        told.push_str(&plain(&text));
    }
    insta::assert_snapshot!("outside_the_grammar", told);
}
