//! A workbook by the Government Analysis Function's rules for spreadsheets that everyone can use.
//!
//! A cover, a contents page with links, the notes, then one tidy table a worksheet: title in A1, a few lines about it, the table
//! directly below, marked as an Excel table with its header row. No merged cells, no blank rows, no filters, no frozen panes, no
//! fills, no macros, no pictures; charts of Excel's own stand on a worksheet of their own, with texts for those who do not see them; every sheet opens at A1. A symbol is text in square brackets, and the notes say what it means.

use rust_xlsxwriter as excel;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Worksheet};

use super::TableFault;
use super::native_charts;
use super::workbook::{
    ABOUT_CONTENTS, ABOUT_NOTES, BoundWorkbook, CONTENTS, CONTENTS_HEADINGS, CONTENTS_RANGE, COVER,
    NOTES, NOTES_HEADINGS, NOTES_RANGE, PROSE,
};
pub(crate) use super::workbook::{NativeChart, NativeForm, Workbook};
use super::worksheet::{
    SheetHeading, body, fill, link, mark, print_on_paper, write_prose, write_title,
};
use crate::world::packing::made_on_unix;

/// The height of a row and the width of a column, in pixels, that go with the body font: what Excel counts widths in.
const ROW_PIXELS: u32 = 20;
const COLUMN_PIXELS: u32 = 80;

/// The workbook as the bytes of an `.xlsx` file; the same workbook always gives the same bytes.
///
/// # Errors
/// [`TableFault::Spreadsheet`] for what Excel cannot hold: more than 1,048,576 rows, a text of more than 32,767 characters.
pub(crate) fn write(book: &Workbook) -> Result<Vec<u8>, TableFault> {
    let bound = book.bound();
    let mut file = excel::Workbook::new();
    file.set_default_format(&body(), ROW_PIXELS, COLUMN_PIXELS)?;
    file.set_properties(&properties(book)?);
    cover(file.add_worksheet(), book)?;
    contents(file.add_worksheet(), &bound)?;
    if bound.has_notes() {
        notes(file.add_worksheet(), &bound)?;
    }
    if !book.charts.is_empty() {
        native_charts::fill(file.add_worksheet(), &bound)?;
    }
    for (at, table) in book.tables.iter().enumerate() {
        let worksheet = file.add_worksheet().set_name(&bound.sheets[at])?;
        fill(
            worksheet,
            table,
            &bound.ranges[at],
            &bound.above(at),
            CONTENTS,
        )?;
    }
    Ok(made_on_unix(file.save_to_buffer()?))
}

fn properties(book: &Workbook) -> Result<DocProperties, TableFault> {
    let (year, month, day) = book.day();
    Ok(DocProperties::new()
        .set_title(&book.title)
        .set_subject(&book.subtitle)
        .set_author(book.author())
        .set_custom_property("Language", "en-GB")
        .set_creation_datetime(&ExcelDateTime::from_ymd(year, month, day)?))
}

fn cover(worksheet: &mut Worksheet, book: &Workbook) -> Result<(), TableFault> {
    worksheet.set_name(COVER)?.set_column_width(0, PROSE)?;
    write_title(worksheet, &book.title)?;
    for (row, line) in (1..).zip(book.cover()) {
        write_prose(worksheet, row, 0, &[(&line, PROSE)])?;
    }
    print_on_paper(worksheet);
    Ok(())
}

fn contents(worksheet: &mut Worksheet, bound: &BoundWorkbook<'_>) -> Result<(), TableFault> {
    worksheet.set_name(CONTENTS)?;
    write_title(worksheet, CONTENTS)?;
    worksheet.write_string(1, 0, ABOUT_CONTENTS)?;
    let mut last_row = 2;
    for (sheet, what) in bound.contents(!bound.book.charts.is_empty()) {
        last_row += 1;
        link(worksheet, last_row, sheet, sheet)?;
        write_prose(worksheet, last_row, 1, &[(&what, PROSE)])?;
    }
    mark(
        worksheet,
        CONTENTS_RANGE,
        2,
        last_row,
        &CONTENTS_HEADINGS.map(words),
    )?;
    print_on_paper(worksheet);
    Ok(())
}

fn notes(worksheet: &mut Worksheet, bound: &BoundWorkbook<'_>) -> Result<(), TableFault> {
    worksheet.set_name(NOTES)?;
    write_title(worksheet, NOTES)?;
    worksheet.write_string(1, 0, ABOUT_NOTES)?;
    link(worksheet, 2, CONTENTS, CONTENTS)?;
    let [(_, label), (_, about), (_, text)] = NOTES_HEADINGS;
    let mut last_row = 3;
    for entry in &bound.noted.entries {
        last_row += 1;
        write_prose(
            worksheet,
            last_row,
            0,
            &[
                (&entry.label, label),
                (&entry.about, about),
                (&entry.text, text),
            ],
        )?;
    }
    mark(
        worksheet,
        NOTES_RANGE,
        3,
        last_row,
        &NOTES_HEADINGS.map(words),
    )?;
    print_on_paper(worksheet);
    Ok(())
}

fn words((text, width): (&str, f64)) -> SheetHeading<'_> {
    SheetHeading {
        text,
        numeric: false,
        width,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::inert::tests::RUN;
    use crate::table::{Table, specimen};

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
            sheets: vec![],
            charts: vec![],
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
        let systems = crate::world::packing::systems(&bytes);
        assert!(systems.iter().all(|system| *system == zip::System::Unix));
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
            sheets: vec![],
            charts: vec![],
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
    fn no_name_is_run() {
        let mut book = book();
        book.title = RUN[0].to_owned();
        for table in &mut book.tables {
            table.columns[0].name = RUN[1].to_owned();
            table.columns[0].title = RUN[1].to_owned();
            table.rows = RUN.map(|name| vec![specimen::text(name)]).to_vec();
        }
        let bytes = write(&book).unwrap();
        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
        let mut quoted = 0;
        for at in 0..archive.len() {
            let mut text = String::new();
            let mut part = archive.by_index(at).unwrap();
            std::io::Read::read_to_string(&mut part, &mut text).unwrap();
            assert!(!text.contains("<f>"), "{}", part.name().unwrap());
            quoted += text.matches("quotePrefix=\"1\"").count();
        }
        assert!(quoted > 0, "a cell that is edited would be run");
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
}
