//! Events on a line of years, a row each: what it was at the left, a mark at its day, what it found at the right. A span of days is a bar.

use super::form::ChartForm;
use super::frame::{ChartFrame, frame_of_height, words_height};
use super::layout::{fit, width};
use super::letter::{Anchor, LetterStyle};
use super::named_rows::{NamedRows, RowMeasures};
use super::parts::{Caption, ChartStyle};
use super::sheet::{ChartSheet, Rect, Spot};
use super::theme::{
    AXIS, AXIS_STROKE, DARK_BLUE, GRID_STROKE, InkColour, LEADING, ORANGE, SMALL, TURQUOISE, WHITE,
    pixels,
};
use super::value_area::AXIS_LETTER;

/// When something was, in years and parts of a year.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum TimelineSpot {
    Day(f64),
    Span(f64, f64),
}

/// What sort of event it was: each sort has a mark of its own form and colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TimelineMark {
    Judged,
    Visit,
    Other,
    /// An estimate, which may be a span.
    Ahead,
}

/// One event.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct TimelineRow {
    pub(crate) label: String,
    pub(crate) at: TimelineSpot,
    pub(crate) text: String,
    pub(crate) mark: TimelineMark,
}

/// Events from the oldest at the top to the newest.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct TimelineChart {
    pub(crate) caption: Caption,
    /// The words of the marks that occur, for the key.
    pub(crate) key: Vec<(TimelineMark, String)>,
    pub(crate) rows: Vec<TimelineRow>,
}

const ROWS: RowMeasures = RowMeasures {
    name_room: 430.0,
    text_room: 560.0,
    lowest: 34.0,
    highest: 60.0,
    head: 48.0,
    foot: AXIS * LEADING + 14.0,
    letters: 0.6,
    behind_names: 26.0,
    before_texts: 30.0,
    name_gap: 18.0,
};
const KEY: LetterStyle = LetterStyle::plain(SMALL);
const KEY_GAP: f64 = 12.0;
const KEY_STEP: f64 = 34.0;
const RADIUS: f64 = 11.0;
/// Years are written so far apart at least, in pixels.
const YEAR_ROOM: f64 = 84.0;

impl ChartForm for TimelineChart {
    fn caption(&self) -> &Caption {
        &self.caption
    }

    fn caption_mut(&mut self) -> &mut Caption {
        &mut self.caption
    }

    fn sheet(&self, style: ChartStyle) -> ChartSheet {
        let needed = words_height(&self.caption, style, &[]) + ROWS.least_height(self.rows.len());
        let height = needed.max(pixels(style.size).1).ceil();
        let ChartFrame { mut sheet, room } = frame_of_height(&self.caption, style, &[], height);
        TimelinePlot::new(self, room).draw(&mut sheet);
        sheet
    }
}

struct TimelinePlot<'a> {
    chart: &'a TimelineChart,
    rows: NamedRows,
    /// The years at both ends.
    years: [f64; 2],
}

impl<'a> TimelinePlot<'a> {
    fn new(chart: &'a TimelineChart, room: Rect) -> Self {
        let rows = chart.rows.iter();
        let rows = rows.map(|row| (row.label.as_str(), row.text.as_str()));
        let days = chart.rows.iter().flat_map(|row| match row.at {
            TimelineSpot::Day(day) => [day, day],
            TimelineSpot::Span(from, to) => [from, to],
        });
        let first = days.clone().fold(f64::INFINITY, f64::min).floor();
        let last = days.fold(f64::NEG_INFINITY, f64::max).floor() + 1.0;
        Self {
            chart,
            rows: NamedRows::new(room, ROWS, rows),
            years: if first.is_finite() {
                [first, last]
            } else {
                [0.0, 1.0]
            },
        }
    }

    fn x(&self, day: f64) -> f64 {
        let [first, last] = self.years;
        let area = &self.rows.area;
        area.left + (day - first) / (last - first) * area.width()
    }

    fn draw(&self, sheet: &mut ChartSheet) {
        self.key(sheet);
        self.rows.tints(sheet);
        self.axis(sheet);
        for (at, row) in self.chart.rows.iter().enumerate() {
            self.row(sheet, at, row);
        }
    }

    fn key(&self, sheet: &mut ChartSheet) {
        let y = self.rows.room.top + SMALL * 0.8;
        let mut x = self.rows.room.left;
        for (mark, words) in &self.chart.key {
            draw(*mark, sheet, (x + RADIUS, y), RADIUS);
            let from = x + 2.0 * RADIUS + KEY_GAP;
            let words = fit(words, KEY, self.rows.room.right - from);
            sheet.text_centred(&words, (from, y), Anchor::Start, KEY);
            x = from + width(&words, KEY) + KEY_STEP;
        }
    }

    fn axis(&self, sheet: &mut ChartSheet) {
        let area = &self.rows.area;
        let [first, last] = self.years;
        let each = area.width() / (last - first);
        let step = (YEAR_ROOM / each).ceil().max(1.0);
        let mut year = first;
        while year <= last {
            let x = self.x(year).round();
            sheet.line(vec![(x, area.top), (x, area.bottom)], GRID_STROKE);
            let words = format!("{year:.0}");
            let at = (x, area.bottom + AXIS + 6.0);
            sheet.text(&words, at, Anchor::Middle, AXIS_LETTER);
            year += step;
        }
        let ends = vec![(area.left, area.bottom), (area.right, area.bottom)];
        sheet.line(ends, AXIS_STROKE);
    }

    fn row(&self, sheet: &mut ChartSheet, at: usize, row: &TimelineRow) {
        let y = self.rows.middle(at);
        let plain = LetterStyle::plain(self.rows.size);
        self.rows.name(sheet, &row.label, plain, y);
        let text = fit(&row.text, plain, self.rows.text_room);
        let right = (self.rows.room.right, y);
        sheet.text_centred(&text, right, Anchor::End, plain);
        let radius = RADIUS.min(self.rows.row * 0.3);
        match row.at {
            TimelineSpot::Day(day) => draw(row.mark, sheet, (self.x(day), y), radius),
            TimelineSpot::Span(from, to) => {
                let bar = Rect {
                    left: self.x(from),
                    top: y - radius * 0.7,
                    right: self.x(to).max(self.x(from) + 4.0),
                    bottom: y + radius * 0.7,
                };
                sheet.rect(bar, colour(row.mark));
            }
        }
    }
}

fn colour(mark: TimelineMark) -> InkColour {
    match mark {
        TimelineMark::Judged => DARK_BLUE,
        TimelineMark::Visit => TURQUOISE,
        TimelineMark::Other | TimelineMark::Ahead => ORANGE,
    }
}

/// A dot, a diamond, a square or a bar.
fn draw(mark: TimelineMark, sheet: &mut ChartSheet, (x, y): Spot, radius: f64) {
    let ink = colour(mark);
    match mark {
        TimelineMark::Judged => {
            sheet.dot((x, y), radius + 2.0, WHITE);
            sheet.dot((x, y), radius, ink);
        }
        TimelineMark::Visit => {
            let by = radius;
            sheet.shape(
                vec![(x - by, y), (x, y - by), (x + by, y), (x, y + by)],
                ink,
            );
        }
        TimelineMark::Other => sheet.rect(Rect::around((x, y), radius * 0.85), ink),
        TimelineMark::Ahead => {
            let bar = Rect {
                left: x - radius,
                top: y - radius * 0.6,
                right: x + radius,
                bottom: y + radius * 0.6,
            };
            sheet.rect(bar, ink);
        }
    }
}
