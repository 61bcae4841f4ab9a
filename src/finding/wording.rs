//! The wording of phrases: the program's own table, an officer's own in its place, and what a phrase may say. It is checked before
//! anything is said.

use super::phrases::{COMMON, Phrase, PhraseForm, Phrases};
use super::prose::{charts, local, meetings, movement, pictures};
use super::{about, kinds, narrative, region};
use crate::error::{Error, Result};
use crate::source::sheet::form::{NamedForm, tidy};
use crate::source::sheet::{RowShape, Sheet, refuse_doubled, row_of};
use crate::source::written::{SPREADSHEET_ERROR, is_spreadsheet_error};
use crate::world::World;
use csv::ByteRecord;
use std::path::Path;

/// The wording that comes with the program.
const HOUSE: &str = include_str!("phrases.csv");
const HOUSE_FILE: &str = "phrases.csv";
const HEADER: [&str; 3] = ["key", "phrase", "brief"];
const FORM: NamedForm = NamedForm {
    required: &["key", "phrase"],
    optional: &["brief"],
    key: Some("key"),
    heads: &[],
};

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

/// Begins the key of a row that replaces a word in every sentence: `word.looked-after children`.
const WORD: &str = "word.";
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
        .chain(narrative::phrase_forms())
        .chain(meetings::PHRASE_FORMS)
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
        let mut rows = house_rows()?;
        forms()
            .map(|form| {
                let at = rows.iter().position(|row| row.key == form.key);
                let at = at.ok_or_else(|| {
                    Error::unreadable(HOUSE_FILE, format!("no phrase for {}", form.key))
                })?;
                Ok((form.key, rows.swap_remove(at).phrase))
            })
            .collect::<Result<_>>()
            .map(|by_key| Phrases {
                by_key,
                in_place_of: Vec::new(),
            })
    }

    /// The house's wording with those phrases replaced that an officer's table has.
    ///
    /// # Errors
    /// A header, key or placeholder that is not known, or a word that may not be said there, with its row.
    pub(crate) fn with(world: &dyn World, path: &Path) -> Result<Phrases> {
        let mut phrases = Phrases::house()?;
        for row in own_rows(world, path)? {
            if let Some(word) = row.key.strip_prefix(WORD) {
                let own = (word.to_owned(), row.phrase.full);
                phrases.in_place_of.push(own);
            } else if let Some(form) = form(&row.key) {
                phrases.by_key.insert(form.key, row.phrase);
            }
        }
        Ok(phrases)
    }
}

struct PhraseRow {
    key: String,
    phrase: Phrase,
}

/// The rows of the program's own table.
fn house_rows() -> Result<Vec<PhraseRow>> {
    let mut reader = csv::Reader::from_reader(HOUSE.as_bytes());
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|fault| Error::unreadable(HOUSE_FILE, fault.to_string()))?;
        let line = record.position().map_or(0, csv::Position::line);
        rows.push(phrase_row(
            [0, 1, 2].map(|at| record.get(at).unwrap_or_default()),
            (HOUSE_FILE, line),
        )?);
    }
    Ok(rows)
}

/// The rows of an officer's own table.
fn own_rows(world: &dyn World, path: &Path) -> Result<Vec<PhraseRow>> {
    let place = path.display().to_string();
    let mut sheet = Sheet::open(world, path, &[&FORM])?;
    if sheet.form.is_none() {
        return Err(Error::unreadable(&place, "this is not a phrase table")
            .at_row(sheet.header_row)
            .expected(HEADER.join(","))
            .hint("name the columns so; brief may be left out"));
    }
    refuse_doubled(&sheet, &HEADER)?;
    let columns = HEADER.map(|name| sheet.column(name));
    let (mut rows, mut record, mut checks) = (Vec::new(), ByteRecord::new(), Vec::new());
    while let Some(shape) = sheet.next_row(&mut record, &mut checks)? {
        let row = row_of(&record);
        if shape != RowShape::Whole {
            return Err(Error::unreadable(&place, "a row is not like the header")
                .at_row(row)
                .expected(HEADER.join(","))
                .hint("a phrase with a comma in it stands between straight quotes"));
        }
        // The sheet lets nothing pass that is not UTF-8.
        let cells = columns.map(|at| {
            let cell = at.and_then(|at| record.get(at)).unwrap_or_default();
            tidy(&String::from_utf8_lossy(cell))
        });
        rows.push(phrase_row(
            cells.each_ref().map(String::as_str),
            (&place, row),
        )?);
    }
    sheet.close(world)?;
    Ok(rows)
}

fn phrase_row(cells: [&str; 3], (file, line): (&str, u64)) -> Result<PhraseRow> {
    let [key, full, brief] = cells;
    let full = with_plain_placeholders(full);
    let brief = if brief.is_empty() {
        full.clone()
    } else {
        with_plain_placeholders(brief)
    };
    for (phrase, column) in [(&full, "phrase"), (&brief, "brief")] {
        check(key, phrase).map_err(|(what, expected)| {
            Error::unreadable(file, what)
                .at_row(line)
                .in_column(column)
                .expected(expected)
        })?;
    }
    Ok(PhraseRow {
        key: key.to_owned(),
        phrase: Phrase { full, brief },
    })
}

/// A phrase without blanks inside the braces: “{ of }” is “{of}”.
fn with_plain_placeholders(phrase: &str) -> String {
    let mut pieces = phrase.trim().split('{');
    let mut plain = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        plain.push('{');
        match piece.split_once('}') {
            Some((name, after)) => plain.push_str(&format!("{}}}{after}", name.trim())),
            None => plain.push_str(piece),
        }
    }
    plain
}

/// What is wrong with a phrase, and what would be right.
fn check(key: &str, phrase: &str) -> Result<(), (String, String)> {
    if let Some(word) = key.strip_prefix(WORD) {
        return check_word(word, phrase);
    }
    let Some(form) = form(key) else {
        let known: Vec<&str> = forms().map(|form| form.key).collect();
        return Err((
            format!("“{key}” is not a kind of sentence"),
            format!("one of {}", known.join(", ")),
        ));
    };
    let own = form.placeholders;
    if is_spreadsheet_error(phrase) {
        return Err((format!("“{phrase}”"), SPREADSHEET_ERROR.to_owned()));
    }
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

/// What is wrong with a word of a house style: it stands in sentences of every kind, so it has no placeholder and makes no claim.
fn check_word(word: &str, own: &str) -> Result<(), (String, String)> {
    if word.trim().is_empty() || own.is_empty() {
        return Err((
            "a word and what stands in its place are both needed".to_owned(),
            "a row such as word.looked-after children,children in care".to_owned(),
        ));
    }
    if own.contains(['{', '}']) {
        return Err((
            format!("“{own}” has a placeholder"),
            "words alone, which every kind of sentence can hold".to_owned(),
        ));
    }
    forbidden(own, false)
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
    use crate::world::Memory;

    fn own(text: impl AsRef<[u8]>) -> Result<Phrases> {
        Phrases::with(
            &Memory::new(&[("own.csv", text.as_ref())]),
            Path::new("own.csv"),
        )
    }

    #[test]
    fn a_table_is_read_however_a_spreadsheet_saved_it() {
        let full = "“{subject}” {rose} – again; to {value}.";
        let quoted = |separator: char| {
            format!(
                "Key{separator}Phrase{separator}Brief{separator}\r\nrun{separator}\"{full}\"{separator}{separator}\r\n{separator}{separator}{separator}\r\n"
            )
        };
        let narrow: Vec<u8> = quoted(',')
            .chars()
            .map(|letter| match letter {
                '“' => 0x93,
                '”' => 0x94,
                '–' => 0x96,
                other => other as u8,
            })
            .collect();
        for (way, bytes) in [
            ("trailing columns", quoted(',').into_bytes()),
            ("semicolons", quoted(';').into_bytes()),
            ("tabs", quoted('\t').into_bytes()),
            ("Windows-1252", narrow),
            (
                "a title",
                format!("Our wording\n{}", quoted(',')).into_bytes(),
            ),
            (
                "no column brief",
                format!("key,phrase\nrun,{full}\n").into_bytes(),
            ),
            (
                "blanks in braces",
                quoted(',').replace("{rose}", "{ rose }").into_bytes(),
            ),
        ] {
            let phrases = own(bytes).expect(way);
            assert_eq!(
                phrases.by_key.get("run").map(|phrase| phrase.full.as_str()),
                Some(full),
                "{way}"
            );
        }
    }

    #[test]
    fn the_house_has_a_phrase_for_everything_and_nothing_else() {
        let rows = house_rows().unwrap();
        let keys: Vec<&str> = rows.iter().map(|row| row.key.as_str()).collect();
        assert_eq!(keys, forms().map(|form| form.key).collect::<Vec<_>>());
        assert_eq!(Phrases::house().unwrap().by_key.len(), forms().count());
    }

    #[test]
    fn an_officer_may_replace_some() {
        let own = own("key,phrase,brief\nrun,\"{subject} {rose} again, to {value}.\",\n").unwrap();
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
            ("run,#REF!,", "“#REF!”"),
        ] {
            let text = format!("key,phrase,brief\nrun,\"{{subject}}.\",\n{row}\n");
            let told = own(&text).unwrap_err().to_string();
            assert!(
                told.contains(said) && told.contains("own.csv") && told.contains("row 3"),
                "{told}"
            );
        }
        let told = own("key,sentence\nrun,Hello.\n").unwrap_err().to_string();
        assert!(
            told.contains("not a phrase table") && told.contains("key,phrase,brief"),
            "{told}"
        );
    }
}
