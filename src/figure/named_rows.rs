//! Rows of a chart, each with a name at its left and words at its right: how high they are, the room between names and words, and what
//! is drawn behind and beside them whatever stands between.

use super::layout::{fit, widest, width, wrap_evenly};
use super::letter::{Anchor, LetterStyle};
use super::sheet::{ChartSheet, Rect};
use super::theme::{LABEL, LEADING, ROW_TINT};

/// The measures of one form of chart, in pixels.
#[derive(Clone, Copy)]
pub(super) struct RowMeasures {
    /// Names and words that are wider are shortened.
    pub(super) name_room: f64,
    pub(super) text_room: f64,
    pub(super) lowest: f64,
    pub(super) highest: f64,
    /// Above the rows, and under them.
    pub(super) head: f64,
    pub(super) foot: f64,
    /// The size of letters as a part of a row's height.
    pub(super) letters: f64,
    /// From the widest name to the room for figures, and from there to the widest words.
    pub(super) behind_names: f64,
    pub(super) before_texts: f64,
    /// From the end of a name to the room for figures.
    pub(super) name_gap: f64,
}

impl RowMeasures {
    /// The height that so many rows need at least, with what stands above and under them.
    pub(super) fn least_height(&self, rows: usize) -> f64 {
        self.head + self.foot + rows.max(1) as f64 * self.lowest
    }
}

/// Rows laid out between the sides of a sheet.
pub(super) struct NamedRows {
    pub(super) measures: RowMeasures,
    /// The rows reach from side to side of it.
    pub(super) room: Rect,
    /// Where figures are drawn.
    pub(super) area: Rect,
    /// Height of a row, and size of its letters.
    pub(super) row: f64,
    pub(super) size: f64,
    /// The room for words, which is less than the measures allow where names and words would leave none for figures.
    pub(super) text_room: f64,
    name_room: f64,
    count: usize,
}

/// Of the width, figures have at least this part.
const LEAST_FOR_FIGURES: f64 = 0.25;
/// Letters are made no smaller than this for want of room.
const SMALLEST: f64 = 20.0;
/// Of what is beside the figures, names have at most this part.
const FOR_NAMES: f64 = 2.0 / 3.0;

impl NamedRows {
    /// Lays out rows, each given by its name and its words.
    pub(super) fn new<'r>(
        room: Rect,
        measures: RowMeasures,
        rows: impl ExactSizeIterator<Item = (&'r str, &'r str)> + Clone,
    ) -> NamedRows {
        let count = rows.len();
        let each = count.max(1) as f64;
        let row = ((room.height() - measures.head - measures.foot) / each)
            .clamp(measures.lowest, measures.highest)
            .floor();
        let beside = room.width() * (1.0 - LEAST_FOR_FIGURES)
            - measures.behind_names
            - measures.before_texts;
        let name_room = measures.name_room.min(beside * FOR_NAMES);
        let widths = |size: f64| {
            let letter = LetterStyle::bold(size);
            let names = widest(rows.clone().map(|(name, _)| name), letter).min(name_room);
            let texts = widest(rows.clone().map(|(_, text)| text), letter).min(measures.text_room);
            [names, texts]
        };
        let size = size_that_fits((row * measures.letters).min(LABEL), |size| {
            widths(size).iter().sum::<f64>() <= beside
        });
        let [names, texts] = widths(size);
        let text_room = measures.text_room.min(beside - names);
        let texts = texts.min(text_room);
        let area = Rect {
            left: room.left + names + measures.behind_names,
            top: room.top + measures.head,
            right: room.right - texts - measures.before_texts,
            bottom: room.top + measures.head + row * each,
        };
        NamedRows {
            measures,
            room,
            area,
            row,
            size,
            text_room,
            name_room,
            count,
        }
    }

    /// The height of the middle of a row.
    pub(super) fn middle(&self, at: usize) -> f64 {
        self.area.top + (at as f64 + 0.5) * self.row
    }

    /// A tint behind every second row.
    pub(super) fn tints(&self, sheet: &mut ChartSheet) {
        for at in (1..self.count).step_by(2) {
            let top = self.area.top + at as f64 * self.row;
            let tint = Rect {
                top,
                bottom: top + self.row,
                ..self.room
            };
            sheet.rect(tint, ROW_TINT);
        }
    }

    /// A name on one line; or on two, in smaller letters, where it is long and the row high enough.
    pub(super) fn name(&self, sheet: &mut ChartSheet, words: &str, letter: LetterStyle, y: f64) {
        let room = self.name_room;
        let size = (self.row / 2.0 / LEADING).clamp(20.0, letter.size.max(20.0));
        let is_high = self.row >= 2.0 * size * LEADING - 4.0;
        let (lines, letter) = if width(words, letter) > room && is_high {
            let letter = LetterStyle { size, ..letter };
            (wrap_evenly(words, letter, room, 2), letter)
        } else {
            (vec![fit(words, letter, room)], letter)
        };
        let end = self.area.left - self.measures.name_gap;
        sheet.lines_centred(&lines, (end, y), Anchor::End, letter);
    }
}

/// The size of letters that fits: the largest, or less where that does not.
fn size_that_fits(largest: f64, fits: impl Fn(f64) -> bool) -> f64 {
    const STEP: f64 = 0.95;
    let sizes = std::iter::successors(Some(largest), |size| Some(size * STEP));
    let mut above_smallest = sizes.take_while(|size| *size >= SMALLEST);
    let found = above_smallest.find(|size| fits(*size));
    found.unwrap_or(SMALLEST.min(largest))
}
