//! Shares of a whole by category, a row each: the authority's own beside England's and its neighbours', whose range is a bar and whose
//! mean a line across it. The shares in figures stand at the right; a share that is withheld has its symbol there.

use super::form::ChartForm;
use super::frame::{ChartFrame, frame_of_height, words_height};
use super::layout::{fit, width};
use super::letter::{Anchor, LetterStyle};
use super::named_rows::{NamedRows, RowMeasures};
use super::parts::{Caption, ChartPoint, ChartStyle, symbol_remarks};
use super::scale::ValueAxis;
use super::sheet::{ChartSheet, Rect, Spot};
use super::theme::{
    AXIS, AXIS_LINE, AXIS_STROKE, DARK_BLUE, GRID_STROKE, LEADING, ORANGE, QUARTILES, SMALL,
    Stroke, WHITE, pixels,
};
use super::value_area::AXIS_LETTER;

/// One category.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ShareRow {
    pub(crate) label: String,
    pub(crate) own: ChartPoint,
    /// Written at the right: "82% (434)", or why there is no share.
    pub(crate) text: String,
    pub(crate) england: Option<f64>,
    /// The lowest share, the mean and the highest of the neighbours.
    pub(crate) neighbours: Option<[f64; 3]>,
}

/// Shares by category.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct SharesChart {
    pub(crate) caption: Caption,
    /// For the key: the authority, "England", "Neighbours’ mean", "Neighbours’ range". What has no words there is not drawn.
    pub(crate) own: String,
    pub(crate) england: String,
    pub(crate) mean: String,
    pub(crate) range: String,
    /// Behind the figures at the axis.
    pub(crate) unit: &'static str,
    /// In the order in which they are drawn, from the top.
    pub(crate) rows: Vec<ShareRow>,
}

/// The key stands above the rows, the axis under them.
const ROWS: RowMeasures = RowMeasures {
    name_room: 460.0,
    text_room: 240.0,
    lowest: 34.0,
    highest: 72.0,
    head: 48.0,
    foot: AXIS * LEADING + 14.0,
    letters: 0.62,
    behind_names: 26.0,
    before_texts: 30.0,
    name_gap: 18.0,
};
const KEY: LetterStyle = LetterStyle::plain(SMALL);
/// Between a mark of the key and its words, and between two entries.
const KEY_GAP: f64 = 12.0;
const KEY_STEP: f64 = 34.0;
const RADIUS: f64 = 11.0;

impl ChartForm for SharesChart {
    fn caption(&self) -> &Caption {
        &self.caption
    }

    fn caption_mut(&mut self) -> &mut Caption {
        &mut self.caption
    }

    fn sheet(&self, style: ChartStyle) -> ChartSheet {
        let missing = self.rows.iter().filter_map(|row| row.own.missing());
        let remarks = symbol_remarks(missing);
        let words = words_height(&self.caption, style, &remarks);
        let needed = words + ROWS.least_height(self.rows.len());
        let height = needed.max(pixels(style.size).1).ceil();
        let ChartFrame { mut sheet, room } =
            frame_of_height(&self.caption, style, &remarks, height);
        SharesPlot::new(self, room).draw(&mut sheet);
        sheet
    }
}

/// The rows laid out above the axis.
struct SharesPlot<'a> {
    chart: &'a SharesChart,
    rows: NamedRows,
    axis: ValueAxis,
}

impl<'a> SharesPlot<'a> {
    fn new(chart: &'a SharesChart, room: Rect) -> Self {
        let rows = chart.rows.iter();
        let rows = rows.map(|row| (row.label.as_str(), row.text.as_str()));
        let values = chart.rows.iter().flat_map(|row| {
            let others = row.neighbours.into_iter().flatten().chain(row.england);
            row.own.known().into_iter().chain(others)
        });
        Self {
            chart,
            rows: NamedRows::new(room, ROWS, rows),
            axis: ValueAxis::covering(values, 5, true, true),
        }
    }

    fn draw(&self, sheet: &mut ChartSheet) {
        self.key(sheet);
        self.rows.tints(sheet);
        self.axis(sheet);
        for (at, row) in self.chart.rows.iter().enumerate() {
            self.row(sheet, at, row);
        }
    }

    fn x(&self, share: f64) -> f64 {
        self.axis
            .place(share, self.rows.area.left, self.rows.area.right)
    }

    /// The four marks, each with its words, from the left of the sheet.
    fn key(&self, sheet: &mut ChartSheet) {
        let y = self.rows.room.top + SMALL * 0.8;
        let mut x = self.rows.room.left;
        let chart = self.chart;
        for (words, mark) in [
            (&chart.own, Mark::Own),
            (&chart.england, Mark::England),
            (&chart.mean, Mark::Mean),
            (&chart.range, Mark::Range),
        ] {
            if words.is_empty() {
                continue;
            }
            let wide = mark.key_width();
            mark.draw(sheet, (x + wide / 2.0, y), wide, self.rows.row);
            let room = self.rows.room.right - x - wide - KEY_GAP;
            let words = fit(words, KEY, room);
            sheet.text_centred(&words, (x + wide + KEY_GAP, y), Anchor::Start, KEY);
            x += wide + KEY_GAP + width(&words, KEY) + KEY_STEP;
        }
    }

    fn axis(&self, sheet: &mut ChartSheet) {
        let Rect {
            left,
            top,
            right,
            bottom,
        } = self.rows.area;
        for tick in self.axis.ticks() {
            let x = self.x(tick).round();
            sheet.line(vec![(x, top), (x, bottom)], GRID_STROKE);
            let words = format!("{}{}", self.axis.label(tick), self.chart.unit);
            sheet.text(
                &words,
                (x, bottom + AXIS + 6.0),
                Anchor::Middle,
                AXIS_LETTER,
            );
        }
        sheet.line(vec![(left, bottom), (right, bottom)], AXIS_STROKE);
    }

    fn row(&self, sheet: &mut ChartSheet, at: usize, row: &ShareRow) {
        let y = self.rows.middle(at);
        let plain = LetterStyle::plain(self.rows.size);
        self.rows.name(sheet, &row.label, plain, y);
        let letter = LetterStyle::bold(self.rows.size).coloured(DARK_BLUE);
        sheet.text_centred(
            &fit(&row.text, letter, self.rows.text_room),
            (self.rows.room.right, y),
            Anchor::End,
            letter,
        );
        if let Some([low, mean, high]) = row.neighbours {
            let (from, to) = (self.x(low), self.x(high));
            let middle = f64::midpoint(from, to);
            Mark::Range.draw(sheet, (middle, y), (to - from).max(4.0), self.rows.row);
            if !self.chart.mean.is_empty() {
                Mark::Mean.draw(sheet, (self.x(mean), y), 0.0, self.rows.row);
            }
        }
        if let Some(england) = row.england {
            Mark::England.draw(sheet, (self.x(england), y), 0.0, self.rows.row);
        }
        if let Some(own) = row.own.known() {
            Mark::Own.draw(sheet, (self.x(own), y), 0.0, self.rows.row);
        }
    }
}

/// What a share is drawn as. The marks differ in form as well as in colour.
#[derive(Clone, Copy)]
enum Mark {
    Own,
    England,
    Mean,
    Range,
}

impl Mark {
    /// How wide it is in the key.
    fn key_width(self) -> f64 {
        match self {
            Mark::Own | Mark::England => 2.0 * RADIUS,
            Mark::Mean => 6.0,
            Mark::Range => 54.0,
        }
    }

    /// Around a spot; only a range has a width of its own.
    fn draw(self, sheet: &mut ChartSheet, (x, y): Spot, wide: f64, row: f64) {
        let radius = RADIUS.min(row * 0.3);
        match self {
            Mark::Own => {
                sheet.dot((x, y), radius + 2.0, WHITE);
                sheet.dot((x, y), radius, DARK_BLUE);
            }
            Mark::England => {
                let diamond = |by: f64| vec![(x - by, y), (x, y - by), (x + by, y), (x, y + by)];
                sheet.shape(diamond(radius + 2.0), WHITE);
                sheet.shape(diamond(radius), ORANGE);
            }
            Mark::Mean => {
                let half = (row * 0.32).min(16.0);
                let stroke = Stroke::solid(AXIS_LINE, 5.0);
                sheet.line(vec![(x, y - half), (x, y + half)], stroke);
            }
            Mark::Range => {
                let half = (row * 0.2).min(9.0);
                let area = Rect {
                    left: x - wide / 2.0,
                    top: y - half,
                    right: x + wide / 2.0,
                    bottom: y + half,
                };
                sheet.rect(area, QUARTILES[1]);
            }
        }
    }
}
