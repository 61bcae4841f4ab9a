//! Tables of cells: the front block and the paper's tables. No cells are merged, no row is torn, and a heading row comes again on
//! every page.

use super::page::{Page, Twips};
use super::style::{self, Styles};
use super::text::{Form, Paragraph, run};
use super::widths::{CELL_MARGIN, Layout};
use super::xml::Element;
use crate::table::{Table, sheet};

/// Behind the headings: for the eye only, since they are bold and marked as headings too. Black on it has a contrast of 17.
const HEADING_GROUND: &str = "EEF1F5";
/// A table with more rows may be parted by a page's end.
const KEPT_TOGETHER: usize = 16;
/// The share of the front block's labels, in hundredths.
const LABELS: Twips = 32;

/// A row's cells on their way in.
struct Row<'a> {
    cells: Vec<(&'a str, bool)>,
    heading: bool,
    strong: bool,
    keep_next: bool,
}

/// The front block: two columns, of which the first is the row's heading.
pub(super) fn front(
    front: &[(String, String)],
    title: &str,
    styles: &Styles,
    page: Page,
) -> Element {
    let first = page.width * LABELS / 100;
    let widths = [first, page.width - first];
    let about = ("Front block", format!("Labels and what they say: {title}"));
    let look = [("firstRow", false), ("firstColumn", true)];
    let style = styles.id(style::BODY);
    let cell = |text: &str, strong: bool, width: Twips| {
        let form = Form {
            strong,
            ..Form::default()
        };
        let paragraph = Paragraph {
            spacing: Some((40, 40)),
            ..Paragraph::new(style, vec![run(text, form)])
        };
        cell(width, strong, paragraph)
    };
    let row = |(label, value): &(String, String)| {
        let cells = [cell(label, true, widths[0]), cell(value, false, widths[1])];
        Element::new("w:tr")
            .child(Element::new("w:trPr").child(Element::new("w:cantSplit")))
            .children(cells)
    };
    table(styles, &widths, look, about).children(front.iter().map(row))
}

/// A table of figures; what stands below it is not its writer's business.
pub(super) fn figures(of: &Table, layout: &Layout, caption: &str, styles: &Styles) -> Element {
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
        &Row {
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
        let one = Row {
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

fn row(row: &Row<'_>, layout: &Layout, styles: &Styles) -> Element {
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
            let form = Form {
                strong: row.strong,
                ..Form::default()
            };
            let content = if text.is_empty() {
                Vec::new()
            } else {
                vec![run(text, form)]
            };
            let paragraph = Paragraph {
                right: *right,
                keep_next: row.keep_next,
                ..Paragraph::new(style, content)
            };
            cell(*width, row.heading, paragraph)
        });
    Element::new("w:tr").child(properties).children(cells)
}

fn cell(width: Twips, ground: bool, paragraph: Paragraph<'_>) -> Element {
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

/// An empty table with its properties and columns. `about` is what a screen reader says of it before it is entered.
fn table(
    styles: &Styles,
    widths: &[Twips],
    look: [(&str, bool); 2],
    about: (&str, String),
) -> Element {
    let margin =
        |side: &str, twips: Twips| Element::new(side).with("w:w", twips).with("w:type", "dxa");
    let sides = [
        ("w:top", 30),
        ("w:left", CELL_MARGIN),
        ("w:bottom", 30),
        ("w:right", CELL_MARGIN),
    ];
    let margins =
        Element::new("w:tblCellMar").children(sides.map(|(side, twips)| margin(side, twips)));
    let [(row, is_row), (column, is_column)] = look;
    // The attributes say it again in the form that older readers know: a row is bit 5, a column bit 7, no bands bit 10.
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
        Element::val("w:tblCaption", super::xml::carried(title)),
    ]);
    if !description.is_empty() {
        properties.push(Element::val(
            "w:tblDescription",
            super::xml::carried(&description),
        ));
    }
    let columns = widths
        .iter()
        .map(|width| Element::new("w:gridCol").with("w:w", width));
    Element::new("w:tbl")
        .child(properties)
        .child(Element::new("w:tblGrid").children(columns))
}
