//! The workbook of `xlsx.rs` as an OpenDocument spreadsheet: the same sheets, cells and words, by the same rules.
//!
//! Numbers are numbers with the decimals they are shown with, header rows repeat on paper, each table is a named database range, and
//! nothing is merged, frozen or filtered.

mod style;
mod text;

use std::io::{self, Cursor, Write};

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::workbook::{
    ABOUT_CONTENTS, ABOUT_NOTES, Bound, CONTENTS, CONTENTS_HEADINGS, CONTENTS_RANGE, COVER,
    NO_ROWS, NOTES, NOTES_HEADINGS, NOTES_RANGE, PROSE, Workbook,
};
use super::{Cell, Table, TableFault, digits, sheet, shown};
use style::{Ink, Styles};
use text::{legal, letters_and_blanks, link};

const MIME: &str = "application/vnd.oasis.opendocument.spreadsheet";
/// Prefixes of the parts, as ODF 1.3 declares them.
const SPACES: [(&str, &str); 10] = [
    (
        "xmlns:office",
        "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    ),
    (
        "xmlns:table",
        "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    ),
    (
        "xmlns:text",
        "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    ),
    (
        "xmlns:style",
        "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    ),
    (
        "xmlns:number",
        "urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0",
    ),
    (
        "xmlns:fo",
        "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    ),
    (
        "xmlns:svg",
        "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
    ),
    (
        "xmlns:meta",
        "urn:oasis:names:tc:opendocument:xmlns:meta:1.0",
    ),
    ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
    ("xmlns:xlink", "http://www.w3.org/1999/xlink"),
];

type Xml = Writer<Vec<u8>>;

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
    let options = SimpleFileOptions::default()
        .compression_method(method)
        .last_modified_time(DateTime::default());
    archive.start_file(name, options)?;
    archive.write_all(bytes)
}

fn document(write: impl FnOnce(&mut Xml) -> io::Result<()>) -> io::Result<Vec<u8>> {
    let mut xml = Writer::new(Vec::new());
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    write(&mut xml)?;
    Ok(xml.into_inner())
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

fn root(
    xml: &mut Xml,
    name: &str,
    inner: impl FnOnce(&mut Xml) -> io::Result<()>,
) -> io::Result<()> {
    xml.create_element(name)
        .with_attributes(SPACES)
        .with_attribute(("office:version", "1.3"))
        .write_inner_content(inner)?;
    Ok(())
}

fn content(xml: &mut Xml, bound: &Bound<'_>) -> io::Result<()> {
    let mut styles = Styles::default();
    let mut body = Writer::new(Vec::new());
    let mut ranges = Vec::new();
    cover(&mut Sheet::new(&mut body, &mut styles), bound)?;
    ranges.push(contents(&mut Sheet::new(&mut body, &mut styles), bound)?);
    if bound.has_notes() {
        ranges.push(notes(&mut Sheet::new(&mut body, &mut styles), bound)?);
    }
    for at in 0..bound.sheets.len() {
        ranges.extend(table(&mut Sheet::new(&mut body, &mut styles), bound, at)?);
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

/// A range that is one table, header included: its name, its sheet, its header row and its size.
struct Range {
    name: String,
    sheet: String,
    heading_row: usize,
    rows: usize,
    columns: usize,
}

fn marked(xml: &mut Xml, ranges: &[Range]) -> io::Result<()> {
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

fn cover(sheet: &mut Sheet<'_>, bound: &Bound<'_>) -> io::Result<()> {
    sheet.open(COVER, &[PROSE])?;
    sheet.title(&bound.book.title)?;
    for line in bound.book.cover() {
        sheet.prose(&[(&line, PROSE)], None)?;
    }
    sheet.close()
}

fn contents(sheet: &mut Sheet<'_>, bound: &Bound<'_>) -> io::Result<Range> {
    sheet.open(CONTENTS, &CONTENTS_HEADINGS.map(|(_, width)| width))?;
    sheet.title(CONTENTS)?;
    sheet.line(ABOUT_CONTENTS)?;
    let range = sheet.headings(
        CONTENTS_RANGE,
        CONTENTS,
        &CONTENTS_HEADINGS.map(|(text, width)| (text, width, false)),
    )?;
    let [(_, about), (_, prose)] = CONTENTS_HEADINGS;
    let listed = bound.contents();
    for (name, what) in &listed {
        sheet.prose(&[(name, about), (what, prose)], Some(name))?;
    }
    sheet.close()?;
    Ok(Range {
        rows: listed.len(),
        ..range
    })
}

fn notes(sheet: &mut Sheet<'_>, bound: &Bound<'_>) -> io::Result<Range> {
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
    Ok(Range {
        rows: bound.noted.entries.len(),
        ..range
    })
}

fn table(sheet: &mut Sheet<'_>, bound: &Bound<'_>, at: usize) -> io::Result<Option<Range>> {
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
    sheet: &mut Sheet<'_>,
    table: &Table,
    bound: &Bound<'_>,
    at: usize,
    texts: &[String],
    widths: &[f64],
) -> io::Result<Range> {
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
    Ok(Range {
        rows: table.rows.len().max(1),
        ..range
    })
}

/// A worksheet as it is written, from the top.
struct Sheet<'a> {
    xml: &'a mut Xml,
    styles: &'a mut Styles,
    /// Rows so far.
    row: usize,
}

impl<'a> Sheet<'a> {
    fn new(xml: &'a mut Xml, styles: &'a mut Styles) -> Self {
        Self {
            xml,
            styles,
            row: 0,
        }
    }

    fn open(&mut self, name: &str, widths: &[f64]) -> io::Result<()> {
        let head = quick_xml::events::BytesStart::new("table:table");
        self.xml.write_event(Event::Start(
            head.with_attributes([("table:name", name), ("table:style-name", style::SHEET)]),
        ))?;
        for width in widths {
            let style = self.styles.column(*width);
            self.xml
                .create_element("table:table-column")
                .with_attribute(("table:style-name", style.as_str()))
                .write_empty()?;
        }
        Ok(())
    }

    fn close(&mut self) -> io::Result<()> {
        self.xml
            .write_event(Event::End(quick_xml::events::BytesEnd::new("table:table")))
    }

    fn title(&mut self, title: &str) -> io::Result<()> {
        self.styled_row(style::TITLE_ROW, |sheet| {
            sheet.text(title, Ink::Title, None)
        })
    }

    /// A line that is not wrapped: the cells to the right are empty, so it runs on over them as long as it is.
    fn line(&mut self, text: &str) -> io::Result<()> {
        self.row(1, |sheet| sheet.text(text, Ink::Line, None))
    }

    fn way_back(&mut self) -> io::Result<()> {
        self.row(1, |sheet| sheet.text(CONTENTS, Ink::Link, Some(CONTENTS)))
    }

    /// Wrapped texts in columns of those widths; the first may lead to a sheet.
    fn prose(&mut self, texts: &[(&str, f64)], to: Option<&str>) -> io::Result<()> {
        let lines = texts
            .iter()
            .map(|(text, width)| sheet::lines(text, *width, false))
            .max()
            .unwrap_or(1);
        self.row(lines, |sheet| {
            for (column, (text, _)) in texts.iter().enumerate() {
                match to {
                    Some(to) if column == 0 => sheet.text(text, Ink::Link, Some(to))?,
                    _ => sheet.text(text, Ink::words(false, false, column), None)?,
                }
            }
            Ok(())
        })
    }

    /// The header row, which repeats on each printed page; gives the range that begins with it.
    fn headings(
        &mut self,
        name: &str,
        sheet: &str,
        headings: &[(&str, f64, bool)],
    ) -> io::Result<Range> {
        let heading_row = self.row;
        let lines = headings
            .iter()
            .map(|(text, width, _)| sheet::lines(text, *width, true))
            .max()
            .unwrap_or(1);
        self.xml
            .write_event(Event::Start(quick_xml::events::BytesStart::new(
                "table:table-header-rows",
            )))?;
        self.row(lines, |sheet| {
            for (column, (text, _, numeric)) in headings.iter().enumerate() {
                sheet.text(text, Ink::heading(*numeric, column), None)?;
            }
            Ok(())
        })?;
        self.xml
            .write_event(Event::End(quick_xml::events::BytesEnd::new(
                "table:table-header-rows",
            )))?;
        Ok(Range {
            name: name.to_owned(),
            sheet: sheet.to_owned(),
            heading_row,
            rows: 0,
            columns: headings.len(),
        })
    }

    fn row(
        &mut self,
        lines: u32,
        inner: impl FnOnce(&mut Sheet<'_>) -> io::Result<()>,
    ) -> io::Result<()> {
        let style = self.styles.row(lines);
        self.styled_row(&style, inner)
    }

    fn styled_row(
        &mut self,
        style: &str,
        inner: impl FnOnce(&mut Sheet<'_>) -> io::Result<()>,
    ) -> io::Result<()> {
        self.row += 1;
        let styles = &mut *self.styles;
        let row = self.row;
        self.xml
            .create_element("table:table-row")
            .with_attribute(("table:style-name", style))
            .write_inner_content(|xml| inner(&mut Sheet { xml, styles, row }))?;
        Ok(())
    }

    fn cell(&mut self, cell: &Cell, numeric: bool, own: bool, column: usize) -> io::Result<()> {
        let words = Ink::words(numeric, own, column);
        match cell {
            Cell::Text(text) if !text.is_empty() => self.text(text, words, None),
            Cell::Number { value, decimals } if value.is_finite() => self.number(
                &digits::number(*value),
                &shown::number(*value, *decimals),
                Ink::Number {
                    decimals: *decimals,
                    own,
                },
            ),
            Cell::Whole(value) => self.number(
                &value.to_string(),
                &shown::whole(*value),
                Ink::Number {
                    decimals: Some(0),
                    own,
                },
            ),
            Cell::Symbol { .. } => self.text(&sheet::text(cell), words, None),
            Cell::Text(_) | Cell::Number { .. } | Cell::Empty => {
                let style = self.styles.cell(words);
                self.xml
                    .create_element("table:table-cell")
                    .with_attribute(("table:style-name", style.as_str()))
                    .write_empty()?;
                Ok(())
            }
        }
    }

    fn number(&mut self, exact: &str, shown: &str, ink: Ink) -> io::Result<()> {
        let style = self.styles.cell(ink);
        let about = [
            ("table:style-name", style.as_str()),
            ("office:value-type", "float"),
            ("office:value", exact),
        ];
        self.xml
            .create_element("table:table-cell")
            .with_attributes(about)
            .write_inner_content(|xml| {
                xml.create_element("text:p")
                    .write_text_content(BytesText::new(shown))?;
                Ok(())
            })?;
        Ok(())
    }

    fn text(&mut self, text: &str, ink: Ink, to: Option<&str>) -> io::Result<()> {
        let style = self.styles.cell(ink);
        let about = [
            ("table:style-name", style.as_str()),
            ("office:value-type", "string"),
        ];
        let text = legal(text);
        self.xml
            .create_element("table:table-cell")
            .with_attributes(about)
            .write_inner_content(|xml| {
                for paragraph in text.split('\n') {
                    xml.create_element("text:p")
                        .write_inner_content(|xml| match to {
                            Some(sheet) => link(xml, paragraph, sheet),
                            None => letters_and_blanks(xml, paragraph),
                        })?;
                }
                Ok(())
            })?;
        Ok(())
    }
}

#[cfg(test)]
mod tests;
