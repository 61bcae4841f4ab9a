//! The columns of a scorecard: their heads, their cells, and how wide they are.

use super::chart::{ScorecardChart, ScorecardHeads, ScorecardRow};
use crate::figure::layout::{lines_width, minus, narrowest};
use crate::figure::letter::{Anchor, LetterStyle};
use crate::figure::theme::LEADING;

/// A head takes two lines, or three where it is wider than this many ems on two.
const WIDE_HEAD: f64 = 8.0;
pub(super) const PADDING: f64 = 18.0;
/// Room for the triangle before a change.
pub(super) const TRIANGLE: f64 = 20.0;

/// The height of the heads with letters of a size.
pub(super) fn head_height(card: &ScorecardChart, size: f64) -> f64 {
    let lines = columns(&card.heads)
        .iter()
        .map(|column| head_lines(&column.head))
        .fold(1, usize::max);
    lines as f64 * size * LEADING + 12.0
}

/// How many lines a head takes.
pub(super) fn head_lines(head: &str) -> usize {
    let letter = LetterStyle::bold(1.0);
    if !head.contains(' ') {
        1
    } else if narrowest(head, letter, 2) <= WIDE_HEAD {
        2
    } else {
        3
    }
}

/// What is special about the cells of a column.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum ColumnLook {
    Plain,
    /// The authority's own value, in bold and blue.
    Own,
    /// A triangle stands before the text.
    Change,
    /// A shade lies behind the letter.
    Band,
}

/// What a column shows, and on which side.
pub(super) struct ScorecardColumn {
    pub(super) head: String,
    pub(super) anchor: Anchor,
    pub(super) look: ColumnLook,
    pub(super) cell: fn(&ScorecardRow) -> Option<String>,
}

impl ScorecardColumn {
    fn new(head: &str, anchor: Anchor, cell: fn(&ScorecardRow) -> Option<String>) -> Self {
        Self {
            head: head.to_owned(),
            anchor,
            look: ColumnLook::Plain,
            cell,
        }
    }

    fn with_look(self, look: ColumnLook) -> Self {
        Self { look, ..self }
    }

    /// The width with padding: of the widest cell, or of the head on its lines.
    pub(super) fn width(&self, card: &ScorecardChart, size: f64) -> f64 {
        let bold = LetterStyle::bold(size);
        let cells: Vec<String> = card
            .rows
            .iter()
            .filter_map(|row| Some(minus(&(self.cell)(row)?)))
            .collect();
        let triangle = match self.look {
            ColumnLook::Change => TRIANGLE,
            _ => 0.0,
        };
        let cells = lines_width(&cells, bold) + triangle;
        cells.max(narrowest(&self.head, bold, head_lines(&self.head))) + PADDING
    }
}

/// The columns after themes and titles, from the left.
pub(super) fn columns(heads: &ScorecardHeads) -> [ScorecardColumn; 8] {
    use Anchor::{End, Middle, Start};
    [
        ScorecardColumn::new(&heads.own, End, |row| Some(row.value.clone()))
            .with_look(ColumnLook::Own),
        ScorecardColumn::new("Change", End, |row| Some(row.change.as_ref()?.text.clone()))
            .with_look(ColumnLook::Change),
        ScorecardColumn::new(&heads.neighbours, End, |row| Some(row.neighbours.clone())),
        ScorecardColumn::new(&heads.region, End, |row| Some(row.region.clone())),
        ScorecardColumn::new("England", End, |row| Some(row.england.clone())),
        ScorecardColumn::new("Rank", Start, |row| Some(row.rank.clone())),
        ScorecardColumn::new("Quartile band", Middle, |row| row.band.map(String::from))
            .with_look(ColumnLook::Band),
        ScorecardColumn::new("Period", Start, |row| Some(row.period.clone())),
    ]
}
