//! One worksheet of an OpenDocument spreadsheet, written row by row from the top.

use super::style::{self, CellStyle, OdsStyles};
use super::text::{legal, letters_and_blanks, link};
use super::xml::Xml;
use crate::stat::round::settled;
use crate::table::workbook::CONTENTS;
use crate::table::{Cell, digits, sheet, shown};
use quick_xml::events::{BytesEnd, BytesStart, BytesText, Event};
use std::io;

/// A range that is one table, header included: its name, its sheet, its header row and its size.
pub(super) struct MarkedRange {
    pub(super) name: String,
    pub(super) sheet: String,
    pub(super) heading_row: usize,
    pub(super) rows: usize,
    pub(super) columns: usize,
}

/// A worksheet as it is written, from the top.
pub(super) struct OdsSheet<'a> {
    xml: &'a mut Xml,
    styles: &'a mut OdsStyles,
    /// Rows so far.
    row: usize,
}

impl<'a> OdsSheet<'a> {
    pub(super) fn new(xml: &'a mut Xml, styles: &'a mut OdsStyles) -> Self {
        Self {
            xml,
            styles,
            row: 0,
        }
    }

    pub(super) fn open(&mut self, name: &str, widths: &[f64]) -> io::Result<()> {
        let head = BytesStart::new("table:table");
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

    pub(super) fn close(&mut self) -> io::Result<()> {
        self.xml
            .write_event(Event::End(BytesEnd::new("table:table")))
    }

    pub(super) fn title(&mut self, title: &str) -> io::Result<()> {
        self.styled_row(style::TITLE_ROW, |sheet| {
            sheet.text(title, CellStyle::Title, None)
        })
    }

    /// A line that is not wrapped: the cells to the right are empty, so it runs on over them as long as it is.
    pub(super) fn line(&mut self, text: &str) -> io::Result<()> {
        self.row(1, |sheet| sheet.text(text, CellStyle::Line, None))
    }

    pub(super) fn way_back(&mut self) -> io::Result<()> {
        self.row(1, |sheet| {
            sheet.text(CONTENTS, CellStyle::Link, Some(CONTENTS))
        })
    }

    /// Wrapped texts in columns of those widths; the first may lead to a sheet.
    pub(super) fn prose(&mut self, texts: &[(&str, f64)], to: Option<&str>) -> io::Result<()> {
        let lines = texts
            .iter()
            .map(|(text, width)| sheet::lines(text, *width, false))
            .max()
            .unwrap_or(1);
        self.row(lines, |sheet| {
            for (column, (text, _)) in texts.iter().enumerate() {
                match to {
                    Some(to) if column == 0 => sheet.text(text, CellStyle::Link, Some(to))?,
                    _ => sheet.text(text, CellStyle::words(false, false, column), None)?,
                }
            }
            Ok(())
        })
    }

    /// The header row, which repeats on each printed page; gives the range that begins with it.
    pub(super) fn headings(
        &mut self,
        name: &str,
        sheet: &str,
        headings: &[(&str, f64, bool)],
    ) -> io::Result<MarkedRange> {
        let heading_row = self.row;
        let lines = headings
            .iter()
            .map(|(text, width, _)| sheet::lines(text, *width, true))
            .max()
            .unwrap_or(1);
        self.xml
            .write_event(Event::Start(BytesStart::new("table:table-header-rows")))?;
        self.row(lines, |sheet| {
            for (column, (text, _, numeric)) in headings.iter().enumerate() {
                sheet.text(text, CellStyle::heading(*numeric, column), None)?;
            }
            Ok(())
        })?;
        self.xml
            .write_event(Event::End(BytesEnd::new("table:table-header-rows")))?;
        Ok(MarkedRange {
            name: name.to_owned(),
            sheet: sheet.to_owned(),
            heading_row,
            rows: 0,
            columns: headings.len(),
        })
    }

    pub(super) fn row(
        &mut self,
        lines: u32,
        inner: impl FnOnce(&mut OdsSheet<'_>) -> io::Result<()>,
    ) -> io::Result<()> {
        let style = self.styles.row(lines);
        self.styled_row(&style, inner)
    }

    fn styled_row(
        &mut self,
        style: &str,
        inner: impl FnOnce(&mut OdsSheet<'_>) -> io::Result<()>,
    ) -> io::Result<()> {
        self.row += 1;
        let styles = &mut *self.styles;
        let row = self.row;
        self.xml
            .create_element("table:table-row")
            .with_attribute(("table:style-name", style))
            .write_inner_content(|xml| inner(&mut OdsSheet { xml, styles, row }))?;
        Ok(())
    }

    pub(super) fn cell(
        &mut self,
        cell: &Cell,
        numeric: bool,
        own: bool,
        column: usize,
    ) -> io::Result<()> {
        let words = CellStyle::words(numeric, own, column);
        match cell {
            Cell::Text(text) if !text.is_empty() => self.text(text, words, None),
            Cell::Number { value, decimals } if value.is_finite() => self.number(
                &digits::number(settled(*value)),
                &shown::number(*value, *decimals),
                CellStyle::Number {
                    decimals: *decimals,
                    own,
                },
            ),
            Cell::Whole(value) => self.number(
                &value.to_string(),
                &shown::whole(*value),
                CellStyle::Number {
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

    fn number(&mut self, exact: &str, shown: &str, ink: CellStyle) -> io::Result<()> {
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

    fn text(&mut self, text: &str, ink: CellStyle, to: Option<&str>) -> io::Result<()> {
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
