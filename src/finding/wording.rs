//! The wording of phrases: the program's own table, an officer's own in its place, and what a phrase may say. It is checked before
//! anything is said.

use super::phrases::{COMMON, Phrase, PhraseForm, Phrases};
use super::prose::{charts, local, movement, pictures};
use super::{about, kinds, region};
use crate::error::{Error, Result};

/// The wording that comes with the program.
const HOUSE: &str = include_str!("phrases.csv");
const HOUSE_FILE: &str = "phrases.csv";
const HEADER: [&str; 3] = ["key", "phrase", "brief"];

/// Words that a paper must not say, whatever the figures: they claim a cause, a proof or a league.
pub(crate) const BANNED: [&str; 13] = [
    "prove",
    "proves",
    "proved",
    "cause",
    "caused",
    "causes",
    "outlier",
    "outliers",
    "identical",
    "league",
    "due to",
    "improved",
    "worsened",
];

/// The stem of the word that needs a test.
const SIGNIFICANT: &str = "significan";
/// The only thing that an untested phrase may say about significance.
const NOT_TESTED: &str = "significance not tested";

/// Every kind of sentence, in the order of the house's table.
fn forms() -> impl Iterator<Item = &'static PhraseForm> {
    kinds::phrase_forms()
        .chain(region::PHRASE_FORMS)
        .chain(about::PHRASE_FORMS)
        .chain(local::PHRASE_FORMS)
        .chain(movement::PHRASE_FORMS)
        .chain(charts::PHRASE_FORMS)
        .chain(pictures::PHRASE_FORMS)
        .chain(local::CHART_FORMS)
}

fn form(key: &str) -> Option<&'static PhraseForm> {
    forms().find(|form| form.key == key)
}

impl Phrases {
    /// The house's own wording.
    ///
    /// # Errors
    /// A fault of the build, told like any other.
    pub(crate) fn house() -> Result<Phrases> {
        let mut rows = rows(HOUSE, HOUSE_FILE)?;
        forms()
            .map(|form| {
                let at = rows.iter().position(|row| row.key == form.key);
                let at = at.ok_or_else(|| {
                    Error::unreadable(HOUSE_FILE, format!("no phrase for {}", form.key))
                })?;
                Ok((form.key, rows.swap_remove(at).phrase))
            })
            .collect::<Result<_>>()
            .map(Phrases)
    }

    /// The house's wording with some phrases replaced.
    ///
    /// # Errors
    /// A header, key or placeholder that is not known, or a word that may not be said there, with its line.
    pub(crate) fn with(text: &str, file: &str) -> Result<Phrases> {
        let mut phrases = Phrases::house()?;
        for row in rows(text, file)? {
            if let Some(form) = form(&row.key) {
                phrases.0.insert(form.key, row.phrase);
            }
        }
        Ok(phrases)
    }
}

struct PhraseRow {
    key: String,
    phrase: Phrase,
}

fn rows(text: &str, file: &str) -> Result<Vec<PhraseRow>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let malformed = |fault: &csv::Error| {
        let row = fault.position().map_or(0, csv::Position::line);
        Error::unreadable(file, "a row is not like the header")
            .at_row(row)
            .expected(HEADER.join(","))
    };
    let header = reader.headers().map_err(|fault| malformed(&fault))?;
    if header.iter().ne(HEADER) {
        return Err(Error::unreadable(file, "this is not a phrase table")
            .at_row(1)
            .expected(HEADER.join(",")));
    }
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|fault| malformed(&fault))?;
        let line = record.position().map_or(0, csv::Position::line);
        let cell = |at: usize| record.get(at).unwrap_or_default().trim().to_owned();
        let (key, full, brief) = (cell(0), cell(1), cell(2));
        let brief = if brief.is_empty() {
            full.clone()
        } else {
            brief
        };
        for (phrase, column) in [(&full, "phrase"), (&brief, "brief")] {
            check(&key, phrase).map_err(|(what, expected)| {
                Error::unreadable(file, what)
                    .at_row(line)
                    .in_column(column)
                    .expected(expected)
            })?;
        }
        rows.push(PhraseRow {
            key,
            phrase: Phrase { full, brief },
        });
    }
    Ok(rows)
}

/// What is wrong with a phrase, and what would be right.
fn check(key: &str, phrase: &str) -> Result<(), (String, String)> {
    let Some(form) = form(key) else {
        let known: Vec<&str> = forms().map(|form| form.key).collect();
        return Err((
            format!("“{key}” is not a kind of sentence"),
            format!("one of {}", known.join(", ")),
        ));
    };
    let own = form.placeholders;
    if phrase.is_empty() {
        return Err(("the phrase is empty".to_owned(), "a sentence".to_owned()));
    }
    let allowed = || {
        COMMON
            .iter()
            .chain(own.iter())
            .map(|name| format!("{{{name}}}"))
            .collect::<Vec<_>>()
            .join(" ")
    };
    let mut parts = phrase.split('{');
    if parts.next().is_some_and(|before| before.contains('}')) {
        return Err((
            "a brace is closed that was not opened".to_owned(),
            allowed(),
        ));
    }
    for part in parts {
        let Some((name, after)) = part.split_once('}') else {
            return Err(("a brace is not closed".to_owned(), allowed()));
        };
        if !COMMON.contains(&name) && !own.contains(&name) || after.contains('}') {
            return Err((
                format!("“{{{name}}}” is not a placeholder of {key}"),
                allowed(),
            ));
        }
    }
    forbidden(phrase, form.is_tested)
}

fn forbidden(phrase: &str, tested: bool) -> Result<(), (String, String)> {
    let lower = phrase.to_lowercase();
    if let Some(word) = banned_in(&lower) {
        return Err((
            format!("“{word}” claims more than figures can show"),
            "a plain statement".to_owned(),
        ));
    }
    let untested = lower.replace(NOT_TESTED, "");
    if !tested && untested.contains(SIGNIFICANT) {
        return Err((
            "no test stands behind this sentence".to_owned(),
            "a sentence without “significant”".to_owned(),
        ));
    }
    Ok(())
}

/// The first banned word of a text in small letters.
pub(crate) fn banned_in(lower: &str) -> Option<&'static str> {
    let words = format!(" {} ", lower.replace(|c: char| !c.is_alphanumeric(), " "));
    BANNED
        .into_iter()
        .find(|word| words.contains(&format!(" {word} ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_house_has_a_phrase_for_everything_and_nothing_else() {
        let rows = rows(HOUSE, HOUSE_FILE).unwrap();
        let keys: Vec<&str> = rows.iter().map(|row| row.key.as_str()).collect();
        assert_eq!(keys, forms().map(|form| form.key).collect::<Vec<_>>());
        assert_eq!(Phrases::house().unwrap().0.len(), forms().count());
    }

    #[test]
    fn an_officer_may_replace_some() {
        let own = Phrases::with(
            "key,phrase,brief\nrun,\"{subject} {rose} again, to {value}.\",\n",
            "own.csv",
        )
        .unwrap();
        let values = [
            ("subject", "Ours".to_owned()),
            ("rose", "fell".to_owned()),
            ("value", "7".to_owned()),
        ];
        assert_eq!(
            own.fill(form("run").unwrap(), &values),
            ["Ours fell again, to 7.", "Ours fell again, to 7."]
        );
        assert!(own.fill(form("placed.quarter").unwrap(), &values)[0].contains("quarter"));
    }

    #[test]
    fn what_is_wrong_is_refused_with_its_line() {
        for (row, said) in [
            (
                "run,\"{subject} {mean}.\",",
                "“{mean}” is not a placeholder of run",
            ),
            ("run,\"{subject.\",", "a brace is not closed"),
            (
                "run,\"subject}.\",",
                "a brace is closed that was not opened",
            ),
            ("runs,\"{subject}.\",", "“runs” is not a kind of sentence"),
            (
                "run,\"{subject} rose significantly.\",",
                "no test stands behind this sentence",
            ),
            (
                "run,\"{subject} is an outlier.\",",
                "“outlier” claims more than figures can show",
            ),
            ("run,,", "the phrase is empty"),
        ] {
            let text = format!("key,phrase,brief\nrun,\"{{subject}}.\",\n{row}\n");
            let told = Phrases::with(&text, "own.csv").unwrap_err().to_string();
            assert!(
                told.contains(said) && told.contains("own.csv") && told.contains("row 3"),
                "{told}"
            );
        }
        let told = Phrases::with("key;phrase;brief\n", "own.csv")
            .unwrap_err()
            .to_string();
        assert!(
            told.contains("not a phrase table") && told.contains("key,phrase,brief"),
            "{told}"
        );
    }
}
