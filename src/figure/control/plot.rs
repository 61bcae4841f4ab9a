//! The plot of a control chart: axes, limits, points, the names of broken rules, and the labels at the right.

use super::chart::{ControlChart, LimitRun, RuleRun};
use super::end_labels::{ControlLabel, LIMIT, MEAN, OWN_LINE, TARGET, end_labels};
use crate::figure::layout::{LabelPlace, keep_apart, width};
use crate::figure::letter::{Anchor, LetterStyle};
use crate::figure::parts::ChartStyle;
use crate::figure::periods::{self, stretches};
use crate::figure::point_names::{self, NameObstacles, PlacedName, PointName};
use crate::figure::scale::ValueAxis;
use crate::figure::sheet::{ChartSheet, Rect, Spot};
use crate::figure::theme::{AXIS, BREAK, DARK_BLUE, LEADING, ORANGE, SMALL, Stroke, WHITE};
use crate::figure::value_area::{AXIS_LETTER, ValueArea};

const RULE_LETTER: LetterStyle = LetterStyle::plain(SMALL).with_halo();
const SYMBOL_LETTER: LetterStyle = LetterStyle::bold(SMALL).coloured(DARK_BLUE);
/// From the right edge to the labels.
const LEADER: f64 = 56.0;
/// Radius of a point's dot, and size of the triangle at a broken rule.
const MARKER: f64 = 7.5;
const TRIANGLE: f64 = 14.0;
const SYMBOL_STRIP: f64 = 30.0;

/// A control chart laid out in an area with its axis.
pub(super) struct ControlPlot<'a> {
    chart: &'a ControlChart,
    room: Rect,
    values: ValueArea,
    /// Where each period lies.
    xs: Vec<f64>,
    labels: Vec<ControlLabel>,
    limits: Vec<LimitRun>,
    rules: Vec<RuleRun<'a>>,
    /// The name of each broken rule, then the mean of each run of limits but the last.
    names: Vec<PointName>,
    /// One a name.
    placed: Vec<Option<PlacedName>>,
}

impl<'a> ControlPlot<'a> {
    pub(super) fn new(chart: &'a ControlChart, style: ChartStyle, room: Rect) -> Self {
        let limits = chart.limit_runs();
        let axis = value_axis(chart, &limits, style);
        let labels = end_labels(chart);
        let column = labels.iter().map(ControlLabel::width).fold(0.0, f64::max);
        let area = Rect {
            left: room.left + axis.label_width(AXIS_LETTER) + 20.0,
            top: room.top + AXIS * LEADING + 34.0,
            right: room.right - column - LEADER,
            bottom: room.bottom - AXIS * LEADING - 14.0 - symbol_strip(chart),
        };
        let mut plot = Self {
            chart,
            room,
            values: ValueArea { area, axis },
            xs: periods::places(chart.periods.len(), area.left + 40.0, area.right),
            labels,
            limits,
            rules: chart.rule_runs(),
            names: Vec::new(),
            placed: Vec::new(),
        };
        plot.name_rules();
        plot
    }

    pub(super) fn draw(&self, sheet: &mut ChartSheet) {
        self.axes(sheet);
        self.limits(sheet);
        self.line(sheet);
        point_names::draw(sheet, &self.names, &self.placed);
        self.end_labels(sheet);
    }

    /// The spot of a point that has a figure.
    fn spot(&self, at: usize, value: f64) -> Spot {
        (self.xs[at], self.values.y(value))
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

    /// Left and right end of the lines of a run of limits.
    fn span(&self, run: &LimitRun) -> (f64, f64) {
        let half = self.half_step();
        let area = self.values.area;
        let is_last = self
            .limits
            .last()
            .is_some_and(|last| last.first == run.first);
        let right = if is_last {
            area.right + 12.0
        } else {
            self.xs[run.last] + half
        };
        ((self.xs[run.first] - half).max(area.left), right)
    }

    fn axes(&self, sheet: &mut ChartSheet) {
        sheet.text(
            &self.chart.unit,
            (self.room.left, self.room.top + AXIS),
            Anchor::Start,
            AXIS_LETTER,
        );
        self.values.grid(sheet, (0.0, 12.0));
        let bottom = self.values.area.bottom;
        let baseline = bottom + symbol_strip(self.chart) + AXIS + 6.0;
        periods::label(sheet, &self.chart.periods, &self.xs, baseline);
        let mut free_from = f64::NEG_INFINITY;
        for (dot, x) in self.chart.shown().iter().zip(&self.xs) {
            let Some(missing) = dot.value.missing() else {
                continue;
            };
            let half = width(&missing.symbol, SYMBOL_LETTER) / 2.0;
            // Where symbols are closer than they are wide, the first stands for all.
            if x - half > free_from {
                sheet.text(
                    &missing.symbol,
                    (*x, bottom + SYMBOL_STRIP - 6.0),
                    Anchor::Middle,
                    SYMBOL_LETTER,
                );
                free_from = x + half + 2.0;
            }
        }
    }

    fn limits(&self, sheet: &mut ChartSheet) {
        let area = self.values.area;
        for pair in self.limits.windows(2) {
            let x = (self.xs[pair[0].last] + self.xs[pair[1].first]) / 2.0;
            sheet.line(vec![(x, area.top - 10.0), (x, area.bottom)], BREAK);
        }
        for run in &self.limits {
            let (from, to) = self.span(run);
            let lines = [
                (Some(run.limits.upper), LIMIT),
                (self.chart.lower_limit(run.limits), LIMIT),
                (Some(run.limits.mean), MEAN),
            ];
            for (value, stroke) in lines {
                if let Some(y) = value.map(|value| self.values.y(value)) {
                    sheet.line(vec![(from, y), (to, y)], stroke);
                }
            }
        }
        if let Some((_, target)) = self.chart.target {
            let y = self.values.y(target);
            sheet.line(vec![(area.left, y), (area.right + 12.0, y)], TARGET);
        }
    }

    fn line(&self, sheet: &mut ChartSheet) {
        let spots = self
            .chart
            .shown()
            .iter()
            .zip(&self.xs)
            .map(|(dot, x)| Some((*x, self.values.y(dot.value.known()?))));
        for stretch in stretches(spots, &[]) {
            sheet.line(stretch, OWN_LINE);
        }
        for (at, dot, value) in self.chart.known() {
            let spot = self.spot(at, value);
            match &dot.signal {
                None => {
                    sheet.dot(spot, self.marker() + 1.5, WHITE);
                    sheet.dot(spot, self.marker(), DARK_BLUE);
                }
                Some(signal) => {
                    let size = self.triangle();
                    sheet.shape(triangle(spot, size + 4.0, signal.high), DARK_BLUE);
                    sheet.shape(triangle(spot, size, signal.high), ORANGE);
                }
            }
        }
    }

    /// Places the name of each rule that is broken beside the middle of its points, and the means of earlier limits on their lines.
    fn name_rules(&mut self) {
        let known: Vec<(usize, Spot)> = self
            .chart
            .known()
            .map(|(at, _, value)| (at, self.spot(at, value)))
            .collect();
        let mut names: Vec<PointName> = Vec::new();
        for rule in &self.rules {
            // The middle of the points, not of the time between them: a point between them may break no rule.
            let middle = rule.points[rule.points.len() / 2];
            names.extend(
                known
                    .iter()
                    .find(|(at, _)| *at == middle)
                    .map(|(_, spot)| PointName {
                        words: rule.signal.rule.clone(),
                        letter: RULE_LETTER,
                        spot: *spot,
                        clear: self.triangle() + 2.0,
                    }),
            );
        }
        if let Some((_, earlier)) = self.limits.split_last() {
            names.extend(earlier.iter().map(|run| self.mean_name(run)));
        }
        let spots: Vec<Spot> = known.into_iter().map(|(_, spot)| spot).collect();
        let hard: Vec<Rect> = spots
            .iter()
            .filter(|spot| !names.iter().any(|name| name.spot == **spot))
            .map(|spot| Rect::around(*spot, self.marker() + 2.0))
            .collect();
        let mut lines: Vec<(Spot, Spot)> =
            spots.windows(2).map(|pair| (pair[0], pair[1])).collect();
        lines.extend(self.limits.iter().flat_map(|run| self.limit_lines(run)));
        let area = self.values.area;
        let obstacles = NameObstacles {
            room: Rect {
                left: area.left + 2.0,
                top: area.top - 30.0,
                right: area.right + 8.0,
                ..area
            },
            hard: &hard,
            soft: &[],
            lines: &lines,
        };
        self.placed = point_names::place_names(&names, &obstacles);
        self.names = names;
    }

    fn mean_name(&self, run: &LimitRun) -> PointName {
        let (from, to) = self.span(run);
        PointName {
            words: format!("Mean {}", self.chart.limit_text(run.limits.mean)),
            letter: RULE_LETTER,
            spot: ((from + to) / 2.0, self.values.y(run.limits.mean)),
            clear: 4.0,
        }
    }

    /// The lines of mean and limits.
    fn limit_lines(&self, run: &LimitRun) -> impl Iterator<Item = (Spot, Spot)> {
        let (from, to) = self.span(run);
        let values = [
            Some(run.limits.mean),
            Some(run.limits.upper),
            self.chart.lower_limit(run.limits),
        ];
        values.into_iter().flatten().map(move |value| {
            let y = self.values.y(value);
            ((from, y), (to, y))
        })
    }

    /// A remark for each broken rule whose name has no place in the plot.
    pub(super) fn unnamed_rules(&self) -> Vec<String> {
        self.rules
            .iter()
            .zip(&self.placed)
            .filter(|(_, place)| place.is_none())
            .map(|(rule, _)| {
                format!(
                    "Also broken: {} ({})",
                    rule.signal.rule,
                    self.when(&rule.points)
                )
            })
            .collect()
    }

    /// The first period of some points, and the last where it is another.
    fn when(&self, points: &[usize]) -> String {
        let periods = &self.chart.periods;
        match points {
            [first, .., last] if periods[*first] != periods[*last] => {
                format!("{} to {}", periods[*first], periods[*last])
            }
            [first, ..] => periods[*first].clone(),
            [] => String::new(),
        }
    }

    fn end_labels(&self, sheet: &mut ChartSheet) {
        let area = self.values.area;
        let wanted: Vec<LabelPlace> = self
            .labels
            .iter()
            .map(|label| LabelPlace {
                centre: self.values.y(label.value),
                extent: label.height(),
            })
            .collect();
        let floor = periods::label_floor(&self.chart.periods, LEADER, area, self.room);
        let centres = keep_apart(&wanted, self.room.top + AXIS * LEADING, floor);
        let left = area.right + LEADER;
        for (label, centre) in self.labels.iter().zip(centres) {
            if label.joined {
                sheet.leader(
                    (area.right + 12.0, self.values.y(label.value)),
                    (left - 6.0, centre),
                    (8.0, 8.0),
                    Stroke::solid(label.stroke.colour, 2.0),
                );
            }
            sheet.lines_centred(&label.lines, (left, centre), Anchor::Start, label.letter);
        }
    }
}

/// The axis that reaches every value, limit and target.
fn value_axis(chart: &ControlChart, limits: &[LimitRun], style: ChartStyle) -> ValueAxis {
    let values = chart.known().map(|(_, _, value)| value);
    let limits = limits.iter().flat_map(|run| {
        let lowest = chart.lower_limit(run.limits).unwrap_or(run.limits.mean);
        [lowest, run.limits.upper]
    });
    let target = chart.target.iter().map(|(_, value)| *value);
    ValueAxis::covering(
        values.chain(limits).chain(target),
        5,
        style.from_zero,
        chart.decimals == 0,
    )
}

/// The height that the symbols of missing figures take under the plot.
fn symbol_strip(chart: &ControlChart) -> f64 {
    if chart.any_missing() {
        SYMBOL_STRIP
    } else {
        0.0
    }
}

/// A triangle that points up for the upper side, down for the lower.
fn triangle((x, y): Spot, size: f64, high: bool) -> Vec<Spot> {
    let up = if high { -1.0 } else { 1.0 };
    vec![
        (x - size * 0.87, y - up * size * 0.5),
        (x + size * 0.87, y - up * size * 0.5),
        (x, y + up * size),
    ]
}
