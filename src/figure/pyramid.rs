//! The escalation profile: levels one above another (children in need, protection plans, looked after), at each a centred bar for the
//! authority, for its neighbours' mean and for England, all on one scale.

use super::form::ChartForm;
use super::frame::frame;
use super::layout::{fit, minus, width, wrap};
use super::letter::{Anchor, LetterStyle};
use super::parts::{Caption, ChartPoint, ChartStyle, Comparator};
use super::sheet::{ChartSheet, Rect};
use super::theme::{self, AXIS, DARK_BLUE, GRID_STROKE, InkColour, LABEL, LEADING, SMALL};

/// Whom a series of bars stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SeriesOwner {
    Own,
    Other(Comparator),
}

/// One series: a value and its printed form at every level.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct PyramidSeries {
    /// "Neighbours' mean".
    pub(crate) label: String,
    pub(crate) owner: SeriesOwner,
    /// One a level, from the top.
    pub(crate) bars: Vec<PyramidBar>,
}

/// The bar of a series at one level.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct PyramidBar {
    /// At or above zero.
    pub(crate) value: ChartPoint,
    /// The value as the tables print it, or why there is none.
    pub(crate) text: String,
}

/// One level of a pyramid.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct PyramidLevel {
    /// "Looked after".
    pub(crate) label: String,
    /// Shares, written under the label: "34 of 100 children in need; neighbours 27".
    pub(crate) share: String,
}

/// Levels one above another, with a bar of each series at each level.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct PyramidChart {
    pub(crate) caption: Caption,
    /// The values in words: "per 10,000".
    pub(crate) unit: String,
    /// From the top.
    pub(crate) levels: Vec<PyramidLevel>,
    /// The own one first.
    pub(crate) series: Vec<PyramidSeries>,
}

/// Width of the column of names, in pixels.
const NAMES: f64 = 420.0;
const NARROW_NAMES: f64 = 330.0;
/// A room narrower than this has less for the names.
const WIDE_ROOM: f64 = 1300.0;
const KEY: f64 = AXIS * LEADING + 16.0;
/// The part of a level's height that its bars take.
const BAR_SHARE: f64 = 0.80;
const HIGHEST_BAR: f64 = 58.0;
/// From the end of a bar to its value.
const ASIDE: f64 = 12.0;
const SHARE_LINES: usize = 4;

impl ChartForm for PyramidChart {
    fn caption(&self) -> &Caption {
        &self.caption
    }

    fn caption_mut(&mut self) -> &mut Caption {
        &mut self.caption
    }

    fn sheet(&self, style: ChartStyle) -> ChartSheet {
        let frame = frame(&self.caption, style, &[]);
        let (mut sheet, room) = (frame.sheet, frame.room);
        key(&mut sheet, self, room);
        let area = Rect {
            left: room.left + names_width(room) + 24.0,
            top: room.top + KEY,
            ..room
        };
        let step = area.height() / self.levels.len().max(1) as f64;
        let per_unit = pixels_per_unit(self, area, step);
        for (at, level) in self.levels.iter().enumerate() {
            let top = area.top + at as f64 * step;
            let part = Rect {
                top,
                bottom: top + step,
                ..area
            };
            if at > 0 {
                sheet.line(vec![(room.left, top), (room.right, top)], GRID_STROKE);
            }
            names(
                &mut sheet,
                level,
                Rect {
                    left: room.left,
                    right: room.left + names_width(room),
                    ..part
                },
            );
            bars(&mut sheet, self, at, part, per_unit);
        }
        sheet
    }
}

impl SeriesOwner {
    fn letter(self, size: f64) -> LetterStyle {
        match self {
            Self::Own => LetterStyle::bold(size).coloured(DARK_BLUE),
            Self::Other(_) => LetterStyle::plain(size),
        }
    }

    /// How a value beside a bar of this height is set.
    fn value_letter(self, bar: f64) -> LetterStyle {
        self.letter((bar * 0.85).min(LABEL))
    }

    fn colour(self) -> InkColour {
        match self {
            Self::Own => DARK_BLUE,
            Self::Other(kind) => theme::comparator(kind).colour,
        }
    }
}

fn names_width(room: Rect) -> f64 {
    if room.width() < WIDE_ROOM {
        NARROW_NAMES
    } else {
        NAMES
    }
}

fn bar_height(chart: &PyramidChart, step: f64) -> f64 {
    (step * BAR_SHARE / chart.series.len().max(1) as f64).min(HIGHEST_BAR)
}

/// The pixels of one unit: the longest bar, with the value beside it, reaches the edges of the area.
fn pixels_per_unit(chart: &PyramidChart, area: Rect, step: f64) -> f64 {
    let height = bar_height(chart, step);
    let (mut text, mut longest) = (0.0_f64, 0.0_f64);
    for series in &chart.series {
        let letter = series.owner.value_letter(height);
        for bar in &series.bars {
            text = text.max(width(&bar.text, letter));
            longest = longest.max(bar.value.known().unwrap_or(0.0));
        }
    }
    let text = text.min(area.width() / 4.0);
    let free = area.width() - 2.0 * (text + ASIDE);
    if longest > 0.0 { free / longest } else { 0.0 }
}

/// The unit, and a swatch for each series.
fn key(sheet: &mut ChartSheet, chart: &PyramidChart, room: Rect) {
    let baseline = room.top + AXIS;
    let unit_letter = LetterStyle::plain(AXIS);
    sheet.text(
        &chart.unit,
        (room.left, baseline),
        Anchor::Start,
        unit_letter,
    );
    // Over the bars where it has room there, else close behind the unit.
    let beside = width(&chart.unit, unit_letter) + 30.0;
    let over = beside.max(names_width(room) + 24.0);
    let fits =
        |(start, size): &(f64, f64)| room.left + start + key_length(chart, *size) <= room.right;
    let (start, size) = [
        (over, AXIS),
        (over, 23.0),
        (beside, AXIS),
        (beside, 23.0),
        (beside, 20.0),
    ]
    .into_iter()
    .find(fits)
    .unwrap_or((beside, 18.0));
    let start = room.left + start;
    let mut x = start;
    for series in &chart.series {
        let letter = series.owner.letter(size);
        sheet.rect(
            Rect {
                left: x,
                top: baseline - 20.0,
                right: x + 24.0,
                bottom: baseline + 2.0,
            },
            series.owner.colour(),
        );
        let words = fit(&series.label, letter, room.right - x - 34.0);
        sheet.text(&words, (x + 34.0, baseline), Anchor::Start, letter);
        x += 34.0 + width(&words, letter) + 44.0;
    }
}

/// The length of the names in the key with letters of a size, and of their swatches.
fn key_length(chart: &PyramidChart, size: f64) -> f64 {
    chart
        .series
        .iter()
        .map(|series| width(&series.label, series.owner.letter(size)) + 34.0 + 44.0)
        .sum()
}

/// The label of a level, and its shares on as many lines as find room.
fn names(sheet: &mut ChartSheet, level: &PyramidLevel, area: Rect) {
    let (name, small) = (LetterStyle::bold(LABEL), LetterStyle::plain(SMALL));
    let labels = wrap(&level.label, name, area.width(), 2);
    let free = area.height() - labels.len() as f64 * name.size * LEADING - 10.0;
    let fitting = (1..=SHARE_LINES)
        .rev()
        .find(|lines| *lines as f64 * small.size * LEADING <= free);
    let shares = match fitting {
        Some(lines) => wrap(&level.share, small, area.width(), lines),
        None => Vec::new(),
    };
    let height =
        labels.len() as f64 * name.size * LEADING + shares.len() as f64 * small.size * LEADING;
    let mut at = (area.top + area.bottom - height) / 2.0;
    let labels = labels.iter().map(|line| (line, name));
    for (line, letter) in labels.chain(shares.iter().map(|line| (line, small))) {
        at += letter.size * LEADING;
        sheet.text(
            line,
            (area.left, at - letter.size * 0.28),
            Anchor::Start,
            letter,
        );
    }
}

/// The bars of a level with their values; a text without a bar stands in the middle.
fn bars(sheet: &mut ChartSheet, chart: &PyramidChart, level: usize, area: Rect, per_unit: f64) {
    let height = bar_height(chart, area.height());
    let middle = ((area.left + area.right) / 2.0).round();
    let mut y = (area.top + area.bottom - height * chart.series.len() as f64) / 2.0;
    for series in &chart.series {
        if let Some(bar) = series.bars.get(level) {
            let (start, anchor) = match bar.value.known() {
                Some(value) => {
                    let half = value.max(0.0) * per_unit / 2.0;
                    let rect = Rect {
                        left: middle - half.max(1.0),
                        top: (y + 1.5).round(),
                        right: middle + half.max(1.0),
                        bottom: (y + height - 1.5).round(),
                    };
                    sheet.rect(rect, series.owner.colour());
                    (middle + half + ASIDE, Anchor::Start)
                }
                None => (middle, Anchor::Middle),
            };
            let letter = series.owner.value_letter(height);
            sheet.text_centred(
                &fit(&minus(&bar.text), letter, area.right - start),
                (start, y + height / 2.0),
                anchor,
                letter,
            );
        }
        y += height;
    }
}
