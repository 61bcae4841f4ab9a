//! The grid of a scorecard: where rows and columns lie, and what stands in them.

use super::chart::{ChangeDirection, ScorecardChange, ScorecardChart, ScorecardRow};
use super::columns::{
    ColumnLook, PADDING, ScorecardColumn, TRIANGLE, columns, head_height, head_lines,
};
use crate::figure::layout::{fit, lines_width, minus, narrowest, width, wrap};
use crate::figure::letter::{Anchor, LetterStyle};
use crate::figure::sheet::{ChartSheet, Rect, Spot};
use crate::figure::theme::{
    AXIS_LINE, AXIS_STROKE, DARK_BLUE, GRID, InkColour, LEADING, QUARTILES, ROW_TINT, Stroke, WHITE,
};

/// Sizes of letters, in pixels.
pub(super) const LARGEST: f64 = 24.0;
const SMALLEST: f64 = 13.0;
/// The part of a row's height that its letters take.
pub(super) const LETTER_SHARE: f64 = 0.7;
/// Themes and titles get what they need up to this many ems; the letters shrink before they get less.
const THEME_ROOM: f64 = 14.0;
const TITLE_ROOM: f64 = 28.0;

/// A column with the left and right edge of its text.
struct PlacedColumn {
    column: ScorecardColumn,
    left: f64,
    right: f64,
}

impl PlacedColumn {
    /// Where the anchor of its text lies.
    fn x(&self) -> f64 {
        match self.column.anchor {
            Anchor::Start => self.left,
            Anchor::Middle => (self.left + self.right) / 2.0,
            Anchor::End => self.right,
        }
    }
}

/// A scorecard laid out in rows and columns.
pub(super) struct ScorecardGrid<'a> {
    card: &'a ScorecardChart,
    room: Rect,
    /// Height of a row.
    row: f64,
    letter: LetterStyle,
    title_left: f64,
    title_right: f64,
    columns: Vec<PlacedColumn>,
    /// Top of the first row.
    first: f64,
}

impl<'a> ScorecardGrid<'a> {
    pub(super) fn new(card: &'a ScorecardChart, room: Rect, row: f64) -> Self {
        let columns = columns(&card.heads);
        let mut size = (row * LETTER_SHARE).clamp(SMALLEST, LARGEST);
        let titles: Vec<String> = card.rows.iter().map(ScorecardRow::titled).collect();
        let (title_left, widths) = loop {
            let title_left = room.left + theme_room(card, row, size);
            let widths: Vec<f64> = columns
                .iter()
                .map(|column| column.width(card, size))
                .collect();
            let left_over = room.right - title_left - widths.iter().sum::<f64>();
            let needed = lines_width(&titles, LetterStyle::plain(size)).min(TITLE_ROOM * size);
            if left_over >= needed || size <= SMALLEST {
                break (title_left, widths);
            }
            size -= 0.5;
        };
        let mut placed = Vec::with_capacity(widths.len());
        let mut right = room.right - PADDING / 2.0;
        for (column, width) in columns.into_iter().zip(widths).rev() {
            placed.push(PlacedColumn {
                column,
                left: right - width + PADDING,
                right,
            });
            right -= width;
        }
        placed.reverse();
        Self {
            card,
            room,
            row,
            letter: LetterStyle::plain(size),
            title_left,
            title_right: right,
            columns: placed,
            first: room.top + head_height(card, size),
        }
    }

    pub(super) fn draw(&self, sheet: &mut ChartSheet) {
        self.heads(sheet);
        self.edges(sheet);
        self.groups(sheet);
        for (at, row) in self.card.rows.iter().enumerate() {
            self.row(sheet, at, row);
        }
    }

    fn top(&self, at: usize) -> f64 {
        self.first + at as f64 * self.row
    }

    fn middle(&self, at: usize) -> f64 {
        self.top(at) + self.row / 2.0
    }

    fn heads(&self, sheet: &mut ChartSheet) {
        let bold = self.letter.in_bold();
        self.head(
            sheet,
            &["Indicator".to_owned()],
            self.title_left,
            Anchor::Start,
            bold.colour,
        );
        for placed in &self.columns {
            let head = &placed.column.head;
            let room = placed.right - placed.left + 0.5;
            let lines = wrap(head, bold, room, head_lines(head));
            let colour = match placed.column.look {
                ColumnLook::Own => DARK_BLUE,
                _ => bold.colour,
            };
            self.head(sheet, &lines, placed.x(), placed.column.anchor, colour);
        }
    }

    /// A head whose last line stands above the first row.
    fn head(
        &self,
        sheet: &mut ChartSheet,
        lines: &[String],
        x: f64,
        anchor: Anchor,
        colour: InkColour,
    ) {
        let letter = self.letter.in_bold().coloured(colour);
        let bottom = self.first - 10.0;
        let mut baseline = bottom - (lines.len() as f64 - 1.0) * letter.size * LEADING;
        for line in lines {
            sheet.text(line, (x, baseline), anchor, letter);
            baseline += letter.size * LEADING;
        }
    }

    /// Lines above the first row and under the last.
    fn edges(&self, sheet: &mut ChartSheet) {
        for y in [self.first, self.top(self.card.rows.len())] {
            sheet.line(vec![(self.room.left, y), (self.room.right, y)], AXIS_STROKE);
        }
    }

    /// Groups of one theme: every second one tinted, each named at its left.
    fn groups(&self, sheet: &mut ChartSheet) {
        let mut start = 0;
        let groups = self.card.rows.chunk_by(|a, b| a.theme == b.theme);
        for (number, group) in groups.enumerate() {
            let end = start + group.len();
            let (top, bottom) = (self.top(start), self.top(end));
            let area = Rect {
                left: self.room.left,
                top: top + 1.0,
                right: self.room.right,
                bottom: bottom - 1.0,
            };
            if number % 2 == 1 {
                sheet.rect(area, ROW_TINT);
            }
            if number > 0 {
                sheet.line(
                    vec![(area.left, top), (area.right, top)],
                    Stroke::solid(AXIS_LINE, 1.0),
                );
            }
            let letter = self.letter.in_bold();
            let lines = wrap(
                &group[0].theme,
                letter,
                self.title_left - area.left - PADDING,
                theme_lines(group.len(), self.row, letter.size),
            );
            let mut middle = self.middle(start);
            for words in &lines {
                sheet.text_centred(words, (area.left + 8.0, middle), Anchor::Start, letter);
                middle += self.row.min(letter.size * LEADING);
            }
            for at in start + 1..end {
                let y = self.top(at);
                sheet.line(
                    vec![(self.title_left, y), (area.right, y)],
                    Stroke::solid(GRID, 1.0),
                );
            }
            start = end;
        }
    }

    fn row(&self, sheet: &mut ChartSheet, at: usize, row: &ScorecardRow) {
        let middle = self.middle(at);
        let room = self.title_right - self.title_left - 4.0;
        let title = fit(&row.titled(), self.letter, room);
        sheet.text_centred(
            &title,
            (self.title_left, middle),
            Anchor::Start,
            self.letter,
        );
        for placed in self.with_look(ColumnLook::Band) {
            self.shade(sheet, at, row.band, placed);
        }
        if let Some(change) = &row.change {
            for placed in self.with_look(ColumnLook::Change) {
                self.triangle(sheet, middle, change, placed);
            }
        }
        for placed in &self.columns {
            let Some(text) = (placed.column.cell)(row) else {
                continue;
            };
            let letter = match placed.column.look {
                ColumnLook::Own => self.letter.in_bold().coloured(DARK_BLUE),
                ColumnLook::Band => self.letter.in_bold(),
                ColumnLook::Plain | ColumnLook::Change => self.letter,
            };
            sheet.text_centred(
                &minus(&text),
                (placed.x(), middle),
                placed.column.anchor,
                letter,
            );
        }
    }

    fn with_look(&self, look: ColumnLook) -> impl Iterator<Item = &PlacedColumn> {
        self.columns
            .iter()
            .filter(move |placed| placed.column.look == look)
    }

    /// The shade behind the letter of a band, with a white rim since neighbouring shades are near in tone.
    fn shade(&self, sheet: &mut ChartSheet, at: usize, band: Option<char>, placed: &PlacedColumn) {
        let place = band.and_then(|letter| "ABCD".find(letter));
        let Some(shade) = place.and_then(|place| QUARTILES.get(place)) else {
            return;
        };
        let cell = Rect {
            left: placed.left,
            top: self.top(at) + 1.0,
            right: placed.right,
            bottom: self.top(at + 1) - 1.0,
        };
        sheet.rect(cell.grown(1.0), WHITE);
        sheet.rect(cell, AXIS_LINE);
        sheet.rect(cell.grown(-1.0), *shade);
    }

    /// The direction of a change as a shape before its text. Its colour has no meaning.
    fn triangle(
        &self,
        sheet: &mut ChartSheet,
        y: f64,
        change: &ScorecardChange,
        placed: &PlacedColumn,
    ) {
        let size = (self.letter.size * 0.34).min(TRIANGLE / 3.0);
        let text = width(&minus(&change.text), self.letter);
        let x = (placed.right - text - TRIANGLE / 2.0 - 2.0).max(placed.left + size);
        sheet.shape(arrow(change.direction, (x, y), size), DARK_BLUE);
    }
}

/// A triangle that points up or down, or a level bar.
fn arrow(direction: ChangeDirection, (x, y): Spot, size: f64) -> Vec<Spot> {
    match direction {
        ChangeDirection::Up => vec![(x - size, y + size), (x + size, y + size), (x, y - size)],
        ChangeDirection::Down => vec![(x - size, y - size), (x + size, y - size), (x, y + size)],
        ChangeDirection::Level => vec![
            (x - size, y - 2.0),
            (x + size, y - 2.0),
            (x + size, y + 2.0),
            (x - size, y + 2.0),
        ],
    }
}

/// How many lines the name of a theme may take beside its rows.
fn theme_lines(rows: usize, row: f64, size: f64) -> usize {
    if row >= 2.0 * size * LEADING {
        2 * rows
    } else {
        rows
    }
}

/// The width of the column of themes: what the names need beside their rows, and nothing where there are none.
fn theme_room(card: &ScorecardChart, row: f64, size: f64) -> f64 {
    let letter = LetterStyle::bold(size);
    let groups = card.rows.chunk_by(|a, b| a.theme == b.theme);
    let needed =
        groups.map(|group| narrowest(&group[0].theme, letter, theme_lines(group.len(), row, size)));
    match needed.fold(0.0, f64::max) {
        0.0 => 0.0,
        widest => widest.min(THEME_ROOM * size) + PADDING + 14.0,
    }
}
