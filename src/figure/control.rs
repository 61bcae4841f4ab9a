//! The control chart (XmR): points in order about their mean, between process limits, those that break a rule picked out by shape and
//! colour and named beside them.

use super::frame::{drawing, frame};
use super::layout::{Wish, dodge, number, widest, width, wrap_evenly};
use super::near::{self, Ground, Settled, Tag};
use super::scale::Axis;
use super::sheet::{Anchor, Area, Letter, Sheet, Spot};
use super::theme::{
    AXIS, AXIS_LINE, AXIS_STROKE, BREAK, DARK_BLUE, DARK_PINK, Dash, GRID_STROKE, LABEL, LEADING,
    ORANGE, SMALL, Stroke, WHITE,
};
use super::trend_plot::{runs, shown_periods, stations};
use super::{Caption, Drawing, Point, Style};

/// The limits that hold at a point.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Limits {
    /// 0 until everything starts anew the first time.
    pub(crate) group: usize,
    pub(crate) mean: f64,
    pub(crate) lower: f64,
    pub(crate) upper: f64,
}

/// A rule that a point breaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Signal {
    /// To the upper side. It says nothing of good or bad.
    pub(crate) high: bool,
    /// "above the upper limit", written once for neighbouring points that break the same.
    pub(crate) rule: String,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ControlPoint {
    pub(crate) value: Point,
    /// Nothing where there is no figure.
    pub(crate) limits: Option<Limits>,
    pub(crate) signal: Option<Signal>,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ControlChart {
    pub(crate) caption: Caption,
    /// The value axis in words.
    pub(crate) unit: String,
    pub(crate) decimals: u8,
    /// Name at the end of the line.
    pub(crate) own: String,
    pub(crate) periods: Vec<String>,
    /// One a period; what is missing at the end counts as absent.
    pub(crate) points: Vec<ControlPoint>,
    /// A target with its name: "Target 90".
    pub(crate) target: Option<(String, f64)>,
}

const AXIS_LETTER: Letter = Letter::plain(AXIS);
const OWN_LETTER: Letter = Letter::bold(LABEL).coloured(DARK_BLUE);
const RULE_LETTER: Letter = Letter::plain(SMALL).with_halo();
const OWN_LINE: Stroke = Stroke::solid(DARK_BLUE, 3.5);
const MEAN: Stroke = Stroke::solid(AXIS_LINE, 3.0);
const LIMIT: Stroke = Stroke {
    dash: Dash::Dashed,
    ..Stroke::solid(AXIS_LINE, 3.0)
};
const TARGET: Stroke = Stroke {
    dash: Dash::Dotted,
    ..Stroke::solid(DARK_PINK, 4.0)
};
/// Widest the words at the right may be before they are broken.
const COLUMN: f64 = 270.0;
const LEADER: f64 = 56.0;
const MARKER: f64 = 7.5;
const TRIANGLE: f64 = 14.0;
const SYMBOLS: f64 = 30.0;

/// Draws the chart.
pub(crate) fn draw(chart: &ControlChart, style: Style) -> Drawing {
    drawing(&sheet(chart, style), &chart.caption)
}

pub(super) fn sheet(chart: &ControlChart, style: Style) -> Sheet {
    // A rule whose name finds no room in the plot is named under it, which takes room from the plot: hence the second go.
    let mut remarks = remarks(chart);
    let plot = Plot::new(chart, style, frame(&chart.caption, style, &remarks).room);
    let unnamed = plot.unnamed();
    let plot = if unnamed.is_empty() {
        plot
    } else {
        remarks.extend(unnamed);
        Plot::new(chart, style, frame(&chart.caption, style, &remarks).room)
    };
    let mut sheet = frame(&chart.caption, style, &remarks).sheet;
    plot.axes(&mut sheet);
    plot.limits(&mut sheet);
    plot.line(&mut sheet);
    near::draw(&mut sheet, &plot.tags, &plot.settled);
    plot.ends(&mut sheet);
    sheet
}

/// One remark a symbol under a period, and one for a limit that is not drawn.
fn remarks(chart: &ControlChart) -> Vec<String> {
    let mut said: Vec<String> = Vec::new();
    for gap in chart
        .points
        .iter()
        .take(chart.periods.len())
        .filter_map(|point| point.value.gap())
    {
        let words = format!("{} = {}", gap.symbol, gap.reason);
        if !said.contains(&words) {
            said.push(words);
        }
    }
    let undrawn = groups(chart)
        .last()
        .is_some_and(|group| floor(chart, group.limits).is_none());
    if undrawn {
        said.push("No lower limit is drawn: it lies below zero".to_owned());
    }
    said
}

/// Neighbouring points under the same limits.
#[derive(Clone, Copy)]
struct Group {
    first: usize,
    last: usize,
    limits: Limits,
}

fn groups(chart: &ControlChart) -> Vec<Group> {
    let mut all: Vec<Group> = Vec::new();
    for (at, limits) in known(chart).filter_map(|(at, point)| Some((at, point.limits?))) {
        match all.last_mut() {
            Some(group) if group.limits.group == limits.group => group.last = at,
            _ => all.push(Group {
                first: at,
                last: at,
                limits,
            }),
        }
    }
    all
}

fn known(chart: &ControlChart) -> impl Iterator<Item = (usize, &ControlPoint)> {
    let points = chart.points.iter().take(chart.periods.len()).enumerate();
    points.filter(|(_, point)| point.value.known().is_some())
}

/// The lower limit where it can be met: below zero it cannot by figures none of which is.
fn floor(chart: &ControlChart, limits: Limits) -> Option<f64> {
    let signed =
        known(chart).any(|(_, point)| point.value.known().is_some_and(|value| value < 0.0));
    Some(limits.lower).filter(|lower| signed || *lower >= 0.0)
}

/// Points on one side that break the same rule, none far from the last.
struct Stretch<'a> {
    signal: &'a Signal,
    points: Vec<usize>,
    /// Where the last point that breaks any rule on this side stands among those with a figure.
    end: usize,
}

/// Points with no broken rule between two that have one, up to which both are of one stretch: a rule is then named once.
const APART: usize = 3;

fn stretches(chart: &ControlChart) -> Vec<Stretch<'_>> {
    let mut all: Vec<Stretch<'_>> = Vec::new();
    for (order, (at, point)) in known(chart).enumerate() {
        let Some(signal) = &point.signal else {
            continue;
        };
        let same_side =
            |one: &&mut Stretch<'_>| one.signal.high == signal.high && order - one.end <= APART;
        let mut named = false;
        for stretch in all.iter_mut().filter(same_side) {
            stretch.end = order;
            if stretch.signal == signal {
                stretch.points.push(at);
                named = true;
            }
        }
        if !named {
            all.push(Stretch {
                signal,
                points: vec![at],
                end: order,
            });
        }
    }
    all
}

struct Plot<'a> {
    chart: &'a ControlChart,
    room: Area,
    area: Area,
    axis: Axis,
    xs: Vec<f64>,
    /// Words at the right with the value they stand for, and the line that value has.
    ends: Vec<End>,
    tags: Vec<Tag>,
    settled: Vec<Option<Settled>>,
}

struct End {
    words: Vec<String>,
    letter: Letter,
    value: f64,
    stroke: Stroke,
    /// Whether its line reaches the right edge, to be joined with the words.
    joined: bool,
}

impl<'a> Plot<'a> {
    fn new(chart: &'a ControlChart, style: Style, room: Area) -> Self {
        let count = chart.periods.len();
        let limits = groups(chart).into_iter().flat_map(|g| {
            [
                floor(chart, g.limits).unwrap_or(g.limits.mean),
                g.limits.upper,
            ]
        });
        let values = known(chart).filter_map(|(_, point)| point.value.known());
        let target = chart.target.iter().map(|(_, value)| *value);
        let axis = Axis::covering(
            values.chain(limits).chain(target),
            5,
            style.from_zero,
            chart.decimals == 0,
        );
        let ticks: Vec<String> = axis
            .ticks()
            .into_iter()
            .map(|tick| axis.label(tick))
            .collect();
        let left = room.left + widest(ticks.iter().map(String::as_str), AXIS_LETTER) + 20.0;
        let ends = ends(chart);
        let column = ends
            .iter()
            .map(|end| widest(end.words.iter().map(String::as_str), end.letter))
            .fold(0.0, f64::max);
        let right = room.right - column - LEADER;
        let strip = if has_gaps(chart) { SYMBOLS } else { 0.0 };
        let top = room.top + AXIS * LEADING + 34.0;
        let area = Area {
            left,
            top,
            right,
            bottom: room.bottom - AXIS * LEADING - 14.0 - strip,
        };
        let xs = stations(count, left + 40.0, right);
        let mut plot = Self {
            chart,
            room,
            area,
            axis,
            xs,
            ends,
            tags: Vec::new(),
            settled: Vec::new(),
        };
        plot.name_rules();
        plot
    }

    fn y(&self, value: f64) -> f64 {
        self.axis.place(value, self.area.bottom, self.area.top)
    }

    fn spot(&self, at: usize) -> Option<Spot> {
        Some((
            *self.xs.get(at)?,
            self.y(self.chart.points.get(at)?.value.known()?),
        ))
    }

    fn half_step(&self) -> f64 {
        match self.xs[..] {
            [first, second, ..] => (second - first) / 2.0,
            _ => 40.0,
        }
    }

    fn marker(&self) -> f64 {
        MARKER.min(self.half_step() * 0.7).max(2.5)
    }

    fn triangle(&self) -> f64 {
        TRIANGLE.min(self.half_step() * 1.6).max(6.0)
    }

    /// Left and right end of a group's lines.
    fn span(&self, group: Group) -> (f64, f64) {
        let half = self.half_step();
        let at = |index: usize| self.xs.get(index).copied().unwrap_or(self.area.left);
        let last = groups(self.chart)
            .last()
            .is_some_and(|last| last.first == group.first);
        (
            (at(group.first) - half).max(self.area.left),
            if last {
                self.area.right + 12.0
            } else {
                at(group.last) + half
            },
        )
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
                AXIS_STROKE
            } else {
                GRID_STROKE
            };
            sheet.line(vec![(left, y), (right + 12.0, y)], stroke);
            sheet.text_centred(
                &self.axis.label(tick),
                (left - 14.0, y),
                Anchor::End,
                AXIS_LETTER,
            );
        }
        let strip = if has_gaps(self.chart) { SYMBOLS } else { 0.0 };
        for at in shown_periods(&self.chart.periods, &self.xs) {
            sheet.text(
                &self.chart.periods[at],
                (self.xs[at], bottom + strip + AXIS + 6.0),
                Anchor::Middle,
                AXIS_LETTER,
            );
        }
        let mut free = f64::NEG_INFINITY;
        for (at, x) in self.xs.iter().enumerate() {
            if let Some(gap) = self
                .chart
                .points
                .get(at)
                .and_then(|point| point.value.gap())
            {
                let letter = Letter::bold(SMALL).coloured(DARK_BLUE);
                let half = width(&gap.symbol, letter) / 2.0;
                // Of symbols closer than they are wide the first stands for all.
                if x - half > free {
                    sheet.text(
                        &gap.symbol,
                        (*x, bottom + SYMBOLS - 6.0),
                        Anchor::Middle,
                        letter,
                    );
                    free = x + half + 2.0;
                }
            }
        }
    }

    fn limits(&self, sheet: &mut Sheet) {
        let all = groups(self.chart);
        for pair in all.windows(2) {
            let x = (self.xs[pair[0].last] + self.xs[pair[1].first]) / 2.0;
            sheet.line(
                vec![(x, self.area.top - 10.0), (x, self.area.bottom)],
                BREAK,
            );
        }
        for group in all {
            let (from, to) = self.span(group);
            let mut across = |value: f64, stroke| {
                sheet.line(vec![(from, self.y(value)), (to, self.y(value))], stroke)
            };
            across(group.limits.upper, LIMIT);
            floor(self.chart, group.limits)
                .into_iter()
                .for_each(|lower| across(lower, LIMIT));
            across(group.limits.mean, MEAN);
        }
        if let Some((_, target)) = self.chart.target {
            sheet.line(
                vec![
                    (self.area.left, self.y(target)),
                    (self.area.right + 12.0, self.y(target)),
                ],
                TARGET,
            );
        }
    }

    fn line(&self, sheet: &mut Sheet) {
        for run in runs(self.xs.len(), |at| self.spot(at).is_some(), &[]) {
            sheet.line(
                run.into_iter().filter_map(|at| self.spot(at)).collect(),
                OWN_LINE,
            );
        }
        for (at, point) in known(self.chart) {
            let Some(spot) = self.spot(at) else { continue };
            match &point.signal {
                None => {
                    sheet.dot(spot, self.marker() + 1.5, WHITE);
                    sheet.dot(spot, self.marker(), DARK_BLUE);
                }
                Some(signal) => {
                    sheet.shape(
                        triangle(spot, self.triangle() + 4.0, signal.high),
                        DARK_BLUE,
                    );
                    sheet.shape(triangle(spot, self.triangle(), signal.high), ORANGE);
                }
            }
        }
    }

    /// Places the name of each rule that is broken beside the middle of its points, and the means of earlier groups on their lines.
    fn name_rules(&mut self) {
        let chart = self.chart;
        let spot = |at: usize| self.spot(at);
        let mut tags: Vec<Tag> = Vec::new();
        for stretch in stretches(chart) {
            let middle = stretch.points[stretch.points.len() / 2];
            // Not the middle of time but of the points: what lies between may break no rule.
            if let Some(spot) = spot(middle) {
                tags.push(Tag {
                    words: stretch.signal.rule.clone(),
                    letter: RULE_LETTER,
                    spot,
                    clear: self.triangle() + 2.0,
                });
            }
        }
        let all = groups(chart);
        for group in all.iter().take(all.len().saturating_sub(1)) {
            let (from, to) = self.span(*group);
            let words = format!("Mean {}", mean(chart, group.limits.mean));
            tags.push(Tag {
                words,
                letter: RULE_LETTER,
                spot: ((from + to) / 2.0, self.y(group.limits.mean)),
                clear: 4.0,
            });
        }
        let points: Vec<Spot> = (0..self.xs.len()).filter_map(spot).collect();
        let around = |(x, y): &Spot| {
            Area {
                left: *x,
                top: *y,
                right: *x,
                bottom: *y,
            }
            .grown(self.marker() + 2.0)
        };
        let hard: Vec<Area> = points
            .iter()
            .filter(|spot| !tags.iter().any(|tag| tag.spot == **spot))
            .map(around)
            .collect();
        let mut lines: Vec<(Spot, Spot)> =
            points.windows(2).map(|pair| (pair[0], pair[1])).collect();
        for group in &all {
            let (from, to) = self.span(*group);
            let drawn = [
                Some(group.limits.mean),
                Some(group.limits.upper),
                floor(chart, group.limits),
            ];
            lines.extend(
                drawn
                    .into_iter()
                    .flatten()
                    .map(|value| ((from, self.y(value)), (to, self.y(value)))),
            );
        }
        let room = Area {
            left: self.area.left + 2.0,
            top: self.area.top - 30.0,
            right: self.area.right + 8.0,
            ..self.area
        };
        self.settled = near::settle(
            &tags,
            &Ground {
                room,
                hard: &hard,
                soft: &[],
                lines: &lines,
            },
        );
        self.tags = tags;
    }

    /// What broken rules without a name in the plot are to be called under it.
    fn unnamed(&self) -> Vec<String> {
        let name = |(stretch, _): (Stretch<'_>, _)| {
            let period = |at: Option<&usize>| {
                at.and_then(|at| self.chart.periods.get(*at))
                    .cloned()
                    .unwrap_or_default()
            };
            let (first, last) = (
                period(stretch.points.first()),
                period(stretch.points.last()),
            );
            let when = if first == last {
                first
            } else {
                format!("{first} to {last}")
            };
            format!("Also broken: {} ({when})", stretch.signal.rule)
        };
        stretches(self.chart)
            .into_iter()
            .zip(&self.settled)
            .filter(|(_, place)| place.is_none())
            .map(name)
            .collect()
    }

    fn ends(&self, sheet: &mut Sheet) {
        let extent = |end: &End| end.words.len() as f64 * end.letter.size * LEADING + 4.0;
        let wishes: Vec<Wish> = self
            .ends
            .iter()
            .map(|end| Wish {
                centre: self.y(end.value),
                extent: extent(end),
            })
            .collect();
        // The words may stand beside the row of periods, unless the last of those reaches over to them.
        let last_period = self
            .chart
            .periods
            .last()
            .map_or(0.0, |last| width(last, AXIS_LETTER) / 2.0 + 8.0);
        let low = if last_period < LEADER {
            self.room.bottom
        } else {
            self.area.bottom
        };
        let left = self.area.right + LEADER;
        for (end, centre) in
            self.ends
                .iter()
                .zip(dodge(&wishes, self.room.top + AXIS * LEADING, low))
        {
            if end.joined {
                let (x, y) = (self.area.right + 12.0, self.y(end.value));
                let thin = Stroke::solid(end.stroke.colour, 2.0);
                sheet.line(
                    vec![
                        (x, y),
                        (x + 8.0, y),
                        (left - 14.0, centre),
                        (left - 6.0, centre),
                    ],
                    thin,
                );
            }
            let mut at = centre - (end.words.len() as f64 - 1.0) / 2.0 * end.letter.size * LEADING;
            for line in &end.words {
                sheet.text_centred(line, (left, at), Anchor::Start, end.letter);
                at += end.letter.size * LEADING;
            }
        }
    }
}

/// The words at the right: the latest figure, then target, limits and mean as they hold there.
fn ends(chart: &ControlChart) -> Vec<End> {
    let mut ends = Vec::new();
    let mut add = |words: String, letter: Letter, value: f64, stroke: Stroke, joined: bool| {
        ends.push(End {
            words: wrap_evenly(&words, letter, COLUMN, 3),
            letter,
            value,
            stroke,
            joined,
        });
    };
    match known(chart)
        .last()
        .and_then(|(at, point)| Some((at, point.value.known()?)))
    {
        Some((at, value)) => {
            let last = at + 1 == chart.periods.len();
            let when = if last {
                String::new()
            } else {
                format!(" in {}", chart.periods[at])
            };
            add(
                format!("{} {}{when}", chart.own, number(value, chart.decimals)),
                OWN_LETTER,
                value,
                OWN_LINE,
                last,
            );
        }
        None => add(
            format!("{}: no figure", chart.own),
            OWN_LETTER,
            0.0,
            OWN_LINE,
            false,
        ),
    }
    if let Some((words, value)) = &chart.target {
        add(words.clone(), AXIS_LETTER, *value, TARGET, true);
    }
    if let Some(Group { limits, .. }) = groups(chart).last().copied() {
        add(
            format!("Upper limit {}", mean(chart, limits.upper)),
            AXIS_LETTER,
            limits.upper,
            LIMIT,
            true,
        );
        add(
            format!("Mean {}", mean(chart, limits.mean)),
            AXIS_LETTER,
            limits.mean,
            MEAN,
            true,
        );
        if let Some(lower) = floor(chart, limits) {
            add(
                format!("Lower limit {}", mean(chart, lower)),
                AXIS_LETTER,
                lower,
                LIMIT,
                true,
            );
        }
    }
    ends
}

/// A mean or limit: to at least one decimal, since those of whole numbers seldom are whole.
fn mean(chart: &ControlChart, value: f64) -> String {
    number(value, chart.decimals.max(1))
}

fn has_gaps(chart: &ControlChart) -> bool {
    chart
        .points
        .iter()
        .take(chart.periods.len())
        .any(|point| point.value.gap().is_some())
}

/// Upright for the upper side, upside down for the lower.
fn triangle((x, y): Spot, size: f64, high: bool) -> Vec<Spot> {
    let up = if high { -1.0 } else { 1.0 };
    vec![
        (x - size * 0.87, y - up * size * 0.5),
        (x + size * 0.87, y - up * size * 0.5),
        (x, y + up * size),
    ]
}
