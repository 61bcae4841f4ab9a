//! The notes of a workbook: gathered from its tables, numbered, each once.

use std::collections::BTreeMap;

use super::{Table, sheet};

/// A row of the notes worksheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NoteEntry {
    /// `[c]` or `[note 3]`: what the tables refer to it by.
    pub(super) label: String,
    /// `Symbol`, what the workbook's author said, or the worksheets it applies to.
    pub(super) about: String,
    pub(super) text: String,
}

/// The notes of a workbook, and by which labels each table refers to its own.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct WorkbookNotes {
    pub(super) entries: Vec<NoteEntry>,
    pub(super) of_table: Vec<Vec<String>>,
}

/// Gathers the symbols of all tables, then the notes of the workbook, then those of the tables. `sheets` are the tables' worksheets.
pub(super) fn noted(
    book: &[(String, String)],
    tables: &[Table],
    sheets: &[String],
) -> WorkbookNotes {
    let symbols: BTreeMap<&str, &str> = tables.iter().rev().flat_map(Table::symbols).collect();
    let symbols = symbols
        .into_iter()
        .map(|(code, meaning)| entry(sheet::bracketed(code), "Symbol", meaning));
    let texts = once(
        tables
            .iter()
            .flat_map(|table| &table.notes)
            .map(String::as_str),
    );
    let of_book = (1..)
        .zip(book)
        .map(|(number, (about, text))| entry(label(number), about, text));
    let of_tables = (book.len() + 1..)
        .zip(&texts)
        .map(|(number, text)| entry(label(number), &about(text, tables, sheets), text));
    let entries = symbols.chain(of_book).chain(of_tables).collect();

    let of_table = tables.iter().map(|table| {
        let own = (book.len() + 1..)
            .zip(&texts)
            .filter(|(_, text)| has(table, text));
        own.map(|(number, _)| label(number)).collect()
    });
    WorkbookNotes {
        entries,
        of_table: of_table.collect(),
    }
}

/// The worksheets that a note applies to.
fn about(text: &str, tables: &[Table], sheets: &[String]) -> String {
    let on: Vec<&str> = tables
        .iter()
        .zip(sheets)
        .filter(|(table, _)| has(table, text))
        .map(|(_, sheet)| sheet.as_str())
        .collect();
    if on.len() > 1 && on.len() == tables.len() {
        "All tables".into()
    } else {
        on.join(", ")
    }
}

fn has(table: &Table, text: &str) -> bool {
    table.notes.iter().any(|note| note == text)
}

/// The texts in the order they first appear.
fn once<'a>(texts: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut seen = Vec::new();
    for text in texts {
        if !seen.contains(&text) {
            seen.push(text);
        }
    }
    seen
}

fn label(number: usize) -> String {
    format!("[note {number}]")
}

fn entry(label: String, about: &str, text: &str) -> NoteEntry {
    NoteEntry {
        label,
        about: about.into(),
        text: text.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::specimen;

    #[test]
    fn notes_are_numbered_once_and_say_what_they_are_about() {
        let mut tables = [specimen::neighbours(), specimen::neighbours()];
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
        let expected = [
            ["[c]", "Symbol", "suppressed by the publisher"],
            ["[z]", "Symbol", "not applicable"],
            ["[note 1]", "Bands", "A is best."],
            [
                "[note 2]",
                "All tables",
                "Rates are published as whole numbers.",
            ],
            ["[note 3]", "two", "Only two."],
        ];
        assert_eq!(entries, expected);
        assert_eq!(
            noted.of_table,
            [vec!["[note 2]"], vec!["[note 2]", "[note 3]"]]
        );
    }
}
