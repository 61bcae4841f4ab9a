//! What a workbook asks of names, widths and the numbering of notes, apart from any cell: pure text work for `xlsx.rs`.

use std::collections::{BTreeMap, BTreeSet};

use super::{Cell, Table, shown};

/// Excel allows 31 characters and ONS asks for fewer than 31.
const LONGEST_SHEET_NAME: usize = 30;
/// Excel allows 255, and nobody reads that many.
const LONGEST_TABLE_NAME: usize = 60;
/// In characters of the body font: beyond this, words wrap.
const WIDEST_TEXT: usize = 60;
/// Headings over numbers wrap into about this many lines rather than widen the column.
const HEADING_LINES: usize = 3;

/// A row of the notes worksheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    /// `[c]` or `[note 3]`: what the tables refer to it by.
    pub(super) label: String,
    pub(super) about: String,
    pub(super) text: String,
}

/// The notes of a workbook, and by which labels each table refers to its own.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Noted {
    pub(super) entries: Vec<Entry>,
    pub(super) of_table: Vec<Vec<String>>,
}

/// Gathers the symbols of all tables, the notes of the workbook and those of the tables, in this order, each once; `sheets` are the
/// tables' worksheets, by which a note says what it is about.
pub(super) fn noted(book: &[(String, String)], tables: &[Table], sheets: &[String]) -> Noted {
    let symbols: BTreeMap<&str, &str> = tables.iter().rev().flat_map(Table::symbols).collect();
    let mut entries: Vec<Entry> = symbols
        .into_iter()
        .map(|(code, meaning)| Entry {
            label: bracketed(code),
            about: "Symbol".into(),
            text: meaning.into(),
        })
        .collect();
    let mut texts: Vec<&str> = Vec::new();
    for note in tables.iter().flat_map(|table| &table.notes) {
        if !texts.contains(&note.as_str()) {
            texts.push(note);
        }
    }
    let label = |number: usize| format!("[note {}]", number + 1);
    let first = book.len();
    for (number, (about, text)) in book.iter().enumerate() {
        entries.push(Entry {
            label: label(number),
            about: about.clone(),
            text: text.clone(),
        });
    }
    for (number, text) in (first..).zip(&texts) {
        let on: Vec<&str> = tables
            .iter()
            .zip(sheets)
            .filter(|(table, _)| table.notes.iter().any(|note| note == text))
            .map(|(_, sheet)| sheet.as_str())
            .collect();
        let about = if on.len() == tables.len() && on.len() > 1 {
            "All tables".to_owned()
        } else {
            on.join(", ")
        };
        entries.push(Entry {
            label: label(number),
            about,
            text: (*text).to_owned(),
        });
    }
    let labels = |table: &Table| {
        (first..)
            .zip(&texts)
            .filter(|(_, text)| table.notes.iter().any(|note| note == *text))
            .map(|(number, _)| label(number))
            .collect()
    };
    Noted {
        entries,
        of_table: tables.iter().map(labels).collect(),
    }
}

/// A name for each table's worksheet: its slug without what Excel forbids, short enough, unlike the others and the `reserved` ones in
/// more than capitals.
pub(super) fn sheet_names(tables: &[Table], reserved: &[&str]) -> Vec<String> {
    // Excel also keeps "History" to itself.
    let mut taken: BTreeSet<String> = reserved
        .iter()
        .chain(&["History"])
        .map(|name| name.to_lowercase())
        .collect();
    let allowed = |letter: char| {
        !letter.is_control() && !matches!(letter, '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\'')
    };
    tables
        .iter()
        .map(|table| {
            unique(
                &kept(&table.name, allowed, '-'),
                LONGEST_SHEET_NAME,
                &mut taken,
            )
        })
        .collect()
}

/// A name for each Excel table: letters, digits and underscores, and nothing that could be a cell such as `CLA1`.
pub(super) fn table_names(sheets: &[String]) -> Vec<String> {
    let mut taken = BTreeSet::new();
    let named = |sheet: &String| {
        format!(
            "table_{}",
            kept(sheet, |letter| letter.is_ascii_alphanumeric(), '_')
        )
    };
    sheets
        .iter()
        .map(|sheet| unique(&named(sheet), LONGEST_TABLE_NAME, &mut taken))
        .collect()
}

/// The headings of a table's columns. Excel wants each to be there once.
pub(super) fn headings(table: &Table) -> Vec<String> {
    let mut taken = BTreeSet::new();
    let title = |title: &str, name: &str| {
        if title.trim().is_empty() {
            name.to_owned()
        } else {
            title.trim().to_owned()
        }
    };
    table
        .columns
        .iter()
        .map(|column| unique(&title(&column.title, &column.name), 255, &mut taken))
        .collect()
}

/// How a cell reads on a worksheet: as elsewhere, but a symbol in square brackets, so that nobody takes it for a label.
pub(super) fn text(cell: &Cell) -> String {
    match cell {
        Cell::Symbol { code, .. } => bracketed(code),
        other => shown::cell(other),
    }
}

/// `[c]`, and no second pair where the publisher's code has one already.
pub(super) fn bracketed(code: &str) -> String {
    if code.starts_with('[') {
        code.to_owned()
    } else {
        format!("[{code}]")
    }
}

/// The width of each column in characters, so that nothing is cut: all of a number, and a text up to where it wraps.
pub(super) fn widths(table: &Table, headings: &[String]) -> Vec<f64> {
    let mut widest: Vec<usize> = table
        .columns
        .iter()
        .zip(headings)
        .map(|(column, heading)| {
            let longest_word = heading.split_whitespace().map(letters).max().unwrap_or(0);
            let lines = if column.kind.is_numeric() {
                HEADING_LINES
            } else {
                1
            };
            longest_word
                .max(letters(heading).div_ceil(lines))
                .min(WIDEST_TEXT)
        })
        .collect();
    for row in &table.rows {
        for ((column, cell), widest) in table.cells(row).zip(&mut widest) {
            let most = if column.kind.is_numeric() {
                usize::MAX
            } else {
                WIDEST_TEXT
            };
            *widest = (*widest).max(letters(&text(cell)).min(most));
        }
    }
    // Bold letters are a tenth wider than the digits that Excel counts in, and the cell has a margin. Its limit is 255.
    widest
        .into_iter()
        .map(|letters| (letters as f64 * 1.1 + 2.0).min(255.0))
        .collect()
}

fn letters(text: &str) -> usize {
    text.chars().count()
}

/// The text with every letter that is not allowed replaced.
fn kept(text: &str, allowed: impl Fn(char) -> bool, instead: char) -> String {
    text.trim()
        .chars()
        .map(|letter| if allowed(letter) { letter } else { instead })
        .collect()
}

/// The name, cut to `limit` characters, with a number where it was taken already.
fn unique(name: &str, limit: usize, taken: &mut BTreeSet<String>) -> String {
    let name = if name.is_empty() { "table" } else { name };
    let cut = |room: usize| {
        name.chars()
            .take(room)
            .collect::<String>()
            .trim_end()
            .to_owned()
    };
    let numbered = (2..)
        .map(|number| format!(" {number}"))
        .map(|end| cut(limit - end.len()) + &end);
    let mut candidates = std::iter::once(cut(limit)).chain(numbered);
    // The numbers never end, so there always is one.
    candidates
        .find(|candidate| taken.insert(candidate.to_lowercase()))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::specimen;

    fn named(names: &[&str]) -> Vec<Table> {
        names
            .iter()
            .map(|name| Table {
                name: (*name).to_owned(),
                ..specimen::neighbours()
            })
            .collect()
    }

    #[test]
    fn sheet_names_are_short_allowed_and_unlike() {
        let tables = named(&[
            "cla-rate",
            "CLA-rate",
            "a/b:c",
            "",
            "notes",
            "children-looked-after-long-term-stability",
            "children-looked-after-long-term-placement",
        ]);
        let names = sheet_names(&tables, &["Cover", "Contents", "Notes"]);
        assert_eq!(
            names,
            [
                "cla-rate",
                "CLA-rate 2",
                "a-b-c",
                "table",
                "notes 2",
                "children-looked-after-long-ter",
                "children-looked-after-long-t 2"
            ]
        );
        assert_eq!(
            table_names(&names[..2]),
            ["table_cla_rate", "table_CLA_rate_2"]
        );
    }

    #[test]
    fn notes_are_numbered_once_and_say_what_they_are_about() {
        let mut tables = named(&["one", "two"]);
        tables[1].notes.push("Only two.".into());
        let noted = noted(
            &[("Bands".into(), "A is best.".into())],
            &tables,
            &["one".into(), "two".into()],
        );
        let entries: Vec<_> = noted
            .entries
            .iter()
            .map(|entry| [entry.label.as_str(), &entry.about, &entry.text])
            .collect();
        assert_eq!(
            entries,
            [
                ["[c]", "Symbol", "suppressed by the publisher"],
                ["[z]", "Symbol", "not applicable"],
                ["[note 1]", "Bands", "A is best."],
                [
                    "[note 2]",
                    "All tables",
                    "Rates are published as whole numbers."
                ],
                ["[note 3]", "two", "Only two."],
            ]
        );
        assert_eq!(
            noted.of_table,
            [vec!["[note 2]"], vec!["[note 2]", "[note 3]"]]
        );
    }

    #[test]
    fn headings_are_there_once() {
        let mut table = specimen::neighbours();
        table.columns[1].title = "authority".into();
        table.columns[2].title = " ".into();
        assert_eq!(
            headings(&table),
            ["Authority", "authority 2", "change", "Children", "Status"]
        );
    }

    #[test]
    fn a_symbol_has_one_pair_of_brackets() {
        assert_eq!([bracketed("c"), bracketed("[x]")], ["[c]", "[x]"]);
    }
}
