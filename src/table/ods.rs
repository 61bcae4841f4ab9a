//! The workbook of `xlsx.rs` as an OpenDocument spreadsheet: the same sheets, cells and words, by the same rules.
//!
//! Numbers are numbers with the decimals they are shown with, header rows repeat on paper, each table is a named database range, and
//! nothing is merged, frozen or filtered.

mod style;
mod text;
mod worksheet;
mod xml;

use std::io::{self, Cursor, Write};

use quick_xml::Writer;
use quick_xml::events::BytesText;
use zip::{CompressionMethod, ZipWriter};

use super::workbook::{
    ABOUT_CONTENTS, ABOUT_NOTES, BoundWorkbook, CONTENTS, CONTENTS_HEADINGS, CONTENTS_RANGE, COVER,
    NO_ROWS, NOTES, NOTES_HEADINGS, NOTES_RANGE, PROSE, Workbook,
};
use super::{Cell, Table, TableFault, sheet};
use crate::world::packing::part_options;
use style::OdsStyles;
use text::legal;
use worksheet::{MarkedRange, OdsSheet};
use xml::{Xml, document, root};

const MIME: &str = "application/vnd.oasis.opendocument.spreadsheet";

/// The workbook as the bytes of an `.ods` file; the same workbook always gives the same bytes.
///
/// # Errors
/// [`TableFault::Shape`] for a data date that is no day.
pub(crate) fn write(book: &Workbook) -> Result<Vec<u8>, TableFault> {
    let (year, month, day) = book.day();
    let date = i16::try_from(year)
        .ok()
        .and_then(|year| {
            jiff::civil::Date::new(year, month.try_into().ok()?, day.try_into().ok()?).ok()
        })
        .ok_or_else(|| TableFault::Shape {
            column: "data date".into(),
            problem: format!("{year}-{month}-{day} is no day"),
        })?;
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    // The first file, and not packed: programs know the format by the bytes at this place.
    add(
        &mut archive,
        "mimetype",
        MIME.as_bytes(),
        CompressionMethod::Stored,
    )?;
    let parts = [
        ("META-INF/manifest.xml", document(manifest)?),
        (
            "meta.xml",
            document(|xml| meta(xml, book, &format!("{date}T00:00:00")))?,
        ),
        ("styles.xml", document(style::page)?),
        ("content.xml", document(|xml| content(xml, &book.bound()))?),
    ];
    for (name, bytes) in parts {
        add(&mut archive, name, &bytes, CompressionMethod::Deflated)?;
    }
    Ok(archive.finish().map_err(io::Error::from)?.into_inner())
}

fn add(
    archive: &mut ZipWriter<Cursor<Vec<u8>>>,
    name: &str,
    bytes: &[u8],
    method: CompressionMethod,
) -> io::Result<()> {
    archive.start_file(name, part_options().compression_method(method))?;
    archive.write_all(bytes)
}

fn manifest(xml: &mut Xml) -> io::Result<()> {
    let space = (
        "xmlns:manifest",
        "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0",
    );
    xml.create_element("manifest:manifest")
        .with_attributes([space, ("manifest:version", "1.3")])
        .write_inner_content(|xml| {
            for (path, kind) in [
                ("/", MIME),
                ("content.xml", "text/xml"),
                ("styles.xml", "text/xml"),
                ("meta.xml", "text/xml"),
            ] {
                let about = [("manifest:full-path", path), ("manifest:media-type", kind)];
                xml.create_element("manifest:file-entry")
                    .with_attributes(about)
                    .write_empty()?;
            }
            Ok(())
        })?;
    Ok(())
}

fn meta(xml: &mut Xml, book: &Workbook, moment: &str) -> io::Result<()> {
    let about = [
        ("dc:title", book.title.as_str()),
        ("dc:subject", &book.subtitle),
        ("meta:initial-creator", book.author()),
        ("dc:creator", book.author()),
        ("meta:creation-date", moment),
        ("dc:date", moment),
        ("dc:language", "en-GB"),
        (
            "meta:generator",
            concat!("yardstick/", env!("CARGO_PKG_VERSION")),
        ),
    ];
    root(xml, "office:document-meta", |xml| {
        xml.create_element("office:meta")
            .write_inner_content(|xml| {
                for (name, text) in about {
                    xml.create_element(name)
                        .write_text_content(BytesText::new(&legal(text)))?;
                }
                Ok(())
            })?;
        Ok(())
    })
}

fn content(xml: &mut Xml, bound: &BoundWorkbook<'_>) -> io::Result<()> {
    let mut styles = OdsStyles::default();
    let mut body = Writer::new(Vec::new());
    let mut ranges = Vec::new();
    cover(&mut OdsSheet::new(&mut body, &mut styles), bound)?;
    ranges.push(contents(&mut OdsSheet::new(&mut body, &mut styles), bound)?);
    if bound.has_notes() {
        ranges.push(notes(&mut OdsSheet::new(&mut body, &mut styles), bound)?);
    }
    for at in 0..bound.sheets.len() {
        ranges.extend(table(
            &mut OdsSheet::new(&mut body, &mut styles),
            bound,
            at,
        )?);
    }
    root(xml, "office:document-content", |xml| {
        styles.write(xml)?;
        xml.create_element("office:body")
            .write_inner_content(|xml| {
                xml.create_element("office:spreadsheet")
                    .write_inner_content(|xml| {
                        xml.get_mut().extend(body.into_inner());
                        marked(xml, &ranges)
                    })?;
                Ok(())
            })?;
        Ok(())
    })
}

fn marked(xml: &mut Xml, ranges: &[MarkedRange]) -> io::Result<()> {
    xml.create_element("table:database-ranges")
        .write_inner_content(|xml| {
            for range in ranges {
                let sheet = range.sheet.replace('\'', "''");
                let (first, last) = (range.heading_row + 1, range.heading_row + 1 + range.rows);
                let address = format!(
                    "'{sheet}'.A{first}:'{sheet}'.{}{last}",
                    letters(range.columns)
                );
                let about = [
                    ("table:name", range.name.as_str()),
                    ("table:target-range-address", &address),
                ];
                xml.create_element("table:database-range")
                    .with_attributes(about)
                    .write_empty()?;
            }
            Ok(())
        })?;
    Ok(())
}

/// The letters of the nth column, counted from one: A, Z, AA.
fn letters(column: usize) -> String {
    let mut left = column;
    let mut name = String::new();
    while left > 0 {
        name.insert(0, char::from(b'A' + ((left - 1) % 26) as u8));
        left = (left - 1) / 26;
    }
    name
}

fn cover(sheet: &mut OdsSheet<'_>, bound: &BoundWorkbook<'_>) -> io::Result<()> {
    sheet.open(COVER, &[PROSE])?;
    sheet.title(&bound.book.title)?;
    for line in bound.book.cover() {
        sheet.prose(&[(&line, PROSE)], None)?;
    }
    sheet.close()
}

fn contents(sheet: &mut OdsSheet<'_>, bound: &BoundWorkbook<'_>) -> io::Result<MarkedRange> {
    sheet.open(CONTENTS, &CONTENTS_HEADINGS.map(|(_, width)| width))?;
    sheet.title(CONTENTS)?;
    sheet.line(ABOUT_CONTENTS)?;
    let range = sheet.headings(
        CONTENTS_RANGE,
        CONTENTS,
        &CONTENTS_HEADINGS.map(|(text, width)| (text, width, false)),
    )?;
    let [(_, about), (_, prose)] = CONTENTS_HEADINGS;
    let listed = bound.contents(false);
    for (name, what) in &listed {
        sheet.prose(&[(name, about), (what, prose)], Some(name))?;
    }
    sheet.close()?;
    Ok(MarkedRange {
        rows: listed.len(),
        ..range
    })
}

fn notes(sheet: &mut OdsSheet<'_>, bound: &BoundWorkbook<'_>) -> io::Result<MarkedRange> {
    sheet.open(NOTES, &NOTES_HEADINGS.map(|(_, width)| width))?;
    sheet.title(NOTES)?;
    sheet.line(ABOUT_NOTES)?;
    sheet.way_back()?;
    let range = sheet.headings(
        NOTES_RANGE,
        NOTES,
        &NOTES_HEADINGS.map(|(text, width)| (text, width, false)),
    )?;
    let [(_, label), (_, about), (_, text)] = NOTES_HEADINGS;
    for entry in &bound.noted.entries {
        sheet.prose(
            &[
                (&entry.label, label),
                (&entry.about, about),
                (&entry.text, text),
            ],
            None,
        )?;
    }
    sheet.close()?;
    Ok(MarkedRange {
        rows: bound.noted.entries.len(),
        ..range
    })
}

fn table(
    sheet: &mut OdsSheet<'_>,
    bound: &BoundWorkbook<'_>,
    at: usize,
) -> io::Result<Option<MarkedRange>> {
    let table = &bound.book.tables[at];
    let texts = sheet::headings(table);
    let widths = sheet::widths(table, &texts);
    sheet.open(&bound.sheets[at], &widths)?;
    sheet.title(&table.title)?;
    for line in bound.above(at) {
        sheet.line(&line)?;
    }
    sheet.way_back()?;
    let range = if table.columns.is_empty() {
        None
    } else {
        Some(rows(sheet, table, bound, at, &texts, &widths)?)
    };
    sheet.close()?;
    Ok(range)
}

fn rows(
    sheet: &mut OdsSheet<'_>,
    table: &Table,
    bound: &BoundWorkbook<'_>,
    at: usize,
    texts: &[String],
    widths: &[f64],
) -> io::Result<MarkedRange> {
    let numeric = table.columns.iter().map(|column| column.kind.is_numeric());
    let headings: Vec<(&str, f64, bool)> = texts
        .iter()
        .zip(widths)
        .zip(numeric)
        .map(|((text, width), numeric)| (text.as_str(), *width, numeric))
        .collect();
    let range = sheet.headings(&bound.ranges[at], &bound.sheets[at], &headings)?;
    for (row, cells) in table.rows.iter().enumerate() {
        let own = table.is_emphasised(row);
        let cells: Vec<&Cell> = table.cells(cells).map(|(_, cell)| cell).collect();
        let words = cells
            .iter()
            .zip(&headings)
            .filter(|(_, (_, _, numeric))| !numeric);
        let lines = words.map(|(cell, (_, width, _))| match cell {
            Cell::Text(text) => sheet::lines(text, *width, own),
            _ => 1,
        });
        sheet.row(lines.max().unwrap_or(1), |sheet| {
            for (column, (cell, (_, _, numeric))) in cells.iter().zip(&headings).enumerate() {
                sheet.cell(cell, *numeric, own, column)?;
            }
            Ok(())
        })?;
    }
    if table.rows.is_empty() {
        sheet.prose(&[(NO_ROWS, widths[0])], None)?;
    }
    Ok(MarkedRange {
        rows: table.rows.len().max(1),
        ..range
    })
}

#[cfg(test)]
mod tests;
