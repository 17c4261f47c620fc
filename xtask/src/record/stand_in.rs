//! Stand-ins: other words, digits and times of the same form and length, none of which occurs in what they replace.

use std::collections::HashSet;

use serde_json::{Number, Value};

const CONSONANTS: &[char] = &['b', 'd', 'f', 'g', 'k', 'l', 'm', 'n', 'p', 'r', 's', 't', 'v'];
const VOWELS: &[char] = &['a', 'e', 'i', 'o', 'u'];
/// Letters that take two and three bytes, so that a text keeps its length in bytes too.
const TWO_BYTES: &[char] = &['à', 'é', 'î', 'õ', 'ü', 'å', 'ç', 'ñ'];
const THREE_BYTES: &[char] = &['あ', 'い', 'う', 'え', 'お', 'か', 'き', 'く'];
/// What a recording can end in. Any other ending could be part of a name.
const ENDINGS: &[&str] = &["aac", "flac", "m4a", "mp3", "mp4", "ogg", "opus", "wav", "webm"];
/// Words shorter than this say nothing about anybody, and there are too few of them to avoid.
const TELLING: usize = 3;
/// Each try gives other letters; with this many, a free word is certain to be among them.
const TRIES: usize = 10_000;

/// Makes stand-ins, a different one each time, the same ones in the same order for the same response.
pub(super) struct StandIns {
    /// The words and numbers of the response, in lower case.
    taken: HashSet<String>,
    made: usize,
}

impl StandIns {
    /// Stand-ins that are no part of the value.
    pub(super) fn avoiding(value: &Value) -> Self {
        let mut taken = HashSet::new();
        collect(value, &mut taken);
        Self { taken, made: 0 }
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
        let (digits, exponent) = text.split_at(text.find(['e', 'E']).unwrap_or(text.len()));
        if digits.trim_start_matches('-').chars().all(|c| matches!(c, '0' | '.')) {
            return Value::Number(number.clone());
        }
        let new = format!("{}{exponent}", self.characters(digits));
        match serde_json::from_str(&new) {
            Ok(new) => new,
            // Beyond the largest number of its kind.
            Err(_) => Value::from(1),
        }
    }

    /// A host that cannot exist, of as many labels.
    fn host(&mut self, host: &str) -> String {
        let labels = host.rsplit_once('.').map_or(host, |(labels, _)| labels);
        format!("{}.example", self.characters(labels))
    }

    /// A date, or a date and time, in the form that it came in.
    fn time(&mut self, text: &str) -> Option<String> {
        let shape: String = text.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
        let rest = shape.strip_prefix("0000-00-00")?;
        let year = (2001..2100).map(|year| year.to_string()).find(|year| !self.taken.contains(year))?;
        let date = format!("{year}-01-02");
        if rest.is_empty() {
            return Some(date);
        }
        let separator = rest.chars().next().filter(|c| matches!(c, 'T' | 't' | ' '))?;
        let rest = rest[1..].strip_prefix("00:00:00")?;
        let (fraction, zone) = match rest.strip_prefix('.') {
            Some(fraction) => {
                let places = fraction.chars().take_while(|c| *c == '0').count();
                (format!(".{}", self.word(&"0".repeat(places), true)), &fraction[places..])
            }
            None => (String::new(), rest),
        };
        let zone = match zone {
            "" | "Z" | "z" => zone.to_owned(),
            "+00:00" | "-00:00" => format!("{}01:00", &zone[..1]),
            _ => return None,
        };
        Some(format!("{date}{separator}03:04:05{fraction}{zone}"))
    }

    /// Other letters for letters and other digits for digits; the rest stays.
    fn characters(&mut self, text: &str) -> String {
        let mut new = String::with_capacity(text.len());
        for (run, kind) in runs(text) {
            match kind {
                Run::Digits => new.push_str(&self.word(run, true)),
                Run::Letters => new.push_str(&self.word(run, false)),
                Run::Other => new.push_str(run),
            }
        }
        new
    }

    fn word(&mut self, word: &str, digits: bool) -> String {
        let length = word.chars().count();
        for _ in 0..TRIES {
            self.made += 1;
            let new = if digits { number(length, self.made) } else { letters(word, self.made) };
            let same = new == word || length >= TELLING && self.taken.contains(&new.to_lowercase());
            if !same {
                return new;
            }
        }
        // So many words that all of this length are taken: a longer one is not.
        letters("stand", self.made).repeat(2)
    }
}

enum Run {
    Letters,
    Digits,
    Other,
}

fn runs(text: &str) -> Vec<(&str, Run)> {
    let kind = |c: char| {
        if c.is_numeric() { 1 } else { 2 * u8::from(c.is_alphabetic()) }
    };
    let mut runs = Vec::new();
    let mut start = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((_, c)) = chars.next() {
        let end = chars.peek().map_or(text.len(), |(at, _)| *at);
        if chars.peek().is_none_or(|(_, next)| kind(*next) != kind(c)) {
            let run = match kind(c) {
                1 => Run::Digits,
                2 => Run::Letters,
                _ => Run::Other,
            };
            runs.push((&text[start..end], run));
            start = end;
        }
    }
    runs
}

/// A number that starts and ends with a digit that counts. A long one looks like a phone number that nobody has.
fn number(length: usize, seed: usize) -> String {
    let digit = |i: usize| {
        let mixed = (seed.wrapping_mul(31) + i.wrapping_mul(17)).wrapping_mul(2_654_435_761) >> 7;
        char::from(b'1' + u8::try_from(mixed % 9).unwrap_or_default())
    };
    let start = if length >= 10 { "1555010" } else { "" };
    start.chars().chain((start.len()..length).map(digit)).collect()
}

fn letters(word: &str, seed: usize) -> String {
    let pick = |from: &[char], i: usize| {
        let mixed = (seed.wrapping_mul(37) + i.wrapping_mul(11)).wrapping_mul(2_654_435_761) >> 5;
        from.get(mixed % from.len()).copied().unwrap_or('x')
    };
    let letter = |(i, c): (usize, char)| {
        let new = match c.len_utf8() {
            1 => pick(if i % 2 == 0 { CONSONANTS } else { VOWELS }, i),
            2 => pick(TWO_BYTES, i),
            _ => pick(THREE_BYTES, i),
        };
        if c.is_uppercase() { new.to_uppercase().next().unwrap_or(new) } else { new }
    };
    word.chars().enumerate().map(letter).collect()
}

fn collect(value: &Value, taken: &mut HashSet<String>) {
    let mut text = |text: &str| taken.extend(runs(text).into_iter().map(|(run, _)| run.to_lowercase()));
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
