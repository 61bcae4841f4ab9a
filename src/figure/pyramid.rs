//! The escalation profile: levels one above another (children in need, protection plans, looked after), at each a centred bar for the
//! authority, its neighbours' mean and England, all on one scale.

use super::frame::{drawing, frame};
use super::layout::{fit, minus, widest, width, wrap};
use super::sheet::{Anchor, Area, Letter, Sheet};
use super::theme::{self, AXIS, Colour, DARK_BLUE, GRID_STROKE, LABEL, LEADING, SMALL};
use super::{Caption, Comparator, Drawing, Point, Style};

/// Whom a series of bars stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    Own,
    Other(Comparator),
}

/// One series: a value and its printed form at every level.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct PyramidSeries {
    /// "Neighbours' mean".
    pub(crate) label: String,
    pub(crate) side: Side,
    /// From the top level down. Values are at or above zero; what is missing at the end counts as absent.
    pub(crate) values: Vec<Point>,
    /// As the tables print them, or why there is none.
    pub(crate) texts: Vec<String>,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct PyramidLevel {
    /// "Looked after".
    pub(crate) label: String,
    /// Shares and the like, written under the label: "34 of 100 children in need; neighbours 27".
    pub(crate) share: String,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Pyramid {
    pub(crate) caption: Caption,
    /// The values in words: "per 10,000".
    pub(crate) unit: String,
    /// From the top.
    pub(crate) levels: Vec<PyramidLevel>,
    /// The own one first.
    pub(crate) series: Vec<PyramidSeries>,
}

const NAMES: f64 = 420.0;
const KEY: f64 = AXIS * LEADING + 16.0;
const BAR_SHARE: f64 = 0.80;
const HIGHEST_BAR: f64 = 58.0;
/// From a bar's end to its value.
const ASIDE: f64 = 12.0;
const SHARE_LINES: usize = 4;

/// Draws the profile.
pub(crate) fn draw(chart: &Pyramid, style: Style) -> Drawing {
    drawing(&sheet(chart, style), &chart.caption)
}

pub(super) fn sheet(chart: &Pyramid, style: Style) -> Sheet {
    let frame = frame(&chart.caption, style, &[]);
    let (mut sheet, room) = (frame.sheet, frame.room);
    key(&mut sheet, chart, room);
    let area = Area {
        left: room.left + NAMES + 24.0,
        top: room.top + KEY,
        ..room
    };
    let step = area.height() / chart.levels.len().max(1) as f64;
    let scale = scale(chart, area, step);
    for (at, level) in chart.levels.iter().enumerate() {
        let top = area.top + at as f64 * step;
        let part = Area {
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
            Area {
                left: room.left,
                right: room.left + NAMES,
                ..part
            },
        );
        bars(&mut sheet, chart, at, part, scale);
    }
    sheet
}

fn value_letter(side: Side, bar: f64) -> Letter {
    let size = (bar * 0.85).min(LABEL);
    if side == Side::Own {
        Letter::bold(size).coloured(DARK_BLUE)
    } else {
        Letter::plain(size)
    }
}

fn bar_height(chart: &Pyramid, step: f64) -> f64 {
    (step * BAR_SHARE / chart.series.len().max(1) as f64).min(HIGHEST_BAR)
}

/// Pixels of one unit: the longest bar, with the value beside it, reaches the edges of the area.
fn scale(chart: &Pyramid, area: Area, step: f64) -> f64 {
    let bar = bar_height(chart, step);
    let texts = chart.series.iter().map(|one| {
        widest(
            one.texts.iter().map(String::as_str),
            value_letter(one.side, bar),
        )
    });
    let beside = texts
        .fold(0.0, f64::max)
        .min((area.right - area.left) / 4.0)
        + ASIDE;
    let longest = chart
        .series
        .iter()
        .flat_map(|one| one.values.iter().filter_map(Point::known))
        .fold(0.0, f64::max);
    let free = area.right - area.left - 2.0 * beside;
    if longest > 0.0 { free / longest } else { 0.0 }
}

fn colour(side: Side) -> Colour {
    match side {
        Side::Own => DARK_BLUE,
        Side::Other(kind) => theme::comparator(kind).colour,
    }
}

/// The unit, and a swatch for each series.
fn key(sheet: &mut Sheet, chart: &Pyramid, room: Area) {
    let baseline = room.top + AXIS;
    sheet.text(
        &chart.unit,
        (room.left, baseline),
        Anchor::Start,
        Letter::plain(AXIS),
    );
    let start = room.left + (NAMES + 24.0).max(width(&chart.unit, Letter::plain(AXIS)) + 30.0);
    let letter = |side, size| {
        if side == Side::Own {
            Letter::bold(size).coloured(DARK_BLUE)
        } else {
            Letter::plain(size)
        }
    };
    let length = |size| {
        chart
            .series
            .iter()
            .map(|one| width(&one.label, letter(one.side, size)) + 34.0 + 44.0)
            .sum::<f64>()
    };
    let size = [AXIS, 23.0, 20.0]
        .into_iter()
        .find(|size| start + length(*size) <= room.right)
        .unwrap_or(18.0);
    let mut x = start;
    for one in &chart.series {
        let letter = letter(one.side, size);
        sheet.rect(
            Area {
                left: x,
                top: baseline - 20.0,
                right: x + 24.0,
                bottom: baseline + 2.0,
            },
            colour(one.side),
        );
        let words = fit(&one.label, letter, room.right - x - 34.0);
        sheet.text(&words, (x + 34.0, baseline), Anchor::Start, letter);
        x += 34.0 + width(&words, letter) + 44.0;
    }
}

fn names(sheet: &mut Sheet, level: &PyramidLevel, area: Area) {
    let (name, small) = (Letter::bold(LABEL), Letter::plain(SMALL));
    let names = wrap(&level.label, name, area.right - area.left, 2);
    let free = area.height() - names.len() as f64 * name.size * LEADING - 10.0;
    let fitting = (1..=SHARE_LINES)
        .rev()
        .find(|lines| *lines as f64 * small.size * LEADING <= free)
        .unwrap_or(0);
    let shares = if fitting == 0 {
        Vec::new()
    } else {
        wrap(&level.share, small, area.right - area.left, fitting)
    };
    let height =
        names.len() as f64 * name.size * LEADING + shares.len() as f64 * small.size * LEADING;
    let mut at = (area.top + area.bottom - height) / 2.0;
    for (line, letter) in names
        .iter()
        .map(|line| (line, name))
        .chain(shares.iter().map(|line| (line, small)))
    {
        at += letter.size * LEADING;
        sheet.text(
            line,
            (area.left, at - letter.size * 0.28),
            Anchor::Start,
            letter,
        );
    }
}

fn bars(sheet: &mut Sheet, chart: &Pyramid, level: usize, area: Area, scale: f64) {
    let bar = bar_height(chart, area.height());
    let middle = ((area.left + area.right) / 2.0).round();
    let mut y = (area.top + area.bottom - bar * chart.series.len() as f64) / 2.0;
    for one in &chart.series {
        let value = one.values.get(level).and_then(Point::known);
        let half = value.unwrap_or_default().max(0.0) * scale / 2.0;
        if value.is_some() {
            let half = half.max(1.0);
            let area = Area {
                left: middle - half,
                top: (y + 1.5).round(),
                right: middle + half,
                bottom: (y + bar - 1.5).round(),
            };
            sheet.rect(area, colour(one.side));
        }
        let letter = value_letter(one.side, bar);
        let start = if value.is_some() {
            middle + half + ASIDE
        } else {
            middle
        };
        let anchor = if value.is_some() {
            Anchor::Start
        } else {
            Anchor::Middle
        };
        let text = one
            .texts
            .get(level)
            .map_or(String::new(), |text| minus(text));
        sheet.text_centred(
            &fit(&text, letter, area.right - start),
            (start, y + bar / 2.0),
            anchor,
            letter,
        );
        y += bar;
    }
}
