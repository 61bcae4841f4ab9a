//! Estimates the length of a paper in pages before it is laid out: lines of 12 point text on A4, calibrated against Word and LibreOffice.
//! The estimate is a little high, since one page too many is worse than a short last page.

use super::{Block, Paper, TextSpan};
use crate::table::{Cell, Table};

/// Lines of body text on a page of A4 with margins of 2 cm.
const LINES_A_PAGE: f64 = 50.5;
/// A table with more rows may go on over the end of a page: a page half empty above a table is worse than a table in two parts.
pub(crate) const KEPT_TOGETHER: usize = 5;
/// The lines that a table's heads take again on the next page.
const REPEATED_HEADS: f64 = 3.0;
/// Letters of the title on a line.
const LETTERS_OF_TITLE: f64 = 48.0;
/// Letters of 12 point Arial on a line of 17 cm, less the number's indent.
const LETTERS_A_LINE: f64 = 80.0;
/// Of those, what the indent of a bullet leaves.
const LETTERS_OF_BULLET: f64 = 77.0;
/// The same in the 9 points of tables and notes.
const LETTERS_IN_TABLE: f64 = 106.0;
/// Of those, what is left after the cells' margins and the unused ends of short lines.
const LETTERS_IN_CELLS: f64 = 84.0;
/// Added for lines that a renderer breaks earlier than is counted here.
const SAFETY: f64 = 1.01;
/// The height of a line, and of a picture as wide as the text, both in centimetres.
const LINE_HEIGHT: f64 = 0.53;
const TEXT_WIDTH: f64 = 17.0;

/// The length in pages of A4. A picture that does not fit moves whole to the next page, and a heading moves with what follows it.
pub(crate) fn pages(paper: &Paper) -> f64 {
    let title = 2.2 * wrapped(paper.title.chars().count(), LETTERS_OF_TITLE);
    // Two lines of the front block share a row, and some of them break.
    let mut at = title + 1.1 * count(paper.front.len());
    for section in &paper.sections {
        let mut heading = 2.6;
        for block in &section.blocks {
            let tall = lines(block);
            let left = LINES_A_PAGE - at % LINES_A_PAGE;
            // A short table stays whole, and a long one may go on over the page; text breaks after two lines.
            let whole = match block {
                Block::Figure(_) => tall,
                Block::Table(of) if of.table.rows.len() <= KEPT_TOGETHER => tall,
                Block::Table(_) => tall.min(6.0),
                _ => tall.min(2.0),
            };
            let moves = heading + whole > left;
            if moves {
                at += left;
            }
            let is_divided = !moves && matches!(block, Block::Table(_)) && heading + tall > left;
            let heads = if is_divided { REPEATED_HEADS } else { 0.0 };
            at += heading + tall + heads;
            heading = if matches!(block, Block::Heading(_)) {
                0.5
            } else {
                0.0
            };
        }
    }
    at / LINES_A_PAGE * SAFETY
}

/// Lines that a block takes, with the space around it.
pub(crate) fn lines(block: &Block) -> f64 {
    match block {
        Block::Heading(_) => 2.2,
        Block::Paragraph { text, .. } | Block::Plain(text) => {
            wrapped(letters(text), LETTERS_A_LINE) + 0.6
        }
        Block::Bullets(items) => items
            .iter()
            .map(|item| wrapped(letters(item), LETTERS_OF_BULLET) + 0.3)
            .sum(),
        Block::Figure(figure) => {
            let (width, height) = (
                f64::from(figure.drawing.width.max(1)),
                f64::from(figure.drawing.height),
            );
            let picture = TEXT_WIDTH * height / width / LINE_HEIGHT;
            picture
                + wrapped(figure.caption.chars().count() + 10, LETTERS_A_LINE)
                + wrapped(figure.note.chars().count(), LETTERS_IN_TABLE)
                + 1.5
        }
        Block::Table(tabular) => table(&tabular.table) + 2.0,
    }
}

fn letters(spans: &[TextSpan]) -> usize {
    spans.iter().map(|span| span.text.chars().count()).sum()
}

fn wrapped(letters: usize, of: f64) -> f64 {
    (count(letters) / of).ceil().max(1.0)
}

/// Lines of a table whose columns share the width by what they hold.
fn table(table: &Table) -> f64 {
    let rows: Vec<Vec<usize>> = table
        .rows
        .iter()
        .map(|row| row.iter().map(cell).collect())
        .collect();
    let heading: Vec<usize> = table
        .columns
        .iter()
        .map(|column| column.title.chars().count())
        .collect();
    let widest = (0..table.columns.len()).map(|at| {
        let letters = rows.iter().filter_map(|row| row.get(at));
        letters.copied().max().unwrap_or(0).clamp(6, 30)
    });
    let widest: Vec<f64> = widest.map(count).collect();
    let share = LETTERS_IN_CELLS / widest.iter().sum::<f64>().max(1.0);
    let widths: Vec<f64> = widest.iter().map(|width| width * share).collect();
    let notes = table
        .notes
        .iter()
        .chain([&table.source])
        .map(|note| wrapped(note.chars().count(), LETTERS_IN_TABLE));
    row_lines(&heading, &widths)
        + rows.iter().map(|row| row_lines(row, &widths)).sum::<f64>()
        + notes.sum::<f64>()
}

/// Lines of a row whose cells hold so many letters each: the tallest cell makes the row.
fn row_lines(letters: &[usize], widths: &[f64]) -> f64 {
    let each = letters
        .iter()
        .zip(widths)
        .map(|(letters, width)| wrapped(*letters, width.max(4.0)));
    each.fold(1.0, f64::max) * 0.8 + 0.2
}

fn cell(cell: &Cell) -> usize {
    match cell {
        Cell::Text(text) => text.chars().count(),
        Cell::Number { .. } | Cell::Whole(_) => 7,
        Cell::Symbol { .. } => 3,
        Cell::Empty => 0,
    }
}

/// A number of things as a measure; no paper holds more than an f64 can count.
fn count(of: usize) -> f64 {
    u32::try_from(of).map_or(f64::from(u32::MAX), f64::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_longer_paper_is_longer() {
        let mut paper = super::super::specimen::paper();
        let before = pages(&paper);
        assert!(before > 0.5 && before < 2.0, "{before}");
        let block = paper.sections[1].blocks[3].clone();
        paper.sections[1].blocks.push(block);
        assert!(pages(&paper) > before + 0.3);
    }
}
