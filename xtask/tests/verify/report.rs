//! The report in each of its forms.

use xtask::{Outcome, verify::Format};

use crate::{common::Look, run};

#[test]
fn the_report_is_fit_to_be_pasted() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.json"), r#"{"id": 1, "mood": "calm", "status": "parked"}"#).unwrap();
    std::fs::write(folder.path().join("b.json"), "<html>Bad gateway</html>").unwrap();
    std::fs::write(folder.path().join("notes.txt"), "not looked at").unwrap();
    std::fs::create_dir(folder.path().join("more")).unwrap();
    std::fs::write(
        folder.path().join("more/c.ndjson"),
        "{\"id\": 2, \"mood\": null}\n\n{\"id\": \n{\"duration\": -5}\n",
    )
    .unwrap();
    let hidden = |text: String| text.replace(&folder.path().display().to_string(), "recorded");
    let (outcome, text, _) = run(Look::Plain, &[folder.path()], Format::Text);
    assert_eq!(outcome, Outcome::NeedsUpdate);
    insta::assert_snapshot!("report_plain", hidden(text));
    let (_, text, _) = run(Look::Coloured, &[folder.path()], Format::Text);
    insta::assert_snapshot!("report_coloured", hidden(text));
    let (outcome, text, json) = run(Look::Plain, &[folder.path()], Format::Json);
    assert_eq!((outcome, text.as_str()), (Outcome::NeedsUpdate, ""));
    insta::assert_snapshot!("report_json", hidden(json));
}
