//! Stand-ins: other letters and digits in the same form and length. No run of either that has two or more of them is one
//! that occurs in what they replace.

use std::collections::{HashMap, HashSet};

use serde_json::{Number, Value};

/// What letters become, so that a word can be read aloud and keeps its length in bytes too.
const CONSONANTS: &[char] = &['b', 'd', 'f', 'g', 'k', 'l', 'm', 'n', 'p', 'r', 's', 't', 'v'];
const VOWELS: &[char] = &['a', 'e', 'i', 'o', 'u'];
const DIGITS: &[char] = &['1', '2', '3', '4', '5', '6', '7', '8', '9'];
const LETTERS: [&[char]; 3] = [
    &['à', 'é', 'î', 'õ', 'ü', 'å', 'ç', 'ñ'],
    &['あ', 'い', 'う', 'え', 'お', 'か', 'き', 'く'],
    &['𐌰', '𐌱', '𐌲', '𐌳', '𐌴', '𐌵', '𐌶', '𐌷'],
];
/// What any other character becomes, since it can stand for a letter: in Braille, as a flag, or unseen.
const SYMBOLS: [char; 3] = ['§', '★', '🌲'];
/// Beyond ASCII, what no text is told by.
const PUNCTUATION: &str = "\u{a0}¡£«»¿–—‘’‚“”„…€";
/// What a recording can end in. Any other ending could be part of a name.
const ENDINGS: &[&str] = &["aac", "flac", "m4a", "mp3", "mp4", "ogg", "opus", "wav", "webm"];
/// Names that no host has.
const NOWHERE: &[&str] = &["example", "invalid", "test"];
/// A long number looks like a phone number that nobody has.
static NOBODY: [char; 7] = ['1', '5', '5', '5', '0', '1', '0'];

/// The number of words of a form goes through all of them, in steps of this prime, before one comes again.
const STEP: u128 = (1 << 61) - 1;

/// Makes stand-ins: the same ones in the same order for the same response.
pub(super) struct StandIns {
    /// The runs of the response, in lower case.
    taken: HashSet<String>,
    /// For each form of a run how many stand-ins were tried, and the last that was free.
    made: HashMap<Vec<u8>, (u128, Option<String>)>,
}

impl StandIns {
    /// Stand-ins that are no part of the value.
    pub(super) fn avoiding(value: &Value) -> Self {
        let mut taken = HashSet::new();
        collect(value, &mut taken);
        Self { taken, made: HashMap::new() }
    }

    pub(super) fn text(&mut self, text: &str) -> String {
        if let Some(time) = self.time(text) {
            return time;
        }
        let one_word = !text.contains(char::is_whitespace);
        if let Some((scheme, rest)) =
            text.split_once("://").filter(|(scheme, _)| one_word && matches!(*scheme, "http" | "https" | "wss"))
        {
            let (host, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
            // The ending says what kind of file it is.
            let ending = path.rfind('.').filter(|dot| ENDINGS.contains(&path[dot + 1..].to_lowercase().as_str()));
            let (path, ending) = path.split_at(ending.unwrap_or(path.len()));
            return format!("{scheme}://{}{}{ending}", self.host(host), self.characters(path));
        }
        if let Some((name, host)) =
            text.split_once('@').filter(|(name, host)| one_word && !name.is_empty() && host.contains('.'))
        {
            return format!("{}@{}", self.characters(name), self.host(host));
        }
        self.characters(text)
    }

    /// As long a number, of the same kind, with as many places.
    pub(super) fn number(&mut self, number: &Number) -> Value {
        let text = number.to_string();
        let (digits, exponent) = text.split_once(['e', 'E']).unwrap_or((&text, ""));
        if digits.trim_start_matches('-').chars().all(|c| matches!(c, '0' | '.')) {
            return Value::Number(number.clone());
        }
        let mut new = self.characters(digits);
        if !exponent.is_empty() {
            new = format!("{new}e{}", self.characters(exponent));
        }
        match serde_json::from_str(&new) {
            Ok(new) => new,
            // Beyond the largest number of its kind.
            Err(_) => Value::from(1),
        }
    }

    /// A host that cannot exist, of as many labels.
    fn host(&mut self, host: &str) -> String {
        let labels = host.rsplit_once('.').map_or(host, |(labels, _)| labels);
        let nowhere = NOWHERE.iter().find(|name| !self.taken.contains(**name)).unwrap_or(&NOWHERE[0]);
        format!("{}.{nowhere}", self.characters(labels))
    }

    /// A date, or a date and time, in the form that it came in.
    fn time(&mut self, text: &str) -> Option<String> {
        let shape: String = text.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
        let rest = shape.strip_prefix("0000-00-00")?;
        let free = |mut numbers: std::ops::Range<u16>| {
            let first = numbers.start;
            let free = numbers.find(|number| !self.taken.contains(&format!("{number:02}")));
            format!("{:02}", free.unwrap_or(first))
        };
        let date = format!("{}-{}-{}", free(2001..2100), free(1..13), free(2..29));
        if rest.is_empty() {
            return Some(date);
        }
        let clock = format!("{}:{}:{}", free(3..24), free(4..60), free(5..60));
        let offset = format!("{}:{}", free(1..12), free(0..60));
        let separator = rest.chars().next().filter(|c| matches!(c, 'T' | 't' | ' '))?;
        let rest = rest[1..].strip_prefix("00:00:00")?;
        let (fraction, zone) = match rest.strip_prefix('.') {
            Some(fraction) => {
                let zone = fraction.trim_start_matches('0');
                (format!(".{}", self.characters(&fraction[..fraction.len() - zone.len()])), zone)
            }
            None => (String::new(), rest),
        };
        let zone = match zone {
            "" | "Z" | "z" => zone.to_owned(),
            "+00:00" | "-00:00" => format!("{}{offset}", &zone[..1]),
            _ => return None,
        };
        Some(format!("{date}{separator}{clock}{fraction}{zone}"))
    }

    /// Other letters for letters and other digits for digits; spaces and punctuation stay.
    fn characters(&mut self, text: &str) -> String {
        let mut new = String::with_capacity(text.len());
        for run in text.split_inclusive(|c: char| !c.is_alphanumeric()) {
            let word = run.trim_end_matches(|c: char| !c.is_alphanumeric());
            if !word.is_empty() {
                new.push_str(&self.word(word));
            }
            new.extend(run[word.len()..].chars().map(|c| match c.len_utf8() {
                1 => c,
                _ if PUNCTUATION.contains(c) => c,
                length => SYMBOLS[length - 2],
            }));
        }
        new
    }

    fn word(&mut self, word: &str) -> String {
        let (taken, made) = (&self.taken, &mut self.made);
        let form: Vec<u8> = word.chars().enumerate().map(|(i, c)| kind(i, c)).collect();
        let sets = sets(&form);
        let all = sets.iter().fold(1_u128, |all, set| all.saturating_mul(set.len() as u128));
        let lower = word.to_lowercase();
        let is_free = |new: &str| !runs(new).any(|run| taken.contains(&run.to_lowercase()));
        let (tried, last) = made.entry(form).or_default();
        let new = loop {
            *tried += 1;
            let new = nth(&sets, tried.wrapping_mul(STEP) % all);
            // A single character is not among the taken.
            if is_free(&new) && new != lower {
                *last = Some(new.clone());
                break Some(new);
            }
            if *tried >= all {
                break last.clone().filter(|last| *last != lower);
            }
        };
        match new {
            Some(new) => {
                let cased = word.chars().zip(new.chars()).map(|(old, new)| {
                    let upper = Some(new).filter(|_| old.is_uppercase());
                    upper.and_then(|new| new.to_uppercase().next()).unwrap_or(new)
                });
                cased.collect()
            }
            // All words of this form are taken; a longer one is not.
            None => self.word(&format!("{word}{word}")),
        }
    }
}

/// The runs of letters and digits, of letters and of digits that have two characters or more.
fn runs(text: &str) -> impl Iterator<Item = &str> {
    let long = |run: &&str| run.chars().nth(1).is_some();
    let words = text.split(|c: char| !c.is_alphanumeric());
    let letters = text.split(|c: char| !c.is_alphabetic());
    let digits = text.split(|c: char| !c.is_numeric());
    words.chain(letters).chain(digits).filter(long)
}

/// Which characters can stand in for the one at a place in a word.
fn kind(place: usize, c: char) -> u8 {
    match c.len_utf8() {
        1 if c.is_ascii_digit() => 0,
        1 if place.is_multiple_of(2) => 1,
        1 => 2,
        length => u8::try_from(length + 1).unwrap_or(3),
    }
}

/// For each character of a form those that it can be.
fn sets(form: &[u8]) -> Vec<&'static [char]> {
    let mut sets: Vec<&[char]> = form
        .iter()
        .map(|kind| match kind {
            0 => DIGITS,
            1 => CONSONANTS,
            2 => VOWELS,
            kind => LETTERS[usize::from(*kind) - 3],
        })
        .collect();
    if form.len() >= 10 && form.iter().all(|kind| *kind == 0) {
        (0..NOBODY.len()).for_each(|i| sets[i] = &NOBODY[i..=i]);
    }
    sets
}

/// One word of a form by its number.
fn nth(sets: &[&[char]], mut number: u128) -> String {
    let chars = sets.iter().map(|set| {
        let at = usize::try_from(number % set.len() as u128).unwrap_or(0);
        number /= set.len() as u128;
        set[at]
    });
    chars.collect()
}

fn collect(value: &Value, taken: &mut HashSet<String>) {
    let mut text = |text: &str| taken.extend(runs(text).map(str::to_lowercase));
    match value {
        Value::String(string) => text(string),
        Value::Number(number) => text(&number.to_string()),
        Value::Array(items) => items.iter().for_each(|item| collect(item, taken)),
        Value::Object(members) => {
            members.keys().for_each(|name| text(name));
            members.values().for_each(|value| collect(value, taken));
        }
        Value::Null | Value::Bool(_) => {}
    }
}
