//! Tables: the front block and the paper's tables. No cells are merged, no row is split, and the heading row is repeated on every page.

use super::page::{TextArea, Twips};
use super::style::{self, TemplateStyles};
use super::text::{RunFormat, WordParagraph, run};
use super::widths::TableLayout;
use crate::paper::write::office::widths::CELL_MARGIN;
use crate::paper::write::office::xml::Element;
use crate::table::{Table, sheet};

/// The colour behind headings, which are bold and marked as headings too. Black on it has a contrast of 17.
const HEADING_GROUND: &str = "EEF1F5";
/// The share of the width for the labels of the front block, in hundredths.
const LABELS: Twips = 32;
/// The same where two stand in a row, and from how many lines on they do.
const LABELS_OF_TWO: Twips = 40;
const MANY_LINES: usize = 5;
/// A table with more rows may go on over the end of a page: a page half empty above a table is worse than a table in two parts.
pub(super) const KEPT_TOGETHER: usize = 5;

/// The texts of a row, each with whether it is flush right.
struct RowContent<'a> {
    cells: Vec<(&'a str, bool)>,
    heading: bool,
    strong: bool,
    keep_next: bool,
}

/// The front block: label and text side by side; two of them in a row where there are many, so that the page has room for its message.
pub(super) fn front(
    front: &[(String, String)],
    title: &str,
    styles: &TemplateStyles,
    area: TextArea,
) -> Element {
    let (a_row, [label_width, text_width]) = front_widths(front.len(), area);
    let widths = [label_width, text_width].repeat(a_row);
    let about = ("Front block", format!("Labels and what they say: {title}"));
    let look = [("firstRow", false), ("firstColumn", true)];
    let style = styles.id(style::BODY);
    let empty = (String::new(), String::new());
    let rows = front.chunks(a_row).map(|lines| {
        let lines = lines.iter().chain(std::iter::repeat(&empty)).take(a_row);
        let cells = lines.flat_map(|(label, value)| {
            [
                front_cell(label, true, label_width, style),
                front_cell(value, false, text_width, style),
            ]
        });
        Element::new("w:tr")
            .child(Element::new("w:trPr").child(Element::new("w:cantSplit")))
            .children(cells)
    });
    table(styles, &widths, look, about).children(rows)
}

/// How many of so many lines of the front block stand in a row, and the widths of a label and its text.
pub(super) fn front_widths(lines: usize, area: TextArea) -> (usize, [Twips; 2]) {
    let (a_row, width, share) = if lines > MANY_LINES {
        (2, area.width / 2, LABELS_OF_TWO)
    } else {
        (1, area.width, LABELS)
    };
    let label = width * share / 100;
    (a_row, [label, width - label])
}

fn front_cell(text: &str, is_label: bool, width: Twips, style: &str) -> Element {
    let format = RunFormat {
        strong: is_label,
        ..RunFormat::default()
    };
    let paragraph = WordParagraph {
        spacing: Some((40, 40)),
        ..WordParagraph::new(style, vec![run(text, format)])
    };
    cell(width, is_label, paragraph)
}

/// A table of figures, without its notes.
pub(super) fn figures(
    of: &Table,
    layout: &TableLayout,
    caption: &str,
    styles: &TemplateStyles,
) -> Element {
    let about = (
        caption,
        if of.subtitle.is_empty() {
            of.title.clone()
        } else {
            of.subtitle.clone()
        },
    );
    let named = of
        .columns
        .first()
        .is_some_and(|column| !column.kind.is_numeric());
    let numeric: Vec<bool> = of
        .columns
        .iter()
        .map(|column| column.kind.is_numeric())
        .collect();
    let headings = sheet::headings(of);
    let together = of.rows.len() <= KEPT_TOGETHER;
    let heads = headings
        .iter()
        .map(String::as_str)
        .zip(numeric.iter().copied())
        .collect();
    let mut rows = vec![row(
        &RowContent {
            cells: heads,
            heading: true,
            strong: true,
            keep_next: true,
        },
        layout,
        styles,
    )];
    for (at, cells) in of.rows.iter().enumerate() {
        let texts: Vec<String> = of.cells(cells).map(|(_, cell)| sheet::text(cell)).collect();
        let cells = texts
            .iter()
            .map(String::as_str)
            .zip(numeric.iter().copied())
            .collect();
        let one = RowContent {
            cells,
            heading: false,
            strong: of.is_emphasised(at),
            keep_next: together,
        };
        rows.push(row(&one, layout, styles));
    }
    table(
        styles,
        &layout.columns,
        [("firstRow", true), ("firstColumn", named)],
        about,
    )
    .children(rows)
}

fn row(row: &RowContent<'_>, layout: &TableLayout, styles: &TemplateStyles) -> Element {
    let mut properties = Element::new("w:trPr").child(Element::new("w:cantSplit"));
    if row.heading {
        properties.push(Element::new("w:tblHeader"));
    }
    let style = styles.id(style::TABLE_TEXT);
    let cells = row
        .cells
        .iter()
        .zip(&layout.columns)
        .map(|((text, right), width)| {
            let format = RunFormat {
                strong: row.strong,
                ..RunFormat::default()
            };
            let content = if text.is_empty() {
                Vec::new()
            } else {
                vec![run(text, format)]
            };
            let paragraph = WordParagraph {
                right: *right,
                keep_next: row.keep_next,
                ..WordParagraph::new(style, content)
            };
            cell(*width, row.heading, paragraph)
        });
    Element::new("w:tr").child(properties).children(cells)
}

fn cell(width: Twips, ground: bool, paragraph: WordParagraph<'_>) -> Element {
    let mut properties = Element::new("w:tcPr").child(
        Element::new("w:tcW")
            .with("w:w", width)
            .with("w:type", "dxa"),
    );
    if ground {
        properties.push(
            Element::val("w:shd", "clear")
                .with("w:color", "auto")
                .with("w:fill", HEADING_GROUND),
        );
    }
    Element::new("w:tc")
        .child(properties)
        .child(paragraph.element())
}

/// A table with its properties and columns, without rows. `about` is its name and description for screen readers.
fn table(
    styles: &TemplateStyles,
    widths: &[Twips],
    look: [(&str, bool); 2],
    about: (&str, String),
) -> Element {
    let sides = [
        ("w:top", 30),
        ("w:left", CELL_MARGIN),
        ("w:bottom", 30),
        ("w:right", CELL_MARGIN),
    ];
    let margins = Element::new("w:tblCellMar").children(
        sides.map(|(side, twips)| Element::new(side).with("w:w", twips).with("w:type", "dxa")),
    );
    let [(row, is_row), (column, is_column)] = look;
    // For older readers the same as bits: a heading row is bit 5, a heading column bit 7, no bands bit 10.
    let bits = 0x0400 | (u32::from(is_row) << 5) | (u32::from(is_column) << 7);
    let look = Element::val("w:tblLook", format!("{bits:04X}"))
        .with(&format!("w:{row}"), u8::from(is_row))
        .with("w:lastRow", 0)
        .with(&format!("w:{column}"), u8::from(is_column))
        .with("w:lastColumn", 0)
        .with("w:noHBand", 0)
        .with("w:noVBand", 1);
    let (title, description) = about;
    let mut properties = Element::new("w:tblPr").children([
        Element::val("w:tblStyle", styles.id(style::TABLE)),
        Element::new("w:tblW")
            .with("w:w", widths.iter().sum::<Twips>())
            .with("w:type", "dxa"),
        Element::new("w:tblLayout").with("w:type", "fixed"),
        margins,
        look,
        Element::val(
            "w:tblCaption",
            crate::paper::write::office::xml::carried(title),
        ),
    ]);
    if !description.is_empty() {
        properties.push(Element::val(
            "w:tblDescription",
            crate::paper::write::office::xml::carried(&description),
        ));
    }
    let columns = widths
        .iter()
        .map(|width| Element::new("w:gridCol").with("w:w", width));
    Element::new("w:tbl")
        .child(properties)
        .child(Element::new("w:tblGrid").children(columns))
}
