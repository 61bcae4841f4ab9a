//! A workbook by the Government Analysis Function's rules for spreadsheets that everyone can use.
//!
//! A cover, a contents page with links, the notes, then one tidy table a worksheet: title in A1, a few lines about it, the table
//! directly below, marked as an Excel table with its header row. No merged cells, no blank rows, no filters, no frozen panes, no
//! fills, no macros, no pictures; every sheet opens at A1. A symbol is text in square brackets, and the notes say what it means.

use rust_xlsxwriter as excel;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Worksheet};

use super::noted::{Noted, noted};
use super::worksheet::{Heading, body, fill, link, mark, print_on_paper, write_prose, write_title};
use super::{Table, TableFault, sheet};

const COVER: &str = "Cover";
const CONTENTS: &str = "Contents";
const NOTES: &str = "Notes";
/// The height of a row and the width of a column, in pixels, that go with the body font: what Excel counts widths in.
const ROW_PIXELS: u32 = 20;
const COLUMN_PIXELS: u32 = 80;
/// The widths of columns of prose, of what they are about, and of short labels, in digits.
const PROSE: f64 = 90.0;
const ABOUT: f64 = 34.0;
const LABEL: f64 = 12.0;

/// What goes into a workbook.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Workbook {
    pub(crate) title: String,
    pub(crate) subtitle: String,
    /// Who answers questions about it: a line on the cover, and the author in its properties.
    pub(crate) contact: Option<String>,
    /// The paragraphs of the cover: what this is, from when, under which licence.
    pub(crate) cover_lines: Vec<String>,
    /// What each note is about, and its text. The symbols come before these and the notes of the tables after, each once.
    pub(crate) notes: Vec<(String, String)>,
    pub(crate) tables: Vec<Table>,
    /// Year, month and day that the data are as at: they stand as the day of creation, since the same data must give the same bytes.
    pub(crate) data_date: Option<(u16, u8, u8)>,
}

/// The workbook as the bytes of an `.xlsx` file; the same workbook always gives the same bytes.
///
/// # Errors
/// [`TableFault::Spreadsheet`] for what Excel cannot hold: more than 1,048,576 rows, a text of more than 32,767 characters.
pub(crate) fn write(book: &Workbook) -> Result<Vec<u8>, TableFault> {
    let sheets = sheet::sheet_names(&book.tables, &[COVER, CONTENTS, NOTES]);
    let names = sheet::table_names(&sheets);
    let noted = noted(&book.notes, &book.tables, &sheets);
    let mut file = excel::Workbook::new();
    file.set_default_format(&body(), ROW_PIXELS, COLUMN_PIXELS)?;
    file.set_properties(&properties(book)?);
    cover(file.add_worksheet(), book)?;
    contents(file.add_worksheet(), book, &sheets, !noted.entries.is_empty())?;
    if !noted.entries.is_empty() {
        notes(file.add_worksheet(), &noted)?;
    }
    for (at, table) in book.tables.iter().enumerate() {
        let worksheet = file.add_worksheet().set_name(&sheets[at])?;
        fill(worksheet, table, &names[at], &noted.of_table[at], CONTENTS)?;
    }
    Ok(file.save_to_buffer()?)
}

fn properties(book: &Workbook) -> Result<DocProperties, TableFault> {
    let (year, month, day) = book.data_date.unwrap_or((2000, 1, 1));
    Ok(DocProperties::new()
        .set_title(&book.title)
        .set_subject(&book.subtitle)
        .set_author(book.contact.as_deref().unwrap_or("yardstick"))
        .set_custom_property("Language", "en-GB")
        .set_creation_datetime(&ExcelDateTime::from_ymd(year, month, day)?))
}

fn cover(worksheet: &mut Worksheet, book: &Workbook) -> Result<(), TableFault> {
    worksheet.set_name(COVER)?.set_column_width(0, PROSE)?;
    write_title(worksheet, &book.title)?;
    let contact = book.contact.iter().map(|contact| format!("Contact: {contact}"));
    let lines = std::iter::once(book.subtitle.clone()).chain(book.cover_lines.iter().cloned()).chain(contact);
    for (row, line) in (1..).zip(lines.filter(|line| !line.is_empty())) {
        write_prose(worksheet, row, 0, &[(&line, PROSE)])?;
    }
    print_on_paper(worksheet);
    Ok(())
}

fn contents(worksheet: &mut Worksheet, book: &Workbook, sheets: &[String], has_notes: bool) -> Result<(), TableFault> {
    worksheet.set_name(CONTENTS)?;
    write_title(worksheet, CONTENTS)?;
    worksheet.write_string(1, 0, "This worksheet links to every other one in the workbook.")?;
    let cover = (COVER.to_owned(), "What these tables are, and whom to ask about them".to_owned());
    let notes = has_notes.then(|| (NOTES.to_owned(), "The symbols and notes that the tables refer to".to_owned()));
    let tables = book.tables.iter().zip(sheets).map(|(table, sheet)| (sheet.clone(), described(table)));
    let mut last_row = 2;
    for (sheet, what) in std::iter::once(cover).chain(notes).chain(tables) {
        last_row += 1;
        link(worksheet, last_row, &sheet, &sheet)?;
        write_prose(worksheet, last_row, 1, &[(&what, PROSE)])?;
    }
    mark(worksheet, "contents", 2, last_row, &[words("Worksheet", ABOUT), words("What it holds", PROSE)])?;
    print_on_paper(worksheet);
    Ok(())
}

fn notes(worksheet: &mut Worksheet, noted: &Noted) -> Result<(), TableFault> {
    worksheet.set_name(NOTES)?;
    write_title(worksheet, NOTES)?;
    worksheet.write_string(1, 0, "This worksheet holds the symbols and notes that the tables refer to.")?;
    link(worksheet, 2, CONTENTS, CONTENTS)?;
    let mut last_row = 3;
    for entry in &noted.entries {
        last_row += 1;
        write_prose(worksheet, last_row, 0, &[(&entry.label, LABEL), (&entry.about, ABOUT), (&entry.text, PROSE)])?;
    }
    mark(worksheet, "notes", 3, last_row, &[words("Note", LABEL), words("About", ABOUT), words("Text", PROSE)])?;
    print_on_paper(worksheet);
    Ok(())
}

fn words(text: &str, width: f64) -> Heading<'_> {
    Heading { text, numeric: false, width }
}

fn described(table: &Table) -> String {
    if table.subtitle.is_empty() { table.title.clone() } else { format!("{}: {}", table.title, table.subtitle) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::specimen;

    fn book() -> Workbook {
        Workbook {
            title: "Blackpool: children's services compared".into(),
            subtitle: "Against ten statistical neighbours, the North West and England".into(),
            contact: Some("Performance team, performance@example.gov.uk".into()),
            cover_lines: vec![
                "Data as at November 2025.".into(),
                "Contains public sector information licensed under the Open Government Licence v3.0.".into(),
            ],
            notes: vec![("Quartile bands".into(), "A holds the best quarter of authorities and D the worst.".into())],
            tables: vec![specimen::neighbours(), Table { name: "cla-rate".into(), rows: vec![], ..specimen::neighbours() }],
            data_date: Some((2025, 11, 30)),
        }
    }

    /// Whether a part of this name is in the archive: its directory holds the names as they are.
    fn holds(bytes: &[u8], part: &str) -> bool {
        bytes.windows(part.len()).any(|window| window == part.as_bytes())
    }

    #[test]
    fn the_same_book_gives_the_same_bytes_in_an_archive_of_the_right_parts() {
        let bytes = write(&book()).unwrap();
        assert_eq!(bytes, write(&book()).unwrap());
        assert!(bytes.starts_with(b"PK\x03\x04"));
        for part in
            ["xl/workbook.xml", "xl/worksheets/sheet5.xml", "xl/tables/table4.xml", "docProps/core.xml", "docProps/custom.xml"]
        {
            assert!(holds(&bytes, part), "{part}");
        }
        for part in ["xl/worksheets/sheet6.xml", "xl/vbaProject.bin", "xl/media", "xl/calcChain.xml"] {
            assert!(!holds(&bytes, part), "{part}");
        }
    }

    #[test]
    fn a_book_of_nothing_is_still_a_book() {
        let empty = Workbook {
            title: String::new(),
            subtitle: String::new(),
            contact: None,
            cover_lines: vec![],
            notes: vec![],
            tables: vec![],
            data_date: None,
        };
        assert!(!holds(&write(&empty).unwrap(), "xl/worksheets/sheet3.xml"));
        let bare = Table { columns: vec![], rows: vec![], ..specimen::neighbours() };
        assert!(write(&Workbook { tables: vec![bare], ..empty }).is_ok());
    }

    #[test]
    fn what_excel_cannot_hold_is_a_fault() {
        let mut book = book();
        book.tables[0].rows[0][0] = specimen::text(&"x".repeat(40_000));
        assert!(matches!(write(&book), Err(TableFault::Spreadsheet(_))));
        assert!(matches!(write(&Workbook { data_date: Some((2025, 13, 1)), ..self::book() }), Err(TableFault::Spreadsheet(_))));
    }
}
