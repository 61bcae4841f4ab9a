//! The indicators, authorities and regions that a sentence names, by any of their names.

use super::lexeme::{Lexeme, lexemes};
use super::plain_names::PlainNames;
use crate::observation::area::Area;
use crate::reference::Reference;
use std::borrow::Cow;
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
    /// Known places that are no authority.
    elsewhere: NamesByFirstWord<()>,
    /// The words of each percentage that say what it is a part of, and which part: "children leaving care adopted".
    shares: Vec<(Vec<String>, String)>,
    pub(super) plain: PlainNames,
    /// How tables of breakdowns name their rows.
    categories: Vec<CategoryRow>,
}

/// Words without which the names of two percentages are still told apart.
const FILLING: [&str; 22] = [
    "who", "were", "was", "are", "is", "that", "which", "in", "of", "the", "a", "an", "had", "has",
    "have", "with", "at", "their", "on", "been", "came", "to",
];

/// A row of a table of a breakdown: what the title of the table has, what heads the row, and the id of its category.
struct CategoryRow {
    people: String,
    title: String,
    row: String,
    id: String,
}

fn category_rows(reference: &Reference) -> Vec<CategoryRow> {
    let mut rows = Vec::new();
    for breakdown in reference.catalogue.breakdowns() {
        rows.extend(breakdown.categories.iter().map(|category| CategoryRow {
            people: breakdown.people.to_lowercase(),
            title: format!(": {}", breakdown.title.to_lowercase()),
            row: category.title.to_lowercase(),
            id: category.id.clone(),
        }));
    }
    rows
}

impl NameIndex {
    /// The category that a row of the table of a breakdown is about; none for any other row.
    pub(super) fn category_of(&self, row: &str, caption: &str) -> Option<&str> {
        let row = row.trim().to_lowercase();
        let mut rows = self.categories.iter().filter(|of| of.row == row);
        let caption = caption.to_lowercase();
        let found = rows.find(|of| caption.contains(&of.people) && caption.contains(&of.title));
        found.map(|of| of.id.as_str())
    }

    pub(super) fn of(reference: &Reference) -> NameIndex {
        let mut names = NameIndex {
            indicators: NamesByFirstWord::new(),
            areas: NamesByFirstWord::new(),
            elsewhere: NamesByFirstWord::new(),
            shares: Vec::new(),
            plain: PlainNames::of(reference),
            categories: category_rows(reference),
        };
        for entry in reference.catalogue.entries() {
            let own = [&entry.noun, &entry.short, &entry.title];
            for name in own.into_iter().chain(&entry.aliases) {
                enter(&mut names.indicators, name, entry.id.clone());
            }
            if let Some(parts) = entry.noun.strip_prefix("percentage of ") {
                let words: Vec<String> = lexemes(parts).iter().filter_map(content_word).collect();
                // A single word is in too many sentences.
                if words.len() > 1 {
                    names.shares.push((words, entry.id.clone()));
                }
            }
        }
        // A category has a noun that nothing else is called by; its title, such as “Girls”, is in too many sentences.
        let catalogue = &reference.catalogue;
        let categories = catalogue.breakdowns().iter().flat_map(|of| &of.categories);
        for category in categories.filter(|category| category.same_as.is_none()) {
            if let Some(entry) = catalogue.get(&category.id) {
                enter(&mut names.indicators, &entry.noun, entry.id.clone());
            }
        }
        let register = &reference.register;
        for name in register.names_elsewhere() {
            enter(&mut names.elsewhere, name, ());
        }
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

    /// Every percentage that stands before the words of an indicator: "16% of children leaving care were adopted".
    pub(super) fn shares(&self, sentence: &[Lexeme]) -> Vec<Mention<String>> {
        (0..sentence.len())
            .filter_map(|at| self.share_at(sentence, at))
            .collect()
    }

    /// None where two indicators fit as well.
    fn share_at(&self, sentence: &[Lexeme], at: usize) -> Option<Mention<String>> {
        let number = sentence[at].number()?;
        let is_word =
            |at: usize, words: &[&str]| sentence.get(at).is_some_and(|lexeme| lexeme.is_any(words));
        let of = if number.percent {
            at + 1
        } else if is_word(at + 1, &["per"]) && is_word(at + 2, &["cent"]) {
            at + 3
        } else if is_word(at + 1, &["percent", "pc"]) {
            at + 2
        } else {
            return None;
        };
        if !is_word(of, &["of"]) {
            return None;
        }
        let fits: Vec<(usize, usize, &String)> = self
            .shares
            .iter()
            .filter_map(|(words, id)| {
                Some((words.len(), end_of_words(words, sentence, of + 1)?, id))
            })
            .collect();
        let most = fits.iter().map(|(count, ..)| *count).max()?;
        match fits
            .iter()
            .filter(|(count, ..)| *count == most)
            .collect::<Vec<_>>()
            .as_slice()
        {
            [(_, to, id)] => Some(Mention {
                from: at,
                to: *to,
                of: (*id).clone(),
            }),
            _ => None,
        }
    }

    /// A place's name begins with a capital: "Reading" is a place, "reading" is not.
    pub(super) fn areas(&self, sentence: &[Lexeme]) -> Vec<Mention<Area>> {
        mentions(&self.areas, sentence, is_capital)
    }

    /// Districts, and council areas of other nations.
    pub(super) fn elsewhere(&self, sentence: &[Lexeme]) -> Vec<Mention<()>> {
        mentions(&self.elsewhere, sentence, is_capital)
    }
}

fn is_capital(first: &Lexeme) -> bool {
    matches!(first, Lexeme::Word { capital: true, .. })
}

/// A word without the endings that differ between a name and a sentence; none for words that only link others.
fn content_word(lexeme: &Lexeme) -> Option<String> {
    let word = lexeme.key()?;
    if FILLING.contains(&word.as_ref()) {
        return None;
    }
    let word = match word.as_ref() {
        "left" => "leave",
        other => other,
    };
    let stem = ["ing", "ed", "es", "s", "e"]
        .iter()
        .find_map(|ending| word.strip_suffix(ending).filter(|stem| stem.len() > 2))
        .unwrap_or(word);
    Some(stem.to_owned())
}

/// Where the last of the words is, in the order in which they come; none where another number or the end of a part comes first.
fn end_of_words(words: &[String], sentence: &[Lexeme], from: usize) -> Option<usize> {
    let mut wanted = words.iter();
    let mut next = wanted.next()?;
    for (at, lexeme) in sentence.iter().enumerate().skip(from).take(24) {
        if lexeme.is_mark(";.") || lexeme.number().is_some_and(|number| number.percent) {
            return None;
        }
        // Those who did not are the rest of them.
        if lexeme.is("not") && next != "not" {
            return None;
        }
        if content_word(lexeme).as_ref() == Some(next) {
            match wanted.next() {
                Some(word) => next = word,
                None => return Some(at + 1),
            }
        }
    }
    None
}

fn enter<T>(index: &mut NamesByFirstWord<T>, name: &str, of: T) {
    let words: Vec<String> = lexemes(name)
        .iter()
        .filter_map(Lexeme::key)
        .map(Cow::into_owned)
        .collect();
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
        let begins = lexeme
            .key()
            .filter(|_| may_begin(lexeme))
            .and_then(|first| index.get(first.as_ref()));
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
        (sentence.get(at)?.key()? == *word).then_some(())?;
        at += 1;
    }
    Some(at)
}
