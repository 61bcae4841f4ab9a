//! Texts of many authorities in little room: what all of them say stands once as a pattern, what differs (numbers and the authority's own name)
//! is filled in by the page. Of 68,000 paragraphs a fourth part of the bytes is left that deflate alone would leave.

use super::pack::{self, Body, Section};
use serde::Serialize;
use std::collections::HashMap;

/// Stands for a number in a pattern.
const NUMBER: char = '\u{1}';
/// Stands for the authority's short name.
const SHORT: &str = "\u{2}";
/// Stands for its name, where that is another.
const NAME: &str = "\u{3}";

/// The names that an authority's texts call it by.
#[derive(Clone, Copy)]
pub(super) struct OwnNames<'a> {
    pub(super) name: &'a str,
    pub(super) short: &'a str,
}

/// Every pattern so far, in the order in which they were met.
#[derive(Default)]
pub(super) struct Phrasebook {
    known: HashMap<String, u64>,
    patterns: Vec<String>,
}

/// Where the texts of all authorities lie: for each text the numbers of its patterns, each one more than it is and 0 behind the last; and a
/// line for each text with what its numbers are.
#[derive(Serialize)]
pub(super) struct TextSections {
    #[serde(skip_serializing_if = "Option::is_none")]
    indicator: Option<usize>,
    patterns: Section,
    numbers: Section,
}

impl Phrasebook {
    /// Adds a text for each authority; a text has a pattern a line.
    pub(super) fn add<'a>(
        &mut self,
        indicator: Option<usize>,
        texts: impl Iterator<Item = (OwnNames<'a>, &'a str)>,
        body: &mut Body,
    ) -> TextSections {
        let (mut patterns, mut numbers) = (Vec::new(), String::new());
        for (names, text) in texts {
            let mut found = Vec::new();
            for line in text.lines() {
                let pattern = pattern(line, names, &mut found);
                pack::push(&mut patterns, self.number(pattern) + 1);
            }
            pack::push(&mut patterns, 0);
            numbers.push_str(&found.join(" "));
            numbers.push('\n');
        }
        TextSections {
            indicator,
            patterns: body.add(&patterns),
            numbers: body.add(numbers.as_bytes()),
        }
    }

    fn number(&mut self, pattern: String) -> u64 {
        let next = self.patterns.len() as u64;
        *self.known.entry(pattern).or_insert_with_key(|pattern| {
            self.patterns.push(pattern.clone());
            next
        })
    }

    /// All patterns, a line each.
    pub(super) fn patterns(&self, body: &mut Body) -> Section {
        body.add(self.patterns.join("\n").as_bytes())
    }
}

/// A line with its numbers and its own names taken out; the numbers are added to those before.
fn pattern<'t>(line: &'t str, names: OwnNames<'_>, numbers: &mut Vec<&'t str>) -> String {
    let mut pattern = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(at) = rest.find(|letter: char| letter.is_ascii_digit()) {
        let (before, behind) = rest.split_at(at);
        let (number, further) = behind.split_at(length_of_number(behind));
        pattern.push_str(before);
        pattern.push(NUMBER);
        numbers.push(number);
        rest = further;
    }
    pattern.push_str(rest);
    if names.name != names.short {
        pattern = pattern.replace(names.name, NAME);
    }
    pattern.replace(names.short, SHORT)
}

/// How many bytes a number has: digits, with single points and commas between them.
fn length_of_number(text: &str) -> usize {
    let bytes = text.as_bytes();
    let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let mut at = 0;
    while is_digit(at) || (matches!(bytes.get(at), Some(b'.' | b',')) && is_digit(at + 1)) {
        at += 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_keeps_all_but_numbers_and_own_names() {
        let names = OwnNames {
            name: "Bristol, City of",
            short: "Bristol",
        };
        let mut numbers = Vec::new();
        let line = "Bristol’s rate was 1,184.5 in 2024-25, which is 3. Bristol, City of";
        let found = pattern(line, names, &mut numbers);
        assert_eq!(
            found,
            "\u{2}’s rate was \u{1} in \u{1}-\u{1}, which is \u{1}. \u{3}"
        );
        assert_eq!(numbers, ["1,184.5", "2024", "25", "3"]);
    }

    #[test]
    fn what_was_said_before_is_not_said_again() {
        let (mut book, mut body) = (Phrasebook::default(), Body::default());
        let of = |name| OwnNames { name, short: name };
        let texts = [
            (of("York"), "York: 12\nno more"),
            (of("Hull"), "Hull: 9\nno more"),
            (of("Bury"), ""),
        ];
        book.add(None, texts.into_iter(), &mut body);
        assert_eq!(book.patterns, ["\u{2}: \u{1}", "no more"]);
    }
}
