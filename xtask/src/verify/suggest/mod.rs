//! What would make the document fit: [`describe`] says what to change for one finding, [`edit`] where in the text that
//! goes and [`yaml`] how it is written. Nothing is suggested that was not tried: [`plan`] pastes all of it into a copy of
//! the document, which must still be sound and generate code.

mod describe;
mod edit;
mod yaml;

use serde_json::Value;

pub(super) use self::edit::Hunk;
use self::edit::{bottom_up, pasted};
use super::{check::Kind, shape::Shape};
use crate::{document::Document, generate, lint};

/// What was seen at one place.
#[derive(Debug)]
pub(super) struct Evidence<'a> {
    pub(super) kind: Kind,
    pub(super) pointer: &'a str,
    pub(super) schema: &'a str,
    pub(super) site: &'a str,
    pub(super) shape: &'a Shape,
    pub(super) unreal: bool,
    /// The words to add to a list.
    pub(super) words: Vec<&'a str>,
}

/// What is to be done about a finding.
#[derive(Debug, Clone)]
pub(super) enum Advice {
    /// To paste these.
    Paste(Vec<Hunk>),
    /// To paste the others first.
    Later,
    /// What a person must do, in words.
    Person(String),
}

/// The document as it would be, and what to do about each finding.
#[derive(Debug)]
pub(super) struct Plan<'a> {
    base: &'a Document,
    /// What the lint has against the document as it is.
    known: Vec<lint::Finding>,
    /// The document with all that is to be pasted.
    pub(super) document: Document,
    pub(super) advice: Vec<Advice>,
}

/// Decides what to do about each finding.
pub(super) fn plan<'a>(base: &'a Document, evidence: &[Evidence]) -> Plan<'a> {
    let advice = vec![Advice::Later; evidence.len()];
    let mut plan = Plan { base, known: lint::check(base), document: base.clone(), advice };
    let all: Vec<_> = evidence.iter().enumerate().collect();
    plan.settle(&all);
    plan
}

impl Plan<'_> {
    /// Takes in the findings together or, if that does not do, each half of them.
    fn settle(&mut self, evidence: &[(usize, &Evidence)]) {
        let before = self.advice.clone();
        let mut draft = self.document.json.clone();
        for (i, evidence) in evidence {
            self.advice[*i] = self.drafted(evidence, &mut draft);
        }
        match (self.tried(&draft), evidence) {
            (Ok(document), _) => self.document = document,
            (Err(why), [(one, _)]) => self.advice[*one] = Advice::Person(why),
            (Err(_), _) => {
                self.advice = before;
                let (first, second) = evidence.split_at(evidence.len() / 2);
                self.settle(first);
                self.settle(second);
            }
        }
    }

    /// What to paste for a finding, beside all that is to be pasted already.
    fn drafted(&self, evidence: &Evidence, draft: &mut Value) -> Advice {
        let mut document = self.base.clone();
        document.json.clone_from(draft);
        let edits = match describe::edits(&document, evidence) {
            Ok(edits) => edits,
            Err(words) => return Advice::Person(words),
        };
        let hunks: Option<Vec<_>> = edits.iter().map(|edit| edit.hunk(self.base)).collect();
        let Some(hunks) = hunks else { return Advice::Later };
        let mut all = self.hunks().collect::<Vec<_>>();
        for hunk in &hunks {
            if all.iter().any(|other| hunk.meets(other)) {
                return Advice::Later;
            }
            all.push(hunk.clone());
        }
        let mut json = draft.clone();
        if edits.iter().any(|edit| edit.apply(&mut json).is_none()) {
            return Advice::Later;
        }
        *draft = json;
        Advice::Paste(hunks)
    }

    /// All that is to be pasted.
    pub(super) fn hunks(&self) -> impl Iterator<Item = Hunk> {
        let hunks = self.advice.iter().filter_map(|advice| match advice {
            Advice::Paste(hunks) => Some(hunks.clone()),
            _ => None,
        });
        hunks.flatten()
    }

    /// The document with all that is to be pasted, or why it must not be.
    fn tried(&self, draft: &Value) -> Result<Document, String> {
        let hunks: Vec<_> = self.hunks().collect();
        if hunks.is_empty() {
            return Ok(self.base.clone());
        }
        let text = pasted(&self.base.text, &hunks);
        let document = Document::parse(&self.base.name, text.into_bytes()).ok();
        let document = document.filter(|document| document.json == *draft);
        let document = document.ok_or("describe it by hand: no line can be named, as the document is written")?;
        let known = |finding: &lint::Finding| {
            self.known.iter().any(|known| (known.rule, &known.pointer) == (finding.rule, &finding.pointer))
        };
        if let Some(finding) = lint::check(&document).iter().find(|finding| !known(finding)) {
            return Err(format!("describe it by hand: {}; {}", finding.problem, finding.fix));
        }
        match generate::client(&document) {
            Err(error) if self.known.is_empty() => Err(format!("describe it by hand: {error:#}")),
            _ => Ok(document),
        }
    }

    /// All that is to be pasted as one text, from the bottom up.
    pub(super) fn told(&self, hunks: impl IntoIterator<Item = Hunk>) -> String {
        let mut hunks: Vec<_> = hunks.into_iter().collect();
        bottom_up(&mut hunks);
        hunks.iter().map(|hunk| hunk.told(&self.base.name)).collect()
    }
}
