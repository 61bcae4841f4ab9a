//! Fonts, number formats, widths and the page of an OpenDocument spreadsheet.

use std::collections::BTreeSet;
use std::io;

use super::xml::{Xml, root};
use crate::stat::round::MOST_DECIMALS;
use crate::table::workbook::{FONT, FONT_POINTS, LINE_HEIGHT, TITLE_HEIGHT, TITLE_POINTS};

/// The style of every sheet, and of the row that its title stands in.
pub(super) const SHEET: &str = "sheet";
pub(super) const TITLE_ROW: &str = "title-row";
/// A digit of the body font is nine pixels wide, a column has five more, and an inch has 96.
const DIGIT_PIXELS: f64 = 9.0;
const COLUMN_PIXELS: f64 = 5.0;
const CM_PER_PIXEL: f64 = 2.54 / 96.0;

/// How the content of a cell is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum CellStyle {
    Title,
    /// Not wrapped.
    Line,
    Link,
    Heading {
        right: bool,
        indented: bool,
    },
    Words {
        right: bool,
        indented: bool,
        own: bool,
    },
    /// `None` shows all decimals there are.
    Number {
        decimals: Option<u8>,
        own: bool,
    },
}

impl CellStyle {
    pub(super) fn heading(numeric: bool, column: usize) -> CellStyle {
        CellStyle::Heading {
            right: numeric,
            indented: !numeric && column > 0,
        }
    }

    pub(super) fn words(numeric: bool, own: bool, column: usize) -> CellStyle {
        CellStyle::Words {
            right: numeric,
            indented: !numeric && column > 0,
            own,
        }
    }
}

/// The styles that were asked for, which are those that are written.
#[derive(Debug, Default)]
pub(super) struct OdsStyles {
    /// Widths of columns in pixels: whole ones, so that they can be told apart and put in order.
    widths: BTreeSet<u32>,
    /// Heights of rows in lines.
    heights: BTreeSet<u32>,
    cells: BTreeSet<CellStyle>,
}

impl OdsStyles {
    /// The style of a column so many digits wide.
    pub(super) fn column(&mut self, digits: f64) -> String {
        let pixels = (digits * DIGIT_PIXELS + COLUMN_PIXELS).round() as u32;
        self.widths.insert(pixels);
        format!("column-{pixels}")
    }

    /// The style of a row of so many lines.
    pub(super) fn row(&mut self, lines: u32) -> String {
        self.heights.insert(lines);
        format!("row-{lines}")
    }

    pub(super) fn cell(&mut self, ink: CellStyle) -> String {
        self.cells.insert(ink);
        name(ink)
    }

    /// The automatic styles of the content.
    pub(super) fn write(&self, xml: &mut Xml) -> io::Result<()> {
        xml.create_element("office:automatic-styles")
            .write_inner_content(|xml| {
                let page = [
                    ("style:name", SHEET),
                    ("style:family", "table"),
                    ("style:master-page-name", "paper"),
                ];
                xml.create_element("style:style")
                    .with_attributes(page)
                    .write_inner_content(|xml| {
                        xml.create_element("table:table-properties")
                            .with_attribute(("table:display", "true"))
                            .write_empty()?;
                        Ok(())
                    })?;
                for pixels in &self.widths {
                    let width = format!("{:.3}cm", f64::from(*pixels) * CM_PER_PIXEL);
                    let about = [("style:column-width", width.as_str())];
                    style(
                        xml,
                        &format!("column-{pixels}"),
                        "table-column",
                        &[("style:table-column-properties", &about)],
                    )?;
                }
                height(xml, TITLE_ROW, TITLE_HEIGHT)?;
                for lines in &self.heights {
                    height(
                        xml,
                        &format!("row-{lines}"),
                        LINE_HEIGHT * f64::from(*lines),
                    )?;
                }
                let decimals: BTreeSet<Option<u8>> =
                    self.cells.iter().filter_map(|ink| shown(*ink)).collect();
                for places in decimals {
                    number(xml, places)?;
                }
                for ink in &self.cells {
                    cell(xml, *ink)?;
                }
                Ok(())
            })?;
        Ok(())
    }
}

/// An element's attributes by name.
type StyleProperties<'a> = (&'a str, &'a [(&'a str, &'a str)]);

fn style(
    xml: &mut Xml,
    name: &str,
    family: &str,
    properties: &[StyleProperties<'_>],
) -> io::Result<()> {
    let about = [("style:name", name), ("style:family", family)];
    xml.create_element("style:style")
        .with_attributes(about)
        .write_inner_content(|xml| {
            for (name, attributes) in properties {
                xml.create_element(*name)
                    .with_attributes(attributes.iter().copied())
                    .write_empty()?;
            }
            Ok(())
        })?;
    Ok(())
}

fn height(xml: &mut Xml, name: &str, points: f64) -> io::Result<()> {
    let height = format!("{points}pt");
    let about = [
        ("style:row-height", height.as_str()),
        ("style:use-optimal-row-height", "false"),
    ];
    style(
        xml,
        name,
        "table-row",
        &[("style:table-row-properties", &about)],
    )
}

fn shown(ink: CellStyle) -> Option<Option<u8>> {
    match ink {
        CellStyle::Number { decimals, .. } => {
            Some(decimals.map(|places| places.min(MOST_DECIMALS)))
        }
        _ => None,
    }
}

fn format_name(decimals: Option<u8>) -> String {
    decimals.map_or("number-general".to_owned(), |places| {
        format!("number-{}", places.min(MOST_DECIMALS))
    })
}

fn number(xml: &mut Xml, decimals: Option<u8>) -> io::Result<()> {
    let name = format_name(decimals);
    xml.create_element("number:number-style")
        .with_attribute(("style:name", name.as_str()))
        .write_inner_content(|xml| {
            let places = decimals.map(|places| places.to_string());
            let mut about = vec![("number:min-integer-digits", "1")];
            if let Some(places) = &places {
                about.extend([
                    ("number:decimal-places", places.as_str()),
                    ("number:min-decimal-places", places),
                    ("number:grouping", "true"),
                ]);
            }
            xml.create_element("number:number")
                .with_attributes(about)
                .write_empty()?;
            Ok(())
        })?;
    Ok(())
}

/// A style's name: its stem, then how it is set.
fn named(stem: &str, right: bool, indented: bool, own: bool) -> String {
    let ends = [(right, "-right"), (indented, "-indented"), (own, "-own")];
    ends.iter()
        .filter(|(is, _)| *is)
        .fold(stem.to_owned(), |name, (_, end)| name + end)
}

fn name(ink: CellStyle) -> String {
    match ink {
        CellStyle::Title => "title".to_owned(),
        CellStyle::Line => "line".to_owned(),
        CellStyle::Link => "link".to_owned(),
        CellStyle::Heading { right, indented } => named("heading", right, indented, false),
        CellStyle::Words {
            right,
            indented,
            own,
        } => named("words", right, indented, own),
        CellStyle::Number { decimals, own } => named(
            &format!("cell-{}", format_name(decimals)),
            false,
            false,
            own,
        ),
    }
}

fn cell(xml: &mut Xml, ink: CellStyle) -> io::Result<()> {
    let (name, title_size) = (name(ink), format!("{TITLE_POINTS}pt"));
    let format = shown(ink).map(format_name);
    let (right, indented, bold) = match ink {
        CellStyle::Title => (false, false, true),
        CellStyle::Line | CellStyle::Link => (false, false, false),
        CellStyle::Heading { right, indented } => (right, indented, true),
        CellStyle::Words {
            right,
            indented,
            own,
        } => (right, indented, own),
        CellStyle::Number { own, .. } => (true, false, own),
    };
    let mut paragraph = vec![("fo:text-align", if right { "end" } else { "start" })];
    if indented {
        paragraph.push(("fo:margin-left", "0.3cm"));
    }
    let mut letters = Vec::new();
    if bold {
        letters.push(("fo:font-weight", "bold"));
    }
    match ink {
        CellStyle::Title => letters.push(("fo:font-size", &title_size)),
        CellStyle::Link => letters.extend([
            ("fo:color", "#12436d"),
            ("style:text-underline-style", "solid"),
            ("style:text-underline-width", "auto"),
            ("style:text-underline-color", "font-color"),
        ]),
        _ => {}
    }
    let mut about = vec![
        ("style:name", name.as_str()),
        ("style:family", "table-cell"),
        ("style:parent-style-name", "Default"),
    ];
    about.extend(
        format
            .as_deref()
            .map(|format| ("style:data-style-name", format)),
    );
    xml.create_element("style:style")
        .with_attributes(about)
        .write_inner_content(|xml| {
            xml.create_element("style:table-cell-properties")
                .with_attributes(box_properties(ink))
                .write_empty()?;
            xml.create_element("style:paragraph-properties")
                .with_attributes(paragraph)
                .write_empty()?;
            xml.create_element("style:text-properties")
                .with_attributes(letters)
                .write_empty()?;
            Ok(())
        })?;
    Ok(())
}

/// Where the content of a cell stands, and its border.
fn box_properties(ink: CellStyle) -> Vec<(&'static str, &'static str)> {
    let is_heading = matches!(ink, CellStyle::Heading { .. });
    let vertical = if is_heading { "bottom" } else { "top" };
    let mut properties = vec![
        ("style:text-align-source", "fix"),
        ("style:vertical-align", vertical),
    ];
    if is_heading || matches!(ink, CellStyle::Words { .. }) {
        properties.push(("fo:wrap-option", "wrap"));
    }
    if is_heading {
        properties.push(("fo:border-bottom", "1.5pt solid #000000"));
    }
    properties
}

/// `styles.xml`: the font and language of every cell, and A4 across, as wide as the page and as many pages long as it takes.
pub(super) fn page(xml: &mut Xml) -> io::Result<()> {
    let points = format!("{FONT_POINTS}pt");
    let letters = [
        ("style:font-name", FONT),
        ("fo:font-family", FONT),
        ("fo:font-size", &points),
        ("fo:language", "en"),
        ("fo:country", "GB"),
    ];
    root(xml, "office:document-styles", |xml| {
        xml.create_element("office:font-face-decls")
            .write_inner_content(|xml| {
                let face = [
                    ("style:name", FONT),
                    ("svg:font-family", FONT),
                    ("style:font-family-generic", "swiss"),
                ];
                xml.create_element("style:font-face")
                    .with_attributes(face)
                    .write_empty()?;
                Ok(())
            })?;
        xml.create_element("office:styles")
            .write_inner_content(|xml| {
                xml.create_element("style:default-style")
                    .with_attribute(("style:family", "table-cell"))
                    .write_inner_content(|xml| {
                        xml.create_element("style:text-properties")
                            .with_attributes(letters)
                            .write_empty()?;
                        Ok(())
                    })?;
                style(xml, "Default", "table-cell", &[])
            })?;
        page_layout(xml)
    })
}

/// A4 across, as wide as the page.
fn page_layout(xml: &mut Xml) -> io::Result<()> {
    let paper = [
        ("fo:page-width", "29.7cm"),
        ("fo:page-height", "21cm"),
        ("style:print-orientation", "landscape"),
        ("style:scale-to-X", "1"),
        ("style:scale-to-Y", "0"),
    ];
    xml.create_element("office:automatic-styles")
        .write_inner_content(|xml| {
            xml.create_element("style:page-layout")
                .with_attribute(("style:name", "a4"))
                .write_inner_content(|xml| {
                    xml.create_element("style:page-layout-properties")
                        .with_attributes(paper)
                        .write_empty()?;
                    Ok(())
                })?;
            Ok(())
        })?;
    xml.create_element("office:master-styles")
        .write_inner_content(|xml| {
            let master = [("style:name", "paper"), ("style:page-layout-name", "a4")];
            xml.create_element("style:master-page")
                .with_attributes(master)
                .write_empty()?;
            Ok(())
        })?;
    Ok(())
}
