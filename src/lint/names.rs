//! The indicators, authorities and regions that a sentence names, by any of their names.

use super::lexeme::{Lexeme, lexemes};
use crate::observation::area::Area;
use crate::reference::Reference;
use std::collections::BTreeMap;

/// What the lexemes from `from` up to, not including, `to` stand for.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Mention<T> {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) of: T,
}

/// Names as lists of words, by their first word, with what each stands for.
type NamesByFirstWord<T> = BTreeMap<String, Vec<(Vec<String>, T)>>;

/// Every name that is looked for.
pub(super) struct NameIndex {
    indicators: NamesByFirstWord<String>,
    areas: NamesByFirstWord<Area>,
}

impl NameIndex {
    pub(super) fn of(reference: &Reference) -> NameIndex {
        let mut names = NameIndex {
            indicators: NamesByFirstWord::new(),
            areas: NamesByFirstWord::new(),
        };
        for entry in reference.catalogue.entries() {
            let own = [&entry.noun, &entry.short, &entry.title];
            for name in own.into_iter().chain(&entry.aliases) {
                enter(&mut names.indicators, name, entry.id.clone());
            }
        }
        let register = &reference.register;
        let wider = register.all().filter(|place| !place.area.is_authority());
        for place in register.current().chain(wider) {
            for name in [&place.name, &place.short_name]
                .into_iter()
                .chain(&place.aliases)
            {
                enter(&mut names.areas, name, place.area);
            }
        }
        names
    }

    pub(super) fn indicators(&self, sentence: &[Lexeme]) -> Vec<Mention<String>> {
        mentions(&self.indicators, sentence, |_| true)
    }

    /// A place's name begins with a capital: "Reading" is a place, "reading" is not.
    pub(super) fn areas(&self, sentence: &[Lexeme]) -> Vec<Mention<Area>> {
        mentions(&self.areas, sentence, |first| {
            matches!(first, Lexeme::Word { capital: true, .. })
        })
    }
}

/// How a lexeme is written in the index; none for marks, which are not part of names.
fn key(lexeme: &Lexeme) -> Option<String> {
    match lexeme {
        Lexeme::Word { text, .. } => Some(text.clone()),
        Lexeme::Number(number) => Some(number.value.to_string()),
        Lexeme::Ordinal(rank) => Some(rank.to_string()),
        Lexeme::Year(year) => Some(year.to_string()),
        Lexeme::Years(first, last) => Some(format!("{first}-{last}")),
        Lexeme::Mark(_) => None,
    }
}

fn enter<T>(index: &mut NamesByFirstWord<T>, name: &str, of: T) {
    let words: Vec<String> = lexemes(name).iter().filter_map(key).collect();
    if let Some(first) = words.first() {
        index.entry(first.clone()).or_default().push((words, of));
    }
}

/// Every mention from left to right; of two names that begin at the same lexeme, the longer.
fn mentions<T: Clone>(
    index: &NamesByFirstWord<T>,
    sentence: &[Lexeme],
    may_begin: impl Fn(&Lexeme) -> bool,
) -> Vec<Mention<T>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(lexeme) = sentence.get(at) {
        let begins = key(lexeme)
            .filter(|_| may_begin(lexeme))
            .and_then(|first| index.get(&first));
        let fits = begins
            .into_iter()
            .flatten()
            .filter_map(|(words, of)| Some((length(words, &sentence[at..])?, of)));
        match fits.max_by_key(|(length, _)| *length) {
            Some((length, of)) => {
                found.push(Mention {
                    from: at,
                    to: at + length,
                    of: of.clone(),
                });
                at += length;
            }
            None => at += 1,
        }
    }
    found
}

/// How many lexemes a name takes up at the beginning; commas and brackets inside it are passed over. None where it is not there.
fn length(words: &[String], sentence: &[Lexeme]) -> Option<usize> {
    let mut at = 0;
    for (number, word) in words.iter().enumerate() {
        while number > 0 && sentence.get(at).is_some_and(|lexeme| lexeme.is_mark(",()")) {
            at += 1;
        }
        (key(sentence.get(at)?)? == *word).then_some(())?;
        at += 1;
    }
    Some(at)
}
