//! A workbook by the Government Analysis Function's rules for spreadsheets that everyone can use.
//!
//! A cover, a contents page with links, the notes, then one tidy table a worksheet: title in A1, a few lines about it, the table
//! directly below, marked as an Excel table with its header row. No merged cells, no blank rows, no filters, no frozen panes, no
//! fills, no macros, no pictures; every sheet opens at A1. A symbol is text in square brackets, and the notes say what it means.

use rust_xlsxwriter as excel;
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, FormatUnderline, IgnoreError,
    TableColumn, TableStyle, Url, Worksheet,
};

use super::sheet::{self, Noted};
use super::{Cell, Table, TableFault};

const COVER: &str = "Cover";
const CONTENTS: &str = "Contents";
const NOTES: &str = "Notes";
/// Twelve points of a sans serif that every office machine has.
const FONT: &str = "Arial";
const FONT_POINTS: f64 = 12.0;
/// The height of a row and the width of a column, in pixels, that go with that font: what Excel counts widths in.
const ROW_PIXELS: u32 = 20;
const COLUMN_PIXELS: u32 = 80;
/// The width of a column of prose, in characters.
const PROSE: f64 = 90.0;
/// The width of a column of labels, in characters.
const LABEL: f64 = 34.0;
const A4: u8 = 9;

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
    let noted = sheet::noted(&book.notes, &book.tables, &sheets);
    let mut file = excel::Workbook::new();
    file.set_default_format(&body(), ROW_PIXELS, COLUMN_PIXELS)?;
    file.set_properties(&properties(book)?);
    cover(file.add_worksheet(), book)?;
    contents(
        file.add_worksheet(),
        book,
        &sheets,
        !noted.entries.is_empty(),
    )?;
    if !noted.entries.is_empty() {
        notes(file.add_worksheet(), &noted)?;
    }
    for (at, table) in book.tables.iter().enumerate() {
        let worksheet = file.add_worksheet();
        worksheet.set_name(&sheets[at])?;
        let heading_row = above(worksheet, table, &noted.of_table[at])?;
        if !table.columns.is_empty() {
            rows(worksheet, table, &names[at], heading_row)?;
        }
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
    worksheet.write_string_with_format(0, 0, &book.title, &title().set_text_wrap())?;
    let contact = book
        .contact
        .iter()
        .map(|contact| format!("Contact: {contact}"));
    let lines = std::iter::once(book.subtitle.clone())
        .chain(book.cover_lines.iter().cloned())
        .chain(contact);
    for (row, line) in (1..).zip(lines.filter(|line| !line.is_empty())) {
        worksheet.write_string_with_format(row, 0, line, &prose())?;
    }
    print_on_paper(worksheet);
    Ok(())
}

fn contents(
    worksheet: &mut Worksheet,
    book: &Workbook,
    sheets: &[String],
    has_notes: bool,
) -> Result<(), TableFault> {
    worksheet
        .set_name(CONTENTS)?
        .set_column_width(0, LABEL)?
        .set_column_width(1, PROSE)?;
    worksheet.write_string_with_format(0, 0, "Contents", &title())?;
    worksheet.write_string_with_format(
        1,
        0,
        "This worksheet links to every other one in the workbook.",
        &body(),
    )?;
    let notes = has_notes.then(|| {
        (
            NOTES.to_owned(),
            "The symbols and notes that the tables refer to".to_owned(),
        )
    });
    let tables = book
        .tables
        .iter()
        .zip(sheets)
        .map(|(table, sheet)| (sheet.clone(), described(table)));
    let mut row = 3;
    for (sheet, what) in notes.into_iter().chain(tables) {
        link(worksheet, row, &sheet, &sheet)?;
        worksheet.write_string_with_format(row, 1, what, &prose())?;
        row += 1;
    }
    if row == 3 {
        worksheet.write_string_with_format(row, 0, "No tables", &prose())?;
        row += 1;
    }
    mark(
        worksheet,
        "contents",
        2,
        row - 1,
        &[("Worksheet", false), ("What it holds", false)],
    )?;
    print_on_paper(worksheet);
    Ok(())
}

fn notes(worksheet: &mut Worksheet, noted: &Noted) -> Result<(), TableFault> {
    worksheet
        .set_name(NOTES)?
        .set_column_width(0, 12)?
        .set_column_width(1, LABEL)?
        .set_column_width(2, PROSE)?;
    worksheet.write_string_with_format(0, 0, "Notes", &title())?;
    worksheet.write_string_with_format(
        1,
        0,
        "This worksheet holds the symbols and notes that the tables refer to.",
        &body(),
    )?;
    link(worksheet, 2, CONTENTS, "Contents")?;
    let mut row = 4;
    for entry in &noted.entries {
        for (column, text) in (0..).zip([&entry.label, &entry.about, &entry.text]) {
            worksheet.write_string_with_format(row, column, text, &prose())?;
        }
        row += 1;
    }
    mark(
        worksheet,
        "notes",
        3,
        row - 1,
        &[("Note", false), ("About", false), ("Text", false)],
    )?;
    print_on_paper(worksheet);
    Ok(())
}

/// Writes the title and the lines about a table, and says in which row its header comes.
fn above(worksheet: &mut Worksheet, table: &Table, notes: &[String]) -> Result<u32, TableFault> {
    worksheet.write_string_with_format(0, 0, &table.title, &title())?;
    let symbols: Vec<String> = table
        .symbols()
        .iter()
        .map(|(code, meaning)| format!("{} {meaning}", sheet::bracketed(code)))
        .collect();
    let labelled = |label: &str, text: String| {
        if text.is_empty() {
            text
        } else {
            format!("{label}: {text}")
        }
    };
    let lines = [
        table.subtitle.clone(),
        labelled("Symbols", symbols.join("; ")),
        labelled("Notes, on the Notes worksheet", notes.join(", ")),
        labelled("Source", table.source.clone()),
    ];
    let mut row = 1;
    for line in lines.iter().filter(|line| !line.is_empty()) {
        // Not wrapped: the cells to the right are empty, so the line runs on over them as long as it is.
        worksheet.write_string_with_format(row, 0, line, &body())?;
        row += 1;
    }
    link(worksheet, row, CONTENTS, "Contents")?;
    Ok(row + 1)
}

/// Writes the rows of a table and marks them as one.
fn rows(
    worksheet: &mut Worksheet,
    table: &Table,
    name: &str,
    heading_row: u32,
) -> Result<(), TableFault> {
    let headings = sheet::headings(table);
    for (column, width) in (0..).zip(sheet::widths(table, &headings)) {
        worksheet.set_column_width(column, width)?;
    }
    let mut row = heading_row + 1;
    for (at, cells) in table.rows.iter().enumerate() {
        let own = table.is_emphasised(at);
        for (column, (kind, cell)) in (0..).zip(table.cells(cells)) {
            write_cell(worksheet, row, column, cell, kind.kind.is_numeric(), own)?;
        }
        row += 1;
    }
    if table.rows.is_empty() {
        worksheet.write_string_with_format(row, 0, "No rows", &prose())?;
        row += 1;
    }
    let columns: Vec<(&str, bool)> = headings
        .iter()
        .map(String::as_str)
        .zip(table.columns.iter().map(|column| column.kind.is_numeric()))
        .collect();
    mark(worksheet, name, heading_row, row - 1, &columns)?;
    for (column, _) in (0..).zip(&columns).filter(|(_, (_, numeric))| !numeric) {
        // A three-digit authority code is text, and Excel need not offer to turn it into a number.
        worksheet.ignore_error_range(
            heading_row + 1,
            column,
            row - 1,
            column,
            IgnoreError::NumberStoredAsText,
        )?;
    }
    worksheet.set_repeat_rows(heading_row, heading_row)?;
    print_on_paper(worksheet);
    Ok(())
}

fn write_cell(
    worksheet: &mut Worksheet,
    row: u32,
    column: u16,
    cell: &Cell,
    numeric: bool,
    own: bool,
) -> Result<(), TableFault> {
    let emphasised = |format: Format| if own { format.set_bold() } else { format };
    let words = emphasised(if numeric {
        body().set_align(FormatAlign::Right)
    } else {
        prose()
    });
    match cell {
        Cell::Text(text) if !text.is_empty() => {
            worksheet.write_string_with_format(row, column, text, &words)?
        }
        Cell::Number { value, decimals } if value.is_finite() => {
            let format = emphasised(body().set_num_format(number_format(*decimals)));
            worksheet.write_number_with_format(row, column, *value, &format)?
        }
        // Excel holds doubles, and no count comes near the 2^53 up to which they are exact.
        Cell::Whole(value) => worksheet.write_number_with_format(
            row,
            column,
            *value as f64,
            &emphasised(body().set_num_format("#,##0")),
        )?,
        Cell::Symbol { .. } => {
            worksheet.write_string_with_format(row, column, sheet::text(cell), &words)?
        }
        Cell::Text(_) | Cell::Number { .. } | Cell::Empty => {
            worksheet.write_blank(row, column, &words)?
        }
    };
    Ok(())
}

/// Marks a range as an Excel table: its name, its header row, and whether each column is flush right.
fn mark(
    worksheet: &mut Worksheet,
    name: &str,
    heading_row: u32,
    last_row: u32,
    columns: &[(&str, bool)],
) -> Result<(), TableFault> {
    let heading = body()
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::Bottom)
        .set_border_bottom(FormatBorder::Medium);
    let headings: Vec<TableColumn> = columns
        .iter()
        .map(|(text, numeric)| {
            let align = if *numeric {
                FormatAlign::Right
            } else {
                FormatAlign::Left
            };
            TableColumn::new()
                .set_header(*text)
                .set_header_format(heading.clone().set_align(align))
        })
        .collect();
    let marked = excel::Table::new()
        .set_name(name)
        .set_columns(&headings)
        .set_autofilter(false)
        .set_banded_rows(false)
        .set_style(TableStyle::None);
    let last_column = u16::try_from(columns.len().saturating_sub(1)).unwrap_or(u16::MAX);
    worksheet.add_table(heading_row, 0, last_row, last_column, &marked)?;
    Ok(())
}

/// A link to the first cell of another worksheet.
fn link(worksheet: &mut Worksheet, row: u32, sheet: &str, text: &str) -> Result<(), TableFault> {
    let format = body()
        .set_font_color("#12436D")
        .set_underline(FormatUnderline::Single)
        .set_align(FormatAlign::Top);
    worksheet.write_url_with_options(
        row,
        0,
        Url::new(format!("internal:'{sheet}'!A1")),
        text,
        "",
        Some(&format),
    )?;
    Ok(())
}

fn print_on_paper(worksheet: &mut Worksheet) {
    worksheet
        .set_paper_size(A4)
        .set_landscape()
        .set_print_fit_to_pages(1, 0);
}

fn described(table: &Table) -> String {
    if table.subtitle.is_empty() {
        table.title.clone()
    } else {
        format!("{}: {}", table.title, table.subtitle)
    }
}

/// Such as `#,##0.0`; Excel's general format where a column shows all its decimals. Excel allows 30 of them.
fn number_format(decimals: Option<usize>) -> String {
    match decimals {
        None => "General".into(),
        Some(0) => "#,##0".into(),
        Some(places) => format!("#,##0.{}", "0".repeat(places.min(30))),
    }
}

fn body() -> Format {
    Format::new().set_font_name(FONT).set_font_size(FONT_POINTS)
}

fn prose() -> Format {
    body().set_text_wrap().set_align(FormatAlign::Top)
}

fn title() -> Format {
    Format::new()
        .set_font_name(FONT)
        .set_font_size(16)
        .set_bold()
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
            cover_lines: vec!["Data as at November 2025.".into(), "Contains public sector information licensed under the Open Government Licence v3.0.".into()],
            notes: vec![("Quartile bands".into(), "A holds the best quarter of authorities and D the worst.".into())],
            tables: vec![specimen::neighbours(), Table { name: "cla-rate".into(), rows: vec![], ..specimen::neighbours() }],
            data_date: Some((2025, 11, 30)),
        }
    }

    /// Whether a part of this name is in the archive: its directory holds the names as they are.
    fn holds(bytes: &[u8], part: &str) -> bool {
        bytes
            .windows(part.len())
            .any(|window| window == part.as_bytes())
    }

    #[test]
    fn the_same_book_gives_the_same_bytes_in_an_archive_of_the_right_parts() {
        let bytes = write(&book()).unwrap();
        assert_eq!(bytes, write(&book()).unwrap());
        assert!(bytes.starts_with(b"PK\x03\x04"));
        for part in [
            "xl/workbook.xml",
            "xl/worksheets/sheet5.xml",
            "xl/tables/table4.xml",
            "docProps/core.xml",
            "docProps/custom.xml",
        ] {
            assert!(holds(&bytes, part), "{part}");
        }
        for part in [
            "xl/worksheets/sheet6.xml",
            "xl/vbaProject.bin",
            "xl/media",
            "xl/calcChain.xml",
        ] {
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
        let bare = Table {
            columns: vec![],
            rows: vec![],
            ..specimen::neighbours()
        };
        assert!(
            write(&Workbook {
                tables: vec![bare],
                ..empty
            })
            .is_ok()
        );
    }

    #[test]
    fn what_excel_cannot_hold_is_a_fault() {
        let mut book = book();
        book.tables[0].rows[0][0] = specimen::text(&"x".repeat(40_000));
        assert!(matches!(write(&book), Err(TableFault::Spreadsheet(_))));
        assert!(matches!(
            write(&Workbook {
                data_date: Some((2025, 13, 1)),
                ..self::book()
            }),
            Err(TableFault::Spreadsheet(_))
        ));
    }

    #[test]
    fn decimals_decide_the_number_format() {
        assert_eq!(
            [None, Some(0), Some(1), Some(3)].map(number_format),
            ["General", "#,##0", "#,##0.0", "#,##0.000"]
        );
    }
}
