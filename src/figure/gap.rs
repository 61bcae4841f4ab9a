//! The gap between an authority and its neighbours over the periods, with the range of years in which it may have left them and the
//! shape fitted to it.

use super::frame::{drawing, frame};
use super::layout::{Wish, dodge, minus, number, widest, width, wrap, wrap_evenly};
use super::near::{self, Ground, Tag};
use super::scale::Axis;
use super::sheet::{Anchor, Area, Letter, Sheet, Spot};
use super::theme::{
    AXIS, AXIS_LINE, AXIS_STROKE, BAND, DARK_BLUE, Dash, GRID_STROKE, LABEL, LEADING, OWN, SMALL,
    Stroke, WHITE,
};
use super::trend_plot::{runs, shown_periods, stations};
use super::{Caption, Drawing, Point, Style};

/// The periods in which a departure is plausible.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Departure {
    /// Indices of its first and last period.
    pub(crate) from: usize,
    pub(crate) to: usize,
    /// "Parted from its neighbours about 2020 or 2021".
    pub(crate) label: String,
}

/// A fitted shape.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Fit {
    /// "Fitted: level, then a straight line".
    pub(crate) label: String,
    /// Corners of its line: index of a period (may lie between two), gap. A step has two at one place.
    pub(crate) points: Vec<(f64, f64)>,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct GapChart {
    pub(crate) caption: Caption,
    /// The axis in words: "% above or below its neighbours' mean".
    pub(crate) unit: String,
    /// Written after a gap: "%", " points" or nothing.
    pub(crate) suffix: String,
    pub(crate) decimals: u8,
    pub(crate) periods: Vec<String>,
    /// Name of the authority, at the end of its line.
    pub(crate) own: String,
    /// One a period; what is missing at the end counts as absent.
    pub(crate) gaps: Vec<Point>,
    /// What the zero line stands for: "Level with its neighbours".
    pub(crate) level: String,
    pub(crate) departure: Option<Departure>,
    pub(crate) fit: Option<Fit>,
}

const AXIS_LETTER: Letter = Letter::plain(AXIS);
const OWN_LETTER: Letter = Letter::bold(LABEL).coloured(DARK_BLUE);
const VALUE: Letter = Letter::bold(26.0).coloured(DARK_BLUE).with_halo();
const KEY: Letter = Letter::plain(SMALL);
/// Widest the words at the right may be before they are broken.
const COLUMN: f64 = 270.0;
const LEADER: f64 = 56.0;
const MARKER: f64 = 9.0;
const SYMBOLS: f64 = 30.0;
const FIT: Stroke = Stroke {
    dash: Dash::Dashed,
    ..Stroke::solid(AXIS_LINE, 3.0)
};

/// Draws the gap.
pub(crate) fn draw(chart: &GapChart, style: Style) -> Drawing {
    drawing(&sheet(chart, style), &chart.caption)
}

pub(super) fn sheet(chart: &GapChart, style: Style) -> Sheet {
    let frame = frame(&chart.caption, style, &remarks(chart));
    let mut sheet = frame.sheet;
    let plot = Plot::new(chart, frame.room);
    plot.departure(&mut sheet);
    plot.axes(&mut sheet);
    plot.fit(&mut sheet);
    plot.line(&mut sheet);
    plot.ends(&mut sheet);
    sheet
}

/// One remark a symbol that stands under a period.
fn remarks(chart: &GapChart) -> Vec<String> {
    let mut said: Vec<String> = Vec::new();
    for gap in chart
        .gaps
        .iter()
        .take(chart.periods.len())
        .filter_map(Point::gap)
    {
        let words = format!("{} = {}", gap.symbol, gap.reason);
        if !said.contains(&words) {
            said.push(words);
        }
    }
    said
}

struct Plot<'a> {
    chart: &'a GapChart,
    room: Area,
    area: Area,
    axis: Axis,
    xs: Vec<f64>,
    /// First and last known gap.
    first: Option<(usize, f64)>,
    last: Option<(usize, f64)>,
    /// Words at the right: of the line's end, of zero.
    own_words: Vec<String>,
    level_words: Vec<String>,
    departure_words: Vec<String>,
    departure_top: f64,
}

impl<'a> Plot<'a> {
    fn new(chart: &'a GapChart, room: Area) -> Self {
        let known = |at: usize| Some((at, chart.gaps.get(at)?.known()?));
        let count = chart.periods.len();
        let (first, last) = ((0..count).find_map(known), (0..count).rev().find_map(known));
        let fitted = chart
            .fit
            .iter()
            .flat_map(|fit| fit.points.iter().map(|(_, gap)| *gap));
        let axis = Axis::covering(
            (0..count)
                .filter_map(known)
                .map(|(_, gap)| gap)
                .chain(fitted),
            5,
            true,
            chart.decimals == 0,
        );
        let ticks: Vec<String> = axis
            .ticks()
            .into_iter()
            .map(|tick| axis_label(chart, axis, tick))
            .collect();
        let left = room.left + widest(ticks.iter().map(String::as_str), AXIS_LETTER) + 20.0;
        let own_words = wrap_evenly(&own_words(chart, last), OWN_LETTER, COLUMN, 4);
        let level_words = wrap_evenly(&chart.level, AXIS_LETTER, COLUMN, 3);
        let of = |lines: &[String], letter| widest(lines.iter().map(String::as_str), letter);
        let column = of(&own_words, OWN_LETTER).max(of(&level_words, AXIS_LETTER));
        let right = room.right - column - LEADER;
        let departure_words = chart
            .departure
            .as_ref()
            .map_or(Vec::new(), |one| wrap(&one.label, KEY, right - left, 2));
        let departure_top = room.top
            + AXIS * LEADING
            + if chart.fit.is_some() {
                SMALL * 1.5
            } else {
                4.0
            };
        let top = departure_top + departure_words.len() as f64 * SMALL * LEADING + 30.0;
        let bottom = room.bottom
            - AXIS * LEADING
            - 14.0
            - if remarks(chart).is_empty() {
                0.0
            } else {
                SYMBOLS
            };
        let area = Area {
            left,
            top,
            right,
            bottom,
        };
        let xs = stations(count, left + 60.0, right);
        Self {
            chart,
            room,
            area,
            axis,
            xs,
            first,
            last,
            own_words,
            level_words,
            departure_words,
            departure_top,
        }
    }

    fn y(&self, gap: f64) -> f64 {
        self.axis.place(gap, self.area.bottom, self.area.top)
    }

    fn spot(&self, at: usize) -> Option<Spot> {
        Some((*self.xs.get(at)?, self.y(self.chart.gaps.get(at)?.known()?)))
    }

    /// Pixels of a place between periods.
    fn x(&self, place: f64) -> f64 {
        let (Some(first), Some(last)) = (self.xs.first(), self.xs.last()) else {
            return self.area.left;
        };
        let steps = (self.xs.len() - 1).max(1) as f64;
        first + (place / steps).clamp(0.0, 1.0) * (last - first)
    }

    fn departure(&self, sheet: &mut Sheet) {
        let Some(one) = &self.chart.departure else {
            return;
        };
        let (Some(from), Some(to)) = (self.xs.get(one.from), self.xs.get(one.to.max(one.from)))
        else {
            return;
        };
        let half = match self.xs[..] {
            [first, second, ..] => (second - first) / 2.0,
            _ => 40.0,
        };
        let shade = Area {
            left: (from - half).max(self.area.left),
            top: self.area.top - 18.0,
            right: (to + half).min(self.area.right + 12.0),
            bottom: self.area.bottom,
        };
        sheet.rect(shade, BAND);
        let length = widest(self.departure_words.iter().map(String::as_str), KEY);
        let middle = (shade.left + shade.right) / 2.0;
        let middle = middle
            .max(self.area.left + length / 2.0)
            .min(self.area.right - length / 2.0);
        let mut baseline = self.departure_top + SMALL;
        for line in &self.departure_words {
            sheet.text(line, (middle, baseline), Anchor::Middle, KEY);
            baseline += SMALL * LEADING;
        }
    }

    fn axes(&self, sheet: &mut Sheet) {
        let Area {
            left,
            right,
            bottom,
            ..
        } = self.area;
        sheet.text(
            &self.chart.unit,
            (self.room.left, self.room.top + AXIS),
            Anchor::Start,
            AXIS_LETTER,
        );
        for tick in self.axis.ticks() {
            let y = self.y(tick).round();
            let stroke = if tick == 0.0 {
                Stroke {
                    width: 3.5,
                    ..AXIS_STROKE
                }
            } else {
                GRID_STROKE
            };
            sheet.line(vec![(left, y), (right + 12.0, y)], stroke);
            sheet.text_centred(
                &axis_label(self.chart, self.axis, tick),
                (left - 14.0, y),
                Anchor::End,
                AXIS_LETTER,
            );
        }
        let strip = if remarks(self.chart).is_empty() {
            0.0
        } else {
            SYMBOLS
        };
        for at in shown_periods(&self.chart.periods, &self.xs) {
            sheet.text(
                &self.chart.periods[at],
                (self.xs[at], bottom + strip + AXIS + 6.0),
                Anchor::Middle,
                AXIS_LETTER,
            );
        }
        for (at, x) in self.xs.iter().enumerate() {
            if let Some(gap) = self.chart.gaps.get(at).and_then(Point::gap) {
                sheet.text(
                    &gap.symbol,
                    (*x, bottom + SYMBOLS - 6.0),
                    Anchor::Middle,
                    Letter::bold(SMALL).coloured(DARK_BLUE),
                );
            }
        }
    }

    fn fit(&self, sheet: &mut Sheet) {
        let Some(fit) = &self.chart.fit else { return };
        let spots = fit
            .points
            .iter()
            .filter(|(at, gap)| at.is_finite() && gap.is_finite());
        sheet.line(
            spots.map(|(at, gap)| (self.x(*at), self.y(*gap))).collect(),
            FIT,
        );
        let y = self.room.top + AXIS * LEADING + SMALL * 0.6;
        sheet.line(vec![(self.room.left, y), (self.room.left + 60.0, y)], FIT);
        let words = super::layout::fit(&fit.label, KEY, self.room.right - self.room.left - 80.0);
        sheet.text_centred(&words, (self.room.left + 72.0, y), Anchor::Start, KEY);
    }

    fn line(&self, sheet: &mut Sheet) {
        for run in runs(self.xs.len(), |at| self.spot(at).is_some(), &[]) {
            let spots: Vec<Spot> = run.into_iter().filter_map(|at| self.spot(at)).collect();
            sheet.line(spots.clone(), OWN);
            for spot in spots {
                sheet.dot(spot, MARKER + 2.0, WHITE);
                sheet.dot(spot, MARKER, DARK_BLUE);
            }
        }
    }

    /// The first gap beside its point, clear of the line, of zero and of the fitted shape where it can be.
    fn first_gap(&self, sheet: &mut Sheet) {
        let (Some((at, gap)), Some((last, _))) = (self.first, self.last) else {
            return;
        };
        let Some(spot) = self.spot(at).filter(|_| at < last) else {
            return;
        };
        let known: Vec<Spot> = (0..self.xs.len()).filter_map(|at| self.spot(at)).collect();
        let hard: Vec<Area> = known
            .iter()
            .map(|(x, y)| {
                Area {
                    left: *x,
                    top: *y,
                    right: *x,
                    bottom: *y,
                }
                .grown(MARKER)
            })
            .collect();
        let hard: Vec<Area> = hard.into_iter().skip(1).collect();
        let zero = self.y(0.0);
        let mut lines: Vec<(Spot, Spot)> =
            known.windows(2).map(|pair| (pair[0], pair[1])).collect();
        lines.push(((self.area.left, zero), (self.area.right, zero)));
        let fitted = self.chart.fit.iter().flat_map(|fit| fit.points.windows(2));
        lines.extend(fitted.map(|pair| {
            (
                (self.x(pair[0].0), self.y(pair[0].1)),
                (self.x(pair[1].0), self.y(pair[1].1)),
            )
        }));
        let room = Area {
            left: self.area.left + 2.0,
            top: self.area.top - 24.0,
            ..self.area
        };
        let tags = [Tag {
            words: signed(self.chart, gap),
            letter: VALUE,
            spot,
            clear: MARKER + 2.0,
        }];
        let settled = near::settle(
            &tags,
            &Ground {
                room,
                hard: &hard,
                soft: &[],
                lines: &lines,
            },
        );
        near::draw(sheet, &tags, &settled);
    }

    /// The last gap in the words at the right, beside those of the zero line.
    fn ends(&self, sheet: &mut Sheet) {
        self.first_gap(sheet);
        let end_y = self.last.map_or(self.area.top, |(_, gap)| self.y(gap));
        let zero = self.y(0.0);
        let extent =
            |lines: &[String], letter: Letter| lines.len() as f64 * letter.size * LEADING + 6.0;
        let wishes = [
            Wish {
                centre: end_y,
                extent: extent(&self.own_words, OWN_LETTER),
            },
            Wish {
                centre: zero,
                extent: extent(&self.level_words, AXIS_LETTER),
            },
        ];
        // The words may stand beside the row of periods, unless the last of those reaches over to them.
        let last_period = self
            .chart
            .periods
            .last()
            .map_or(0.0, |last| width(last, AXIS_LETTER) / 2.0 + 8.0);
        let floor = if last_period < LEADER {
            self.room.bottom
        } else {
            self.area.bottom
        };
        let centres = dodge(&wishes, self.area.top - 20.0, floor);
        let start = self.xs.last().copied().unwrap_or(self.area.right);
        let joined = self
            .last
            .filter(|(at, _)| at + 1 == self.xs.len())
            .map(|_| end_y);
        let sides = [
            (
                joined,
                start + 14.0,
                centres[0],
                &self.own_words,
                OWN_LETTER,
                Stroke::solid(DARK_BLUE, 2.0),
            ),
            (
                Some(zero),
                self.area.right + 12.0,
                centres[1],
                &self.level_words,
                AXIS_LETTER,
                Stroke::solid(AXIS_LINE, 2.0),
            ),
        ];
        for (from, x, centre, lines, letter, stroke) in sides {
            let left = self.area.right + LEADER;
            if let Some(y) = from {
                sheet.line(
                    vec![
                        (x, y),
                        (x + 8.0, y),
                        (left - 14.0, centre),
                        (left - 6.0, centre),
                    ],
                    stroke,
                );
            }
            let mut at = centre - (lines.len() as f64 - 1.0) / 2.0 * letter.size * LEADING;
            for line in lines {
                sheet.text_centred(line, (left, at), Anchor::Start, letter);
                at += letter.size * LEADING;
            }
        }
    }
}

fn own_words(chart: &GapChart, last: Option<(usize, f64)>) -> String {
    match last {
        Some((at, gap)) if at + 1 == chart.periods.len() => {
            format!("{} {}", chart.own, signed(chart, gap))
        }
        Some((at, gap)) => format!(
            "{} {} in {}",
            chart.own,
            signed(chart, gap),
            chart.periods[at]
        ),
        None => format!("{}: no gap can be given", chart.own),
    }
}

/// A gap with its sign; zero has none.
fn signed(chart: &GapChart, gap: f64) -> String {
    let shown = number(gap, chart.decimals);
    let plus = if gap > 0.0 && shown.contains(|sign: char| ('1'..='9').contains(&sign)) {
        "+"
    } else {
        ""
    };
    format!("{plus}{shown}{}", chart.suffix)
}

fn axis_label(chart: &GapChart, axis: Axis, tick: f64) -> String {
    let plus = if tick > 0.0 { "+" } else { "" };
    let suffix = if chart.suffix.starts_with(' ') {
        ""
    } else {
        &chart.suffix
    };
    minus(&format!("{plus}{}{suffix}", axis.label(tick)))
}
