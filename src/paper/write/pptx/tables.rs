//! A table on a slide: PowerPoint's own, so that it can be read aloud and edited. As large as the room allows.

use super::fit::TextRoom;
use super::layouts::{EMU, SlideBox};
use super::text::{SlideLetter, paragraph, run};
use crate::paper::write::office::widths::{Twips, demands, shared};
use crate::paper::write::office::xml::Element;
use crate::table::{Table, sheet};

/// The sizes that are tried, in points: the largest first.
const SIZES: [f64; 8] = [16.0, 15.0, 14.0, 13.0, 12.0, 11.0, 10.0, 9.0];
/// Widths of columns are measured at this size.
const MEASURED: f64 = 9.0;
/// The sides of a cell are so much wider here than those with which columns are measured, in twips.
const MORE_MARGIN: Twips = 150;
/// English Metric Units to a twip.
const EMU_A_TWIP: i64 = 635;
/// Inside a cell, in English Metric Units.
const SIDE: i64 = 91_440;
const TOP: i64 = 25_400;
/// The line below a row.
const LINE: i64 = 6_350;
const HEAD_LINE: i64 = 19_050;

/// A table that fits a box, and the height that it takes, in English Metric Units.
pub(super) struct FittedTable {
    pub(super) element: Element,
    pub(super) height: i64,
    /// How many rows had no room.
    pub(super) left_out: usize,
}

/// The table in the largest letters in which all rows fit, else in the smallest without the last rows. `font` is how much wider than
/// Arial the letters may be.
pub(super) fn fitted(table: &Table, bounds: SlideBox, font: f64) -> FittedTable {
    let mut smallest = None;
    for size in SIZES {
        let laid = LaidTable::of(table, bounds, size, font);
        if laid.height() <= bounds.height {
            return laid.element();
        }
        smallest = Some(laid);
    }
    let mut laid = smallest.unwrap_or_else(|| LaidTable::of(table, bounds, MEASURED, font));
    while laid.heights.len() > 2 && laid.height() > bounds.height {
        laid.heights.pop();
    }
    laid.element()
}

/// A table at a size, with the widths of its columns and the heights of its rows, the heading first.
struct LaidTable<'a> {
    table: &'a Table,
    headings: Vec<String>,
    size: f64,
    columns: Vec<i64>,
    heights: Vec<i64>,
}

impl<'a> LaidTable<'a> {
    fn of(table: &'a Table, bounds: SlideBox, size: f64, font: f64) -> LaidTable<'a> {
        let headings = sheet::headings(table);
        let room = Twips::try_from(bounds.width / EMU_A_TWIP).unwrap_or(Twips::MAX);
        let wider = MORE_MARGIN * headings.len();
        let demands = demands(table, font * size / MEASURED);
        let widths = shared(&demands, room.saturating_sub(wider));
        let used: Twips = widths.iter().sum();
        // What is over goes to all columns alike.
        let more = room.saturating_sub(used) / widths.len().max(1);
        let emu = |width: &Twips| i64::try_from(width + more).unwrap_or(0) * EMU_A_TWIP;
        let columns: Vec<i64> = widths.iter().map(emu).collect();
        let mut laid = LaidTable {
            table,
            headings,
            size,
            columns,
            heights: Vec::new(),
        };
        let heading = laid.row_height(&laid.headings, true, font);
        let rows = table.rows.iter().enumerate().map(|(at, row)| {
            let texts: Vec<String> = table
                .cells(row)
                .map(|(_, cell)| sheet::text(cell))
                .collect();
            laid.row_height(&texts, table.is_emphasised(at), font)
        });
        laid.heights = std::iter::once(heading).chain(rows).collect();
        laid
    }

    fn row_height(&self, texts: &[String], is_bold: bool, font: f64) -> i64 {
        let heights = texts.iter().zip(&self.columns).map(|(text, width)| {
            let room = TextRoom {
                width: ((width - 2 * SIDE).max(EMU) / EMU) as f64,
                height: 0.0,
                font,
            };
            room.height_of(text, self.size, is_bold)
        });
        let points = heights.fold(0.0, f64::max);
        (points * EMU as f64).ceil() as i64 + 2 * TOP
    }

    fn height(&self) -> i64 {
        self.heights.iter().sum()
    }

    fn element(self) -> FittedTable {
        let height = self.height();
        let rows = self.heights.len().saturating_sub(1);
        let columns = self.columns.iter();
        let grid = columns.map(|width| Element::new("a:gridCol").with("w", width));
        let mut made = Element::new("a:tbl")
            .child(
                Element::new("a:tblPr")
                    .with("firstRow", 1)
                    .with("firstCol", 1),
            )
            .child(Element::new("a:tblGrid").children(grid));
        made.push(self.row(&self.headings, (self.heights[0], true, HEAD_LINE)));
        for (at, row) in self.table.rows.iter().enumerate().take(rows) {
            let cells = self.table.cells(row);
            let texts: Vec<String> = cells.map(|(_, cell)| sheet::text(cell)).collect();
            let look = (self.heights[at + 1], self.table.is_emphasised(at), LINE);
            made.push(self.row(&texts, look));
        }
        FittedTable {
            element: made,
            height,
            left_out: self.table.rows.len() - rows.min(self.table.rows.len()),
        }
    }

    fn row(&self, texts: &[String], (height, is_bold, line): (i64, bool, i64)) -> Element {
        let columns = self.table.columns.iter();
        let cells = texts.iter().zip(columns).map(|(text, column)| {
            let letter = SlideLetter {
                strong: is_bold,
                ..SlideLetter::of(self.size)
            };
            let mut words = paragraph(Vec::new());
            if column.kind.is_numeric() {
                words.push(Element::new("a:pPr").with("algn", "r"));
            }
            if text.is_empty() {
                // An empty line has a height too: that of its letters.
                words.push(letter.properties("a:endParaRPr"));
            } else {
                words.push(run(text, letter));
            }
            cell(words, line)
        });
        Element::new("a:tr").with("h", height).children(cells)
    }
}

/// A cell without ground and with a line below, which is legible on any template's slide.
fn cell(words: Element, line: i64) -> Element {
    let none = |name: &str| Element::new(name).child(Element::new("a:noFill"));
    let ink = Element::new("a:schemeClr").with("val", "tx1");
    let below = Element::new("a:lnB")
        .with("w", line)
        .child(Element::new("a:solidFill").child(ink));
    let properties = Element::new("a:tcPr")
        .with("marL", SIDE)
        .with("marR", SIDE)
        .with("marT", TOP)
        .with("marB", TOP)
        .with("anchor", "ctr")
        .children(["a:lnL", "a:lnR", "a:lnT"].map(none))
        .child(below)
        .child(Element::new("a:noFill"));
    let body = Element::new("a:txBody").children([
        Element::new("a:bodyPr"),
        Element::new("a:lstStyle"),
        words,
    ]);
    Element::new("a:tc").children([body, properties])
}
