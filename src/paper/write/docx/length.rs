//! How many pages a paper fills in the program's own Word template, reckoned line by line as Word and LibreOffice set it: lines of Arial
//! broken between words, the spaces of `base/styles.xml`, what stays together, and tables in the widths that they are given.
//!
//! The reckoning is a little high, since one page too many is worse than a short last page.

use super::page::{TextArea, Twips};
use super::picture;
use super::tables::{self, KEPT_TOGETHER};
use super::widths::layout;
use crate::paper::write::office::widths::{BOLD, CELL_MARGIN, ems, lines_of_words};
use crate::paper::{Block, Paper, PaperChart, PaperTable, Section, TextSpan};
use crate::table::{Cell, sheet};

/// A4 within the margins of `base/document.xml`.
const AREA: TextArea = TextArea {
    width: 9_638,
    height: 14_570,
    wide: 14_570,
};
/// From the top margin to the lower edge of the foot's last line, which moves the text's end up where it is high. In points, as all
/// lengths below.
const TO_FOOT: f64 = 754.0;
/// A line of the foot.
const FOOT: f64 = 11.5;
/// Kept free at the end of a page, and added to each width, for a renderer that sets text wider.
const SPARE: f64 = 4.0;
const WIDER: f64 = 1.01;
/// The indents of `base/numbering.xml`.
const OF_NUMBER: f64 = 35.5;
const OF_BULLET: f64 = 56.7;
/// Above and below the text of a cell, lines included.
const IN_CELL: f64 = 3.5;
/// The same in the front block, whose paragraphs have a space of their own.
const IN_FRONT: f64 = 7.5;
/// Stands where the number of a paragraph will, or of a table where no paragraph tells of the figure.
const REFERENCE: &str = " (Table 2)";

/// Letters of one size: its points, and from line to line.
#[derive(Clone, Copy)]
struct LetterSize {
    points: f64,
    line: f64,
    is_bold: bool,
}

const TITLE: LetterSize = letters(20.0, 22.98, true);
const HEADING: LetterSize = letters(14.0, 16.09, true);
const SUBHEADING: LetterSize = letters(12.0, 13.79, true);
const BODY: LetterSize = letters(12.0, 15.46, false);
const NOTE: LetterSize = letters(10.0, 12.07, false);
const IN_TABLE: LetterSize = letters(9.0, 10.34, false);
const TABLE_HEAD: LetterSize = letters(9.0, 10.34, true);
const FOOTER: LetterSize = letters(10.0, 11.49, false);

const fn letters(points: f64, line: f64, is_bold: bool) -> LetterSize {
    LetterSize {
        points,
        line,
        is_bold,
    }
}

/// A paragraph or a row of a table.
#[derive(Clone, Copy, Default)]
struct PagePiece {
    before: f64,
    lines: usize,
    line: f64,
    /// Besides its lines.
    around: f64,
    after: f64,
    /// On the page of the next piece.
    keeps_next: bool,
    /// Not broken over pages.
    is_whole: bool,
    /// The height of the heads that are repeated above it where it begins a page.
    heads: f64,
}

impl PagePiece {
    fn height(&self) -> f64 {
        self.line * self.lines as f64 + self.around
    }

    /// What has to stand on the page where it begins: two lines, or all of what would leave one line alone.
    fn least(&self) -> f64 {
        if self.is_whole || self.lines < 4 {
            self.height()
        } else {
            self.line * 2.0
        }
    }
}

/// The length of a paper in pages; the part of the last one is the part that is filled.
pub(crate) fn pages(paper: &Paper) -> f64 {
    let width = points(AREA.width);
    let foot = FOOT * lines([(paper.foot.as_str(), false)], FOOTER, width) as f64;
    let mut page = Page {
        height: (TO_FOOT - foot - FOOT).min(points(AREA.height)) - SPARE,
        number: 0,
        at: 0.0,
        after: 0.0,
    };
    let mut pieces = Vec::new();
    head(paper, &mut pieces);
    for section in &paper.sections {
        section_pieces(section, &mut pieces, &mut page);
    }
    page.set(&pieces);
    page.number as f64 + page.at / page.height
}

/// Where the next piece goes.
struct Page {
    height: f64,
    /// Full pages before this one.
    number: usize,
    at: f64,
    /// The space after the last piece.
    after: f64,
}

impl Page {
    fn set(&mut self, pieces: &[PagePiece]) {
        for (at, piece) in pieces.iter().enumerate() {
            let mut gap = self.after.max(piece.before);
            if self.at > 0.0 && self.at + gap + together(&pieces[at..]) > self.height {
                self.turn();
            }
            if self.at <= 0.0 {
                gap = 0.0;
                self.at += piece.heads;
            }
            self.at += gap;
            let mut rest = piece.lines;
            // A paragraph goes on over the page, of which two lines at least.
            while !piece.is_whole && self.at + piece.line * rest as f64 > self.height && rest > 3 {
                let fits = ((self.height - self.at) / piece.line).max(0.0) as usize;
                rest -= fits.min(rest - 2);
                self.turn();
            }
            self.at += piece.line * rest as f64 + piece.around;
            self.after = piece.after;
        }
    }

    fn turn(&mut self) {
        self.number += 1;
        self.at = 0.0;
        self.after = 0.0;
    }
}

/// The height of a piece with all that it keeps on its page.
fn together(pieces: &[PagePiece]) -> f64 {
    let mut height = 0.0;
    let mut after: Option<f64> = None;
    for piece in pieces {
        height += after.map_or(0.0, |after| after.max(piece.before));
        if !piece.keeps_next {
            return height + piece.least();
        }
        height += piece.height();
        after = Some(piece.after);
    }
    height
}

/// The title and the front block.
fn head(paper: &Paper, pieces: &mut Vec<PagePiece>) {
    let width = points(AREA.width);
    if !paper.title.is_empty() {
        pieces.push(PagePiece {
            after: 10.0,
            keeps_next: true,
            ..paragraph([(paper.title.as_str(), false)], TITLE, width)
        });
    }
    let (a_row, widths) = tables::front_widths(paper.front.len(), AREA);
    let room = |width: Twips| points(width.saturating_sub(2 * CELL_MARGIN));
    for row in paper.front.chunks(a_row) {
        let cells = row.iter().flat_map(|(label, text)| {
            [
                lines([(label.as_str(), true)], BODY, room(widths[0])),
                lines([(text.as_str(), false)], BODY, room(widths[1])),
            ]
        });
        pieces.push(PagePiece {
            lines: cells.max().unwrap_or(1),
            line: BODY.line,
            around: IN_FRONT,
            is_whole: true,
            ..PagePiece::default()
        });
    }
}

fn section_pieces(section: &Section, pieces: &mut Vec<PagePiece>, page: &mut Page) {
    let width = points(AREA.width);
    let heading = |text: &str, size: LetterSize, before: f64, after: f64| PagePiece {
        before,
        after,
        keeps_next: true,
        is_whole: true,
        ..paragraph([(text, false)], size, width - OF_NUMBER)
    };
    if !section.heading.is_empty() {
        pieces.push(heading(&section.heading, HEADING, 14.0, 6.0));
    }
    for block in &section.blocks {
        match block {
            Block::Heading(text) => pieces.push(heading(text, SUBHEADING, 10.0, 5.0)),
            Block::Paragraph { text, .. } => pieces.push(body(text, OF_NUMBER, 7.0)),
            Block::Plain(text) => pieces.push(body(text, 0.0, 7.0)),
            Block::Bullets(items) => {
                pieces.extend(items.iter().map(|item| body(item, OF_BULLET, 4.0)));
            }
            Block::Figure(chart) => figure(chart, pieces),
            Block::Table(table) => {
                let layout = layout(&table.table, AREA, true);
                let of_table = table_pieces(table, &layout.columns);
                if layout.wide {
                    // A page of its own, turned.
                    page.set(pieces);
                    pieces.clear();
                    let height: f64 = of_table.iter().map(PagePiece::height).sum();
                    page.number += usize::from(page.at > 0.0);
                    page.number += (height / (points(AREA.width) - FOOT)).ceil() as usize;
                    page.at = 0.0;
                } else {
                    pieces.extend(of_table);
                }
            }
        }
    }
}

fn figure(chart: &PaperChart, pieces: &mut Vec<PagePiece>) {
    let notes: Vec<&str> = chart
        .note
        .lines()
        .filter(|line| !line.trim().is_empty())
        .collect();
    let caption = format!("Figure {}: {}", chart.number.max(1), chart.caption);
    pieces.push(caption_piece(&caption));
    let (_, height) = picture::size(chart, AREA);
    pieces.push(PagePiece {
        around: points(height),
        after: if notes.is_empty() { 11.0 } else { 2.0 },
        keeps_next: !notes.is_empty(),
        is_whole: true,
        ..PagePiece::default()
    });
    note_pieces(&notes, pieces);
}

fn caption_piece(text: &str) -> PagePiece {
    PagePiece {
        before: 10.0,
        after: 4.0,
        keeps_next: true,
        is_whole: true,
        ..paragraph([(text, false)], SUBHEADING, points(AREA.width))
    }
}

/// Lines below a picture or a table, which stay together.
fn note_pieces(notes: &[&str], pieces: &mut Vec<PagePiece>) {
    for (at, text) in notes.iter().enumerate() {
        let is_last = at + 1 == notes.len();
        pieces.push(PagePiece {
            before: if at == 0 { 3.0 } else { 0.0 },
            after: if is_last { 11.0 } else { 1.0 },
            keeps_next: !is_last,
            is_whole: true,
            ..paragraph([(*text, false)], NOTE, points(AREA.width))
        });
    }
}

fn table_pieces(of: &PaperTable, columns: &[Twips]) -> Vec<PagePiece> {
    let table = &of.table;
    let caption = format!("Table {}: {}", of.number.max(1), of.caption);
    let mut pieces = vec![caption_piece(&caption)];
    if !table.subtitle.is_empty() {
        pieces.push(PagePiece {
            before: 2.0,
            after: 3.0,
            keeps_next: true,
            is_whole: true,
            ..paragraph([(table.subtitle.as_str(), false)], NOTE, points(AREA.width))
        });
    }
    let row = |cells: &mut dyn Iterator<Item = String>, size: LetterSize| {
        let lines = cells.zip(columns).map(|(text, width)| {
            let room = points(width.saturating_sub(2 * CELL_MARGIN));
            lines([(text.as_str(), false)], size, room)
        });
        PagePiece {
            lines: lines.max().unwrap_or(1),
            line: size.line,
            around: IN_CELL,
            is_whole: true,
            ..PagePiece::default()
        }
    };
    let heads = PagePiece {
        keeps_next: true,
        ..row(&mut sheet::headings(table).into_iter(), TABLE_HEAD)
    };
    pieces.push(heads);
    for (at, cells) in table.rows.iter().enumerate() {
        let size = if table.is_emphasised(at) {
            TABLE_HEAD
        } else {
            IN_TABLE
        };
        let text = |(_, cell): (_, &Cell)| sheet::text(cell);
        pieces.push(PagePiece {
            keeps_next: table.rows.len() <= KEPT_TOGETHER,
            heads: heads.height(),
            ..row(&mut table.cells(cells).map(text), size)
        });
    }
    let below = of.below();
    let below: Vec<&str> = below.iter().map(String::as_str).collect();
    note_pieces(&below, &mut pieces);
    pieces
}

/// A paragraph of running text.
fn body(spans: &[TextSpan], indent: f64, after: f64) -> PagePiece {
    let runs = spans.iter().map(|span| match &span.paragraph_of {
        Some(_) if span.text.is_empty() => (REFERENCE, span.strong),
        _ => (span.text.as_str(), span.strong),
    });
    PagePiece {
        after,
        ..paragraph(runs, BODY, points(AREA.width) - indent)
    }
}

fn paragraph<'a>(
    runs: impl IntoIterator<Item = (&'a str, bool)>,
    size: LetterSize,
    width: f64,
) -> PagePiece {
    PagePiece {
        lines: lines(runs, size, width),
        line: size.line,
        ..PagePiece::default()
    }
}

/// The lines that runs of text take, each with whether it is bold.
fn lines<'a>(
    runs: impl IntoIterator<Item = (&'a str, bool)>,
    size: LetterSize,
    width: f64,
) -> usize {
    let (mut words, mut word) = (Vec::new(), 0.0);
    let mut before = 0;
    let blank = ems(' ') * size.points;
    for (text, is_bold) in runs {
        let weight = if is_bold || size.is_bold { BOLD } else { 1.0 };
        for letter in text.chars() {
            if letter == '\n' {
                words.push(std::mem::take(&mut word));
                before += lines_of_words(words.drain(..), blank, width);
            } else if letter.is_whitespace() && letter != '\u{a0}' {
                words.push(std::mem::take(&mut word));
            } else {
                word += ems(letter) * size.points * weight * WIDER;
            }
        }
    }
    words.push(word);
    before + lines_of_words(words, blank, width)
}

fn points(twips: Twips) -> f64 {
    twips as f64 / 20.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_longer_paper_is_longer() {
        let mut paper = crate::paper::specimen::paper();
        let before = pages(&paper);
        assert!(before > 0.5 && before < 2.0, "{before}");
        let block = paper.sections[1].blocks[3].clone();
        paper.sections[1].blocks.push(block);
        assert!(pages(&paper) > before + 0.3);
    }

    #[test]
    fn two_lines_of_a_paragraph_stay_together_and_a_heading_has_some_of_its_text() {
        let text = PagePiece {
            lines: 4,
            line: 10.0,
            ..PagePiece::default()
        };
        let heading = PagePiece {
            lines: 1,
            line: 10.0,
            keeps_next: true,
            is_whole: true,
            ..PagePiece::default()
        };
        let end_of = |height: f64, pieces: &[PagePiece]| {
            let mut page = Page {
                height,
                number: 0,
                at: 0.0,
                after: 0.0,
            };
            page.set(pieces);
            (page.number, page.at)
        };
        assert_eq!(end_of(80.0, &[text, text]), (0, 80.0));
        // Three lines would fit, and one would go on alone.
        assert_eq!(end_of(75.0, &[text, text]), (1, 20.0));
        assert_eq!(end_of(55.0, &[text, text]), (1, 40.0));
        assert_eq!(end_of(65.0, &[text, heading, text]), (1, 50.0));
        // A text of more than a page goes on over as many as it needs.
        let long = PagePiece { lines: 10, ..text };
        assert_eq!(end_of(40.0, &[long, text]), (3, 20.0));
    }
}
