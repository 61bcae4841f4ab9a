//! Ranks with their intervals: a row each (an authority's indicators, or one indicator for it and its neighbours), on an axis from the
//! first place to the last whose ends are named in words.

use super::frame::{Frame, drawing, frame_of_height, words_height};
use super::layout::{fit, widest, width, wrap_evenly};
use super::sheet::{Anchor, Area, Letter, Sheet};
use super::theme::{
    AXIS, AXIS_STROKE, Colour, DARK_BLUE, GRID, GRID_STROKE, HEIGHT, LABEL, LEADING, QUARTILES,
    ROW_TINT, SMALL, Stroke, TURQUOISE, WHITE,
};
use super::{Caption, Drawing, Style};

/// A rank and the places that chance alone would allow it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Rank {
    pub(crate) rank: f64,
    pub(crate) lower: f64,
    pub(crate) upper: f64,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct RankRow {
    pub(crate) label: String,
    pub(crate) rank: Option<Rank>,
    /// Written at the right: "1st (1st to 2nd)", or why there is no rank.
    pub(crate) text: String,
    /// The authority the chart is about, where the rows are authorities.
    pub(crate) own: bool,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct RankIntervals {
    pub(crate) caption: Caption,
    /// The last place there is: how many are ranked.
    pub(crate) count: u16,
    /// What the first and the last place mean: "1st: highest rate", "151st: lowest rate".
    pub(crate) first: String,
    pub(crate) last: String,
    /// For the key: "Rank", "Range allowing for chance (95%)".
    pub(crate) mark_label: String,
    pub(crate) range_label: String,
    /// In the order they are drawn, from the top.
    pub(crate) rows: Vec<RankRow>,
}

const NAME_ROOM: f64 = 520.0;
const TEXT_ROOM: f64 = 330.0;
const LOWEST_ROW: f64 = 32.0;
const HIGHEST_ROW: f64 = 62.0;
/// Key above the rows; figures and words of the axis under them.
const HEAD: f64 = 44.0;
const FOOT: f64 = 2.0 * AXIS * LEADING + 16.0;
const KEY: Letter = Letter::plain(SMALL);
const AXIS_LETTER: Letter = Letter::plain(AXIS);

/// Draws the ranks.
pub(crate) fn draw(chart: &RankIntervals, style: Style) -> Drawing {
    drawing(&sheet(chart, style), &chart.caption)
}

pub(super) fn sheet(chart: &RankIntervals, style: Style) -> Sheet {
    let rows = chart.rows.len().max(1) as f64;
    let needed = words_height(&chart.caption, style, &[]) + HEAD + FOOT + rows * LOWEST_ROW;
    let Frame { mut sheet, room } =
        frame_of_height(&chart.caption, style, &[], needed.max(HEIGHT).ceil());
    let plot = Plot::new(chart, room);
    plot.key(&mut sheet, room);
    plot.axis(&mut sheet);
    for (at, row) in chart.rows.iter().enumerate() {
        plot.row(&mut sheet, at, row);
    }
    sheet
}

struct Plot<'a> {
    chart: &'a RankIntervals,
    /// Where ranks are drawn; the rows reach over it on both sides.
    area: Area,
    sides: (f64, f64),
    row: f64,
    size: f64,
}

impl<'a> Plot<'a> {
    fn new(chart: &'a RankIntervals, room: Area) -> Self {
        let count = chart.rows.len().max(1) as f64;
        let row = ((room.height() - HEAD - FOOT) / count)
            .clamp(LOWEST_ROW, HIGHEST_ROW)
            .floor();
        let size = (row * 0.68).min(LABEL);
        let letter = Letter::bold(size);
        let names = widest(chart.rows.iter().map(|row| row.label.as_str()), letter).min(NAME_ROOM);
        let texts = widest(chart.rows.iter().map(|row| row.text.as_str()), letter).min(TEXT_ROOM);
        let area = Area {
            left: room.left + names + 34.0,
            top: room.top + HEAD,
            right: room.right - texts - 34.0,
            bottom: room.top + HEAD + row * count,
        };
        Self {
            chart,
            area,
            sides: (room.left, room.right),
            row,
            size,
        }
    }

    /// Middle of a place; places are as wide as one part in `count`.
    fn x(&self, rank: f64) -> f64 {
        let count = f64::from(self.chart.count.max(1));
        let place = (self.area.right - self.area.left) / count;
        self.area.left + (rank.clamp(1.0, count) - 0.5) * place
    }

    fn half(&self) -> f64 {
        (self.area.right - self.area.left) / f64::from(self.chart.count.max(1)) / 2.0
    }

    fn key(&self, sheet: &mut Sheet, room: Area) {
        let y = room.top + SMALL * 0.8;
        let mut x = self.area.left.min(room.right - 700.0);
        mark(sheet, (x + 9.0, y), 9.0, DARK_BLUE);
        sheet.text_centred(&self.chart.mark_label, (x + 28.0, y), Anchor::Start, KEY);
        x += 28.0 + width(&self.chart.mark_label, KEY) + 44.0;
        sheet.rect(
            Area {
                left: x,
                top: y - 8.0,
                right: x + 54.0,
                bottom: y + 8.0,
            },
            QUARTILES[1],
        );
        sheet.text_centred(
            &fit(&self.chart.range_label, KEY, room.right - x - 66.0),
            (x + 66.0, y),
            Anchor::Start,
            KEY,
        );
    }

    fn axis(&self, sheet: &mut Sheet) {
        for at in (1..self.chart.rows.len()).step_by(2) {
            let top = self.area.top + at as f64 * self.row;
            sheet.rect(
                Area {
                    left: self.sides.0,
                    top,
                    right: self.sides.1,
                    bottom: top + self.row,
                },
                ROW_TINT,
            );
        }
        let Area {
            left,
            top,
            right,
            bottom,
        } = self.area;
        let mut reached = f64::NEG_INFINITY;
        let last = width(&self.chart.count.to_string(), AXIS_LETTER) / 2.0;
        let end = self.x(f64::from(self.chart.count));
        for place in places(self.chart.count) {
            let (x, words) = (self.x(f64::from(place)), place.to_string());
            let half = width(&words, AXIS_LETTER) / 2.0;
            let is_last = place == self.chart.count;
            if x - half < reached || (!is_last && x + half + 12.0 > end - last) {
                continue;
            }
            reached = x + half + 12.0;
            sheet.line(vec![(x.round(), top), (x.round(), bottom)], GRID_STROKE);
            sheet.text(
                &words,
                (x, bottom + AXIS + 6.0),
                Anchor::Middle,
                AXIS_LETTER,
            );
        }
        sheet.line(vec![(left, bottom), (right, bottom)], AXIS_STROKE);
        // The words may reach under the names and the texts: each end has half of the sheet less a gap.
        let middle = (left + right) / 2.0;
        let baseline = bottom + 8.0 + AXIS * (1.0 + LEADING);
        let first = fit(
            &format!("\u{2190} {}", self.chart.first),
            AXIS_LETTER,
            middle - left - 14.0,
        );
        let last = fit(
            &format!("{} \u{2192}", self.chart.last),
            AXIS_LETTER,
            right - middle - 14.0,
        );
        sheet.text(&first, (left, baseline), Anchor::Start, AXIS_LETTER);
        sheet.text(&last, (right, baseline), Anchor::End, AXIS_LETTER);
    }

    fn row(&self, sheet: &mut Sheet, at: usize, row: &RankRow) {
        let y = self.area.top + (at as f64 + 0.5) * self.row;
        let weight = |letter: Letter| {
            if row.own {
                Letter {
                    bold: true,
                    ..letter
                }
                .coloured(DARK_BLUE)
            } else {
                letter
            }
        };
        let letter = weight(Letter::plain(self.size));
        self.name(sheet, &row.label, letter, y);
        sheet.text_centred(
            &fit(&row.text, letter, TEXT_ROOM),
            (self.area.right + 22.0, y),
            Anchor::Start,
            letter,
        );
        let any_own = self.chart.rows.iter().any(|row| row.own);
        let Some(rank) = row.rank.filter(|rank| {
            [rank.rank, rank.lower, rank.upper]
                .into_iter()
                .all(f64::is_finite)
        }) else {
            let middle = self.area.left + 30.0;
            sheet.line(
                vec![(self.area.left, y), (middle, y)],
                Stroke::solid(GRID, 2.0),
            );
            return;
        };
        let (bar, dot) = if row.own || !any_own {
            (QUARTILES[1], DARK_BLUE)
        } else {
            (super::theme::BAND, TURQUOISE)
        };
        let thick = (self.row * 0.26).min(13.0);
        let (left, right) = (
            self.x(rank.lower) - self.half(),
            self.x(rank.upper) + self.half(),
        );
        let bar_area = Area {
            left: left.min(right - 4.0),
            top: (y - thick).round(),
            right,
            bottom: (y + thick).round(),
        };
        sheet.rect(bar_area, bar);
        for edge in [bar_area.left, bar_area.right] {
            sheet.line(
                vec![(edge, bar_area.top), (edge, bar_area.bottom)],
                Stroke::solid(dot, 2.5),
            );
        }
        mark(
            sheet,
            (self.x(rank.rank), y),
            (self.row * 0.24).min(if row.own { 12.0 } else { 10.0 }),
            dot,
        );
    }

    /// A name on one line, or smaller on two where it is long and the row high.
    fn name(&self, sheet: &mut Sheet, words: &str, letter: Letter, y: f64) {
        let size = (self.row / 2.0 / LEADING).clamp(20.0, letter.size.max(20.0));
        let high = self.row >= 2.0 * size * LEADING - 4.0;
        let (lines, letter) = if width(words, letter) > NAME_ROOM && high {
            let letter = Letter { size, ..letter };
            (wrap_evenly(words, letter, NAME_ROOM, 2), letter)
        } else {
            (vec![fit(words, letter, NAME_ROOM)], letter)
        };
        let mut at = y - (lines.len() as f64 - 1.0) / 2.0 * letter.size * LEADING;
        for line in &lines {
            sheet.text_centred(line, (self.area.left - 22.0, at), Anchor::End, letter);
            at += letter.size * LEADING;
        }
    }
}

fn mark(sheet: &mut Sheet, spot: (f64, f64), radius: f64, colour: Colour) {
    sheet.dot(spot, radius + 2.0, WHITE);
    sheet.dot(spot, radius, colour);
}

/// Places worth a figure: the first, round ones, the last.
fn places(count: u16) -> Vec<u16> {
    let step = match count {
        0..=12 => 1,
        13..=40 => 5,
        41..=80 => 10,
        _ => 25,
    };
    let mut places: Vec<u16> = vec![1];
    places.extend(
        (1..)
            .map(|at| at * step)
            .take_while(|place| *place < count)
            .filter(|place| *place > 1),
    );
    places.extend((count > 1).then_some(count));
    places
}
