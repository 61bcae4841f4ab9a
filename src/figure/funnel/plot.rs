//! The plot of a funnel: size to the right, value upward, limits cut to the plot, and names that keep off one another.

use super::chart::{FunnelChart, FunnelDot};
use super::key::{
    CONTEXT_RADIUS, NAMED_RADIUS, expected_strokes, key, key_rows, mark, plain_strokes,
    spread_strokes,
};
use crate::figure::layout::{fit, minus, number, width};
use crate::figure::letter::{Anchor, LetterStyle};
use crate::figure::outliers::outliers;
use crate::figure::point_names::{self, NameObstacles, PlacedName, PointName};
use crate::figure::scale::ValueAxis;
use crate::figure::sheet::{ChartSheet, Rect, Spot};
use crate::figure::theme::{
    self, AXIS, AXIS_STROKE, BLACK, DARK_BLUE, InkColour, LABEL, LEADING, SMALL, Stroke, TURQUOISE,
    WHITE,
};
use crate::figure::value_area::{AXIS_LETTER, ValueArea};

const NAME_SIZES: [f64; 3] = [22.0, 20.0, 18.0];
const OWN_RADIUS: f64 = 12.0;
/// The size axis is drawn by square roots where the largest size is more than this many times the median.
const SKEWED: f64 = 3.5;

/// The dots that are drawn, and how.
pub(super) struct ShownDots<'a> {
    /// Context first, so that the dots picked out lie on top.
    dots: Vec<&'a FunnelDot>,
    /// Indices of the values too high for an axis that shows the others. They are drawn at its upper edge.
    above_axis: Vec<usize>,
    /// Whether sizes are drawn by their square roots, since the largest would press the others against the value axis.
    by_roots: bool,
}

impl<'a> ShownDots<'a> {
    pub(super) fn of(chart: &'a FunnelChart) -> Self {
        let mut dots: Vec<&FunnelDot> = chart.dots.iter().filter(|dot| dot.is_usable()).collect();
        dots.sort_by_key(|dot| (dot.own, dot.neighbour, dot.outside));
        let values: Vec<f64> = dots.iter().map(|dot| dot.value).collect();
        Self {
            above_axis: outliers(&values),
            by_roots: is_skewed(&dots),
            dots,
        }
    }

    pub(super) fn above_axis(&self) -> impl Iterator<Item = &'a FunnelDot> {
        self.above_axis.iter().map(|at| self.dots[*at])
    }
}

/// Whether the largest size is many times the median.
fn is_skewed(dots: &[&FunnelDot]) -> bool {
    let mut sizes: Vec<f64> = dots.iter().map(|dot| dot.size).collect();
    sizes.sort_by(f64::total_cmp);
    match (sizes.get(sizes.len() / 2), sizes.last()) {
        (Some(middle), Some(largest)) => *largest > SKEWED * middle,
        _ => false,
    }
}

/// A funnel laid out in an area with its two axes.
pub(super) struct FunnelPlot<'a> {
    chart: &'a FunnelChart,
    shown: &'a ShownDots<'a>,
    room: Rect,
    values: ValueArea,
    /// The size at the right edge.
    largest: f64,
}

impl<'a> FunnelPlot<'a> {
    pub(super) fn new(chart: &'a FunnelChart, shown: &'a ShownDots<'a>, room: Rect) -> Self {
        let values = shown
            .dots
            .iter()
            .enumerate()
            .filter(|(at, _)| !shown.above_axis.contains(at))
            .map(|(_, dot)| dot.value);
        let axis =
            ValueAxis::covering(values.chain([chart.centre.1]), 5, true, chart.decimals == 0);
        let largest = shown.dots.iter().map(|dot| dot.size).fold(0.0, f64::max);
        let key_rows = key_rows(chart, &shown.dots) as f64;
        let area = Rect {
            left: room.left + axis.label_width(AXIS_LETTER) + 20.0,
            top: room.top
                + AXIS * LEADING
                + key_rows * SMALL * 1.45
                + if shown.above_axis.is_empty() {
                    12.0
                } else {
                    34.0
                },
            right: room.right - (width(&minus(&chart.centre.0), AXIS_LETTER) + 14.0),
            bottom: room.bottom - 2.0 * AXIS * LEADING - 14.0,
        };
        Self {
            chart,
            shown,
            room,
            values: ValueArea { area, axis },
            largest: if largest > 0.0 { largest * 1.04 } else { 1.0 },
        }
    }

    fn x(&self, size: f64) -> f64 {
        let part = (size / self.largest).max(0.0);
        let part = if self.shown.by_roots {
            part.sqrt()
        } else {
            part
        };
        self.values.area.left + part * self.values.area.width()
    }

    fn spot(&self, at: usize) -> Spot {
        let dot = self.shown.dots[at];
        let y = if self.shown.above_axis.contains(&at) {
            self.values.area.top - 14.0
        } else {
            self.values.y(dot.value)
        };
        (self.x(dot.size), y)
    }

    /// Draws everything; gives the names that found no room.
    pub(super) fn draw(&self, sheet: &mut ChartSheet) -> Vec<String> {
        let top = self.room.top + AXIS * LEADING + SMALL * 0.75;
        key(self.chart, &self.shown.dots, (self.room.left, top), sheet);
        self.axes(sheet);
        let mut lines = self.limits(sheet);
        lines.extend(self.centre(sheet));
        for at in 0..self.shown.dots.len() {
            self.dot(sheet, at);
        }
        self.names(sheet, &lines)
    }

    /// Draws the limits; gives the straight lines they consist of.
    fn limits(&self, sheet: &mut ChartSheet) -> Vec<(Spot, Spot)> {
        let mut lines = Vec::new();
        for (limits, strokes) in [
            (&self.chart.plain, plain_strokes()),
            (&self.chart.spread, spread_strokes()),
        ] {
            let Some(limits) = limits else { continue };
            for (curve, stroke) in [
                (&limits.inner.lower, strokes[0]),
                (&limits.inner.upper, strokes[0]),
                (&limits.outer.lower, strokes[1]),
                (&limits.outer.upper, strokes[1]),
            ] {
                self.curve(sheet, curve, stroke, &mut lines);
            }
        }
        if let Some(expected) = &self.chart.expected {
            let strokes = expected_strokes();
            for (curve, stroke) in [
                (&expected.range.lower, strokes[0]),
                (&expected.range.upper, strokes[0]),
                (&expected.middle, strokes[1]),
            ] {
                self.curve(sheet, curve, stroke, &mut lines);
            }
        }
        lines
    }

    /// Draws a curve as far as it lies in the plot, and adds the straight lines that it consists of.
    fn curve(
        &self,
        sheet: &mut ChartSheet,
        curve: &[(f64, f64)],
        stroke: Stroke,
        lines: &mut Vec<(Spot, Spot)>,
    ) {
        for part in self.clipped(curve) {
            lines.extend(part.windows(2).map(|pair| (pair[0], pair[1])));
            sheet.line(part, stroke);
        }
    }

    fn centre(&self, sheet: &mut ChartSheet) -> Option<(Spot, Spot)> {
        let (name, value) = &self.chart.centre;
        if !value.is_finite() {
            return None;
        }
        let y = self.values.y(*value);
        let area = self.values.area;
        let (from, to) = ((area.left, y), (area.right, y));
        sheet.line(
            vec![from, to],
            Stroke {
                width: 3.0,
                ..theme::comparator(self.chart.kind)
            },
        );
        sheet.text_centred(
            &minus(name),
            (area.right + 12.0, y),
            Anchor::Start,
            AXIS_LETTER,
        );
        Some((from, to))
    }

    fn axes(&self, sheet: &mut ChartSheet) {
        let Rect { left, bottom, .. } = self.values.area;
        sheet.text(
            &self.chart.unit,
            (self.room.left, self.room.top + AXIS),
            Anchor::Start,
            AXIS_LETTER,
        );
        self.values.grid(sheet, (0.0, 0.0));
        for tick in self.size_ticks() {
            let x = self.x(tick).round();
            sheet.line(vec![(x, bottom), (x, bottom + 8.0)], AXIS_STROKE);
            sheet.text(
                &number(tick, 0),
                (x, bottom + AXIS + 10.0),
                Anchor::Middle,
                AXIS_LETTER,
            );
        }
        let scale = if self.shown.by_roots {
            " (square-root scale: distances shrink to the right)"
        } else {
            ""
        };
        let words = format!("{}{scale}", self.chart.size_label);
        sheet.text(
            &fit(&words, AXIS_LETTER, self.room.right - left),
            (left, bottom + 10.0 + AXIS * (1.0 + LEADING)),
            Anchor::Start,
            AXIS_LETTER,
        );
    }

    /// Round sizes whose printed figures keep apart: the steps of an even axis and, where square roots stretch its lower end, smaller
    /// ones.
    fn size_ticks(&self) -> Vec<f64> {
        let even = ValueAxis::covering([self.largest], 5, true, true);
        let mut ticks: Vec<f64> = even
            .ticks()
            .into_iter()
            .filter(|tick| *tick <= self.largest)
            .collect();
        if self.shown.by_roots {
            ticks.extend(
                [2.0, 5.0, 10.0, 20.0, 50.0]
                    .map(|part| even.step / part)
                    .into_iter()
                    .filter(|tick| tick.fract() == 0.0),
            );
        }
        let mut kept: Vec<(f64, f64, f64)> = Vec::new();
        for tick in ticks {
            let x = self.x(tick);
            let half = width(&number(tick, 0), AXIS_LETTER) / 2.0 + 9.0;
            let apart = kept
                .iter()
                .all(|(_, other, room)| (other - x).abs() >= room + half);
            if apart && x + half <= self.room.right {
                kept.push((tick, x, half));
            }
        }
        kept.into_iter().map(|(tick, ..)| tick).collect()
    }

    /// The parts of a curve that lie in the plot, cut at its upper and lower edge.
    fn clipped(&self, curve: &[(f64, f64)]) -> Vec<Vec<Spot>> {
        let mut parts: Vec<Vec<Spot>> = vec![Vec::new()];
        let mut before: Option<(f64, f64)> = None;
        let finite = curve
            .iter()
            .copied()
            .filter(|(size, value)| size.is_finite() && value.is_finite());
        for point in finite {
            let part = parts.len() - 1;
            match (before, self.is_inside(point)) {
                (Some(last), true) if !self.is_inside(last) => {
                    parts[part].push(self.edge(point, last));
                    parts[part].push(self.place(point));
                }
                (_, true) => parts[part].push(self.place(point)),
                (Some(last), false) if self.is_inside(last) => {
                    parts[part].push(self.edge(last, point));
                    parts.push(Vec::new());
                }
                _ => {}
            }
            before = Some(point);
        }
        parts
    }

    fn place(&self, (size, value): (f64, f64)) -> Spot {
        (self.x(size), self.values.y(value))
    }

    fn is_inside(&self, (size, value): (f64, f64)) -> bool {
        let axis = self.values.axis;
        value >= axis.low && value <= axis.high && size <= self.largest
    }

    /// Where the line from a point inside the plot to one outside it meets the edge.
    fn edge(&self, inside: (f64, f64), outside: (f64, f64)) -> Spot {
        let axis = self.values.axis;
        let bound = outside.1.clamp(axis.low, axis.high);
        let part = if outside.1 == inside.1 {
            1.0
        } else {
            (bound - inside.1) / (outside.1 - inside.1)
        };
        let size = (inside.0 + (outside.0 - inside.0) * part).min(self.largest);
        self.place((size, bound))
    }

    fn dot(&self, sheet: &mut ChartSheet, at: usize) {
        let (dot, spot) = (self.shown.dots[at], self.spot(at));
        if self.shown.above_axis.contains(&at) {
            let (x, y) = spot;
            sheet.shape(
                vec![(x - 9.0, y + 8.0), (x, y - 10.0), (x + 9.0, y + 8.0)],
                colour_of(dot),
            );
            return;
        }
        if dot.own {
            sheet.dot(spot, OWN_RADIUS + 3.0, WHITE);
            sheet.dot(spot, OWN_RADIUS, DARK_BLUE);
            return;
        }
        mark(sheet, spot, dot.neighbour, dot.outside);
    }

    /// Draws the names at the largest size at which all find room; gives those that find none at any size.
    fn names(&self, sheet: &mut ChartSheet, lines: &[(Spot, Spot)]) -> Vec<String> {
        let picked = self.named_dots();
        let soft: Vec<Rect> = (0..self.shown.dots.len())
            .filter(|at| !picked.contains(at))
            .map(|at| Rect::around(self.spot(at), CONTEXT_RADIUS))
            .collect();
        let area = self.values.area;
        let room = Rect {
            left: area.left + 4.0,
            top: if self.shown.above_axis.is_empty() {
                area.top
            } else {
                area.top - 32.0
            },
            right: area.right - 2.0,
            bottom: area.bottom - 3.0,
        };
        let obstacles = NameObstacles {
            room,
            hard: &[],
            soft: &soft,
            lines,
        };
        let mut best: Option<(Vec<PointName>, Vec<Option<PlacedName>>, usize)> = None;
        for size in NAME_SIZES {
            let names: Vec<PointName> = picked.iter().map(|at| self.name(*at, size)).collect();
            let placed = point_names::place_names(&names, &obstacles);
            let missed = placed.iter().filter(|place| place.is_none()).count();
            if best.as_ref().is_none_or(|(.., least)| missed < *least) {
                best = Some((names, placed, missed));
            }
            if missed == 0 {
                break;
            }
        }
        let Some((names, placed, _)) = best else {
            return Vec::new();
        };
        point_names::draw(sheet, &names, &placed);
        names
            .into_iter()
            .zip(placed)
            .filter(|(_, place)| place.is_none())
            .map(|(name, _)| name.words)
            .collect()
    }

    /// Indices of the dots that are named: the own one, neighbours, then others; among these the furthest from the centre first.
    fn named_dots(&self) -> Vec<usize> {
        let dots = &self.shown.dots;
        let centre = self.chart.centre.1;
        let mut picked: Vec<usize> = (0..dots.len()).filter(|at| dots[*at].is_named()).collect();
        picked.sort_by(|a, b| {
            let (a, b) = (dots[*a], dots[*b]);
            (!a.own, !a.neighbour).cmp(&(!b.own, !b.neighbour)).then(
                (b.value - centre)
                    .abs()
                    .total_cmp(&(a.value - centre).abs()),
            )
        });
        picked
    }

    fn name(&self, at: usize, size: f64) -> PointName {
        let dot = self.shown.dots[at];
        if dot.own {
            return PointName {
                words: format!("{} {}", dot.label, minus(&dot.text)),
                letter: LetterStyle::bold(LABEL).coloured(DARK_BLUE),
                spot: self.spot(at),
                clear: OWN_RADIUS + 3.0,
            };
        }
        PointName {
            words: dot.label.clone(),
            letter: LetterStyle::plain(size),
            spot: self.spot(at),
            clear: NAMED_RADIUS + 1.0,
        }
    }
}

fn colour_of(dot: &FunnelDot) -> InkColour {
    match (dot.own, dot.neighbour) {
        (true, _) => DARK_BLUE,
        (_, true) => TURQUOISE,
        _ => BLACK,
    }
}
