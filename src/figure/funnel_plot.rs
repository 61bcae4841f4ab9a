//! The plot of a funnel: size across, value upward, limits cut to the plot, and names that keep off one another.

use super::funnel::{Funnel, FunnelPoint, Limits};
use super::layout::{minus, number, widest, width};
use super::near::{self, Ground, Tag};
use super::scale::Axis;
use super::sheet::{Anchor, Area, Letter, Sheet, Spot};
use super::theme::{
    self, AXIS, AXIS_LINE, AXIS_STROKE, BLACK, Colour, DARK_BLUE, Dash, GREY, GRID_STROKE, LABEL,
    LEADING, SMALL, Stroke, TURQUOISE, WHITE,
};

const AXIS_LETTER: Letter = Letter::plain(AXIS);
const KEY: Letter = Letter::plain(SMALL);
const NAME_SIZES: [f64; 3] = [22.0, 20.0, 18.0];
const OWN_RADIUS: f64 = 12.0;
const NAMED_RADIUS: f64 = 8.0;
const CONTEXT_RADIUS: f64 = 5.0;
/// Context dots: darker than the faint limits they lie on.
const CONTEXT: Colour = Colour(0x9C, 0x9C, 0x9C);
const FAINT: Colour = GREY;

pub(super) struct Plot<'a> {
    chart: &'a Funnel,
    known: &'a [&'a FunnelPoint],
    off: &'a [usize],
    roots: bool,
    room: Area,
    area: Area,
    axis: Axis,
    largest: f64,
}

impl<'a> Plot<'a> {
    pub(super) fn new(
        chart: &'a Funnel,
        known: &'a [&'a FunnelPoint],
        off: &'a [usize],
        roots: bool,
        room: Area,
    ) -> Self {
        let shown = known
            .iter()
            .enumerate()
            .filter(|(at, _)| !off.contains(at))
            .map(|(_, point)| point.value);
        let axis = Axis::covering(shown.chain([chart.centre.1]), 5, true, chart.decimals == 0);
        let largest = known.iter().map(|point| point.size).fold(0.0, f64::max);
        let largest = if largest > 0.0 { largest * 1.04 } else { 1.0 };
        let ticks: Vec<String> = axis
            .ticks()
            .into_iter()
            .map(|tick| axis.label(tick))
            .collect();
        let left = room.left + widest(ticks.iter().map(String::as_str), AXIS_LETTER) + 20.0;
        let key_rows = key_rows(chart, known) as f64;
        let top = room.top
            + AXIS * LEADING
            + key_rows * SMALL * 1.45
            + if off.is_empty() { 12.0 } else { 34.0 };
        let bottom = room.bottom - 2.0 * AXIS * LEADING - 14.0;
        let column = width(&minus(&chart.centre.0), AXIS_LETTER) + 14.0;
        Self {
            chart,
            known,
            off,
            roots,
            room,
            area: Area {
                left,
                top,
                right: room.right - column,
                bottom,
            },
            axis,
            largest,
        }
    }

    fn x(&self, size: f64) -> f64 {
        let part = (size / self.largest).max(0.0);
        let part = if self.roots { part.sqrt() } else { part };
        self.area.left + part * (self.area.right - self.area.left)
    }

    fn y(&self, value: f64) -> f64 {
        self.axis.place(value, self.area.bottom, self.area.top)
    }

    fn spot(&self, at: usize) -> Spot {
        let point = self.known[at];
        let y = if self.off.contains(&at) {
            self.area.top - 14.0
        } else {
            self.y(point.value)
        };
        (self.x(point.size), y)
    }

    /// Draws all; gives back the names that found no room.
    pub(super) fn draw(&self, sheet: &mut Sheet) -> Vec<String> {
        self.key(sheet);
        self.axes(sheet);
        let mut lines = Vec::new();
        for (limits, strokes) in [
            (&self.chart.plain, plain_strokes()),
            (&self.chart.spread, spread_strokes()),
        ] {
            let Some(limits) = limits else { continue };
            let pairs = [(&limits.inner, strokes[0]), (&limits.outer, strokes[1])];
            for (curve, stroke) in pairs
                .into_iter()
                .flat_map(|(limit, stroke)| [(&limit.lower, stroke), (&limit.upper, stroke)])
            {
                for run in self.clipped(curve) {
                    lines.extend(run.windows(2).map(|pair| (pair[0], pair[1])));
                    sheet.line(run, stroke);
                }
            }
        }
        let centre = self.centre(sheet);
        lines.extend(centre);
        for at in 0..self.known.len() {
            self.mark(sheet, at);
        }
        self.names(sheet, &lines)
    }

    fn centre(&self, sheet: &mut Sheet) -> Option<(Spot, Spot)> {
        let (name, value) = &self.chart.centre;
        if !value.is_finite() {
            return None;
        }
        let y = self.y(*value);
        let (from, to) = ((self.area.left, y), (self.area.right, y));
        sheet.line(
            vec![from, to],
            Stroke {
                width: 3.0,
                ..theme::comparator(self.chart.kind)
            },
        );
        sheet.text_centred(
            &minus(name),
            (self.area.right + 12.0, y),
            Anchor::Start,
            AXIS_LETTER,
        );
        Some((from, to))
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
            sheet.line(
                vec![(left, y), (right, y)],
                if tick == 0.0 {
                    AXIS_STROKE
                } else {
                    GRID_STROKE
                },
            );
            sheet.text_centred(
                &self.axis.label(tick),
                (left - 14.0, y),
                Anchor::End,
                AXIS_LETTER,
            );
        }
        for tick in self.sizes() {
            let x = self.x(tick).round();
            sheet.line(vec![(x, bottom), (x, bottom + 8.0)], AXIS_STROKE);
            sheet.text(
                &number(tick, 0),
                (x, bottom + AXIS + 10.0),
                Anchor::Middle,
                AXIS_LETTER,
            );
        }
        let scale = if self.roots {
            " (square-root scale: distances shrink as size grows)"
        } else {
            ""
        };
        let words = format!("{}{scale}", self.chart.size_label);
        let words = super::layout::fit(&words, AXIS_LETTER, self.room.right - left);
        sheet.text(
            &words,
            (left, bottom + 10.0 + AXIS * (1.0 + LEADING)),
            Anchor::Start,
            AXIS_LETTER,
        );
    }

    /// Round sizes whose printed figures keep apart: the steps of an even axis and, where square roots stretch its foot, smaller ones.
    fn sizes(&self) -> Vec<f64> {
        let even = Axis::covering([self.largest], 5, true, true);
        let mut ticks: Vec<f64> = even
            .ticks()
            .into_iter()
            .filter(|tick| *tick <= self.largest)
            .collect();
        if self.roots {
            ticks.extend(
                [2.0, 5.0, 10.0, 20.0, 50.0]
                    .map(|part| even.step / part)
                    .into_iter()
                    .filter(|tick| tick.fract() == 0.0),
            );
        }
        let mut kept: Vec<(f64, f64, f64)> = Vec::new();
        for tick in ticks {
            let (x, half) = (
                self.x(tick),
                width(&number(tick, 0), AXIS_LETTER) / 2.0 + 9.0,
            );
            let right = x + half <= self.room.right;
            if right
                && kept
                    .iter()
                    .all(|(_, other, room)| (other - x).abs() >= room + half)
            {
                kept.push((tick, x, half));
            }
        }
        kept.into_iter().map(|(tick, ..)| tick).collect()
    }

    /// The parts of a curve that lie in the plot, cut at its upper and lower edge.
    fn clipped(&self, curve: &[(f64, f64)]) -> Vec<Vec<Spot>> {
        let (low, high) = (self.axis.low, self.axis.high);
        let inside =
            |point: (f64, f64)| point.1 >= low && point.1 <= high && point.0 <= self.largest;
        let mut runs: Vec<Vec<Spot>> = vec![Vec::new()];
        let mut before: Option<(f64, f64)> = None;
        let finite = curve
            .iter()
            .copied()
            .filter(|(size, value)| size.is_finite() && value.is_finite());
        for point in finite {
            let edge = |inner: (f64, f64), outer: (f64, f64)| {
                let bound = outer.1.clamp(low, high);
                let part = if outer.1 == inner.1 {
                    1.0
                } else {
                    (bound - inner.1) / (outer.1 - inner.1)
                };
                let size = (inner.0 + (outer.0 - inner.0) * part).min(self.largest);
                (self.x(size), self.y(bound))
            };
            let run = runs.len() - 1;
            match (before, inside(point)) {
                (Some(last), true) if !inside(last) => {
                    runs[run].push(edge(point, last));
                    runs[run].push((self.x(point.0), self.y(point.1)));
                }
                (_, true) => runs[run].push((self.x(point.0), self.y(point.1))),
                (Some(last), false) if inside(last) => {
                    runs[run].push(edge(last, point));
                    runs.push(Vec::new());
                }
                _ => {}
            }
            before = Some(point);
        }
        runs
    }

    fn mark(&self, sheet: &mut Sheet, at: usize) {
        let (point, spot) = (self.known[at], self.spot(at));
        if self.off.contains(&at) {
            let (x, y) = spot;
            sheet.shape(
                vec![(x - 9.0, y + 8.0), (x, y - 10.0), (x + 9.0, y + 8.0)],
                colour_of(point),
            );
            return;
        }
        if point.own {
            sheet.dot(spot, OWN_RADIUS + 3.0, WHITE);
            sheet.dot(spot, OWN_RADIUS, DARK_BLUE);
            return;
        }
        mark(sheet, spot, point.neighbour, point.outside);
    }

    /// Names: the own first, then from the edges of the crowd inward, at the largest size at which all find room.
    fn names(&self, sheet: &mut Sheet, lines: &[(Spot, Spot)]) -> Vec<String> {
        let named = |point: &FunnelPoint| point.own || point.neighbour || point.outside;
        let mut picked: Vec<usize> = (0..self.known.len())
            .filter(|at| named(self.known[*at]))
            .collect();
        let (_, centre) = self.chart.centre;
        let away = |at: usize| (self.known[at].value - centre).abs();
        picked.sort_by(|a, b| {
            let rank = |at: usize| (!self.known[at].own, !self.known[at].neighbour);
            rank(*a).cmp(&rank(*b)).then(away(*b).total_cmp(&away(*a)))
        });
        let soft: Vec<Area> = (0..self.known.len())
            .filter(|at| !picked.contains(at))
            .map(|at| {
                let (x, y) = self.spot(at);
                Area {
                    left: x,
                    top: y,
                    right: x,
                    bottom: y,
                }
                .grown(CONTEXT_RADIUS)
            })
            .collect();
        let roof = if self.off.is_empty() {
            self.area.top
        } else {
            self.area.top - 32.0
        };
        let room = Area {
            left: self.area.left + 4.0,
            top: roof,
            right: self.area.right - 2.0,
            bottom: self.area.bottom - 3.0,
        };
        let ground = Ground {
            room,
            hard: &[],
            soft: &soft,
            lines,
        };
        let mut best: Option<(Vec<Tag>, Vec<Option<near::Settled>>, usize)> = None;
        for size in NAME_SIZES {
            let tags: Vec<Tag> = picked.iter().map(|at| self.tag(*at, size)).collect();
            let settled = near::settle(&tags, &ground);
            let missed = settled.iter().filter(|place| place.is_none()).count();
            if best.as_ref().is_none_or(|(.., least)| missed < *least) {
                best = Some((tags, settled, missed));
            }
            if missed == 0 {
                break;
            }
        }
        let Some((tags, settled, _)) = best else {
            return Vec::new();
        };
        near::draw(sheet, &tags, &settled);
        tags.iter()
            .zip(&settled)
            .filter(|(_, place)| place.is_none())
            .map(|(tag, _)| tag.words.clone())
            .collect()
    }

    fn tag(&self, at: usize, size: f64) -> Tag {
        let point = self.known[at];
        if point.own {
            let words = format!("{} {}", point.label, minus(&point.text));
            let letter = Letter::bold(LABEL).coloured(DARK_BLUE);
            return Tag {
                words,
                letter,
                spot: self.spot(at),
                clear: OWN_RADIUS + 3.0,
            };
        }
        Tag {
            words: point.label.clone(),
            letter: Letter::plain(size),
            spot: self.spot(at),
            clear: NAMED_RADIUS + 1.0,
        }
    }

    /// What lines and dots mean: a row for each pair of limits, one for the dots.
    fn key(&self, sheet: &mut Sheet) {
        let mut y = self.room.top + AXIS * LEADING + SMALL * 0.75;
        let start = self.room.left;
        for (limits, strokes) in [
            (&self.chart.spread, spread_strokes()),
            (&self.chart.plain, plain_strokes()),
        ] {
            let Some(limits) = limits else { continue };
            let mut x = start;
            for (stroke, words) in [(strokes[0], "95%"), (strokes[1], "99.8%")] {
                sheet.line(vec![(x, y), (x + 56.0, y)], stroke);
                sheet.text_centred(words, (x + 64.0, y), Anchor::Start, KEY);
                x += 64.0 + width(words, KEY) + 20.0;
            }
            sheet.text_centred(&key_words(limits), (x, y), Anchor::Start, KEY);
            y += SMALL * 1.45;
        }
        let mut x = start + 10.0;
        for (neighbour, outside, words) in marks_key(self.chart, self.known) {
            mark(sheet, (x, y), neighbour, outside);
            sheet.text_centred(words, (x + 18.0, y), Anchor::Start, KEY);
            x += 18.0 + width(words, KEY) + 40.0;
        }
    }
}

fn key_words(limits: &Limits) -> String {
    let words = format!("limits {}", limits.label);
    super::layout::fit(&words, KEY, 1_150.0)
}

/// Dots that occur, with their words.
fn marks_key<'a>(chart: &'a Funnel, known: &[&FunnelPoint]) -> Vec<(bool, bool, &'a str)> {
    let mut marks = Vec::new();
    if known.iter().any(|point| point.neighbour) {
        marks.push((true, false, chart.neighbour_label.as_str()));
    }
    if known.iter().any(|point| point.outside && !point.own) {
        marks.push((false, true, chart.outside_label.as_str()));
    }
    marks
}

fn key_rows(chart: &Funnel, known: &[&FunnelPoint]) -> usize {
    let marks = usize::from(!marks_key(chart, known).is_empty());
    usize::from(chart.plain.is_some()) + usize::from(chart.spread.is_some()) + marks
}

/// A neighbour is a filled dot, one outside the limits has a black ring; one that is neither is small and grey.
fn mark(sheet: &mut Sheet, spot: Spot, neighbour: bool, outside: bool) {
    match (neighbour, outside) {
        (false, false) => sheet.dot(spot, CONTEXT_RADIUS, CONTEXT),
        (_, true) => {
            sheet.dot(spot, NAMED_RADIUS, BLACK);
            sheet.dot(
                spot,
                NAMED_RADIUS - 2.5,
                if neighbour { TURQUOISE } else { WHITE },
            );
        }
        (true, false) => sheet.dot(spot, NAMED_RADIUS, TURQUOISE),
    }
}

fn colour_of(point: &FunnelPoint) -> Colour {
    match (point.own, point.neighbour) {
        (true, _) => DARK_BLUE,
        (_, true) => TURQUOISE,
        _ => BLACK,
    }
}

/// 95%, then 99.8%.
fn plain_strokes() -> [Stroke; 2] {
    [
        Stroke {
            dash: Dash::Dashed,
            ..Stroke::solid(FAINT, 2.0)
        },
        Stroke::solid(FAINT, 2.0),
    ]
}

fn spread_strokes() -> [Stroke; 2] {
    [
        Stroke {
            dash: Dash::Dashed,
            ..Stroke::solid(AXIS_LINE, 2.5)
        },
        Stroke::solid(AXIS_LINE, 2.5),
    ]
}
