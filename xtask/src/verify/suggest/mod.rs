//! What would make the document fit: [`describe`] says what to change for one finding and [`edit`] how that is written in
//! the text. Nothing is suggested that was not tried: [`plan`] pastes all of it into a copy of the document, which must
//! still be sound and generate code.

mod describe;
mod edit;

pub(super) use self::describe::SEEN;
use self::{
    describe::describe,
    edit::{Hunk, hunks, pasted},
};
use super::findings::{Key, Seen};
use crate::{document::Document, generate, lint};

/// The document as it would be, and what to do about each finding.
#[derive(Debug)]
pub(super) struct Plan {
    /// The document with all that is suggested.
    pub(super) document: Document,
    /// Of each finding the YAML to paste, or what a person must do, in words.
    pub(super) advice: Vec<Result<String, String>>,
    /// All that there is to paste as one text, from the bottom up.
    pub(super) suggestions: String,
}

/// Decides what to do about each finding.
pub(super) fn plan(base: &Document, seen: &[(&Key, &Seen)]) -> Plan {
    let mut planner = Planner { base, known: lint::check(base), document: base.clone(), advice: Vec::new() };
    planner.settle(seen);
    let Planner { document, advice, .. } = planner;
    let suggestions = hunks(base, &document.json).map_or_else(String::new, |hunks| told(base, &hunks));
    Plan { document, advice, suggestions }
}

fn told(base: &Document, hunks: &[Hunk]) -> String {
    hunks.iter().map(|hunk| hunk.told(&base.name)).collect()
}

struct Planner<'a> {
    base: &'a Document,
    /// What the lint has against the document as it is.
    known: Vec<lint::Finding>,
    document: Document,
    advice: Vec<Result<String, String>>,
}

impl Planner<'_> {
    /// Takes in the findings together or, if that does not do, each half of them.
    fn settle(&mut self, seen: &[(&Key, &Seen)]) {
        let (mut draft, mut alone) = (self.document.clone(), self.base.clone());
        let mut advice = Vec::new();
        for (key, seen) in seen {
            let before = draft.json.clone();
            let described = describe(&mut draft, &key.pointer, key.kind, seen).and_then(|()| {
                alone.json.clone_from(&self.base.json);
                let described = describe(&mut alone, &key.pointer, key.kind, seen);
                let hunks = described.ok().and_then(|()| hunks(self.base, &alone.json));
                hunks.ok_or_else(|| "describe the others first, then run this again".to_owned())
            });
            if described.is_err() {
                draft.json = before;
            }
            advice.push(described.map(|hunks| told(self.base, &hunks)));
        }
        match (self.tried(&draft), seen) {
            (Ok(document), _) => {
                self.document = document;
                self.advice.extend(advice);
            }
            (Err(why), [_]) => self.advice.push(Err(why)),
            (Err(_), _) => {
                let (first, second) = seen.split_at(seen.len() / 2);
                self.settle(first);
                self.settle(second);
            }
        }
    }

    /// The document that a draft becomes once it is pasted, or why it must not be.
    fn tried(&self, draft: &Document) -> Result<Document, String> {
        if draft.json == self.document.json {
            return Ok(self.document.clone());
        }
        let text = hunks(self.base, &draft.json).map(|hunks| pasted(&self.base.text, &hunks));
        let read = text.and_then(|text| lint::read(&self.base.name, text.into_bytes()).ok());
        let (document, found) = read
            .filter(|(document, _)| document.json == draft.json)
            .ok_or("describe it by hand: no line can be named, as the document is written")?;
        let known = |finding: &lint::Finding| {
            self.known.iter().any(|known| (known.rule, &known.pointer) == (finding.rule, &finding.pointer))
        };
        if let Some(finding) = found.iter().find(|finding| !known(finding)) {
            return Err(format!("describe it by hand: {}; {}", finding.problem, finding.fix));
        }
        match generate::client(&document) {
            Err(error) if self.known.is_empty() => Err(format!("describe it by hand: {error:#}")),
            _ => Ok(document),
        }
    }
}
