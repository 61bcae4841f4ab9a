//! The house's wording: one phrase a kind of sentence, with placeholders. An officer may bring their own; what it may say is
//! checked before anything is said.

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

/// Every kind of sentence: its key, the placeholders it may use beside those of all, and whether a test stands behind it.
const KEYS: [(&str, &[&str], bool); 33] = [
    ("placed.span", &["place", "of", "from", "to"], false),
    ("placed.wide", &["from", "to", "end", "of"], false),
    ("placed.quarter", &["end", "of"], false),
    (
        "peers.beyond",
        &["above", "n", "low", "high", "mean", "median"],
        false,
    ),
    (
        "peers.unexpected",
        &["above", "n", "low", "high", "mean", "median"],
        false,
    ),
    (
        "peers.expected",
        &["above", "n", "low", "high", "mean", "median"],
        false,
    ),
    (
        "peers.level",
        &["n", "low", "high", "mean", "median"],
        false,
    ),
    (
        "peers.middle",
        &["n", "low", "high", "mean", "median"],
        false,
    ),
    (
        "peers.range",
        &["n", "low", "high", "mean", "median"],
        false,
    ),
    (
        "england.apart",
        &["counts", "low", "high", "than", "england"],
        true,
    ),
    ("england.alike", &["counts", "low", "high", "england"], true),
    ("england.untested", &["than", "england"], false),
    ("funnel.outside", &["above", "low", "high"], false),
    ("funnel.within", &["low", "high"], false),
    (
        "change.tested",
        &["rose", "size", "before", "earlier", "judged"],
        true,
    ),
    (
        "change.large",
        &["rose", "size", "before", "earlier", "share", "judged"],
        false,
    ),
    ("trend.recent", &["rise", "before", "earlier"], true),
    ("trend.sustained", &["rise", "earlier", "slope"], true),
    ("record.since", &["highest", "since", "notes"], false),
    ("record.series", &["highest", "begins", "notes"], false),
    (
        "record.lowest",
        &["low_year", "low", "years", "begins"],
        false,
    ),
    (
        "record.adoptions",
        &["low_year", "low", "years", "begins", "beside"],
        false,
    ),
    ("run", &["rose", "nth", "judged"], false),
    ("parted.away", &["rise", "above", "years", "k", "n"], false),
    (
        "parted.towards",
        &["rise", "above", "years", "k", "n"],
        false,
    ),
    ("already.only", &["above", "begins"], false),
    ("already.earlier", &["above", "begins"], false),
    ("opposed", &["a", "b", "c", "d", "from", "to"], false),
    (
        "escalation",
        &["plans", "care", "peer_plans", "peer_care"],
        false,
    ),
    (
        "neighbours",
        &["this", "list", "mean", "that", "other", "other_mean"],
        false,
    ),
    ("withheld.figure", &["reason"], false),
    ("withheld.neighbours", &["list"], false),
    ("withheld.few", &["with", "n"], false),
];

/// What every phrase may name: whose figure of what, the figure, and when.
const COMMON: [&str; 6] = ["subject", "whose", "name", "short", "value", "year"];

/// A phrase and its shorter form, for long names.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Phrase {
    full: String,
    brief: String,
}

/// One phrase for each of [`KEYS`], in their order.
#[derive(Debug)]
pub(crate) struct Phrases(Vec<Phrase>);

/// What stands for each placeholder.
pub(crate) type Values = Vec<(&'static str, String)>;

impl Phrases {
    /// The house's own wording.
    ///
    /// # Errors
    /// A fault of the build, told like any other.
    pub(crate) fn house() -> Result<Phrases> {
        let rows = rows(HOUSE, HOUSE_FILE)?;
        let phrase = |(key, _, _): &(&str, _, _)| {
            let found = rows
                .iter()
                .find(|row| row.key == *key)
                .map(|row| row.phrase.clone());
            found.ok_or_else(|| Error::unreadable(HOUSE_FILE, format!("no phrase for {key}")))
        };
        KEYS.iter().map(phrase).collect::<Result<_>>().map(Phrases)
    }

    /// The house's wording with some phrases replaced.
    ///
    /// # Errors
    /// A header, key or placeholder that is not known, or a word that may not be said there, with its line.
    pub(crate) fn with(text: &str, file: &str) -> Result<Phrases> {
        let mut phrases = Phrases::house()?;
        for row in rows(text, file)? {
            if let Some(at) = KEYS.iter().position(|(key, _, _)| *key == row.key) {
                phrases.0[at] = row.phrase;
            }
        }
        Ok(phrases)
    }

    /// The phrase and its shorter form, filled.
    pub(crate) fn fill(&self, key: &str, values: &[(&'static str, String)]) -> [String; 2] {
        let at = KEYS.iter().position(|(known, _, _)| *known == key);
        let Some(phrase) = at.and_then(|at| self.0.get(at)) else {
            return [String::new(), String::new()];
        };
        [filled(&phrase.full, values), filled(&phrase.brief, values)]
    }
}

fn filled(phrase: &str, values: &[(&'static str, String)]) -> String {
    let mut text = String::with_capacity(160);
    let mut rest = phrase;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, behind) = after.split_once('}').unwrap_or((after, ""));
        text.push_str(before);
        text.push_str(
            values
                .iter()
                .find(|(known, _)| *known == name)
                .map_or("", |(_, value)| value),
        );
        rest = behind;
    }
    text.push_str(rest);
    text
}

struct Row {
    key: String,
    phrase: Phrase,
}

fn rows(text: &str, file: &str) -> Result<Vec<Row>> {
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
        rows.push(Row {
            key,
            phrase: Phrase { full, brief },
        });
    }
    Ok(rows)
}

/// What is wrong with a phrase, and what would be right.
fn check(key: &str, phrase: &str) -> Result<(), (String, String)> {
    let Some((_, own, tested)) = KEYS.iter().find(|(known, _, _)| *known == key) else {
        let known: Vec<&str> = KEYS.iter().map(|(key, _, _)| *key).collect();
        return Err((
            format!("“{key}” is not a kind of sentence"),
            format!("one of {}", known.join(", ")),
        ));
    };
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
    forbidden(phrase, *tested)
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
        assert_eq!(keys, KEYS.map(|(key, _, _)| key));
        assert_eq!(Phrases::house().unwrap().0.len(), KEYS.len());
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
            own.fill("run", &values),
            ["Ours fell again, to 7.", "Ours fell again, to 7."]
        );
        assert!(own.fill("placed.quarter", &values)[0].contains("quarter"));
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
