//! Ranks with their intervals: a row each (an authority's indicators, or one indicator for it and its neighbours), on an axis from the
//! first place to the last whose ends are named in words.

use super::form::ChartForm;
use super::frame::{ChartFrame, frame_of_height, words_height};
use super::layout::{fit, width};
use super::letter::{Anchor, LetterStyle};
use super::named_rows::{NamedRows, RowMeasures};
use super::parts::{Caption, ChartStyle};
use super::sheet::{ChartSheet, Rect, Spot};
use super::theme::{
    AXIS, AXIS_STROKE, BAND, DARK_BLUE, GRID, GRID_STROKE, InkColour, LEADING, QUARTILES, SMALL,
    Stroke, TURQUOISE, WHITE, pixels,
};
use super::value_area::AXIS_LETTER;

/// A rank, and the lowest and highest that chance alone would allow it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct PlottedRank {
    pub(crate) rank: f64,
    pub(crate) lower: f64,
    pub(crate) upper: f64,
}

impl PlottedRank {
    fn is_finite(&self) -> bool {
        [self.rank, self.lower, self.upper]
            .into_iter()
            .all(f64::is_finite)
    }
}

/// One row: a name, its rank, and both in words.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct RankRow {
    pub(crate) label: String,
    pub(crate) rank: Option<PlottedRank>,
    /// Written at the right: "1st (1st to 2nd)", or why there is no rank.
    pub(crate) text: String,
    /// Whether it is the authority that the chart is about, where the rows are authorities.
    pub(crate) own: bool,
}

/// Ranks with their intervals, a row each.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct RankIntervalChart {
    pub(crate) caption: Caption,
    /// The last place: how many are ranked.
    pub(crate) count: u16,
    /// What the first and the last place mean: "1st: highest rate", "151st: lowest rate".
    pub(crate) first: String,
    pub(crate) last: String,
    /// For the key: "Rank", "Range allowing for chance (95%)".
    pub(crate) mark_label: String,
    pub(crate) range_label: String,
    /// In the order in which they are drawn, from the top.
    pub(crate) rows: Vec<RankRow>,
}

/// The key stands above the rows, the axis and its words under them.
const ROWS: RowMeasures = RowMeasures {
    name_room: 520.0,
    text_room: 330.0,
    lowest: 32.0,
    highest: 62.0,
    head: 44.0,
    foot: 2.0 * AXIS * LEADING + 16.0,
    letters: 0.68,
    behind_names: 34.0,
    before_texts: 34.0,
    name_gap: 22.0,
};
const KEY: LetterStyle = LetterStyle::plain(SMALL);

impl ChartForm for RankIntervalChart {
    fn caption(&self) -> &Caption {
        &self.caption
    }

    fn caption_mut(&mut self) -> &mut Caption {
        &mut self.caption
    }

    fn sheet(&self, style: ChartStyle) -> ChartSheet {
        let words = words_height(&self.caption, style, &[]);
        let needed = words + ROWS.least_height(self.rows.len());
        let height = needed.max(pixels(style.size).1).ceil();
        let ChartFrame { mut sheet, room } = frame_of_height(&self.caption, style, &[], height);
        RankPlot::new(self, room).draw(&mut sheet);
        sheet
    }
}

/// The rows laid out above the axis of ranks.
struct RankPlot<'a> {
    chart: &'a RankIntervalChart,
    rows: NamedRows,
}

impl<'a> RankPlot<'a> {
    fn new(chart: &'a RankIntervalChart, room: Rect) -> Self {
        let rows = chart.rows.iter();
        let rows = rows.map(|row| (row.label.as_str(), row.text.as_str()));
        Self {
            chart,
            rows: NamedRows::new(room, ROWS, rows),
        }
    }

    fn draw(&self, sheet: &mut ChartSheet) {
        self.key(sheet);
        self.rows.tints(sheet);
        self.axis(sheet);
        self.axis_words(sheet);
        for (at, row) in self.chart.rows.iter().enumerate() {
            self.row(sheet, at, row);
        }
    }

    /// The width of one place.
    fn place_width(&self) -> f64 {
        self.rows.area.width() / f64::from(self.chart.count.max(1))
    }

    /// The middle of a place.
    fn x(&self, rank: f64) -> f64 {
        let count = f64::from(self.chart.count.max(1));
        self.rows.area.left + (rank.clamp(1.0, count) - 0.5) * self.place_width()
    }

    fn key(&self, sheet: &mut ChartSheet) {
        let y = self.rows.room.top + SMALL * 0.8;
        let mut x = self.rows.area.left.min(self.rows.room.right - 700.0);
        mark(sheet, (x + 9.0, y), 9.0, DARK_BLUE);
        sheet.text_centred(&self.chart.mark_label, (x + 28.0, y), Anchor::Start, KEY);
        x += 28.0 + width(&self.chart.mark_label, KEY) + 44.0;
        sheet.rect(
            Rect {
                left: x,
                top: y - 8.0,
                right: x + 54.0,
                bottom: y + 8.0,
            },
            QUARTILES[1],
        );
        sheet.text_centred(
            &fit(
                &self.chart.range_label,
                KEY,
                self.rows.room.right - x - 66.0,
            ),
            (x + 66.0, y),
            Anchor::Start,
            KEY,
        );
    }

    fn axis(&self, sheet: &mut ChartSheet) {
        let Rect {
            left,
            top,
            right,
            bottom,
        } = self.rows.area;
        let count = self.chart.count;
        let mut reached = f64::NEG_INFINITY;
        let last_left = self.x(f64::from(count)) - width(&count.to_string(), AXIS_LETTER) / 2.0;
        for place in ticks(count) {
            let (x, words) = (self.x(f64::from(place)), place.to_string());
            let half = width(&words, AXIS_LETTER) / 2.0;
            let is_last = place == count;
            if x - half < reached || (!is_last && x + half + 12.0 > last_left) {
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
    }

    /// What the first and the last place mean, each in half of the axis.
    fn axis_words(&self, sheet: &mut ChartSheet) {
        let Rect {
            left,
            right,
            bottom,
            ..
        } = self.rows.area;
        let middle = (left + right) / 2.0;
        let baseline = bottom + 8.0 + AXIS * (1.0 + LEADING);
        let first = format!("\u{2190} {}", self.chart.first);
        let first = fit(&first, AXIS_LETTER, middle - left - 14.0);
        let last = format!("{} \u{2192}", self.chart.last);
        let last = fit(&last, AXIS_LETTER, right - middle - 14.0);
        sheet.text(&first, (left, baseline), Anchor::Start, AXIS_LETTER);
        sheet.text(&last, (right, baseline), Anchor::End, AXIS_LETTER);
    }

    fn row(&self, sheet: &mut ChartSheet, at: usize, row: &RankRow) {
        let y = self.rows.middle(at);
        let letter = if row.own {
            LetterStyle::bold(self.rows.size).coloured(DARK_BLUE)
        } else {
            LetterStyle::plain(self.rows.size)
        };
        self.rows.name(sheet, &row.label, letter, y);
        sheet.text_centred(
            &fit(&row.text, letter, self.rows.text_room),
            (self.rows.area.right + 22.0, y),
            Anchor::Start,
            letter,
        );
        match row.rank.filter(PlottedRank::is_finite) {
            Some(rank) => self.rank(sheet, rank, row.own, y),
            None => sheet.line(
                vec![(self.rows.area.left, y), (self.rows.area.left + 30.0, y)],
                Stroke::solid(GRID, 2.0),
            ),
        }
    }

    /// The bar of the interval and the dot of the rank. Where one row is picked out, the others are paler.
    fn rank(&self, sheet: &mut ChartSheet, rank: PlottedRank, own: bool, y: f64) {
        let any_own = self.chart.rows.iter().any(|row| row.own);
        let (bar, dot) = if own || !any_own {
            (QUARTILES[1], DARK_BLUE)
        } else {
            (BAND, TURQUOISE)
        };
        let thick = (self.rows.row * 0.26).min(13.0);
        let half = self.place_width() / 2.0;
        let right = self.x(rank.upper) + half;
        let area = Rect {
            left: (self.x(rank.lower) - half).min(right - 4.0),
            top: (y - thick).round(),
            right,
            bottom: (y + thick).round(),
        };
        sheet.rect(area, bar);
        for edge in [area.left, area.right] {
            sheet.line(
                vec![(edge, area.top), (edge, area.bottom)],
                Stroke::solid(dot, 2.5),
            );
        }
        let radius = (self.rows.row * 0.24).min(if own { 12.0 } else { 10.0 });
        mark(sheet, (self.x(rank.rank), y), radius, dot);
    }
}

/// A dot with a white rim.
fn mark(sheet: &mut ChartSheet, spot: Spot, radius: f64, colour: InkColour) {
    sheet.dot(spot, radius + 2.0, WHITE);
    sheet.dot(spot, radius, colour);
}

/// The places that are labelled: the first, round ones, the last.
fn ticks(count: u16) -> Vec<u16> {
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
